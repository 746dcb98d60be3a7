//! Tiny fixtures of OData v4 in the layout `odata4/<ID>/`: made up, in the forms that were recorded.

use regiobeeld_fetchers::Sources;
use serde_json::{Value, json};

use super::fixtures::{Files, put};

/// The table of which real descriptions were recorded: one year, no periods.
pub const KWB: &str = "83765NED";
/// A table with periods, of which two of its three measures are asked.
pub const REGIONAL: &str = "70072ned";

const SOURCES: &str = r#"
    [bronnen.cbs4]
    naam = "CBS OData v4"
    url = "https://datasets.cbs.nl"
    [[tabel]]
    id = "83765NED"
    titel = "Kerncijfers wijken en buurten 2017"
    bron = "cbs4"
    soort = "odata4"
    reeks = "kwb"
    jaar = 2017
    gebied = "WijkenEnBuurten"
    niveaus = ["land", "gemeente", "wijk"]
    plakken = ["land", "gemeente"]
    citaat = "CBS, Kerncijfers wijken en buurten 2017 (83765NED)"
    licentie = "CC BY 4.0"
    [[tabel]]
    id = "70072ned"
    titel = "Regionale kerncijfers"
    bron = "cbs4"
    soort = "odata4"
    reeks = "regionaal"
    gebied = "RegioS"
    niveaus = ["land", "gemeente"]
    plakken = ["land"]
    periode = "nieuwste"
    onderwerpen = ["M000100", "1014800"]
    citaat = "CBS, Regionale kerncijfers (70072ned)"
    licentie = "CC BY 4.0"
"#;

/// Returns a list of sources with the two tables.
pub fn sources() -> Sources {
    Sources::parse(SOURCES).expect("a sound list")
}

/// Returns the list with one text replaced by another.
pub fn with_list(from: &str, to: &str) -> Sources {
    assert!(SOURCES.contains(from), "{from}");
    Sources::parse(&SOURCES.replace(from, to)).expect("a sound list")
}

/// Returns the files of both tables.
pub fn files() -> Files {
    let mut files = Files::new();
    files.insert("ontvangsten.toml".into(), b"".to_vec());
    add_kwb(&mut files);
    add_regional(&mut files);
    files
}

/// Returns an observation of the first table.
pub fn observation(id: usize, measure: &str, area: &str, figure: &Value) -> Value {
    json!({"Id": id, "Measure": measure, "ValueAttribute": "None", "Value": figure,
        "StringValue": null, "WijkenEnBuurten": area})
}

fn put_properties(files: &mut Files, id: &str, title: &str, modified: &str) {
    let body = json!({"@odata.context": "m", "Identifier": id, "Title": title,
        "Modified": modified, "Status": "Regulier", "ObservationCount": 1_537_850});
    let path = format!("odata4/{id}/Properties.json");
    files.insert(path, body.to_string().into_bytes());
}

fn codes(items: &[(&str, &str)]) -> Vec<Value> {
    let code = |(index, (code, title)): (usize, &(&str, &str))| {
        json!({"Identifier": code, "Index": index, "Title": title, "Description": "",
            "DimensionGroupId": "x"})
    };
    items.iter().enumerate().map(code).collect()
}

fn measure(identifier: &str, title: &str, group: Option<&str>, kind: &str, unit: &str) -> Value {
    json!({"Identifier": identifier, "Index": 7, "Title": title, "Description": "",
        "MeasureGroupId": group, "DataType": kind, "Unit": unit, "Format": null, "Decimals": 0,
        "PresentationType": "Absolute"})
}

