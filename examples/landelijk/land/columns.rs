//! Columns of tables: those in a description, and those that the catalogue wants in it.

use regiobeeld::themes::{Catalogue, Indicator};
use regiobeeld::unit::Unit;
use regiobeeld_fetchers::{Sources, TableSource, stem_of};
use serde_json::{Value, json};

/// A column.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Key.
    pub key: String,
    /// Key without its number.
    pub stem: String,
    /// Title of the column.
    pub title: String,
    /// Title of the group that it stands in.
    pub group: String,
    /// Unit.
    pub unit: String,
    /// Decimals.
    pub decimals: i32,
    /// Whether it holds text.
    pub is_text: bool,
}

/// Returns the columns in a description.
pub fn topics(properties: &[Value]) -> Vec<Topic> {
    let group = |property: &Value| {
        let parent = properties
            .iter()
            .find(|one| one["Type"] == "TopicGroup" && one["ID"] == property["ParentID"]);
        parent
            .and_then(|one| one["Title"].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let each = properties
        .iter()
        .filter(|property| property["Type"] == "Topic");
    each.map(|property| {
        let text = |name: &str| {
            property[name]
                .as_str()
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let decimals = property["Decimals"]
            .as_i64()
            .and_then(|n| i32::try_from(n).ok());
        Topic {
            stem: stem_of(&text("Key")).to_owned(),
            key: text("Key"),
            title: text("Title"),
            group: group(property),
            unit: text("Unit"),
            decimals: decimals.unwrap_or(1),
            is_text: property["Datatype"] == "String",
        }
    })
    .collect()
}

/// Returns the columns that the catalogue names in the year of a table.
pub fn wanted(table: &TableSource, catalogue: &Catalogue, sources: &Sources) -> Vec<Topic> {
    let is_here = |indicator: &&Indicator| {
        indicator.niet_beschikbaar.is_none()
            && sources
                .table(&indicator.tabel)
                .is_some_and(|own| own.reeks == table.reeks)
            && table
                .jaar
                .is_none_or(|year| indicator.jaren.contains(&year))
    };
    let mut found = Vec::new();
    for indicator in catalogue.iter().map(AsRef::as_ref).filter(is_here) {
        for stem in indicator.stems() {
            let is_own = stem == indicator.stam;
            let text = |text: &Option<String>| text.clone().filter(|_| is_own);
            let title = text(&indicator.cijfersoort).filter(|_| table.reeks != "zorggebruik");
            found.push(Topic {
                key: String::new(),
                stem: stem.to_owned(),
                title: title.unwrap_or_else(|| stem.to_owned()),
                group: text(&indicator.groep).unwrap_or_else(|| "Overige cijfers".to_owned()),
                unit: unit(indicator).to_owned(),
                decimals: if table.reeks == "kwb" || table.reeks == "zorggebruik" {
                    1
                } else {
                    2
                }
                .min(if indicator.eenheid == Unit::Procent {
                    1
                } else {
                    2
                }),
                is_text: false,
            });
        }
    }
    found
}

/// Returns a column that no report uses.
pub fn unread(number: usize) -> Topic {
    Topic {
        key: String::new(),
        stem: format!("VerzonnenOnderwerp{number}"),
        title: format!("Verzonnen onderwerp {number}"),
        group: "Overige cijfers".to_owned(),
        unit: "%".to_owned(),
        decimals: 1,
        is_text: false,
    }
}

fn unit(indicator: &Indicator) -> &'static str {
    match (indicator.eenheid, indicator.berekening.is_some()) {
        (_, true) => "aantal",
        (Unit::Procent, _) => "%",
        (Unit::Km, _) => "km",
        (Unit::Euro, _) => "x 1 000 euro",
        _ => "",
    }
}

/// Adds a column with its group, unless there is one with this stem, group and title.
pub fn add(properties: &mut Vec<Value>, topic: &Topic) {
    let known = topics(properties);
    let same_stem = |one: &&Topic| one.stem == topic.stem;
    // Three columns of one table may share a stem: then group or title tell them apart.
    let shares = ["GemiddeldeScore", "Bevolking15Tot75Jaar"].contains(&topic.stem.as_str());
    let is_there = known
        .iter()
        .filter(same_stem)
        .any(|one| !shares || (one.group == topic.group && one.title == topic.title));
    if is_there {
        return;
    }
    let id = properties
        .iter()
        .filter_map(|one| one["ID"].as_i64())
        .max()
        .unwrap_or_default()
        + 1;
    let group = properties
        .iter()
        .find(|one| one["Type"] == "TopicGroup" && one["Title"] == topic.group.as_str());
    let parent = group.map(|one| one["ID"].clone());
    let (parent, own) = match parent {
        Some(parent) => (parent, id),
        None => {
            properties.push(json!({"ID": id, "ParentID": null, "Type": "TopicGroup", "Key": "", "Title": topic.group}));
            (json!(id), id + 1)
        }
    };
    let start = if topic.stem.starts_with(|first: char| first.is_ascii_digit()) {
        "k_"
    } else {
        ""
    };
    let number = known.len() + 1;
    let key = format!("{start}{}_{number}", topic.stem);
    let datatype = if topic.is_text { "String" } else { "Double" };
    properties.push(
        json!({"ID": own, "ParentID": parent, "Type": "Topic", "Key": key, "Title": topic.title,
        "Datatype": datatype, "Unit": topic.unit, "Decimals": topic.decimals}),
    );
}
