//! Writing a slice: pages first, then the frame, the receipt last.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::sync::Arc;

use jiff::Timestamp;
use polars::prelude::DataFrame;

use super::files::sha256_hex;
use super::frames::to_parquet;
use super::receipt::SCHEMA_VERSION;
use super::{FrameReceipt, PageReceipt, PageRole, Receipt, Store, StoreError, Uitwijk};
use crate::endpoints::Host;
use crate::fetch::Outcome;
use crate::fictief::FictiefDeel;
use crate::odata::address::parameters;

/// A page on its way to the store; a copy shares the bytes.
#[derive(Debug, Clone)]
pub struct DraftPage {
    /// What is known of it: role, name, address, hash, size, rows.
    pub receipt: PageReceipt,
    /// The bytes as answered.
    pub body: Arc<Vec<u8>>,
}

impl DraftPage {
    /// Returns a page; `url` is the address at the official service.
    #[must_use]
    pub fn new(role: PageRole, name: &str, url: &str, body: Vec<u8>, rows: usize) -> Self {
        let body = Arc::new(body);
        Self {
            receipt: PageReceipt {
                rol: role,
                naam: name.to_owned(),
                url: url.to_owned(),
                parameters: BTreeMap::from_iter(parameters(url)),
                sha256: sha256_hex(&body),
                bytes: count(body.len()),
                rijen: count(rows),
            },
            body,
        }
    }
}

/// A slice on its way to the store.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Id of the table.
    pub table: String,
    /// File name of the slice.
    pub slice: String,
    /// Title of the table.
    pub title: String,
    /// Which host answered.
    pub host: Host,
    /// The stand-in, if any.
    pub via: Option<String>,
    /// When the table last changed.
    pub modified: Option<String>,
    /// Now, as the caller says.
    pub now: Timestamp,
    /// The answers.
    pub pages: Vec<DraftPage>,
    /// The rows.
    pub frame: DataFrame,
    /// Made-up parts.
    pub fictief: Vec<FictiefDeel>,
    /// The service that stood in for the first, if any.
    pub uitwijk: Option<Uitwijk>,
}

impl Store {
    /// Stores a slice, unless the store has the same bytes already. Fetching does this for a slice
    /// of a source; whoever has the rows already may do it too.
    ///
    /// # Errors
    /// When the disk refuses, or the rows cannot be written as Parquet.
    pub fn commit(&self, mut draft: Draft) -> Result<Outcome, StoreError> {
        let parquet = to_parquet(&mut draft.frame, &draft.table, &draft.slice)?;
        let receipt = receipt_of(&draft, &parquet);
        let _lock = self.lock()?;
        let former = self.intact_receipt(&receipt.tabel, &receipt.slice);
        if let Some(former) = &former
            && former.same_content(&receipt)
        {
            return self.touched(former.clone(), draft.now);
        }
        for page in &draft.pages {
            self.put_page(&page.receipt.sha256, &page.body)?;
        }
        self.write_whole(&self.root.join(&receipt.frame.pad), &parquet)?;
        self.write_receipt(&receipt)?;
        self.drop_former_frames(&receipt);
        let receipt = Box::new(receipt);
        Ok(if former.is_some() {
            Outcome::Changed(receipt)
        } else {
            Outcome::New(receipt)
        })
    }

    /// Notes that the source still has the same version of a slice.
    ///
    /// Returns none when the slice is absent, made up, of another version or not all there.
    pub(crate) fn touch(
        &self,
        table: &str,
        slice: &str,
        modified: &str,
        now: Timestamp,
    ) -> Result<Option<Outcome>, StoreError> {
        let _lock = self.lock()?;
        let Ok(Some(former)) = self.receipt(table, slice) else {
            return Ok(None);
        };
        let whole = former.modified.as_deref() == Some(modified)
            && !former.fictief
            && self.frame_bytes(&former).is_ok()
            && self.has_pages(&former);
        if whole {
            self.touched(former, now).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Sets the date of checking; the date of fetching stays.
    fn touched(&self, former: Receipt, now: Timestamp) -> Result<Outcome, StoreError> {
        let receipt = Receipt {
            gecontroleerd: now.max(former.gecontroleerd),
            ..former
        }
        .sealed();
        self.write_receipt(&receipt)?;
        Ok(Outcome::Unchanged(Box::new(receipt)))
    }

    /// Returns the receipt of a slice when the receipt and all that it names are intact.
    fn intact_receipt(&self, table: &str, slice: &str) -> Option<Receipt> {
        let receipt = self.receipt(table, slice).ok()??;
        let whole = self.frame_bytes(&receipt).is_ok()
            && self.has_pages(&receipt)
            && receipt
                .paginas
                .iter()
                .all(|page| self.is_intact(&page.sha256));
        whole.then_some(receipt)
    }

    fn write_receipt(&self, receipt: &Receipt) -> Result<(), StoreError> {
        let path = self.receipt_path(&receipt.tabel, &receipt.slice);
        self.write_whole(&path, &receipt.to_json())
    }

    /// Waits for other writers of this store; the lock ends with the returned file.
    pub(super) fn lock(&self) -> Result<File, StoreError> {
        let path = self.root.join("slot");
        let io = |oorzaak| StoreError::Io {
            pad: path.clone(),
            oorzaak,
        };
        let file = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(io)?;
        file.lock().map_err(io)?;
        Ok(file)
    }

    /// Returns whether this program may write here: not in a folder that is shared read-only.
    #[must_use]
    pub fn may_write(&self) -> bool {
        let path = self.root.join("slot");
        File::options().create(true).append(true).open(path).is_ok()
    }

    /// Removes the frames that this slice no longer uses; one that cannot go only takes room.
    fn drop_former_frames(&self, receipt: &Receipt) {
        let kept = self.root.join(&receipt.frame.pad);
        let Some(folder) = kept.parent() else { return };
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let prefix = format!("{}-", receipt.slice);
        for path in entries.flatten().map(|entry| entry.path()) {
            let of_slice = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&prefix));
            if of_slice && path != kept {
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn receipt_of(draft: &Draft, parquet: &[u8]) -> Receipt {
    let sha256 = sha256_hex(parquet);
    let pad = format!(
        "frames/{}/{}-{}.parquet",
        draft.table,
        draft.slice,
        &sha256[..16]
    );
    let paginas = draft
        .pages
        .iter()
        .map(|page| page.receipt.clone())
        .collect();
    Receipt {
        schema_versie: SCHEMA_VERSION,
        tabel: draft.table.clone(),
        slice: draft.slice.clone(),
        titel: draft.title.clone(),
        bron: draft.host,
        via: draft.via.clone(),
        uitwijk: draft.uitwijk.clone(),
        modified: draft.modified.clone(),
        opgehaald: draft.now,
        gecontroleerd: draft.now,
        rijen: count(draft.frame.height()),
        paginas,
        frame: FrameReceipt {
            pad,
            sha256,
            bytes: count(parquet.len()),
        },
        fictief: !draft.fictief.is_empty(),
        fictieve_delen: draft.fictief.clone(),
        controlegetal: String::new(),
    }
    .sealed()
}

pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).expect("sizes fit in 64 bits")
}
