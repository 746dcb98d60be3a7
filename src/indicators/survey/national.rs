//! What only all areas of Nederland together can say of the surveys. Kept in the store, it spares a
//! report all areas but its own; every figure and every verdict is still made here and now of the
//! figures that the report reads.

use std::collections::{BTreeMap, BTreeSet};

use super::trend::{self, TrendKey, TrendP};
use super::weights::Weighed;
use super::{SeriesKey, Surveys, draft, surveys_of, with_nederland};
use crate::area::AreaCode;
use crate::frame::{Observations, SurveyRow};
use crate::indicators::local::FamilyCount;
use crate::indicators::local::draft::Draft;
use crate::indicators::local::family;
use crate::indicators::national::NationalSpread;
use crate::indicators::nearby::Nearby;
use crate::indicators::population::People;
use crate::period::Year;
use crate::statistics::StatisticsError;
use crate::statistics::multiple::AdjustedP;
use crate::themes::{AgeGroup, Catalogue};
use regiobeeld_fetchers::Sources;

/// Year, age group and area that people are known of.
pub(super) type OfPeople = (Year, AgeGroup, AreaCode);

/// What was worked out over all areas, by what it is of.
#[derive(Debug, Default)]
struct Known {
    years: BTreeMap<SeriesKey, Year>,
    families: BTreeMap<SeriesKey, Vec<FamilyCount>>,
    people: BTreeMap<OfPeople, Weighed>,
    tests: BTreeMap<SeriesKey, BTreeMap<AreaCode, AdjustedP>>,
    trends: BTreeMap<TrendKey, TrendP>,
    people_years: BTreeSet<(Year, Year)>,
    missing: BTreeMap<String, String>,
}

impl Surveys {
    /// Returns what all areas together say, to keep; see [`Surveys::of_areas`].
    pub fn national_rows(&self) -> Vec<SurveyRow> {
        let mut rows = Vec::new();
        for (key, drafts) in &self.drafts {
            let year = drafts.first().map(|draft| draft.figure.period);
            rows.extend(year.map(|year| SurveyRow::Series(key.clone(), year)));
            let families = self.families.get(key).into_iter().flatten();
            rows.extend(families.map(|one| family_row(key, one)));
            rows.extend(drafts.iter().filter_map(|draft| test_row(key, draft)));
        }
        rows.extend(self.weighed.iter().map(people_row));
        rows.extend(self.trends.iter().filter_map(|((id, age, area), trend)| {
            let change = trend.latest.1.adjusted_p()?;
            let line = trend.line_p.map(AdjustedP::value);
            let key = (id.clone(), *age);
            Some(SurveyRow::Trend(key, area.clone(), (change, line)))
        }));
        let years = self.people_years.iter();
        rows.extend(years.map(|(year, counted_in)| SurveyRow::PeopleYear(*year, *counted_in)));
        let missing = self.missing.iter();
        rows.extend(missing.map(|(id, why)| SurveyRow::Missing(id.clone(), why.clone())));
        rows
    }

    /// Returns how the values of all areas lie, to keep with the rows.
    pub const fn national_spread(&self) -> &NationalSpread {
        &self.spread
    }

    /// Returns the surveys of a few areas, with what was worked out over all of them before; `None`
    /// when that does not fit these figures.
    ///
    /// `observations` holds the surveys of those areas and of Nederland, and `people` the inhabitants
    /// by single age of those gemeenten and of Nederland.
    ///
    /// # Errors
    /// When numbers contradict each other, or a p-value is not of its test.
    pub fn of_areas(
        (catalogue, sources): (&Catalogue, &Sources),
        (observations, people): (Observations, Observations),
        rows: Vec<SurveyRow>,
        spread: NationalSpread,
    ) -> Result<Option<Self>, StatisticsError> {
        let known = Known::of(rows)?;
        let indicators = surveys_of(catalogue, sources);
        let mut drafts = BTreeMap::new();
        for (indicator, measure) in &indicators {
            for age in indicator.ages() {
                let key = (indicator.id.clone(), age);
                let Some(&year) = known.years.get(&key) else {
                    continue;
                };
                let cells = observations.cells.of_measure(measure);
                let of_year = cells.filter(|(key, _)| key.age == age && key.period == year);
                let of_series = of_year.map(|(key, cell)| {
                    let weighed = known.people.get(&(year, age, key.area.clone()))?;
                    Some(draft::draft(indicator, key, cell, *weighed))
                });
                let Some(mut of_series) = of_series.collect::<Option<Vec<Draft>>>() else {
                    return Ok(None);
                };
                let tests = known.tests.get(&key);
                let corrected = |area: &AreaCode| tests?.get(area).copied();
                if !family::compare_corrected(&mut of_series, &with_nederland, &corrected)? {
                    return Ok(None);
                }
                drafts.insert(key, of_series);
            }
        }
        let Some(trends) = trend::corrected(&observations, &indicators, &known.trends)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            observations,
            people,
            indicators,
            drafts,
            families: known.families,
            trends,
            spread,
            people_years: known.people_years,
            weighed: known.people,
            missing: known.missing,
        }))
    }
}

impl Known {
    fn of(rows: Vec<SurveyRow>) -> Result<Self, StatisticsError> {
        let mut known = Self::default();
        for row in rows {
            match row {
                SurveyRow::Series(key, year) => {
                    known.years.insert(key, year);
                }
                SurveyRow::Family(key, [tests, raw, corrected]) => {
                    let count = FamilyCount {
                        indicator: key.0.clone(),
                        tests: tests.into(),
                        raw: raw.into(),
                        corrected: corrected.into(),
                    };
                    known.families.entry(key).or_default().push(count);
                }
                SurveyRow::People {
                    area,
                    year,
                    age,
                    weight,
                    people,
                } => {
                    let people = people.map(|(number, fictitious, year)| Nearby {
                        people: People { number, fictitious },
                        year,
                    });
                    let weighed = Weighed { people, weight };
                    known.people.insert((year, age, area), weighed);
                }
                SurveyRow::Test(key, area, p) => {
                    let of_series = known.tests.entry(key).or_default();
                    of_series.insert(area, AdjustedP::stored(p)?);
                }
                SurveyRow::Trend((id, age), area, (change, line)) => {
                    let line = line.map(AdjustedP::stored).transpose()?;
                    let p = (AdjustedP::stored(change)?, line);
                    known.trends.insert((id, age, area), p);
                }
                SurveyRow::PeopleYear(year, counted_in) => {
                    known.people_years.insert((year, counted_in));
                }
                SurveyRow::Missing(id, reason) => {
                    known.missing.insert(id, reason);
                }
            }
        }
        Ok(known)
    }
}

fn family_row(key: &SeriesKey, count: &FamilyCount) -> SurveyRow {
    let numbers = [count.tests, count.raw, count.corrected];
    // There are a few hundred areas.
    let numbers = numbers.map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    SurveyRow::Family(key.clone(), numbers)
}

fn test_row(key: &SeriesKey, draft: &Draft) -> Option<SurveyRow> {
    let comparison = draft.figure.comparisons.first()?;
    let p = comparison.outcome.adjusted_p()?;
    Some(SurveyRow::Test(key.clone(), draft.figure.area.clone(), p))
}

fn people_row(((year, age, area), weighed): (&OfPeople, &Weighed)) -> SurveyRow {
    let people = weighed.people.map(|found| {
        let People { number, fictitious } = found.people;
        (number, fictitious, found.year)
    });
    SurveyRow::People {
        area: area.clone(),
        year: *year,
        age: *age,
        weight: weighed.weight,
        people,
    }
}
