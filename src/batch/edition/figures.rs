//! `cijfers.parquet`: the rows of `cijfers.csv` of every report of the edition, with typed columns
//! and behind them the folder of the report. One row group per report, in the order of the folders;
//! within a report the order of `cijfers.csv`.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use super::found::{self, Found};
use super::{EditionError, Join};
use crate::frame::{ColumnKind, RowGroups, Rows, RowsError};
use crate::manifest::sha256;
use crate::report::csv::COLUMNS;

/// The column with the folder of the report.
const REPORT: &str = "rapport";
/// Columns of whole numbers.
const WHOLE: [&str; 5] = [
    "periode",
    "aantal_personen",
    "extra_personen",
    "extra_personen_ondergrens",
    "extra_personen_bovengrens",
];
/// Columns of numbers with decimals.
const NUMBERS: [&str; 13] = [
    "waarde",
    "ondergrens",
    "bovengrens",
    "referentie_waarde",
    "verschil",
    "verschil_ondergrens",
    "verschil_bovengrens",
    "p",
    "p_gecorrigeerd",
    "nl_laagste",
    "nl_kwart",
    "nl_driekwart",
    "nl_hoogste",
];

/// Why the figures of one report are left out, in Dutch.
type Fault = String;

/// Writes the figures of these reports into a file; returns the folders of which they cannot be
/// used, each with the reason.
///
/// # Errors
/// When the file cannot be written.
pub fn write(
    join: Join<'_>,
    reports: &[&Found],
    path: &Path,
) -> Result<Vec<(String, Fault)>, EditionError> {
    let columns = columns();
    let out = BufWriter::new(File::create_new(path)?);
    let mut file = RowGroups::new(out, &columns).map_err(EditionError::Figures)?;
    let mut faults = Vec::new();
    reading(join, reports, &columns, |report, rows| match rows {
        Ok(rows) => file.add(rows).map_err(EditionError::Figures),
        Err(fault) => {
            faults.push((report.folder.clone(), fault));
            Ok(())
        }
    })?;
    file.finish().map_err(EditionError::Figures)?;
    Ok(faults)
}

fn columns() -> Vec<(&'static str, ColumnKind)> {
    let kind = |name: &str| {
        if WHOLE.contains(&name) {
            ColumnKind::Whole
        } else if NUMBERS.contains(&name) {
            ColumnKind::Number
        } else {
            ColumnKind::Text
        }
    };
    let names = COLUMNS.into_iter().chain([REPORT]);
    names.map(|name| (name, kind(name))).collect()
}

/// Reads reports side by side, and hands them on in their order while the next ones are read. Each
/// reader is at most one report ahead, so that no more than a few stand in memory.
fn reading(
    join: Join<'_>,
    reports: &[&Found],
    columns: &[(&str, ColumnKind)],
    mut hand_on: impl FnMut(&Found, Result<Rows, Fault>) -> Result<(), EditionError>,
) -> Result<(), EditionError> {
    let readers = join.workers.get().min(reports.len().max(1));
    std::thread::scope(|scope| {
        let start = |first: usize| {
            let (ahead, answers) = sync_channel(1);
            let reader = scope.spawn(move || {
                for report in reports.iter().skip(first).step_by(readers) {
                    let rows = rows(&join.folder.join(&report.folder), report, columns);
                    // Nobody listens any more once the file could not be written.
                    if ahead.send(rows).is_err() {
                        return;
                    }
                }
            });
            (answers, reader)
        };
        let (answers, readers): (Vec<Receiver<_>>, Vec<_>) = (0..readers).map(start).unzip();
        let mut handed_on = Ok(());
        for (report, answers) in reports.iter().zip(answers.iter().cycle()) {
            let unread = |_| Err(format!("{} is niet te lezen", found::FIGURES));
            handed_on = hand_on(report, answers.recv().unwrap_or_else(unread));
            if handed_on.is_err() {
                break;
            }
        }
        drop(answers);
        for reader in readers {
            // A reader that stopped by a fault of the program left its reports unread, as told.
            let _ = reader.join();
        }
        handed_on
    })
}

fn rows(folder: &Path, report: &Found, columns: &[(&str, ColumnKind)]) -> Result<Rows, Fault> {
    let name = found::FIGURES;
    let unreadable = |why: &dyn std::fmt::Display| format!("{name} is niet te lezen: {why}");
    let bytes = std::fs::read(folder.join(name)).map_err(|error| unreadable(&error))?;
    if sha256(&bytes) != report.figures {
        return Err(format!(
            "{name} is veranderd; met --hervat wordt het rapport opnieuw gemaakt"
        ));
    }
    let lines = memchr::memchr_iter(b'\n', &bytes).count();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().map_err(|error| unreadable(&error))?;
    if !header.iter().eq(COLUMNS) {
        return Err(format!("{name} heeft andere kolommen"));
    }
    let mut rows = Rows::new(columns, lines);
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| unreadable(&error))?
    {
        let cells = record.iter().chain([report.folder.as_str()]);
        rows.push(cells)
            .map_err(|error: RowsError| unreadable(&error))?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_numbers_is_one_of_the_file() {
        let typed = WHOLE.iter().chain(&NUMBERS);
        let unknown: Vec<_> = typed.filter(|name| !COLUMNS.contains(name)).collect();
        assert_eq!(unknown, Vec::<&&str>::new());
        let all = columns();
        assert_eq!(all.len(), COLUMNS.len() + 1);
        assert_eq!(all.last(), Some(&(REPORT, ColumnKind::Text)));
    }
}
