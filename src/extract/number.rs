//! Numbers in cells: as numbers, as text, with a decimal comma, with a sign for «no number».

use super::mapping::MissingWords;
use super::sheet::{Cell, Content, Workbook};
use crate::reading::Absent;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// A number as it stands in the file. `percent`: shown with a per cent sign by its format, so
    /// that 0.157 is seen as 15,7 %.
    Number {
        /// The number.
        value: f64,
        /// Whether its format multiplies by 100.
        percent: bool,
    },
    /// No number, and why.
    Absent(Absent),
}

/// Why a cell is no number; never its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoNumber {
    /// A text that is no number and no sign.
    Text,
    /// `1.234` can be 1,234 or 1234.
    Ambiguous,
    /// A date.
    Date,
    /// True or false.
    Truth,
    /// An error of a formula, such as `#DIV/0!`.
    Fault,
    /// A number that is not finite.
    NotFinite,
    /// `12.5` in a file with decimal commas, or `3 4`: the signs do not fit a number of this file.
    Signs,
    /// A cell merged with others: nobody can say whose number it is.
    Merged,
}

impl NoNumber {
    /// Returns what stands there, as a Dutch sentence part.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "er staat tekst",
            Self::Ambiguous => {
                "de punt kan een decimaalteken zijn of duizendtallen scheiden; zet \
                 decimaalteken in [csv]"
            }
            Self::Date => "er staat een datum",
            Self::Truth => "er staat WAAR of ONWAAR",
            Self::Fault => "de formule in deze cel geeft een fout",
            Self::NotFinite => "het getal is niet eindig",
            Self::Signs => {
                "de punten, komma's of spaties passen niet bij een getal van dit bestand; \
                 verbeter de cel, of zet decimaalteken in [csv]"
            }
            Self::Merged => {
                "de cel is samengevoegd met andere cellen, dus het is niet zeker van welk gebied \
                 het cijfer is; hef het samenvoegen op en vul elke cel in"
            }
        }
    }
}

/// Reads a cell; an absent one has no number either.
///
/// # Errors
/// When the cell holds something else than a number or a sign for absence.
pub fn read(
    cell: Option<&Cell>,
    missing: &MissingWords,
    decimal: Option<char>,
) -> Result<Said, NoNumber> {
    let Some(cell) = cell else {
        return Ok(missing
            .of_text("")
            .map_or(Said::Absent(Absent::NotPublished), Said::Absent));
    };
    match &cell.content {
        Content::Number(number) if !number.is_finite() => Err(NoNumber::NotFinite),
        Content::Number(number) => Ok(missing.of_number(*number).map_or(
            Said::Number {
                value: *number,
                percent: cell.percent,
            },
            Said::Absent,
        )),
        Content::Text(text) => of_text(text, missing, decimal),
        Content::Date(_) => Err(NoNumber::Date),
        Content::Truth(_) => Err(NoNumber::Truth),
        Content::Fault(_) => Err(NoNumber::Fault),
    }
}

fn of_text(text: &str, missing: &MissingWords, decimal: Option<char>) -> Result<Said, NoNumber> {
    if let Some(absent) = missing.of_text(text) {
        return Ok(Said::Absent(absent));
    }
    let plain = text.trim().trim_matches('\u{feff}').replace('−', "-");
    let (plain, percent) = match plain.strip_suffix('%') {
        Some(before) => (before.trim_end(), true),
        None => (plain.as_str(), false),
    };
    let value = parse(&without_blanks(plain)?, decimal)?;
    // A per cent sign behind the number: the same as a cell with the format of a percentage.
    let value = if percent { value / 100.0 } else { value };
    Ok(missing
        .of_number(value)
        .map_or(Said::Number { value, percent }, Said::Absent))
}

/// Takes out blanks between groups of three digits; `3 4` is two numbers, and never 34.
fn without_blanks(text: &str) -> Result<String, NoNumber> {
    let mut groups = text.split(char::is_whitespace);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return Ok(text.to_owned());
    }
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let lead = first.strip_prefix('-').unwrap_or(first);
    let whole = |group: &str| group.split([',', '.']).next().unwrap_or_default().len() == 3;
    let is_grouped = (1..=3).contains(&lead.len())
        && digits(lead)
        && rest.iter().all(|group| whole(group))
        && rest.iter().rev().skip(1).all(|group| digits(group));
    if is_grouped {
        return Ok(format!("{first}{}", rest.concat()));
    }
    let is_number = |c: char| c.is_ascii_digit() || " .,-\u{a0}".contains(c);
    Err(if text.chars().all(is_number) {
        NoNumber::Signs
    } else {
        NoNumber::Text
    })
}

/// Returns the decimal sign of the numbers that stand in text, when all of them agree.
pub fn decimal_of(workbook: &Workbook) -> Option<char> {
    let mut found = None;
    for sheet in &workbook.sheets {
        for (_, cells) in sheet.rows() {
            for (_, cell) in cells {
                let Content::Text(text) = &cell.content else {
                    continue;
                };
                match (evidence(text.trim()), found) {
                    (Some(sign), None) => found = Some(sign),
                    (Some(sign), Some(other)) if sign != other => return None,
                    _ => {}
                }
            }
        }
    }
    found
}

