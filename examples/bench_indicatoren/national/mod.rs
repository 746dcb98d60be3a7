//! A made-up country in a store: `country` says which areas and indicators there are, `tables`
//! writes them as the store keeps what was fetched. The tests use the same country, but a small one.

pub mod country;
pub mod tables;

/// Any fault ends the measurement.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
