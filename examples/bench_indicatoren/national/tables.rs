//! The made-up tables, written through the store itself: pages that describe a table as the source
//! does, and a frame per slice. Figures in pages are left out; no report reads those.

use std::path::Path;

use jiff::Timestamp;
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, Series};
use regiobeeld::area::GemeenteCode;
use regiobeeld_fetchers::{Draft, DraftPage, Host, PageRole, Store};
use serde_json::{Value, json};

use super::Fault;
use super::country::{Country, INDICATORS, TABLE, noise, stem};

const MODIFIED: &str = "2026-07-19T02:00:00";
const YEARS: [&str; 5] = ["2012JJ00", "2016JJ00", "2020JJ00", "2022JJ00", "2024JJ00"];
const AGES: [&str; 3] = ["20300", "53115", "80200"];
const MARGINS: [&str; 3] = ["MW00000", "MOG0095", "MBG0095"];
/// Key figures per wijk: the years that a report reads.
const KEY_FIGURES: [&str; 5] = ["84799NED", "85039NED", "85318NED", "85618NED", "85984NED"];
/// Columns of those with the group that they stand in.
const COUNTS: [(&str, &str); 5] = [
    ("AantalInwoners_5", "Bevolking"),
    ("k_15Tot25Jaar_9", "Leeftijdsgroepen"),
    ("k_25Tot45Jaar_10", "Leeftijdsgroepen"),
    ("k_45Tot65Jaar_11", "Leeftijdsgroepen"),
    ("k_65JaarOfOuder_12", "Leeftijdsgroepen"),
];
const SINGLE_AGES: &str = "03759ned";
/// First age of the open class.
const OLDEST: usize = 95;

/// A column of text or figures in the making, and the codes of dimensions.
type Dimension = (&'static str, &'static str, Vec<String>);

/// A table: its dimensions after the areas, and its columns with their groups.
struct Table {
    id: String,
    host: Host,
    geo: &'static str,
    dimensions: Vec<Dimension>,
    columns: Vec<(String, &'static str)>,
}

/// Writes all tables; says how much that was.
pub fn write(folder: &Path, country: &Country) -> Result<String, Fault> {
    let store = Store::create(folder)?;
    let now: Timestamp = "2026-07-19T00:00:00Z".parse()?;
    let mut rows = 0;
    for table in tables() {
        let codes: Vec<GemeenteCode> = country.gemeenten.iter().map(|g| g.code).collect();
        let mut land = vec!["NL00".to_owned()];
        land.extend(codes.iter().map(ToString::to_string));
        store.commit(table.draft("land", &land, now)?)?;
        for code in codes {
            let mut areas = vec![code.to_string()];
            if table.id != SINGLE_AGES {
                areas.extend(country.wijken[&code].iter().cloned());
            }
            let draft = table.draft(&areas[0], &areas, now)?;
            rows += draft.frame.height();
            store.commit(draft)?;
        }
    }
    Ok(format!("geschreven rijen={rows}"))
}

fn tables() -> Vec<Table> {
    let texts = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    let mut all = vec![Table {
        id: TABLE.to_owned(),
        host: Host::Rivm,
        geo: "WijkenEnBuurten",
        dimensions: vec![
            ("Leeftijd", "Dimension", texts(&AGES)),
            ("Marges", "Dimension", texts(&MARGINS)),
            ("Perioden", "TimeDimension", texts(&YEARS)),
        ],
        columns: (0..INDICATORS)
            .map(|number| (format!("{}_{}", stem(number), number + 4), "Maten"))
            .collect(),
    }];
    all.extend(KEY_FIGURES.map(|id| Table {
        id: id.to_owned(),
        host: Host::Cbs,
        geo: "WijkenEnBuurten",
        dimensions: Vec::new(),
        columns: COUNTS.map(|(key, group)| (key.to_owned(), group)).to_vec(),
    }));
    all.push(Table {
        id: SINGLE_AGES.to_owned(),
        host: Host::Cbs,
        geo: "RegioS",
        dimensions: vec![
            (
                "Leeftijd",
                "Dimension",
                (0..=OLDEST)
                    .map(|age| format!("{}", 10_010 + age * 100))
                    .collect(),
            ),
            ("Perioden", "TimeDimension", texts(&["2024JJ00"])),
        ],
        columns: vec![("BevolkingOp1Januari_1".to_owned(), "Bevolking")],
    });
    all
}

impl Table {
    fn draft(&self, slice: &str, areas: &[String], now: Timestamp) -> Result<Draft, Fault> {
        Ok(Draft {
            table: self.id.clone(),
            slice: slice.to_owned(),
            title: format!("Verzonnen tabel {}", self.id),
            host: self.host,
            via: None,
            modified: Some(MODIFIED.to_owned()),
            now,
            pages: self.pages(areas),
            frame: self.frame(areas)?,
            fictief: Vec::new(),
            uitwijk: None,
        })
    }

