//! Writes small workbooks from rows of text, for tests of local extracts.

use rust_xlsxwriter::{Format, Workbook};

/// A merged region: rows and columns from 0, ends included.
pub type Merge = (u32, u16, u32, u16);

/// Sheets: name, rows with `|` between the cells, merged regions. `=15.7` is a number, `=0.157%`
/// one with the format of a percentage, `!WAAR` a truth, `@2024-03-01` a date, anything else text.
pub type Sheets<'a> = &'a [(&'a str, &'a [&'a str], &'a [Merge])];

/// Writes a workbook.
pub fn xlsx(sheets: Sheets<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (name, rows, merges) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, column, last_row, last_column) in *merges {
            let plain = Format::new();
            sheet
                .merge_range(*row, *column, *last_row, *last_column, "", &plain)
                .unwrap();
        }
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(cells.split('|')) {
                let cell = cell.trim();
                if cell.starts_with('!') {
                    sheet.write_boolean(row, column, true).unwrap();
                } else if let Some(date) = cell.strip_prefix('@') {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(date).unwrap();
                    sheet.write_with_format(row, column, &date, &day).unwrap();
                } else if let Some(number) = cell.strip_prefix('=') {
                    let (number, format) = match number.strip_suffix('%') {
                        Some(number) => (number, &percent),
                        None => (number, &Format::new()),
                    };
                    let number: f64 = number.parse().unwrap();
                    sheet
                        .write_with_format(row, column, number, format)
                        .unwrap();
                } else if !cell.is_empty() {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}
