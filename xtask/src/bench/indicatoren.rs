//! Reckoning over the whole country: from Parquet to the national spread and to the indicator
//! table of every gemeente, and the same for half of the gemeenten.

use super::findings::Findings;
use super::folder::{Folder, size};
use super::measure::Cost;
use super::numbers::{dutch, float, median};
use super::ophalen::run_quietly;
use super::{Bench, Setting};
use crate::children;
use crate::failure::Failure;
use std::path::Path;
use std::process::Command;

pub const BENCH: Bench = Bench {
    name: "indicatoren",
    examples: &[EXAMPLE],
    on_country: false,
    run,
};

/// The example that fills a store and reckons from it.
const EXAMPLE: &str = "bench_indicatoren";

/// Gemeenten of Nederland, and half of them.
const ALL: usize = 342;
const HALF: usize = 171;

/// Runs of each; the middle one counts.
const RUNS: usize = 3;

/// Bytes in a mebibyte.
const MIB: f64 = 1_048_576.0;

/// A made-up country in a store, with what reckoning over it cost.
struct Country {
    rows: f64,
    parquet_mib: f64,
    runs: Vec<Run>,
}

/// One process that reckoned over the country.
struct Run {
    cost: Cost,
    /// The line with counts.
    line: String,
}

impl Run {
    fn count(&self, name: &str) -> f64 {
        value(&self.line, name).unwrap_or_default()
    }
}

impl Country {
    fn middle(&self, of: impl Fn(&Run) -> f64) -> f64 {
        median(&self.runs.iter().map(of).collect::<Vec<f64>>()).unwrap_or_default()
    }

    fn count(&self, name: &str) -> f64 {
        self.middle(|run| run.count(name))
    }
}

fn run(setting: &Setting) -> Result<Findings, Failure> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let whole = country(setting, ALL, workers)?;
    let half = country(setting, HALF, workers)?;
    let mut found = Findings::default();
    report(&mut found, &whole, workers);
    compare(&mut found, &whole, &half);
    Ok(found)
}

/// Fills a store with this many gemeenten and reckons over it a few times.
fn country(setting: &Setting, gemeenten: usize, workers: usize) -> Result<Country, Failure> {
    let store = Folder::new(&format!("land-{gemeenten}"))?;
    children::announce(&format!(
        "Een verzonnen land van {gemeenten} gemeenten wordt geschreven."
    ));
    let (_, words) = example(setting, "schrijf", store.path(), &[gemeenten])?;
    let rows = value(&words, "rijen").ok_or_else(silent)?;
    let parquet_mib = float(size(store.path(), ".parquet")?.bytes) / MIB;
    let mut runs = Vec::new();
    for number in 1..=RUNS {
        children::announce(&format!(
            "Alle indicatoren van {gemeenten} gemeenten worden berekend, {number} van {RUNS}."
        ));
        let (cost, words) = example(setting, "meet", store.path(), &[gemeenten, workers])?;
        let line = words.lines().find(|line| line.starts_with("teller "));
        let line = line.ok_or_else(silent)?.to_owned();
        runs.push(Run { cost, line });
    }
    Ok(Country {
        rows,
        parquet_mib,
        runs,
    })
}

fn example(
    setting: &Setting,
    task: &str,
    store: &Path,
    numbers: &[usize],
) -> Result<(Cost, String), Failure> {
    let mut command = Command::new(setting.example(EXAMPLE));
    command.arg(task).arg(store);
    command.args(numbers.iter().map(ToString::to_string));
    run_quietly(&mut command, task)
}

fn silent() -> Failure {
    Failure::NotMeasured {
        reason: format!("het voorbeeld {EXAMPLE} zegt niet wat het deed"),
    }
}

/// Reads `name=number` from a line.
fn value(line: &str, name: &str) -> Option<f64> {
    let pairs = line
        .split_whitespace()
        .filter_map(|word| word.split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .find_map(|(_, number)| number.parse().ok())
}

fn report(found: &mut Findings, whole: &Country, workers: usize) {
    let (wall, cpu) = (
        whole.middle(|run| run.cost.wall_s),
        whole.middle(|run| run.cost.cpu_s),
    );
    let count = |name| dutch(whole.count(name), 0);
    let text = format!(
        "{} gemeenten, {} wijken, 100 indicatoren × 5 jaren × 3 leeftijden met marge; {} rijen, {} MiB Parquet",
        count("gemeenten"),
        count("wijken"),
        dutch(whole.rows, 0),
        dutch(whole.parquet_mib, 1)
    );
    found.say("gelezen", &text);
    let text = format!(
        "{} cijfers in tabellen met {} vergelijkingen, {} keer een landelijke spreiding",
        count("cijfers"),
        count("vergelijkingen"),
        count("spreidingen")
    );
    found.say("berekend", &text);
    let text = format!(
        "{} s met {workers} werkers, waarvan {} s CPU; {RUNS} keer, het midden telt",
        dutch(wall, 1),
        dutch(cpu, 1)
    );
    found.say("tijd", &text);
    let (spread, tables) = (whole.count("spreiding_s"), whole.count("tabellen_s"));
    let text = format!(
        "{} s voor de spreiding, {} s voor de tabellen van alle gemeenten",
        dutch(spread, 1),
        dutch(tables, 1)
    );
    found.say("waarvan", &text);
    let peak = whole.runs.iter().map(|run| run.cost.peak_mib);
    let peak = peak.fold(0.0, f64::max);
    found.say("geheugen", &format!("{} MiB op de top", dutch(peak, 1)));
    // Both the spread and the tables read every row once.
    let rows_per_s = 2.0 * whole.rows / cpu;
    let text = format!("{} per CPU-seconde", dutch(rows_per_s, 0));
    found.say("rijen", &text);
    found.key("seconden", wall);
    found.key("piek_mib", peak);
    found.key("cpu_s", cpu);
    found.key("spreiding_s", spread);
    found.key("tabellen_s", tables);
    found.key("rijen_per_s", rows_per_s);
}

/// Twice the wijken may take twice the time, not four times.
fn compare(found: &mut Findings, whole: &Country, half: &Country) {
    let cpu = |country: &Country| country.middle(|run| run.cost.cpu_s);
    let areas = |country: &Country| country.count("wijken") + country.count("gemeenten");
    let (times, more) = (cpu(whole) / cpu(half), areas(whole) / areas(half));
    let text = format!(
        "{} keer zoveel gebieden als de helft van het land kost {} keer zoveel CPU",
        dutch(more, 2),
        dutch(times, 2)
    );
    found.say("groei", &text);
    found.key("groei_gebieden", more);
    found.key("groei_cpu", times);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_the_line() {
        let line = "teller gemeenten=342 spreiding_s=1.250 cijfers=12";
        assert_eq!(value(line, "gemeenten"), Some(342.0));
        assert_eq!(value(line, "spreiding_s"), Some(1.25));
        assert_eq!(value(line, "wijken"), None);
        assert_eq!(value("gemeenten=x", "gemeenten"), None);
    }
}
