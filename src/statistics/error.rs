//! What can be wrong with the numbers that a formula gets. Texts are Dutch: a user may read them.

use super::kind::FigureKind;

/// Why a formula gives no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StatisticsError {
    /// A number is infinite or not a number.
    #[error("{what} is geen bruikbaar getal ({value}); controleer de invoer")]
    NotFinite {
        /// The quantity, in Dutch.
        what: &'static str,
        /// The number given.
        value: f64,
    },
    /// A number lies outside the range in which it has a meaning.
    #[error("{what} is {value}, maar hoort van {lower} tot en met {upper} te zijn")]
    OutOfRange {
        /// The quantity, in Dutch.
        what: &'static str,
        /// The number given.
        value: f64,
        /// The lowest number allowed.
        lower: f64,
        /// The highest number allowed.
        upper: f64,
    },
    /// The lower bound lies above the upper bound.
    #[error("de ondergrens {lower} is hoger dan de bovengrens {upper}; controleer de kolommen")]
    BoundsReversed {
        /// The lower bound given.
        lower: f64,
        /// The upper bound given.
        upper: f64,
    },
    /// A value lies outside its own margin.
    #[error(
        "de waarde {value} ligt buiten haar eigen marge ({lower} tot {upper}); controleer de kolommen"
    )]
    ValueOutsideMargin {
        /// The value.
        value: f64,
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// There are too few of something to compute with.
    #[error("te weinig {what}: er zijn er {found} en er zijn er minstens {needed} nodig")]
    TooFew {
        /// What there is too little of, in Dutch, plural.
        what: &'static str,
        /// How many there must be.
        needed: u64,
        /// How many there are.
        found: u64,
    },
    /// The same key, year or area occurs twice.
    #[error("{what} {key} komt twee keer voor; laat er één weg")]
    Duplicate {
        /// What is double, in Dutch.
        what: &'static str,
        /// Which one.
        key: String,
    },
    /// A gap in a series that must be complete.
    #[error("{what} {key} ontbreekt; zonder dit getal is de uitkomst niet juist")]
    Missing {
        /// What is missing, in Dutch.
        what: &'static str,
        /// Which one.
        key: String,
    },
    /// The formula has no answer for these numbers.
    #[error("{what} is niet te berekenen: {reason}")]
    Undefined {
        /// The quantity, in Dutch.
        what: &'static str,
        /// Why there is none, in Dutch.
        reason: &'static str,
    },
    /// A test was asked of a kind of figure that has none.
    #[error("een cijfer van de soort {} wordt niet getoetst", .0.as_str())]
    KindHasNoTest(
        /// The kind of the figure.
        FigureKind,
    ),
}

/// Returns the number when it is finite.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, StatisticsError> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(StatisticsError::NotFinite { what, value })
    }
}

/// Returns the number when it is finite and from `lower` to `upper`, both included.
pub(crate) fn within(
    what: &'static str,
    value: f64,
    lower: f64,
    upper: f64,
) -> Result<f64, StatisticsError> {
    let value = finite(what, value)?;
    if (lower..=upper).contains(&value) {
        Ok(value)
    } else {
        Err(StatisticsError::OutOfRange {
            what,
            value,
            lower,
            upper,
        })
    }
}

/// Returns the number when it is a percentage, 0 to 100.
pub(crate) fn percentage(what: &'static str, value: f64) -> Result<f64, StatisticsError> {
    within(what, value, 0.0, 100.0)
}

/// Returns the number when it is finite and above zero.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, StatisticsError> {
    within(what, value, f64::MIN_POSITIVE, f64::MAX)
}

/// Returns the number when it is finite and not negative.
pub(crate) fn not_negative(what: &'static str, value: f64) -> Result<f64, StatisticsError> {
    within(what, value, 0.0, f64::MAX)
}
