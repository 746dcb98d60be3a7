//! Series of surveys over the years: a weighted straight line per area, corrected for all areas of
//! the same level (statistics.md 4.7).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::estimate;
use super::is_open;
use crate::area::{AreaCode, AreaLevel};
use crate::frame::{Cell, CellKey, Observations};
use crate::indicators::derive::reading;
use crate::period::Year;
use crate::statistics::compare::{Comparison, RelevanceRule, SurveyTest};
use crate::statistics::multiple::{AdjustedP, benjamini_hochberg};
use crate::statistics::trend::{Series, TrendTest, TrendWord, Wave, describe_series};
use crate::statistics::{StatisticsError, SurveyEstimate};
use crate::themes::{AgeGroup, Indicator};

/// Indicator, age group and area of a series.
pub type TrendKey = (String, AgeGroup, AreaCode);

/// What can be said of one indicator in one area over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyTrend {
    /// Years of the waves, oldest first.
    pub years: Vec<i32>,
    /// Years in which the survey asked people of 19 or older instead of 18 or older.
    pub from_19: Vec<i32>,
    /// The word for the whole series; only of four waves or more.
    pub word: Option<TrendWord>,
    /// The p-value of the line that the word is of, corrected for its family.
    pub line_p: Option<AdjustedP>,
    /// The change between the two newest waves: the year before, and what the test says.
    pub latest: (i32, Comparison),
    /// Whether any wave is made up.
    pub fictitious: bool,
}

/// A series that waits for the others of its family.
struct Pending {
    key: TrendKey,
    years: Vec<i32>,
    from_19: Vec<i32>,
    test: Option<TrendTest>,
    before: i32,
    change: SurveyTest,
    fictitious: bool,
}

/// The corrected p-values of a series: of its newest change, and of its line when it has one.
pub type TrendP = (AdjustedP, Option<AdjustedP>);

/// Returns the series of every area that has two waves or more, each once.
///
/// # Errors
/// When numbers contradict each other.
pub fn all(
    observations: &Observations,
    indicators: &[(Arc<Indicator>, Arc<str>)],
) -> Result<Vec<(TrendKey, SurveyTrend)>, StatisticsError> {
    let mut found = Vec::new();
    for family in families(observations, indicators)? {
        found.extend(correct(family)?);
    }
    Ok(found)
}

/// Returns the series of the areas observed, with p-values that were corrected before, in families
/// with more areas than these; `None` when one of them is not known.
///
/// # Errors
/// When numbers contradict each other, or a p-value is not of the test.
pub fn corrected(
    observations: &Observations,
    indicators: &[(Arc<Indicator>, Arc<str>)],
    known: &BTreeMap<TrendKey, TrendP>,
) -> Result<Option<Vec<(TrendKey, SurveyTrend)>>, StatisticsError> {
    let mut found = Vec::new();
    for one in families(observations, indicators)?.into_iter().flatten() {
        let p = known.get(&one.key);
        let Some(p) = p.filter(|(_, line)| line.is_some() == one.test.is_some()) else {
            return Ok(None);
        };
        found.push(one.conclude(*p)?);
    }
    Ok(Some(found))
}

/// The series that are corrected together, family after family.
fn families(
    observations: &Observations,
    indicators: &[(Arc<Indicator>, Arc<str>)],
) -> Result<Vec<Vec<Pending>>, StatisticsError> {
    let mut found = Vec::new();
    for (indicator, measure) in indicators.iter().filter(|(one, _)| !is_open(one)) {
        let ages = indicator.ages();
        let mut families: BTreeMap<(AgeGroup, AreaLevel), Vec<Pending>> = BTreeMap::new();
        let cells: Vec<(&CellKey, &Cell)> = observations.cells.of_measure(measure).collect();
        for of_area in cells.chunk_by(|(one, _), (other, _)| one.area == other.area) {
            for (age, (area, waves)) in waves(indicator, &ages, of_area) {
                let key = (indicator.id.clone(), age, area.clone());
                if let Some(pending) = pending(key, waves)? {
                    let family = families.entry((age, area.level())).or_default();
                    family.push(pending);
                }
            }
        }
        found.extend(families.into_values());
    }
    Ok(found)
}

