//! Reading a national table from a server on this computer into the store.

use super::findings::{Budget, Findings};
use super::folder::{Folder, size};
use super::measure::{self, Cost};
use super::numbers::{dutch, float, median};
use super::server::{Given, Server};
use super::{Bench, Setting, versus};
use crate::children;
use crate::failure::Failure;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

pub const BENCH: Bench = Bench {
    name: "ophalen",
    examples: &[SERVER],
    on_country: false,
    run,
};

/// The example that stands in for dataderden.cbs.nl.
pub const SERVER: &str = "bench_server";

/// The table that it has.
const TABLE: &str = "50150NED";

/// Runs of the whole table; the middle one counts.
const RUNS: usize = 3;

/// Bytes in a megabyte, and in a mebibyte.
const MB: f64 = 1e6;
const MIB: f64 = 1_048_576.0;

/// One run of the program, or of what it is compared with.
#[derive(Clone, Copy)]
pub struct Run {
    pub cost: Cost,
    pub given: Given,
    /// Rows that it says it stored, in all slices together.
    pub kept: u64,
}

impl Run {
    fn mb_per_s(&self) -> f64 {
        float(self.given.bytes) / MB / self.cost.cpu_s
    }
}

fn run(setting: &Setting) -> Result<Findings, Failure> {
    let mut found = Findings::default();
    let mut runs = Vec::new();
    for number in 1..=RUNS {
        children::announce(&format!(
            "De hele tabel wordt opgehaald, {number} van {RUNS}."
        ));
        let store = Folder::new("opslag")?;
        runs.push(fetch(setting, store.path(), &[])?);
        if number == RUNS {
            report(&mut found, &runs);
            report_store(&mut found, store.path(), &runs)?;
            again(&mut found, setting, store.path())?;
        }
    }
    versus::compare(&mut found, setting)?;
    Ok(found)
}

/// Fetches the table into a store, from a server started with these words.
pub fn fetch(setting: &Setting, store: &Path, words: &[&str]) -> Result<Run, Failure> {
    let server = Server::start(&setting.example(SERVER), words)?;
    let mut command = Command::new(setting.program());
    command
        .args(["ophalen", "--alles", "--json", "--bron", TABLE])
        .env("REGIOBEELD_OPSLAG", store);
    // All sources, so that nothing is ever asked of a real one.
    for host in ["RIVM", "CBS", "CBS4", "PDOK"] {
        command.env(format!("REGIOBEELD_{host}_URL"), server.address());
    }
    let (cost, words) = run_quietly(&mut command, "ophalen")?;
    let given = server.stop()?;
    let kept = rows_in(&words);
    Ok(Run { cost, given, kept })
}

/// Adds up the rows of all slices in the answer of `ophalen --json`.
fn rows_in(answer: &str) -> u64 {
    let numbers = answer.split("\"rijen\":").skip(1).map(|rest| {
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].parse().unwrap_or(0)
    });
    numbers.sum()
}

/// Runs a command that must succeed and returns its words; they are shown when it fails.
pub fn run_quietly(command: &mut Command, step: &str) -> Result<(Cost, String), Failure> {
    let folder = Folder::new("uitvoer")?;
    let path = folder.path().join("uitvoer.txt");
    let failed = |cause| Failure::Files {
        action: "geschreven",
        path: path.clone(),
        cause,
    };
    let file = File::create(&path).map_err(failed)?;
    command
        .stdin(Stdio::null())
        .stderr(file.try_clone().map_err(failed)?)
        .stdout(file);
    // A proxy would stand between the program and a server on the same computer.
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(name);
    }
    let (status, cost) = measure::run(command)?;
    let words = std::fs::read_to_string(&path).unwrap_or_default();
    if status.success() {
        return Ok((cost, words));
    }
    let lines: Vec<&str> = words.lines().collect();
    for line in &lines[lines.len().saturating_sub(20)..] {
        eprintln!("    {line}");
    }
    Err(Failure::StepFailed {
        step: step.to_owned(),
        code: status.code(),
    })
}

fn report(found: &mut Findings, runs: &[Run]) {
    let Some(first) = runs.first() else { return };
    let of = |value: fn(&Run) -> f64| runs.iter().map(value).collect::<Vec<f64>>();
    let middle = |value| median(&of(value)).unwrap_or_default();
    let (mb, rows) = (float(first.given.bytes) / MB, float(first.given.rows));
    let (wall, cpu) = (middle(|run| run.cost.wall_s), middle(|run| run.cost.cpu_s));
    let text = format!(
        "{} MB in {} antwoorden, {} rijen; {RUNS} keer, het midden telt",
        dutch(mb, 1),
        first.given.answers,
        dutch(rows, 0)
    );
    found.say("gelezen", &text);
    let text = format!(
        "{} s, waarvan {} s CPU (op 0,01 s nauwkeurig)",
        dutch(wall, 1),
        dutch(cpu, 2)
    );
    found.say("tijd", &text);
    let speed = middle(Run::mb_per_s);
    found.judge(
        "mb_per_s",
        "snelheid",
        speed,
        "MB per CPU-seconde",
        Budget::AtLeast(150.0),
    );
    let text = format!("{} per CPU-seconde", dutch(rows / cpu, 0));
    found.say("rijen", &text);
    let peak = of(|run| run.cost.peak_mib).into_iter().fold(0.0, f64::max);
    found.judge(
        "piek_mib",
        "geheugen",
        peak,
        "MiB op de top",
        Budget::AtMost(1024.0),
    );
    found.key("wand_s", wall);
    found.key("cpu_s", cpu);
    found.key("rijen_per_s", rows / cpu);
}

fn report_store(found: &mut Findings, store: &Path, runs: &[Run]) -> Result<(), Failure> {
    let (all, parquet) = (size(store, "")?, size(store, ".parquet")?);
    let kept = runs.last().map_or(0, |run| run.kept);
    if parquet.files == 0 || kept == 0 {
        return Err(Failure::NotMeasured {
            reason: "het programma schreef geen rijen in Parquet".to_owned(),
        });
    }
    let mib = |bytes| dutch(float(bytes) / MIB, 1);
    let text = format!(
        "{} MiB: de pagina's zelf, en {} MiB in {} Parquet-bestanden met {} rijen (zonder buurten)",
        mib(all.bytes),
        mib(parquet.bytes),
        parquet.files,
        dutch(float(kept), 0)
    );
    found.say("opslag", &text);
    found.key("rijen_bewaard", float(kept));
    found.key("opslag_mib", float(all.bytes) / MIB);
    Ok(())
}

/// Fetches a table that did not change once more: hardly anything may be read.
fn again(found: &mut Findings, setting: &Setting, store: &Path) -> Result<(), Failure> {
    children::announce("Dezelfde tabel wordt nog een keer opgehaald; er is niets veranderd.");
    let run = fetch(setting, store, &[])?;
    let text = format!(
        "{} MB gelezen in {} s",
        dutch(float(run.given.bytes) / MB, 3),
        dutch(run.cost.wall_s, 2)
    );
    found.say("tweede keer", &text);
    found.key("tweede_keer_mb", float(run.given.bytes) / MB);
    found.key("tweede_keer_s", run.cost.wall_s);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_all_slices_are_added_up() {
        let answer = r#"[{"deel":"land","rijen":45},{"rijen": 1200,"fout":null},{"rijen":null}]"#;
        assert_eq!(rows_in(answer), 1245);
        assert_eq!(rows_in("[]"), 0);
    }
}
