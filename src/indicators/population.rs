//! How many people of an age group live in an area: the weights of roll-ups, and what turns a
//! percentage into a number of people.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::nearby::{Nearby, nearest};
use crate::area::{AreaCode, GemeenteCode};
use crate::frame::{AgeCounts, CellKey, KEY_FIGURES, Observations, measure};
use crate::period::Year;
use crate::statistics::dependency::{WijkAges, YouthShare};
use crate::themes::AgeGroup;

/// A number of people, and whether any of it is made up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct People {
    /// The number.
    pub number: f64,
    /// Whether any input is made up.
    pub fictitious: bool,
}

/// Most years between a figure and the numbers of people that weigh it.
pub const NEAR: i32 = 5;

/// Looks up and estimates populations.
#[derive(Debug)]
pub struct Populations<'a> {
    observations: &'a Observations,
    region: &'a AreaCode,
    members: &'a [GemeenteCode],
    /// Single ages of the region, added up once per year.
    region_ages: BTreeMap<Year, AgeCounts>,
    /// What was found already: every indicator asks for the same people.
    found: RefCell<BTreeMap<Asked, Option<People>>>,
    /// The same of the nearest year.
    found_near: RefCell<BTreeMap<Asked, Option<f64>>>,
    /// People of a figure, of its own year or of one nearby.
    pub(super) found_nearby: RefCell<BTreeMap<Asked, Option<Nearby>>>,
}

/// Area, year and age group that were asked for.
pub type Asked = (AreaCode, Year, AgeGroup);

impl<'a> Populations<'a> {
    /// Prepares the look-ups for a region.
    pub fn new(
        observations: &'a Observations,
        region: &'a AreaCode,
        members: &'a [GemeenteCode],
    ) -> Self {
        let years: std::collections::BTreeSet<Year> =
            observations.ages.keys().map(|(_, year)| *year).collect();
        let region_ages = years
            .into_iter()
            .filter_map(|year| {
                let each: Option<Vec<&AgeCounts>> = members
                    .iter()
                    .map(|code| observations.ages.get(&(AreaCode::Gemeente(*code), year)))
                    .collect();
                let sum = each?.into_iter().cloned().reduce(|a, b| a.plus(&b))?;
                Some((year, sum))
            })
            .collect();
        Self {
            observations,
            region,
            members,
            region_ages,
            found: RefCell::default(),
            found_near: RefCell::default(),
            found_nearby: RefCell::default(),
        }
    }

    /// Returns the inhabitants by single year of age, where every part of the area has them.
    pub fn ages(&self, area: &AreaCode, year: Year) -> Option<&AgeCounts> {
        if area == self.region {
            return self.region_ages.get(&year);
        }
        self.observations.ages.get(&(area.clone(), year))
    }

    /// Returns the years with single ages.
    pub fn age_years(&self) -> Vec<Year> {
        let years: std::collections::BTreeSet<Year> = self
            .observations
            .ages
            .keys()
            .map(|(_, year)| *year)
            .collect();
        years.into_iter().collect()
    }

