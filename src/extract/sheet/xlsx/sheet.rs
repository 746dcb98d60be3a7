//! One worksheet of xlsx, streamed. The size that the sheet says it has is not looked at.

use super::super::archive::Archive;
use super::super::cells::{Cell, Content, Merged};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;
use super::super::numfmt::{Look, number_cell};
use super::super::xml::{Node, Tag, Xml, append};
use super::{Shared, rich_text, unescape};

/// How the value of a cell is stored (attribute `t`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    Number,
    SharedText,
    Text,
    InlineText,
    Truth,
    Fault,
    Date,
}

/// What the opening tag of a cell says.
struct Opened {
    place: Option<(u32, u32)>,
    /// The cell names a place that cannot be read.
    misplaced: bool,
    stored: Stored,
    look: Look,
}

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
    let mut xml = Xml::new(part);
    let mut text = String::new();
    // The place of the next row and cell when the file does not name it.
    let (mut next_row, mut row, mut column) = (0, 0, 0);
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"row" => {
                    row = row_number(&tag).unwrap_or(next_row);
                    next_row = row.saturating_add(1);
                    column = 0;
                    ledger.spot.row = Some(row);
                }
                b"c" => {
                    let opened = opened(&tag, shared);
                    let place = opened.place.unwrap_or((row, column));
                    column = place.1.saturating_add(1);
                    ledger.spot.row = Some(place.0);
                    ledger.inside(place.0, place.1)?;
                    if opened.misplaced {
                        return Err(ReadFault::OutsideSheet(ledger.spot.clone()));
                    }
                    if let Some(cell) = cell(&mut xml, &opened, &mut text, shared, ledger)? {
                        ledger.cell(place.0, place.1, cell)?;
                    }
                }
                b"mergeCell" => {
                    if let Some(merged) = tag.attribute("ref").as_deref().and_then(rectangle) {
                        ledger.merge(merged)?;
                    }
                }
                _ => {}
            },
            Node::End => return Ok(()),
            Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn row_number(tag: &Tag) -> Option<u32> {
    let mut number = None;
    tag.each(|key, value| {
        if key == b"r" {
            number = std::str::from_utf8(value)
                .ok()
                .and_then(|text| text.parse::<u32>().ok());
        }
    });
    number?.checked_sub(1)
}

fn opened(tag: &Tag, shared: &Shared) -> Opened {
    let mut opened = Opened {
        place: None,
        misplaced: false,
        stored: Stored::Number,
        look: shared.look(0).unwrap_or_default(),
    };
    tag.each(|key, value| match key {
        b"r" => {
            opened.place = place(value);
            opened.misplaced = opened.place.is_none();
        }
        b"s" => {
            let number = std::str::from_utf8(value)
                .ok()
                .and_then(|text| text.parse::<usize>().ok());
            let look = number.and_then(|number| shared.look(number));
            opened.look = look.unwrap_or_default();
        }
        b"t" => {
            opened.stored = match value {
                b"s" => Stored::SharedText,
                b"str" => Stored::Text,
                b"inlineStr" => Stored::InlineText,
                b"b" => Stored::Truth,
                b"e" => Stored::Fault,
                b"d" => Stored::Date,
                _ => Stored::Number,
            };
        }
        _ => {}
    });
    opened
}

/// Reads what is inside a cell until it closes; none when nothing is stored.
fn cell(
    xml: &mut Xml,
    opened: &Opened,
    text: &mut String,
    shared: &Shared,
    ledger: &mut Ledger,
) -> Result<Option<Cell>, ReadFault> {
    text.clear();
    let (mut formula, mut in_value, mut stored) = (false, false, false);
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"v" => {
                    stored = true;
                    in_value = opened.stored != Stored::InlineText;
                }
                b"f" => formula = true,
                b"is" if opened.stored == Stored::InlineText => {
                    rich_text(xml, b"is", text, ledger)?;
                }
                _ => {}
            },
            Node::Close(tag) => match tag.name() {
                b"v" => in_value = false,
                b"c" => break,
                _ => {}
            },
            Node::Text(piece) if in_value => append(text, &piece, ledger)?,
            Node::Text(_) => {}
            Node::End => return Err(ledger.damaged()),
        }
    }
    if text.is_empty() {
        ledger.unsolved += u64::from(formula && !stored);
        return Ok(None);
    }
    content(opened, text, shared, formula, ledger)
}

fn content(
    opened: &Opened,
    text: &str,
    shared: &Shared,
    formula: bool,
    ledger: &mut Ledger,
) -> Result<Option<Cell>, ReadFault> {
    let content = match opened.stored {
        Stored::Number => {
            if let Ok(value) = text.trim().parse::<f64>() {
                let look = opened.look;
                return number_cell(value, look, shared.from_1904, formula, ledger).map(Some);
            }
            Content::Text(ledger.text(text)?)
        }
        Stored::SharedText => {
            let number = text.trim().parse::<usize>().ok();
            let kept = number.and_then(|number| shared.texts.get(number));
            let kept = kept.ok_or_else(|| ledger.damaged())?;
            if kept.is_empty() {
                return Ok(None);
            }
            Content::Text(kept.clone())
        }
        Stored::Text | Stored::InlineText => Content::Text(ledger.text(&unescape(text))?),
        Stored::Truth => Content::Truth(matches!(text.trim(), "1" | "true" | "TRUE")),
        Stored::Fault => Content::Fault(ledger.text(text)?),
        Stored::Date => Content::Date(ledger.text(text.trim_end_matches("T00:00:00"))?),
    };
    Ok(Some(Cell {
        content,
        percent: false,
        formula,
    }))
}

/// Row and column from 0 of a reference such as `D7` or `$D$7`.
fn place(reference: &[u8]) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for &byte in reference {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn rectangle(reference: &str) -> Option<Merged> {
    let (first, last) = reference.split_once(':')?;
    let (first_row, first_column) = place(first.as_bytes())?;
    let (last_row, last_column) = place(last.as_bytes())?;
    Some(Merged {
        first_row,
        first_column,
        last_row,
        last_column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_nonsense_is_none() {
        assert_eq!(place(b"D7"), Some((6, 3)));
        assert_eq!(place(b"$AB$10"), Some((9, 27)));
        assert_eq!(place(b"XFD1048576"), Some((1_048_575, 16_383)));
        for nonsense in [
            "",
            "7",
            "D",
            "D0",
            "7D",
            "ZZZZZZZZZ1",
            "A99999999999",
            "A1B",
            "R1C1",
        ] {
            assert_eq!(place(nonsense.as_bytes()), None, "{nonsense}");
        }
        let merged = rectangle("A1:C2").map(|m| (m.last_row, m.last_column));
        assert_eq!(merged, Some((1, 2)));
    }
}
