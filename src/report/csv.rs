//! `cijfers.csv`: every figure of a report, with its margin, comparison and origin.

use std::borrow::Cow;
use std::io::Write as _;

use super::decimals::{push_four, push_shortest};
use super::lines::Line;
use crate::area::AreaCode;
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

/// Bytes to set aside for a line.
const ROOM: usize = 256;

/// Writes the lines of a report as CSV: UTF-8, comma, decimal point.
pub fn write(table: &IndicatorTable, lines: &[Line<'_>]) -> Vec<u8> {
    let mut file = File::with_room((lines.len() + 1) * ROOM);
    for name in COLUMNS {
        file.text(name);
    }
    file.end();
    for (figure, comparison) in lines {
        put_line(&mut file, table, figure, *comparison);
    }
    file.bytes
}

fn put_line(
    file: &mut File,
    table: &IndicatorTable,
    figure: &Figure,
    comparison: Option<&Comparison>,
) {
    let source = table.sources.get(figure.source);
    let spread = table.peers.peers(figure);
    let made_up = figure.row_is_fictitious(comparison) || spread.is_some_and(|row| row.fictitious);
    put_value(file, table, figure);
    put_comparison(file, figure, comparison);
    file.text(&figure.indicator.bron);
    file.text(source.map_or("", |source| &source.table));
    file.text(&figure.column);
    file.text(source.map_or("", |source| &source.retrieved_at));
    file.text(if made_up { "ja" } else { "nee" });
    file.text(figure.method.as_str());
    file.text(figure.remark.as_deref().unwrap_or_default());
    let extra = comparison.and_then(|comparison| figure.extra_margin(comparison));
    file.whole(extra.map(|(lower, _)| lower));
    file.whole(extra.map(|(_, upper)| upper));
    // How the values of all Dutch areas like this one lie: lowest, quarter, three quarters, highest.
    for percent in [0, 25, 75, 100] {
        file.number(spread.and_then(|row| row.spread.quantile(percent)), false);
    }
    file.end();
}

fn put_value(file: &mut File, table: &IndicatorTable, figure: &Figure) {
    let indicator = &figure.indicator;
    let margin = figure.reading.margin();
    let as_published = figure.as_published && !figure.derived_margin;
    file.code(&figure.area);
    match table.names.get(&figure.area) {
        Some(name) => file.text(name),
        None => file.code(&figure.area),
    }
    file.text(figure.area.level().as_str());
    file.text(&indicator.id);
    file.text(&indicator.label);
    file.text(indicator.thema.as_str());
    file.whole(Some(i64::from(figure.period.0)));
    file.text(figure.age.as_str());
    file.number(figure.reading.value(), figure.as_published);
    file.number(margin.map(|m| m.lower()), as_published);
    file.number(margin.map(|m| m.upper()), as_published);
    file.text(indicator.eenheid.as_str());
    // A number of people has no decimals to round.
    file.number(figure.persons(), true);
    file.text(figure.reading.status());
    file.text(figure.kind.as_str());
}

/// From `methode` up to `extra_personen`; without a reference the method is that of the value.
fn put_comparison(file: &mut File, figure: &Figure, comparison: Option<&Comparison>) {
    let Some(comparison) = comparison else {
        file.text(figure.method.as_str());
        file.empty(7);
        file.text(Verdict::GeenToets.as_str());
        file.empty(1);
        return;
    };
    let outcome = &comparison.outcome;
    let was_made = outcome.no_test().is_none() || outcome.threshold().is_some();
    let margin = outcome.difference_interval();
    file.text(if was_made {
        outcome.method().as_str()
    } else {
        figure.method.as_str()
    });
    file.code(&comparison.reference);
    file.number(
        Some(comparison.reference_value),
        comparison.reference_as_published,
    );
    file.number(outcome.difference(), false);
    file.number(margin.map(|m| m.lower()), false);
    file.number(margin.map(|m| m.upper()), false);
    file.six(outcome.p());
    file.six(outcome.adjusted_p());
    file.text(comparison.verdict(&figure.indicator).as_str());
    file.whole(comparison.extra_persons);
}

/// A file under construction. Every cell ends in a comma, until its line ends.
struct File {
    bytes: Vec<u8>,
}

impl File {
    fn with_room(room: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(room),
        }
    }

    /// A text; what a reader could take for something else is guarded.
    fn text(&mut self, text: &str) {
        put(&mut self.bytes, text);
        self.bytes.push(b',');
    }

    fn code(&mut self, area: &AreaCode) {
        match area {
            // The code of a region is a text of somebody.
            AreaCode::Regio(code) => self.text(code),
            code => self.shown(format_args!("{code}")),
        }
    }

    /// A published number keeps its own decimals; one that was calculated gets four; none is nothing.
    fn number(&mut self, value: Option<f64>, as_published: bool) {
        match value {
            Some(value) if as_published => push_shortest(&mut self.bytes, value),
            Some(value) => push_four(&mut self.bytes, value),
            None => {}
        }
        self.bytes.push(b',');
    }

    fn whole(&mut self, number: Option<i64>) {
        match number {
            Some(number) => self.shown(format_args!("{number}")),
            None => self.empty(1),
        }
    }

    /// A number with six decimals.
    fn six(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.shown(format_args!("{value:.6}")),
            None => self.empty(1),
        }
    }

    /// What holds nothing to guard.
    fn shown(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to memory cannot fail.
        let _ = self.bytes.write_fmt(what);
        self.bytes.push(b',');
    }

    fn empty(&mut self, cells: usize) {
        self.bytes.extend(std::iter::repeat_n(b',', cells));
    }

    /// Ends the line.
    fn end(&mut self) {
        self.bytes.pop();
        self.bytes.push(b'\n');
    }
}

/// Bytes that no reader takes for anything but themselves; those of longer characters are not.
const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0);
    while byte < plain.len() {
        plain[byte] = byte >= 0x20 && byte <= 0x7e && byte != 0x22 && byte != 0x2c;
        byte += 1;
    }
    plain
};

/// Adds a text, in quotes where a reader would take part of it for something else.
fn put(file: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    // Nearly all cells: nothing in them can be taken for anything else.
    let starts_plain = |byte: &u8| !matches!(byte, b'=' | b'+' | b'-' | b'@');
    let is_plain = |byte: &u8| PLAIN[usize::from(*byte)];
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
    file.extend_from_slice(text.replace('"', "\"\"").as_bytes());
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
        let mut file = File::with_room(0);
        file.number(Some(133_141.0), true);
        file.number(Some(75.2), true);
        file.number(None, true);
        file.number(Some(-16.123_456), false);
        file.end();
        assert_eq!(file.bytes, b"133141,75.2,,-16.1235\n");
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
        let rows = (0..texts.len()).map(|first| texts.iter().cycle().skip(first).take(5));
        let mut expected = csv::Writer::from_writer(Vec::new());
        let mut file = File::with_room(0);
        for row in rows {
            row.clone().for_each(|text| file.text(text));
            file.end();
            expected
                .write_record(row.map(|text| guarded(text).into_owned()))
                .unwrap();
        }
        let text = |bytes| String::from_utf8(bytes).unwrap();
        assert_eq!(text(file.bytes), text(expected.into_inner().unwrap()));
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
