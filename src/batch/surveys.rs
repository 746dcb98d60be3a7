//! Reads the national surveys from the store, for all reports of a run.

use std::collections::BTreeSet;
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice, TableSource};

use super::data::DataError;
use super::needs::Used;
use super::reader::{Cache, read};
use super::survey_store::kept;
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{FEW_AREAS, KEY_FIGURES, Loader, Observations, SINGLE_AGES, codes_in_tables};
use crate::indicators::{Scope, Surveys};
use crate::themes::Catalogue;

/// Returns the series of tables with surveys: those are read whole, apart from other tables.
pub fn survey_series(catalogue: &Catalogue, sources: &Sources) -> BTreeSet<String> {
    catalogue
        .surveys()
        .filter_map(|indicator| sources.table(&indicator.tabel))
        .map(|table| table.reeks.clone())
        .collect()
}

/// What the surveys of a store are read with.
#[derive(Clone, Copy)]
pub struct SurveyReader<'a> {
    /// Indicators with public figures.
    pub catalogue: &'a Catalogue,
    /// Gemeenten of the division.
    pub gemeenten: &'a Gemeenten,
    /// The snapshot store.
    pub store: &'a Store,
    /// What was read already. The slices with people stay in it: reports read them too.
    pub cache: &'a Cache,
    /// Whether made-up figures are allowed.
    pub allow_fictitious: bool,
}

/// Reads the surveys, with the inhabitants that weigh them, for the areas of these reports. What only
/// all areas together can say comes from the store, or is worked out once for all reports.
///
/// # Errors
/// When the store is damaged or holds made-up figures that were not asked for, a frame does not
/// fit its metadata, or published numbers contradict each other.
pub fn surveys(reader: SurveyReader<'_>, scopes: &[Scope]) -> Result<Surveys, DataError> {
    let areas = areas_of(scopes);
    if areas.len() <= FEW_AREAS
        && let Some(kept) = kept(reader, &areas)
    {
        let read = reader.read(&areas, true)?;
        let sources = Sources::builtin();
        // What does not fit is worked out again, from the figures themselves: a fault of theirs comes
        // to light there.
        let of_areas =
            Surveys::of_areas((reader.catalogue, &sources), read, kept.rows, kept.spread);
        if let Ok(Some(surveys)) = of_areas {
            return Ok(surveys);
        }
    }
    whole_surveys(reader)
}

/// Reads the surveys of all areas and tests them.
///
/// # Errors
/// As [`surveys`].
pub fn whole_surveys(reader: SurveyReader<'_>) -> Result<Surveys, DataError> {
    let all = reader.gemeenten.iter();
    let all = all.map(|one| AreaCode::Gemeente(one.code)).collect();
    let (figures, people) = reader.read(&all, false)?;
    if figures.sources.is_empty() {
        return Ok(Surveys::default());
    }
    let sources = Sources::builtin();
    Ok(Surveys::compute(
        reader.catalogue,
        &sources,
        reader.gemeenten,
        figures,
        people,
    )?)
}

/// Returns the areas that reports show besides their wijken, or that they compare with.
pub fn areas_of(scopes: &[Scope]) -> BTreeSet<AreaCode> {
    let of_scope = |scope: &Scope| {
        let gemeenten = scope.gemeenten().into_iter();
        let members = scope.region.gemeenten.iter().copied();
        let gemeenten = gemeenten.chain(members).map(AreaCode::Gemeente);
        let others = [AreaCode::Land, scope.region.code.clone()];
        gemeenten.chain(others).collect::<Vec<_>>()
    };
    scopes.iter().flat_map(of_scope).collect()
}

impl SurveyReader<'_> {
    /// The tables with surveys, and those with the people that weigh them.
    pub(super) fn tables(self, sources: &Sources) -> [Vec<&TableSource>; 2] {
        let series = survey_series(self.catalogue, sources);
        let of_surveys = sources
            .iter()
            .filter(|table| series.contains(&table.reeks) && table.has_slice(&Slice::Land));
        let of_people = [SINGLE_AGES, KEY_FIGURES]
            .into_iter()
            .flat_map(|series| sources.series(series));
        [of_surveys.collect(), of_people.collect()]
    }

    /// Reads the figures of these areas and the people that weigh them; with `parts` nothing of other
    /// areas that a survey has.
    fn read(
        self,
        areas: &BTreeSet<AreaCode>,
        parts: bool,
    ) -> Result<(Observations, Observations), DataError> {
        let sources = Sources::builtin();
        let used = Used::of(self.catalogue, &sources);
        let [of_surveys, of_people] = self.tables(&sources);
        let only_surveys = self.catalogue.only_surveys();
        let codes = parts.then(|| codes_in_tables(areas));
        let loader = || {
            let loader = Loader::new(&only_surveys, &sources, areas.iter().cloned());
            if parts {
                loader.with_parts_of_surveys()
            } else {
                loader
            }
        };
        let (mut surveys, mut people) = (loader(), loader());
        for table in of_surveys {
            let stored = read((self.store, &used), table, &Slice::Land, codes.as_ref())?;
            add(&mut surveys, table, stored, self.allow_fictitious)?;
        }
        for table in of_people {
            let from = (self.store, &used);
            let stored = self.cache.land(from, table, parts.then_some(areas))?;
            add(&mut people, table, stored, self.allow_fictitious)?;
        }
        Ok((surveys.finish(), people.finish()))
    }
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
