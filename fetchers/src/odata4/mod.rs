//! OData v4 as CBS speaks it: figures in long form, one observation per row.
//!
//! Codes are not padded and keep their meaning over the years; there is no limit of 10 000 records
//! but pages of 100 000. What is the same as in v3 (questions per set of areas, building of
//! columns, encoding of addresses) is used from `odata`.

pub(crate) mod address;
pub(crate) mod metadata;
pub(crate) mod observations;
pub(crate) mod pivot;
pub(crate) mod plan;
