//! What a row of a table is about, once its codes are understood.

use std::collections::{BTreeMap, BTreeSet};

use regiobeeld_fetchers::{StoredSlice, TableSource};

use super::cells::{Bound, CellKey};
use super::columns::{Columns, Target, is_kind};
use super::load::{LoadError, area_of};
use super::roles::{Roles, RowAge};
use super::wide::Wide;
use crate::area::{AreaCode, present_since};
use crate::period::Year;

/// A stored table, and how it is to be read.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a TableSource,
    /// Its slice.
    pub stored: &'a StoredSlice,
    /// Index of the slice in the sources.
    pub source: usize,
    /// What its dimensions are for.
    pub roles: &'a Roles,
    /// Which column holds which measures.
    pub columns: &'a Columns,
}

/// What the codes of a table stand for, each looked up once.
#[derive(Debug)]
pub struct Meanings<'a> {
    areas: Vec<Option<Known>>,
    periods: Vec<Option<Year>>,
    ages: Vec<Option<RowAge>>,
    kinds: Vec<Option<&'a str>>,
    bounds: Vec<Bound>,
}

/// An area of a table.
#[derive(Debug)]
struct Known {
    area: AreaCode,
    /// Its place among the areas of the table.
    order: usize,
    /// First year with its present borders, where those changed.
    since: Option<i32>,
}

/// A row of figures.
#[derive(Debug, Clone, Copy)]
pub struct RowPlace<'a> {
    /// Which row of the table.
    pub index: usize,
    area: &'a AreaCode,
    order: usize,
    period: Year,
    age: RowAge,
    /// Title of the kind of figure, in small letters, where a column holds several.
    kind: Option<&'a str>,
    /// Which number of its cells the row holds.
    pub bound: Bound,
    /// Whether the figures are of the area as it is today.
    pub same_area: bool,
}

impl<'a> Place<'a> {
    /// Looks up the codes of a table.
    ///
    /// # Errors
    /// When the code of an area is none.
    pub fn meanings(self, wide: &Wide) -> Result<Meanings<'a>, LoadError> {
        let period = |code: Option<&str>| match code {
            Some(code) => Year::from_period_code(code),
            None => self.table.jaar.map(Year),
        };
        let age = |code: Option<&str>| match (&self.roles.age, code) {
            (Some((_, ages)), Some(code)) => ages.get(code).copied(),
            _ => Some(RowAge::Whole),
        };
        let kind = |code: Option<&str>| match (&self.roles.kind, code) {
            (Some((_, titles)), Some(code)) => titles.get(code).map(String::as_str),
            _ => None,
        };
        Ok(Meanings {
            areas: known_areas(self.table, wide)?,
            periods: wide.periods.each().map(period).collect(),
            ages: wide.ages.each().map(age).collect(),
            kinds: wide.kinds.each().map(kind).collect(),
            bounds: wide.margins.each().map(Bound::of).collect(),
        })
    }

    /// Returns the rows in the order of area, year and age, but for those of a quarter, a level that
    /// no report shows, or an age group that no indicator asks for.
    pub fn rows<'m>(self, wide: &Wide, meanings: &'m Meanings<'a>) -> Vec<RowPlace<'m>> {
        let division = self.table.division();
        let row = |index: usize| {
            let known = meanings.areas.get(wide.areas.place(index))?.as_ref()?;
            let period = (*meanings.periods.get(wide.periods.place(index))?)?;
            let division = division.unwrap_or(period.0);
            Some(RowPlace {
                index,
                area: &known.area,
                order: known.order,
                period,
                age: (*meanings.ages.get(wide.ages.place(index))?)?,
                kind: *meanings.kinds.get(wide.kinds.place(index))?,
                bound: *meanings.bounds.get(wide.margins.place(index))?,
                same_area: known.since.is_none_or(|since| division >= since),
            })
        };
        let mut rows: Vec<RowPlace<'m>> = Vec::with_capacity(wide.height);
        rows.extend((0..wide.height).filter_map(row));
        rows.sort_by_key(RowPlace::order);
        rows
    }

    /// Returns the titles of the kinds of figures that a measure wants; `None` for all of them.
    pub fn kinds(self, target: &Target) -> Option<Vec<&'a str>> {
        let (_, titles) = self.roles.kind.as_ref()?;
        let words = target.kind.as_deref()?;
        let titles = titles.values().map(String::as_str);
        Some(titles.filter(|title| is_kind(title, words)).collect())
    }
}

impl RowPlace<'_> {
    /// Returns what the cells of the row are about, but for the measure; areas by their order.
    pub const fn order(&self) -> (usize, Year, RowAge) {
        (self.order, self.period, self.age)
    }

    /// Returns whether the row holds figures of one of these kinds, see [`Place::kinds`].
    pub fn is_one_of(&self, kinds: Option<&[&str]>) -> bool {
        match (kinds, self.kind) {
            (Some(kinds), Some(own)) => kinds.contains(&own),
            _ => true,
        }
    }

    /// Returns where a measure of the row is kept.
    pub fn key(&self, place: Place<'_>, target: &Target) -> CellKey {
        CellKey {
            measure: std::sync::Arc::clone(&target.measure),
            area: self.area.clone(),
            period: self.period,
            age: match self.age {
                RowAge::Whole => place.roles.population.unwrap_or(target.whole),
                RowAge::Group(group) => group,
            },
        }
    }
}

/// Reads the area codes of a table; `None` for a level that no report shows.
fn known_areas(table: &TableSource, wide: &Wide) -> Result<Vec<Option<Known>>, LoadError> {
    let each = wide.areas.each();
    let codes = each.map(|code| area_of(table, code.unwrap_or_default()));
    let codes: Vec<Option<AreaCode>> = codes.collect::<Result<_, _>>()?;
    // Two codes can stand for the same area: NL00 and NL01.
    let order: BTreeMap<AreaCode, usize> = {
        let sorted: BTreeSet<&AreaCode> = codes.iter().flatten().collect();
        sorted.into_iter().cloned().zip(0..).collect()
    };
    let known = |area: AreaCode| {
        let order = order.get(&area).copied()?;
        let since = area.gemeente().and_then(present_since);
        Some(Known { area, order, since })
    };
    Ok(codes.into_iter().map(|area| known(area?)).collect())
}
