//! The small parts that every chapter of a report is made of: figures, tables, verdict symbols.
//!
//! All texts are finished Dutch; numbers arrive as text ("17,3 %"), so that nothing right of
//! here can change a figure. Construct tables with [`Tabel::new`] and [`Cel`]'s constructors.

use serde::{Deserialize, Serialize};

/// The verdict of a comparison, as it is printed: a mark, a colour and always a word.
///
/// The mark says higher or lower than the comparator, colour and word say what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symbool {
    /// ▲ orange: higher, and that is worse.
    HogerOngunstiger,
    /// ▼ orange: lower, and that is worse.
    LagerOngunstiger,
    /// ▲ blue: higher, and that is better.
    HogerGunstiger,
    /// ▼ blue: lower, and that is better.
    LagerGunstiger,
    /// ↑ grey: higher, without better or worse (grijze druk, register figures).
    Hoger,
    /// ↓ grey: lower, without better or worse.
    Lager,
    /// ● grey: the difference is small or uncertain.
    NietDuidelijkAnders,
    /// – grey: not compared.
    GeenToets,
}

impl Symbool {
    /// Every symbol, in the order of the reading guide.
    pub const ALLE: [Self; 8] = [
        Self::HogerOngunstiger,
        Self::LagerOngunstiger,
        Self::HogerGunstiger,
        Self::LagerGunstiger,
        Self::Hoger,
        Self::Lager,
        Self::NietDuidelijkAnders,
        Self::GeenToets,
    ];

    /// Returns the mark that is printed.
    #[must_use]
    pub const fn teken(self) -> &'static str {
        match self {
            Self::HogerOngunstiger | Self::HogerGunstiger => "▲",
            Self::LagerOngunstiger | Self::LagerGunstiger => "▼",
            Self::Hoger => "↑",
            Self::Lager => "↓",
            Self::NietDuidelijkAnders => "●",
            Self::GeenToets => "–",
        }
    }

    /// Returns the word that always stands with the mark.
    #[must_use]
    pub const fn woord(self) -> &'static str {
        match self {
            Self::HogerOngunstiger | Self::LagerOngunstiger => "ongunstiger",
            Self::HogerGunstiger | Self::LagerGunstiger => "gunstiger",
            Self::Hoger => "hoger",
            Self::Lager => "lager",
            Self::NietDuidelijkAnders => "niet duidelijk anders",
            Self::GeenToets => "geen oordeel",
        }
    }
}

/// How wide a figure stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiguurBreedte {
    /// The width of the text.
    Vol,
    /// Two thirds of the text.
    TweeDerde,
    /// Half of the text; a chapter may set text beside it.
    Half,
    /// A little less than half: a chart with its table beside it.
    NaastTabel,
    /// A chart with the rows of the table beside it.
    PerRij,
    /// The same, of topics with more numbers.
    PerOnderwerp,
    /// A third of the text: one of several small charts.
    Derde,
    /// A small map in the corner of a sheet.
    Inzet,
}

impl FiguurBreedte {
    /// Returns the printed width in millimetres; a figure drawn for it keeps its text sizes.
    /// The same numbers stand in `report-templates/huis/figuren.typ`.
    #[must_use]
    pub const fn millimetres(self) -> f64 {
        match self {
            Self::Vol => 174.0,
            Self::TweeDerde => 116.0,
            Self::Half => 85.0,
            Self::NaastTabel => 75.0,
            Self::PerRij => 60.0,
            Self::PerOnderwerp => 42.0,
            Self::Derde => 55.0,
            Self::Inzet => 42.0,
        }
    }
}

/// A drawing in the work folder, with the text that replaces it for who cannot see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figuur {
    /// Path inside the work folder: `figuren/<name>.svg`.
    pub pad: String,
    /// Alternative text: one or two sentences with lowest, highest and reference. Never empty.
    pub alt: String,
    /// Caption under the figure; empty when the block around it has its own source line.
    pub bijschrift: String,
    /// Width on the page.
    pub breedte: FiguurBreedte,
    /// Height in thousandths of the width, so that Typst need not load it to know; `None` for a
    /// picture that was not drawn here.
    pub hoogte_promille: Option<u32>,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uitlijning {
    /// Texts.
    Links,
    /// Numbers.
    Rechts,
}

/// How a column shares the width of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KolomBreedte {
    /// As wide as its content.
    Smal,
    /// Takes one share of what is left; long texts wrap.
    Rekbaar,
    /// Takes two shares of what is left.
    Breed,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kolom {
    /// Heading with its unit: "Inwoners", "Rookt (%)". Never empty.
    pub kop: String,
    /// Heading above equal neighbours (the theme, in the overview table); empty for none.
    pub groep: String,
    /// Left for texts, right for numbers.
    pub uitlijning: Uitlijning,
    /// Share of the width.
    pub breedte: KolomBreedte,
}

