//! Reads what a v4 table says about itself: properties, dimensions, measures and their groups, codes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::address::codes_of;
use crate::error::ShapeError;
use crate::meta::{Datatype, Dimension, DimensionItem, DimensionKind, TableMeta, Topic};
use crate::odata::metadata::{MAX_DEPTH, State, parse, trimmed};
use crate::store::PageRole;

/// Names of the parts of a table, as the service has them.
pub(crate) const PROPERTIES: &str = "Properties";
pub(crate) const DIMENSIONS: &str = "Dimensions";
pub(crate) const MEASURES: &str = "MeasureCodes";
pub(crate) const GROUPS: &str = "MeasureGroups";
pub(crate) const OBSERVATIONS: &str = "Observations";

#[derive(Deserialize)]
struct Page<T> {
    value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
}

/// One part of a table in its service document.
#[derive(Deserialize)]
struct Part {
    name: String,
}

/// The properties of a table: not a page but one entity.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Properties {
    title: String,
    modified: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DimensionRow {
    identifier: String,
    title: Option<String>,
    kind: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Measure {
    identifier: String,
    title: Option<String>,
    measure_group_id: Option<String>,
    data_type: Option<String>,
    unit: Option<String>,
    decimals: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Group {
    id: String,
    title: Option<String>,
    parent_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Code {
    /// `Key` in the list of areas that is kept with a slice: it has one form for v3 and v4.
    #[serde(alias = "Key")]
    identifier: String,
    title: Option<String>,
    status: Option<String>,
}

/// The bodies that describe a table.
#[derive(Default)]
pub(crate) struct Description<'a> {
    properties: &'a [u8],
    dimensions: Vec<&'a [u8]>,
    measures: Vec<&'a [u8]>,
    groups: Vec<&'a [u8]>,
    /// Pages of the sets with codes, by dimension.
    codes: BTreeMap<&'a str, Vec<&'a [u8]>>,
}

impl<'a> Description<'a> {
    /// Takes a page for what its role and name say; pages of other roles describe nothing.
    pub(crate) fn add(&mut self, role: PageRole, name: &'a str, body: &'a [u8]) {
        match (role, name) {
            (PageRole::Tabelinfo, _) => self.properties = body,
            (PageRole::Eigenschappen, DIMENSIONS) => self.dimensions.push(body),
            (PageRole::Eigenschappen, GROUPS) => self.groups.push(body),
            (PageRole::Eigenschappen, _) => self.measures.push(body),
            (PageRole::Dimensie | PageRole::Gebieden, dimension) => {
                self.codes.entry(dimension).or_default().push(body);
            }
            _ => {}
        }
    }
}

/// Returns the names of the parts in a service document.
pub(crate) fn parts(table: &str, root: &[u8]) -> Result<Vec<String>, ShapeError> {
    let page: Page<Part> = parse(table, "de lijst van onderdelen", root)?;
    Ok(page.value.into_iter().map(|part| part.name).collect())
}

/// Returns the state of a table, as its properties say. They count observations, not rows.
pub(crate) fn state(table: &str, properties: &[u8]) -> Result<State, ShapeError> {
    let properties: Properties = parse(table, PROPERTIES, properties)?;
    Ok(State {
        modified: properties.modified,
        status: properties.status,
        record_count: None,
    })
}

/// Returns the keys of the dimensions on a page of `Dimensions`, in published order.
pub(crate) fn dimension_keys(table: &str, dimensions: &[u8]) -> Result<Vec<String>, ShapeError> {
    let page: Page<DimensionRow> = parse(table, DIMENSIONS, dimensions)?;
    Ok(page.value.into_iter().map(|row| row.identifier).collect())
}

/// Returns how many rows a page of a set holds, and the link to the next page.
pub(crate) fn count(
    table: &str,
    set: &str,
    body: &[u8],
) -> Result<(usize, Option<String>), ShapeError> {
    let page: Page<IgnoredAny> = parse(table, set, body)?;
    Ok((page.value.len(), page.next))
}

/// Returns the description of a table.
///
/// The key of a column is the identifier of its measure, and so is its stem: identifiers keep
/// their meaning over the years, and `1050010_1` is another measure than `1050010_2`.
///
/// # Errors
/// When a body is not what its name says, an identifier occurs twice, a dimension has no codes,
/// or measures refer to groups and there are none.
pub(crate) fn read(table: &str, from: &Description<'_>) -> Result<TableMeta, ShapeError> {
    let properties: Properties = parse(table, PROPERTIES, from.properties)?;
    let topics = topics(table, from)?;
    let mut dimensions = Vec::new();
    for row in rows::<DimensionRow>(table, DIMENSIONS, &from.dimensions)? {
        dimensions.push(dimension(table, &row, from)?);
    }
    let areas = dimensions
        .iter()
        .filter(|dimension| dimension.kind == DimensionKind::Geo)
        .flat_map(|dimension| &dimension.items)
        .map(|item| (item.code().to_owned(), item.title.clone()))
        .collect();
    Ok(TableMeta {
        id: table.to_owned(),
        title: properties.title.trim().to_owned(),
        modified: properties.modified,
        status: properties.status,
        topics,
        dimensions,
        areas,
    })
}

fn topics(table: &str, from: &Description<'_>) -> Result<Vec<Topic>, ShapeError> {
    let groups = rows::<Group>(table, GROUPS, &from.groups)?;
    let groups: BTreeMap<&str, &Group> = groups.iter().map(|row| (row.id.as_str(), row)).collect();
    let measures = rows::<Measure>(table, MEASURES, &from.measures)?;
    let missing = |wat: String| ShapeError::Missing {
        tabel: table.to_owned(),
        wat,
        wel: Vec::new(),
    };
    let refers = measures.iter().any(|row| row.measure_group_id.is_some());
    if refers && groups.is_empty() && !from.groups.is_empty() {
        return Err(missing(format!("rijen in {GROUPS}")));
    }
    let mut seen = BTreeSet::new();
    for measure in &measures {
        if !seen.insert(measure.identifier.trim()) {
            return Err(ShapeError::Unreadable {
                tabel: table.to_owned(),
                onderdeel: MEASURES.to_owned(),
                reden: format!("{} staat er twee keer in", measure.identifier),
            });
        }
    }
    Ok(measures.iter().map(|row| topic(row, &groups)).collect())
}

fn topic(row: &Measure, groups: &BTreeMap<&str, &Group>) -> Topic {
    let key = row.identifier.trim().to_owned();
    let mut parents = Vec::new();
    let mut parent = row.measure_group_id.as_deref();
    while let Some(group) = parent.and_then(|id| groups.get(id)) {
        parents.push(trimmed(group.title.as_deref()));
        parent = group.parent_id.as_deref();
        if parents.len() == MAX_DEPTH {
            break;
        }
    }
    parents.reverse();
    let is_text = row
        .data_type
        .as_deref()
        .is_some_and(|name| name.eq_ignore_ascii_case("string"));
    Topic {
        stem: key.clone(),
        key,
        title: trimmed(row.title.as_deref()),
        parents,
        unit: trimmed(row.unit.as_deref()),
        datatype: if is_text {
            Datatype::Text
        } else {
            Datatype::Number
        },
        decimals: row
            .decimals
            .and_then(|decimals| u32::try_from(decimals).ok()),
    }
}

fn dimension(
    table: &str,
    row: &DimensionRow,
    from: &Description<'_>,
) -> Result<Dimension, ShapeError> {
    let key = row.identifier.trim().to_owned();
    let set = codes_of(&key);
    let Some(pages) = from.codes.get(key.as_str()) else {
        return Err(ShapeError::Missing {
            tabel: table.to_owned(),
            wat: format!("lijst {set}"),
            wel: from.codes.keys().map(|key| (*key).to_owned()).collect(),
        });
    };
    let items = rows::<Code>(table, &set, pages)?
        .into_iter()
        .map(|code| DimensionItem {
            title: trimmed(code.title.as_deref()),
            status: code.status,
            raw: code.identifier,
        });
    Ok(Dimension {
        title: trimmed(row.title.as_deref()),
        kind: match row.kind.as_deref() {
            Some("GeoDetail" | "GeoDimension") => DimensionKind::Geo,
            Some("TimeDimension") => DimensionKind::Time,
            _ => DimensionKind::Other,
        },
        items: items.collect(),
        key,
    })
}

/// Returns the rows of all pages of a set.
fn rows<T: serde::de::DeserializeOwned>(
    table: &str,
    set: &str,
    pages: &[&[u8]],
) -> Result<Vec<T>, ShapeError> {
    let mut rows = Vec::new();
    for page in pages {
        rows.extend(parse::<Page<T>>(table, set, page)?.value);
    }
    Ok(rows)
}

#[cfg(test)]
#[path = "metadata_tests.rs"]
mod tests;
