//! Every mess of a real delivery, per form: what is read, and what is refused with a message that
//! says where and what was expected.

mod book;
mod codes;
mod counts;
mod csv;
mod cube;
mod layout;
mod merged;
mod names;
mod numbers;
mod statline;
mod swing;

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook};

use crate::area::{Gemeenten, WijkCode};
use crate::extract::mapping::Mapping;
use crate::extract::places::Gazetteer;
use crate::extract::{Extract, Faults};
use crate::regio::{Region, RegionFile};
use crate::themes::Catalogue;

/// Names of wijken: two of one name, and the shapes that CBS gives them.
const WIJKEN: [(&str, &str); 11] = [
    ("WK019310", "Wijk 10 Centrum"),
    ("WK019311", "Wijk 11 Diezerpoort"),
    ("WK019312", "Westenholte-Stins"),
    ("WK019313", "Assendorp"),
    ("WK019320", "Stadshagen"),
    ("WK016600", "Wijk 00 Centrum"),
    ("WK016601", "Brunnepe"),
    ("WK016602", "'s-Heerenbroek"),
    ("WK014800", "Dalfsen"),
    ("WK014801", "Nieuwleusen"),
    ("WK024400", "Bronckhorstwijk"),
];

const REGION: &str = "code = \"proefregio\"\nnaam = \"Proefregio\"\n\
    gemeenten = [\"GM0193\", \"GM0166\", \"GM0148\", \"GM0244\"]\n";

/// Reads with the region and its wijken.
fn read(mapping: &str, bytes: &[u8]) -> Result<Extract, Faults> {
    read_in(mapping, bytes, true, true)
}

fn read_in(mapping: &str, bytes: &[u8], region: bool, wijken: bool) -> Result<Extract, Faults> {
    let gemeenten = Gemeenten::current();
    let own: Region = RegionFile::parse("proef.toml", REGION, &gemeenten).expect("region");
    let known: BTreeMap<WijkCode, String> = WIJKEN
        .iter()
        .filter(|_| wijken)
        .map(|(code, name)| (WijkCode::parse(code).expect("code"), (*name).to_owned()))
        .collect();
    let gazetteer = Gazetteer::new(&gemeenten, region.then_some(&own), known);
    let catalogue = Catalogue::builtin().expect("catalogue");
    let parsed = Mapping::parse("proef-koppel.toml", mapping, &catalogue)
        .unwrap_or_else(|faults| panic!("{faults}\n{mapping}"));
    Extract::read(parsed, mapping, bytes, &gazetteer)
}

/// Reads and returns each observation on a line.
fn lines(mapping: &str, bytes: &[u8]) -> Vec<String> {
    match read(mapping, bytes) {
        Ok(extract) => extract.lines(),
        Err(faults) => panic!("{faults}"),
    }
}

/// Reads what is wrong, and returns each fault on a line.
fn faults(mapping: &str, bytes: &[u8]) -> Vec<String> {
    match read(mapping, bytes) {
        Ok(extract) => panic!("no fault: {:#?}", extract.lines()),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// Checks that there are exactly these faults; each text is a list of fragments with `…`.
fn expect_faults(mapping: &str, bytes: &[u8], expected: &[&str]) {
    let found = faults(mapping, bytes);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (fault, fragments) in found.iter().zip(expected) {
        for fragment in fragments.split('…') {
            assert!(fault.contains(fragment), "{fragment:?} in {fault}");
        }
    }
}

/// A merged region: rows and columns from 0, ends included.
type Merge = (u32, u16, u32, u16);

/// Sheets of a workbook: name, rows with `|` between the cells, merged regions. `=15.7` is a
/// number, `=0.157%` one with the format of a percentage, anything else text.
type Sheets<'a> = &'a [(&'a str, &'a [&'a str], &'a [Merge])];

fn xlsx(sheets: Sheets<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    for (name, rows, merges) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("name");
        for (row, column, last_row, last_column) in *merges {
            sheet
                .merge_range(*row, *column, *last_row, *last_column, "", &Format::new())
                .expect("merge");
        }
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(cells.split('|')) {
                let cell = cell.trim();
                if let Some(number) = cell.strip_prefix('=') {
                    let (number, format) = match number.strip_suffix('%') {
                        Some(number) => (number, percent.clone()),
                        None => (number, Format::new()),
                    };
                    let number: f64 = number.parse().expect("number");
                    sheet
                        .write_number_with_format(row, column, number, &format)
                        .expect("number");
                } else if !cell.is_empty() {
                    sheet.write_string(row, column, cell).expect("text");
                }
            }
        }
    }
    book.save_to_buffer().expect("workbook")
}

/// One sheet without merged cells.
fn sheet(rows: &[&str]) -> Vec<u8> {
    xlsx(&[("Blad1", rows, &[])])
}

/// A mapping of the form `tabel` with one indicator; `more` comes before it.
fn table_mapping(area: &str, indicator: &str) -> String {
    format!(
        "bestand = \"proef.xlsx\"\nbron = \"GGD Proef\"\nvorm = \"tabel\"\n[gebied]\n{area}\n\
         [[indicator]]\nid = \"kwetsbaar\"\nperiode = 2024\n{indicator}\n"
    )
}

/// The usual table: area in «Wijk», value in «pct».
fn wijk_codes() -> String {
    table_mapping("kolom = \"Wijk\"\nniveau = \"wijk\"", "waarde = \"pct\"")
}
