//! Files made to do harm: each is read within bounds or refused with a message.

use super::super::hostile::xlsx::{SHEET, book, parts, sheet, with};
use super::super::hostile::{bomb, zipped};
use super::*;

fn fault(bytes: &[u8], limits: &Limits) -> ReadFault {
    let read = read(bytes, FileKind::Xlsx, &CsvWanted::default(), limits);
    let fault = read.unwrap_err();
    assert!(fault.to_string().len() > 40, "says what to do: {fault}");
    fault
}

fn in_data(row: Option<u32>) -> Spot {
    Spot {
        sheet: Some("Data".to_owned()),
        row,
    }
}

#[test]
fn the_far_corner_and_a_size_that_lies_cost_nothing() {
    let text = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></sheetData></worksheet>";
    let book = read_as(&book(text), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&book.sheets[0]), ["A1=2", "XFD1048576=1"]);
}

#[test]
fn places_that_no_sheet_has_are_refused() {
    for place in [
        "A1048577",
        "XFE1",
        "A0",
        "A99999999999",
        "ZZZZZZZZ1",
        "1A",
        "",
    ] {
        let rows = format!("<row r=\"3\"><c r=\"{place}\"><v>1</v></c></row>");
        let found = fault(&book(&sheet(&rows)), &Limits::default());
        assert!(
            matches!(found, ReadFault::OutsideSheet(_)),
            "{place}: {found:?}"
        );
    }
    // Without places the cells follow one another.
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>";
    let found = read_as(&book(&sheet(rows)), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&found.sheets[0]), ["A1=1", "B1=2", "A2=3"]);
}

#[test]
fn rows_out_of_order_and_twice_are_put_in_order() {
    let rows = "<row r=\"5\"><c r=\"B5\"><v>1</v></c><c r=\"A5\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c></row><row r=\"5\"><c r=\"B5\"><v>4</v></c></row>";
    let found = read_as(&book(&sheet(rows)), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&found.sheets[0]), ["A2=3", "A5=2", "B5=4"]);
}

#[test]
fn odd_values_stay_what_they_are() {
    let values = [
        ("", "NaN"),
        ("", "1e999"),
        ("", "-inf"),
        ("", "12,5"),
        (" t=\"e\"", "#SPILL!"),
        (" t=\"d\"", "2024-03-01T00:00:00"),
        (" t=\"s\"", "1"),
        (" t=\"str\"", "=HYPERLINK(\"x\")"),
        (" s=\"1\"", "0.5"),
        (" s=\"99\"", "0.5"),
        (" t=\"b\"", "1"),
        (" t=\"str\"", ""),
    ];
    let rows: String = values
        .iter()
        .map(|(kind, value)| format!("<row><c{kind}><v>{value}</v></c></row>"))
        .collect();
    let found = read_as(&book(&sheet(&rows)), FileKind::Xlsx).unwrap();
    assert_eq!(
        cells(&found.sheets[0]),
        [
            "A1=!#NUM!",
            "A2=!#NUM!",
            "A3=!#NUM!",
            "A4='12,5'",
            "A5=!#SPILL!",
            "A6=d2024-03-01",
            "A7='twee'",
            "A8='=HYPERLINK(\"x\")'",
            "A9=0.5%",
            "A10=0.5",
            "A11=true"
        ]
    );
}

#[test]
fn formulas_without_a_result_are_absent_and_told() {
    let rows = "<row><c><f>A2</f></c><c><f t=\"shared\" si=\"4000000000\"/><v>7</v></c></row>";
    let found = read_as(&book(&sheet(rows)), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&found.sheets[0]), ["B1=7f"]);
    assert_eq!(
        found.notices,
        [
            "1 formule: de bewaarde uitkomst is gebruikt",
            "1 formule zonder bewaarde uitkomst: die cellen gelden als leeg"
        ]
    );
}

#[test]
fn what_inflates_without_end_is_stopped_while_it_inflates() {
    let around = sheet("");
    let parts = parts(around.as_bytes());
    let rows = [
        "<worksheet><sheetData>",
        "<row></row>",
        "</sheetData></worksheet>",
    ];
    let limits = Limits {
        inflated_bytes: 8 << 20,
        ..Limits::default()
    };
    assert_eq!(
        fault(&bomb(&parts, SHEET, rows, 1 << 20), &limits),
        ReadFault::Inflates
    );
    let text = [
        "<worksheet><sheetData><row><c t=\"str\"><v>",
        "aaaa",
        "</v></c></row></sheetData></worksheet>",
    ];
    let found = fault(&bomb(&parts, SHEET, text, 1 << 22), &Limits::default());
    assert_eq!(found, ReadFault::LongText(in_data(Some(0))));
    // Many small pieces of one text.
    let pieces = [
        "<worksheet><sheetData><row><c t=\"str\"><v>",
        "a&amp;",
        "</v></c></row></sheetData></worksheet>",
    ];
    let found = fault(&bomb(&parts, SHEET, pieces, 1 << 21), &Limits::default());
    assert_eq!(found, ReadFault::LongText(in_data(Some(0))));
}

#[test]
fn shared_texts_are_counted_whatever_they_say() {
    let lie = b"<sst uniqueCount=\"99999999999999999\" count=\"1\"><si><t>x</t></si></sst>";
    assert!(read_as(&with("xl/sharedStrings.xml", lie), FileKind::Xlsx).is_ok());
    let around = sheet("<row><c><v>1</v></c></row>");
    let texts = ["<sst>", "<si><t/></si>", "</sst>"];
    let bytes = bomb(
        &parts(around.as_bytes()),
        "xl/sharedStrings.xml",
        texts,
        1 << 18,
    );
    let limits = Limits {
        held_bytes: 1 << 20,
        ..Limits::default()
    };
    assert_eq!(
        fault(&bytes, &limits),
        ReadFault::TooMuchText(Spot::default())
    );
}

