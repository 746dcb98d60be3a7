//! What was worked out once over all gemeenten and kept: a small frame with a receipt that names
//! the slices it came from.
//!
//! ```text
//! landelijk/<naam>-<hash>.parquet   the frame
//! landelijk/<naam>.json             the receipt, written last
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use polars::prelude::DataFrame;
use serde::{Deserialize, Serialize};

use super::commit::count;
use super::files::sha256_hex;
use super::frames::{to_parquet, whole_frame};
use super::read::list;
use super::{Damage, FrameReceipt, Store, StoreError};

/// Folder inside the store.
pub(super) const FOLDER: &str = "landelijk";
/// Version of the form of the receipt.
const SCHEMA_VERSION: u32 = 1;

/// Where a national frame came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalReceipt {
    /// Version of this form.
    pub schema_versie: u32,
    /// Name of the frame: lower-case letters.
    pub naam: String,
    /// Program that worked it out, with its version.
    pub programma: String,
    /// Per slice (`land` or a gemeente) the hash over its frames, see [`digest_frames`].
    pub delen: BTreeMap<String, String>,
    /// Per table the number of gemeenten in the store.
    pub tabellen: BTreeMap<String, u32>,
    /// Rows of the frame.
    pub rijen: u64,
    /// The frame.
    pub frame: FrameReceipt,
    /// Whether any figure that went in is made up.
    pub fictief: bool,
    /// SHA-256 of this receipt with this field empty.
    pub controlegetal: String,
}

/// A national frame on its way to the store.
#[derive(Debug, Clone)]
pub struct NationalDraft {
    /// Name of the frame: lower-case letters.
    pub name: String,
    /// Program that worked it out, with its version.
    pub program: String,
    /// Per slice the hash over its frames.
    pub slices: BTreeMap<String, String>,
    /// Per table the number of gemeenten in the store.
    pub tables: BTreeMap<String, u32>,
    /// The rows.
    pub frame: DataFrame,
    /// Whether any figure that went in is made up.
    pub fictitious: bool,
}

/// A national frame as it is in the store, verified.
#[derive(Debug, Clone)]
pub struct StoredNational {
    /// Where it came from.
    pub receipt: NationalReceipt,
    /// The rows.
    pub frame: DataFrame,
}

/// Returns the hash over the frames of one slice, given as table and hash in any order.
#[must_use]
pub fn digest_frames<'a>(frames: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let sorted: BTreeSet<(&str, &str)> = frames.into_iter().collect();
    let lines: Vec<String> = sorted
        .into_iter()
        .map(|(table, sha256)| format!("{table} {sha256}\n"))
        .collect();
    sha256_hex(lines.concat().as_bytes())
}

impl NationalReceipt {
    fn seal(&self) -> String {
        let open = Self {
            controlegetal: String::new(),
            ..self.clone()
        };
        sha256_hex(&open.to_json())
    }

    fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("text and numbers serialise");
        json.push(b'\n');
        json
    }
}

impl Store {
    /// Keeps a national frame: the frame first, then its receipt, each renamed into place. The
    /// former one goes.
    ///
    /// # Errors
    /// When the name cannot be a file, or the disk refuses (a store may be read-only).
    pub fn put_national(&self, mut draft: NationalDraft) -> Result<NationalReceipt, StoreError> {
        let receipt_path = self.national_path(&draft.name)?;
        let rows = draft.frame.height();
        let parquet = to_parquet(&mut draft.frame, FOLDER, &draft.name)?;
        let sha256 = sha256_hex(&parquet);
        let mut receipt = NationalReceipt {
            schema_versie: SCHEMA_VERSION,
            frame: FrameReceipt {
                pad: format!("{FOLDER}/{}-{}.parquet", draft.name, &sha256[..16]),
                sha256,
                bytes: count(parquet.len()),
            },
            naam: draft.name,
            programma: draft.program,
            delen: draft.slices,
            tabellen: draft.tables,
            rijen: count(rows),
            fictief: draft.fictitious,
            controlegetal: String::new(),
        };
        receipt.controlegetal = receipt.seal();
        let _lock = self.lock()?;
        self.write_whole(&self.root.join(&receipt.frame.pad), &parquet)?;
        self.write_whole(&receipt_path, &receipt.to_json())?;
        for stray in self.national_strays()? {
            // One that cannot go only takes room.
            let _ = fs::remove_file(stray);
        }
        Ok(receipt)
    }

