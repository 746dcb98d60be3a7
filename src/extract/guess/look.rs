//! What every guess looks at: the workbook, and what is known of areas and indicators.

use crate::extract::forms::{anchor, text_of};
use crate::extract::mapping::{Form, MissingWords};
use crate::extract::number::{NoNumber, Said, decimal_of, read as read_number};
use crate::extract::places::Gazetteer;
use crate::extract::sheet::{Sheet, Workbook};
use crate::themes::Catalogue;

use super::names::Names;

/// What every guess looks at.
pub struct Look<'a> {
    /// Name of the file, as the mapping will name it.
    pub file: &'a str,
    /// The file.
    pub workbook: &'a Workbook,
    /// Decimal sign of numbers in text, when all agree.
    pub decimal: Option<char>,
    /// Areas.
    pub gazetteer: &'a Gazetteer<'a>,
    /// Names of areas, to look up many quickly.
    pub names: Names,
    /// Indicators.
    pub catalogue: &'a Catalogue,
    /// Signs for absence that are known without a mapping.
    pub missing: MissingWords,
}

/// What a cell holds, as far as a guess cares.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing.
    Empty,
    /// A number, and whether it is shown as a percentage.
    Number(f64, bool),
    /// A sign for absence that is known.
    KnownSign,
    /// Text.
    Text(String),
    /// A date, a truth value, a fault or a number in doubt.
    Other,
}

impl<'a> Look<'a> {
    /// Starts looking.
    pub fn new(
        file: &'a str,
        workbook: &'a Workbook,
        gazetteer: &'a Gazetteer<'a>,
        catalogue: &'a Catalogue,
    ) -> Self {
        Self {
            file,
            workbook,
            decimal: decimal_of(workbook),
            gazetteer,
            names: Names::new(gazetteer),
            catalogue,
            missing: MissingWords::new(Form::Tabel, []),
        }
    }

    /// Returns what a cell holds.
    pub fn kind(&self, sheet: &Sheet, row: u32, column: u32) -> Kind {
        let text = text_of(sheet, row, column);
        let cell = sheet.cell(row, column);
        match read_number(cell, &self.missing, self.decimal) {
            Ok(Said::Number { value, percent }) => Kind::Number(value, percent),
            Ok(Said::Absent(_)) if text.is_empty() => Kind::Empty,
            Ok(Said::Absent(_)) => Kind::KnownSign,
            Err(NoNumber::Text) if text.is_empty() => Kind::Empty,
            Err(NoNumber::Text) => Kind::Text(text),
            Err(_) => Kind::Other,
        }
    }

    /// Returns the name of the file without folders.
    pub fn file_name(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(self.file)
    }
}

/// Most merged cells of a sheet in which is looked; each look goes through all of them.
const MERGED: usize = 5000;

/// Returns the text of a cell; one merged over several rows counts for all of them.
pub fn merged_text(sheet: &Sheet, row: u32, column: u32) -> String {
    let own = text_of(sheet, row, column);
    if !own.is_empty() || sheet.merged().len() > MERGED {
        return own;
    }
    anchor(sheet.merged(), row, column)
        .map_or_else(String::new, |(row, column)| text_of(sheet, row, column))
}

/// Says whether a text is nothing but a number, so that it may be a figure.
pub fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '.' | ',' | '-' | '+' | '%' | '−' | '<' | '>')
        })
}
