//! Reads from the store what one report needs.

use std::collections::BTreeSet;
use std::sync::Arc;

use regiobeeld_fetchers::{Slice, StoreError, StoredSlice, TableSource};

use super::needs::{Need, for_scopes, is_map};
use super::reader::Reader;
use crate::area::AreaCode;
use crate::frame::{GeometryError, KEY_FIGURES, LoadError, Loader, Observations, Shapes};
use crate::indicators::{National, NationalSpread, Scope};
use crate::statistics::StatisticsError;

/// Series without which there is no report.
const INDISPENSABLE: [(&str, &str); 2] = [
    ("gezondheid", "Gezondheid per wijk en buurt"),
    (KEY_FIGURES, "Kerncijfers wijken en buurten"),
];

/// What was read for one report.
#[derive(Debug)]
pub struct Loaded {
    /// Figures.
    pub observations: Observations,
    /// Outlines.
    pub shapes: Shapes,
    /// The wijken of the gemeenten shown.
    pub wijken: Vec<AreaCode>,
    /// How the values of all of Nederland lie.
    pub national: National,
    /// How the values of all gemeenten lie.
    pub gemeenten: Arc<NationalSpread>,
}

/// Why a report cannot be read from the store.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The store is damaged or cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A frame does not fit its metadata.
    #[error(transparent)]
    Frame(#[from] LoadError),
    /// A map does not fit.
    #[error(transparent)]
    Map(#[from] GeometryError),
    /// Published numbers contradict each other.
    #[error("de cijfers spreken elkaar tegen")]
    Statistics(#[from] StatisticsError),
    /// A series is not in the store at all.
    #[error("de opslag heeft geen cijfers uit {title} voor {area}")]
    Missing {
        /// Title of the series.
        title: &'static str,
        /// The area of the report.
        area: String,
    },
    /// The store holds made-up figures and nobody said that this is meant.
    #[error("de opslag bevat verzonnen cijfers (tabel {table})")]
    Fictitious {
        /// The first such table.
        table: String,
    },
}

/// Reads what a report needs.
///
/// # Errors
/// When the store is damaged, lacks an indispensable series, or holds made-up figures that were
/// not asked for.
pub fn load(reader: Reader<'_>, scope: &Scope) -> Result<Loaded, DataError> {
    let mut areas: BTreeSet<AreaCode> = scope
        .region
        .gemeenten
        .iter()
        .map(|code| AreaCode::Gemeente(*code))
        .collect();
    areas.extend(
        scope
            .gemeente
            .iter()
            .map(|gemeente| AreaCode::Gemeente(gemeente.code)),
    );
    let needs = for_scopes(reader.sources, reader.used, std::slice::from_ref(scope));
    let mut observations = figures(reader, &needs, &areas)?;
    let shapes = outlines(reader, &needs, scope, &areas)?;
    check_indispensable(reader, scope, &observations)?;
    // The oldest table names a wijk first, but the code may have been that of another area then.
    for (area, shape) in &shapes.areas {
        observations.names.insert(area.clone(), shape.name.clone());
    }
    let wijken = wijken(scope, &shapes, &observations);
    Ok(Loaded {
        national: reader.national(&observations),
        gemeenten: reader.gemeenten_spread()?,
        observations,
        shapes,
        wijken,
    })
}

/// Reads the figures of these slices; of land slices only those of `areas`.
///
/// # Errors
/// As [`load`].
pub fn figures(
    reader: Reader<'_>,
    needs: &[Need],
    areas: &BTreeSet<AreaCode>,
) -> Result<Observations, DataError> {
    let mut loader = Loader::new(reader.catalogue, reader.sources, areas.iter().cloned());
    // Surveys are read once for the whole run.
    let is_own = |(table, _): &(&TableSource, &Need)| !reader.survey_series.contains(&table.reeks);
    for (table, need) in tables(reader, needs, false).filter(is_own) {
        if let Some(stored) = allowed(reader, table, need, areas)? {
            loader.add(table, &need.slice, &stored)?;
        }
    }
    Ok(loader.finish())
}

fn outlines(
    reader: Reader<'_>,
    needs: &[Need],
    scope: &Scope,
    areas: &BTreeSet<AreaCode>,
) -> Result<Shapes, DataError> {
    let mut shapes = Shapes::default();
    for (table, need) in tables(reader, needs, true) {
        let Some(stored) = allowed(reader, table, need, areas)? else {
            continue;
        };
        let shown = |area: &AreaCode| match area {
            AreaCode::Wijk(_) => scope.shows(area),
            other => need.slice == Slice::Land && areas.contains(other),
        };
        shapes.add(table, &need.slice, &stored, shown)?;
    }
    Ok(shapes)
}

/// The needs that are maps, or those that are not, each with its table.
fn tables<'a>(
    reader: Reader<'a>,
    needs: &'a [Need],
    maps: bool,
) -> impl Iterator<Item = (&'a TableSource, &'a Need)> {
    let known = needs.iter().filter_map(move |need| {
        let table = reader.sources.table(&need.table)?;
        Some((table, need))
    });
    known.filter(move |(table, _)| is_map(table) == maps)
}

/// A slice of the store that may be used, with the rows of these areas.
fn allowed(
    reader: Reader<'_>,
    table: &TableSource,
    need: &Need,
    areas: &BTreeSet<AreaCode>,
) -> Result<Option<Arc<StoredSlice>>, DataError> {
    match reader.slice(table, &need.slice, areas)? {
        Some(stored) if stored.receipt.fictief && !reader.allow_fictitious => {
            let table = need.table.clone();
            Err(DataError::Fictitious { table })
        }
        stored => Ok(stored),
    }
}

/// Every gemeente shown needs its own slice of at least one edition: without it a report would
/// have no wijken, in silence.
fn check_indispensable(
    reader: Reader<'_>,
    scope: &Scope,
    observations: &Observations,
) -> Result<(), DataError> {
    let sources = observations.sources.iter();
    let found: BTreeSet<(&str, &str)> = sources
        .filter_map(|used| Some((reader.sources.table(&used.table)?, used)))
        .map(|(table, used)| (table.reeks.as_str(), used.slice.as_str()))
        .collect();
    for (name, title) in INDISPENSABLE {
        for code in scope.gemeenten() {
            if !found.contains(&(name, code.to_string().as_str())) {
                let gemeente = reader.gemeenten.get(code);
                let area = gemeente.map_or_else(|| code.to_string(), |g| g.name.clone());
                return Err(DataError::Missing { title, area });
            }
        }
    }
    Ok(())
}

/// The wijken on the map; without a map those that the tables name, but for the water.
fn wijken(scope: &Scope, shapes: &Shapes, observations: &Observations) -> Vec<AreaCode> {
    let on_map = shapes.wijken();
    if !on_map.is_empty() {
        return on_map;
    }
    observations
        .names
        .keys()
        .filter(|area| matches!(area, AreaCode::Wijk(wijk) if !wijk.is_no_land()))
        .filter(|area| scope.shows(area))
        .cloned()
        .collect()
}
