//! From the wide frames of the store to typed cells; the only place with column names.

mod ages;
mod cells;
mod division;
mod geometry;
mod load;
mod load_ages;
mod national;
mod unpivot;

pub use ages::AgeCounts;
pub use cells::{Cell, CellKey, Cells, SourceUse};
pub use division::division;
pub use geometry::{GeometryError, MultiPolygon, Shape, Shapes};
pub use load::{
    KEY_FIGURES, LoadError, Loader, Observations, POPULATION_STEMS, SINGLE_AGES, measure,
};
pub use national::{SpreadRow, spread_frame, spread_rows};
