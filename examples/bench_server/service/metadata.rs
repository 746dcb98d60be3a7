//! What the table says about itself, row by row.

use serde_json::{Value, json};

use super::TABLE;
use super::areas::{Area, Level};
use super::columns::{AGES, FIGURES, GROUPS, MARGINS, TEXTS, WAVES, title_of};

const TITLE: &str = "Gezondheid per wijk en buurt; 2012/2016/2020/2022/2024 (proefcijfers)";

/// When the table last changed.
const MODIFIED: &str = "2026-07-19T02:00:00";

/// The sets of the service, in its order.
pub const SETS: [&str; 9] = [
    "TableInfos",
    "UntypedDataSet",
    "TypedDataSet",
    "DataProperties",
    "CategoryGroups",
    "Leeftijd",
    "Marges",
    "WijkenEnBuurten",
    "Perioden",
];

/// Returns the rows of the service root.
pub fn service_root(base: &str) -> Vec<Value> {
    SETS.iter()
        .map(|name| json!({"name": name, "url": format!("{base}/{name}")}))
        .collect()
}

/// Returns the row of TableInfos.
pub fn table_info(rows: usize) -> Vec<Value> {
    let columns = TEXTS.len() + FIGURES.len() + 4;
    vec![json!({
        "Updated": MODIFIED, "ID": 1, "Identifier": TABLE, "Title": TITLE, "ShortTitle": TITLE,
        "ShortDescription": "Verzonnen cijfers om mee te meten.", "Summary": TITLE,
        "Modified": MODIFIED, "MetaDataModified": MODIFIED, "ReasonDelivery": "Actualisering",
        "ExplanatoryText": "", "OutputStatus": "Regulier", "Source": "Verzonnen.",
        "Language": "nl", "Catalog": "RIVM", "Frequency": "Onregelmatig",
        "Period": "2012, 2016, 2020, 2022, 2024", "SummaryAndLinks": TITLE,
        "ApiUrl": format!("https://dataderden.cbs.nl/ODataApi/OData/{TABLE}"),
        "FeedUrl": format!("https://dataderden.cbs.nl/ODataFeed/OData/{TABLE}"),
        "DefaultPresentation": "", "DefaultSelection": "", "GraphTypes": "Table,Map",
        "RecordCount": rows, "ColumnCount": columns, "SearchPriority": "2",
    })]
}

/// Returns the rows of DataProperties: dimensions, then groups with their columns.
pub fn properties() -> Vec<Value> {
    let mut list = Properties::default();
    for (kind, key, title) in [
        ("Dimension", "Leeftijd", "Leeftijd"),
        ("Dimension", "Marges", "Marges"),
        ("GeoDetail", "WijkenEnBuurten", "Wijken en buurten"),
        ("TimeDimension", "Perioden", "Perioden"),
    ] {
        list.add(kind, key, title, None, &json!({}));
    }
    let mut group = list.group("Regioaanduiding");
    for key in TEXTS {
        let more = json!({"Datatype": "String", "Unit": "naam", "Decimals": 0});
        list.add("Topic", key, &title_of(key), Some(group), &more);
    }
    for key in FIGURES {
        if let Some((_, title)) = GROUPS.iter().find(|(first, _)| *first == key) {
            group = list.group(title);
        }
        let more = json!({"Datatype": "Double", "Unit": "%", "Decimals": 1});
        list.add("Topic", key, &title_of(key), Some(group), &more);
    }
    list.rows
}

#[derive(Default)]
struct Properties {
    rows: Vec<Value>,
    position: usize,
}

impl Properties {
    fn group(&mut self, title: &str) -> usize {
        let id = self.rows.len();
        self.rows.push(json!({
            "odata.type": "Cbs.OData.TopicGroup", "ID": id, "ParentID": null,
            "Type": "TopicGroup", "Key": "", "Title": title, "Description": "",
        }));
        id
    }

    fn add(&mut self, kind: &str, key: &str, title: &str, parent: Option<usize>, more: &Value) {
        let mut row = json!({
            "odata.type": format!("Cbs.OData.{kind}"), "ID": self.rows.len(),
            "Position": self.position, "ParentID": parent, "Type": kind, "Key": key,
            "Title": title, "Description": "",
        });
        if let (Some(row), Some(more)) = (row.as_object_mut(), more.as_object()) {
            row.extend(more.clone());
        }
        self.rows.push(row);
        self.position += 1;
    }
}

/// Returns the codes of a dimension, or nothing when the table has no such dimension.
pub fn dimension(set: &str, areas: &[Area]) -> Option<Vec<Value>> {
    let items = |list: &[(&str, &str)]| {
        list.iter()
            .map(|(key, title)| json!({"Key": key, "Title": title, "Description": null}))
            .collect()
    };
    match set {
        "Leeftijd" => Some(items(&AGES)),
        "Marges" => Some(items(&MARGINS)),
        "Perioden" => Some(
            WAVES
                .iter()
                .map(|(key, title)| {
                    json!({"Key": key, "Title": title, "Description": null, "Status": "Definitief"})
                })
                .collect(),
        ),
        "WijkenEnBuurten" => Some(areas.iter().map(area).collect()),
        _ => None,
    }
}

fn area(area: &Area) -> Value {
    let key = format!("{:<10}", area.code);
    let (gemeente, own) = match area.level {
        Level::Land => (String::new(), ""),
        _ => (format!("GM{}", &area.code[2..6]), area.code.as_str()),
    };
    json!({
        "Key": key, "Title": area.name, "Description": null,
        "Municipality": gemeente, "DetailRegionCode": own,
    })
}
