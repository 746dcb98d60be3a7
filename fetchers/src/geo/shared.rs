//! What the fetches of one run know of each other's outlines.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::collect::Collected;
use super::outline::Extent;
use crate::transport::TransportError;

/// Extents of gemeenten by code.
pub(crate) type Extents = BTreeMap<String, Extent>;

/// Shared by all fetches of a context. A lock is held while its contents are asked for, so that
/// nothing is asked twice; no fetch holds `layers` while it waits for `extents`.
#[derive(Default)]
pub(crate) struct Outlines {
    /// Whole generalised layers, per table.
    layers: Mutex<BTreeMap<String, Arc<Collected>>>,
    /// Extents of the gemeenten, per table with their boundaries.
    extents: Mutex<BTreeMap<String, Arc<Extents>>>,
    /// What failed in this run, after every try: a service that cannot be reached, or a table or
    /// layer of it.
    failed: Mutex<BTreeMap<String, TransportError>>,
}

impl Outlines {
    /// Returns the layer of a table; `ask` gets it when no fetch of this run did.
    pub(crate) fn layer<E>(
        &self,
        table: &str,
        ask: impl FnOnce() -> Result<Collected, E>,
    ) -> Result<Arc<Collected>, E> {
        once(&self.layers, table, ask)
    }

    /// Returns the extents of a table; `ask` gets them when no fetch of this run did.
    pub(crate) fn extents<E>(
        &self,
        table: &str,
        ask: impl FnOnce() -> Result<Extents, E>,
    ) -> Result<Arc<Extents>, E> {
        once(&self.extents, table, ask)
    }

    /// Notes that a service, table or layer failed after every try.
    pub(crate) fn note_failure(&self, name: &str, error: &TransportError) {
        open(&self.failed).insert(name.to_owned(), error.clone());
    }

    /// Returns how a service, table or layer failed in this run.
    pub(crate) fn failure(&self, name: &str) -> Option<TransportError> {
        open(&self.failed).get(name).cloned()
    }
}

fn once<T, E>(
    shared: &Mutex<BTreeMap<String, Arc<T>>>,
    table: &str,
    ask: impl FnOnce() -> Result<T, E>,
) -> Result<Arc<T>, E> {
    let mut known = open(shared);
    if let Some(there) = known.get(table) {
        return Ok(Arc::clone(there));
    }
    let asked = Arc::new(ask()?);
    known.insert(table.to_owned(), Arc::clone(&asked));
    Ok(asked)
}

/// A fetch that panicked left nothing half-done in here.
fn open<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::TransportErrorKind;

    #[test]
    fn what_was_asked_is_not_asked_again_but_a_failure_is() {
        let outlines = Outlines::default();
        let failed: Result<_, &str> = outlines.extents("a", || Err("storing"));
        assert_eq!(failed.err(), Some("storing"));
        let fresh = |count: usize| {
            outlines.extents("a", || {
                let extent = Extent {
                    west: 6.0,
                    south: 52.0,
                    east: 7.0,
                    north: 53.0,
                };
                Ok::<_, ()>((0..count).map(|n| (n.to_string(), extent)).collect())
            })
        };
        assert_eq!(fresh(2).expect("asked").len(), 2);
        assert_eq!(fresh(3).expect("kept").len(), 2);
        assert!(outlines.failure("a").is_none());
        outlines.note_failure(
            "a",
            &TransportError::new(TransportErrorKind::Empty, "u", ""),
        );
        assert!(outlines.failure("a").is_some() && outlines.failure("b").is_none());
    }
}
