//! The collections `wijken` and `gemeenten` of PDOK's wijken-en-buurten-2024.

use serde_json::Value;

use crate::areas::gemeente_of;
use crate::fault::Outcome;
use crate::names::{WATER, WijkNames};
use crate::numbers::whole;
use crate::outline;
use crate::output::Output;
use crate::random::Stream;
use crate::receipts::{Deel, LICENCE, Receipt, words};
use crate::rows::Row;
use crate::sources::{Record, Sources};

const FOLDER: &str = "ogc/wijken-en-buurten-2024";

/// What PDOK writes where a figure is missing.
const MISSING: &str = "-99995";

/// How far a gemeente outside the region may move, in degrees: about 80 m.
const TOLERANCE: f64 = 0.0007;

/// Properties of PDOK and the column of the 2024 selection with the same unit.
const FIGURES: [(&str, &str); 12] = [
    ("omgevingsadressendichtheid", "adressendichtheid"),
    ("stedelijkheid_adressen_per_km2", "stedelijkheid"),
    ("bevolkingsdichtheid_inwoners_per_km2", "dichtheid"),
    ("aantal_inwoners", "inwoners"),
    ("aantal_huishoudens", "huishoudens"),
    ("gemiddelde_huishoudsgrootte", "huishoudensgrootte"),
    ("gemiddelde_woningwaarde", "wozWaarde"),
    ("percentage_eengezinswoning", "eengezinswoning"),
    ("percentage_koopwoningen", "koopwoningen"),
    ("oppervlakte_land_in_ha", "oppervlakteLandHa"),
    (
        "huisartsenpraktijk_gemiddelde_afstand_in_km",
        "afstandHuisarts",
    ),
    (
        "grote_supermarkt_gemiddelde_afstand_in_km",
        "afstandSupermarkt",
    ),
];

/// Shares that PDOK gives and the counts here allow.
const SHARES: [(&str, &str); 2] = [
    ("percentage_personen_0_tot_15_jaar", "inwoners0tot15"),
    ("percentage_personen_65_jaar_en_ouder", "inwoners65plus"),
];

/// Properties that exist at PDOK and are not known here.
const UNKNOWN: [&str; 3] = [
    "percentage_personen_15_tot_25_jaar",
    "percentage_personen_25_tot_45_jaar",
    "percentage_personen_45_tot_65_jaar",
];

/// How the figures were made; for the receipt.
const HOW_WIJKEN: &str = "\
    Echte, vereenvoudigde omtrekken (5 decimalen) van de wijken van de 12 gemeenten van RZA \
    Zwolle, met de wijken open water. Eigenschappen uit 85984NED waar die er zijn, anders \
    -99995. De wijknamen zijn verzonnen, de id's ook.";

/// How the figures were made; for the receipt.
const HOW_GEMEENTEN: &str = "\
    Echte gegeneraliseerde omtrekken van 342 gemeenten in 4 decimalen; buiten de 12 gemeenten \
    van RZA Zwolle met minder punten (Douglas-Peucker, ongeveer 80 m), zodat grenzen daar niet \
    precies aansluiten. Eigenschappen uit 85984NED waar die er zijn, anders -99995. GM0998 \
    Buitenland staat er als bij de dienst in, met een verzonnen vlak.";

/// Where the figures come from; for the receipt.
const SOURCE_WIJKEN: &str = "\
    CBS/Kadaster via PDOK, vereenvoudigd door AnneVersion/geoinzicht-app (756fee1c)";

/// Where the figures come from; for the receipt.
const SOURCE_GEMEENTEN: &str = "\
    CBS/Kadaster via PDOK, gegeneraliseerde gebiedsindelingen 2024, opgenomen door \
    JozuaOosthof/Gezondheidsmonitor-JV24-Dashboard (4317dfb4)";

/// Writes the outlines of the wijken of the region, a file per gemeente.
pub fn write_wijken(sources: &Sources, names: &WijkNames, output: &Output) -> Outcome<Receipt> {
    for gemeente in &sources.region {
        let mut features = Vec::new();
        for feature in &sources.wijk_outlines {
            let code = feature["properties"]["wijkcode"]
                .as_str()
                .unwrap_or_default();
            if gemeente_of(code) == *gemeente {
                features.push((
                    code,
                    wijk_feature(sources, names, code, &feature["geometry"]),
                ));
            }
        }
        features.sort();
        let features: Vec<String> = features.into_iter().map(|(_, feature)| feature).collect();
        output.file(
            &format!("{FOLDER}/wijken/{gemeente}.json"),
            &collection("wijken", &features),
        )?;
    }
    Ok(Receipt {
        pad: format!("{FOLDER}/wijken"),
        tabel: "wijken-en-buurten-2024/wijken".to_string(),
        titel: "CBS Wijken en Buurten 2024, wijken".to_string(),
        bron: SOURCE_WIJKEN.to_string(),
        datum: "2026-03-26".to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW_WIJKEN.to_string(),
        fictief: true,
        fictief_deel: vec![Deel {
            kolommen: words(&["wijknaam"]),
            niveaus: words(&["wijk"]),
            ..Deel::default()
        }],
    })
}

