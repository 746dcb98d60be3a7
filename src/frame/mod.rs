//! From the wide frames of the store to typed cells; the only place with column names.

mod absence;
mod ages;
mod cells;
mod columns;
mod division;
mod gather;
mod geometry;
mod load;
mod load_ages;
mod made_up;
mod national;
mod place;
mod roles;
mod row_groups;
mod survey_rows;
mod wide;

pub use ages::{AgeClass, AgeCounts};
pub use cells::{Cell, CellKey, Cells, SourceUse};
pub use columns::{measure, measure_of};
pub use division::division;
pub use geometry::{GeometryError, MultiPolygon, Shape, Shapes};
pub use load::{
    FEW_AREAS, KEY_FIGURES, LoadError, Loader, Observations, POPULATION_STEMS, SINGLE_AGES,
    codes_in_tables, population_stems,
};
pub use national::{SpreadRow, spread_frame, spread_rows};
pub use row_groups::{ColumnKind, RowGroups, Rows, RowsError};
pub use survey_rows::{SurveyRow, survey_frame, survey_rows};
