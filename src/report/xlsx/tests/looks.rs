//! Formats, panes, filters and paper, and texts that want to do harm.

use calamine::Data;

use super::super::cell::{clean, shortened};
use super::super::columns::PRINTED;
use super::{CONTEXT, LIFESTYLE, Read, read};

#[test]
fn numbers_have_the_format_of_their_unit() {
    let mut book = read("Proef");
    let line = |book: &mut Read, value: f64| {
        let values = book.column(CONTEXT, "Waarde");
        let found = values.iter().position(|cell| *cell == Data::Float(value));
        found.unwrap() + 2
    };
    for (value, format) in [
        (2_714_040.0, "#,##0"),
        (31_500.0, "#,##0"),
        (76.4, "0"),
        (1.25, "#,##0.0"),
        (-0.022, "0.0##"),
    ] {
        let line = line(&mut book, value);
        assert_eq!(book.format(CONTEXT, "Waarde", line), format, "{value}");
        assert_eq!(book.format(CONTEXT, "Jaar", line), "0");
    }
    for (head, format) in [
        ("Waarde", "#,##0.0"),
        ("Ondergrens", "#,##0.0"),
        ("Verschil", "#,##0.0"),
        ("Aantal mensen", "#,##0"),
        ("Extra mensen", "#,##0"),
    ] {
        let values = book.column(LIFESTYLE, head);
        let known = values
            .iter()
            .position(|cell| matches!(cell, Data::Float(_)));
        let line = known.unwrap() + 2;
        assert_eq!(book.format(LIFESTYLE, head, line), format, "{head}");
    }
}

#[test]
fn no_number_is_a_text_and_no_text_is_a_code() {
    let mut book = read("Proef");
    for sheet in [LIFESTYLE, CONTEXT] {
        for cells in &book.cells(sheet)[2..] {
            for cell in cells {
                if let Data::String(words) = cell {
                    assert!(words.parse::<f64>().is_err(), "{words}");
                    let is_name = words.starts_with('=');
                    assert!(is_name || !words.contains('_'), "{words}");
                }
            }
        }
    }
}

#[test]
fn every_sheet_stays_in_view_filters_and_prints() {
    let book = read("Proef");
    let names = book.sheets();
    assert_eq!(names.first().map(String::as_str), Some("Leeswijzer"));
    for name in names {
        let xml = book.sheet_xml(&name);
        for wanted in [
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
            "fitToHeight=\"0\"",
            "<pageSetUpPr fitToPage=\"1\"/>",
            "Pagina &amp;P van &amp;N",
        ] {
            assert!(xml.contains(wanted), "{name}: {wanted}");
        }
        let has_rows = xml.contains("<autoFilter ");
        let frozen = xml.contains("state=\"frozen\"");
        assert_eq!(frozen, has_rows, "{name}");
        let empty = ["Mentale gezondheid", "Grijze druk", "Laaggeletterdheid"];
        assert_eq!(has_rows, !empty.contains(&name.as_str()), "{name}");
    }
    let defined = book.xml("xl/workbook.xml");
    assert!(defined.contains("Leefstijl!$1:$2"), "{defined}");
    let last = char::from(b'A' + u8::try_from(PRINTED - 1).unwrap());
    assert!(defined.contains(&format!("Leefstijl!$A$1:${last}$")));
}

#[test]
fn hostile_texts_are_cells_of_text() {
    let title = format!("A&B {}", "x".repeat(400));
    let mut book = read(&title);
    let names = book.column(CONTEXT, "Gebied");
    let as_text = names.iter().any(|cell| {
        let words = cell.to_string();
        words.starts_with("=HYPERLINK(\"http://kwaad\")") && !words.contains('\u{1}')
    });
    assert!(as_text, "{names:?}");
    assert!(!book.sheet_xml(CONTEXT).contains("<f>"));
    let shared = book.xml("xl/sharedStrings.xml");
    assert!(!shared.contains(['\u{1}', '\u{fffe}']));
    assert!(shared.contains("_x005F_x0041_"), "an escape stays as it is");
    let remarks = book.column(CONTEXT, "Opmerking");
    let longest = remarks.iter().map(|cell| cell.to_string().chars().count());
    assert_eq!(longest.max(), Some(32_767));
}

#[test]
fn texts_are_cut_where_excel_stops() {
    assert_eq!(clean("a\u{a0}b\nc\u{0}d"), "a b cd");
    assert_eq!(shortened("abc", 3), "abc");
    assert_eq!(shortened("abcd", 3), "ab…");
    // A character outside the first plane takes two units and is never cut in half.
    assert_eq!(shortened("a🙂🙂", 4), "a🙂…");
    assert_eq!(clean(&"🙂".repeat(20_000)).encode_utf16().count(), 32_767);
}
