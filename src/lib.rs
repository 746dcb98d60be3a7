//! regiobeeld: reports on the health of a Dutch region, from open data of CBS and RIVM.
//!
//! ```text
//! snapshot store → frame (cells) → indicators → findings → figures → report model
//!                → Tera → Typst source → typst-cli → PDF, with XLSX, CSV and a manifest
//! ```
//!
//! Only [`commands`], [`batch`] and [`pdf`] touch files, the clock or the
//! network; everything between them takes values and returns values.

// Cargo rebuilds when this differs: see .cargo/config.toml. Unused, so not in the program.
const _: Option<&str> = option_env!("REGIOBEELD_CHECKOUT");

pub mod area;
pub mod batch;
pub mod bundled;
pub mod cli;
pub mod commands;
pub mod disclosure;
pub mod error;
pub mod exit;
pub mod extract;
pub mod figures;
pub mod findings;
pub mod frame;
pub mod house;
pub mod indicators;
pub mod manifest;
pub mod pdf;
pub mod period;
pub mod reading;
pub mod regio;
pub mod remarks;
pub mod report;
pub mod settings;
pub mod statistics;
pub mod themes;
pub mod unit;
pub mod usage;
