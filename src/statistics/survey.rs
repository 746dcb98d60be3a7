//! A survey figure with a known margin: the only thing that can be tested.

use super::error::{StatisticsError, percentage, positive, within};
use super::interval::{Estimate, Interval, weighted_wilson};
use super::kind::FigureKind;
use super::margin::{PublishedError, Scale, logit, standard_error};
use super::quantile::Confidence;

/// A percentage from a survey with a 95 % margin and the standard error behind it.
///
/// It can only be made for kinds of figures that allow a test, so a model figure never becomes
/// one: its interval says how sure the model is, not how the answers of people would vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyEstimate {
    estimate: Estimate,
    error: PublishedError,
}

impl SurveyEstimate {
    /// Returns the survey figure with its published 95 % margin (`MOG0095`, `MBG0095`), in
    /// per cent.
    ///
    /// # Errors
    /// When the kind allows no test, or the numbers are not a percentage in its own margin.
    pub fn published(
        kind: FigureKind,
        value: f64,
        margin: Interval,
    ) -> Result<Self, StatisticsError> {
        if !kind.allows_test() {
            return Err(StatisticsError::KindHasNoTest(kind));
        }
        let error = standard_error(value, &margin)?;
        let estimate = Estimate::new(value, margin.lower(), margin.upper())?;
        Ok(Self { estimate, error })
    }

    /// Returns the survey figure with Wilson's margin for an effective number of respondents.
    ///
    /// # Errors
    /// When the kind allows no test, the value is no percentage or the size is not above zero.
    pub fn with_effective_size(
        kind: FigureKind,
        value: f64,
        effective_size: f64,
    ) -> Result<Self, StatisticsError> {
        let value = percentage("de waarde", value)?;
        let wilson = weighted_wilson(value / 100.0, effective_size, Confidence::P95)?;
        let scaled = wilson.interval().scaled(100.0)?;
        let margin = Interval::spanning(value, scaled.lower(), scaled.upper().min(100.0))?;
        Self::published(kind, value, margin)
    }

    /// Returns the survey figure of `respondents` people whose answers were weighted with this
    /// design effect (1 or more), so that the effective size is respondents / effect.
    ///
    /// # Errors
    /// As [`SurveyEstimate::with_effective_size`], and when the design effect is not above zero.
    pub fn with_design_effect(
        kind: FigureKind,
        value: f64,
        respondents: f64,
        design_effect: f64,
    ) -> Result<Self, StatisticsError> {
        let effect = positive("het designeffect", design_effect)?;
        let respondents = positive("het aantal respondenten", respondents)?;
        Self::with_effective_size(kind, value, respondents / effect)
    }

    /// Returns the percentage.
    pub const fn value(&self) -> f64 {
        self.estimate.value()
    }

    /// Returns the 95 % margin in per cent.
    pub const fn margin(&self) -> Interval {
        self.estimate.interval()
    }

    /// Returns the percentage with its margin.
    pub const fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// Returns the standard error in percentage points, at least 0.05.
    pub const fn standard_error(&self) -> f64 {
        self.error.points()
    }

    /// Returns the standard error in log odds.
    pub const fn log_odds_error(&self) -> f64 {
        self.error.log_odds()
    }

    /// Returns the log odds of the percentage.
    pub fn log_odds(&self) -> f64 {
        logit(self.value())
    }

    /// Returns the scale on which the margin is symmetric.
    pub const fn scale(&self) -> Scale {
        self.error.scale()
    }
}

/// The population of a part as a fraction of the whole, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct PopulationShare(f64);

impl PopulationShare {
    /// Returns the share of `part` people in `whole` people, both of the indicator's age group.
    ///
    /// # Errors
    /// When the whole is not above zero or the part is not between 0 and the whole.
    pub fn of(part: f64, whole: f64) -> Result<Self, StatisticsError> {
        let whole = positive("de bevolking van het geheel", whole)?;
        let part = within("de bevolking van het deel", part, 0.0, whole)?;
        Ok(Self(part / whole))
    }

