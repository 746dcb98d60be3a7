//! Sparse sheets: only cells with something in them, in order of row and column.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a cell holds. A cell without anything in it is absent from its sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text as it is stored, blanks at both ends included. Never empty.
    Text(Arc<str>),
    /// A number as it is stored, always finite; what is shown may be rounded.
    Number(f64),
    /// WAAR or ONWAAR.
    Truth(bool),
    /// A date, time or both as ISO 8601 text: `2024-03-01`, `2024-03-01T12:30:00`, `12:30:00`.
    Date(Arc<str>),
    /// An error such as `#DIV/0!`. A stored number that is none (NaN, infinite) is `#NUM!`.
    Fault(Arc<str>),
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What is stored in the cell.
    pub content: Content,
    /// The number format shows the number as a percentage: 0.157 is seen as 15,7%.
    /// Known for xlsx, xls, xlsb and ods; always false for csv.
    pub percent: bool,
    /// The content is the stored result of a formula. Nothing is computed.
    pub formula: bool,
}

/// A rectangle of merged cells, rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// The uppermost row.
    pub first_row: u32,
    /// The leftmost column.
    pub first_column: u32,
    /// The lowest row.
    pub last_row: u32,
    /// The rightmost column.
    pub last_column: u32,
}

/// One row with at least one cell, cells in order of column.
#[derive(Debug, Clone)]
struct Row {
    number: u32,
    cells: Box<[(u32, Cell)]>,
}

/// A sheet with its cells.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The name of the sheet; empty for csv, which has none.
    pub name: String,
    /// The sheet is hidden in the workbook.
    pub hidden: bool,
    rows: Vec<Row>,
    merged: Vec<Merged>,
    /// Per column the merged rectangles over it, by first row.
    merged_over: BTreeMap<u32, BTreeMap<u32, Merged>>,
}

/// Columns of a merged rectangle, from its first on, that [`Sheet::merged_at`] looks at. A wider
/// one is a title over the whole sheet.
const MERGED_WIDTH: usize = 64;

impl Sheet {
    /// Returns the rows that have cells, from top to bottom: the row from 0, and its cells from
    /// left to right, each with its column from 0.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[(u32, Cell)])> {
        self.rows.iter().map(|row| (row.number, &*row.cells))
    }

    /// Returns the cell in a row and a column, both from 0; none when nothing is in it.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let found = self
            .rows
            .binary_search_by_key(&row, |row| row.number)
            .ok()?;
        let cells = &self.rows.get(found)?.cells;
        let found = cells.binary_search_by_key(&column, |(column, _)| *column);
        cells.get(found.ok()?).map(|(_, cell)| cell)
    }

    /// Returns the merged rectangles, in the order of the file.
    pub fn merged(&self) -> &[Merged] {
        &self.merged
    }

    /// Returns the merged rectangle that a cell lies in. Rectangles of a sound file do not overlap.
    pub fn merged_at(&self, row: u32, column: u32) -> Option<&Merged> {
        let (_, merged) = self.merged_over.get(&column)?.range(..=row).next_back()?;
        (merged.last_row >= row).then_some(merged)
    }

    /// Returns the last row that has a cell, from 0; none when the sheet is empty.
    pub fn last_row(&self) -> Option<u32> {
        self.rows.last().map(|row| row.number)
    }
}

/// Returns the letters of a column from 0: 0 is `A`, 27 is `AB`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        // The remainder is below 26.
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or_default());
        rest /= 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

