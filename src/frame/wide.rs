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

/// The codes of a dimension in the rows of a table, without blanks around them. A table has many
/// rows and few codes: each code stands here once, in the order in which it first comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    /// The codes; `None` where the table gives none.
    texts: Vec<Option<Arc<str>>>,
    /// Per row the place of its code; empty where the table lacks the dimension.
    rows: Vec<usize>,
}

impl Codes {
    /// A dimension that the table lacks.
    fn none() -> Self {
        Self {
            texts: vec![None],
            rows: Vec::new(),
        }
    }

    /// Reads the codes of a column.
    fn of(column: &Column) -> PolarsResult<Self> {
        let codes = column.str()?;
        let mut known: Vec<Option<&str>> = Vec::new();
        let mut places: HashMap<Option<&str>, usize> = HashMap::new();
        let mut at = 0;
        let mut rows = Vec::with_capacity(codes.len());
        for code in codes.iter() {
            // Codes come back in the same order.
            let likely = [at, at + 1, 0].into_iter();
            let mut likely = likely.filter(|place| known.get(*place) == Some(&code));
            at = likely.next().unwrap_or_else(|| {
                *places.entry(code).or_insert_with(|| {
                    known.push(code);
                    known.len() - 1
                })
            });
            rows.push(at);
        }
        let texts = known.into_iter();
        Ok(Self {
            texts: texts.map(|code| Some(Arc::from(code?.trim()))).collect(),
            rows,
        })
    }

    /// Returns the place of the code of a row, see [`Codes::each`].
    pub fn place(&self, row: usize) -> usize {
        self.rows.get(row).copied().unwrap_or_default()
    }

    /// Returns every code once, in the order of their places; `None` stands for no code.
    pub fn each(&self) -> impl Iterator<Item = Option<&str>> {
        self.texts.iter().map(Option::as_deref)
    }

    /// Returns the code of a row.
    pub fn text(&self, row: usize) -> Option<&str> {
        self.texts.get(self.place(row))?.as_deref()
    }
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
    /// Number of rows.
    pub height: usize,
    /// Area codes.
    pub areas: Codes,
    /// Period codes.
    pub periods: Codes,
    /// Age codes.
    pub ages: Codes,
    /// Margin codes.
    pub margins: Codes,
    /// Codes of the kind of figure.
    pub kinds: Codes,
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
    let codes = |name: Option<&str>| match name {
        Some(name) => Codes::of(&picked(frame, name, rows)?),
        None => Ok(Codes::none()),
    };
    Ok(Wide {
        height: rows.map_or_else(|| frame.height(), <[IdxSize]>::len),
        areas: codes(Some(dimensions.area))?,
        periods: codes(dimensions.period)?,
        ages: codes(dimensions.age)?,
        margins: codes(dimensions.margin)?,
        kinds: codes(dimensions.kind)?,
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
