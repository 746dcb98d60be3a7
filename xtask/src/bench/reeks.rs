//! All of Nederland in one run of the program, and the same for ten and for fifty gemeenten: does a
//! report cost as much among many as among few?

use super::answer;
use super::country::{ALL, Country, Gemeente, mean_wijken, program, sample};
use super::findings::{Budget, Findings};
use super::folder::Folder;
use super::measure::Cost;
use super::numbers::{dutch, float, median};
use super::ophalen::run_quietly;
use super::pdf::Pdf;
use super::rapport::{STAGES, stages};
use super::{Bench, Setting};
use crate::children;
use crate::demo::reports_in;
use crate::failure::Failure;
use std::path::Path;

pub const BENCH: Bench = Bench {
    name: "reeks",
    examples: &[],
    on_country: true,
    run,
};

/// The size that all of Nederland is compared with, and one between them.
const FEW: usize = 10;
const SOME: usize = 50;

/// Runs of each size but the whole country; the middle one counts.
const RUNS: usize = 3;

/// The CPU of a report at all gemeenten may be this many times that at ten.
const GROWTH: f64 = 1.1;

/// Runs of the program with the same gemeenten.
struct Series {
    reports: f64,
    mean_wijken: f64,
    runs: Vec<Cost>,
    /// Seconds per stage of all reports of the last run, in the order of the stages.
    stages: Vec<f64>,
    pdfs: Pdfs,
}

/// The PDFs of a run.
#[derive(Default)]
struct Pdfs {
    all: Pdf,
    /// Bytes of the largest one.
    largest: f64,
    /// The most that one has per 30 pages, in MiB.
    densest: f64,
}

impl Series {
    fn middle(&self, of: impl Fn(&Cost) -> f64) -> f64 {
        median(&self.runs.iter().map(of).collect::<Vec<f64>>()).unwrap_or_default()
    }

    fn cpu_per_report(&self) -> f64 {
        self.middle(Cost::total_s) / self.reports
    }
}

fn run(setting: &Setting) -> Result<Findings, Failure> {
    let country = setting.country()?;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let all = country.gemeenten();
    // Reports stay until everything is measured: on some disks making files is slow for minutes after
    // many were removed.
    let mut kept = Vec::new();
    let mut made = |number, runs| {
        let gemeenten = sample(all, number);
        series(setting, country, &gemeenten, (workers, runs), &mut kept)
    };
    let (few, some, whole) = (made(FEW, RUNS)?, made(SOME, RUNS)?, made(ALL, 1)?);
    let mut found = Findings::default();
    report(&mut found, country, &whole, workers);
    compare(&mut found, [&few, &some, &whole]);
    report_stages(&mut found, &whole);
    report_pdfs(&mut found, &whole);
    Ok(found)
}

/// Makes reports of these gemeenten a few times, in folders that it adds to those that are kept.
fn series(
    setting: &Setting,
    country: &Country,
    gemeenten: &[&Gemeente],
    (workers, runs): (usize, usize),
    kept: &mut Vec<Folder>,
) -> Result<Series, Failure> {
    let mut costs = Vec::new();
    let (mut seconds, mut pdfs) = (Vec::new(), Pdfs::default());
    let count = gemeenten.len();
    for number in 1..=runs {
        children::announce(&format!(
            "Rapporten van {count} gemeenten worden gemaakt, {number} van {runs}."
        ));
        let out = Folder::new(&format!("reeks-{count}-{number}"))?;
        let mut command = program(setting, country.store());
        // Not silent: when a report fails, the reason is a message, and that is shown here.
        command.args(["reeks", "--offline", "--fictief", "--json"]);
        command.args([
            "--editie",
            "bench",
            "--taken",
            &workers.to_string(),
            "--uit",
        ]);
        command.arg(out.path());
        if count == ALL {
            command.arg("--alles");
        } else {
            let each = gemeenten.iter().map(|gemeente| gemeente.code.as_str());
            command.args(each.flat_map(|code| ["--gemeente", code]));
        }
        let (cost, words) = run_quietly(&mut command, "reeks")?;
        costs.push(cost);
        seconds = stages(&words).ok_or_else(|| Failure::NotMeasured {
            reason: "het programma zegt niet hoe lang elke fase duurde".to_owned(),
        })?;
        pdfs = look_at(&out.path().join("bench"), &words, count)?;
        kept.push(out);
    }
    Ok(Series {
        reports: float(u64::try_from(count).unwrap_or(u64::MAX)),
        mean_wijken: mean_wijken(gemeenten.iter().copied()),
        runs: costs,
        stages: seconds,
        pdfs,
    })
}

