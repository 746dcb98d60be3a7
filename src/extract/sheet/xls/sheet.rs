//! One sheet of xls: its cells in the order of the records.

use super::super::binary::{error_name, f64_at, rk, u16_at, u32_at};
use super::super::cells::{Cell, Content, Merged};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;
use super::super::numfmt::{Look, number_cell};
use super::{BOF, EOF, Records, Shared};

/// Row, column and look, with which every cell begins.
#[derive(Clone, Copy)]
struct Head {
    row: u32,
    column: u32,
    look: Look,
}

/// Reads the cells and merged rectangles of one sheet into the ledger.
pub(super) fn read(
    mut records: Records,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    // Charts lie inside a sheet as sheets of their own; their cells are not of this one.
    let mut depth = 0_u32;
    let mut waiting: Option<Head> = None;
    while let Some((kind, body)) = records.next(ledger)? {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => return Ok(()),
            EOF => depth -= 1,
            _ if depth != 1 => {}
            // The text of the formula that came before.
            0x0207 => {
                let text = records.pieces(body, ledger)?.text(ledger)?;
                if let (Some(head), Some(text)) = (waiting.take(), text) {
                    put_text(head, &text, true, ledger)?;
                }
            }
            0x0006 => waiting = formula(body, shared, ledger)?,
            0x00BD => several(body, shared, ledger)?,
            0x00E5 => merged(body, ledger)?,
            0x00D6 | 0x0204 => {
                let head = head(body, shared, ledger)?;
                let rest = body.get(6..).unwrap_or_default();
                if let Some(text) = records.pieces(rest, ledger)?.text(ledger)? {
                    put_text(head, &text, false, ledger)?;
                }
            }
            0x00FD | 0x0203 | 0x027E | 0x0205 => simple(kind, body, shared, ledger)?,
            _ => {}
        }
    }
    // A sheet that was cut off: what is missing is not known to be nothing.
    Err(if depth == 0 {
        ledger.damaged()
    } else {
        ReadFault::Truncated
    })
}

fn head(body: &[u8], shared: &Shared, ledger: &mut Ledger) -> Result<Head, ReadFault> {
    let fields = (u16_at(body, 0), u16_at(body, 2), u16_at(body, 4));
    let (Some(row), Some(column), Some(format)) = fields else {
        return Err(ledger.damaged());
    };
    let (row, column) = (u32::from(row), u32::from(column));
    ledger.spot.row = Some(row);
    ledger.inside(row, column)?;
    let look = shared.looks.get(usize::from(format)).copied();
    Ok(Head {
        row,
        column,
        look: look.unwrap_or_default(),
    })
}

fn put(head: Head, content: Content, formula: bool, ledger: &mut Ledger) -> Result<(), ReadFault> {
    let cell = Cell {
        content,
        percent: false,
        formula,
    };
    ledger.cell(head.row, head.column, cell)
}

fn put_text(head: Head, text: &str, formula: bool, ledger: &mut Ledger) -> Result<(), ReadFault> {
    if text.is_empty() {
        return Ok(());
    }
    let text = Content::Text(ledger.text(text)?);
    put(head, text, formula, ledger)
}

fn put_number(
    head: Head,
    value: Option<f64>,
    formula: bool,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let value = value.ok_or_else(|| ledger.damaged())?;
    let cell = number_cell(value, head.look, shared.from_1904, formula, ledger)?;
    ledger.cell(head.row, head.column, cell)
}

/// A truth or an error: the value, and which of both it is.
fn put_code(
    head: Head,
    value: u8,
    is_error: bool,
    formula: bool,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let content = if is_error {
        Content::Fault(ledger.text(error_name(value))?)
    } else {
        Content::Truth(value != 0)
    };
    put(head, content, formula, ledger)
}

/// A cell in one record: a shared text, a number, a packed number, a truth or an error.
fn simple(kind: u16, body: &[u8], shared: &Shared, ledger: &mut Ledger) -> Result<(), ReadFault> {
    let head = head(body, shared, ledger)?;
    match kind {
        0x00FD => {
            let number = u32_at(body, 6).and_then(|number| usize::try_from(number).ok());
            let kept = number.and_then(|number| shared.texts.get(number));
            let kept = kept.ok_or_else(|| ledger.damaged())?;
            if kept.is_empty() {
                return Ok(());
            }
            put(head, Content::Text(kept.clone()), false, ledger)
        }
        0x0203 => put_number(head, f64_at(body, 6), false, shared, ledger),
        0x027E => put_number(head, u32_at(body, 6).map(rk), false, shared, ledger),
        _ => match body.get(6..8) {
            Some(&[value, is_error]) => put_code(head, value, is_error != 0, false, ledger),
            _ => Err(ledger.damaged()),
        },
    }
}

/// Packed numbers side by side in one row.
fn several(body: &[u8], shared: &Shared, ledger: &mut Ledger) -> Result<(), ReadFault> {
    let first = head(body, shared, ledger)?;
    let packed = body
        .get(4..body.len().saturating_sub(2))
        .unwrap_or_default();
    for (offset, one) in (0..).zip(packed.chunks_exact(6)) {
        let column = first.column + offset;
        ledger.inside(first.row, column)?;
        let format = u16_at(one, 0).map(usize::from);
        let look = format.and_then(|format| shared.looks.get(format)).copied();
        let head = Head {
            column,
            look: look.unwrap_or_default(),
            ..first
        };
        put_number(head, u32_at(one, 2).map(rk), false, shared, ledger)?;
    }
    Ok(())
}

/// The stored result of a formula; returns where a text belongs that comes in a later record.
fn formula(body: &[u8], shared: &Shared, ledger: &mut Ledger) -> Result<Option<Head>, ReadFault> {
    let head = head(body, shared, ledger)?;
    match body.get(6..14) {
        Some(&[kind, _, value, .., 0xFF, 0xFF]) => match kind {
            0 => return Ok(Some(head)),
            1 => put_code(head, value, false, true, ledger)?,
            2 => put_code(head, value, true, true, ledger)?,
            // An empty text, or a kind that does not exist: nothing is seen in the cell.
            _ => {}
        },
        _ => put_number(head, f64_at(body, 6), true, shared, ledger)?,
    }
    Ok(None)
}

fn merged(body: &[u8], ledger: &mut Ledger) -> Result<(), ReadFault> {
    let all = body.get(2..).unwrap_or_default().chunks_exact(8);
    for one in all.take(usize::from(u16_at(body, 0).unwrap_or(0))) {
        let field = |at| u16_at(one, at).map_or(0, u32::from);
        ledger.merge(Merged {
            first_row: field(0),
            last_row: field(2),
            first_column: field(4),
            last_column: field(6),
        })?;
    }
    Ok(())
}
