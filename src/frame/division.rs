//! Reads the table Gebieden in Nederland: which region of each kind a gemeente lies in.
//!
//! Its columns are called `Code_n` and `Naam_n` and nothing else, with other numbers every year, so
//! a column is found by the title of the group that it stands in.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::StringChunked;
use regiobeeld_fetchers::{ShapeError, StoredSlice, TableMeta, TableSource, TopicHint};

use super::load::LoadError;
use super::roles::area_dimension;
use crate::area::{
    AreaCode, Division, DivisionSource, GemeenteCode, Membership, RegionKind, fold_name,
};

/// Titles of the groups of columns, per kind of region.
const GROUPS: [(RegionKind, &str); 5] = [
    (RegionKind::Provincie, "Provincies"),
    (RegionKind::Ggd, "GGD-regio's"),
    (RegionKind::Veiligheidsregio, "Veiligheidsregio's"),
    (RegionKind::Corop, "COROP-gebieden"),
    (RegionKind::Zorgkantoor, "Zorgkantoorregio's"),
];

/// Reads the regions of every gemeente; a kind that the table lacks gets a reason instead.
///
/// # Errors
/// When the rows do not fit the description of the table.
pub fn division(table: &TableSource, stored: &StoredSlice) -> Result<Division, LoadError> {
    let text = |key: &str| -> Result<&StringChunked, LoadError> {
        let column = stored.frame.column(key).and_then(|column| column.str());
        column.map_err(|source| LoadError::Frame {
            table: table.id.clone(),
            source,
        })
    };
    let mut codes = Vec::new();
    for code in text(&area_dimension(table, stored)?.key)?.iter().flatten() {
        let parsed = GemeenteCode::parse(code).map_err(|source| LoadError::Area {
            table: table.id.clone(),
            source,
        })?;
        codes.push(parsed);
    }
    let mut regions: BTreeMap<GemeenteCode, BTreeMap<RegionKind, Membership>> = BTreeMap::new();
    let mut lacking = BTreeMap::new();
    for (kind, title) in GROUPS {
        let (code, name) = match columns(&stored.meta, title) {
            Ok(keys) => keys,
            Err(error) => {
                let hint = error.hint();
                lacking.insert(kind, format!("{error}; {hint}"));
                continue;
            }
        };
        let cells: Vec<_> = text(code)?.iter().zip(text(name)?.iter()).collect();
        if let Some(wrong) = foreign_code(kind, cells.iter().filter_map(|(code, _)| *code)) {
            lacking.insert(
                kind,
                format!("kolom {code} heeft een onbekende code «{wrong}»"),
            );
            continue;
        }
        for (gemeente, cell) in codes.iter().zip(cells) {
            if let (Some(code), Some(name)) = cell {
                let (code, name) = (code.trim().to_owned(), name.trim().to_owned());
                let row = regions.entry(*gemeente).or_default();
                row.insert(kind, Membership { code, name });
            }
        }
    }
    Ok(Division {
        source: source(table, stored, lacking),
        regions,
    })
}

fn source(
    table: &TableSource,
    stored: &StoredSlice,
    lacking: BTreeMap<RegionKind, String>,
) -> DivisionSource {
    let receipt = &stored.receipt;
    DivisionSource {
        table: table.id.clone(),
        year: table.jaar.unwrap_or_default(),
        path: receipt.frame.pad.clone(),
        sha256: receipt.frame.sha256.clone(),
        fictitious: receipt.fictief,
        lacking,
    }
}

/// Returns the keys of the columns with codes and with names in one group.
fn columns<'a>(meta: &'a TableMeta, title: &str) -> Result<(&'a str, &'a str), ShapeError> {
    let group = group(meta, title)?;
    let hint = TopicHint {
        group: Some(group),
        title: None,
    };
    let find = |stem: &str| {
        let topic = meta.resolve(&[stem], hint)?;
        // A stem that stands in one other group only is found there: that is not what was asked.
        match topic.parents.iter().any(|parent| parent == group) {
            true => Ok(topic.key.as_str()),
            false => Err(missing(meta, format!("kolom {stem} in de groep «{group}»"))),
        }
    };
    Ok((find("Code")?, find("Naam")?))
}

/// Returns the title of the one group that is called so, whatever its signs and capitals.
fn group<'a>(meta: &'a TableMeta, title: &str) -> Result<&'a str, ShapeError> {
    let wanted = fold_name(title);
    let titles: BTreeSet<&str> = meta
        .topics
        .iter()
        .flat_map(|topic| topic.parents.iter().map(String::as_str))
        .collect();
    let pick = |fits: &dyn Fn(&str) -> bool| -> Vec<&'a str> {
        let titles = titles.iter().copied();
        titles.filter(|found| fits(&fold_name(found))).collect()
    };
    let exact = pick(&|found| found == wanted);
    let found = match exact.is_empty() {
        true => pick(&|found| found.contains(&wanted)),
        false => exact,
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(missing(meta, format!("groep «{title}»"))),
        several => Err(ShapeError::TopicAmbiguous {
            tabel: meta.id.clone(),
            stam: title.to_owned(),
            kandidaten: several.iter().map(|&title| title.to_owned()).collect(),
        }),
    }
}

fn missing(meta: &TableMeta, what: String) -> ShapeError {
    let groups: BTreeSet<&String> = meta
        .topics
        .iter()
        .flat_map(|topic| &topic.parents)
        .collect();
    ShapeError::Missing {
        tabel: meta.id.clone(),
        wat: what,
        wel: groups.into_iter().cloned().collect(),
    }
}

/// Returns the first code that is not one of the kind; only two kinds have codes that are checked.
fn foreign_code<'a>(kind: RegionKind, mut codes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let fits = |code: &str| match (kind, AreaCode::parse(code)) {
        (RegionKind::Provincie, code) => matches!(code, Ok(AreaCode::Provincie(_))),
        (RegionKind::Ggd, code) => matches!(code, Ok(AreaCode::Ggd(_))),
        _ => true,
    };
    codes.find(|code| !fits(code))
}
