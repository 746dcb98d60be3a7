//! The forms of extracts: each turns the cells of a workbook into rows of one shape.

mod book;
mod cells;
mod heads;
mod rows;
mod statline;
mod swing_cube;
mod swing_long;
mod tabellenboek;
mod table;
mod take;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use super::fault::{Faults, Spot};
use super::mapping::{Form, LocalIndicator, Mapping};
use super::number::{Said, decimal_of};
use super::places::Gazetteer;
use super::sheet::{Sheet, Workbook};
use crate::area::{AreaCode, fold_name};
use crate::period::Year;
use crate::themes::AgeGroup;

pub use cells::text_of;
pub use heads::{Heads, anchor, cell_text};
pub use rows::CLOSING;
pub use words::{level_word, parse_ages, parse_year};

/// Numbers of an indicator in one row: waarde, noemer, aantal, ondergrens, bovengrens,
/// effectieve_n, designeffect.
pub const NUMBERS: usize = 7;

/// Letter and head of the column of each number.
pub type Places = [Option<(String, String)>; NUMBERS];

/// Ages of a row: a group of the report, or a band of which rates are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ages {
    /// An age group of the report.
    Group(AgeGroup),
    /// A band of years, for standardisation only.
    Band {
        /// First age.
        first: u8,
        /// Last age; none for the oldest band.
        last: Option<u8>,
    },
}

/// What one row says about one indicator in one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Index of the indicator in the mapping.
    pub indicator: usize,
    /// The area.
    pub area: AreaCode,
    /// Name of the wijken that the figure is about together.
    pub together: Option<String>,
    /// Year.
    pub period: Year,
    /// Ages.
    pub ages: Ages,
    /// The value, if there is a column for it.
    pub value: Option<Said>,
    /// Respondents or people.
    pub base: Option<Said>,
    /// Cases.
    pub count: Option<Said>,
    /// Lower bound.
    pub lower: Option<Said>,
    /// Upper bound.
    pub upper: Option<Said>,
    /// Effective number of respondents.
    pub effective: Option<Said>,
    /// Design effect.
    pub design: Option<Said>,
    /// Where the value stands.
    pub spot: Spot,
    /// Where the other numbers stand.
    pub places: Arc<Places>,
}

impl Taken {
    /// Returns the place of one of the numbers.
    pub fn place(&self, number: usize) -> Spot {
        match self.places.get(number) {
            Some(Some((letter, head))) => self.spot.in_column(letter.clone(), head),
            _ => self.spot.clone(),
        }
    }
}

/// What the forms work with.
pub struct Context<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// Areas.
    pub gazetteer: &'a Gazetteer<'a>,
    /// The file.
    pub workbook: &'a Workbook,
    /// Decimal sign of numbers in text: as said, else as detected.
    pub decimal: Option<char>,
    /// Everything that is wrong.
    pub faults: Faults,
    /// What was left out or chosen, for the reader.
    pub notices: Vec<String>,
    /// What was read.
    pub taken: Vec<Taken>,
}

impl<'a> Context<'a> {
    /// Starts reading.
    pub fn new(mapping: &'a Mapping, gazetteer: &'a Gazetteer<'a>, workbook: &'a Workbook) -> Self {
        let detected = decimal_of(workbook);
        let mut notices = workbook.notices.clone();
        if let (None, Some(sign), Some(_)) = (mapping.decimal, detected, &workbook.csv) {
            notices.push(format!("decimaalteken herkend: {sign}"));
        }
        Self {
            mapping,
            gazetteer,
            workbook,
            decimal: mapping.decimal.or(detected),
            faults: Faults::new(),
            notices,
            taken: Vec::new(),
        }
    }

    /// Reads the rows of every indicator.
    pub fn read(&mut self) {
        match self.mapping.form {
            Form::Tabel => table::read(self),
            Form::SwingLang => swing_long::read(self),
            Form::SwingKubus => swing_cube::read(self),
            Form::Tabellenboek => tabellenboek::read(self),
            Form::StatlineCsv => statline::read(self),
        }
    }

    /// Returns the place of the file as a whole.
    pub fn file(&self) -> Spot {
        Spot::file(self.mapping.file_name())
    }

    /// Returns the place on a sheet.
    pub fn on(&self, sheet: &Sheet) -> Spot {
        self.file().on_sheet(&sheet.name)
    }

    /// Returns the sheet with this name.
    pub fn sheet(&self, name: &str) -> Option<&'a Sheet> {
        let exact = self.workbook.sheets.iter().find(|sheet| sheet.name == name);
        exact.or_else(|| {
            let folded = fold_name(name);
            let mut alike = self
                .workbook
                .sheets
                .iter()
                .filter(|sheet| fold_name(&sheet.name) == folded);
            alike.next().filter(|_| alike.next().is_none())
        })
    }

    /// Returns the sheet of an indicator: the one that is named, the only one, or the only one
    /// that has the heads. A fault says which sheets there are.
    pub fn sheet_of(&mut self, local: &LocalIndicator, heads: &[&str]) -> Option<&'a Sheet> {
        if let Some(name) = &local.sheet
            && !(self.workbook.csv.is_some() && self.workbook.sheets.len() == 1)
        {
            let found = self.sheet(name);
            if found.is_none() {
                let what = format!("verwacht een blad «{name}»; er zijn {}", self.sheet_names());
                self.faults.push_todo(
                    self.file().on_sheet(name),
                    what,
                    "verbeter blad in het koppelbestand",
                );
            }
            return found;
        }
        let sheets: Vec<&'a Sheet> = self.workbook.sheets.iter().collect();
        if let [only] = sheets.as_slice() {
            return Some(only);
        }
        let fitting: Vec<&&Sheet> = sheets
            .iter()
            .filter(|sheet| {
                Heads::search(sheet, heads)
                    .is_some_and(|found| heads.iter().all(|head| found.column(head).is_ok()))
            })
            .collect();
        if let [only] = fitting.as_slice() {
            return Some(only);
        }
        let what = format!(
            "het bestand heeft {} bladen, en blad staat niet in het koppelbestand: {}",
            sheets.len(),
            self.sheet_names()
        );
        self.faults
            .push_todo(self.file(), what, "zet blad = \"…\" in het koppelbestand");
        None
    }

    /// Lists the sheets.
    pub fn sheet_names(&self) -> String {
        let names: Vec<String> = self
            .workbook
            .sheets
            .iter()
            .map(|sheet| format!("«{}»", sheet.name))
            .collect();
        names.join(", ")
    }
}
