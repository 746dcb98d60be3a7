//! Reads the table with inhabitants by single year of age.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, StoredSlice, TableSource, TopicHint};

use super::AgeCounts;
use super::ages::AgeClass;
use super::load::{INHABITANTS_BY_AGE, LoadError, Loader, SINGLE_AGES, area_of};
use super::made_up::MadeUp;
use super::roles::Roles;
use super::wide::{self, Codes, Dimensions, Wide};
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
    let mut found = ClassesOfAreas::new();
    let parts = MadeUp::of(stored, &wide.rows);
    // A row per age: an area and year stand in a hundred rows together.
    let indices: Vec<usize> = (0..wide.rows.len()).collect();
    let together = |a: &usize, b: &usize| {
        let (a, b) = (&wide.rows[*a], &wide.rows[*b]);
        a.area == b.area && a.period == b.period
    };
    let mut known: HashMap<&str, Option<AgeClass>> = HashMap::new();
    for numbers in &wide.columns {
        let made_up = parts.in_column(&numbers.column);
        for rows in indices.chunk_by(together) {
            let Some(key) = area_and_year(table, &wide.rows[rows[0]])? else {
                continue;
            };
            let mut classes: Vec<(AgeClass, f64)> = Vec::with_capacity(rows.len());
            let mut fictitious = false;
            for index in rows {
                let class = wide.rows[*index].age.as_deref().and_then(|code| {
                    let class = known.entry(code);
                    *class.or_insert_with(|| titles.get(code).copied())
                });
                if let (Some(class), Some(value)) = (class, numbers.values[*index]) {
                    classes.push((class, value));
                    fictitious |= made_up.row(*index);
                }
            }
            if !classes.is_empty() {
                let entry = found.entry(key).or_default();
                entry.0.extend(classes);
                entry.1 |= fictitious;
            }
        }
    }
    Ok(found)
}

/// What a row is about, but for the age; `None` for an area that no report shows, or that was
/// another one then.
fn area_and_year(table: &TableSource, row: &Codes) -> Result<Option<(AreaCode, Year)>, LoadError> {
    let area = area_of(table, &row.area)?;
    let period = row.period.as_deref().and_then(Year::from_period_code);
    let found = area.zip(period);
    Ok(found.filter(|(area, period)| is_same_area(area, table.division().unwrap_or(period.0))))
}
