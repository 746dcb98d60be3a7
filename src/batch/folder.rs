//! A report folder that appears whole or not at all.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::slot::{self, Slot, Turn};

/// Folder for work in progress, inside the folder of the edition.
const WORK: &str = ".werk";
/// Ending of an older report that is being replaced.
const OLD: &str = "oud";
/// Tries to put a folder in its place while another program does the same.
const TRIES: usize = 20;

/// A report folder under construction; removed when it is not finished.
///
/// Beside the folder `.werk/<name>-<program>-<number>` stands a slot of that name, locked while the program
/// runs.
#[derive(Debug)]
pub struct Draft {
    work: PathBuf,
    target: PathBuf,
    finished: bool,
    // Dropped last: it says that the folder is in use.
    _slot: Slot,
}

impl Draft {
    /// Starts a folder that will become `<parent>/<name>`, after clearing away what killed runs
    /// left behind.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn start(parent: &Path, name: &str) -> io::Result<Self> {
        clear_once(parent);
        let slot = Slot::take(&parent.join(WORK), name)?;
        let work = slot.work();
        std::fs::create_dir(&work)?;
        Ok(Self {
            work,
            target: parent.join(name),
            finished: false,
            _slot: slot,
        })
    }

    /// Returns the folder to write in.
    pub fn path(&self) -> &Path {
        &self.work
    }

    /// Returns the folder that the finished one will stand in.
    pub fn parent(&self) -> &Path {
        self.target.parent().unwrap_or(Path::new(""))
    }

    /// Writes a file below the folder. One that is the same in the older report is that file: it keeps
    /// its time, so that who copies reports to elsewhere copies what changed, and it is not made and
    /// removed again.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (file, former) = (self.work.join(path), self.target.join(path));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // What was written here before may be a file of the older report: never write into that.
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Not every disk knows a file under two names.
        if is_same(&former, bytes) && std::fs::hard_link(&former, &file).is_ok() {
            return Ok(());
        }
        std::fs::write(file, bytes)
    }

    /// Puts the folder in its place, instead of an older one.
    ///
    /// A program that is killed between the two renames leaves the older report in the work
    /// folder; the next run puts it back. Another program may put the same report in its place at
    /// this very moment: the last one stays.
    ///
    /// # Errors
    /// When the folders cannot be renamed.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        let old = self.work.with_extension(OLD);
        for attempt in 1..=TRIES {
            match std::fs::rename(&self.target, &old) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            match std::fs::rename(&self.work, &self.target) {
                Ok(()) => break,
                Err(error) if attempt == TRIES || !is_taken(&error) => return Err(error),
                Err(_) => remove(&old),
            }
        }
        self.finished = true;
        remove(&old);
        Ok(self.target.clone())
    }

    /// Puts single files of the folder in the parent, each in one step.
    ///
    /// # Errors
    /// When a file cannot be renamed.
    pub fn finish_files(self, names: &[&str]) -> io::Result<()> {
        for name in names {
            std::fs::rename(self.work.join(name), self.parent().join(name))?;
        }
        Ok(())
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

/// Waits until no other program writes the files of the edition itself.
///
/// # Errors
/// When the folder cannot be written.
pub fn turn(parent: &Path) -> io::Result<Turn> {
    Turn::wait(&parent.join(WORK).join("editie.beurt"))
}

/// Whether a file is there and has these bytes.
pub(super) fn is_same(file: &Path, bytes: &[u8]) -> bool {
    let length = std::fs::metadata(file).map(|file| file.len());
    length.is_ok_and(|length| usize::try_from(length) == Ok(bytes.len()))
        && std::fs::read(file).is_ok_and(|found| found == bytes)
}

/// Whether something stands at the place already.
fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists | ErrorKind::PermissionDenied
    )
}

