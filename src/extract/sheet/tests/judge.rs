//! A second reader as the judge, and changed bytes: whatever the bytes are, reading ends with
//! cells or with a fault, never with a panic.

use std::io::Cursor;

use calamine::{Data, DataType as _, Ods, Reader as _, Sheets, Xls, Xlsb, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};

use super::super::hostile::{Dice, mutated, ods, xls, xlsb, xlsx, zipped};
use super::*;

/// The same notation as `cells`, without percentages and formulas, of the other reader.
fn judged(bytes: &[u8], kind: FileKind) -> Vec<Vec<String>> {
    let bytes = Cursor::new(bytes);
    let mut book = match kind {
        FileKind::Xls => Sheets::Xls(Xls::new(bytes).unwrap()),
        FileKind::Xlsb => Sheets::Xlsb(Xlsb::new(bytes).unwrap()),
        FileKind::Ods => Sheets::Ods(Ods::new(bytes).unwrap()),
        FileKind::Xlsx | FileKind::Csv => Sheets::Xlsx(Xlsx::new(bytes).unwrap()),
    };
    let names = book.sheet_names();
    let sheet = |name: &String| {
        let range = book.worksheet_range(name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let mut seen = Vec::new();
        for (row, column, data) in range.used_cells() {
            let content = match data {
                Data::String(text) if text.is_empty() => continue,
                Data::String(text) => format!("'{text}'"),
                Data::Float(value) => format!("{value}"),
                Data::Int(value) => format!("{value}"),
                Data::Bool(truth) => format!("{truth}"),
                Data::Error(error) => format!("!{error}"),
                Data::DateTimeIso(date) => format!("d{date}"),
                Data::DateTime(date) => {
                    let (year, month, day, ..) = date.to_ymd_hms_milli();
                    format!("d{year}-{month:02}-{day:02}")
                }
                other => panic!("{other:?} {}", other.is_empty()),
            };
            let at = |first: u32, next: usize| first + u32::try_from(next).unwrap();
            seen.push(format!(
                "{}={content}",
                place(at(top, row), at(left, column))
            ));
        }
        seen
    };
    names.iter().map(sheet).collect()
}

#[track_caller]
fn assert_judged(bytes: &[u8], kind: FileKind) {
    let book = read_as(bytes, kind).unwrap();
    let mine: Vec<Vec<String>> = book
        .sheets
        .iter()
        .map(|sheet| {
            let seen = cells(sheet).into_iter();
            seen.map(|cell| cell.trim_end_matches(['f', '%']).to_owned())
                .collect()
        })
        .collect();
    assert!(mine[0].len() > 10);
    assert_eq!(mine, judged(bytes, kind));
}

/// A workbook with numbers, texts, dates and truths in a pattern.
fn written() -> Vec<u8> {
    let mut writer = Writer::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let percent = Format::new().set_num_format("0%");
    for name in ["een", "twee & <drie>"] {
        let sheet = writer.add_worksheet().set_name(name).unwrap();
        for row in 0..40_u32 {
            sheet
                .write(row * 3, 1, format!("tekst {} é_x000D_", row % 7))
                .unwrap();
            sheet.write(row * 3, 2, f64::from(row) * 0.37).unwrap();
            sheet
                .write_with_format(row * 3, 4, f64::from(row) / 40.0, &percent)
                .unwrap();
            let date = ExcelDateTime::from_ymd(2024, 1, 28).unwrap();
            sheet.write_with_format(row * 3, 5, &date, &day).unwrap();
            sheet.write(row * 3, 9, row % 2 == 0).unwrap();
            sheet
                .write(row * 3, 10, Formula::new("=1/3").set_result("0.25"))
                .unwrap();
        }
    }
    writer.save_to_buffer().unwrap()
}

fn xls_stream() -> Vec<u8> {
    let rows = (0..40_u16).flat_map(|row| {
        let truth = [&xls::head(row, 4, 0)[..], &[1, 0]].concat();
        [
            xls::number(row, 1, 0, f64::from(row) * 0.37),
            xls::record(0x0204, &[xls::head(row, 2, 0), xls::text("één")].concat()),
            xls::formula(row, 3, 2.5_f64.to_le_bytes()),
            xls::record(0x0205, &truth),
        ]
        .concat()
    });
    let globals = xls::record(0x00E0, &[0; 20]);
    xls::stream(&globals, &[("Blad", 0, rows.collect())])
}

fn xlsb_records() -> Vec<u8> {
    let rows = (0..40_u32).flat_map(|row| {
        [
            xlsb::row(row),
            xlsb::cell(7, 0, 0, &0_u32.to_le_bytes()),
            xlsb::cell(5, 2, 0, &(f64::from(row) * 0.37).to_le_bytes()),
            xlsb::cell(6, 3, 0, &xlsb::text("los")),
        ]
        .concat()
    });
    rows.collect()
}

fn ods_rows() -> String {
    let rows: String = (0..20)
        .map(|row| format!(r#"<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell office:value-type="float" office:value="{row}.5" table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><text:p>t{row}</text:p></table:table-cell></table:table-row>"#))
        .collect();
    format!(r#"<table:table table:name="Blad">{rows}</table:table>"#)
}

#[test]
fn both_readers_see_the_same_cells() {
    assert_judged(&written(), FileKind::Xlsx);
    assert_judged(
        &xls::compound(&[("Workbook", &xls_stream())]),
        FileKind::Xls,
    );
    assert_judged(&xlsb::book(&xlsb_records()), FileKind::Xlsb);
    assert_judged(&ods::book(&ods_rows()), FileKind::Ods);
}

/// How often each file is changed.
const ROUNDS: usize = 400;

#[test]
fn changed_files_are_read_or_refused() {
    let csv = "\u{feff}a;b\r\n\"1;2\";3\r\n\r\nsep=,\n"
        .as_bytes()
        .to_vec();
    let files = [
        written(),
        xls::compound(&[("Workbook", &xls_stream())]),
        xlsb::book(&xlsb_records()),
        ods::book(&ods_rows()),
        csv,
    ];
    let mut dice = Dice(20_240_301);
    for file in &files {
        for _ in 0..ROUNDS {
            let _ = read_as(&mutated(file, &mut dice), FileKind::Csv);
        }
    }
}

#[test]
fn changed_contents_in_sound_containers_are_read_or_refused() {
    let mut dice = Dice(7);
    let sheet = xlsx::sheet(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"1\"><f>1</f><v>0.5</v></c><c t=\"inlineStr\"><is><r><t>a&amp;b</t></r></is></c></row><row r=\"9\"><c r=\"D9\" t=\"b\"><v>1</v></c></row>",
    );
    let content = ods::content(&ods_rows());
    let (stream, records) = (xls_stream(), xlsb_records());
    let mut read_count = 0;
    for _ in 0..ROUNDS {
        let parts = xlsx::parts(sheet.as_bytes());
        let which = dice.below(parts.len());
        let part = mutated(parts[which].1, &mut dice);
        let mut changed = parts.clone();
        changed[which].1 = &part;
        let files = [
            zipped(&changed),
            ods::with("content.xml", &mutated(content.as_bytes(), &mut dice)),
            xls::compound(&[("Workbook", &mutated(&stream, &mut dice))]),
            xlsb::book(&mutated(&records, &mut dice)),
        ];
        for file in &files {
            read_count += usize::from(read_as(file, FileKind::Csv).is_ok());
        }
    }
    // The changes are small enough for some files to stay readable.
    assert!(read_count > ROUNDS / 4, "{read_count}");
}
