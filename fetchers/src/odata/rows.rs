//! Reads a page of rows straight into columns, without a value per row in between.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::columns::{ColumnBuilder, Columns};
use super::flat::without_rows;

/// Why a page could not be read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// The text is no whole JSON: a later answer may be.
    Cut,
    /// JSON, but no page of rows, or a cell that does not fit its column.
    Unfit(String),
}

/// Adds the rows of a page to `columns`; returns the link to the next page, if any.
///
/// # Errors
/// When the body is no page or a cell does not fit its column; `columns` is as it was.
pub(crate) fn read_page(body: &[u8], columns: &mut Columns) -> Result<Option<String>, Unread> {
    let mark = columns.mark();
    read(body, columns).inspect_err(|_| columns.go_back(&mark))
}

fn read(body: &[u8], columns: &mut Columns) -> Result<Option<String>, Unread> {
    // Checking the text once is faster than checking every string in it.
    let text = std::str::from_utf8(body).map_err(|_| Unread::Cut)?;
    let sort = |error: serde_json::Error| match error.is_data() {
        true => Unread::Unfit(error.to_string()),
        false => Unread::Cut,
    };
    let (rest, unwanted) = match columns.unwanted() {
        Some((geo, prefix)) => without_rows(text, geo, prefix),
        None => (String::new(), 0),
    };
    columns.skip_rows(unwanted);
    let text = if unwanted > 0 { &rest } else { text };
    let mut json = serde_json::Deserializer::from_str(text);
    let next = PageSeed(columns).deserialize(&mut json).map_err(sort)?;
    json.end().map_err(sort)?;
    Ok(next)
}

struct PageSeed<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for PageSeed<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PageSeed<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een pagina met value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut next, mut has_rows) = (None, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "value" => {
                    map.next_value_seed(RowsSeed(self.0))?;
                    has_rows = true;
                }
                "odata.nextLink" => next = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_rows {
            Ok(next)
        } else {
            Err(A::Error::missing_field("value"))
        }
    }
}

struct RowsSeed<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for RowsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RowsSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een lijst van rijen")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(RowSeed(&mut *self.0))?.is_some() {}
        Ok(())
    }
}

struct RowSeed<'a>(&'a mut Columns);

impl<'de> DeserializeSeed<'de> for RowSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RowSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een rij")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        let mut expected = 0;
        while let Some(position) = row.next_key_seed(KeySeed {
            columns: self.0,
            expected,
        })? {
            match position {
                Some(position) => {
                    row.next_value_seed(CellSeed {
                        columns: self.0,
                        position,
                    })?;
                    if self.0.is_unwanted(position) {
                        self.0.skip_row();
                        while row.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                        return Ok(());
                    }
                    expected = position + 1;
                }
                None => {
                    row.next_value::<IgnoredAny>()?;
                }
            }
        }
        let twice = |name| A::Error::custom(format!("kolom {name} staat twee keer in een rij"));
        self.0.finish_row().map_err(twice)
    }
}

struct KeySeed<'a> {
    columns: &'a Columns,
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("een kolomnaam")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.columns.position(key, self.expected))
    }
}

struct CellSeed<'a> {
    columns: &'a mut Columns,
    position: usize,
}

impl CellSeed<'_> {
    fn column(&mut self) -> &mut ColumnBuilder {
        self.columns.column(self.position)
    }
}

impl<'de> DeserializeSeed<'de> for CellSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl Visitor<'_> for CellSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "een getal, tekst of null in kolom {}",
            self.columns.name(self.position)
        )
    }

    fn visit_unit<E: Error>(mut self) -> Result<(), E> {
        self.column().push_null();
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, number: f64) -> Result<(), E> {
        self.column().push_number(number);
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.columns.push_text(self.position, text) {
            return Ok(());
        }
        Err(E::custom(format!(
            "«{}» in kolom {} is geen getal",
            text.trim(),
            self.columns.name(self.position)
        )))
    }
}

#[cfg(test)]
mod tests;
