//! The national spread: worked out gemeente after gemeente once all are in the store, kept there,
//! and used only with the slices that it was made of.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use regiobeeld_fetchers::{
    NationalDraft, NationalReceipt, Slice, StoreError, TableSource, digest_frames,
};

use super::data::{DataError, figures};
use super::needs::{Need, is_map};
use super::reader::Reader;
use crate::area::{AreaCode, GemeenteCode};
use crate::frame::{LoadError, Observations, spread_frame, spread_rows};
use crate::indicators::{Collector, National, NationalSpread, lacks_gemeenten};
use crate::manifest::sha256;

/// Name of the spread in the store.
const NAME: &str = "spreiding";
/// The program that works it out: another version may count otherwise.
const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
/// What the user can do.
const AGAIN: &str = "draai «regiobeeld ophalen»";

/// What the store keeps of the spread, as read once per run.
#[derive(Debug)]
pub enum Kept {
    /// Nothing, because of this.
    Absent(National),
    /// The spread.
    Whole(Box<NationalReceipt>, Arc<NationalSpread>),
}

impl Kept {
    /// Path in the store and hash of the frame; without one the hash of what a report says of it.
    pub fn file(&self) -> Option<(String, String)> {
        match self {
            Self::Absent(why) => {
                let fault = why.fault()?;
                Some(("geen".to_owned(), sha256(fault.as_bytes())))
            }
            Self::Whole(receipt, _) => {
                Some((receipt.frame.pad.clone(), receipt.frame.sha256.clone()))
            }
        }
    }
}

/// Whether the spread in the store is that of the slices in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NationalState {
    /// It is.
    Fresh,
    /// It is absent, or was made of other slices or by another program.
    Outdated,
    /// The store does not have all gemeenten of any table; the reason is a Dutch sentence part.
    Incomplete(String),
}

/// What was worked out over all gemeenten.
#[derive(Debug)]
pub struct NationalFigures {
    /// The spread.
    pub spread: NationalSpread,
    slices: BTreeMap<String, String>,
    tables: BTreeMap<String, usize>,
    fictitious: bool,
}

/// Reads what the store keeps. A spread that cannot be read is no fault of a report.
pub fn kept(reader: Reader<'_>) -> Kept {
    let unusable = |reason: String| Kept::Absent(National::Unusable(reason));
    let stored = match reader.store.national(NAME) {
        Ok(Some(stored)) => stored,
        Ok(None) => {
            return match coverage(reader) {
                Ok(found) if found == wanted(reader) => unusable(format!(
                    "de landelijke spreiding is nog niet gemaakt; {AGAIN}"
                )),
                Ok(found) => {
                    let reason = lacks_gemeenten(found, wanted(reader));
                    Kept::Absent(National::Absent(reason))
                }
                Err(error) => unusable(error.to_string()),
            };
        }
        Err(error) => return unusable(format!("{error}; {AGAIN}")),
    };
    if stored.receipt.programma != PROGRAM {
        return unusable(format!(
            "de landelijke spreiding is van een ander programma; {AGAIN}"
        ));
    }
    match spread_rows(&stored.frame) {
        Ok(rows) => {
            let spread = Arc::new(NationalSpread::new(rows));
            Kept::Whole(Box::new(stored.receipt), spread)
        }
        Err(error) => unusable(format!(
            "de landelijke spreiding is niet te lezen ({error}); {AGAIN}"
        )),
    }
}

/// Returns the kept spread when it was made of the slices that a report read.
pub fn fitting(reader: Reader<'_>, kept: &Kept, observations: &Observations) -> National {
    let (receipt, spread) = match kept {
        Kept::Absent(why) => return why.clone(),
        Kept::Whole(receipt, spread) => (receipt, spread),
    };
    if receipt.fictief && !reader.allow_fictitious {
        return National::Absent("de landelijke spreiding bevat verzonnen cijfers".to_owned());
    }
    let read = observations.sources.iter();
    let digests = digests(reader, read.map(|s| (&*s.table, &*s.slice, &*s.sha256)));
    let is_same = |(slice, digest): (&String, &String)| receipt.delen.get(slice) == Some(digest);
    if digests.iter().all(is_same) {
        National::Known(Arc::clone(spread))
    } else {
        National::Unusable(format!(
            "de landelijke spreiding is gemaakt met andere cijfers dan er nu in de opslag staan; {AGAIN}"
        ))
    }
}

/// Compares the spread in the store with the receipts of all slices; no frame is read.
///
/// # Errors
/// When the store cannot be read or a receipt is damaged.
pub fn national_state(reader: Reader<'_>) -> Result<NationalState, StoreError> {
    let (found, wanted) = (coverage(reader)?, wanted(reader));
    if found < wanted {
        return Ok(NationalState::Incomplete(lacks_gemeenten(found, wanted)));
    }
    // A damaged spread is made anew, as an absent one.
    let Ok(Some(stored)) = reader.store.national(NAME) else {
        return Ok(NationalState::Outdated);
    };
    let receipts = reader.store.receipts()?;
    let each = receipts
        .iter()
        .map(|receipt| (&*receipt.tabel, &*receipt.slice, &*receipt.frame.sha256));
    let is_same = stored.receipt.delen == digests(reader, each);
    Ok(if is_same && stored.receipt.programma == PROGRAM {
        NationalState::Fresh
    } else {
        NationalState::Outdated
    })
}

