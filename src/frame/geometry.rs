//! Outlines of wijken and gemeenten, from the frames of the map collections.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use regiobeeld_fetchers::{Slice, StoredSlice, TableSource};

use super::cells::SourceUse;
use super::load::source_use;
use crate::area::AreaCode;

/// Polygon → ring (outer first, then holes) → [longitude, latitude] in degrees.
pub type MultiPolygon = Vec<Vec<Vec<[f64; 2]>>>;

/// An area on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// Its outline.
    pub outline: MultiPolygon,
}

/// The outlines that a report needs.
#[derive(Debug, Clone, Default)]
pub struct Shapes {
    /// Per area.
    pub areas: BTreeMap<AreaCode, Shape>,
    /// Year of the division that the areas are of; none without areas.
    pub division: Option<i32>,
    /// Slices that they came from.
    pub sources: Vec<SourceUse>,
}

/// A map frame that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GeometryError {
    /// A column is missing or of another type.
    #[error("de kaart {table} in de opslag is niet te lezen")]
    Frame {
        /// Id of the collection.
        table: String,
        /// What polars said.
        #[source]
        source: polars::prelude::PolarsError,
    },
    /// Maps of two divisions in one report.
    #[error("kaart {table} is van {found}, maar de andere kaarten zijn van {expected}")]
    OtherDivision {
        /// Id of the collection.
        table: String,
        /// Year of its division.
        found: i32,
        /// Year of the maps so far.
        expected: i32,
    },
    /// An outline that is not a list of polygons.
    #[error("de omtrek van {area} in kaart {table} is niet te lezen")]
    Outline {
        /// Id of the collection.
        table: String,
        /// Code of the area.
        area: String,
        /// What the parser said.
        #[source]
        source: serde_json::Error,
    },
}

impl Shapes {
    /// Adds the areas of a stored slice; of the land slice only those that `wanted` keeps.
    ///
    /// # Errors
    /// When the frame cannot be read, or is of another division than the maps before it.
    pub fn add(
        &mut self,
        table: &TableSource,
        slice: &Slice,
        stored: &StoredSlice,
        wanted: impl Fn(&AreaCode) -> bool,
    ) -> Result<(), GeometryError> {
        if let (Some(expected), Some(found)) = (self.division, table.division())
            && expected != found
        {
            return Err(GeometryError::OtherDivision {
                table: table.id.clone(),
                found,
                expected,
            });
        }
        self.division = table.division();
        self.sources.push(source_use(table, slice, stored));
        let texts = |name: &str| column(&stored.frame, name, &table.id);
        let (codes, names, outlines) = (texts("code")?, texts("naam")?, texts("geometrie")?);
        for ((code, name), outline) in codes.into_iter().zip(names).zip(outlines) {
            let Ok(area) = AreaCode::parse(&code) else {
                continue;
            };
            if !wanted(&area) {
                continue;
            }
            let outline = outline_of(&outline).map_err(|source| GeometryError::Outline {
                table: table.id.clone(),
                area: code,
                source,
            })?;
            self.areas.entry(area).or_insert(Shape { name, outline });
        }
        Ok(())
    }

    /// Returns the wijken that have an outline, in the order of their codes.
    pub fn wijken(&self) -> Vec<AreaCode> {
        self.areas
            .keys()
            .filter(|area| matches!(area, AreaCode::Wijk(_)))
            .cloned()
            .collect()
    }
}

fn column(frame: &DataFrame, name: &str, table: &str) -> Result<Vec<String>, GeometryError> {
    let read = || -> polars::prelude::PolarsResult<Vec<String>> {
        let texts = frame.column(name)?.str()?;
        Ok(texts
            .iter()
            .map(|text| text.unwrap_or_default().to_owned())
            .collect())
    };
    read().map_err(|source| GeometryError::Frame {
        table: table.to_owned(),
        source,
    })
}

#[derive(serde::Deserialize)]
struct GeoJson {
    coordinates: MultiPolygon,
}

fn outline_of(json: &str) -> Result<MultiPolygon, serde_json::Error> {
    if json.trim_start().starts_with('[') {
        serde_json::from_str(json)
    } else {
        serde_json::from_str::<GeoJson>(json).map(|geometry| geometry.coordinates)
    }
}
