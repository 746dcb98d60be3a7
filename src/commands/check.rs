//! `controleer`: is a local extract right, and what is in it; or a mapping file to start from.

use std::path::Path;

use serde::Serialize;

use super::console::Console;
use super::extracts::{self, ExtractError};
use super::{check_new, division, reports};
use crate::cli::Check;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::places::Gazetteer;
use crate::extract::{Extract, Fault, IndicatorSummary};
use crate::settings::Settings;

/// What was found out about one mapping file.
#[derive(Debug, Serialize)]
struct Answer {
    koppelbestand: String,
    goed: bool,
    indicatoren: Vec<IndicatorSummary>,
    meldingen: Vec<String>,
    fouten: Vec<Fault>,
    /// Faults besides those.
    meer_fouten: usize,
}

impl Answer {
    fn count(&self) -> usize {
        self.fouten.len() + self.meer_fouten
    }
}

/// Checks mapping files with their extracts, or writes a new one.
pub fn run(settings: &Settings, console: &Console, check: &Check) -> Result<Exit, CommandError> {
    let mut gemeenten = division::gemeenten(settings, console);
    let region = match &check.regio {
        Some(typed) => {
            let region = division::region(settings, console, &mut gemeenten, typed, true)?;
            Some(region)
        }
        None => None,
    };
    let gazetteer = Gazetteer::new(
        &gemeenten,
        region.as_ref(),
        extracts::known_wijken(settings)?,
    );
    let catalogue = reports::catalogue()?;
    if let Some(file) = &check.nieuw {
        return check_new::run(console, &gazetteer, &catalogue, file, check.uit.as_deref());
    }
    let mut answers = Vec::new();
    for path in &check.koppelbestand {
        let outcome = extracts::read_mapping(path, &catalogue)
            .and_then(|read| extracts::read_extract(&read, &gazetteer));
        answers.push(answer(path, outcome));
    }
    let all_good = answers.iter().all(|answer| answer.goed);
    if check.json {
        console.json(&answers)?;
    } else {
        for answer in &answers {
            console.answer(&text(answer))?;
        }
    }
    if all_good {
        return Ok(Exit::Done);
    }
    let wrong: Vec<&str> = answers
        .iter()
        .filter(|answer| !answer.goed)
        .map(|answer| answer.koppelbestand.as_str())
        .collect();
    let faults: usize = answers.iter().map(Answer::count).sum();
    Err(CommandError::new(
        Exit::Input,
        format!("{} gevonden in {}", faults_word(faults), wrong.join(", ")),
    ))
}

fn answer(path: &Path, outcome: Result<Extract, ExtractError>) -> Answer {
    let empty = Answer {
        koppelbestand: path.display().to_string(),
        goed: false,
        indicatoren: Vec::new(),
        meldingen: Vec::new(),
        fouten: Vec::new(),
        meer_fouten: 0,
    };
    match outcome {
        Ok(extract) => Answer {
            goed: true,
            indicatoren: extract.summary(),
            meldingen: extract.notices().to_vec(),
            ..empty
        },
        Err(ExtractError::Mapping(what)) => Answer {
            fouten: vec![of_mapping(path, what)],
            ..empty
        },
        Err(ExtractError::Typed(typed)) => Answer {
            fouten: typed
                .faults
                .into_iter()
                .map(|what| of_mapping(path, what))
                .collect(),
            ..empty
        },
        Err(ExtractError::Extract(faults)) => Answer {
            fouten: faults.iter().cloned().collect(),
            meer_fouten: faults.more(),
            ..empty
        },
    }
}

fn of_mapping(path: &Path, what: String) -> Fault {
    Fault {
        spot: crate::extract::Spot::file(&path.display().to_string()),
        what,
        todo: None,
    }
}

fn text(answer: &Answer) -> String {
    let mut lines = Vec::new();
    for notice in &answer.meldingen {
        lines.push(format!("  let op: {notice}"));
    }
    if answer.goed {
        lines.insert(0, format!("{}: goed", answer.koppelbestand));
        lines.extend(answer.indicatoren.iter().map(line));
    } else {
        let count = faults_word(answer.count());
        lines.insert(0, format!("{}: {count}", answer.koppelbestand));
        lines.extend(answer.fouten.iter().map(|fault| format!("  {fault}")));
        if answer.meer_fouten > 0 {
            lines.push(format!("  … en nog {}", answer.meer_fouten));
        }
    }
    lines.join("\n")
}

fn figures_word(count: usize) -> String {
    match count {
        1 => "1 cijfer".to_owned(),
        count => format!("{count} cijfers"),
    }
}

fn faults_word(count: usize) -> String {
    match count {
        1 => "1 fout".to_owned(),
        count => format!("{count} fouten"),
    }
}

fn line(summary: &IndicatorSummary) -> String {
    let areas: Vec<String> = summary
        .gebieden
        .iter()
        .map(|(level, number)| format!("{number} × {level}"))
        .collect();
    let years: Vec<String> = summary.jaren.iter().map(ToString::to_string).collect();
    format!(
        "  {} «{}»: {}, {} zonder cijfer; {}; {}; {}; {}; {}",
        summary.id,
        summary.label,
        figures_word(summary.cijfers),
        summary.zonder_cijfer,
        areas.join(", "),
        years.join(", "),
        summary.leeftijden.join(", "),
        summary.eenheid,
        summary.marge
    )
}
