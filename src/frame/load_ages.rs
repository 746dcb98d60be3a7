//! Reads the table with inhabitants by single year of age.

use std::collections::BTreeMap;
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
            if let Some(counts) = AgeCounts::from_classes(classes, made_up) {
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

/// Inhabitants of one area and year by class of age, and whether any of them is made up.
type Group = (Vec<(AgeClass, f64)>, bool);

/// The inhabitants of each area as it is today, per year.
fn age_classes(
    table: &TableSource,
    stored: &StoredSlice,
    titles: &BTreeMap<&str, AgeClass>,
    wide: &Wide,
) -> Result<BTreeMap<(AreaCode, Year), Group>, LoadError> {
    let areas = wide.areas.each();
    let areas = areas.map(|code| area_of(table, code.unwrap_or_default()));
    let areas: Vec<Option<AreaCode>> = areas.collect::<Result<_, _>>()?;
    let years = wide.periods.each();
    let years: Vec<Option<Year>> = years.map(|code| Year::from_period_code(code?)).collect();
    let classes = wide.ages.each();
    let classes: Vec<Option<AgeClass>> = classes.map(|code| titles.get(code?).copied()).collect();
    let parts = MadeUp::of(stored, wide);
    // A row per age: each area and year comes back a hundred times.
    let mut groups: Vec<Group> = vec![Group::default(); areas.len() * years.len()];
    for numbers in &wide.columns {
        let made_up = parts.in_column(&numbers.column);
        for (row, value) in numbers.values.iter().enumerate() {
            let class = classes.get(wide.ages.place(row)).copied().flatten();
            let place = wide.areas.place(row) * years.len() + wide.periods.place(row);
            let (Some(class), Some(value), Some(group)) = (class, value, groups.get_mut(place))
            else {
                continue;
            };
            if group.0.is_empty() {
                group.0.reserve(classes.len());
            }
            group.0.push((class, *value));
            group.1 |= made_up.row(row);
        }
    }
    let mut found: BTreeMap<(AreaCode, Year), Group> = BTreeMap::new();
    let places = areas
        .iter()
        .flat_map(|area| years.iter().map(move |year| (area, year)));
    for ((area, year), (classes, made_up)) in places.zip(groups) {
        let (Some(area), Some(year), false) = (area, year, classes.is_empty()) else {
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
