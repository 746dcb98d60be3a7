//! What stands in a cell, and how it looks. Every text goes through [`clean`], so that no text of a
//! file from outside can make writing fail or the workbook unreadable.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

use crate::unit::Unit;

/// Most UTF-16 units that Excel keeps in one cell.
const CELL_LIMIT: usize = 32_767;

/// Format of a year, and of what is printed as a whole number without groups.
pub const WHOLE: &str = "0";
/// Format of a whole number in groups of three digits. Excel puts the separators of the reader's
/// language in the place of the comma and the point: a Dutch reader sees 2.714.040.
pub const GROUPED: &str = "#,##0";
/// Format of a p-value.
pub const CHANCE: &str = "0.000";
const ONE_DECIMAL: &str = "#,##0.0";
/// A score around zero has the decimals that it needs.
const SMALL_SCORE: &str = "0.0##";
const FORMATS: [&str; 5] = [WHOLE, GROUPED, ONE_DECIMAL, SMALL_SCORE, CHANCE];

/// What stands in a cell.
#[derive(Clone)]
pub enum Value {
    /// Nothing: there is no such figure.
    Empty,
    /// Words.
    Text(String),
    /// A number, and one of the formats of this file.
    Number(f64, &'static str),
    /// A day.
    Day(ExcelDateTime),
}

impl Value {
    /// A value in a unit.
    pub fn in_unit(value: f64, unit: Unit) -> Self {
        Self::Number(value, format_of(unit, value))
    }

    /// A number, if there is one.
    pub fn number(value: Option<f64>, format: &'static str) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value, format))
    }

    /// Words; nothing when there are none.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            Self::Empty
        } else {
            Self::Text(words)
        }
    }
}

/// Returns the format of a value: as many decimals as the report prints for its unit.
fn format_of(unit: Unit, value: f64) -> &'static str {
    match (unit, unit.decimals()) {
        (Unit::Score, _) if value.abs() < 1.0 => SMALL_SCORE,
        (Unit::Ratio | Unit::Per1000, _) => WHOLE,
        (_, 0) => GROUPED,
        _ => ONE_DECIMAL,
    }
}

/// The looks of all cells, made once.
pub struct Styles {
    /// Head of a column.
    pub head: Format,
    /// The line above a table.
    pub notice: Format,
    text: Format,
    day: Format,
    numbers: Vec<(&'static str, Format)>,
}

impl Styles {
    /// Makes the looks.
    pub fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let number = |code| (code, top().set_num_format(code));
        Self {
            head: top()
                .set_bold()
                .set_background_color("#12436D")
                .set_font_color("#FFFFFF")
                .set_text_wrap(),
            notice: top().set_bold(),
            text: top().set_text_wrap(),
            day: top().set_num_format("dd-mm-yyyy"),
            numbers: FORMATS.map(number).to_vec(),
        }
    }

    /// Writes a value.
    ///
    /// # Errors
    /// When the library refuses the place of the cell.
    pub fn put(
        &self,
        sheet: &mut Worksheet,
        (line, column): (u32, u16),
        value: &Value,
    ) -> Result<(), XlsxError> {
        match value {
            Value::Empty => {}
            Value::Text(words) => {
                sheet.write_string_with_format(line, column, clean(words), &self.text)?;
            }
            Value::Number(number, code) => {
                let known = self.numbers.iter().find(|(own, _)| own == code);
                let format = known.map_or(&self.text, |(_, format)| format);
                sheet.write_number_with_format(line, column, *number, format)?;
            }
            Value::Day(day) => {
                sheet.write_datetime_with_format(line, column, day, &self.day)?;
            }
        }
        Ok(())
    }
}

/// Returns the text as a cell can hold it: without control characters and the two that no XML may
/// have, with plain blanks so that a filter finds what somebody types, and cut where Excel stops.
pub fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\n' | '\r' | '\t' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    shortened(&kept, CELL_LIMIT)
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
