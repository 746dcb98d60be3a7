//! Which figures belong to the areas of a map.
//!
//! The code of a wijk can mean another area in another division (indeling), so a figure is only
//! put together with outlines and counts of its own division.

use std::collections::BTreeSet;

use super::row::{Figure, IndicatorTable};
use crate::area::AreaLevel;
use crate::frame::SourceUse;
use crate::period::Year;
use crate::themes::AgeGroup;

impl IndicatorTable {
    /// Returns the year and the figures of wijken that may be drawn on outlines of a division: of
    /// the year that is shown, or else of the newest year with figures of that division.
    pub fn on_map(
        &self,
        indicator: &str,
        age: AgeGroup,
        division: i32,
    ) -> Option<(Year, Vec<&Figure>)> {
        let shown = *self.shown.get(&(indicator.to_owned(), age))?;
        let fitting: Vec<&Figure> = self
            .figures
            .iter()
            .filter(|figure| {
                figure.indicator.id == indicator
                    && figure.age == age
                    && figure.area.level() == AreaLevel::Wijk
                    && division_of(&self.sources, figure.source) == Some(division)
            })
            .collect();
        let known = fitting
            .iter()
            .filter(|figure| figure.reading.value().is_some())
            .map(|figure| figure.period);
        let year = known.max_by_key(|year| (*year == shown, *year))?;
        let of_year = fitting.into_iter().filter(|figure| figure.period == year);
        Some((year, of_year.collect()))
    }

    /// Returns a test of figures over the years: whether a figure is of the same area as the one of
    /// the year that is shown.
    ///
    /// For a wijk that is certain when both are of one division; from a gemeente up the loader saw
    /// to it.
    pub fn of_shown_areas(&self, indicator: &str, age: AgeGroup) -> impl Fn(&Figure) -> bool {
        let shown = self.shown.get(&(indicator.to_owned(), age)).copied();
        let known = self
            .shown_at(indicator, age, AreaLevel::Wijk)
            .into_iter()
            .filter(|figure| figure.reading.value().is_some());
        let divisions: BTreeSet<Option<i32>> = known
            .map(|figure| division_of(&self.sources, figure.source))
            .collect();
        let one = divisions.first().copied().flatten();
        let division = one.filter(|_| divisions.len() == 1);
        move |figure| {
            figure.area.level() < AreaLevel::Wijk
                || Some(figure.period) == shown
                || division.is_some() && division_of(&self.sources, figure.source) == division
        }
    }
}

/// Returns the year of the division of a source.
pub fn division_of(sources: &[SourceUse], source: usize) -> Option<i32> {
    sources.get(source)?.division
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::area::AreaCode;
    use crate::indicators::Method;
    use crate::reading::{Absent, Reading};
    use crate::statistics::FigureKind;
    use crate::themes::Catalogue;

    fn source(division: Option<i32>) -> SourceUse {
        SourceUse {
            division,
            ..SourceUse::default()
        }
    }

    /// A table with inhabitants aged 65 or over of one wijk, per year and source.
    fn table(
        cells: &[(i32, usize, Option<f64>)],
        sources: &[Option<i32>],
        shown: i32,
    ) -> IndicatorTable {
        let catalogue = Catalogue::builtin().expect("the catalogue is sound");
        let indicator = catalogue.get("aandeel_65plus").expect("in the catalogue");
        let figure = |(year, source, value): &(i32, usize, Option<f64>)| Figure {
            indicator: Arc::clone(indicator),
            area: AreaCode::parse("WK019310").expect("code"),
            period: Year(*year),
            age: AgeGroup::All,
            reading: match value {
                Some(value) => Reading::Known {
                    value: *value,
                    margin: None,
                },
                None => Reading::Absent(Absent::NotPublished),
            },
            kind: FigureKind::Registratie,
            method: Method::Share,
            population: None,
            column: String::new(),
            source: *source,
            fictitious: false,
            fictitious_margin: false,
            fictitious_population: false,
            as_published: true,
            derived_margin: false,
            remark: None,
            comparisons: Vec::new(),
        };
        IndicatorTable {
            figures: cells.iter().map(figure).collect(),
            shown: BTreeMap::from([((indicator.id.clone(), AgeGroup::All), Year(shown))]),
            unavailable: Vec::new(),
            names: BTreeMap::new(),
            sources: sources.iter().map(|division| source(*division)).collect(),
            ..IndicatorTable::default()
        }
    }

    fn drawn(table: &IndicatorTable, division: i32) -> Option<(i32, Vec<Option<f64>>)> {
        let (year, figures) = table.on_map("aandeel_65plus", AgeGroup::All, division)?;
        let values = figures
            .iter()
            .map(|figure| figure.reading.value())
            .collect();
        Some((year.0, values))
    }

    #[test]
    fn figures_of_another_division_are_not_drawn() {
        let years = [Some(2023), Some(2024), Some(2025)];
        let cells = [
            (2023, 0, Some(18.0)),
            (2024, 1, Some(19.0)),
            (2025, 2, Some(20.0)),
        ];
        let newest = table(&cells, &years, 2025);
        assert_eq!(drawn(&newest, 2025), Some((2025, vec![Some(20.0)])));
        assert_eq!(
            drawn(&newest, 2024),
            Some((2024, vec![Some(19.0)])),
            "an older year fits"
        );
        assert_eq!(drawn(&newest, 2022), None, "no figures of that division");
        let without = table(&cells, &[None, None, None], 2025);
        assert_eq!(drawn(&without, 2025), None, "a division must be known");
    }

    #[test]
    fn years_of_another_division_are_of_another_wijk() {
        let cells = [
            (2022, 0, Some(18.0)),
            (2023, 1, Some(19.0)),
            (2024, 1, Some(20.0)),
        ];
        let fits = |divisions: &[Option<i32>]| -> Vec<bool> {
            let table = table(&cells, divisions, 2024);
            let test = table.of_shown_areas("aandeel_65plus", AgeGroup::All);
            table.figures.iter().map(test).collect()
        };
        assert_eq!(fits(&[Some(2022), Some(2024)]), [false, true, true]);
        assert_eq!(fits(&[Some(2024), Some(2024)]), [true, true, true]);
        // The year itself stands, another year of an unknown division does not.
        assert_eq!(fits(&[None, None]), [false, false, true]);
        let mut gemeente = table(&cells, &[Some(2022), Some(2024)], 2024);
        for figure in &mut gemeente.figures {
            figure.area = AreaCode::parse("GM0193").expect("code");
        }
        let test = gemeente.of_shown_areas("aandeel_65plus", AgeGroup::All);
        assert!(gemeente.figures.iter().all(test));
    }

    #[test]
    fn several_years_in_one_division_give_the_year_that_is_shown() {
        let cells = [
            (2022, 0, Some(70.0)),
            (2024, 0, None),
            (2020, 0, Some(71.0)),
        ];
        let health = table(&cells, &[Some(2024)], 2020);
        assert_eq!(drawn(&health, 2024), Some((2020, vec![Some(71.0)])));
        let health = table(&cells, &[Some(2024)], 2024);
        assert_eq!(
            drawn(&health, 2024),
            Some((2022, vec![Some(70.0)])),
            "2024 is empty"
        );
    }
}
