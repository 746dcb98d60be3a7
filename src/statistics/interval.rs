//! Intervals around proportions, counts, rates and means.

use serde::Serialize;

use super::error::{StatisticsError, finite, not_negative, positive, within};
use super::quantile::{Confidence, chi_squared_quantile, t_quantile};
use super::size::{count_of, size_of_list};
use super::sum::stable_sum;

/// Below this count the exact Poisson interval is used instead of Byar's approximation.
pub const EXACT_BELOW: f64 = 10.0;

/// A lower and an upper bound in the unit of the value they belong to; lower ≤ upper, finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    lower: f64,
    upper: f64,
}

impl Interval {
    /// Returns the interval between two bounds.
    ///
    /// # Errors
    /// When a bound is not finite or the lower one lies above the upper one.
    pub fn new(lower: f64, upper: f64) -> Result<Self, StatisticsError> {
        let lower = finite("de ondergrens", lower)?;
        let upper = finite("de bovengrens", upper)?;
        if lower > upper {
            return Err(StatisticsError::BoundsReversed { lower, upper });
        }
        Ok(Self { lower, upper })
    }

    /// Returns the interval between two bounds that must hold the value.
    ///
    /// # Errors
    /// As [`Interval::new`], and when the value lies outside.
    pub fn around(value: f64, lower: f64, upper: f64) -> Result<Self, StatisticsError> {
        let interval = Self::new(lower, upper)?;
        if interval.contains(finite("de waarde", value)?) {
            Ok(interval)
        } else {
            Err(StatisticsError::ValueOutsideMargin {
                value,
                lower,
                upper,
            })
        }
    }

    /// Returns the interval of `value` with bounds that rounding may have put on its wrong side.
    pub(crate) fn spanning(value: f64, lower: f64, upper: f64) -> Result<Self, StatisticsError> {
        Self::around(value, lower.min(value), upper.max(value))
    }

    /// Returns the lower bound.
    pub const fn lower(&self) -> f64 {
        self.lower
    }

    /// Returns the upper bound.
    pub const fn upper(&self) -> f64 {
        self.upper
    }

    /// Returns upper minus lower.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// Says whether the value lies between the bounds or on one of them.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Returns the interval in another unit, such as 100 for fractions to percentages.
    ///
    /// # Errors
    /// When the factor is not positive or a bound becomes infinite.
    pub fn scaled(&self, factor: f64) -> Result<Self, StatisticsError> {
        let factor = positive("de factor", factor)?;
        Self::new(self.lower * factor, self.upper * factor)
    }

    /// Returns the interval of value − `reference`, with the reference taken as fixed.
    ///
    /// # Errors
    /// When the reference is not finite.
    pub fn minus(&self, reference: f64) -> Result<Self, StatisticsError> {
        Self::new(self.lower - reference, self.upper - reference)
    }

    /// Returns the interval of the mirror percentage (100 − p).
    ///
    /// # Errors
    /// Never for finite bounds; the check is that of [`Interval::new`].
    pub fn mirrored(&self) -> Result<Self, StatisticsError> {
        Self::new(100.0 - self.upper, 100.0 - self.lower)
    }
}

/// A value with its interval, both in the same unit; the interval holds the value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    value: f64,
    interval: Interval,
}

impl Estimate {
    /// Returns the value with its bounds.
    ///
    /// # Errors
    /// As [`Interval::around`].
    pub fn new(value: f64, lower: f64, upper: f64) -> Result<Self, StatisticsError> {
        Interval::around(value, lower, upper).map(|interval| Self { value, interval })
    }

    /// Returns the value.
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// Returns the interval.
    pub const fn interval(&self) -> Interval {
        self.interval
    }
}

/// Returns the score interval of a proportion, as fractions (Wilson 1927).
///
/// (2x + z² ∓ z·√(z² + 4x(1 − x/n))) / (2(n + z²)), `cases` x out of `total` n; both may be
/// fractional, so that a weighted share can come in as x = p·n_eff.
///
/// # Errors
/// When `total` is not above zero or `cases` is not between 0 and `total`.
pub fn wilson(cases: f64, total: f64, level: Confidence) -> Result<Estimate, StatisticsError> {
    let total = positive("de noemer", total)?;
    let cases = within("het aantal gevallen", cases, 0.0, total)?;
    let z = level.z();
    let share = cases / total;
    let root = z * (z * z + 4.0 * cases * (1.0 - share)).sqrt();
    let centre = 2.0 * cases + z * z;
    let scale = 2.0 * (total + z * z);
    let interval = Interval::spanning(
        share,
        ((centre - root) / scale).clamp(0.0, 1.0),
        ((centre + root) / scale).clamp(0.0, 1.0),
    )?;
    Ok(Estimate {
        value: share,
        interval,
    })
}

/// Returns the effective sample size (Σw)²/Σw² of weighted answers (Kish 1965).
///
/// # Errors
/// When there are no weights, one is negative, or all are zero.
pub fn effective_sample_size(weights: &[f64]) -> Result<f64, StatisticsError> {
    for &weight in weights {
        not_negative("een weging", weight)?;
    }
    let sum = positive("de som van de weging", stable_sum(weights.iter().copied()))?;
    Ok(sum * sum / stable_sum(weights.iter().map(|weight| weight * weight)))
}

