//! From columns to frames: complete, sorted, without doubles, one per slice.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::columns::{ColumnBuilder, Columns};
use crate::error::ShapeError;

impl Columns {
    /// Returns the frame, sorted by area and then by its other dimensions in published order: a reader
    /// of some areas finds the rows of each together.
    ///
    /// # Errors
    /// When a column was in none of the rows, a dimension was not in all, a row occurs twice,
    /// or an area is not one that was asked for.
    pub(crate) fn into_frame(
        self,
        geo: &str,
        asked: &dyn Fn(&str) -> bool,
    ) -> Result<DataFrame, ShapeError> {
        self.check_complete()?;
        self.check_areas(geo, asked)?;
        let order = self.sorted(geo)?;
        self.frame(&order)
    }

    /// Returns one frame per name that `slices_of` gives for the areas, each sorted as a whole
    /// table would be; an area may be in several, or in none.
    ///
    /// # Errors
    /// As [`Columns::into_frame`].
    pub(crate) fn into_frames<'n>(
        self,
        geo: &str,
        slices_of: &dyn Fn(&str) -> Vec<&'n str>,
    ) -> Result<BTreeMap<&'n str, DataFrame>, ShapeError> {
        self.check_complete()?;
        let order = self.sorted(geo)?;
        let Some(&position) = self.index.get(geo) else {
            return Ok(BTreeMap::new());
        };
        let areas = &self.columns[position].values;
        let mut names: BTreeMap<&str, Vec<&'n str>> = BTreeMap::new();
        let mut rows: BTreeMap<&'n str, Vec<usize>> = BTreeMap::new();
        for row in order {
            let area = areas.text(row).unwrap_or_default();
            for name in names.entry(area).or_insert_with(|| slices_of(area)).iter() {
                rows.entry(name).or_default().push(row);
            }
        }
        rows.into_iter()
            .map(|(name, rows)| Ok((name, self.frame(&rows)?)))
            .collect()
    }

    fn frame(&self, order: &[usize]) -> Result<DataFrame, ShapeError> {
        let mut columns: Vec<_> = self
            .columns
            .iter()
            .map(|column| column.finish(order))
            .collect();
        let name = |position: usize| self.columns[position].name();
        columns.extend(self.reasons.columns(order, name));
        DataFrame::new(order.len(), columns).map_err(|error| ShapeError::Unreadable {
            tabel: self.table.clone(),
            onderdeel: "de rijen".into(),
            reden: error.to_string(),
        })
    }

    /// Returns the rows in the order of their area and other dimensions.
    fn sorted(&self, geo: &str) -> Result<Vec<usize>, ShapeError> {
        let dimensions = &self.columns[..self.dimensions];
        let (first, others): (Vec<_>, Vec<_>) =
            dimensions.iter().partition(|column| column.name == geo);
        let compare = |&a: &usize, &b: &usize| -> Ordering {
            let mut each = first.iter().chain(&others);
            let ordering = each.find_map(|column| {
                let ordering = column.values.text(a).cmp(&column.values.text(b));
                ordering.is_ne().then_some(ordering)
            });
            ordering.unwrap_or(Ordering::Equal)
        };
        let mut order: Vec<usize> = (0..self.rows).collect();
        if !order.is_sorted_by(|a, b| compare(a, b).is_lt()) {
            order.sort_by(compare);
        }
        let double = order
            .windows(2)
            .find(|pair| compare(&pair[0], &pair[1]).is_eq());
        match double {
            None => Ok(order),
            Some(pair) => Err(ShapeError::DuplicateRows {
                tabel: self.table.clone(),
                waar: self.place(pair[0]),
            }),
        }
    }

    fn place(&self, row: usize) -> String {
        let codes = self.columns[..self.dimensions]
            .iter()
            .map(|c| c.values.text(row).unwrap_or("?"));
        codes.collect::<Vec<_>>().join(" ")
    }

    fn check_complete(&self) -> Result<(), ShapeError> {
        let lacks =
            |c: &&ColumnBuilder| c.missing > 0 && (c.is_dimension || c.missing == self.rows);
        let kolommen: Vec<_> = self
            .columns
            .iter()
            .filter(lacks)
            .map(|c| c.name.clone())
            .collect();
        if kolommen.is_empty() {
            return Ok(());
        }
        Err(ShapeError::MissingColumns {
            tabel: self.table.clone(),
            kolommen,
        })
    }

    fn check_areas(&self, geo: &str, asked: &dyn Fn(&str) -> bool) -> Result<(), ShapeError> {
        let Some(&position) = self.index.get(geo) else {
            return Ok(());
        };
        let values = &self.columns[position].values;
        let foreign = (0..self.rows)
            .map(|row| values.text(row).unwrap_or(""))
            .find(|code| !asked(code));
        match foreign {
            None => Ok(()),
            Some(code) => Err(ShapeError::ForeignArea {
                tabel: self.table.clone(),
                gebied: code.into(),
            }),
        }
    }
}
