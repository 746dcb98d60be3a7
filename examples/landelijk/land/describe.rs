//! Descriptions of tables: those of the fixtures where they are, with the columns added that the
//! catalogue names and the fixtures lack; made-up ones for tables that are in no fixture.

use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::{Sources, TableSource};
use serde_json::{Value, json};

use super::Fault;
use super::columns::{Topic, add, topics, unread, wanted};
use super::model::WAVES;
use super::packed::Packed;

/// Columns with figures in a table, where that is known: reading a frame takes longer with more of
/// them, also of those that no report uses.
const COLUMNS: [(&str, usize); 2] = [("gezondheid", 57), ("zorggebruik", 27)];

/// Date of the made-up tables.
pub const MODIFIED: &str = "2026-07-19T02:00:00";

/// A dimension besides the areas: key, and its items as the service describes them.
pub type Dimension = (String, Vec<Value>);

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

    /// Returns the codes of a dimension besides the areas, sorted.
    pub fn codes(&self, key: &str) -> Vec<String> {
        let items = self.dimensions.iter().find(|(own, _)| own == key);
        let items = items.map(|(_, items)| items.as_slice()).unwrap_or_default();
        let code = |item: &Value| Some(item["Key"].as_str()?.trim().to_owned());
        let mut codes: Vec<String> = items.iter().filter_map(code).collect();
        codes.sort();
        codes
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
