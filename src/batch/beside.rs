//! Work for the second core of a report that is made alone.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;

/// Does `here` and, on another core when there is one, `there` meanwhile; on one core `here` comes
/// first. A report of a batch has one: a second thread would take the core of another report.
///
/// A fault of the program goes on in the thread of the report, whichever of the two has it.
pub(super) fn side_by_side<A, B: Send>(
    cores: NonZeroUsize,
    here: impl FnOnce() -> A,
    there: impl FnOnce() -> B + Send,
) -> (A, B) {
    if cores == NonZeroUsize::MIN {
        return (here(), there());
    }
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        let there = there.join();
        (here, there.unwrap_or_else(|fault| resume_unwind(fault)))
    })
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::Mutex;
    use std::sync::mpsc::sync_channel;
    use std::time::Duration;

    use super::*;

    const ONE: NonZeroUsize = NonZeroUsize::MIN;
    const TWO: NonZeroUsize = NonZeroUsize::new(2).unwrap();

    #[test]
    fn on_one_core_the_second_waits_for_the_first() {
        let order = Mutex::new(Vec::new());
        let note = |what| order.lock().unwrap().push(what);
        side_by_side(ONE, || note("typst"), || note("bestanden"));
        assert_eq!(*order.lock().unwrap(), ["typst", "bestanden"]);
    }

    #[test]
    fn on_two_cores_the_first_can_wait_for_the_second() {
        let (done, wait) = sync_channel(1);
        let here = || wait.recv_timeout(Duration::from_secs(60));
        let (here, there) = side_by_side(TWO, here, || done.send(7));
        assert_eq!((here, there), (Ok(7), Ok(())));
    }

    #[test]
    fn a_fault_of_the_program_is_that_of_the_report_in_either_thread() {
        let broken = |is_broken: bool| assert!(!is_broken, "kapot");
        for (here, there) in [(true, false), (false, true), (true, true)] {
            let both = || side_by_side(TWO, || broken(here), || broken(there));
            let fault = catch_unwind(AssertUnwindSafe(both)).unwrap_err();
            assert_eq!(fault.downcast_ref::<&str>(), Some(&"kapot"));
        }
    }
}
