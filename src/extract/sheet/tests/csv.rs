//! Csv as it is delivered.

use super::*;

#[test]
fn excel_on_a_dutch_windows_is_recognised_and_said() {
    let bytes = b"naam;waarde\r\nRa\xE4lte;12,5\r\n\r\nTotaal;  13,1 \r\n";
    let book = read_as(bytes, FileKind::Csv).unwrap();
    assert_eq!(
        book.notices,
        [
            "codering herkend: Windows-1252",
            "scheidingsteken herkend: ;"
        ]
    );
    assert_eq!(
        book.csv,
        Some(CsvFound {
            separator: ';',
            encoding: Encoding::Windows1252,
            bom: false
        })
    );
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.sheets[0].name, "");
    assert_eq!(
        cells(&book.sheets[0]),
        [
            "A1='naam'",
            "B1='waarde'",
            "A2='Raälte'",
            "B2='12,5'",
            "A4='Totaal'",
            "B4='  13,1 '"
        ]
    );
}

#[test]
fn statline_with_a_mark_quotes_and_padded_fields() {
    let bytes = "\u{feff}\"ID\";\"Waarde (%)\"\r\n\"GM0193  \";\"       .\"\r\n\"x;y\";\"a\"\"b\nc\"\r\n\"z\";\"\"";
    let book = read_as(bytes.as_bytes(), FileKind::Csv).unwrap();
    assert!(book.csv.unwrap().bom);
    assert_eq!(
        cells(&book.sheets[0]),
        [
            "A1='ID'",
            "B1='Waarde (%)'",
            "A2='GM0193  '",
            "B2='       .'",
            "A3='x;y'",
            "B3='a\"b\nc'",
            "A4='z'"
        ]
    );
}

#[test]
fn blank_lines_keep_their_number_with_every_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "a;b", "", "", "1;2", "\"x", "y\";3", "", "4;5"].join(end);
        let book = read_as(text.as_bytes(), FileKind::Csv).unwrap();
        let rows: Vec<u32> = book.sheets[0].rows().map(|(row, _)| row).collect();
        assert_eq!(rows, [1, 4, 5, 7], "{end:?}");
    }
}

#[test]
fn unicode_text_of_excel_and_the_named_separator_are_read() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("a\tb\r\né\t2".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let book = read_as(&utf16, FileKind::Csv).unwrap();
    assert_eq!(book.csv.unwrap().encoding, Encoding::Utf16Le);
    assert_eq!(book.notices[1], "scheidingsteken herkend: tab");
    assert_eq!(
        cells(&book.sheets[0]),
        ["A1='a'", "B1='b'", "A2='é'", "B2='2'"]
    );
    let book = read_as(b"sep=,\r\na;x,b\r\n", FileKind::Csv).unwrap();
    assert_eq!(cells(&book.sheets[0]), ["A1='a;x'", "B1='b'"]);
}

#[test]
fn what_is_wanted_is_done_without_a_notice() {
    let wanted = CsvWanted {
        separator: Some(','),
        encoding: Some(Encoding::Utf8),
    };
    let book = read(b"a;b,c\n", FileKind::Csv, &wanted, &Limits::default()).unwrap();
    assert_eq!(book.notices, Vec::<String>::new());
    assert_eq!(cells(&book.sheets[0]), ["A1='a;b'", "B1='c'"]);
    let fault = read(
        b"a,b\nRa\xE4lte,1\n",
        FileKind::Csv,
        &wanted,
        &Limits::default(),
    );
    let message = fault.unwrap_err().to_string();
    assert!(
        message.contains("rij 2 is niet te lezen als UTF-8"),
        "{message}"
    );
}

#[test]
fn an_open_quote_is_told_and_one_column_is_too() {
    let book = read_as(b"a;b\n1;\"2\n3;4\n", FileKind::Csv).unwrap();
    assert!(
        book.notices[2].contains("aanhalingsteken"),
        "{:?}",
        book.notices
    );
    let book = read_as(b"een\ntwee\n", FileKind::Csv).unwrap();
    assert!(book.notices[1].contains("één kolom"), "{:?}", book.notices);
}

#[test]
fn formulas_in_text_stay_text() {
    let book = read_as(b"a;b\n=HYPERLINK(\"http://x\");=1+1\n", FileKind::Csv).unwrap();
    let seen = cells(&book.sheets[0]);
    assert_eq!(seen[2..], ["A2='=HYPERLINK(\"http://x\")'", "B2='=1+1'"]);
}

#[test]
fn nothing_and_nothing_filled_are_two_faults() {
    assert_eq!(read_as(b"", FileKind::Csv).unwrap_err(), ReadFault::Empty);
    for blank in ["\n\n", ";;;\n;;;\n", "\u{feff}"] {
        let fault = read_as(blank.as_bytes(), FileKind::Csv).unwrap_err();
        assert_eq!(fault, ReadFault::NothingFilled, "{blank:?}");
    }
}

#[test]
fn csv_under_the_name_of_a_workbook_is_read_when_it_is_a_clear_table() {
    let book = read_as(b"a;b\n1;2\n", FileKind::Xlsx).unwrap();
    assert_eq!(
        book.notices[0],
        "het bestand heet xlsx maar is csv; het is als csv gelezen"
    );
    let fault = read_as(
        b"Beste lezer, dit is een brief\nen geen tabel\n",
        FileKind::Xls,
    );
    assert_eq!(fault.unwrap_err(), ReadFault::TextNotWorkbook);
}

#[test]
fn utf16_without_a_mark_is_read_when_it_is_wanted() {
    let bytes: Vec<u8> = "a;b\n1;2\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let wanted = CsvWanted {
        separator: None,
        encoding: Some(Encoding::Utf16Be),
    };
    let book = read(&bytes, FileKind::Csv, &wanted, &Limits::default()).unwrap();
    assert_eq!(cells(&book.sheets[0]).len(), 4);
    let fault = read_as(&bytes, FileKind::Csv).unwrap_err();
    assert_eq!(fault, ReadFault::OtherKind("geen tekst"));
}
