//! Puts the survey figures of the areas that a report shows into its table.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::figure;
use super::{SeriesKey, Surveys, TrendKey};
use crate::area::{AreaCode, AreaLevel, GemeenteCode};
use crate::frame::CellKey;
use crate::indicators::local::draft::Draft;
use crate::indicators::local::{family, region};
use crate::indicators::nearby::joined;
use crate::indicators::population::Populations;
use crate::indicators::row::{Figure, IndicatorTable, Lack, Unavailable};
use crate::indicators::scope::Scope;
use crate::period::Year;
use crate::statistics::rank::{RankInterval, rank_intervals};
use crate::statistics::rollup::agrees_with_published;
use crate::statistics::{StatisticsError, SurveyEstimate};

/// Adds the survey figures to the table of a report.
///
/// # Errors
/// When numbers contradict each other.
pub fn join(
    table: &mut IndicatorTable,
    surveys: &Surveys,
    scope: &Scope,
) -> Result<(), StatisticsError> {
    let first_source = table.sources.len();
    table
        .sources
        .extend(surveys.observations.sources.iter().cloned());
    let people = Populations::new(&surveys.people, &scope.region.code, &scope.region.gemeenten);
    for (key, drafts) in &surveys.drafts {
        let Some((mut shown, counts)) = of_report(drafts, scope, &people)? else {
            continue;
        };
        if scope.gemeente.is_none() {
            table.ranks.extend(ranks(key, drafts, scope)?);
        }
        table.families.extend(counts);
        let with_nederland = surveys.families.get(key).into_iter().flatten();
        table.families.extend(with_nederland.cloned());
        if let Some(year) = year_of(&shown) {
            table.shown.insert(key.clone(), year);
            shown.extend(earlier(surveys, key, scope, year));
        }
        for figure in &mut shown {
            figure.source += first_source;
        }
        table.figures.extend(shown);
    }
    let trends = surveys.trends.iter();
    table.trends.extend(
        trends
            .filter(|((_, _, area), _)| scope.shows(area))
            .map(|(key, trend)| (key.clone(), trend.clone())),
    );
    let measured = surveys.indicators.iter().filter_map(|(indicator, _)| {
        let of = indicator.enquete_van.clone()?;
        Some((indicator.id.clone(), of))
    });
    table.surveys.extend(measured);
    table.peers = table.peers.with(&surveys.spread);
    table.people_years.extend(&surveys.people_years);
    absent(table, surveys);
    Ok(())
}

/// Figures, and what the families of their tests came to.
type OfReport = Option<(Vec<Figure>, Vec<crate::indicators::FamilyCount>)>;

/// The figures of the report's areas, with the comparisons that depend on its region; `None` when
/// no area of the report has a figure.
fn of_report(
    drafts: &[Draft],
    scope: &Scope,
    people: &Populations<'_>,
) -> Result<OfReport, StatisticsError> {
    let region = &scope.region.code;
    let is_member = |area: &AreaCode| {
        let code = area.gemeente();
        code.is_some_and(|code| scope.region.gemeenten.contains(&code))
    };
    let mut own: Vec<Draft> = drafts
        .iter()
        .filter(|draft| {
            let area = &draft.figure.area;
            is_member(area) || area == region || *area == AreaCode::Land
        })
        .cloned()
        .collect();
    // In the region everybody is weighed by the people of the age group, or nobody is tested.
    for draft in &mut own {
        let figure = &draft.figure;
        draft.weight = people.near(&figure.area, figure.period, figure.age);
    }
    let some = own
        .iter()
        .any(|draft| draft.figure.area != AreaCode::Land && draft.figure.reading.value().is_some());
    if !some {
        return Ok(None);
    }
    let published = own.iter().any(|draft| draft.figure.area == *region);
    let rolled_up = roll_up(&own, scope, people);
    if published {
        check_roll_up(&mut own, rolled_up.as_ref());
    } else {
        own.extend(rolled_up);
    }
    // A region that somebody put together has its own family with Nederland: there is one.
    let counts = family::compare(&mut own, &|area| {
        let mut references = family::references(scope, area);
        let compared_before = published || area != region;
        references.retain(|one| !(compared_before && *one == AreaCode::Land));
        references
    })?;
    let figures = own
        .into_iter()
        .map(|draft| draft.figure)
        .filter(|figure| scope.shows(&figure.area))
        .map(|mut figure| {
            family::in_order(&mut figure, scope);
            figure
        });
    Ok(Some((figures.collect(), counts)))
}

