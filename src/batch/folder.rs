//! A report folder that appears whole or not at all.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Folder for work in progress, inside the folder of the edition.
const WORK: &str = ".werk";
/// Ending of an older report that is being replaced.
const OLD: &str = "oud";
/// Work of a program that cannot be asked whether it runs is left alone for a day.
const PATIENCE: Duration = Duration::from_hours(24);

/// A report folder under construction; removed when it is not finished.
#[derive(Debug)]
pub struct Draft {
    work: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl Draft {
    /// Starts a folder that will become `<parent>/<name>`, after clearing away what killed runs
    /// left behind.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn start(parent: &Path, name: &str) -> io::Result<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let target = parent.join(name);
        clear_left_overs(&parent.join(WORK), name, &target)?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let work = parent
            .join(WORK)
            .join(format!("{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&work)?;
        Ok(Self {
            work,
            target,
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
    /// A program that is killed between the two renames leaves the older report in the work
    /// folder; the next run puts it back.
    ///
    /// # Errors
    /// When the folders cannot be renamed.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        let old = self.work.with_extension(OLD);
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
            if let Some(work) = self.work.parent() {
                let _ = std::fs::remove_dir(work);
            }
        }
    }
}

/// Puts back a report that was being replaced, and removes unfinished work of programs that run
/// no more.
fn clear_left_overs(work: &Path, name: &str, target: &Path) -> io::Result<()> {
    let Ok(entries) = std::fs::read_dir(work) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        let file = path
            .file_name()
            .map(|file| file.to_string_lossy().into_owned());
        let Some(rest) = file
            .as_deref()
            .and_then(|file| file.strip_prefix(&format!("{name}-")))
        else {
            continue;
        };
        let pid = rest.split(['-', '.']).next().unwrap_or_default();
        if !is_over(pid, &path) {
            continue;
        }
        if path.extension().is_some_and(|kind| kind == OLD) && !target.exists() {
            std::fs::rename(&path, target)?;
        } else {
            std::fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

/// Whether the program with this number has ended; where that cannot be seen, age decides.
fn is_over(pid: &str, path: &Path) -> bool {
    let processes = Path::new("/proc/self");
    if processes.exists() {
        return !Path::new("/proc").join(pid).exists();
    }
    let age = path
        .metadata()
        .and_then(|data| data.modified())
        .map(|time| time.elapsed());
    age.is_ok_and(|age| age.is_ok_and(|age| age > PATIENCE))
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

/// Returns a file that keeps a folder from being replaced by a report: anything that no report
/// has. A path that is no folder is such a file itself.
///
/// # Errors
/// When the folder cannot be read.
pub fn foreign_file(folder: &Path) -> io::Result<Option<String>> {
    if !folder.exists() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Ok(Some(folder.display().to_string()));
    }
    const OWN: [&str; 5] = [
        "regiobeeld.pdf",
        "cijfers.csv",
        "cijfers.xlsx",
        "rapport.json",
        "manifest.json",
    ];
    let is_own = |path: &String| {
        let figure = path.strip_prefix("figuren/");
        OWN.contains(&path.as_str())
            || figure.is_some_and(|name| name.ends_with(".svg") || name.ends_with(".png"))
    };
    Ok(files_below(folder)?.into_iter().find(|path| !is_own(path)))
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
            let found = std::fs::read_to_string(parent.path().join("a/figuren/x.svg")).unwrap();
            assert_eq!(found, text);
        }
        assert_eq!(files_below(parent.path()).unwrap(), ["a/figuren/x.svg"]);
    }

    #[test]
    fn what_a_killed_run_left_is_put_back_or_removed() {
        let parent = tempfile::tempdir().unwrap();
        let work = parent.path().join(WORK);
        // No program has this number: they are at most 4 194 304.
        for (folder, text) in [
            ("a-9999999-0.oud", "oud"),
            ("a-9999999-0", "half"),
            ("b-9999999-0", "half"),
        ] {
            std::fs::create_dir_all(work.join(folder)).unwrap();
            std::fs::write(work.join(folder).join("cijfers.csv"), text).unwrap();
        }
        if !Path::new("/proc/self").exists() {
            return;
        }
        let draft = Draft::start(parent.path(), "a").unwrap();
        let back = std::fs::read_to_string(parent.path().join("a/cijfers.csv")).unwrap();
        assert_eq!(back, "oud");
        assert!(!work.join("a-9999999-0").exists());
        assert!(work.join("b-9999999-0").exists());
        drop(draft);
    }

    #[test]
    fn files_of_others_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(foreign_file(&folder.path().join("niets")).unwrap(), None);
        std::fs::create_dir(folder.path().join("figuren")).unwrap();
        for own in ["cijfers.csv", "figuren/a.svg", "manifest.json"] {
            std::fs::write(folder.path().join(own), "x").unwrap();
        }
        assert_eq!(foreign_file(folder.path()).unwrap(), None);
        std::fs::write(folder.path().join("mijn.docx"), "x").unwrap();
        assert_eq!(
            foreign_file(folder.path()).unwrap().as_deref(),
            Some("mijn.docx")
        );
        assert!(
            foreign_file(&folder.path().join("mijn.docx"))
                .unwrap()
                .is_some()
        );
    }
}
