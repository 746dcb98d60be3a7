//! Comparing an area with a reference: which rule applies depends on the kind of figure.
//!
//! A [`Comparison`] cannot be filled in by hand. Surveys make one through [`SurveyTest`], which
//! brings a p-value; models, registers and estimates make one through [`compare_model`],
//! [`compare_registry`] and [`compare_range`], which have no way to give it one.

mod fixed;
mod survey;
mod threshold;

#[cfg(test)]
mod tests;

pub use fixed::{compare_model, compare_range, compare_registry};
pub use survey::{SurveyTest, compare_part_with_whole, compare_surveys};
pub use threshold::{RegistryUnit, RelevanceRule};

use super::interval::Interval;
use super::kind::Direction;
use super::multiple::AdjustedP;
use super::verdict::{Side, Verdict};

/// A verdict needs a BH-adjusted p-value below this.
pub const SIGNIFICANCE: f64 = 0.05;

/// How a comparison was made (column `methode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Two independent surveys.
    SurveyAgainstSurvey,
    /// A part of a survey against the rest of the whole.
    PartAgainstRest,
    /// A model interval against a fixed modelled reference.
    ModelInterval,
    /// A register against a threshold.
    RegistryThreshold,
    /// The range of an estimate against a threshold.
    EstimateRange,
    /// Nothing was compared.
    None,
}

impl Method {
    /// Returns the code that output files use in the column `methode`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SurveyAgainstSurvey => "z_toets",
            Self::PartAgainstRest => "z_toets_deel_tegen_rest",
            Self::ModelInterval => "model_interval",
            Self::RegistryThreshold => "registratie_drempel",
            Self::EstimateRange => "schatting_bereik",
            Self::None => "geen",
        }
    }
}

/// Why a comparison has no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoTest {
    /// The source gives no bounds.
    NoMargin,
    /// The part holds more than half of the whole, so that it is mostly compared with itself.
    MoreThanHalf,
    /// The margins of part and whole contradict each other: a variance is zero or negative.
    VarianceNotPositive,
    /// There is no reference value of the same table, year and population.
    NoReference,
    /// The difference is smaller than the threshold for figures without a test.
    BelowThreshold,
    /// The difference reaches the threshold, but not over the whole range of the estimate.
    RangeReachesThreshold,
    /// The reference is zero, so that a threshold in per cent of it means nothing.
    ReferenceIsZero,
    /// People signed up for the survey themselves; it says nothing about everybody.
    SelfSelected,
    /// A weighted survey with its number of respondents only: its margin is too narrow.
    Unweighted,
    /// A local count: nobody said how its chance error is to be judged.
    LocalCount,
    /// Nobody knows which part of the whole this part is.
    NoPopulation,
    /// The figure is one of several wijken together.
    Together,
}

impl NoTest {
    /// Returns the reason as a Dutch sentence without capital and full stop.
    ///
    /// `part` and `whole` name the two levels, such as "wijk" and "gemeente".
    pub fn reason(self, part: &str, whole: &str) -> String {
        match self {
            Self::NoMargin => "geen marge gepubliceerd".to_owned(),
            Self::MoreThanHalf => format!("deze {part} is meer dan de helft van de {whole}"),
            Self::VarianceNotPositive => {
                format!("de marges van deze {part} en van de {whole} passen niet bij elkaar")
            }
            Self::NoReference => "er is geen cijfer om mee te vergelijken".to_owned(),
            Self::BelowThreshold => "het verschil is kleiner dan de drempel".to_owned(),
            Self::RangeReachesThreshold => {
                "het verschil is niet zeker groter dan de drempel".to_owned()
            }
            Self::ReferenceIsZero => {
                "een drempel in procenten van nul heeft geen betekenis".to_owned()
            }
            Self::SelfSelected => "deelnemers meldden zich zelf aan".to_owned(),
            Self::Unweighted => "marge te smal: zonder weging".to_owned(),
            Self::LocalCount => "een lokale telling krijgt geen oordeel".to_owned(),
            Self::NoPopulation => {
                format!("het aantal inwoners van deze {part} of de {whole} is niet bekend")
            }
            Self::Together => "het cijfer is van wijken samen".to_owned(),
        }
    }
}

/// The p-values of a survey test.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Evidence {
    z: f64,
    p: f64,
    adjusted: AdjustedP,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Outcome {
    /// Different, and the direction of the indicator may judge it.
    Judged(Side),
    /// Different, but never judged (registers and estimates).
    Plain(Side),
    NotClearlyDifferent,
    Untested(NoTest),
}

/// The finished comparison of one value with one reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    difference: Option<f64>,
    difference_interval: Option<Interval>,
    threshold: Option<f64>,
    evidence: Option<Evidence>,
    outcome: Outcome,
    method: Method,
}

impl Comparison {
    /// Returns a comparison that was not made, with the difference when both numbers are known.
    pub const fn untested(difference: Option<f64>, reason: NoTest) -> Self {
        Self {
            difference,
            difference_interval: None,
            threshold: None,
            evidence: None,
            outcome: Outcome::Untested(reason),
            method: Method::None,
        }
    }

    /// Returns value − reference, in the unit of the value.
    pub const fn difference(&self) -> Option<f64> {
        self.difference
    }

    /// Returns the 95 % interval (survey), model interval or range of the difference.
    pub const fn difference_interval(&self) -> Option<Interval> {
        self.difference_interval
    }

    /// Returns the least difference that counts, in the unit of the value.
    pub const fn threshold(&self) -> Option<f64> {
        self.threshold
    }

    /// Returns the test statistic; only surveys have one.
    pub fn z(&self) -> Option<f64> {
        self.evidence.map(|evidence| evidence.z)
    }

    /// Returns the p-value before correction; only surveys have one.
    pub fn p(&self) -> Option<f64> {
        self.evidence.map(|evidence| evidence.p)
    }

    /// Returns the p-value after correction for many comparisons; only surveys have one.
    pub fn adjusted_p(&self) -> Option<f64> {
        self.evidence.map(|evidence| evidence.adjusted.value())
    }

    /// Returns how the comparison was made.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Returns why there is no verdict, when there is none.
    pub const fn no_test(&self) -> Option<NoTest> {
        match self.outcome {
            Outcome::Untested(reason) => Some(reason),
            _ => None,
        }
    }

    /// Returns the side of the reference, when the value clearly lies on one.
    pub const fn side(&self) -> Option<Side> {
        match self.outcome {
            Outcome::Judged(side) | Outcome::Plain(side) => Some(side),
            Outcome::NotClearlyDifferent | Outcome::Untested(_) => None,
        }
    }

    /// Returns the verdict for an indicator of this direction.
    pub const fn verdict(&self, direction: Direction) -> Verdict {
        match self.outcome {
            Outcome::Judged(side) => Verdict::judged(side, direction),
            Outcome::Plain(side) => Verdict::plain(side),
            Outcome::NotClearlyDifferent => Verdict::NietDuidelijkAnders,
            Outcome::Untested(_) => Verdict::GeenToets,
        }
    }
}
