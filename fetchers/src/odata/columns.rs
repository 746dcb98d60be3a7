//! Columns under construction: rows go in one by one (see `frames` for what comes out).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use polars::prelude::{
    Column, Float64Chunked, IntoColumn, IntoSeries, NewChunkedArray, StringChunked,
};

use crate::meta::{Datatype, TableMeta};
use crate::reasons::Reasons;

/// Values of one column; text lies in one buffer because dimension codes repeat endlessly.
///
/// NaN stands for an absent number: JSON cannot hold it, and [`parse_number`] refuses it.
pub(super) enum Values {
    Text {
        buffer: String,
        ends: Vec<(usize, bool)>,
    },
    Number(Vec<f64>),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text { ends, .. } => ends.len(),
            Self::Number(values) => values.len(),
        }
    }

    pub(super) fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text { buffer, ends } => {
                let start = if row == 0 { 0 } else { ends[row - 1].0 };
                let (end, known) = ends[row];
                known.then(|| &buffer[start..end])
            }
            Self::Number(_) => None,
        }
    }

    /// Drops the values after the first `rows`.
    fn truncate(&mut self, rows: usize) {
        match self {
            Self::Text { buffer, ends } => {
                ends.truncate(rows);
                buffer.truncate(ends.last().map_or(0, |end| end.0));
            }
            Self::Number(values) => values.truncate(rows),
        }
    }
}

/// What StatLine puts in the place of a figure: unknown, unreliable or secret; secret; nil; blank
/// where a figure is logically impossible.
const SYMBOLS: [&str; 4] = [".", "x", "-", ""];
/// The reason of a blank.
const BLANK: &str = "leeg";

/// One column: its name, whether every row must have a value, its values.
pub(crate) struct ColumnBuilder {
    pub(super) name: String,
    pub(super) is_dimension: bool,
    pub(super) values: Values,
    pub(super) missing: usize,
}

impl ColumnBuilder {
    /// Returns the name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Adds a value that is absent.
    pub(crate) fn push_null(&mut self) {
        match &mut self.values {
            Values::Text { buffer, ends } => ends.push((buffer.len(), false)),
            Values::Number(values) => values.push(f64::NAN),
        }
    }

    /// Adds a number; a text column keeps its digits.
    pub(crate) fn push_number(&mut self, number: f64) {
        match &mut self.values {
            Values::Number(values) => values.push(number),
            Values::Text { .. } => self.push_text(&number.to_string()),
        }
    }

    /// Adds text, trimmed; blank and `.` are absent, and a number column reads a number.
    ///
    /// Returns false when a number column gets text that is no number.
    #[must_use = "false means that nothing was added"]
    pub(crate) fn push_str(&mut self, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() || (text == "." && !self.is_dimension) {
            self.push_null();
            return true;
        }
        match &mut self.values {
            Values::Text { .. } => self.push_text(text),
            Values::Number(values) => match parse_number(text) {
                Some(number) => values.push(number),
                None => return false,
            },
        }
        true
    }

    fn push_text(&mut self, text: &str) {
        if let Values::Text { buffer, ends } = &mut self.values {
            buffer.push_str(text);
            ends.push((buffer.len(), true));
        }
    }

    pub(super) fn finish(&self, order: &[usize]) -> Column {
        let name = self.name.as_str().into();
        match &self.values {
            Values::Number(values) => Float64Chunked::from_iter_options(
                name,
                order
                    .iter()
                    .map(|&row| Some(values[row]).filter(|value| !value.is_nan())),
            )
            .into_series()
            .into_column(),
            text => StringChunked::from_iter_options(name, order.iter().map(|&row| text.text(row)))
                .into_series()
                .into_column(),
        }
    }
}

/// Reads a finite number with a decimal point, or a single decimal comma.
fn parse_number(text: &str) -> Option<f64> {
    let looks_right = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b"+-.,eE".contains(&b));
    let number: f64 = match text.contains('.') {
        true => text.parse().ok()?,
        false => text.replacen(',', ".", 1).parse().ok()?,
    };
    (looks_right && number.is_finite()).then_some(number)
}

/// The rows of a table, column by column: dimensions first, then topics.
pub(crate) struct Columns {
    pub(super) table: String,
    pub(super) columns: Vec<ColumnBuilder>,
    pub(super) index: BTreeMap<String, usize>,
    pub(super) dimensions: usize,
    pub(super) rows: usize,
    pub(super) reasons: Reasons,
    keeps_reasons: bool,
    skip: Option<Skip>,
    skipped: usize,
}

/// Which rows are not kept.
struct Skip {
    /// Position of the column with the area.
    geo: usize,
    /// What the code of an area starts with that is left out.
    prefix: &'static str,
}

/// A place to go back to.
pub(crate) struct Mark {
    rows: usize,
    skipped: usize,
    missing: Vec<usize>,
}

impl Columns {
    /// Returns empty columns for the dimensions and topics of a table.
    pub(crate) fn new(meta: &TableMeta) -> Self {
        let empty_text = || Values::Text {
            buffer: String::new(),
            ends: Vec::new(),
        };
        let dimensions = meta
            .dimensions
            .iter()
            .map(|d| (d.key.clone(), true, empty_text()));
        let topics = meta.topics.iter().map(|topic| {
            let values = match topic.datatype {
                Datatype::Number => Values::Number(Vec::new()),
                Datatype::Text => empty_text(),
            };
            (topic.key.clone(), false, values)
        });
        let columns: Vec<_> = dimensions
            .chain(topics)
            .map(|(name, is_dimension, values)| ColumnBuilder {
                name,
                is_dimension,
                values,
                missing: 0,
            })
            .collect();
        let index = columns
            .iter()
            .enumerate()
            .map(|(i, c)| (c.name.clone(), i))
            .collect();
        Self {
            table: meta.id.clone(),
            columns,
            index,
            dimensions: meta.dimensions.len(),
            rows: 0,
            reasons: Reasons::default(),
            keeps_reasons: false,
            skip: None,
            skipped: 0,
        }
    }

