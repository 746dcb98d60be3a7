//! What a file is by its first bytes, whatever its name says.

use super::fault::ReadFault;

/// The containers that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A zip file: xlsx, xlsb or ods.
    Zip,
    /// A compound file: xls, or an encrypted workbook.
    Compound,
    /// Anything else without zero bytes where text has none.
    Text,
}

/// Starts of files that people send by mistake, and what to call them.
const OTHERS: [(&[u8], &str); 10] = [
    (b"%PDF", "een pdf"),
    (b"{\\rtf", "een tekstdocument (rtf)"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xFF\xD8\xFF", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"7z\xBC\xAF", "een ingepakt bestand (7z)"),
    (b"Rar!", "een ingepakt bestand (rar)"),
    (b"\x1F\x8B", "een ingepakt bestand (gzip)"),
    (b"PAR1", "een Parquet-bestand"),
    (b"$FL2", "een SPSS-bestand"),
];

/// The starts of workbooks from before there were compound files (Excel 2, 3 and 4).
const BEFORE_COMPOUND: [&[u8]; 3] = [
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
];

/// How far to look for signs of a web page or of bytes that are no text.
const START: usize = 4096;

/// Returns the container of the file. Text that is wanted as UTF-16 may hold zero bytes.
pub(super) fn container(bytes: &[u8], utf16: bool) -> Result<Found, ReadFault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Found::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Found::Compound);
    }
    if BEFORE_COMPOUND.iter().any(|start| bytes.starts_with(start)) {
        return Err(ReadFault::TooOld);
    }
    if let Some((_, name)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ReadFault::OtherKind(name));
    }
    let start = bytes.get(..START).unwrap_or(bytes);
    let utf16 = utf16 || start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF");
    if memchr::memchr(0, start).is_some() && !utf16 {
        return Err(ReadFault::OtherKind("geen tekst"));
    }
    markup(start)?;
    Ok(Found::Text)
}

/// Refuses web pages and XML, which programs like to write under the name of a workbook.
fn markup(start: &[u8]) -> Result<(), ReadFault> {
    let letters: Vec<u8> = start
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let text = letters
        .strip_prefix(b"\xEF\xBB\xBF")
        .or_else(|| letters.strip_prefix(b"\xFF\xFE"))
        .or_else(|| letters.strip_prefix(b"\xFE\xFF"))
        .unwrap_or(&letters)
        .trim_ascii_start();
    let has = |word: &[u8]| memchr::memmem::find(text, word).is_some();
    if text.starts_with(b"mime-version:") && has(b"text/html") {
        return Err(ReadFault::Html);
    }
    if !text.starts_with(b"<") {
        return Ok(());
    }
    if [
        b"<html".as_slice(),
        b"<!doctype html",
        b"<table",
        b"<head",
        b"<body",
    ]
    .iter()
    .any(|word| has(word))
    {
        return Err(ReadFault::Html);
    }
    if text.starts_with(b"<?xml") || has(b"xmlns") {
        return Err(ReadFault::PlainXml);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_is_no_workbook_however_it_starts() {
        for page in [
            "<html><body><table>",
            "\u{feff}\r\n <!DOCTYPE HTML PUBLIC",
            "<meta charset=utf-8><table border=1>",
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"",
        ] {
            assert_eq!(
                container(page.as_bytes(), false),
                Err(ReadFault::Html),
                "{page}"
            );
        }
        let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office\">";
        assert_eq!(container(xml.as_bytes(), false), Err(ReadFault::PlainXml));
        // The field of a csv may look like markup; only a sign of a page counts.
        assert_eq!(container(b"<5;<1\n1;2\n", false), Ok(Found::Text));
    }

    #[test]
    fn other_files_are_called_by_their_name() {
        assert_eq!(
            container(b"%PDF-1.7", false),
            Err(ReadFault::OtherKind("een pdf"))
        );
        assert_eq!(
            container(b"\x09\x04\x06\x00\x00\x00\x10\x00", false),
            Err(ReadFault::TooOld)
        );
        assert_eq!(
            container(b"a\0b", false),
            Err(ReadFault::OtherKind("geen tekst"))
        );
    }
}
