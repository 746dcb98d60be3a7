//! One report from a store with all of Nederland: against typst alone on the same sources, and
//! where the time goes.

use super::answer;
use super::country::{Country, Gemeente, program};
use super::findings::{Budget, Findings};
use super::folder::{Folder, changes, snapshot};
use super::measure::Cost;
use super::numbers::{dutch, float, median};
use super::ophalen::run_quietly;
use super::pdf::Pdf;
use super::replay::{Manner, RECORDER, Replay};
use super::{Bench, Setting};
use crate::children;
use crate::demo::reports_in;
use crate::failure::Failure;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const BENCH: Bench = Bench {
    name: "rapport",
    examples: &[RECORDER],
    on_country: true,
    run,
};

/// Zwolle: its outlines are the real ones, also in the made-up store.
const GEMEENTE: &str = "GM0193";

/// Pairs of a whole run and typst alone; the ratios of the pairs have a middle one.
const PAIRS: usize = 7;

/// The same for the smallest and the largest gemeente, which have no budget.
const FEW: usize = 3;

/// Runs with nothing changed.
const AGAIN: usize = 3;

/// What the program says when the store lacks something and it asks the sources.
const FETCHES: &str = "delen van tabellen worden opgehaald";

/// Stages as the program names them, with the key of each.
pub const STAGES: [(&str, &str); 6] = [
    ("laden", "fase.laden"),
    ("indicatoren", "fase.indicatoren"),
    ("figuren", "fase.figuren"),
    ("sjabloon", "fase.sjabloon"),
    ("typst", "fase.typst"),
    ("bestanden", "fase.bestanden"),
];

/// What goes before the first stage, and after the last: starting, reading what all reports of a
/// run share, and ending.
const START: (&str, &str) = ("start", "fase.start");

/// Two megabytes, the budget of a PDF of 30 pages, in MiB.
const PDF_MIB: f64 = 2e6 / 1_048_576.0;

/// Runs of the program, each beside typst alone.
struct Pairs {
    whole: Vec<Run>,
    /// Typst with the same words.
    alone: Vec<Cost>,
    /// Typst with the same words, told to ask for memory as the program has it do.
    alike: Vec<Cost>,
    pdf: Pdf,
}

/// One run of the program.
struct Run {
    cost: Cost,
    /// Seconds per stage, in the order of [`STAGES`].
    stages: Vec<f64>,
}

impl Pairs {
    fn ratio(&self, others: &[Cost]) -> f64 {
        let pairs = self.whole.iter().zip(others);
        middle(pairs.map(|(whole, alone)| whole.cost.total_s() / alone.total_s()))
    }

    fn of_whole(&self, value: impl Fn(&Run) -> f64) -> f64 {
        middle(self.whole.iter().map(value))
    }
}

fn middle(numbers: impl Iterator<Item = f64>) -> f64 {
    median(&numbers.collect::<Vec<f64>>()).unwrap_or_default()
}

fn run(setting: &Setting) -> Result<Findings, Failure> {
    let country = setting.country()?;
    let typst = setting.typst.program();
    let gemeente = country.gemeente(GEMEENTE)?;
    let pairs = measure(setting, country, &typst, (gemeente, PAIRS))?;
    let mut found = Findings::default();
    report(&mut found, country, gemeente, &pairs);
    report_stages(&mut found, &pairs);
    report_pdf(&mut found, pairs.pdf);
    let all = country.gemeenten();
    let ends = [
        ("kleinste", "cpu_verhouding_kleinste", all.first()),
        ("grootste", "cpu_verhouding_grootste", all.last()),
    ];
    for (what, key, gemeente) in ends {
        if let Some(gemeente) = gemeente {
            let pairs = measure(setting, country, &typst, (gemeente, FEW))?;
            report_other(&mut found, what, gemeente, &pairs);
            found.key(key, pairs.ratio(&pairs.alone));
        }
    }
    again(&mut found, setting, country, gemeente)?;
    Ok(found)
}