#[test]
fn one_part_under_many_sheets_is_counted_each_time() {
    let many: String = (0..1000)
        .map(|n| format!("<sheet name=\"{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>"))
        .collect();
    let list = format!("<workbook><sheets>{many}</sheets></workbook>");
    let rows = sheet(&"<row><c><v>1</v></c></row>".repeat(1000));
    let mut parts = parts(rows.as_bytes());
    parts[1].1 = list.as_bytes();
    let limits = Limits {
        inflated_bytes: 8 << 20,
        ..Limits::default()
    };
    assert_eq!(fault(&zipped(&parts), &limits), ReadFault::Inflates);
    let more = list.replace("<sheets>", &format!("<sheets>{many}"));
    parts[1].1 = more.as_bytes();
    assert_eq!(
        fault(&zipped(&parts), &Limits::default()),
        ReadFault::TooManySheets
    );
}

#[test]
fn too_many_parts_are_refused_before_a_list_is_made() {
    let names: Vec<String> = (0..10_001).map(|n| n.to_string()).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert_eq!(
        fault(&zipped(&parts), &Limits::default()),
        ReadFault::TooManyParts
    );
    let mut lie = book(&sheet(""));
    let end = memchr::memmem::rfind(&lie, b"PK\x05\x06").unwrap();
    let large = [
        b"PK\x06\x06".as_slice(),
        &[44],
        &[0; 19],
        &[0xFF; 24],
        &[0; 8],
    ]
    .concat();
    lie.splice(end..end, large);
    assert_eq!(fault(&lie, &Limits::default()), ReadFault::TooManyParts);
}

#[test]
fn sizes_in_the_directory_that_lie_are_not_believed() {
    let good = book(&sheet("<row><c><v>1</v></c></row>"));
    for (offset, value) in [
        (24, [0xFF; 4]),
        (24, [0; 4]),
        (20, [0xFF; 4]),
        (42, [0xFF; 4]),
    ] {
        let mut lie = good.clone();
        let starts: Vec<usize> = memchr::memmem::find_iter(&good, b"PK\x01\x02").collect();
        for at in starts {
            lie[at + offset..at + offset + 4].copy_from_slice(&value);
        }
        // Read or refused; not reached is an allocation of four gigabytes.
        let _ = read_as(&lie, FileKind::Xlsx);
    }
}

#[test]
fn cells_over_the_limit_name_their_sheet() {
    let limits = Limits {
        cells: 3,
        ..Limits::default()
    };
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(2);
    let found = fault(&book(&sheet(&rows)), &limits);
    assert_eq!(found, ReadFault::TooManyCells(in_data(Some(1))));
    assert!(
        found.to_string().contains("in blad 'Data', rij 2"),
        "{found}"
    );
}

#[test]
fn merged_cells_over_the_limit_are_refused() {
    let many = "<mergeCell ref=\"A1:XFE9\"/>".repeat(11);
    let text = format!("<worksheet><sheetData/><mergeCells>{many}</mergeCells></worksheet>");
    let limits = Limits {
        merged: 10,
        ..Limits::default()
    };
    assert!(matches!(
        fault(&book(&text), &limits),
        ReadFault::TooManyMerged(_)
    ));
}

#[test]
fn entities_are_not_expanded_and_deep_nesting_is_refused() {
    let laughs = "<!DOCTYPE w [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    let found = read_as(&book(laughs), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&found.sheets[0]), ["A1='&b;'"]);
    let outside = "<!DOCTYPE w [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    let found = read_as(&book(outside), FileKind::Xlsx).unwrap();
    assert_eq!(cells(&found.sheets[0]), ["A1='&b;'"]);
    let deep = sheet(&"<x>".repeat(100_000));
    assert_eq!(
        fault(&book(&deep), &Limits::default()),
        ReadFault::Damaged(in_data(None))
    );
}

#[test]
fn links_macros_and_connections_are_told_and_not_followed() {
    for (part, word) in [
        ("xl/externalLinks/externalLink1.xml", "andere bestanden"),
        ("xl/vbaProject.bin", "macro's"),
        ("xl/connections.xml", "gegevensbronnen"),
    ] {
        let found = read_as(&with(part, b"x"), FileKind::Xlsx).unwrap();
        assert_eq!(found.notices.len(), 1);
        assert!(found.notices[0].contains(word), "{:?}", found.notices);
    }
}

#[test]
fn other_zip_files_and_cut_off_ones_each_have_their_message() {
    let limits = Limits::default();
    let rest = zipped(&[("a.csv", b"1;2")]);
    assert_eq!(
        fault(&rest, &limits),
        ReadFault::OtherKind("een ingepakt bestand (zip)")
    );
    let word = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let word = zipped(&[("_rels/.rels", word.as_bytes())]);
    assert_eq!(
        fault(&word, &limits),
        ReadFault::OtherKind("een Word-document")
    );
    let whole = book(&sheet("<row><c><v>1</v></c></row>"));
    assert_eq!(
        fault(&whole[..whole.len() / 2], &limits),
        ReadFault::Truncated
    );
    let open = book("<worksheet><sheetData><row r=\"7\"><c><v>1</v></c>");
    assert_eq!(fault(&open, &limits), ReadFault::Damaged(in_data(Some(6))));
    let page = read_as(b"<html><table><tr><td>1</table>", FileKind::Xls);
    assert_eq!(page.unwrap_err(), ReadFault::Html);
}
