//! Files that nothing in the store names any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::read::list;
use super::{PageRole, Receipt, Store, StoreError};

/// Files that only take room: left by a killed run, or of a version that was replaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orphans {
    /// How many.
    pub files: usize,
    /// Their size together.
    pub bytes: u64,
}

impl Store {
    /// Returns how much the store holds that nothing names.
    ///
    /// # Errors
    /// When the store cannot be read or a receipt is damaged.
    pub fn orphans(&self) -> Result<Orphans, StoreError> {
        let _lock = self.lock()?;
        Ok(count(&self.orphan_files()?))
    }

    /// Removes what nothing names, and says how much that was.
    ///
    /// Nothing goes when a receipt is damaged: its pages could not be told from orphans.
    ///
    /// # Errors
    /// When the store cannot be read or a receipt is damaged.
    pub fn clean(&self) -> Result<Orphans, StoreError> {
        let _lock = self.lock()?;
        let files = self.orphan_files()?;
        let orphans = count(&files);
        for (path, _) in files {
            fs::remove_file(&path).map_err(|oorzaak| StoreError::Io { pad: path, oorzaak })?;
        }
        Ok(orphans)
    }

    /// Returns orphans with their sizes. Everyone who writes holds the lock, as does the caller,
    /// so a file under construction is left over from a run that was killed.
    fn orphan_files(&self) -> Result<Vec<(PathBuf, u64)>, StoreError> {
        let receipts = self.receipts()?;
        let pages = self.named_pages(&receipts)?;
        let frames: BTreeSet<PathBuf> = receipts
            .iter()
            .map(|receipt| self.root.join(&receipt.frame.pad))
            .collect();
        let mut orphans = Vec::new();
        for path in self.files_in("ruw")? {
            let hash = path
                .file_stem()
                .map(|name| name.to_string_lossy().into_owned());
            if !hash.is_some_and(|hash| pages.contains(&hash)) {
                orphans.push(path);
            }
        }
        let is_stray = |path: &PathBuf| !frames.contains(path);
        orphans.extend(self.files_in("frames")?.into_iter().filter(is_stray));
        orphans.extend(self.national_strays()?);
        let unfinished = self.root.join("tijdelijk");
        orphans.extend(list(&unfinished)?.iter().map(|name| unfinished.join(name)));
        orphans
            .into_iter()
            .map(|path| match fs::metadata(&path) {
                Ok(data) => Ok((path, data.len())),
                Err(oorzaak) => Err(StoreError::Io { pad: path, oorzaak }),
            })
            .collect()
    }

    /// Returns the hashes of all pages that a receipt, a list or an unfinished pull names.
    fn named_pages(&self, receipts: &[Receipt]) -> Result<BTreeSet<String>, StoreError> {
        let mut named: BTreeSet<String> = self.pulled_pages()?.into_iter().collect();
        for receipt in receipts {
            for page in &receipt.paginas {
                let is_new = named.insert(page.sha256.clone());
                if is_new && page.rol == PageRole::Lijst {
                    let listed = self
                        .listed(page)
                        .map_err(|(pad, reden)| StoreError::Damaged {
                            pad,
                            tabel: receipt.tabel.clone(),
                            slice: receipt.slice.clone(),
                            reden,
                        })?;
                    named.extend(listed.into_iter().map(|page| page.sha256));
                }
            }
        }
        Ok(named)
    }

    /// Returns the files in the folders of a folder.
    fn files_in(&self, folder: &str) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.root.join(folder);
        let below = |name: &String| -> Result<Vec<PathBuf>, StoreError> {
            let inner: &Path = &folder.join(name);
            Ok(list(inner)?.iter().map(|file| inner.join(file)).collect())
        };
        let files: Result<Vec<_>, _> = list(&folder)?.iter().map(below).collect();
        Ok(files?.into_iter().flatten().collect())
    }
}

fn count(files: &[(PathBuf, u64)]) -> Orphans {
    Orphans {
        files: files.len(),
        bytes: files.iter().map(|(_, bytes)| bytes).sum(),
    }
}
