//! The folders in which typst sets reports. One serves report after report.
//!
//! Every report needs some twenty files there for half a second. On ext4 without a journal the place of
//! a file that was removed is not used again for minutes, and making any file looks past all such
//! places: making and removing those twenty for each report took a quarter of the program's own time
//! in a batch.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::folder::{Draft, is_same};
use crate::pdf::{PdfError, put_again};
use crate::report::BundleFile;

/// Name of a desk in the work folder.
const NAME: &str = "zetten";

/// The desks of a run, as many as there were ever reports at the same time. They go with it; those of
/// a killed run go as unfinished reports do.
#[derive(Debug, Default)]
pub struct Desks {
    free: Mutex<Vec<Desk>>,
}

impl Desks {
    /// Returns a desk beside the reports of a folder, for one report.
    ///
    /// # Errors
    /// When a new one cannot be made.
    pub fn take(&self, parent: &Path) -> io::Result<Desk> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let place = free.iter().position(|desk| desk.draft.parent() == parent);
        if let Some(place) = place {
            return Ok(free.swap_remove(place));
        }
        drop(free);
        Ok(Desk {
            draft: Draft::start(parent, NAME)?,
            files: BTreeSet::new(),
            lent: Vec::new(),
        })
    }

    /// Has the desk serve the next report. One of which a report failed is dropped instead, with what
    /// is on it.
    pub fn give_back(&self, mut desk: Desk) {
        // What was lent stays of its report alone.
        let is_clean = desk
            .lent
            .drain(..)
            .all(|path| std::fs::remove_file(path).is_ok());
        if is_clean {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.push(desk);
        }
    }
}

/// A folder in which typst sets one report at a time.
#[derive(Debug)]
pub struct Desk {
    /// It is never finished, so it goes when it is dropped.
    draft: Draft,
    /// Paths of the files of its own that are on it.
    files: BTreeSet<String>,
    /// Files of a report that have a second name here.
    lent: Vec<PathBuf>,
}

impl Desk {
    /// Returns the folder.
    pub fn path(&self) -> &Path {
        self.draft.path()
    }

    /// Lays these files out, and no other file of an earlier report.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub fn lay_out(&mut self, files: &[BundleFile]) -> Result<(), PdfError> {
        let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for path in self
            .files
            .iter()
            .filter(|path| !wanted.contains(path.as_str()))
        {
            let path = self.draft.path().join(path);
            std::fs::remove_file(&path).map_err(PdfError::io("verwijderen mislukt", &path))?;
        }
        self.files.retain(|path| wanted.contains(path.as_str()));
        for file in files {
            let path = self.draft.path().join(&file.path);
            if self.files.insert(file.path.clone())
                && let Some(folder) = path.parent()
            {
                std::fs::create_dir_all(folder)
                    .map_err(PdfError::io("map maken mislukt", folder))?;
            }
            if !is_same(&path, &file.bytes) {
                std::fs::write(&path, &file.bytes)
                    .map_err(PdfError::io("schrijven mislukt", &path))?;
            }
        }
        Ok(())
    }

    /// Puts a file of the report on the desk too, until it is given back.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn lend(&mut self, from: &Path, name: &str) -> Result<(), PdfError> {
        let to = self.draft.path().join(name);
        put_again(from, &to)?;
        self.lent.push(to);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::folder::files_below;

    fn file(path: &str, text: &str) -> BundleFile {
        BundleFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_report_finds_its_own_files_and_nothing_of_an_earlier_one() {
        let parent = tempfile::tempdir().unwrap();
        let desks = Desks::default();
        let reports = [
            vec![
                file("a.typ", "een"),
                file("huis/h.typ", "h"),
                file("logo.svg", "x"),
            ],
            vec![file("a.typ", "twee, langer"), file("huis/h.typ", "h")],
            vec![
                file("a.typ", "3"),
                file("huis/h.typ", "h"),
                file("huis/i.typ", "i"),
            ],
        ];
        let mut folders = BTreeSet::new();
        for (number, files) in reports.iter().enumerate() {
            let of_report = parent.path().join(format!("cijfers-{number}.csv"));
            std::fs::write(&of_report, number.to_string()).unwrap();
            let mut desk = desks.take(parent.path()).unwrap();
            desk.lay_out(files).unwrap();
            desk.lend(&of_report, "cijfers.csv").unwrap();
            let mut expected: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            expected.push("cijfers.csv");
            expected.sort_unstable();
            assert_eq!(files_below(desk.path()).unwrap(), expected);
            for file in files {
                assert_eq!(
                    std::fs::read(desk.path().join(&file.path)).unwrap(),
                    file.bytes
                );
            }
            let lent = std::fs::read_to_string(desk.path().join("cijfers.csv")).unwrap();
            assert_eq!(lent, number.to_string());
            folders.insert(desk.path().to_owned());
            desks.give_back(desk);
        }
        assert_eq!(folders.len(), 1);
        // No report was written into by a later one.
        for number in 0..reports.len() {
            let of_report = parent.path().join(format!("cijfers-{number}.csv"));
            assert_eq!(
                std::fs::read_to_string(of_report).unwrap(),
                number.to_string()
            );
        }
        drop(desks);
        let left = files_below(parent.path()).unwrap();
        assert_eq!(left, ["cijfers-0.csv", "cijfers-1.csv", "cijfers-2.csv"]);
    }

    #[test]
    fn two_reports_have_two_desks_and_a_failed_one_takes_its_desk_along() {
        let parent = tempfile::tempdir().unwrap();
        let desks = Desks::default();
        let (one, other) = (
            desks.take(parent.path()).unwrap(),
            desks.take(parent.path()).unwrap(),
        );
        assert_ne!(one.path(), other.path());
        let (kept, gone) = (one.path().to_owned(), other.path().to_owned());
        drop(other);
        desks.give_back(one);
        assert!(kept.exists() && !gone.exists());
        let elsewhere = tempfile::tempdir().unwrap();
        assert_ne!(desks.take(elsewhere.path()).unwrap().path(), kept);
        assert_eq!(desks.take(parent.path()).unwrap().path(), kept);
    }
}
