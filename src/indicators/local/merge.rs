//! Puts the figures of an extract that a report shows into its table. An indicator of an extract has
//! no public figures: where it does, the mapping gave it an id of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft::Draft;
use crate::area::{AreaCode, AreaLevel};
use crate::extract::Protected;
use crate::frame::SourceUse;
use crate::indicators::row::{Figure, IndicatorTable};
use crate::indicators::scope::Scope;
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::themes::AgeGroup;

/// Adds the extract to the sources of a report and returns its index.
pub fn source(table: &mut IndicatorTable, extract: &Protected, division: Option<i32>) -> usize {
    table.sources.push(SourceUse {
        table: extract.file.clone(),
        title: extract.source.clone(),
        citation: "lokaal extract".to_owned(),
        licence: "niet openbaar".to_owned(),
        url: String::new(),
        retrieved_at: extract
            .received
            .as_ref()
            .map_or_else(String::new, |day| format!("{day}T00:00:00Z")),
        checked_at: String::new(),
        sha256: extract.sha256.clone(),
        rows: u64::try_from(extract.rows).unwrap_or(u64::MAX),
        division: extract.division.or(division),
        simplified: false,
        slice: "extract".to_owned(),
        path: extract.file.clone(),
        fictitious: extract.fictitious,
    });
    table.sources.len() - 1
}

/// Puts the drafts that the report shows into its table.
pub fn merge(table: &mut IndicatorTable, drafts: Vec<Draft>, scope: &Scope, wijken: &[AreaCode]) {
    let mut by_indicator: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    for draft in drafts {
        if scope.shows(&draft.figure.area) {
            let figures = by_indicator.entry(draft.figure.indicator.id.clone());
            figures.or_default().push(draft.figure);
        }
    }
    for (id, mut figures) in by_indicator {
        fill(&mut figures, wijken, scope);
        for (age, year) in shown_years(&figures, scope) {
            table.shown.insert((id.clone(), age), year);
        }
        if figures
            .iter()
            .any(|figure| figure.reading.value().is_some())
        {
            table
                .unavailable
                .retain(|missing| missing.indicator.id != id);
        }
        table.figures.extend(figures);
    }
}

/// An area that the extract leaves out, where it has others of that level, gets its row too.
fn fill(figures: &mut Vec<Figure>, wijken: &[AreaCode], scope: &Scope) {
    let mut kinds: BTreeMap<(AgeGroup, Year, AreaLevel), Figure> = BTreeMap::new();
    let mut have: BTreeSet<(AgeGroup, Year, AreaCode)> = BTreeSet::new();
    for figure in figures.iter() {
        let key = (figure.age, figure.period, figure.area.level());
        kinds.entry(key).or_insert_with(|| figure.clone());
        have.insert((figure.age, figure.period, figure.area.clone()));
    }
    let gemeenten: Vec<AreaCode> = scope
        .gemeenten()
        .into_iter()
        .map(AreaCode::Gemeente)
        .collect();
    for ((age, period, level), like) in kinds {
        let areas: &[AreaCode] = match level {
            AreaLevel::Wijk => wijken,
            AreaLevel::Gemeente => &gemeenten,
            _ => &[],
        };
        for area in areas {
            if !have.contains(&(age, period, area.clone())) {
                figures.push(Figure {
                    indicator: Arc::clone(&like.indicator),
                    area: area.clone(),
                    reading: Reading::Absent(Absent::NotPublished),
                    population: None,
                    remark: None,
                    comparisons: Vec::new(),
                    ..like.clone()
                });
            }
        }
    }
}

/// The latest year with a figure, per age group: of the smallest areas where they have one.
fn shown_years(figures: &[Figure], scope: &Scope) -> BTreeMap<AgeGroup, Year> {
    let subject = scope.subject();
    let ages: BTreeSet<AgeGroup> = figures.iter().map(|figure| figure.age).collect();
    ages.into_iter()
        .filter_map(|age| {
            let known = |test: &dyn Fn(&Figure) -> bool| {
                figures
                    .iter()
                    .filter(|f| f.age == age && f.reading.value().is_some() && test(f))
                    .map(|f| f.period)
                    .max()
            };
            let parts = known(&|f| f.area.level() > subject.level());
            let own = known(&|f| f.area == subject);
            let any = known(&|_| true);
            // Nothing has a number: the year is shown all the same, with the reasons.
            let last = figures
                .iter()
                .filter(|f| f.age == age)
                .map(|f| f.period)
                .max();
            parts.or(own).or(any).or(last).map(|year| (age, year))
        })
        .collect()
}
