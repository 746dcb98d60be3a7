//! Making reports: one, or many side by side. Writes files; reads the store.

mod data;
mod desk;
mod edition;
mod fault;
mod fetch;
mod fetched;
mod folder;
mod gemeenten;
mod make;
mod national;
mod needs;
mod outputs;
mod own_templates;
mod people;
mod pictures;
mod plan;
mod reader;
mod resume;
mod run;
mod shared;
mod slot;
mod stages;
mod survey_store;
mod surveys;

pub use data::DataError;
pub use data::{Loaded, load};
pub use edition::{EditionError, Join, Joined, join};
pub use fetch::{News, Round, fetch};
pub use fetched::{FetchReport, FetchedSlice};
pub use folder::{Draft, clear_left_overs, files_below, foreign_file};
pub use gemeenten::keep_spread_of_gemeenten;
pub use make::{Job, Made, MakeError, make};
pub use national::{
    NationalFigures, NationalState, keep_national, national_state, work_out_national,
};
pub use needs::{Need, Used, can_be_asked, for_scopes, is_map, of_tables};
pub use own_templates::{TemplateFolderError, read_templates};
pub use people::people;
pub use reader::{Cache, Reader};
pub use resume::Receipts;
pub use run::{Finished, run};
pub use shared::{Apart, Options, Shared};
pub use stages::{Stage, StageTimes};
pub use survey_store::keep_surveys;
pub use surveys::{SurveyReader, areas_of, survey_series, surveys};
