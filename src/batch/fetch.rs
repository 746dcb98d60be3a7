//! Fetches slices into the store, and says per slice what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, Host, Outcome, Progress, Slice, SourceKind, Sources,
    Store, Transport, TransportErrorKind, fetch_features_whole, fetch_slice, fetch_whole,
};

use super::fetched::{FetchReport, FetchedSlice};
use super::needs::Need;

/// Tables that are fetched side by side; within a table one question follows the other, so no
/// source gets more than four at once.
const SIDE_BY_SIDE: usize = 4;
/// From this many gemeenten on, a table as a whole is fewer questions than each gemeente alone.
const WHOLE_FROM: usize = 40;

/// What a round of fetching needs.
#[derive(Clone, Copy)]
pub struct Round<'a> {
    /// Where slices go.
    pub store: &'a Store,
    /// The tables.
    pub sources: &'a Sources,
    /// The network, or what stands in for it.
    pub transport: &'a dyn Transport,
    /// Where each source answers.
    pub endpoints: &'a Endpoints,
    /// Date of fetching.
    pub now: Timestamp,
}

/// News from a round that is going on.
#[derive(Debug)]
pub enum News<'n> {
    /// A slice is done.
    Slice(&'n FetchedSlice),
    /// A page of a whole table came in.
    Rows(Progress),
}

/// Fetches the slices; a failing one never stops the others. The report has the order of `needs`.
pub fn fetch(round: Round<'_>, needs: &[Need], tell: &(dyn Fn(News<'_>) + Sync)) -> FetchReport {
    let rows = |progress: Progress| tell(News::Rows(progress));
    let context = FetchContext::new(
        round.transport,
        round.endpoints,
        round.sources,
        round.store,
        round.now,
    )
    .reporting(&rows);
    let errand = Errand {
        round,
        context,
        silent: Mutex::default(),
        done: Mutex::new(vec![None; needs.len()]),
        tell,
    };
    let tasks = tasks(round.sources, needs);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE.min(tasks.len()) {
            scope.spawn(|| {
                while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for (table, wanted) in task {
                        errand.table(table, wanted);
                    }
                }
            });
        }
    });
    let gestopt = errand.context.stopped();
    let done = errand
        .done
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    FetchReport {
        delen: done.into_iter().flatten().collect(),
        gestopt,
    }
}

/// A slice that is wanted, with its place in the report.
type Wanted<'n> = (usize, &'n Need);
/// Tables that are fetched one after the other.
type Task<'n> = Vec<(&'n str, Vec<Wanted<'n>>)>;

/// Cuts the needs into tasks: one per table, but for a map with the map that it needs the extent of.
fn tasks<'n>(sources: &'n Sources, needs: &'n [Need]) -> Vec<Task<'n>> {
    let mut order: Vec<&str> = Vec::new();
    let mut tasks: BTreeMap<&str, Task<'n>> = BTreeMap::new();
    for (index, need) in needs.iter().enumerate() {
        let bounds = sources
            .table(&need.table)
            .and_then(|table| table.begrenzing.as_deref());
        let key = bounds.unwrap_or(&need.table);
        if !order.contains(&key) {
            order.push(key);
        }
        let task = tasks.entry(key).or_default();
        match task.iter_mut().find(|(table, _)| *table == need.table) {
            Some((_, wanted)) => wanted.push((index, need)),
            None => task.push((&need.table, vec![(index, need)])),
        }
    }
    order.iter().filter_map(|key| tasks.remove(key)).collect()
}

/// A round that is going on.
struct Errand<'a> {
    round: Round<'a>,
    context: FetchContext<'a>,
    /// Hosts that could not be reached: each try would keep the user waiting for every slice.
    silent: Mutex<BTreeSet<Host>>,
    done: Mutex<Vec<Option<FetchedSlice>>>,
    tell: &'a (dyn Fn(News<'_>) + Sync),
}

