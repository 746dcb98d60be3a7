//! Many reports side by side; one that fails never stops the others, a full disk stops them all.

use std::any::Any;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::make::{Job, Made, MakeError, make};
use super::resume::{Receipts, finished};
use super::shared::Shared;

/// A job that is over.
#[derive(Debug)]
pub struct Finished {
    /// Its place in the list of jobs.
    pub index: usize,
    /// What came of it.
    pub result: Result<Made, MakeError>,
}

/// Makes all reports on this many cores; the answers stand in the order of the jobs.
///
/// After a full disk no further report is started: those have no answer. `progress` is called from
/// the workers, after each report.
pub fn run(
    shared: &Shared,
    jobs: &[Job],
    cores: NonZeroUsize,
    progress: impl Fn(&Finished) + Sync,
) -> Vec<Finished> {
    let own = cores_of_one(jobs.len(), cores);
    let receipts = Receipts::new(shared.reader());
    let one = |job: &Job| {
        let there = job.resume.then(|| finished(shared, &receipts, job));
        match there.flatten() {
            Some(made) => Ok(made),
            None => make(shared, job, own),
        }
    };
    each(jobs, cores, one, progress)
}

/// The cores of each report. One that is made alone has them all. Reports that are made side by side
/// have one each: more threads than cores would only wait for each other.
const fn cores_of_one(reports: usize, cores: NonZeroUsize) -> NonZeroUsize {
    if reports == 1 {
        cores
    } else {
        NonZeroUsize::MIN
    }
}

fn each(
    jobs: &[Job],
    workers: NonZeroUsize,
    one: impl Fn(&Job) -> Result<Made, MakeError> + Sync,
    progress: impl Fn(&Finished) + Sync,
) -> Vec<Finished> {
    let (next, is_full) = (AtomicUsize::new(0), AtomicBool::new(false));
    let results: Mutex<Vec<Finished>> = Mutex::new(Vec::with_capacity(jobs.len()));
    let work = || {
        while !is_full.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return };
            // What a fault of the program left half done is dropped with its draft; what
            // reports share is behind locks that survive it.
            let result = catch_unwind(AssertUnwindSafe(|| one(job)))
                .unwrap_or_else(|fault| Err(MakeError::Program(words(&*fault))));
            if result.as_ref().is_err_and(MakeError::is_disk_full) {
                is_full.store(true, Ordering::Relaxed);
            }
            let finished = Finished { index, result };
            progress(&finished);
            results
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(finished);
        }
    };
    std::thread::scope(|scope| {
        // This thread works too: the memory that it used for what reports share is used again.
        for _ in 1..workers.get().min(jobs.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|finished| finished.index);
    results
}

/// What a panic says.
fn words(fault: &(dyn Any + Send)) -> String {
    let text = fault.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| fault.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "zonder uitleg".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;
    use crate::area::Gemeenten;
    use crate::batch::StageTimes;
    use crate::indicators::Scope;
    use crate::regio;

    fn jobs(number: usize) -> Vec<Job> {
        let gemeenten = Gemeenten::current();
        let region = regio::find("rza-zwolle", &gemeenten).unwrap();
        let job = |gemeente: &crate::area::Gemeente| Job {
            scope: Scope {
                region: region.clone(),
                gemeente: Some(gemeente.clone()),
            },
            edition_folder: true,
            resume: false,
        };
        gemeenten.iter().take(number).map(job).collect()
    }

    fn made() -> Made {
        Made {
            folder: "map".into(),
            seconds: None,
            stages: StageTimes::default(),
            warnings: Vec::new(),
            pages: None,
            manifest: String::new(),
            skipped: false,
        }
    }

    fn with(
        number: usize,
        workers: usize,
        one: impl Fn(usize) -> Result<Made, MakeError> + Sync,
    ) -> Vec<Finished> {
        let jobs = jobs(number);
        let place = |job: &Job| {
            jobs.iter()
                .position(|other| other.scope == job.scope)
                .unwrap()
        };
        each(
            &jobs,
            NonZeroUsize::new(workers).unwrap(),
            |job| one(place(job)),
            |_| {},
        )
    }

    #[test]
    fn only_a_report_that_is_made_alone_has_more_than_one_core() {
        for (reports, cores, expected) in [(1, 1, 1), (1, 4, 4), (2, 4, 1), (342, 2, 1)] {
            let cores = NonZeroUsize::new(cores).unwrap();
            assert_eq!(
                cores_of_one(reports, cores).get(),
                expected,
                "{reports} op {cores}"
            );
        }
    }

    #[test]
    fn a_fault_of_the_program_is_that_of_one_report() {
        let done = with(9, 3, |index| {
            assert!(index != 4, "fout bij {index}");
            Ok(made())
        });
        let indices: Vec<usize> = done.iter().map(|one| one.index).collect();
        assert_eq!(indices, (0..9).collect::<Vec<_>>());
        for one in done {
            match (one.index, one.result) {
                (4, Err(MakeError::Program(text))) => assert_eq!(text, "fout bij 4"),
                (4, other) => panic!("{other:?}"),
                (_, result) => assert!(result.is_ok()),
            }
        }
    }

    #[test]
    fn a_full_disk_stops_the_run_and_another_fault_does_not() {
        let fails = |kind: ErrorKind| {
            with(9, 1, move |index| match index {
                3 => Err(Error::from(kind).into()),
                _ => Ok(made()),
            })
        };
        assert_eq!(fails(ErrorKind::StorageFull).len(), 4);
        assert_eq!(fails(ErrorKind::QuotaExceeded).len(), 4);
        assert_eq!(fails(ErrorKind::PermissionDenied).len(), 9);
    }
}
