//! The rows of a slice of a table: one per area and combination of codes.

use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, Series};

use super::Fault;
use super::area::Area;
use super::describe::Description;
use super::values::{Codes, Values};

/// The dimensions of a slice, and where each row stands in them.
struct Grid<'a> {
    areas: &'a [Area<'a>],
    dimensions: Vec<Side>,
    height: usize,
}

/// One dimension.
struct Side {
    key: String,
    is_area: bool,
    codes: Vec<String>,
    /// Per row the place of its code.
    places: Vec<usize>,
}

/// Returns the rows of these areas, sorted by area and then by the other dimensions in their order; `land` is the code of
/// Nederland, `year` the year of a table without periods.
///
/// # Errors
/// When polars refuses the columns.
pub fn frame(
    description: &Description,
    values: &Values,
    areas: &[Area<'_>],
    (land, year): (&str, i32),
) -> Result<DataFrame, Fault> {
    let grid = Grid::of(description, areas, land);
    let rows: Vec<(Area<'_>, Codes<'_>)> =
        (0..grid.height).map(|row| grid.row(row, year)).collect();
    let mut columns: Vec<Column> = Vec::new();
    for side in &grid.dimensions {
        let texts: Vec<&str> = side
            .places
            .iter()
            .map(|place| side.codes[*place].as_str())
            .collect();
        columns.push(Series::new(side.key.as_str().into(), texts).into_column());
    }
    for topic in description.topics() {
        let name = topic.key.as_str().into();
        columns.push(if topic.is_text {
            let texts: Vec<String> = rows
                .iter()
                .map(|(area, _)| text(&topic.stem, *area, land))
                .collect();
            Series::new(name, texts).into_column()
        } else {
            Series::new(name, values.column(&topic, &rows)).into_column()
        });
    }
    Ok(DataFrame::new(grid.height, columns)?)
}

impl<'a> Grid<'a> {
    fn of(description: &Description, areas: &'a [Area<'a>], land: &str) -> Self {
        let mut dimensions: Vec<Side> = Vec::new();
        for key in description.order() {
            let is_area = key == description.geo;
            let codes = if is_area {
                areas.iter().map(|area| area.code(land)).collect()
            } else {
                description.codes(&key)
            };
            dimensions.push(Side {
                key,
                is_area,
                codes,
                places: Vec::new(),
            });
        }
        let height: usize = dimensions.iter().map(|side| side.codes.len()).product();
        let mut repeat = height;
        let (area, others): (Vec<_>, Vec<_>) = dimensions.iter_mut().partition(|side| side.is_area);
        for side in area.into_iter().chain(others) {
            let count = side.codes.len();
            repeat /= count;
            // The last dimension changes fastest.
            side.places = (0..height).map(|row| row / repeat % count).collect();
        }
        Self {
            areas,
            dimensions,
            height,
        }
    }

    fn row(&self, row: usize, year: i32) -> (Area<'_>, Codes<'_>) {
        let mut area = self.areas[0];
        let mut codes = Codes {
            year,
            ..Codes::default()
        };
        for side in &self.dimensions {
            let place = side.places[row];
            let code = side.codes[place].as_str();
            match side.key.as_str() {
                _ if side.is_area => area = self.areas[place],
                "Leeftijd" | "Persoonskenmerken" => codes.age = code,
                "Marges" => codes.margin = code,
                "SoortCijfer" => codes.kind = code,
                "Perioden" => {
                    let digits = code.get(..4).and_then(|year| year.parse().ok());
                    codes.year = digits.unwrap_or_default();
                }
                _ => {}
            }
        }
        (area, codes)
    }
}

fn text(stem: &str, area: Area<'_>, land: &str) -> String {
    let (kind, gemeente) = area.place();
    match stem {
        "Gemeentenaam" => gemeente,
        "SoortRegio" => kind.to_owned(),
        "Codering" => area.code(land),
        _ => ".".to_owned(),
    }
}
