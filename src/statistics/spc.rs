//! Control limits: how far a proportion may lie from the reference by chance alone.

use super::error::{StatisticsError, finite, percentage, positive};
use super::interval::{Interval, wilson};
use super::margin::DECIMAL_NOISE;
use super::quantile::Confidence;

/// Where a value lies against control limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Below the lower limit.
    Below,
    /// Between the limits or on one.
    Within,
    /// Above the upper limit.
    Above,
}

impl Position {
    /// Returns the position of a value against its limits.
    ///
    /// # Errors
    /// When the value is not finite.
    pub fn of(value: f64, limits: &Interval) -> Result<Self, StatisticsError> {
        let value = finite("de waarde", value)?;
        Ok(if value < limits.lower() - DECIMAL_NOISE {
            Self::Below
        } else if value > limits.upper() + DECIMAL_NOISE {
            Self::Above
        } else {
            Self::Within
        })
    }
}

/// Returns the control limits in per cent for `total` people around a reference percentage.
///
/// (2E + z² ∓ z√(z² + 4E(1 − E/n))) / (2(n + z²)) with E = n·p_ref: Wilson's interval around the
/// reference, as Fingertips uses it for proportions.
///
/// # Errors
/// When the reference is no percentage or `total` is not above zero.
pub fn control_limits(
    reference: f64,
    total: f64,
    level: Confidence,
) -> Result<Interval, StatisticsError> {
    let reference = percentage("de referentie", reference)?;
    let total = positive("het aantal mensen", total)?;
    let expected = (total * reference / 100.0).min(total);
    wilson(expected, total, level)?.interval().scaled(100.0)
}

/// Returns funnel limits in per cent by the normal approximation (Spiegelhalter 2005).
///
/// p ± z·√(p(100 − p)/n), not cut off at 0 and 100, as the published answers are not.
///
/// # Errors
/// When the baseline is no percentage or `total` is not above zero.
pub fn funnel_limits(
    baseline: f64,
    total: f64,
    level: Confidence,
) -> Result<Interval, StatisticsError> {
    let baseline = percentage("de basiswaarde", baseline)?;
    let total = positive("het aantal mensen", total)?;
    let half = level.z() * (baseline * (100.0 - baseline) / total).sqrt();
    Interval::new(baseline - half, baseline + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::close;

    const REFERENCE: f64 = 8.961_108_687_627_933;

    #[test]
    fn control_limits_give_the_published_positions() {
        let table = [
            (7.706_576_728_499_156, 5930.0, Position::Below),
            (9.8988, 2273.0, Position::Within),
            (12.4746, 1972.0, Position::Above),
        ];
        for (value, total, expected) in table {
            for level in [Confidence::P95, Confidence::P998] {
                let limits = control_limits(REFERENCE, total, level).unwrap();
                assert_eq!(Position::of(value, &limits).unwrap(), expected);
                assert!(limits.contains(REFERENCE));
            }
        }
    }

    #[test]
    fn control_limits_give_the_published_numbers() {
        for (level, lower, upper) in [
            (Confidence::P95, 8.2604, 9.7149),
            (Confidence::P998, 7.8799, 10.1742),
        ] {
            let limits = control_limits(REFERENCE, 5930.0, level).unwrap();
            // Published with four decimals.
            assert!((limits.lower() - lower).abs() < 1e-4, "{limits:?}");
            assert!((limits.upper() - upper).abs() < 1e-4, "{limits:?}");
        }
        let inner = control_limits(REFERENCE, 5930.0, Confidence::P95).unwrap();
        close(inner.lower(), 8.260_458_715_661_52, 1e-12);
        close(inner.upper(), 9.714_894_292_596_158, 1e-12);
    }

    #[test]
    fn funnel_gives_the_published_numbers() {
        let limits = |total, level| funnel_limits(80.642_448, total, level).unwrap();
        let published = |actual: f64, expected: f64| {
            assert!(
                (actual - expected).abs() < 1e-6,
                "{actual} against {expected}"
            );
        };
        let twenty = limits(20.0, Confidence::P95);
        published(twenty.lower(), 63.326_743);
        published(twenty.upper(), 97.958_152);
        published(limits(20.0, Confidence::P998).lower(), 53.341_156);
        let fifty = limits(50.0, Confidence::P95);
        published(fifty.lower(), 69.691_035);
        published(fifty.upper(), 91.593_861);
        published(limits(50.0, Confidence::P998).lower(), 63.375_595);
    }

    #[test]
    fn a_value_on_a_limit_is_within() {
        let limits = Interval::new(8.2, 9.7).unwrap();
        for value in [8.2, 9.7] {
            assert_eq!(Position::of(value, &limits).unwrap(), Position::Within);
        }
        assert_eq!(Position::of(8.1, &limits).unwrap(), Position::Below);
        assert_eq!(Position::of(9.8, &limits).unwrap(), Position::Above);
    }

    #[test]
    fn what_is_no_proportion_is_refused() {
        assert!(control_limits(101.0, 10.0, Confidence::P95).is_err());
        assert!(control_limits(10.0, 0.0, Confidence::P95).is_err());
        assert!(funnel_limits(-1.0, 10.0, Confidence::P95).is_err());
        let limits = control_limits(50.0, 10.0, Confidence::P95).unwrap();
        assert!(Position::of(f64::NAN, &limits).is_err());
    }
}
