//! A folder that goes when the measurement is over, what lies in a folder, and what changed there.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A folder of our own among the temporary files of the system.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder.
    pub fn new(name: &str) -> Result<Self, Failure> {
        let name = format!("regiobeeld-bench-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        match std::fs::create_dir(&path) {
            Ok(()) => Ok(Self(path)),
            Err(cause) => Err(Failure::Files {
                action: "gemaakt",
                path,
                cause,
            }),
        }
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in a place that the system cleans.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// How much lies in a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub files: u64,
    pub bytes: u64,
}

/// Returns how many files a folder holds, at any depth, and their bytes.
///
/// `ending` chooses files by the end of their name; an empty one takes all.
pub fn size(folder: &Path, ending: &str) -> Result<Size, Failure> {
    let failed = |cause| Failure::Files {
        action: "gelezen",
        path: folder.to_owned(),
        cause,
    };
    let mut total = Size::default();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let about = entry.metadata().map_err(failed)?;
        if about.is_dir() {
            let inside = size(&entry.path(), ending)?;
            total.files += inside.files;
            total.bytes += inside.bytes;
        } else if entry.file_name().to_string_lossy().ends_with(ending) {
            total.files += 1;
            total.bytes += about.len();
        }
    }
    Ok(total)
}

/// Files at any depth, each with its bytes and when it was last written.
pub type Snapshot = BTreeMap<PathBuf, (u64, SystemTime)>;

/// Returns what lies in a folder now.
pub fn snapshot(folder: &Path) -> Result<Snapshot, Failure> {
    let failed = |cause| Failure::Files {
        action: "gelezen",
        path: folder.to_owned(),
        cause,
    };
    let mut all = Snapshot::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let about = entry.metadata().map_err(failed)?;
        if about.is_dir() {
            all.extend(snapshot(&entry.path())?);
        } else {
            let written = about.modified().map_err(failed)?;
            all.insert(entry.path(), (about.len(), written));
        }
    }
    Ok(all)
}

/// Returns how many files came, went or were written again.
pub fn changes(before: &Snapshot, after: &Snapshot) -> u64 {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let others = after
        .iter()
        .filter(|(path, now)| before.get(*path) != Some(now));
    u64::try_from(gone.count() + others.count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_go_and_change_are_counted() {
        let folder = Folder::new("verandering").unwrap();
        let path = folder.path();
        std::fs::create_dir(path.join("a")).unwrap();
        for name in ["a/blijft", "a/verandert", "weg"] {
            std::fs::write(path.join(name), "1").unwrap();
        }
        let before = snapshot(path).unwrap();
        assert_eq!((before.len(), changes(&before, &before)), (3, 0));
        std::fs::write(path.join("a/verandert"), "12").unwrap();
        std::fs::remove_file(path.join("weg")).unwrap();
        std::fs::write(path.join("nieuw"), "1").unwrap();
        assert_eq!(changes(&before, &snapshot(path).unwrap()), 3);
    }

    #[test]
    fn a_folder_is_counted_by_ending_and_goes() {
        let folder = Folder::new("test").unwrap();
        let path = folder.path().to_owned();
        std::fs::create_dir_all(path.join("a/b")).unwrap();
        std::fs::write(path.join("a/b/x.parquet"), [0; 10]).unwrap();
        std::fs::write(path.join("a/y.zst"), [0; 7]).unwrap();
        let expected = |files, bytes| Size { files, bytes };
        assert_eq!(size(&path, ".parquet").unwrap(), expected(1, 10));
        assert_eq!(size(&path, "").unwrap(), expected(2, 17));
        drop(folder);
        assert!(!path.exists() && size(&path, "").is_err());
    }
}