    /// What describes the table, as CBS answers it.
    fn pages(&self, areas: &[String]) -> Vec<DraftPage> {
        let page = |role, name: &str, value: Vec<Value>| {
            let url = format!("https://opendata.cbs.nl/ODataApi/odata/{}/{name}", self.id);
            let rows = value.len();
            let body = json!({ "value": value }).to_string().into_bytes();
            DraftPage::new(role, name, &url, body, rows)
        };
        let info = json!({"Identifier": self.id, "Title": "Verzonnen", "Modified": MODIFIED,
            "OutputStatus": "Regulier", "RecordCount": 1});
        let mut properties = vec![
            json!({"ID": 0, "ParentID": null, "Type": "GeoDetail", "Key": self.geo, "Title": "Gebied"}),
        ];
        for (key, kind, _) in &self.dimensions {
            let id = properties.len();
            properties
                .push(json!({"ID": id, "ParentID": null, "Type": kind, "Key": key, "Title": key}));
        }
        let mut group = ("", 0);
        for (key, title) in &self.columns {
            if group.0 != *title {
                group = (title, properties.len());
                properties.push(
                    json!({"ID": group.1, "ParentID": null, "Type": "TopicGroup",
                    "Key": "", "Title": title}),
                );
            }
            properties.push(
                json!({"ID": properties.len(), "ParentID": group.1, "Type": "Topic",
                "Key": key, "Title": key, "Datatype": "Double", "Unit": "%", "Decimals": 1}),
            );
        }
        let mut pages = vec![
            page(PageRole::Tabelinfo, "TableInfos", vec![info]),
            page(PageRole::Eigenschappen, "DataProperties", properties),
        ];
        for (key, _, codes) in &self.dimensions {
            let item =
                |(place, code): (usize, &String)| json!({"Key": code, "Title": title(place)});
            let items = codes.iter().enumerate().map(item).collect();
            pages.push(page(PageRole::Dimensie, key, items));
        }
        let area = |code: &String| json!({"Key": code, "Title": format!("Gebied {code}")});
        let items = areas.iter().map(area).collect();
        pages.push(page(PageRole::Gebieden, self.geo, items));
        pages
    }

    /// One row per area and combination of codes; the last dimension changes fastest.
    fn frame(&self, areas: &[String]) -> Result<DataFrame, Fault> {
        let combinations: usize = self
            .dimensions
            .iter()
            .map(|(_, _, codes)| codes.len())
            .product();
        let height = areas.len() * combinations;
        let text = |name: &str, at: &dyn Fn(usize) -> String| -> Column {
            let values: Vec<String> = (0..height).map(at).collect();
            Series::new(name.into(), values).into_column()
        };
        let mut columns = vec![text(self.geo, &|row| areas[row / combinations].clone())];
        let mut repeat = combinations;
        for (key, _, codes) in &self.dimensions {
            repeat /= codes.len();
            columns.push(text(key, &|row| codes[row / repeat % codes.len()].clone()));
        }
        for (number, (key, group)) in self.columns.iter().enumerate() {
            let value = |row: usize| self.value(&areas[row / combinations], number, row, group);
            let values: Vec<f64> = (0..height).map(value).collect();
            columns.push(Series::new(key.as_str().into(), values).into_column());
        }
        Ok(DataFrame::new(height, columns)?)
    }

    /// A percentage, or a bound 2 points beside it; or a number of people that adds up.
    fn value(&self, area: &str, number: usize, row: usize, group: &str) -> f64 {
        if group == "Leeftijdsgroepen" || self.id == SINGLE_AGES {
            return 100.0;
        }
        if group == "Bevolking" {
            return 1000.0;
        }
        let years = YEARS.len();
        let (year, margin) = (row % years, row / years % MARGINS.len());
        let age = row / (years * MARGINS.len()) % AGES.len();
        let place = area.bytes().fold(0, |sum: usize, byte| {
            (sum * 31 + usize::from(byte)) % 1_000_003
        });
        let middle = 5.0 + 0.9 * noise(((place * 5 + year) * 3 + age) * INDICATORS + number);
        match margin {
            0 => middle,
            1 => middle - 2.0,
            _ => middle + 2.0,
        }
    }
}

fn title(age: usize) -> String {
    match age {
        OLDEST => format!("{OLDEST} jaar of ouder"),
        age => format!("{age} jaar"),
    }
}
