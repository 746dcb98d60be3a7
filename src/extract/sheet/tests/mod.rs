//! Tests of the reader as its callers use it.

mod binary;
mod csv;
mod harm;
mod harm_others;
mod judge;
mod ods;
mod xlsx;

use super::*;

/// Reads with nothing wanted and the usual limits.
fn read_as(bytes: &[u8], kind: FileKind) -> Result<Workbook, ReadFault> {
    read(bytes, kind, &CsvWanted::default(), &Limits::default())
}

/// Each cell as `place=content`, in order, with `%` for a percentage and `f` for a formula.
fn cells(sheet: &Sheet) -> Vec<String> {
    let mut seen = Vec::new();
    for (row, cells) in sheet.rows() {
        for (column, cell) in cells {
            let content = match &cell.content {
                Content::Text(text) => format!("'{text}'"),
                Content::Number(value) => format!("{value}"),
                Content::Truth(truth) => format!("{truth}"),
                Content::Date(date) => format!("d{date}"),
                Content::Fault(fault) => format!("!{fault}"),
            };
            let percent = if cell.percent { "%" } else { "" };
            let formula = if cell.formula { "f" } else { "" };
            seen.push(format!(
                "{}={content}{percent}{formula}",
                place(row, *column)
            ));
        }
    }
    seen
}

#[test]
fn extensions_are_known_in_any_case() {
    for (name, kind) in [
        ("a.csv", Some(FileKind::Csv)),
        ("a.b.TXT", Some(FileKind::Csv)),
        ("a.tsv", Some(FileKind::Csv)),
        ("a.XLSX", Some(FileKind::Xlsx)),
        ("a.xlsm", Some(FileKind::Xlsx)),
        ("a.xls", Some(FileKind::Xls)),
        ("a.xlsb", Some(FileKind::Xlsb)),
        ("a.Ods", Some(FileKind::Ods)),
        ("csv", None),
        ("a.pdf", None),
        ("", None),
    ] {
        assert_eq!(FileKind::of(name), kind, "{name}");
    }
}

#[test]
fn a_message_names_the_place_and_never_what_a_terminal_obeys() {
    let spot = Spot {
        sheet: Some("a\u{1b}[2Jb".repeat(20)),
        row: Some(6),
    };
    let message = ReadFault::Damaged(spot).to_string();
    assert!(message.contains("rij 7"), "{message}");
    assert!(!message.chars().any(char::is_control), "{message}");
    assert!(message.chars().count() < 200, "{message}");
}
