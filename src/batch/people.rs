//! Inhabitants of all areas of local extracts, also of those that a report does not show: they
//! weigh the tests, so a test must not depend on the report.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{Slice, Sources, Store, TableSource};

use super::data::DataError;
use crate::area::{AreaCode, GemeenteCode, Gemeenten};
use crate::frame::{KEY_FIGURES, Loader, Observations, SINGLE_AGES};
use crate::period::Year;
use crate::themes::Catalogue;

/// Reads the inhabitants of all gemeenten, and of the wijken of some. Of wijken only the tables of
/// the years nearest to the figures are read.
///
/// # Errors
/// When the store is damaged, or a frame does not fit its metadata.
pub fn people(
    store: &Store,
    gemeenten: &Gemeenten,
    with_wijken: &BTreeSet<GemeenteCode>,
    periods: &BTreeSet<Year>,
) -> Result<Observations, DataError> {
    let (sources, catalogue) = (Sources::builtin(), Catalogue::empty());
    let areas = gemeenten
        .iter()
        .map(|gemeente| AreaCode::Gemeente(gemeente.code));
    let mut loader = Loader::new(&catalogue, &sources, areas);
    let slices: Vec<Slice> = std::iter::once(Slice::Land)
        .chain(
            with_wijken
                .iter()
                .map(|code| Slice::Gemeente(code.to_string())),
        )
        .collect();
    let tables: Vec<&TableSource> = sources
        .iter()
        .filter(|table| [KEY_FIGURES, SINGLE_AGES].contains(&table.reeks.as_str()))
        .collect();
    let nearest = nearest(&tables, periods);
    for table in tables {
        let of_wijken = table.jaar.is_none_or(|year| nearest.contains(&year));
        let wanted =
            |slice: &&Slice| table.has_slice(slice) && (of_wijken || **slice == Slice::Land);
        for slice in slices.iter().filter(wanted) {
            if let Some(stored) = store.slice(&table.id, slice)? {
                loader.add(table, slice, &stored)?;
            }
        }
    }
    Ok(loader.finish())
}

/// The years of tables that lie nearest to the years of the figures.
fn nearest(tables: &[&TableSource], periods: &BTreeSet<Year>) -> BTreeSet<i32> {
    let years = || tables.iter().filter_map(|table| table.jaar);
    let near = periods.iter().filter_map(|period| {
        let distance = |year: &i32| ((*year - period.0).abs(), *year);
        years().min_by_key(distance)
    });
    near.collect()
}
