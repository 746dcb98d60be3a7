//! What a table says about itself, asked once per run: TableInfos, DataProperties, dimension sets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::ask::{Answer, Asker, Cause, PageEnd, merge_fictief};
use crate::error::ShapeError;
use crate::fictief::FictiefDeel;
use crate::meta::TableMeta;
use crate::odata::{address, metadata};
use crate::store::{DraftPage, PageRole};
use crate::transport::{Expect, TransportErrorKind};

/// A table's own description with the pages that it was read from.
pub(crate) struct Described {
    pub(crate) meta: TableMeta,
    /// Key of the dimension with the areas.
    pub(crate) area: String,
    pub(crate) pages: Vec<DraftPage>,
    /// Made-up parts of the descriptions, such as invented names.
    pub(crate) fictief: Vec<FictiefDeel>,
}

/// The page TableInfos and the state in it.
pub(crate) struct Info {
    pub(crate) page: DraftPage,
    pub(crate) state: metadata::State,
}

/// Returns what is known of a table, asked once per run.
pub(crate) fn once<T>(
    known: &Mutex<BTreeMap<String, Arc<T>>>,
    table: &str,
    ask: impl FnOnce() -> Result<T, Cause>,
) -> Result<Arc<T>, Cause> {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lock().get(table) {
        return Ok(Arc::clone(known));
    }
    let asked = Arc::new(ask()?);
    lock().insert(table.to_owned(), Arc::clone(&asked));
    Ok(asked)
}

/// Returns TableInfos, asked once per run.
pub(crate) fn info(asker: &Asker<'_>) -> Result<Arc<Info>, Cause> {
    let known = &asker.context.modified;
    once(known, &asker.source.id, || info_now(asker))
}

/// Asks for TableInfos, also when it was asked before in this run.
pub(crate) fn info_now(asker: &Asker<'_>) -> Result<Info, Cause> {
    let table = &asker.source.id;
    let url = address::set(asker.base(), table, "TableInfos");
    let answer = asker.ask(&url, Expect::Value)?;
    let state = metadata::state(table, &answer.body)?;
    Ok(Info {
        page: page(PageRole::Tabelinfo, "TableInfos", answer, 1),
        state,
    })
}

/// Returns the description of a table, asked once per run.
pub(crate) fn describe(asker: &Asker<'_>, info: &Info) -> Result<Arc<Described>, Cause> {
    let known = &asker.context.described;
    once(known, &asker.source.id, || describe_now(asker, info))
}

fn describe_now(asker: &Asker<'_>, info: &Info) -> Result<Described, Cause> {
    let table = &asker.source.id;
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
    has(asker.source.row_set())?;
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
    let area = meta.area_dimension(asker.source.gebied.as_deref())?;
    Ok(Described {
        area: area.key.clone(),
        meta,
        pages,
        fictief,
    })
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
            .find(|page| page.receipt.rol == role)
            .map_or(&[][..], |page| &page.body)
    };
    let mut dimensions: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
    let is_set = |page: &&DraftPage| page.receipt.rol == PageRole::Dimensie;
    for page in pages.iter().filter(is_set) {
        let name = page.receipt.naam.as_str();
        dimensions.entry(name).or_default().push(&page.body);
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
pub(crate) fn areas_page(described: &Described, geo: &str, areas: &BTreeSet<&str>) -> DraftPage {
    let items = described
        .meta
        .dimension(geo)
        .map_or(&[][..], |dimension| &dimension.items);
    let value: Vec<_> = items
        .iter()
        .filter(|item| areas.contains(item.code()))
        .map(|item| serde_json::json!({"Key": item.raw, "Title": item.title}))
        .collect();
    let whole = described.pages.iter().find(|page| page.receipt.naam == geo);
    let url = whole.map_or("", |page| &page.receipt.url);
    let body = serde_json::json!({ "value": value }).to_string();
    DraftPage::new(PageRole::Gebieden, geo, url, body.into_bytes(), value.len())
}

/// Returns an answer as a page for the store.
pub(crate) fn page(role: PageRole, name: &str, answer: Answer, rows: usize) -> DraftPage {
    DraftPage::new(role, name, &answer.url, answer.body, rows)
}
