//! Reads the table with inhabitants by single year of age.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, StoredSlice, TableSource, TopicHint};

use super::AgeCounts;
use super::ages::AgeClass;
use super::load::{LoadError, Loader, SINGLE_AGES, area_of};
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
            .resolve(&["BevolkingOp1Januari"], TopicHint::default())
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
    let mut classes = ClassesOfAreas::new();
    let parts = MadeUp::of(stored, &wide.rows);
    // A row per age: each area and year comes back a hundred times.
    let mut areas: HashMap<&str, Option<AreaCode>> = HashMap::new();
    let mut same: HashMap<(&str, Year), bool> = HashMap::new();
    for numbers in &wide.columns {
        let made_up = parts.in_column(&numbers.column);
        for (index, (row, value)) in wide.rows.iter().zip(&numbers.values).enumerate() {
            let code: &str = &row.area;
            let area = match areas.get(code) {
                Some(known) => known,
                None => &*areas.entry(code).or_insert(area_of(table, code)?),
            };
            let Some(area) = area else {
                continue;
            };
            let period = row.period.as_deref().and_then(Year::from_period_code);
            let class = row.age.as_deref().and_then(|code| titles.get(code));
            let (Some(period), Some(class), Some(value)) = (period, class, value) else {
                continue;
            };
            let is_same = *same
                .entry((code, period))
                .or_insert_with(|| is_same_area(area, table.division().unwrap_or(period.0)));
            if !is_same {
                continue;
            }
            let entry = classes.entry((area.clone(), period)).or_default();
            entry.0.insert(*class, *value);
            entry.1 |= made_up.row(index);
        }
    }
    Ok(classes)
}
