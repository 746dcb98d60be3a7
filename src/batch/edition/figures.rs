//! `cijfers.parquet`: the rows of `cijfers.csv` of every report of the edition, with typed columns
//! and behind them the folder of the report. One row group per report, in the order of the folders;
//! within a report the order of `cijfers.csv`.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

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
    // A few reports at a time, so that no more than those stand in memory.
    for few in reports.chunks(join.workers.get()) {
        for (report, rows) in few.iter().zip(read(join, few, &columns)) {
            match rows {
                Ok(rows) => file.add(rows).map_err(EditionError::Figures)?,
                Err(fault) => faults.push((report.folder.clone(), fault)),
            }
        }
    }
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

/// Reads reports side by side; the answers have their order.
fn read(
    join: Join<'_>,
    reports: &[&Found],
    columns: &[(&str, ColumnKind)],
) -> Vec<Result<Rows, Fault>> {
    std::thread::scope(|scope| {
        let each = reports.iter().map(|report| {
            let folder = join.folder.join(&report.folder);
            scope.spawn(move || rows(&folder, report, columns))
        });
        let threads: Vec<_> = each.collect();
        threads
            .into_iter()
            .map(|thread| {
                let read = thread.join();
                read.unwrap_or_else(|_| Err("cijfers.csv is niet te lezen".to_owned()))
            })
            .collect()
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
