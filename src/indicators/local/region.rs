//! The figure of the region, where the extract has its gemeenten and not the region itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::draft::Draft;
use crate::area::{AreaCode, AreaLevel};
use crate::indicators::nearby::{joined, nearest, remark};
use crate::indicators::population::{NEAR, Populations};
use crate::indicators::row::{Figure, Method};
use crate::indicators::scope::Scope;
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::statistics::compare::NoTest;
use crate::statistics::rollup::{Part, Rollup, roll_up};
use crate::statistics::survey::SurveyEstimate;
use crate::themes::AgeGroup;
use crate::unit::Unit;

/// Returns the region's figures, per indicator, year and age group.
///
/// Surveys of gemeenten are independent, so their errors are added as squares (statistics.md 4.8).
pub fn drafts(drafts: &[Draft], scope: &Scope, populations: &Populations<'_>) -> Vec<Draft> {
    let region = &scope.region.code;
    if scope.region.gemeenten.len() < 2 || matches!(region, AreaCode::Gemeente(_)) {
        return Vec::new();
    }
    let mut groups: BTreeMap<(String, Year, AgeGroup), Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        let figure = &draft.figure;
        let key = (figure.indicator.id.clone(), figure.period, figure.age);
        groups.entry(key).or_default().push(draft);
    }
    groups
        .into_values()
        .filter(|group| !group.iter().any(|draft| draft.figure.area == *region))
        .filter_map(|group| of_group(&group, scope, populations))
        .collect()
}

fn of_group(group: &[&Draft], scope: &Scope, populations: &Populations<'_>) -> Option<Draft> {
    let region = &scope.region.code;
    let gemeenten: Vec<&&Draft> = group
        .iter()
        .filter(|draft| draft.figure.area.level() == AreaLevel::Gemeente)
        .filter(|draft| {
            let code = draft.figure.area.gemeente();
            code.is_some_and(|code| scope.region.gemeenten.contains(&code))
        })
        .collect();
    let first = gemeenten.first()?;
    let blank = Figure {
        area: region.clone(),
        reading: Reading::Absent(Absent::Incomplete),
        method: Method::WeightedMean,
        as_published: false,
        remark: None,
        population: None,
        // Those of the gemeente are of the gemeente.
        comparisons: Vec::new(),
        ..first.figure.clone()
    };
    let (period, age) = (blank.period, blank.age);
    let people = populations.people(region, period, age);
    let (figure, coverage) = match blank.indicator.eenheid {
        // Counts were rounded, and some are hidden: their sum would be neither.
        Unit::Aantal => return None,
        Unit::Procent | Unit::Per1000 => mean(blank, &gemeenten, scope, populations),
        Unit::Ratio | Unit::Km | Unit::Euro | Unit::Score | Unit::Jaren => return None,
    };
    // One gemeente that cannot be tested makes the margin of the whole too narrow.
    let known = || {
        let with_value = |draft: &&&&Draft| draft.figure.reading.value().is_some();
        gemeenten.iter().filter(with_value)
    };
    let untested = known().find(|draft| draft.survey.is_err());
    let remark = known().find_map(|draft| draft.survey.err().and(draft.figure.remark.clone()));
    let design = untested.map_or(&first.survey, |draft| &draft.survey);
    let survey = match (figure.reading, design) {
        (
            Reading::Known {
                value,
                margin: Some(margin),
            },
            Ok(_),
        ) => SurveyEstimate::published(figure.kind, value, margin).map_err(|_| NoTest::NoMargin),
        (_, Ok(_)) => Err(NoTest::NoMargin),
        (_, Err(reason)) => Err(*reason),
    };
    Some(Draft {
        figure: Figure {
            remark: joined(figure.remark.clone(), remark),
            population: people.map(|people| people.number),
            fictitious_population: people.is_some_and(|people| people.fictitious),
            ..figure
        },
        survey,
        // It is the mean of the people who live where there is a figure.
        weight: populations
            .near(region, period, age)
            .map(|people| people * coverage),
        together: false,
    })
}

/// The mean over the gemeenten of the region, weighted by their people, and the fraction of all
/// people who live in those with a figure.
fn mean(
    blank: Figure,
    gemeenten: &[&&Draft],
    scope: &Scope,
    populations: &Populations<'_>,
) -> (Figure, f64) {
    let parts: Option<Vec<Part>> = scope
        .region
        .gemeenten
        .iter()
        .map(|code| {
            let area = AreaCode::Gemeente(*code);
            let own = gemeenten.iter().find(|draft| draft.figure.area == area);
            Some(Part {
                population: populations.near(&area, blank.period, blank.age)?,
                value: own.and_then(|draft| draft.figure.reading.value()),
                interval: own.and_then(|draft| draft.figure.reading.margin()),
            })
        })
        .collect();
    let Some(parts) = parts else {
        let unknown = Figure {
            remark: Some("het aantal inwoners van deze leeftijd is niet bekend".into()),
            ..blank
        };
        return (unknown, 0.0);
    };
    match roll_up(&parts) {
        Ok(Rollup::Known {
            value,
            margin,
            coverage,
        }) => {
            let known = Figure {
                reading: Reading::Known {
                    value,
                    margin: margin.map(|margin| margin.independent),
                },
                remark: other_year(&blank, scope, populations),
                ..blank
            };
            (known, coverage)
        }
        Ok(Rollup::Incomplete { .. }) | Err(_) => {
            let incomplete = Figure {
                remark: Some("te weinig gemeenten hebben een cijfer".into()),
                ..blank
            };
            (incomplete, 0.0)
        }
    }
}

/// Says of which year the people are that weigh the gemeenten, where that is another year.
fn other_year(
    blank: &Figure,
    scope: &Scope,
    populations: &Populations<'_>,
) -> Option<Cow<'static, str>> {
    let mut gemeenten = scope.region.gemeenten.iter();
    gemeenten.find_map(|code| {
        let area = AreaCode::Gemeente(*code);
        let counted = |year: &Year| populations.people(&area, *year, blank.age).is_some();
        let year = nearest(blank.period, NEAR).find(counted)?;
        remark(blank.period, year, blank.age)
    })
}
