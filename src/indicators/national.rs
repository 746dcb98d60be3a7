//! The national spread: how the values of all gemeenten and wijken of Nederland lie. Collected
//! gemeente after gemeente, so that the figures of the country never stand in memory together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::derive::Derivation;
use super::population::Populations;
use super::row::{Figure, IndicatorTable};
use crate::area::{AreaCode, AreaLevel, GemeenteCode};
use crate::frame::{Observations, SpreadRow};
use crate::period::Year;
use crate::statistics::{Fifth, FigureKind, Spread, StatisticsError};
use crate::themes::{AgeGroup, Catalogue};
use crate::unit::Unit;

/// A year counts when it has at least this part of the areas of the year that has most.
const NEARLY_ALL: (usize, usize) = (9, 10);

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

    /// Returns all rows, in the order of indicator, age group, level and year.
    pub fn rows(&self) -> impl Iterator<Item = &SpreadRow> {
        self.rows.values()
    }

    /// Returns the spread that a figure is part of: equal indicator, definition, age group, level
    /// and year.
    pub fn around(&self, figure: &Figure) -> Option<&SpreadRow> {
        let (indicator, level) = (&figure.indicator, figure.area.level());
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

/// Values of one key in one table.
#[derive(Debug, Default)]
struct Values {
    numbers: Vec<f64>,
    fictitious: bool,
}

/// Collects values for the spread. Parts collected apart and joined give the same spread in any
/// order.
#[derive(Debug)]
pub struct Collector<'a> {
    catalogue: &'a Catalogue,
    sources: &'a Sources,
    /// Values per indicator (place in the catalogue), age group, level, year and table.
    values: BTreeMap<(usize, AgeGroup, AreaLevel, Year, String), Values>,
    /// Gemeenten that were added, per table that had a slice of them.
    seen: BTreeMap<String, BTreeSet<GemeenteCode>>,
}

impl<'a> Collector<'a> {
    /// Starts without values.
    pub const fn new(catalogue: &'a Catalogue, sources: &'a Sources) -> Self {
        Self {
            catalogue,
            sources,
            values: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Adds the values of a gemeente and its wijken, by the same derivations as a report, from
    /// slices of this gemeente and from tables that have one slice for the whole country.
    pub fn add(&mut self, code: GemeenteCode, observations: &Observations) {
        let (gemeente, members) = (AreaCode::Gemeente(code), [code]);
        for source in &observations.sources {
            let seen = self.seen.entry(source.table.clone()).or_default();
            seen.insert(code);
        }
        let populations = Populations::new(observations, &gemeente, &members);
        let derivation = Derivation {
            observations,
            populations: &populations,
            sources: self.sources,
        };
        let is_wijk = |area: &&AreaCode| matches!(area, AreaCode::Wijk(wijk) if wijk.gemeente() == code && !wijk.is_no_land());
        let wijken = observations.names.keys().filter(is_wijk);
        let areas: Vec<&AreaCode> = std::iter::once(&gemeente).chain(wijken).collect();
        let shown = self.catalogue.iter().enumerate();
        for (place, indicator) in shown.filter(|(_, one)| one.niet_beschikbaar.is_none()) {
            for area in &areas {
                for figure in derivation.figures(indicator, area) {
                    let table = observations.sources.get(figure.source);
                    let table = table.map_or("", |source| source.table.as_str());
                    let (Some(value), false) = (figure.reading.value(), table.is_empty()) else {
                        continue;
                    };
                    let key = (
                        place,
                        figure.age,
                        area.level(),
                        figure.period,
                        table.to_owned(),
                    );
                    let values = self.values.entry(key).or_default();
                    values.numbers.push(value);
                    values.fictitious |= figure.fictitious;
                }
            }
        }
    }

    /// Joins what another collector found about other gemeenten.
    pub fn join(&mut self, other: Self) {
        for (key, more) in other.values {
            let values = self.values.entry(key).or_default();
            values.numbers.extend(more.numbers);
            values.fictitious |= more.fictitious;
        }
        for (table, more) in other.seen {
            self.seen.entry(table).or_default().extend(more);
        }
    }

    /// Returns per table how many gemeenten had a slice of it.
    pub fn gemeenten_per_table(&self) -> BTreeMap<String, usize> {
        let each = self.seen.iter();
        each.map(|(table, seen)| (table.clone(), seen.len()))
            .collect()
    }

    /// Returns the spread over the tables that had all `gemeenten`, for the years in which nearly
    /// all areas have a value.
    ///
    /// # Errors
    /// When a value is not finite.
    pub fn finish(self, gemeenten: usize) -> Result<NationalSpread, StatisticsError> {
        let is_whole = |table: &String| {
            let seen = self.seen.get(table);
            seen.is_some_and(|seen| seen.len() == gemeenten)
        };
        let indicators: Vec<_> = self.catalogue.iter().collect();
        let mut most: BTreeMap<(usize, AgeGroup, AreaLevel), usize> = BTreeMap::new();
        let whole = self
            .values
            .iter()
            .filter(|((_, _, _, _, table), _)| is_whole(table));
        for ((place, age, level, _, _), values) in whole.clone() {
            let most = most.entry((*place, *age, *level)).or_default();
            *most = values.numbers.len().max(*most);
        }
        let mut rows = Vec::new();
        for ((place, age, level, year, table), values) in whole {
            let (part, of) = NEARLY_ALL;
            let is_wide = values.numbers.len() * of >= most[&(*place, *age, *level)] * part;
            if let (true, Some(spread)) = (is_wide, Spread::of(&values.numbers)?) {
                rows.push(SpreadRow {
                    indicator: indicators[*place].id.clone(),
                    definition: indicators[*place].definitie_id.clone(),
                    table: table.clone(),
                    age: *age,
                    level: *level,
                    year: *year,
                    spread,
                    fictitious: values.fictitious,
                });
            }
        }
        Ok(NationalSpread::new(rows))
    }
}

/// Returns why the spread of a table is not there when the store lacks gemeenten.
pub fn lacks_gemeenten(found: usize, wanted: usize) -> String {
    format!("de opslag heeft {found} van de {wanted} gemeenten")
}
