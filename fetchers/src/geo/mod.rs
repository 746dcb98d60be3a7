//! Features of PDOK: boundaries with a few figures.

pub(crate) mod features;
pub(crate) mod outline;
