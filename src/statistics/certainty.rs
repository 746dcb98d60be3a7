//! How sure a survey difference is, in words. Not for models.

use super::compare::{Comparison, SurveyTest};
use super::quantile::normal_cdf;

/// The certainty that a survey difference has the sign that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// 80 to 95 %.
    Likely,
    /// 95 to 99 %.
    VeryLikely,
    /// 99 % or more.
    AlmostCertain,
}

impl Certainty {
    /// Returns the certainty of a survey difference, or nothing below 80 %.
    pub fn of(test: &SurveyTest) -> Option<Self> {
        Self::of_probability(test.probability_of_sign())
    }

    /// Returns the certainty of a finished comparison of surveys; nothing for one without a test.
    pub fn of_comparison(comparison: &Comparison) -> Option<Self> {
        Self::of_probability(normal_cdf(comparison.z()?.abs()))
    }

    fn of_probability(probability: f64) -> Option<Self> {
        if probability >= 0.99 {
            Some(Self::AlmostCertain)
        } else if probability >= 0.95 {
            Some(Self::VeryLikely)
        } else if probability >= 0.80 {
            Some(Self::Likely)
        } else {
            None
        }
    }

    /// Returns the Dutch words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Likely => "waarschijnlijk",
            Self::VeryLikely => "zeer waarschijnlijk",
            Self::AlmostCertain => "bijna zeker",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::compare::{NoTest, RelevanceRule, compare_surveys};
    use crate::statistics::interval::Interval;
    use crate::statistics::kind::FigureKind;
    use crate::statistics::multiple::benjamini_hochberg;
    use crate::statistics::survey::SurveyEstimate;

    #[test]
    fn words_follow_the_probability() {
        let words = |p| Certainty::of_probability(p).map(Certainty::words);
        assert_eq!(words(0.99), Some("bijna zeker"));
        assert_eq!(words(0.989), Some("zeer waarschijnlijk"));
        assert_eq!(words(0.95), Some("zeer waarschijnlijk"));
        assert_eq!(words(0.949), Some("waarschijnlijk"));
        assert_eq!(words(0.80), Some("waarschijnlijk"));
        assert_eq!(words(0.799), None);
    }

    #[test]
    fn a_difference_of_1_96_errors_is_very_likely_in_its_direction() {
        let survey = |value: f64| {
            let margin = Interval::new(value - 1.0, value + 1.0).unwrap();
            SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap()
        };
        let test = compare_surveys(&survey(20.0), &survey(20.0 + 2.0_f64.sqrt())).unwrap();
        assert_eq!(Certainty::of(&test), Some(Certainty::VeryLikely));
        let adjusted = benjamini_hochberg(&[test.p()]).unwrap()[0];
        let finished = test.conclude(adjusted, &RelevanceRule::default()).unwrap();
        let after = Certainty::of_comparison(&finished);
        assert_eq!(after, Some(Certainty::VeryLikely));
        let untested = Comparison::untested(Some(9.0), NoTest::NoMargin);
        assert_eq!(Certainty::of_comparison(&untested), None);
    }
}