/// Looks at the PDFs; there must be one for every gemeente.
fn look_at(folder: &Path, answer: &str, expected: usize) -> Result<Pdfs, Failure> {
    let paths = reports_in(folder)?;
    let failed = answer::number(answer, "", "mislukt");
    if paths.len() != expected || failed != Some(0.0) {
        return Err(Failure::NotMeasured {
            reason: format!("er zijn {} rapporten in plaats van {expected}", paths.len()),
        });
    }
    let mut pdfs = Pdfs::default();
    for path in &paths {
        let pdf = Pdf::of(path)?;
        pdfs.all.add(pdf);
        pdfs.largest = pdfs.largest.max(pdf.bytes);
        pdfs.densest = pdfs.densest.max(pdf.mib_per_30_pages());
    }
    Ok(pdfs)
}

fn report(found: &mut Findings, country: &Country, whole: &Series, workers: usize) {
    let count = |number: usize| dutch(float(u64::try_from(number).unwrap_or_default()), 0);
    let text = format!(
        "{} rapporten uit een opslag met {} wijken, met {workers} werkers",
        dutch(whole.reports, 0),
        count(country.wijken())
    );
    found.say("gemaakt", &text);
    let (wall, own) = (
        whole.middle(|cost| cost.wall_s),
        whole.middle(|cost| cost.cpu_s),
    );
    found.judge("wand_s", "tijd", wall, "s", Budget::AtMost(120.0));
    let text = format!(
        "{} s, waarvan {} s in regiobeeld en {} s in typst",
        dutch(whole.middle(Cost::total_s), 1),
        dutch(own, 1),
        dutch(whole.middle(|cost| cost.children_s), 1)
    );
    found.say("CPU", &text);
    let peak = whole.runs.iter().map(|cost| cost.peak_mib);
    let peak = peak.fold(0.0, f64::max);
    let unit = "MiB op de top, van regiobeeld zelf";
    found.judge("piek_mib", "geheugen", peak, unit, Budget::AtMost(1024.0));
    found.key("rapporten", whole.reports);
    found.key("cpu_s", whole.middle(Cost::total_s));
    found.key("cpu_regiobeeld_s", own);
}

/// Says what a report costs among few and among many. The key of a size is there only when that
/// many were made: a smaller store has no national answer.
fn compare(found: &mut Findings, all: [&Series; 3]) {
    let keys = [
        (FEW, "cpu_per_rapport_10"),
        (SOME, "cpu_per_rapport_50"),
        (ALL, "cpu_per_rapport_342"),
    ];
    for (series, (size, key)) in all.into_iter().zip(keys) {
        let text = format!(
            "{} s CPU en {} s per rapport; gemiddeld {} wijken",
            dutch(series.cpu_per_report(), 3),
            dutch(series.middle(|cost| cost.wall_s) / series.reports, 3),
            dutch(series.mean_wijken, 1)
        );
        found.say(&format!("bij {}", dutch(series.reports, 0)), &text);
        if (series.reports - float(u64::try_from(size).unwrap_or_default())).abs() < 0.5 {
            found.key(key, series.cpu_per_report());
        }
    }
    let [few, _, whole] = all;
    let growth = whole.cpu_per_report() / few.cpu_per_report();
    let unit = format!("keer de CPU per rapport bij {}", dutch(few.reports, 0));
    found.judge("cpu_groei", "groei", growth, &unit, Budget::AtMost(GROWTH));
}

