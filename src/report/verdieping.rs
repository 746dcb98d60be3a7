//! What a template may use of the pages that go deeper: what makes the area different, ages, where
//! most people are concerned, and the sheets to fill in. See `model.rs` for the rest.

use serde::{Deserialize, Serialize};

use super::parts::{Figuur, Tabel};

/// The pages that go deeper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdieping {
    /// What makes the area different, and the six dimensions of Positieve Gezondheid.
    pub anders: Anders,
    /// What the figures would be with the ages of Nederland; `None` when that is not known.
    pub leeftijd: Option<Leeftijd>,
    /// Where the difference is largest, in numbers of people.
    pub mensen: Mensen,
    /// A sheet to fill in together.
    pub werkblad: Werkblad,
}

/// What makes the area different from others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anders {
    /// Which figures stand out, or why that cannot be said.
    pub zinnen: Vec<String>,
    /// Figures in the outer tenth of all Dutch gemeenten.
    pub tiende: Option<Tabel>,
    /// Heading of the largest differences: "Grootste verschillen met de regio".
    pub verschillen_titel: String,
    /// The largest differences that passed their test.
    pub verschillen: Option<Tabel>,
    /// What stands there when there is none.
    pub verschillen_geen: String,
    /// How to read what follows.
    pub uitleg: Vec<String>,
    /// The six dimensions of Positieve Gezondheid.
    pub dimensies: Vec<Dimensie>,
}

/// A dimension of Positieve Gezondheid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimensie {
    /// "Lichaamsfuncties".
    pub titel: String,
    /// Its figures; `None` when there are none.
    pub tabel: Option<Tabel>,
    /// What stands there without figures.
    pub zin: String,
}

/// "Leeftijd of iets anders?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leeftijd {
    /// What was done and how to read it.
    pub zinnen: Vec<String>,
    /// The indicators for which ages matter most.
    pub delen: Vec<Ontleding>,
    /// All indicators with the view.
    pub tabel: Tabel,
    /// Source line.
    pub bronregel: String,
    /// What the view hides.
    pub noten: Vec<String>,
}

/// One difference and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ontleding {
    /// The indicator.
    pub titel: String,
    /// What it would be with the ages of Nederland.
    pub zinnen: Vec<String>,
    /// The difference and its parts.
    pub figuur: Figuur,
}

/// "Waar is het verschil het grootst, in aantal mensen?".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mensen {
    /// Opening sentences, or why there is no table.
    pub zinnen: Vec<String>,
    /// One per theme, each with a title.
    pub tabellen: Vec<Tabel>,
    /// What the sums do and do not say.
    pub toelichting: Vec<String>,
    /// The sheet to weigh priorities on.
    pub weegblad: Weegblad,
}

/// The sheet of Hanlon, to fill in at the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weegblad {
    /// How to fill it in.
    pub zinnen: Vec<String>,
    /// What the letters mean: letter and meaning.
    pub begrippen: Vec<Begrip>,
    /// Name of each row and its number of people; the empty cells are for the partners.
    pub tabel: Option<Tabel>,
}

/// A letter of the sheet and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begrip {
    /// "A".
    pub naam: String,
    /// "Omvang: om hoeveel mensen gaat het?".
    pub uitleg: String,
}

/// The sheet to discuss priorities with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Werkblad {
    /// What the sheet is for.
    pub zinnen: Vec<String>,
    /// One per priority, or one per theme.
    pub blokken: Vec<Werkblok>,
}

/// One priority with room to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Werkblok {
    /// "Assendorp: sterk eenzaam".
    pub titel: String,
    /// What the figures say.
    pub zin: String,
    /// True when the figures are made up.
    pub fictief: bool,
    /// The questions; each gets a box to write in.
    pub vragen: Vec<String>,
}

impl Verdieping {
    /// Returns the figures, in the order of the pages.
    pub fn figuren(&self) -> impl Iterator<Item = &Figuur> {
        let delen = self.leeftijd.iter().flat_map(|page| &page.delen);
        delen.map(|part| &part.figuur)
    }

    /// Returns the tables, in the order of the pages.
    pub fn tabellen(&self) -> impl Iterator<Item = &Tabel> {
        let anders = &self.anders;
        let dimensies = anders.dimensies.iter();
        (anders.tiende.iter())
            .chain(&anders.verschillen)
            .chain(dimensies.filter_map(|one| one.tabel.as_ref()))
            .chain(self.leeftijd.iter().map(|page| &page.tabel))
            .chain(&self.mensen.tabellen)
            .chain(&self.mensen.weegblad.tabel)
    }
}
