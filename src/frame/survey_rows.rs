//! What only all areas of Nederland together can say of the surveys, as a frame: a row per number,
//! told apart by the column `soort`.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

use crate::area::AreaCode;
use crate::period::Year;
use crate::themes::AgeGroup;

/// Indicator and age group.
pub type OfSeries = (String, AgeGroup);

/// One thing that was worked out over all areas.
#[derive(Debug, Clone, PartialEq)]
pub enum SurveyRow {
    /// The year of a series that is shown.
    Series(OfSeries, Year),
    /// Tests of one family: how many, with p below 0.05, and so after correction.
    Family(OfSeries, [u32; 3]),
    /// The people of an area.
    People {
        /// The area.
        area: AreaCode,
        /// Year of the figures.
        year: Year,
        /// Age group.
        age: AgeGroup,
        /// Those by whom the area is weighed.
        weight: Option<f64>,
        /// Those whom a figure is about, whether any of them is made up, and when they were counted.
        people: Option<(f64, bool, Year)>,
    },
    /// The corrected p-value of a comparison with Nederland.
    Test(OfSeries, AreaCode, f64),
    /// The corrected p-values of a series over the years: of the newest change, and of the line.
    Trend(OfSeries, AreaCode, (f64, Option<f64>)),
    /// A year of figures beside the other year that their people were counted in.
    PeopleYear(Year, Year),
    /// An indicator whose column was not found, and why.
    Missing(String, String),
}

/// A row with all its columns.
#[derive(Default)]
struct Flat {
    kind: &'static str,
    indicator: Option<String>,
    age: Option<&'static str>,
    area: Option<String>,
    year: Option<i32>,
    people_year: Option<i32>,
    p: Option<f64>,
    line_p: Option<f64>,
    weight: Option<f64>,
    people: Option<f64>,
    made_up: Option<bool>,
    counts: [Option<u32>; 3],
    reason: Option<String>,
}

const SERIES: &str = "serie";
const FAMILY: &str = "familie";
const PEOPLE: &str = "inwoners";
const TEST: &str = "toets";
const TREND: &str = "reeks";
const PEOPLE_YEAR: &str = "jaar";
const MISSING: &str = "ontbreekt";
const COUNTS: [&str; 3] = ["toetsen", "ongecorrigeerd", "gecorrigeerd"];

impl Flat {
    fn of_series(kind: &'static str, (indicator, age): &OfSeries) -> Self {
        Self {
            kind,
            indicator: Some(indicator.clone()),
            age: Some(age.as_str()),
            ..Self::default()
        }
    }

    fn of(row: &SurveyRow) -> Self {
        match row {
            SurveyRow::Series(series, year) => Self {
                year: Some(year.0),
                ..Self::of_series(SERIES, series)
            },
            SurveyRow::Family(series, counts) => Self {
                counts: counts.map(Some),
                ..Self::of_series(FAMILY, series)
            },
            SurveyRow::People {
                area,
                year,
                age,
                weight,
                people,
            } => Self {
                kind: PEOPLE,
                area: Some(area.to_string()),
                year: Some(year.0),
                age: Some(age.as_str()),
                weight: *weight,
                people: people.map(|(number, ..)| number),
                made_up: people.map(|(_, made_up, _)| made_up),
                people_year: people.map(|(.., year)| year.0),
                ..Self::default()
            },
            SurveyRow::Test(series, area, p) => Self {
                area: Some(area.to_string()),
                p: Some(*p),
                ..Self::of_series(TEST, series)
            },
            SurveyRow::Trend(series, area, (change, line)) => Self {
                area: Some(area.to_string()),
                p: Some(*change),
                line_p: *line,
                ..Self::of_series(TREND, series)
            },
            SurveyRow::PeopleYear(year, people_year) => Self {
                kind: PEOPLE_YEAR,
                year: Some(year.0),
                people_year: Some(people_year.0),
                ..Self::default()
            },
            SurveyRow::Missing(indicator, reason) => Self {
                kind: MISSING,
                indicator: Some(indicator.clone()),
                reason: Some(reason.clone()),
                ..Self::default()
            },
        }
    }
}

