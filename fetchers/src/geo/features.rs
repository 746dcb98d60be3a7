//! Reads pages of features into a frame of boundaries.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};
use serde::Deserialize;
use serde_json::Value;

use super::outline::{Extent, Outline, RawOutline};
use crate::error::ShapeError;

/// Figures that are kept, as PDOK names them.
pub(crate) const FIGURES: [&str; 6] = [
    "aantal_inwoners",
    "percentage_personen_0_tot_15_jaar",
    "percentage_personen_15_tot_25_jaar",
    "percentage_personen_25_tot_45_jaar",
    "percentage_personen_45_tot_65_jaar",
    "percentage_personen_65_jaar_en_ouder",
];
/// PDOK's numbers for "no number"; real figures are never below zero.
const HIGHEST_MISSING: f64 = -99_990.0;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

#[derive(Deserialize)]
struct Feature {
    properties: BTreeMap<String, Value>,
    geometry: Option<RawOutline>,
}

/// One area with its boundary.
#[derive(Debug, Clone)]
struct Area {
    name: String,
    gemeente: String,
    figures: [Option<f64>; 6],
    outline: Outline,
}

/// Areas under construction; a code that comes twice counts once.
pub(crate) struct Areas<'a> {
    table: &'a str,
    code_key: &'a str,
    year: Option<i32>,
    step: f64,
    areas: BTreeMap<String, Area>,
    has_figure: [bool; 6],
}

impl<'a> Areas<'a> {
    /// Returns an empty set; `code_key` is the property with the code, such as `wijkcode`, and
    /// `step` the grid in degrees that outlines are rounded to.
    pub(crate) fn new(table: &'a str, code_key: &'a str, year: Option<i32>, step: f64) -> Self {
        Self {
            table,
            code_key,
            year,
            step,
            areas: BTreeMap::new(),
            has_figure: [false; 6],
        }
    }

    /// Adds the land areas of a page that `wanted` accepts by gemeente code.
    ///
    /// Returns the number of features on the page and the link to the next.
    pub(crate) fn read_page(
        &mut self,
        body: &[u8],
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<(usize, Option<String>), ShapeError> {
        let page: Collection =
            serde_json::from_slice(body).map_err(|error| self.unreadable(error.to_string()))?;
        let count = page.features.len();
        for feature in page.features {
            self.add(feature, wanted)?;
        }
        let next = page.links.into_iter().find(|link| link.rel == "next");
        Ok((count, next.map(|link| link.href)))
    }

    fn add(&mut self, feature: Feature, wanted: &dyn Fn(&str) -> bool) -> Result<(), ShapeError> {
        let properties = &feature.properties;
        let code = self.text(properties, self.code_key)?;
        let gemeente = self.text(properties, "gemeentecode")?;
        if !wanted(&gemeente) || is_no_land(&code, properties) || self.areas.contains_key(&code) {
            return Ok(());
        }
        self.check_year(properties)?;
        let name = self.text(properties, &self.code_key.replace("code", "naam"))?;
        let outline = feature
            .geometry
            .as_ref()
            .and_then(|raw| Outline::on_grid(raw, self.step));
        let outline =
            outline.ok_or_else(|| self.unreadable(format!("{code} heeft geen omtrek")))?;
        let mut figures = [None; 6];
        for (position, key) in FIGURES.iter().enumerate() {
            self.has_figure[position] |= properties.contains_key(*key);
            figures[position] = number(properties.get(*key)).map_err(|found| {
                self.unreadable(format!("«{found}» bij {key} van {code} is geen getal"))
            })?;
        }
        self.areas.insert(
            code,
            Area {
                name,
                gemeente,
                figures,
                outline,
            },
        );
        Ok(())
    }

    fn check_year(&self, properties: &BTreeMap<String, Value>) -> Result<(), ShapeError> {
        match (self.year, properties.get("jaar").and_then(Value::as_i64)) {
            (Some(year), Some(found)) if i64::from(year) != found => Err(ShapeError::WrongYear {
                tabel: self.table.to_owned(),
                verwacht: year,
                gevonden: found,
            }),
            _ => Ok(()),
        }
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

    /// Returns the areas sorted by code: code, naam, gemeentecode, geometrie, the extent
    /// (west, zuid, oost, noord in degrees) and the figures.
    ///
    /// # Errors
    /// When there is no area, or a figure is in none of the features though `figures_needed`.
    pub(crate) fn into_frame(self, figures_needed: bool) -> Result<DataFrame, ShapeError> {
        let absent = FIGURES.iter().zip(self.has_figure).filter(|(_, has)| !has);
        let kolommen: Vec<String> = absent.map(|(key, _)| (*key).to_owned()).collect();
        if figures_needed && !kolommen.is_empty() {
            return Err(ShapeError::MissingColumns {
                tabel: self.table.to_owned(),
                kolommen,
            });
        }
        let text = |name: &str, of: &dyn Fn(&str, &Area) -> String| {
            let values: Vec<String> = self
                .areas
                .iter()
                .map(|(code, area)| of(code, area))
                .collect();
            Column::new(name.into(), values)
        };
        let degrees = |name: &str, of: fn(Extent) -> f64| {
            let values: Vec<f64> = self
                .areas
                .values()
                .map(|area| of(area.outline.extent()))
                .collect();
            Column::new(name.into(), values)
        };
        let mut columns = vec![
            text("code", &|code, _| code.to_owned()),
            text("naam", &|_, area| area.name.clone()),
            text("gemeentecode", &|_, area| area.gemeente.clone()),
            text("geometrie", &|_, area| area.outline.to_json()),
            degrees("west", |extent| extent.west),
            degrees("zuid", |extent| extent.south),
            degrees("oost", |extent| extent.east),
            degrees("noord", |extent| extent.north),
        ];
        for (position, key) in FIGURES.iter().enumerate() {
            let values: Vec<Option<f64>> = self
                .areas
                .values()
                .map(|area| area.figures[position])
                .collect();
            columns.push(Column::new((*key).into(), values));
        }
        DataFrame::new(self.areas.len(), columns)
            .map_err(|error| self.unreadable(error.to_string()))
    }

    /// Returns whether no area was kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }
}

/// Returns whether a feature is water or lies abroad: nobody lives there.
fn is_no_land(code: &str, properties: &BTreeMap<String, Value>) -> bool {
    let water = properties
        .get("water")
        .and_then(Value::as_str)
        .map(str::trim);
    let is_water_wijk = code.starts_with("WK") && code.ends_with("99");
    water.is_some_and(|water| water != "NEE") || is_water_wijk || code.get(2..6) == Some("0998")
}

/// Reads a figure: absent, null or one of PDOK's missing numbers is none.
fn number(value: Option<&Value>) -> Result<Option<f64>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => {
            Ok(number.as_f64().filter(|number| *number > HIGHEST_MISSING))
        }
        Some(other) => Err(other.to_string()),
    }
}
