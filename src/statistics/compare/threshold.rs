//! How large a difference must be to matter.

use crate::statistics::error::{StatisticsError, not_negative, percentage};
use crate::statistics::margin::DECIMAL_NOISE;

/// The rule for the least relevant difference between two percentages.
///
/// max(floor; share · min(p, 100 − p)), at most `cap`. Equal for an indicator and its mirror.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelevanceRule {
    floor: f64,
    share: f64,
    cap: f64,
}

impl Default for RelevanceRule {
    /// Returns the rule of the report: at least 1, a tenth of the rarer answer, at most 5.
    fn default() -> Self {
        Self {
            floor: 1.0,
            share: 0.10,
            cap: 5.0,
        }
    }
}

impl RelevanceRule {
    /// Returns a rule with other numbers, from the settings; percentage points and a fraction.
    ///
    /// # Errors
    /// When a number is negative or not finite.
    pub fn new(floor: f64, share: f64, cap: f64) -> Result<Self, StatisticsError> {
        Ok(Self {
            floor: not_negative("de ondergrens van de drempel", floor)?,
            share: not_negative("het aandeel van de drempel", share)?,
            cap: not_negative("de bovengrens van de drempel", cap)?,
        })
    }

    /// Returns the least relevant difference, in percentage points, from a reference percentage.
    ///
    /// # Errors
    /// When the reference is not a percentage.
    pub fn threshold(&self, reference: f64) -> Result<f64, StatisticsError> {
        let reference = percentage("de referentie", reference)?;
        let rarer = reference.min(100.0 - reference);
        Ok((self.share * rarer).max(self.floor).min(self.cap))
    }
}

/// The unit of a registered figure, which decides its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegistryUnit {
    /// A percentage: 2 percentage points.
    Share,
    /// Grijze druk or another pressure per 100 people: 2 points.
    Pressure,
    /// A distance: 5 % of the reference, and at least 0.2 km. Distances are published in 0.1 km, so
    /// a smaller difference can be rounding alone.
    Distance,
    /// Any other unit: 5 % of the reference.
    Other,
}

/// Two percentage points, or two points of grijze druk.
const REGISTRY_POINTS: f64 = 2.0;
/// Five per cent of the reference.
const REGISTRY_FRACTION: f64 = 0.05;
/// Two steps of the rounding of a distance, in kilometres.
const REGISTRY_KILOMETRES: f64 = 0.2;

impl RegistryUnit {
    /// Returns the least difference that counts, in the unit of the reference.
    pub fn threshold(self, reference: f64) -> f64 {
        match self {
            Self::Share | Self::Pressure => REGISTRY_POINTS,
            Self::Distance => (REGISTRY_FRACTION * reference.abs()).max(REGISTRY_KILOMETRES),
            Self::Other => REGISTRY_FRACTION * reference.abs(),
        }
    }
}

/// Says whether a difference reaches the threshold; figures with decimals count as decimals.
pub(super) fn reaches(difference: f64, threshold: f64) -> bool {
    difference.abs() + DECIMAL_NOISE >= threshold
}
