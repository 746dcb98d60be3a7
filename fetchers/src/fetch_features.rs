//! Fetching boundaries: from the OGC API, and when that fails simpler ones from the WFS.

use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::ask::{Asker, Cause};
use crate::endpoints::PDOK_WFS;
use crate::error::{FetchError, ShapeError};
use crate::fetch::{FetchContext, Outcome, checked, fetch_slice, in_words};
use crate::geo::collect::Collected;
use crate::geo::outline::{Extent, FINEST_STEP, NATIONAL_STEP};
use crate::geo::shared::Extents;
use crate::slice::Slice;
use crate::sources::WfsLayer;
use crate::store::Uitwijk;
use crate::transport::{TransportError, TransportErrorKind};

/// How the OGC API failed, as far as another service can help.
#[derive(Clone)]
enum Fault {
    Transport(TransportError),
    Shape(ShapeError),
}

/// Fetches a slice of a collection.
pub(crate) fn fetch(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let (shared, source) = (&asker.context.outlines, asker.source);
    // Asking again would cost every try once more, for each gemeente.
    if let Some(failure) = shared.failure(source.bron.official()) {
        return or_fall_back(asker, slice, Fault::Transport(failure));
    }
    let failure = shared.failure(&source.id);
    if let Some(failure) = failure.filter(|_| !has_exact(asker, slice)) {
        return fall_back(asker, slice, Fault::Transport(failure));
    }
    by_ogc(asker, slice).or_else(|cause| {
        let fault = Fault::of(cause)?;
        or_fall_back(asker, slice, fault)
    })
}

/// Fetches many gemeenten of a table of boundaries at once: the country is paged through once,
/// and each gemeente becomes a slice of its own, with the pages that hold its areas.
///
/// Returns what became of each slice, in the order of asking. When the OGC API fails, a slice that
/// the store has in full stays as it was, with an error; the others get the simpler outlines of
/// the WFS.
///
/// # Errors
/// [`FetchError::UnknownTable`] and [`FetchError::UnknownSlice`] before anything is asked.
pub fn fetch_features_whole(
    context: &FetchContext<'_>,
    table: &str,
    slices: &[Slice],
) -> Result<Vec<Result<Outcome, FetchError>>, FetchError> {
    let Some(first) = slices.first() else {
        return Ok(Vec::new());
    };
    let source = checked(context, table, first)?;
    for slice in slices {
        checked(context, table, slice)?;
    }
    let asker = Asker { context, source };
    let step = step_of(first);
    let whole =
        match Collected::by_ogc(&asker, None, step, &|_| true) {
            Ok(collected) => Ok(collected),
            Err(cause) => Err(Fault::of(cause)
                .map_err(|cause| in_words(cause, context, source, "heel Nederland"))?),
        };
    let each = slices.iter().map(|slice| {
        let outcome = match &whole {
            Ok(collected) => cut(&asker, collected, slice, None),
            Err(fault) => or_fall_back(&asker, slice, fault.clone()),
        };
        outcome.map_err(|cause| in_words(cause, context, source, &slice.to_string()))
    });
    Ok(each.collect())
}

/// Asks the OGC API for one slice.
fn by_ogc(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let step = step_of(slice);
    match slice {
        Slice::Land => Collected::by_ogc(asker, None, step, &|_| true)?.commit(asker, slice, None),
        Slice::Gemeente(code) => {
            let Some(extent) = extents(asker)?.get(code).copied() else {
                return Ok(Outcome::NotInTable);
            };
            // The gemeenten may have found the service out of reach just now.
            let failure = asker.context.outlines.failure(asker.source.bron.official());
            if let Some(failure) = failure {
                return Err(failure.into());
            }
            let bbox = extent.to_parameter();
            let wanted = |gemeente: &str| gemeente == code;
            Collected::by_ogc(asker, Some(&bbox), step, &wanted)?.commit(asker, slice, None)
        }
    }
}

const fn step_of(slice: &Slice) -> f64 {
    match slice {
        Slice::Land => NATIONAL_STEP,
        Slice::Gemeente(_) => FINEST_STEP,
    }
}

/// Stores a slice of a country that was collected as a whole.
///
/// A gemeente that it lacks did not exist in that year, unless the table of gemeenten has it.
fn cut(
    asker: &Asker<'_>,
    whole: &Collected,
    slice: &Slice,
    uitwijk: Option<Uitwijk>,
) -> Result<Outcome, Cause> {
    if let Slice::Gemeente(code) = slice
        && !whole.has(slice)
        && !extents(asker)?.contains_key(code)
    {
        return Ok(Outcome::NotInTable);
    }
    whole.commit(asker, slice, uitwijk)
}

/// Takes the WFS where the store has nothing better: exact outlines of the same year stay good.
fn or_fall_back(asker: &Asker<'_>, slice: &Slice, fault: Fault) -> Result<Outcome, Cause> {
    if let Fault::Transport(error) = &fault
        && is_unreachable(error)
    {
        let service = asker.source.bron.official();
        asker.context.outlines.note_failure(service, error);
    }
    if has_exact(asker, slice) {
        return Err(fault.into());
    }
    fall_back(asker, slice, fault)
}

