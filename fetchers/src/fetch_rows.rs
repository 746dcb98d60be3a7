//! Fetching a slice of an OData v3 table.

use std::collections::BTreeSet;

use crate::ask::{Asker, Cause, PageEnd, merge_fictief};
use crate::describe::{areas_page, describe, info, page};
use crate::error::ShapeError;
use crate::fetch::Outcome;
use crate::fictief::FictiefDeel;
use crate::meta::TableMeta;
use crate::odata::address;
use crate::odata::columns::Columns;
use crate::odata::plan::{Plan, plan};
use crate::slice::Slice;
use crate::sources::Route;
use crate::store::{Draft, DraftPage, PageRole};

/// Fetches a slice, unless the table says that it did not change.
pub(crate) fn fetch(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let (context, source) = (asker.context, asker.source);
    let info = info(asker)?;
    if let (false, Some(modified)) = (context.force, &info.state.modified) {
        let store = context.store;
        let same = store.touch(&source.id, slice.file_name(), modified, context.now)?;
        if let Some(outcome) = same {
            return Ok(outcome);
        }
    }
    let described = describe(asker, &info)?;
    let Some(plan) = plan(&described.meta, source, slice)? else {
        return Ok(Outcome::NotInTable);
    };
    let mut pages = described.pages.clone();
    let areas: BTreeSet<&str> = plan.areas.iter().map(String::as_str).collect();
    pages.push(areas_page(&described, &described.area, &areas));
    let touches = |part: &&FictiefDeel| areas.iter().any(|area| part.touches(area));
    let mut fictief = described.fictief.iter().filter(touches).cloned().collect();
    let columns = ask_rows(asker, &described.meta, &plan, &mut pages, &mut fictief)?;
    let frame = columns.into_frame(&described.area, &|code| areas.contains(code))?;
    let draft = Draft {
        table: source.id.clone(),
        slice: slice.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: asker.via(),
        modified: info.state.modified.clone(),
        now: context.now,
        pages,
        frame,
        fictief,
        uitwijk: None,
    };
    Ok(context.store.commit(draft)?)
}

/// Asks all questions of a plan; a group of questions without a single row is an error.
pub(crate) fn ask_rows(
    asker: &Asker<'_>,
    meta: &TableMeta,
    plan: &Plan,
    pages: &mut Vec<DraftPage>,
    fictief: &mut Vec<FictiefDeel>,
) -> Result<Columns, Cause> {
    let tabel = || asker.source.id.clone();
    let rows_of = asker.source.row_set();
    let set = match asker.source.route {
        Route::Api => address::set(asker.base(), &asker.source.id, rows_of),
        Route::Feed => address::feed_set(asker.base(), &asker.source.id, rows_of),
    };
    let mut columns = Columns::new(meta).with_reasons(asker.source.redenen);
    for group in &plan.groups {
        let before = columns.rows();
        for filter in &group.filters {
            let url = address::filtered(&set, filter);
            asker.follow(&url, |url| {
                let read = asker.ask_rows(url, rows_of, &mut columns)?;
                if columns.rows() - before > group.most_rows {
                    let waar = format!("meer dan de {} die er kunnen zijn", group.most_rows);
                    let tabel = tabel();
                    return Err(ShapeError::DuplicateRows { tabel, waar }.into());
                }
                merge_fictief(fictief, &read.answer.fictief);
                pages.push(page(PageRole::Gegevens, rows_of, read.answer, read.rows));
                Ok(PageEnd {
                    rows: read.rows,
                    next: read.next,
                })
            })?;
        }
        if columns.rows() == before {
            let gevraagd = group.filters.first().cloned().unwrap_or_default();
            return Err(ShapeError::NoRows {
                tabel: tabel(),
                gevraagd,
            }
            .into());
        }
    }
    Ok(columns)
}
