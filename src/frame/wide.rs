//! The rows and columns of a table that are read: codes once per row, numbers by column.

use std::collections::HashMap;
use std::sync::Arc;

use polars::prelude::{DataFrame, DataType, PolarsResult};
use polars::prelude::{Expr, IntoLazy, col, lit};
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

/// What a row of a table is about, in the codes of the table without blanks around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    /// Area code.
    pub area: Arc<str>,
    /// Period code.
    pub period: Option<Arc<str>>,
    /// Age code.
    pub age: Option<Arc<str>>,
    /// Margin code.
    pub margin: Option<Arc<str>>,
    /// Code of the kind of figure.
    pub kind: Option<Arc<str>>,
}

/// The numbers of a column, one per row.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Key of the column.
    pub column: Arc<str>,
    /// The numbers.
    pub values: Vec<Option<f64>>,
    /// The word of the source for a number that is absent, where it gives words.
    pub reasons: Option<Vec<Option<String>>>,
}

/// The part of a table that is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Wide {
    /// Its rows.
    pub rows: Vec<Codes>,
    /// Its columns.
    pub columns: Vec<Numbers>,
}

/// Reads the columns `keys` of a frame, for the areas in `areas` only (all without).
///
/// # Errors
/// When a column is not in the frame or holds no numbers.
pub fn read(
    frame: &DataFrame,
    dimensions: &Dimensions<'_>,
    keys: &[Arc<str>],
    areas: Option<&[String]>,
) -> PolarsResult<Wide> {
    let index = dimensions.index().into_iter().map(col);
    let numbers = keys.iter().map(|key| col(&**key).cast(DataType::Float64));
    let words: Vec<String> = keys
        .iter()
        .map(|key| reason_column(key))
        .filter(|name| frame.column(name).is_ok())
        .collect();
    let kept: Vec<Expr> = index
        .chain(numbers)
        .chain(words.iter().map(|name| col(name.as_str())))
        .collect();
    let found = frame
        .clone()
        .lazy()
        .filter(dimensions.filter(areas))
        .select(kept)
        .collect()?;
    let columns = keys
        .iter()
        .map(|key| column(&found, key))
        .collect::<PolarsResult<_>>()?;
    Ok(Wide {
        rows: codes(&found, dimensions)?,
        columns,
    })
}

fn column(frame: &DataFrame, key: &Arc<str>) -> PolarsResult<Numbers> {
    let reasons = match frame.column(&reason_column(key)) {
        Ok(words) => {
            let words = words.str()?;
            Some(words.iter().map(|word| word.map(str::to_owned)).collect())
        }
        Err(_) => None,
    };
    Ok(Numbers {
        column: Arc::clone(key),
        values: frame.column(key)?.f64()?.iter().collect(),
        reasons,
    })
}

fn codes(frame: &DataFrame, dimensions: &Dimensions<'_>) -> PolarsResult<Vec<Codes>> {
    let mut rows = vec![Codes::default(); frame.height()];
    let mut fill = |name: Option<&str>, put: &dyn Fn(&mut Codes, Option<Arc<str>>)| {
        let Some(name) = name else { return Ok(()) };
        // A table has many rows and few codes.
        let mut known: HashMap<&str, Arc<str>> = HashMap::new();
        for (row, code) in rows.iter_mut().zip(frame.column(name)?.str()?.iter()) {
            let trimmed = |code| {
                let known = known.entry(code);
                Arc::clone(known.or_insert_with(|| Arc::from(code.trim())))
            };
            put(row, code.map(trimmed));
        }
        PolarsResult::Ok(())
    };
    fill(Some(dimensions.area), &|row, code| {
        row.area = code.unwrap_or_default();
    })?;
    fill(dimensions.period, &|row, code| row.period = code)?;
    fill(dimensions.age, &|row, code| row.age = code)?;
    fill(dimensions.margin, &|row, code| row.margin = code)?;
    fill(dimensions.kind, &|row, code| row.kind = code)?;
    Ok(rows)
}
