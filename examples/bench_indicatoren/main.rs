//! Fills a store with made-up figures of a whole country, and reckons from it what reports reckon.
//!
//! ```text
//! bench_indicatoren schrijf MAP GEMEENTEN
//! bench_indicatoren meet MAP GEMEENTEN WERKERS
//! ```
//! Measured by `cargo xtask bench indicatoren`, which starts it as a process of its own; the last
//! line of `meet` counts what was done. The figures are noise.

mod national;
mod reckon;

use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;

use national::country::Country;
use national::{Fault, tables};

const USAGE_TEXT: &str = "Gebruik: bench_indicatoren schrijf MAP GEMEENTEN\n         \
                          bench_indicatoren meet MAP GEMEENTEN WERKERS";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(result) = run(&words) else {
        eprintln!("{USAGE_TEXT}");
        return ExitCode::from(2);
    };
    match result {
        Ok(line) => {
            eprintln!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("fout: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Option<Result<String, Fault>> {
    match words {
        ["schrijf", folder, gemeenten] => {
            let country = Country::of(gemeenten.parse().ok()?);
            Some(tables::write(Path::new(folder), &country))
        }
        ["meet", folder, gemeenten, workers] => {
            let country = Country::of(gemeenten.parse().ok()?);
            let workers = NonZeroUsize::new(workers.parse().ok()?)?;
            Some(reckon::measure(Path::new(folder), &country, workers))
        }
        _ => None,
    }
}
