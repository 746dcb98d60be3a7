//! Reads slices from the store; what is the same for every report is read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regiobeeld_fetchers::{Slice, Sources, Store, StoreError, StoredSlice, TableSource};

use super::data::DataError;
use super::gemeenten::spread_of_gemeenten;
use super::national::{self, Kept};
use super::needs::Used;
use crate::area::Gemeenten;
use crate::frame::Observations;
use crate::indicators::{National, NationalSpread};
use crate::themes::Catalogue;

/// What was read once for all reports of a run.
#[derive(Debug, Default)]
pub struct Cache {
    land: Mutex<BTreeMap<String, Arc<Place>>>,
    national: OnceLock<Kept>,
    gemeenten: Mutex<Option<Arc<NationalSpread>>>,
}

/// Where the slice of one table is kept: locked while it is read, so that others can be read beside
/// it. `None` before it was read.
type Place = Mutex<Option<Option<Arc<StoredSlice>>>>;

/// A store, with what is needed to make sense of it.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Indicators with public figures.
    pub catalogue: &'a Catalogue,
    /// Tables.
    pub sources: &'a Sources,
    /// The series of them that reports use.
    pub used: &'a Used,
    /// The series with surveys: those are read whole, apart from other tables.
    pub survey_series: &'a BTreeSet<String>,
    /// Gemeenten of the division.
    pub gemeenten: &'a Gemeenten,
    /// The snapshot store.
    pub store: &'a Store,
    /// What was read already.
    pub cache: &'a Cache,
    /// Whether made-up figures are allowed.
    pub allow_fictitious: bool,
}

impl Cache {
    /// Returns the slice of the country of a table, read once; `None` when it is not there.
    ///
    /// # Errors
    /// When the store is damaged or cannot be read.
    pub fn land(
        &self,
        (store, used): (&Store, &Used),
        table: &TableSource,
    ) -> Result<Option<Arc<StoredSlice>>, StoreError> {
        let mut land = self.land.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Arc::clone(land.entry(table.id.clone()).or_default());
        drop(land);
        let mut known = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known {
            return Ok(known.clone());
        }
        let read = read((store, used), table, &Slice::Land)?;
        *known = Some(read.clone());
        Ok(read)
    }
}

/// Reads the columns of a slice that reports use.
fn read(
    (store, used): (&Store, &Used),
    table: &TableSource,
    slice: &Slice,
) -> Result<Option<Arc<StoredSlice>>, StoreError> {
    let stems = used.stems(table);
    let stored = store.slice_of(&table.id, slice, &|topic| topic.has_stem(&stems))?;
    Ok(stored.map(Arc::new))
}

impl Reader<'_> {
    /// Reads a slice from the store; `None` when it is not there.
    ///
    /// # Errors
    /// When the store is damaged or cannot be read.
    pub fn slice(
        self,
        table: &TableSource,
        slice: &Slice,
    ) -> Result<Option<Arc<StoredSlice>>, StoreError> {
        match slice {
            Slice::Land => self.cache.land((self.store, self.used), table),
            Slice::Gemeente(_) => read((self.store, self.used), table, slice),
        }
    }

    /// Returns the national spread, when it was made of the slices that were read here too.
    pub fn national(self, observations: &Observations) -> National {
        let kept = self.cache.national.get_or_init(|| national::kept(self));
        national::fitting(self, kept, observations)
    }

    /// Returns how the values of all gemeenten lie, worked out once for all reports of a run.
    ///
    /// # Errors
    /// As [`spread_of_gemeenten`].
    pub fn gemeenten_spread(self) -> Result<Arc<NationalSpread>, DataError> {
        let known = &self.cache.gemeenten;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(spread) = &*known {
            return Ok(Arc::clone(spread));
        }
        let spread = Arc::new(spread_of_gemeenten(self)?);
        *known = Some(Arc::clone(&spread));
        Ok(spread)
    }

    /// Returns the kept national spread as input of a manifest: its path and hash.
    pub fn national_file(self) -> Option<(String, String)> {
        let kept = self.cache.national.get_or_init(|| national::kept(self));
        kept.file()
    }
}
