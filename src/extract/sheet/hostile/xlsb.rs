//! A small writer of xlsb: records of BIFF12 in the parts of a workbook.

use super::zipped;

/// A record.
pub(in super::super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let [low, high] = kind.to_le_bytes();
    let high = (high << 1) | (low >> 7);
    if high > 0 {
        bytes.extend([low | 0x80, high]);
    } else {
        bytes.push(low);
    }
    let mut length = body.len();
    loop {
        let seven = u8::try_from(length & 0x7F).unwrap();
        length >>= 7;
        bytes.push(if length > 0 { seven | 0x80 } else { seven });
        if length == 0 {
            break;
        }
    }
    bytes.extend(body);
    bytes
}

/// A text with its length.
pub(in super::super) fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// A row.
pub(in super::super) fn row(row: u32) -> Vec<u8> {
    record(0, &[&row.to_le_bytes()[..], &[0; 13]].concat())
}

/// A cell of a kind, with its format and its value.
pub(in super::super) fn cell(kind: u16, column: u32, format: u32, value: &[u8]) -> Vec<u8> {
    record(
        kind,
        &[&column.to_le_bytes()[..], &format.to_le_bytes(), value].concat(),
    )
}

/// A workbook with one sheet of the records that are given.
pub(in super::super) fn book(records: &[u8]) -> Vec<u8> {
    let root = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
    let links = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.bin"/></Relationships>"#;
    let bundle = [&[0; 4][..], &[1, 0, 0, 0], &text("rId1"), &text("Bläd")].concat();
    let main = [
        record(131, &[]),
        record(153, &[0; 12]),
        record(143, &[]),
        record(156, &bundle),
        record(144, &[]),
        record(132, &[]),
    ]
    .concat();
    let texts = [
        record(159, &[1, 0, 0, 0, 1, 0, 0, 0]),
        record(19, &[&[0][..], &text("één")].concat()),
        record(160, &[]),
    ]
    .concat();
    let percent = [[0xFF, 0xFF, 10, 0], [0; 4], [0; 4], [0; 4]].concat();
    let styles = [
        record(278, &[]),
        record(617, &2_u32.to_le_bytes()),
        record(47, &[0; 16]),
        record(47, &percent),
        record(618, &[]),
        record(279, &[]),
    ]
    .concat();
    let sheet = [
        record(129, &[]),
        record(147, &[0; 19]),
        record(148, &[0; 16]),
        record(145, &[]),
        records.to_vec(),
        record(146, &[]),
        record(130, &[]),
    ]
    .concat();
    zipped(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &main),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/sharedStrings.bin", &texts),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}
