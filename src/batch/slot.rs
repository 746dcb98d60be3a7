//! A file that is locked as long as the program that made it runs, so that others, also on another
//! machine, can tell work that goes on from what a killed program left.
//!
//! The lock goes with the program, however it ends. Not every network disk passes locks on to
//! other machines: a slot of another machine counts as abandoned only when its lock is free and
//! nothing in its work changed for a while.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Ending of the name of a slot.
pub const ENDING: &str = "slot";
/// Time without any change after which the work of another machine is abandoned. Making a report
/// takes seconds; a clock that is minutes off does no harm.
pub const PATIENCE: Duration = Duration::from_hours(1);
/// Tries to make a file while others clear away its folder.
const TRIES: usize = 100;

/// A slot of this program.
#[derive(Debug)]
pub struct Slot {
    path: PathBuf,
    // Held for its lock.
    _file: File,
}

impl Slot {
    /// Makes a slot `<folder>/<stem>-<program>-<number>.slot` that nobody has, and locks it.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn take(folder: &Path, stem: &str) -> io::Result<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        make_in(folder, || {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{stem}-{}-{number}.{ENDING}", std::process::id());
            Self::try_take(folder.join(name))
        })
    }

    fn try_take(path: PathBuf) -> io::Result<Self> {
        let mut file = File::create_new(&path)?;
        // Somebody may look at it between these two lines. A disk without locks gives an error
        // here: age decides there.
        let _ = file.lock();
        file.write_all(machine().as_bytes())?;
        if !is_same(&file, &path) {
            // It was cleared away as abandoned.
            return Err(ErrorKind::NotFound.into());
        }
        Ok(Self { path, _file: file })
    }

    /// Returns the path that work under this slot has: that of the slot without its ending.
    pub fn work(&self) -> PathBuf {
        self.path.with_extension("")
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        remove_with_folder(&self.path);
    }
}

/// Makes something in a folder that others remove when the last work in it is done.
///
/// # Errors
/// The last one, when neither the folder nor what stands in it can be made in [`TRIES`] times.
fn make_in<T>(folder: &Path, mut make: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let mut tries = 1;
    loop {
        let made = std::fs::create_dir_all(folder).and_then(|()| make());
        match made {
            Err(error) if tries < TRIES && passes(&error) => tries += 1,
            made => return made,
        }
    }
}

/// Whether trying again may help: the folder went just now (the system says that it exists, and a
/// moment later that it does not), or a program on another machine has the name.
fn passes(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
}

/// Removes a file, and its folder when it was the last. What cannot be removed now is removed by
/// the next run.
fn remove_with_folder(path: &Path) {
    let _ = std::fs::remove_file(path);
    if let Some(folder) = path.parent() {
        let _ = std::fs::remove_dir(folder);
    }
}

/// Takes over the slot of a program that runs no more; `None` when it may still run.
///
/// The slot stays locked while what is returned lives, so that one program at a time clears away.
pub fn abandoned(slot: &Path, work: &Path) -> Option<File> {
    let mut file = File::options().read(true).write(true).open(slot).ok()?;
    let has_locks = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::Error(_)) => false,
        Err(TryLockError::WouldBlock) => return None,
    };
    let mut owner = String::new();
    file.read_to_string(&mut owner).ok()?;
    let is_over = (has_locks && owner == machine()) || (is_old(slot) && is_old(work));
    // Another program may have cleared it away just now, and a third have taken the name.
    (is_over && is_same(&file, slot)).then_some(file)
}

/// Whether a file, or anything right in a folder, did not change for [`PATIENCE`].
pub fn is_old(path: &Path) -> bool {
    let own = path.metadata().and_then(|data| data.modified());
    let Ok(own) = own else {
        // It is not there.
        return true;
    };
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let newest = inside
        .filter_map(|entry| entry.metadata().and_then(|data| data.modified()).ok())
        .fold(own, std::cmp::max);
    newest.elapsed().is_ok_and(|age| age > PATIENCE)
}

/// A name of this machine since it started; empty where the system has none, and then all
/// machines count as one.
fn machine() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
    name.map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// The right to be the only one, on one disk, that does something.
#[derive(Debug)]
pub struct Turn {
    path: PathBuf,
    _file: File,
}

impl Turn {
    /// Waits for its turn. On a disk without locks everybody has it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn wait(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(path);
        loop {
            let file = make_in(folder, || {
                File::options().create(true).append(true).open(path)
            })?;
            // Whoever had its turn removes the file; then the lock is one on nothing.
            if file.lock().is_err() || is_same(&file, path) {
                return Ok(Self {
                    path: path.to_owned(),
                    _file: file,
                });
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        remove_with_folder(&self.path);
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |data: std::fs::Metadata| (data.dev(), data.ino());
    match (file.metadata(), path.metadata()) {
        (Ok(open), Ok(named)) => number(open) == number(named),
        _ => false,
    }
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_abandoned_only_when_its_program_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("werk");
        let slot = Slot::take(&work, "a").unwrap();
        let path = slot.path.clone();
        assert!(abandoned(&path, &slot.work()).is_none());
        let other = Slot::take(&work, "a").unwrap();
        assert_ne!(other.path, path);
        drop((slot, other));
        assert!(!work.exists());
        // A program that was killed leaves its slot, without a lock.
        let path = folder.path().join("a.slot");
        std::fs::write(&path, machine()).unwrap();
        assert!(abandoned(&path, &work).is_some());
        // One of another machine may have a lock that is not seen here.
        std::fs::write(&path, "een andere machine").unwrap();
        assert!(abandoned(&path, &work).is_none());
        let hours_ago = std::time::SystemTime::now() - PATIENCE - Duration::from_secs(60);
        let file = File::options().append(true).open(&path).unwrap();
        file.set_modified(hours_ago).unwrap();
        assert!(abandoned(&path, &work).is_some());
    }

    #[test]
    fn one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("werk/beurt.slot");
        let count = folder.path().join("teller");
        std::fs::write(&count, "0").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let _turn = Turn::wait(&path).unwrap();
                        let text = std::fs::read_to_string(&count).unwrap();
                        let next = text.parse::<u32>().unwrap() + 1;
                        std::fs::write(&count, next.to_string()).unwrap();
                    }
                });
            }
        });
        assert_eq!(std::fs::read_to_string(&count).unwrap(), "200");
        assert!(!path.exists());
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_a_fault_and_no_endless_wait() {
        let folder = tempfile::tempdir().unwrap();
        let work = folder.path().join("werk");
        std::fs::write(&work, "").unwrap();
        assert!(Turn::wait(&work.join("beurt.slot")).is_err());
        assert!(Slot::take(&work, "a").is_err());
    }
}
