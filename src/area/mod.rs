//! Areas: codes, levels, names and which area lies in which.
//!
//! Codes are parsed once, at the door; after it no `String` code exists.

mod changes;
mod code;
mod division;
mod hierarchy;
mod names;
mod spelling;

pub use changes::{is_same_area, present_since};
pub use code::{AreaCode, AreaLevel, CodeError, GemeenteCode, WijkCode};
pub use division::{Difference, Division, DivisionSource, Membership, RegionKind};
pub use hierarchy::{DIVISION_YEAR, Gemeente, Gemeenten, LookupError, nearest_names};
pub use names::{fold_name, folder_name};
