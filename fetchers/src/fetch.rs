//! Fetching one slice of one table into the store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::ask::{Asker, Cause};
use crate::catalog::{Gone, is_gone, is_stopped};
use crate::describe::{Described, Info};
use crate::endpoints::Endpoints;
use crate::error::FetchError;
use crate::fetch_features;
use crate::fetch_observations;
use crate::fetch_rows;
use crate::fetch_whole as whole;
use crate::geo::shared::Outlines;
use crate::similar::near_matches;
use crate::slice::Slice;
use crate::sources::{SourceKind, Sources, TableSource};
use crate::store::{Receipt, Store};
use crate::transport::Transport;

/// How far a long download is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Id of the table.
    pub table: String,
    /// Rows that came in.
    pub rows: u64,
    /// Rows that the table says it has.
    pub of: Option<u64>,
}

/// What a run of fetches shares. Descriptions of tables are asked once per context.
pub struct FetchContext<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) endpoints: &'a Endpoints,
    pub(crate) sources: &'a Sources,
    pub(crate) store: &'a Store,
    pub(crate) now: Timestamp,
    pub(crate) force: bool,
    pub(crate) progress: Option<&'a (dyn Fn(Progress) + Sync)>,
    pub(crate) described: Mutex<BTreeMap<String, Arc<Described>>>,
    pub(crate) modified: Mutex<BTreeMap<String, Arc<Info>>>,
    pub(crate) outlines: Outlines,
    /// Tables that their host does not know, with what the catalogues say: asked once per run.
    pub(crate) gone: Mutex<BTreeMap<String, Gone>>,
}

impl<'a> FetchContext<'a> {
    /// Returns a context; `now` becomes the date of fetching, in whole seconds.
    #[must_use]
    pub fn new(
        transport: &'a dyn Transport,
        endpoints: &'a Endpoints,
        sources: &'a Sources,
        store: &'a Store,
        now: Timestamp,
    ) -> Self {
        Self {
            transport,
            endpoints,
            sources,
            store,
            now: Timestamp::from_second(now.as_second()).unwrap_or(now),
            force: false,
            progress: None,
            described: Mutex::default(),
            modified: Mutex::default(),
            outlines: Outlines::default(),
            gone: Mutex::default(),
        }
    }

    /// Asks for all rows, also of a table that says it did not change.
    #[must_use]
    pub fn forced(mut self) -> Self {
        self.force = true;
        self
    }

    /// Returns the tables asked so far that gain no figures any more, as they say themselves.
    #[must_use]
    pub fn stopped(&self) -> Vec<String> {
        let asked = self.modified.lock().unwrap_or_else(PoisonError::into_inner);
        let is_stopped = |info: &Info| info.state.status.as_deref().is_some_and(is_stopped);
        let stopped = asked.iter().filter(|(_, info)| is_stopped(info));
        stopped.map(|(table, _)| table.clone()).collect()
    }

    /// Calls `progress` after every page of a whole table.
    #[must_use]
    pub fn reporting(mut self, progress: &'a (dyn Fn(Progress) + Sync)) -> Self {
        self.progress = Some(progress);
        self
    }
}

/// What a fetch did to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The store did not have the slice.
    New(Box<Receipt>),
    /// The store had an older version.
    Changed(Box<Receipt>),
    /// The store has the same; only the date of checking changed.
    Unchanged(Box<Receipt>),
    /// The table does not know the gemeente, because it did not exist in that year; nothing stored.
    NotInTable,
}

impl Outcome {
    /// Returns the receipt, if the slice is in the store now.
    #[must_use]
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Self::New(receipt) | Self::Changed(receipt) | Self::Unchanged(receipt) => Some(receipt),
            Self::NotInTable => None,
        }
    }
}

