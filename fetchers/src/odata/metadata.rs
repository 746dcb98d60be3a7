//! Reads what a table says about itself: service root, TableInfos, DataProperties, dimension sets.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::ShapeError;
use crate::meta::{Datatype, Dimension, DimensionItem, DimensionKind, TableMeta, Topic, stem_of};

/// Most groups around a column; a longer chain is a circle.
pub(crate) const MAX_DEPTH: usize = 20;

#[derive(Deserialize)]
struct Page<T> {
    value: Vec<T>,
    #[serde(rename = "odata.nextLink")]
    next: Option<String>,
}

#[derive(Deserialize)]
struct EntitySet {
    name: String,
}

/// One row of TableInfos.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TableInfo {
    title: String,
    modified: Option<String>,
    output_status: Option<String>,
    /// Some services write numbers as text, so anything is let in.
    record_count: Option<serde_json::Value>,
}

/// One row of DataProperties: a column, a dimension or a group.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Property {
    #[serde(rename = "ID")]
    id: i64,
    #[serde(rename = "ParentID")]
    parent_id: Option<i64>,
    #[serde(rename = "Type")]
    kind: String,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    datatype: Option<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    decimals: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    key: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

/// Pages of dimension sets by key.
pub(crate) type Sets<'a> = BTreeMap<&'a str, Vec<&'a [u8]>>;

/// The bodies that describe a table.
pub(crate) struct Description<'a> {
    /// TableInfos.
    pub(crate) info: &'a [u8],
    /// DataProperties.
    pub(crate) properties: &'a [u8],
    /// The dimension sets.
    pub(crate) dimensions: Sets<'a>,
}

/// Returns the names of the entity sets in a service root.
pub(crate) fn entity_sets(table: &str, root: &[u8]) -> Result<Vec<String>, ShapeError> {
    Ok(page::<EntitySet>(table, "de lijst van onderdelen", root)?
        .into_iter()
        .map(|set| set.name)
        .collect())
}

/// What TableInfos says of the state of a table.
pub(crate) struct State {
    /// When the table last changed.
    pub(crate) modified: Option<String>,
    /// How many rows it has.
    pub(crate) record_count: Option<u64>,
    /// Whether it gains figures, such as `Regulier` or `Gestopt`.
    pub(crate) status: Option<String>,
}

/// Returns the state of a table, as TableInfos says.
pub(crate) fn state(table: &str, info: &[u8]) -> Result<State, ShapeError> {
    let info = table_info(table, info)?;
    Ok(State {
        modified: info.modified,
        status: info.output_status,
        record_count: info
            .record_count
            .as_ref()
            .and_then(serde_json::Value::as_u64),
    })
}

/// Returns the keys and kinds of the dimensions in DataProperties, in published order.
pub(crate) fn dimension_keys(
    table: &str,
    properties: &[u8],
) -> Result<Vec<(String, DimensionKind)>, ShapeError> {
    let rows = page::<Property>(table, "DataProperties", properties)?;
    Ok(rows
        .iter()
        .filter_map(|row| Some((row.key.clone()?, dimension_kind(&row.kind)?)))
        .collect())
}

/// Returns how many codes a page of a dimension set holds, and the link to the next page.
pub(crate) fn count_items(
    table: &str,
    key: &str,
    body: &[u8],
) -> Result<(usize, Option<String>), ShapeError> {
    let page: Page<Item> = parse(table, key, body)?;
    Ok((page.value.len(), page.next))
}

/// Returns the trimmed codes on a page of a dimension set.
pub(crate) fn codes(table: &str, key: &str, body: &[u8]) -> Result<Vec<String>, ShapeError> {
    let items = page::<Item>(table, key, body)?;
    Ok(items
        .iter()
        .map(|item| item.key.trim().to_owned())
        .collect())
}

/// Returns the description of a table.
///
/// # Errors
/// When a body is not what its name says, or a dimension has no set.
pub(crate) fn read(table: &str, from: &Description<'_>) -> Result<TableMeta, ShapeError> {
    let mut meta = outline(table, from.info, from.properties)?;
    fill(&mut meta, &from.dimensions)?;
    finish(meta)
}

