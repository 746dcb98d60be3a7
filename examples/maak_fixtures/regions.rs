//! `gemeenten-2024.csv`: the 342 gemeenten with the regions they belong to.

use std::path::Path;

use crate::fault::{Fault, Outcome};
use crate::output::write_file;
use crate::sources::{Record, Sources};

/// Columns that are kept, in order; the name of the last is the source's.
const COLUMNS: [&str; 9] = [
    "gemeentecode",
    "gemeentenaam",
    "provinciecode",
    "provincie",
    "ggd_code",
    "ggd_regio",
    "veiligheidsregio_code",
    "veiligheidsregio",
    COROP,
];

const COROP: &str = "corop_nuts3";

/// COROP areas that the source lacks: new gemeenten, and two of the same name.
const MISSING_COROP: [(&str, &str); 6] = [
    ("GM0373", "Alkmaar en omgeving"),
    ("GM0893", "Noord-Limburg"),
    ("GM1980", "Alkmaar en omgeving"),
    ("GM1982", "Noordoost-Noord-Brabant"),
    ("GM1991", "Noordoost-Noord-Brabant"),
    ("GM1992", "Groot-Rijnmond"),
];

/// Writes the table, sorted by code.
pub fn write(sources: &Sources, path: &Path) -> Outcome<()> {
    let shape = |what: String| Fault::Shape {
        path: path.to_path_buf(),
        what,
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(COLUMNS)
        .map_err(|error| shape(error.to_string()))?;
    let mut rows: Vec<_> = sources.regions.iter().collect();
    rows.sort_by_key(|row| row.get("gemeentecode"));
    for row in rows {
        let cells = COLUMNS.map(|column| cell(row, column));
        writer
            .write_record(cells)
            .map_err(|error| shape(error.to_string()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| shape(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| shape(error.to_string()))?;
    write_file(path, &text)
}

/// Returns a cell, with the COROP areas that the source lacks filled in.
fn cell<'a>(row: &'a Record, column: &str) -> &'a str {
    let filled = || {
        let code = row.get("gemeentecode").filter(|_| column == COROP)?;
        MISSING_COROP
            .iter()
            .find(|(missing, _)| *missing == code)
            .map(|(_, corop)| *corop)
    };
    row.get(column).or_else(filled).unwrap_or_default()
}
