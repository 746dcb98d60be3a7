//! Comparisons of surveys: the only ones with a p-value.

use super::threshold::reaches;
use super::{Comparison, Evidence, Method, NoTest, Outcome, RelevanceRule, SIGNIFICANCE};
use crate::statistics::error::{StatisticsError, positive};
use crate::statistics::interval::{Interval, newcombe_difference};
use crate::statistics::margin::Scale;
use crate::statistics::multiple::AdjustedP;
use crate::statistics::quantile::{Confidence, normal_cdf, two_sided_p};
use crate::statistics::survey::{PopulationShare, SurveyEstimate};
use crate::statistics::verdict::Side;

/// A tested difference between surveys that still waits for the correction of its family.
///
/// The family is one indicator × level × comparator over all areas of the source; see
/// [`crate::statistics::multiple`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyTest {
    difference: f64,
    difference_interval: Interval,
    reference: f64,
    z: f64,
    /// Worked out once: its family asks for it, and so does the conclusion.
    p: f64,
    method: Method,
}

impl SurveyTest {
    /// Returns value − reference in percentage points.
    pub const fn difference(&self) -> f64 {
        self.difference
    }

    /// Returns the 95 % interval of the difference in percentage points.
    pub const fn difference_interval(&self) -> Interval {
        self.difference_interval
    }

    /// Returns the test statistic.
    pub const fn z(&self) -> f64 {
        self.z
    }

    /// Returns the two-sided p-value, before correction.
    pub const fn p(&self) -> f64 {
        self.p
    }

    /// Returns how sure it is that the difference has the sign that it shows, from 0.5 to 1.
    pub fn probability_of_sign(&self) -> f64 {
        normal_cdf(self.z.abs())
    }

    /// Returns the comparison, now that the p-value is corrected for its family.
    ///
    /// A difference is stated when the adjusted p is below 0.05 and the difference is relevant.
    ///
    /// # Errors
    /// When the adjusted p-value is below the raw one, so cannot belong to this test.
    pub fn conclude(
        &self,
        adjusted: AdjustedP,
        rule: &RelevanceRule,
    ) -> Result<Comparison, StatisticsError> {
        let p = self.p();
        // A stored value has six decimals.
        if adjusted.value() + 1e-6 < p {
            return Err(StatisticsError::Undefined {
                what: "het oordeel",
                reason: "de gecorrigeerde p-waarde hoort bij een andere toets",
            });
        }
        let threshold = rule.threshold(self.reference)?;
        let clear = adjusted.value() < SIGNIFICANCE && reaches(self.difference, threshold);
        let side = Side::of(self.difference).filter(|_| clear);
        Ok(Comparison {
            difference: Some(self.difference),
            difference_interval: Some(self.difference_interval),
            threshold: Some(threshold),
            evidence: Some(Evidence {
                z: self.z,
                p,
                adjusted,
            }),
            outcome: side.map_or(Outcome::NotClearlyDifferent, Outcome::Judged),
            method: self.method,
        })
    }
}

/// Compares two independent surveys: z = (p₁ − p₂)/√(se₁² + se₂²), unpooled.
///
/// When a margin is clearly asymmetric the same formula is used on log odds, and the interval of
/// the difference combines the published bounds (Newcombe 1998). The reference is `second`.
///
/// # Errors
/// Only when a number is so large that the interval is not finite.
pub fn compare_surveys(
    first: &SurveyEstimate,
    second: &SurveyEstimate,
) -> Result<SurveyTest, StatisticsError> {
    let difference = first.value() - second.value();
    let linear = first.scale() == Scale::Linear && second.scale() == Scale::Linear;
    let (z, difference_interval) = if linear {
        let error = first.standard_error().hypot(second.standard_error());
        (difference / error, around(difference, error)?)
    } else {
        let error = first.log_odds_error().hypot(second.log_odds_error());
        let interval = newcombe_difference(&first.estimate(), &second.estimate())?.interval();
        ((first.log_odds() - second.log_odds()) / error, interval)
    };
    Ok(SurveyTest {
        difference,
        difference_interval,
        reference: second.value(),
        z,
        p: two_sided_p(z),
        method: Method::SurveyAgainstSurvey,
    })
}

/// Compares a part with the rest of the whole it belongs to.
///
/// d_rest = (p_part − p_whole)/(1 − w), Var(d_rest) = se_part² + se_rest². When the source
/// publishes the rest, give its standard error; otherwise se_rest follows from the whole:
/// se_rest² = (se_whole² − w²·se_part²)/(1 − w)², which makes Var(p_part − p_whole) equal to
/// se_part²(1 − 2w) + se_whole². The comparison shows the difference with the whole, its interval
/// and a z that is the same on both scales.
///
/// # Errors
/// A typed refusal when w > 0.5 or a variance is not positive.
pub fn compare_part_with_whole(
    part: &SurveyEstimate,
    whole: &SurveyEstimate,
    share: PopulationShare,
    published_rest_error: Option<f64>,
) -> Result<SurveyTest, NoTest> {
    let w = share.fraction();
    if w > 0.5 {
        return Err(NoTest::MoreThanHalf);
    }
    let part_variance = part.standard_error().powi(2);
    let rest_variance = match published_rest_error {
        Some(error) => error.powi(2),
        None => (whole.standard_error().powi(2) - w * w * part_variance) / (1.0 - w).powi(2),
    };
    let error = positive("de variantie", rest_variance)
        .and_then(|rest| positive("de variantie", (part_variance + rest).sqrt() * (1.0 - w)))
        .map_err(|_| NoTest::VarianceNotPositive)?;
    let difference = part.value() - whole.value();
    let z = difference / error;
    Ok(SurveyTest {
        difference,
        difference_interval: around(difference, error).map_err(|_| NoTest::VarianceNotPositive)?,
        reference: whole.value(),
        z,
        p: two_sided_p(z),
        method: Method::PartAgainstRest,
    })
}

fn around(difference: f64, error: f64) -> Result<Interval, StatisticsError> {
    let half = Confidence::P95.z() * error;
    Interval::around(difference, difference - half, difference + half)
}