/// One year of a series.
struct OneWave {
    wave: Wave,
    from_19: bool,
    fictitious: bool,
}

/// The waves of one area, per age group. Until 2016 the survey was of people of 19 or older; these
/// waves belong to the series of 18 or older, and are marked.
fn waves<'a>(
    indicator: &Indicator,
    ages: &[AgeGroup],
    cells: &[(&'a CellKey, &Cell)],
) -> BTreeMap<AgeGroup, (&'a AreaCode, Vec<OneWave>)> {
    let mut found: BTreeMap<AgeGroup, (&AreaCode, Vec<OneWave>)> = BTreeMap::new();
    for (key, cell) in cells {
        let from_19 = key.age == AgeGroup::From19 && !ages.contains(&AgeGroup::From19);
        let age = if from_19 { AgeGroup::Adults } else { key.age };
        if !ages.contains(&age) {
            continue;
        }
        let (reading, _) = reading(cell, indicator.scale());
        let Ok(estimate) = estimate(indicator, reading) else {
            continue;
        };
        let (_, series) = found.entry(age).or_insert_with(|| (&key.area, Vec::new()));
        series.push(OneWave {
            wave: wave(key, estimate),
            from_19,
            fictitious: cell.fictitious || cell.fictitious_margin,
        });
    }
    found
}

fn wave(key: &CellKey, estimate: SurveyEstimate) -> Wave {
    let Year(year) = key.period;
    Wave { year, estimate }
}

fn pending(key: TrendKey, mut waves: Vec<OneWave>) -> Result<Option<Pending>, StatisticsError> {
    waves.sort_by_key(|one| (one.wave.year, one.from_19));
    // A year with both populations counts once, as 18 or older.
    waves.dedup_by_key(|one| one.wave.year);
    let plain: Vec<Wave> = waves.iter().map(|one| one.wave).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let (test, change) = match describe_series(&plain)? {
        Series::Single => return Ok(None),
        Series::Change(change) | Series::Described(change) => (None, change),
        Series::Tested(test, change) => (Some(test), change),
    };
    let years = |of: &dyn Fn(&&OneWave) -> bool| -> Vec<i32> {
        waves.iter().filter(of).map(|one| one.wave.year).collect()
    };
    Ok(Some(Pending {
        key,
        years: years(&|_| true),
        from_19: years(&|one| one.from_19),
        test,
        before: change.from_year,
        change: change.test,
        fictitious: waves.iter().any(|one| one.fictitious),
    }))
}

/// Corrects the tests of a family, the lines and the latest changes apart.
fn correct(family: Vec<Pending>) -> Result<Vec<(TrendKey, SurveyTrend)>, StatisticsError> {
    let lines: Vec<f64> = family
        .iter()
        .filter_map(|one| one.test.as_ref().map(TrendTest::p))
        .collect();
    let changes: Vec<f64> = family.iter().map(|one| one.change.p()).collect();
    let mut lines = benjamini_hochberg(&lines)?.into_iter();
    let changes = benjamini_hochberg(&changes)?;
    family
        .into_iter()
        .zip(changes)
        .map(|(one, change)| {
            let line = one.test.as_ref().and_then(|_| lines.next());
            one.conclude((change, line))
        })
        .collect()
}

impl Pending {
    fn conclude(self, (change, line): TrendP) -> Result<(TrendKey, SurveyTrend), StatisticsError> {
        let rule = RelevanceRule::default();
        let trend = SurveyTrend {
            latest: (self.before, self.change.conclude(change, &rule)?),
            word: self.test.zip(line).map(|(test, p)| test.conclude(p)),
            line_p: line,
            years: self.years,
            from_19: self.from_19,
            fictitious: self.fictitious,
        };
        Ok((self.key, trend))
    }
}
