//! The zip file around a workbook: which workbook it is, and its parts, inflated under a limit.

use std::cell::Cell as Counter;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

use memchr::memmem;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::fault::{ReadFault, Spot};
use super::limits::{Ledger, Limits};
use super::{FileKind, Workbook, ods, ooxml, other_kind, xlsb, xlsx};

type Entry<'z, 'a> = ZipFile<'z, Cursor<&'a [u8]>>;

/// A part of the file while it inflates.
pub(super) type Part<'z, 'a> = BufReader<Metered<Entry<'z, 'a>>>;

/// Why a part was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Stop {
    #[error("all parts together inflate beyond the limit")]
    Inflates,
    #[error("one token is longer than the limit")]
    Token,
}

/// Counts what comes out of a part. The sizes that a zip file gives of itself are not used.
#[derive(Debug)]
pub(super) struct Metered<R> {
    inner: R,
    total: Rc<Counter<u64>>,
    limit: u64,
    token: usize,
    token_limit: usize,
}

impl<R> Metered<R> {
    /// Begins a new token: a tag, a text or a record.
    pub(super) const fn begin_token(&mut self) {
        self.token = 0;
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if add(&self.total, count as u64) > self.limit {
            return Err(io::Error::other(Stop::Inflates));
        }
        self.token = self.token.saturating_add(count);
        if self.token > self.token_limit {
            return Err(io::Error::other(Stop::Token));
        }
        Ok(count)
    }
}

fn add(total: &Counter<u64>, count: u64) -> u64 {
    total.set(total.get().saturating_add(count));
    total.get()
}

/// Counts bytes that are read from a file without a zip around it, as if they were inflated.
pub(super) fn count(total: &Counter<u64>, count: u64, limits: &Limits) -> Result<(), ReadFault> {
    if add(total, count) > limits.inflated_bytes {
        return Err(ReadFault::Inflates);
    }
    Ok(())
}

/// Returns the fault for an error while inflating.
pub(super) fn io_fault(error: &io::Error, spot: &Spot) -> ReadFault {
    match error.get_ref().and_then(|inner| inner.downcast_ref()) {
        Some(Stop::Inflates) => ReadFault::Inflates,
        Some(Stop::Token) => ReadFault::LongText(spot.clone()),
        None => ReadFault::Damaged(spot.clone()),
    }
}

/// An open zip file.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case with forward slashes, since programs differ in both.
    names: BTreeMap<String, usize>,
    limits: &'a Limits,
    inflated: Rc<Counter<u64>>,
}

impl<'a> Archive<'a> {
    fn open(bytes: &'a [u8], ledger: &Ledger<'a>) -> Result<Self, ReadFault> {
        guard(bytes, ledger.limits)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            if memmem::find(bytes, b"PK\x05\x06").is_some() {
                ReadFault::Damaged(Spot::default())
            } else {
                ReadFault::Truncated
            }
        })?;
        let mut names = BTreeMap::new();
        for (index, name) in zip.file_names_raw().enumerate() {
            let name = String::from_utf8_lossy(name)
                .replace('\\', "/")
                .to_lowercase();
            names.entry(name).or_insert(index);
        }
        Ok(Self {
            zip,
            names,
            limits: ledger.limits,
            inflated: Rc::clone(&ledger.inflated),
        })
    }

    /// Returns whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// Returns whether a part is there of which the name begins so, in lower case.
    pub(super) fn has_under(&self, start: &str) -> bool {
        self.names
            .range(start.to_owned()..)
            .next()
            .is_some_and(|(name, _)| name.starts_with(start))
    }

    /// Opens a part; none when it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, ReadFault> {
        let Some(index) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let inner = self.zip.by_index(*index).map_err(|error| match error {
            ZipError::InvalidPassword => ReadFault::Password,
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadFault::Password,
            _ => ReadFault::Damaged(Spot::default()),
        })?;
        let metered = Metered {
            inner,
            total: Rc::clone(&self.inflated),
            limit: self.limits.inflated_bytes,
            token: 0,
            token_limit: self.limits.text_bytes,
        };
        Ok(Some(BufReader::with_capacity(BUFFER, metered)))
    }

    /// Returns the first bytes of a part; empty when it is not there.
    fn start(&mut self, name: &str) -> Result<Vec<u8>, ReadFault> {
        let mut start = Vec::new();
        if let Some(part) = self.part(name)? {
            part.take(256)
                .read_to_end(&mut start)
                .map_err(|error| io_fault(&error, &Spot::default()))?;
        }
        Ok(start)
    }
}