/// Returns rows as a frame, in their order.
///
/// # Errors
/// Never in practice: all columns have one value per row.
pub fn survey_frame(rows: &[SurveyRow]) -> PolarsResult<DataFrame> {
    let flat: Vec<Flat> = rows.iter().map(Flat::of).collect();
    let text = |name: &str, of: &dyn Fn(&Flat) -> Option<String>| -> Column {
        let values: Vec<Option<String>> = flat.iter().map(of).collect();
        Series::new(name.into(), values).into_column()
    };
    let year = |name: &str, of: &dyn Fn(&Flat) -> Option<i32>| -> Column {
        let values: Vec<Option<i32>> = flat.iter().map(of).collect();
        Series::new(name.into(), values).into_column()
    };
    let number = |name: &str, of: &dyn Fn(&Flat) -> Option<f64>| -> Column {
        let values: Vec<Option<f64>> = flat.iter().map(of).collect();
        Series::new(name.into(), values).into_column()
    };
    let made_up: Vec<Option<bool>> = flat.iter().map(|row| row.made_up).collect();
    let mut columns = vec![
        text("soort", &|row| Some(row.kind.to_owned())),
        text("indicator", &|row| row.indicator.clone()),
        text("leeftijd", &|row| row.age.map(str::to_owned)),
        text("gebied", &|row| row.area.clone()),
        year("jaar", &|row| row.year),
        year("jaar_inwoners", &|row| row.people_year),
        number("p", &|row| row.p),
        number("p_lijn", &|row| row.line_p),
        number("gewicht", &|row| row.weight),
        number("inwoners", &|row| row.people),
        Series::new("inwoners_fictief".into(), made_up).into_column(),
        text("reden", &|row| row.reason.clone()),
    ];
    for (place, name) in COUNTS.into_iter().enumerate() {
        let values: Vec<Option<u32>> = flat.iter().map(|row| row.counts[place]).collect();
        columns.push(Series::new(name.into(), values).into_column());
    }
    DataFrame::new(rows.len(), columns)
}

/// The columns of a frame, read once.
struct Read<'a> {
    kinds: Vec<Option<&'a str>>,
    indicators: Vec<Option<&'a str>>,
    ages: Vec<Option<&'a str>>,
    areas: Vec<Option<&'a str>>,
    reasons: Vec<Option<&'a str>>,
    years: Vec<Option<i32>>,
    people_years: Vec<Option<i32>>,
    p: Vec<Option<f64>>,
    line_p: Vec<Option<f64>>,
    weights: Vec<Option<f64>>,
    people: Vec<Option<f64>>,
    made_up: Vec<Option<bool>>,
    counts: [Vec<Option<u32>>; 3],
}

impl<'a> Read<'a> {
    fn of(frame: &'a DataFrame) -> PolarsResult<Self> {
        let text = |name: &str| -> PolarsResult<Vec<Option<&'a str>>> {
            Ok(frame.column(name)?.str()?.iter().collect())
        };
        let year = |name: &str| -> PolarsResult<Vec<Option<i32>>> {
            Ok(frame.column(name)?.i32()?.iter().collect())
        };
        let number = |name: &str| -> PolarsResult<Vec<Option<f64>>> {
            Ok(frame.column(name)?.f64()?.iter().collect())
        };
        let count = |name: &str| -> PolarsResult<Vec<Option<u32>>> {
            Ok(frame.column(name)?.u32()?.iter().collect())
        };
        let [tests, raw, corrected] = COUNTS;
        Ok(Self {
            kinds: text("soort")?,
            indicators: text("indicator")?,
            ages: text("leeftijd")?,
            areas: text("gebied")?,
            reasons: text("reden")?,
            years: year("jaar")?,
            people_years: year("jaar_inwoners")?,
            p: number("p")?,
            line_p: number("p_lijn")?,
            weights: number("gewicht")?,
            people: number("inwoners")?,
            made_up: frame.column("inwoners_fictief")?.bool()?.iter().collect(),
            counts: [count(tests)?, count(raw)?, count(corrected)?],
        })
    }

    /// The row at a place; `None` when something that its kind needs is absent or unknown.
    fn row(&self, at: usize) -> Option<SurveyRow> {
        let age = || AgeGroup::from_code(self.ages[at]?);
        let area = || AreaCode::parse(self.areas[at]?).ok();
        let series = || Some((self.indicators[at]?.to_owned(), age()?));
        let (year, people_year) = (self.years[at].map(Year), self.people_years[at].map(Year));
        Some(match self.kinds[at]? {
            SERIES => SurveyRow::Series(series()?, year?),
            FAMILY => {
                let [tests, raw, corrected] = self.counts.each_ref().map(|column| column[at]);
                SurveyRow::Family(series()?, [tests?, raw?, corrected?])
            }
            PEOPLE => SurveyRow::People {
                area: area()?,
                year: year?,
                age: age()?,
                weight: self.weights[at],
                people: match self.people[at] {
                    Some(number) => Some((number, self.made_up[at]?, people_year?)),
                    None => None,
                },
            },
            TEST => SurveyRow::Test(series()?, area()?, self.p[at]?),
            TREND => SurveyRow::Trend(series()?, area()?, (self.p[at]?, self.line_p[at])),
            PEOPLE_YEAR => SurveyRow::PeopleYear(year?, people_year?),
            MISSING => SurveyRow::Missing(
                self.indicators[at]?.to_owned(),
                self.reasons[at]?.to_owned(),
            ),
            _ => return None,
        })
    }
}

