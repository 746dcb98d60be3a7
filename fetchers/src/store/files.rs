//! Files that appear whole or not at all.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::{Store, StoreError};

/// Level of compression of raw pages. Compressing is the largest part of the work of a national
/// table: this level is nearly twice as fast as 1, and a page of rows is an eighth of its size
/// instead of an eleventh.
pub(super) const ZSTD_LEVEL: i32 = -3;

/// Returns the SHA-256 of some bytes in lower-case hexadecimals.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string never fails");
            hex
        })
}

impl Store {
    /// Writes a file under a temporary name and renames it into place.
    pub(super) fn write_whole(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let temporary = self.write_temporary(bytes)?;
        let io = |oorzaak| StoreError::Io {
            pad: path.to_owned(),
            oorzaak,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(io)?;
        }
        fs::rename(&temporary, path).map_err(|error| {
            // The file that could not be renamed is of no use to anyone.
            let _ = fs::remove_file(&temporary);
            io(error)
        })
    }

    /// Writes bytes to a file that no other writer uses.
    fn write_temporary(&self, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let folder = self.root.join("tijdelijk");
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{number}", std::process::id()));
        let io = |oorzaak| StoreError::Io {
            pad: path.clone(),
            oorzaak,
        };
        fs::create_dir_all(&folder).map_err(io)?;
        fs::write(&path, bytes).map_err(|error| {
            // A half file, such as of a full disk, only takes room.
            let _ = fs::remove_file(&path);
            io(error)
        })?;
        Ok(path)
    }

    /// Stores a raw page under its hash; a damaged copy from earlier is replaced.
    pub(super) fn put_page(&self, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        if self.is_intact(sha256) {
            return Ok(());
        }
        let packed = zstd::bulk::compress(bytes, ZSTD_LEVEL).map_err(|oorzaak| StoreError::Io {
            pad: self.page_path(sha256),
            oorzaak,
        })?;
        self.put_packed(sha256, &packed)
    }

    /// Stores the compressed form of a page.
    pub(super) fn put_packed(&self, sha256: &str, packed: &[u8]) -> Result<(), StoreError> {
        self.write_whole(&self.page_path(sha256), packed)?;
        self.seen().insert(sha256.to_owned());
        Ok(())
    }

    /// Returns whether a page is there as it should be; each is read at most once by a process.
    pub(super) fn is_intact(&self, sha256: &str) -> bool {
        if self.seen().contains(sha256) {
            return self.page_path(sha256).exists();
        }
        let intact = self.read_page(sha256).is_ok();
        if intact {
            self.seen().insert(sha256.to_owned());
        }
        intact
    }

    /// Pages that this process wrote, or read and found intact.
    fn seen(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a raw page; the error says what differs from its name.
    pub(super) fn read_page(&self, sha256: &str) -> Result<Vec<u8>, (PathBuf, String)> {
        let path = self.page_path(sha256);
        let fail = |reason: String| Err((path.clone(), reason));
        let packed = match fs::read(&path) {
            Ok(packed) => packed,
            Err(error) => return fail(error.to_string()),
        };
        match zstd::decode_all(&packed[..]) {
            Ok(bytes) if sha256_hex(&bytes) == sha256 => Ok(bytes),
            Ok(_) => fail("de inhoud heeft een andere hash".into()),
            Err(error) => fail(format!("niet uit te pakken: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_the_published_one() {
        // FIPS 180-4, example of SHA-256.
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_damaged_page_is_seen_and_replaced() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        let hash = sha256_hex(b"bladzijde");
        store.put_page(&hash, b"bladzijde").expect("put");
        assert_eq!(store.read_page(&hash).expect("read"), b"bladzijde");
        let other = zstd::encode_all(&b"anders"[..], 3).expect("pack");
        for damaged in [&other[..], b"geen zstd", b""] {
            fs::write(store.page_path(&hash), damaged).expect("damage");
            assert!(store.read_page(&hash).is_err());
            // Another process finds the damage: this one remembers what it wrote.
            let store = Store::open(folder.path()).expect("store");
            store.put_page(&hash, b"bladzijde").expect("put again");
            assert_eq!(store.read_page(&hash).expect("read"), b"bladzijde");
        }
        assert_eq!(
            fs::read_dir(folder.path().join("tijdelijk"))
                .expect("folder")
                .count(),
            0
        );
    }
}
