//! `cijfers.csv`: every figure of a report, with its margin, comparison and origin.

use std::borrow::Cow;

use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::statistics::Verdict;

/// The columns. The first thirty are a contract; later ones may be added behind them.
pub const COLUMNS: [&str; 38] = [
    "gebied_code",
    "gebied_naam",
    "niveau",
    "indicator",
    "label",
    "thema",
    "periode",
    "leeftijd",
    "waarde",
    "ondergrens",
    "bovengrens",
    "eenheid",
    "aantal_personen",
    "status",
    "soort",
    "methode",
    "referentie",
    "referentie_waarde",
    "verschil",
    "verschil_ondergrens",
    "verschil_bovengrens",
    "p",
    "p_gecorrigeerd",
    "oordeel",
    "extra_personen",
    "bron",
    "bron_tabel",
    "bron_kolom",
    "opgehaald",
    "fictief",
    "waarde_methode",
    "opmerking",
    "extra_personen_ondergrens",
    "extra_personen_bovengrens",
    "nl_laagste",
    "nl_kwart",
    "nl_driekwart",
    "nl_hoogste",
];

/// One row: texts as they go into the file, before text that looks like a formula is guarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// One text per column of [`COLUMNS`].
    pub cells: Vec<String>,
}

/// Returns the rows of a report in the order of the file.
pub fn rows(table: &IndicatorTable) -> Vec<Row> {
    lines(table)
        .into_iter()
        .map(|(figure, comparison)| row(table, figure, comparison))
        .collect()
}

/// Returns what the rows are about, in their order: level, area, theme, indicator, age, year,
/// reference. A figure has a line for each of its comparisons, or one without.
pub fn lines(table: &IndicatorTable) -> Vec<(&Figure, Option<&Comparison>)> {
    let mut keyed: Vec<_> = table
        .figures
        .iter()
        .flat_map(|figure| {
            let comparisons: Vec<Option<&Comparison>> = if figure.comparisons.is_empty() {
                vec![None]
            } else {
                figure.comparisons.iter().map(Some).collect()
            };
            comparisons
                .into_iter()
                .map(move |comparison| (figure, comparison))
        })
        .map(|(figure, comparison)| {
            let reference = comparison
                .map(|c| c.reference.to_string())
                .unwrap_or_default();
            let key = (
                figure.area.level(),
                figure.area.to_string(),
                figure.indicator.thema.as_str(),
                figure.indicator.id.clone(),
                figure.age.as_str(),
                figure.period,
                reference,
            );
            (key, (figure, comparison))
        })
        .collect();
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    keyed.into_iter().map(|(_, line)| line).collect()
}

fn row(table: &IndicatorTable, figure: &Figure, comparison: Option<&Comparison>) -> Row {
    let source = table.sources.get(figure.source);
    let spread = table.peers.peers(figure);
    let made_up = figure.row_is_fictitious(comparison) || spread.is_some_and(|row| row.fictitious);
    let mut cells = about_the_value(table, figure).to_vec();
    cells.extend(about_the_comparison(figure, comparison));
    cells.extend([
        figure.indicator.bron.clone(),
        source
            .map(|source| source.table.clone())
            .unwrap_or_default(),
        figure.column.clone(),
        source
            .map(|source| source.retrieved_at.clone())
            .unwrap_or_default(),
        if made_up { "ja" } else { "nee" }.to_owned(),
        figure.method.as_str().to_owned(),
        figure.remark.as_deref().unwrap_or_default().to_owned(),
    ]);
    let extra = comparison.and_then(|comparison| figure.extra_margin(comparison));
    let whole = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    cells.extend([
        whole(extra.map(|(lower, _)| lower)),
        whole(extra.map(|(_, upper)| upper)),
    ]);
    // How the values of all Dutch areas like this one lie: lowest, quarter, three quarters, highest.
    cells.extend([0, 25, 75, 100].map(|percent| {
        let value = spread.and_then(|row| row.spread.quantile(percent));
        value.map_or_else(String::new, |value| published_or_derived(value, false))
    }));
    Row { cells }
}

