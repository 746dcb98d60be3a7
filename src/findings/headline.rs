//! The figure that leads a theme on page 1.

use crate::indicators::{Figure, IndicatorTable, Scope};
use crate::statistics::compare::RelevanceRule;
use crate::themes::{Catalogue, Theme};

/// The figure that leads a theme.
#[derive(Debug, Clone, Copy)]
pub struct Headline<'a> {
    /// The figure of the area that the report is about: of the survey where it has one.
    pub figure: &'a Figure,
    /// The figure of the same area from the table that also has its parts.
    pub of_parts: &'a Figure,
    /// The figure of Nederland, if it is known.
    pub nederland: Option<&'a Figure>,
}

/// Returns the headline of a theme: of its headline indicators the one whose difference with the
/// ladder is largest for its threshold, else the first one that has a figure.
pub fn headline<'a>(
    table: &'a IndicatorTable,
    catalogue: &Catalogue,
    scope: &Scope,
    theme: Theme,
) -> Option<Headline<'a>> {
    let subject = scope.subject();
    let candidates: Vec<(&Figure, &Figure)> = catalogue
        .iter()
        .filter(|indicator| indicator.thema == theme && indicator.kop)
        .filter_map(|indicator| {
            let age = *indicator.ages().first()?;
            table.shown(&indicator.id, age, &subject)
        })
        .filter(|figure| figure.reading.value().is_some())
        .map(|figure| {
            let measured = table.measured(&figure.indicator.id, &subject);
            (measured.unwrap_or(figure), figure)
        })
        .collect();
    let mut best: Option<((&Figure, &Figure), f64)> = None;
    for pair in candidates {
        let size = size_of_difference(pair.0);
        // The first one wins a tie, so that the order of the catalogue decides.
        if best.is_none_or(|(_, largest)| size > largest) {
            best = Some((pair, size));
        }
    }
    best.map(|((figure, of_parts), _)| Headline {
        figure,
        of_parts,
        nederland: table.shown(
            &figure.indicator.id,
            figure.age,
            &crate::area::AreaCode::Land,
        ),
    })
}

/// How many thresholds the difference is, and 0 without a verdict.
fn size_of_difference(figure: &Figure) -> f64 {
    let Some(comparison) = figure.ladder() else {
        return 0.0;
    };
    if !comparison.verdict(&figure.indicator).is_difference() {
        return 0.0;
    }
    let threshold = comparison.outcome.threshold().or_else(|| {
        RelevanceRule::default()
            .threshold(comparison.reference_value)
            .ok()
    });
    match (comparison.outcome.difference(), threshold) {
        (Some(difference), Some(threshold)) if threshold > 0.0 => difference.abs() / threshold,
        _ => 0.0,
    }
}