/// Returns the place of a cell as a spreadsheet names it: row 6 and column 3 are `D7`.
pub fn place(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// Collects the cells of one sheet in the order of the file, which may be any order.
#[derive(Debug, Default)]
pub(super) struct SheetBuilder {
    row: u32,
    cells: Vec<(u32, Cell)>,
    rows: Vec<Row>,
    merged: Vec<Merged>,
}

impl SheetBuilder {
    /// Adds a cell; returns whether it began a new run of cells in one row.
    pub(super) fn push(&mut self, row: u32, column: u32, cell: Cell) -> bool {
        let begins = self.cells.is_empty() || row != self.row;
        if begins {
            self.close_row();
            self.row = row;
        }
        self.cells.push((column, cell));
        begins
    }

    pub(super) fn merge(&mut self, merged: Merged) {
        self.merged.push(merged);
    }

    fn close_row(&mut self) {
        if self.cells.is_empty() {
            return;
        }
        in_order(&mut self.cells, |(column, _)| *column);
        // A copy of the exact size; the buffer is used again for the next row.
        let cells = self.cells.drain(..).collect();
        self.rows.push(Row {
            number: self.row,
            cells,
        });
    }

    /// Makes the sheet: rows in order, and of a place that is filled twice the last cell.
    pub(super) fn finish(mut self, name: String, hidden: bool) -> Sheet {
        self.close_row();
        if !self.rows.is_sorted_by(|a, b| a.number < b.number) {
            self.rows.sort_by_key(|row| row.number);
            self.rows = joined(std::mem::take(&mut self.rows));
        }
        self.rows.shrink_to_fit();
        Sheet {
            name,
            hidden,
            rows: self.rows,
            merged_over: merged_over(&self.merged),
            merged: self.merged,
        }
    }
}

fn merged_over(merged: &[Merged]) -> BTreeMap<u32, BTreeMap<u32, Merged>> {
    let mut over: BTreeMap<u32, BTreeMap<u32, Merged>> = BTreeMap::new();
    for one in merged {
        for column in (one.first_column..=one.last_column).take(MERGED_WIDTH) {
            over.entry(column).or_default().insert(one.first_row, *one);
        }
    }
    over
}

/// Joins runs of the same row, which stand side by side.
fn joined(rows: Vec<Row>) -> Vec<Row> {
    let mut done = Vec::with_capacity(rows.len());
    let mut runs = rows.into_iter().peekable();
    while let Some(run) = runs.next() {
        let number = run.number;
        let mut cells = run.cells.into_vec();
        while let Some(more) = runs.next_if(|next| next.number == number) {
            cells.extend(more.cells.into_vec());
        }
        in_order(&mut cells, |(column, _)| *column);
        done.push(Row {
            number,
            cells: cells.into_boxed_slice(),
        });
    }
    done
}

/// Sorts by a key and keeps of equal keys the last one, as a spreadsheet program would.
fn in_order<T>(items: &mut Vec<T>, key: impl Fn(&T) -> u32) {
    if items.is_sorted_by(|a, b| key(a) < key(b)) {
        return;
    }
    items.sort_by_key(&key);
    items.reverse();
    items.dedup_by_key(|item| key(item));
    items.reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Cell {
        Cell {
            content: Content::Number(value),
            percent: false,
            formula: false,
        }
    }

    #[test]
    fn columns_and_places_are_named_as_a_spreadsheet_does() {
        let names = [0, 25, 26, 27, 701, 702, 16_383].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"]);
        assert_eq!(place(6, 3), "D7");
        assert_eq!(place(u32::MAX, 0), "A4294967296");
        assert!(column_name(u32::MAX).len() < 8);
    }

    #[test]
    fn cells_in_any_order_become_rows_in_order_and_the_last_one_stays() {
        let mut builder = SheetBuilder::default();
        for (row, column, value) in [(5, 2, 1.0), (5, 0, 2.0), (1, 1, 3.0), (5, 2, 4.0)] {
            builder.push(row, column, number(value));
        }
        let sheet = builder.finish("blad".to_owned(), false);
        let rows: Vec<(u32, Vec<u32>)> = sheet
            .rows()
            .map(|(row, cells)| (row, cells.iter().map(|(column, _)| *column).collect()))
            .collect();
        assert_eq!(rows, [(1, vec![1]), (5, vec![0, 2])]);
        assert_eq!(sheet.cell(5, 2), Some(&number(4.0)));
        assert_eq!(sheet.cell(5, 0), Some(&number(2.0)));
        assert_eq!(sheet.cell(2, 1), None);
        assert_eq!(sheet.last_row(), Some(5));
    }
}