/// Returns the rows of a frame that are of these areas or of no area; `None` when a row cannot be
/// understood, so that nothing is missed in silence.
///
/// # Errors
/// When a column is absent or of another type.
pub fn survey_rows(
    frame: &DataFrame,
    areas: &BTreeSet<AreaCode>,
) -> PolarsResult<Option<Vec<SurveyRow>>> {
    let read = Read::of(frame)?;
    let names: BTreeSet<String> = areas.iter().map(ToString::to_string).collect();
    let is_asked = |at: &usize| read.areas[*at].is_none_or(|area| names.contains(area));
    let asked = (0..frame.height()).filter(is_asked);
    Ok(asked.map(|at| read.row(at)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> AreaCode {
        AreaCode::parse(code).unwrap()
    }

    fn rows() -> Vec<SurveyRow> {
        let series = ("roken_monitor".to_owned(), AgeGroup::Adults);
        let people = |code: &str, people| SurveyRow::People {
            area: area(code),
            year: Year(2022),
            age: AgeGroup::Adults,
            weight: Some(0.1 + 0.2),
            people,
        };
        vec![
            SurveyRow::Series(series.clone(), Year(2022)),
            SurveyRow::Family(series.clone(), [342, 80, 61]),
            people("GM0193", Some((104_000.5, true, Year(2023)))),
            people("GG1009", None),
            SurveyRow::Test(series.clone(), area("GM0193"), 1.0 / 3.0),
            SurveyRow::Trend(series.clone(), area("NL00"), (0.04, None)),
            SurveyRow::Trend(series, area("GM0193"), (0.04, Some(f64::MIN_POSITIVE))),
            SurveyRow::PeopleYear(Year(2022), Year(2023)),
            SurveyRow::Missing("angst".to_owned(), "geen kolom".to_owned()),
        ]
    }

    #[test]
    fn rows_come_back_to_the_last_bit() {
        let frame = survey_frame(&rows()).unwrap();
        let all = ["GM0193", "GG1009", "NL00"].map(area);
        let found = survey_rows(&frame, &BTreeSet::from(all)).unwrap();
        assert_eq!(found, Some(rows()));
    }

    #[test]
    fn rows_of_other_areas_are_passed_over() {
        let frame = survey_frame(&rows()).unwrap();
        let found = survey_rows(&frame, &BTreeSet::from([area("GG1009")]))
            .unwrap()
            .unwrap();
        assert_eq!(found.len(), 5);
        assert!(!found.iter().any(|row| matches!(row, SurveyRow::Test(..))));
    }

    #[test]
    fn a_row_that_cannot_be_understood_is_not_left_out_in_silence() {
        let frame = survey_frame(&rows()).unwrap();
        let areas = BTreeSet::from([area("GM0193")]);
        for (name, value) in [("soort", "nieuw"), ("leeftijd", "oud")] {
            let values = vec![value; frame.height()];
            let column = Series::new(name.into(), values).into_column();
            let mut changed = frame.clone();
            changed.with_column(column).unwrap();
            assert_eq!(survey_rows(&changed, &areas).unwrap(), None, "{name}");
        }
        assert!(survey_rows(&frame.drop("p").unwrap(), &areas).is_err());
    }
}
