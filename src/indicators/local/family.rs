//! Tests of surveys: part against rest, corrected within the family of one indicator, level and
//! comparator over all areas of the extract (statistics.md 4.4 and 4.5).

use std::collections::BTreeMap;

use super::FamilyCount;
use super::draft::Draft;
use crate::area::{AreaCode, AreaLevel};
use crate::indicators::compare::extra;
use crate::indicators::row::{Comparison, Figure};
use crate::indicators::scope::Scope;
use crate::period::Year;
use crate::statistics::compare::{NoTest, RelevanceRule, SurveyTest, compare_part_with_whole};
use crate::statistics::multiple::{AdjustedP, benjamini_hochberg, summarise_family};
use crate::statistics::survey::PopulationShare;
use crate::statistics::{self, StatisticsError};
use crate::themes::AgeGroup;
use crate::unit::Unit;

/// One comparison that waits for its family.
struct Pending {
    draft: usize,
    reference: usize,
    test: Result<SurveyTest, NoTest>,
}

type Family = (String, Year, AgeGroup, AreaLevel, AreaLevel);

/// Fills in the comparisons of all drafts, and returns what the families came to.
///
/// # Errors
/// When numbers contradict each other.
pub fn compare(
    drafts: &mut [Draft],
    references: &dyn Fn(&AreaCode) -> Vec<AreaCode>,
) -> Result<Vec<FamilyCount>, StatisticsError> {
    let mut counts = Vec::new();
    for ((indicator, ..), members) in pending(drafts, references) {
        let p_values: Vec<f64> = tested(&members).map(SurveyTest::p).collect();
        let adjusted = benjamini_hochberg(&p_values)?;
        if !p_values.is_empty() {
            let summary = summarise_family(&p_values)?;
            counts.push(FamilyCount {
                indicator,
                tests: summary.tests,
                raw: summary.raw_flags,
                corrected: summary.adjusted_flags,
            });
        }
        conclude(drafts, &members, adjusted)?;
    }
    Ok(counts)
}

/// Fills in the comparisons of all drafts as [`compare`] does, with p-values that were corrected
/// before, in families with more areas than these. Returns whether every tested draft has one; when
/// not, the comparisons are not to be used.
///
/// # Errors
/// When numbers contradict each other, or a p-value is not of the test.
pub fn compare_corrected(
    drafts: &mut [Draft],
    references: &dyn Fn(&AreaCode) -> Vec<AreaCode>,
    corrected: &dyn Fn(&AreaCode) -> Option<AdjustedP>,
) -> Result<bool, StatisticsError> {
    for members in pending(drafts, references).into_values() {
        let areas = members.iter().filter(|one| one.test.is_ok());
        let known = areas.map(|one| corrected(&drafts[one.draft].figure.area));
        let Some(adjusted) = known.collect::<Option<Vec<_>>>() else {
            return Ok(false);
        };
        conclude(drafts, &members, adjusted)?;
    }
    Ok(true)
}

fn tested(members: &[Pending]) -> impl Iterator<Item = &SurveyTest> {
    members.iter().filter_map(|one| one.test.as_ref().ok())
}

/// Puts the comparisons of a family in its drafts; `adjusted` has the p-values of those tested.
fn conclude(
    drafts: &mut [Draft],
    members: &[Pending],
    adjusted: Vec<AdjustedP>,
) -> Result<(), StatisticsError> {
    let rule = RelevanceRule::default();
    let mut adjusted = adjusted.into_iter();
    for one in members {
        let outcome = match (&one.test, value_of(drafts, one.draft, one.reference)) {
            (Ok(test), _) => match adjusted.next() {
                Some(p) => test.conclude(p, &rule)?,
                None => continue,
            },
            (Err(reason), Some((value, reference))) => {
                statistics::Comparison::untested(Some(value - reference), *reason)
            }
            (Err(_), None) => continue,
        };
        let comparison = comparison(drafts, one, outcome)?;
        drafts[one.draft].figure.comparisons.push(comparison);
    }
    Ok(())
}

/// Puts the comparison of the ladder first, then Nederland, and says which is which.
pub fn in_order(figure: &mut Figure, scope: &Scope) {
    let order = scope.references(&figure.area);
    figure
        .comparisons
        .sort_by_key(|comparison| order.iter().position(|area| *area == comparison.reference));
    for comparison in &mut figure.comparisons {
        comparison.on_ladder = order.first() == Some(&comparison.reference);
    }
}

fn value_of(drafts: &[Draft], draft: usize, reference: usize) -> Option<(f64, f64)> {
    Some((
        drafts.get(draft)?.figure.reading.value()?,
        drafts.get(reference)?.figure.reading.value()?,
    ))
}

/// Every figure with each of its references, by family.
fn pending(
    drafts: &[Draft],
    references: &dyn Fn(&AreaCode) -> Vec<AreaCode>,
) -> BTreeMap<Family, Vec<Pending>> {
    let index: BTreeMap<(&str, Year, AgeGroup, &AreaCode), usize> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| {
            let figure = &draft.figure;
            let id = figure.indicator.id.as_str();
            ((id, figure.period, figure.age, &figure.area), at)
        })
        .collect();
    let mut families: BTreeMap<Family, Vec<Pending>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        let figure = &draft.figure;
        if figure.reading.value().is_none() || figure.indicator.eenheid == Unit::Aantal {
            continue;
        }
        let id = figure.indicator.id.as_str();
        for area in references(&figure.area) {
            let Some(&reference) = index.get(&(id, figure.period, figure.age, &area)) else {
                continue;
            };
            if drafts[reference].figure.reading.value().is_none() {
                continue;
            }
            let family = (
                id.to_owned(),
                figure.period,
                figure.age,
                figure.area.level(),
                area.level(),
            );
            families.entry(family).or_default().push(Pending {
                draft: at,
                reference,
                test: test(draft, &drafts[reference]),
            });
        }
    }
    families
}

/// References of an area; a gemeente outside the region has none in it.
pub fn references(scope: &Scope, area: &AreaCode) -> Vec<AreaCode> {
    let mut references = scope.references(area);
    if let AreaCode::Gemeente(code) = area
        && !scope.region.gemeenten.contains(code)
    {
        references.retain(|reference| *reference == AreaCode::Land);
    }
    references
}

/// A part is tested against the rest of the whole that it belongs to.
fn test(part: &Draft, whole: &Draft) -> Result<SurveyTest, NoTest> {
    if part.together {
        return Err(NoTest::Together);
    }
    let (own, reference) = (part.survey.as_ref(), whole.survey.as_ref());
    let own = own.map_err(|reason| *reason)?;
    let reference = reference.map_err(|reason| *reason)?;
    let (Some(people), Some(all)) = (part.weight, whole.weight) else {
        return Err(NoTest::NoPopulation);
    };
    let share = PopulationShare::of(people, all).map_err(|_| NoTest::NoPopulation)?;
    compare_part_with_whole(own, reference, share, None)
}

fn comparison(
    drafts: &[Draft],
    one: &Pending,
    outcome: statistics::Comparison,
) -> Result<Comparison, StatisticsError> {
    let (figure, reference) = (&drafts[one.draft].figure, &drafts[one.reference].figure);
    Ok(Comparison {
        reference: reference.area.clone(),
        on_ladder: false,
        reference_value: reference.reading.value().unwrap_or_default(),
        reference_as_published: reference.as_published,
        extra_persons: extra(figure, &outcome)?,
        outcome,
        fictitious: figure.fictitious
            || reference.fictitious
            || (outcome.side().is_some() && figure.fictitious_population),
    })
}
