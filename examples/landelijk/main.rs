//! Fills a store with made-up figures of all gemeenten, to make and measure whole batches with.
//!
//! ```text
//! landelijk MAP [GEMEENTECODE…]
//! ```
//! Started by `cargo xtask landelijk`. Without codes: all gemeenten.

mod land;

use std::path::Path;
use std::process::ExitCode;

use land::Fault;
use land::country::Country;
use land::packed::Packed;
use regiobeeld::area::GemeenteCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, codes)) = words.split_first() else {
        eprintln!("Gebruik: landelijk MAP [GEMEENTECODE…]");
        return ExitCode::from(2);
    };
    match run(Path::new(folder), codes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fout: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, codes: &[String]) -> Result<(), Fault> {
    let wanted: Vec<GemeenteCode> = codes
        .iter()
        .map(|code| GemeenteCode::parse(code))
        .collect::<Result<_, _>>()?;
    eprintln!("De grenzen van gemeenten en wijken worden verzonnen.");
    let packed = Packed::read()?;
    let country = Country::of(&packed, &wanted)?;
    let (towns, wijken) = (country.towns.len(), country.wijk_count());
    eprintln!("Er zijn {towns} gemeenten met samen {wijken} wijken.");
    let rows = land::write::write(folder, &packed, &country, &|text| eprintln!("  {text}"))?;
    eprintln!("Klaar: {rows} rijen, alle cijfers FICTIEF.");
    Ok(())
}
