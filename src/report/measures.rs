//! How wide the texts of a table are, for the house library.
//!
//! Typst can measure a text only by setting it, and setting every cell of a report twice was most
//! of its time. The font is ours and its widths are known here, so every table goes to Typst with
//! the widths of its cells and headings, in thousandths of the size of the text. The house library
//! decides with them how wide a column is and which rows need one line.

use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use super::decimals::push_shortest;
use super::model::{Cel, Rij, Symbool, Tabel};
use crate::figures::{FontWeight, text_width};

/// White between a text and its mark, as `celinhoud` in `huis/tabellen.typ` sets it.
const GAP: &str = "\u{2002}";
/// Size of the reason for a missing value, against that of the other cells.
const REASON: f64 = 0.88;
/// Size of the word below a mark in the overview, against that of its cells.
const BELOW: f64 = 6.8 / 8.4;

/// Adds the widths to every table inside `value`, the model of a report as JSON.
///
/// A row gets `maten`: per cell the widths of the pieces that stay on one line, with `+` between
/// words and `+-` where a line may end without a space. `kort` is the same for a table where marks
/// without a verdict stand without their word, `stapel` for the overview, where the word of a
/// verdict stands below its mark; each only when it says something else than the one before it.
///
/// A column gets `maat` and `kort`: the widest value that may not wrap, the widest cell, the longest
/// word of the heading and the narrowest width of the heading over two lines; the last two of its
/// group are `groepmaat`. `kopdelen` and `groepdelen` are the pieces of both.
///
/// # Errors
/// Those of JSON, when what looks like a table is none.
pub fn add_measures(value: &mut Value) -> serde_json::Result<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(add_measures),
        Value::Object(fields)
            if fields.contains_key("kolommen") && fields.contains_key("rijen") =>
        {
            add_to_table(fields)
        }
        Value::Object(fields) => fields.values_mut().try_for_each(add_measures),
        _ => Ok(()),
    }
}

fn add_to_table(fields: &mut Map<String, Value>) -> serde_json::Result<()> {
    let table = Tabel::deserialize(&*fields)?;
    let columns = array(fields, "kolommen").zip(&table.kolommen);
    for (at, (target, column)) in columns.enumerate() {
        let heading = heading_widths(&column.kop);
        let widths = |form| {
            let [needed, whole] = column_widths(&table.rijen, at, form);
            line(&[&[needed, whole], heading.as_slice()].concat())
        };
        target["maat"] = json!(widths(Form::Full));
        target["kort"] = json!(widths(Form::Short));
        target["groepmaat"] = json!(line(&heading_widths(&column.groep)));
        target["kopdelen"] = json!(pieces(&column.kop, FontWeight::Bold, 1.0));
        target["groepdelen"] = json!(pieces(&column.groep, FontWeight::Bold, 1.0));
    }
    for (target, row) in array(fields, "rijen").zip(&table.rijen) {
        let full = row_pieces(row, Form::Full);
        // Only a mark stands in more than one way.
        if row.cellen.iter().any(|cell| cell.symbool.is_some()) {
            let short = row_pieces(row, Form::Short);
            let stacked = row_pieces(row, Form::Stacked);
            target["stapel"] = json!(if stacked == short { "" } else { &stacked });
            target["kort"] = json!(if short == full { "" } else { &short });
        }
        target["maten"] = json!(full);
    }
    Ok(())
}

fn array<'a>(fields: &'a mut Map<String, Value>, key: &str) -> impl Iterator<Item = &'a mut Value> {
    let items = fields.get_mut(key).and_then(Value::as_array_mut);
    items.into_iter().flatten()
}

/// Widths as one text: a template may put a variable in a text only.
fn line(widths: &[f64]) -> String {
    let texts = widths.iter().map(|width| thousandths(*width));
    texts.collect::<Vec<_>>().join(" ")
}

/// A width in thousandths of the text size, rounded up.
fn thousandths(width: f64) -> String {
    let mut text = String::new();
    push_shortest(&mut text, (width * 1000.0).ceil());
    text
}

/// How a mark stands with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Text, mark and word.
    Full,
    /// Marks that are no verdict stand without their word: it is in the note, once.
    Short,
    /// Text and mark, the word of a verdict below it, in the size of the overview.
    Stacked,
}

/// What must fit, and what fits on one line.
fn column_widths(rows: &[Rij], at: usize, form: Form) -> [f64; 2] {
    let cells = || rows.iter().filter_map(|row| row.cellen.get(at));
    // Bold, so that the column is wide enough for the rows that are set apart.
    let whole = |cell: &Cel| cell_width(cell, FontWeight::Bold, form);
    let needed = |cell: &Cel| {
        if cell.ontbreekt {
            longest_word(&cell.tekst) * REASON
        } else {
            whole(cell)
        }
    };
    [
        cells().map(needed).fold(0.0, f64::max),
        cells().map(whole).fold(0.0, f64::max),
    ]
}

