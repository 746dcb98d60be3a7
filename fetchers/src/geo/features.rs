//! Reads pages of features into areas.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::areas::{Area, Areas};
use super::crs::{NamedCrs, is_in_degrees};
use super::figures;
use super::geometry::Geometry;
use super::outline::Outline;
use crate::error::ShapeError;

/// Properties with the year of the division.
const YEARS: [&str; 2] = ["jaar", "jaarcode"];
/// Property with year and code in one, such as `2024WK019301`.
const YEAR_AND_CODE: &str = "jrstatcode";

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
    #[serde(default)]
    links: Vec<Link>,
    crs: Option<NamedCrs>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

#[derive(Deserialize)]
struct Feature {
    properties: BTreeMap<String, Value>,
    geometry: Option<Geometry>,
}

/// How a service names the properties.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Naming<'a> {
    /// `wijkcode` and `wijknaam`, or the same of a gemeente, with figures; the text is the
    /// property with the code.
    Own(&'a str),
    /// `statcode` and `statnaam`, without figures.
    Statistical,
}

impl Naming<'_> {
    fn code_key(self) -> String {
        match self {
            Self::Own(key) => key.to_owned(),
            Self::Statistical => "statcode".to_owned(),
        }
    }
}

/// What a page held.
pub(crate) struct Page {
    /// Number of features.
    pub(crate) features: usize,
    /// Number of features with a code that no earlier page had.
    pub(crate) new: usize,
    /// Gemeenten of the areas that came from it.
    pub(crate) gemeenten: BTreeSet<String>,
    /// Link to the next page.
    pub(crate) next: Option<String>,
}

/// Reads the pages of one question, in turn.
pub(crate) struct PageReader<'a> {
    table: &'a str,
    naming: Naming<'a>,
    year: Option<i32>,
    step: f64,
    wanted: &'a dyn Fn(&str) -> bool,
    seen: BTreeSet<String>,
    /// The areas so far: land only, of the wanted gemeenten.
    pub(crate) areas: Areas,
}

impl<'a> PageReader<'a> {
    /// Starts without areas. `year` is the year that the areas must be of, `step` the grid in
    /// degrees that outlines are rounded to, `wanted` says of which gemeenten areas are kept.
    pub(crate) fn new(
        table: &'a str,
        naming: Naming<'a>,
        year: Option<i32>,
        step: f64,
        wanted: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        Self {
            table,
            naming,
            year,
            step,
            wanted,
            seen: BTreeSet::new(),
            areas: Areas::default(),
        }
    }

    /// Returns how many different features there were, water and unwanted ones too.
    pub(crate) fn seen(&self) -> usize {
        self.seen.len()
    }

    /// Adds the areas of a page.
    ///
    /// # Errors
    /// When the page, or a feature that is wanted, is not what this program knows.
    pub(crate) fn read(&mut self, body: &[u8]) -> Result<Page, ShapeError> {
        let page: Collection =
            serde_json::from_slice(body).map_err(|error| self.unreadable(error.to_string()))?;
        if let Some(name) = page.crs.as_ref().and_then(NamedCrs::name)
            && !is_in_degrees(name)
        {
            return Err(self.wrong_crs(name));
        }
        let (features, before) = (page.features.len(), self.seen.len());
        let mut gemeenten = BTreeSet::new();
        for feature in page.features {
            gemeenten.extend(self.add(feature)?);
        }
        let next = page.links.into_iter().find(|link| link.rel == "next");
        Ok(Page {
            features,
            new: self.seen.len() - before,
            gemeenten,
            next: next.map(|link| link.href),
        })
    }

    /// Adds a feature; returns its gemeente when it is kept.
    fn add(&mut self, feature: Feature) -> Result<Option<String>, ShapeError> {
        let properties = &feature.properties;
        let code = self.text(properties, &self.naming.code_key())?;
        let gemeente = gemeente_of(&code)
            .ok_or_else(|| self.unreadable(format!("«{code}» is geen gebiedscode")))?;
        self.seen.insert(code.clone());
        if !(self.wanted)(&gemeente)
            || self.areas.has(&code)
            || self.is_no_land(&code, properties)?
        {
            return Ok(None);
        }
        self.check_year(properties)?;
        let name = match self.naming {
            Naming::Own(key) => self.text(properties, &key.replace("code", "naam"))?,
            Naming::Statistical => self.text(properties, "statnaam")?,
        };
        let figures = figures::read(properties).map_err(|(key, found)| {
            self.unreadable(format!("{found} bij {key} van {code} is geen getal"))
        })?;
        let outline = self.outline(feature.geometry, &code)?;
        let area = Area {
            name,
            gemeente: gemeente.clone(),
            figures,
            outline,
        };
        self.areas.insert(code, area);
        Ok(Some(gemeente))
    }

