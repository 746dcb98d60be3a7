//! The files of an edition as a whole, in `<uit>/<editie>/`: `overzicht.csv` and `overzicht.json`,
//! `cijfers.parquet` and `indicatoren.csv`.
//!
//! They are made of the report folders that stand there, whoever made them: this run, a part of
//! the batch on another machine, or the run that was killed before. So they are the same however
//! the reports came about. Only what failed, and how many seconds a report took, is handed on by
//! `overzicht.json` itself. One program at a time writes them.

mod figures;
mod found;
mod overview;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;

use super::fault::is_full;
use super::folder::{Draft, clear_left_overs, turn};
use super::make::Job;
use super::run::Finished;
use crate::frame::RowsError;
use crate::manifest::Program;

use found::Found;
use overview::{CSV, JSON, Line, State};

/// Name of the file with all figures.
const FIGURES: &str = "cijfers.parquet";
/// Name of the codebook.
const CODEBOOK: &str = "indicatoren.csv";

/// What is needed to write the files of an edition.
#[derive(Clone, Copy)]
pub struct Join<'a> {
    /// Folder of the edition.
    pub folder: &'a Path,
    /// Its name.
    pub edition: &'a str,
    /// This program: reports of another one are of another batch.
    pub program: &'a Program,
    /// The reports that the whole batch should have, by the names of their folders.
    pub whole: &'a BTreeSet<String>,
    /// The reports of this run.
    pub jobs: &'a [Job],
    /// What came of them.
    pub finished: &'a [Finished],
    /// The codebook.
    pub codebook: &'a [u8],
    /// How many reports are read at once.
    pub workers: NonZeroUsize,
}

/// What the files of the edition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Reports of the whole batch that are not there yet; with any, there is no file with all
    /// figures.
    pub missing: usize,
    /// Folders with a report of another program, which is in none of the files.
    pub foreign: Vec<String>,
    /// Folders with a report that is damaged, so that its figures are left out.
    pub damaged: Vec<String>,
}

/// Why the files of an edition cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The disk refuses.
    #[error("het overzicht van de editie kan niet worden geschreven")]
    Disk(#[from] std::io::Error),
    /// The file with all figures cannot be written.
    #[error("{FIGURES} kan niet worden geschreven")]
    Figures(#[source] RowsError),
    /// The overview cannot be written as JSON.
    #[error("{JSON} kan niet worden geschreven")]
    Json(#[from] serde_json::Error),
}

impl EditionError {
    /// Returns whether the disk takes no more.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Disk(error) => is_full(error),
            Self::Figures(error) => error.disk().is_some_and(is_full),
            Self::Json(_) => false,
        }
    }
}

/// Writes the files of the edition, each in one step.
///
/// # Errors
/// When the folder cannot be written; the former files stay.
pub fn join(join: Join<'_>) -> Result<Joined, EditionError> {
    std::fs::create_dir_all(join.folder)?;
    clear_left_overs(join.folder);
    let _turn = turn(join.folder)?;
    let found = found::reports(join)?;
    let (own, others): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|one| one.is_own);
    let manifests: BTreeMap<&str, &str> = own
        .iter()
        .chain(&others)
        .map(|one| (one.folder.as_str(), one.manifest.as_str()))
        .collect();
    let mut lines = overview::lines(join, &own, &manifests);
    let is_there = |folder: &&String| lines.contains_key(*folder);
    let missing = join.whole.len() - join.whole.iter().filter(is_there).count();
    let draft = Draft::start(join.folder, "editie")?;
    let mut names = vec![CODEBOOK, CSV, JSON];
    let mut damaged = Vec::new();
    if missing == 0 {
        let done = |one: &&Found| {
            let line = lines.get(&one.folder);
            line.is_some_and(|line| line.stand == State::Klaar)
        };
        let reports: Vec<&Found> = own.iter().filter(done).collect();
        let faults = figures::write(join, &reports, &draft.path().join(FIGURES))?;
        for (folder, fault) in faults {
            if let Some(line) = lines.get_mut(&folder) {
                line.damaged(fault);
            }
            damaged.push(folder);
        }
        names.insert(0, FIGURES);
    }
    let lines: Vec<&Line> = lines.values().collect();
    draft.write(CSV, &overview::as_csv(&lines)?)?;
    draft.write(JSON, &overview::as_json(&lines)?)?;
    draft.write(CODEBOOK, join.codebook)?;
    draft.finish_files(&names)?;
    if missing > 0 {
        drop_figures(join.folder)?;
    }
    let foreign = others.into_iter().map(|one| one.folder).collect();
    Ok(Joined {
        missing,
        foreign,
        damaged,
    })
}

/// Removes the file with all figures: it is not that of the reports that are there now.
fn drop_figures(folder: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(folder.join(FIGURES)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
