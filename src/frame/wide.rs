//! The rows and columns of a table that are read: codes once per row, numbers by column.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, DataType, IdxSize, PolarsResult};
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

    /// Which rows are read: those of `areas`, and of everybody; `None` for all of them.
    fn rows(
        &self,
        frame: &DataFrame,
        areas: Option<&[String]>,
    ) -> PolarsResult<Option<Vec<IdxSize>>> {
        let mut rows = None;
        if let Some(areas) = areas {
            let areas: BTreeSet<&str> = areas.iter().map(String::as_str).collect();
            rows = Some(matching(frame, self.area, None, &|code| {
                areas.contains(code)
            })?);
        }
        for (key, total) in self.totals {
            rows = Some(matching(frame, key, rows, &|code| code == total)?);
        }
        Ok(rows)
    }
}

/// Returns the rows, of these or of all, that have a wanted code in a column.
fn matching(
    frame: &DataFrame,
    column: &str,
    of: Option<Vec<IdxSize>>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> PolarsResult<Vec<IdxSize>> {
    let column = picked(frame, column, of.as_deref())?;
    let rows = of.unwrap_or_else(|| (0..).take(frame.height()).collect());
    let mut kept = Vec::new();
    // Rows with the same code often stand together.
    let mut last = (None, false);
    for (row, code) in rows.into_iter().zip(column.str()?.iter()) {
        if code != last.0 {
            last = (code, code.is_some_and(is_wanted));
        }
        if last.1 {
            kept.push(row);
        }
    }
    Ok(kept)
}

/// Returns these rows of a column, or all.
fn picked(frame: &DataFrame, column: &str, rows: Option<&[IdxSize]>) -> PolarsResult<Column> {
    let column = frame.column(column)?;
    rows.map_or_else(|| Ok(column.clone()), |rows| column.take_slice(rows))
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
    let rows = dimensions.rows(frame, areas)?;
    let rows = rows.as_deref();
    let columns = keys
        .iter()
        .map(|key| numbers(frame, key, rows))
        .collect::<PolarsResult<_>>()?;
    Ok(Wide {
        rows: codes(frame, dimensions, rows)?,
        columns,
    })
}

fn numbers(frame: &DataFrame, key: &Arc<str>, rows: Option<&[IdxSize]>) -> PolarsResult<Numbers> {
    let words = reason_column(key);
    let reasons = match frame.column(&words) {
        Ok(_) => {
            let words = picked(frame, &words, rows)?;
            let words = words.str()?.iter();
            Some(words.map(|word| word.map(str::to_owned)).collect())
        }
        Err(_) => None,
    };
    let values = picked(frame, key, rows)?.cast(&DataType::Float64)?;
    Ok(Numbers {
        column: Arc::clone(key),
        values: values.f64()?.iter().collect(),
        reasons,
    })
}

fn codes(
    frame: &DataFrame,
    dimensions: &Dimensions<'_>,
    rows: Option<&[IdxSize]>,
) -> PolarsResult<Vec<Codes>> {
    let of = |name: Option<&str>| match name {
        Some(name) => trimmed(&picked(frame, name, rows)?),
        None => Ok(Vec::new()),
    };
    let areas = of(Some(dimensions.area))?;
    let mut periods = of(dimensions.period)?.into_iter();
    let mut ages = of(dimensions.age)?.into_iter();
    let mut margins = of(dimensions.margin)?.into_iter();
    let mut kinds = of(dimensions.kind)?.into_iter();
    let row = |area: Option<Arc<str>>| Codes {
        area: area.unwrap_or_default(),
        period: periods.next().flatten(),
        age: ages.next().flatten(),
        margin: margins.next().flatten(),
        kind: kinds.next().flatten(),
    };
    Ok(areas.into_iter().map(row).collect())
}

/// The codes of a column without blanks around them; a code that comes back is the same text.
fn trimmed(column: &Column) -> PolarsResult<Vec<Option<Arc<str>>>> {
    let codes = column.str()?;
    let mut known: Vec<(&str, Arc<str>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut at = 0;
    let mut texts = Vec::with_capacity(codes.len());
    for code in codes.iter() {
        let Some(code) = code else {
            texts.push(None);
            continue;
        };
        // A table has many rows and few codes, which come back in the same order.
        let likely = [at, at + 1, 0].into_iter().find(|place| {
            let known = known.get(*place);
            known.is_some_and(|(own, _)| *own == code)
        });
        at = likely.unwrap_or_else(|| {
            *places.entry(code).or_insert_with(|| {
                known.push((code, Arc::from(code.trim())));
                known.len() - 1
            })
        });
        texts.push(known.get(at).map(|(_, text)| Arc::clone(text)));
    }
    Ok(texts)
}
