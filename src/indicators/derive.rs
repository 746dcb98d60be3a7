//! Values of areas that a source publishes: as they are, as a share, or from ages.

use std::borrow::Cow;
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::division::division_of;
use super::nearby::with_people;
use super::population::Populations;
use super::row::{Figure, Method};
use crate::area::{AreaCode, AreaLevel};
use crate::frame::{AgeCounts, Cell, CellKey, KEY_FIGURES, Observations, measure, measure_of};
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::statistics::dependency::{self, WijkAges, WijkGrijzeDruk, YouthShare};
use crate::statistics::{FigureKind, Interval};
use crate::themes::{AgeGroup, Calculation, Indicator};

const PERCENT: f64 = 100.0;
/// The stem of the column with everybody; a share of anything else is no share of people.
pub const INHABITANTS: &str = "AantalInwoners";

/// What the derivations look at.
#[derive(Debug, Clone, Copy)]
pub struct Derivation<'a> {
    /// Published cells and ages.
    pub observations: &'a Observations,
    /// Populations.
    pub populations: &'a Populations<'a>,
    /// Tables and their series.
    pub sources: &'a Sources,
}

impl Derivation<'_> {
    /// Returns the figures of one indicator for one area, over all years and ages.
    pub fn figures(&self, indicator: &Arc<Indicator>, area: &AreaCode) -> Vec<Figure> {
        if !indicator.has_level(area.level()) {
            return Vec::new();
        }
        match &indicator.berekening {
            None => self.published(indicator, area),
            Some(Calculation::Aandeel { teller, noemer }) => {
                self.shares(indicator, area, teller, noemer)
            }
            Some(Calculation::GrijzeDruk) if area.level() == AreaLevel::Wijk => {
                self.estimates(indicator, area)
            }
            Some(calculation) => self.of_ages(indicator, area, calculation),
        }
    }

    /// Returns the series of the table that an indicator names.
    pub fn series(&self, indicator: &Indicator) -> &str {
        self.sources
            .table(&indicator.tabel)
            .map_or("", |table| table.reeks.as_str())
    }

    fn published(&self, indicator: &Arc<Indicator>, area: &AreaCode) -> Vec<Figure> {
        let measure = measure_of(self.series(indicator), indicator);
        let ages = indicator.ages();
        self.observations
            .cells
            .of_area(&measure, area)
            .filter(|(key, _)| ages.contains(&key.age))
            .map(|(key, cell)| self.published_figure(indicator, key, cell))
            .collect()
    }

    fn published_figure(&self, indicator: &Arc<Indicator>, key: &CellKey, cell: &Cell) -> Figure {
        // A percentage of dwellings or households is no number of people.
        let of_people = indicator.weging.is_none() && indicator.zonder_weging.is_none();
        let people = (of_people && self.fits_counts(key, cell))
            .then(|| self.populations.nearby(&key.area, key.period, key.age))
            .flatten();
        with_people(of_cell(indicator, key, cell), people)
    }

    /// Whether the counts of that year are of the same area: a wijk code can mean another area
    /// in another division, and counts of a year are of the division of that year.
    fn fits_counts(&self, key: &CellKey, cell: &Cell) -> bool {
        key.area.level() < AreaLevel::Wijk
            || division_of(&self.observations.sources, cell.source) == Some(key.period.0)
    }

    fn shares(
        &self,
        indicator: &Arc<Indicator>,
        area: &AreaCode,
        numerator: &[String],
        denominator: &str,
    ) -> Vec<Figure> {
        let series = self.series(indicator);
        let whole = measure(series, denominator);
        let mut figures = Vec::new();
        for (key, all) in self.observations.cells.of_area(&whole, area) {
            let parts: Option<Vec<&Cell>> = numerator
                .iter()
                .map(|stem| {
                    let part = CellKey {
                        measure: measure(series, stem),
                        ..key.clone()
                    };
                    self.observations.cells.get(&part)
                })
                .collect();
            let Some(parts) = parts else { continue };
            let part: Option<f64> = parts.iter().map(|cell| cell.value).sum();
            let (reading, remark) = share(part, all.value);
            let columns: Vec<&str> = parts.iter().map(|cell| &*cell.column).collect();
            figures.push(Figure {
                reading,
                remark: remark.map(Cow::Borrowed),
                population: all.value.filter(|_| denominator == INHABITANTS),
                column: format!("{} / {}", columns.join(" + "), all.column),
                source: all.source,
                fictitious: all.fictitious || parts.iter().any(|cell| cell.fictitious),
                method: Method::Share,
                ..self.empty(indicator, area, key.period, indicator.bevolking)
            });
        }
        figures
    }

    fn of_ages(
        &self,
        indicator: &Arc<Indicator>,
        area: &AreaCode,
        calculation: &Calculation,
    ) -> Vec<Figure> {
        let years = self.populations.age_years();
        years
            .into_iter()
            .filter_map(|year| {
                let ages = self.populations.ages(area, year)?;
                let value = from_single_ages(ages, calculation);
                let (source, column) = self
                    .observations
                    .ages_source
                    .get(&(area.clone(), year))
                    .cloned()?;
                Some(Figure {
                    reading: known_or_absent(value),
                    population: Some(ages.total()),
                    column: column.to_string(),
                    source,
                    fictitious: ages.fictitious,
                    method: Method::SingleAges,
                    ..self.empty(indicator, area, year, AgeGroup::All)
                })
            })
            .collect()
    }

    fn estimates(&self, indicator: &Arc<Indicator>, area: &AreaCode) -> Vec<Figure> {
        let years = self.populations.age_years();
        years
            .into_iter()
            .filter_map(|year| {
                let (bands, made_up) = self.populations.wijk_ages(area, year)?;
                let (share, share_made_up) = self.populations.youth_share(area, year, 20)?;
                let bands_of = CellKey {
                    measure: measure(KEY_FIGURES, "65JaarOfOuder"),
                    area: area.clone(),
                    period: year,
                    age: AgeGroup::All,
                };
                let source = self.observations.cells.get(&bands_of)?.source;
                let (reading, remark) = estimate(&bands, share);
                let fictitious = made_up || share_made_up;
                Some(Figure {
                    reading,
                    remark: remark.map(Cow::Borrowed),
                    kind: FigureKind::Schatting,
                    method: Method::AgeEstimate,
                    population: Some(bands.inhabitants),
                    column: "65JaarOfOuder, 15Tot25Jaar, 25Tot45Jaar, 45Tot65Jaar".to_owned(),
                    source,
                    fictitious,
                    fictitious_margin: fictitious,
                    ..self.empty(indicator, area, year, AgeGroup::All)
                })
            })
            .collect()
    }

    /// Returns a figure without a value, to fill in.
    pub fn empty(
        &self,
        indicator: &Arc<Indicator>,
        area: &AreaCode,
        period: Year,
        age: AgeGroup,
    ) -> Figure {
        Figure {
            indicator: Arc::clone(indicator),
            area: area.clone(),
            period,
            age,
            reading: Reading::Absent(Absent::NotPublished),
            kind: indicator.soort,
            method: Method::Published,
            population: None,
            column: indicator.stam.clone(),
            source: 0,
            fictitious: false,
            fictitious_margin: false,
            fictitious_population: false,
            as_published: false,
            derived_margin: false,
            remark: None,
            comparisons: Vec::new(),
        }
    }
}