/// Returns the description of a table without the codes of its dimensions, which [`fill`] adds.
///
/// # Errors
/// When a body is not what its name says.
pub(crate) fn outline(
    table: &str,
    info: &[u8],
    properties: &[u8],
) -> Result<TableMeta, ShapeError> {
    let info = table_info(table, info)?;
    let rows = page::<Property>(table, "DataProperties", properties)?;
    let groups: BTreeMap<i64, &Property> = rows
        .iter()
        .filter(|row| row.kind == "TopicGroup")
        .map(|row| (row.id, row))
        .collect();
    let topics: Vec<Topic> = rows
        .iter()
        .filter(|row| row.kind == "Topic")
        .filter_map(|row| topic(row, &groups))
        .collect();
    if topics.is_empty() {
        return Err(ShapeError::Missing {
            tabel: table.to_owned(),
            wat: "kolommen met cijfers in DataProperties".into(),
            wel: rows
                .iter()
                .filter_map(|row| row.key.clone())
                .filter(|key| !key.is_empty())
                .collect(),
        });
    }
    let dimension = |row: &Property| {
        Some(Dimension {
            kind: dimension_kind(&row.kind)?,
            title: trimmed(row.title.as_deref()),
            key: trimmed(row.key.as_deref()),
            items: Vec::new(),
        })
    };
    Ok(TableMeta {
        id: table.to_owned(),
        title: info.title.trim().to_owned(),
        modified: info.modified,
        status: info.output_status,
        dimensions: rows.iter().filter_map(dimension).collect(),
        topics,
        areas: BTreeMap::new(),
    })
}

/// Adds the codes of the dimensions that have a set here.
///
/// # Errors
/// When a body is not what its name says, or a set has no code.
pub(crate) fn fill(meta: &mut TableMeta, sets: &Sets<'_>) -> Result<(), ShapeError> {
    for dimension in &mut meta.dimensions {
        let Some(bodies) = sets.get(dimension.key.as_str()) else {
            continue;
        };
        for body in bodies {
            let items = page::<Item>(&meta.id, &dimension.key, body)?;
            let each = items.into_iter().map(|item| DimensionItem {
                title: trimmed(item.title.as_deref()),
                status: item.status,
                raw: item.key,
            });
            dimension.items.extend(each);
        }
        // An empty list would read as a table that knows no area at all.
        if dimension.items.is_empty() {
            return Err(ShapeError::Missing {
                tabel: meta.id.clone(),
                wat: format!("code in de dimensie {}", dimension.key),
                wel: Vec::new(),
            });
        }
    }
    Ok(())
}

/// Returns the description with the names of its areas, once all dimensions have their codes.
///
/// # Errors
/// When a dimension has no set.
pub(crate) fn finish(mut meta: TableMeta) -> Result<TableMeta, ShapeError> {
    let (absent, known): (Vec<&Dimension>, Vec<&Dimension>) =
        meta.dimensions.iter().partition(|of| of.items.is_empty());
    if let Some(absent) = absent.first() {
        return Err(ShapeError::Missing {
            tabel: meta.id.clone(),
            wat: format!("lijst van de dimensie {}", absent.key),
            wel: known.iter().map(|of| of.key.clone()).collect(),
        });
    }
    meta.areas = known
        .into_iter()
        .filter(|dimension| dimension.kind == DimensionKind::Geo)
        .flat_map(|dimension| &dimension.items)
        .map(|item| (item.code().to_owned(), item.title.clone()))
        .collect();
    Ok(meta)
}

fn topic(row: &Property, groups: &BTreeMap<i64, &Property>) -> Option<Topic> {
    let key = row.key.as_deref()?.trim();
    let mut parents = Vec::new();
    let mut parent = row.parent_id;
    while let Some(group) = parent.and_then(|id| groups.get(&id)) {
        parents.push(trimmed(group.title.as_deref()));
        parent = group.parent_id;
        if parents.len() == MAX_DEPTH {
            break;
        }
    }
    parents.reverse();
    let is_text = row
        .datatype
        .as_deref()
        .is_some_and(|name| name.eq_ignore_ascii_case("string"));
    Some(Topic {
        key: key.to_owned(),
        stem: stem_of(key).to_owned(),
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
    })
}

