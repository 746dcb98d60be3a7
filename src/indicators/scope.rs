//! Which areas a report is about.

use crate::area::{AreaCode, Gemeente, GemeenteCode};
use crate::regio::Region;

/// The areas of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// The region around the gemeente, or the region itself.
    pub region: Region,
    /// The gemeente of a gemeente report; `None` for a region report.
    pub gemeente: Option<Gemeente>,
}

impl Scope {
    /// Returns the area that the report is about.
    pub fn subject(&self) -> AreaCode {
        self.gemeente
            .as_ref()
            .map_or_else(|| self.region.code.clone(), |g| AreaCode::Gemeente(g.code))
    }

    /// Returns the name of the area that the report is about.
    pub fn subject_name(&self) -> &str {
        self.gemeente
            .as_ref()
            .map_or(&self.region.name, |g| &g.name)
    }

    /// Returns the gemeenten whose wijken are shown.
    pub fn gemeenten(&self) -> Vec<GemeenteCode> {
        self.gemeente
            .as_ref()
            .map_or_else(|| self.region.gemeenten.clone(), |g| vec![g.code])
    }

    /// Returns whether figures of this area stand in the report.
    pub fn shows(&self, area: &AreaCode) -> bool {
        match area {
            AreaCode::Land => true,
            AreaCode::Gemeente(code) => self.has(*code),
            AreaCode::Wijk(wijk) => self.has(wijk.gemeente()),
            other => *other == self.region.code,
        }
    }

    /// Whether the wijken of a gemeente are shown.
    fn has(&self, code: GemeenteCode) -> bool {
        self.gemeente.as_ref().map_or_else(
            || self.region.gemeenten.contains(&code),
            |gemeente| gemeente.code == code,
        )
    }

    /// Returns what an area is compared with: wijk with gemeente, gemeente with region, region
    /// with Nederland; and Nederland beside it.
    pub fn references(&self, area: &AreaCode) -> Vec<AreaCode> {
        let ladder = match area {
            AreaCode::Land => return Vec::new(),
            AreaCode::Wijk(wijk) | AreaCode::Buurt(wijk, _) => AreaCode::Gemeente(wijk.gemeente()),
            // A region of one gemeente is that gemeente: there is nothing in between.
            AreaCode::Gemeente(_) if self.region.gemeenten.len() > 1 => self.region.code.clone(),
            _ => return vec![AreaCode::Land],
        };
        vec![ladder, AreaCode::Land]
    }
}
