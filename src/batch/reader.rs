//! Reads slices from the store; what is the same for every report is read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regiobeeld_fetchers::{Asked, Slice, Sources, Store, StoreError, StoredSlice, TableSource};

use super::data::DataError;
use super::gemeenten::spread_of_gemeenten;
use super::national::{self, Kept};
use super::needs::Used;
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{FEW_AREAS, Observations, codes_in_tables};
use crate::indicators::{National, NationalSpread};
use crate::themes::Catalogue;

/// What was read once for all reports of a run.
#[derive(Debug, Default)]
pub struct Cache {
    /// The areas that the reports of the run show; none when they are too many to pick.
    areas: Option<BTreeSet<AreaCode>>,
    /// Whether the run makes one report.
    is_for_one: bool,
    land: Mutex<BTreeMap<String, Arc<Place>>>,
    national: OnceLock<Kept>,
    gemeenten: Mutex<Option<Arc<NationalSpread>>>,
}

/// Where the slice of one table is kept: locked while it is read, so that others can be read beside
/// it.
type Place = Mutex<Known>;

/// What was read of the slice of one table: `None` before it was, and in that when it is not there.
#[derive(Debug, Default)]
struct Known {
    whole: Option<Option<Arc<StoredSlice>>>,
    /// The rows of the areas of the run.
    part: Option<Option<Arc<StoredSlice>>>,
}

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
    /// Starts a run of this many reports, which show these areas.
    pub fn of_run(areas: BTreeSet<AreaCode>, reports: usize) -> Self {
        Self {
            areas: (areas.len() <= FEW_AREAS).then_some(areas),
            is_for_one: reports == 1,
            ..Self::default()
        }
    }

    /// Takes note that a report has read a slice. No other report asks for that of a run of one: the
    /// rest of the report, and typst, have its memory.
    fn was_read(&self, table: &TableSource) {
        if self.is_for_one {
            let mut land = self.land.lock().unwrap_or_else(PoisonError::into_inner);
            land.remove(&table.id);
        }
    }

    /// Returns the slice of the country of a table, read once; `None` when it is not there. It has the
    /// rows of `areas` (without: all rows), and may have others.
    ///
    /// # Errors
    /// When the store is damaged or cannot be read.
    pub fn land(
        &self,
        (store, used): (&Store, &Used),
        table: &TableSource,
        areas: Option<&BTreeSet<AreaCode>>,
    ) -> Result<Option<Arc<StoredSlice>>, StoreError> {
        let mut land = self.land.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Arc::clone(land.entry(table.id.clone()).or_default());
        drop(land);
        let mut known = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole) = &known.whole {
            return Ok(whole.clone());
        }
        let of_run = self.areas.as_ref();
        let of_run = of_run.filter(|all| areas.is_some_and(|areas| areas.is_subset(all)));
        if let (Some(_), Some(part)) = (of_run, &known.part) {
            return Ok(part.clone());
        }
        let codes = of_run.map(codes_in_tables);
        let read = read((store, used), table, &Slice::Land, codes.as_ref())?;
        let place = match codes {
            Some(_) => &mut known.part,
            None => &mut known.whole,
        };
        *place = Some(read.clone());
        Ok(read)
    }
}

/// Reads the columns of a slice that reports use, and the rows of the areas with these codes (without:
/// all rows).
///
/// # Errors
/// When the store is damaged or cannot be read.
pub(super) fn read(
    (store, used): (&Store, &Used),
    table: &TableSource,
    slice: &Slice,
    areas: Option<&BTreeSet<String>>,
) -> Result<Option<Arc<StoredSlice>>, StoreError> {
    let stems = used.stems(table);
    let asked = Asked {
        topics: &|topic| topic.has_stem(&stems),
        areas,
    };
    let stored = store.slice_of(&table.id, slice, asked)?;
    Ok(stored.map(Arc::new))
}

impl Reader<'_> {
    /// Reads a slice from the store; `None` when it is not there. That of the country has the rows of
    /// `areas`, and may have others.
    ///
    /// # Errors
    /// When the store is damaged or cannot be read.
    pub fn slice(
        self,
        table: &TableSource,
        slice: &Slice,
        areas: &BTreeSet<AreaCode>,
    ) -> Result<Option<Arc<StoredSlice>>, StoreError> {
        let from = (self.store, self.used);
        match slice {
            Slice::Land => {
                let stored = self.cache.land(from, table, Some(areas));
                self.cache.was_read(table);
                stored
            }
            Slice::Gemeente(_) => read(from, table, slice, None),
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
