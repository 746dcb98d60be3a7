//! Reports at the edge of what can happen: the longest and the shortest names, one wijk and more
//! than a hundred, no figures at all, only hidden ones, hostile texts. `cases` lists them,
//! `country` changes the fixtures, `store` runs the program on them. The tests use them too.

pub mod cases;
pub mod country;
mod grid;
pub mod names;
pub mod store;

pub use cases::{Outlier, all};
pub use store::make;

/// Any fault ends the gallery.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
