//! Reading a slice: nothing is returned that differs from its receipt.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};

use polars::prelude::{DataFrame, PolarsError};

use super::files::sha256_hex;
use super::frames::{Asked, frame_of, whole_frame};
use super::{DescriptionKey, PageReceipt, PageRole, Receipt, Store, StoreError, StoredSlice};
use crate::error::ShapeError;
use crate::meta::TableMeta;
use crate::odata::metadata;
use crate::odata4;
use crate::slice::Slice;

impl Store {
    /// Returns a slice, or none when the store does not have it.
    ///
    /// The receipt, the frame and the pages that describe the table are verified; the raw pages
    /// with figures are not read (see [`Store::verify`]).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a file differs from its receipt.
    pub fn slice(&self, table: &str, slice: &Slice) -> Result<Option<StoredSlice>, StoreError> {
        self.slice_of(table, slice, Asked::ALL)
    }

    /// As [`Store::slice`], but of the frame only the columns and areas that are asked for: a table has
    /// some hundred columns, and unpacking one takes longer than reading the figures in it. Dimensions
    /// always come along, and so does all of a table whose frame describes it (features, OData v4).
    ///
    /// # Errors
    /// As [`Store::slice`].
    pub fn slice_of(
        &self,
        table: &str,
        slice: &Slice,
        asked: Asked<'_>,
    ) -> Result<Option<StoredSlice>, StoreError> {
        if !slice.is_well_formed() {
            return Err(StoreError::InvalidName {
                naam: slice.file_name().to_owned(),
            });
        }
        let name = slice.file_name();
        let Some(receipt) = self.receipt(table, name)? else {
            return Ok(None);
        };
        match self.load(&receipt, asked) {
            // Another process may have replaced the slice after its receipt was read.
            Err(error) => match self.receipt(table, name)? {
                Some(newer) if newer.frame != receipt.frame => self.load(&newer, asked).map(Some),
                _ => Err(error),
            },
            whole => whole.map(Some),
        }
    }

    /// Returns whether a slice is in the store, by its receipt alone: no frame is read.
    ///
    /// # Errors
    /// When the receipt is damaged or cannot be read.
    pub fn has(&self, table: &str, slice: &Slice) -> Result<bool, StoreError> {
        Ok(self.receipt(table, slice.file_name())?.is_some())
    }

    /// Returns the receipt of a slice, or none when the store does not have it; no frame is read.
    ///
    /// # Errors
    /// When the receipt is damaged or cannot be read.
    pub fn receipt_of(&self, table: &str, slice: &Slice) -> Result<Option<Receipt>, StoreError> {
        self.receipt(table, slice.file_name())
    }

    /// Returns the receipt of a slice when its frame and the description of its table are there as
    /// they should be; raw pages with figures are not looked at.
    #[must_use]
    pub fn whole_receipt(&self, table: &str, slice: &Slice) -> Option<Receipt> {
        let receipt = self.receipt(table, slice.file_name()).ok()??;
        let describes =
            |page: &&PageReceipt| !matches!(page.rol, PageRole::Gegevens | PageRole::Lijst);
        let whole = self.frame_bytes(&receipt).is_ok()
            && receipt
                .paginas
                .iter()
                .filter(describes)
                .all(|page| self.is_intact(&page.sha256));
        whole.then_some(receipt)
    }

