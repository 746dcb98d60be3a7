//! The integration tests, in one program because every test program links polars.

mod architecture;
mod figures;
mod fixtures;