/// The decimal sign of a text that is one number beyond doubt.
fn evidence(text: &str) -> Option<char> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once([',', '.'])?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    guess(digits).ok().flatten()
}

/// Reads a number without blanks. Without a decimal sign from the mapping the number itself must
/// leave no doubt.
fn parse(text: &str, decimal: Option<char>) -> Result<f64, NoNumber> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let allowed = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.chars().all(allowed) {
        return Err(NoNumber::Text);
    }
    let decimal = match decimal {
        Some(sign) => Some(sign),
        None => guess(digits)?,
    };
    let Some(decimal) = decimal else {
        return text.parse().map_err(|_| NoNumber::Text);
    };
    let thousands = if decimal == ',' { '.' } else { ',' };
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    if fraction.contains([',', '.']) || !groups_are_threes(whole, thousands) {
        return Err(NoNumber::Signs);
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let whole = whole.replace(thousands, "");
    format!("{sign}{whole}.{fraction}0")
        .parse()
        .map_err(|_| NoNumber::Text)
}

/// The decimal sign that a number itself gives away; none in a whole number.
fn guess(digits: &str) -> Result<Option<char>, NoNumber> {
    let last = |sign: char| digits.rfind(sign);
    match (last('.'), last(',')) {
        (None, None) => Ok(None),
        (Some(point), Some(comma)) => Ok(Some(if comma > point { ',' } else { '.' })),
        (None, Some(comma)) if digits.matches(',').count() == 1 => {
            // A Dutch file writes a decimal comma; 1,234 stays one number in doubt.
            doubt(digits, comma, ',')
        }
        (Some(point), None) if digits.matches('.').count() == 1 => doubt(digits, point, '.'),
        (None, Some(_)) => Ok(Some('.')),
        (Some(_), None) => Ok(Some(',')),
    }
}

/// Three digits behind one sign, and one to three before it: both readings are possible.
fn doubt(digits: &str, at: usize, sign: char) -> Result<Option<char>, NoNumber> {
    let before = &digits[..at];
    let behind = &digits[at + 1..];
    let could_be_thousands =
        behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if could_be_thousands {
        Err(NoNumber::Ambiguous)
    } else {
        Ok(Some(sign))
    }
}

fn groups_are_threes(whole: &str, thousands: char) -> bool {
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return !first.is_empty();
    }
    (1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::super::mapping::Form;
    use super::*;

    fn number(text: &str, decimal: Option<char>) -> Result<Option<f64>, NoNumber> {
        let missing = MissingWords::new(Form::Tabel, []);
        of_text(text, &missing, decimal).map(|said| match said {
            Said::Number { value, .. } => Some(value),
            Said::Absent(_) => None,
        })
    }

    #[test]
    fn numbers_in_text_are_read_as_dutch_people_write_them() {
        for (text, decimal, expected) in [
            ("15,7", None, Ok(Some(15.7))),
            ("15.7", None, Ok(Some(15.7))),
            (" 15,7 % ", None, Ok(Some(0.157))),
            ("15,7%", None, Ok(Some(0.157))),
            ("3 4", None, Err(NoNumber::Signs)),
            ("12 (5)", None, Err(NoNumber::Text)),
            ("1 234,5", None, Ok(Some(1234.5))),
            ("1 234 567", None, Ok(Some(1_234_567.0))),
            ("1234 567", None, Err(NoNumber::Signs)),
            ("12.5", Some(','), Err(NoNumber::Signs)),
            ("1.234,5", None, Ok(Some(1234.5))),
            ("1,234.5", None, Ok(Some(1234.5))),
            ("1.234", None, Err(NoNumber::Ambiguous)),
            ("1.234", Some(','), Ok(Some(1234.0))),
            ("1.234", Some('.'), Ok(Some(1.234))),
            ("0,157", None, Ok(Some(0.157))),
            ("12\u{a0}345", None, Ok(Some(12345.0))),
            ("1.234.567", None, Ok(Some(1_234_567.0))),
            ("1.23.456", None, Err(NoNumber::Signs)),
            ("-3", None, Ok(Some(-3.0))),
            ("−3,5", None, Ok(Some(-3.5))),
            ("12a", None, Err(NoNumber::Text)),
            ("1e5", None, Err(NoNumber::Text)),
            ("NaN", None, Err(NoNumber::Text)),
            ("inf", None, Err(NoNumber::Text)),
            ("=1+1", None, Err(NoNumber::Text)),
            ("1,2,3", Some(','), Err(NoNumber::Signs)),
            (".", None, Ok(None)),
            ("<5", None, Ok(None)),
            ("-99996", None, Ok(None)),
            ("-99996,0", None, Ok(None)),
            ("-", None, Err(NoNumber::Text)),
            ("15,", None, Ok(Some(15.0))),
            (",5", None, Err(NoNumber::Text)),
        ] {
            assert_eq!(number(text, decimal), expected, "{text:?} {decimal:?}");
        }
    }
}
