//! Csv: one sheet of texts. Nothing is trimmed and nothing is taken for a number here.

use super::cells::{Cell, Content};
use super::decode::{Decoded, decode};
use super::fault::ReadFault;
use super::limits::Ledger;
use super::{CsvFound, CsvWanted, FileKind, Workbook, other_kind, separator};

/// Reads text. Under the name of a workbook it must be a clear table.
pub(super) fn read(
    bytes: &[u8],
    kind: FileKind,
    wanted: &CsvWanted,
    ledger: &mut Ledger,
) -> Result<Workbook, ReadFault> {
    let decoded = decode(bytes, wanted)?;
    if kind != FileKind::Csv && !separator::is_table(&decoded.text) {
        return Err(ReadFault::TextNotWorkbook);
    }
    let mut notices: Vec<String> = other_kind(kind, FileKind::Csv).into_iter().collect();
    let (body, found) = settle(&decoded, wanted, &mut notices);
    ledger.begin_sheet("");
    fields(body, found.separator, ledger)?;
    // An odd one swallows the rest of the file into one field.
    if !memchr::memchr_iter(b'"', body.as_bytes())
        .count()
        .is_multiple_of(2)
    {
        notices.push("een aanhalingsteken is niet gesloten; kijk de laatste rijen na".to_owned());
    }
    Ok(Workbook {
        sheets: vec![ledger.end_sheet(String::new(), false)],
        notices,
        csv: Some(found),
    })
}

/// Decides on the separator and says what was recognised; returns the text of the table.
fn settle<'t>(
    decoded: &'t Decoded,
    wanted: &CsvWanted,
    notices: &mut Vec<String>,
) -> (&'t str, CsvFound) {
    let text: &str = &decoded.text;
    if wanted.encoding.is_none() {
        notices.push(format!("codering herkend: {}", decoded.encoding));
    }
    let named = separator::named(text);
    let body = named.map_or(text, |(_, after)| text.get(after..).unwrap_or_default());
    let recognised = named
        .map(|(separator, _)| separator)
        .or_else(|| separator::recognise(body));
    let separator = wanted.separator.or(recognised.map(char::from));
    if wanted.separator.is_none() {
        notices.push(match separator {
            Some('\t') => "scheidingsteken herkend: tab".to_owned(),
            Some(separator) => format!("scheidingsteken herkend: {separator}"),
            None => "geen scheidingsteken gevonden: alles staat in één kolom".to_owned(),
        });
    }
    let found = CsvFound {
        separator: separator.unwrap_or(';'),
        encoding: decoded.encoding,
        bom: decoded.bom,
    };
    (body, found)
}

fn fields(text: &str, separator: char, ledger: &mut Ledger) -> Result<(), ReadFault> {
    // A separator of more than one byte cannot be asked of the csv reader; it occurs nowhere.
    let delimiter = u8::try_from(separator).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut row = 0_u32;
    let mut end = 0;
    loop {
        ledger.spot.row = Some(row);
        let more = reader.read_byte_record(&mut record);
        if !more.map_err(|_| ledger.damaged())? {
            return Ok(());
        }
        // The reader skips blank lines; a row keeps the number it has in a spreadsheet program.
        row = row.saturating_add(blank_lines(text.as_bytes(), end));
        ledger.spot.row = Some(row);
        for (column, field) in record.iter().enumerate() {
            if field.is_empty() {
                continue;
            }
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if column >= ledger.limits.columns {
                return Err(ReadFault::OutsideSheet(ledger.spot.clone()));
            }
            // Quotes and separators are ASCII, so a field is whole characters.
            let field = std::str::from_utf8(field).map_err(|_| ledger.damaged())?;
            let cell = Cell {
                content: Content::Text(ledger.text(field)?),
                percent: false,
                formula: false,
            };
            ledger.cell(row, column, cell)?;
        }
        row = row.saturating_add(1);
        end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    }
}

/// Counts the blank lines that begin at a place right behind a record.
fn blank_lines(text: &[u8], end: usize) -> u32 {
    let mut rest = text.get(end..).unwrap_or_default();
    // The reader stops after the \r of \r\n.
    if end > 0 && text.get(end - 1) == Some(&b'\r') && rest.first() == Some(&b'\n') {
        rest = &rest[1..];
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', more @ ..] | [b'\r' | b'\n', more @ ..] => more,
            _ => return lines,
        };
        lines += 1;
    }
}
