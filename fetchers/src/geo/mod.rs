//! Features of PDOK: boundaries with a few figures.

pub(crate) mod areas;
pub(crate) mod collect;
pub(crate) mod crs;
pub(crate) mod features;
pub(crate) mod figures;
pub(crate) mod geometry;
pub(crate) mod outline;
pub(crate) mod shared;
pub(crate) mod wfs;
