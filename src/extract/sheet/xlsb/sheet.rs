//! One worksheet of xlsb, streamed. The size that the sheet says it has is not looked at.

use super::super::archive::Archive;
use super::super::binary::{error_name, f64_at, rk, u32_at};
use super::super::cells::{Cell, Content, Merged};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;
use super::super::numfmt::number_cell;
use super::super::xlsx::Shared;
use super::{Records, text_at};

/// Reads the cells and merged rectangles of one worksheet into the ledger.
pub(super) fn read(
    archive: &mut Archive,
    name: &str,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let Some(part) = archive.part(name)? else {
        return Err(ledger.damaged());
    };
    let mut records = Records::new(part);
    let mut row = 0;
    let mut next_column = 0;
    while let Some(kind) = records.next(ledger)? {
        let body = &records.body;
        match kind {
            // BrtRowHdr
            0 => {
                row = u32_at(body, 0).ok_or_else(|| ledger.damaged())?;
                next_column = 0;
                ledger.spot.row = Some(row);
            }
            // A cell that names its column: blank, number, text, formula, text in runs.
            1..=11 | 62 => {
                let column = u32_at(body, 0).ok_or_else(|| ledger.damaged())?;
                next_column = column.saturating_add(1);
                ledger.inside(row, column)?;
                put(kind, (row, column), body, 4, shared, ledger)?;
            }
            // The same without a column: the one after the cell before.
            12..=18 => {
                let column = next_column;
                next_column = column.saturating_add(1);
                ledger.inside(row, column)?;
                put(kind - 11, (row, column), body, 0, shared, ledger)?;
            }
            // BrtMergeCell
            176 => {
                let field = |at| u32_at(body, at).unwrap_or(u32::MAX);
                ledger.merge(Merged {
                    first_row: field(0),
                    last_row: field(4),
                    first_column: field(8),
                    last_column: field(12),
                })?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Adds one cell. `at` is where its format stands; its value stands four bytes further.
fn put(
    kind: u32,
    (row, column): (u32, u32),
    body: &[u8],
    at: usize,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let value = at + 4;
    let formula = matches!(kind, 8..=11);
    let number = match kind {
        2 => Some(u32_at(body, value).map(rk)),
        5 | 9 => Some(f64_at(body, value)),
        _ => None,
    };
    if let Some(number) = number {
        let number = number.ok_or_else(|| ledger.damaged())?;
        // Three bytes of the four are the format.
        let format = u32_at(body, at).map(|format| format & 0x00FF_FFFF);
        let look = format.and_then(|format| shared.look(usize::try_from(format).ok()?));
        let look = look.unwrap_or_default();
        let cell = number_cell(number, look, shared.from_1904, formula, ledger)?;
        return ledger.cell(row, column, cell);
    }
    if let Some(content) = content(kind, body, value, shared, ledger)? {
        let cell = Cell {
            content,
            percent: false,
            formula,
        };
        ledger.cell(row, column, cell)?;
    }
    Ok(())
}

/// What is no number: a text, a truth or an error; none when the cell is blank.
fn content(
    kind: u32,
    body: &[u8],
    value: usize,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<Option<Content>, ReadFault> {
    let byte = body.get(value).copied();
    let content = match kind {
        3 | 11 => byte
            .map(|code| ledger.text(error_name(code)))
            .transpose()?
            .map(Content::Fault),
        4 | 10 => byte.map(|byte| Content::Truth(byte != 0)),
        7 => u32_at(body, value)
            .and_then(|number| shared.texts.get(usize::try_from(number).ok()?))
            .map(|text| Content::Text(text.clone())),
        6 | 8 => text(body, value, ledger)?,
        // One byte of flags before the text.
        62 => text(body, value + 1, ledger)?,
        _ => return Ok(None),
    };
    match content {
        None => Err(ledger.damaged()),
        Some(Content::Text(text)) if text.is_empty() => Ok(None),
        content => Ok(content),
    }
}

fn text(body: &[u8], at: usize, ledger: &mut Ledger) -> Result<Option<Content>, ReadFault> {
    match text_at(body, at) {
        Some((text, _)) => Ok(Some(Content::Text(ledger.text(&text)?))),
        None => Ok(None),
    }
}
