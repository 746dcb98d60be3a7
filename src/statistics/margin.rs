//! From a published margin to a standard error, and the widening of model intervals.
//!
//! Values and bounds are percentages as published, with one decimal.

use super::error::{StatisticsError, percentage};
use super::interval::Interval;
use super::quantile::Confidence;

/// A margin whose arms differ by more than this (percentage points) is treated as asymmetric.
pub const ASYMMETRY_LIMIT: f64 = 0.2;
/// Standard errors of surveys are never taken smaller (percentage points): values have 1 decimal.
pub const SURVEY_ERROR_FLOOR: f64 = 0.05;
/// A model interval reaches at least this far to both sides (percentage points).
pub const MODEL_HALF_WIDTH: f64 = 1.5;
/// Differences below this are binary noise of decimal figures, never a difference of the figures.
///
/// Published figures have one decimal; 36.3 − 33.0 must count as 3.3, not as 3.2999999999999972.
pub const DECIMAL_NOISE: f64 = 1e-9;

/// Half a unit of the last published decimal: the nearest a logit comes to 0 % or 100 %.
const LOGIT_EDGE: f64 = 0.05;

/// The scale on which a margin is symmetric, and so may be tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Percentage points.
    Linear,
    /// Log odds, for margins that are clearly asymmetric.
    Logit,
}

/// The standard error that belongs to a published 95 % margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedError {
    scale: Scale,
    points: f64,
    log_odds: f64,
}

impl PublishedError {
    /// Returns the scale on which the margin is symmetric.
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// Returns the standard error in percentage points (by the delta method from the logit).
    pub const fn points(&self) -> f64 {
        self.points
    }

    /// Returns the standard error in log odds (by the delta method from percentage points).
    pub const fn log_odds(&self) -> f64 {
        self.log_odds
    }
}

/// Returns the log odds of a percentage, taken no nearer to 0 or 100 than 0.05.
pub fn logit(percent: f64) -> f64 {
    let inner = percent.clamp(LOGIT_EDGE, 100.0 - LOGIT_EDGE);
    (inner / (100.0 - inner)).ln()
}

/// Returns the percentage of log odds.
pub fn inverse_logit(log_odds: f64) -> f64 {
    100.0 / (1.0 + (-log_odds).exp())
}

/// Returns how many percentage points one unit of log odds is worth near this percentage.
fn points_per_log_odds(percent: f64) -> f64 {
    let inner = percent.clamp(LOGIT_EDGE, 100.0 - LOGIT_EDGE);
    inner * (100.0 - inner) / 100.0
}

/// Says whether the arms of a margin differ by more than 0.2 percentage point.
pub fn is_asymmetric(value: f64, margin: &Interval) -> bool {
    let arms = (margin.upper() - value) - (value - margin.lower());
    arms.abs() > ASYMMETRY_LIMIT + DECIMAL_NOISE
}

/// Returns the standard error behind a published 95 % margin of a survey.
///
/// Symmetric: (U − L)/(2z). Clearly asymmetric: (logit U − logit L)/(2z) on the logit scale. In
/// both cases at least 0.05 percentage point, because values are published with one decimal.
///
/// A value or bound that is published as 0.0 or 100.0 has no finite logit. There the longer arm
/// counts for both sides, which makes the error larger, never smaller.
///
/// # Errors
/// When value or bounds are not percentages or the value lies outside its margin.
pub fn standard_error(value: f64, margin: &Interval) -> Result<PublishedError, StatisticsError> {
    let value = percentage("de waarde", value)?;
    percentage("de ondergrens", margin.lower())?;
    percentage("de bovengrens", margin.upper())?;
    Interval::around(value, margin.lower(), margin.upper())?;
    let worth = points_per_log_odds(value);
    let linear = (margin.width() / (2.0 * Confidence::P95.z())).max(SURVEY_ERROR_FLOOR);
    if !is_asymmetric(value, margin) {
        return Ok(PublishedError {
            scale: Scale::Linear,
            points: linear,
            log_odds: linear / worth,
        });
    }
    let log_odds = log_odds_error(value, margin).max(SURVEY_ERROR_FLOOR / worth);
    let delta = log_odds * worth;
    let points = if touches_edge(margin) {
        delta.max(linear)
    } else {
        delta
    };
    Ok(PublishedError {
        scale: Scale::Logit,
        points,
        log_odds,
    })
}

fn touches_edge(margin: &Interval) -> bool {
    margin.lower() < LOGIT_EDGE || margin.upper() > 100.0 - LOGIT_EDGE
}

fn log_odds_error(value: f64, margin: &Interval) -> f64 {
    let z = Confidence::P95.z();
    let (lower, upper) = (logit(margin.lower()), logit(margin.upper()));
    if touches_edge(margin) {
        let centre = logit(value);
        (upper - centre).max(centre - lower) / z
    } else {
        (upper - lower) / (2.0 * z)
    }
}

