//! The one door to `statrs`: distribution functions and quantiles.
//!
//! Everything else in the program asks here, so that one place checks the arguments (the library
//! panics outside [0, 1]) and one place is tested against published digits.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

use super::error::{StatisticsError, positive, within};

/// A confidence level, such as 0.95.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %, the level of all published margins.
    pub const P95: Self = Self(0.95);
    /// 99.8 %, the outer level of Fingertips.
    pub const P998: Self = Self(0.998);

    /// Returns a level strictly between 0 and 1.
    ///
    /// # Errors
    /// When the number is not strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self, StatisticsError> {
        open_unit("het betrouwbaarheidsniveau", level).map(Self)
    }

    /// Returns the share of the distribution in each tail, 0.025 at 95 %.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// Returns the standard normal quantile z, 1.959963984540054 at 95 %.
    pub fn z(self) -> f64 {
        -standard_normal().inverse_cdf(self.tail())
    }
}

fn standard_normal() -> Normal {
    Normal::standard()
}

fn open_unit(what: &'static str, probability: f64) -> Result<f64, StatisticsError> {
    within(
        what,
        probability,
        f64::MIN_POSITIVE,
        1.0 - f64::EPSILON / 2.0,
    )
}

/// Returns the standard normal quantile of a probability strictly between 0 and 1.
///
/// # Errors
/// When the probability is not strictly between 0 and 1.
pub fn normal_quantile(probability: f64) -> Result<f64, StatisticsError> {
    open_unit("de kans", probability).map(|p| standard_normal().inverse_cdf(p))
}

