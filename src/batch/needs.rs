//! Which slices of which tables a report reads: those of the catalogue's indicators, the maps, and
//! the inhabitants by age.

use std::collections::{BTreeMap, BTreeSet};

use regiobeeld_fetchers::{Slice, SourceKind, Sources, Stem, TableSource};

use crate::frame::{KEY_FIGURES, SINGLE_AGES, population_stems};
use crate::indicators::Scope;
use crate::themes::Catalogue;

/// A slice of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Table id.
    pub table: String,
    /// Slice.
    pub slice: Slice,
}

/// The series of tables that reports use, each with the stems of the columns that they read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used(BTreeMap<String, BTreeSet<String>>);

impl Used {
    /// Returns the series of the indicators that have figures, and of the populations they are
    /// figures of. Any edition of a series may hold a year of the trend.
    pub fn of(catalogue: &Catalogue, sources: &Sources) -> Self {
        let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for series in [KEY_FIGURES, SINGLE_AGES] {
            let stems = population_stems(series).into_iter().map(str::to_owned);
            used.insert(series.to_owned(), stems.collect());
        }
        let shown = catalogue
            .iter()
            .filter(|one| one.niet_beschikbaar.is_none());
        for indicator in shown {
            if let Some(table) = sources.table(&indicator.tabel) {
                let stems = indicator.stems().into_iter();
                let names = stems.flat_map(|stem| indicator.names_of(stem));
                let of_series = used.entry(table.reeks.clone()).or_default();
                of_series.extend(names.map(str::to_owned));
            }
        }
        Self(used)
    }

    /// Returns the stems of the columns that reports read of a table.
    pub fn stems(&self, table: &TableSource) -> Vec<Stem<'_>> {
        let stems = self.0.get(&table.reeks).into_iter().flatten();
        stems.map(|stem| Stem::of(stem)).collect()
    }

    /// Returns whether reports use a table.
    pub fn has(&self, table: &TableSource) -> bool {
        is_map(table) || self.0.contains_key(&table.reeks)
    }
}

/// Returns whether a table holds outlines and no figures.
pub fn is_map(table: &TableSource) -> bool {
    table.soort == SourceKind::Ogc
}

/// Returns whether a service can be asked for a table: it is no file of the user's, and its id is
/// known.
pub fn can_be_asked(table: &TableSource) -> bool {
    table.soort != SourceKind::Csv && table.zoek.is_empty()
}

/// Returns the slices that the reports read: the country once, and each gemeente shown.
pub fn for_scopes(sources: &Sources, used: &Used, scopes: &[Scope]) -> Vec<Need> {
    of_tables(sources.iter().filter(|table| used.has(table)), scopes)
}

/// Returns the slices of these tables: the country once, and each gemeente of the scopes.
pub fn of_tables<'a>(tables: impl Iterator<Item = &'a TableSource>, scopes: &[Scope]) -> Vec<Need> {
    let gemeenten: BTreeSet<String> = scopes
        .iter()
        .flat_map(Scope::gemeenten)
        .map(|code| code.to_string())
        .collect();
    let slices: Vec<Slice> = std::iter::once(Slice::Land)
        .chain(gemeenten.into_iter().map(Slice::Gemeente))
        .collect();
    let of = |table: &'a TableSource| {
        let kept = slices.iter().filter(|slice| table.has_slice(slice));
        let needs = kept.map(|slice| Need {
            table: table.id.clone(),
            slice: slice.clone(),
        });
        needs.collect::<Vec<_>>()
    };
    tables.flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reports_use_follows_from_the_catalogue() {
        let (catalogue, sources) = (Catalogue::builtin().unwrap(), Sources::builtin());
        let used = Used::of(&catalogue, &sources);
        let is_used = |id: &str| used.has(sources.table(id).unwrap());
        for id in [
            "84799NED",
            "86165NED",
            "50150NED",
            "03759ned",
            "50149NED",
            "86232NED",
            "86296NED",
            "86270NED",
            "50143NED",
            "85012NED",
            "gezondheidsmonitor-2024",
            "50140NED",
            "wijken-2024",
        ] {
            assert!(is_used(id), "{id}");
        }
        for id in ["85755NED", "70072ned", "vektis-2023"] {
            assert!(!is_used(id), "{id}");
        }
        // A figure that is shown must come from a table that can be fetched.
        for indicator in catalogue.iter().filter(|i| i.niet_beschikbaar.is_none()) {
            let table = sources.table(&indicator.tabel);
            assert!(table.is_some_and(can_be_asked), "{}", indicator.id);
        }
    }

    #[test]
    fn a_table_that_is_looked_up_or_given_is_never_asked_for_by_itself() {
        let sources = Sources::builtin();
        let is_asked = |id: &str| can_be_asked(sources.table(id).unwrap());
        assert!(is_asked("85012NED") && !is_asked("gezondheidsmonitor-2024"));
        assert!(!is_asked("vektis-2023"));
        let needs = of_tables(sources.series("gebieden").into_iter(), &[]);
        assert_eq!(needs.len(), 3);
        assert!(needs.iter().all(|need| need.slice == Slice::Land));
    }
}
