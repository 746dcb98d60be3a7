//! Xlsb: the parts of xlsx, each a row of binary records (BIFF12).

mod sheet;

use std::collections::BTreeMap;
use std::io::Read as _;

use super::archive::{Archive, Part, io_fault};
use super::binary::{u16_at, u32_at, wide};
use super::cells::Sheet;
use super::fault::ReadFault;
use super::limits::Ledger;
use super::numfmt::Look;
use super::ooxml::{self, Listed, Parts};
use super::xlsx::Shared;

/// Reads all worksheets; sheets with only a chart or with macros are passed over.
pub(super) fn read(archive: &mut Archive, ledger: &mut Ledger) -> Result<Vec<Sheet>, ReadFault> {
    let parts = Parts {
        workbook,
        shared_texts,
        styles,
        sheet: sheet::read,
    };
    let (sheets, _) = ooxml::sheets(archive, ledger, &parts)?;
    Ok(sheets)
}

/// The records of a part.
struct Records<'z, 'a> {
    part: Part<'z, 'a>,
    body: Vec<u8>,
}

impl<'z, 'a> Records<'z, 'a> {
    const fn new(part: Part<'z, 'a>) -> Self {
        Self {
            part,
            body: Vec::new(),
        }
    }

    /// Reads the next record and returns its type; none at the end of the part.
    fn next(&mut self, ledger: &Ledger) -> Result<Option<u32>, ReadFault> {
        self.part.get_mut().begin_token();
        let Some(kind) = self.packed(2, ledger)? else {
            return Ok(None);
        };
        let length = self.packed(4, ledger)?.ok_or_else(|| ledger.damaged())?;
        self.body.clear();
        // The meter stops a record that is longer than a text may be.
        let mut body = self.part.by_ref().take(u64::from(length));
        let count = body
            .read_to_end(&mut self.body)
            .map_err(|error| io_fault(&error, &ledger.spot))?;
        if u32::try_from(count) != Ok(length) {
            return Err(ledger.damaged());
        }
        Ok(Some(kind))
    }

    /// Reads a number of seven bits a byte, the lowest first. That of a type keeps its eighth bit.
    fn packed(&mut self, bytes: u32, ledger: &Ledger) -> Result<Option<u32>, ReadFault> {
        let mut value = 0;
        for place in 0..bytes {
            let mut byte = [0];
            match self.part.read(&mut byte) {
                Ok(0) if place == 0 => return Ok(None),
                Ok(0) => return Err(ledger.damaged()),
                Ok(_) => {}
                Err(error) => return Err(io_fault(&error, &ledger.spot)),
            }
            value |= u32::from(byte[0] & 0x7F) << (7 * place);
            if byte[0] & 0x80 == 0 {
                break;
            }
        }
        Ok(Some(value))
    }
}

/// A text at a place: the number of characters in four bytes, then the characters. Returns it with
/// the place behind it.
fn text_at(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = u32_at(body, at)?;
    // A text that is absent, not empty.
    if length == u32::MAX {
        return Some((String::new(), at + 4));
    }
    let end = usize::try_from(length)
        .ok()?
        .checked_mul(2)?
        .checked_add(at + 4)?;
    Some((wide(body.get(at + 4..end)?), end))
}

fn workbook(
    archive: &mut Archive,
    main: &str,
    shared: &mut Shared,
    ledger: &Ledger,
) -> Result<Vec<Listed>, ReadFault> {
    let part = archive.part(main)?.ok_or_else(|| ledger.damaged())?;
    let mut records = Records::new(part);
    let mut listed = Vec::new();
    while let Some(kind) = records.next(ledger)? {
        let body = &records.body;
        match kind {
            // BrtWbProp
            153 => shared.from_1904 = body.first().is_some_and(|flags| flags & 1 == 1),
            // BrtBundleSh
            156 => {
                if listed.len() >= ledger.limits.sheets {
                    return Err(ReadFault::TooManySheets);
                }
                let state = u32_at(body, 0);
                let found = text_at(body, 8)
                    .and_then(|(relation, next)| Some((relation, text_at(body, next)?.0)));
                let (relation, name) = found.ok_or_else(|| ledger.damaged())?;
                listed.push(Listed {
                    name,
                    hidden: state != Some(0),
                    relation,
                });
            }
            _ => {}
        }
    }
    Ok(listed)
}

fn shared_texts(
    archive: &mut Archive,
    name: &str,
    shared: &mut Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let Some(part) = archive.part(name)? else {
        return Ok(());
    };
    let mut records = Records::new(part);
    while let Some(kind) = records.next(ledger)? {
        // BrtSSTItem: one byte of flags, then the text.
        if kind == 19 {
            let (text, _) = text_at(&records.body, 1).ok_or_else(|| ledger.damaged())?;
            let kept = ledger.text(&text)?;
            shared.add_text(kept, ledger)?;
        }
    }
    Ok(())
}

fn styles(
    archive: &mut Archive,
    name: &str,
    shared: &mut Shared,
    ledger: &Ledger,
) -> Result<(), ReadFault> {
    let Some(part) = archive.part(name)? else {
        return Ok(());
    };
    let mut records = Records::new(part);
    let mut custom = BTreeMap::new();
    let mut in_cells = false;
    while let Some(kind) = records.next(ledger)? {
        let body = &records.body;
        match kind {
            // BrtFmt
            44 => {
                if let (Some(id), Some((code, _))) = (u16_at(body, 0), text_at(body, 2)) {
                    custom.insert(u32::from(id), Look::of_code(&code));
                }
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            617 => in_cells = true,
            618 => in_cells = false,
            // BrtXF
            47 if in_cells => {
                let id = u16_at(body, 2).map_or(0, u32::from);
                let look = custom.get(&id).copied();
                shared.add_look(look.unwrap_or_else(|| Look::builtin(id)), ledger)?;
            }
            _ => {}
        }
    }
    Ok(())
}