/// The places between which each gemeente of a region lies with 95 % certainty; none when one of
/// them cannot be placed.
fn ranks(
    (id, age): &SeriesKey,
    drafts: &[Draft],
    scope: &Scope,
) -> Result<Vec<(TrendKey, RankInterval)>, StatisticsError> {
    let estimates: Option<Vec<(String, SurveyEstimate)>> = scope
        .region
        .gemeenten
        .iter()
        .map(|code| {
            let area = AreaCode::Gemeente(*code);
            let draft = drafts.iter().find(|draft| draft.figure.area == area)?;
            Some((area.to_string(), *draft.survey.as_ref().ok()?))
        })
        .collect();
    let Some(estimates) = estimates.filter(|all| all.len() > 1) else {
        return Ok(Vec::new());
    };
    let named: Vec<(&str, SurveyEstimate)> = estimates
        .iter()
        .map(|(code, estimate)| (code.as_str(), *estimate))
        .collect();
    let places = rank_intervals(&named)?;
    let of_area = |code: &GemeenteCode| {
        let area = AreaCode::Gemeente(*code);
        let place = *places.get(&area.to_string())?;
        Some(((id.clone(), *age, area), place))
    };
    Ok(scope.region.gemeenten.iter().filter_map(of_area).collect())
}

fn roll_up(drafts: &[Draft], scope: &Scope, people: &Populations<'_>) -> Option<Draft> {
    let gemeenten: Vec<Draft> = drafts
        .iter()
        .filter(|draft| draft.figure.area.level() == AreaLevel::Gemeente)
        .cloned()
        .collect();
    region::drafts(&gemeenten, scope, people).into_iter().next()
}

/// The published figure of a region is used; the mean of its gemeenten only checks it.
fn check_roll_up(drafts: &mut [Draft], rolled_up: Option<&Draft>) {
    let Some((mean, area)) =
        rolled_up.and_then(|draft| Some((draft.figure.reading.value()?, &draft.figure.area)))
    else {
        return;
    };
    let published = drafts
        .iter_mut()
        .filter(|draft| draft.figure.area == *area)
        .find_map(|draft| Some((draft.figure.reading.value()?, draft)));
    if let Some((value, draft)) = published
        && !agrees_with_published(mean, value)
    {
        let odd = "het gemiddelde van de gemeenten wijkt meer dan 0,3 procentpunt af";
        draft.figure.remark = joined(draft.figure.remark.take(), Some(odd.into()));
    }
}

fn year_of(figures: &[Figure]) -> Option<Year> {
    figures.iter().map(|figure| figure.period).max()
}

/// Figures of the areas shown of years before, and of the population of 19 or older.
fn earlier(surveys: &Surveys, key: &SeriesKey, scope: &Scope, year: Year) -> Vec<Figure> {
    let (id, age) = key;
    let found = surveys
        .indicators
        .iter()
        .find(|(indicator, _)| indicator.id == *id);
    let Some((indicator, measure)) = found else {
        return Vec::new();
    };
    let leads = indicator.ages().first() == Some(age);
    let is_older = |cell: &CellKey| {
        let same = cell.age == *age && cell.period < year;
        let from_19 = leads
            && cell.age == crate::themes::AgeGroup::From19
            && !indicator.ages().contains(&cell.age);
        same || from_19
    };
    let cells = surveys.observations.cells.of_measure(measure);
    cells
        .filter(|(cell, _)| scope.shows(&cell.area) && is_older(cell))
        .map(|(cell, value)| figure(indicator, cell, value))
        .collect()
}

/// Surveys of tables that are in the store, without figures for this report; one of a table that
/// nobody fetched is not missed.
fn absent(table: &mut IndicatorTable, surveys: &Surveys) {
    let shown: BTreeSet<&str> = table.shown.keys().map(|(id, _)| id.as_str()).collect();
    let mut lacking = Vec::new();
    for (indicator, _) in &surveys.indicators {
        if shown.contains(indicator.id.as_str()) {
            continue;
        }
        if let Some(reason) = surveys.missing.get(&indicator.id) {
            lacking.push(Unavailable {
                lack: Lack::Column,
                indicator: Arc::clone(indicator),
                reason: reason.clone(),
            });
        }
    }
    table.unavailable.extend(lacking);
}
