//! One sheet of ods. Equal cells and equal rows are stored once with a number of times; they are
//! written out here, as far as something is in them and under the limit of cells.

use super::super::cells::{Cell, Merged};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;
use super::super::xml::{Node, Tag, Xml};
use super::cell;

/// What a table turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A sheet of the workbook.
    Sheet,
    /// A copy of a sheet of another file.
    Copy,
}

/// A cell of the row that is read, and how often it stands there.
struct Run {
    first_column: u32,
    times: u32,
    cell: Option<Cell>,
    /// How many rows and columns it spans.
    span: (u32, u32),
}

/// Reads a table until it closes; its cells go into the ledger.
pub(super) fn read(xml: &mut Xml, ledger: &mut Ledger) -> Result<Outcome, ReadFault> {
    let mut outcome = Outcome::Sheet;
    let mut row = 0_u32;
    let mut inner_tables = 0_u32;
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"table" => inner_tables += 1,
                // The cells come from a file elsewhere, at the time it was last opened.
                b"table-source" => outcome = Outcome::Copy,
                b"table-row" if inner_tables == 0 => {
                    let times = repeated(&tag, "table:number-rows-repeated");
                    ledger.spot.row = Some(row);
                    let runs = read_row(xml, row, ledger)?;
                    if outcome == Outcome::Sheet {
                        write_rows(&runs, row, times, ledger)?;
                    }
                    row = row.saturating_add(times);
                }
                _ => {}
            },
            Node::Close(tag) if tag.name() == b"table" => match inner_tables {
                0 => return Ok(outcome),
                _ => inner_tables -= 1,
            },
            Node::End => return Err(ledger.damaged()),
            _ => {}
        }
    }
}

/// How often something is repeated; at least once.
fn repeated(tag: &Tag, name: &str) -> u32 {
    number(tag, name).unwrap_or(1).max(1)
}

fn number(tag: &Tag, name: &str) -> Option<u32> {
    tag.prefixed(name)?.trim().parse().ok()
}

/// Reads the cells of one row that hold something or span others.
fn read_row(xml: &mut Xml, row: u32, ledger: &mut Ledger) -> Result<Vec<Run>, ReadFault> {
    let mut runs = Vec::new();
    let mut column = 0_u32;
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => {
                let covered = tag.name() == b"covered-table-cell";
                if !covered && tag.name() != b"table-cell" {
                    continue;
                }
                let times = repeated(&tag, "table:number-columns-repeated");
                let rows = number(&tag, "table:number-rows-spanned").unwrap_or(1);
                let columns = number(&tag, "table:number-columns-spanned").unwrap_or(1);
                let name: &[u8] = if covered {
                    b"covered-table-cell"
                } else {
                    b"table-cell"
                };
                let stored = cell::Stored::of(&tag);
                let cell = cell::read(xml, stored, name, ledger)?;
                if cell.is_some() {
                    ledger.inside(row, column.saturating_add(times - 1))?;
                }
                if cell.is_some() || rows > 1 || columns > 1 {
                    // Runs of a row wait here before they are counted as cells.
                    if runs.len() >= MOST_RUNS {
                        return Err(ReadFault::OutsideSheet(ledger.spot.clone()));
                    }
                    runs.push(Run {
                        first_column: column,
                        times,
                        cell,
                        span: (rows, columns),
                    });
                }
                column = column.saturating_add(times);
            }
            Node::Close(tag) if tag.name() == b"table-row" => return Ok(runs),
            Node::End => return Err(ledger.damaged()),
            _ => {}
        }
    }
}

/// More runs than a sheet has columns cannot be.
const MOST_RUNS: usize = 1 << 14;

fn write_rows(runs: &[Run], first: u32, times: u32, ledger: &mut Ledger) -> Result<(), ReadFault> {
    if runs.is_empty() {
        return Ok(());
    }
    let end = first.saturating_add(times);
    if runs.iter().any(|run| run.cell.is_some()) {
        ledger.inside(end - 1, 0)?;
    }
    for row in first..end.min(ledger.limits.rows) {
        ledger.spot.row = Some(row);
        for run in runs {
            let (rows, columns) = run.span;
            ledger.merge(Merged {
                first_row: row,
                first_column: run.first_column,
                last_row: row.saturating_add(rows.max(1) - 1),
                last_column: run.first_column.saturating_add(columns.max(1) - 1),
            })?;
            let Some(cell) = &run.cell else {
                continue;
            };
            for column in run.first_column..run.first_column.saturating_add(run.times) {
                ledger.cell(row, column, cell.clone())?;
            }
        }
    }
    Ok(())
}
