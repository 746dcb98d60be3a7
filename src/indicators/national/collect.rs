//! Collects the values of the country gemeente after gemeente, so that its figures never stand in
//! memory together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::NationalSpread;
use crate::area::{AreaCode, AreaLevel, GemeenteCode};
use crate::frame::{Observations, SpreadRow};
use crate::indicators::derive::Derivation;
use crate::indicators::population::Populations;
use crate::period::Year;
use crate::statistics::{Spread, StatisticsError};
use crate::themes::{AgeGroup, Catalogue};

/// A year counts when it has at least this part of the areas of the year that has most.
const NEARLY_ALL: (usize, usize) = (9, 10);

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
    values: BTreeMap<(usize, AgeGroup, AreaLevel, Year, Arc<str>), Values>,
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
        let tables: Vec<Arc<str>> = observations
            .sources
            .iter()
            .map(|source| Arc::from(source.table.as_str()))
            .collect();
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
                    let (Some(value), Some(table)) =
                        (figure.reading.value(), tables.get(figure.source))
                    else {
                        continue;
                    };
                    let (level, table) = (area.level(), Arc::clone(table));
                    let key = (place, figure.age, level, figure.period, table);
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

    /// Returns the spread of gemeenten alone, for the years in which nearly all of them have a value.
    ///
    /// # Errors
    /// When a value is not finite.
    pub fn finish_gemeenten(self, gemeenten: usize) -> Result<NationalSpread, StatisticsError> {
        let (part, of) = NEARLY_ALL;
        let whole = self.finish(gemeenten)?;
        let is_wide = |row: &&SpreadRow| {
            let areas = usize::try_from(row.spread.areas).unwrap_or(usize::MAX);
            row.level == AreaLevel::Gemeente && areas.saturating_mul(of) >= gemeenten * part
        };
        Ok(NationalSpread::new(whole.rows().filter(is_wide).cloned()))
    }

    /// Returns the spread over the tables that had all `gemeenten`, for the years in which nearly
    /// all areas have a value.
    ///
    /// # Errors
    /// When a value is not finite.
    pub fn finish(self, gemeenten: usize) -> Result<NationalSpread, StatisticsError> {
        let is_whole = |table: &str| {
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
                    table: table.to_string(),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::frame::{Cell, CellKey, SourceUse, measure};

    const TABLE: &str = "50150NED";

    /// What was read of one gemeente: roken of its wijken in 2022 and 2024.
    fn observations(code: GemeenteCode, values: &[(i32, f64)]) -> Observations {
        let mut found = Observations {
            sources: vec![SourceUse {
                table: TABLE.to_owned(),
                slice: code.to_string(),
                ..SourceUse::default()
            }],
            ..Observations::default()
        };
        for (number, (year, value)) in values.iter().enumerate() {
            let wijk = format!("WK{}{number:02}", &code.to_string()[2..]);
            let area = AreaCode::parse(&wijk).unwrap();
            found.names.insert(area.clone(), wijk);
            let key = CellKey {
                measure: measure("gezondheid", "RooktTabak"),
                area,
                period: Year(*year),
                age: AgeGroup::Adults,
            };
            found.cells.entry(key, || Cell {
                value: Some(*value),
                lower: None,
                upper: None,
                absent: None,
                column: "RooktTabak_4".into(),
                source: 0,
                fictitious: *value > 90.0,
                fictitious_margin: false,
            });
        }
        found
    }

    fn gemeenten(number: usize) -> Vec<GemeenteCode> {
        (1..=number)
            .map(|number| GemeenteCode::parse(&format!("GM{number:04}")).unwrap())
            .collect()
    }

    /// Collects gemeenten in two parts, in this order, as if the country had `wanted` of them.
    fn spread(each: &[(GemeenteCode, Vec<(i32, f64)>)], wanted: usize) -> Vec<SpreadRow> {
        let (catalogue, sources) = (Catalogue::builtin().unwrap(), Sources::builtin());
        let mut parts = [0, 1].map(|_| Collector::new(&catalogue, &sources));
        for (place, (code, values)) in each.iter().enumerate() {
            parts[place % 2].add(*code, &observations(*code, values));
        }
        let [mut first, second] = parts;
        first.join(second);
        assert_eq!(first.gemeenten_per_table()[TABLE], each.len());
        first.finish(wanted).unwrap().rows().cloned().collect()
    }

    #[test]
    fn without_all_gemeenten_there_is_no_spread() {
        let each: Vec<_> = gemeenten(3)
            .into_iter()
            .map(|code| (code, vec![(2024, 10.0)]))
            .collect();
        assert_eq!(spread(&each, 4), []);
        let rows = spread(&each, 3);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].spread.areas, rows[0].year), (3, Year(2024)));
        assert_eq!((&*rows[0].indicator, &*rows[0].table), ("roken", TABLE));
        assert!(!rows[0].fictitious);
    }

    #[test]
    fn a_year_with_few_areas_is_left_out_and_made_up_values_mark_the_spread() {
        let mut each: Vec<_> = gemeenten(10)
            .into_iter()
            .map(|code| (code, vec![(2022, 10.0), (2024, 95.0), (2020, 20.0)]))
            .collect();
        each[0].1.truncate(1);
        each[1].1.truncate(2);
        // 2022 has ten wijken, 2024 nine and 2020 eight.
        let rows = spread(&each, 10);
        let years: Vec<(i32, u32, bool)> = rows
            .iter()
            .map(|row| (row.year.0, row.spread.areas, row.fictitious))
            .collect();
        assert_eq!(years, [(2022, 10, false), (2024, 9, true)]);
    }

    #[test]
    fn of_two_tables_with_the_same_year_the_one_with_most_areas_counts() {
        let row = |table: &str, values: &[f64]| SpreadRow {
            indicator: "roken".to_owned(),
            definition: "d".to_owned(),
            table: table.to_owned(),
            age: AgeGroup::Adults,
            level: AreaLevel::Wijk,
            year: Year(2024),
            spread: Spread::of(values).unwrap().unwrap(),
            fictitious: false,
        };
        for rows in [
            [row("a", &[1.0]), row("b", &[1.0, 2.0])],
            [row("b", &[1.0, 2.0]), row("a", &[1.0])],
        ] {
            let national = NationalSpread::new(rows);
            let tables: Vec<&str> = national.rows().map(|row| row.table.as_str()).collect();
            assert_eq!(tables, ["b"]);
        }
    }

    proptest! {
        #[test]
        fn the_order_of_gemeenten_has_no_influence(
            (each, shuffled) in proptest::collection::vec(0_i32..1000, 2..12)
                .prop_map(|tenths| {
                    let values = tenths.into_iter().map(|tenth| vec![(2024, f64::from(tenth) / 10.0)]);
                    gemeenten(12).into_iter().zip(values).collect::<Vec<_>>()
                })
                .prop_flat_map(|each| (Just(each.clone()), Just(each).prop_shuffle())),
        ) {
            prop_assert_eq!(spread(&each, each.len()), spread(&shuffled, each.len()));
        }
    }
}
