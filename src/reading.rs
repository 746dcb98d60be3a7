//! A figure that is known, or the reason why there is none. Absence is a type, never a zero.

use crate::statistics::Interval;

/// Why a cell has no number. Printed as words, never imputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absent {
    /// The survey or register did not measure it in this year or area.
    NotMeasured,
    /// The source has no figure here.
    NotPublished,
    /// Hidden to protect people.
    Secret,
    /// The area did not exist in this year.
    AreaDidNotExist,
    /// Too small a part of the population has a figure.
    Incomplete,
}

impl Absent {
    /// Returns the word used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotMeasured => "niet_gemeten",
            Self::NotPublished => "niet_gepubliceerd",
            Self::Secret => "geheim",
            Self::AreaDidNotExist => "gebied_bestond_niet",
            Self::Incomplete => "onvolledig",
        }
    }

    /// Reads the word back; `None` for `bekend` and for any other text.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::NotMeasured,
            Self::NotPublished,
            Self::Secret,
            Self::AreaDidNotExist,
            Self::Incomplete,
        ]
        .into_iter()
        .find(|absent| absent.as_str() == word)
    }

    /// Returns what a reader sees in the place of a number.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotMeasured => "niet\u{a0}gemeten",
            Self::NotPublished => "niet\u{a0}bekend",
            Self::Secret => "geheim",
            Self::AreaDidNotExist => "bestond nog niet",
            Self::Incomplete => "onvolledig",
        }
    }
}

/// A figure, or the reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// A figure in the unit of its indicator. Without a margin it is printed but never tested.
    Known {
        /// The value.
        value: f64,
        /// The margin, in the same unit.
        margin: Option<Interval>,
    },
    /// No figure.
    Absent(Absent),
}

impl Reading {
    /// Returns the value, if there is one.
    pub const fn value(&self) -> Option<f64> {
        match self {
            Self::Known { value, .. } => Some(*value),
            Self::Absent(_) => None,
        }
    }

    /// Returns the margin, if there is one.
    pub const fn margin(&self) -> Option<Interval> {
        match self {
            Self::Known { margin, .. } => *margin,
            Self::Absent(_) => None,
        }
    }

    /// Returns the status word of `cijfers.csv`.
    pub const fn status(&self) -> &'static str {
        match self {
            Self::Known { .. } => "bekend",
            Self::Absent(absent) => absent.as_str(),
        }
    }
}
