//! Figures of a region, from those of its gemeenten.
//!
//! No source publishes an RZA, so its value is the sum or the weighted mean of its gemeenten:
//! counts add up, shares are made of added counts, percentages of people are weighted with the
//! population that they are about, of the same year or, when nobody knows that one, of the nearest.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::derive::{Derivation, INHABITANTS, from_single_ages};
use super::nearby::remark;
use super::population::People;
use super::row::{Figure, Method};
use crate::area::{AreaCode, GemeenteCode};
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::statistics::rollup::{Part, Rollup, roll_up};
use crate::themes::{AgeGroup, Calculation, Indicator};
use crate::unit::Unit;

/// A region and the gemeenten in it.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a> {
    /// Code of the region.
    pub region: &'a AreaCode,
    /// Its gemeenten.
    pub gemeenten: &'a [GemeenteCode],
}

/// Returns the figures of the region, from the figures of one indicator for all its gemeenten.
pub fn figures(
    derivation: &Derivation<'_>,
    members: Members<'_>,
    indicator: &Arc<Indicator>,
    of_gemeenten: &[Figure],
) -> Vec<Figure> {
    let mut groups: BTreeMap<(Year, AgeGroup), Vec<&Figure>> = BTreeMap::new();
    for figure in of_gemeenten {
        groups
            .entry((figure.period, figure.age))
            .or_default()
            .push(figure);
    }
    groups
        .into_iter()
        .filter_map(|((year, age), group)| {
            let first = group.first()?;
            let blank = Figure {
                area: members.region.clone(),
                column: first.column.clone(),
                source: first.source,
                kind: first.kind,
                ..derivation.empty(indicator, members.region, year, age)
            };
            match &indicator.berekening {
                Some(Calculation::Aandeel { teller, noemer }) => {
                    Some(of_shares(derivation, blank, teller, noemer))
                }
                Some(calculation) => of_ages(derivation, blank, calculation),
                None if indicator.eenheid == Unit::Aantal => Some(sum(members, blank, &group)),
                None => Some(mean(derivation, members, blank, &group)),
            }
        })
        .collect()
}

/// A figure that stays empty because too few of the gemeenten have one.
fn incomplete(blank: Figure, method: Method) -> Figure {
    Figure {
        reading: Reading::Absent(Absent::Incomplete),
        method,
        remark: Some("te weinig gemeenten hebben een cijfer".into()),
        ..blank
    }
}

fn of_shares(
    derivation: &Derivation<'_>,
    blank: Figure,
    numerator: &[String],
    denominator: &str,
) -> Figure {
    let count = |stem: &str| {
        derivation
            .populations
            .counted(&blank.area, blank.period, stem)
    };
    let parts: Option<Vec<_>> = numerator.iter().map(|stem| count(stem)).collect();
    let (Some(parts), Some(whole)) = (parts, count(denominator)) else {
        return incomplete(blank, Method::Share);
    };
    if whole.number <= 0.0 {
        return incomplete(blank, Method::Share);
    }
    let part: f64 = parts.iter().map(|p| p.number).sum();
    Figure {
        reading: Reading::Known {
            value: part / whole.number * 100.0,
            margin: None,
        },
        method: Method::Share,
        population: Some(whole.number).filter(|_| denominator == INHABITANTS),
        fictitious: whole.fictitious || parts.iter().any(|p| p.fictitious),
        ..blank
    }
}

fn of_ages(
    derivation: &Derivation<'_>,
    blank: Figure,
    calculation: &Calculation,
) -> Option<Figure> {
    let Some(ages) = derivation.populations.ages(&blank.area, blank.period) else {
        return Some(incomplete(blank, Method::SingleAges));
    };
    let value = from_single_ages(ages, calculation)?;
    Some(Figure {
        reading: Reading::Known {
            value,
            margin: None,
        },
        method: Method::SingleAges,
        population: Some(ages.total()),
        fictitious: ages.fictitious,
        ..blank
    })
}

fn sum(members: Members<'_>, blank: Figure, group: &[&Figure]) -> Figure {
    let values: Vec<f64> = group.iter().filter_map(|f| f.reading.value()).collect();
    if values.len() < members.gemeenten.len() {
        return incomplete(blank, Method::Sum);
    }
    Figure {
        reading: Reading::Known {
            value: values.iter().sum(),
            margin: None,
        },
        method: Method::Sum,
        population: Some(values.iter().sum()),
        fictitious: group.iter().any(|f| f.fictitious),
        ..blank
    }
}

/// What every gemeente weighs in the mean of its region, and of which year that is: the column that
/// the catalogue names, such as households, or else the people whom the indicator is about.
fn weights(
    derivation: &Derivation<'_>,
    members: Members<'_>,
    blank: &Figure,
) -> Option<(Vec<(AreaCode, People)>, Year)> {
    let populations = derivation.populations;
    let areas: Vec<AreaCode> = members
        .gemeenten
        .iter()
        .map(|code| AreaCode::Gemeente(*code))
        .collect();
    // All of one year: people of different years are no weights.
    let year = match &blank.indicator.weging {
        Some(_) => blank.period,
        None => populations.year_of_all(&areas, blank.period, &[blank.age])?,
    };
    let weight = |area: &AreaCode| match &blank.indicator.weging {
        Some(stem) => {
            let series = derivation.series(&blank.indicator);
            populations.published(series, area, year, stem)
        }
        None => populations.people(area, year, blank.age),
    };
    let each: Option<Vec<(AreaCode, People)>> = areas
        .into_iter()
        .map(|area| weight(&area).map(|people| (area, people)))
        .collect();
    Some((each?, year))
}

fn mean(
    derivation: &Derivation<'_>,
    members: Members<'_>,
    blank: Figure,
    group: &[&Figure],
) -> Figure {
    let by_area: BTreeMap<&AreaCode, &&Figure> = group.iter().map(|f| (&f.area, f)).collect();
    let mut parts = Vec::new();
    let mut made_up_weights = false;
    let Some((weights, year)) = weights(derivation, members, &blank) else {
        // Without weights of this year or one nearby no mean can be made.
        return Figure {
            remark: Some("het aantal om mee te wegen is niet bekend".into()),
            ..incomplete(blank, Method::WeightedMean)
        };
    };
    for (area, people) in weights {
        made_up_weights |= people.fictitious;
        let figure = by_area.get(&area);
        parts.push(Part {
            population: people.number,
            value: figure.and_then(|f| f.reading.value()),
            interval: figure.and_then(|f| f.reading.margin()),
        });
    }
    let population: f64 = parts.iter().map(|part| part.population).sum();
    let is_of_people = blank.indicator.weging.is_none() && blank.indicator.zonder_weging.is_none();
    let (value, margin) = match roll_up(&parts) {
        Ok(Rollup::Known { value, margin, .. }) => (value, margin),
        Ok(Rollup::Incomplete { .. }) | Err(_) => return incomplete(blank, Method::WeightedMean),
    };
    Figure {
        // Models err together, so the wide margin is the honest one.
        reading: Reading::Known {
            value,
            margin: margin.map(|m| m.correlated),
        },
        method: Method::WeightedMean,
        population: Some(population).filter(|_| is_of_people),
        fictitious: made_up_weights || group.iter().any(|f| f.fictitious),
        fictitious_margin: group.iter().any(|f| f.fictitious_margin),
        fictitious_population: made_up_weights,
        remark: remark(blank.period, year, blank.age),
        ..blank
    }
}
