//! Which slices of which tables a report reads.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{Slice, SourceKind, Sources, TableSource};

use crate::indicators::Scope;

/// A slice of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Table id.
    pub table: String,
    /// Slice.
    pub slice: Slice,
}

/// Returns whether a table holds outlines and no figures.
pub fn is_map(table: &TableSource) -> bool {
    table.soort == SourceKind::Ogc
}

/// Returns the slices that the reports read: the country once, and each gemeente shown.
pub fn for_scopes(sources: &Sources, scopes: &[Scope]) -> Vec<Need> {
    let gemeenten: BTreeSet<String> = scopes
        .iter()
        .flat_map(Scope::gemeenten)
        .map(|code| code.to_string())
        .collect();
    let slices: Vec<Slice> = std::iter::once(Slice::Land)
        .chain(gemeenten.into_iter().map(Slice::Gemeente))
        .collect();
    sources
        .iter()
        .flat_map(|table| {
            slices
                .iter()
                .filter(|slice| table.has_slice(slice))
                .map(|slice| Need {
                    table: table.id.clone(),
                    slice: slice.clone(),
                })
        })
        .collect()
}
