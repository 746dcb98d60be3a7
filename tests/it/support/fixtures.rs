//! Tiny made-up fixtures in the layout of `fixtures/`: three gemeenten, a few wijken.

use std::collections::BTreeMap;

use regiobeeld_fetchers::FixtureService;
use serde_json::{Value, json};

/// Files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Returns all the tables below.
pub fn files() -> Files {
    let mut files = Files::new();
    files.insert("ontvangsten.toml".into(), b"".to_vec());
    add_kwb(&mut files);
    add_health(&mut files, 3);
    add_ages(&mut files);
    add_boundaries(&mut files, 0);
    files
}

/// Returns a service over the files.
pub fn service(files: Files) -> FixtureService {
    FixtureService::new(files).expect("sound fixtures")
}

/// Puts a page in the files, one row per line.
pub fn put(files: &mut Files, path: &str, rows: &[Value]) {
    let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
    let page = format!(
        "{{\"odata.metadata\":\"m\",\"value\":[\r\n{}\r\n]}}",
        rows.join(",\r\n")
    );
    files.insert(path.into(), page.into_bytes());
}

fn put_info(files: &mut Files, id: &str, title: &str, modified: &str, rows: usize) {
    let info = json!({"Identifier": id, "Title": title, "Modified": modified,
        "OutputStatus": "Regulier", "RecordCount": rows});
    put(files, &format!("odata/{id}/TableInfos.json"), &[info]);
}

fn topic(number: i64, key: &str, title: &str, datatype: &str, unit: &str, parent: i64) -> Value {
    json!({"odata.type": "Cbs.OData.Topic", "ID": 100 + number, "Position": number, "ParentID": parent,
        "Type": "Topic", "Key": key, "Title": title, "Datatype": datatype, "Unit": unit, "Decimals": 0})
}

fn dimension(kind: &str, key: &str) -> Value {
    json!({"ID": 0, "ParentID": null, "Type": kind, "Key": key, "Title": key})
}

fn group() -> Value {
    json!({"ID": 1, "ParentID": null, "Type": "TopicGroup", "Key": "", "Title": "Bevolking "})
}

fn codes(items: &[(&str, &str)]) -> Vec<Value> {
    items
        .iter()
        .map(|(key, title)| json!({"Key": key, "Title": title, "Description": null}))
        .collect()
}

/// Kerncijfers 2024: Nederland, two gemeenten, three wijken and a buurt; one gemeente is new in 2024.
fn add_kwb(files: &mut Files) {
    let id = "85984NED";
    put_info(
        files,
        id,
        "Kerncijfers wijken en buurten 2024 ",
        "2026-07-01T02:00:00",
        7,
    );
    put(
        files,
        "odata/85984NED/DataProperties.json",
        &[
            dimension("GeoDetail", "WijkenEnBuurten"),
            group(),
            topic(1, "Gemeentenaam_1", "Gemeentenaam", "String", "", 1),
            topic(
                5,
                "AantalInwoners_5",
                "Aantal inwoners",
                "Long",
                "aantal",
                1,
            ),
            topic(
                12,
                "k_65JaarOfOuder_12",
                "65 jaar of ouder ",
                "Long",
                "aantal",
                1,
            ),
        ],
    );
    let areas = [
        (
            "NL00      ",
            "Nederland",
            "Nederland ",
            17_942_942,
            Some(3_700_000),
        ),
        ("GM0193    ", "Zwolle", "Zwolle    ", 133_141, Some(23_000)),
        ("WK019301  ", "Wijk één", "Zwolle    ", 5_000, Some(0)),
        ("WK019302  ", "'t Veld", "Zwolle    ", 45, None),
        ("BU01930100", "Buurt", "Zwolle    ", 45, None),
        ("GM0148    ", "Dalfsen", "Dalfsen   ", 29_000, Some(6_000)),
        ("WK014801  ", "Dalfsen", ".", 9_000, Some(2_000)),
    ];
    let rows: Vec<Value> = areas
        .iter()
        .map(|(code, _, name, people, old)| {
            json!({"ID": 1, "WijkenEnBuurten": code, "Gemeentenaam_1": name,
                "AantalInwoners_5": people, "k_65JaarOfOuder_12": old})
        })
        .collect();
    put(files, "odata/85984NED/TypedDataSet/alles.json", &rows);
    let names: Vec<(&str, &str)> = areas.iter().map(|area| (area.0, area.1)).collect();
    put(files, "odata/85984NED/WijkenEnBuurten.json", &codes(&names));
}

