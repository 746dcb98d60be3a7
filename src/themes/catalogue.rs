//! The catalogue of indicators, read from the TOML files of the themes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AgeGroup, Theme, check::CatalogueFaults};
use crate::area::AreaLevel;
use crate::statistics::{Direction, FigureKind};
use crate::unit::Unit;

const FILES: [(&str, &str); 5] = [
    ("leefstijl.toml", include_str!("leefstijl.toml")),
    ("mentaal.toml", include_str!("mentaal.toml")),
    ("grijze-druk.toml", include_str!("grijze-druk.toml")),
    (
        "laaggeletterdheid.toml",
        include_str!("laaggeletterdheid.toml"),
    ),
    ("context.toml", include_str!("context.toml")),
];

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
    /// Words for sentences; absent for figures that are not shares of people.
    pub woorden: Option<Words>,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: Vec<Indicator>,
}

/// All indicators, per theme in the order of the report: core numbers first.
#[derive(Debug, Clone)]
pub struct Catalogue(Vec<Arc<Indicator>>);

impl Catalogue {
    /// Reads and checks the compiled-in catalogue.
    ///
    /// # Errors
    /// Lists every fault of every file at once.
    pub fn builtin() -> Result<Self, CatalogueFaults> {
        let mut indicators = Vec::new();
        let mut faults = CatalogueFaults::default();
        for (name, text) in FILES {
            match toml::from_str::<File>(text) {
                Ok(file) => indicators.extend(file.indicator),
                Err(error) => faults.push(format!("{name}: {error}")),
            }
        }
        faults.check(&indicators);
        faults.none_or_err()?;
        indicators.sort_by_key(|i| (i.thema, i.kern.unwrap_or(u32::MAX)));
        Ok(Self(indicators.into_iter().map(Arc::new).collect()))
    }

    /// Returns a catalogue without indicators, to read populations only.
    pub const fn empty() -> Self {
        Self(Vec::new())
    }

    /// Returns the catalogue with the indicators of local extracts: in the place of one that has
    /// no public figures, or behind those of its theme.
    #[must_use]
    pub fn with_local(&self, local: &[Arc<Indicator>]) -> Self {
        let mut all = self.0.clone();
        for own in local {
            match all.iter_mut().find(|known| known.id == own.id) {
                Some(known) => *known = Arc::clone(own),
                None => all.push(Arc::clone(own)),
            }
        }
        all.sort_by_key(|i| (i.thema, i.kern.unwrap_or(u32::MAX)));
        Self(all)
    }

    /// Iterates over the surveys that have a source.
    pub fn surveys(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.0.iter().filter(|indicator| {
            indicator.soort == FigureKind::Enquete && indicator.niet_beschikbaar.is_none()
        })
    }

    /// Returns the catalogue with its surveys only.
    #[must_use]
    pub fn only_surveys(&self) -> Self {
        Self(self.surveys().cloned().collect())
    }

    /// Iterates over the indicators in the order of the report.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.0.iter()
    }

    /// Returns the indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Indicator>> {
        self.0.iter().find(|i| i.id == id)
    }

    /// Returns the place of an indicator in the order of the report.
    pub fn position(&self, id: &str) -> usize {
        self.0
            .iter()
            .position(|i| i.id == id)
            .unwrap_or(self.0.len())
    }
}
