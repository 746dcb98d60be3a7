//! Reads the national surveys from the store, once for all reports of a run.

use std::collections::BTreeSet;
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice, TableSource};

use super::data::DataError;
use super::needs::Used;
use super::reader::Cache;
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{KEY_FIGURES, Loader, Observations, SINGLE_AGES};
use crate::indicators::Surveys;
use crate::themes::Catalogue;

/// Returns the series of tables with surveys: those are read whole, apart from other tables.
pub fn survey_series(catalogue: &Catalogue, sources: &Sources) -> BTreeSet<String> {
    catalogue
        .surveys()
        .filter_map(|indicator| sources.table(&indicator.tabel))
        .map(|table| table.reeks.clone())
        .collect()
}

/// Reads the surveys of all areas, with the inhabitants that weigh them, and tests them. The slices
/// stay in the cache: reports read most of them too.
///
/// # Errors
/// When the store is damaged or holds made-up figures that were not asked for, a frame does not
/// fit its metadata, or published numbers contradict each other.
pub fn surveys(
    (store, cache): (&Store, &Cache),
    catalogue: &Catalogue,
    gemeenten: &Gemeenten,
    allow_fictitious: bool,
) -> Result<Surveys, DataError> {
    let sources = Sources::builtin();
    let used = Used::of(catalogue, &sources);
    let series = survey_series(catalogue, &sources);
    let of_surveys: Vec<&TableSource> = sources
        .iter()
        .filter(|table| series.contains(&table.reeks) && table.has_slice(&Slice::Land))
        .collect();
    let of_people: Vec<&TableSource> = [SINGLE_AGES, KEY_FIGURES]
        .into_iter()
        .flat_map(|series| sources.series(series))
        .collect();
    let only_surveys = catalogue.only_surveys();
    let read = |tables: &[&TableSource]| -> Result<Observations, DataError> {
        let areas = gemeenten.iter().map(|one| AreaCode::Gemeente(one.code));
        let mut loader = Loader::new(&only_surveys, &sources, areas);
        for table in tables {
            let stored = cache.land((store, &used), table)?;
            add(&mut loader, table, stored, allow_fictitious)?;
        }
        Ok(loader.finish())
    };
    // Every run waits for this, and most of the time a second core has nothing to do yet.
    let (figures, people) = std::thread::scope(|scope| {
        let people = scope.spawn(|| read(&of_people));
        (read(&of_surveys), people.join())
    });
    let figures = figures?;
    if figures.sources.is_empty() {
        return Ok(Surveys::default());
    }
    let people = people.unwrap_or_else(|fault| std::panic::resume_unwind(fault))?;
    Ok(Surveys::compute(
        catalogue, &sources, gemeenten, figures, people,
    )?)
}

fn add(
    loader: &mut Loader<'_>,
    table: &TableSource,
    stored: Option<Arc<StoredSlice>>,
    allow_fictitious: bool,
) -> Result<(), DataError> {
    let Some(stored) = stored else {
        return Ok(());
    };
    if stored.receipt.fictief && !allow_fictitious {
        return Err(DataError::Fictitious {
            table: table.id.clone(),
        });
    }
    Ok(loader.add(table, &Slice::Land, &stored)?)
}
