//! Indicators: values per area, what they are compared with, and the verdict. Pure.

mod compare;
mod compute;
mod derive;
mod division;
mod local;
mod national;
mod nearby;
#[cfg(test)]
mod nearby_tests;
mod population;
mod region;
mod row;
mod scope;
mod survey;
mod two_bands;

pub use compute::{Input, compute};
pub use local::{FamilyCount, LocalInput};
pub use national::{Collector, National, NationalSpread, lacks_gemeenten};
pub use row::{Comparison, Figure, IndicatorTable, Method, Unavailable};
pub use scope::Scope;
pub use survey::{SurveyTrend, Surveys, TrendKey};
pub use two_bands::two_band_id;
