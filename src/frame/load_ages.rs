//! Reads the table with inhabitants by single year of age.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, StoredSlice, TableSource, TopicHint};

use super::AgeCounts;
use super::ages::AgeClass;
use super::load::{INHABITANTS_BY_AGE, LoadError, Loader, SINGLE_AGES, area_of};
use super::made_up::MadeUp;
use super::roles::Roles;
use super::wide::{self, Dimensions, Wide};
use crate::area::{AreaCode, is_same_area};
use crate::period::Year;

/// The dimension with single ages.
const AGES: &str = "Leeftijd";

impl Loader<'_> {
    /// Adds the ages of a stored slice.
    ///
    /// # Errors
    /// When the frame cannot be read.
    pub(super) fn add_ages(
        &mut self,
        table: &TableSource,
        stored: &StoredSlice,
        source: usize,
    ) -> Result<(), LoadError> {
        let titles: BTreeMap<&str, AgeClass> = stored
            .meta
            .dimension(AGES)
            .into_iter()
            .flat_map(|dimension| &dimension.items)
            .filter_map(|item| AgeClass::from_title(&item.title).map(|class| (item.code(), class)))
            .collect();
        let key = match stored
            .meta
            .resolve(&[INHABITANTS_BY_AGE], TopicHint::default())
        {
            Ok(topic) => Arc::<str>::from(topic.key.as_str()),
            Err(error) => {
                self.found
                    .missing
                    .insert(SINGLE_AGES.to_owned(), error.to_string());
                return Ok(());
            }
        };
        let roles = Roles::of(table, stored)?;
        let dimensions = Dimensions {
            age: stored.frame.column(AGES).is_ok().then_some(AGES),
            ..Dimensions::of(&roles)
        };
        let codes = self.codes(table, &Slice::Land);
        let keys = [Arc::clone(&key)];
        let wide =
            wide::read(&stored.frame, &dimensions, &keys, codes.as_deref()).map_err(|source| {
                LoadError::Frame {
                    table: table.id.clone(),
                    source,
                }
            })?;
        let classes = age_classes(table, stored, &titles, &wide)?;
        for (key_of_area, (classes, made_up)) in classes {
            if let Some(counts) = AgeCounts::from_classes(&classes, made_up) {
                let column = (source, Arc::clone(&key));
                self.found
                    .ages_source
                    .entry(key_of_area.clone())
                    .or_insert(column);
                self.found.ages.entry(key_of_area).or_insert(counts);
            }
        }
        Ok(())
    }
}

/// Inhabitants per area and year, by class of age, and whether any of them is made up.
type ClassesOfAreas = BTreeMap<(AreaCode, Year), (BTreeMap<AgeClass, f64>, bool)>;

fn age_classes(
    table: &TableSource,
    stored: &StoredSlice,
    titles: &BTreeMap<&str, AgeClass>,
    wide: &Wide,
) -> Result<ClassesOfAreas, LoadError> {
    let parts = MadeUp::of(stored, &wide.rows);
    // A row per age: each area and year comes back a hundred times.
    let (mut areas, mut years, mut ages) = (Known::new(), Known::new(), Known::new());
    let mut groups: BTreeMap<(usize, usize), Group> = BTreeMap::new();
    for numbers in &wide.columns {
        let made_up = parts.in_column(&numbers.column);
        for (index, (row, value)) in wide.rows.iter().zip(&numbers.values).enumerate() {
            let (area, is_area) = areas.place(&row.area, |code| area_of(table, code))?;
            let (Some(year), Some(age)) = (&row.period, &row.age) else {
                continue;
            };
            let (year, is_year) = years.place(year, |code| Ok(Year::from_period_code(code)))?;
            let (age, _) = ages.place(age, |code| Ok(titles.get(code).copied()))?;
            let (Some(class), Some(value), true) = (ages.at(age), value, is_area && is_year) else {
                continue;
            };
            let group = groups.entry((area, year)).or_default();
            group.0.push((*class, *value));
            group.1 |= made_up.row(index);
        }
    }
    let mut found = ClassesOfAreas::new();
    for ((area, year), (classes, made_up)) in groups {
        let (Some(area), Some(year)) = (areas.at(area), years.at(year)) else {
            continue;
        };
        if is_same_area(area, table.division().unwrap_or(year.0)) {
            let own = found.entry((area.clone(), *year)).or_default();
            own.0.extend(classes);
            own.1 |= made_up;
        }
    }
    Ok(found)
}

/// Inhabitants of one area and year by class of age, and whether any of them is made up.
type Group = (Vec<(AgeClass, f64)>, bool);

/// What codes stand for, each looked up once.
struct Known<T> {
    meanings: Vec<(Arc<str>, Option<T>)>,
    places: HashMap<Arc<str>, usize>,
    last: usize,
}

impl<T> Known<T> {
    fn new() -> Self {
        Self {
            meanings: Vec::new(),
            places: HashMap::new(),
            last: 0,
        }
    }

    /// Returns the place of a code, and whether it stands for anything.
    fn place(
        &mut self,
        code: &Arc<str>,
        look: impl FnOnce(&str) -> Result<Option<T>, LoadError>,
    ) -> Result<(usize, bool), LoadError> {
        // Codes come back in the same order.
        let likely = [self.last, self.last + 1, 0].into_iter().find(|place| {
            let known = self.meanings.get(*place);
            known.is_some_and(|(own, _)| Arc::ptr_eq(own, code))
        });
        self.last = match likely.or_else(|| self.places.get(code).copied()) {
            Some(place) => place,
            None => {
                let place = self.meanings.len();
                self.meanings.push((Arc::clone(code), look(code)?));
                self.places.insert(Arc::clone(code), place);
                place
            }
        };
        Ok((self.last, self.at(self.last).is_some()))
    }

    /// Returns what the code at a place stands for.
    fn at(&self, place: usize) -> Option<&T> {
        self.meanings.get(place)?.1.as_ref()
    }
}
