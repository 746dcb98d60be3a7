//! From indicators to the report model: which figures, tables and sentences stand where.

mod age_effect;
mod annex;
mod areas;
mod chapters;
mod charts;
mod classes;
mod cover;
#[cfg(test)]
mod deeper_tests;
mod different;
mod glance;
mod guide;
mod indicator;
mod maps;
#[cfg(test)]
mod maps_tests;
mod method;
mod method_local;
mod method_text;
mod monitor;
mod more;
#[cfg(test)]
mod more_tests;
mod others;
mod overview;
mod people;
mod position;
mod positive;
mod pyramid;
mod remarks;
mod selection;
mod sheet_topics;
mod sheets;
#[cfg(test)]
mod sheets_tests;
mod themes;
mod trends;
mod view;
mod with_margin;
#[cfg(test)]
mod words_sample;
#[cfg(test)]
mod words_tests;
mod worksheet;

use jiff::Timestamp;

use super::model::{ReportModel, Verdieping};
use crate::area::AreaCode;
use crate::extract::Protected;
use crate::figures::Svg;
use crate::frame::Shapes;
use crate::house::House;
use crate::indicators::{IndicatorTable, Scope};
use crate::remarks::Remarks;
use crate::themes::Catalogue;

pub use cover::logo_path;
pub use method::kind_word;
pub use view::View;

/// Everything that a report is built from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Indicators and their words.
    pub catalogue: &'a Catalogue,
    /// Figures of the areas.
    pub table: &'a IndicatorTable,
    /// Which areas the report is about.
    pub scope: &'a Scope,
    /// Outlines for the maps.
    pub shapes: &'a Shapes,
    /// The wijken of the gemeenten shown.
    pub wijken: &'a [AreaCode],
    /// Local extracts, for the method chapter.
    pub extracts: &'a [Protected],
    /// Colours, logo and texts of who hands out the report.
    pub house: &'a House,
    /// What partners say.
    pub remarks: &'a Remarks,
    /// Name of the edition.
    pub edition: &'a str,
    /// Newest moment of retrieval that was used.
    pub data_date: Timestamp,
}

/// A drawing that belongs to a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Path inside the report folder: `figuren/<name>.svg`.
    pub path: String,
    /// The drawing.
    pub svg: Svg,
    /// Where it is seen.
    pub place: DrawingPlace,
}

/// Where a drawing is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawingPlace {
    /// On a page and as a file.
    Everywhere,
    /// It only means something on a page: a layer of a drawing. Such a drawing stands in `figuren` with
    /// the others, and never becomes a PNG for slides.
    Page,
    /// As a file: on the page stands one that goes with the table beside it.
    File,
}

/// A report that is ready to be typeset.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// The model for the templates.
    pub model: ReportModel,
    /// The drawings that it names.
    pub drawings: Vec<Drawing>,
}

/// Builds the report.
pub fn build(inputs: Inputs<'_>) -> Built {
    let mut view = View::new(inputs);
    let model = ReportModel {
        document: cover::document(&mut view),
        oogopslag: glance::page(&mut view),
        leeswijzer: guide::page(&view),
        gebieden: areas::chapter(&mut view),
        overzicht: overview::chapter(&view),
        duiding: remarks::chapter(&view),
        themas: themes::chapters(&mut view),
        jaren: trends::chapter(&mut view),
        verdieping: Verdieping {
            anders: different::page(&view),
            leeftijd: age_effect::page(&mut view),
            mensen: people::page(&view),
            werkblad: worksheet::page(&view),
        },
        bladen: sheets::chapter(&mut view),
        methode: method::chapter(&view),
        bijlage: annex::chapter(&view),
    };
    Built {
        model,
        drawings: view.into_drawings(),
    }
}
