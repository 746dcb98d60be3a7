//! Local extracts: from the bytes of a file and its mapping to figures that may be printed.
//!
//! ```text
//! bytes → sheet (cells) → forms (rows of one shape) → places (areas) and numbers → Extract
//!       → protect (disclosure) → Protected, the only thing that the rest of the program sees
//! ```
//!
//! Nothing here reads a file, and no message or log holds the number of a cell.

pub mod guess;
pub mod mapping;
pub mod places;
pub mod sheet;

mod assemble;
mod fault;
mod forms;
mod fractions;
mod number;
mod observation;
mod protect;
mod protected;
mod read;
mod standardise;

pub use fault::{Fault, Faults, Spot};
pub use protected::{LocalCell, Protected, Shown};
pub use read::{Extract, IndicatorSummary};