    /// Returns the share as a fraction.
    pub const fn fraction(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{TEN_DIGITS, bounds, close};

    #[test]
    fn only_kinds_with_a_test_become_a_survey_estimate() {
        let margin = Interval::new(16.0, 18.5).unwrap();
        for kind in FigureKind::ALL {
            let made = SurveyEstimate::published(kind, 17.2, margin);
            assert_eq!(made.is_ok(), kind.allows_test(), "{kind:?}");
        }
    }

    /// Smoking 2020 per GGD region with its margin (volksgezondheidenzorg.info).
    const SMOKING: [(f64, f64, f64); 25] = [
        (20.4, 19.5, 21.2),
        (14.8, 14.1, 15.5),
        (17.2, 16.0, 18.5),
        (16.7, 15.1, 18.5),
        (17.7, 16.9, 18.5),
        (17.4, 16.4, 18.4),
        (18.0, 17.2, 18.9),
        (16.4, 15.3, 17.6),
        (19.7, 18.6, 20.9),
        (16.4, 15.7, 17.1),
        (15.4, 14.8, 16.1),
        (14.6, 14.0, 15.3),
        (15.2, 14.4, 15.9),
        (17.4, 16.3, 18.5),
        (14.7, 14.1, 15.4),
        (16.9, 16.2, 17.5),
        (15.2, 14.4, 16.0),
        (15.1, 14.7, 15.6),
        (18.2, 17.6, 18.9),
        (17.3, 16.3, 18.3),
        (15.3, 14.6, 16.1),
        (17.5, 16.5, 18.4),
        (16.1, 15.3, 17.0),
        (14.5, 13.7, 15.4),
        (19.3, 18.8, 19.9),
    ];

    #[test]
    fn margins_of_all_ggd_regions_are_linear_with_a_plausible_error() {
        for (value, lower, upper) in SMOKING {
            let margin = Interval::new(lower, upper).unwrap();
            let survey = SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap();
            assert_eq!(survey.scale(), Scale::Linear, "{value}");
            close(
                survey.standard_error(),
                (upper - lower) / 3.919_927_969_080_108,
                1e-12,
            );
            assert!((0.2..0.9).contains(&survey.standard_error()), "{value}");
        }
    }

    #[test]
    fn effective_size_gives_wilson_in_per_cent() {
        let survey = SurveyEstimate::with_effective_size(FigureKind::Lokaal, 65.0, 100.0).unwrap();
        bounds(
            survey.margin(),
            55.254_443_296_887_97,
            73.635_751_756_902_47,
        );
        let designed =
            SurveyEstimate::with_design_effect(FigureKind::Lokaal, 65.0, 150.0, 1.5).unwrap();
        close(
            designed.margin().lower(),
            survey.margin().lower(),
            TEN_DIGITS,
        );
        assert!(SurveyEstimate::with_design_effect(FigureKind::Lokaal, 65.0, 150.0, 0.0).is_err());
    }

    #[test]
    fn certainties_of_zero_and_hundred_keep_a_margin() {
        for value in [0.0, 100.0] {
            let survey =
                SurveyEstimate::with_effective_size(FigureKind::Enquete, value, 60.0).unwrap();
            assert!(survey.margin().width() > 1.0);
            assert!(survey.standard_error() >= 0.05 && survey.log_odds_error().is_finite());
        }
    }

    #[test]
    fn a_part_is_never_more_than_the_whole() {
        close(
            PopulationShare::of(93.0, 100.0).unwrap().fraction(),
            0.93,
            1e-15,
        );
        assert!(PopulationShare::of(101.0, 100.0).is_err());
        assert!(PopulationShare::of(0.0, 0.0).is_err());
        assert!(PopulationShare::of(-1.0, 10.0).is_err());
    }
}
