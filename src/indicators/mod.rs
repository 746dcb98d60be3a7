//! Indicators: values per area, what they are compared with, and the verdict. Pure.

mod age_bands;
mod age_parts;
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
mod shown;
mod survey;
mod two_bands;

pub use age_bands::AgeBand;
pub use age_parts::AgePart;
pub use compute::{Input, compute};
pub use local::{FamilyCount, LocalInput};
pub use national::{Collector, National, NationalSpread, lacks_gemeenten};
pub use row::{Comparison, Figure, IndicatorTable, Lack, Method, Unavailable};
pub use scope::Scope;
pub use shown::ShownFigures;
pub use survey::{SurveyTrend, Surveys, TrendKey};
pub use two_bands::two_band_id;