/// Makes a report as often as asked, each time followed by typst alone on the same sources.
fn measure(
    setting: &Setting,
    country: &Country,
    typst: &Path,
    (gemeente, pairs): (&Gemeente, usize),
) -> Result<Pairs, Failure> {
    let code = &gemeente.code;
    let out = Folder::new("rapport")?;
    let command = || {
        let mut command = rapport(setting, country, code, out.path());
        command.args(["--offline", "--stil"]);
        command
    };
    children::announce(&format!(
        "Een rapport van {code} wordt gemaakt; wat typst dan krijgt, wordt bewaard."
    ));
    let replay = Replay::record(setting, typst, &mut command())?;
    let (mut whole, mut alone, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    for number in 1..=pairs {
        children::announce(&format!(
            "Het rapport van {code}, en daarna twee keer typst alleen: {number} van {pairs}."
        ));
        let (cost, words) = run_quietly(&mut command(), "rapport")?;
        let stages = stages(&words).ok_or_else(|| Failure::NotMeasured {
            reason: "het programma zegt niet hoe lang elke fase duurde".to_owned(),
        })?;
        whole.push(Run { cost, stages });
        for (manner, costs) in [(Manner::Usual, &mut alone), (Manner::AsCalled, &mut alike)] {
            costs.push(replay.run(manner)?);
            replay.check_equal(&only_pdf(out.path())?)?;
        }
    }
    Ok(Pairs {
        whole,
        alone,
        alike,
        pdf: Pdf::of(&only_pdf(out.path())?)?,
    })
}

/// The command, but for `--offline` and `--stil`.
fn rapport(setting: &Setting, country: &Country, code: &str, out: &Path) -> Command {
    let mut command = program(setting, country.store());
    command.args(["rapport", "--gemeente", code, "--fictief", "--json"]);
    command.args(["--editie", "bench", "--uit"]).arg(out);
    command
}

/// Reads the seconds per stage from the answer, in the order of [`STAGES`].
pub fn stages(answer: &str) -> Option<Vec<f64>> {
    STAGES
        .iter()
        .map(|(name, _)| answer::number(answer, "\"fasen\":", name))
        .collect()
}

fn only_pdf(out: &Path) -> Result<PathBuf, Failure> {
    let folder = out.join("bench");
    let first = reports_in(&folder)?.into_iter().next();
    first.ok_or(Failure::Absent {
        what: "het rapport",
        path: folder,
    })
}

fn report(found: &mut Findings, country: &Country, gemeente: &Gemeente, pairs: &Pairs) {
    let count = |number: usize| dutch(float(u64::try_from(number).unwrap_or_default()), 0);
    let text = format!(
        "{} met {} wijken, uit een opslag met {} gemeenten en {} wijken; {PAIRS} paren, het midden telt",
        gemeente.code,
        gemeente.wijken,
        count(country.gemeenten().len()),
        count(country.wijken())
    );
    found.say("rapport", &text);
    let total = pairs.of_whole(|run| run.cost.total_s());
    let alone = middle(pairs.alone.iter().map(Cost::total_s));
    let text = format!(
        "{} s, waarvan {} s in regiobeeld en {} s in typst; typst alleen {} s",
        dutch(total, 2),
        dutch(pairs.of_whole(|run| run.cost.cpu_s), 2),
        dutch(pairs.of_whole(|run| run.cost.children_s), 2),
        dutch(alone, 2)
    );
    found.say("CPU", &text);
    let (ratio, unit) = (pairs.ratio(&pairs.alone), "keer de CPU van typst alleen");
    found.judge(
        "cpu_verhouding",
        "verhouding",
        ratio,
        unit,
        Budget::AtMost(1.5),
    );
    let (alike, ratio) = (
        middle(pairs.alike.iter().map(Cost::total_s)),
        pairs.ratio(&pairs.alike),
    );
    let text = format!(
        "{} keer de CPU van typst alleen ({} s) als dat net zo om geheugen vraagt als in een rapport",
        dutch(ratio, 2),
        dutch(alike, 2)
    );
    found.say("", &text);
    found.key("cpu_verhouding_zelfde_geheugen", ratio);
    let wall = pairs.of_whole(|run| run.cost.wall_s);
    found.judge("wand_s", "tijd", wall, "s", Budget::AtMost(1.0));
    let peak = pairs.whole.iter().map(|run| run.cost.peak_mib);
    let peak = peak.fold(0.0, f64::max);
    found.say("geheugen", &format!("{} MiB op de top", dutch(peak, 1)));
    found.key("cpu_s", total);
    found.key("cpu_typst_s", alone);
    found.key("piek_mib", peak);
}

/// Says where the time of a report went; the shares are of the wall clock.
fn report_stages(found: &mut Findings, pairs: &Pairs) {
    let wall = pairs.of_whole(|run| run.cost.wall_s);
    let outside = pairs.of_whole(|run| run.cost.wall_s - run.stages.iter().sum::<f64>());
    let inside = STAGES.iter().enumerate().map(|(place, (name, key))| {
        let seconds = pairs.of_whole(|run| run.stages.get(place).copied().unwrap_or_default());
        (*name, *key, seconds)
    });
    for (name, key, seconds) in std::iter::once((START.0, START.1, outside)).chain(inside) {
        let share = dutch(seconds / wall * 100.0, 0);
        found.say(
            &format!("  {name}"),
            &format!("{} s, {share}%", dutch(seconds, 3)),
        );
        found.key(key, seconds);
    }
}

fn report_pdf(found: &mut Findings, pdf: Pdf) {
    let text = format!(
        "{} bytes, {} pagina's",
        dutch(pdf.bytes, 0),
        dutch(pdf.pages, 0)
    );
    found.say("PDF", &text);
    let (size, unit) = (pdf.mib_per_30_pages(), "MiB per 30 pagina's");
    found.weigh("", size, unit, Budget::AtMost(PDF_MIB));
    found.key_of("pdf", "mib_per_30_paginas", size);
    found.key_of("pdf", "bytes", pdf.bytes);
    found.key_of("pdf", "paginas", pdf.pages);
}

fn report_other(found: &mut Findings, what: &str, gemeente: &Gemeente, pairs: &Pairs) {
    let text = format!(
        "{} met {} wijken: {} keer de CPU van typst alleen ({} keer met hetzelfde geheugen), {} s; {FEW} paren",
        gemeente.code,
        gemeente.wijken,
        dutch(pairs.ratio(&pairs.alone), 2),
        dutch(pairs.ratio(&pairs.alike), 2),
        dutch(pairs.of_whole(|run| run.cost.wall_s), 2)
    );
    found.say(what, &text);
}

/// Makes the report once more as a user does, without `--offline`, while no source answers.
fn again(
    found: &mut Findings,
    setting: &Setting,
    country: &Country,
    gemeente: &Gemeente,
) -> Result<(), Failure> {
    children::announce("Hetzelfde rapport wordt nog een keer gemaakt; er is niets veranderd.");
    let out = Folder::new("rapport")?;
    let before = snapshot(country.store())?;
    let (mut walls, mut fetched) = (Vec::new(), false);
    for _ in 0..AGAIN {
        let mut command = rapport(setting, country, &gemeente.code, out.path());
        let (cost, words) = run_quietly(&mut command, "rapport (tweede keer)")?;
        walls.push(cost.wall_s);
        fetched |= words.contains(FETCHES);
    }
    let changed = changes(&before, &snapshot(country.store())?);
    let wall = median(&walls).unwrap_or_default();
    let unit = "s, terwijl geen bron antwoordt";
    found.judge(
        "tweede_keer_s",
        "tweede keer",
        wall,
        unit,
        Budget::AtMost(1.0),
    );
    if fetched {
        // Then the time is that of waiting for sources, and no answer to the question.
        found.say(
            "",
            "LET OP: in de opslag ontbreken delen; het programma probeerde die op te halen",
        );
    }
    let (changed, unit) = (float(changed), "bestanden in de opslag veranderd");
    found.judge(
        "tweede_keer_bestanden",
        "",
        changed,
        unit,
        Budget::AtMost(0.0),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(own: f64, children: f64) -> Cost {
        Cost {
            wall_s: 2.0 * (own + children),
            cpu_s: own,
            children_s: children,
            peak_mib: 1.0,
        }
    }

    fn pairs() -> Pairs {
        let run = |own, children| Run {
            cost: cost(own, children),
            stages: vec![0.6; STAGES.len()],
        };
        Pairs {
            whole: vec![run(0.5, 1.0), run(2.0, 4.0), run(1.0, 1.0)],
            alone: vec![cost(1.0, 0.0), cost(3.0, 0.0), cost(1.0, 0.0)],
            alike: Vec::new(),
            pdf: Pdf::default(),
        }
    }

    #[test]
    fn the_ratio_is_the_middle_of_the_pairs_with_all_cpu_of_children() {
        // 1,5 and 2 and 2: the middle of the pairs, not the pair of the middles.
        let pairs = pairs();
        assert!((pairs.ratio(&pairs.alone) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn stages_and_what_is_outside_them_make_up_the_wall_clock() {
        let mut found = Findings::default();
        report_stages(&mut found, &pairs());
        // The middle run takes 4 s, of which 3,6 in six stages.
        let text = found.text("rapport");
        assert!(
            text.contains("start") && text.contains("0,400 s, 10%"),
            "{text}"
        );
        assert!(
            text.contains("typst") && text.contains("0,600 s, 15%"),
            "{text}"
        );
    }

    #[test]
    fn the_words_that_are_looked_for_are_those_of_the_program() {
        let says = include_str!("../../../src/commands/report.rs");
        assert!(says.contains(FETCHES), "{FETCHES}");
        let stages = include_str!("../../../src/batch/stages.rs");
        for (name, _) in STAGES {
            assert!(stages.contains(&format!("=> \"{name}\",")), "{name}");
        }
    }

    #[test]
    fn every_stage_must_be_in_the_answer() {
        let answer = r#"{"fasen": {"bestanden": 0.6, "figuren": 0.3, "indicatoren": 0.2,
            "laden": 0.1, "sjabloon": 0.4, "typst": 0.5}, "seconden": 2.1}"#;
        assert_eq!(stages(answer), Some(vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]));
        assert_eq!(stages(&answer.replace("figuren", "tekenen")), None);
        assert_eq!(stages(r#"{"seconden": 2.1}"#), None);
    }
}
