//! OData v3 as CBS and RIVM speak it.

pub(crate) mod address;
pub(crate) mod columns;
pub(crate) mod conditions;
mod flat;
pub(crate) mod frames;
pub(crate) mod metadata;
pub(crate) mod plan;
pub(crate) mod rows;
