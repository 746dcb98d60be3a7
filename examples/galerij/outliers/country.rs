//! The fixtures as a country that can be changed: gemeenten with the figures of another, other names,
//! one wijk or many, no figures. All that it holds is marked as made up.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Fault;
use super::grid::{bounds, cell};

/// Table with the figures on health, and the folder of the outlines of wijken.
const HEALTH: &str = "odata/50150NED";
const OUTLINES: &str = "ogc/wijken-en-buurten-2024";
/// Starts of the columns with numbers that grow with the area.
const COUNTS: [&str; 5] = [
    "AantalInwoners_",
    "k_",
    "HuishoudensTotaal_",
    "Eenpersoonshuishoudens_",
    "BevolkingOp1Januari_",
];
/// Letters of the codes of many wijken.
const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Fixtures that are changed before they are served.
pub struct Country {
    files: BTreeMap<String, Vec<u8>>,
}

impl Country {
    /// Returns the fixtures of the program, all marked as made up.
    pub fn new() -> Result<Self, Fault> {
        let mut files = regiobeeld::bundled::fixtures()?;
        let folders: Vec<String> = files
            .keys()
            .filter_map(|path| path.match_indices('/').nth(1).map(|(at, _)| &path[..at]))
            .map(str::to_owned)
            .collect();
        let receipts = files
            .get_mut("ontvangsten.toml")
            .ok_or("geen ontvangsten")?;
        let mut marks = String::new();
        let mut last = String::new();
        for folder in folders {
            if folder != last {
                // Writing to a String cannot fail.
                let _ = write!(marks, "\n[[fixture]]\npad = \"{folder}\"\nfictief = true\n");
                last = folder;
            }
        }
        receipts.extend(marks.bytes());
        Ok(Self { files })
    }

    /// Returns the files, to be served.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// Gives the gemeente `to` the figures and the wijken of `from`, and its outline when asked.
    pub fn copy(&mut self, from: &str, to: &str, outline: bool) -> Result<(), Fault> {
        let own: Vec<String> = self.paths(|path| path.ends_with(&format!("/{from}.json")));
        for path in &own {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for other in self.paths(|other| other.starts_with(&format!("{folder}/land"))) {
                self.edit(&other, |rows| rows.retain(|row| !is_of(row, to)))?;
            }
            let text = String::from_utf8(self.files[path].clone())?;
            let target = format!("{folder}/{to}.json");
            self.files
                .insert(target, recoded(&text, from, to).into_bytes());
        }
        for path in self.paths(|path| path.ends_with("/WijkenEnBuurten.json")) {
            self.edit(&path, |items| {
                items.retain(|item| !is_wijk_of(item, to));
                // One list has only the gemeenten with figures, the others have all.
                let is_new = !items.iter().any(|item| code_of(item) == to);
                let moved: Vec<Value> = items
                    .iter()
                    .filter(|item| is_wijk_of(item, from) || (is_new && code_of(item) == from))
                    .filter_map(|item| {
                        serde_json::from_str(&recoded(&item.to_string(), from, to)).ok()
                    })
                    .collect();
                items.extend(moved);
            })?;
        }
        if outline {
            let shape = self.outline(from)?;
            self.set_outline(to, &shape)?;
        }
        Ok(())
    }

    /// Gives the wijken of a gemeente other names, in the order of their codes.
    pub fn rename(&mut self, gemeente: &str, names: &[&str]) -> Result<(), Fault> {
        self.edit(&wijken_of(gemeente), |features| {
            for (feature, name) in features.iter_mut().zip(names.iter().cycle()) {
                feature["properties"]["wijknaam"] = json!(name);
            }
        })
    }

    /// Leaves a gemeente one wijk, with the figures and the outline of the whole.
    pub fn one_wijk(&mut self, gemeente: &str) -> Result<(), Fault> {
        let shape = self.outline(gemeente)?;
        let mut only = String::new();
        self.edit(&wijken_of(gemeente), |features| {
            features.truncate(1);
            for feature in features {
                only = code_of(feature).to_owned();
                feature["geometry"] = shape.clone();
            }
        })?;
        for path in self.figures_of(gemeente) {
            self.edit(&path, |rows| {
                rows.retain(|row| !is_wijk_of(row, gemeente));
                let whole: Vec<Value> = rows
                    .iter()
                    .map(|row| with_code(row, gemeente, &only))
                    .collect();
                rows.extend(whole);
            })?;
        }
        self.edit_lists(|items| {
            items.retain(|item| !is_wijk_of(item, gemeente) || code_of(item) == only);
        })
    }

