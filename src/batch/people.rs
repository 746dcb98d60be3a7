//! Inhabitants of all areas of local extracts, also of those that a report does not show: they
//! weigh the tests, so a test must not depend on the report.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{Slice, Sources, Store};

use super::data::DataError;
use crate::area::{AreaCode, GemeenteCode, Gemeenten};
use crate::frame::{KEY_FIGURES, Loader, Observations, SINGLE_AGES};
use crate::themes::Catalogue;

/// Reads the inhabitants of all gemeenten, and of the wijken of some.
///
/// # Errors
/// When the store is damaged, or a frame does not fit its metadata.
pub fn people(
    store: &Store,
    gemeenten: &Gemeenten,
    with_wijken: &BTreeSet<GemeenteCode>,
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
    let tables = sources
        .iter()
        .filter(|table| [KEY_FIGURES, SINGLE_AGES].contains(&table.reeks.as_str()));
    for table in tables {
        for slice in slices.iter().filter(|slice| table.has_slice(slice)) {
            if let Some(stored) = store.slice(&table.id, slice)? {
                loader.add(table, slice, &stored)?;
            }
        }
    }
    Ok(loader.finish())
}
