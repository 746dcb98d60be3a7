//! The snapshot store: raw pages, one frame and one receipt per slice of a table.
//!
//! ```text
//! opslag.json                               marks the folder as a store
//! ruw/ab/<sha256>.zst                       raw answers, named by the hash of their bytes
//! frames/<tabel>/<slice>-<hash>.parquet     the rows as a frame
//! ontvangsten/<tabel>/<slice>.json          the receipt: which pages, which frame, when
//! landelijk/<naam>.json                     what was worked out once over all gemeenten
//! onderweg/<tabel>.jsonl                    journal of a whole table that is not all there yet
//! tijdelijk/                                files under construction
//! ```
//! A receipt is written last and renamed into place, so a slice is whole or absent. A new frame
//! has a new name, so the former slice stays whole until the new receipt is there.

mod clean;
mod commit;
mod error;
mod files;
mod frames;
mod national;
mod pull;
mod read;
mod receipt;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use polars::prelude::DataFrame;
use serde::{Deserialize, Serialize};

pub use clean::Orphans;
pub use commit::{Draft, DraftPage};
pub use error::StoreError;
pub use frames::Asked;
pub use national::{NationalDraft, NationalReceipt, StoredNational, digest_frames};
pub(crate) use pull::{Pull, PullHeader, PulledPage};
pub use receipt::{FrameReceipt, PageReceipt, PageRole, Receipt, Uitwijk};
pub use verify::Damage;

use crate::meta::TableMeta;

/// Name of the file that marks a store.
const MARKER: &str = "opslag.json";
/// Version of the layout above.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Marker {
    soort: String,
    versie: u32,
}

/// A folder with snapshots.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
    seen: Arc<Mutex<BTreeSet<String>>>,
    /// Descriptions of tables without their areas: a table has hundreds of slices with the same.
    descriptions: Arc<Mutex<BTreeMap<DescriptionKey, TableMeta>>>,
}

/// Id of a table, and the hashes of the pages that describe it but for its areas.
type DescriptionKey = (String, String);

/// A slice as it is in the store, verified.
#[derive(Debug, Clone)]
pub struct StoredSlice {
    /// Where it came from and when.
    pub receipt: Receipt,
    /// The description of the table at that time; areas are those of the slice.
    pub meta: TableMeta,
    /// The rows: dimensions as text, topics as numbers or text, sorted by area and then by the
    /// other dimensions.
    pub frame: DataFrame,
}

impl Store {
    /// Opens an existing store.
    ///
    /// # Errors
    /// When the folder is absent, is no store, or has a layout of another version.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(MARKER);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::NotAStore {
                    pad: root.to_owned(),
                });
            }
            Err(oorzaak) => return Err(StoreError::Io { pad: path, oorzaak }),
        };
        match serde_json::from_slice::<Marker>(&text) {
            Ok(marker) if marker.soort != "regiobeeld-opslag" => Err(StoreError::NotAStore {
                pad: root.to_owned(),
            }),
            Ok(marker) if marker.versie != VERSION => Err(StoreError::OtherVersion {
                pad: root.to_owned(),
                versie: marker.versie,
            }),
            Ok(_) => Ok(Self::at(root)),
            Err(_) => Err(StoreError::NotAStore {
                pad: root.to_owned(),
            }),
        }
    }

    /// Opens a store, and makes it when the folder is absent or empty.
    ///
    /// # Errors
    /// As [`Store::open`]; a folder with other files is never turned into a store.
    pub fn create(root: &Path) -> Result<Self, StoreError> {
        if root.join(MARKER).exists() {
            return Self::open(root);
        }
        let io = |oorzaak| StoreError::Io {
            pad: root.to_owned(),
            oorzaak,
        };
        std::fs::create_dir_all(root).map_err(io)?;
        // The demo keeps a store of its own in `demo`, which may be there first.
        let ours = [
            "ruw",
            "frames",
            "ontvangsten",
            national::FOLDER,
            "onderweg",
            "tijdelijk",
            "slot",
            "demo",
            MARKER,
        ];
        for entry in std::fs::read_dir(root).map_err(io)? {
            let name = entry.map_err(io)?.file_name();
            if !ours.iter().any(|ours| name == *ours) {
                return Err(StoreError::NotAStore {
                    pad: root.to_owned(),
                });
            }
        }
        let store = Self::at(root);
        let marker = Marker {
            soort: "regiobeeld-opslag".into(),
            versie: VERSION,
        };
        let json = serde_json::to_vec_pretty(&marker).expect("text and a number serialise");
        store.write_whole(&root.join(MARKER), &json)?;
        Ok(store)
    }

    fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            seen: Arc::default(),
            descriptions: Arc::default(),
        }
    }

    /// Returns the folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn receipt_path(&self, table: &str, slice: &str) -> PathBuf {
        self.root
            .join("ontvangsten")
            .join(table)
            .join(format!("{slice}.json"))
    }

    fn page_path(&self, sha256: &str) -> PathBuf {
        let folder = sha256.get(..2).unwrap_or("00");
        self.root
            .join("ruw")
            .join(folder)
            .join(format!("{sha256}.zst"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path().join("a/b");
        assert!(matches!(
            Store::open(&root),
            Err(StoreError::NotAStore { .. })
        ));
        Store::create(&root).expect("new");
        Store::create(&root).expect("again");
        Store::open(&root).expect("existing");
        std::fs::write(folder.path().join("brief.txt"), "x").expect("write");
        assert!(matches!(
            Store::create(folder.path()),
            Err(StoreError::NotAStore { .. })
        ));
        std::fs::write(
            root.join(MARKER),
            r#"{"soort":"regiobeeld-opslag","versie":9}"#,
        )
        .expect("write");
        assert!(matches!(
            Store::open(&root),
            Err(StoreError::OtherVersion { versie: 9, .. })
        ));
    }
}
