//! The report: a model of plain texts, the templates around it and the folder for Typst.
//!
//! Pure: takes values and returns values, reads no file, clock or environment.

pub mod model;
pub mod parts;