/// Kerncijfers 2017: the figure of Eindhoven is the one that CBS gives for this question.
fn add_kwb(files: &mut Files) {
    let path = |set: &str| format!("odata4/{KWB}/{set}.json");
    let title = "Kerncijfers wijken en buurten 2017 ";
    put_properties(files, KWB, title, "2020-11-06T00:00:00+01:00");
    let dimension = json!({"Identifier": "WijkenEnBuurten", "Title": "Wijken en buurten",
        "Kind": "GeoDetail", "MapYear": "2017", "ReleasePolicy": null});
    put(files, &path("Dimensions"), &[dimension]);
    let group = |id: &str, title: &str, parent: Option<&str>| json!({"Id": id, "Index": 6, "Title": title, "Description": null, "ParentId": parent});
    put(
        files,
        &path("MeasureGroups"),
        &[
            group("M000352", "Bevolking ", None),
            group("1050010_1", "Particuliere huishoudens", Some("M000352")),
        ],
    );
    let households = Some("1050010_1");
    put(
        files,
        &path("MeasureCodes"),
        &[
            measure(
                "T001036",
                "Aantal inwoners",
                Some("M000352"),
                "Long",
                "aantal",
            ),
            measure(
                "1050010_2",
                "Huishoudens totaal",
                households,
                "Long",
                "aantal",
            ),
            measure("1050010_6", "Inkomen", households, "Double", "x 1 000 euro"),
        ],
    );
    let areas = [
        ("NL00", "Nederland", json!(17_081_507)),
        ("GM0772", "Eindhoven", json!(246_417.0)),
        ("GM0148", "Dalfsen ", json!(28_149)),
        ("WK014801", "Dalfsen", json!(9_000)),
        ("WK014802", "'t Veld", json!(0)),
        ("BU01480101", "Dalfsen Centrum", json!(45)),
    ];
    let names: Vec<(&str, &str)> = areas.iter().map(|area| (area.0, area.1)).collect();
    put(files, &path("WijkenEnBuurtenCodes"), &codes(&names));
    let mut rows = Vec::new();
    for (code, _, people) in &areas {
        rows.push(observation(rows.len(), "T001036", code, people));
        let mut homes = observation(rows.len(), "1050010_2", code, &json!(12_000.5));
        if *code == "WK014802" {
            homes["ValueAttribute"] = json!("Impossible");
            homes["Value"] = Value::Null;
        }
        // What there is no figure for may also be left out altogether.
        if *code != "WK014801" {
            rows.push(homes);
        }
    }
    put(files, &path("Observations/alles"), &rows);
}

/// Regionale kerncijfers: the third measure has two figures for one area, as at CBS.
fn add_regional(files: &mut Files) {
    let path = |set: &str| format!("odata4/{REGIONAL}/{set}.json");
    put_properties(
        files,
        REGIONAL,
        "Regionale kerncijfers",
        "2026-09-01T00:00:00+02:00",
    );
    let dimension = |key: &str, kind: &str| json!({"Identifier": key, "Title": key, "Kind": kind, "ContainsCodes": true});
    let dimensions = [
        dimension("RegioS", "GeoDimension"),
        dimension("Perioden", "TimeDimension"),
    ];
    put(files, &path("Dimensions"), &dimensions);
    put(
        files,
        &path("MeasureCodes"),
        &[
            measure("M000100", "Bevolkingsdichtheid", None, "Long", "per km²"),
            measure("1014800", "Koopwoningen", None, "Double", "%"),
            measure("1050010_6", "Inkomen", None, "Double", "x 1 000 euro"),
        ],
    );
    let areas = [
        ("NL01", "Nederland"),
        ("PV23", "Overijssel (PV)"),
        ("GM0193", "Zwolle"),
    ];
    put(files, &path("RegioSCodes"), &codes(&areas));
    let periods = [
        ("2024JJ00", "2024"),
        ("2025JJ00", "2025"),
        ("2025KW01", "kwartaal"),
    ];
    put(files, &path("PeriodenCodes"), &codes(&periods));
    let mut rows = Vec::new();
    for (area, _) in areas {
        for (period, _) in periods {
            for measure in ["M000100", "1014800", "1050010_6", "1050010_6"] {
                let id = rows.len();
                rows.push(
                    json!({"Id": id, "Measure": measure, "ValueAttribute": "None",
                    "Value": id, "StringValue": null, "RegioS": area, "Perioden": period}),
                );
            }
        }
    }
    put(files, &path("Observations/alles"), &rows);
}
