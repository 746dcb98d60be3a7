//! Harm in the other formats: repeats of ods, rings and shared places of xls, long fields of csv.

use super::super::hostile::{ods, xls, xlsb};
use super::*;

fn fault_of(bytes: &[u8], limits: &Limits) -> ReadFault {
    read(bytes, FileKind::Csv, &CsvWanted::default(), limits).unwrap_err()
}

#[test]
fn repeats_of_ods_stop_at_the_limit_of_cells() {
    let value = r#"office:value-type="float" office:value="1""#;
    let full = format!(
        r#"<table:table table:name="vol"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" {value}/></table:table-row></table:table>"#
    );
    let limits = Limits {
        cells: 100_000,
        ..Limits::default()
    };
    let found = fault_of(&ods::book(&full), &limits);
    assert!(
        found
            .to_string()
            .contains("te veel gevulde cellen in blad 'vol'"),
        "{found}"
    );
    for (rows, columns) in [("4294967295", "1"), ("1", "4294967295"), ("1048577", "1")] {
        let text = format!(
            r#"<table:table table:name="vol"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" {value}/></table:table-row></table:table>"#
        );
        let found = fault_of(&ods::book(&text), &Limits::default());
        assert!(
            matches!(found, ReadFault::OutsideSheet(_)),
            "{rows} {columns} {found:?}"
        );
    }
}

#[test]
fn repeats_of_nothing_and_of_spans_cost_nothing() {
    let text = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="4294967295"><table:table-cell table:number-columns-repeated="4294967295"/></table:table-row><table:table-row table:number-rows-repeated="4294967295"><table:table-cell table:number-columns-spanned="99999" table:number-rows-spanned="99999999"/></table:table-row></table:table>"#;
    assert_eq!(
        fault_of(&ods::book(text), &Limits::default()),
        ReadFault::NothingFilled
    );
    let spans = text.replace(
        "number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated",
        "x><table:table-cell x",
    );
    let found = fault_of(
        &ods::book(&spans.replacen("x>", ">", 1)),
        &Limits::default(),
    );
    assert!(
        matches!(found, ReadFault::TooManyMerged(_) | ReadFault::Damaged(_)),
        "{found:?}"
    );
    let blanks = r#"<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4294967295"/>b</text:p></table:table-cell></table:table-row></table:table>"#;
    assert!(read_as(&ods::book(blanks), FileKind::Ods).is_ok());
}

#[test]
fn a_cut_off_ods_is_damaged() {
    let text = r#"<table:table table:name="a"><table:table-row><table:table-cell"#;
    let found = fault_of(
        &ods::with("content.xml", text.as_bytes()),
        &Limits::default(),
    );
    assert!(matches!(found, ReadFault::Damaged(_)), "{found:?}");
}

#[test]
fn the_far_corner_of_xls_in_many_sheets_costs_nothing() {
    let corner = xls::number(65_535, 255, 0, 1.0);
    let names: Vec<String> = (0..300).map(|n| format!("b{n}")).collect();
    let sheets: Vec<(&str, u8, Vec<u8>)> = names
        .iter()
        .map(|name| (name.as_str(), 0, corner.clone()))
        .collect();
    let book = read_as(&xls::book(&[], &sheets), FileKind::Xls).unwrap();
    assert_eq!(cells(&book.sheets[299]), ["IV65536=1"]);
}

#[test]
fn sheets_of_xls_at_one_place_are_counted_each_time() {
    let many: Vec<u8> = (0..1000)
        .flat_map(|row| xls::number(row, 0, 0, 1.0))
        .collect();
    let mut sheets = vec![("a", 0, many)];
    sheets.extend((0..500).map(|_| ("b", 0, Vec::new())));
    let mut stream = xls::stream(&[], &sheets);
    let first = memchr::memmem::find(&stream, &[0x85, 0, 9, 0]).unwrap() + 4;
    let place: [u8; 4] = stream[first..first + 4].try_into().unwrap();
    for n in 1..501 {
        let at = first + n * 13;
        stream[at..at + 4].copy_from_slice(&place);
    }
    let bytes = xls::compound(&[("Workbook", &stream)]);
    let limits = Limits {
        inflated_bytes: 1 << 20,
        ..Limits::default()
    };
    assert_eq!(fault_of(&bytes, &limits), ReadFault::Inflates);
}

#[test]
fn rings_and_cuts_in_a_compound_file_end() {
    let many: Vec<u8> = (0..3000)
        .flat_map(|row| xls::number(row, 0, 0, 1.0))
        .collect();
    let good = xls::book(&[], &[("a", 0, many)]);
    // The table of chains lies in the first sector that the header names.
    let table = usize::try_from(u32::from_le_bytes(good[76..80].try_into().unwrap())).unwrap();
    let shift = good[30];
    for target in 0..64_u32 {
        let mut ring = good.clone();
        let start = (table + 1) << shift;
        for entry in 0..128 {
            let at = start + entry * 4;
            ring[at..at + 4].copy_from_slice(&target.to_le_bytes());
        }
        assert!(read_as(&ring, FileKind::Xls).is_err());
    }
    for end in [600, 5000, good.len() / 2] {
        let found = fault_of(&good[..end], &Limits::default());
        let clear = matches!(found, ReadFault::Truncated | ReadFault::Damaged(_));
        assert!(clear, "{end}: {found:?}");
    }
}

#[test]
fn records_of_xlsb_that_lie_are_refused() {
    let huge = [xlsb::row(0), vec![6, 0xFF, 0xFF, 0xFF, 0x7F, 0]].concat();
    let far = [xlsb::row(u32::MAX), xlsb::cell(5, u32::MAX, 0, &[0; 8])].concat();
    let lost = [xlsb::row(0), xlsb::cell(7, 0, 0, &[0xFF; 4])].concat();
    let short = [xlsb::row(0), xlsb::cell(5, 0, 0, &[0; 3])].concat();
    let long = [xlsb::row(0), xlsb::cell(6, 0, 0, &[0xFF, 0xFF, 0xFF, 0x7F])].concat();
    for records in [huge, far, lost, short, long] {
        let found = fault_of(&xlsb::book(&records), &Limits::default());
        let clear = matches!(found, ReadFault::OutsideSheet(_) | ReadFault::Damaged(_));
        assert!(clear, "{found:?}");
    }
}

#[test]
fn csv_with_a_field_or_a_line_without_end_is_refused() {
    let open = format!("a;b\n1;\"{}", "2;3\n".repeat(400_000));
    let found = fault_of(open.as_bytes(), &Limits::default());
    assert!(matches!(found, ReadFault::LongText(_)), "{found:?}");
    assert!(found.to_string().contains("rij 2"), "{found}");
    let wide = ["1"; 20_000].join(";");
    assert!(matches!(
        fault_of(wide.as_bytes(), &Limits::default()),
        ReadFault::OutsideSheet(_)
    ));
    let limits = Limits {
        file_bytes: 10,
        ..Limits::default()
    };
    assert_eq!(fault_of(wide.as_bytes(), &limits), ReadFault::TooLarge);
    let limits = Limits {
        held_bytes: 1000,
        ..Limits::default()
    };
    assert!(matches!(
        fault_of(wide.as_bytes(), &limits),
        ReadFault::TooMuchText(_)
    ));
}
