//! Grijze druk: people of 65 and over per 100 people of 20 to 64 (CBS).
//!
//! Exact from single ages for a gemeente, a region and Nederland; an estimate for a wijk, whose
//! age bands (15–24, 25–44, 45–64, 65+) do not have the border at 20.

use super::error::{StatisticsError, not_negative, positive, within};
use super::interval::Interval;
use super::margin::DECIMAL_NOISE;
use super::sum::stable_sum;

/// Lowest plausible share of 20–24 within 15–24 in a wijk.
pub const LOWEST_SHARE: f64 = 0.33;
/// Highest plausible share of 20–24 within 15–24 in a wijk.
pub const HIGHEST_SHARE: f64 = 0.70;
/// Wijken with fewer inhabitants get no estimate.
pub const LEAST_INHABITANTS: f64 = 200.0;
/// A range wider than this (points) is flagged.
pub const WIDE_RANGE: f64 = 3.0;
/// A value above this is flagged: more people of 65 and over than of 20 to 64.
pub const HIGH_VALUE: f64 = 100.0;

/// Returns people of 65 and over per 100 people of 20 to 64.
///
/// # Errors
/// When nobody is 20 to 64, or a number is negative or not finite.
pub fn grijze_druk(from_65: f64, from_20_to_64: f64) -> Result<f64, StatisticsError> {
    let older = not_negative("het aantal 65-plussers", from_65)?;
    let working = positive("het aantal mensen van 20 tot en met 64 jaar", from_20_to_64)?;
    Ok(100.0 * older / working)
}

/// A part of the people of 15 to 24, as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct YouthShare(f64);

impl YouthShare {
    /// Returns the fraction itself.
    ///
    /// # Errors
    /// When it is not between 0 and 1.
    pub fn new(fraction: f64) -> Result<Self, StatisticsError> {
        within(
            "het aandeel binnen 15 tot en met 24 jaar",
            fraction,
            0.0,
            1.0,
        )
        .map(Self)
    }

    /// Returns the fraction that `part` is of `whole`, both in people.
    ///
    /// # Errors
    /// When nobody is in the whole, or the part is larger.
    pub fn of(part: f64, whole: f64) -> Result<Self, StatisticsError> {
        let whole = positive("het aantal mensen van 15 tot en met 24 jaar", whole)?;
        Self::new(part / whole)
    }

    /// Returns the fraction.
    pub const fn fraction(self) -> f64 {
        self.0
    }
}

/// The age bands of a wijk in Kerncijfers wijken en buurten, in people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WijkAges {
    /// All inhabitants.
    pub inhabitants: f64,
    /// 15 to 24 years.
    pub from_15_to_24: f64,
    /// 25 to 44 years.
    pub from_25_to_44: f64,
    /// 45 to 64 years.
    pub from_45_to_64: f64,
    /// 65 years and over.
    pub from_65: f64,
}

impl WijkAges {
    fn checked(&self) -> Result<&Self, StatisticsError> {
        not_negative("het aantal inwoners", self.inhabitants)?;
        not_negative(
            "het aantal inwoners van 15 tot en met 24 jaar",
            self.from_15_to_24,
        )?;
        not_negative(
            "het aantal inwoners van 25 tot en met 44 jaar",
            self.from_25_to_44,
        )?;
        not_negative(
            "het aantal inwoners van 45 tot en met 64 jaar",
            self.from_45_to_64,
        )?;
        not_negative("het aantal 65-plussers", self.from_65)?;
        Ok(self)
    }

    /// Returns the estimated number of people of 20 to 64, with the gemeente's share of 20–24
    /// within 15–24.
    ///
    /// # Errors
    /// When a band is negative or not finite.
    pub fn from_20_to_64(&self, share: YouthShare) -> Result<f64, StatisticsError> {
        let ages = self.checked()?;
        Ok(ages.from_25_to_44 + ages.from_45_to_64 + ages.from_15_to_24 * share.0)
    }

    /// Returns the estimated number of people of 18 and over, with the gemeente's share of 18–24
    /// within 15–24.
    ///
    /// # Errors
    /// When a band is negative or not finite.
    pub fn from_18(&self, share: YouthShare) -> Result<f64, StatisticsError> {
        let ages = self.checked()?;
        Ok(ages.from_25_to_44 + ages.from_45_to_64 + ages.from_65 + ages.from_15_to_24 * share.0)
    }
}

/// The grijze druk of a wijk. Print value and range as whole numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WijkGrijzeDruk {
    /// Enough people live here.
    Known {
        /// Estimate with the gemeente's share.
        value: f64,
        /// From the highest to the lowest plausible share of 20–24 within 15–24.
        range: Interval,
        /// The range is over 3 points wide.
        wide_range: bool,
        /// The value is over 100.
        over_hundred: bool,
    },
    /// Fewer than 200 people live here, or nobody of 20 to 64: print no value.
    Hidden,
}

/// Returns the estimated grijze druk of a wijk with the range of its assumption.
///
/// N(20–64) = N(25–44) + N(45–64) + N(15–24) × share. The range uses shares 0.33 and 0.70, and
/// the gemeente's own share when that lies outside them (as in cities with many students), so
/// that the value is always in its range.
///
/// # Errors
/// When a band is negative or not finite.
pub fn wijk_grijze_druk(
    ages: &WijkAges,
    share: YouthShare,
) -> Result<WijkGrijzeDruk, StatisticsError> {
    let estimate = |fraction: f64| ages.from_20_to_64(YouthShare(fraction));
    let fewest = estimate(LOWEST_SHARE.min(share.0))?;
    if ages.inhabitants < LEAST_INHABITANTS || fewest <= 0.0 {
        return Ok(WijkGrijzeDruk::Hidden);
    }
    let value = grijze_druk(ages.from_65, estimate(share.0)?)?;
    let range = Interval::around(
        value,
        grijze_druk(ages.from_65, estimate(HIGHEST_SHARE.max(share.0))?)?,
        grijze_druk(ages.from_65, fewest)?,
    )?;
    Ok(WijkGrijzeDruk::Known {
        value,
        range,
        wide_range: range.width() > WIDE_RANGE + DECIMAL_NOISE,
        over_hundred: value > HIGH_VALUE,
    })
}

/// Says whether the estimates of all wijken add up to the gemeente's number of 20 to 64.
///
/// The source rounds each band of each wijk to multiples of 5, so each of the three bands may be
/// off by 2.5 people.
///
/// # Errors
/// When a band is negative or not finite.
pub fn adds_up(
    wijken: &[WijkAges],
    share: YouthShare,
    gemeente_20_to_64: f64,
) -> Result<bool, StatisticsError> {
    const HALF_A_STEP: f64 = 2.5;
    let mut estimates = Vec::with_capacity(wijken.len());
    for wijk in wijken {
        estimates.push(wijk.from_20_to_64(share)?);
    }
    let allowed = super::size::size_of_list(wijken) * HALF_A_STEP * (2.0 + share.0);
    Ok((stable_sum(estimates) - gemeente_20_to_64).abs() <= allowed + DECIMAL_NOISE)
}

#[cfg(test)]
#[path = "dependency_tests.rs"]
mod tests;
