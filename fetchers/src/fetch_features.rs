//! Fetching a slice of an OGC API Features collection.

use polars::prelude::DataFrame;

use crate::ask::{Asker, Cause, PageEnd, merge_fictief};
use crate::error::ShapeError;
use crate::fetch::{Outcome, fetch_slice};
use crate::geo::features::Areas;
use crate::geo::outline::{Extent, FINEST_STEP, NATIONAL_STEP};
use crate::slice::Slice;
use crate::store::{Draft, DraftPage, PageRole};
use crate::transport::Expect;

/// Most features per page that the service gives.
const PAGE_SIZE: usize = 1000;

/// Fetches a slice of a collection.
pub(crate) fn fetch(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let (context, source) = (asker.context, asker.source);
    let path = source.pad.as_deref().unwrap_or_default();
    let mut url = format!("{}{path}?f=json&limit={PAGE_SIZE}", asker.base());
    let step = match slice {
        Slice::Land => NATIONAL_STEP,
        Slice::Gemeente(code) => {
            let Some(extent) = extent_of(asker, code)? else {
                return Ok(Outcome::NotInTable);
            };
            url.push_str("&bbox=");
            url.push_str(&extent.to_parameter());
            FINEST_STEP
        }
    };
    let wanted = |gemeente: &str| match slice {
        Slice::Land => true,
        Slice::Gemeente(code) => gemeente == code,
    };
    let mut areas = Areas::new(&source.id, &source.gebied, source.jaar, step);
    let (mut pages, mut fictief) = (Vec::new(), Vec::new());
    asker.ask_pages(&url, Expect::Features, |answer| {
        let (rows, next) = areas.read_page(&answer.body, &wanted)?;
        merge_fictief(&mut fictief, &answer.fictief);
        let body = answer.body;
        pages.push(DraftPage::new(
            PageRole::Gegevens,
            &source.id,
            &answer.url,
            body,
            rows,
        ));
        Ok(PageEnd { rows, next })
    })?;
    if areas.is_empty() {
        let gevraagd = slice.to_string();
        return Err(ShapeError::NoRows {
            tabel: source.id.clone(),
            gevraagd,
        }
        .into());
    }
    let draft = Draft {
        table: source.id.clone(),
        slice: slice.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: asker.via(),
        modified: None,
        now: context.now,
        pages,
        frame: areas.into_frame(matches!(slice, Slice::Gemeente(_)))?,
        fictief,
    };
    Ok(context.store.commit(draft)?)
}

/// Returns the extent of a gemeente from the stored table of gemeenten, which is fetched when absent.
///
/// None means that the table of that year does not have the gemeente.
fn extent_of(asker: &Asker<'_>, code: &str) -> Result<Option<Extent>, Cause> {
    let Some(bounds) = asker.source.begrenzing.as_deref() else {
        return Err(ShapeError::Missing {
            tabel: asker.source.id.clone(),
            wat: "tabel met de grenzen van gemeenten".into(),
            wel: Vec::new(),
        }
        .into());
    };
    let store = asker.context.store;
    let stored = match store.slice(bounds, &Slice::Land) {
        Ok(Some(stored)) => stored,
        // Absent or damaged: ask the source again.
        _ => {
            fetch_slice(asker.context, bounds, &Slice::Land)
                .map_err(|error| Cause::Other(Box::new(error)))?;
            match store.slice(bounds, &Slice::Land)? {
                Some(stored) => stored,
                None => return Ok(None),
            }
        }
    };
    Ok(row_extent(&stored.frame, code))
}

/// Returns the extent in the row of a gemeente.
fn row_extent(frame: &DataFrame, code: &str) -> Option<Extent> {
    let codes = frame.column("code").ok()?.str().ok()?;
    let row = codes.iter().position(|found| found == Some(code))?;
    let degrees = |name: &str| frame.column(name).ok()?.f64().ok()?.get(row);
    Some(Extent {
        west: degrees("west")?,
        south: degrees("zuid")?,
        east: degrees("oost")?,
        north: degrees("noord")?,
    })
}
