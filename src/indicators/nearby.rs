//! People of the nearest year, where nobody counted them in the year of the figure.
//!
//! The inhabitants by single age come out before and after the figures that they weigh. The share
//! of an age group in an area changes little in a few years, so a neighbouring year is a sound
//! weight; a number of people made with it is rounded to tens, and the figure says so.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::population::{People, Populations};
use super::row::Figure;
use crate::area::{AreaCode, AreaLevel};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Most years between a figure and the people that weigh it or make it a number of people.
pub const WITHIN: i32 = 3;

/// A number of people, and the year in which they were counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearby {
    /// The people.
    pub people: People,
    /// The year of the inhabitants by age that the number comes from.
    pub year: Year,
}

impl Nearby {
    /// Nobody yet: the start of a sum.
    pub const fn none(year: Year) -> Self {
        let people = People {
            number: 0.0,
            fictitious: false,
        };
        Self { people, year }
    }

    /// Returns the sum with other people of the same year.
    pub const fn plus(self, other: People) -> Self {
        let people = People {
            number: self.people.number + other.number,
            fictitious: self.people.fictitious || other.fictitious,
        };
        Self { people, ..self }
    }
}

/// Returns the years up to `distance` away: the year itself first, then the nearest, and of two
/// equally near ones the earlier.
pub fn nearest(year: Year, distance: i32) -> impl Iterator<Item = Year> {
    let around = (1..=distance).flat_map(|step| [-step, step]);
    std::iter::once(0)
        .chain(around)
        .map(move |step| Year(year.0 + step))
}

impl Populations<'_> {
    /// Returns the people of an age group in a year, or else in the nearest one within [`WITHIN`]
    /// years.
    pub fn nearby(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<Nearby> {
        let asked = (area.clone(), year, age);
        if let Some(known) = self.found_nearby.borrow().get(&asked) {
            return *known;
        }
        let found = if area.level() < AreaLevel::Wijk {
            nearest(year, WITHIN).find_map(|counted_in| {
                let people = self.people(area, counted_in, age)?;
                let year = counted_in;
                Some(Nearby { people, year })
            })
        } else {
            self.nearby_in_wijk(area, year, age)
        };
        self.found_nearby.borrow_mut().insert(asked, found);
        found
    }

    /// The code of a wijk can be another area in another year, so its own counts are of the year
    /// itself. Only the share of 18 or older among the young people of its gemeente may be of a year
    /// nearby.
    fn nearby_in_wijk(&self, area: &AreaCode, year: Year, age: AgeGroup) -> Option<Nearby> {
        if let Some(people) = self.people(area, year, age) {
            return Some(Nearby { people, year });
        }
        let older = match age {
            AgeGroup::Adults => 0.0,
            AgeGroup::From18To64 => self.people(area, year, AgeGroup::From65)?.number,
            _ => return None,
        };
        nearest(year, WITHIN).find_map(|share_of| {
            let adults = self.adults(area, year, share_of)?;
            let people = People {
                number: adults.number - older,
                ..adults
            };
            Some(Nearby {
                people,
                year: share_of,
            })
        })
    }

    /// Returns the nearest year within [`WITHIN`] years in which the people of all these age groups
    /// are known for all these areas.
    pub fn year_of_all(&self, areas: &[AreaCode], year: Year, ages: &[AgeGroup]) -> Option<Year> {
        let known = |area: &AreaCode, year: &Year| {
            let mut ages = ages.iter();
            ages.all(|age| self.people(area, *year, *age).is_some())
        };
        nearest(year, WITHIN).find(|year| areas.iter().all(|area| known(area, year)))
    }

    /// Returns the years that were asked for, each beside the other year that its people were
    /// counted in.
    pub fn other_years(&self) -> BTreeSet<(Year, Year)> {
        let found = self.found_nearby.borrow();
        let years = found.iter().filter_map(|((_, asked, _), people)| {
            let counted_in = people.as_ref()?.year;
            (counted_in != *asked).then_some((*asked, counted_in))
        });
        years.collect()
    }
}

/// Returns the figure with the people that it is about. When those of another year make its number
/// of people, it says so.
pub fn with_people(figure: Figure, people: Option<Nearby>) -> Figure {
    let mut figure = Figure {
        population: people.map(|found| found.people.number),
        fictitious_population: people.is_some_and(|found| found.people.fictitious),
        ..figure
    };
    if let Some(found) = people.filter(|_| figure.persons().is_some()) {
        let note = remark(figure.period, found.year, figure.age);
        figure.remark = joined(figure.remark.take(), note);
    }
    figure
}

/// Returns the remark of a figure that was made with the people of another year.
pub fn remark(of_figure: Year, counted_in: Year, age: AgeGroup) -> Option<Cow<'static, str>> {
    let who = match age {
        AgeGroup::All => "de inwoners",
        _ => "de inwoners per leeftijd",
    };
    (of_figure != counted_in).then(|| format!("gerekend met {who} van {counted_in}").into())
}

/// Returns both remarks, the first one first.
pub fn joined(
    first: Option<Cow<'static, str>>,
    second: Option<Cow<'static, str>>,
) -> Option<Cow<'static, str>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}").into()),
        (first, second) => first.or(second),
    }
}
