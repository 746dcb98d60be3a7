//! Reads the table with inhabitants by single year of age.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, StoredSlice, TableSource, TopicHint};

use super::AgeCounts;
use super::ages::AgeClass;
use super::load::{LoadError, Loader, SINGLE_AGES, area_dimension, is_fictitious};
use super::unpivot::{Dimensions, LongRow, unpivot};
use crate::area::AreaCode;
use crate::period::Year;

/// Code of men and women together.
const BOTH_SEXES: &str = "T001038";

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
            .dimension("Leeftijd")
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
        let has = |name: &'static str| stored.frame.column(name).is_ok().then_some(name);
        let dimensions = Dimensions {
            area: &area_dimension(table, stored)?.key,
            period: has("Perioden"),
            age: has("Leeftijd"),
            // Men and women may stand beside the total; the place of the margin is free here.
            margin: has("Geslacht"),
        };
        let codes = self.codes(&Slice::Land);
        let rows = unpivot(
            &stored.frame,
            dimensions,
            &[Arc::clone(&key)],
            codes.as_deref(),
        )
        .map_err(|source| LoadError::Frame {
            table: table.id.clone(),
            source,
        })?;
        let classes = age_classes(table, stored, &titles, rows)?;
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
    rows: Vec<LongRow>,
) -> Result<ClassesOfAreas, LoadError> {
    let mut classes = ClassesOfAreas::new();
    for row in rows {
        let area = AreaCode::parse(&row.area).map_err(|source| LoadError::Area {
            table: table.id.clone(),
            source,
        })?;
        let period = row.period.as_deref().and_then(Year::from_period_code);
        let class = row
            .age
            .as_deref()
            .and_then(|code| titles.get(code))
            .copied();
        let both = row.margin.as_deref().is_none_or(|code| code == BOTH_SEXES);
        let (Some(period), Some(class), Some(value), true) = (period, class, row.value, both)
        else {
            continue;
        };
        let place = LongRow {
            margin: None,
            ..row
        };
        let made_up = is_fictitious(&stored.receipt.fictieve_delen, &place);
        let entry = classes.entry((area, period)).or_default();
        entry.0.insert(class, value);
        entry.1 |= made_up;
    }
    Ok(classes)
}