    fn outline(&self, geometry: Option<Geometry>, code: &str) -> Result<Outline, ShapeError> {
        let polygons = match geometry {
            None => Err("er is geen geometrie".to_owned()),
            Some(geometry) => geometry.into_polygons(),
        };
        polygons
            .and_then(|polygons| {
                Outline::on_grid(&polygons, self.step)
                    .ok_or_else(|| "het vlak heeft minder dan drie hoeken".to_owned())
            })
            .map_err(|reden| ShapeError::NoOutline {
                tabel: self.table.to_owned(),
                gebied: code.to_owned(),
                reden,
            })
    }

    /// Returns whether a feature is water or lies abroad: nobody lives there.
    fn is_no_land(
        &self,
        code: &str,
        properties: &BTreeMap<String, Value>,
    ) -> Result<bool, ShapeError> {
        let is_water_wijk = code.starts_with("WK") && code.ends_with("99");
        let water = properties.get("water").unwrap_or(&Value::Null);
        let of_property = match water.as_str().map(str::trim) {
            Some("JA" | "B") => true,
            Some("NEE") => false,
            None if water.is_null() => false,
            _ => {
                let reden = format!("{water} bij water van {code} is onbekend");
                return Err(self.unreadable(reden));
            }
        };
        Ok(of_property || is_water_wijk || code.get(2..6) == Some("0998"))
    }

    /// Refuses a feature of another year: the same code can be another area then.
    fn check_year(&self, properties: &BTreeMap<String, Value>) -> Result<(), ShapeError> {
        let Some(year) = self.year else {
            return Ok(());
        };
        let plain = YEARS.into_iter().filter_map(|key| properties.get(key));
        let joined = properties
            .get(YEAR_AND_CODE)
            .and_then(Value::as_str)
            .and_then(|text| text.trim().get(..4))
            .map(Value::from);
        for found in plain.cloned().chain(joined) {
            let found = year_in(&found)
                .ok_or_else(|| self.unreadable(format!("het jaar {found} is geen jaar")))?;
            if found != i64::from(year) {
                return Err(ShapeError::WrongYear {
                    tabel: self.table.to_owned(),
                    verwacht: year,
                    gevonden: found,
                });
            }
        }
        Ok(())
    }

    fn text(&self, properties: &BTreeMap<String, Value>, key: &str) -> Result<String, ShapeError> {
        match properties.get(key).and_then(Value::as_str) {
            Some(text) => Ok(text.trim().to_owned()),
            None => Err(ShapeError::MissingColumns {
                tabel: self.table.to_owned(),
                kolommen: vec![key.to_owned()],
            }),
        }
    }

    fn unreadable(&self, reden: String) -> ShapeError {
        ShapeError::Unreadable {
            tabel: self.table.to_owned(),
            onderdeel: "de kaart".into(),
            reden,
        }
    }

    /// Returns the error of an answer in another reference system.
    pub(crate) fn wrong_crs(&self, found: &str) -> ShapeError {
        ShapeError::WrongCrs {
            tabel: self.table.to_owned(),
            gevonden: found.to_owned(),
        }
    }
}

/// Returns the code of the gemeente that an area is or lies in; a wijk has it in its own code,
/// and what comes after it may be letters.
fn gemeente_of(code: &str) -> Option<String> {
    let number = code
        .strip_prefix("GM")
        .or_else(|| code.strip_prefix("WK"))?
        .get(..4)?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| format!("GM{number}"))
}

/// Reads a year, written as a number or as text.
fn year_in(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.to_string().strip_suffix(".0")?.parse().ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gemeente_stands_in_the_code_and_letters_may_follow() {
        let of = |code: &str| gemeente_of(code);
        assert_eq!(of("WK0363AA").as_deref(), Some("GM0363"));
        assert_eq!(of("WK019301").as_deref(), Some("GM0193"));
        assert_eq!(of("GM0193").as_deref(), Some("GM0193"));
        for other in ["BU01930100", "WK01", "GMé193", "", "0193"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn years_come_as_numbers_and_as_text() {
        let of = |json: &str| year_in(&serde_json::from_str(json).expect("json"));
        for good in ["2024", "2024.0", "\"2024\"", "\" 2024 \""] {
            assert_eq!(of(good), Some(2024), "{good}");
        }
        for bad in ["null", "\"20WK\"", "2024.5", "[]"] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
