//! Descriptions of tables: those of the fixtures where they are, with the columns added that the
//! catalogue names and the fixtures lack; made-up ones for tables that are in no fixture.

use regiobeeld::themes::{Catalogue, Indicator};
use regiobeeld_fetchers::{Sources, TableSource, stem_of};
use serde_json::{Value, json};

use super::Fault;
use super::model::WAVES;
use super::packed::Packed;

/// Columns with figures in a table, where that is known: reading a frame takes longer with more of
/// them, also of those that no report uses.
const COLUMNS: [(&str, usize); 2] = [("gezondheid", 57), ("zorggebruik", 27)];

/// Date of the made-up tables.
pub const MODIFIED: &str = "2026-07-19T02:00:00";

/// A dimension besides the areas: key, and its items as the service describes them.
pub type Dimension = (String, Vec<Value>);

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

/// The description of a table.
#[derive(Debug)]
pub struct Description {
    /// `TableInfos`.
    pub info: Vec<Value>,
    /// `DataProperties`.
    pub properties: Vec<Value>,
    /// Dimensions besides the areas.
    pub dimensions: Vec<Dimension>,
    /// Key of the dimension with areas.
    pub geo: String,
}

/// Tables whose columns stand in for those of a table that is in no fixture, or in part.
fn templates(table: &TableSource) -> Vec<&'static str> {
    match (table.reeks.as_str(), table.jaar) {
        ("kwb", Some(2020..=2022)) => vec!["84799NED"],
        ("kwb", Some(2025)) => vec!["86165NED", "85984NED", "84799NED"],
        ("kwb", _) => vec!["85984NED", "84799NED"],
        ("gezondheidsmonitor", Some(year)) => vec![match year {
            2012 => "82166NED",
            2016 => "83674NED",
            2020 => "85012NED",
            _ => "85463NED",
        }],
        ("gezondheid", _) => vec!["50150NED"],
        ("leeftijden", _) => vec!["03759ned"],
        _ => Vec::new(),
    }
}

impl Description {
    /// Describes a table.
    ///
    /// # Errors
    /// When a fixture cannot be read.
    pub fn of(
        table: &TableSource,
        catalogue: &Catalogue,
        sources: &Sources,
        packed: &Packed,
    ) -> Result<Self, Fault> {
        let templates = templates(table);
        let dimensions = dimensions(table);
        let mut properties = match templates.first() {
            Some(first) => packed.set(first, "DataProperties")?.unwrap_or_default(),
            None => made_up_dimensions(&dimensions),
        };
        for other in templates.iter().skip(1) {
            for topic in topics(&packed.set(other, "DataProperties")?.unwrap_or_default()) {
                add(&mut properties, &topic);
            }
        }
        for topic in wanted(table, catalogue, sources) {
            add(&mut properties, &topic);
        }
        for (_, count) in COLUMNS.iter().filter(|(series, _)| *series == table.reeks) {
            let known = topics(&properties)
                .iter()
                .filter(|topic| !topic.is_text)
                .count();
            for number in known..*count {
                add(&mut properties, &unread(number));
            }
        }
        let title = match templates.first().filter(|first| **first == table.id) {
            Some(first) => packed
                .set(first, "TableInfos")?
                .and_then(|rows| Some(rows.first()?["Title"].as_str()?.to_owned())),
            None => None,
        };
        let info = json!({"Identifier": table.id, "Title": title.as_ref().unwrap_or(&table.titel),
            "Summary": "Fictief: verzonnen cijfers om mee te meten.", "Modified": MODIFIED,
            "OutputStatus": "Regulier"});
        let geo = properties.iter().find(|property| {
            property["Type"]
                .as_str()
                .is_some_and(|kind| kind.starts_with("Geo"))
        });
        let geo = geo
            .and_then(|property| property["Key"].as_str())
            .unwrap_or_default()
            .to_owned();
        Ok(Self {
            info: vec![info],
            geo,
            properties,
            dimensions,
        })
    }

    /// Returns the keys of the dimensions in the order of the table, the areas among them.
    pub fn order(&self) -> Vec<String> {
        let each = self.properties.iter().filter(|property| {
            property["Type"]
                .as_str()
                .is_some_and(|kind| kind.ends_with("Dimension") || kind == "GeoDetail")
        });
        each.filter_map(|property| Some(property["Key"].as_str()?.to_owned()))
            .collect()
    }

    /// Returns the columns.
    pub fn topics(&self) -> Vec<Topic> {
        topics(&self.properties)
    }
}

fn item(key: &str, title: &str) -> Value {
    json!({"Key": key, "Title": title, "Description": null, "CategoryGroupID": null})
}