/// The pieces of every cell of a row.
fn row_pieces(row: &Rij, form: Form) -> String {
    let weight = if row.nadruk {
        FontWeight::Bold
    } else {
        FontWeight::Regular
    };
    let cells = row.cellen.iter().map(|cell| {
        if cell.symbool.is_some() {
            // A verdict stays with its number.
            return thousandths(cell_width(cell, weight, form));
        }
        pieces(
            &cell.tekst,
            weight,
            if cell.ontbreekt { REASON } else { 1.0 },
        )
    });
    cells.collect::<Vec<_>>().join(" ")
}

/// The widths of what stays on one line: words, and parts of words up to a hyphen before a letter.
/// A line can end in more places than these, so that a text never needs more lines than they do.
pub(super) fn pieces(text: &str, weight: FontWeight, size: f64) -> String {
    let text = unit_kept(text);
    let mut all = String::new();
    for word in text.split(' ') {
        let mut rest = word;
        let mut sign = if all.is_empty() { "" } else { "+" };
        while let Some(at) = break_in(rest) {
            let (head, tail) = rest.split_at(at);
            all.push_str(sign);
            all.push_str(&thousandths(text_width(head, weight, size)));
            (rest, sign) = (tail, "+-");
        }
        all.push_str(sign);
        all.push_str(&thousandths(text_width(rest, weight, size)));
    }
    all
}

/// A unit in brackets stays on the line of the word before it, as in the house library.
fn unit_kept(text: &str) -> String {
    text.replace(" (%)", "\u{a0}(%)")
}

/// Where a line may end inside a word: after a hyphen between letters.
fn break_in(word: &str) -> Option<usize> {
    let mut before = None;
    let mut letters = word.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter == '-'
            && before.is_some_and(char::is_alphabetic)
            && next.is_some_and(char::is_alphabetic)
        {
            return Some(at + 1);
        }
        before = Some(letter);
    }
    None
}

/// Width of a cell on one line.
fn cell_width(cell: &Cel, weight: FontWeight, form: Form) -> f64 {
    let text = text_width(&cell.tekst, weight, 1.0);
    if cell.ontbreekt {
        return text * REASON;
    }
    let Some(symbol) = cell.symbool else {
        return text;
    };
    let gap = if cell.tekst.is_empty() { "" } else { GAP };
    let mark = text + text_width(&format!("{gap}{}", symbol.teken()), weight, 1.0);
    let word = |weight| text_width(symbol.woord(), weight, 1.0);
    match form {
        Form::Stacked if is_verdict(symbol) => mark.max(word(FontWeight::Regular) * BELOW),
        Form::Stacked => mark,
        Form::Short if is_no_verdict(symbol) => mark,
        Form::Full | Form::Short => mark + text_width("\u{a0}", weight, 1.0) + word(weight),
    }
}

/// Marks of which the word may stand in the note of a table.
const fn is_no_verdict(symbol: Symbool) -> bool {
    matches!(symbol, Symbool::NietDuidelijkAnders | Symbool::GeenToets)
}

/// Marks that say better or worse.
const fn is_verdict(symbol: Symbool) -> bool {
    !is_no_verdict(symbol) && !matches!(symbol, Symbool::Hoger | Symbool::Lager)
}

/// The longest word of a heading and its narrowest width over at most two lines, in bold. A hyphen
/// stays at the end of its line; a unit in brackets stays with the word before it.
fn heading_widths(heading: &str) -> Vec<f64> {
    let heading = unit_kept(heading).replace('-', "- ");
    let words: Vec<f64> = heading
        .split(' ')
        .map(|word| text_width(word, FontWeight::Bold, 1.0))
        .collect();
    let space = text_width(" ", FontWeight::Bold, 1.0);
    let gaps = |words: &[f64]| words.iter().skip(1).fold(0.0, |sum, _| sum + space);
    let length = |words: &[f64]| words.iter().sum::<f64>() + gaps(words);
    let two_lines = (1..=words.len()).map(|at| {
        let (first, second) = words.split_at(at);
        length(first).max(length(second))
    });
    vec![
        words.iter().copied().fold(0.0, f64::max),
        two_lines.fold(f64::INFINITY, f64::min),
    ]
}