/// Fetches a slice of a table into the store.
///
/// For a table with a date of change (`Modified`) that the store has already, nothing but that date
/// is asked. A failure leaves the store as it was.
///
/// # Errors
/// [`FetchError::Source`] when the source has no usable answer, [`FetchError::Shape`] when the answer
/// is not what the program knows, [`FetchError::Store`] when the disk or the store fails.
pub fn fetch_slice(
    context: &FetchContext<'_>,
    table: &str,
    slice: &Slice,
) -> Result<Outcome, FetchError> {
    let source = checked(context, table, slice)?;
    let asker = Asker { context, source };
    let outcome = match source.soort {
        SourceKind::Odata3 => fetch_rows::fetch(&asker, slice),
        SourceKind::Odata4 => fetch_observations::fetch(&asker, slice),
        SourceKind::Ogc => fetch_features::fetch(&asker, slice),
        SourceKind::Csv => Err(Cause::Other(Box::new(FetchError::NeedsFile {
            tabel: source.id.clone(),
        }))),
    };
    outcome.map_err(|cause| in_words(cause, context, source, &slice.to_string()))
}

/// Fetches a whole OData v3 table page by page, and stores the slices that are asked of it.
///
/// Every page is stored as it comes, so a run that was killed goes on after the last one. The
/// outcomes stand in the order of `slices`. Nothing is asked but the date of change when the store
/// has everything of that date.
///
/// # Errors
/// As [`fetch_slice`]; then none of the slices is stored.
pub fn fetch_whole(
    context: &FetchContext<'_>,
    table: &str,
    slices: &[Slice],
) -> Result<Vec<Outcome>, FetchError> {
    let Some(first) = slices.first() else {
        return Ok(Vec::new());
    };
    for slice in slices {
        checked(context, table, slice)?;
    }
    let source = checked(context, table, first)?;
    let asker = Asker { context, source };
    whole::fetch(&asker, slices).map_err(|cause| in_words(cause, context, source, "de hele tabel"))
}

/// Calls `ask` for a table; its faults are told as those of a slice are.
pub(crate) fn asked_of<T>(
    context: &FetchContext<'_>,
    table: &str,
    ask: impl FnOnce(&Asker<'_>) -> Result<T, Cause>,
) -> Result<T, FetchError> {
    let source = known(context, table)?;
    let asker = Asker { context, source };
    ask(&asker).map_err(|cause| in_words(cause, context, source, "enkele gebieden"))
}

/// Returns the source of a table that has the slice.
pub(crate) fn checked<'a>(
    context: &FetchContext<'a>,
    table: &str,
    slice: &Slice,
) -> Result<&'a TableSource, FetchError> {
    let source = known(context, table)?;
    if !slice.is_well_formed() || !source.has_slice(slice) {
        let slice = slice.file_name().to_owned();
        return Err(FetchError::UnknownSlice {
            tabel: source.id.clone(),
            slice,
        });
    }
    if !source.zoek.is_empty() {
        let tabel = source.id.clone();
        return Err(FetchError::NotFound { tabel });
    }
    match Gone::told_before(context, source) {
        Some(gone) => Err(gone.in_words(source, &slice.to_string())),
        None => Ok(source),
    }
}

/// Returns the source of a table.
fn known<'a>(context: &FetchContext<'a>, table: &str) -> Result<&'a TableSource, FetchError> {
    context
        .sources
        .table(table)
        .ok_or_else(|| FetchError::UnknownTable {
            tabel: table.to_owned(),
            lijkt_op: near_matches(
                table,
                context.sources.iter().map(|source| source.id.as_str()),
            ),
        })
}

pub(crate) fn in_words(
    cause: Cause,
    context: &FetchContext<'_>,
    source: &TableSource,
    slice: &str,
) -> FetchError {
    let (tabel, slice) = (source.id.clone(), slice.to_owned());
    match cause {
        Cause::Transport(oorzaak) if is_gone(source, &oorzaak) => {
            Gone::look_up(oorzaak, context, source).in_words(source, &slice)
        }
        Cause::Transport(oorzaak) => FetchError::Source {
            bron: source.bron.name().to_owned(),
            tabel,
            slice,
            oorzaak: Box::new(oorzaak),
            uitwijk: None,
        },
        Cause::Shape(oorzaak) => FetchError::Shape {
            tabel,
            slice,
            oorzaak: Box::new(oorzaak),
            uitwijk: None,
        },
        Cause::Store(error) => FetchError::Store(error),
        Cause::Other(error) => *error,
    }
}
