//! The national surveys (Gezondheidsmonitor) of 2012, 2016, 2020 and 2022.
//!
//! Recorded are only figures that were published outside StatLine (`gepubliceerd.csv`, with their
//! sources). Everything else is made up, and so are the keys of the columns: nobody could read the
//! tables themselves yet.

mod topics;
mod values;

use std::collections::BTreeMap;

use crate::fault::Outcome;
use crate::metadata::{self, Info, Property};
use crate::output::{Host, Output};
use crate::receipts::{Deel, LICENCE, RECORDED, Receipt, words};
use crate::rows::{Row, padded};
use crate::sources::Sources;

use topics::TOPICS;
use values::{LAND, Values};

/// Width to which codes of `RegioS` are padded.
const WIDTH: usize = 6;

/// A table: id, year and population.
const TABLES: [(&str, &str, &str); 4] = [
    ("82166NED", "2012", "19"),
    ("83674NED", "2016", "19"),
    ("85012NED", "2020", "18"),
    ("85463NED", "2022", "18"),
];

const MARGINS: [(&str, &str); 3] = [
    ("MW00000", "Waarde"),
    ("MOG0095", "Ondergrens 95%-interval"),
    ("MBG0095", "Bovengrens 95%-interval"),
];

/// Code of all people in the dimension of characteristics of people.
const EVERYBODY: &str = "T009002";

/// Writes the tables and returns their receipts.
pub fn write(sources: &Sources, output: &Output) -> Outcome<Vec<Receipt>> {
    let values = Values::of(sources)?;
    let areas = areas(sources);
    let tables = TABLES.iter();
    tables
        .map(|table| write_table(&values, &areas, *table, output))
        .collect()
}

/// The areas with their names: country, GGD regions, gemeenten.
fn areas(sources: &Sources) -> Vec<(String, String)> {
    let regions: BTreeMap<&str, &str> = sources
        .regions
        .iter()
        .filter_map(|row| Some((row.get("ggd_code")?, row.get("ggd_regio")?)))
        .collect();
    let mut areas = vec![(LAND.to_string(), "Nederland".to_string())];
    let owned = |(code, name): (&str, &str)| (code.to_string(), format!("{name} (GGD)"));
    areas.extend(regions.into_iter().map(owned));
    let gemeenten = sources.gemeenten_2024.iter();
    areas.extend(gemeenten.map(|(code, area)| (code.clone(), area.name.clone())));
    areas
}

fn write_table(
    values: &Values,
    areas: &[(String, String)],
    (table, year, age): (&str, &'static str, &str),
    output: &Output,
) -> Outcome<Receipt> {
    let mut rows = Vec::new();
    for (code, _) in areas {
        for (margin, _) in MARGINS {
            let mut row = Row::new()
                .json("ID", &rows.len().to_string())
                .text("Persoonskenmerken", EVERYBODY)
                .text("Marges", margin)
                .text("RegioS", &padded(code, WIDTH))
                .text("Perioden", &format!("{year}JJ00"));
            for topic in &TOPICS {
                let cell = values.text(code, topic, year, margin);
                row = row.number(topic.key, cell.as_deref());
            }
            rows.push(row.finish());
        }
    }
    output.pages(Host::Cbs, table, "land", &rows)?;
    let regions: Vec<String> = areas
        .iter()
        .map(|(code, name)| item(&padded(code, WIDTH), name))
        .collect();
    let margins: Vec<String> = MARGINS
        .iter()
        .map(|(key, title)| item(key, title))
        .collect();
    let sets = [
        ("RegioS", regions),
        ("Marges", margins),
        (
            "Persoonskenmerken",
            vec![item(EVERYBODY, "Totaal personen")],
        ),
        ("Perioden", vec![item(&format!("{year}JJ00"), year)]),
        ("DataProperties", metadata::described(&properties())),
    ];
    for (set, items) in sets {
        output.entity_set(Host::Cbs, table, set, &items)?;
    }
    let title = format!("Gezondheidsmonitor; bevolking {age} jaar of ouder, regio, {year}");
    let info = metadata::table_info(&Info {
        host: Host::Cbs,
        id: table,
        title: &title,
        period: year,
        frequency: "Onregelmatig",
        rows: rows.len(),
        columns: TOPICS.len() + 5,
    });
    output.entity_set(Host::Cbs, table, "TableInfos", &[info])?;
    Ok(receipt(values, areas, table, &title, year))
}

fn item(key: &str, title: &str) -> String {
    Row::new()
        .text("Key", key)
        .text("Title", title)
        .json("Description", "null")
        .json("CategoryGroupID", "null")
        .finish()
}

fn properties() -> Vec<Property> {
    let mut properties = vec![
        Property::Dimension("Dimension", "Persoonskenmerken", "Persoonskenmerken"),
        Property::Dimension("Dimension", "Marges", "Marges"),
        Property::Dimension("GeoDimension", "RegioS", "Regio's"),
        Property::Dimension("TimeDimension", "Perioden", "Perioden"),
        Property::Group("Gezondheid en leefstijl"),
    ];
    properties.extend(TOPICS.iter().map(|topic| {
        let title = topic.title.to_string();
        Property::Topic(topic.key, title, "Double", "%", 1, "Relative")
    }));
    properties
}

/// How the figures were made; for the receipt.
const HOW: &str = "\
    Echt: wat buiten StatLine om is gepubliceerd, met bron per cijfer in \
    examples/maak_fixtures/monitor/gepubliceerd.csv. Verzonnen met een vaste startwaarde: alle \
    andere cijfers en marges. De sleutels van de kolommen zijn aangenomen: de tabel zelf kon nog \
    niemand lezen.";

fn receipt(
    values: &Values,
    areas: &[(String, String)],
    table: &str,
    title: &str,
    year: &'static str,
) -> Receipt {
    let mut parts = Vec::new();
    for (margins, is_bound) in [
        (words(&["MW00000"]), false),
        (words(&["MOG0095", "MBG0095"]), true),
    ] {
        for topic in &TOPICS {
            let made_up = areas
                .iter()
                .filter(|(code, _)| !values.is_published(code, topic, year, is_bound));
            let made_up: Vec<String> = made_up.map(|(code, _)| code.clone()).collect();
            parts.push(Deel {
                kolommen: words(&[topic.key]),
                marges: margins.clone(),
                // Without a list of areas: all of them.
                gebieden: if made_up.len() == areas.len() {
                    Vec::new()
                } else {
                    made_up
                },
                ..Deel::default()
            });
        }
    }
    Receipt {
        pad: format!("odata/{table}"),
        tabel: table.to_string(),
        titel: title.to_string(),
        bron: "GGD'en, CBS en RIVM; zie gepubliceerd.csv".to_string(),
        datum: RECORDED.to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW.to_string(),
        fictief: true,
        fictief_deel: merged(parts),
    }
}

/// Parts that differ in their columns only become one.
fn merged(parts: Vec<Deel>) -> Vec<Deel> {
    let mut found: Vec<Deel> = Vec::new();
    for part in parts {
        let same =
            |other: &&mut Deel| other.gebieden == part.gebieden && other.marges == part.marges;
        match found.iter_mut().find(same) {
            Some(other) => other.kolommen.extend(part.kolommen),
            None => found.push(part),
        }
    }
    found
}