/// Removes a folder, if it is there; what cannot go now goes with the next run.
fn remove(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

/// Clears away left-overs, once per folder and program: on a network disk looking at the slots of
/// many others for every report would take longer than making it.
fn clear_once(parent: &Path) {
    static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut cleared = CLEARED.lock().unwrap_or_else(PoisonError::into_inner);
    if cleared.insert(parent.to_owned()) {
        clear_left_overs(parent);
    }
}

/// Puts back reports that were being replaced, and removes unfinished work, of programs that run
/// no more; then the work folder itself, when nobody is at work. What cannot be removed is left to
/// the next run: it is in nobody's way.
pub fn clear_left_overs(parent: &Path) {
    let work = parent.join(WORK);
    let Ok(entries) = std::fs::read_dir(&work) else {
        return;
    };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for slot in paths.iter().filter(|path| has_ending(path, slot::ENDING)) {
        let draft = slot.with_extension("");
        let Some(taken) = slot::abandoned(slot, &draft) else {
            continue;
        };
        put_back(parent, &draft);
        remove(&draft);
        remove(&draft.with_extension(OLD));
        if !draft.exists() {
            let _ = std::fs::remove_file(slot);
        }
        drop(taken);
    }
    // Without a slot it is of a version that had none.
    for path in paths.iter().filter(|path| path.is_dir()) {
        if !path.with_extension(slot::ENDING).exists() && slot::is_old(path) {
            put_back(parent, &path.with_extension(""));
            remove(path);
        }
    }
    let _ = std::fs::remove_dir(work);
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// Puts an older report back that was moved away and not replaced.
fn put_back(parent: &Path, draft: &Path) {
    let old = draft.with_extension(OLD);
    let name = draft.file_name().map(|name| name.to_string_lossy());
    let Some(name) = name.as_deref().and_then(|name| name.rsplitn(3, '-').nth(2)) else {
        return;
    };
    let target = parent.join(name);
    if old.is_dir() && !target.exists() {
        // If this fails the report is made again.
        let _ = std::fs::rename(old, target);
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
    fn a_file_that_stays_the_same_keeps_its_time_and_none_of_the_older_report_is_written_into() {
        let parent = tempfile::tempdir().unwrap();
        let made = |texts: [&str; 2]| {
            let draft = Draft::start(parent.path(), "a").unwrap();
            draft.write("x", texts[0].as_bytes()).unwrap();
            draft.write("x", texts[1].as_bytes()).unwrap();
            draft
        };
        made(["een", "een"]).finish().unwrap();
        let file = parent.path().join("a/x");
        let time = || std::fs::metadata(&file).unwrap().modified().unwrap();
        let first = time();
        std::thread::sleep(std::time::Duration::from_millis(20));
        made(["een", "een"]).finish().unwrap();
        assert_eq!(time(), first);
        // The first write takes the older file, the second must not change it.
        let draft = made(["een", "twee"]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "een");
        draft.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "twee");
        // As long, and not the same.
        made(["vier", "vijf"]).finish().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "vijf");
    }

    #[test]
    fn what_a_killed_run_left_is_put_back_or_removed() {
        let parent = tempfile::tempdir().unwrap();
        let work = parent.path().join(WORK);
        let living = Draft::start(parent.path(), "c").unwrap();
        living.write("cijfers.csv", b"half").unwrap();
        // A killed program leaves a slot that nobody locks; the living one has ours.
        let slot = living.path().with_extension(slot::ENDING);
        let dead = |name: &str, folders: &[(&str, &str)]| {
            std::fs::copy(&slot, work.join(format!("{name}.slot"))).unwrap();
            for (ending, text) in folders {
                let folder = work.join(format!("{name}{ending}"));
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join("cijfers.csv"), text).unwrap();
            }
        };
        dead("a-1-0", &[("", "half"), (".oud", "oud")]);
        dead("b-c-1-1", &[("", "half")]);
        dead("GM1-s-gr-1-2", &[(".oud", "oud")]);
        // Work without a slot, of just now, may be of an older version that still runs.
        std::fs::create_dir_all(work.join("d-1-0")).unwrap();
        clear_left_overs(parent.path());
        let read = |path: &str| std::fs::read_to_string(parent.path().join(path)).unwrap();
        assert_eq!(read("a/cijfers.csv"), "oud");
        assert_eq!(read("GM1-s-gr/cijfers.csv"), "oud");
        let mut left: Vec<PathBuf> = std::fs::read_dir(&work)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        left.sort();
        let mut kept = vec![living.path().to_owned(), slot, work.join("d-1-0")];
        kept.sort();
        assert_eq!(left, kept);
        living.finish().unwrap();
        assert_eq!(read("c/cijfers.csv"), "half");
        std::fs::remove_dir(work.join("d-1-0")).unwrap();
        clear_left_overs(parent.path());
        assert!(!work.exists());
    }

    #[test]
    fn two_programs_that_make_one_report_leave_one_of_the_two_whole() {
        let parent = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let parent = parent.path();
                scope.spawn(move || {
                    for _ in 0..20 {
                        let draft = Draft::start(parent, "a").unwrap();
                        for file in ["x", "y"] {
                            draft.write(file, worker.to_string().as_bytes()).unwrap();
                        }
                        draft.finish().unwrap();
                    }
                });
            }
        });
        clear_left_overs(parent.path());
        assert_eq!(files_below(parent.path()).unwrap(), ["a/x", "a/y"]);
        let read = |path: &str| std::fs::read_to_string(parent.path().join(path)).unwrap();
        assert_eq!(read("a/x"), read("a/y"));
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
