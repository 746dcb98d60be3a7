//! From the bytes of a csv file to UTF-8 text.

use std::borrow::Cow;

use super::fault::{ReadFault, Spot};
use super::{CsvWanted, Encoding};

/// The text of a file and how it was found.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    pub(super) bom: bool,
}

/// Decodes the text. A mark at the start decides, unless another encoding is wanted; without one,
/// bytes that are valid UTF-8 are UTF-8 and anything else is Windows-1252, which fits any bytes.
///
/// # Errors
/// Fails when the bytes are not in the encoding that is wanted.
pub(super) fn decode<'a>(bytes: &'a [u8], wanted: &CsvWanted) -> Result<Decoded<'a>, ReadFault> {
    let marked = encoding_rs::Encoding::for_bom(bytes).and_then(|(found, length)| {
        let found = match found {
            e if e == encoding_rs::UTF_8 => Encoding::Utf8,
            e if e == encoding_rs::UTF_16LE => Encoding::Utf16Le,
            _ => Encoding::Utf16Be,
        };
        Some((found, bytes.get(length..)?))
    });
    let (encoding, body, bom) = match (wanted.encoding, marked) {
        (Some(wanted), Some((found, rest))) if wanted == found => (found, rest, true),
        (Some(wanted), _) => (wanted, bytes, false),
        (None, Some((found, rest))) => (found, rest, true),
        (None, None) if std::str::from_utf8(bytes).is_ok() => (Encoding::Utf8, bytes, false),
        (None, None) => (Encoding::Windows1252, bytes, false),
    };
    let text = match encoding {
        Encoding::Utf8 => match std::str::from_utf8(body) {
            Ok(text) => Cow::Borrowed(text),
            // A mark can lie as well: a file that was glued together is still readable.
            Err(_) if wanted.encoding.is_none() => {
                return Ok(Decoded {
                    text: windows_1252(body),
                    encoding: Encoding::Windows1252,
                    bom,
                });
            }
            Err(fault) => return Err(not_in(encoding, body, fault.valid_up_to())),
        },
        Encoding::Windows1252 => windows_1252(body),
        Encoding::Utf16Le | Encoding::Utf16Be => utf16(body, encoding),
    };
    Ok(Decoded {
        text,
        encoding,
        bom,
    })
}

fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
}

/// Half a character is shown as �, as any other program does.
fn utf16(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let codec = if encoding == Encoding::Utf16Le {
        encoding_rs::UTF_16LE
    } else {
        encoding_rs::UTF_16BE
    };
    codec.decode_without_bom_handling(bytes).0
}

fn not_in(encoding: Encoding, bytes: &[u8], at: usize) -> ReadFault {
    let before = bytes.get(..at).unwrap_or_default();
    let row = memchr::memchr_iter(b'\n', before).count();
    let spot = Spot {
        sheet: None,
        row: u32::try_from(row).ok(),
    };
    ReadFault::Encoding(encoding, spot)
}
