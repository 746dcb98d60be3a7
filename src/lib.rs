//! Makes accessible PDF reports on the health of a Dutch region from open data.

pub mod figures;
pub mod pdf;
pub mod report;
pub mod statistics;
