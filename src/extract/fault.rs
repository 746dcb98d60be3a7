//! What is wrong with an extract or its mapping: where, what was expected, and what to do now.
//!
//! A fault names the place of a cell, never its number: faults end up on screens and in logs.

use std::fmt;

use serde::{Serialize, Serializer};

/// Most faults that are kept; the rest is counted. A file in which every row is wrong has one
/// cause, and a list of a million lines helps nobody.
const KEPT: usize = 1000;

/// Where a fault is. Rows count from 1, as a spreadsheet shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Name of the file.
    #[serde(rename = "bestand")]
    pub file: String,
    /// Name of the sheet; empty in a CSV file and in a mapping.
    #[serde(rename = "blad")]
    pub sheet: String,
    /// Row, from 1.
    #[serde(rename = "rij")]
    pub row: Option<u32>,
    /// Letter of the column.
    #[serde(rename = "kolom")]
    pub column: Option<String>,
    /// Head of the column.
    #[serde(rename = "kop")]
    pub head: Option<String>,
}

impl Spot {
    /// Returns a place in a file as a whole.
    pub fn file(name: &str) -> Self {
        Self {
            file: name.to_owned(),
            ..Self::default()
        }
    }

    /// Returns the place on a sheet of the same file.
    #[must_use]
    pub fn on_sheet(&self, name: &str) -> Self {
        Self {
            sheet: name.to_owned(),
            ..self.clone()
        }
    }

    /// Returns the place in a row (from 0) of the same sheet.
    #[must_use]
    pub fn in_row(&self, row: u32) -> Self {
        Self {
            row: Some(row + 1),
            ..self.clone()
        }
    }

    /// Returns the place in a column of the same row.
    #[must_use]
    pub fn in_column(&self, letter: String, head: &str) -> Self {
        Self {
            column: Some(letter),
            head: (!head.is_empty()).then(|| head.to_owned()),
            ..self.clone()
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sheet.is_empty() {
            write!(f, "bestand «{}»", self.file)?;
        } else {
            write!(f, "blad «{}»", self.sheet)?;
        }
        if let Some(row) = self.row {
            write!(f, ", rij {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", kolom {column}")?;
        }
        if let Some(head) = &self.head {
            write!(f, " «{head}»")?;
        }
        Ok(())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Where.
    #[serde(flatten)]
    pub spot: Spot,
    /// What was expected, and what is there instead.
    #[serde(rename = "fout")]
    pub what: String,
    /// What to do now, such as the line to add to the mapping.
    #[serde(rename = "doe", skip_serializing_if = "Option::is_none")]
    pub todo: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.spot, self.what)?;
        match &self.todo {
            Some(todo) => write!(f, "\n    → {todo}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with one extract.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// Starts without faults.
    pub const fn new() -> Self {
        Self {
            kept: Vec::new(),
            more: 0,
        }
    }

    /// Adds a fault.
    pub fn push(&mut self, spot: Spot, what: impl Into<String>) {
        self.keep(Fault {
            spot,
            what: what.into(),
            todo: None,
        });
    }

    /// Adds a fault with what to do about it.
    pub fn push_todo(&mut self, spot: Spot, what: impl Into<String>, todo: impl Into<String>) {
        self.keep(Fault {
            spot,
            what: what.into(),
            todo: Some(todo.into()),
        });
    }

    fn keep(&mut self, fault: Fault) {
        if self.kept.len() < KEPT {
            self.kept.push(fault);
        } else {
            self.more += 1;
        }
    }

    /// Takes over the faults of another check.
    pub fn extend(&mut self, other: Self) {
        self.more += other.more;
        for fault in other.kept {
            self.keep(fault);
        }
    }

    /// Leaves out faults that are the same in every word, such as one area for two indicators.
    pub fn dedup(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        self.kept.retain(|fault| seen.insert(fault.clone()));
    }

    /// Says whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Iterates over the faults that were kept, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.kept.iter()
    }

    /// Returns how many faults there are besides those.
    pub const fn more(&self) -> usize {
        self.more
    }

    /// Returns the value when nothing is wrong, else every fault.
    ///
    /// # Errors
    /// When there is a fault.
    pub fn none_or<T>(self, value: T) -> Result<T, Self> {
        if self.kept.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl Serialize for Faults {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.kept.serialize(serializer)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.kept.len() + self.more;
        let word = if count == 1 { "fout" } else { "fouten" };
        write!(f, "{count} {word} in het extract:")?;
        for fault in &self.kept {
            write!(f, "\n  {fault}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n  … en nog {more}"),
        }
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_sheet_row_and_column() {
        let spot = Spot::file("a.xlsx")
            .on_sheet("Wijken")
            .in_row(6)
            .in_column("D".to_owned(), "n");
        let mut faults = Faults::default();
        faults.push_todo(
            spot,
            "verwacht een getal; er staat tekst",
            "verbeter de cel",
        );
        assert_eq!(
            faults.to_string(),
            "1 fout in het extract:\n  blad «Wijken», rij 7, kolom D «n»: verwacht een getal; er \
             staat tekst\n    → verbeter de cel"
        );
    }

    #[test]
    fn a_file_without_sheets_is_named_itself() {
        let spot = Spot::file("a.csv").in_row(0);
        assert_eq!(spot.to_string(), "bestand «a.csv», rij 1");
    }
}
