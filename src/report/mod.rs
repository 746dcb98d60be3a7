//! The report: a model of plain texts, the templates around it and the folder for Typst.
//!
//! Pure: takes values and returns values, reads no file, clock or environment.
//! `model` is what a template may use, `render` fills the templates, `bundle` puts together
//! what Typst reads. Templates decide which blocks come and in what order, the house library
//! in `report-templates/huis` decides how they look.

pub mod build;
pub mod bundle;
pub mod check;
pub mod csv;
mod decimals;
pub mod escape;
pub mod house_parts;
mod letters;
pub mod lines;
pub mod lint;
pub mod model;
pub mod parts;
pub mod remark_parts;
pub mod render;
mod sheet_height;
pub mod sheets;
mod table;
pub mod templates;
pub mod verdieping;
pub mod xlsx;

pub use build::{Built, Drawing, DrawingPlace, Inputs, build};
pub use bundle::{Bundle, BundleFile, FIGURES_CSV, bundle};
pub use model::ReportModel;
pub use render::{Engine, RenderError};
