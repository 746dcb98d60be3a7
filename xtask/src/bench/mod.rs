//! `cargo xtask bench`: measures the program against its budgets. Prints what it found and whether
//! the budget was met; a missed budget is an answer, not a failure. Never part of the tests.
//!
//! A new bench is one file with a [`Bench`] in it, and a line in [`ALL`].

mod answer;
mod country;
mod findings;
mod folder;
mod indicatoren;
mod measure;
mod numbers;
mod ophalen;
mod pdf;
mod rapport;
mod reeks;
mod replay;
mod server;
mod versus;

use crate::arguments::BenchOptions;
use crate::children;
use crate::failure::Failure;
use crate::places;
use crate::typst::{self, Typst};
use country::Country;
use findings::Findings;
use std::cell::OnceCell;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Every bench, in the order of running.
const ALL: [Bench; 4] = [
    ophalen::BENCH,
    indicatoren::BENCH,
    rapport::BENCH,
    reeks::BENCH,
];

/// The Python that is tried when the user names none.
const PYTHON: &str = "python3";

/// Part of the cores that may work for others before the reader is told.
const QUIET: f64 = 0.1;

/// One thing to measure.
struct Bench {
    name: &'static str,
    /// The examples that it starts.
    examples: &'static [&'static str],
    /// Whether it makes reports, from a store with the whole country.
    on_country: bool,
    run: fn(&Setting) -> Result<Findings, Failure>,
}

/// What every bench may use.
struct Setting {
    checkout: PathBuf,
    python: PathBuf,
    /// The store to make reports from; without one it is made.
    store: Option<PathBuf>,
    country: OnceCell<Country>,
    /// For reports; the program would find the same one.
    typst: Typst,
}

impl Setting {
    /// Returns the program.
    fn program(&self) -> PathBuf {
        self.built("regiobeeld")
    }

    /// Returns an example of the root package.
    fn example(&self, name: &str) -> PathBuf {
        self.built(&format!("examples/{name}"))
    }

    /// Returns the store that reports are made from; made once for all benches.
    fn country(&self) -> Result<&Country, Failure> {
        if let Some(country) = self.country.get() {
            return Ok(country);
        }
        let country = Country::open(self)?;
        Ok(self.country.get_or_init(|| country))
    }

    fn built(&self, name: &str) -> PathBuf {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.checkout.join("target/release").join(name)
    }
}

/// Returns the names that can be asked for.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|bench| bench.name).collect()
}

/// Builds what is needed and runs the benches that were asked for; no names means all.
pub fn run(options: BenchOptions) -> Result<u8, Failure> {
    measure::check_platform()?;
    let BenchOptions {
        names,
        json,
        python,
        store,
    } = options;
    let mut setting = Setting {
        checkout: places::checkout()?,
        python: python.unwrap_or_else(|| PathBuf::from(PYTHON)),
        store: store.as_deref().map(absolute).transpose()?,
        country: OnceCell::new(),
        typst: Typst::Known,
    };
    let chosen: Vec<&Bench> = ALL
        .iter()
        .filter(|bench| names.is_empty() || names.iter().any(|name| name == bench.name))
        .collect();
    if chosen.iter().any(|bench| bench.on_country) {
        setting.typst = typst::set_up()?;
    }
    build(&setting, &chosen)?;
    let mut all = Vec::new();
    for bench in chosen {
        let others = measure::other_work().unwrap_or_default();
        let mut found = (bench.run)(&setting)?;
        if others > QUIET {
            let share = numbers::dutch(others * 100.0, 0);
            let text = format!(
                "vooraf werkte {share}% van de kernen voor andere programma's; dat maakt CPU-tijden hoger"
            );
            found.say("let op", &text);
        }
        if !json {
            print(&found.text(bench.name))?;
        }
        all.push((bench.name, found));
    }
    if json {
        print(&findings::json(&all))?;
    }
    Ok(0)
}

/// Builds the program with the examples of the benches, with the features of the whole workspace.
fn build(setting: &Setting, benches: &[&Bench]) -> Result<(), Failure> {
    children::announce("Het programma en wat bij de meting hoort, worden gebouwd.");
    let mut command = children::cargo(&setting.checkout);
    command.args(["build", "--release", "--workspace", "--bins"]);
    let is_made = setting.store.is_none() && benches.iter().any(|bench| bench.on_country);
    let maker = is_made.then_some(&country::MAKER);
    for example in benches.iter().flat_map(|bench| bench.examples).chain(maker) {
        command.args(["--example", example]);
    }
    children::run_step("bouwen", &mut command)
}

/// A path that means the same to a child in another folder.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|cause| Failure::Files {
        action: "gelezen",
        path: path.to_owned(),
        cause,
    })
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    writeln!(out, "{}", text.trim_end())
        .and_then(|()| out.flush())
        .map_err(|cause| Failure::Files {
            action: "geschreven",
            path: PathBuf::from("de uitvoer"),
            cause,
        })
}
