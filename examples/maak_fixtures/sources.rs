//! The real figures, read once from the folder given with `--bron`; numbers stay text as recorded.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::areas::gemeente_of;
use crate::fault::{Fault, Outcome};

/// One CSV line by column name; an empty cell is absent.
pub struct Record(BTreeMap<String, String>);

impl Record {
    /// Returns the cell, or nothing when it is empty or the column does not exist.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0
            .get(column)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// Returns the cell as a number.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.get(column)?.parse().ok()
    }

    /// Returns the cell as a count.
    pub fn count(&self, column: &str) -> Option<i64> {
        self.get(column)?.parse().ok()
    }
}

/// One area of the 2024 selection of the Kerncijfers.
pub struct Kwb {
    pub name: String,
    pub cells: Record,
}

/// One recorded row of the 2020 table: the line as delivered and its parsed form.
pub struct Recorded {
    pub line: String,
    pub value: Value,
}

impl Recorded {
    /// Returns a count of the row.
    pub fn count(&self, key: &str) -> Option<i64> {
        self.value.get(key)?.as_i64()
    }

    /// Returns a text of the row without its padding.
    pub fn text(&self, key: &str) -> &str {
        self.value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim_end()
    }
}

/// Everything that was read.
pub struct Sources {
    root: PathBuf,
    /// Codes of the 12 gemeenten of the region, sorted.
    pub region: Vec<String>,
    pub regions: Vec<Record>,
    pub kwb2020: BTreeMap<String, Recorded>,
    pub land_2024: Kwb,
    pub gemeenten_2024: BTreeMap<String, Kwb>,
    /// Wijken of the region only.
    pub wijken_2024: BTreeMap<String, Kwb>,
    pub kwb2025: BTreeMap<String, Record>,
    /// Good self-rated health 18+ per year, NL01 and every gemeente.
    pub good_health: BTreeMap<String, Record>,
    /// The 22 indicators of 2024, 18+, gemeenten of the region.
    pub health_2024: BTreeMap<String, Record>,
    /// Chronic conditions 18+ in the country per year.
    pub land_chronic: BTreeMap<String, String>,
    pub pc4_ages: Vec<Record>,
    pub wijk_outlines: Vec<Value>,
    pub gemeente_outlines: Vec<Value>,
}

impl Sources {
    /// Reads the folder.
    pub fn read(root: &Path) -> Outcome<Self> {
        let csv = |path: &str| records(&root.join(path));
        let by_code = |path: &str, column: &str| -> Outcome<BTreeMap<String, Record>> {
            let code = |row: Record| (row.get(column).unwrap_or_default().to_string(), row);
            Ok(csv(path)?.into_iter().map(code).collect())
        };
        let region: Vec<String> = csv("regio/rza_zwolle_12_gemeenten.csv")?
            .iter()
            .filter_map(|row| row.get("gemeentecode").map(str::to_string))
            .collect();
        let land = json(&root.join("kwb-2024/nederland_85984NED_50150NED.json"))?;
        let selection = by_code("kwb-2024/kwb_85984NED_selectie_gm_wk_bu.csv", "code")?;
        let rivm = "rivm-50150NED/gezondheid_18plus_2024_gemeenten_22_indicatoren.csv";
        let good = "rivm-50150NED/goed_ervaren_gezondheid_18plus_gemeenten_heel_NL.csv";
        let gemeenten = "kwb-2024/kwb_85984NED_selectie_gemeenten_heel_NL.csv";
        Ok(Self {
            root: root.to_path_buf(),
            regions: csv("regio/gemeente_regio_2024.csv")?,
            kwb2020: recorded_2020(root, &region)?,
            land_2024: land_record(&land),
            gemeenten_2024: by_code(gemeenten, "code")?.into_iter().map(named).collect(),
            wijken_2024: selection
                .into_iter()
                .filter(|(code, _)| code.starts_with("WK") && region.contains(&gemeente_of(code)))
                .map(named)
                .collect(),
            kwb2025: by_code(
                "kwb-2025/kwb_86165NED_gemeenten_kern.csv",
                "WijkenEnBuurten",
            )?,
            good_health: by_code(good, "code")?,
            health_2024: by_code(rivm, "WijkenEnBuurten")?,
            land_chronic: land_chronic(&land),
            pc4_ages: csv("bevolking/pc4_leeftijd_5jaar.csv")?,
            wijk_outlines: features(&root.join("geo/wijken_2024_regio.geojson"))?,
            gemeente_outlines: features(&root.join("geo/gemeente_gegeneraliseerd_2024.geojson"))?,
            region,
        })
    }

    /// Returns the text of a file of the source folder, byte for byte.
    pub fn verbatim(&self, relative: &str) -> Outcome<String> {
        text(&self.root.join(relative))
    }

    /// Returns the rows of a recorded entity set of the 2020 table.
    pub fn entity_set_2020(&self, set: &str) -> Outcome<Vec<Value>> {
        let value = json(&self.root.join(format!("cbs-v3/84799NED/{set}.json")))?;
        Ok(value["value"].as_array().cloned().unwrap_or_default())
    }

