//! Rows that are about the same area: a column such as «geslacht» then says which ones count.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Line, quoted, shown};
use super::look::{is_number, merged_text};
use super::table::{Table, head};
use crate::area::fold_name;
use crate::extract::forms::text_of;

/// Most different texts of a column that divides rows.
const VALUES: usize = 40;
/// Texts for everyone together, folded; `T00…` are the totals of CBS.
const EVERYONE: [&str; 9] = [
    "totaal",
    "total",
    "alle",
    "allen",
    "iedereen",
    "mannen en vrouwen",
    "totaal mannen en vrouwen",
    "alle personen",
    "totale bevolking",
];

/// Lines of `[filter]`, and what was seen.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Lines.
    pub lines: Vec<Line>,
    /// What was seen.
    pub remarks: Vec<String>,
    /// Rows that are left.
    pub rows: Vec<u32>,
}

/// Finds the columns that divide the rows of one area. `keys` are the columns that may differ
/// between rows that count: area, gemeente, year, age; `figures` hold numbers.
pub fn find(table: &Table<'_>, keys: &[u32], figures: &[u32]) -> Outcome {
    let mut outcome = Outcome {
        rows: table.rows.clone(),
        ..Outcome::default()
    };
    if !has_doubles(table, keys, &outcome.rows) {
        return outcome;
    }
    let columns = table.heads.iter().map(|(column, _)| column);
    for column in columns.filter(|column| !keys.contains(column) && !figures.contains(column)) {
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        for row in &outcome.rows {
            *values
                .entry(text_of(table.sheet, *row, column))
                .or_insert(0) += 1;
            if values.len() > VALUES {
                break;
            }
        }
        if !(2..=VALUES).contains(&values.len()) {
            continue;
        }
        let name = head(&table.heads, column);
        let Some(everyone) = values.keys().find(|text| is_everyone(text)).cloned() else {
            let listed: Vec<String> = values
                .keys()
                .filter(|text| !text.is_empty() && !is_number(text))
                .take(8)
                .map(|text| format!("«{}»", shown(text)))
                .collect();
            if let Some(first) = values
                .keys()
                .find(|text| !text.is_empty() && !is_number(text))
            {
                let line = Line::new(&quoted(&name), quoted(&shown(first))).proposed();
                outcome
                    .lines
                    .push(line.because(format!("kies uit {}", listed.join(", "))));
            }
            continue;
        };
        let line = Line::new(&quoted(&name), quoted(&everyone));
        outcome
            .lines
            .push(line.because("alleen de rijen over iedereen samen tellen mee; klopt dat?"));
        outcome
            .rows
            .retain(|row| text_of(table.sheet, *row, column) == everyone);
    }
    if has_doubles(table, keys, &outcome.rows) {
        outcome.remarks.push(
            "LET OP: gebieden staan er meer dan één keer in. Kies met [filter] welke rijen tellen."
                .to_owned(),
        );
    }
    outcome
}

fn is_everyone(text: &str) -> bool {
    EVERYONE.contains(&fold_name(text).as_str()) || text.trim().starts_with("T00")
}

fn has_doubles(table: &Table<'_>, keys: &[u32], rows: &[u32]) -> bool {
    let mut seen = BTreeSet::new();
    rows.iter().any(|row| {
        let key: Vec<String> = keys
            .iter()
            .map(|column| merged_text(table.sheet, *row, *column))
            .collect();
        !seen.insert(key)
    })
}
