//! One observation of an extract: what a row says, in the unit of the report, checked.

use crate::area::AreaCode;
use crate::extract::Spot;
use crate::extract::forms::Ages;
use crate::period::Year;
use crate::reading::Absent;
use crate::statistics::Interval;

/// What is known of one area. Nothing of it may be printed before it went through `protect`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// No number, and why.
    Absent(Absent),
    /// A percentage of people.
    Share {
        /// Percentage, 0–100.
        percent: f64,
        /// Respondents, or the people of a full count.
        base: Option<f64>,
        /// People with the trait.
        cases: Option<f64>,
        /// Delivered margin, per cent.
        margin: Option<Interval>,
        /// Effective number of respondents.
        effective: Option<f64>,
        /// Whether it was made here from a count and its base.
        counted: bool,
    },
    /// A count of people.
    Count {
        /// People.
        count: f64,
        /// People that they are part of.
        base: Option<f64>,
    },
    /// A rate per 1 000 people that takes age into account.
    Standardised {
        /// Per 1 000 people.
        rate: f64,
        /// Its margin.
        margin: Interval,
        /// People with the trait, of all ages.
        events: f64,
    },
    /// A figure in another unit: a rate that was delivered, a score, kilometres.
    Other {
        /// The value.
        value: f64,
        /// Delivered margin.
        margin: Option<Interval>,
        /// Respondents or people.
        base: Option<f64>,
        /// Cases.
        cases: Option<f64>,
    },
}

/// An observation with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Index of the indicator in the mapping.
    pub indicator: usize,
    /// Area.
    pub area: AreaCode,
    /// Name of the wijken that the figure is about together.
    pub together: Option<String>,
    /// Year.
    pub period: Year,
    /// Ages.
    pub ages: Ages,
    /// The numbers.
    pub amount: Amount,
    /// Where it stands.
    pub spot: Spot,
}

#[cfg(test)]
impl Amount {
    /// The numbers as a test writes them: `15.7 n=812 x=127 eff=500 [14.1;17.3]`.
    pub fn words(&self) -> String {
        let round = |value: f64| (value * 1e6).round() / 1e6;
        let given = |name: &str, value: Option<f64>| {
            value.map_or_else(String::new, |value| format!(" {name}={}", round(value)))
        };
        let bounds = |margin: Option<Interval>| {
            margin.map_or_else(String::new, |m| {
                format!(" [{};{}]", round(m.lower()), round(m.upper()))
            })
        };
        match *self {
            Self::Absent(absent) => absent.as_str().to_owned(),
            Self::Share {
                percent,
                base,
                cases,
                margin,
                effective,
                counted,
            } => format!(
                "{}%{}{}{}{}{}",
                round(percent),
                given("n", base),
                given("x", cases),
                given("eff", effective),
                bounds(margin),
                if counted { " geteld" } else { "" }
            ),
            Self::Count { count, base } => format!("{}#{}", round(count), given("n", base)),
            Self::Standardised { rate, events, .. } => {
                format!("{}‰{}", round(rate), given("x", Some(events)))
            }
            Self::Other {
                value,
                margin,
                base,
                cases,
            } => format!(
                "{}{}{}{}",
                round(value),
                given("n", base),
                given("x", cases),
                bounds(margin)
            ),
        }
    }
}
