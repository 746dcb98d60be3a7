//! What stands in a cell. Every text goes through [`clean`], so that no text of a file from outside
//! can make the workbook unreadable.

use std::borrow::Cow;

use jiff::civil::{Date, date};

use super::looks::Look;
use crate::unit::Unit;

/// Most UTF-16 units that Excel keeps in one cell.
const CELL_LIMIT: usize = 32_767;
/// The day from which Excel counts the days after February 1900: it takes that year for a leap year.
const DAY_ZERO: Date = date(1899, 12, 30);
/// From this day on that is so.
const FIRST_DAY: Date = date(1900, 3, 1);

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing: there is no such figure.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A number, and how it looks.
    Number(f64, Look),
}

impl<'a> Value<'a> {
    /// A value in a unit.
    pub fn in_unit(value: f64, unit: Unit) -> Self {
        Self::Number(value, look_of(unit, value))
    }

    /// A number, if there is one.
    pub fn number(value: Option<f64>, look: Look) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value, look))
    }

    /// Words; nothing when there are none.
    pub fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.is_empty() {
            Self::Empty
        } else {
            Self::Text(words)
        }
    }

    /// A day as Excel counts days; none for one that it counts otherwise.
    pub fn day(day: Date) -> Option<Self> {
        let days = day.since(DAY_ZERO).ok()?.get_days();
        (day >= FIRST_DAY).then_some(Self::Number(f64::from(days), Look::Day))
    }

    /// Returns how the cell looks.
    pub const fn look(&self) -> Look {
        match self {
            Self::Empty | Self::Text(_) => Look::Text,
            Self::Number(_, look) => *look,
        }
    }
}

/// Returns the look of a value: as many decimals as the report prints for its unit.
fn look_of(unit: Unit, value: f64) -> Look {
    match (unit, unit.decimals()) {
        (Unit::Score, _) if value.abs() < 1.0 => Look::SmallScore,
        (Unit::Ratio | Unit::Per1000, _) => Look::Whole,
        (_, 0) => Look::Grouped,
        _ => Look::OneDecimal,
    }
}

/// Returns the text as a cell can hold it: without control characters and the two that no XML may
/// have, with plain blanks so that a filter finds what somebody types, and cut where Excel stops.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| matches!(c, ' '..='~' | '¡'..='ÿ');
    let is_simple = |byte: u8| matches!(byte, b' '..=b'~');
    if text.len() <= CELL_LIMIT && text.bytes().all(is_simple) {
        return Cow::Borrowed(text);
    }
    if text.len() <= CELL_LIMIT && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\n' | '\r' | '\t' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    Cow::Owned(shortened(&kept, CELL_LIMIT))
}

/// Returns the text in at most `limit` UTF-16 units; one that is cut ends in an ellipsis.
pub fn shortened(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut room = limit.saturating_sub(1);
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or_default();
        left.is_some()
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_does() {
        // Excel: DATUM(2008;1;1) is 39448, and its first of March 1900 is day 61.
        for (day, count) in [
            (date(2008, 1, 1), Some(39_448.0)),
            (date(1900, 3, 1), Some(61.0)),
            (date(1900, 2, 28), None),
        ] {
            let expected = count.map(|count| Value::Number(count, Look::Day));
            assert_eq!(Value::day(day), expected, "{day}");
        }
    }
}
