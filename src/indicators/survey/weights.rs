//! The people whom the figures of a survey are about, and by whom areas are weighed.

use std::collections::{BTreeMap, BTreeSet};

use crate::area::{AreaCode, Gemeenten};
use crate::frame::Observations;
use crate::indicators::nearby::Nearby;
use crate::indicators::population::Populations;
use crate::period::Year;
use crate::themes::AgeGroup;

/// People of an age group in any area of a survey, of the nearest year, as weights.
///
/// Where some gemeente has no inhabitants by age, all of them are weighed by all inhabitants: the
/// share of a part in its whole differs little, and both must be counted in the same way.
pub struct Weights<'a> {
    populations: Populations<'a>,
    gemeenten: BTreeSet<AreaCode>,
    /// Gemeenten of each GGD region and provincie.
    members: BTreeMap<AreaCode, BTreeSet<AreaCode>>,
}

/// Stands where no region is meant.
static NO_REGION: AreaCode = AreaCode::Regio(String::new());

impl<'a> Weights<'a> {
    /// Prepares the look-ups.
    pub fn new(observations: &'a Observations, gemeenten: &Gemeenten) -> Self {
        let mut members: BTreeMap<AreaCode, BTreeSet<AreaCode>> = BTreeMap::new();
        for gemeente in gemeenten.iter() {
            for (region, _) in [&gemeente.ggd, &gemeente.provincie] {
                let of_region = members.entry(region.clone()).or_default();
                of_region.insert(AreaCode::Gemeente(gemeente.code));
            }
        }
        let codes = gemeenten.iter().map(|one| AreaCode::Gemeente(one.code));
        Self {
            populations: Populations::new(observations, &NO_REGION, &[]),
            gemeenten: codes.collect(),
            members,
        }
    }

    /// Returns the years of figures beside the other year that their people were counted in.
    pub fn other_years(&self) -> BTreeSet<(Year, Year)> {
        self.populations.other_years()
    }

    /// The age group that all areas can be weighed by.
    fn basis(&self, year: Year, age: AgeGroup) -> AgeGroup {
        let known = |area: &AreaCode| self.populations.near(area, year, age).is_some();
        if known(&AreaCode::Land) && self.gemeenten.iter().all(known) {
            age
        } else {
            AgeGroup::All
        }
    }

    /// The weight of an area; `None` when part of it is not known.
    fn of(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<f64> {
        match self.members.get(area) {
            Some(members) => members
                .iter()
                .map(|gemeente| self.populations.near(gemeente, year, age))
                .sum(),
            None => self.populations.near(area, year, age),
        }
    }

    /// The people whom a survey is about, of the year itself or of the nearest one within
    /// [`crate::indicators::nearby::WITHIN`] years: a survey is of every other year.
    fn people(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<Nearby> {
        let Some(members) = self.members.get(area) else {
            return self.populations.nearby(area, year, age);
        };
        let members: Vec<AreaCode> = members.iter().cloned().collect();
        let counted_in = self.populations.year_of_all(&members, year, &[age])?;
        let mut sum = Nearby::none(counted_in);
        for member in &members {
            sum = sum.plus(self.populations.people(member, counted_in, age)?);
        }
        Some(sum)
    }
}

/// The people of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// Those whom a figure is about.
    pub people: Option<Nearby>,
    /// Those by whom the area is weighed against others.
    pub weight: Option<f64>,
}

/// The people of each area in one year and age group, each looked up once.
pub struct WeighedAreas<'a> {
    weights: &'a Weights<'a>,
    year: Year,
    age: AgeGroup,
    basis: AgeGroup,
    known: BTreeMap<AreaCode, Weighed>,
}

impl<'a> WeighedAreas<'a> {
    /// Prepares the look-ups of a year and an age group.
    pub fn new(weights: &'a Weights<'a>, year: Year, age: AgeGroup) -> Self {
        Self {
            weights,
            year,
            age,
            basis: weights.basis(year, age),
            known: BTreeMap::new(),
        }
    }

    /// Returns the people of every area that was asked for.
    pub fn known(self) -> BTreeMap<AreaCode, Weighed> {
        self.known
    }

    /// Returns the people of an area.
    pub fn of(&mut self, area: &AreaCode) -> Weighed {
        if let Some(known) = self.known.get(area) {
            return *known;
        }
        let weighed = Weighed {
            people: self.weights.people(area, self.year, self.age),
            weight: self.weights.of(area, self.year, self.basis),
        };
        self.known.insert(area.clone(), weighed);
        weighed
    }
}
