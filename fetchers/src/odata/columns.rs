//! Columns under construction: rows go in one by one, a sorted frame comes out.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, Float64Chunked, IntoColumn, IntoSeries, NewChunkedArray, StringChunked,
};

use crate::error::ShapeError;
use crate::meta::{Datatype, TableMeta};

/// Values of one column; text lies in one buffer because dimension codes repeat endlessly.
enum Values {
    Text {
        buffer: String,
        ends: Vec<(usize, bool)>,
    },
    Number(Vec<Option<f64>>),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text { ends, .. } => ends.len(),
            Self::Number(values) => values.len(),
        }
    }

    fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text { buffer, ends } => {
                let start = if row == 0 { 0 } else { ends[row - 1].0 };
                let (end, known) = ends[row];
                known.then(|| &buffer[start..end])
            }
            Self::Number(_) => None,
        }
    }
}

/// One column: its name, whether every row must have a value, its values.
pub(crate) struct ColumnBuilder {
    name: String,
    is_dimension: bool,
    values: Values,
    missing: usize,
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
            Values::Number(values) => values.push(None),
        }
    }

    /// Adds a number; a text column keeps its digits.
    pub(crate) fn push_number(&mut self, number: f64) {
        match &mut self.values {
            Values::Number(values) => values.push(Some(number)),
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
                Some(number) => values.push(Some(number)),
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

    fn finish(&self, order: &[usize]) -> Column {
        let name = self.name.as_str().into();
        match &self.values {
            Values::Number(values) => {
                Float64Chunked::from_iter_options(name, order.iter().map(|&row| values[row]))
                    .into_series()
                    .into_column()
            }
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
    table: String,
    columns: Vec<ColumnBuilder>,
    index: BTreeMap<String, usize>,
    dimensions: usize,
    rows: usize,
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
        let dimensions = meta.dimensions.len();
        Self {
            table: meta.id.clone(),
            columns,
            index,
            dimensions,
            rows: 0,
        }
    }

    /// Returns how many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the position of a column; `expected` is tried first because rows repeat their order.
    pub(crate) fn position(&self, key: &str, expected: usize) -> Option<usize> {
        match self.columns.get(expected) {
            Some(column) if column.name == key => Some(expected),
            _ => self.index.get(key).copied(),
        }
    }

    /// Returns the column at a position.
    pub(crate) fn column(&mut self, position: usize) -> &mut ColumnBuilder {
        &mut self.columns[position]
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

    /// Returns the frame, sorted by its dimensions in published order.
    ///
    /// # Errors
    /// When a column was in none of the rows, a dimension was not in all, a row occurs twice,
    /// or an area is not one that was asked for.
    pub(crate) fn into_frame(
        self,
        geo: &str,
        asked: &dyn Fn(&str) -> bool,
    ) -> Result<DataFrame, ShapeError> {
        self.check_complete()?;
        self.check_areas(geo, asked)?;
        let mut order: Vec<usize> = (0..self.rows).collect();
        if !order.is_sorted_by(|&a, &b| self.compare(a, b).is_lt()) {
            order.sort_by(|&a, &b| self.compare(a, b));
        }
        if let Some(pair) = order
            .windows(2)
            .find(|pair| self.compare(pair[0], pair[1]).is_eq())
        {
            return Err(ShapeError::DuplicateRows {
                tabel: self.table.clone(),
                waar: self.place(pair[0]),
            });
        }
        let columns = self
            .columns
            .iter()
            .map(|column| column.finish(&order))
            .collect();
        DataFrame::new(self.rows, columns).map_err(|error| ShapeError::Unreadable {
            tabel: self.table.clone(),
            onderdeel: "de rijen".into(),
            reden: error.to_string(),
        })
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        self.columns[..self.dimensions]
            .iter()
            .map(|column| column.values.text(a).cmp(&column.values.text(b)))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn place(&self, row: usize) -> String {
        let codes = self.columns[..self.dimensions]
            .iter()
            .map(|c| c.values.text(row).unwrap_or("?"));
        codes.collect::<Vec<_>>().join(" ")
    }

    fn check_complete(&self) -> Result<(), ShapeError> {
        let lacks =
            |c: &&ColumnBuilder| c.missing > 0 && (c.is_dimension || c.missing == self.rows);
        let kolommen: Vec<_> = self
            .columns
            .iter()
            .filter(lacks)
            .map(|c| c.name.clone())
            .collect();
        if kolommen.is_empty() {
            return Ok(());
        }
        Err(ShapeError::MissingColumns {
            tabel: self.table.clone(),
            kolommen,
        })
    }

    fn check_areas(&self, geo: &str, asked: &dyn Fn(&str) -> bool) -> Result<(), ShapeError> {
        let Some(&position) = self.index.get(geo) else {
            return Ok(());
        };
        let values = &self.columns[position].values;
        let foreign = (0..self.rows)
            .map(|row| values.text(row).unwrap_or(""))
            .find(|code| !asked(code));
        match foreign {
            None => Ok(()),
            Some(code) => Err(ShapeError::ForeignArea {
                tabel: self.table.clone(),
                gebied: code.into(),
            }),
        }
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