    /// Keeps the symbol in the place of a figure as the reason why there is none.
    #[must_use]
    pub(crate) fn with_reasons(mut self, keeps: bool) -> Self {
        self.keeps_reasons = keeps;
        self
    }

    /// Leaves out the rows of areas whose code starts with `prefix`; `geo` is the dimension with
    /// the area.
    #[must_use]
    pub(crate) fn without(mut self, geo: &str, prefix: &'static str) -> Self {
        self.skip = self.index.get(geo).map(|&geo| Skip { geo, prefix });
        self
    }

    /// Returns the key of the area and what the codes start with of areas that are left out.
    pub(super) fn unwanted(&self) -> Option<(&str, &'static str)> {
        let skip = self.skip.as_ref()?;
        Some((&self.columns[skip.geo].name, skip.prefix))
    }

    /// Counts rows that were left out before they were parsed.
    pub(super) fn skip_rows(&mut self, rows: usize) {
        self.skipped += rows;
    }

    /// Returns how many rows are kept.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Returns how many rows were read, kept or not.
    pub(crate) fn rows_read(&self) -> usize {
        self.rows + self.skipped
    }

    /// Returns a mark to go back to when a page turns out to be damaged.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            rows: self.rows,
            skipped: self.skipped,
            missing: self.columns.iter().map(|column| column.missing).collect(),
        }
    }

    /// Forgets all rows after a mark, and the row that was begun.
    pub(crate) fn go_back(&mut self, mark: &Mark) {
        self.rows = mark.rows;
        self.skipped = mark.skipped;
        for (column, missing) in self.columns.iter_mut().zip(&mark.missing) {
            column.values.truncate(mark.rows);
            column.missing = *missing;
        }
        self.reasons.truncate(mark.rows);
    }

    /// Returns the position of a column; `expected` is tried first because rows repeat their order.
    pub(crate) fn position(&self, key: &str, expected: usize) -> Option<usize> {
        match self.columns.get(expected) {
            Some(column) if column.name == key => Some(expected),
            _ => self.index.get(key).copied(),
        }
    }

    /// Returns the name of the column at a position.
    pub(crate) fn name(&self, position: usize) -> &str {
        &self.columns[position].name
    }

    /// Returns the column at a position.
    pub(crate) fn column(&mut self, position: usize) -> &mut ColumnBuilder {
        &mut self.columns[position]
    }

    /// Returns whether the row that is being read is one to leave out, now that the cell at
    /// `position` is known.
    pub(crate) fn is_unwanted(&self, position: usize) -> bool {
        self.skip.as_ref().is_some_and(|skip| {
            skip.geo == position
                && self.columns[position]
                    .values
                    .text(self.rows)
                    .is_some_and(|code| code.starts_with(skip.prefix))
        })
    }

    /// Forgets the row that is being read; it counts as read.
    pub(crate) fn skip_row(&mut self) {
        self.skipped += 1;
        for column in &mut self.columns {
            if column.values.len() > self.rows {
                column.values.truncate(self.rows);
            }
        }
        self.reasons.truncate(self.rows);
    }

    /// Adds text to the row that is being read.
    ///
    /// Returns false when a column with figures gets text that is neither a number nor one of the
    /// symbols of StatLine for an absent one.
    #[must_use = "false means that nothing was added"]
    pub(crate) fn push_text(&mut self, position: usize, text: &str) -> bool {
        let column = &mut self.columns[position];
        let symbol = text.trim();
        let is_reason = self.keeps_reasons
            && SYMBOLS.contains(&symbol)
            && matches!(column.values, Values::Number(_));
        if is_reason {
            self.push_absent(position, if symbol.is_empty() { BLANK } else { symbol });
            return true;
        }
        column.push_str(text)
    }

    /// Adds an absent value to the row that is being read, with the reason that the source gives.
    pub(crate) fn push_absent(&mut self, position: usize, reason: &str) {
        self.columns[position].push_null();
        self.reasons.note(position, self.rows, reason);
    }

    /// Closes a row: columns that it lacked get an absent value.
    ///
    /// # Errors
    /// The name of a column that the row held twice.
    pub(crate) fn finish_row(&mut self) -> Result<(), String> {
        self.rows += 1;
        for column in &mut self.columns {
            match column.values.len().cmp(&self.rows) {
                Ordering::Equal => {}
                Ordering::Less => {
                    column.push_null();
                    column.missing += 1;
                }
                Ordering::Greater => return Err(column.name.clone()),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::parse_number;

    #[test]
    fn numbers_as_text() {
        for (text, number) in [
            ("183.3", Some(183.3)),
            ("-5", Some(-5.0)),
            ("14,3", Some(14.3)),
            ("0", Some(0.0)),
        ] {
            assert_eq!(parse_number(text), number, "{text}");
        }
        for text in ["x", "NaN", "inf", "1.234,5", "1,2,3", ""] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
