//! Reads the national surveys from the store, once for all reports of a run.

use std::collections::BTreeSet;
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice, TableSource};

use super::data::DataError;
use super::needs::Used;
use super::reader::Cache;
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{KEY_FIGURES, Loader, SINGLE_AGES};
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
    let read_land = |table: &TableSource| cache.land((store, &used), table);
    let series = survey_series(catalogue, &sources);
    let areas = gemeenten
        .iter()
        .map(|gemeente| AreaCode::Gemeente(gemeente.code));
    let only_surveys = catalogue.only_surveys();
    let mut loader = Loader::new(&only_surveys, &sources, areas);
    let mut read = 0;
    let of_surveys = sources
        .iter()
        .filter(|table| series.contains(&table.reeks) && table.has_slice(&Slice::Land));
    for table in of_surveys {
        if add(&mut loader, table, read_land(table)?, allow_fictitious)? {
            read += 1;
        }
    }
    if read == 0 {
        return Ok(Surveys::default());
    }
    for table in [SINGLE_AGES, KEY_FIGURES]
        .into_iter()
        .flat_map(|series| sources.series(series))
    {
        add(&mut loader, table, read_land(table)?, allow_fictitious)?;
    }
    let mut observations = loader.finish();
    // The inhabitants weigh; the report names their table because of its own figures.
    observations.sources.truncate(read);
    Ok(Surveys::compute(
        catalogue,
        &sources,
        gemeenten,
        observations,
    )?)
}

fn add(
    loader: &mut Loader<'_>,
    table: &TableSource,
    stored: Option<Arc<StoredSlice>>,
    allow_fictitious: bool,
) -> Result<bool, DataError> {
    let Some(stored) = stored else {
        return Ok(false);
    };
    if stored.receipt.fictief && !allow_fictitious {
        return Err(DataError::Fictitious {
            table: table.id.clone(),
        });
    }
    loader.add(table, &Slice::Land, &stored)?;
    Ok(true)
}
