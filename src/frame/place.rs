//! What a row of a table is about, once its codes are understood.

use regiobeeld_fetchers::{StoredSlice, TableSource};

use super::cells::CellKey;
use super::columns::{Columns, Target, is_kind};
use super::load::{LoadError, area_of};
use super::roles::{Roles, RowAge};
use super::wide::Codes;
use crate::area::{AreaCode, is_same_area};
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

/// A row of figures.
#[derive(Debug, Clone)]
pub struct RowPlace<'a> {
    area: AreaCode,
    period: Year,
    age: RowAge,
    /// Title of the kind of figure, in small letters, where a column holds several.
    kind: Option<&'a str>,
    /// Whether the figures are of the area as it is today.
    pub same_area: bool,
}

impl<'a> Place<'a> {
    /// Reads the codes of a row; `None` for a quarter, a level that no report shows, or an age group
    /// that no indicator asks for.
    ///
    /// # Errors
    /// When the code of the area is none.
    pub fn of_row(self, codes: &Codes) -> Result<Option<RowPlace<'a>>, LoadError> {
        let period = match &codes.period {
            Some(code) => Year::from_period_code(code),
            None => self.table.jaar.map(Year),
        };
        let age = match (&self.roles.age, &codes.age) {
            (Some((_, ages)), Some(code)) => ages.get(&**code).copied(),
            _ => Some(RowAge::Whole),
        };
        let area = area_of(self.table, &codes.area)?;
        let (Some(area), Some(period), Some(age)) = (area, period, age) else {
            return Ok(None);
        };
        let kind = match (&self.roles.kind, &codes.kind) {
            (Some((_, titles)), Some(code)) => titles.get(&**code).map(String::as_str),
            _ => None,
        };
        let division = self.table.division().unwrap_or(period.0);
        Ok(Some(RowPlace {
            same_area: is_same_area(&area, division),
            area,
            period,
            age,
            kind,
        }))
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
    /// Returns what the cells of the row are about, but for the measure.
    pub fn order(&self) -> (&AreaCode, Year, RowAge) {
        (&self.area, self.period, self.age)
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
