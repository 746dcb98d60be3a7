//! A made-up country in a store, and what reports reckon from it.
//!
//! `country` says which areas and indicators there are, `tables` writes them as the store keeps
//! what was fetched, `reckon` reads them back with the code of the program. The tests use the same
//! country, but a small one.

pub mod country;
pub mod reckon;
pub mod tables;

/// Any fault ends the measurement.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
