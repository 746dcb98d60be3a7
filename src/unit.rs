//! Units, and the one door through which a number becomes Dutch text.
//!
//! Decimals are decided per unit, never by the size of a number, so that a column lines up.

use serde::{Deserialize, Serialize};

/// Thin hard space between groups of three digits, as CBS prints them.
const GROUP: char = '\u{202F}';
/// Hard space between a number and its unit.
const BEFORE_UNIT: char = '\u{A0}';
const MINUS: char = '−';

/// Unit of an indicator value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A percentage between 0 and 100.
    Procent,
    /// A rate per 1 000 people.
    #[serde(rename = "per_1000")]
    Per1000,
    /// A count.
    Aantal,
    /// A ratio × 100, such as grijze druk.
    Ratio,
    /// Kilometres.
    Km,
    /// Euros.
    Euro,
    /// A score on a scale of its own.
    Score,
    /// Years.
    Jaren,
}

impl Unit {
    /// Returns the word used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Procent => "procent",
            Self::Per1000 => "per_1000",
            Self::Aantal => "aantal",
            Self::Ratio => "ratio",
            Self::Km => "km",
            Self::Euro => "euro",
            Self::Score => "score",
            Self::Jaren => "jaren",
        }
    }

    /// Returns the unit as people read it under a heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Procent => "%",
            Self::Per1000 => "per 1\u{202F}000 inwoners",
            Self::Aantal => "aantal",
            Self::Ratio => "per 100",
            Self::Km => "km",
            Self::Euro => "euro",
            Self::Score => "score",
            Self::Jaren => "jaar",
        }
    }

    /// Returns how many decimals a value of this unit is printed with.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Procent | Self::Km | Self::Score | Self::Jaren => 1,
            Self::Per1000 | Self::Aantal | Self::Ratio | Self::Euro => 0,
        }
    }

    /// Writes the bare number, for a table whose header names the unit.
    ///
    /// A score around zero, such as SES-WOA, says nothing in one decimal: it has up to two more.
    pub fn number(self, value: f64) -> String {
        let decimals = self.decimals();
        if self != Self::Score || value.abs() >= 1.0 {
            return dutch_number(value, decimals);
        }
        let full = dutch_number(value, decimals + 2);
        // What the source has in fewer decimals is printed in fewer.
        let zeros = full.len() - full.trim_end_matches('0').len();
        full[..full.len() - zeros.min(2)].to_owned()
    }

    /// Writes the number with its unit, for a sentence.
    pub fn with_unit(self, value: f64) -> String {
        let number = self.number(value);
        match self {
            Self::Procent => format!("{number}{BEFORE_UNIT}%"),
            Self::Per1000 => format!("{number} per 1{GROUP}000"),
            Self::Km => format!("{number}{BEFORE_UNIT}km"),
            Self::Euro => format!("€{BEFORE_UNIT}{number}"),
            Self::Jaren => format!("{number}{BEFORE_UNIT}jaar"),
            Self::Aantal | Self::Ratio | Self::Score => number,
        }
    }
}

/// Writes a number in Dutch notation: decimal comma, thin space per thousand, a real minus,
/// rounded half away from zero on the decimal digits that the source published.
pub fn dutch_number(value: f64, decimals: usize) -> String {
    let rounded = round_half_up(value, decimals);
    let text = format!("{:.decimals$}", rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 4);
    if rounded < 0.0 {
        out.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(GROUP);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Rounds half away from zero as a person does on the decimal text of the number.
///
/// 0.25 and 1.005 are read as the shortest decimal that stands for them, so that a published
/// 1.005 rounds to 1.01 although the nearest binary number lies just under it.
pub fn round_half_up(value: f64, decimals: usize) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let text = format!("{}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.len() <= decimals {
        return value;
    }
    let up = fraction.as_bytes()[decimals] >= b'5';
    let kept = format!("{whole}.{}", &fraction[..decimals]);
    let mut steps: f64 = kept.replace('.', "").parse().unwrap_or(0.0);
    if up {
        steps += 1.0;
    }
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    (steps / scale).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_around_zero_has_as_many_decimals_as_it_needs() {
        for (value, text) in [
            (0.9, "0,9"),
            (-0.022, "−0,022"),
            (0.05, "0,05"),
            (0.0, "0,0"),
            (13.44, "13,4"),
        ] {
            assert_eq!(Unit::Score.number(value), text);
        }
    }

    #[test]
    fn numbers_are_written_in_dutch() {
        for (value, decimals, text) in [
            (133_141.0, 0, "133\u{202F}141"),
            (17_942_942.0, 0, "17\u{202F}942\u{202F}942"),
            (72.8, 1, "72,8"),
            (21.0, 1, "21,0"),
            (0.25, 1, "0,3"),
            (0.05, 1, "0,1"),
            (1.005, 2, "1,01"),
            (2.5, 0, "3"),
            (-2.5, 0, "−3"),
            (-0.04, 1, "0,0"),
            (999.95, 1, "1\u{202F}000,0"),
            (1000.0, 0, "1\u{202F}000"),
            (999.0, 0, "999"),
            (0.0, 1, "0,0"),
            (1e-7, 1, "0,0"),
        ] {
            assert_eq!(dutch_number(value, decimals), text, "{value}");
        }
    }

    #[test]
    fn units_stand_behind_a_hard_space() {
        assert_eq!(Unit::Procent.with_unit(17.3), "17,3\u{A0}%");
        assert_eq!(Unit::Km.with_unit(1.0), "1,0\u{A0}km");
        assert_eq!(Unit::Ratio.with_unit(27.4), "27");
        assert_eq!(Unit::Per1000.with_unit(76.0), "76 per 1\u{202F}000");
    }
}
