//! One indicator of the catalogue, and what its keys in the TOML files mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AgeGroup, Theme};
use crate::area::AreaLevel;
use crate::statistics::{Direction, FigureKind};
use crate::unit::Unit;

/// Beginning of the ids of indicators that never stand on a map or in a ranking.
const NEVER_RANKED: &str = "suicide";

/// How a value comes from the columns of its table, when it is not a column itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "soort", rename_all = "snake_case", deny_unknown_fields)]
pub enum Calculation {
    /// Sum of columns as a percentage of another column.
    Aandeel {
        /// Stems of the columns that are added up.
        teller: Vec<String>,
        /// Stem of the column that is 100 %.
        noemer: String,
    },
    /// Inhabitants from an age on, as a percentage of all, from single ages.
    LeeftijdVanaf {
        /// First age that counts.
        vanaf: u32,
    },
    /// 65+ per 100 people of 20–64: exact from single ages, an estimate per wijk.
    GrijzeDruk,
    /// 0–19 per 100 people of 20–64, from single ages.
    GroeneDruk,
    /// People of 50–74 per person of 85 or older, from single ages.
    Mantelzorgpotentieel,
}

/// Words with which a sentence about the indicator is built: «17 van de 100 volwassenen roken».
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Who it is about, plural.
    pub mensen: String,
    /// What they do or are, plural.
    pub meer: String,
    /// The same in the singular.
    pub een: String,
}

/// How people came into a survey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Werving {
    /// A random sample: its margin says something about everybody.
    #[default]
    Steekproef,
    /// People signed up themselves: no interval, no verdict, never beside other figures.
    Open,
}

/// One indicator of the catalogue. The field names are the keys of the TOML files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Unique id, in `snake_case`.
    pub id: String,
    /// Place in the versioned core set; absent for the extended set.
    pub kern: Option<u32>,
    /// Whether it may lead page 1 and the priorities.
    #[serde(default)]
    pub kop: bool,
    /// Name on the page.
    pub label: String,
    /// Shorter name for the head of a column; absent when the label is short enough.
    pub kort: Option<String>,
    /// Theme.
    pub thema: Theme,
    /// Definition in full.
    pub definitie: String,
    /// Values with another id of definition are never compared.
    pub definitie_id: String,
    /// Population that the indicator is about.
    pub bevolking: AgeGroup,
    /// Unit of the value.
    pub eenheid: Unit,
    /// Whether higher is worse, better or neither.
    pub richting: Direction,
    /// Kind of figure; it decides which tests are allowed.
    pub soort: FigureKind,
    /// Publisher.
    pub bron: String,
    /// Table id; any edition of a series stands for the series.
    pub tabel: String,
    /// Stem of the column.
    pub stam: String,
    /// Title of the parent group, where the stem alone is not enough.
    pub groep: Option<String>,
    /// Per stem the other names that the source has used for the same column, or may use.
    #[serde(default)]
    pub synoniemen: BTreeMap<String, Vec<String>>,
    /// In a table with several kinds of figures (numbers, rates, scores) in one column: words that
    /// the title of the right kind holds. Kinds are never mixed.
    pub cijfersoort: Option<String>,
    /// The published number is multiplied by this to get the unit: 1 000 for «x 1 000 euro».
    pub maal: Option<u32>,
    /// The published number is divided by this to get the unit: 10 for a rate per 10 000.
    pub deel: Option<u32>,
    /// How people came into the survey.
    #[serde(default)]
    pub werving: Werving,
    /// Id of the indicator with modelled figures that this survey measured itself.
    pub enquete_van: Option<String>,
    /// Whether nobody has seen the column with figures yet: its name is looked for at run time, and
    /// when none of the names is there, that is no fault of the source.
    #[serde(default)]
    pub onzeker: bool,
    /// Years in which the table has or may have values.
    pub jaren: Vec<i32>,
    /// Levels that the source publishes, or that can be calculated.
    pub niveaus: Vec<Level>,
    /// Age groups shown; the first one leads. Empty: the population itself.
    #[serde(default)]
    pub leeftijden: Vec<AgeGroup>,
    /// Tags of the Triple Aim.
    pub triple_aim: Vec<String>,
    /// Tags of Positieve Gezondheid.
    pub positieve_gezondheid: Vec<String>,
    /// How the value is calculated, when it is not a column.
    pub berekening: Option<Calculation>,
    /// Stem of the column that weighs a mean when gemeenten are rolled up.
    pub weging: Option<String>,
    /// Why a mean has no column that weighs it.
    pub zonder_weging: Option<String>,
    /// Words for sentences; absent for figures that are not shares of people.
    pub woorden: Option<Words>,
    /// Whether it is about the use or the nearness of care: the chapter «Zorg nu en straks».
    #[serde(default)]
    pub zorg: bool,
    /// Why there is no figure (yet); absent when there is a source.
    pub niet_beschikbaar: Option<String>,
}

