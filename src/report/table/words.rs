//! How wide the words of a table are, in multiples of the text size.
//!
//! Typst can measure a text only by setting it, and setting every cell of a report twice was most
//! of its time. The font is ours and its widths are known here.

use std::borrow::Cow;

use crate::figures::{FontWeight, text_width};
use crate::report::model::{Cel, Symbool};

/// White between a text and its mark, as `celinhoud` in `huis/tabellen.typ` sets it.
const GAP: &str = "\u{2002}";
/// Size of the reason for a missing value, against that of the other cells.
const REASON: f64 = 0.88;
/// Size of the word below a mark in the overview, against that of its cells.
const BELOW: f64 = 6.8 / 8.4;
/// From this number of letters a word may be broken, as `breekbaar` in `huis/tabellen.typ` does.
const LONG_WORD: usize = 18;
/// The word before the figures of who live here, with the white before it, when they are made up.
pub const FICTITIOUS: f64 = 5.0;

/// A part of a text that stays on one line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Width in multiples of the text size.
    pub width: f64,
    /// Whether a space stands between it and the piece before.
    pub after_space: bool,
}

/// How a mark stands with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Text, mark and word.
    Full,
    /// Marks that are no verdict stand without their word: it is in the note, once.
    Short,
    /// Text and mark, the word of a verdict below it, in the size of the overview.
    Stacked,
}

/// Returns the words of a text, and the parts of words up to a hyphen between letters. A line can end in
/// more places than these, so that a text never needs more lines than they do.
pub fn pieces(text: &str, weight: FontWeight, size: f64) -> Vec<Piece> {
    let text = unit_kept(text);
    let mut all = Vec::new();
    for word in text.split(' ') {
        let mut rest = word;
        let mut after_space = !all.is_empty();
        while let Some(at) = break_in(rest) {
            let (head, tail) = rest.split_at(at);
            let width = text_width(head, weight, size);
            all.push(Piece { width, after_space });
            (rest, after_space) = (tail, false);
        }
        let width = text_width(rest, weight, size);
        all.push(Piece { width, after_space });
    }
    all
}

/// Returns the pieces of a cell.
pub fn cell_pieces(cell: &Cel, weight: FontWeight, marks: Marks) -> Vec<Piece> {
    if cell.symbool.is_some() {
        // A verdict stays with its number.
        return vec![Piece {
            width: cell_width(cell, weight, marks),
            after_space: false,
        }];
    }
    let size = if cell.ontbreekt { REASON } else { 1.0 };
    pieces(&cell.tekst, weight, size)
}

/// Returns the widest of what must stay on one line in a cell.
pub fn longest_piece(cell: &Cel, weight: FontWeight, marks: Marks) -> f64 {
    let pieces = cell_pieces(cell, weight, marks);
    pieces.iter().map(|piece| piece.width).fold(0.0, f64::max)
}

/// Returns how many lines pieces need in a width; `None` when one of them is too wide, so that only
/// Typst can say.
pub fn lines(pieces: &[Piece], free: f64, space: f64) -> Option<u32> {
    let mut lines = 1;
    let mut x = 0.0;
    for piece in pieces {
        if piece.width > free {
            return None;
        }
        let gap = if x > 0.0 && piece.after_space {
            space
        } else {
            0.0
        };
        if x + gap + piece.width <= free {
            x += gap + piece.width;
        } else {
            lines += 1;
            x = piece.width;
        }
    }
    Some(lines)
}

