//! From parts to a region, and from a difference to a number of people.

use super::error::{StatisticsError, finite, not_negative, positive};
use super::interval::Interval;
use super::kind::Direction;
use super::quantile::Confidence;
use super::sum::stable_sum;
use super::verdict::Verdict;

/// A region has a value only when parts with this share of its people have one.
pub const LEAST_COVERAGE: f64 = 0.80;

/// One part of a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// People of the indicator's age group, of the same year and area division.
    pub population: f64,
    /// Value in the unit of the indicator, or nothing when it is absent.
    pub value: Option<f64>,
    /// The 95 % interval of the value, when it has one.
    pub interval: Option<Interval>,
}

/// The margins of a rolled-up value; the truth lies between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RollupMargin {
    /// Standard error when the parts err independently, √(ΣN²se²)/ΣN: the lower bound.
    pub independent_error: f64,
    /// Standard error when all parts err together, ΣN·se/ΣN: the upper bound.
    pub correlated_error: f64,
    /// The narrow interval, for independent parts.
    pub independent: Interval,
    /// The wide interval, for parts that err together: the one to print for models.
    pub correlated: Interval,
}

/// The value of a region made of its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rollup {
    /// Enough people live in parts with a value.
    Known {
        /// ΣN·p/ΣN over the parts with a value, in the unit of the parts.
        value: f64,
        /// Fraction of the people who live in parts with a value, 0.8 to 1.
        coverage: f64,
        /// Present when every part with a value has an interval.
        margin: Option<RollupMargin>,
    },
    /// Too few people live in parts with a value: print "onvolledig".
    Incomplete {
        /// Fraction of the people who live in parts with a value, below 0.8.
        coverage: f64,
    },
}

/// Returns the value of a region as the population-weighted mean of its parts.
///
/// p = ΣN·p/ΣN, with N the people of the indicator's age group. Bounds combine the distances of
/// each part to its own bounds: added up for parts that err together, as root of squares for
/// independent ones, so that asymmetric margins stay asymmetric. Where a source publishes the
/// region itself, print that and use this only as a check (see [`agrees_with_published`]).
///
/// # Errors
/// When a population is negative, all populations are zero, or a value lies outside its interval.
pub fn roll_up(parts: &[Part]) -> Result<Rollup, StatisticsError> {
    for part in parts {
        not_negative("de bevolking van een deel", part.population)?;
        if let Some(value) = part.value {
            finite("de waarde van een deel", value)?;
            if let Some(interval) = part.interval {
                Interval::around(value, interval.lower(), interval.upper())?;
            }
        }
    }
    let everyone = stable_sum(parts.iter().map(|part| part.population));
    positive("de bevolking van het gebied", everyone)?;
    let known: Vec<(f64, f64, Option<Interval>)> = parts
        .iter()
        .filter(|part| part.population > 0.0)
        .filter_map(|part| {
            part.value
                .map(|value| (part.population, value, part.interval))
        })
        .collect();
    let covered = stable_sum(known.iter().map(|part| part.0));
    let coverage = covered / everyone;
    if coverage < LEAST_COVERAGE - f64::EPSILON {
        return Ok(Rollup::Incomplete { coverage });
    }
    let value = weighted_mean(&known, covered);
    let margin = margin_of(&known, covered, value)?;
    Ok(Rollup::Known {
        value,
        coverage,
        margin,
    })
}

/// Returns the mean, kept between the smallest and the largest part against rounding.
fn weighted_mean(known: &[(f64, f64, Option<Interval>)], covered: f64) -> f64 {
    let mean = stable_sum(known.iter().map(|part| part.0 * part.1)) / covered;
    let lowest = known
        .iter()
        .map(|part| part.1)
        .fold(f64::INFINITY, f64::min);
    let highest = known
        .iter()
        .map(|part| part.1)
        .fold(f64::NEG_INFINITY, f64::max);
    mean.clamp(lowest, highest)
}

