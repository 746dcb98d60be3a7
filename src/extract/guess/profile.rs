//! What kind of numbers a column holds: enough to guess a unit and to list signs for absence. No
//! number of the file is kept beyond its largest and smallest, and none is ever written.

use std::collections::BTreeMap;

use super::look::{Kind, Look};
use crate::extract::sheet::Sheet;

/// Numbers that stand for absence in files of GGDs and CBS; −99996 and −99997 are known already.
const NEGATIVE: [f64; 6] = [-99_999.0, -99_998.0, -99_995.0, -9_999.0, -999.0, -99.0];
/// Numbers that stand for absence only among percentages.
const POSITIVE: [f64; 3] = [999.0, 9_999.0, 99_999.0];
/// Longest text that can be a sign.
const SIGN: usize = 20;
/// Most different signs in one column; more are remarks, names or categories.
const SIGNS: usize = 6;

/// What a column holds.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Cells with something in them.
    pub filled: usize,
    /// Numbers, signs not counted.
    pub numbers: usize,
    /// Numbers that are shown as a percentage.
    pub as_percent: usize,
    /// Largest number that is not shown as a percentage.
    pub largest: f64,
    /// Smallest number.
    pub smallest: f64,
    /// Whether any number lies between 0 and 1.
    pub has_parts: bool,
    /// Whether every number is whole.
    pub whole: bool,
    /// Signs that a mapping must explain.
    pub signs: BTreeMap<String, usize>,
    /// Whether there are signs that need no explanation.
    pub known_signs: bool,
    /// Cells that hold neither a number nor a sign.
    bad: usize,
    /// Numbers that are signs if all others are percentages.
    maybe: BTreeMap<String, usize>,
}

impl Profile {
    /// Looks at the cells of a column in some rows.
    pub fn of(look: &Look<'_>, sheet: &Sheet, column: u32, rows: &[u32]) -> Self {
        let mut profile = Self {
            whole: true,
            ..Self::default()
        };
        for row in rows {
            profile.add(look.kind(sheet, *row, column));
        }
        profile.settle();
        profile
    }

    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::Empty => return,
            Kind::Number(value, percent) => self.number(value, percent),
            Kind::KnownSign => self.known_signs = true,
            Kind::Text(text) if is_sign(&text) => *self.signs.entry(text).or_insert(0) += 1,
            Kind::Text(_) | Kind::Other => self.bad += 1,
        }
        self.filled += 1;
    }

    fn number(&mut self, value: f64, percent: bool) {
        let is = |known: &[f64]| known.iter().any(|sign| (sign - value).abs() < 1e-9);
        if is(&NEGATIVE) {
            *self.signs.entry(format!("{value}")).or_insert(0) += 1;
            return;
        }
        if is(&POSITIVE) {
            *self.maybe.entry(format!("{value}")).or_insert(0) += 1;
            return;
        }
        self.numbers += 1;
        self.smallest = self.smallest.min(value);
        self.has_parts |= !percent && value > 0.0 && value < 1.0;
        self.whole &= (value - value.round()).abs() < 1e-9;
        if percent {
            self.as_percent += 1;
        } else {
            self.largest = self.largest.max(value);
        }
    }

    /// 999 is a sign among percentages, and a number among counts.
    fn settle(&mut self) {
        let among_shares = self.numbers > 0 && self.largest <= 100.0;
        for (text, times) in std::mem::take(&mut self.maybe) {
            if among_shares && (self.largest > 1.0 || self.has_parts) {
                self.signs.insert(text, times);
            } else if let Ok(value) = text.parse::<f64>() {
                self.numbers += times;
                self.largest = self.largest.max(value);
            }
        }
    }

    /// Says whether the column is one of numbers.
    pub fn is_numeric(&self) -> bool {
        self.numbers > 0
            && self.bad * 5 <= self.filled
            && self.signs.len() <= SIGNS
            && self.signs.values().sum::<usize>() * 10 <= self.filled * 9
    }

    /// Says whether every cell is a number or a sign.
    pub const fn is_clean(&self) -> bool {
        self.bad == 0
    }

    /// Says whether all numbers are between 0 and 1, so that a percentage is unlikely.
    pub fn is_fraction(&self) -> bool {
        let plain = self.numbers - self.as_percent;
        self.numbers > 0
            && self.smallest >= 0.0
            && self.largest <= 1.0
            && (self.has_parts || plain == 0)
    }
}

/// A short text without digits may be a sign, and holds no figure.
fn is_sign(text: &str) -> bool {
    (1..=SIGN).contains(&text.chars().count()) && !text.chars().any(|c| c.is_numeric())
}
