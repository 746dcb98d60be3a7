//! Rows of text to a Parquet file with typed columns, one row group at a time, so that a file of
//! millions of rows never stands in memory.

use std::io::Write;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{
    ChunkedBuilder, Column, DataFrame, DataType, Float64Type, Int64Type, IntoSeries,
    ParquetCompression, ParquetWriter, PolarsError, PrimitiveChunkedBuilder, Schema,
    StringChunkedBuilder,
};

/// What a column holds. An empty text is no value, in each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers with decimals.
    Number,
}

/// Why rows do not become a table.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// A text that is not what its column holds.
    #[error("in kolom {column} staat «{text}», en dat is geen getal")]
    NoNumber {
        /// The column.
        column: String,
        /// The text.
        text: String,
    },
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] PolarsError),
}

impl RowsError {
    /// Returns the fault of the disk, when it was one.
    pub fn disk(&self) -> Option<&std::io::Error> {
        match self {
            Self::Write(PolarsError::IO { error, .. }) => Some(error),
            _ => None,
        }
    }
}

/// Rows of one row group, column by column.
pub struct Rows {
    columns: Vec<(String, Builder)>,
}

enum Builder {
    Text(StringChunkedBuilder),
    Whole(PrimitiveChunkedBuilder<Int64Type>),
    Number(PrimitiveChunkedBuilder<Float64Type>),
}

impl Rows {
    /// Starts a row group with these columns, with room for a number of rows.
    pub fn new(columns: &[(&str, ColumnKind)], room: usize) -> Self {
        let builder = |(name, kind): &(&str, ColumnKind)| {
            let own = (*name).into();
            let column = match kind {
                ColumnKind::Text => Builder::Text(StringChunkedBuilder::new(own, room)),
                ColumnKind::Whole => Builder::Whole(PrimitiveChunkedBuilder::new(own, room)),
                ColumnKind::Number => Builder::Number(PrimitiveChunkedBuilder::new(own, room)),
            };
            ((*name).to_owned(), column)
        };
        Self {
            columns: columns.iter().map(builder).collect(),
        }
    }

    /// Adds a row: one text per column, in their order.
    ///
    /// # Errors
    /// When a text is no number in a column of numbers.
    pub fn push<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Result<(), RowsError> {
        for ((name, column), text) in self.columns.iter_mut().zip(texts) {
            column.push(name, text)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<DataFrame, PolarsError> {
        let each = self.columns.into_iter();
        let columns: Vec<Column> = each.map(|(_, column)| column.finish()).collect();
        let height = columns.first().map_or(0, Column::len);
        DataFrame::new(height, columns)
    }
}

impl Builder {
    fn push(&mut self, name: &str, text: &str) -> Result<(), RowsError> {
        let is_value = !text.is_empty();
        match self {
            Self::Text(column) => column.append_option(is_value.then_some(text)),
            Self::Whole(column) => column.append_option(number(name, text)?),
            Self::Number(column) => column.append_option(number(name, text)?),
        }
        Ok(())
    }

    fn finish(self) -> Column {
        match self {
            Self::Text(column) => column.finish().into_series(),
            Self::Whole(column) => column.finish().into_series(),
            Self::Number(column) => column.finish().into_series(),
        }
        .into()
    }
}

fn number<N: std::str::FromStr>(column: &str, text: &str) -> Result<Option<N>, RowsError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| RowsError::NoNumber {
        column: column.to_owned(),
        text: text.to_owned(),
    })
}

/// A Parquet file under construction.
pub struct RowGroups<W: Write> {
    writer: BatchedWriter<W>,
}

impl<W: Write> RowGroups<W> {
    /// Starts a file with these columns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: W, columns: &[(&str, ColumnKind)]) -> Result<Self, RowsError> {
        let kind = |kind: ColumnKind| match kind {
            ColumnKind::Text => DataType::String,
            ColumnKind::Whole => DataType::Int64,
            ColumnKind::Number => DataType::Float64,
        };
        let fields = columns.iter().map(|(name, of)| ((*name).into(), kind(*of)));
        let writer = ParquetWriter::new(out).with_compression(ParquetCompression::Zstd(None));
        Ok(Self {
            writer: writer.batched(&Schema::from_iter(fields))?,
        })
    }

    /// Adds rows as one row group; none is no group.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, rows: Rows) -> Result<(), RowsError> {
        let mut frame = rows.finish()?;
        frame.rechunk_mut();
        Ok(self.writer.write_batch(&frame)?)
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(), RowsError> {
        self.writer.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{ParquetReader, SerReader as _};

    use super::*;

    const COLUMNS: [(&str, ColumnKind); 3] = [
        ("naam", ColumnKind::Text),
        ("jaar", ColumnKind::Whole),
        ("waarde", ColumnKind::Number),
    ];

    fn written(groups: &[&[[&str; 3]]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut file = RowGroups::new(&mut bytes, &COLUMNS).unwrap();
        for group in groups {
            let mut rows = Rows::new(&COLUMNS, group.len());
            for row in *group {
                rows.push(row.iter().copied()).unwrap();
            }
            file.add(rows).unwrap();
        }
        file.finish().unwrap();
        bytes
    }

    #[test]
    fn texts_come_back_as_typed_values_and_empty_is_none() {
        let groups: [&[[&str; 3]]; 3] = [
            &[["Zwolle", "2024", "75.2"], ["", "", ""]],
            &[],
            &[["Urk", "-1", "0.0000"]],
        ];
        let bytes = written(&groups);
        assert_eq!(bytes, written(&groups), "not the same bytes");
        let frame = ParquetReader::new(Cursor::new(bytes)).finish().unwrap();
        let names: Vec<_> = frame
            .column("naam")
            .unwrap()
            .str()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(names, [Some("Zwolle"), None, Some("Urk")]);
        let years: Vec<_> = frame
            .column("jaar")
            .unwrap()
            .i64()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(years, [Some(2024), None, Some(-1)]);
        let values: Vec<_> = frame
            .column("waarde")
            .unwrap()
            .f64()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(values, [Some(75.2), None, Some(0.0)]);
    }

    #[test]
    fn a_word_in_a_column_of_numbers_is_a_fault_and_no_empty_value() {
        let mut rows = Rows::new(&COLUMNS, 1);
        let fault = rows
            .push(["Zwolle", "2024", "geheim"].into_iter())
            .unwrap_err();
        assert_eq!(
            fault.to_string(),
            "in kolom waarde staat «geheim», en dat is geen getal"
        );
    }

    #[test]
    fn a_file_without_rows_has_its_columns() {
        let frame = ParquetReader::new(Cursor::new(written(&[])))
            .finish()
            .unwrap();
        assert_eq!((frame.height(), frame.width()), (0, 3));
    }
}