fn about_the_value(table: &IndicatorTable, figure: &Figure) -> [String; 15] {
    let indicator = &figure.indicator;
    let margin = figure.reading.margin();
    let text = |value: Option<f64>, as_published: bool| {
        value
            .map(|value| published_or_derived(value, as_published))
            .unwrap_or_default()
    };
    let number = |value: Option<f64>| text(value, figure.as_published);
    let bound = |value| text(value, figure.as_published && !figure.derived_margin);
    [
        figure.area.to_string(),
        table.name(&figure.area),
        figure.area.level().as_str().to_owned(),
        indicator.id.clone(),
        indicator.label.clone(),
        indicator.thema.as_str().to_owned(),
        figure.period.to_string(),
        figure.age.as_str().to_owned(),
        number(figure.reading.value()),
        bound(margin.map(|m| m.lower())),
        bound(margin.map(|m| m.upper())),
        indicator.eenheid.as_str().to_owned(),
        figure
            .persons()
            .map(|persons| persons.to_string())
            .unwrap_or_default(),
        figure.reading.status().to_owned(),
        figure.kind.as_str().to_owned(),
    ]
}

/// From `methode` up to `extra_personen`; without a reference the method is that of the value.
fn about_the_comparison(figure: &Figure, comparison: Option<&Comparison>) -> [String; 10] {
    let Some(comparison) = comparison else {
        let mut cells: [String; 10] = Default::default();
        figure.method.as_str().clone_into(&mut cells[0]);
        Verdict::GeenToets.as_str().clone_into(&mut cells[8]);
        return cells;
    };
    let outcome = &comparison.outcome;
    let was_made = outcome.no_test().is_none() || outcome.threshold().is_some();
    let method = if was_made {
        outcome.method().as_str()
    } else {
        figure.method.as_str()
    };
    let margin = outcome.difference_interval();
    let four = |value: Option<f64>| value.map(|v| format!("{v:.4}")).unwrap_or_default();
    let six = |value: Option<f64>| value.map(|v| format!("{v:.6}")).unwrap_or_default();
    [
        method.to_owned(),
        comparison.reference.to_string(),
        published_or_derived(
            comparison.reference_value,
            comparison.reference_as_published,
        ),
        four(outcome.difference()),
        four(margin.map(|m| m.lower())),
        four(margin.map(|m| m.upper())),
        six(outcome.p()),
        six(outcome.adjusted_p()),
        comparison.verdict(&figure.indicator).as_str().to_owned(),
        comparison
            .extra_persons
            .map(|persons| persons.to_string())
            .unwrap_or_default(),
    ]
}

/// A published number keeps its own decimals; one that was calculated gets four.
pub(super) fn published_or_derived(value: f64, as_published: bool) -> String {
    if as_published {
        format!("{value}")
    } else {
        format!("{value:.4}")
    }
}

/// Writes the rows as CSV: UTF-8, comma, decimal point.
pub fn write(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<Cow<'_, str>>| {
        writer
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .expect("every record has the same number of fields, and memory does not fail");
    };
    write(COLUMNS.iter().map(|name| Cow::Borrowed(*name)).collect());
    for row in rows {
        write(row.cells.iter().map(|cell| guarded(cell)).collect());
    }
    writer.into_inner().expect("memory does not fail to flush")
}

/// Returns the text without control characters, behind an apostrophe when a spreadsheet would
/// take it for a formula. Numbers are no text: a negative one stays a number.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let starts_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_number = text.parse::<f64>().is_ok();
    let cleaned: String = text.chars().filter(|c| !c.is_control()).collect();
    if starts_formula && !is_number {
        Cow::Owned(format!("'{cleaned}"))
    } else if cleaned.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(cleaned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_is_guarded() {
        for (text, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+31", "+31"),
            ("+a", "'+a"),
            ("-1.5", "-1.5"),
            ("-a", "'-a"),
            ("@x", "'@x"),
            ("\t=1", "'=1"),
            ("\rx", "'x"),
            ("a\u{0}b\nc", "abc"),
            ("Zwolle", "Zwolle"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_keep_the_decimals_of_their_source() {
        assert_eq!(published_or_derived(133_141.0, true), "133141");
        assert_eq!(published_or_derived(75.2, true), "75.2");
        assert_eq!(published_or_derived(16.123_456, false), "16.1235");
    }

    #[test]
    fn the_contract_comes_first() {
        assert_eq!(COLUMNS[..3], ["gebied_code", "gebied_naam", "niveau"]);
        assert_eq!(COLUMNS[29], "fictief");
    }
}
