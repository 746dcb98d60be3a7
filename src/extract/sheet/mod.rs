//! From the bytes of a local file (csv, xlsx, xls, xlsb, ods) to sparse sheets of cells.
//!
//! A file may come from anywhere, so every cost is counted while reading ([`Limits`]): bytes while
//! they inflate, cells and texts while they are kept. Nothing is computed, followed or executed:
//! of a formula the stored result is used, and links, macros and web queries are not looked at.
//!
//! The formats are streamed here and not read with a general library. Those that exist allocate the
//! rectangle around the cells (33 GB for one cell in the far corner), trust the counts that a
//! file gives of itself, or read all parts before the first can be refused. In the tests such a
//! library is the judge: both must see the same cells.

mod archive;
mod binary;
mod cells;
mod compound;
mod csv;
mod decode;
mod fault;
mod limits;
mod numfmt;
mod ods;
mod ooxml;
mod separator;
mod sniff;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::fmt;

pub use cells::{Cell, Content, Merged, Sheet, column_name, place};
pub use fault::{ReadFault, Spot};
pub use limits::Limits;

use limits::Ledger;
use sniff::Found;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Text with a separator between the fields.
    Csv,
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// A binary workbook of Excel 2007 or later.
    Xlsb,
    /// A workbook of LibreOffice.
    Ods,
}

impl FileKind {
    /// Returns the kind that the extension of a file name stands for, upper case or lower;
    /// none for an extension that is not read.
    pub fn of(file_name: &str) -> Option<Self> {
        let (_, extension) = file_name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "txt" | "tsv" => Some(Self::Csv),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "xls" => Some(Self::Xls),
            "xlsb" => Some(Self::Xlsb),
            "ods" => Some(Self::Ods),
            _ => None,
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Ods => "ods",
        })
    }
}

/// How the bytes of a csv file stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the start.
    Utf8,
    /// What Excel writes on a Dutch Windows.
    Windows1252,
    /// "Unicode text" of Excel.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        })
    }
}

/// What is known of a csv file; none means: recognise it, and say so in a notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CsvWanted {
    /// The character between fields.
    pub separator: Option<char>,
    /// The encoding of the text.
    pub encoding: Option<Encoding>,
}

/// How a csv file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvFound {
    /// The character between fields.
    pub separator: char,
    /// The encoding of the text.
    pub encoding: Encoding,
    /// The file starts with a mark that tells its encoding.
    pub bom: bool,
}

/// All sheets of a file, in its order. A csv file is one sheet without a name.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The sheets, also hidden and empty ones; at least one has a cell.
    pub sheets: Vec<Sheet>,
    /// What the reader should know, in plain Dutch, one sentence each without a full stop.
    pub notices: Vec<String>,
    /// How the file was read, when it is csv.
    pub csv: Option<CsvFound>,
}

/// Reads the bytes of a file. `kind` is what its name says; when the content is clearly of another
/// kind, that is read and a notice says so.
///
/// # Errors
/// Fails when the file is empty, encrypted, damaged, of a kind that is not read or beyond a limit.
pub fn read(
    bytes: &[u8],
    kind: FileKind,
    csv: &CsvWanted,
    limits: &Limits,
) -> Result<Workbook, ReadFault> {
    if bytes.is_empty() {
        return Err(ReadFault::Empty);
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadFault::TooLarge);
    }
    let mut ledger = Ledger::new(limits);
    let utf16 = matches!(csv.encoding, Some(Encoding::Utf16Le | Encoding::Utf16Be));
    let mut workbook = match sniff::container(bytes, utf16)? {
        Found::Zip => archive::read(bytes, kind, &mut ledger)?,
        Found::Compound => xls::read(bytes, kind, &mut ledger)?,
        Found::Text => csv::read(bytes, kind, csv, &mut ledger)?,
    };
    if workbook
        .sheets
        .iter()
        .all(|sheet| sheet.last_row().is_none())
    {
        return Err(ReadFault::NothingFilled);
    }
    let formulas = |count: u64| match count {
        1 => "1 formule".to_owned(),
        count => format!("{count} formules"),
    };
    if ledger.formulas > 0 {
        let count = formulas(ledger.formulas);
        workbook
            .notices
            .push(format!("{count}: de bewaarde uitkomst is gebruikt"));
    }
    if ledger.unsolved > 0 {
        let count = formulas(ledger.unsolved);
        workbook.notices.push(format!(
            "{count} zonder bewaarde uitkomst: die cellen gelden als leeg"
        ));
    }
    Ok(workbook)
}

/// Returns the notice that the content is of another kind than the name says, when it is.
fn other_kind(named: FileKind, found: FileKind) -> Option<String> {
    (named != found)
        .then(|| format!("het bestand heet {named} maar is {found}; het is als {found} gelezen"))
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