/// Returns the value of an indicator that comes from single ages; `None` without people of 20–64.
pub fn from_single_ages(ages: &AgeCounts, calculation: &Calculation) -> Option<f64> {
    let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    match calculation {
        Calculation::LeeftijdVanaf { vanaf } => {
            let first = usize::try_from(*vanaf).ok()?;
            ratio(ages.from_age(first)?, ages.total()).map(|share| share * PERCENT)
        }
        Calculation::GrijzeDruk => {
            dependency::grijze_druk(ages.from_age(65)?, ages.between(20, 64)).ok()
        }
        Calculation::GroeneDruk => {
            ratio(ages.between(0, 19), ages.between(20, 64)).map(|share| share * PERCENT)
        }
        Calculation::Mantelzorgpotentieel => ratio(ages.between(50, 74), ages.from_age(85)?),
        Calculation::Aandeel { .. } => None,
    }
}

/// A wijk with few people of 20–64 has a value that says little.
fn estimate(bands: &WijkAges, share: YouthShare) -> (Reading, Option<&'static str>) {
    match dependency::wijk_grijze_druk(bands, share) {
        Ok(WijkGrijzeDruk::Known {
            value,
            range,
            wide_range,
            over_hundred,
        }) => (
            Reading::Known {
                value,
                margin: Some(range),
            },
            (wide_range || over_hundred)
                .then_some("de schatting loopt meer dan 3 punten uiteen of is hoger dan 100"),
        ),
        Ok(WijkGrijzeDruk::Hidden) | Err(_) => (
            Reading::Absent(Absent::NotPublished),
            Some("er wonen te weinig mensen voor een schatting"),
        ),
    }
}