    /// Returns a national frame, or none when the store does not have it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a file differs from the receipt.
    pub fn national(&self, name: &str) -> Result<Option<StoredNational>, StoreError> {
        let Some(receipt) = self.national_receipt(name)? else {
            return Ok(None);
        };
        let read = self.national_bytes(&receipt).and_then(|bytes| {
            let frame = whole_frame(&bytes);
            frame.map_err(|error| (self.root.join(&receipt.frame.pad), error.to_string()))
        });
        match read {
            Ok(frame) => Ok(Some(StoredNational { receipt, frame })),
            Err((pad, reden)) => Err(damaged(pad, reden)),
        }
    }

    /// Returns the receipt of a national frame, or none; the frame is not looked at.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the receipt is not as it was written.
    pub fn national_receipt(&self, name: &str) -> Result<Option<NationalReceipt>, StoreError> {
        let path = self.national_path(name)?;
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(oorzaak) => return Err(StoreError::Io { pad: path, oorzaak }),
        };
        match serde_json::from_slice::<NationalReceipt>(&text) {
            Ok(receipt) if receipt.controlegetal != receipt.seal() || receipt.naam != name => {
                Err(damaged(path, "het controlegetal klopt niet".into()))
            }
            Ok(receipt) => Ok(Some(receipt)),
            Err(error) => Err(damaged(path, error.to_string())),
        }
    }

    fn national_path(&self, name: &str) -> Result<PathBuf, StoreError> {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(StoreError::InvalidName {
                naam: name.to_owned(),
            });
        }
        Ok(self.root.join(FOLDER).join(format!("{name}.json")))
    }

    fn national_bytes(&self, receipt: &NationalReceipt) -> Result<Vec<u8>, (PathBuf, String)> {
        let path = self.root.join(&receipt.frame.pad);
        match fs::read(&path) {
            Ok(bytes) if sha256_hex(&bytes) == receipt.frame.sha256 => Ok(bytes),
            Ok(_) => Err((path, "de inhoud heeft een andere hash".into())),
            Err(error) => Err((path, error.to_string())),
        }
    }

    /// Returns the names of the national frames, sorted.
    fn national_names(&self) -> Result<Vec<String>, StoreError> {
        let files = list(&self.root.join(FOLDER))?;
        let names = files.iter().filter_map(|file| file.strip_suffix(".json"));
        Ok(names.map(str::to_owned).collect())
    }

    /// Returns the files of the folder that no receipt names.
    pub(super) fn national_strays(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.root.join(FOLDER);
        let mut kept = BTreeSet::new();
        for name in self.national_names()? {
            let receipt = folder.join(format!("{name}.json"));
            match self.national_receipt(&name) {
                Ok(Some(found)) => kept.extend([receipt, self.root.join(found.frame.pad)]),
                // What is damaged stays for `verifieer` to tell.
                _ => drop(kept.insert(receipt)),
            }
        }
        let files = list(&folder)?.into_iter().map(|file| folder.join(file));
        Ok(files.filter(|path| !kept.contains(path)).collect())
    }

    /// Returns the national files that differ from their receipts.
    pub(super) fn national_damage(&self) -> Result<Vec<Damage>, StoreError> {
        let mut found = Vec::new();
        for name in self.national_names()? {
            let fault = match self.national_receipt(&name) {
                Ok(Some(receipt)) => self.national_bytes(&receipt).err(),
                Ok(None) => None,
                Err(StoreError::Damaged { pad, reden, .. }) => Some((pad, reden)),
                Err(StoreError::InvalidName { naam }) => Some((
                    self.root.join(FOLDER).join(format!("{naam}.json")),
                    "de naam hoort niet in de opslag".into(),
                )),
                Err(error) => return Err(error),
            };
            found.extend(fault.map(|(pad, reden)| Damage {
                tabel: FOLDER.to_owned(),
                slice: name,
                pad,
                reden,
            }));
        }
        Ok(found)
    }
}

