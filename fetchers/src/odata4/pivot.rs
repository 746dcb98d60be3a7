//! From long to wide: observations go in one by one, the columns of a frame come out.

use std::collections::BTreeMap;

use super::observations::Observation;
use crate::error::ShapeError;
use crate::meta::{Datatype, TableMeta};
use crate::odata::columns::Columns;
use crate::similar::near_matches;

/// Between the codes of a row in its key; no code holds a control character.
const BETWEEN: char = '\u{1f}';

/// What is known of one figure.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    /// No observation: the service leaves out what it has no figure for.
    Unseen,
    Number(f64),
    Text(String),
    /// An observation without a figure, with the reason that the source gives, if any.
    Absent(String),
}

/// The figures for one set of dimension codes.
struct Row {
    codes: Vec<String>,
    /// One per measure.
    cells: Vec<Cell>,
}

/// Observations on their way into a frame.
pub(crate) struct Pivot<'a> {
    meta: &'a TableMeta,
    measures: BTreeMap<&'a str, usize>,
    rows: Vec<Row>,
    /// Row by its joined codes.
    places: BTreeMap<String, usize>,
    /// Joined codes of the former observation and its row: a row's figures come one after another.
    last: Option<(String, usize)>,
    observations: usize,
}

impl<'a> Pivot<'a> {
    /// Returns a frame without rows for the dimensions and measures of a table.
    pub(crate) fn new(meta: &'a TableMeta) -> Self {
        let measures = meta.topics.iter().enumerate();
        Self {
            meta,
            measures: measures.map(|(i, topic)| (topic.key.as_str(), i)).collect(),
            rows: Vec::new(),
            places: BTreeMap::new(),
            last: None,
            observations: 0,
        }
    }

    /// Returns how many observations went in.
    pub(crate) fn observations(&self) -> usize {
        self.observations
    }

    /// Adds an observation.
    ///
    /// # Errors
    /// When it lacks its measure, a dimension or its figure, when its measure is not in the
    /// description of the table, or when there is one for the same codes already.
    pub(crate) fn add(&mut self, observation: &Observation<'_>) -> Result<(), ShapeError> {
        let (measure, codes) = self.complete(observation)?;
        let row = self.row(&codes);
        let cell = self.cell(measure, observation);
        let place = &mut self.rows[row].cells[measure];
        if *place != Cell::Unseen {
            return Err(ShapeError::DuplicateRows {
                tabel: self.meta.id.clone(),
                waar: format!("{} {}", codes.join(" "), self.meta.topics[measure].key),
            });
        }
        *place = cell;
        self.observations += 1;
        Ok(())
    }

    /// Returns the position of the measure and the codes of an observation that has all keys.
    fn complete<'o>(
        &self,
        observation: &'o Observation<'_>,
    ) -> Result<(usize, Vec<&'o str>), ShapeError> {
        let mut lacking = Vec::new();
        let mut codes = Vec::with_capacity(self.meta.dimensions.len());
        for dimension in &self.meta.dimensions {
            match observation.code(&dimension.key) {
                Some(code) => codes.push(code),
                None => lacking.push(dimension.key.clone()),
            }
        }
        let measure = observation.measure.as_deref().map(str::trim);
        let position = match measure {
            Some(identifier) => match self.measures.get(identifier) {
                Some(&position) => Some(position),
                None => return Err(self.unknown(identifier)),
            },
            None => {
                lacking.push("Measure".into());
                None
            }
        };
        let is_text = position.is_some_and(|at| self.meta.topics[at].datatype == Datatype::Text);
        if !(observation.has_value || is_text && observation.has_text) {
            lacking.push("Value".into());
        }
        match position {
            Some(position) if lacking.is_empty() => Ok((position, codes)),
            _ => Err(ShapeError::MissingColumns {
                tabel: self.meta.id.clone(),
                kolommen: lacking,
            }),
        }
    }

    fn unknown(&self, identifier: &str) -> ShapeError {
        let keys = || self.meta.topics.iter().map(|topic| topic.key.as_str());
        let near = near_matches(identifier, keys());
        let all = || keys().take(10).map(str::to_owned).collect();
        ShapeError::Missing {
            tabel: self.meta.id.clone(),
            wat: format!("onderwerp {identifier} in MeasureCodes, terwijl er wel cijfers van zijn"),
            wel: if near.is_empty() { all() } else { near },
        }
    }

    fn row(&mut self, codes: &[&str]) -> usize {
        let mut key = String::with_capacity(codes.iter().map(|code| code.len() + 1).sum());
        for code in codes {
            key.push_str(code);
            key.push(BETWEEN);
        }
        if let Some((former, row)) = &self.last
            && *former == key
        {
            return *row;
        }
        let row = *self.places.entry(key.clone()).or_insert_with(|| {
            self.rows.push(Row {
                codes: codes.iter().map(|code| (*code).to_owned()).collect(),
                cells: vec![Cell::Unseen; self.meta.topics.len()],
            });
            self.rows.len() - 1
        });
        self.last = Some((key, row));
        row
    }

    fn cell(&self, measure: usize, observation: &Observation<'_>) -> Cell {
        if let Some(reason) = observation.reason() {
            return Cell::Absent(reason.to_owned());
        }
        let text = observation.text.as_deref().map(str::trim);
        match (
            self.meta.topics[measure].datatype,
            observation.value,
            text.filter(|text| !text.is_empty()),
        ) {
            (Datatype::Number, Some(number), _) => Cell::Number(number),
            (Datatype::Text, _, Some(text)) => Cell::Text(text.to_owned()),
            (Datatype::Text, Some(number), None) => Cell::Number(number),
            // Text where a number belongs is no number, but it may say why.
            (Datatype::Number, None, text) => Cell::Absent(text.unwrap_or_default().to_owned()),
            (Datatype::Text, None, None) => Cell::Absent(String::new()),
        }
    }

    /// Returns the figures row by row: dimensions first, then one column per measure.
    pub(crate) fn into_columns(self) -> Columns {
        let mut columns = Columns::new(self.meta);
        let dimensions = self.meta.dimensions.len();
        for row in &self.rows {
            for (position, code) in row.codes.iter().enumerate() {
                push_text(&mut columns, position, code);
            }
            for (measure, cell) in row.cells.iter().enumerate() {
                let position = dimensions + measure;
                match cell {
                    Cell::Unseen => columns.column(position).push_null(),
                    Cell::Number(number) => columns.column(position).push_number(*number),
                    Cell::Text(text) => push_text(&mut columns, position, text),
                    Cell::Absent(reason) => columns.push_absent(position, reason),
                }
            }
            columns
                .finish_row()
                .expect("every cell was added exactly once");
        }
        columns
    }
}

/// Adds text to a column of text.
fn push_text(columns: &mut Columns, position: usize, text: &str) {
    let added = columns.column(position).push_str(text);
    assert!(added, "a column of text takes any text");
}

#[cfg(test)]
#[path = "pivot_tests.rs"]
mod tests;
