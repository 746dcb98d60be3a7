//! A wide frame of a table into long rows: one per area, year, age, margin and column.

use std::sync::Arc;

use polars::prelude::{DataFrame, DataType, PolarsResult, UnpivotArgsDSL, cols};
use polars::prelude::{Expr, IntoLazy, by_name, col, lit};

/// Columns of a table that say what a row is about.
#[derive(Debug, Clone, Copy)]
pub struct Dimensions<'a> {
    /// Area codes.
    pub area: &'a str,
    /// Period codes, where the table has more than one period.
    pub period: Option<&'a str>,
    /// Age codes, where the table has them.
    pub age: Option<&'a str>,
    /// Margin codes, where the table has them.
    pub margin: Option<&'a str>,
}

/// One number of a table, with the codes as the table has them.
#[derive(Debug, Clone, PartialEq)]
pub struct LongRow {
    /// Area code.
    pub area: String,
    /// Period code.
    pub period: Option<String>,
    /// Age code.
    pub age: Option<String>,
    /// Margin code.
    pub margin: Option<String>,
    /// Key of the column.
    pub column: Arc<str>,
    /// The number.
    pub value: Option<f64>,
}

const COLUMN: &str = "kolom";
const VALUE: &str = "waarde";

/// Turns the columns `keys` of a wide frame into long rows, for the areas in `areas` only (all without).
///
/// # Errors
/// When a column is not in the frame or holds no numbers.
pub fn unpivot(
    frame: &DataFrame,
    dimensions: Dimensions<'_>,
    keys: &[Arc<str>],
    areas: Option<&[String]>,
) -> PolarsResult<Vec<LongRow>> {
    let index: Vec<&str> = [
        Some(dimensions.area),
        dimensions.period,
        dimensions.age,
        dimensions.margin,
    ]
    .into_iter()
    .flatten()
    .collect();
    // Codes of a table are few, so a chain of comparisons is quicker to set up than a join.
    let wanted = areas.map_or_else(
        || lit(true),
        |codes| {
            let each = codes
                .iter()
                .map(|code| col(dimensions.area).eq(lit(code.as_str())));
            each.reduce(Expr::or).unwrap_or_else(|| lit(false))
        },
    );
    let numbers = keys.iter().map(|key| col(&**key).cast(DataType::Float64));
    let long = frame
        .clone()
        .lazy()
        .filter(wanted)
        .select(
            index
                .iter()
                .map(|name| col(*name))
                .chain(numbers)
                .collect::<Vec<_>>(),
        )
        .unpivot(UnpivotArgsDSL {
            on: Some(by_name(keys.iter().map(|key| key.to_string()), true, false)),
            index: cols(index.iter().copied()),
            variable_name: Some(COLUMN.into()),
            value_name: Some(VALUE.into()),
        })
        .collect()?;
    rows(&long, dimensions)
}

fn rows(long: &DataFrame, dimensions: Dimensions<'_>) -> PolarsResult<Vec<LongRow>> {
    let text = |name: Option<&str>| -> PolarsResult<Option<Vec<Option<String>>>> {
        let Some(name) = name else { return Ok(None) };
        let column = long.column(name)?.str()?;
        Ok(Some(
            column
                .iter()
                .map(|code| code.map(|c| c.trim().to_owned()))
                .collect(),
        ))
    };
    let areas = text(Some(dimensions.area))?.unwrap_or_default();
    let periods = text(dimensions.period)?;
    let ages = text(dimensions.age)?;
    let margins = text(dimensions.margin)?;
    let columns = long.column(COLUMN)?.str()?;
    let values = long.column(VALUE)?.f64()?;
    let at = |codes: &Option<Vec<Option<String>>>, row: usize| {
        codes.as_ref().and_then(|codes| codes[row].clone())
    };
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut found = Vec::with_capacity(long.height());
    for (row, (column, value)) in columns.iter().zip(values.iter()).enumerate() {
        let column = column.unwrap_or_default();
        if names.last().is_none_or(|last| &**last != column) {
            names.push(Arc::from(column));
        }
        found.push(LongRow {
            area: areas[row].clone().unwrap_or_default(),
            period: at(&periods, row),
            age: at(&ages, row),
            margin: at(&margins, row),
            column: Arc::clone(&names[names.len() - 1]),
            value,
        });
    }
    Ok(found)
}
