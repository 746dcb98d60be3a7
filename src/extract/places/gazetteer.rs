//! The areas that an extract can be about.

use std::collections::{BTreeMap, BTreeSet};

use crate::area::{AreaCode, Gemeente, GemeenteCode, Gemeenten, WijkCode, fold_name};
use crate::regio::Region;

/// The gemeenten of the division, the region that is asked for, and the wijken that are known.
#[derive(Debug)]
pub struct Gazetteer<'a> {
    gemeenten: &'a Gemeenten,
    region: Option<&'a Region>,
    wijken: BTreeMap<WijkCode, String>,
    /// Gemeenten of which every wijk is known.
    complete: BTreeSet<GemeenteCode>,
}

impl<'a> Gazetteer<'a> {
    /// Puts together what names and codes can mean. Without a region every gemeente counts.
    pub fn new(
        gemeenten: &'a Gemeenten,
        region: Option<&'a Region>,
        wijken: BTreeMap<WijkCode, String>,
    ) -> Self {
        let complete = wijken.keys().map(|wijk| wijk.gemeente()).collect();
        Self {
            gemeenten,
            region,
            wijken,
            complete,
        }
    }

    /// Returns all gemeenten of the division.
    pub const fn gemeenten(&self) -> &'a Gemeenten {
        self.gemeenten
    }

    /// Returns the region that is asked for.
    pub const fn region(&self) -> Option<&'a Region> {
        self.region
    }

    /// Returns the gemeenten of the region, or all of them.
    pub fn near(&self) -> impl Iterator<Item = &'a Gemeente> {
        let region = self.region;
        self.gemeenten.iter().filter(move |gemeente| {
            region.is_none_or(|region| region.gemeenten.contains(&gemeente.code))
        })
    }

    /// Returns the known wijken of the region with their names, of one gemeente if it is given.
    pub fn wijken(&self, of: Option<GemeenteCode>) -> impl Iterator<Item = (WijkCode, &str)> {
        let region = self.region;
        self.wijken
            .iter()
            .filter(move |(code, _)| of.is_none_or(|gemeente| code.gemeente() == gemeente))
            .filter(move |(code, _)| {
                region.is_none_or(|region| region.gemeenten.contains(&code.gemeente()))
            })
            .map(|(code, name)| (*code, name.as_str()))
    }

    /// Returns the name of a wijk that is known.
    pub fn wijk_name(&self, code: WijkCode) -> Option<&str> {
        self.wijken.get(&code).map(String::as_str)
    }

    /// Says whether all wijken of a gemeente are known, so that another code is wrong.
    pub fn knows_wijken_of(&self, gemeente: GemeenteCode) -> bool {
        self.complete.contains(&gemeente)
    }

    /// Says whether any wijk is known.
    pub fn has_wijken(&self) -> bool {
        !self.wijken.is_empty()
    }

    /// Returns the GGD regions of the gemeenten.
    pub fn ggds(&self) -> BTreeMap<AreaCode, &'a str> {
        self.gemeenten
            .iter()
            .map(|gemeente| (gemeente.ggd.0.clone(), gemeente.ggd.1.as_str()))
            .collect()
    }

    /// Returns the provincies of the gemeenten.
    pub fn provincies(&self) -> BTreeMap<AreaCode, &'a str> {
        self.gemeenten
            .iter()
            .map(|gemeente| (gemeente.provincie.0.clone(), gemeente.provincie.1.as_str()))
            .collect()
    }

    /// Returns the name of an area, or its code.
    pub fn name(&self, area: &AreaCode) -> String {
        let known = match area {
            AreaCode::Land => Some("Nederland".to_owned()),
            AreaCode::Gemeente(code) => self.gemeenten.get(*code).map(|g| g.name.clone()),
            AreaCode::Wijk(code) => self.wijk_name(*code).map(str::to_owned),
            AreaCode::Ggd(_) => self.ggds().get(area).map(|name| (*name).to_owned()),
            AreaCode::Provincie(_) => self.provincies().get(area).map(|name| (*name).to_owned()),
            AreaCode::Regio(_) => self
                .region
                .filter(|region| region.code == *area)
                .map(|region| region.name.clone()),
            AreaCode::Buurt(..) => None,
        };
        known.unwrap_or_else(|| area.to_string())
    }
}

/// Returns the ways in which a wijk is called: CBS writes «Wijk 10 Centrum» where people say
/// «Centrum».
pub fn spellings(name: &str) -> [String; 2] {
    let folded = fold_name(name);
    let short = folded
        .strip_prefix("wijk ")
        .and_then(|rest| rest.split_once(' '))
        .filter(|(number, rest)| number.bytes().any(|b| b.is_ascii_digit()) && !rest.is_empty())
        .map(|(_, rest)| rest.to_owned());
    [short.unwrap_or_else(|| folded.clone()), folded]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_before_the_name_of_a_wijk_may_lack() {
        assert_eq!(spellings("Wijk 10 Centrum")[0], "centrum");
        assert_eq!(spellings("Wijk 00")[0], "wijk 00");
        assert_eq!(spellings("Wijk aan Zee")[0], "wijk aan zee");
    }
}