/// Returns a text of which a unit in brackets stays on the line of the word before it.
pub fn unit_kept(text: &str) -> Cow<'_, str> {
    const UNIT: &str = " (%)";
    if text.contains(UNIT) {
        Cow::Owned(text.replace(UNIT, "\u{a0}(%)"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns whether a word of a text is so long that the house library lets it break.
pub fn may_break(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| word.chars().count() >= LONG_WORD)
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

/// Returns the width of a cell on one line.
pub fn cell_width(cell: &Cel, weight: FontWeight, marks: Marks) -> f64 {
    let text = text_width(&cell.tekst, weight, 1.0);
    if cell.ontbreekt {
        return text * REASON;
    }
    let Some(symbol) = cell.symbool else {
        return text;
    };
    let gap = if cell.tekst.is_empty() { "" } else { GAP };
    let mark = text + text_width(gap, weight, 1.0) + text_width(symbol.teken(), weight, 1.0);
    let word = |weight| text_width(symbol.woord(), weight, 1.0);
    match marks {
        Marks::Stacked if is_verdict(symbol) => mark.max(word(FontWeight::Regular) * BELOW),
        Marks::Stacked => mark,
        Marks::Short if is_no_verdict(symbol) => mark,
        Marks::Full | Marks::Short => mark + text_width("\u{a0}", weight, 1.0) + word(weight),
    }
}

/// Returns what of a cell must fit in its column: a reason for a missing value may wrap.
pub fn needed_width(cell: &Cel, weight: FontWeight, marks: Marks) -> f64 {
    if !cell.ontbreekt {
        return cell_width(cell, weight, marks);
    }
    let words = cell.tekst.split_whitespace();
    let widest = words.map(|word| text_width(word, weight, 1.0));
    widest.fold(0.0, f64::max) * REASON
}

/// Returns whether the word of a mark may stand in the note of a table.
pub const fn is_no_verdict(symbol: Symbool) -> bool {
    matches!(symbol, Symbool::NietDuidelijkAnders | Symbool::GeenToets)
}

/// Returns whether a mark says better or worse.
pub const fn is_verdict(symbol: Symbool) -> bool {
    !is_no_verdict(symbol) && !matches!(symbol, Symbool::Hoger | Symbool::Lager)
}

/// Returns the longest word of a heading and its narrowest width over at most two lines, in bold. A
/// hyphen stays at the end of its line; a unit in brackets stays with the word before it.
pub fn heading_widths(heading: &str) -> [f64; 2] {
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
    [
        words.iter().copied().fold(0.0, f64::max),
        two_lines.fold(f64::INFINITY, f64::min),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        pieces(text, FontWeight::Regular, 1.0).len()
    }

    #[test]
    fn pieces_end_after_spaces_and_after_hyphens_between_letters() {
        assert_eq!(count("Noord"), 1);
        assert_eq!(count("Noord en Zuid"), 3);
        assert_eq!(count("Noord-en-Zuid"), 3);
        assert_eq!(count("18-64"), 1, "een lijn eindigt niet in een getal");
        assert_eq!(count("65-plussers"), 1);
        assert_eq!(count("Rookt (%)"), 1, "een eenheid blijft bij haar woord");
        let parts = pieces("Noord-Zuid", FontWeight::Regular, 1.0);
        assert!(!parts[1].after_space);
    }

    #[test]
    fn pieces_together_are_as_wide_as_the_text() {
        let space = text_width(" ", FontWeight::Bold, 1.0);
        for text in [
            "Voorbeeldwijk 3",
            "Noord-en-Zuid",
            "Ernstig overgewicht (%)",
            "–",
        ] {
            let whole = text_width(&unit_kept(text), FontWeight::Bold, 1.0);
            let sum: f64 = pieces(text, FontWeight::Bold, 1.0)
                .iter()
                .map(|piece| piece.width + if piece.after_space { space } else { 0.0 })
                .sum();
            assert!((sum - whole).abs() < 1e-9, "{text}: {sum} en {whole}");
        }
    }

    #[test]
    fn lines_are_counted_word_by_word() {
        let words = [3.0, 3.0, 4.0].map(|width| Piece {
            width,
            after_space: true,
        });
        assert_eq!(lines(&words, 20.0, 1.0), Some(1));
        assert_eq!(lines(&words, 7.0, 1.0), Some(2));
        assert_eq!(lines(&words, 6.9, 1.0), Some(3));
        assert_eq!(lines(&words, 3.9, 1.0), None, "een woord past niet");
        assert_eq!(lines(&[], 1.0, 1.0), Some(1));
    }

    #[test]
    fn a_mark_without_a_verdict_is_narrower_in_a_short_table() {
        let cell = Cel::tekst("24,1").met(Symbool::NietDuidelijkAnders);
        let width = |marks| cell_width(&cell, FontWeight::Regular, marks);
        assert!(width(Marks::Short) < width(Marks::Full));
        assert!((width(Marks::Short) - width(Marks::Stacked)).abs() < f64::EPSILON);
    }

    #[test]
    fn a_reason_may_wrap_and_a_value_may_not() {
        let reason = Cel::ontbreekt("niet gepubliceerd");
        let value = Cel::tekst("24,1 en meer");
        let of = |cell| {
            let whole = cell_width(cell, FontWeight::Bold, Marks::Full);
            (needed_width(cell, FontWeight::Bold, Marks::Full), whole)
        };
        let (needed, whole) = of(&reason);
        assert!(needed < whole, "een woord van de reden is genoeg");
        let (needed, whole) = of(&value);
        assert!((needed - whole).abs() < f64::EPSILON);
    }

    #[test]
    fn a_heading_takes_two_lines() {
        let [word, heading] = heading_widths("Rookt elke dag (%)");
        assert!(word < heading, "een kop van drie woorden past niet op één");
        let line = text_width("Rookt elke dag (%)", FontWeight::Bold, 1.0);
        assert!(heading < line);
    }
}
