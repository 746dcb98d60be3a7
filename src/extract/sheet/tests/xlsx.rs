//! Xlsx as Excel and other programs write it.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer, Worksheet, XlsxError};

use super::*;

fn fill(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let percent = Format::new().set_num_format("0.0%");
    let day = Format::new().set_num_format("dd-mm-yyyy");
    sheet.set_name("Blad & <één>")?;
    sheet.write(0, 0, "  tekst ")?;
    sheet.write(0, 1, 12.5)?;
    sheet.write_with_format(0, 2, 0.157, &percent)?;
    sheet.write(0, 3, true)?;
    sheet.write(0, 4, "193")?;
    sheet.write_with_format(6, 3, &ExcelDateTime::from_ymd(2024, 3, 1)?, &day)?;
    let formula = |text: &str, result: &str| Formula::new(text).set_result(result);
    sheet.write(6, 4, formula("=1+1", "2"))?;
    sheet.write_with_format(6, 5, formula("=1/3", "0.333"), &percent)?;
    sheet.write(6, 6, formula("=\"a\"&\"b\"", "ab"))?;
    sheet.merge_range(8, 0, 9, 2, "samen", &Format::new())?;
    let runs = [(&Format::new(), "vet "), (&Format::new().set_bold(), "en")];
    sheet.write_rich_string(10, 0, &runs)?;
    Ok(())
}

#[test]
fn every_kind_of_cell_comes_back() {
    let mut writer = Writer::new();
    fill(writer.add_worksheet()).unwrap();
    writer.add_worksheet().set_name("leeg").unwrap();
    let hidden = writer.add_worksheet().set_name("verborgen").unwrap();
    hidden.set_hidden(true).write(0, 0, 1).unwrap();
    let book = read_as(&writer.save_to_buffer().unwrap(), FileKind::Xlsx).unwrap();
    let seen = book.sheets.iter();
    let names: Vec<(&str, bool)> = seen.map(|s| (s.name.as_str(), s.hidden)).collect();
    let expected = [
        ("Blad & <één>", false),
        ("leeg", false),
        ("verborgen", true),
    ];
    assert_eq!(names, expected);
    assert_eq!(
        cells(&book.sheets[0]).join(" "),
        "A1='  tekst ' B1=12.5 C1=0.157% D1=true E1='193' D7=d2024-03-01 E7=2f F7=0.333%f \
         G7='ab'f A9='samen' A11='vet en'"
    );
    let merged = Merged {
        first_row: 8,
        first_column: 0,
        last_row: 9,
        last_column: 2,
    };
    assert_eq!(book.sheets[0].merged(), [merged]);
    // The writer of these tests computes nothing and asks Excel to do so.
    assert_eq!(book.notices.len(), 2);
    assert!(
        book.notices[0].contains("nog niet berekend"),
        "{:?}",
        book.notices
    );
    assert_eq!(
        book.notices[1],
        "3 formules: de bewaarde uitkomst is gebruikt"
    );
    assert_eq!(book.csv, None);
}

#[test]
fn a_workbook_under_another_name_is_read_and_told() {
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, "a").unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    for (kind, name) in [
        (FileKind::Csv, "csv"),
        (FileKind::Xls, "xls"),
        (FileKind::Ods, "ods"),
    ] {
        let book = read_as(&bytes, kind).unwrap();
        let notice = format!("het bestand heet {name} maar is xlsx; het is als xlsx gelezen");
        assert_eq!(book.notices, [notice]);
    }
}

#[test]
fn empty_sheets_only_is_a_fault() {
    let mut writer = Writer::new();
    writer.add_worksheet();
    let fault = read_as(&writer.save_to_buffer().unwrap(), FileKind::Xlsx).unwrap_err();
    assert_eq!(fault, ReadFault::NothingFilled);
}
