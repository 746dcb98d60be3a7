//! The same work by the Python package that most people use for it, in the same run.

use super::Setting;
use super::findings::Findings;
use super::folder::Folder;
use super::measure::Cost;
use super::numbers::{dutch, median};
use super::ophalen::{Run, SERVER, fetch, run_quietly};
use super::server::Server;
use crate::children;
use crate::failure::Failure;
use std::path::Path;
use std::process::Command;

/// Pairs of runs; the ratios of the pairs have a middle one.
const PAIRS: usize = 3;

/// Pages of the table: the package needs too much memory for the whole.
const PAGES: &str = "10";

/// The words that the script goes by, from the root of the checkout.
const SCRIPT: &str = "examples/bench_server/vergelijk.py";

/// Prints the versions, and fails when a package is absent.
const VERSIONS: &str = "import sys, cbsodata, pandas, pyarrow; print(\
    'Python', sys.version.split()[0] + ', cbsodata', cbsodata.__version__ + ', pandas', \
    pandas.__version__ + ', pyarrow', pyarrow.__version__)";

/// Adds the comparison, or the line that says why there is none.
pub fn compare(found: &mut Findings, setting: &Setting) -> Result<(), Failure> {
    let Some(versions) = children::answer(&setting.python, &["-c", VERSIONS]) else {
        let text = format!(
            "overgeslagen: {} heeft cbsodata, pandas en pyarrow niet (kies er een met --python PAD)",
            setting.python.display()
        );
        found.say("tegen Python", &text);
        return Ok(());
    };
    let mut pairs = Vec::new();
    for number in 1..=PAIRS {
        children::announce(&format!(
            "{PAGES} pagina's worden opgehaald, eerst door regiobeeld en dan door Python: {number} van {PAIRS}."
        ));
        let store = Folder::new("opslag")?;
        let ours = fetch(setting, store.path(), &["--paginas", PAGES])?;
        let theirs = python(setting, store.path())?;
        if ours.given.rows != theirs.given.rows {
            return Err(Failure::NotMeasured {
                reason: "regiobeeld en Python lazen niet evenveel rijen".to_owned(),
            });
        }
        pairs.push((ours.cost, theirs.cost));
    }
    report(found, versions.trim(), &pairs);
    Ok(())
}

fn python(setting: &Setting, folder: &Path) -> Result<Run, Failure> {
    let server = Server::start(&setting.example(SERVER), &["--paginas", PAGES])?;
    let mut command = Command::new(&setting.python);
    command
        .arg(setting.checkout.join(SCRIPT))
        .arg(server.host())
        .arg(folder.join("python.parquet"));
    let (cost, _) = run_quietly(&mut command, "ophalen met Python")?;
    let given = server.stop()?;
    let kept = given.rows;
    Ok(Run { cost, given, kept })
}

fn report(found: &mut Findings, versions: &str, pairs: &[(Cost, Cost)]) {
    let ratio = |of: fn(&Cost) -> f64| {
        let ratios: Vec<f64> = pairs
            .iter()
            .map(|(ours, theirs)| of(theirs) / of(ours))
            .collect();
        median(&ratios).unwrap_or_default()
    };
    let cpu = ratio(|cost| cost.cpu_s);
    let wall = ratio(|cost| cost.wall_s);
    let memory = ratio(|cost| cost.peak_mib);
    let text = format!(
        "Python gebruikt {} keer zoveel CPU en {} keer zoveel geheugen, en duurt {} keer zo lang",
        dutch(cpu, 1),
        dutch(memory, 1),
        dutch(wall, 1)
    );
    found.say("tegen Python", &text);
    let middle = |of: fn(&(Cost, Cost)) -> f64| {
        median(&pairs.iter().map(of).collect::<Vec<f64>>()).unwrap_or_default()
    };
    let text = format!(
        "{PAGES} pagina's, midden van {PAIRS} paren: {} tegen {} s CPU, {} tegen {} MiB; {versions}",
        dutch(middle(|pair| pair.0.cpu_s), 2),
        dutch(middle(|pair| pair.1.cpu_s), 2),
        dutch(middle(|pair| pair.0.peak_mib), 0),
        dutch(middle(|pair| pair.1.peak_mib), 0),
    );
    found.say("", &text);
    found.key("python_cpu_verhouding", cpu);
    found.key("python_geheugen_verhouding", memory);
    found.key("python_wand_verhouding", wall);
}
