//! The mapping file as it was typed: TOML, with the keys of the contract.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::statistics::Direction;
use crate::themes::{AgeGroup, Theme, Words};
use crate::unit::Unit;

/// The forms in which extracts come (`vorm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// One row per area, one column per figure.
    Tabel,
    /// Swing import: PERIODE, GEBIEDSNIVEAU, GEBIED, NAAM, WAARDE.
    SwingLang,
    /// Swing cube: weighted counts per answer, with a sheet that names the columns.
    SwingKubus,
    /// Tabellenboek: one sheet per area, one row per answer, one column per group.
    Tabellenboek,
    /// Download of StatLine, raw or with statistical symbols.
    StatlineCsv,
}

impl Form {
    /// All forms with the word of the mapping file.
    pub const EACH: [(Self, &'static str); 5] = [
        (Self::Tabel, "tabel"),
        (Self::SwingLang, "swing-lang"),
        (Self::SwingKubus, "swing-kubus"),
        (Self::Tabellenboek, "tabellenboek"),
        (Self::StatlineCsv, "statline-csv"),
    ];

    /// Returns the word of the mapping file.
    pub fn as_str(self) -> &'static str {
        Self::EACH
            .into_iter()
            .find(|(form, _)| *form == self)
            .map_or("tabel", |(_, word)| word)
    }
}

/// Unit of a figure in the file (`eenheid`); a fraction becomes a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUnit {
    /// As fractions from 0 to 1.
    Fraction,
    /// As the report prints it.
    As(Unit),
}

impl<'de> Deserialize<'de> for FileUnit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{Error as _, IntoDeserializer as _};
        let text = String::deserialize(deserializer)?;
        if text == "fractie" {
            return Ok(Self::Fraction);
        }
        let unit: Result<Unit, serde::de::value::Error> =
            Unit::deserialize(text.as_str().into_deserializer());
        unit.map(Self::As).map_err(|_| {
            D::Error::custom(format!(
                "eenheid «{text}» bestaat niet; verwacht procent, fractie, per_1000, aantal, \
                 ratio, km, euro, score of jaren"
            ))
        })
    }
}

/// A number for all rows, or the column that holds it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum NumberOrColumn {
    /// The same for every row.
    Number(f64),
    /// Head or letter of a column.
    Column(String),
}

/// What an area name of the file means (`[gebied.namen]`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Meaning {
    /// One area, or the word `overslaan`.
    One(String),
    /// Several wijken that the file takes together.
    Together(Vec<String>),
}

/// `[csv]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CsvPart {
    /// Separator of fields.
    pub scheidingsteken: Option<String>,
    /// Encoding.
    pub codering: Option<String>,
    /// Decimal sign.
    pub decimaalteken: Option<String>,
}

/// `[gebied]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AreaPart {
    /// Column with the area.
    pub kolom: Option<String>,
    /// `code` or `naam`.
    pub soort: Option<String>,
    /// Level: `wijk`, `gemeente`, `ggd`, `provincie`, `regio` or `land`.
    pub niveau: Option<String>,
    /// Column with the gemeente of a wijk, for wijken with equal names.
    pub gemeente: Option<String>,
    /// Year of the division of the wijken.
    pub indeling: Option<i32>,
    /// What names mean that cannot be matched.
    pub namen: BTreeMap<String, Meaning>,
}

/// One `[[indicator]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorPart {
    /// From the catalogue, or new.
    pub id: String,
    /// Name on the page.
    pub label: Option<String>,
    /// Shorter name.
    pub kort: Option<String>,
    /// Theme.
    pub thema: Option<Theme>,
    /// Definition in full.
    pub definitie: Option<String>,
    /// Id of the definition.
    pub definitie_id: Option<String>,
    /// Unit in the file.
    pub eenheid: Option<FileUnit>,
    /// Whether higher is worse.
    pub richting: Option<Direction>,
    /// Population that it is about.
    pub bevolking: Option<AgeGroup>,
    /// Words for sentences.
    pub woorden: Option<Words>,
    /// Column of the value.
    pub waarde: Option<String>,
    /// Column of respondents, or of the people that a count is part of.
    pub noemer: Option<String>,
    /// Column of cases.
    pub aantal: Option<String>,
    /// Column of the lower bound.
    pub ondergrens: Option<String>,
    /// Column of the upper bound.
    pub bovengrens: Option<String>,
    /// Effective number of respondents.
    pub effectieve_n: Option<NumberOrColumn>,
    /// Design effect of the weighting.
    pub designeffect: Option<NumberOrColumn>,
    /// Age group, or the column that holds it.
    pub leeftijd: Option<String>,
    /// Year, or the column that holds it.
    pub periode: Option<NumberOrColumn>,
    /// Name of the variable in forms other than `tabel`.
    pub naam_in_bestand: Option<String>,
    /// Sheet, when it is another one than that of the mapping.
    pub blad: Option<String>,
    /// Row of the heads on that sheet.
    pub koprij: Option<u32>,
    /// Confirms that values of 1 or less are percentages and no fractions.
    #[serde(default)]
    pub kleine_percentages: bool,
}

/// `[onthulling]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisclosurePart {
    /// Fewest respondents.
    pub min_respondenten: Option<f64>,
    /// Below this a figure is marked as indicative.
    pub indicatief_onder: Option<f64>,
    /// Fewest cases.
    pub min_gevallen: Option<f64>,
    /// Largest share in per cent.
    pub max_aandeel: Option<f64>,
    /// Fewest of a count of practices and hospitals.
    pub min_aantal: Option<f64>,
    /// Step to which counts are rounded.
    pub afronden: Option<f64>,
    /// Why a rule is looser than the default.
    pub reden: Option<String>,
}

/// `[delen]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharePart {
    /// Whether the figures stand in files besides the PDF.
    #[serde(default = "yes")]
    pub bijlage: bool,
}

impl Default for SharePart {
    fn default() -> Self {
        Self { bijlage: true }
    }
}

const fn yes() -> bool {
    true
}

/// A mapping file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingFile {
    /// The file, relative to the mapping.
    pub bestand: String,
    /// Who delivered it, as a report names it.
    pub bron: String,
    /// Form.
    pub vorm: Form,
    /// Sheet.
    pub blad: Option<String>,
    /// Row of the heads, from 1.
    pub koprij: Option<u32>,
    /// Whether the figures are made up, as in an example.
    #[serde(default)]
    pub fictief: bool,
    /// Date on which the file came, `2026-05-01`.
    pub ontvangen: Option<String>,
    /// CSV.
    #[serde(default)]
    pub csv: CsvPart,
    /// Areas.
    #[serde(default)]
    pub gebied: AreaPart,
    /// Rows count when these columns have these texts.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// Indicators.
    #[serde(default)]
    pub indicator: Vec<IndicatorPart>,
    /// Text in a cell → why there is no number.
    #[serde(default)]
    pub ontbreekt: BTreeMap<String, String>,
    /// Disclosure.
    #[serde(default)]
    pub onthulling: DisclosurePart,
    /// What may be handed on.
    #[serde(default)]
    pub delen: SharePart,
}