/// Returns the interval of a model value, widened to at least 1.5 percentage points on each side.
///
/// Published model intervals are too narrow for comparing wijken: errors of neighbours hang
/// together, and surveys deviate from the model by about this much. The result stays in 0–100.
///
/// # Errors
/// When value or bounds are not percentages or the value lies outside its interval.
pub fn widen_model(value: f64, interval: &Interval) -> Result<Interval, StatisticsError> {
    let value = percentage("de waarde", value)?;
    percentage("de ondergrens", interval.lower())?;
    percentage("de bovengrens", interval.upper())?;
    Interval::around(value, interval.lower(), interval.upper())?;
    Interval::around(
        value,
        interval.lower().min(value - MODEL_HALF_WIDTH).max(0.0),
        interval.upper().max(value + MODEL_HALF_WIDTH).min(100.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{bounds, close};

    fn interval(lower: f64, upper: f64) -> Interval {
        Interval::new(lower, upper).unwrap()
    }

    #[test]
    fn symmetric_margin_is_linear() {
        // Smoking 2020, GGD Drenthe 17.2 (16.0–18.5).
        let error = standard_error(17.2, &interval(16.0, 18.5)).unwrap();
        assert_eq!(error.scale(), Scale::Linear);
        close(error.points(), 2.5 / 3.919_927_969_080_108, 1e-14);
        close(error.log_odds(), error.points() / (0.172 * 82.8), 1e-13);
    }

    #[test]
    fn arms_that_differ_by_exactly_the_limit_are_symmetric() {
        // Smoking 2020, GGD Flevoland 16.7 (15.1–18.5): the arms differ by 0.2, in binary by more.
        assert!(!is_asymmetric(16.7, &interval(15.1, 18.5)));
        assert!(is_asymmetric(16.7, &interval(15.1, 18.6)));
    }

    #[test]
    fn asymmetric_margin_is_logit() {
        let error = standard_error(2.0, &interval(1.0, 4.0)).unwrap();
        assert_eq!(error.scale(), Scale::Logit);
        let expected = ((0.04_f64 / 0.96).ln() - (0.01_f64 / 0.99).ln()) / 3.919_927_969_080_108;
        close(error.log_odds(), expected, 1e-13);
        close(error.points(), expected * 1.96, 1e-13);
    }

    #[test]
    fn a_bound_at_the_edge_still_has_an_error() {
        let error = standard_error(0.4, &interval(0.0, 1.2)).unwrap();
        assert_eq!(error.scale(), Scale::Logit);
        assert!(error.points() >= 1.2 / 3.919_927_969_080_108, "{error:?}");
        // The bound 6 is inside what 0.0 (0.0–6.0) allows, so 5 is less than 1.96 errors away.
        let zero = standard_error(0.0, &interval(0.0, 6.0)).unwrap();
        assert!((logit(5.0) - logit(0.0)) / zero.log_odds() < 1.96);
        assert!(5.0 / zero.points() < 4.0);
        assert!(
            standard_error(0.0, &interval(0.0, 0.0))
                .unwrap()
                .log_odds()
                .is_finite()
        );
    }

    #[test]
    fn errors_have_a_floor() {
        close(
            standard_error(17.2, &interval(17.2, 17.2))
                .unwrap()
                .points(),
            0.05,
            1e-15,
        );
        close(
            standard_error(17.2, &interval(17.2, 17.3))
                .unwrap()
                .points(),
            0.05,
            1e-15,
        );
    }

    #[test]
    fn what_is_no_margin_is_refused() {
        assert!(standard_error(17.2, &interval(17.3, 18.0)).is_err());
        assert!(standard_error(101.0, &interval(90.0, 102.0)).is_err());
        assert!(widen_model(f64::NAN, &interval(0.0, 1.0)).is_err());
        assert!(widen_model(50.0, &interval(49.0, 101.0)).is_err());
    }

    #[test]
    fn model_intervals_are_widened_never_narrowed() {
        bounds(
            widen_model(17.0, &interval(16.5, 17.5)).unwrap(),
            15.5,
            18.5,
        );
        bounds(
            widen_model(17.0, &interval(14.0, 17.5)).unwrap(),
            14.0,
            18.5,
        );
        bounds(widen_model(0.5, &interval(0.3, 0.9)).unwrap(), 0.0, 2.0);
        bounds(
            widen_model(99.5, &interval(99.4, 99.9)).unwrap(),
            98.0,
            100.0,
        );
    }

    #[test]
    fn logit_and_back() {
        for percent in [0.1, 17.0, 50.0, 99.9] {
            close(inverse_logit(logit(percent)), percent, 1e-13);
        }
        close(logit(0.0), logit(0.05), 1e-15);
        close(logit(100.0), -logit(0.0), 1e-12);
    }
}
