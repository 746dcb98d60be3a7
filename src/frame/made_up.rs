//! Which cells of a stored slice are made up. What its receipt says is compared with the codes of a
//! row once, and not again for every column.

use regiobeeld_fetchers::{CellPlace, FictiefDeel, StoredSlice};

use super::wide::Wide;

/// The made-up parts of a slice, and per row those that it lies in.
#[derive(Debug)]
pub struct MadeUp<'a> {
    parts: &'a [FictiefDeel],
    /// Row after row, per part whether it holds the row, for one column at least.
    rows: Vec<bool>,
}

/// The made-up cells of one column.
#[derive(Debug)]
pub struct InColumn<'a> {
    of: &'a MadeUp<'a>,
    /// Per part whether it holds the column, for one row at least.
    parts: Vec<bool>,
}

impl<'a> MadeUp<'a> {
    /// Compares the rows of a slice with its receipt.
    pub fn of(stored: &'a StoredSlice, wide: &Wide) -> Self {
        let parts = stored.receipt.fictieve_delen.as_slice();
        let mut rows = Vec::with_capacity(wide.height * parts.len());
        if !parts.is_empty() {
            for row in 0..wide.height {
                let place = place(wide, row);
                rows.extend(parts.iter().map(|part| part.matches(&place)));
            }
        }
        Self { parts, rows }
    }

    /// Returns the made-up cells of a column.
    pub fn in_column(&'a self, column: &str) -> InColumn<'a> {
        InColumn {
            of: self,
            parts: self.parts.iter().map(|part| part.has(column)).collect(),
        }
    }
}

impl InColumn<'_> {
    /// Returns whether the cell of a row is made up.
    pub fn row(&self, index: usize) -> bool {
        let first = index * self.parts.len();
        let rows = self.of.rows[first..].iter().zip(&self.parts);
        rows.into_iter().any(|(row, column)| *row && *column)
    }
}

/// A row as a whole, in all columns.
fn place(wide: &Wide, row: usize) -> CellPlace<'_> {
    CellPlace {
        kolom: None,
        gebied: wide.areas.text(row).unwrap_or_default(),
        marge: wide.margins.text(row),
        leeftijd: wide.ages.text(row),
        periode: wide.periods.text(row),
    }
}
