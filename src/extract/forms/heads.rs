//! The heads of the columns of a sheet: found by text, by letter, through merged cells.

use std::collections::BTreeMap;

use super::cells::text_of;
use crate::area::fold_name;
use crate::extract::sheet::{Content, Merged, Sheet, column_name};

/// Rows in which the heads are looked for when the mapping names none.
const SEARCHED: u32 = 60;
/// Rows above the heads that may hold a head over several columns.
const ABOVE: u32 = 3;
/// Heads that a message lists.
const LISTED: usize = 12;

/// One head: its own text, and the same behind the texts over it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Head {
    own: String,
    full: String,
}

/// The heads of one sheet.
#[derive(Debug, Clone)]
pub struct Heads {
    /// Row of the heads, from 0.
    pub row: u32,
    heads: BTreeMap<u32, Head>,
    /// Last column of the sheet that has a cell.
    last: u32,
}

/// Why a column was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoColumn {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
}

impl Heads {
    /// Reads the heads in a row.
    pub fn at(sheet: &Sheet, row: u32) -> Self {
        let mut heads = BTreeMap::new();
        let above = row.saturating_sub(ABOVE);
        let width = |first: u32, last: u32| {
            sheet
                .rows()
                .skip_while(|(number, _)| *number < first)
                .take_while(|(number, _)| *number <= last)
                .filter_map(|(_, cells)| cells.last().map(|(column, _)| *column))
                .max()
        };
        // Only regions beside the heads matter; a sheet can have very many.
        let merged: Vec<Merged> = sheet
            .merged()
            .iter()
            .filter(|m| m.first_row <= row && m.last_row >= above)
            .copied()
            .collect();
        let beyond = merged.iter().map(|m| m.last_column).max();
        let columns = width(above, row).max(beyond).unwrap_or(0);
        for column in 0..=columns {
            let own = text_at(sheet, &merged, row, column);
            let mut over: Vec<String> = (above..row)
                .map(|above| text_over(sheet, &merged, above, column))
                .filter(|text| !text.is_empty())
                .collect();
            // A head merged downwards stands in each of its rows.
            over.dedup();
            over.retain(|text| *text != own);
            if own.is_empty() && over.is_empty() {
                continue;
            }
            let mut full = over;
            full.push(own.clone());
            let full = full.join(" ").trim().to_owned();
            heads.insert(column, Head { own, full });
        }
        Self {
            row,
            heads,
            last: width(0, u32::MAX).unwrap_or(0),
        }
    }

