//! Asking the rows of a few areas of a table, without storing them; and reading single figures.

use std::collections::BTreeSet;

use polars::prelude::{AnyValue, DataFrame};

use crate::ask::{Asker, Cause};
use crate::describe::{describe, info};
use crate::error::{FetchError, ShapeError};
use crate::fetch::{FetchContext, asked_of};
use crate::fetch_rows::ask_rows;
use crate::meta::{TableMeta, TopicHint};
use crate::odata::plan::plan_areas;
use crate::store::{PageRole, StoredSlice};

/// Where a single figure stands: the column by its stem, the area, and a code per other dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigurePlace<'a> {
    /// Stem of the column.
    pub stem: &'a str,
    /// Title of the group around the column, where the stem is not enough.
    pub group: Option<&'a str>,
    /// Area code; `NL` is Nederland, however the table writes it.
    pub area: &'a str,
    /// Codes of the other dimensions.
    pub codes: &'a [(&'a str, &'a str)],
}

/// Rows of a table that were asked and not stored.
#[derive(Debug, Clone)]
pub struct AskedRows {
    /// The description of the table.
    pub meta: TableMeta,
    area: String,
    frame: DataFrame,
}

/// Asks the rows of some areas of an OData table; `NL` is Nederland.
///
/// # Errors
/// As [`crate::fetch_slice`]; an area that the table does not know is a [`ShapeError::Missing`].
pub fn ask_areas(
    context: &FetchContext<'_>,
    table: &str,
    areas: &[&str],
) -> Result<AskedRows, FetchError> {
    asked_of(context, table, |asker| rows_of(asker, areas))
}

fn rows_of(asker: &Asker<'_>, areas: &[&str]) -> Result<AskedRows, Cause> {
    let described = describe(asker, info(asker)?.as_ref())?;
    let plan = plan_areas(&described.meta, asker.source, areas)?;
    let (mut pages, mut fictief) = (Vec::new(), Vec::new());
    let columns = ask_rows(asker, &described.meta, &plan, &mut pages, &mut fictief)?;
    let asked: BTreeSet<&str> = plan.areas.iter().map(String::as_str).collect();
    let frame = columns.into_frame(&described.area, &|code| asked.contains(code))?;
    Ok(AskedRows {
        meta: described.meta.clone(),
        area: described.area.clone(),
        frame,
    })
}

impl AskedRows {
    /// Returns a figure; none when the cell is empty.
    ///
    /// # Errors
    /// When there is no such column, or not exactly one such row.
    pub fn figure(&self, place: FigurePlace<'_>) -> Result<Option<f64>, ShapeError> {
        figure(&self.meta, &self.area, &self.frame, place)
    }
}

impl StoredSlice {
    /// Returns a figure; none when the cell is empty.
    ///
    /// # Errors
    /// When there is no such column, or not exactly one such row.
    pub fn figure(&self, place: FigurePlace<'_>) -> Result<Option<f64>, ShapeError> {
        let mut areas = self.receipt.pages(PageRole::Gebieden);
        let area = areas.next().map_or("", |page| &page.naam);
        figure(&self.meta, area, &self.frame, place)
    }
}

fn figure(
    meta: &TableMeta,
    area: &str,
    frame: &DataFrame,
    place: FigurePlace<'_>,
) -> Result<Option<f64>, ShapeError> {
    let hint = TopicHint {
        group: place.group,
        title: None,
    };
    let topic = meta.resolve(&[place.stem], hint)?;
    let unreadable = |reden: String| ShapeError::Unreadable {
        tabel: meta.id.clone(),
        onderdeel: topic.key.clone(),
        reden,
    };
    let column = |name: &str| {
        frame
            .column(name)
            .map_err(|error| unreadable(error.to_string()))
    };
    let text = |name: &str, row: usize| -> Result<String, ShapeError> {
        let cell = column(name)?.get(row);
        let cell = cell.map_err(|error| unreadable(error.to_string()))?;
        Ok(cell.get_str().unwrap_or_default().to_owned())
    };
    let mut found = Vec::new();
    for row in 0..frame.height() {
        let code = text(area, row)?;
        let mut fits = code == place.area || (place.area == "NL" && code.starts_with("NL"));
        for (dimension, wanted) in place.codes {
            fits = fits && text(dimension, row)? == *wanted;
        }
        if fits {
            found.push(row);
        }
    }
    let [row] = found.as_slice() else {
        return Err(unreadable(format!(
            "{} rijen in plaats van één",
            found.len()
        )));
    };
    match column(&topic.key)?.get(*row) {
        Ok(AnyValue::Float64(number)) => Ok(Some(number)),
        Ok(AnyValue::Null) => Ok(None),
        other => Err(unreadable(format!("geen getal maar {other:?}"))),
    }
}