/// Level of an area as the catalogue names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nederland.
    Land,
    /// Gemeente, and regions made of gemeenten.
    Gemeente,
    /// Wijk.
    Wijk,
}

impl Indicator {
    /// Returns the name for the head of a column, with its unit.
    pub fn column_head(&self) -> String {
        let name = self.kort.as_ref().unwrap_or(&self.label);
        match self.eenheid {
            Unit::Aantal => name.clone(),
            unit => format!("{name} ({})", unit.label()),
        }
    }

    /// Returns the age groups to show, the leading one first.
    pub fn ages(&self) -> Vec<AgeGroup> {
        if self.leeftijden.is_empty() {
            vec![self.bevolking]
        } else {
            self.leeftijden.clone()
        }
    }

    /// Returns the stems of the columns that the value comes from.
    pub fn stems(&self) -> Vec<&str> {
        let mut stems: Vec<&str> = match &self.berekening {
            None => vec![&self.stam],
            Some(Calculation::Aandeel { teller, noemer }) => teller
                .iter()
                .map(String::as_str)
                .chain([noemer.as_str()])
                .collect(),
            // From single ages: no column of its own.
            Some(_) => Vec::new(),
        };
        stems.extend(self.weging.as_deref());
        stems
    }

    /// Returns the names that a column with this stem may have, the stem first.
    pub fn names_of<'a>(&'a self, stem: &'a str) -> Vec<&'a str> {
        let others = self.synoniemen.get(stem).into_iter().flatten();
        std::iter::once(stem)
            .chain(others.map(String::as_str))
            .collect()
    }

    /// Returns the indicator without what says how to read its public table.
    #[must_use]
    pub fn without_source(self) -> Self {
        Self {
            synoniemen: BTreeMap::new(),
            cijfersoort: None,
            maal: None,
            deel: None,
            werving: Werving::Steekproef,
            enquete_van: None,
            onzeker: false,
            zonder_weging: None,
            ..self
        }
    }

    /// Returns the factor from the published number to the unit of the indicator.
    pub fn scale(&self) -> f64 {
        f64::from(self.maal.unwrap_or(1)) / f64::from(self.deel.unwrap_or(1).max(1))
    }

    /// Returns whether the indicator is in the core set, which every report shows in full.
    pub const fn is_core(&self) -> bool {
        self.kern.is_some()
    }

    /// Returns whether the figures may stand on a map, in a ranking or beside a verdict of parts;
    /// those about suicide may not.
    pub fn may_be_ranked(&self) -> bool {
        !self.id.starts_with(NEVER_RANKED)
    }

    /// Returns whether the source has this level, or it can be calculated.
    pub fn has_level(&self, level: AreaLevel) -> bool {
        let wanted = match level {
            AreaLevel::Land => Level::Land,
            AreaLevel::Wijk | AreaLevel::Buurt => Level::Wijk,
            AreaLevel::Provincie | AreaLevel::Ggd | AreaLevel::Regio | AreaLevel::Gemeente => {
                Level::Gemeente
            }
        };
        self.niveaus.contains(&wanted)
    }
}
