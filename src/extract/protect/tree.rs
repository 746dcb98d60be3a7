//! Which areas make up which, and which ages: what disclosure control must know of an extract.

use std::collections::{BTreeMap, BTreeSet};

use crate::area::{AreaCode, Gemeenten};
use crate::disclosure::Position;
use crate::regio::Region;
use crate::themes::AgeGroup;

/// First age of a group, and the first age after it.
pub fn bounds(age: AgeGroup) -> (u32, Option<u32>) {
    let (first, last) = age.bounds();
    (u32::from(first), last.map(|last| u32::from(last) + 1))
}

/// Which areas make up which: a larger area only when the extract has all of its gemeenten.
pub struct Tree<'a> {
    gemeenten: &'a Gemeenten,
    wholes: BTreeMap<AreaCode, BTreeSet<AreaCode>>,
}

impl<'a> Tree<'a> {
    /// Looks which larger areas an extract has all gemeenten of.
    pub fn new(positions: &[Position], gemeenten: &'a Gemeenten, region: Option<&Region>) -> Self {
        // A gemeente is as good as delivered when its wijken are: they add up to it.
        let present: BTreeSet<AreaCode> = positions
            .iter()
            .flat_map(|position| {
                let gemeente = position.area.gemeente().map(AreaCode::Gemeente);
                std::iter::once(position.area.clone()).chain(gemeente)
            })
            .collect();
        let mut members: BTreeMap<AreaCode, BTreeSet<AreaCode>> = BTreeMap::new();
        for gemeente in gemeenten.iter() {
            let own = AreaCode::Gemeente(gemeente.code);
            for whole in [
                AreaCode::Land,
                gemeente.ggd.0.clone(),
                gemeente.provincie.0.clone(),
            ] {
                members.entry(whole).or_default().insert(own.clone());
            }
        }
        if let Some(region) = region {
            let own = region
                .gemeenten
                .iter()
                .map(|code| AreaCode::Gemeente(*code));
            members.insert(region.code.clone(), own.collect());
        }
        members.retain(|_, parts| parts.iter().all(|part| present.contains(part)));
        Self {
            gemeenten,
            wholes: members,
        }
    }

    /// Says whether parts are all gemeenten of a larger area.
    pub fn is_all_of(&self, whole: &AreaCode, parts: &BTreeSet<AreaCode>) -> bool {
        let all = self.wholes.get(whole);
        all.is_some_and(|all| all.is_subset(parts))
    }

    /// Returns the areas that an area is a part of.
    pub fn parents(&self, area: &AreaCode) -> Vec<AreaCode> {
        match area {
            AreaCode::Wijk(wijk) => vec![AreaCode::Gemeente(wijk.gemeente())],
            AreaCode::Gemeente(code) if self.gemeenten.get(*code).is_some() => self
                .wholes
                .iter()
                .filter(|(_, parts)| parts.contains(area))
                .map(|(whole, _)| whole.clone())
                .collect(),
            _ => Vec::new(),
        }
    }
}