    /// Returns the people of an age group; `None` when they are not known for this year.
    pub fn people(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<People> {
        let asked = (area.clone(), year, age);
        if let Some(known) = self.found.borrow().get(&asked) {
            return *known;
        }
        let people = self.look_up(area, year, age);
        self.found.borrow_mut().insert(asked, people);
        people
    }

    fn look_up(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<People> {
        if let Some(ages) = self.ages(area, year) {
            let number = match age.bounds() {
                (0, None) => ages.total(),
                (first, None) => ages.from_age(usize::from(first))?,
                (first, Some(last)) => ages.between(usize::from(first), usize::from(last)),
            };
            // The total of all ages is a published figure, whoever made up the single ages.
            let published = (age == AgeGroup::All)
                .then(|| self.counted(area, year, "AantalInwoners"))
                .flatten();
            return Some(published.unwrap_or(People {
                number,
                fictitious: ages.fictitious,
            }));
        }
        match age {
            AgeGroup::All => self.counted(area, year, "AantalInwoners"),
            AgeGroup::From65 => self.counted(area, year, "65JaarOfOuder"),
            AgeGroup::Adults => self.adults(area, year, year),
            AgeGroup::From18To64 => {
                let (all, old) = (
                    self.adults(area, year, year)?,
                    self.people(area, year, AgeGroup::From65)?,
                );
                Some(People {
                    number: all.number - old.number,
                    fictitious: all.fictitious || old.fictitious,
                })
            }
            _ => None,
        }
    }

    /// Returns the people of an age group in the year nearest to `year`, for weights and shares;
    /// `None` when no year within [`NEAR`] years is known.
    ///
    /// A share of people changes little in a few years.
    pub fn near(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<f64> {
        let asked = (area.clone(), year, age);
        if let Some(known) = self.found_near.borrow().get(&asked) {
            return *known;
        }
        let people = self.people_within(area, year, age, NEAR);
        let near = people.map(|people| people.number);
        self.found_near.borrow_mut().insert(asked, near);
        near
    }

    /// Returns the people of an age group in the nearest of the years that lie at most `distance`
    /// years away.
    pub fn people_within(
        &self,
        area: &AreaCode,
        year: Year,
        age: AgeGroup,
        distance: i32,
    ) -> Option<People> {
        nearest(year, distance).find_map(|year| self.people(area, year, age))
    }

    /// Returns a published count of the key figures; for the region the sum of its gemeenten.
    pub fn counted(&self, area: &AreaCode, year: Year, stem: &str) -> Option<People> {
        if area == self.region && !matches!(area, AreaCode::Gemeente(_)) {
            let each: Option<Vec<People>> = self
                .members
                .iter()
                .map(|code| self.counted(&AreaCode::Gemeente(*code), year, stem))
                .collect();
            return each?.into_iter().reduce(|a, b| People {
                number: a.number + b.number,
                fictitious: a.fictitious || b.fictitious,
            });
        }
        self.published(KEY_FIGURES, area, year, stem)
    }

    /// Returns a published count of everybody of any series.
    pub fn published(
        &self,
        series: &str,
        area: &AreaCode,
        year: Year,
        stem: &str,
    ) -> Option<People> {
        let key = CellKey {
            measure: measure(series, stem),
            area: area.clone(),
            period: year,
            age: AgeGroup::All,
        };
        let cell = self.observations.cells.get(&key)?;
        cell.value.map(|number| People {
            number,
            fictitious: cell.fictitious,
        })
    }

    /// Returns the age bands of a wijk, and whether any of them is made up; `None` when one is
    /// missing.
    pub fn wijk_ages(&self, area: &AreaCode, year: Year) -> Option<(WijkAges, bool)> {
        let band = |stem| self.counted(area, year, stem);
        let all = band("AantalInwoners")?;
        let young = band("15Tot25Jaar")?;
        let (middle, late) = (band("25Tot45Jaar")?, band("45Tot65Jaar")?);
        let old = band("65JaarOfOuder")?;
        let ages = WijkAges {
            inhabitants: all.number,
            from_15_to_24: young.number,
            from_25_to_44: middle.number,
            from_45_to_64: late.number,
            from_65: old.number,
        };
        Some((
            ages,
            [all, young, middle, late, old]
                .iter()
                .any(|band| band.fictitious),
        ))
    }

    /// Returns the part of the people of 15–24 in the gemeente of a wijk that is `first` or
    /// older, and whether it is made up.
    pub fn youth_share(
        &self,
        area: &AreaCode,
        year: Year,
        first: usize,
    ) -> Option<(YouthShare, bool)> {
        let gemeente = self.ages(&AreaCode::Gemeente(area.gemeente()?), year)?;
        let share = YouthShare::of(gemeente.between(first, 24), gemeente.between(15, 24)).ok()?;
        Some((share, gemeente.fictitious))
    }

    /// Returns the people of 18 or older in a wijk, with its age bands of one year and the share of
    /// 18 or older among the young people of its gemeente of another or the same year.
    pub(super) fn adults(&self, area: &AreaCode, bands_of: Year, share_of: Year) -> Option<People> {
        let (ages, made_up) = self.wijk_ages(area, bands_of)?;
        let (share, share_made_up) = self.youth_share(area, share_of, 18)?;
        let number = ages.from_18(share).ok()?;
        Some(People {
            number,
            fictitious: made_up || share_made_up,
        })
    }
}