fn damaged(pad: PathBuf, reden: String) -> StoreError {
    StoreError::Damaged {
        pad,
        tabel: FOLDER.to_owned(),
        slice: "land".to_owned(),
        reden,
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, IntoColumn, NamedFrom, Series};

    use super::*;

    fn draft(values: &[f64]) -> NationalDraft {
        let column: Column = Series::new("waarde".into(), values).into_column();
        NationalDraft {
            name: "spreiding".to_owned(),
            program: "regiobeeld 0".to_owned(),
            slices: BTreeMap::from([("land".to_owned(), digest_frames([("T", "aa")]))]),
            tables: BTreeMap::from([("T".to_owned(), 342)]),
            frame: DataFrame::new(values.len(), vec![column]).expect("one column"),
            fictitious: true,
        }
    }

    #[test]
    fn a_newer_frame_takes_the_place_of_the_former_and_cleaning_leaves_it() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        assert!(store.national("spreiding").expect("read").is_none());
        let first = store.put_national(draft(&[1.0, 2.0])).expect("put");
        let second = store.put_national(draft(&[3.0])).expect("put");
        assert!(!folder.path().join(&first.frame.pad).exists());
        let found = store.national("spreiding").expect("read").expect("there");
        assert_eq!((found.receipt, found.frame.height()), (second, 1));
        // Left by a run that was killed between the frame and its receipt.
        let stray = folder.path().join("landelijk/spreiding-00.parquet");
        fs::write(&stray, b"half").expect("write");
        assert_eq!(store.clean().expect("clean").files, 1);
        assert!(!stray.exists() && store.national("spreiding").expect("read").is_some());
        assert_eq!(store.verify().expect("verify"), []);
        let unfinished = list(&folder.path().join("tijdelijk")).expect("list");
        assert!(unfinished.is_empty(), "{unfinished:?}");
    }

    #[test]
    fn damage_is_told_and_never_read() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        let receipt = store.put_national(draft(&[1.0])).expect("put");
        fs::write(folder.path().join(&receipt.frame.pad), b"anders").expect("damage");
        assert!(store.national("spreiding").is_err());
        assert_eq!(store.verify().expect("verify").len(), 1);
        let path = folder.path().join("landelijk/spreiding.json");
        let text = fs::read_to_string(&path)
            .expect("read")
            .replace("342", "341");
        fs::write(&path, text).expect("damage");
        assert!(store.national_receipt("spreiding").is_err());
        assert_eq!(store.verify().expect("verify").len(), 1);
        // A new one heals it.
        store.put_national(draft(&[1.0])).expect("put");
        assert_eq!(store.verify().expect("verify"), []);
    }

    #[test]
    fn names_stay_inside_the_folder_and_order_does_not_matter() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        for name in ["", "../opslag", "Spreiding", "a/b"] {
            assert!(matches!(
                store.national(name),
                Err(StoreError::InvalidName { .. })
            ));
        }
        let one = digest_frames([("A", "1"), ("B", "2")]);
        assert_eq!(one, digest_frames([("B", "2"), ("A", "1")]));
        assert_ne!(one, digest_frames([("A", "2"), ("B", "1")]));
        // A store that cannot be written keeps what it has, and says so.
        fs::write(folder.path().join("landelijk"), b"geen map").expect("write");
        assert!(store.put_national(draft(&[1.0])).is_err());
    }
}