/// Health 2012–2024 with ages and margins for this many gemeenten; the first is GM0193 with two wijken.
pub fn add_health(files: &mut Files, gemeenten: usize) {
    let id = "50150NED";
    put_info(
        files,
        id,
        "Gezondheid per wijk en buurt",
        "2026-02-01T02:00:00",
        (gemeenten + 3) * 45,
    );
    put(
        files,
        "odata/50150NED/DataProperties.json",
        &[
            dimension("Dimension", "Leeftijd"),
            dimension("Dimension", "Marges"),
            dimension("GeoDetail", "WijkenEnBuurten"),
            dimension("TimeDimension", "Perioden"),
            group(),
            topic(
                4,
                "GoedErvarenGezondheid_4",
                "Goed ervaren gezondheid",
                "Double",
                "%",
                1,
            ),
        ],
    );
    let mut areas = vec![
        "NL01      ".to_owned(),
        "GM0193    ".into(),
        "WK019301  ".into(),
        "WK019302  ".into(),
    ];
    areas.extend((1..gemeenten).map(|number| format!("GM{:04}    ", 1000 + number)));
    let (ages, margins) = (
        ["20300", "53115", "80200"],
        ["MW00000", "MOG0095", "MBG0095"],
    );
    let years = ["2012JJ00", "2016JJ00", "2020JJ00", "2022JJ00", "2024JJ00"];
    let mut rows = Vec::new();
    for area in &areas {
        rows.extend(health_rows(area, &ages, &margins, &years));
    }
    put(files, "odata/50150NED/TypedDataSet/alles.json", &rows);
    let both = |list: &[&'static str]| list.iter().map(|code| (*code, *code)).collect::<Vec<_>>();
    put(files, "odata/50150NED/Leeftijd.json", &codes(&both(&ages)));
    put(files, "odata/50150NED/Marges.json", &codes(&both(&margins)));
    put(files, "odata/50150NED/Perioden.json", &codes(&both(&years)));
    let names: Vec<(&str, &str)> = areas
        .iter()
        .map(|code| (code.as_str(), code.trim()))
        .collect();
    put(files, "odata/50150NED/WijkenEnBuurten.json", &codes(&names));
}

fn health_rows(area: &str, ages: &[&str], margins: &[&str], years: &[&str]) -> Vec<Value> {
    let mut rows = Vec::new();
    for age in ages {
        for margin in margins {
            for year in years {
                rows.push(
                    json!({"Leeftijd": age, "Marges": margin, "WijkenEnBuurten": area,
                    "Perioden": year, "GoedErvarenGezondheid_4": 75.2}),
                );
            }
        }
    }
    rows
}

/// Ages per gemeente, two years, with a code of another sex that must not be asked for.
fn add_ages(files: &mut Files) {
    let id = "03759ned";
    put_info(files, id, "Bevolking", "2026-05-01T02:00:00", 48);
    put(
        files,
        "odata/03759ned/DataProperties.json",
        &[
            dimension("Dimension", "Geslacht"),
            dimension("Dimension", "Leeftijd"),
            dimension("Dimension", "BurgerlijkeStaat"),
            dimension("GeoDimension", "RegioS"),
            dimension("TimeDimension", "Perioden"),
            topic(
                1,
                "BevolkingOp1Januari_1",
                "Bevolking op 1 januari",
                "Long",
                "aantal",
                1,
            ),
        ],
    );
    let ages = [
        ("10000   ", "Totaal leeftijd"),
        ("10010   ", "0 jaar"),
        ("10100   ", "1 jaar"),
    ];
    let areas = [
        ("NL01  ", "Nederland"),
        ("PV23  ", "Overijssel"),
        ("GM0193", "Zwolle"),
        ("GM0148", "Dalfsen"),
    ];
    let (sexes, years) = (
        [("T001038", "Totaal"), ("3000   ", "Mannen")],
        [("2023JJ00", "2023"), ("2024JJ00", "2024")],
    );
    let mut rows = Vec::new();
    for (sex, _) in sexes {
        for (age, _) in ages {
            for (area, _) in areas {
                for (year, _) in years {
                    rows.push(
                        json!({"Geslacht": sex, "Leeftijd": age, "BurgerlijkeStaat": "T001019",
                        "RegioS": area, "Perioden": year, "BevolkingOp1Januari_1": rows.len()}),
                    );
                }
            }
        }
    }
    put(files, "odata/03759ned/TypedDataSet/land.json", &rows);
    put(files, "odata/03759ned/Geslacht.json", &codes(&sexes));
    put(files, "odata/03759ned/Leeftijd.json", &codes(&ages));
    put(
        files,
        "odata/03759ned/BurgerlijkeStaat.json",
        &codes(&[("T001019", "Totaal")]),
    );
    put(files, "odata/03759ned/RegioS.json", &codes(&areas));
    put(files, "odata/03759ned/Perioden.json", &codes(&years));
}

/// Boundaries: squares side by side; `more` adds that many wijken to Zwolle.
pub fn add_boundaries(files: &mut Files, more: usize) {
    let square = |west: f64| {
        json!({"type": "Polygon", "coordinates":
            [[[west, 52.5], [west + 0.05, 52.5], [west + 0.05, 52.55], [west, 52.55], [west, 52.5]]]})
    };
    let gemeente = |code: &str, name: &str, water: &str, west: f64| {
        json!({"type": "Feature", "id": "uuid", "properties": {"gemeentecode": code, "gemeentenaam": name,
            "water": water, "jaar": 2024, "jrstatcode": format!("2024{code}"), "aantal_inwoners": 133_141}, "geometry": square(west)})
    };
    let collection =
        |features: &[Value]| json!({"type": "FeatureCollection", "features": features});
    let gemeenten = [
        gemeente("GM0193", "Zwolle", "NEE", 6.0),
        gemeente("GM0148", "Dalfsen", "NEE", 6.04),
        gemeente("GM0998", "Buitenland", "B", 9.0),
    ];
    let text = collection(&gemeenten).to_string().into_bytes();
    files.insert("ogc/wijken-en-buurten-2024/gemeenten.json".into(), text);
    let wijk = |code: &str, water: &str, west: f64, people: Value| {
        let gemeente = format!("GM{}", &code[2..6]);
        json!({"type": "Feature", "id": "uuid", "properties": {"wijkcode": code, "wijknaam": format!("Wijk {code}"),
            "gemeentecode": gemeente, "gemeentenaam": "x", "water": water, "jaar": 2024,
            "jrstatcode": format!("2024{code}"), "aantal_inwoners": people,
            "percentage_personen_0_tot_15_jaar": 15, "percentage_personen_15_tot_25_jaar": -99997.0,
            "percentage_personen_25_tot_45_jaar": 25, "percentage_personen_45_tot_65_jaar": 25,
            "percentage_personen_65_jaar_en_ouder": 0}, "geometry": square(west)})
    };
    let mut wijken = vec![
        wijk("WK019302", "NEE", 6.01, json!(-99995)),
        wijk("WK019301", "NEE", 6.0, json!(5000)),
        wijk("WK019301", "NEE", 6.0, json!(5000)),
        wijk("WK019399", "JA", 6.0, json!(0)),
    ];
    wijken.extend(
        (0..more).map(|number| wijk(&format!("WK0193A{number:04}x"), "NEE", 6.02, json!(number))),
    );
    let text = collection(&wijken).to_string().into_bytes();
    files.insert("ogc/wijken-en-buurten-2024/wijken/GM0193.json".into(), text);
    let text = collection(&[wijk("WK014801", "NEE", 6.04, json!(9000))])
        .to_string()
        .into_bytes();
    files.insert("ogc/wijken-en-buurten-2024/wijken/GM0148.json".into(), text);
}
