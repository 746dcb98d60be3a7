//! The edition of a batch: its name before the reports are made, its files and the answer after.

use std::collections::BTreeSet;
use std::path::Path;

use super::console::Console;
use super::{codebook, reports};
use crate::batch::{self, Finished, Job, Join, Joined, MakeError, Receipts, Shared, StageTimes};
use crate::cli::Batch;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;

/// Up to this many folders are named; of more the number is told.
const NAMED: usize = 3;

/// Returns the name of the edition: what was typed, else the month of the newest data of the whole
/// batch, so that all its reports and parts stand in one folder. None when the store has nothing.
pub fn name(shared: &Shared, scopes: &[Scope]) -> Option<String> {
    let options = &shared.options;
    options.edition.clone().or_else(|| {
        let receipts = Receipts::new(shared.reader());
        let newest = || receipts.newest(scopes.iter());
        let date = options.source_date.or_else(newest)?;
        Some(date.strftime("%Y-%m").to_string())
    })
}

/// Answers for a part of the batch that has no reports.
///
/// # Errors
/// When stdout is closed.
pub fn nothing_to_do(console: &Console, batch: &Batch, all: usize) -> Result<Exit, CommandError> {
    let part = batch
        .deel
        .map(|part| format!("deel {}/{}", part.index, part.count));
    console.say(&format!(
        "{} heeft niets te doen: er zijn {all} rapporten",
        part.unwrap_or_else(|| "de reeks".to_owned())
    ));
    if batch.options.json {
        let nothing: [&Path; 0] = [];
        console.json(&serde_json::json!({
            "rapporten": nothing, "mislukt": 0, "al_klaar": 0, "ontbreekt": 0,
        }))?;
    } else {
        console.answer("0 rapporten klaar, 0 mislukt")?;
    }
    Ok(Exit::Done)
}

/// Writes the files of the edition, and answers.
///
/// # Errors
/// Exit 1 when the disk is full or refuses; the reports that are finished are whole.
pub fn finish(
    shared: &Shared,
    console: &Console,
    batch: &Batch,
    scopes: &[Scope],
    jobs: &[Job],
    finished: &[Finished],
) -> Result<Exit, CommandError> {
    let out = &shared.options.out;
    let edition = shared.options.edition.as_deref();
    let folder = edition.map_or_else(|| out.clone(), |edition| out.join(edition));
    let whole: BTreeSet<String> = scopes.iter().cloned().map(|s| job(s).folder()).collect();
    let joined = match edition {
        None => None,
        Some(edition) => Some(batch::join(Join {
            folder: &folder,
            edition,
            program: &shared.program,
            whole: &whole,
            jobs,
            finished,
            codebook: &codebook::codebook(shared)?,
            workers: reports::workers(batch.taken),
        })),
    };
    let made = finished.iter().filter(|done| done.result.is_ok()).count();
    let is_full = |done: &Finished| done.result.as_ref().is_err_and(MakeError::is_disk_full);
    let joined = match joined.transpose() {
        Ok(joined) if !finished.iter().any(is_full) => joined,
        Err(error) if !error.is_disk_full() => {
            return Err(CommandError::from_source(Exit::Internal, error)
                .hint(format!("kijk of u mag schrijven in {}", folder.display())));
        }
        _ => return Err(disk_full(made, jobs.len(), &folder)),
    };
    if let Some(joined) = &joined {
        tell(console, joined, whole.len());
    }
    answer(console, batch, finished, &folder, joined.as_ref())
}

/// A report of a batch that does not look at finished ones.
fn job(scope: Scope) -> Job {
    Job {
        scope,
        edition_folder: true,
        resume: false,
    }
}

fn disk_full(made: usize, all: usize, folder: &Path) -> CommandError {
    let text = format!(
        "de schijf is vol; {made} van de {all} rapporten zijn klaar, in {}",
        folder.display()
    );
    CommandError::new(Exit::Internal, text)
        .hint("maak ruimte vrij en geef dezelfde opdracht met --hervat: wat klaar is, blijft")
}

/// Says what the files of the edition leave out.
fn tell(console: &Console, joined: &Joined, all: usize) {
    if joined.missing > 0 {
        console.say(&format!(
            "nog niet gemaakt zijn {} van de {all} rapporten; cijfers.parquet komt als alle delen \
             klaar zijn",
            joined.missing
        ));
    }
    if !joined.damaged.is_empty() {
        console.say(&format!(
            "let op, {}: beschadigd, dus niet in cijfers.parquet; met --hervat worden ze opnieuw \
             gemaakt",
            named(&joined.damaged)
        ));
    }
    if !joined.foreign.is_empty() {
        console.say(&format!(
            "let op, {}: met een andere versie van het programma of voor een andere map gemaakt, \
             dus niet in overzicht en cijfers.parquet",
            named(&joined.foreign)
        ));
    }
}

fn named(folders: &[String]) -> String {
    match folders.len() {
        number if number > NAMED => format!("{number} mappen"),
        _ => folders.join(", "),
    }
}

fn answer(
    console: &Console,
    batch: &Batch,
    finished: &[Finished],
    folder: &Path,
    joined: Option<&Joined>,
) -> Result<Exit, CommandError> {
    let made: Vec<_> = finished
        .iter()
        .filter_map(|done| done.result.as_ref().ok())
        .collect();
    let failed = finished.len() - made.len();
    let there = made.iter().filter(|made| made.skipped).count();
    if batch.options.json {
        let folders: Vec<_> = made.iter().map(|made| &made.folder).collect();
        let mut stages = StageTimes::default();
        for report in &made {
            stages.add(&report.stages);
        }
        console.json(&serde_json::json!({
            "rapporten": folders, "mislukt": failed, "al_klaar": there,
            "ontbreekt": joined.map(|joined| joined.missing), "fasen": stages.by_name(),
        }))?;
    } else {
        let of_them = match there {
            0 => String::new(),
            number => format!(" (waarvan {number} al klaar)"),
        };
        console.answer(&format!(
            "{} rapporten klaar{of_them}, {failed} mislukt: {}",
            made.len(),
            folder.display()
        ))?;
    }
    Ok(match failed {
        0 => Exit::Done,
        _ => Exit::Partial,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_says_what_is_kept_and_how_to_go_on() {
        let error = disk_full(3, 12, Path::new("uit/2026-07"));
        assert_eq!(error.exit(), Exit::Internal);
        let text = error.to_string();
        assert!(
            text.contains("3 van de 12 rapporten zijn klaar, in uit/2026-07"),
            "{text}"
        );
        assert!(text.contains("--hervat"), "{text}");
    }
}
