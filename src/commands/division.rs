//! The gemeenten with the regions that the store knows: the compiled-in list, with the table
//! Gebieden in Nederland laid over it.

use std::path::Path;

use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice, TableSource};

use super::console::Console;
use super::{areas, fetch};
use crate::area::{DIVISION_YEAR, Gemeenten};
use crate::batch::Need;
use crate::error::CommandError;
use crate::frame;
use crate::regio::{self, Region, RegionError};
use crate::settings::Settings;

/// Series of the tables that say which region a gemeente lies in.
pub const AREAS: &str = "gebieden";

/// Returns the tables of areas, the one nearest to the year of the reports first.
fn tables(sources: &Sources) -> Vec<&TableSource> {
    let mut tables = sources.series(AREAS);
    let distance = |table: &&TableSource| table.jaar.unwrap_or_default().abs_diff(DIVISION_YEAR);
    tables.sort_by_key(distance);
    tables
}

/// Returns the gemeenten, with the regions of the table in the store that is nearest to the year of
/// the reports. What differs from the compiled-in list is told.
pub fn gemeenten(settings: &Settings, console: &Console) -> Gemeenten {
    let mut gemeenten = Gemeenten::current();
    let sources = Sources::builtin();
    let stored = settings
        .store()
        .ok()
        .and_then(|place| stored(place, &sources, console));
    let Some((table, slice)) = stored else {
        return gemeenten;
    };
    match frame::division(table, &slice) {
        Ok(division) => {
            for difference in gemeenten.adopt(division) {
                console.say(&format!("let op: {difference}"));
            }
        }
        Err(error) => console.say(&format!("let op: {error}; deze tabel wordt niet gebruikt")),
    }
    gemeenten
}

/// Finds a region. When only a table of CBS knows it and the store lacks that table, it is fetched
/// first, unless nothing may be.
///
/// # Errors
/// As [`areas::region`]; exit 3 when the table is not there.
pub fn region(
    settings: &Settings,
    console: &Console,
    gemeenten: &mut Gemeenten,
    typed: &str,
    offline: bool,
) -> Result<Region, CommandError> {
    let lacks_table = || {
        let found = regio::find(typed, gemeenten);
        matches!(found, Err(RegionError::NotFetched { .. }))
    };
    if !offline && !areas::looks_like_file(Path::new(typed)) && lacks_table() {
        let sources = Sources::builtin();
        let nearest = tables(&sources).first().map(|table| Need {
            table: table.id.clone(),
            slice: Slice::Land,
        });
        // What goes wrong is told; without the table the region stays unknown.
        fetch::fetch(settings, console, &sources, nearest.as_slice(), None)?;
        *gemeenten = self::gemeenten(settings, console);
    }
    areas::region(gemeenten, typed)
}

/// Returns the first table of areas that the store has whole. A damaged one is told: the list that
/// is compiled in serves every report but those of a zorgkantoor.
fn stored<'a>(
    place: &Path,
    sources: &'a Sources,
    console: &Console,
) -> Option<(&'a TableSource, StoredSlice)> {
    let store = Store::open(place).ok()?;
    for table in tables(sources) {
        match store.slice(&table.id, &Slice::Land) {
            Ok(Some(slice)) => return Some((table, slice)),
            Ok(None) => {}
            Err(error) => console.say(&format!("let op: {error}; deze tabel wordt niet gebruikt")),
        }
    }
    None
}
