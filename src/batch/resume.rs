//! Which reports are finished with equal input: known from the receipts of the store, before any
//! figure is read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use regiobeeld_fetchers::{Slice, StoreError};

use super::folder::files_below;
use super::make::{Job, Made, data_date};
use super::needs::{Need, for_scopes};
use super::plan::plan_manifest;
use super::reader::Reader;
use super::shared::Shared;
use super::stages::StageTimes;
use crate::frame::SourceUse;
use crate::indicators::Scope;
use crate::manifest::{self, Manifest};

/// The slices that reports use, as the receipts of the store tell them.
#[derive(Debug)]
pub struct Receipts<'a> {
    reader: Reader<'a>,
    /// Slices of the country, which every report uses.
    land: Mutex<BTreeMap<String, Option<SourceUse>>>,
}

impl<'a> Receipts<'a> {
    /// Prepares to read the receipts of a store.
    pub const fn new(reader: Reader<'a>) -> Self {
        Self {
            reader,
            land: Mutex::new(BTreeMap::new()),
        }
    }

    /// Returns what a report would use, but for titles and addresses.
    ///
    /// # Errors
    /// When a receipt is damaged or cannot be read.
    fn uses(&self, scope: &Scope) -> Result<Vec<SourceUse>, StoreError> {
        let Reader { sources, used, .. } = self.reader;
        let needs = for_scopes(sources, used, std::slice::from_ref(scope));
        let mut found = Vec::new();
        for need in &needs {
            found.extend(self.receipt(need)?);
        }
        Ok(found)
    }

    fn receipt(&self, need: &Need) -> Result<Option<SourceUse>, StoreError> {
        if need.slice != Slice::Land {
            return self.read(need);
        }
        let known = self.land.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&need.table) {
            return Ok(known.clone());
        }
        drop(known);
        let read = self.read(need)?;
        let mut known = self.land.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(need.table.clone(), read.clone());
        Ok(read)
    }

    fn read(&self, need: &Need) -> Result<Option<SourceUse>, StoreError> {
        let receipt = self.reader.store.receipt_of(&need.table, &need.slice)?;
        Ok(receipt.map(|receipt| SourceUse {
            table: receipt.tabel,
            slice: receipt.slice,
            retrieved_at: receipt.opgehaald.to_string(),
            sha256: receipt.frame.sha256,
            path: receipt.frame.pad,
            ..SourceUse::default()
        }))
    }

    /// Returns the newest retrieval of all that these reports use; none when the store has nothing
    /// for them. What is damaged is passed over: the report that needs it tells.
    pub fn newest<'s>(&self, scopes: impl Iterator<Item = &'s Scope>) -> Option<Timestamp> {
        let uses = scopes.filter_map(|scope| self.uses(scope).ok()).flatten();
        uses.filter_map(|source| source.retrieved_at.parse().ok())
            .max()
    }
}

/// Returns the report of a job when it is there, of equal input, and every file of it is still
/// what its manifest says.
pub fn finished(shared: &Shared, receipts: &Receipts<'_>, job: &Job) -> Option<Made> {
    let uses = receipts.uses(&job.scope).ok()?;
    let date = data_date(shared, uses.iter());
    let month = || date.strftime("%Y-%m").to_string();
    let edition = shared.options.edition.clone().unwrap_or_else(month);
    let plan = plan_manifest(shared, job, &edition, date, &uses);
    let folder = folder_of(shared, job, &edition);
    let (found, manifest) = read_manifest(&folder)?;
    if !found.has_equal_input(&plan) || !is_whole(&folder, &found) {
        return None;
    }
    Some(Made {
        folder,
        seconds: None,
        stages: StageTimes::default(),
        warnings: found.meldingen,
        pages: found.paginas,
        manifest,
        skipped: true,
    })
}

fn folder_of(shared: &Shared, job: &Job, edition: &str) -> PathBuf {
    let out = &shared.options.out;
    let parent = match job.edition_folder {
        true => out.join(edition),
        false => out.clone(),
    };
    parent.join(job.folder())
}

/// Returns the manifest of a report folder and the hash of its file; none when there is no report.
pub fn read_manifest(folder: &Path) -> Option<(Manifest, String)> {
    let text = std::fs::read(folder.join(manifest::FILE)).ok()?;
    let found = serde_json::from_slice(&text).ok()?;
    Some((found, manifest::sha256(&text)))
}

/// Whether every file is still what the manifest says, and there is no other.
fn is_whole(folder: &Path, found: &Manifest) -> bool {
    let read = |path: &Path| std::fs::read(folder.join(path));
    files_below(folder).is_ok_and(|present| found.differences(&present, read).is_empty())
}
