//! Figures of national surveys (Gezondheidsmonitor): tested over all areas of Nederland, once per
//! run, so that an area has the same verdict in every report.
//!
//! A family of tests is one indicator, level and comparator (statistics.md 4.5). With Nederland
//! every gemeente and every GGD region is compared, whatever a report shows. With its region a
//! gemeente is compared together with the other gemeenten of that region.

mod draft;
mod join;
mod national;
mod spread;
mod trend;
mod weights;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::local::FamilyCount;
use super::local::draft::Draft;
use super::local::family;
use super::national::NationalSpread;
use crate::area::{AreaCode, AreaLevel, Gemeenten};
use crate::frame::{Cell, CellKey, Observations, measure_of};
use crate::period::Year;
use crate::statistics::StatisticsError;
use crate::themes::{AgeGroup, Catalogue, Indicator, Werving};

pub use join::join;
use national::OfPeople;
pub use trend::{SurveyTrend, TrendKey};
use weights::{Weighed, WeighedAreas, Weights};

/// National surveys, with the tests that do not depend on a report.
#[derive(Debug, Default)]
pub struct Surveys {
    /// What was read: of all areas, or of those of the reports.
    observations: Observations,
    /// The inhabitants that weigh them.
    people: Observations,
    /// Surveys of the catalogue.
    indicators: Vec<(Arc<Indicator>, Arc<str>)>,
    /// Figures of the newest year of each indicator and age group, compared with Nederland.
    drafts: BTreeMap<SeriesKey, Vec<Draft>>,
    /// What the families with Nederland came to.
    families: BTreeMap<SeriesKey, Vec<FamilyCount>>,
    /// Series over the years.
    trends: Vec<(TrendKey, SurveyTrend)>,
    /// How the values of gemeenten and of GGD regions lie in the newest year.
    spread: NationalSpread,
    /// Years of figures beside the other year that their people were counted in.
    people_years: BTreeSet<(Year, Year)>,
    /// The people of every area that has figures.
    weighed: BTreeMap<OfPeople, Weighed>,
    /// Why the column of an indicator was not found, per indicator id.
    missing: BTreeMap<String, String>,
}

/// Indicator and age group of figures that are shown together.
type SeriesKey = (String, AgeGroup);

impl Surveys {
    /// Compares every area of the surveys with Nederland, and tests every series over the years.
    ///
    /// `observations` holds all areas of the surveys, and `people` the inhabitants by single age of
    /// all gemeenten.
    ///
    /// # Errors
    /// When published numbers contradict each other.
    pub fn compute(
        catalogue: &Catalogue,
        sources: &Sources,
        gemeenten: &Gemeenten,
        observations: Observations,
        people: Observations,
    ) -> Result<Self, StatisticsError> {
        let indicators = surveys_of(catalogue, sources);
        // Series need nothing but the surveys, so they are tested beside the figures of one year.
        let (compared, trends) = std::thread::scope(|scope| {
            let trends = scope.spawn(|| trend::all(&observations, &indicators));
            let compared = Compared::of(&observations, &indicators, &people, gemeenten);
            (compared, trends.join())
        });
        let compared = compared?;
        let trends = trends.unwrap_or_else(|fault| std::panic::resume_unwind(fault))?;
        Ok(Self {
            spread: spread::of(&compared.drafts, gemeenten)?,
            people_years: compared.people_years,
            weighed: compared.weighed,
            missing: observations.missing.clone(),
            observations,
            people,
            indicators,
            drafts: compared.drafts,
            families: compared.families,
            trends,
        })
    }

    /// Returns the slices that the figures came from.
    pub fn sources(&self) -> &[crate::frame::SourceUse] {
        &self.observations.sources
    }

    /// Returns whether any survey has figures.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }
}

/// The figures of the newest year, compared with Nederland.
struct Compared {
    drafts: BTreeMap<SeriesKey, Vec<Draft>>,
    families: BTreeMap<SeriesKey, Vec<FamilyCount>>,
    people_years: BTreeSet<(Year, Year)>,
    weighed: BTreeMap<OfPeople, Weighed>,
}

impl Compared {
    fn of(
        observations: &Observations,
        indicators: &[(Arc<Indicator>, Arc<str>)],
        people: &Observations,
        gemeenten: &Gemeenten,
    ) -> Result<Self, StatisticsError> {
        let weights = Weights::new(people, gemeenten);
        // Every indicator asks for the same people.
        let mut weighed: BTreeMap<(Year, AgeGroup), WeighedAreas<'_>> = BTreeMap::new();
        let mut drafts = BTreeMap::new();
        let mut families = BTreeMap::new();
        for (indicator, measure) in indicators {
            for age in indicator.ages() {
                let Some(year) = newest(observations, measure, age) else {
                    continue;
                };
                let of_year = |(key, _): &(&CellKey, &Cell)| key.age == age && key.period == year;
                let areas = weighed
                    .entry((year, age))
                    .or_insert_with(|| WeighedAreas::new(&weights, year, age));
                let mut of_series: Vec<Draft> = observations
                    .cells
                    .of_measure(measure)
                    .filter(of_year)
                    .map(|(key, cell)| draft::draft(indicator, key, cell, areas.of(&key.area)))
                    .collect();
                let counts = family::compare(&mut of_series, &with_nederland)?;
                let key = (indicator.id.clone(), age);
                families.insert(key.clone(), counts);
                drafts.insert(key, of_series);
            }
        }
        let each = weighed.into_iter().flat_map(|((year, age), areas)| {
            let areas = areas.known().into_iter();
            areas.map(move |(area, people)| ((year, age, area), people))
        });
        Ok(Self {
            weighed: each.collect(),
            people_years: weights.other_years(),
            drafts,
            families,
        })
    }
}

/// The surveys of the catalogue, each with the name of its measure.
fn surveys_of(catalogue: &Catalogue, sources: &Sources) -> Vec<(Arc<Indicator>, Arc<str>)> {
    catalogue
        .surveys()
        .filter_map(|indicator| {
            let table = sources.table(&indicator.tabel)?;
            Some((Arc::clone(indicator), measure_of(&table.reeks, indicator)))
        })
        .collect()
}

/// The latest year in which any gemeente has a value, or else any area: a wave that has come out for
/// the country only does not take the place of one with gemeenten.
fn newest(observations: &Observations, measure: &Arc<str>, age: AgeGroup) -> Option<Year> {
    let known = |wanted: &dyn Fn(&AreaCode) -> bool| {
        let cells = observations.cells.of_measure(measure);
        cells
            .filter(|(key, cell)| key.age == age && cell.value.is_some() && wanted(&key.area))
            .map(|(key, _)| key.period)
            .max()
    };
    known(&|area| area.level() == AreaLevel::Gemeente).or_else(|| known(&|_| true))
}

fn with_nederland(area: &AreaCode) -> Vec<AreaCode> {
    match area {
        AreaCode::Land => Vec::new(),
        _ => vec![AreaCode::Land],
    }
}

/// Whether people signed up for a survey themselves.
fn is_open(indicator: &Indicator) -> bool {
    indicator.werving == Werving::Open
}
