//! `cijfers.csv`: every figure of a report, with its margin, comparison and origin.

use std::borrow::Cow;

use super::decimals::{push_four, push_shortest};
use crate::area::{AreaCode, AreaLevel};
use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::period::Year;
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

/// Bytes to set aside for a line.
const ROOM: usize = 256;

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
    let mut lines = Vec::with_capacity(table.figures.len() * 2);
    for figure in &table.figures {
        if figure.comparisons.is_empty() {
            lines.push((figure, None));
        }
        let each = figure.comparisons.iter();
        lines.extend(each.map(|comparison| (figure, Some(comparison))));
    }
    lines.sort_by(|(a, one), (b, other)| {
        let references = || reference(*one).cmp(&reference(*other));
        place(a).cmp(&place(b)).then_with(references)
    });
    lines
}

/// Where the lines of a figure stand. Of one level codes stand in the order of their texts.
fn place(figure: &Figure) -> (AreaLevel, &AreaCode, &str, &str, &str, Year) {
    let indicator = &figure.indicator;
    (
        figure.area.level(),
        &figure.area,
        indicator.thema.as_str(),
        &indicator.id,
        figure.age.as_str(),
        figure.period,
    )
}

/// The code of a reference, or nothing: references of one figure are of several levels.
fn reference(comparison: Option<&Comparison>) -> String {
    comparison.map_or_else(String::new, |one| one.reference.to_string())
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
fn published_or_derived(value: f64, as_published: bool) -> String {
    // Room for most numbers.
    let mut text = String::with_capacity(12);
    if as_published {
        push_shortest(&mut text, value);
    } else {
        push_four(&mut text, value);
    }
    text
}

/// Writes the rows as CSV: UTF-8, comma, decimal point.
pub fn write(rows: &[Row<'_>]) -> Vec<u8> {
    let mut file = Vec::with_capacity((rows.len() + 1) * ROOM);
    put_line(&mut file, COLUMNS.into_iter());
    for row in rows {
        put_line(&mut file, row.cells.iter().map(|cell| &**cell));
    }
    file
}

/// Adds a line; texts are guarded.
fn put_line<'t>(file: &mut Vec<u8>, cells: impl Iterator<Item = &'t str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            file.push(b',');
        }
        put(file, cell);
    }
    file.push(b'\n');
}

/// Adds a text, in quotes where a reader would take part of it for something else.
fn put(file: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b',' | b'"');
    // Nearly all cells: nothing in them can be taken for anything else.
    let starts_plain = |byte: &u8| !matches!(byte, b'=' | b'+' | b'-' | b'@');
    if bytes.first().is_none_or(starts_plain) && bytes.iter().all(is_plain) {
        file.extend_from_slice(bytes);
        return;
    }
    let text = guarded(text);
    if !text.contains([',', '"', '\r', '\n']) {
        file.extend_from_slice(text.as_bytes());
        return;
    }
    file.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            file.push(b'"');
        }
        file.push(byte);
    }
    file.push(b'"');
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
    fn the_file_is_that_of_the_crate_for_csv() {
        let texts = [
            "",
            "Zwolle",
            "a,b",
            "\"a\"",
            "'s-Gravenhage",
            "-1.5",
            "-a",
            "=1+1,\"x\"",
            "é",
            "a\u{a0}b",
            "a\nb",
            "a\r\nb,c",
            "\u{85}x",
            "\u{7f}",
            "#",
            " a ",
        ];
        let row = |first: usize| {
            let each = texts.iter().cycle().skip(first).take(COLUMNS.len());
            Row {
                cells: each.map(|text| Cow::Borrowed(*text)).collect(),
            }
        };
        let rows: Vec<Row<'_>> = (0..texts.len()).map(row).collect();
        let mut expected = csv::Writer::from_writer(Vec::new());
        expected.write_record(COLUMNS).unwrap();
        for row in &rows {
            let cells = row.cells.iter().map(|cell| guarded(cell).into_owned());
            expected.write_record(cells).unwrap();
        }
        let (found, expected) = (write(&rows), expected.into_inner().unwrap());
        assert_eq!(String::from_utf8(found), String::from_utf8(expected));
        assert_eq!(write(&[]), (COLUMNS.join(",") + "\n").into_bytes());
    }

    #[test]
    fn codes_of_one_level_stand_in_the_order_of_their_texts() {
        let texts = [
            "PV20",
            "PV31",
            "GG0111",
            "GG7306",
            "GM0014",
            "GM0193",
            "GM1969",
            "WK001400",
            "WK019310",
            "WK0363AA",
            "WK036399",
            "WK036300",
            "BU00140001",
            "BU0363AA01",
            "BU0363AAZZ",
        ];
        let codes = texts.map(|text| AreaCode::parse(text).unwrap());
        let regions = ["b", "a-1", "a"].map(|code| AreaCode::Regio(code.to_owned()));
        let all: Vec<&AreaCode> = codes.iter().chain(&regions).collect();
        let mut by_code = all.clone();
        by_code.sort_by_key(|area| (area.level(), *area));
        let mut by_text = all;
        by_text.sort_by_key(|area| (area.level(), area.to_string()));
        assert_eq!(by_code, by_text);
    }

    #[test]
    fn the_contract_comes_first() {
        assert_eq!(COLUMNS[..3], ["gebied_code", "gebied_naam", "niveau"]);
        assert_eq!(COLUMNS[29], "fictief");
    }
}