fn known_or_absent(value: Option<f64>) -> Reading {
    value.map_or(Reading::Absent(Absent::NotPublished), |value| {
        Reading::Known {
            value,
            margin: None,
        }
    })
}

/// Returns the figure of a published cell by itself, without the people it is about.
pub fn of_cell(indicator: &Arc<Indicator>, key: &CellKey, cell: &Cell) -> Figure {
    let (reading, remark) = reading(cell, indicator.scale());
    Figure {
        indicator: Arc::clone(indicator),
        area: key.area.clone(),
        period: key.period,
        age: key.age,
        reading,
        kind: indicator.soort,
        method: Method::Published,
        population: None,
        column: cell.column.to_string(),
        source: cell.source,
        fictitious: cell.fictitious,
        fictitious_margin: cell.fictitious_margin,
        fictitious_population: false,
        as_published: indicator.maal.is_none() && indicator.deel.is_none(),
        derived_margin: false,
        remark: remark.map(Cow::Borrowed),
        comparisons: Vec::new(),
    }
}

/// Returns the value of a cell with its margin, times the scale of the indicator, and a remark on it.
pub fn reading(cell: &Cell, scale: f64) -> (Reading, Option<&'static str>) {
    let Some(value) = cell.value.map(|value| value * scale) else {
        let absent = cell.absent.unwrap_or(Absent::NotPublished);
        let remark =
            (absent == Absent::AreaDidNotExist).then_some("de gemeente had toen andere grenzen");
        return (Reading::Absent(absent), remark);
    };
    let (Some(lower), Some(upper)) = (cell.lower, cell.upper) else {
        return (
            Reading::Known {
                value,
                margin: None,
            },
            None,
        );
    };
    let margin = Interval::around(value, lower * scale, upper * scale).ok();
    let remark = margin
        .is_none()
        .then_some("de marge van de bron past niet bij het cijfer en is weggelaten");
    (Reading::Known { value, margin }, remark)
}

fn share(part: Option<f64>, whole: Option<f64>) -> (Reading, Option<&'static str>) {
    match (part, whole) {
        (Some(part), Some(whole)) if whole > 0.0 && part <= whole => (
            Reading::Known {
                value: part / whole * PERCENT,
                margin: None,
            },
            None,
        ),
        // CBS rounds counts per wijk to multiples of 5, so a small part can exceed its whole.
        (Some(_), Some(whole)) if whole > 0.0 => (
            Reading::Absent(Absent::NotPublished),
            Some("de aantallen zijn te klein voor een percentage"),
        ),
        _ => (Reading::Absent(Absent::NotPublished), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_rounding_made_larger_than_its_whole_has_no_share() {
        let (reading, remark) = share(Some(10.0), Some(5.0));
        assert!(matches!(reading, Reading::Absent(Absent::NotPublished)));
        assert!(remark.is_some_and(|why| why.contains("te klein")));
        let (reading, remark) = share(Some(5.0), Some(5.0));
        assert!(matches!(reading, Reading::Known { value, .. } if value.total_cmp(&100.0).is_eq()));
        assert_eq!(remark, None);
        // Nobody, and nothing published, are no share either.
        for (part, whole) in [(Some(0.0), Some(0.0)), (None, Some(5.0)), (Some(5.0), None)] {
            let (reading, _) = share(part, whole);
            assert!(matches!(reading, Reading::Absent(_)), "{part:?} {whole:?}");
        }
    }
}