    /// Finds the row that has all the wanted heads, else the one that has most of them; `None`
    /// when no row has any.
    pub fn search(sheet: &Sheet, wanted: &[&str]) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for (row, _) in sheet.rows().take_while(|(row, _)| *row < SEARCHED) {
            let heads = Self::at(sheet, row);
            let found = wanted
                .iter()
                .filter(|text| heads.column(text).is_ok())
                .count();
            if found > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((found, heads));
            }
        }
        best.map(|(_, heads)| heads)
    }

    /// Returns the column with this head, or with this letter when it is written as `[D]`.
    ///
    /// # Errors
    /// When no column has the head, or several have it.
    pub fn column(&self, wanted: &str) -> Result<u32, NoColumn> {
        if let Some(letter) = wanted.strip_prefix('[').and_then(|w| w.strip_suffix(']')) {
            return self.lettered(wanted, letter);
        }
        type Test<'t> = &'t dyn Fn(&Head) -> bool;
        let plain = squeezed(wanted);
        let folded = fold_name(wanted);
        let same: Test<'_> = &|head| squeezed(&head.own) == plain;
        let full: Test<'_> = &|head| squeezed(&head.full) == plain;
        let alike: Test<'_> = &|head| !folded.is_empty() && fold_name(&head.own) == folded;
        let alike_full: Test<'_> = &|head| !folded.is_empty() && fold_name(&head.full) == folded;
        for test in [same, full, alike, alike_full] {
            let found: Vec<u32> = self
                .heads
                .iter()
                .filter(|(_, head)| test(head))
                .map(|(column, _)| *column)
                .collect();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                several => {
                    let letters: Vec<String> = several.iter().map(|c| column_name(*c)).collect();
                    return Err(NoColumn {
                        what: format!("meer kolommen heten «{wanted}»: {}", letters.join(", ")),
                        todo: format!("gebruik de letter, bijvoorbeeld \"[{}]\"", letters[0]),
                    });
                }
            }
        }
        Err(NoColumn {
            what: format!("verwacht een kolom «{wanted}»; er zijn {}", self.listed()),
            todo: "verbeter de kop in het koppelbestand, of zet koprij op de rij met de koppen"
                .to_owned(),
        })
    }

    fn lettered(&self, wanted: &str, letter: &str) -> Result<u32, NoColumn> {
        let todo = "gebruik de kop van de kolom, of de letter tussen haken".to_owned();
        match column_of(letter) {
            Some(column) if column <= self.last => Ok(column),
            Some(_) => Err(NoColumn {
                what: format!(
                    "verwacht een kolom {wanted}; de laatste kolom van het blad is [{}]",
                    column_name(self.last)
                ),
                todo,
            }),
            None => Err(NoColumn {
                what: format!("«{wanted}» is geen kolom zoals [D]"),
                todo,
            }),
        }
    }

    /// Returns the head of a column as a message may show it: never a number, because the row may
    /// turn out to be one with figures.
    pub fn shown(&self, column: u32) -> &str {
        let text = self.text(column);
        if may_be_shown(text) { text } else { "" }
    }

    /// Returns the head of a column.
    pub fn text(&self, column: u32) -> &str {
        self.heads.get(&column).map_or("", |head| {
            if head.own.is_empty() {
                head.full.as_str()
            } else {
                head.own.as_str()
            }
        })
    }

    /// Returns the head of a column behind the texts that stand over it.
    pub fn full(&self, column: u32) -> &str {
        self.heads
            .get(&column)
            .map_or("", |head| head.full.as_str())
    }

    /// Iterates over columns and their heads.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        self.heads
            .keys()
            .map(|column| (*column, self.text(*column)))
    }

    fn listed(&self) -> String {
        let mut names: Vec<String> = self
            .iter()
            .filter(|(_, text)| !text.is_empty() && may_be_shown(text))
            .map(|(_, text)| format!("«{}»", text.chars().take(40).collect::<String>()))
            .collect();
        let more = names.len().saturating_sub(LISTED);
        names.truncate(LISTED);
        match (names.is_empty(), more) {
            (true, _) => "geen koppen op die rij".to_owned(),
            (false, 0) => names.join(", "),
            (false, more) => format!("{} en nog {more}", names.join(", ")),
        }
    }
}

/// Returns the text of a cell; numbers as they are written without decimals they do not have.
pub fn cell_text(content: &Content) -> String {
    match content {
        Content::Text(text) => text.trim().trim_start_matches('\u{feff}').to_owned(),
        Content::Number(number) => format!("{number}"),
        Content::Date(text) => text.to_string(),
        Content::Truth(_) | Content::Fault(_) => String::new(),
    }
}

/// A number, also one with a sign around it, may be a figure; a head has letters.
fn may_be_shown(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) || !text.chars().any(|c| c.is_ascii_digit())
}

/// The text of a head: its own, or that of a cell merged over it from above.
fn text_at(sheet: &Sheet, merged: &[Merged], row: u32, column: u32) -> String {
    let own = text_of(sheet, row, column);
    if !own.is_empty() {
        return own;
    }
    anchor(merged, row, column)
        .filter(|(_, first_column)| *first_column == column)
        .map_or_else(String::new, |(row, column)| text_of(sheet, row, column))
}

/// The text over a column: of the cell itself, or of a cell merged over several columns.
fn text_over(sheet: &Sheet, merged: &[Merged], row: u32, column: u32) -> String {
    match anchor(merged, row, column) {
        // A title over the whole sheet says nothing about one column.
        Some((_, first)) if first == 0 && column > 0 => String::new(),
        Some((row, column)) => text_of(sheet, row, column),
        // The first column has the titles of the sheet above it.
        None if column == 0 => String::new(),
        None => text_of(sheet, row, column),
    }
}

/// Returns the first cell of the merged region that a cell lies in.
pub fn anchor(merged: &[Merged], row: u32, column: u32) -> Option<(u32, u32)> {
    merged
        .iter()
        .find(|m| {
            (m.first_row..=m.last_row).contains(&row)
                && (m.first_column..=m.last_column).contains(&column)
        })
        .map(|m| (m.first_row, m.first_column))
}

fn squeezed(text: &str) -> String {
    let words: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .split_whitespace()
        .collect();
    words.join(" ").to_lowercase()
}

/// Returns the column of a letter, from 0.
fn column_of(letters: &str) -> Option<u32> {
    let letters = letters.trim();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    column.checked_sub(1)
}
