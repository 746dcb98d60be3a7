//! Number formats: whether a number is shown as a percentage or as a date, and that date in ISO.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::cells::{Cell, Content};
use super::fault::ReadFault;
use super::limits::Ledger;

/// How a number is shown, as far as it changes what the number means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// As a number.
    #[default]
    Plain,
    /// Multiplied by 100 and with a sign.
    Percent,
    /// As a date, a time of the day or both.
    Date,
    /// As a length of time, which may be longer than a day.
    Duration,
}

impl Look {
    /// The look of a format that every workbook knows by its number (ECMA-376, 18.8.30).
    pub(super) const fn builtin(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::Plain,
        }
    }

    /// The look of a format code such as `0,0%` or `dd-mm-yyyy`. The first section counts, which
    /// is the one for positive numbers; text in quotes and behind a backslash is no code.
    pub(super) fn of_code(code: &str) -> Self {
        let mut look = Self::Plain;
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => {
                    letters.by_ref().find(|c| *c == '"');
                }
                '\\' | '_' | '*' => {
                    letters.next();
                }
                '[' => {
                    let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                    let elapsed = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                    if !inside.is_empty() && inside.chars().all(elapsed) {
                        return Self::Duration;
                    }
                }
                ';' => break,
                '%' => return Self::Percent,
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => look = Self::Date,
                _ => {}
            }
        }
        look
    }
}

/// Makes the cell of a number with a look. `from_1904` is the calendar of the workbook.
pub(super) fn number_cell(
    value: f64,
    look: Look,
    from_1904: bool,
    formula: bool,
    ledger: &mut Ledger,
) -> Result<Cell, ReadFault> {
    let iso = match look {
        Look::Date => iso(value, from_1904),
        Look::Duration => duration(value),
        Look::Plain | Look::Percent => None,
    };
    let content = match iso {
        Some(iso) => Content::Date(ledger.text(&iso)?),
        None => ledger.number(value)?,
    };
    Ok(Cell {
        content,
        percent: look == Look::Percent,
        formula,
    })
}

const SECONDS_PER_DAY: i64 = 86_400;
/// The day number of 31 December 9999, the last one a spreadsheet knows.
const LAST_DAY: f64 = 2_958_465.0;

/// The ISO text of a day number, rounded to seconds; none outside the calendar.
fn iso(value: f64, from_1904: bool) -> Option<String> {
    if !(0.0..=LAST_DAY).contains(&value) {
        return None;
    }
    let seconds = whole(value * 86_400.0)?;
    let (day, second) = (seconds / SECONDS_PER_DAY, seconds % SECONDS_PER_DAY);
    let time = format!(
        "{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    if day == 0 && !from_1904 {
        return Some(time);
    }
    let start: Date = match (from_1904, day) {
        (true, _) => date(1904, 1, 1),
        // Excel counts 29 February 1900, which was no day; before it the numbers are one off.
        (false, ..=60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let mut text = start.checked_add(day.days()).ok()?.to_string();
    if second > 0 {
        write!(text, "T{time}").ok()?;
    }
    Some(text)
}

/// The ISO text of a length of time in days, rounded to seconds.
fn duration(value: f64) -> Option<String> {
    if !(0.0..=LAST_DAY).contains(&value) {
        return None;
    }
    let seconds = whole(value * 86_400.0)?;
    Some(format!(
        "PT{}H{:02}M{:02}S",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

/// Rounds a number that was checked to be small and not negative.
fn whole(value: f64) -> Option<i64> {
    format!("{value:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_percentage_date_or_nothing() {
        for (code, look) in [
            ("General", Look::Plain),
            ("0%", Look::Percent),
            ("0.0 %;[Red]-0.0 %", Look::Percent),
            ("0.0\" %\"", Look::Plain),
            ("0\\%", Look::Plain),
            ("#,##0.00", Look::Plain),
            ("0.00E+00", Look::Plain),
            ("[$-413]d mmmm yyyy;@", Look::Date),
            ("dd-mm-yyyy hh:mm", Look::Date),
            ("[h]:mm:ss", Look::Duration),
            ("[Red]0", Look::Plain),
            ("0;0%", Look::Plain),
            ("\"dag\" 0", Look::Plain),
            ("@", Look::Plain),
            ("\"open", Look::Plain),
            ("[open", Look::Plain),
        ] {
            assert_eq!(Look::of_code(code), look, "{code}");
        }
    }

    #[test]
    fn day_numbers_become_iso_dates() {
        assert_eq!(iso(45_352.0, false).as_deref(), Some("2024-03-01"));
        assert_eq!(iso(45_352.5, false).as_deref(), Some("2024-03-01T12:00:00"));
        assert_eq!(iso(43_890.0, true).as_deref(), Some("2024-03-01"));
        assert_eq!(iso(0.75, false).as_deref(), Some("18:00:00"));
        assert_eq!(iso(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(iso(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(iso(45_351.999_999_9, false).as_deref(), Some("2024-03-01"));
        assert_eq!(iso(LAST_DAY, false).as_deref(), Some("9999-12-31"));
        assert_eq!(iso(-1.0, false), None);
        assert_eq!(iso(f64::NAN, false), None);
        assert_eq!(iso(1e300, true), None);
        assert_eq!(duration(1.5).as_deref(), Some("PT36H00M00S"));
    }
}
