//! The sheet with sources: the tables of the figures and the maps.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Styles, Value, WHOLE};
use super::grid::{Grid, Head, head};
use super::{Book, day, utc};
use crate::area::AreaCode;
use crate::frame::SourceUse;

const HEADS: [Head; 11] = [
    head("Tabel of kaart", 26.0),
    head("Naam", 46.0),
    head("Bronvermelding", 60.0),
    head("Deel", 20.0),
    head("Jaar van de indeling", 12.0),
    head("Opgehaald op", 13.0),
    head("Licentie", 14.0),
    head("Fictief", 9.0),
    head("Opmerking", 26.0),
    head("Adres", 60.0),
    head("Controlegetal (SHA-256)", 68.0),
];

/// Writes the sheet.
///
/// # Errors
/// When the library refuses the sheet.
pub fn write(sheet: &mut Worksheet, styles: &Styles, book: &Book<'_>) -> Result<(), XlsxError> {
    let all = || book.table.sources.iter().chain(book.map_sources);
    let made_up = all().any(|source| source.fictitious);
    let grid = Grid {
        name: "Bronnen",
        notice: "Bronnen: de tabellen en kaarten waar de cijfers vandaan komen.",
        heads: &HEADS,
        frozen: 1,
        printed: HEADS.len() - 2,
        made_up,
    };
    grid.write(sheet, styles, all().map(|source| row(book, source)))
}

fn row(book: &Book<'_>, source: &SourceUse) -> Vec<Value> {
    let simplified = if source.simplified {
        "grenzen zijn vereenvoudigd"
    } else {
        ""
    };
    vec![
        Value::text(source.table.as_str()),
        Value::text(source.title.as_str()),
        Value::text(source.citation.as_str()),
        Value::text(part(book, &source.slice)),
        Value::number(source.division.map(f64::from), WHOLE),
        retrieved(&source.retrieved_at),
        Value::text(source.licence.as_str()),
        Value::text(if source.fictitious { "ja" } else { "nee" }),
        Value::text(simplified),
        Value::text(source.url.as_str()),
        Value::text(source.sha256.as_str()),
    ]
}

/// The part of a table: the name of a gemeente, or everything that is not of one gemeente.
fn part(book: &Book<'_>, slice: &str) -> String {
    match AreaCode::parse(slice) {
        Ok(area) => book.table.name(&area),
        Err(_) if slice == "land" => "heel Nederland".to_owned(),
        Err(_) => slice.to_owned(),
    }
}

/// The day of retrieval; a moment that nobody can read stays as it is.
fn retrieved(moment: &str) -> Value {
    let at = moment.parse().ok().map(utc);
    at.and_then(|at| day(at).ok())
        .map_or_else(|| Value::text(moment), Value::Day)
}
