//! What the house that hands out a report brings to its pages: colours, logo and texts of its own.

use serde::{Deserialize, Serialize};

use super::parts::Figuur;
use crate::figures::{Palette, colour, colour::hex};

/// House style of the organisation that hands out the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Huisstijl {
    /// Main colour as `#RRGGBB`; dark enough for text on white (contrast 4,5).
    pub kleur: String,
    /// The other colours of the pages.
    pub kleuren: Huiskleuren,
    /// Logo for the cover.
    pub logo: Option<Figuur>,
    /// Texts of the house.
    pub teksten: Huisteksten,
}

/// Colours of the pages besides the main one, each as `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Huiskleuren {
    /// Background of boxes.
    pub vlak: String,
    /// Mark of `ongunstiger`.
    pub ongunstiger: String,
    /// Mark of `gunstiger`.
    pub gunstiger: String,
    /// Cells with the verdict `ongunstiger`.
    pub tint_ongunstiger: String,
    /// Cells with the verdict `gunstiger`.
    pub tint_gunstiger: String,
}

/// Texts of the house, as paragraphs. None of them says a figure of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Huisteksten {
    /// A preface, on a page after the cover.
    pub voorwoord: Vec<String>,
    /// Whom to ask.
    pub contact: Vec<String>,
    /// Who made it, who has the rights.
    pub colofon: Vec<String>,
    /// What the organisation does not answer for.
    pub voorbehoud: Vec<String>,
}

impl Huiskleuren {
    /// Returns the colours of a palette; the cells have a light tint of the mark.
    #[must_use]
    pub fn of(palette: &Palette) -> Self {
        const SHARE: f64 = 0.14;
        let standard = Palette::default();
        let tint = |mark, old, known: &str| {
            if mark == old {
                known.to_owned()
            } else {
                hex(colour::tint(mark, SHARE))
            }
        };
        Self {
            vlak: hex(palette.panel),
            ongunstiger: hex(palette.worse),
            gunstiger: hex(palette.better),
            tint_ongunstiger: tint(palette.worse, standard.worse, "#FBE8DC"),
            tint_gunstiger: tint(palette.better, standard.better, "#DDECF6"),
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> [&str; 5] {
        [
            &self.vlak,
            &self.ongunstiger,
            &self.gunstiger,
            &self.tint_ongunstiger,
            &self.tint_gunstiger,
        ]
    }
}

impl Default for Huiskleuren {
    fn default() -> Self {
        Self::of(&Palette::default())
    }
}