/// Says where the time of the workers went, per report.
fn report_stages(found: &mut Findings, whole: &Series) {
    let sum: f64 = whole.stages.iter().sum();
    for ((name, key), seconds) in STAGES.iter().zip(&whole.stages) {
        let text = format!(
            "{} s per rapport, {}%",
            dutch(seconds / whole.reports, 3),
            dutch(seconds / sum * 100.0, 0)
        );
        found.say(&format!("  {name}"), &text);
        found.key(key, seconds / whole.reports);
    }
}

fn report_pdfs(found: &mut Findings, whole: &Series) {
    let pdfs = &whole.pdfs;
    let mean = pdfs.all.bytes / whole.reports;
    let text = format!(
        "gemiddeld {} bytes en {} pagina's, de grootste {} bytes",
        dutch(mean, 0),
        dutch(pdfs.all.pages / whole.reports, 1),
        dutch(pdfs.largest, 0)
    );
    found.say("PDF", &text);
    let text = format!(
        "{} MiB per 30 pagina's, ten hoogste {}",
        dutch(pdfs.all.mib_per_30_pages(), 2),
        dutch(pdfs.densest, 2)
    );
    found.say("", &text);
    found.key("bytes_per_pdf", mean);
    found.key("pdf_grootste_bytes", pdfs.largest);
    found.key("pdf_mib_per_30_paginas", pdfs.all.mib_per_30_pages());
    found.key("pdf_mib_per_30_paginas_hoogste", pdfs.densest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::findings::json;

    fn series(reports: f64, cpu: &[f64]) -> Series {
        let cost = |cpu: &f64| Cost {
            wall_s: cpu / 2.0,
            cpu_s: cpu / 4.0,
            children_s: cpu * 0.75,
            peak_mib: 10.0,
        };
        Series {
            reports,
            mean_wijken: 9.9,
            runs: cpu.iter().map(cost).collect(),
            stages: vec![reports; STAGES.len()],
            pdfs: Pdfs::default(),
        }
    }

    #[test]
    fn a_report_among_many_is_compared_with_one_among_ten() {
        let few = series(10.0, &[9.0, 10.0, 30.0]);
        let (some, whole) = (series(50.0, &[50.0]), series(342.0, &[410.4]));
        let mut found = Findings::default();
        compare(&mut found, [&few, &some, &whole]);
        let text = found.text("reeks");
        assert!(
            text.contains(
                "1,20 keer de CPU per rapport bij 10; de norm is ten hoogste 1,1: NIET GEHAALD"
            ),
            "{text}"
        );
        let keys = json(&[("reeks", found)]);
        for key in [
            "\"reeks.cpu_per_rapport_10\": 1.000",
            "\"reeks.cpu_per_rapport_50\": 1.000",
            "\"reeks.cpu_per_rapport_342\": 1.200",
        ] {
            assert!(keys.contains(key), "{keys}");
        }
    }

    #[test]
    fn a_small_store_gives_no_national_key() {
        let (few, all) = (series(10.0, &[10.0]), series(12.0, &[12.0]));
        let mut found = Findings::default();
        compare(&mut found, [&few, &all, &all]);
        let keys = json(&[("reeks", found)]);
        assert!(keys.contains("cpu_per_rapport_10"), "{keys}");
        assert!(!keys.contains("_50") && !keys.contains("_342"), "{keys}");
    }

    #[test]
    fn stages_are_told_per_report() {
        let mut found = Findings::default();
        report_stages(&mut found, &series(50.0, &[1.0]));
        let text = found.text("reeks");
        assert!(text.contains("1,000 s per rapport, 17%"), "{text}");
    }
}