fn margin_of(
    known: &[(f64, f64, Option<Interval>)],
    covered: f64,
    value: f64,
) -> Result<Option<RollupMargin>, StatisticsError> {
    let mut arms = Vec::with_capacity(known.len());
    for &(population, part, interval) in known {
        let Some(interval) = interval else {
            return Ok(None);
        };
        let weight = population / covered;
        arms.push((
            weight * (part - interval.lower()),
            weight * (interval.upper() - part),
        ));
    }
    let together = |arm: fn(&(f64, f64)) -> f64| stable_sum(arms.iter().map(arm));
    let apart = |arm: fn(&(f64, f64)) -> f64| {
        // Never wider than together, not even by the last bit.
        stable_sum(arms.iter().map(|pair| arm(pair).powi(2)))
            .sqrt()
            .min(together(arm))
    };
    let two_z = 2.0 * Confidence::P95.z();
    Ok(Some(RollupMargin {
        independent_error: apart(|pair| pair.0 + pair.1) / two_z,
        correlated_error: together(|pair| pair.0 + pair.1) / two_z,
        independent: Interval::around(value, value - apart(|a| a.0), value + apart(|a| a.1))?,
        correlated: Interval::around(value, value - together(|a| a.0), value + together(|a| a.1))?,
    }))
}

/// The most that a roll-up may differ from the published row of the same region.
pub const ROLLUP_TOLERANCE: f64 = 0.3;

/// Says whether a rolled-up percentage is within 0.3 percentage point of the published one.
pub fn agrees_with_published(rolled_up: f64, published: f64) -> bool {
    (rolled_up - published).abs() <= ROLLUP_TOLERANCE + super::margin::DECIMAL_NOISE
}

/// Returns how many more people than expected from the reference, rounded to tens.
///
/// X = direction · (p − p_ref)/100 · N, positive when unfavourable. Only after a verdict that
/// judges: without one, and for neutral indicators, there is no number. Excess is not avoidable:
/// it does not say how many people can be helped.
///
/// # Errors
/// When a number is not finite, the population is negative, or the sign of the difference
/// contradicts the verdict.
pub fn extra_persons(
    verdict: Verdict,
    direction: Direction,
    difference_points: f64,
    population: f64,
) -> Result<Option<i64>, StatisticsError> {
    let difference = finite("het verschil", difference_points)?;
    let population = not_negative("de bevolking", population)?;
    let Some(sign) = direction.sign() else {
        return Ok(None);
    };
    let people = sign * difference / 100.0 * population;
    let agrees = match verdict {
        Verdict::Ongunstiger => people >= 0.0,
        Verdict::Gunstiger => people <= 0.0,
        Verdict::Hoger | Verdict::Lager | Verdict::NietDuidelijkAnders | Verdict::GeenToets => {
            return Ok(None);
        }
    };
    if agrees {
        rounded_to_ten(people).map(Some)
    } else {
        Err(StatisticsError::Undefined {
            what: "het aantal extra mensen",
            reason: "het oordeel en het verschil wijzen niet dezelfde kant op",
        })
    }
}

/// Returns between which numbers the extra people of [`extra_persons`] lie: the 95 % interval of the
/// difference in percentage points times the same population, lowest first, rounded to tens. Nothing
/// for a neutral indicator.
///
/// # Errors
/// When the population is negative or not finite.
pub fn extra_persons_margin(
    direction: Direction,
    difference_points: &Interval,
    population: f64,
) -> Result<Option<(i64, i64)>, StatisticsError> {
    let population = not_negative("de bevolking", population)?;
    let Some(sign) = direction.sign() else {
        return Ok(None);
    };
    let people = |points: f64| rounded_to_ten(sign * points / 100.0 * population);
    let (one, other) = (
        people(difference_points.lower())?,
        people(difference_points.upper())?,
    );
    Ok(Some((one.min(other), one.max(other))))
}

/// Returns the number rounded to the nearest ten, halves away from zero.
fn rounded_to_ten(people: f64) -> Result<i64, StatisticsError> {
    const MOST_PEOPLE: f64 = 1e10;
    let tens = super::error::within("het aantal mensen", people, -MOST_PEOPLE, MOST_PEOPLE)? / 10.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and far below 2^53 by the check"
    )]
    let rounded = tens.round() as i64;
    Ok(rounded * 10)
}

#[cfg(test)]
#[path = "rollup_tests.rs"]
mod tests;