impl Errand<'_> {
    /// Fetches what is wanted of one table.
    fn table(&self, table: &str, wanted: &[Wanted<'_>]) {
        let source = self.round.sources.table(table);
        let gemeenten = wanted
            .iter()
            .filter(|(_, need)| matches!(need.slice, Slice::Gemeente(_)))
            .count();
        let is_odata3 = source.is_some_and(|source| source.soort == SourceKind::Odata3);
        if is_odata3 && gemeenten >= WHOLE_FROM {
            self.whole(table, wanted);
            return;
        }
        let is_map = source.is_some_and(|source| source.soort == SourceKind::Ogc);
        if is_map && gemeenten >= WHOLE_FROM {
            self.whole_map(table, wanted);
            return;
        }
        for want in wanted {
            self.ask(table, std::slice::from_ref(want), |slices| {
                Ok(vec![fetch_slice(&self.context, table, &slices[0])?])
            });
        }
    }

    fn whole(&self, table: &str, wanted: &[Wanted<'_>]) {
        self.ask(table, wanted, |slices| {
            fetch_whole(&self.context, table, slices)
        });
    }

    /// Walks once through a map of the country; each slice has an outcome of its own.
    fn whole_map(&self, table: &str, wanted: &[Wanted<'_>]) {
        let slices: Vec<Slice> = wanted.iter().map(|(_, need)| need.slice.clone()).collect();
        match fetch_features_whole(&self.context, table, &slices) {
            Ok(outcomes) => {
                for (want, outcome) in wanted.iter().zip(outcomes) {
                    match outcome {
                        Ok(outcome) => self.note(want, FetchedSlice::fetched(want.1, &outcome)),
                        Err(error) => self.note_failed(want, &error),
                    }
                }
            }
            Err(error) => wanted
                .iter()
                .for_each(|want| self.note_failed(want, &error)),
        }
    }

    /// Asks for some slices with one call, and notes what came of each.
    fn ask(
        &self,
        table: &str,
        wanted: &[Wanted<'_>],
        call: impl FnOnce(&[Slice]) -> Result<Vec<Outcome>, FetchError>,
    ) {
        // A map with a second service remembers by itself which of the two is silent.
        let alone = self
            .round
            .sources
            .table(table)
            .filter(|source| source.wfs.is_none());
        let host = alone.map(|source| source.bron);
        let is_silent = |host: &Host| self.silent().contains(host);
        if let Some(host) = host.filter(is_silent) {
            for want in wanted {
                let part = FetchedSlice::not_asked(want.1, host);
                self.note(want, self.with_former(want.1, part));
            }
            return;
        }
        let slices: Vec<Slice> = wanted.iter().map(|(_, need)| need.slice.clone()).collect();
        match call(&slices) {
            Ok(outcomes) => {
                for (want, outcome) in wanted.iter().zip(&outcomes) {
                    self.note(want, FetchedSlice::fetched(want.1, outcome));
                }
            }
            Err(error) => {
                if is_unreachable(&error) {
                    self.silent().extend(host);
                }
                wanted
                    .iter()
                    .for_each(|want| self.note_failed(want, &error));
            }
        }
    }

    fn note_failed(&self, want: &Wanted<'_>, error: &FetchError) {
        let part = FetchedSlice::failed(want.1, error);
        self.note(want, self.with_former(want.1, part));
    }

    /// Adds the snapshot that stays in use when a slice could not be fetched.
    fn with_former(&self, need: &Need, part: FetchedSlice) -> FetchedSlice {
        match self.round.store.whole_receipt(&need.table, &need.slice) {
            Some(receipt) => part.staying(&receipt),
            None => part,
        }
    }

    fn note(&self, (index, _): &Wanted<'_>, part: FetchedSlice) {
        let part = part.aged(self.round.now);
        (self.tell)(News::Slice(&part));
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done[*index] = Some(part);
    }

    fn silent(&self) -> std::sync::MutexGuard<'_, BTreeSet<Host>> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_unreachable(error: &FetchError) -> bool {
    let FetchError::Source { oorzaak, .. } = error else {
        return false;
    };
    matches!(
        oorzaak.kind,
        TransportErrorKind::Connect | TransportErrorKind::Timeout | TransportErrorKind::Deadline(_)
    )
}
