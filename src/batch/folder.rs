//! A report folder that appears whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

/// Folder for work in progress, inside the folder of the edition.
const WORK: &str = ".werk";

/// A report folder under construction; removed when it is not finished.
#[derive(Debug)]
pub struct Draft {
    work: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl Draft {
    /// Starts a folder that will become `<parent>/<name>`.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn start(parent: &Path, name: &str) -> io::Result<Self> {
        let work = parent
            .join(WORK)
            .join(format!("{name}-{}", std::process::id()));
        if work.exists() {
            std::fs::remove_dir_all(&work)?;
        }
        std::fs::create_dir_all(&work)?;
        Ok(Self {
            work,
            target: parent.join(name),
            finished: false,
        })
    }

    /// Returns the folder to write in.
    pub fn path(&self) -> &Path {
        &self.work
    }

    /// Writes a file below the folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.work.join(path);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, bytes)
    }

    /// Puts the folder in its place, instead of an older one.
    ///
    /// # Errors
    /// When the folders cannot be renamed.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        let old = self.work.with_extension("oud");
        if self.target.exists() {
            std::fs::rename(&self.target, &old)?;
        }
        std::fs::rename(&self.work, &self.target)?;
        self.finished = true;
        if old.exists() {
            std::fs::remove_dir_all(&old)?;
        }
        // Other reports may still be at work there; then it stays, and that is no fault.
        if let Some(work) = self.work.parent() {
            let _ = std::fs::remove_dir(work);
        }
        Ok(self.target.clone())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed now is removed by the next run.
            let _ = std::fs::remove_dir_all(&self.work);
        }
    }
}

/// Returns every file below a folder, as paths with `/`, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).map_err(io::Error::other)?;
                paths.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let parent = tempfile::tempdir().unwrap();
        let draft = Draft::start(parent.path(), "a").unwrap();
        draft.write("figuren/x.svg", b"oud").unwrap();
        drop(draft);
        assert_eq!(files_below(parent.path()).unwrap(), Vec::<String>::new());
        for text in ["oud", "nieuw"] {
            let draft = Draft::start(parent.path(), "a").unwrap();
            draft.write("figuren/x.svg", text.as_bytes()).unwrap();
            draft.finish().unwrap();
            assert_eq!(
                std::fs::read_to_string(parent.path().join("a/figuren/x.svg")).unwrap(),
                text
            );
        }
        assert_eq!(files_below(parent.path()).unwrap(), ["a/figuren/x.svg"]);
    }
}
