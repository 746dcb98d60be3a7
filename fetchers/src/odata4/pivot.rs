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
        if !observation.has_value {
            lacking.push("Value".into());
        }
        let measure = observation.measure.as_deref().map(str::trim);
        match measure.map(|identifier| (identifier, self.measures.get(identifier))) {
            Some((_, Some(&measure))) if lacking.is_empty() => return Ok((measure, codes)),
            Some((identifier, None)) => return Err(self.unknown(identifier)),
            Some(_) => {}
            None => lacking.push("Measure".into()),
        }
        Err(ShapeError::MissingColumns {
            tabel: self.meta.id.clone(),
            kolommen: lacking,
        })
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
mod tests {
    use polars::prelude::{AnyValue, DataFrame};

    use super::*;
    use crate::meta::{Dimension, DimensionKind, Topic};
    use crate::odata4::observations::read_page;
    use crate::reasons::reason_column;

    fn meta() -> TableMeta {
        let dimension = |key: &str, kind| Dimension {
            key: key.into(),
            kind,
            title: key.into(),
            items: Vec::new(),
        };
        let topic = |key: &str, datatype| Topic {
            key: key.into(),
            stem: key.into(),
            title: key.into(),
            parents: Vec::new(),
            unit: String::new(),
            datatype,
            decimals: None,
        };
        TableMeta {
            id: "83765NED".into(),
            title: "t".into(),
            modified: None,
            status: None,
            topics: vec![
                topic("T001036", Datatype::Number),
                topic("M000114", Datatype::Number),
                topic("Naam", Datatype::Text),
            ],
            dimensions: vec![
                dimension("WijkenEnBuurten", DimensionKind::Geo),
                dimension("Perioden", DimensionKind::Time),
            ],
            areas: BTreeMap::new(),
        }
    }

    fn row(area: &str, measure: &str, rest: &str) -> String {
        format!(
            r#"{{"Id":1,"Measure":"{measure}",{rest},"WijkenEnBuurten":"{area}","Perioden":"2017JJ00"}}"#
        )
    }

    fn frame(rows: &[String]) -> Result<DataFrame, ShapeError> {
        let meta = meta();
        let mut pivot = Pivot::new(&meta);
        let body = format!(r#"{{"value":[{}]}}"#, rows.join(","));
        for observation in &read_page(body.as_bytes()).expect("page").value {
            pivot.add(observation)?;
        }
        assert_eq!(pivot.observations(), rows.len());
        let asked = |code: &str| code.starts_with("GM");
        pivot.into_columns().into_frame("WijkenEnBuurten", &asked)
    }

    fn cell(frame: &DataFrame, column: &str, row: usize) -> AnyValue<'static> {
        let column = frame.column(column).expect(column);
        column.get(row).expect("row").into_static()
    }

    #[test]
    fn figures_of_an_area_become_one_row_in_sorted_order() {
        let frame = frame(&[
            row(
                "GM0772",
                "T001036",
                r#""ValueAttribute":"None","Value":246417.0,"StringValue":null"#,
            ),
            row("GM0148", "M000114", r#""Value":0"#),
            row("GM0148 ", "T001036 ", r#""Value":28000"#),
            row("GM0772", "M000114", r#""Value":2.1"#),
            row(
                "GM0772",
                "Naam",
                r#""Value":null,"StringValue":" Eindhoven ""#,
            ),
        ])
        .expect("frame");
        assert_eq!(frame.shape(), (2, 5));
        assert_eq!(
            cell(&frame, "WijkenEnBuurten", 0),
            AnyValue::StringOwned("GM0148".into())
        );
        assert_eq!(cell(&frame, "T001036", 0), AnyValue::Float64(28_000.0));
        assert_eq!(cell(&frame, "M000114", 0), AnyValue::Float64(0.0));
        assert_eq!(cell(&frame, "Naam", 0), AnyValue::Null);
        assert_eq!(cell(&frame, "T001036", 1), AnyValue::Float64(246_417.0));
        assert_eq!(
            cell(&frame, "Naam", 1),
            AnyValue::StringOwned("Eindhoven".into())
        );
    }

    #[test]
    fn a_reason_stands_beside_the_absent_figure_in_the_word_of_the_source() {
        let frame = frame(&[
            row(
                "GM0772",
                "T001036",
                r#""ValueAttribute":"Impossible","Value":null"#,
            ),
            row(
                "GM0148",
                "T001036",
                r#""ValueAttribute":"Iets nieuws","Value":5"#,
            ),
            row("GM0193", "T001036", r#""ValueAttribute":"None","Value":7"#),
            row(
                "GM0193",
                "M000114",
                r#""ValueAttribute":"None","Value":null"#,
            ),
            row("GM0193", "Naam", r#""Value":null,"StringValue":".""#),
        ])
        .expect("frame");
        // A figure that the source has doubts about is no figure.
        assert_eq!(cell(&frame, "T001036", 0), AnyValue::Null);
        let why = |row| cell(&frame, &reason_column("T001036"), row);
        assert_eq!(why(0), AnyValue::StringOwned("Iets nieuws".into()));
        assert_eq!(
            (cell(&frame, "T001036", 1), why(1)),
            (AnyValue::Float64(7.0), AnyValue::Null)
        );
        assert_eq!(why(2), AnyValue::StringOwned("Impossible".into()));
        // Absent without a reason: no column of reasons.
        assert_eq!(cell(&frame, "M000114", 1), AnyValue::Null);
        assert_eq!(cell(&frame, "Naam", 1), AnyValue::Null);
        assert_eq!(frame.width(), 6);
    }

    #[test]
    fn text_in_the_place_of_a_number_is_kept_as_the_reason() {
        let frame = frame(&[row(
            "GM0193",
            "T001036",
            r#""Value":null,"StringValue":"x""#,
        )])
        .expect("frame");
        assert_eq!(cell(&frame, "T001036", 0), AnyValue::Null);
        assert_eq!(
            cell(&frame, "T001036:reden", 0),
            AnyValue::StringOwned("x".into())
        );
    }

    #[test]
    fn a_shape_that_changed_is_an_error() {
        let good = || row("GM0193", "T001036", r#""Value":7"#);
        let error = |rows: &[String]| frame(rows).expect_err("changed");
        let twice = error(&[good(), good()]);
        assert!(matches!(twice, ShapeError::DuplicateRows { .. }), "{twice}");
        assert!(
            twice.to_string().contains("GM0193 2017JJ00 T001036"),
            "{twice}"
        );
        let renamed = error(&[good().replace("T001036", "T001037")]);
        assert!(renamed.to_string().contains("T001037"), "{renamed}");
        assert!(renamed.hint().contains("T001036"), "{}", renamed.hint());
        let foreign = error(&[good().replace("GM0193", "WK019301")]);
        assert!(
            matches!(foreign, ShapeError::ForeignArea { .. }),
            "{foreign}"
        );
        for (from, to, lacking) in [
            ("\"Measure\"", "\"Topic\"", "Measure"),
            ("\"Value\"", "\"Waarde\"", "Value"),
            ("\"WijkenEnBuurten\"", "\"RegioS\"", "WijkenEnBuurten"),
            ("2017JJ00", " ", "Perioden"),
        ] {
            let error = error(&[good().replace(from, to)]);
            let ShapeError::MissingColumns { kolommen, .. } = &error else {
                panic!("{from}: {error}")
            };
            assert_eq!(kolommen, &[lacking]);
        }
    }
}
