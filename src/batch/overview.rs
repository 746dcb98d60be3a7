//! `overzicht.csv` and `overzicht.json`: one row per report of a batch.

use std::path::Path;

use serde::Serialize;

use super::make::Job;
use super::run::Finished;

/// One row.
#[derive(Debug, Serialize)]
struct Line {
    gebied: String,
    naam: String,
    map: String,
    stand: &'static str,
    seconden: f64,
    meldingen: Vec<String>,
    fout: String,
}

/// Writes both files into the folder of the edition.
///
/// # Errors
/// When they cannot be written.
pub fn write(folder: &Path, jobs: &[Job], finished: &[Finished]) -> std::io::Result<()> {
    let lines: Vec<Line> = finished
        .iter()
        .filter_map(|done| line(jobs.get(done.index)?, done).into())
        .collect();
    let mut json = serde_json::to_vec_pretty(&lines).map_err(std::io::Error::other)?;
    json.push(b'\n');
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "gebied",
        "naam",
        "map",
        "stand",
        "seconden",
        "meldingen",
        "fout",
    ])?;
    for line in &lines {
        let seconds = format!("{:.3}", line.seconden);
        let messages = line.meldingen.join(" | ");
        writer.write_record([
            line.gebied.as_str(),
            &line.naam,
            &line.map,
            line.stand,
            &seconds,
            &messages,
            &line.fout,
        ])?;
    }
    let table = writer.into_inner().map_err(|error| error.into_error())?;
    replace(&folder.join("overzicht.json"), &json)?;
    replace(&folder.join("overzicht.csv"), &table)
}

fn line(job: &Job, done: &Finished) -> Line {
    let (state, seconds, messages, fault) = match &done.result {
        Ok(made) if made.skipped => ("overgeslagen", 0.0, Vec::new(), String::new()),
        Ok(made) => ("klaar", made.seconds, made.warnings.clone(), String::new()),
        Err(error) => ("mislukt", 0.0, Vec::new(), error.to_string()),
    };
    Line {
        gebied: job.scope.subject().to_string(),
        naam: job.scope.subject_name().to_owned(),
        map: job.folder(),
        stand: state,
        seconden: seconds,
        meldingen: messages,
        fout: fault,
    }
}

fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = path.with_extension("nieuw");
    std::fs::write(&draft, bytes)?;
    std::fs::rename(draft, path)
}
