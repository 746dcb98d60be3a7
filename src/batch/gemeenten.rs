//! How the values of all gemeenten lie, from the slices of the country. The store keeps what was
//! worked out, for as long as those slices and the program are the same; else it is worked out once
//! per run.
//!
//! Unlike the spread over wijken (`national.rs`) this needs no slice of each gemeente, so it is
//! there for every store.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::{NationalDraft, Slice, StoreError, digest_frames};

use super::data::{DataError, figures};
use super::national::tables;
use super::needs::Need;
use super::reader::Reader;
use crate::area::AreaCode;
use crate::frame::{LoadError, spread_frame, spread_rows};
use crate::indicators::{Collector, NationalSpread};
use crate::statistics::FigureKind;
use crate::themes::Catalogue;

/// Name of the spread in the store.
const NAME: &str = "gemeenten";
/// The program that works it out, to the letter: another one may count otherwise.
const PROGRAM: &str = env!("REGIOBEELD_SHA256");

/// Returns the spread of the core indicators over all gemeenten: as the store keeps it, or worked
/// out. Surveys have their own.
///
/// # Errors
/// When a slice is damaged, does not fit its metadata, or holds made-up figures that were not
/// asked for.
pub fn spread_of_gemeenten(reader: Reader<'_>) -> Result<NationalSpread, DataError> {
    match kept(reader) {
        Some(spread) => Ok(spread),
        None => work_out(reader),
    }
}

/// Keeps the spread in the store, unless it is there for these slices.
///
/// # Errors
/// As [`spread_of_gemeenten`], and when the disk refuses.
pub fn keep_spread_of_gemeenten(reader: Reader<'_>) -> Result<(), DataError> {
    if kept(reader).is_some() {
        return Ok(());
    }
    let Some((slices, fictitious)) = slices(reader)? else {
        return Ok(());
    };
    let rows: Vec<_> = work_out(reader)?.rows().cloned().collect();
    let frame = spread_frame(&rows).map_err(|source| LoadError::Frame {
        table: NAME.to_owned(),
        source,
    })?;
    reader.store.put_national(NationalDraft {
        name: NAME.to_owned(),
        program: PROGRAM.to_owned(),
        slices,
        tables: BTreeMap::new(),
        frame,
        fictitious,
    })?;
    Ok(())
}

/// What the store keeps, when it is of this program and of the slices that are there now. Anything
/// else, damage too, is no fault: the spread is worked out again.
fn kept(reader: Reader<'_>) -> Option<NationalSpread> {
    let stored = reader.store.national(NAME).ok()??;
    let (slices, _) = slices(reader).ok()??;
    let fits = stored.receipt.programma == PROGRAM && stored.receipt.delen == slices;
    // Who did not ask for made-up figures is told so when the slices are read.
    let may_be_used = reader.allow_fictitious || !stored.receipt.fictief;
    if !fits || !may_be_used {
        return None;
    }
    spread_rows(&stored.frame).ok().map(NationalSpread::new)
}

/// Hash per slice, and whether any of them is made up.
type MadeOf = (BTreeMap<String, String>, bool);

/// The hash over the frames that the spread is made of, and whether any is made up; no frame is
/// read. `None` when the store has none of them.
fn slices(reader: Reader<'_>) -> Result<Option<MadeOf>, StoreError> {
    let mut frames = Vec::new();
    let mut fictitious = false;
    for need in needs(reader) {
        if let Some(receipt) = reader.store.receipt_of(&need.table, &need.slice)? {
            fictitious |= receipt.fictief;
            frames.push((need.table, receipt.frame.sha256));
        }
    }
    if frames.is_empty() {
        return Ok(None);
    }
    let digest = digest_frames(frames.iter().map(|(table, hash)| (&**table, &**hash)));
    let land = Slice::Land.file_name().to_owned();
    Ok(Some((BTreeMap::from([(land, digest)]), fictitious)))
}

fn needs(reader: Reader<'_>) -> Vec<Need> {
    tables(reader)
        .filter(|table| table.has_slice(&Slice::Land))
        .map(|table| Need {
            table: table.id.clone(),
            slice: Slice::Land,
        })
        .collect()
}

fn work_out(reader: Reader<'_>) -> Result<NationalSpread, DataError> {
    let core = reader.catalogue.iter().filter(|indicator| {
        (indicator.is_core() || indicator.zorg)
            && indicator.soort != FigureKind::Enquete
            && indicator.may_be_ranked()
            && indicator.niet_beschikbaar.is_none()
    });
    let core = Catalogue::of(core.map(Arc::clone));
    let reader = Reader {
        catalogue: &core,
        ..reader
    };
    let codes: Vec<_> = reader.gemeenten.iter().map(|one| one.code).collect();
    let areas: BTreeSet<AreaCode> = codes.iter().copied().map(AreaCode::Gemeente).collect();
    let observations = figures(reader, &needs(reader), &areas)?;
    let mut collector = Collector::new(&core, reader.sources);
    for code in &codes {
        collector.add(*code, &observations);
    }
    Ok(collector.finish_gemeenten(codes.len())?)
}
