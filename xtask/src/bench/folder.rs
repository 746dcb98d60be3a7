//! A folder that goes when the measurement is over, and what lies in a folder.

use crate::failure::Failure;
use std::path::{Path, PathBuf};

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

#[cfg(test)]
mod tests {
    use super::*;

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
