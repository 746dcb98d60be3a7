//! Areas with their outlines, collected from pages; a code that comes twice counts once.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::figures::{FIGURES, Figures};
use super::outline::{Extent, Outline};

/// One area with its boundary.
#[derive(Debug, Clone)]
pub(crate) struct Area {
    /// Its name.
    pub(crate) name: String,
    /// Code of the gemeente that it is or lies in.
    pub(crate) gemeente: String,
    /// Figures that came with it.
    pub(crate) figures: Figures,
    /// Its outline.
    pub(crate) outline: Outline,
}

/// Areas by code.
#[derive(Debug, Default)]
pub(crate) struct Areas {
    areas: BTreeMap<String, Area>,
}

impl Areas {
    /// Returns whether a code is there already.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.areas.contains_key(code)
    }

    /// Adds an area.
    pub(crate) fn insert(&mut self, code: String, area: Area) {
        self.areas.insert(code, area);
    }

    /// Returns the areas of one gemeente, or all of them.
    pub(crate) fn of(&self, gemeente: Option<&str>) -> Selection<'_> {
        let wanted = |area: &Area| gemeente.is_none_or(|code| area.gemeente == code);
        Selection(self.areas.iter().filter(|(_, area)| wanted(area)).collect())
    }
}

/// Some of the areas, in the order of their codes.
pub(crate) struct Selection<'a>(Vec<(&'a String, &'a Area)>);

impl Selection<'_> {
    /// Returns whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the codes.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(code, _)| code.as_str())
    }

    /// Returns a frame: code, naam, gemeentecode, geometrie, the extent (west, zuid, oost, noord
    /// in degrees) and the figures; a figure that did not come is null.
    ///
    /// # Errors
    /// As polars has them.
    pub(crate) fn to_frame(&self) -> PolarsResult<DataFrame> {
        let text = |name: &str, of: &dyn Fn(&str, &Area) -> String| {
            let values: Vec<String> = self.0.iter().map(|(code, area)| of(code, area)).collect();
            Column::new(name.into(), values)
        };
        let degrees = |name: &str, of: fn(Extent) -> f64| {
            let values: Vec<f64> = self
                .0
                .iter()
                .map(|(_, area)| of(area.outline.extent()))
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
                .0
                .iter()
                .map(|(_, area)| area.figures[position])
                .collect();
            columns.push(Column::new((*key).into(), values));
        }
        DataFrame::new(self.0.len(), columns)
    }
}