const BUFFER: usize = 1 << 16;

/// Refuses a directory that is too long, before the zip reader makes room for what it says.
fn guard(bytes: &[u8], limits: &Limits) -> Result<(), ReadFault> {
    let entries = memmem::find_iter(bytes, b"PK\x01\x02").take(limits.parts + 1);
    if entries.count() > limits.parts {
        return Err(ReadFault::TooManyParts);
    }
    // The record for large files names counts and sizes of 64 bits, which are believed.
    for at in memmem::find_iter(bytes, b"PK\x06\x06") {
        let number = |offset: usize| {
            let field = bytes.get(at + offset..at + offset + 8)?;
            Some(u64::from_le_bytes(field.try_into().ok()?))
        };
        let (Some(here), Some(all), Some(size)) = (number(24), number(32), number(40)) else {
            return Err(ReadFault::Truncated);
        };
        if here.max(all) > limits.parts as u64 {
            return Err(ReadFault::TooManyParts);
        }
        if size > bytes.len() as u64 {
            return Err(ReadFault::Damaged(Spot::default()));
        }
    }
    Ok(())
}

/// Reads the workbook in a zip file.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    kind: FileKind,
    ledger: &mut Ledger<'a>,
) -> Result<Workbook, ReadFault> {
    let mut archive = Archive::open(bytes, ledger)?;
    let found = recognise(&mut archive)?;
    let mut notices: Vec<String> = other_kind(kind, found).into_iter().collect();
    let sheets = match found {
        FileKind::Ods => ods::read(&mut archive, ledger, &mut notices)?,
        FileKind::Xlsb => xlsb::read(&mut archive, ledger)?,
        _ => xlsx::read(&mut archive, ledger, &mut notices)?,
    };
    if archive.has_under("xl/externallinks/") {
        notices.push("verwijzingen naar andere bestanden zijn niet gevolgd".to_owned());
    }
    if archive.has("xl/connections.xml") || archive.has_under("xl/querytables/") {
        notices.push("koppelingen met gegevensbronnen zijn niet gevolgd".to_owned());
    }
    if archive.has("xl/vbaproject.bin") || archive.has_under("basic/") {
        notices.push("macro's zijn niet uitgevoerd".to_owned());
    }
    Ok(Workbook {
        sheets,
        notices,
        csv: None,
    })
}

/// Returns which kind of workbook the parts make.
fn recognise(archive: &mut Archive) -> Result<FileKind, ReadFault> {
    let mimetype = archive.start("mimetype")?;
    if mimetype.starts_with(b"application/vnd.oasis.opendocument.") {
        let kind = mimetype.get(35..).unwrap_or_default();
        if archive.has("encrypted-package") {
            return Err(ReadFault::Password);
        }
        return if kind.starts_with(b"spreadsheet") {
            Ok(FileKind::Ods)
        } else {
            Err(ReadFault::OtherKind("een document van LibreOffice"))
        };
    }
    if archive.has("_rels/.rels") {
        let main = ooxml::main_part(archive)?;
        return if main.ends_with(".bin") {
            Ok(FileKind::Xlsb)
        } else if main.starts_with("word/") {
            Err(ReadFault::OtherKind("een Word-document"))
        } else if main.starts_with("ppt/") {
            Err(ReadFault::OtherKind("een presentatie"))
        } else {
            Ok(FileKind::Xlsx)
        };
    }
    Err(ReadFault::OtherKind("een ingepakt bestand (zip)"))
}
