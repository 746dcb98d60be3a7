//! What a file may cost, and the ledger in which a run of the reader writes what it did cost.

use std::cell::Cell as Counter;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::cells::{Cell, Content, Merged, Sheet, SheetBuilder};
use super::fault::{ReadFault, Spot};

/// Limits on one file. A real delivery stays far below them; a file made to exhaust the machine
/// is refused at the first one it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself: 128 MiB. Text in another encoding than UTF-8 takes up to three times
    /// as much while it is read.
    pub file_bytes: u64,
    /// Bytes that all parts of a workbook may inflate to, together: 512 MiB. They are streamed,
    /// never held.
    pub inflated_bytes: u64,
    /// Bytes that cells and texts may take in memory, together and by estimate: 768 MiB.
    pub held_bytes: u64,
    /// Cells that are not empty, of all sheets together: 12 million.
    pub cells: u64,
    /// Bytes of one text or one tag of XML: 1 MiB. Excel allows 32 767 characters in a cell.
    pub text_bytes: usize,
    /// Rows of a sheet: 1 048 576 as in Excel; for csv only the number of cells counts.
    pub rows: u32,
    /// Columns of a sheet: 16 384 as in Excel.
    pub columns: u32,
    /// Sheets of a workbook: 1024.
    pub sheets: usize,
    /// Parts inside a zip file: 10 000.
    pub parts: usize,
    /// Merged rectangles, of all sheets together: 50 000.
    pub merged: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 << 20,
            inflated_bytes: 512 << 20,
            held_bytes: 768 << 20,
            cells: 12_000_000,
            text_bytes: 1 << 20,
            rows: 1 << 20,
            columns: 1 << 14,
            sheets: 1024,
            parts: 10_000,
            merged: 50_000,
        }
    }
}

/// Texts up to this length are kept once, so that a column of codes takes little memory.
const SHORT: usize = 48;
/// How many short texts are kept once; the list itself must stay small.
const KEPT: usize = 1 << 16;
/// What a cell takes in the list of its row.
const CELL_BYTES: u64 = size_of::<(u32, Cell)>() as u64;
/// What a row takes besides its cells, with what the allocator adds.
const ROW_BYTES: u64 = 48;
/// What a text takes besides its bytes: two counters, the pointer and what the allocator adds.
const TEXT_BYTES: u64 = 48;

/// Counts what a run costs and knows where it is, so that a fault can say so.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    pub(super) limits: &'a Limits,
    /// Shared with the readers of parts, which count while they inflate.
    pub(super) inflated: Rc<Counter<u64>>,
    pub(super) spot: Spot,
    /// Formulas of which the stored result is a cell.
    pub(super) formulas: u64,
    /// Formulas without a stored result.
    pub(super) unsolved: u64,
    held: u64,
    cells: u64,
    merged: usize,
    texts: HashSet<Arc<str>>,
    builder: SheetBuilder,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            inflated: Rc::default(),
            spot: Spot::default(),
            formulas: 0,
            unsolved: 0,
            held: 0,
            cells: 0,
            merged: 0,
            texts: HashSet::new(),
            builder: SheetBuilder::default(),
        }
    }

    /// Begins a sheet; cells that follow belong to it.
    pub(super) fn begin_sheet(&mut self, name: &str) {
        self.builder = SheetBuilder::default();
        self.spot = Spot::sheet(name);
    }

    /// Ends the sheet and returns it.
    pub(super) fn end_sheet(&mut self, name: String, hidden: bool) -> Sheet {
        self.spot = Spot::default();
        std::mem::take(&mut self.builder).finish(name, hidden)
    }

    /// Adds memory that stays in use.
    pub(super) fn hold(&mut self, bytes: u64) -> Result<(), ReadFault> {
        self.held = self.held.saturating_add(bytes);
        if self.held > self.limits.held_bytes {
            return Err(ReadFault::TooMuchText(self.spot.clone()));
        }
        Ok(())
    }

    /// Returns a text that stays; a short one that was seen before is the same one.
    pub(super) fn text(&mut self, text: &str) -> Result<Arc<str>, ReadFault> {
        if let Some(known) = self.texts.get(text) {
            return Ok(Arc::clone(known));
        }
        if text.len() > self.limits.text_bytes {
            return Err(ReadFault::LongText(self.spot.clone()));
        }
        self.hold(TEXT_BYTES + text.len() as u64)?;
        let text: Arc<str> = Arc::from(text);
        if text.len() <= SHORT && self.texts.len() < KEPT {
            self.texts.insert(Arc::clone(&text));
        }
        Ok(text)
    }

    /// Adds a cell to the sheet that was begun. Both numbers count from 0.
    pub(super) fn cell(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), ReadFault> {
        if self.cells >= self.limits.cells {
            return Err(ReadFault::TooManyCells(self.spot.clone()));
        }
        self.cells += 1;
        self.formulas += u64::from(cell.formula);
        let begins = self.builder.push(row, column, cell);
        self.hold(CELL_BYTES + if begins { ROW_BYTES } else { 0 })
    }

    /// Adds a merged rectangle to the sheet; one of a single cell, upside down or outside a sheet
    /// says nothing and is left out.
    pub(super) fn merge(&mut self, merged: Merged) -> Result<(), ReadFault> {
        let Merged {
            first_row,
            first_column,
            last_row,
            last_column,
        } = merged;
        if first_row == last_row && first_column == last_column {
            return Ok(());
        }
        // Counted before it is looked at, so that nonsense costs as much as sense.
        self.merged += 1;
        if self.merged > self.limits.merged {
            return Err(ReadFault::TooManyMerged(self.spot.clone()));
        }
        let ordered = first_row <= last_row && first_column <= last_column;
        if !ordered || last_row >= self.limits.rows || last_column >= self.limits.columns {
            return Ok(());
        }
        self.builder.merge(merged);
        Ok(())
    }

    /// Refuses a place that no spreadsheet has.
    pub(super) fn inside(&self, row: u32, column: u32) -> Result<(), ReadFault> {
        if row < self.limits.rows && column < self.limits.columns {
            Ok(())
        } else {
            Err(ReadFault::OutsideSheet(self.spot.clone()))
        }
    }

    /// Returns a number as content; what is no finite number is the error Excel shows for it.
    pub(super) fn number(&mut self, value: f64) -> Result<Content, ReadFault> {
        if value.is_finite() {
            Ok(Content::Number(value))
        } else {
            Ok(Content::Fault(self.text("#NUM!")?))
        }
    }

    /// Returns a damage at the place where the reader is.
    pub(super) fn damaged(&self) -> ReadFault {
        ReadFault::Damaged(self.spot.clone())
    }
}