fn years(years: impl IntoIterator<Item = i32>) -> Dimension {
    let each = years.into_iter().map(|year| {
        json!({"Key": format!("{year}JJ00"), "Title": year.to_string(), "Description": null, "Status": "Definitief"})
    });
    ("Perioden".to_owned(), each.collect())
}

fn dimension(key: &str, items: &[(&str, &str)]) -> Dimension {
    let items = items.iter().map(|(key, title)| item(key, title));
    (key.to_owned(), items.collect())
}

fn margins() -> Dimension {
    let bounds = [
        ("MW00000", "Waarde"),
        ("MOG0095", "Ondergrens 95%-interval"),
        ("MBG0095", "Bovengrens 95%-interval"),
    ];
    dimension("Marges", &bounds)
}

/// The dimensions of a table besides its areas.
fn dimensions(table: &TableSource) -> Vec<Dimension> {
    let ages = [
        ("20300", "18 jaar of ouder"),
        ("53115", "18 tot 65 jaar"),
        ("80200", "65 jaar of ouder"),
    ];
    let people = |items: &[(&str, &str)]| dimension("Persoonskenmerken", items);
    let everybody = ("T009002", "Totaal personen");
    match table.reeks.as_str() {
        "gezondheid" => vec![dimension("Leeftijd", &ages), margins(), years(WAVES)],
        "leeftijden" => vec![
            dimension("Geslacht", &[("T001038", "Totaal mannen en vrouwen")]),
            single_ages(),
            dimension(
                "BurgerlijkeStaat",
                &[("T001019", "Totaal burgerlijke staat")],
            ),
            years(2021..=2025),
        ],
        "gezondheidsmonitor" => vec![
            people(&[everybody, ages[1], ages[2]]),
            margins(),
            years(table.jaar),
        ],
        "jongvolwassenen" => vec![
            people(&[everybody]),
            dimension("Marges", &[("MW00000", "Waarde")]),
            years([2024]),
        ],
        "zorggebruik" => vec![
            dimension(
                "SoortCijfer",
                &[
                    ("A050001", "Aantal"),
                    ("A050002", "Per 10 000 inwoners"),
                    ("A050003", "Score"),
                ],
            ),
            years(2014..=2023),
        ],
        "ses" => vec![years(2014..=2024)],
        "opleiding" => vec![margins(), years([2024])],
        _ => Vec::new(),
    }
}

/// Ages 0 … 104 and the open classes that overlap them, with the codes of CBS.
fn single_ages() -> Dimension {
    let code = |age: usize| match age {
        0 => "10010".to_owned(),
        1..=99 => (10_000 + 100 * age).to_string(),
        _ => (19_801 + age).to_string(),
    };
    let mut items = vec![item("10000", "Totaal leeftijd")];
    items.extend((0..105).map(|age| item(&code(age), &format!("{age} jaar"))));
    items.push(item("22000", "95 jaar of ouder"));
    items.push(item("22300", "105 jaar of ouder"));
    ("Leeftijd".to_owned(), items)
}

/// Dimensions of a table that is in no fixture.
fn made_up_dimensions(dimensions: &[Dimension]) -> Vec<Value> {
    let keys = dimensions.iter().map(|(key, _)| key.as_str());
    let is_survey = dimensions.iter().any(|(key, _)| key == "Persoonskenmerken");
    let geo = if is_survey {
        ("GeoDimension", "RegioS")
    } else {
        ("GeoDetail", "WijkenEnBuurten")
    };
    let kinds = keys.map(|key| match key {
        "Perioden" => ("TimeDimension", key),
        _ => ("Dimension", key),
    });
    let each = kinds.chain([geo]).enumerate();
    each.map(|(id, (kind, key))| json!({"ID": id, "ParentID": null, "Type": kind, "Key": key, "Title": key}))
        .collect()
}

/// Columns in a description.
fn topics(properties: &[Value]) -> Vec<Topic> {
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

/// Columns that the catalogue names in the year of a table.
fn wanted(table: &TableSource, catalogue: &Catalogue, sources: &Sources) -> Vec<Topic> {
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
                .min(if indicator.eenheid == regiobeeld::unit::Unit::Procent {
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

/// A column that no report uses.
fn unread(number: usize) -> Topic {
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
    use regiobeeld::unit::Unit;
    match (indicator.eenheid, indicator.berekening.is_some()) {
        (_, true) => "aantal",
        (Unit::Procent, _) => "%",
        (Unit::Km, _) => "km",
        (Unit::Euro, _) => "x 1 000 euro",
        _ => "",
    }
}

/// Adds a column with its group, unless there is one with this stem, group and title.
fn add(properties: &mut Vec<Value>, topic: &Topic) {
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