    /// Returns the 2024 figures of the country, a gemeente or a wijk.
    pub fn kwb(&self, code: &str) -> Option<&Kwb> {
        if code == "NL00" {
            return Some(&self.land_2024);
        }
        self.gemeenten_2024
            .get(code)
            .or_else(|| self.wijken_2024.get(code))
    }

    /// Returns the codes of the wijken of a gemeente of the region that have 2024 figures.
    pub fn wijken_of(&self, gemeente: &str) -> Vec<&str> {
        let mine = |code: &&String| gemeente_of(code) == gemeente;
        self.wijken_2024
            .keys()
            .filter(mine)
            .map(String::as_str)
            .collect()
    }

    /// Returns whether the gemeente belongs to the region.
    pub fn in_region(&self, gemeente: &str) -> bool {
        self.region.iter().any(|code| code == gemeente)
    }

    /// Returns code and real name of every wijk of the region in any source.
    pub fn real_wijk_names(&self) -> Vec<(&str, &str)> {
        let drawn = self.wijk_outlines.iter().map(|feature| {
            let text = |key: &str| feature["properties"][key].as_str().unwrap_or_default();
            (text("wijkcode"), text("wijknaam"))
        });
        let counted = self
            .wijken_2024
            .iter()
            .map(|(code, wijk)| (code.as_str(), wijk.name.as_str()));
        drawn
            .chain(counted)
            .filter(|(code, _)| self.in_region(&gemeente_of(code)))
            .collect()
    }
}

/// Returns an area with its name.
fn named((code, cells): (String, Record)) -> (String, Kwb) {
    let name = cells.get("naam").unwrap_or_default().to_string();
    (code, Kwb { name, cells })
}

/// Returns the national record of 2024 in the form of the other areas.
fn land_record(land: &Value) -> Kwb {
    let cells = land["demografie"].as_object().into_iter().flatten();
    let numbers = cells.filter(|(_, value)| value.is_number());
    let cells = numbers
        .map(|(key, value)| (key.clone(), value.to_string()))
        .collect();
    Kwb {
        name: "Nederland".to_string(),
        cells: Record(cells),
    }
}

/// Returns the national share with a chronic condition by year.
fn land_chronic(land: &Value) -> BTreeMap<String, String> {
    let years = land["gezondheid"]["trend"]
        .as_object()
        .into_iter()
        .flatten();
    years
        .filter(|(_, year)| year["langdurigeAandoening"].is_number())
        .map(|(key, year)| (key.clone(), year["langdurigeAandoening"].to_string()))
        .collect()
}

/// Returns the recorded 2020 rows: the country, every gemeente, the wijken of the region.
fn recorded_2020(root: &Path, region: &[String]) -> Outcome<BTreeMap<String, Recorded>> {
    let mut rows = BTreeMap::new();
    for file in ["TypedDataSet_GM_heel_NL.json", "TypedDataSet.json"] {
        let path = root.join("cbs-v3/84799NED").join(file);
        for line in text(&path)?
            .lines()
            .filter(|line| line.starts_with("{\"ID\""))
        {
            let line = line.trim_end_matches(',').to_string();
            let value: Value = serde_json::from_str(&line).map_err(|error| Fault::Shape {
                path: path.clone(),
                what: error.to_string(),
            })?;
            let row = Recorded { line, value };
            let code = row.text("WijkenEnBuurten").to_string();
            let wijk = code.starts_with("WK") && region.contains(&gemeente_of(&code));
            if wijk || !(code.starts_with("WK") || code.starts_with("BU")) {
                rows.insert(code, row);
            }
        }
    }
    Ok(rows)
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|source| Fault::Read {
        path: path.to_path_buf(),
        source,
    })
}

fn json(path: &Path) -> Outcome<Value> {
    serde_json::from_str(&text(path)?).map_err(|error| Fault::Shape {
        path: path.to_path_buf(),
        what: error.to_string(),
    })
}

/// Returns the features of a GeoJSON file.
fn features(path: &Path) -> Outcome<Vec<Value>> {
    match json(path)?["features"].take() {
        Value::Array(features) => Ok(features),
        _ => Err(Fault::Shape {
            path: path.to_path_buf(),
            what: "geen features".to_string(),
        }),
    }
}

/// Returns the lines of a CSV file with a header.
fn records(path: &Path) -> Outcome<Vec<Record>> {
    let text = text(path)?;
    let shape = |error: csv::Error| Fault::Shape {
        path: path.to_path_buf(),
        what: error.to_string(),
    };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().map_err(shape)?.clone();
    let mut rows = Vec::new();
    for line in reader.records() {
        let line = line.map_err(shape)?;
        let cells = header.iter().zip(line.iter());
        rows.push(Record(
            cells
                .map(|(key, cell)| (key.to_string(), cell.to_string()))
                .collect(),
        ));
    }
    Ok(rows)
}
