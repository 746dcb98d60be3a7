//! Manners: how much is asked of a source at once, and for how long.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::endpoints::split_origin;
use crate::transport::{TransportError, TransportErrorKind};

/// Most requests that are open at one source at the same time.
const MOST_AT_ONCE: usize = 4;

/// What is going on at one source (`scheme://host[:port]`).
struct Traffic {
    open: usize,
    first_asked: Instant,
}

/// One gate per source; at most four requests are inside.
#[derive(Default)]
pub(crate) struct Gates {
    traffic: Mutex<BTreeMap<String, Traffic>>,
    freed: Condvar,
    limit: Option<Duration>,
}

/// A request that was let in; dropping it lets the next one in.
pub(crate) struct Inside<'a> {
    gates: &'a Gates,
    origin: String,
    time_left: Option<Duration>,
}

impl Gates {
    /// Returns gates that close for a source this long after its first request.
    pub(crate) fn with_limit(limit: Duration) -> Self {
        Self {
            limit: Some(limit),
            ..Self::default()
        }
    }

    /// Waits until there is room at the source of `url`.
    ///
    /// # Errors
    /// When the time of the source is over.
    pub(crate) fn enter(&self, url: &str) -> Result<Inside<'_>, TransportError> {
        let origin = split_origin(url).map_or_else(String::new, |(origin, _)| origin);
        let mut traffic = self.lock();
        loop {
            let source = traffic.entry(origin.clone()).or_insert_with(|| Traffic {
                open: 0,
                first_asked: Instant::now(),
            });
            let spent = source.first_asked.elapsed();
            if let Some(limit) = self.limit.filter(|limit| spent >= *limit) {
                let kind = TransportErrorKind::Deadline(limit.as_secs());
                return Err(TransportError::new(kind, url, ""));
            }
            if source.open < MOST_AT_ONCE {
                source.open += 1;
                return Ok(Inside {
                    gates: self,
                    origin,
                    time_left: self.limit.map(|limit| limit.saturating_sub(spent)),
                });
            }
            traffic = self
                .freed
                .wait(traffic)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Traffic>> {
        self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside<'_> {
    /// Returns how long the source may still be asked; none without a limit.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        self.time_left
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        if let Some(source) = self.gates.lock().get_mut(&self.origin) {
            source.open -= 1;
        }
        self.gates.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn four_at_once_per_source_and_no_more() {
        let gates = Gates::default();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    let gate = gates.enter("https://h/a").expect("no limit");
                    let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(5));
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(gate);
                });
            }
        });
        assert!((2..=4).contains(&most.load(Ordering::SeqCst)), "{most:?}");
        let held: Vec<_> = (0..4)
            .map(|_| gates.enter("https://h/a").expect("room"))
            .collect();
        // Another source has a gate of its own.
        assert!(
            gates
                .enter("https://other/a")
                .expect("room")
                .time_left()
                .is_none()
        );
        drop(held);
    }

    #[test]
    fn the_time_counts_per_source_from_its_first_request() {
        let gates = Gates::with_limit(Duration::from_millis(40));
        let left = gates.enter("https://h/a").expect("first").time_left();
        assert!(left.expect("limited") <= Duration::from_millis(40));
        std::thread::sleep(Duration::from_millis(50));
        let error = gates.enter("https://h/b").err().expect("over");
        assert_eq!(error.kind, TransportErrorKind::Deadline(0));
        gates.enter("https://other/a").expect("first of another");
    }
}