fn dimension_kind(kind: &str) -> Option<DimensionKind> {
    match kind {
        "GeoDetail" | "GeoDimension" => Some(DimensionKind::Geo),
        "TimeDimension" => Some(DimensionKind::Time),
        "Dimension" => Some(DimensionKind::Other),
        _ => None,
    }
}

fn table_info(table: &str, body: &[u8]) -> Result<TableInfo, ShapeError> {
    page::<TableInfo>(table, "TableInfos", body)?
        .into_iter()
        .next()
        .ok_or_else(|| ShapeError::Unreadable {
            tabel: table.to_owned(),
            onderdeel: "TableInfos".into(),
            reden: "geen enkele rij".into(),
        })
}

fn page<T: DeserializeOwned>(table: &str, part: &str, body: &[u8]) -> Result<Vec<T>, ShapeError> {
    Ok(parse::<Page<T>>(table, part, body)?.value)
}

/// Reads a body; an error names the part of the table that it is.
pub(crate) fn parse<T: DeserializeOwned>(
    table: &str,
    part: &str,
    body: &[u8],
) -> Result<T, ShapeError> {
    serde_json::from_slice(body).map_err(|error| ShapeError::Unreadable {
        tabel: table.to_owned(),
        onderdeel: part.to_owned(),
        reden: error.to_string(),
    })
}

/// Returns text without blanks around it; absent text is empty.
pub(crate) fn trimmed(text: Option<&str>) -> String {
    text.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &[u8] = br#"{"value":[{"Identifier":"1NED","Title":"Tabel ","Modified":"2026-01-01T02:00:00","OutputStatus":"Regulier","RecordCount":3}]}"#;
    const PROPERTIES: &[u8] = br#"{"value":[
        {"odata.type":"Cbs.OData.GeoDetail","ID":0,"Position":0,"ParentID":null,"Type":"GeoDetail","Key":"WijkenEnBuurten","Title":"Wijken en buurten","Description":"","MapYear":2020},
        {"ID":1,"ParentID":null,"Type":"TopicGroup","Key":"","Title":"Energie "},
        {"ID":2,"ParentID":1,"Type":"TopicGroup","Key":"","Title":"Aardgas"},
        {"ID":9,"Position":6,"ParentID":2,"Type":"Topic","Key":"Appartement_56","Title":"Appartement ","Datatype":"Long","Unit":"m3","Decimals":0},
        {"ID":10,"Position":7,"ParentID":null,"Type":"Topic","Key":"Naam_1","Title":"Naam","Datatype":"String","Unit":""}]}"#;
    const AREAS: &[u8] = br#"{"value":[{"Key":"NL00      ","Title":"Nederland","Municipality":""},{"Key":"GM0193    ","Title":"Zwolle "}]}"#;

    #[test]
    fn a_description_is_read_with_groups_units_and_padded_codes() {
        let from = Description {
            info: INFO,
            properties: PROPERTIES,
            dimensions: BTreeMap::from([("WijkenEnBuurten", vec![AREAS])]),
        };
        let meta = read("1NED", &from).expect("description");
        assert_eq!(
            (meta.title.as_str(), meta.status.as_deref()),
            ("Tabel", Some("Regulier"))
        );
        assert_eq!(meta.topics[0].parents, ["Energie", "Aardgas"]);
        assert_eq!(meta.topics[0].datatype, Datatype::Number);
        assert_eq!(meta.topics[1].datatype, Datatype::Text);
        let geo = meta.dimension("WijkenEnBuurten").expect("dimension");
        assert_eq!(geo.items[1].raw, "GM0193    ");
        assert_eq!(meta.areas.get("GM0193").map(String::as_str), Some("Zwolle"));
    }

    #[test]
    fn what_lacks_is_named() {
        let from = Description {
            info: INFO,
            properties: PROPERTIES,
            dimensions: BTreeMap::new(),
        };
        assert!(
            read("1NED", &from)
                .expect_err("no set")
                .to_string()
                .contains("WijkenEnBuurten")
        );
        let from = Description {
            info: br#"{"value":[]}"#,
            properties: PROPERTIES,
            dimensions: BTreeMap::new(),
        };
        assert!(
            read("1NED", &from)
                .expect_err("no row")
                .to_string()
                .contains("TableInfos")
        );
        assert!(entity_sets("1NED", b"{\"value\":3}").is_err());
    }
}