/// Returns the share of the standard normal distribution below `z`.
pub fn normal_cdf(z: f64) -> f64 {
    let tail = two_sided_p(z) / 2.0;
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// Returns the two-sided p-value of a standard normal test statistic, in [0, 1].
///
/// Computed as the upper tail of z² with one degree of freedom: the library's own normal tail is
/// good to ten digits only, this one to fifteen.
pub fn two_sided_p(z: f64) -> f64 {
    ChiSquared::new(1.0)
        .expect("one degree of freedom is above zero")
        .sf(z * z)
        .min(1.0)
}

/// Returns the chi-squared quantile for `freedom` degrees of freedom.
///
/// The library's answer is good to about nine digits in the tails; two Newton steps on its
/// distribution function bring it to full precision.
///
/// # Errors
/// When the probability is not strictly between 0 and 1 or `freedom` is not above zero.
pub fn chi_squared_quantile(probability: f64, freedom: f64) -> Result<f64, StatisticsError> {
    use statrs::distribution::Continuous;
    let probability = open_unit("de kans", probability)?;
    let distribution = chi_squared(freedom)?;
    let mut quantile = distribution.inverse_cdf(probability);
    for _ in 0..2 {
        let density = distribution.pdf(quantile);
        let step = (distribution.cdf(quantile) - probability) / density;
        if step.is_finite() && step.abs() < quantile / 2.0 {
            quantile -= step;
        }
    }
    Ok(quantile)
}

/// Returns the share of the chi-squared distribution above `statistic`: its p-value.
///
/// # Errors
/// When the statistic is negative or not a number, or `freedom` is not above zero.
pub fn chi_squared_p(statistic: f64, freedom: f64) -> Result<f64, StatisticsError> {
    let statistic = within("de toetsgrootheid", statistic, 0.0, f64::MAX)?;
    chi_squared(freedom).map(|distribution| distribution.sf(statistic))
}

fn chi_squared(freedom: f64) -> Result<ChiSquared, StatisticsError> {
    let freedom = positive("het aantal vrijheidsgraden", freedom)?;
    ChiSquared::new(freedom).map_err(|_| StatisticsError::Undefined {
        what: "de chikwadraatverdeling",
        reason: "het aantal vrijheidsgraden is niet bruikbaar",
    })
}

/// Returns the quantile of Student's t for `freedom` degrees of freedom.
///
/// # Errors
/// When the probability is not strictly between 0 and 1 or `freedom` is not above zero.
pub fn t_quantile(probability: f64, freedom: f64) -> Result<f64, StatisticsError> {
    use statrs::distribution::Continuous;
    let probability = open_unit("de kans", probability)?;
    let distribution = students_t(freedom)?;
    // Only the lower half is inverted, so that the answer is exactly symmetric.
    let tail = probability.min(1.0 - probability);
    let mut quantile = distribution.inverse_cdf(tail);
    let step = (distribution.cdf(quantile) - tail) / distribution.pdf(quantile);
    if step.is_finite() {
        quantile -= step;
    }
    Ok(if probability > 0.5 {
        -quantile
    } else {
        quantile
    })
}

/// Returns the share of Student's t distribution below `t`.
///
/// # Errors
/// When `freedom` is not above zero.
pub fn t_cdf(t: f64, freedom: f64) -> Result<f64, StatisticsError> {
    students_t(freedom).map(|distribution| distribution.cdf(t))
}

fn students_t(freedom: f64) -> Result<StudentsT, StatisticsError> {
    let freedom = positive("het aantal vrijheidsgraden", freedom)?;
    StudentsT::new(0.0, 1.0, freedom).map_err(|_| StatisticsError::Undefined {
        what: "de t-verdeling",
        reason: "het aantal vrijheidsgraden is niet bruikbaar",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{TEN_DIGITS, close};

    #[test]
    fn normal_quantiles_have_the_published_digits() {
        close(Confidence::P95.z(), 1.959_963_984_540_054, 1e-15);
        close(Confidence::P998.z(), 3.090_232_306_167_813, 1e-14);
        close(
            normal_quantile(0.975).unwrap(),
            1.959_963_984_540_054,
            1e-14,
        );
        close(normal_cdf(1.959_963_984_540_054), 0.975, 1e-14);
        close(normal_cdf(-1.959_963_984_540_054), 0.025, 1e-14);
        close(normal_cdf(0.0), 0.5, 1e-15);
        close(two_sided_p(2.771_807_65), 0.005_574_596_658_511_644, 1e-13);
        close(two_sided_p(-8.0), 1.244_192_114_854_356_8e-15, 1e-12);
    }

    #[test]
    fn chi_squared_agrees_with_an_independent_implementation() {
        for (p, freedom, expected) in CHI_SQUARED {
            close(
                chi_squared_quantile(p, freedom).unwrap(),
                expected,
                TEN_DIGITS,
            );
            close(chi_squared_p(expected, freedom).unwrap(), 1.0 - p, 1e-9);
        }
    }

    #[test]
    fn students_t_agrees_with_an_independent_implementation() {
        for (p, freedom, expected) in STUDENTS_T {
            close(t_quantile(p, freedom).unwrap(), expected, TEN_DIGITS);
            close(t_quantile(1.0 - p, freedom).unwrap(), -expected, TEN_DIGITS);
            close(t_cdf(expected, freedom).unwrap(), p, TEN_DIGITS);
        }
    }

    #[test]
    fn probabilities_outside_the_unit_interval_are_refused() {
        for p in [-0.1, 0.0, 1.0, 1.1, f64::NAN, f64::INFINITY] {
            assert!(normal_quantile(p).is_err());
            assert!(chi_squared_quantile(p, 3.0).is_err());
            assert!(t_quantile(p, 3.0).is_err());
            assert!(Confidence::new(p).is_err());
        }
        assert!(chi_squared_quantile(0.5, 0.0).is_err());
        assert!(t_quantile(0.5, f64::NAN).is_err());
    }

    // Computed with thirty digits in mpmath.
    const CHI_SQUARED: [(f64, f64, f64); 8] = [
        (0.95, 1.0, 3.841458820694126),
        (0.998, 1.0, 9.549_535_706_083_244),
        (0.025, 2.0, 0.050_635_615_968_579_75),
        (0.975, 2.0, 7.3777589082278726),
        (0.025, 18.0, 8.230_746_194_756_664),
        (0.975, 20.0, 34.169_606_902_838_34),
        (0.95, 2.0, 5.991464547107982),
        (0.95, 3.0, 7.81472790325118),
    ];
    const STUDENTS_T: [(f64, f64, f64); 5] = [
        (0.975, 1.0, 12.706204736174705),
        (0.975, 2.0, 4.302_652_729_749_464),
        (0.975, 7.0, 2.3646242515927853),
        (0.975, 30.0, 2.042_272_456_301_238),
        (0.999, 4.0, 7.1731822197823085),
    ];
}