    /// Makes `times` wijken of each wijk, with letters in their codes and figures a little apart;
    /// the gemeente grows with them, so that its parts still add up.
    pub fn many_wijken(&mut self, gemeente: &str, times: usize) -> Result<(), Fault> {
        let digits = &gemeente[2..];
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut box_of: Option<[f64; 4]> = None;
        self.edit(&wijken_of(gemeente), |features| {
            let old = std::mem::take(features);
            box_of = Some(bounds(&old));
            let count = old.len() * times;
            for place in 0..count {
                let source = &old[place % old.len()];
                let letters = [LETTERS[place / 26], LETTERS[place % 26]].map(char::from);
                let code = format!("WK{digits}{}{}", letters[0], letters[1]);
                let mut feature = with_code(source, code_of(source), &code);
                feature["id"] = json!(code);
                feature["properties"]["wijknaam"] = json!(format!("Voorbeeldwijk {}", place + 1));
                feature["geometry"] = cell(place, count, box_of.unwrap_or_default());
                let from = code_of(source).to_owned();
                codes.entry(from).or_default().push(code);
                features.push(feature);
            }
        })?;
        for path in self.figures_of(gemeente) {
            self.edit(&path, |rows| multiply(rows, gemeente, &codes))?;
        }
        self.edit_lists(|items| {
            let old: Vec<Value> = items
                .extract_if(.., |item| is_wijk_of(item, gemeente))
                .collect();
            let new = old.iter().flat_map(|item| copies(item, &codes));
            items.extend(new.map(|(item, _)| item));
        })?;
        let ages: Vec<String> = self.paths(|path| {
            path.ends_with(&format!("/{gemeente}.json")) && path.contains("03759ned")
        });
        for path in ages {
            self.edit(&path, |rows| {
                rows.iter_mut().for_each(|row| grow(row, times))
            })?;
        }
        let around = box_of.map(|[west, south, east, north]| {
            json!({"type": "Polygon", "coordinates":
                [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
        });
        self.set_outline(gemeente, &around.unwrap_or_default())
    }

    /// Takes away every figure on health of these gemeenten and their wijken.
    pub fn without_health(&mut self, gemeenten: &[&str]) -> Result<(), Fault> {
        let surveys =
            ["82166NED", "83674NED", "85012NED", "85463NED"].map(|id| format!("odata/{id}"));
        let is_health = |path: &str| {
            let mut tables = surveys.iter().map(String::as_str).chain([HEALTH]);
            path.contains("/TypedDataSet/") && tables.any(|table| path.starts_with(table))
        };
        for path in self.paths(is_health) {
            self.edit(&path, |rows| {
                let own = rows
                    .iter_mut()
                    .filter(|row| gemeenten.iter().any(|code| is_of(row, code)));
                for row in own.filter_map(Value::as_object_mut) {
                    for (_, value) in row.iter_mut().filter(|(key, _)| *key != "ID") {
                        if value.is_number() {
                            *value = Value::Null;
                        }
                    }
                }
            })?;
        }
        Ok(())
    }

    fn paths(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let each = self.files.keys().filter(|path| wanted(path));
        each.cloned().collect()
    }

    /// The files with figures of a gemeente per wijk.
    fn figures_of(&self, gemeente: &str) -> Vec<String> {
        self.paths(|path| {
            path.ends_with(&format!("/TypedDataSet/{gemeente}.json")) && !path.contains("03759ned")
        })
    }

    /// Changes the rows of a page, or the features of a collection.
    fn edit(&mut self, path: &str, change: impl FnOnce(&mut Vec<Value>)) -> Result<(), Fault> {
        let bytes = self
            .files
            .get(path)
            .ok_or_else(|| format!("{path} is er niet"))?;
        let mut page: Map<String, Value> = serde_json::from_slice(bytes)?;
        let list = if page.contains_key("value") {
            "value"
        } else {
            "features"
        };
        let rows = page.get_mut(list).and_then(Value::as_array_mut);
        change(rows.ok_or_else(|| format!("{path} heeft geen rijen"))?);
        self.files
            .insert(path.to_owned(), serde_json::to_vec(&page)?);
        Ok(())
    }

    /// Changes the lists of areas of all tables.
    fn edit_lists(&mut self, change: impl Fn(&mut Vec<Value>)) -> Result<(), Fault> {
        for path in self.paths(|path| path.ends_with("/WijkenEnBuurten.json")) {
            self.edit(&path, &change)?;
        }
        Ok(())
    }

    fn outline(&mut self, gemeente: &str) -> Result<Value, Fault> {
        let mut found = None;
        self.edit(&format!("{OUTLINES}/gemeenten.json"), |features| {
            let own = features.iter().find(|feature| code_of(feature) == gemeente);
            found = own.map(|feature| feature["geometry"].clone());
        })?;
        Ok(found.ok_or_else(|| format!("{gemeente} heeft geen omtrek"))?)
    }

    fn set_outline(&mut self, gemeente: &str, shape: &Value) -> Result<(), Fault> {
        self.edit(&format!("{OUTLINES}/gemeenten.json"), |features| {
            let own = features
                .iter_mut()
                .filter(|feature| code_of(feature) == gemeente);
            own.for_each(|feature| feature["geometry"] = shape.clone());
        })
    }
}

fn wijken_of(gemeente: &str) -> String {
    format!("{OUTLINES}/wijken/{gemeente}.json")
}

/// The text with the codes of another gemeente and its wijken.
fn recoded(text: &str, from: &str, to: &str) -> String {
    let (old, new) = (format!("WK{}", &from[2..]), format!("WK{}", &to[2..]));
    text.replace(from, to).replace(&old, &new)
}

/// The code of the area of a row, an item of a list or a feature, without blanks.
fn code_of(row: &Value) -> &str {
    let own = &row["properties"];
    let keys = [
        &row["WijkenEnBuurten"],
        &row["RegioS"],
        &row["Key"],
        &own["wijkcode"],
        &own["gemeentecode"],
    ];
    let found = keys.into_iter().find_map(Value::as_str);
    found.unwrap_or_default().trim()
}

fn is_wijk_of(row: &Value, gemeente: &str) -> bool {
    code_of(row)
        .strip_prefix("WK")
        .is_some_and(|rest| rest.starts_with(&gemeente[2..]))
}

fn is_of(row: &Value, gemeente: &str) -> bool {
    code_of(row) == gemeente || is_wijk_of(row, gemeente)
}

/// The row with another code in every text, padded to the same width.
fn with_code(row: &Value, from: &str, to: &str) -> Value {
    let mut new = row.clone();
    for value in texts(&mut new) {
        let Value::String(text) = value else { continue };
        if text.trim_end() == from {
            *text = format!("{to:<width$}", width = text.len());
        } else if text.contains(from) {
            *text = text.replace(from, to);
        }
    }
    new
}

/// The values of a row, and those of the properties of a feature.
fn texts(row: &mut Value) -> Vec<&mut Value> {
    let mut found = Vec::new();
    for (_, value) in row.as_object_mut().into_iter().flatten() {
        match value {
            Value::Object(inner) => {
                found.extend(inner.values_mut().filter(|value| value.is_string()))
            }
            Value::String(_) => found.push(value),
            _ => {}
        }
    }
    found
}

/// The copies of a row under the new codes, each with its number from 0.
fn copies(row: &Value, codes: &BTreeMap<String, Vec<String>>) -> Vec<(Value, usize)> {
    let new = codes.get(code_of(row)).into_iter().flatten();
    new.enumerate()
        .map(|(number, code)| (with_code(row, code_of(row), code), number))
        .collect()
}

fn multiply(rows: &mut Vec<Value>, gemeente: &str, codes: &BTreeMap<String, Vec<String>>) {
    let times = codes.values().map(Vec::len).max().unwrap_or(1);
    let old: Vec<Value> = rows
        .extract_if(.., |row| is_wijk_of(row, gemeente))
        .collect();
    rows.iter_mut().for_each(|row| grow(row, times));
    for (mut row, number) in old.iter().flat_map(|row| copies(row, codes)) {
        // Values and bounds move together, to both sides alike, so that the mean stays.
        let step = i32::try_from(number).unwrap_or(0) - i32::try_from(times / 2).unwrap_or(0);
        let apart = f64::from(step) * 0.7;
        for (key, value) in row.as_object_mut().into_iter().flatten() {
            let is_health = row_is_percentage(key, value);
            if let (true, Some(figure)) = (is_health, value.as_f64()) {
                let moved = ((figure + apart) * 10.0).round() / 10.0;
                *value = json!(moved.clamp(0.1, 99.9));
            }
        }
        rows.push(row);
    }
}

/// Figures on health have one decimal and no other column of the fixtures is moved.
fn row_is_percentage(key: &str, value: &Value) -> bool {
    let is_count = COUNTS.iter().any(|start| key.starts_with(start));
    value.is_f64() && !is_count && !key.starts_with("Gemiddeld") && !key.starts_with("Afstand")
}

/// Makes the numbers of people and households of a row larger.
fn grow(row: &mut Value, times: usize) {
    for (key, value) in row.as_object_mut().into_iter().flatten() {
        if COUNTS.iter().any(|start| key.starts_with(start))
            && let Some(number) = value.as_u64()
        {
            *value = json!(number.saturating_mul(times as u64));
        }
    }
}