fn longest_word(text: &str) -> f64 {
    let words = text.split_whitespace();
    words
        .map(|word| text_width(word, FontWeight::Bold, 1.0))
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::Kolom;

    fn numbers(value: &Value) -> Vec<u32> {
        let text = value.as_str().unwrap();
        text.split(' ').map(width_of).collect()
    }

    /// The width on one line of a cell in pieces; a space is 0.26 of the text size.
    fn width_of(cell: &str) -> u32 {
        let pieces = cell.split('+').map(|piece| piece.parse::<i32>().unwrap());
        let widths: Vec<i32> = pieces.collect();
        let spaces = widths.iter().skip(1).filter(|width| **width > 0).count();
        let sum: u32 = widths.iter().map(|width| width.unsigned_abs()).sum();
        sum + 260 * u32::try_from(spaces).unwrap()
    }

    #[test]
    fn pieces_end_after_spaces_and_after_hyphens_between_letters() {
        let count = |text: &str| pieces(text, FontWeight::Regular, 1.0).split('+').count();
        assert_eq!(count("Noord"), 1);
        assert_eq!(count("Noord en Zuid"), 3);
        assert_eq!(count("Noord-en-Zuid"), 3);
        assert_eq!(count("18-64"), 1, "een lijn eindigt niet in een getal");
        assert_eq!(count("65-plussers"), 1);
        assert_eq!(count("Rookt (%)"), 1, "een eenheid blijft bij haar woord");
        assert!(pieces("Noord-Zuid", FontWeight::Regular, 1.0).contains("+-"));
    }

    #[test]
    fn pieces_together_are_as_wide_as_the_text() {
        for text in [
            "Voorbeeldwijk 3",
            "Noord-en-Zuid",
            "Ernstig overgewicht (%)",
            "–",
        ] {
            let whole = text_width(&text.replace(" (", "\u{a0}("), FontWeight::Bold, 1000.0);
            let sum = f64::from(width_of(&pieces(text, FontWeight::Bold, 1.0)));
            // Every piece is rounded up.
            assert!(
                sum >= whole - 0.5 && sum < whole + 6.0,
                "{text}: {sum} en {whole}"
            );
        }
    }

    #[test]
    fn a_capital_is_as_high_as_the_house_library_says() {
        let high = crate::figures::cap_height();
        assert!((high - 0.714).abs() < 0.0005, "{high}");
        let library = include_str!("../../report-templates/huis/tabellen.typ");
        assert!(library.contains("#let kapitaal = 0.714\n"));
        assert!(library.contains("#let spatie = 260 "));
        for weight in [FontWeight::Regular, FontWeight::Bold] {
            let space = text_width(" ", weight, 1000.0);
            assert!(space <= 260.0 && space > 259.0, "{space}");
        }
    }

    fn table() -> Value {
        let mut table = Tabel::new(
            "",
            "Roken",
            vec![Kolom::tekst("Wijk"), Kolom::getal("Rookt elke dag (%)")],
        );
        let reason = Cel::ontbreekt("niet gepubliceerd");
        let verdict = Cel::tekst("24,1").met(Symbool::NietDuidelijkAnders);
        table.rijen.push(Rij::new(vec![Cel::tekst("Ee"), reason]));
        table
            .rijen
            .push(Rij::new(vec![Cel::tekst("Noord"), verdict]));
        let mut value = json!({ "blokken": [table] });
        add_measures(&mut value).unwrap();
        value["blokken"][0].take()
    }

    #[test]
    fn a_table_in_the_model_gets_a_width_per_cell() {
        let table = table();
        let first = numbers(&table["rijen"][0]["maten"]);
        let second = numbers(&table["rijen"][1]["maten"]);
        assert_eq!((first.len(), second.len()), (2, 2));
        // Twice the letter e is narrower than «Noord».
        assert!(first[0] < second[0]);
        let digits = text_width("24,1", FontWeight::Regular, 1000.0);
        assert!(f64::from(second[1]) > digits + 500.0);
    }

    #[test]
    fn a_mark_without_a_verdict_is_narrower_in_a_short_table() {
        let row = &table()["rijen"][1];
        let (full, short) = (numbers(&row["maten"]), numbers(&row["kort"]));
        assert!(short[1] < full[1]);
        assert_eq!(short[0], full[0]);
        assert_eq!(row["stapel"], "", "niets anders dan in een korte tabel");
    }

    #[test]
    fn a_reason_may_wrap_and_a_value_may_not() {
        let table = table();
        let column = numbers(&table["kolommen"][1]["kort"]);
        let [needed, whole, word, heading] = column[..] else {
            panic!("vier maten, niet {column:?}");
        };
        assert!(needed < whole, "een woord van de reden is genoeg");
        assert!(word < heading, "een kop van drie woorden past niet op één");
        // «Rookt elke» above «dag (%)» is narrower than the whole on one line.
        let line = text_width("Rookt elke dag (%)", FontWeight::Bold, 1000.0);
        assert!(f64::from(heading) < line);
    }

    #[test]
    fn nothing_but_tables_is_touched() {
        let mut value = json!({ "titel": "Roken", "zinnen": ["a", "b"], "rijen": 3 });
        let before = value.clone();
        add_measures(&mut value).unwrap();
        assert_eq!(value, before);
    }
}
