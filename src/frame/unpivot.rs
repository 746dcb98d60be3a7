//! A wide frame of a table into long rows: one per area, year, age, margin and column.

use std::sync::Arc;

use polars::prelude::{DataFrame, DataType, PolarsResult, UnpivotArgsDSL, cols};
use polars::prelude::{Expr, IntoLazy, by_name, col, lit};
use regiobeeld_fetchers::reason_column;

use super::roles::Roles;

/// Columns of a table that say what a row is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dimensions<'a> {
    /// Area codes.
    pub area: &'a str,
    /// Period codes, where the table has more than one period.
    pub period: Option<&'a str>,
    /// Age codes, where the table has them.
    pub age: Option<&'a str>,
    /// Margin codes, where the table has them.
    pub margin: Option<&'a str>,
    /// Codes of the kind of figure, where one column holds several kinds.
    pub kind: Option<&'a str>,
    /// Columns of which only rows with this code are read.
    pub totals: &'a [(String, String)],
}

impl<'a> Dimensions<'a> {
    /// Returns the columns for what the dimensions of a table are for.
    pub fn of(roles: &'a Roles) -> Self {
        Self {
            area: &roles.area,
            period: roles.period.as_deref(),
            age: roles.age.as_ref().map(|(key, _)| key.as_str()),
            margin: roles.margin.as_deref(),
            kind: roles.kind.as_ref().map(|(key, _)| key.as_str()),
            totals: &roles.totals,
        }
    }

    /// The columns that are kept beside the numbers.
    fn index(&self) -> Vec<&'a str> {
        [
            Some(self.area),
            self.period,
            self.age,
            self.margin,
            self.kind,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Which rows are read.
    fn filter(&self, areas: Option<&[String]>) -> Expr {
        // Codes of a table are few, so a chain of comparisons is quicker to set up than a join.
        let wanted = areas.map_or_else(
            || lit(true),
            |codes| {
                let each = codes
                    .iter()
                    .map(|code| col(self.area).eq(lit(code.as_str())));
                each.reduce(Expr::or).unwrap_or_else(|| lit(false))
            },
        );
        self.totals.iter().fold(wanted, |all, (key, code)| {
            all.and(col(key.as_str()).eq(lit(code.as_str())))
        })
    }
}

/// One number of a table, with the codes as the table has them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LongRow {
    /// Area code.
    pub area: String,
    /// Period code.
    pub period: Option<String>,
    /// Age code.
    pub age: Option<String>,
    /// Margin code.
    pub margin: Option<String>,
    /// Code of the kind of figure.
    pub kind: Option<String>,
    /// Key of the column.
    pub column: Arc<str>,
    /// The number.
    pub value: Option<f64>,
    /// The word of the source for a number that is absent.
    pub reason: Option<String>,
}

const COLUMN: &str = "kolom";
const VALUE: &str = "waarde";

/// Turns the columns `keys` of a wide frame into long rows, for the areas in `areas` only (all
/// without).
///
/// # Errors
/// When a column is not in the frame or holds no numbers.
pub fn unpivot(
    frame: &DataFrame,
    dimensions: &Dimensions<'_>,
    keys: &[Arc<str>],
    areas: Option<&[String]>,
) -> PolarsResult<Vec<LongRow>> {
    let filter = dimensions.filter(areas);
    let numbers: Vec<Expr> = keys
        .iter()
        .map(|key| col(&**key).cast(DataType::Float64))
        .collect();
    let index = dimensions.index();
    let long = long(frame, &filter, &index, numbers, keys)?;
    let mut rows = rows(&long, dimensions)?;
    let with_reasons: Vec<Arc<str>> = keys
        .iter()
        .filter(|key| frame.column(&reason_column(key)).is_ok())
        .cloned()
        .collect();
    if !with_reasons.is_empty() {
        add_reasons(&mut rows, frame, &filter, keys, &with_reasons)?;
    }
    Ok(rows)
}

fn long(
    frame: &DataFrame,
    filter: &Expr,
    index: &[&str],
    columns: Vec<Expr>,
    names: &[Arc<str>],
) -> PolarsResult<DataFrame> {
    let kept = index.iter().map(|name| col(*name)).chain(columns);
    frame
        .clone()
        .lazy()
        .filter(filter.clone())
        .select(kept.collect::<Vec<_>>())
        .unpivot(UnpivotArgsDSL {
            on: Some(by_name(
                names.iter().map(|key| key.to_string()),
                true,
                false,
            )),
            index: cols(index.iter().copied()),
            variable_name: Some(COLUMN.into()),
            value_name: Some(VALUE.into()),
        })
        .collect()
}

/// Puts the words for absent numbers beside them. The rows of a column stand together and in the
/// order of the frame, in the numbers as in the words.
fn add_reasons(
    rows: &mut [LongRow],
    frame: &DataFrame,
    filter: &Expr,
    keys: &[Arc<str>],
    with_reasons: &[Arc<str>],
) -> PolarsResult<()> {
    let each = with_reasons
        .iter()
        .map(|key| col(reason_column(key)).alias(&**key));
    let words = long(frame, filter, &[], each.collect(), with_reasons)?;
    let words = words.column(VALUE)?.str()?;
    let height = rows.len() / keys.len();
    for (at, key) in with_reasons.iter().enumerate() {
        let Some(place) = keys.iter().position(|other| other == key) else {
            continue;
        };
        for row in 0..height {
            rows[place * height + row].reason = words.get(at * height + row).map(str::to_owned);
        }
    }
    Ok(())
}

fn rows(long: &DataFrame, dimensions: &Dimensions<'_>) -> PolarsResult<Vec<LongRow>> {
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
    let kinds = text(dimensions.kind)?;
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
            kind: at(&kinds, row),
            column: Arc::clone(&names[names.len() - 1]),
            value,
            reason: None,
        });
    }
    Ok(found)
}