impl Kolom {
    /// Returns a column of texts that takes a share of the free width.
    #[must_use]
    pub fn tekst(kop: impl Into<String>) -> Self {
        Self::new(kop.into(), Uitlijning::Links, KolomBreedte::Rekbaar)
    }

    /// Returns a narrow column of short words or symbols.
    #[must_use]
    pub fn woord(kop: impl Into<String>) -> Self {
        Self::new(kop.into(), Uitlijning::Links, KolomBreedte::Smal)
    }

    /// Returns a narrow column of numbers.
    #[must_use]
    pub fn getal(kop: impl Into<String>) -> Self {
        Self::new(kop.into(), Uitlijning::Rechts, KolomBreedte::Smal)
    }

    /// Returns the column under the heading `groep`, shared with its equal neighbours.
    #[must_use]
    pub fn in_groep(mut self, groep: impl Into<String>) -> Self {
        self.groep = groep.into();
        self
    }

    fn new(kop: String, uitlijning: Uitlijning, breedte: KolomBreedte) -> Self {
        Self {
            kop,
            groep: String::new(),
            uitlijning,
            breedte,
        }
    }
}

/// One cell: a finished text, a symbol, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cel {
    /// The text as printed; for a missing value the reason word, never empty and never 0.
    pub tekst: String,
    /// Verdict to print with the text, as mark and word.
    pub symbool: Option<Symbool>,
    /// True when `tekst` is a reason for a missing value; set apart from numbers.
    pub ontbreekt: bool,
}

impl Cel {
    /// Returns a cell with a text or a finished number.
    #[must_use]
    pub fn tekst(tekst: impl Into<String>) -> Self {
        Self {
            tekst: tekst.into(),
            symbool: None,
            ontbreekt: false,
        }
    }

    /// Returns a cell with a verdict only.
    #[must_use]
    pub const fn oordeel(symbool: Symbool) -> Self {
        Self {
            tekst: String::new(),
            symbool: Some(symbool),
            ontbreekt: false,
        }
    }

    /// Returns a cell that says why there is no number ("niet gepubliceerd").
    #[must_use]
    pub fn ontbreekt(reden: impl Into<String>) -> Self {
        Self {
            tekst: reden.into(),
            symbool: None,
            ontbreekt: true,
        }
    }

    /// Returns the cell with a verdict beside its text.
    #[must_use]
    pub const fn met(mut self, symbool: Symbool) -> Self {
        self.symbool = Some(symbool);
        self
    }
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rij {
    /// One cell per column; the first names the row.
    pub cellen: Vec<Cel>,
    /// True for a row to compare with: gemeente, region, Nederland.
    pub nadruk: bool,
    /// Code of the area that the row is about, where the index may link to; else `None`.
    pub anker: Option<String>,
}

impl Rij {
    /// Returns an ordinary row.
    #[must_use]
    pub const fn new(cellen: Vec<Cel>) -> Self {
        Self {
            cellen,
            nadruk: false,
            anker: None,
        }
    }

    /// Returns the row set apart as one to compare with.
    #[must_use]
    pub const fn met_nadruk(mut self) -> Self {
        self.nadruk = true;
        self
    }

    /// Returns the row as a place where the index of areas links to.
    #[must_use]
    pub fn met_anker(mut self, code: impl Into<String>) -> Self {
        self.anker = Some(code.into());
        self
    }
}

/// A table: header row repeated over pages, first column names the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tabel {
    /// Caption above the table; empty when a heading right above says the same.
    pub titel: String,
    /// What the table holds, in one sentence, for who cannot see it. Never empty.
    pub samenvatting: String,
    /// The columns, at least one.
    pub kolommen: Vec<Kolom>,
    /// The rows; every row has as many cells as there are columns.
    pub rijen: Vec<Rij>,
    /// Note under the table; empty for none.
    pub noot: String,
    /// True when any value in it is made up: the table then carries the word FICTIEF.
    pub fictief: bool,
}

impl Tabel {
    /// Returns an empty table with these columns.
    #[must_use]
    pub fn new(
        titel: impl Into<String>,
        samenvatting: impl Into<String>,
        kolommen: Vec<Kolom>,
    ) -> Self {
        Self {
            titel: titel.into(),
            samenvatting: samenvatting.into(),
            kolommen,
            rijen: Vec::new(),
            noot: String::new(),
            fictief: false,
        }
    }
}
