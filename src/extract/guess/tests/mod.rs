//! Guesses on small files, read back with the mapping that was guessed.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::area::{Gemeenten, WijkCode};
use crate::extract::mapping::Mapping;
use crate::extract::{Extract, IndicatorSummary};

mod forms;
mod hostile;
mod tables;

/// Wijken of Zwolle and Kampen; both have a Centrum.
fn wijken() -> BTreeMap<WijkCode, String> {
    [
        ("WK019310", "Wijk 10 Binnenstad"),
        ("WK019311", "Wijk 11 Centrum"),
        ("WK019312", "Wijk 12 Assendorp"),
        ("WK016600", "Wijk 00 Centrum"),
        ("WK016601", "Wijk 01 Brunnepe"),
    ]
    .into_iter()
    .map(|(code, name)| (WijkCode::parse(code).unwrap(), name.to_owned()))
    .collect()
}

/// A guess with what it was made of.
struct Case {
    file: &'static str,
    bytes: Vec<u8>,
    guess: Guess,
    wijken: BTreeMap<WijkCode, String>,
}

impl Case {
    fn new(file: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::with(file, bytes, wijken())
    }

    fn with(
        file: &'static str,
        bytes: impl Into<Vec<u8>>,
        wijken: BTreeMap<WijkCode, String>,
    ) -> Self {
        let bytes = bytes.into();
        let gemeenten = Gemeenten::current();
        let gazetteer = Gazetteer::new(&gemeenten, None, wijken.clone());
        let kind = FileKind::of(file).unwrap();
        let catalogue = Catalogue::builtin().unwrap();
        let guess = guess(file, kind, &bytes, &gazetteer, &catalogue).unwrap();
        let parsed = Mapping::parse("m.toml", &guess.text, &catalogue);
        assert_eq!(parsed.is_ok(), guess.ready, "{parsed:?}\n{}", guess.text);
        let whole: toml::Table = toml::from_str(&guess.text).unwrap();
        assert!(whole.contains_key("bestand"), "{}", guess.text);
        assert!(guess.text.lines().all(|line| !line.contains('\u{2028}')));
        Self {
            file,
            bytes,
            guess,
            wijken,
        }
    }

    /// Reads the file back.
    fn read(&self) -> Result<Extract, String> {
        let gemeenten = Gemeenten::current();
        let gazetteer = Gazetteer::new(&gemeenten, None, self.wijken.clone());
        let catalogue = Catalogue::builtin().unwrap();
        let mapping = Mapping::parse("m.toml", &self.guess.text, &catalogue)
            .map_err(|faults| format!("{faults}\n{}", self.guess.text))?;
        Extract::read(mapping, &self.guess.text, &self.bytes, &gazetteer)
            .map_err(|faults| format!("{}: {faults}\n{}", self.file, self.guess.text))
    }

    /// Reads the file back; id, figures, cells without one and unit of every indicator.
    #[track_caller]
    fn figures(&self) -> Vec<(String, usize, usize, &'static str)> {
        let extract = self.read().unwrap_or_else(|why| panic!("{why}"));
        let line = |one: IndicatorSummary| (one.id, one.cijfers, one.zonder_cijfer, one.eenheid);
        extract.summary().into_iter().map(line).collect()
    }

    #[track_caller]
    fn has(&self, expected: &str) {
        assert!(
            self.guess.text.contains(expected),
            "verwacht «{expected}» in:\n{}",
            self.guess.text
        );
    }

    #[track_caller]
    fn lacks(&self, unwanted: &str) {
        assert!(
            !self.guess.text.contains(unwanted),
            "«{unwanted}» hoort niet in:\n{}",
            self.guess.text
        );
    }
}

/// What a cell of a made-up sheet holds.
#[derive(Clone, Copy)]
enum Put {
    /// Text.
    T(&'static str),
    /// Number.
    N(f64),
    /// Number that is shown as a percentage.
    P(f64),
    /// Nothing.
    E,
}

use Put::{E, N, P, T};

/// Makes a workbook of sheets with rows of cells.
fn xlsx(sheets: &[(&str, &[&[Put]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                match cell {
                    T(text) => sheet.write_string(row, column, *text).map(|_| ()).unwrap(),
                    N(number) => sheet
                        .write_number(row, column, *number)
                        .map(|_| ())
                        .unwrap(),
                    P(number) => sheet
                        .write_number_with_format(row, column, *number, &percent)
                        .map(|_| ())
                        .unwrap(),
                    E => {}
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
