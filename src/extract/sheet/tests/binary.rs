//! Xls and xlsb: every kind of cell, and what only these formats have.

use super::super::hostile::{xls, xlsb};
use super::*;

/// The globals of an xls: cell formats plain, percentage, date and one of its own; shared texts,
/// the second of which is cut in two and goes on with one byte a character.
fn globals() -> Vec<u8> {
    let format =
        |id: u16| xls::record(0x00E0, &[&[0, 0], &id.to_le_bytes()[..], &[0; 16]].concat());
    let custom = [&200_u16.to_le_bytes()[..], &xls::text("0.0 %")].concat();
    let first = [
        &[9, 0, 0, 0, 2, 0, 0, 0][..],
        &xls::text("één"),
        &[6, 0, 1],
        &[b'a', 0, b'b', 0, b'c', 0],
    ]
    .concat();
    [
        xls::record(0x041E, &custom),
        format(0),
        format(10),
        format(14),
        format(200),
        xls::record(0x00FC, &first),
        xls::record(0x003C, b"\0def"),
    ]
    .concat()
}

fn every_xls_cell() -> Vec<u8> {
    let shared = |column, number: u32| {
        xls::record(
            0x00FD,
            &[&xls::head(0, column, 0)[..], &number.to_le_bytes()].concat(),
        )
    };
    let code = |column, value, error| {
        xls::record(
            0x0205,
            &[&xls::head(1, column, 0)[..], &[value, error]].concat(),
        )
    };
    let packed = |value: u32| [&1_u16.to_le_bytes()[..], &value.to_le_bytes()].concat();
    let several = [
        &[2, 0, 0, 0][..],
        &packed(1 << 2 | 3),
        &packed(50 << 2 | 2),
        &[1, 0],
    ]
    .concat();
    [
        shared(0, 0),
        shared(1, 1),
        code(0, 1, 0),
        code(1, 7, 1),
        xls::record(0x00BD, &several),
        xls::number(3, 0, 2, 45_352.0),
        xls::number(3, 1, 3, 0.5),
        xls::number(3, 2, 0, f64::NAN),
        xls::formula(4, 0, 2.5_f64.to_le_bytes()),
        xls::formula(4, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        xls::record(0x0207, &xls::text("uitkomst")),
        xls::formula(4, 2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        xls::formula(4, 3, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]),
        xls::formula(4, 4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        xls::record(0x0204, &[xls::head(5, 0, 0), xls::text("los")].concat()),
        // A chart inside the sheet has cells of its own.
        xls::bof(0x0600),
        xls::number(9, 9, 0, 1.0),
        xls::record(0x000A, &[]),
        xls::record(0x00E5, &[1, 0, 6, 0, 7, 0, 0, 0, 2, 0]),
    ]
    .concat()
}

#[test]
fn every_cell_of_xls_comes_back() {
    let hidden = xls::number(0, 0, 0, 1.0);
    let sheets = [("Blad", 0, every_xls_cell()), ("weg", 1, hidden)];
    let bytes = xls::book(&globals(), &sheets);
    let book = read_as(&bytes, FileKind::Xls).unwrap();
    assert_eq!(
        cells(&book.sheets[0]),
        [
            "A1='één'",
            "B1='abcdef'",
            "A2=true",
            "B2=!#DIV/0!",
            "A3=0.01%",
            "B3=50%",
            "A4=d2024-03-01",
            "B4=0.5%",
            "C4=!#NUM!",
            "A5=2.5f",
            "B5='uitkomst'f",
            "C5=truef",
            "D5=!#N/Af",
            "A6='los'"
        ]
    );
    let merged = Merged {
        first_row: 6,
        first_column: 0,
        last_row: 7,
        last_column: 2,
    };
    assert_eq!(book.sheets[0].merged(), [merged]);
    assert!(book.sheets[1].hidden);
    assert_eq!(
        book.notices,
        ["4 formules: de bewaarde uitkomst is gebruikt"]
    );
}

#[test]
fn a_large_xls_lies_in_sectors_and_a_small_one_in_small_sectors() {
    let many: Vec<u8> = (0..3000)
        .flat_map(|row| xls::number(row, 0, 0, f64::from(row)))
        .collect();
    let book = read_as(&xls::book(&[], &[("veel", 0, many)]), FileKind::Xls).unwrap();
    assert_eq!(book.sheets[0].rows().count(), 3000);
    assert_eq!(book.sheets[0].last_row(), Some(2999));
}

#[test]
fn other_compound_files_each_have_their_message() {
    let encrypted = [xls::record(0x002F, &[0; 6])].concat();
    let old = [xls::bof(0x0500), xls::record(0x000A, &[])].concat();
    for (streams, fault) in [
        (
            vec![("EncryptedPackage", b"x".as_slice())],
            ReadFault::Password,
        ),
        (
            vec![("Workbook", &xls::stream(&encrypted, &[]))],
            ReadFault::Password,
        ),
        (vec![("Workbook", &old)], ReadFault::TooOld),
        (vec![("Book", b"x")], ReadFault::TooOld),
        (
            vec![("WordDocument", b"x")],
            ReadFault::OtherKind("een Word-document"),
        ),
    ] {
        let bytes = xls::compound(&streams);
        // An encrypted xlsx is such a file too, under the name of an xlsx.
        assert_eq!(read_as(&bytes, FileKind::Xlsx).unwrap_err(), fault);
    }
}

#[test]
fn every_cell_of_xlsb_comes_back() {
    let real = |value: f64| value.to_le_bytes();
    let formula_text = [xlsb::text("ab"), vec![0; 10]].concat();
    let records = [
        xlsb::row(0),
        xlsb::cell(7, 0, 0, &0_u32.to_le_bytes()),
        xlsb::cell(6, 1, 0, &xlsb::text("los")),
        xlsb::cell(2, 2, 1, &(50_u32 << 2 | 3).to_le_bytes()),
        xlsb::row(6),
        xlsb::cell(1, 0, 0, &[]),
        xlsb::cell(5, 3, 1, &real(0.157)),
        xlsb::cell(4, 4, 0, &[1]),
        xlsb::cell(3, 5, 0, &[0x17]),
        xlsb::cell(8, 6, 0, &formula_text),
        xlsb::cell(9, 7, 0, &[&real(2.0)[..], &[0; 10]].concat()),
        xlsb::cell(10, 8, 0, &[0; 11]),
        xlsb::cell(11, 9, 0, &[7; 11]),
        xlsb::record(146, &[]),
        xlsb::record(176, &[1_u32, 2, 0, 1].map(u32::to_le_bytes).concat()),
    ]
    .concat();
    let book = read_as(&xlsb::book(&records), FileKind::Xlsb).unwrap();
    assert_eq!(book.sheets[0].name, "Bläd");
    assert_eq!(
        cells(&book.sheets[0]),
        [
            "A1='één'",
            "B1='los'",
            "C1=0.5%",
            "D7=0.157%",
            "E7=true",
            "F7=!#REF!",
            "G7='ab'f",
            "H7=2f",
            "I7=falsef",
            "J7=!#DIV/0!f"
        ]
    );
    let merged = Merged {
        first_row: 1,
        first_column: 0,
        last_row: 2,
        last_column: 1,
    };
    assert_eq!(book.sheets[0].merged(), [merged]);
}
