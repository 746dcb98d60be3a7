//! Regions: sets of gemeenten, from a region file, built in, or by the kind of region.

mod file;
mod lookup;

use crate::area::{AreaCode, GemeenteCode, WijkCode};

pub use file::{HouseStyle, RegionFault, RegionFile, SubArea};
pub use lookup::{RegionError, find, ladder_region, list};

/// A region: a set of gemeenten with a code and a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Code: its own, or that of the provincie or GGD.
    pub code: AreaCode,
    /// Name on the page.
    pub name: String,
    /// Who asked for the report, if the region file says so.
    pub opdrachtgever: Option<String>,
    /// The regionale ondersteuningsstructuur, if the region file says so.
    pub ros: Option<String>,
    /// The gemeenten, in the order of their codes.
    pub gemeenten: Vec<GemeenteCode>,
    /// Mapping files of local extracts, relative to the region file.
    pub extracten: Vec<String>,
    /// Files with remarks of partners, relative to the region file; a name may have a `*`.
    pub duiding: Vec<String>,
    /// Areas inside the region that are made of wijken.
    pub gebieden: Vec<(String, Vec<WijkCode>)>,
    /// Look of the report.
    pub huisstijl: HouseStyle,
}
