//! Comparisons without a p-value: models, registers and estimates against a fixed reference.

use super::threshold::reaches;
use super::{Comparison, Method, NoTest, Outcome, RegistryUnit, RelevanceRule};
use crate::statistics::error::{StatisticsError, finite, not_negative, percentage};
use crate::statistics::interval::Interval;
use crate::statistics::margin::{DECIMAL_NOISE, widen_model};
use crate::statistics::verdict::Side;

/// Compares a model percentage with the modelled reference of the same table, year and age.
///
/// The reference is taken as fixed. The value differs when the reference lies outside its
/// interval, widened to at least 1.5 points on each side, and the difference is relevant.
/// Without published bounds there is no verdict.
///
/// # Errors
/// When a number is no percentage or the value lies outside its interval.
pub fn compare_model(
    value: f64,
    interval: Option<Interval>,
    reference: f64,
    rule: &RelevanceRule,
) -> Result<Comparison, StatisticsError> {
    let value = percentage("de waarde", value)?;
    let threshold = rule.threshold(reference)?;
    let difference = value - reference;
    let Some(interval) = interval else {
        return Ok(Comparison::untested(Some(difference), NoTest::NoMargin));
    };
    let around = widen_model(value, &interval)?.minus(reference)?;
    let excludes_zero = around.lower() > DECIMAL_NOISE || around.upper() < -DECIMAL_NOISE;
    let side = Side::of(difference).filter(|_| excludes_zero && reaches(difference, threshold));
    Ok(Comparison {
        difference: Some(difference),
        difference_interval: Some(around),
        threshold: Some(threshold),
        evidence: None,
        outcome: side.map_or(Outcome::NotClearlyDifferent, Outcome::Judged),
        method: Method::ModelInterval,
    })
}

/// Compares a registered figure with its reference: a full count, so only the size matters.
///
/// # Errors
/// When a number is not finite.
pub fn compare_registry(
    value: f64,
    reference: f64,
    unit: RegistryUnit,
) -> Result<Comparison, StatisticsError> {
    let difference = finite("de waarde", value)? - finite("de referentie", reference)?;
    let threshold = unit.threshold(reference);
    if threshold <= 0.0 {
        return Ok(Comparison::untested(
            Some(difference),
            NoTest::ReferenceIsZero,
        ));
    }
    let side = Side::of(difference).filter(|_| reaches(difference, threshold));
    Ok(Comparison {
        difference: Some(difference),
        difference_interval: None,
        threshold: Some(threshold),
        evidence: None,
        outcome: side.map_or(Outcome::Untested(NoTest::BelowThreshold), Outcome::Plain),
        method: Method::RegistryThreshold,
    })
}

/// Compares an estimate with a range from its assumptions with a fixed reference.
///
/// `hoger` or `lager` only when the whole range lies beyond the threshold; all numbers in the
/// unit of the value.
///
/// # Errors
/// When a number is not finite, the value lies outside the range or the threshold is negative.
pub fn compare_range(
    value: f64,
    range: Interval,
    reference: f64,
    threshold: f64,
) -> Result<Comparison, StatisticsError> {
    let range = Interval::around(value, range.lower(), range.upper())?;
    let difference = value - finite("de referentie", reference)?;
    let threshold = not_negative("de drempel", threshold)?;
    let around = range.minus(reference)?;
    let outcome = if around.lower() > 0.0 && reaches(around.lower(), threshold) {
        Outcome::Plain(Side::Higher)
    } else if around.upper() < 0.0 && reaches(around.upper(), threshold) {
        Outcome::Plain(Side::Lower)
    } else if reaches(difference, threshold) {
        Outcome::Untested(NoTest::RangeReachesThreshold)
    } else {
        Outcome::Untested(NoTest::BelowThreshold)
    };
    Ok(Comparison {
        difference: Some(difference),
        difference_interval: Some(around),
        threshold: Some(threshold),
        evidence: None,
        outcome,
        method: Method::EstimateRange,
    })
}
