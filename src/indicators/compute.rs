//! From cells to the table of indicators of one report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::age_bands;
use super::compare::compare;
use super::derive::Derivation;
use super::local::{self, LocalInput};
use super::population::Populations;
use super::region::{self, Members};
use super::row::{Figure, IndicatorTable, Lack, Unavailable};
use super::scope::Scope;
use super::survey::{self, Surveys};
use super::two_bands;
use crate::area::{AreaCode, AreaLevel, Gemeenten};
use crate::frame::Observations;
use crate::period::Year;
use crate::statistics::{FigureKind, StatisticsError};
use crate::themes::{AgeGroup, Catalogue, Indicator};

/// What the figures of a report are computed from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Indicators with public figures.
    pub catalogue: &'a Catalogue,
    /// The same with the indicators of local extracts, in the order of the report.
    pub shown: &'a Catalogue,
    /// Tables and their series.
    pub sources: &'a Sources,
    /// Areas of the report.
    pub scope: &'a Scope,
    /// The wijken that exist (from the map), so that one without figures still has its row with
    /// the reason.
    pub wijken: &'a [AreaCode],
    /// Gemeenten of the division.
    pub gemeenten: &'a Gemeenten,
    /// National surveys.
    pub surveys: &'a Surveys,
    /// Local extracts.
    pub local: &'a LocalInput,
    /// Year of the division of the map; the wijken of an extract were found on it.
    pub division: Option<i32>,
}

/// Computes every figure of a report, with its comparisons.
///
/// # Errors
/// When published numbers contradict each other.
pub fn compute(
    input: Input<'_>,
    observations: Observations,
) -> Result<IndicatorTable, StatisticsError> {
    let scope = input.scope;
    let mut table = published(input, &observations)?;
    table.names = names(&observations, scope, input.gemeenten);
    table.sources = observations.sources;
    survey::join(&mut table, input.surveys, scope)?;
    local::join(&mut table, input)?;
    sort(&mut table, input.shown);
    Ok(table)
}

/// The figures of the public sources.
fn published(
    input: Input<'_>,
    observations: &Observations,
) -> Result<IndicatorTable, StatisticsError> {
    let scope = input.scope;
    let region = &scope.region.code;
    let populations = Populations::new(observations, region, &scope.region.gemeenten);
    let derivation = Derivation {
        observations,
        populations: &populations,
        sources: input.sources,
    };
    let members = Members {
        region,
        gemeenten: &scope.region.gemeenten,
    };
    let mut table = IndicatorTable::default();
    let own = |indicator: &&Arc<Indicator>| indicator.soort != FigureKind::Enquete;
    for indicator in input.catalogue.iter().filter(own) {
        let mut lacks = |lack: Lack, reason: String| {
            table.unavailable.push(Unavailable {
                indicator: Arc::clone(indicator),
                reason,
                lack,
            });
        };
        if let Some(reason) = &indicator.niet_beschikbaar {
            lacks(Lack::Catalogue, reason.clone());
            continue;
        }
        let found = of_indicator(&derivation, members, indicator, scope, input.wijken)?;
        let years = shown_years(indicator, &found, scope);
        if years.is_empty() {
            let (lack, reason) = why_missing(observations, indicator, !found.is_empty());
            lacks(lack, reason);
            continue;
        }
        table.shown.extend(
            years
                .into_iter()
                .map(|(age, year)| ((indicator.id.clone(), age), year)),
        );
        // Of the extended set only the year that is shown: the core set has the series.
        let shown = &table.shown;
        let kept = found.into_iter().filter(|figure| {
            let key = (figure.indicator.id.clone(), figure.age);
            indicator.is_core() || shown.get(&key) == Some(&figure.period)
        });
        table.figures.extend(kept);
    }
    let headlines: Vec<Arc<Indicator>> = input
        .catalogue
        .iter()
        .filter(|indicator| two_bands::has_view(indicator))
        .cloned()
        .collect();
    two_bands::add(&mut table, &derivation, members, scope, &headlines);
    age_bands::add(&mut table, &derivation, scope, input.catalogue);
    table.figures.retain(|figure| scope.shows(&figure.area));
    table.people_years = populations.other_years();
    Ok(table)
}

/// Puts figures in their order: area level, area, indicator, age, period. The key of a figure is
/// made once: the place of an indicator is looked for in a list.
fn sort(table: &mut IndicatorTable, catalogue: &Catalogue) {
    let places: BTreeMap<&str, usize> = catalogue
        .iter()
        .enumerate()
        .map(|(place, indicator)| (indicator.id.as_str(), place))
        .collect();
    table.figures.sort_by_cached_key(|figure| {
        let place = places.get(figure.indicator.id.as_str());
        (
            figure.area.level(),
            figure.area.clone(),
            place.copied().unwrap_or(places.len()),
            figure.age,
            figure.period,
        )
    });
}

