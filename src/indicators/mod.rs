//! Indicators: values per area, what they are compared with, and the verdict. Pure.

mod compare;
mod compute;
mod derive;
mod division;
mod local;
mod national;
mod population;
mod region;
mod row;
mod scope;

pub use compute::{Input, compute};
pub use local::{FamilyCount, LocalInput};
pub use national::{Collector, National, NationalSpread, lacks_gemeenten};
pub use row::{Comparison, Figure, IndicatorTable, Method, Unavailable};
pub use scope::Scope;
