//! Writes `fixtures/`: the project's own data files in the wire format of the services.
//!
//! Real figures are copied from the folder given with `--bron`; what does not exist is made up
//! from the real figures with a fixed seed, and `fixtures/ontvangsten.toml` says of each cell
//! which of the two it is. Running it twice gives the same bytes. Nothing else reads that folder.

mod adults;
mod ages;
mod areas;
mod bands;
mod fault;
mod health;
mod kwb2020;
mod kwb2024;
mod kwb2025;
mod kwb_metadata;
mod local;
mod metadata;
mod monitor;
mod names;
mod numbers;
mod ogc;
mod outline;
mod output;
mod population;
mod random;
mod receipts;
mod regions;
mod rows;
mod sources;

use std::path::PathBuf;
use std::process::ExitCode;

use fault::{Fault, Outcome};

/// Where to read the real figures and where to write the fixtures.
struct Arguments {
    bron: PathBuf,
    uit: PathBuf,
    gemeenten: PathBuf,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("fout: {fault}");
            ExitCode::from(if matches!(fault, Fault::Usage) { 2 } else { 1 })
        }
    }
}

/// Reads `--bron DIR`, `--uit DIR` and `--gemeenten FILE`; the last two have defaults.
fn arguments() -> Outcome<Arguments> {
    let (mut bron, mut uit) = (None, PathBuf::from("fixtures"));
    let mut gemeenten = PathBuf::from("src/area/gemeenten-2024.csv");
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().map(PathBuf::from).ok_or(Fault::Usage)?;
        match word.as_str() {
            "--bron" => bron = Some(value),
            "--uit" => uit = value,
            "--gemeenten" => gemeenten = value,
            _ => return Err(Fault::Usage),
        }
    }
    Ok(Arguments {
        bron: bron.ok_or(Fault::Usage)?,
        uit,
        gemeenten,
    })
}

/// Makes every fixture; old tables are removed first, so that none is left behind.
fn run(arguments: &Arguments) -> Outcome<()> {
    let sources = sources::Sources::read(&arguments.bron)?;
    let names = names::WijkNames::of(&sources);
    let bands = bands::bands_2024(&sources);
    let ages = ages::single_ages(&sources, &bands)?;
    let adults = adults::adults(&bands, &ages);

    let output = output::Output::clear(&arguments.uit)?;
    let mut receipts = vec![
        kwb2020::write(&sources, &names, &output)?,
        kwb2024::write(&sources, &names, &bands, &output)?,
        kwb2025::write(&sources, &output)?,
        health::write(&sources, &names, &adults, &output)?,
        population::write(&sources, &ages, &output)?,
        ogc::write_wijken(&sources, &names, &output)?,
        ogc::write_gemeenten(&sources, &output)?,
    ];
    receipts.extend(monitor::write(&sources, &output)?);
    names.check_nothing_real_is_left(output.root())?;
    // Workbooks are no text that can be searched; they have codes of wijken and no names.
    receipts.push(local::write(&sources, &output)?);
    receipts::write(&receipts, &output)?;
    regions::write(&sources, &arguments.gemeenten)?;
    eprintln!(
        "klaar: {} bronnen in {}",
        receipts.len(),
        arguments.uit.display()
    );
    Ok(())
}
