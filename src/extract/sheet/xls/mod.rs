//! Xls of Excel 97 to 2003 (BIFF8): records one after another in one stream of a compound file.

mod sheet;
mod strings;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::archive::count;
use super::binary::{u16_at, u32_at};
use super::compound::Compound;
use super::fault::ReadFault;
use super::limits::Ledger;
use super::numfmt::Look;
use super::{FileKind, Workbook, other_kind};
use strings::Pieces;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const BIFF8: u16 = 0x0600;

/// What every sheet of a workbook needs.
#[derive(Debug, Default)]
struct Shared {
    texts: Vec<Arc<str>>,
    looks: Vec<Look>,
    from_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    offset: usize,
}

/// What the first part of the stream tells.
#[derive(Default)]
struct Globals {
    shared: Shared,
    listed: Vec<Listed>,
    formats: BTreeMap<u16, Look>,
    /// The number of the format of each cell format.
    format_of: Vec<u16>,
    outside: bool,
}

/// The records of a stream from a place on: type and content.
struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    /// Returns the next record; none at the end of the stream or where it is cut off.
    fn next(&mut self, ledger: &Ledger) -> Result<Option<(u16, &'s [u8])>, ReadFault> {
        let head = (
            u16_at(self.stream, self.at),
            u16_at(self.stream, self.at + 2),
        );
        let (Some(kind), Some(length)) = head else {
            return Ok(None);
        };
        let start = self.at + 4;
        let Some(body) = self.stream.get(start..start + usize::from(length)) else {
            return Ok(None);
        };
        self.at = start + body.len();
        // Sheets may point at the same place, so what is read counts, not what is stored.
        count(&ledger.inflated, 4 + body.len() as u64, ledger.limits)?;
        Ok(Some((kind, body)))
    }

    /// Returns a record with those that continue it.
    fn pieces(&mut self, first: &'s [u8], ledger: &Ledger) -> Result<Pieces<'s>, ReadFault> {
        let mut all = vec![first];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            match self.next(ledger)? {
                Some((_, more)) => all.push(more),
                None => break,
            }
        }
        Ok(Pieces::new(all))
    }
}

/// Reads a compound file: a workbook, or a reason why it is none.
pub(super) fn read(
    bytes: &[u8],
    kind: FileKind,
    ledger: &mut Ledger,
) -> Result<Workbook, ReadFault> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") || compound.has("EncryptionInfo") {
        return Err(ReadFault::Password);
    }
    let Some(stream) = compound.stream("Workbook")? else {
        return Err(match () {
            () if compound.has("Book") => ReadFault::TooOld,
            () if compound.has("WordDocument") => ReadFault::OtherKind("een Word-document"),
            () if compound.has("PowerPoint Document") => ReadFault::OtherKind("een presentatie"),
            () => ReadFault::OtherKind("een ander bestand van Office"),
        });
    };
    let mut notices: Vec<String> = other_kind(kind, FileKind::Xls).into_iter().collect();
    let globals = globals(&stream, ledger)?;
    let mut sheets = Vec::new();
    for Listed {
        name,
        hidden,
        offset,
    } in globals.listed
    {
        ledger.begin_sheet(&name);
        let records = Records {
            stream: &stream,
            at: offset,
        };
        sheet::read(records, &globals.shared, ledger)?;
        sheets.push(ledger.end_sheet(name, hidden));
    }
    if globals.outside {
        notices.push("verwijzingen naar andere bestanden zijn niet gevolgd".to_owned());
    }
    if compound.has("_VBA_PROJECT_CUR") {
        notices.push("macro's zijn niet uitgevoerd".to_owned());
    }
    Ok(Workbook {
        sheets,
        notices,
        csv: None,
    })
}

fn globals(stream: &[u8], ledger: &mut Ledger) -> Result<Globals, ReadFault> {
    let mut records = Records { stream, at: 0 };
    match records.next(ledger)? {
        Some((BOF, body)) if u16_at(body, 0) == Some(BIFF8) => {}
        Some((BOF, _)) => return Err(ReadFault::TooOld),
        _ => return Err(ledger.damaged()),
    }
    let mut found = Globals::default();
    while let Some((kind, body)) = records.next(ledger)? {
        match kind {
            EOF => {
                let looks = found.format_of.iter().map(|id| {
                    let custom = found.formats.get(id).copied();
                    custom.unwrap_or_else(|| Look::builtin(u32::from(*id)))
                });
                found.shared.looks = looks.collect();
                return Ok(found);
            }
            0x002F => return Err(ReadFault::Password),
            0x0022 => found.shared.from_1904 = u16_at(body, 0) == Some(1),
            0x00E0 => found.format_of.push(u16_at(body, 2).unwrap_or(0)),
            0x041E => {
                let code = Pieces::new(vec![body.get(2..).unwrap_or_default()]).text(ledger)?;
                if let (Some(id), Some(code)) = (u16_at(body, 0), code) {
                    found.formats.insert(id, Look::of_code(&code));
                }
            }
            0x0085 => {
                if found.listed.len() >= ledger.limits.sheets {
                    return Err(ReadFault::TooManySheets);
                }
                found.listed.extend(listed(body, ledger)?);
            }
            // A book that is neither this one nor an add-in.
            0x01AE => found.outside |= !matches!(u16_at(body, 2), Some(0x0401 | 0x3A01)),
            0x00FC => {
                let pieces = records.pieces(body, ledger)?;
                shared_texts(pieces, &mut found.shared, ledger)?;
            }
            _ => {}
        }
    }
    Err(ReadFault::Truncated)
}

/// A worksheet from the list; none for a chart or a sheet with macros.
fn listed(body: &[u8], ledger: &Ledger) -> Result<Option<Listed>, ReadFault> {
    let (Some(offset), Some(&[state, kind])) = (
        u32_at(body, 0),
        body.get(4..6).and_then(|two| two.first_chunk()),
    ) else {
        return Err(ledger.damaged());
    };
    let name = Pieces::new(vec![body.get(6..).unwrap_or_default()]).short_text(ledger)?;
    Ok((kind == 0).then(|| Listed {
        name: name.unwrap_or_default(),
        hidden: state & 3 != 0,
        offset: usize::try_from(offset).unwrap_or(usize::MAX),
    }))
}

fn shared_texts(
    mut pieces: Pieces,
    shared: &mut Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    // The counts in front are what the file says of itself; some writers count wrongly, others
    // leave something behind the last text.
    let said = pieces.unique_count();
    loop {
        let text = match pieces.text(ledger) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(()),
            Err(_) if said.is_some_and(|said| shared.texts.len() >= said) => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let kept = ledger.text(&text)?;
        ledger.hold(size_of::<Arc<str>>() as u64)?;
        shared.texts.push(kept);
    }
}