/// Writes the outlines of all gemeenten and of the foreign area.
pub fn write_gemeenten(sources: &Sources, output: &Output) -> Outcome<Receipt> {
    let mut features = Vec::new();
    for feature in &sources.gemeente_outlines {
        let code = feature["properties"]["statcode"]
            .as_str()
            .unwrap_or_default();
        let name = feature["properties"]["statnaam"]
            .as_str()
            .unwrap_or_default();
        let mut polygons = outline::polygons(&feature["geometry"]);
        if !sources.in_region(code) {
            polygons = outline::reduced(&polygons, TOLERANCE);
        }
        let cells = sources.kwb(code).map(|area| &area.cells);
        let properties = figures(identity(code, name, "NEE"), code, cells);
        features.push((
            code,
            written(
                "gemeenten",
                code,
                &properties,
                &outline::geojson(&polygons, 4),
            ),
        ));
    }
    let abroad = figures(identity("GM0998", "Buitenland", "B"), "GM0998", None);
    let corner = "{\"type\":\"Polygon\",\"coordinates\":[[[7.2000,53.2400],[7.2500,53.2400],[7.2500,53.2700],\
                  [7.2000,53.2700],[7.2000,53.2400]]]}";
    features.push(("GM0998", written("gemeenten", "GM0998", &abroad, corner)));
    features.sort();
    let features: Vec<String> = features.into_iter().map(|(_, feature)| feature).collect();
    output.file(
        &format!("{FOLDER}/gemeenten.json"),
        &collection("gemeenten", &features),
    )?;
    Ok(Receipt {
        pad: format!("{FOLDER}/gemeenten.json"),
        tabel: "wijken-en-buurten-2024/gemeenten".to_string(),
        titel: "CBS Wijken en Buurten 2024, gemeenten".to_string(),
        bron: SOURCE_GEMEENTEN.to_string(),
        datum: "2025-09-22".to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW_GEMEENTEN.to_string(),
        fictief: true,
        fictief_deel: vec![Deel {
            gebieden: words(&["GM0998"]),
            ..Deel::default()
        }],
    })
}

fn wijk_feature(sources: &Sources, names: &WijkNames, code: &str, geometry: &Value) -> String {
    let gemeente = gemeente_of(code);
    let gemeente_name = sources.kwb(&gemeente).map_or("", |area| area.name.as_str());
    let name = names.of_code(code);
    let row = Row::new()
        .text("wijkcode", code)
        .text("wijknaam", name)
        .text("gemeentecode", &gemeente)
        .text("gemeentenaam", gemeente_name)
        .text("water", if name == WATER { "JA" } else { "NEE" });
    let properties = figures(row, code, sources.kwb(code).map(|area| &area.cells));
    let outline = outline::geojson(&outline::polygons(geometry), 5);
    written("wijken", code, &properties, &outline)
}

fn identity(code: &str, name: &str, water: &str) -> Row {
    Row::new()
        .text("gemeentecode", code)
        .text("gemeentenaam", name)
        .text("water", water)
}

/// Adds the figures, with PDOK's code for what is missing, and closes the properties.
fn figures(mut row: Row, code: &str, cells: Option<&Record>) -> String {
    for (property, column) in FIGURES {
        row = row.json(
            property,
            cells.and_then(|cells| cells.get(column)).unwrap_or(MISSING),
        );
    }
    for (property, column) in SHARES {
        let pair = cells.and_then(|cells| cells.number(column).zip(cells.number("inwoners")));
        let share = pair.map(|(part, all)| whole(100.0 * part / all).to_string());
        row = row.json(property, share.as_deref().unwrap_or(MISSING));
    }
    row = UNKNOWN
        .iter()
        .fold(row, |row, property| row.json(property, MISSING));
    row.text("jrstatcode", &format!("2024{code}"))
        .json("jaar", "2024")
        .finish()
}

fn written(collection: &str, code: &str, properties: &str, geometry: &str) -> String {
    Row::new()
        .text("type", "Feature")
        .text("id", &uuid(collection, code))
        .json("properties", properties)
        .json("geometry", geometry)
        .finish()
}

/// Returns an identifier in the form of the service; it depends on the code only.
fn uuid(collection: &str, code: &str) -> String {
    let mut stream = Stream::of(&["ogc", collection, code]);
    let (high, low) = (stream.bits(), stream.bits());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48 & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}

fn collection(name: &str, features: &[String]) -> String {
    let href = format!(
        "https://api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1/collections/{name}/items?f=json"
    );
    let link = Row::new()
        .text("rel", "self")
        .text("title", "This document as GeoJSON")
        .text("type", "application/geo+json")
        .text("href", &href)
        .finish();
    format!(
        "{{\"type\":\"FeatureCollection\",\"timeStamp\":\"2026-07-19T00:00:00Z\",\"numberReturned\":{},\
         \"features\":[\n{}\n],\"links\":[{link}]}}\n",
        features.len(),
        features.join(",\n")
    )
}
