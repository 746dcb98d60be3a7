//! The sheet with sources: the tables of the figures and the maps.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Book;
use super::cell::Value;
use super::grid::{Grid, Head, head};
use super::looks::Look;
use super::sheet::Sheet;
use super::strings::Strings;
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
pub fn write(strings: &mut Strings, book: &Book<'_>) -> Sheet {
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
    grid.write(strings, all().map(|source| row(book, source)))
}

fn row<'a>(book: &Book<'_>, source: &'a SourceUse) -> Vec<Value<'a>> {
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
        Value::number(source.division.map(f64::from), Look::Whole),
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
fn retrieved(moment: &str) -> Value<'_> {
    let at: Option<Timestamp> = moment.parse().ok();
    let day = at.map(|at| at.to_zoned(TimeZone::UTC).date());
    day.and_then(Value::day)
        .unwrap_or_else(|| Value::text(moment))
}
