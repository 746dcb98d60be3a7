//! What the rows of `cijfers.csv` and `cijfers.xlsx` are about, in their order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::area::AreaCode;
use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::period::Year;

/// A figure beside one of its references, or alone when it has none.
pub type Line<'a> = (&'a Figure, Option<&'a Comparison>);

/// Where a line stands: area, theme and indicator, age, year, reference. A report has some ten
/// thousand lines about a few dozen of each, so those are put in order and not the lines by their
/// texts.
type Place = (usize, usize, usize, Year, usize);

/// Returns what the rows of a report are about, in their order: level, area, theme, indicator, age,
/// year, reference. Of one level codes stand in the order of their texts.
pub fn lines(table: &IndicatorTable) -> Vec<Line<'_>> {
    let order = Order::of(table);
    let mut placed: Vec<(Place, Line<'_>)> = Vec::with_capacity(table.figures.len() * 2);
    let mut known: Option<(&Figure, (usize, usize))> = None;
    for figure in &table.figures {
        let (area, indicator) = match known {
            Some((before, place)) if is_like(before, figure) => place,
            _ => order.place(figure),
        };
        known = Some((figure, (area, indicator)));
        let age = position(&order.ages, &figure.age.as_str());
        let at = |reference| (area, indicator, age, figure.period, reference);
        if figure.comparisons.is_empty() {
            placed.push((at(0), (figure, None)));
        }
        placed.extend(figure.comparisons.iter().map(|comparison| {
            let reference = order.reference(&comparison.reference);
            (at(reference), (figure, Some(comparison)))
        }));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, line)| line).collect()
}

/// Whether two figures are of one area and indicator, as mostly those that stand together are.
fn is_like(one: &Figure, other: &Figure) -> bool {
    Arc::ptr_eq(&one.indicator, &other.indicator) && one.area == other.area
}

/// All that lines are about, each in order.
struct Order<'a> {
    areas: Vec<&'a AreaCode>,
    indicators: Vec<(&'a str, &'a str)>,
    ages: Vec<&'static str>,
    /// The references, each with the place of its text; first is a line without one.
    references: Vec<(&'a AreaCode, usize)>,
}

impl<'a> Order<'a> {
    fn of(table: &'a IndicatorTable) -> Self {
        let (mut areas, mut indicators) = (BTreeSet::new(), BTreeSet::new());
        let mut ages = BTreeSet::new();
        let mut references: Vec<&AreaCode> = Vec::new();
        let mut before: Option<&Figure> = None;
        for figure in &table.figures {
            if !before.is_some_and(|before| is_like(before, figure)) {
                areas.insert(&figure.area);
                indicators.insert(theme_and_id(figure));
            }
            before = Some(figure);
            ages.insert(figure.age.as_str());
            for comparison in &figure.comparisons {
                // A handful: the areas around that of the report, and Nederland.
                if !references.contains(&&comparison.reference) {
                    references.push(&comparison.reference);
                }
            }
        }
        let texts: BTreeSet<String> = references.iter().map(ToString::to_string).collect();
        let texts: Vec<String> = texts.into_iter().collect();
        let place = |area: &AreaCode| position(&texts, &area.to_string()) + 1;
        Self {
            areas: areas.into_iter().collect(),
            indicators: indicators.into_iter().collect(),
            ages: ages.into_iter().collect(),
            references: references.into_iter().map(|it| (it, place(it))).collect(),
        }
    }

    fn place(&self, figure: &Figure) -> (usize, usize) {
        let indicator = theme_and_id(figure);
        (
            position(&self.areas, &&figure.area),
            position(&self.indicators, &indicator),
        )
    }

    fn reference(&self, area: &AreaCode) -> usize {
        let known = self.references.iter().find(|(other, _)| *other == area);
        known.map_or(0, |(_, place)| *place)
    }
}

fn theme_and_id(figure: &Figure) -> (&str, &str) {
    (figure.indicator.thema.as_str(), &figure.indicator.id)
}

/// The place of something that is in a sorted list.
fn position<T: Ord>(sorted: &[T], wanted: &T) -> usize {
    sorted.binary_search(wanted).unwrap_or_default()
}
