//! Where the difference is largest, in numbers of people.
//!
//! Large wijken always lead such a list and topics overlap, so the list is made within a theme,
//! of headline indicators only, and has no rank numbers (statistics.md 4.10).

use std::sync::Arc;

use crate::area::AreaLevel;
use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::statistics::Verdict;
use crate::themes::{AgeGroup, Indicator, Theme};

/// Most rows per theme.
const PER_THEME: usize = 2;

/// Fewer people than this are no priority: the number is rounded to tens and uncertain.
pub const LEAST_PERSONS: i64 = 20;

/// One line of the list.
#[derive(Debug, Clone, Copy)]
pub struct Priority<'a> {
    /// Theme.
    pub theme: Theme,
    /// The figure of the part of the area.
    pub figure: &'a Figure,
    /// What it was compared with.
    pub comparison: &'a Comparison,
    /// People more than when the part were like the reference.
    pub extra_persons: i64,
}

/// Returns of one theme every part (wijk or gemeente) that is clearly worse off than the area around
/// it, with at least `least` extra people, the largest numbers of people first.
pub fn extra_people<'a>(
    table: &'a IndicatorTable,
    indicators: &[(Arc<Indicator>, AgeGroup)],
    parts: AreaLevel,
    theme: Theme,
    least: i64,
) -> Vec<Priority<'a>> {
    let mut found: Vec<Priority<'a>> = indicators
        .iter()
        .filter(|(indicator, _)| indicator.thema == theme)
        .flat_map(|(indicator, age)| table.shown_at(&indicator.id, *age, parts))
        .filter_map(|figure| priority(theme, figure, least))
        .collect();
    found.sort_by(|a, b| {
        b.extra_persons
            .cmp(&a.extra_persons)
            .then_with(|| a.figure.area.cmp(&b.figure.area))
    });
    found
}

/// Returns of these headline indicators the parts (wijken or gemeenten) that are clearly worse off than the area around them,
/// per theme the largest numbers of people first.
pub fn priorities<'a>(
    table: &'a IndicatorTable,
    indicators: &[(Arc<Indicator>, AgeGroup)],
    parts: AreaLevel,
) -> Vec<Priority<'a>> {
    let mut all = Vec::new();
    for theme in Theme::ALL {
        let mut of_theme = extra_people(table, indicators, parts, theme, LEAST_PERSONS);
        of_theme.truncate(PER_THEME);
        all.extend(of_theme);
    }
    all
}

fn priority(theme: Theme, figure: &Figure, least: i64) -> Option<Priority<'_>> {
    let comparison = figure.ladder()?;
    let extra_persons = comparison.extra_persons.filter(|number| *number >= least)?;
    (comparison.verdict(&figure.indicator) == Verdict::Ongunstiger).then_some(Priority {
        theme,
        figure,
        comparison,
        extra_persons,
    })
}
