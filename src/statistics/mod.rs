//! The statistics of the report: pure functions on plain numbers.
//!
//! Nothing here reads files, clocks or frames. Shares are percentages (0–100) unless a name or
//! docstring says "fraction" (0–1); differences of percentages and standard errors are in
//! percentage points. Every answer is independent of the order in which areas are given, bit for
//! bit. Only surveys get p-values: a [`compare::SurveyTest`] is built from
//! [`survey::SurveyEstimate`]s, and no other road leads to a p-value.

pub mod armitage;
pub mod certainty;
pub mod compare;
pub mod dependency;
pub mod did;
pub mod error;
pub mod interval;
pub mod kind;
pub mod margin;
pub mod multiple;
pub mod quantile;
mod random;
pub mod rank;
pub mod rate;
pub mod rollup;
pub mod sii;
mod size;
pub mod spc;
pub mod spread;
pub mod standardise;
mod sum;
pub mod survey;
pub mod trend;
pub mod verdict;

#[cfg(test)]
mod check;
#[cfg(test)]
mod properties;

pub use compare::{Comparison, NoTest, RelevanceRule};
pub use error::StatisticsError;
pub use interval::{Estimate, Interval};
pub use kind::{Direction, FigureKind};
pub use quantile::Confidence;
pub use rank::Fifth;
pub use spread::Spread;
pub use survey::SurveyEstimate;
pub use verdict::{Side, Verdict};
