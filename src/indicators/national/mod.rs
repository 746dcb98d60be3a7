//! The national spread: how the values of all gemeenten and wijken of Nederland lie, and to which
//! fifth a wijk belongs.

mod collect;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use collect::Collector;

use super::row::{Figure, IndicatorTable};
use crate::area::AreaLevel;
use crate::frame::SpreadRow;
use crate::period::Year;
use crate::statistics::{Fifth, FigureKind};
use crate::themes::AgeGroup;
use crate::unit::Unit;

/// The spread of all indicators, or why it is not there.
#[derive(Debug, Clone, PartialEq)]
pub enum National {
    /// Worked out over all gemeenten.
    Known(Arc<NationalSpread>),
    /// Absent as in any store without all gemeenten; the reason is a Dutch sentence part.
    Absent(String),
    /// There, but not to be used; the user is told this.
    Unusable(String),
}

impl National {
    /// Returns what the user must know.
    pub fn fault(&self) -> Option<&str> {
        match self {
            Self::Unusable(reason) => Some(reason),
            Self::Known(_) | Self::Absent(_) => None,
        }
    }
}

impl Default for National {
    fn default() -> Self {
        Self::Absent("de landelijke spreiding is niet gelezen".to_owned())
    }
}

/// What a spread is of.
type Key = (String, AgeGroup, AreaLevel, Year);

/// The spread of all indicators.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NationalSpread {
    rows: BTreeMap<Key, SpreadRow>,
}

impl NationalSpread {
    /// Puts rows together; of two for the same the one with most areas stays.
    pub fn new(rows: impl IntoIterator<Item = SpreadRow>) -> Self {
        let mut found: BTreeMap<Key, SpreadRow> = BTreeMap::new();
        for row in rows {
            let key = (row.indicator.clone(), row.age, row.level, row.year);
            let known = found.get(&key).map(|known| known.spread.areas);
            if known.is_none_or(|areas| areas < row.spread.areas) {
                found.insert(key, row);
            }
        }
        Self { rows: found }
    }

    /// Returns both together; of two for the same the one with most areas stays.
    #[must_use]
    pub fn with(&self, more: &Self) -> Self {
        Self::new(self.rows().chain(more.rows()).cloned())
    }

    /// Returns how the values of all Dutch areas like that of a figure lie: of gemeenten for a
    /// gemeente, of GGD regions for a GGD region. A region that somebody put together has no areas
    /// like it.
    pub fn peers(&self, figure: &Figure) -> Option<&SpreadRow> {
        let level = match figure.area.level() {
            AreaLevel::Gemeente => AreaLevel::Gemeente,
            AreaLevel::Ggd => AreaLevel::Ggd,
            _ => return None,
        };
        self.of_level(figure, level)
    }

    /// Returns all rows, in the order of indicator, age group, level and year.
    pub fn rows(&self) -> impl Iterator<Item = &SpreadRow> {
        self.rows.values()
    }

    /// Returns the spread that a figure is part of: equal indicator, definition, age group, level
    /// and year.
    pub fn around(&self, figure: &Figure) -> Option<&SpreadRow> {
        self.of_level(figure, figure.area.level())
    }

    fn of_level(&self, figure: &Figure, level: AreaLevel) -> Option<&SpreadRow> {
        let indicator = &figure.indicator;
        let key = (indicator.id.clone(), figure.age, level, figure.period);
        let row = self.rows.get(&key)?;
        (row.definition == indicator.definitie_id).then_some(row)
    }
}

impl IndicatorTable {
    /// Returns to which fifth of all Dutch wijken a figure belongs, with the spread that says so.
    /// Only for what a model estimated per wijk (a survey has a rank interval instead), and only
    /// when all of Nederland is known.
    pub fn fifth(&self, figure: &Figure) -> Option<(Fifth, &SpreadRow)> {
        let National::Known(national) = &self.national else {
            return None;
        };
        let is_percentage = figure.indicator.eenheid == Unit::Procent;
        if figure.kind != FigureKind::Modelschatting
            || figure.area.level() != AreaLevel::Wijk
            || !is_percentage
        {
            return None;
        }
        let row = national.around(figure)?;
        let fifth = row.spread.fifth(figure.reading.value()?).ok()?;
        Some((fifth, row))
    }
}

/// Returns why the spread of a table is not there when the store lacks gemeenten.
pub fn lacks_gemeenten(found: usize, wanted: usize) -> String {
    format!("de opslag heeft {found} van de {wanted} gemeenten")
}