/// Stores a slice of the generalised layer; when that fails too, the first fault is the error.
fn fall_back(asker: &Asker<'_>, slice: &Slice, fault: Fault) -> Result<Outcome, Cause> {
    let (shared, source) = (&asker.context.outlines, asker.source);
    let Some(layer) = &source.wfs else {
        return Err(fault.into());
    };
    tracing::warn!(
        tabel = source.id,
        reden = fault.in_short(),
        "uitwijk naar de WFS"
    );
    let uitwijk = Uitwijk {
        laag: layer.laag.clone(),
        vereenvoudigd: true,
        reden: fault.in_short(),
    };
    let stored = layer_of(asker, layer, step_of(slice))
        .and_then(|whole| cut(asker, &whole, slice, Some(uitwijk)));
    match stored {
        Ok(outcome) => {
            if let Fault::Transport(error) = &fault {
                shared.note_failure(&source.id, error);
            }
            Ok(outcome)
        }
        Err(Cause::Store(error)) => Err(error.into()),
        Err(second) => {
            let second = in_words(second, asker.context, source, &slice.to_string());
            let first = in_words(fault.into(), asker.context, source, &slice.to_string());
            Err(Cause::Other(Box::new(first.and_also(second))))
        }
    }
}

/// Returns the whole layer, asked once per run; one that failed is not asked again.
fn layer_of(asker: &Asker<'_>, layer: &WfsLayer, step: f64) -> Result<Arc<Collected>, Cause> {
    let shared = &asker.context.outlines;
    shared.layer(&asker.source.id, || {
        let failed = [PDOK_WFS, &layer.laag]
            .iter()
            .find_map(|name| shared.failure(name));
        if let Some(failure) = failed {
            return Err(failure.into());
        }
        Collected::by_wfs(asker, layer, step).inspect_err(|cause| {
            if let Cause::Transport(error) = cause {
                let name = if is_unreachable(error) {
                    PDOK_WFS
                } else {
                    &layer.laag
                };
                shared.note_failure(name, error);
            }
        })
    })
}

/// Returns whether the store has the slice with outlines of the OGC API.
fn has_exact(asker: &Asker<'_>, slice: &Slice) -> bool {
    let stored = asker.context.store.slice(&asker.source.id, slice);
    stored.is_ok_and(|stored| stored.is_some_and(|stored| stored.receipt.uitwijk.is_none()))
}

/// Returns the extents of all gemeenten, from the stored table of their boundaries; that is
/// fetched when it is absent or damaged.
fn extents(asker: &Asker<'_>) -> Result<Arc<Extents>, Cause> {
    let Some(bounds) = asker.source.begrenzing.as_deref() else {
        return Err(ShapeError::Missing {
            tabel: asker.source.id.clone(),
            wat: "tabel met de grenzen van gemeenten".into(),
            wel: Vec::new(),
        }
        .into());
    };
    let store = asker.context.store;
    asker.context.outlines.extents(bounds, || {
        let stored = match store.slice(bounds, &Slice::Land) {
            Ok(Some(stored)) => Some(stored),
            _ => {
                fetch_slice(asker.context, bounds, &Slice::Land)
                    .map_err(|error| Cause::Other(Box::new(error)))?;
                store.slice(bounds, &Slice::Land)?
            }
        };
        Ok(stored
            .and_then(|stored| read_extents(&stored.frame))
            .unwrap_or_default())
    })
}

fn read_extents(frame: &DataFrame) -> Option<Extents> {
    let codes = frame.column("code").ok()?.str().ok()?;
    let degrees = |name: &str| frame.column(name).ok()?.f64().ok();
    let (west, south) = (degrees("west")?, degrees("zuid")?);
    let (east, north) = (degrees("oost")?, degrees("noord")?);
    let extent = |row: usize| {
        Some(Extent {
            west: west.get(row)?,
            south: south.get(row)?,
            east: east.get(row)?,
            north: north.get(row)?,
        })
    };
    let rows = codes.iter().enumerate();
    Some(
        rows.filter_map(|(row, code)| Some((code?.to_owned(), extent(row)?)))
            .collect(),
    )
}

/// Returns whether a service could not be reached at all: each try costs minutes.
fn is_unreachable(error: &TransportError) -> bool {
    use TransportErrorKind as Kind;
    matches!(
        error.kind,
        Kind::Connect | Kind::Timeout | Kind::Deadline(_)
    )
}

impl Fault {
    /// Returns the fault of the source; anything else, such as a full disk, is an error still.
    fn of(cause: Cause) -> Result<Self, Cause> {
        match cause {
            Cause::Transport(error) => Ok(Self::Transport(error)),
            Cause::Shape(error) => Ok(Self::Shape(error)),
            Cause::Other(error) => match *error {
                FetchError::Source { oorzaak, .. } => Ok(Self::Transport(*oorzaak)),
                FetchError::Shape { oorzaak, .. } => Ok(Self::Shape(*oorzaak)),
                other => Err(Cause::Other(Box::new(other))),
            },
            Cause::Store(error) => Err(Cause::Store(error)),
        }
    }

    /// Returns what happened, without addresses.
    fn in_short(&self) -> String {
        match self {
            Self::Transport(error) if error.tries > 1 => {
                format!("{} na {} pogingen", error.summary(), error.tries)
            }
            Self::Transport(error) => error.summary(),
            Self::Shape(error) => error.to_string(),
        }
    }
}

impl From<Fault> for Cause {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Transport(error) => Self::Transport(error),
            Fault::Shape(error) => Self::Shape(error),
        }
    }
}
