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
pub struct Row<'a> {
    /// One text per column of [`COLUMNS`].
    pub cells: Vec<Cow<'a, str>>,
}

/// Returns the rows of a report in the order of the file.
pub fn rows(table: &IndicatorTable) -> Vec<Row<'_>> {
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

fn row<'a>(
    table: &'a IndicatorTable,
    figure: &'a Figure,
    comparison: Option<&Comparison>,
) -> Row<'a> {
    let source = table.sources.get(figure.source);
    let spread = table.peers.peers(figure);
    let made_up = figure.row_is_fictitious(comparison) || spread.is_some_and(|row| row.fictitious);
    let mut cells = Vec::with_capacity(COLUMNS.len());
    cells.extend(about_the_value(table, figure));
    cells.extend(about_the_comparison(figure, comparison));
    cells.extend(
        [
            &*figure.indicator.bron,
            source.map_or("", |source| &source.table),
            &figure.column,
            source.map_or("", |source| &source.retrieved_at),
            if made_up { "ja" } else { "nee" },
            figure.method.as_str(),
            figure.remark.as_deref().unwrap_or_default(),
        ]
        .map(Cow::Borrowed),
    );
    let extra = comparison.and_then(|comparison| figure.extra_margin(comparison));
    cells.extend([
        printed(extra.map(|(lower, _)| lower)),
        printed(extra.map(|(_, upper)| upper)),
    ]);
    // How the values of all Dutch areas like this one lie: lowest, quarter, three quarters, highest.
    cells.extend([0, 25, 75, 100].map(|percent| {
        let value = spread.and_then(|row| row.spread.quantile(percent));
        decimal(value, false)
    }));
    Row { cells }
}

/// A number as it is; nothing without one.
fn printed(number: Option<impl std::fmt::Display>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string()))
}

/// A number with the decimals of its source, or with four; nothing without one.
fn decimal(value: Option<f64>, as_published: bool) -> Cow<'static, str> {
    let text = |value| Cow::Owned(published_or_derived(value, as_published));
    value.map_or(Cow::Borrowed(""), text)
}

fn about_the_value<'a>(table: &'a IndicatorTable, figure: &'a Figure) -> [Cow<'a, str>; 15] {
    let indicator = &figure.indicator;
    let margin = figure.reading.margin();
    let bound = |value| decimal(value, figure.as_published && !figure.derived_margin);
    let name = table.names.get(&figure.area);
    [
        Cow::Owned(figure.area.to_string()),
        name.map_or_else(|| figure.area.to_string().into(), |name| name.into()),
        figure.area.level().as_str().into(),
        (&indicator.id).into(),
        (&indicator.label).into(),
        indicator.thema.as_str().into(),
        figure.period.to_string().into(),
        figure.age.as_str().into(),
        decimal(figure.reading.value(), figure.as_published),
        bound(margin.map(|m| m.lower())),
        bound(margin.map(|m| m.upper())),
        indicator.eenheid.as_str().into(),
        printed(figure.persons()),
        figure.reading.status().into(),
        figure.kind.as_str().into(),
    ]
}

/// From `methode` up to `extra_personen`; without a reference the method is that of the value.
fn about_the_comparison(
    figure: &Figure,
    comparison: Option<&Comparison>,
) -> [Cow<'static, str>; 10] {
    let Some(comparison) = comparison else {
        let mut cells: [Cow<'static, str>; 10] = Default::default();
        cells[0] = figure.method.as_str().into();
        cells[8] = Verdict::GeenToets.as_str().into();
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
    let four = |value: Option<f64>| decimal(value, false);
    let six = |value: Option<f64>| printed(value.map(|v| format!("{v:.6}")));
    [
        method.into(),
        comparison.reference.to_string().into(),
        published_or_derived(
            comparison.reference_value,
            comparison.reference_as_published,
        )
        .into(),
        four(outcome.difference()),
        four(margin.map(|m| m.lower())),
        four(margin.map(|m| m.upper())),
        six(outcome.p()),
        six(outcome.adjusted_p()),
        comparison.verdict(&figure.indicator).as_str().into(),
        printed(comparison.extra_persons),
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
pub fn write(rows: &[Row<'_>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let sound = "every record has the same number of fields, and memory does not fail";
    writer.write_record(COLUMNS).expect(sound);
    for row in rows {
        for cell in &row.cells {
            writer.write_field(guarded(cell).as_bytes()).expect(sound);
        }
        writer.write_record(None::<&[u8]>).expect(sound);
    }
    writer.into_inner().expect("memory does not fail to flush")
}

/// Returns the text without control characters, behind an apostrophe when a spreadsheet would
/// take it for a formula. Numbers are no text: a negative one stays a number.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let starts_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_formula = starts_formula && text.parse::<f64>().is_err();
    if !is_formula && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let before = if is_formula { "'" } else { "" };
    let kept = text.chars().filter(|c| !c.is_control());
    Cow::Owned(before.chars().chain(kept).collect())
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
