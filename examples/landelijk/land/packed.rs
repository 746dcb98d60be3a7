//! What the packed fixtures give: descriptions of tables, outlines and names of real areas, and how
//! many people live where, more or less.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Fault;
use super::mesh::Outline;

/// The fixtures by path.
#[derive(Debug)]
pub struct Packed(BTreeMap<String, Vec<u8>>);

/// A wijk with a real outline.
#[derive(Debug, Clone)]
pub struct PackedWijk {
    /// Its code.
    pub code: String,
    /// Its invented name.
    pub name: String,
    /// Its outline.
    pub outline: Outline,
}

const MAPS: &str = "ogc/wijken-en-buurten-2024";
/// The table with inhabitants of every gemeente.
const PEOPLE: &str = "odata/85984NED/TypedDataSet/";

impl Packed {
    /// Unpacks the fixtures of the program.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn read() -> Result<Self, Fault> {
        Ok(Self(regiobeeld::bundled::fixtures()?))
    }

    /// Returns the rows of a description of a table, such as `DataProperties`; none when there is
    /// no such fixture.
    ///
    /// # Errors
    /// When the file is no answer of the service.
    pub fn set(&self, table: &str, name: &str) -> Result<Option<Vec<Value>>, Fault> {
        let file = self.0.get(&format!("odata/{table}/{name}.json"));
        file.map(|bytes| rows(bytes)).transpose()
    }

    /// Returns the inhabitants of every gemeente in the fixtures.
    ///
    /// # Errors
    /// When a file is no answer of the service.
    pub fn inhabitants(&self) -> Result<BTreeMap<String, f64>, Fault> {
        let mut found = BTreeMap::new();
        for (path, bytes) in &self.0 {
            if !path.starts_with(PEOPLE) {
                continue;
            }
            for row in rows(bytes)? {
                let code = row["WijkenEnBuurten"].as_str().unwrap_or_default().trim();
                if let Some(count) = row["AantalInwoners_5"].as_f64()
                    && code.starts_with("GM")
                {
                    found.insert(code.to_owned(), count);
                }
            }
        }
        Ok(found)
    }

    /// Returns the outlines of all gemeenten by code.
    ///
    /// # Errors
    /// When the file is no answer of the service.
    pub fn gemeenten(&self) -> Result<BTreeMap<String, Outline>, Fault> {
        let file = self.0.get(&format!("{MAPS}/gemeenten.json"));
        let bytes = file.ok_or("de omtrekken van de gemeenten ontbreken")?;
        let features = features(bytes)?;
        let each = features.iter().filter_map(|feature| {
            let code = feature["properties"]["gemeentecode"].as_str()?.to_owned();
            Some(Ok((code, outline(&feature["geometry"]).ok()?)))
        });
        each.collect()
    }

    /// Returns the wijken on land of a gemeente of the region of the fixtures; none for any other.
    ///
    /// # Errors
    /// When the file is no answer of the service.
    pub fn wijken(&self, gemeente: &str) -> Result<Vec<PackedWijk>, Fault> {
        let Some(bytes) = self.0.get(&format!("{MAPS}/wijken/{gemeente}.json")) else {
            return Ok(Vec::new());
        };
        let mut wijken = Vec::new();
        for feature in features(bytes)? {
            let text = |key: &str| feature["properties"][key].as_str().unwrap_or_default();
            let code = text("wijkcode").to_owned();
            // The program leaves out water too.
            if !code.ends_with("99") && text("water") != "JA" {
                wijken.push(PackedWijk {
                    code,
                    name: text("wijknaam").to_owned(),
                    outline: outline(&feature["geometry"])?,
                });
            }
        }
        wijken.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(wijken)
    }
}

fn rows(bytes: &[u8]) -> Result<Vec<Value>, Fault> {
    let mut answer: Value = serde_json::from_slice(bytes)?;
    match answer["value"].take() {
        Value::Array(rows) => Ok(rows),
        _ => Err("een bestand uit fixtures/ heeft geen rijen".into()),
    }
}

fn features(bytes: &[u8]) -> Result<Vec<Value>, Fault> {
    let mut answer: Value = serde_json::from_slice(bytes)?;
    match answer["features"].take() {
        Value::Array(features) => Ok(features),
        _ => Err("een kaart uit fixtures/ heeft geen gebieden".into()),
    }
}

fn outline(geometry: &Value) -> Result<Outline, Fault> {
    let coordinates = geometry["coordinates"].clone();
    Ok(Outline(match geometry["type"].as_str() {
        Some("Polygon") => vec![serde_json::from_value(coordinates)?],
        _ => serde_json::from_value(coordinates)?,
    }))
}