/// Returns the score interval of a weighted survey share (a fraction) with its effective size.
///
/// # Errors
/// When the share is not a fraction or the size is not above zero.
pub fn weighted_wilson(
    share: f64,
    effective_size: f64,
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    let share = within("het aandeel", share, 0.0, 1.0)?;
    let size = positive("de effectieve steekproef", effective_size)?;
    wilson((share * size).min(size), size, level)
}

/// Returns Byar's interval of a count (Breslow & Day 1987).
///
/// L = O(1 − 1/(9O) − z/(3√O))³, U = (O+1)(1 − 1/(9(O+1)) + z/(3√(O+1)))³.
///
/// # Errors
/// When the count is not above zero, and when the cube of a negative number would have to serve
/// as lower bound (very small counts at a high level).
pub fn byar(count: f64, level: Confidence) -> Result<Interval, StatisticsError> {
    let count = positive("het aantal", count)?;
    let z = level.z();
    let base = 1.0 - 1.0 / (9.0 * count) - z / (3.0 * count.sqrt());
    if base < 0.0 {
        return Err(StatisticsError::Undefined {
            what: "de ondergrens van Byar",
            reason: "het aantal is te klein voor dit betrouwbaarheidsniveau",
        });
    }
    let next = count + 1.0;
    let upper = next * (1.0 - 1.0 / (9.0 * next) + z / (3.0 * next.sqrt())).powi(3);
    Interval::around(count, count * base.powi(3), upper)
}

/// Returns the exact Poisson interval of a count (Garwood 1936).
///
/// L = χ²(tail; 2O)/2, U = χ²(1 − tail; 2O + 2)/2; L = 0 when O = 0.
///
/// # Errors
/// When the count is negative or not finite.
pub fn exact_poisson(count: f64, level: Confidence) -> Result<Interval, StatisticsError> {
    let count = not_negative("het aantal", count)?;
    let lower = if count > 0.0 {
        chi_squared_quantile(level.tail(), 2.0 * count)? / 2.0
    } else {
        0.0
    };
    let upper = chi_squared_quantile(1.0 - level.tail(), 2.0 * count + 2.0)? / 2.0;
    Interval::around(count, lower, upper)
}

/// Returns the interval of a count: exact below 10, Byar's from there on.
///
/// # Errors
/// As [`exact_poisson`] and [`byar`].
pub fn count_interval(count: f64, level: Confidence) -> Result<Interval, StatisticsError> {
    if count < EXACT_BELOW {
        exact_poisson(count, level)
    } else {
        byar(count, level)
    }
}

/// Returns `count` per `multiplier` of `population`, with the interval of the count.
///
/// # Errors
/// When the population or the multiplier is not above zero, or as [`count_interval`].
pub fn crude_rate(
    count: f64,
    population: f64,
    multiplier: f64,
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    let population = positive("de bevolking", population)?;
    let scale = positive("de eenheid", multiplier)? / population;
    let interval = count_interval(count, level)?;
    Estimate::new(
        count * scale,
        interval.lower() * scale,
        interval.upper() * scale,
    )
}

/// Returns the mean with its interval x̄ ± t(n − 1)·s/√n (Student 1908), in the unit of the values.
///
/// # Errors
/// When there are fewer than two values or one is not finite.
pub fn mean(values: &[f64], level: Confidence) -> Result<Estimate, StatisticsError> {
    if values.len() < 2 {
        return Err(StatisticsError::TooFew {
            what: "waarden voor een gemiddelde",
            needed: 2,
            found: count_of(values),
        });
    }
    for &value in values {
        finite("een waarde", value)?;
    }
    let n = size_of_list(values);
    let centre = stable_sum(values.iter().copied()) / n;
    let squares = stable_sum(values.iter().map(|value| (value - centre).powi(2)));
    let error = (squares / (n - 1.0) / n).sqrt();
    let half = t_quantile(1.0 - level.tail(), n - 1.0)? * error;
    Estimate::new(centre, centre - half, centre + half)
}

/// Returns first − second with a hybrid score interval (Newcombe 1998, method 10).
///
/// D − √((p₁ − l₁)² + (u₂ − p₂)²), D + √((u₁ − p₁)² + (p₂ − l₂)²). Works in the unit of the
/// estimates and for any pair of independent estimates with their own bounds.
///
/// # Errors
/// When a bound becomes infinite.
pub fn newcombe_difference(
    first: &Estimate,
    second: &Estimate,
) -> Result<Estimate, StatisticsError> {
    let (p1, p2) = (first.value, second.value);
    let (i1, i2) = (first.interval, second.interval);
    let difference = p1 - p2;
    Estimate::new(
        difference,
        difference - (p1 - i1.lower).hypot(i2.upper - p2),
        difference + (i1.upper - p1).hypot(p2 - i2.lower),
    )
}

#[cfg(test)]
#[path = "interval_tests.rs"]
mod tests;
