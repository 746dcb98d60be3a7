//! TableInfos and DataProperties of the Kerncijfers of later years.
//!
//! They follow the recorded metadata of 2020: the same groups, titles, units and decimals under
//! the keys of the later year.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::fault::{Fault, Outcome};
use crate::metadata::{Info, table_info};
use crate::output::{Host, Output};
use crate::rows::Row;
use crate::sources::Sources;

/// A column of a later edition and the key of 2020 with the same meaning.
pub struct Column {
    pub key: &'static str,
    pub key_2020: &'static str,
}

/// What differs between two editions of the Kerncijfers.
pub struct Table {
    pub id: &'static str,
    pub year: &'static str,
    pub rows: usize,
}

/// The text columns that every edition starts with, and their keys.
const TEXT_COLUMNS: [&str; 4] = [
    "Gemeentenaam_1",
    "SoortRegio_2",
    "Codering_3",
    "IndelingswijzigingWijkenEnBuurten_4",
];

/// Titles that changed with their column.
const RENAMED: [(&str, &str); 1] = [(
    "GemiddeldeWOZWaardeVanWoningen_39",
    "Gemiddelde WOZ-waarde van woningen",
)];

/// Writes both sets for an edition.
pub fn write(sources: &Sources, table: &Table, columns: &[Column], output: &Output) -> Outcome<()> {
    let recorded = sources.entity_set_2020("DataProperties")?;
    let fixed = TEXT_COLUMNS.map(|key| Column { key, key_2020: key });
    let keys: BTreeMap<&str, &str> = fixed
        .iter()
        .chain(columns)
        .map(|column| (column.key_2020, column.key))
        .collect();
    let rows = data_properties(&recorded, &keys, table);
    output.entity_set(Host::Cbs, table.id, "DataProperties", &rows)?;
    let title = format!("Kerncijfers wijken en buurten {}", table.year);
    let mut infos = sources.entity_set_2020("TableInfos")?;
    let Some(Value::Object(info)) = infos.first_mut() else {
        let what = "TableInfos heeft geen rij".to_string();
        return Err(Fault::Shape {
            path: "cbs-v3/84799NED/TableInfos.json".into(),
            what,
        });
    };
    let frequency = text_of(info.get("Frequency"));
    let about = Info {
        host: Host::Cbs,
        id: table.id,
        title: &title,
        period: table.year,
        frequency: &frequency,
        rows: table.rows,
        columns: keys.len() + 1,
    };
    output.entity_set(Host::Cbs, table.id, "TableInfos", &[table_info(&about)])
}

/// Returns the recorded properties that the edition still has, renumbered.
fn data_properties(recorded: &[Value], keys: &BTreeMap<&str, &str>, table: &Table) -> Vec<String> {
    let kept = kept_ids(recorded, keys);
    let renumbered: BTreeMap<i64, usize> = kept
        .iter()
        .enumerate()
        .map(|(new, old)| (*old, new))
        .collect();
    let id = |value: &Value| value.as_i64().and_then(|old| renumbered.get(&old).copied());
    let mut rows = Vec::new();
    let mut position = 0;
    for property in recorded {
        let Some(new_id) = id(&property["ID"]) else {
            continue;
        };
        let parent = id(&property["ParentID"]).map_or("null".to_string(), |id| id.to_string());
        let kind = property["Type"].as_str().unwrap_or_default();
        let old_key = property["Key"].as_str().unwrap_or_default();
        let key = keys.get(old_key).copied().unwrap_or(old_key);
        let renamed = RENAMED
            .iter()
            .find(|(renamed, _)| *renamed == key)
            .map(|(_, title)| *title);
        let title = renamed.unwrap_or_else(|| property["Title"].as_str().unwrap_or_default());
        let mut row = Row::new()
            .text("odata.type", &format!("Cbs.OData.{kind}"))
            .json("ID", &new_id.to_string());
        if kind != "TopicGroup" {
            row = row.json("Position", &position.to_string());
            position += 1;
        }
        row = row
            .json("ParentID", &parent)
            .text("Type", kind)
            .text("Key", key)
            .text("Title", title);
        row = row.json("Description", &property["Description"].to_string());
        row = match kind {
            "GeoDetail" => row.json("MapYear", table.year),
            "Topic" => [
                "Datatype",
                "Unit",
                "Decimals",
                "Default",
                "PresentationType",
            ]
            .iter()
            .fold(row, |row, key| row.json(key, &property[*key].to_string())),
            _ => row,
        };
        rows.push(row.finish());
    }
    rows
}

/// Returns the old numbers of the kept columns, their groups and the dimension, in order.
fn kept_ids(recorded: &[Value], keys: &BTreeMap<&str, &str>) -> BTreeSet<i64> {
    let parent: BTreeMap<i64, i64> = recorded
        .iter()
        .filter_map(|property| Some((property["ID"].as_i64()?, property["ParentID"].as_i64()?)))
        .collect();
    let mut kept = BTreeSet::new();
    for property in recorded {
        let topic = keys.contains_key(property["Key"].as_str().unwrap_or_default());
        if topic || property["Type"] == "GeoDetail" {
            let mut next = property["ID"].as_i64();
            while let Some(id) = next {
                kept.insert(id);
                next = parent.get(&id).copied();
            }
        }
    }
    kept
}

fn text_of(value: Option<&Value>) -> String {
    value
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_string()
}
