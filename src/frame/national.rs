//! The national spread as a frame: one row per indicator, age group, level of areas and year.

use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

use crate::area::AreaLevel;
use crate::period::Year;
use crate::statistics::Spread;
use crate::statistics::spread::POINTS;
use crate::themes::AgeGroup;

/// How the values of all areas of one level lie, for one indicator, age group and year.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadRow {
    /// Id of the indicator.
    pub indicator: String,
    /// Its definition at the time; values of another one are never compared.
    pub definition: String,
    /// Id of the table that the values stand in.
    pub table: String,
    /// Age group.
    pub age: AgeGroup,
    /// GGD region, gemeente or wijk.
    pub level: AreaLevel,
    /// Year of the values.
    pub year: Year,
    /// Number of areas and quantiles, in the unit of the indicator.
    pub spread: Spread,
    /// Whether any value is made up.
    pub fictitious: bool,
}

const LEVELS: [AreaLevel; 3] = [AreaLevel::Ggd, AreaLevel::Gemeente, AreaLevel::Wijk];

/// Returns the name of the column with the quantile at a percentage of the areas.
fn column_of(point: u8) -> String {
    format!("kwantiel_{point}")
}

/// Returns rows as a frame, in their order.
///
/// # Errors
/// Never in practice: all columns have one value per row.
pub fn spread_frame(rows: &[SpreadRow]) -> PolarsResult<DataFrame> {
    let text = |name: &str, of: fn(&SpreadRow) -> &str| -> Column {
        let values: Vec<&str> = rows.iter().map(of).collect();
        Series::new(name.into(), values).into_column()
    };
    let number = |name: &str, of: &dyn Fn(&SpreadRow) -> f64| -> Column {
        let values: Vec<f64> = rows.iter().map(of).collect();
        Series::new(name.into(), values).into_column()
    };
    let years: Vec<i32> = rows.iter().map(|row| row.year.0).collect();
    let areas: Vec<u32> = rows.iter().map(|row| row.spread.areas).collect();
    let made_up: Vec<bool> = rows.iter().map(|row| row.fictitious).collect();
    let mut columns = vec![
        text("indicator", |row| &row.indicator),
        text("definitie", |row| &row.definition),
        text("tabel", |row| &row.table),
        text("leeftijd", |row| row.age.as_str()),
        text("niveau", |row| row.level.as_str()),
        Series::new("jaar".into(), years).into_column(),
        Series::new("gebieden".into(), areas).into_column(),
    ];
    for (place, point) in POINTS.into_iter().enumerate() {
        columns.push(number(&column_of(point), &|row| {
            row.spread.quantiles[place]
        }));
    }
    columns.push(number("hoogste_vijfde_boven", &|row| row.spread.top_above));
    columns.push(number("laagste_vijfde_onder", &|row| {
        row.spread.bottom_below
    }));
    columns.push(Series::new("fictief".into(), made_up).into_column());
    DataFrame::new(rows.len(), columns)
}

/// Returns the rows of a frame; one with an age group or level that this program does not know is
/// left out.
///
/// # Errors
/// When a column is absent or of another type.
pub fn spread_rows(frame: &DataFrame) -> PolarsResult<Vec<SpreadRow>> {
    let text = |name: &str| -> PolarsResult<Vec<String>> {
        let column = frame.column(name)?.str()?;
        Ok(column
            .iter()
            .map(|text| text.unwrap_or_default().to_owned())
            .collect())
    };
    let number = |name: &str| -> PolarsResult<Vec<f64>> {
        let column = frame.column(name)?.f64()?;
        Ok(column
            .iter()
            .map(|value| value.unwrap_or(f64::NAN))
            .collect())
    };
    let (indicators, definitions) = (text("indicator")?, text("definitie")?);
    let (tables, ages, levels) = (text("tabel")?, text("leeftijd")?, text("niveau")?);
    let years: Vec<Option<i32>> = frame.column("jaar")?.i32()?.iter().collect();
    let areas: Vec<Option<u32>> = frame.column("gebieden")?.u32()?.iter().collect();
    let made_up: Vec<Option<bool>> = frame.column("fictief")?.bool()?.iter().collect();
    let quantiles: PolarsResult<Vec<Vec<f64>>> = POINTS
        .iter()
        .map(|point| number(&column_of(*point)))
        .collect();
    let quantiles = quantiles?;
    let (top, bottom) = (
        number("hoogste_vijfde_boven")?,
        number("laagste_vijfde_onder")?,
    );
    let row = |at: usize| {
        let level = LEVELS.into_iter().find(|one| one.as_str() == levels[at])?;
        Some(SpreadRow {
            indicator: indicators[at].clone(),
            definition: definitions[at].clone(),
            table: tables[at].clone(),
            age: AgeGroup::from_code(&ages[at])?,
            level,
            year: Year(years[at]?),
            spread: Spread {
                areas: areas[at]?,
                quantiles: std::array::from_fn(|place| quantiles[place][at]),
                top_above: top[at],
                bottom_below: bottom[at],
            },
            fictitious: made_up[at]?,
        })
    };
    Ok((0..frame.height()).filter_map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_the_frame_bit_for_bit() {
        let row = |age, level, values: &[f64]| SpreadRow {
            indicator: "roken".to_owned(),
            definition: "gm-roker".to_owned(),
            table: "50150NED".to_owned(),
            age,
            level,
            year: Year(2024),
            spread: Spread::of(values).unwrap().unwrap(),
            fictitious: level == AreaLevel::Wijk,
        };
        let rows = vec![
            row(
                AgeGroup::Adults,
                AreaLevel::Gemeente,
                &[0.1 + 0.2, 1.0 / 3.0],
            ),
            row(AgeGroup::From65, AreaLevel::Wijk, &[12.5]),
        ];
        let frame = spread_frame(&rows).unwrap();
        assert_eq!(spread_rows(&frame).unwrap(), rows);
        assert!(spread_rows(&spread_frame(&[]).unwrap()).unwrap().is_empty());
        let other = frame.drop("kwantiel_25").unwrap();
        assert!(spread_rows(&other).is_err());
    }

    #[test]
    fn a_level_that_is_not_known_is_left_out() {
        let row = SpreadRow {
            indicator: "roken".to_owned(),
            definition: "gm-roker".to_owned(),
            table: "50150NED".to_owned(),
            age: AgeGroup::Adults,
            level: AreaLevel::Buurt,
            year: Year(2024),
            spread: Spread::of(&[1.0]).unwrap().unwrap(),
            fictitious: false,
        };
        let frame = spread_frame(&[row]).unwrap();
        assert!(spread_rows(&frame).unwrap().is_empty());
    }
}
