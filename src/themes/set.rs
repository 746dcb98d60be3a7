//! All indicators: read from the TOML files of the themes, checked, and put in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::{CatalogueFaults, Indicator};
use crate::statistics::FigureKind;

/// Version of the core set: it changes when an indicator enters, leaves or gets another number.
pub const CORE_SET_VERSION: &str = "2026.1";

/// Gives each file with its text.
macro_rules! files {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!($name))),+] };
}

const FILES: [(&str, &str); 16] = files![
    "leefstijl.toml",
    "leefstijl-omgeving.toml",
    "mentaal.toml",
    "grijze-druk.toml",
    "laaggeletterdheid.toml",
    "context.toml",
    "context-bevolking.toml",
    "context-wonen.toml",
    "context-inkomen.toml",
    "context-werk.toml",
    "context-nabijheid.toml",
    "context-zorg.toml",
    "model.toml",
    "monitor-leefstijl.toml",
    "monitor-gezondheid.toml",
    "jongvolwassenen.toml",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: Vec<Indicator>,
}

/// All indicators, per theme in the order of the report: core numbers first.
#[derive(Debug, Clone)]
pub struct Catalogue {
    indicators: Vec<Arc<Indicator>>,
    /// Place of each id.
    places: BTreeMap<String, usize>,
}

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
        faults.check_whole(&indicators);
        faults.none_or_err()?;
        Ok(Self::of(indicators.into_iter().map(Arc::new)))
    }

    /// Returns a catalogue without indicators, to read populations only.
    pub const fn empty() -> Self {
        Self {
            indicators: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Returns a catalogue of these indicators, in the order of the report; they are not checked.
    pub fn of(indicators: impl IntoIterator<Item = Arc<Indicator>>) -> Self {
        let mut indicators: Vec<Arc<Indicator>> = indicators.into_iter().collect();
        indicators.sort_by_key(|i| (i.thema, i.kern.unwrap_or(u32::MAX)));
        let places = indicators
            .iter()
            .enumerate()
            .map(|(place, indicator)| (indicator.id.clone(), place))
            .collect();
        Self { indicators, places }
    }

    /// Returns the catalogue with the indicators of local extracts: in the place of one that has
    /// no public figures, or behind those of its theme.
    #[must_use]
    pub fn with_local(&self, local: &[Arc<Indicator>]) -> Self {
        let mut all = self.indicators.clone();
        for own in local {
            match all.iter_mut().find(|known| known.id == own.id) {
                Some(known) => *known = Arc::clone(own),
                None => all.push(Arc::clone(own)),
            }
        }
        Self::of(all)
    }

    /// Iterates over the surveys that have a source.
    pub fn surveys(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.iter().filter(|indicator| {
            indicator.soort == FigureKind::Enquete && indicator.niet_beschikbaar.is_none()
        })
    }

    /// Returns the catalogue with its surveys only.
    #[must_use]
    pub fn only_surveys(&self) -> Self {
        Self::of(self.surveys().cloned())
    }

    /// Iterates over the indicators in the order of the report.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.indicators.iter()
    }

    /// Returns the indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Indicator>> {
        self.indicators.get(*self.places.get(id)?)
    }

    /// Returns the place of an indicator in the order of the report.
    pub fn position(&self, id: &str) -> usize {
        let place = self.places.get(id).copied();
        place.unwrap_or(self.indicators.len())
    }
}
