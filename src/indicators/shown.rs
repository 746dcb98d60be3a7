//! The figures of the years that a report shows, found without going through all years and areas.

use std::collections::{BTreeMap, HashMap};

use super::row::{Figure, IndicatorTable};
use crate::area::{AreaCode, AreaLevel};
use crate::period::Year;
use crate::themes::AgeGroup;

/// The figures that a report shows, by id of the indicator and age group.
#[derive(Debug)]
pub struct ShownFigures<'a>(HashMap<&'a str, BTreeMap<AgeGroup, OfYear<'a>>>);

/// The year that is shown of an indicator, and its figures in the order of the table.
#[derive(Debug)]
struct OfYear<'a> {
    year: Year,
    figures: Vec<&'a Figure>,
}

impl<'a> ShownFigures<'a> {
    /// Finds the figures that are shown of a table.
    pub fn of(table: &'a IndicatorTable) -> Self {
        let mut shown: HashMap<&str, BTreeMap<AgeGroup, OfYear<'a>>> = HashMap::new();
        for ((id, age), year) in &table.shown {
            let none = OfYear {
                year: *year,
                figures: Vec::new(),
            };
            shown.entry(id).or_default().insert(*age, none);
        }
        for figure in &table.figures {
            let ages = shown.get_mut(figure.indicator.id.as_str());
            let own = ages.and_then(|ages| ages.get_mut(&figure.age));
            if let Some(own) = own.filter(|own| own.year == figure.period) {
                own.figures.push(figure);
            }
        }
        Self(shown)
    }

    fn all(&self, indicator: &str, age: AgeGroup) -> &[&'a Figure] {
        let known = self.0.get(indicator).and_then(|ages| ages.get(&age));
        known.map_or(&[], |own| own.figures.as_slice())
    }

    /// Returns the figure of an area.
    pub fn of_area(&self, indicator: &str, age: AgeGroup, area: &AreaCode) -> Option<&'a Figure> {
        let mut figures = self.all(indicator, age).iter();
        figures.find(|figure| figure.area == *area).copied()
    }

    /// Returns the figures of one level, in the order of codes.
    pub fn at(
        &self,
        indicator: &str,
        age: AgeGroup,
        level: AreaLevel,
    ) -> impl Iterator<Item = &'a Figure> {
        let figures = self.all(indicator, age).iter().copied();
        figures.filter(move |figure| figure.area.level() == level)
    }
}
