//! Remarks of partners as the templates get them: whose words they are always stands with them.

use serde::{Deserialize, Serialize};

/// The chapter with remarks; empty without any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duidingen {
    /// How to read the chapter.
    pub inleiding: Vec<String>,
    /// About the area of the report as a whole.
    pub algemeen: Vec<Duiding>,
    /// Heading above the remarks per area: "Duiding per wijk".
    pub gebieden_titel: String,
    /// About the areas inside it, in the order of their numbers.
    pub gebieden: Vec<GebiedDuiding>,
}

/// The remarks about one area inside the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GebiedDuiding {
    /// Code of the area: the same as [`super::parts::Rij::anker`].
    pub anker: String,
    /// Name of the area.
    pub naam: String,
    /// What is said about it.
    pub duiding: Vec<Duiding>,
}

/// What one partner says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duiding {
    /// Topic that it is about: "Rookt"; empty for the theme or the area as a whole.
    pub onderwerp: String,
    /// Whose words they are.
    pub wie: String,
    /// When they were said.
    pub wanneer: String,
    /// The words.
    pub blokken: Vec<Duidingblok>,
}

/// A paragraph, or a list: the other is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duidingblok {
    /// Running text.
    pub alinea: String,
    /// Points.
    pub punten: Vec<String>,
}