/// All figures of one indicator: Nederland, region, its gemeenten, and the wijken shown.
fn of_indicator(
    derivation: &Derivation<'_>,
    members: Members<'_>,
    indicator: &Arc<Indicator>,
    scope: &Scope,
    wijken: &[AreaCode],
) -> Result<Vec<Figure>, StatisticsError> {
    let of_gemeenten: Vec<Figure> = members
        .gemeenten
        .iter()
        .flat_map(|code| derivation.figures(indicator, &AreaCode::Gemeente(*code)))
        .collect();
    let mut by_gemeente: BTreeMap<AreaCode, Vec<&Figure>> = BTreeMap::new();
    for figure in &of_gemeenten {
        let own = by_gemeente.entry(figure.area.clone()).or_default();
        own.push(figure);
    }
    let mut of_wijken = Vec::new();
    for wijk in wijken {
        let gemeente = wijk.gemeente().map(AreaCode::Gemeente);
        let around = gemeente.and_then(|code| by_gemeente.get(&code));
        let figures = derivation.figures(indicator, wijk);
        let around = around.map_or(&[][..], Vec::as_slice);
        of_wijken.extend(fill_gaps(derivation, indicator, wijk, figures, around));
    }
    let mut found = derivation.figures(indicator, &AreaCode::Land);
    found.extend(region::figures(
        derivation,
        members,
        indicator,
        &of_gemeenten,
    ));
    found.extend(of_gemeenten);
    found.extend(of_wijken);
    compare_all(&mut found, scope)?;
    Ok(found)
}

/// Puts the figures that the report shows beside their references.
fn compare_all(found: &mut [Figure], scope: &Scope) -> Result<(), StatisticsError> {
    // No wijk is a reference of another area, and there are many of them.
    let index: BTreeMap<(&AreaCode, Year, AgeGroup), &Figure> = found
        .iter()
        .filter(|f| f.area.level() != AreaLevel::Wijk)
        .map(|f| ((&f.area, f.period, f.age), f))
        .collect();
    let mut comparisons = Vec::new();
    for (place, figure) in found.iter().enumerate() {
        if !scope.shows(&figure.area) {
            continue;
        }
        for (step, reference) in scope.references(&figure.area).iter().enumerate() {
            if let Some(reference) = index.get(&(reference, figure.period, figure.age))
                && let Some(mut comparison) = compare(figure, reference)?
            {
                comparison.on_ladder = step == 0;
                comparisons.push((place, comparison));
            }
        }
    }
    for (place, comparison) in comparisons {
        found[place].comparisons.push(comparison);
    }
    Ok(())
}

/// A wijk without a row still gets one, for every year and age that its gemeente has.
fn fill_gaps(
    derivation: &Derivation<'_>,
    indicator: &Arc<Indicator>,
    wijk: &AreaCode,
    mut figures: Vec<Figure>,
    of_gemeente: &[&Figure],
) -> Vec<Figure> {
    if !indicator.has_level(wijk.level()) {
        return figures;
    }
    let have: BTreeSet<(Year, AgeGroup)> = figures.iter().map(|f| (f.period, f.age)).collect();
    for other in of_gemeente {
        if !have.contains(&(other.period, other.age)) {
            figures.push(Figure {
                source: other.source,
                column: other.column.clone(),
                ..derivation.empty(indicator, wijk, other.period, other.age)
            });
        }
    }
    figures
}

/// The year that is shown per age group: the latest one in which the smallest areas have values,
/// and so has the area around them.
fn shown_years(indicator: &Indicator, found: &[Figure], scope: &Scope) -> Vec<(AgeGroup, Year)> {
    let subject = scope.subject();
    let detail = |level: AreaLevel| {
        let parts = if indicator.has_level(AreaLevel::Wijk) {
            AreaLevel::Wijk
        } else {
            AreaLevel::Gemeente
        };
        level == parts
    };
    let mut years = Vec::new();
    for age in indicator.ages() {
        let known = |test: &dyn Fn(&Figure) -> bool| -> BTreeSet<Year> {
            found
                .iter()
                .filter(|f| f.age == age && f.reading.value().is_some() && test(f))
                .map(|f| f.period)
                .collect()
        };
        let of_parts = known(&|f| detail(f.area.level()) && scope.shows(&f.area));
        let of_subject = known(&|f| f.area == subject);
        let of_any = known(&|f| scope.shows(&f.area) && f.area != AreaCode::Land);
        let latest = of_parts
            .intersection(&of_subject)
            .max()
            .or_else(|| of_subject.iter().next_back())
            .or_else(|| of_parts.iter().next_back())
            .or_else(|| of_any.iter().next_back());
        years.extend(latest.map(|year| (age, *year)));
    }
    years
}

fn why_missing(
    observations: &Observations,
    indicator: &Indicator,
    has_rows: bool,
) -> (Lack, String) {
    let table = &indicator.tabel;
    if let Some(reason) = observations.missing.get(&indicator.id) {
        return (Lack::Column, reason.clone());
    }
    if has_rows {
        let reason = format!("tabel {table} heeft hiervoor nog geen cijfers");
        return (Lack::Value, reason);
    }
    let reason = format!("tabel {table} is niet opgehaald of heeft geen rijen voor dit gebied");
    (Lack::Rows, reason)
}

fn names(
    observations: &Observations,
    scope: &Scope,
    gemeenten: &Gemeenten,
) -> BTreeMap<AreaCode, String> {
    let mut names = observations.names.clone();
    names.retain(|area, _| matches!(area, AreaCode::Wijk(_)) && scope.shows(area));
    names.insert(AreaCode::Land, "Nederland".to_owned());
    names.insert(scope.region.code.clone(), scope.region.name.clone());
    for code in &scope.region.gemeenten {
        if let Some(gemeente) = gemeenten.get(*code) {
            names.insert(AreaCode::Gemeente(*code), gemeente.name.clone());
        }
    }
    names
}
