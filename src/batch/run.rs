//! Many reports side by side; one that fails never stops the others.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::make::{Job, Made, MakeError, make};
use super::shared::Shared;

/// A job that is over.
#[derive(Debug)]
pub struct Finished {
    /// Its place in the list of jobs.
    pub index: usize,
    /// What came of it.
    pub result: Result<Made, MakeError>,
}

/// Makes all reports with this many workers; the answers stand in the order of the jobs.
///
/// `progress` is called from the workers, after each report.
pub fn run(
    shared: &Shared,
    jobs: &[Job],
    workers: NonZeroUsize,
    progress: impl Fn(&Finished) + Sync,
) -> Vec<Finished> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Finished>> = Mutex::new(Vec::with_capacity(jobs.len()));
    std::thread::scope(|scope| {
        for _ in 0..workers.get().min(jobs.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else { return };
                    let finished = Finished {
                        index,
                        result: make(shared, job),
                    };
                    progress(&finished);
                    results
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(finished);
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|finished| finished.index);
    results
}
