//! A map with areas coloured by class, numbered, with a legend that counts the areas.

use serde::{Deserialize, Serialize};

mod common;
mod labels;
pub(crate) mod locator;
mod outline;
mod paint;
mod pole;

pub use common::Common;

use super::Reference;
use super::frame::Paint;
use super::words::{Named, extremes, missing, references, sentence};

/// Polygons of one area as in GeoJSON: polygon → ring (outer first, then holes) → [lon, lat] in
/// degrees (WGS84 or ETRS89; the difference is invisible in print).
pub type MultiPolygon = Vec<Vec<Vec<[f64; 2]>>>;

/// A choropleth map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaMap {
    /// What is measured, of whom, when: "Sterk eenzaam, 18 jaar en ouder, 2024".
    pub measure: String,
    /// The unit in words, as after a number: "procent".
    pub unit: String,
    /// Plural of the coloured areas: "wijken".
    pub areas_word: String,
    /// The coloured areas, in any order.
    pub areas: Vec<MapArea>,
    /// Thicker borders on top, such as the gemeenten of a region; each with its own number.
    pub outlines: Vec<MapOutline>,
    /// The classes from low to high, one to five. None: a map that only shows the numbers; it has
    /// no legend, and its alternative text says so.
    pub classes: Vec<LegendClass>,
    /// Only for the alternative text: values to compare with.
    pub references: Vec<Reference>,
    /// Greatest height of the map itself in millimetres.
    pub max_height_mm: f64,
}

/// One coloured area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapArea {
    /// Name, for the alternative text.
    pub name: String,
    /// Number that the table beside the map uses too; empty for an area without a number.
    pub number: String,
    /// Its outline.
    pub shape: MultiPolygon,
    /// Its value, or why there is none.
    pub reading: MapReading,
}

/// The value of an area, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MapReading {
    /// A published value.
    Known {
        /// Class, counted from 1 (lowest) to 5.
        class: u8,
        /// The value, for the order in the alternative text.
        value: f64,
        /// The value as it is printed: "19,8".
        text: String,
    },
    /// No figure: hatched.
    Missing,
    /// Not shown because it could betray people: "x".
    Hidden,
}

/// A thicker border with an optional number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapOutline {
    /// Number inside the border; empty for none.
    pub number: String,
    /// The border.
    pub shape: MultiPolygon,
}

/// One class of the legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegendClass {
    /// Class, counted from 1 (lowest) to 5.
    pub class: u8,
    /// Its bounds as printed: "8,1 tot 10,4".
    pub text: String,
}

/// Measures the map; returns its height and how to paint it.
pub(crate) fn layout<'m>(map: &'m AreaMap, width: f64, common: &mut Common) -> (f64, Paint<'m>) {
    paint::layout(map, width, common)
}

/// The alternative text.
pub(crate) fn describe(map: &AreaMap) -> String {
    let values: Vec<Named<'_>> = map
        .areas
        .iter()
        .filter_map(|area| match &area.reading {
            MapReading::Known { value, text, .. } => Some(Named {
                name: &area.name,
                value: *value,
                text,
            }),
            MapReading::Missing | MapReading::Hidden => None,
        })
        .collect();
    let word = &map.areas_word;
    let head = format!("Kaart van {} {word}: {}.", map.areas.len(), map.measure);
    if map.classes.is_empty() {
        return format!("{head} De nummers staan ook in de tabel met namen.");
    }
    let list = map
        .references
        .iter()
        .map(|r| (r.label.as_str(), r.text.as_str()));
    let rest = sentence([
        extremes(&values, &map.unit).or_else(|| Some(String::from("er zijn geen cijfers"))),
        references(list, &map.unit),
        missing(map.areas.len() - values.len(), word),
    ]);
    format!("{head} {rest}")
}