/// Works out the spread with this many workers; each holds one gemeente at a time.
///
/// # Errors
/// When a slice is damaged or does not fit its metadata.
pub fn work_out_national(
    reader: Reader<'_>,
    workers: NonZeroUsize,
) -> Result<NationalFigures, DataError> {
    let codes: Vec<GemeenteCode> = reader.gemeenten.iter().map(|g| g.code).collect();
    let next = AtomicUsize::new(0);
    let whole = Mutex::new((Part::new(reader), Ok(())));
    std::thread::scope(|scope| {
        for _ in 0..workers.get().min(codes.len()) {
            scope.spawn(|| {
                let mut part = Part::new(reader);
                let mut result = Ok(());
                while let (Some(code), Ok(())) =
                    (codes.get(next.fetch_add(1, Ordering::Relaxed)), &result)
                {
                    result = part.add(reader, *code);
                }
                let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
                whole.0.join(part);
                if result.is_err() {
                    whole.1 = result;
                }
            });
        }
    });
    let (part, result) = whole.into_inner().unwrap_or_else(PoisonError::into_inner);
    result?;
    let tables = part.collector.gemeenten_per_table();
    Ok(NationalFigures {
        spread: part.collector.finish(codes.len())?,
        slices: part.slices,
        tables,
        fictitious: part.fictitious,
    })
}

/// Keeps the spread in the store.
///
/// # Errors
/// When the disk refuses; a store that is read-only does.
pub fn keep_national(
    reader: Reader<'_>,
    figures: &NationalFigures,
) -> Result<NationalReceipt, DataError> {
    let rows: Vec<_> = figures.spread.rows().cloned().collect();
    let frame = spread_frame(&rows).map_err(|source| LoadError::Frame {
        table: NAME.to_owned(),
        source,
    })?;
    let counted = figures.tables.iter();
    let tables = counted.map(|(table, number)| {
        let number = u32::try_from(*number).unwrap_or(u32::MAX);
        (table.clone(), number)
    });
    Ok(reader.store.put_national(NationalDraft {
        name: NAME.to_owned(),
        program: PROGRAM.to_owned(),
        slices: figures.slices.clone(),
        tables: tables.collect(),
        frame,
        fictitious: figures.fictitious,
    })?)
}

/// What one worker found.
struct Part<'a> {
    collector: Collector<'a>,
    slices: BTreeMap<String, String>,
    fictitious: bool,
}

impl<'a> Part<'a> {
    const fn new(reader: Reader<'a>) -> Self {
        Self {
            collector: Collector::new(reader.catalogue, reader.sources),
            slices: BTreeMap::new(),
            fictitious: false,
        }
    }

    fn add(&mut self, reader: Reader<'_>, code: GemeenteCode) -> Result<(), DataError> {
        let areas = BTreeSet::from([AreaCode::Gemeente(code)]);
        let made_up_too = Reader {
            allow_fictitious: true,
            ..reader
        };
        let observations = figures(made_up_too, &needs(reader, code), &areas)?;
        let read = observations.sources.iter();
        let read = read.map(|s| (&*s.table, &*s.slice, &*s.sha256));
        self.slices.extend(digests(reader, read));
        self.fictitious |= observations.sources.iter().any(|source| source.fictitious);
        self.collector.add(code, &observations);
        Ok(())
    }

    fn join(&mut self, other: Self) {
        self.collector.join(other.collector);
        self.slices.extend(other.slices);
        self.fictitious |= other.fictitious;
    }
}

/// The tables with figures that reports use, but for surveys: those have tests over all areas.
pub fn tables<'a>(reader: Reader<'a>) -> impl Iterator<Item = &'a TableSource> {
    let is_survey = move |table: &TableSource| reader.survey_series.contains(&table.reeks);
    let all = reader.sources.iter();
    all.filter(move |table| reader.used.has(table) && !is_map(table) && !is_survey(table))
}

/// Whether the figures of a gemeente stand in a slice of its own; else they stand in that of the
/// country.
fn has_own_slices(table: &TableSource) -> bool {
    table.has_slice(&Slice::Gemeente("GM0000".to_owned()))
}

/// The one slice of every table that has the figures of a gemeente and its wijken.
fn needs(reader: Reader<'_>, code: GemeenteCode) -> Vec<Need> {
    let need = |table: &TableSource| Need {
        table: table.id.clone(),
        slice: match has_own_slices(table) {
            true => Slice::Gemeente(code.to_string()),
            false => Slice::Land,
        },
    };
    tables(reader).map(need).collect()
}

/// Returns per slice the hash over its frames, of frames given as table, slice and hash. Frames
/// that do not go into the spread are left out.
fn digests<'a>(
    reader: Reader<'_>,
    frames: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) -> BTreeMap<String, String> {
    let own: BTreeMap<&str, bool> = tables(reader)
        .map(|table| (table.id.as_str(), has_own_slices(table)))
        .collect();
    let codes: BTreeSet<String> = reader
        .gemeenten
        .iter()
        .map(|g| g.code.to_string())
        .collect();
    let land = Slice::Land;
    let mut slices: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (table, slice, sha256) in frames {
        let goes_in = match own.get(table) {
            Some(true) => codes.contains(slice),
            Some(false) => slice == land.file_name(),
            None => false,
        };
        if goes_in {
            slices.entry(slice).or_default().push((table, sha256));
        }
    }
    let each = slices.into_iter();
    each.map(|(slice, frames)| (slice.to_owned(), digest_frames(frames)))
        .collect()
}

fn wanted(reader: Reader<'_>) -> usize {
    reader.gemeenten.iter().count()
}

/// The gemeenten that the store has of the table of which it has most; no file is read.
fn coverage(reader: Reader<'_>) -> Result<usize, StoreError> {
    let codes: BTreeSet<String> = reader
        .gemeenten
        .iter()
        .map(|g| g.code.to_string())
        .collect();
    let mut most = 0;
    for table in tables(reader).filter(|table| has_own_slices(table)) {
        let names = reader.store.slice_names(&table.id)?;
        most = most.max(names.iter().filter(|name| codes.contains(*name)).count());
    }
    Ok(most)
}
