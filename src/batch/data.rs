//! Reads from the store what one report needs.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{Slice, StoreError};

use super::needs::{for_scopes, is_map};
use super::shared::Shared;
use crate::area::AreaCode;
use crate::frame::{GeometryError, KEY_FIGURES, LoadError, Loader, Observations, Shapes};
use crate::indicators::Scope;
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
pub fn load(shared: &Shared, scope: &Scope) -> Result<Loaded, DataError> {
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
    let mut loader = Loader::new(&shared.catalogue, &shared.sources, areas.iter().cloned());
    let mut shapes = Shapes::default();
    let mut series = BTreeSet::new();
    for need in for_scopes(&shared.sources, &shared.used, std::slice::from_ref(scope)) {
        let Some(table) = shared.sources.table(&need.table) else {
            continue;
        };
        // Surveys are read once for the whole run.
        if shared.survey_series.contains(&table.reeks) {
            continue;
        }
        let Some(stored) = shared.slice(&need)? else {
            continue;
        };
        if stored.receipt.fictief && !shared.options.allow_fictitious {
            return Err(DataError::Fictitious { table: need.table });
        }
        if is_map(table) {
            let shown = |area: &AreaCode| match area {
                AreaCode::Wijk(_) => scope.shows(area),
                other => need.slice == Slice::Land && areas.contains(other),
            };
            shapes.add(table, &need.slice, &stored, shown)?;
        } else {
            series.insert((table.reeks.clone(), need.slice.clone()));
            loader.add(table, &need.slice, &stored)?;
        }
    }
    check_indispensable(shared, scope, &series)?;
    let mut observations = loader.finish();
    // The oldest table names a wijk first, but the code may have been that of another area then.
    for (area, shape) in &shapes.areas {
        observations.names.insert(area.clone(), shape.name.clone());
    }
    let wijken = wijken(scope, &shapes, &observations);
    Ok(Loaded {
        observations,
        shapes,
        wijken,
    })
}

/// Every gemeente shown needs its own slice of at least one edition: without it a report would
/// have no wijken, in silence.
fn check_indispensable(
    shared: &Shared,
    scope: &Scope,
    found: &BTreeSet<(String, Slice)>,
) -> Result<(), DataError> {
    for (name, title) in INDISPENSABLE {
        for code in scope.gemeenten() {
            let slice = Slice::Gemeente(code.to_string());
            if !found.contains(&(name.to_owned(), slice)) {
                let gemeente = shared.gemeenten.get(code);
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
