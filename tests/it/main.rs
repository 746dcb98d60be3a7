//! The integration tests, in one program because every test program links polars.

mod architecture;
mod fetch_faults;
mod fetch_features;
mod fetch_fixtures;
mod fetch_rows;
mod fetch_store;
mod figures;
mod fixtures;
mod pdf;
mod support;
