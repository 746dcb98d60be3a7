//! `overzicht.csv` and `overzicht.json`: one row per report of the edition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Join;
use super::found::Found;
use crate::batch::make::Job;
use crate::batch::run::Finished;
use crate::report::csv::guarded;

/// Name of the table for people.
pub const CSV: &str = "overzicht.csv";
/// Name of the same for programs.
pub const JSON: &str = "overzicht.json";
/// Columns of the table.
const COLUMNS: [&str; 8] = [
    "gebied",
    "naam",
    "map",
    "stand",
    "paginas",
    "seconden",
    "meldingen",
    "fout",
];

/// How a report stands. Whether this run made it or found it finished makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The report is there.
    Klaar,
    /// It could not be made.
    Mislukt,
    /// Its figures are not those that its manifest names.
    Beschadigd,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Klaar => "klaar",
            Self::Mislukt => "mislukt",
            Self::Beschadigd => "beschadigd",
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Code of the area.
    pub gebied: String,
    /// Its name.
    pub naam: String,
    /// Folder of the report.
    pub map: String,
    /// How it stands.
    pub stand: State,
    /// Pages of the PDF.
    pub paginas: Option<u32>,
    /// Seconds that making it took; none when the run that made it was killed.
    pub seconden: Option<f64>,
    /// What the reader must know.
    pub meldingen: Vec<String>,
    /// Why it failed.
    pub fout: String,
    /// Hash of the manifest of the report that stands in the folder; empty without one.
    pub manifest: String,
    /// Hash of the program that made it, or failed to.
    pub programma: String,
}

impl Line {
    /// Turns it into one of a report whose figures cannot be used.
    pub fn damaged(&mut self, fault: String) {
        self.stand = State::Beschadigd;
        self.fout = fault;
    }
}

/// Returns the rows by folder: every report that is there, what failed in this run, and what
/// failed in another one since the report that stands there was made.
pub fn lines(
    join: Join<'_>,
    own: &[Found],
    manifests: &BTreeMap<&str, &str>,
) -> BTreeMap<String, Line> {
    let former = read(join.folder);
    let results = results(join);
    let mut lines = BTreeMap::new();
    for report in own {
        let made = results.get(report.folder.as_str());
        let made = made.and_then(|done| done.result.as_ref().ok());
        let seconds = made
            .filter(|made| made.manifest == report.manifest)
            .and_then(|made| made.seconds);
        let known = former.iter().find(|line| line.manifest == report.manifest);
        let line = Line {
            gebied: report.area.clone(),
            naam: report.name.clone(),
            map: report.folder.clone(),
            stand: State::Klaar,
            paginas: report.pages,
            seconden: seconds.or_else(|| known?.seconden).map(rounded),
            meldingen: report.warnings.clone(),
            fout: String::new(),
            manifest: report.manifest.clone(),
            programma: join.program.sha256.clone(),
        };
        lines.insert(report.folder.clone(), line);
    }
    let of_run: BTreeSet<String> = join.jobs.iter().map(Job::folder).collect();
    let stands = |folder: &str| manifests.get(folder).copied().unwrap_or_default();
    let still_failed = former.into_iter().filter(|line| {
        line.stand == State::Mislukt
            && line.programma == join.program.sha256
            && !of_run.contains(&line.map)
            && line.manifest == stands(&line.map)
    });
    lines.extend(still_failed.map(|line| (line.map.clone(), line)));
    for (folder, done) in &results {
        if let (Err(error), Some(job)) = (&done.result, join.jobs.get(done.index)) {
            let line = Line {
                gebied: job.scope.subject().to_string(),
                naam: job.scope.subject_name().to_owned(),
                map: folder.clone(),
                stand: State::Mislukt,
                paginas: None,
                seconden: None,
                meldingen: Vec::new(),
                fout: error.chain(),
                manifest: stands(folder).to_owned(),
                programma: join.program.sha256.clone(),
            };
            lines.insert(folder.clone(), line);
        }
    }
    lines
}

/// What came of the jobs of this run, by folder.
fn results<'a>(join: Join<'a>) -> BTreeMap<String, &'a Finished> {
    let each = join.finished.iter();
    each.filter_map(|done| Some((join.jobs.get(done.index)?.folder(), done)))
        .collect()
}

/// Milliseconds are more than enough.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// Reads the rows of before; a file that is absent or of another form has none.
fn read(folder: &Path) -> Vec<Line> {
    let text = std::fs::read(folder.join(JSON)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Writes the rows for programs.
///
/// # Errors
/// Never in practice: texts and numbers become JSON.
pub fn as_json(lines: &[&Line]) -> serde_json::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(lines)?;
    json.push(b'\n');
    Ok(json)
}

/// Writes the rows for people.
///
/// # Errors
/// Never in practice: memory does not fail.
pub fn as_csv(lines: &[&Line]) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for line in lines {
        let pages = line.paginas.map(|pages| pages.to_string());
        let seconds = line.seconden.map(|seconds| format!("{seconds:.3}"));
        let messages = line.meldingen.join(" | ");
        let cells = [
            line.gebied.as_str(),
            &line.naam,
            &line.map,
            line.stand.as_str(),
            pages.as_deref().unwrap_or_default(),
            seconds.as_deref().unwrap_or_default(),
            &messages,
            &line.fout,
        ];
        writer.write_record(cells.map(|cell| guarded(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}
