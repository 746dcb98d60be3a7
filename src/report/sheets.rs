//! The chapter with a sheet per wijk or gemeente, as templates see it.

use serde::{Deserialize, Serialize};

use super::parts::{Figuur, Tabel};

/// Half a page per wijk (or per gemeente, in the report of a region).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bladen {
    /// Title of the chapter: "Per wijk".
    pub titel: String,
    /// How to read a sheet, and which areas have one.
    pub zinnen: Vec<String>,
    /// The map of the whole, the same under every small map; `None` without outlines.
    pub grondkaart: Option<Figuur>,
    /// The sheets, in the order of the map numbers.
    pub bladen: Vec<Blad>,
}

/// The sheet of one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blad {
    /// Number on the maps.
    pub nummer: String,
    /// Name of the area.
    pub naam: String,
    /// Its code, where the index links to.
    pub anker: String,
    /// The area itself, drawn to lie over [`Bladen::grondkaart`]; `None` without an outline.
    pub kaart: Option<Figuur>,
    /// Who live here: people, ages, households.
    pub bewoners: Vec<String>,
    /// True when a number in [`Blad::bewoners`] is made up.
    pub bewoners_fictief: bool,
    /// What is clearly different from the area around.
    pub zinnen: Vec<String>,
    /// The figures of the area.
    pub tabel: Tabel,
    /// How sure the figures are.
    pub zekerheid: Vec<String>,
}
