//! The sheet with definitions: every indicator of the catalogue, and the views that were made of
//! them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell::Value;
use super::grid::{Grid, Head, head};
use super::looks::Look;
use super::sheet::Sheet;
use super::strings::Strings;
use super::{Book, words};
use crate::indicators::two_band_id;
use crate::period::Year;
use crate::report::build::kind_word;
use crate::themes::Indicator;

const HEADS: [Head; 14] = [
    head("Indicator", 34.0),
    head("Thema", 20.0),
    head("Definitie", 70.0),
    head("Wie", 22.0),
    head("Eenheid", 12.0),
    head("Ongunstig is", 12.0),
    head("Soort cijfer", 15.0),
    head("Cijfers in dit bestand", 12.0),
    head("Jaren in dit bestand", 22.0),
    head("Waarom geen cijfers", 40.0),
    head("Bron", 10.0),
    head("Tabel", 14.0),
    head("Nummer in de kernset", 12.0),
    head("Naam in cijfers.csv", 30.0),
];

/// Writes the sheet.
pub fn write(strings: &mut Strings, book: &Book<'_>) -> Sheet {
    let grid = Grid {
        name: "Definities",
        notice: "Definities: wat elke indicator betekent, en of dit bestand er cijfers van heeft.",
        heads: &HEADS,
        frozen: 1,
        printed: HEADS.len(),
        made_up: false,
    };
    let years = years(book);
    let reasons: BTreeMap<&str, &str> = book
        .table
        .unavailable
        .iter()
        .map(|missing| (missing.indicator.id.as_str(), missing.reason.as_str()))
        .collect();
    let indicators = indicators(book);
    let rows = indicators.iter().map(|indicator| {
        let id = indicator.id.as_str();
        row(indicator, years.get(id), reasons.get(id).copied())
    });
    grid.write(strings, rows)
}

/// The years with a figure, by id of the indicator.
fn years<'a>(book: &Book<'a>) -> BTreeMap<&'a str, BTreeSet<Year>> {
    let mut years: BTreeMap<&str, BTreeSet<Year>> = BTreeMap::new();
    for figure in &book.table.figures {
        if figure.reading.value().is_some() {
            let known = years.entry(&figure.indicator.id).or_default();
            known.insert(figure.period);
        }
    }
    years
}

/// The indicators of the catalogue, each followed by the view with the ages of Nederland when the
/// workbook has one.
fn indicators(book: &Book<'_>) -> Vec<Arc<Indicator>> {
    let made: BTreeMap<&str, &Arc<Indicator>> = book
        .table
        .figures
        .iter()
        .map(|figure| (figure.indicator.id.as_str(), &figure.indicator))
        .collect();
    let mut found = Vec::new();
    for indicator in book.catalogue.iter() {
        found.push(Arc::clone(indicator));
        let view = made.get(two_band_id(&indicator.id).as_str());
        found.extend(view.map(|view| Arc::clone(view)));
    }
    found
}

fn row<'a>(
    indicator: &'a Indicator,
    years: Option<&BTreeSet<Year>>,
    reason: Option<&'a str>,
) -> Vec<Value<'a>> {
    let of_years: Vec<String> = years.into_iter().flatten().map(Year::to_string).collect();
    let why = reason.filter(|_| years.is_none()).unwrap_or_default();
    vec![
        Value::text(indicator.label.as_str()),
        Value::text(indicator.thema.title()),
        Value::text(indicator.definitie.as_str()),
        Value::text(indicator.bevolking.title()),
        Value::text(indicator.eenheid.label()),
        Value::text(words::direction(indicator.richting)),
        Value::text(kind_word(indicator.soort)),
        Value::text(if years.is_some() { "ja" } else { "nee" }),
        Value::text(of_years.join(", ")),
        Value::text(why),
        Value::text(indicator.bron.as_str()),
        Value::text(indicator.tabel.as_str()),
        Value::number(indicator.kern.map(f64::from), Look::Whole),
        Value::text(indicator.id.as_str()),
    ]
}
