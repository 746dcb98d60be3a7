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
const LEAST_PERSONS: i64 = 20;

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

/// Returns of these headline indicators the parts (wijken or gemeenten) that are clearly worse off than the area around them,
/// per theme the largest numbers of people first.
pub fn priorities<'a>(
    table: &'a IndicatorTable,
    indicators: &[(Arc<Indicator>, AgeGroup)],
    parts: AreaLevel,
) -> Vec<Priority<'a>> {
    let mut all = Vec::new();
    for theme in Theme::ALL {
        let mut of_theme: Vec<Priority<'a>> = indicators
            .iter()
            .filter(|(indicator, _)| indicator.thema == theme)
            .flat_map(|(indicator, age)| {
                let age = *age;
                let year = table.shown.get(&(indicator.id.clone(), age)).copied();
                table.figures.iter().filter(move |figure| {
                    figure.indicator.id == indicator.id
                        && figure.age == age
                        && Some(figure.period) == year
                        && figure.area.level() == parts
                })
            })
            .filter_map(|figure| priority(theme, figure))
            .collect();
        of_theme.sort_by(|a, b| {
            b.extra_persons
                .cmp(&a.extra_persons)
                .then_with(|| a.figure.area.cmp(&b.figure.area))
        });
        of_theme.truncate(PER_THEME);
        all.extend(of_theme);
    }
    all
}

fn priority(theme: Theme, figure: &Figure) -> Option<Priority<'_>> {
    let comparison = figure.ladder()?;
    let extra_persons = comparison
        .extra_persons
        .filter(|number| *number >= LEAST_PERSONS)?;
    (comparison.verdict(&figure.indicator) == Verdict::Ongunstiger).then_some(Priority {
        theme,
        figure,
        comparison,
        extra_persons,
    })
}