    /// Returns the receipts of all slices, sorted by table and slice.
    ///
    /// # Errors
    /// When the store cannot be read or a receipt is damaged.
    pub fn receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        let mut receipts = Vec::new();
        for (table, slice) in self.receipt_names()? {
            receipts.extend(self.receipt(&table, &slice)?);
        }
        Ok(receipts)
    }

    /// Returns the file names of the slices of a table that have a receipt, sorted; none is read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn slice_names(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let files = list(&self.root.join("ontvangsten").join(table))?;
        let names = files.iter().filter_map(|file| file.strip_suffix(".json"));
        Ok(names.map(str::to_owned).collect())
    }

    /// Returns table and slice of every receipt file, sorted.
    pub(super) fn receipt_names(&self) -> Result<Vec<(String, String)>, StoreError> {
        let folder = self.root.join("ontvangsten");
        let mut names = Vec::new();
        for table in list(&folder)? {
            for file in list(&folder.join(&table))? {
                if let Some(slice) = file.strip_suffix(".json") {
                    names.push((table.clone(), slice.to_owned()));
                }
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Returns the receipt of a slice, or none when there is none.
    pub(super) fn receipt(&self, table: &str, slice: &str) -> Result<Option<Receipt>, StoreError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if table.is_empty() || !table.chars().all(plain) {
            return Err(StoreError::InvalidName {
                naam: table.to_owned(),
            });
        }
        let path = self.receipt_path(table, slice);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(oorzaak) => return Err(StoreError::Io { pad: path, oorzaak }),
        };
        let reden = match serde_json::from_slice::<Receipt>(&text) {
            Ok(receipt) if !receipt.is_intact() => "het controlegetal klopt niet".to_owned(),
            Ok(receipt) if receipt.tabel != table || receipt.slice != slice => {
                format!(
                    "het is de ontvangst van {} {}",
                    receipt.tabel, receipt.slice
                )
            }
            Ok(receipt) => return Ok(Some(receipt)),
            Err(error) => error.to_string(),
        };
        Err(StoreError::Damaged {
            pad: path,
            tabel: table.to_owned(),
            slice: slice.to_owned(),
            reden,
        })
    }

    /// Returns the pages that a page with role `lijst` lists; the error says what is wrong with it.
    pub(super) fn listed(&self, list: &PageReceipt) -> Result<Vec<PageReceipt>, (PathBuf, String)> {
        let body = self.read_page(&list.sha256)?;
        serde_json::from_slice(&body)
            .map_err(|error| (self.page_path(&list.sha256), error.to_string()))
    }

    /// Returns whether every page of a slice is there, listed ones too; they are not read.
    pub(super) fn has_pages(&self, receipt: &Receipt) -> bool {
        let there = |page: &PageReceipt| self.page_path(&page.sha256).exists();
        let all_there = |list: &PageReceipt| self.listed(list).is_ok_and(|p| p.iter().all(there));
        receipt.paginas.iter().all(there) && receipt.pages(PageRole::Lijst).all(all_there)
    }

    /// Returns the trimmed codes of all areas of a table, from the description that the slice
    /// `land` was stored with; none when that slice is absent or damaged.
    pub(crate) fn known_areas(&self, table: &str) -> Option<Vec<String>> {
        let receipt = self.receipt(table, Slice::Land.file_name()).ok()??;
        let geo = &receipt.pages(PageRole::Gebieden).next()?.naam;
        let mut codes = Vec::new();
        let pages = receipt.pages(PageRole::Dimensie);
        for page in pages.filter(|page| page.naam == *geo) {
            let body = self.read_page(&page.sha256).ok()?;
            codes.extend(metadata::codes(table, geo, &body).ok()?);
        }
        (!codes.is_empty()).then_some(codes)
    }

    fn load(&self, receipt: &Receipt, asked: Asked<'_>) -> Result<StoredSlice, StoreError> {
        let damaged = |(pad, reden): (PathBuf, String)| StoreError::Damaged {
            pad,
            tabel: receipt.tabel.clone(),
            slice: receipt.slice.clone(),
            reden,
        };
        let bytes = self.frame_bytes(receipt).map_err(damaged)?;
        let path = self.root.join(&receipt.frame.pad);
        let unreadable = |error: PolarsError| damaged((path.clone(), error.to_string()));
        let is_v4 = |page: &PageReceipt| page.naam == odata4::metadata::PROPERTIES;
        let is_v3 = receipt.pages(PageRole::Eigenschappen).next().is_some();
        let whole = |meta, frame| StoredSlice {
            receipt: receipt.clone(),
            meta,
            frame,
        };
        if is_v3 && !receipt.pages(PageRole::Tabelinfo).any(is_v4) {
            let meta = self.described(receipt).map_err(damaged)?;
            let frame = frame_of(&bytes, &meta, asked).map_err(unreadable)?;
            return Ok(whole(meta, frame));
        }
        let frame = whole_frame(&bytes);
        let frame = frame.map_err(unreadable)?;
        let meta = if receipt.pages(PageRole::Tabelinfo).any(is_v4) {
            self.described_v4(receipt, &frame).map_err(damaged)?
        } else {
            features_meta(receipt, &frame)
                .ok_or_else(|| damaged((path.clone(), "kolommen code en naam ontbreken".into())))?
        };
        Ok(whole(meta, frame))
    }

    /// Returns the bytes of a frame; the error says what differs from the receipt.
    pub(super) fn frame_bytes(&self, receipt: &Receipt) -> Result<Vec<u8>, (PathBuf, String)> {
        let path = self.root.join(&receipt.frame.pad);
        match fs::read(&path) {
            Ok(bytes) if sha256_hex(&bytes) == receipt.frame.sha256 => Ok(bytes),
            Ok(_) => Err((path, "de inhoud heeft een andere hash".into())),
            Err(error) => Err((path, error.to_string())),
        }
    }

    /// Returns the description of an OData v4 table from its stored pages: the areas of this slice,
    /// and the measures that were asked.
    fn described_v4(
        &self,
        receipt: &Receipt,
        frame: &DataFrame,
    ) -> Result<TableMeta, (PathBuf, String)> {
        let cut = |name: &str| {
            receipt
                .pages(PageRole::Gebieden)
                .any(|page| page.naam == name)
        };
        let mut bodies = Vec::new();
        for page in &receipt.paginas {
            let is_whole_set = page.rol == PageRole::Dimensie && cut(&page.naam);
            if page.rol != PageRole::Gegevens && !is_whole_set {
                bodies.push((page.rol, page.naam.as_str(), self.read_page(&page.sha256)?));
            }
        }
        let mut from = odata4::metadata::Description::default();
        for (role, name, body) in &bodies {
            from.add(*role, name, body);
        }
        let mut meta = odata4::metadata::read(&receipt.tabel, &from).map_err(|error| {
            let path = self.receipt_path(&receipt.tabel, &receipt.slice);
            (path, error.to_string())
        })?;
        meta.topics.retain(|topic| frame.column(&topic.key).is_ok());
        Ok(meta)
    }

    /// Returns the description of an OData table from its stored pages. What all slices of a version
    /// have in common is read once.
    fn described(&self, receipt: &Receipt) -> Result<TableMeta, (PathBuf, String)> {
        let shapeless = |error: ShapeError| {
            let path = self.receipt_path(&receipt.tabel, &receipt.slice);
            (path, error.to_string())
        };
        let areas: Vec<&PageReceipt> = receipt.pages(PageRole::Gebieden).collect();
        let is_cut = |page: &&PageReceipt| areas.iter().any(|cut| cut.naam == page.naam);
        let whole: Vec<&PageReceipt> = receipt
            .pages(PageRole::Dimensie)
            .filter(|page| !is_cut(page))
            .collect();
        let one = |role| {
            receipt.pages(role).next().ok_or_else(|| {
                let path = self.receipt_path(&receipt.tabel, &receipt.slice);
                (path, "een pagina ontbreekt".to_owned())
            })
        };
        let (info, properties) = (one(PageRole::Tabelinfo)?, one(PageRole::Eigenschappen)?);
        let pages = [info, properties].into_iter().chain(whole.iter().copied());
        let hashes: Vec<&str> = pages.map(|page| page.sha256.as_str()).collect();
        let key = (receipt.tabel.clone(), hashes.concat());
        let known = self.descriptions().get(&key).cloned();
        let mut meta = match known {
            Some(known) => known,
            None => {
                let bodies = (
                    self.read_page(&info.sha256)?,
                    self.read_page(&properties.sha256)?,
                );
                let mut meta =
                    metadata::outline(&receipt.tabel, &bodies.0, &bodies.1).map_err(shapeless)?;
                self.fill(&mut meta, &whole)?.map_err(shapeless)?;
                self.descriptions().insert(key, meta.clone());
                meta
            }
        };
        self.fill(&mut meta, &areas)?.map_err(shapeless)?;
        metadata::finish(meta).map_err(shapeless)
    }

    /// Adds the codes of the dimensions on these pages.
    fn fill(
        &self,
        meta: &mut TableMeta,
        pages: &[&PageReceipt],
    ) -> Result<Result<(), ShapeError>, (PathBuf, String)> {
        let mut bodies = Vec::with_capacity(pages.len());
        for page in pages {
            bodies.push((page.naam.as_str(), self.read_page(&page.sha256)?));
        }
        let mut sets = metadata::Sets::new();
        for (name, body) in &bodies {
            sets.entry(name).or_default().push(body);
        }
        Ok(metadata::fill(meta, &sets))
    }

    /// Descriptions that this process read.
    fn descriptions(&self) -> MutexGuard<'_, BTreeMap<DescriptionKey, TableMeta>> {
        let known = self.descriptions.lock();
        known.unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the description of a table of features: no columns to choose from, only areas.
fn features_meta(receipt: &Receipt, frame: &DataFrame) -> Option<TableMeta> {
    let codes = frame.column("code").ok()?.str().ok()?;
    let names = frame.column("naam").ok()?.str().ok()?;
    let areas = codes
        .iter()
        .zip(names.iter())
        .filter_map(|(code, name)| Some((code?.to_owned(), name?.to_owned())))
        .collect();
    Some(TableMeta {
        id: receipt.tabel.clone(),
        title: receipt.titel.clone(),
        modified: None,
        status: None,
        topics: Vec::new(),
        dimensions: Vec::new(),
        areas,
    })
}

/// Returns the names in a folder, sorted; none when the folder is absent.
pub(super) fn list(folder: &std::path::Path) -> Result<Vec<String>, StoreError> {
    let io = |oorzaak| StoreError::Io {
        pad: folder.to_owned(),
        oorzaak,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(
            entry
                .map_err(io)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.sort_unstable();
    Ok(names)
}
