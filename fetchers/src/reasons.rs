//! Why a figure is absent, kept beside the figures of a frame.
//!
//! A source that says why a figure is absent (`ValueAttribute` of OData v4, the symbols of an
//! UntypedDataSet) has its word kept in a text column next to the column with figures. It is the
//! word of the source itself, so that a word that this program does not know is not lost. Most
//! columns have no reasons, and then there is no such column.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use polars::prelude::{Column, IntoColumn, IntoSeries, NewChunkedArray, StringChunked};

/// Returns the name of the column with the reasons of a column: `<key>:reden`.
///
/// Null where the source gave a figure, or no figure and no reason either. A frame without this
/// column has no reasons for the figures that lack. A key of CBS never holds a colon.
#[must_use]
pub fn reason_column(key: &str) -> String {
    format!("{key}:reden")
}

/// Most different reasons; no source has a dozen.
const MOST_WORDS: usize = 65_535;
/// What is kept in place of a reason when there are more.
const TOO_MANY: &str = "andere reden";

/// The reasons of all columns of a frame under construction.
#[derive(Debug, Default)]
pub(crate) struct Reasons {
    /// The words, each once.
    words: Vec<String>,
    /// Per position of a column, up to its last row with a reason: 0 for none, else the number of
    /// the word, counted from 1. Two bytes a row, for a column may have a reason in most of them.
    notes: BTreeMap<usize, Vec<u16>>,
}

impl Reasons {
    /// Notes why a row lacks the figure of the column at `position`; a blank reason is none.
    ///
    /// Rows go up; notes of later rows are forgotten.
    pub(crate) fn note(&mut self, position: usize, row: usize, reason: &str) {
        let reason = reason.trim();
        if reason.is_empty() {
            return;
        }
        let word = self.number_of(reason);
        let notes = self.notes.entry(position).or_default();
        notes.resize(row, 0);
        notes.push(word);
    }

    fn number_of(&mut self, reason: &str) -> u16 {
        let known = self.words.iter().position(|word| word == reason);
        let index = known.unwrap_or_else(|| {
            match self.words.len().cmp(&(MOST_WORDS - 1)) {
                Ordering::Less => self.words.push(reason.to_owned()),
                Ordering::Equal => self.words.push(TOO_MANY.to_owned()),
                Ordering::Greater => {}
            }
            self.words.len() - 1
        });
        u16::try_from(index + 1).expect("there are at most MOST_WORDS words")
    }

    /// Forgets the notes of row `rows` and all after it.
    pub(crate) fn truncate(&mut self, rows: usize) {
        for notes in self.notes.values_mut() {
            notes.truncate(rows);
        }
    }

    /// Returns a column for each column that has a reason in one of the rows of `order`, in the
    /// order of the columns; `name` gives the name of the column at a position.
    pub(crate) fn columns<'a>(
        &self,
        order: &[usize],
        name: impl Fn(usize) -> &'a str,
    ) -> Vec<Column> {
        let column = |(&position, notes): (&usize, &Vec<u16>)| {
            let word = |row: &usize| {
                let number = usize::from(*notes.get(*row)?);
                Some(self.words[number.checked_sub(1)?].as_str())
            };
            order.iter().any(|row| word(row).is_some()).then(|| {
                let name = reason_column(name(position)).into();
                StringChunked::from_iter_options(name, order.iter().map(word))
                    .into_series()
                    .into_column()
            })
        };
        self.notes.iter().filter_map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reasons: &Reasons, order: &[usize]) -> Vec<(String, Vec<Option<String>>)> {
        let names = ["Gebied", "T001036", "M000114"];
        let texts = |column: &Column| {
            let column = column.str().expect("text");
            column
                .iter()
                .map(|text| text.map(str::to_owned))
                .collect::<Vec<_>>()
        };
        reasons
            .columns(order, |position| names[position])
            .iter()
            .map(|column| (column.name().to_string(), texts(column)))
            .collect()
    }

    #[test]
    fn only_columns_with_reasons_get_one_and_rows_follow_the_order() {
        let mut reasons = Reasons::default();
        reasons.note(2, 0, "Impossible");
        reasons.note(1, 1, " GeheimOfZo ");
        reasons.note(2, 1, "Impossible");
        reasons.note(2, 2, "  ");
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            shown(&reasons, &[2, 1, 0]),
            [
                ("T001036:reden".into(), vec![None, text("GeheimOfZo"), None]),
                (
                    "M000114:reden".into(),
                    vec![None, text("Impossible"), text("Impossible")]
                ),
            ]
        );
        // Rows of one slice without any reason for the first column.
        assert_eq!(
            shown(&reasons, &[0, 2]),
            [("M000114:reden".into(), vec![text("Impossible"), None])]
        );
        assert_eq!(shown(&reasons, &[2]), []);
    }

    #[test]
    fn rows_that_are_read_again_lose_their_notes() {
        let mut reasons = Reasons::default();
        reasons.note(1, 0, "a");
        reasons.note(1, 3, "b");
        reasons.truncate(3);
        reasons.note(1, 3, "c");
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            shown(&reasons, &[0, 3]),
            [("T001036:reden".into(), vec![text("a"), text("c")])]
        );
    }
}
