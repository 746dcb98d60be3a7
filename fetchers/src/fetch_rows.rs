//! Fetching a slice of an OData v3 table.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use crate::ask::{Answer, Asker, Cause, PageEnd, merge_fictief};
use crate::error::ShapeError;
use crate::fetch::Outcome;
use crate::fictief::FictiefDeel;
use crate::meta::TableMeta;
use crate::odata::columns::Columns;
use crate::odata::plan::{Plan, plan};
use crate::odata::{address, metadata, rows};
use crate::slice::Slice;
use crate::sources::Route;
use crate::store::{Draft, DraftPage, PageRole};
use crate::transport::{Expect, TransportErrorKind};

/// A table's own description with the pages that it was read from.
pub(crate) struct Described {
    meta: TableMeta,
    pages: Vec<DraftPage>,
    /// Made-up parts of the descriptions, such as invented names.
    fictief: Vec<FictiefDeel>,
}

/// The page TableInfos and the date in it.
pub(crate) struct Info {
    page: DraftPage,
    modified: Option<String>,
}

/// Fetches a slice, unless the table says that it did not change.
pub(crate) fn fetch(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let (context, source) = (asker.context, asker.source);
    let info = info(asker)?;
    if let (false, Some(modified)) = (context.force, &info.modified) {
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
    pages.push(areas_page(&described, &source.gebied, &plan));
    let touches = |part: &&FictiefDeel| plan.areas.iter().any(|area| part.touches(area));
    let mut fictief = described.fictief.iter().filter(touches).cloned().collect();
    let columns = ask_rows(asker, &described.meta, &plan, &mut pages, &mut fictief)?;
    let is_asked = |code: &str| plan.areas.iter().any(|area| area == code);
    let frame = columns.into_frame(&source.gebied, &is_asked)?;
    let draft = Draft {
        table: source.id.clone(),
        slice: slice.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: asker.via(),
        modified: info.modified.clone(),
        now: context.now,
        pages,
        frame,
        fictief,
    };
    Ok(context.store.commit(draft)?)
}

/// Asks all questions of a plan; a group of questions without a single row is an error.
fn ask_rows(
    asker: &Asker<'_>,
    meta: &TableMeta,
    plan: &Plan,
    pages: &mut Vec<DraftPage>,
    fictief: &mut Vec<FictiefDeel>,
) -> Result<Columns, Cause> {
    let tabel = || asker.source.id.clone();
    let set = match asker.source.route {
        Route::Api => address::set(asker.base(), &asker.source.id, "TypedDataSet"),
        Route::Feed => address::feed_set(asker.base(), &asker.source.id, "TypedDataSet"),
    };
    let mut columns = Columns::new(meta);
    for group in &plan.groups {
        let before = columns.rows();
        for filter in &group.filters {
            asker.ask_pages(&address::filtered(&set, filter), Expect::Value, |answer| {
                let start = columns.rows();
                let next = read_rows(&answer, &mut columns, &tabel())?;
                if columns.rows() - before > group.most_rows {
                    let waar = format!("meer dan de {} die er kunnen zijn", group.most_rows);
                    return Err(ShapeError::DuplicateRows {
                        tabel: tabel(),
                        waar,
                    }
                    .into());
                }
                merge_fictief(fictief, &answer.fictief);
                let rows = columns.rows() - start;
                pages.push(page(PageRole::Gegevens, "TypedDataSet", answer, rows));
                Ok(PageEnd { rows, next })
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

fn read_rows(answer: &Answer, columns: &mut Columns, table: &str) -> Result<Option<String>, Cause> {
    rows::read_page(&answer.body, columns).map_err(|error| {
        ShapeError::Unreadable {
            tabel: table.to_owned(),
            onderdeel: "TypedDataSet".into(),
            reden: error.to_string(),
        }
        .into()
    })
}

/// Returns TableInfos, asked once per run.
fn info(asker: &Asker<'_>) -> Result<Arc<Info>, Cause> {
    let table = &asker.source.id;
    let lock = || {
        asker
            .context
            .modified
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(info) = lock().get(table) {
        return Ok(Arc::clone(info));
    }
    let url = address::set(asker.base(), table, "TableInfos");
    let answer = asker.ask(&url, Expect::Value)?;
    let modified = metadata::modified(table, &answer.body)?;
    let info = Arc::new(Info {
        page: page(PageRole::Tabelinfo, "TableInfos", answer, 1),
        modified,
    });
    lock().insert(table.clone(), Arc::clone(&info));
    Ok(info)
}

/// Returns the description of a table, asked once per run.
fn describe(asker: &Asker<'_>, info: &Info) -> Result<Arc<Described>, Cause> {
    let table = &asker.source.id;
    let lock = || {
        asker
            .context
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    if let Some(described) = lock().get(table) {
        return Ok(Arc::clone(described));
    }
    let root = asker.ask(&address::root(asker.base(), table), Expect::Value)?;
    let sets = metadata::entity_sets(table, &root.body)?;
    let has = |wanted: &str| match sets.iter().any(|set| set == wanted) {
        true => Ok(()),
        false => Err(ShapeError::Missing {
            tabel: table.clone(),
            wat: format!("onderdeel {wanted}"),
            wel: sets.clone(),
        }),
    };
    has("TypedDataSet")?;
    has("DataProperties")?;
    let properties = asker.ask(
        &address::set(asker.base(), table, "DataProperties"),
        Expect::Value,
    )?;
    let keys = metadata::dimension_keys(table, &properties.body)?;
    let mut pages = vec![
        page(PageRole::Onderdelen, "dienst", root, sets.len()),
        info.page.clone(),
        page(PageRole::Eigenschappen, "DataProperties", properties, 0),
    ];
    let mut fictief = Vec::new();
    for (key, _) in &keys {
        has(key)?;
        dimension_pages(asker, key, &mut pages, &mut fictief)?;
    }
    let meta = metadata::read(table, &description(&pages))?;
    let described = Arc::new(Described {
        meta,
        pages,
        fictief,
    });
    lock().insert(table.clone(), Arc::clone(&described));
    Ok(described)
}

/// Asks for the codes of a dimension: from the API, or from the Feed when there are too many.
fn dimension_pages(
    asker: &Asker<'_>,
    key: &str,
    pages: &mut Vec<DraftPage>,
    fictief: &mut Vec<FictiefDeel>,
) -> Result<(), Cause> {
    let table = &asker.source.id;
    let mut ask = |url: String| {
        asker.ask_pages(&url, Expect::Value, |answer| {
            let (rows, next) = metadata::count_items(table, key, &answer.body)?;
            merge_fictief(fictief, &answer.fictief);
            pages.push(page(PageRole::Dimensie, key, answer, rows));
            Ok(PageEnd { rows, next })
        })
    };
    match ask(address::set(asker.base(), table, key)) {
        Err(Cause::Transport(error))
            if matches!(
                error.kind,
                TransportErrorKind::TooManyRecords | TransportErrorKind::Status(500)
            ) =>
        {
            ask(address::feed_set(asker.base(), table, key))
        }
        result => result,
    }
}

fn description(pages: &[DraftPage]) -> metadata::Description<'_> {
    let body = |role| {
        pages
            .iter()
            .find(|page| page.role == role)
            .map_or(&[][..], |page| page.body.as_slice())
    };
    let mut dimensions: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.role == PageRole::Dimensie) {
        dimensions.entry(&page.name).or_default().push(&page.body);
    }
    metadata::Description {
        info: body(PageRole::Tabelinfo),
        properties: body(PageRole::Eigenschappen),
        dimensions,
    }
}

/// Returns the codes and names of the areas of a slice in the form of a dimension set.
///
/// The whole set of a national table is thousands of areas; a reader of a slice needs these.
fn areas_page(described: &Described, geo: &str, plan: &Plan) -> DraftPage {
    let items = described
        .meta
        .dimension(geo)
        .map_or(&[][..], |dimension| &dimension.items);
    let value: Vec<_> = items
        .iter()
        .filter(|item| plan.areas.iter().any(|area| area == item.code()))
        .map(|item| serde_json::json!({"Key": item.raw, "Title": item.title}))
        .collect();
    let whole = described.pages.iter().find(|page| page.name == geo);
    let rows = u64::try_from(value.len()).expect("sizes fit in 64 bits");
    DraftPage {
        role: PageRole::Gebieden,
        name: geo.to_owned(),
        url: whole.map(|page| page.url.clone()).unwrap_or_default(),
        body: serde_json::json!({ "value": value })
            .to_string()
            .into_bytes(),
        rows,
    }
}

fn page(role: PageRole, name: &str, answer: Answer, rows: usize) -> DraftPage {
    DraftPage {
        role,
        name: name.to_owned(),
        url: answer.url,
        body: answer.body,
        rows: u64::try_from(rows).expect("sizes fit in 64 bits"),
    }
}
