//! A small writer of xls (BIFF8): records in a stream in a compound file.

use std::io::{Cursor, Write as _};

/// A record.
pub(in super::super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

/// The start of a stream or a sheet, of a version.
pub(in super::super) fn bof(version: u16) -> Vec<u8> {
    record(0x0809, &[&version.to_le_bytes()[..], &[0; 14]].concat())
}

/// Row, column and format of a cell.
pub(in super::super) fn head(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format]
        .iter()
        .flat_map(|field| field.to_le_bytes())
        .collect()
}

/// A cell with a number.
pub(in super::super) fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(
        0x0203,
        &[&head(row, column, format)[..], &value.to_le_bytes()].concat(),
    )
}

/// A formula with the eight bytes of its result.
pub(in super::super) fn formula(row: u16, column: u16, result: [u8; 8]) -> Vec<u8> {
    record(
        0x0006,
        &[&head(row, column, 0)[..], &result, &[0; 8]].concat(),
    )
}

/// A text of two bytes a character.
pub(in super::super) fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap();
    let mut bytes = [&length.to_le_bytes()[..], &[1]].concat();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// The records of a workbook with sheets: name, state, records. `globals` come before the list.
pub(in super::super) fn stream(globals: &[u8], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let names: Vec<Vec<u8>> = sheets
        .iter()
        .map(|(name, state, _)| {
            let length = u8::try_from(name.len()).unwrap();
            [&[0, 0, 0, 0, *state, 0, length, 0], name.as_bytes()].concat()
        })
        .collect();
    let end = record(0x000A, &[]);
    let listed: usize = names.iter().map(|name| name.len() + 4).sum();
    let mut stream = [bof(0x0600), globals.to_vec()].concat();
    let mut offset = stream.len() + listed + end.len();
    for (mut name, (_, _, body)) in names.into_iter().zip(sheets) {
        name[..4].copy_from_slice(&u32::try_from(offset).unwrap().to_le_bytes());
        stream.extend(record(0x0085, &name));
        offset += bof(0x0600).len() + body.len() + end.len();
    }
    stream.extend(&end);
    for (_, _, body) in sheets {
        stream.extend([bof(0x0600), body.clone(), end.clone()].concat());
    }
    stream
}

/// A compound file with streams.
pub(in super::super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    // Version 3 has sectors of 512 bytes, as every xls.
    let sink = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, sink).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A workbook with sheets.
pub(in super::super) fn book(globals: &[u8], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    compound(&[("Workbook", &stream(globals, sheets))])
}
