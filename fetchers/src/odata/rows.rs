//! Reads a page of rows straight into columns, without a value per row in between.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::columns::{ColumnBuilder, Columns};

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
                    row.next_value_seed(CellSeed(self.0.column(position)))?;
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

struct CellSeed<'a>(&'a mut ColumnBuilder);

impl<'de> DeserializeSeed<'de> for CellSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl Visitor<'_> for CellSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "een getal, tekst of null in kolom {}", self.0.name())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push_null();
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.0.push_number(number);
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.0.push_str(text) {
            return Ok(());
        }
        Err(E::custom(format!(
            "«{}» in kolom {} is geen getal",
            text.trim(),
            self.0.name()
        )))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use polars::prelude::{AnyValue, DataFrame};

    use super::*;
    use crate::error::ShapeError;
    use crate::meta::{Datatype, Dimension, DimensionKind, TableMeta, Topic};

    fn meta() -> TableMeta {
        let dimension = |key: &str, kind| Dimension {
            key: key.into(),
            kind,
            title: key.into(),
            items: Vec::new(),
        };
        let topic = |key: &str, datatype| Topic {
            key: key.into(),
            stem: crate::meta::stem_of(key).into(),
            title: key.into(),
            parents: Vec::new(),
            unit: String::new(),
            datatype,
            decimals: None,
        };
        TableMeta {
            id: "1NED".into(),
            title: "t".into(),
            modified: None,
            status: None,
            topics: vec![
                topic("Naam_1", Datatype::Text),
                topic("Waarde_2", Datatype::Number),
            ],
            dimensions: vec![
                dimension("Gebied", DimensionKind::Geo),
                dimension("Perioden", DimensionKind::Time),
            ],
            areas: BTreeMap::new(),
        }
    }

    fn frame(pages: &[&str]) -> Result<DataFrame, ShapeError> {
        let meta = meta();
        let mut columns = Columns::new(&meta);
        for page in pages {
            read_page(page.as_bytes(), &mut columns).expect("page");
        }
        columns.into_frame("Gebied", &|code| code.starts_with("GM"))
    }

    #[test]
    fn text_is_trimmed_dots_are_absent_and_zero_is_a_value() {
        let frame = frame(&[
            r#"{"odata.metadata":"m","value":[
            {"ID":5,"Gebied":"GM0193    ","Perioden":"2024JJ00","Naam_1":"Zwolle   ","Waarde_2":0},
            {"ID":6,"Waarde_2":"   183.3","Gebied":"GM0148    ","Perioden":"2024JJ00","Naam_1":"   ."}]}"#,
            r#"{"value":[{"Gebied":"GM0148    ","Perioden":"2020JJ00","Naam_1":null,"Waarde_2":null,"X":[1]}]}"#,
        ])
        .expect("frame");
        assert_eq!(frame.shape(), (3, 4));
        let cell = |column: &str, row| {
            frame
                .column(column)
                .expect(column)
                .get(row)
                .expect("row")
                .into_static()
        };
        // Sorted by area and period, whatever the order of the pages.
        assert_eq!(cell("Gebied", 0), AnyValue::StringOwned("GM0148".into()));
        assert_eq!(
            cell("Perioden", 0),
            AnyValue::StringOwned("2020JJ00".into())
        );
        assert_eq!(cell("Waarde_2", 0), AnyValue::Null);
        assert_eq!(cell("Waarde_2", 1), AnyValue::Float64(183.3));
        assert_eq!(cell("Naam_1", 1), AnyValue::Null);
        assert_eq!(cell("Waarde_2", 2), AnyValue::Float64(0.0));
        assert_eq!(cell("Naam_1", 2), AnyValue::StringOwned("Zwolle".into()));
    }

    #[test]
    fn a_shape_that_changed_is_an_error() {
        let row = r#"{"Gebied":"GM0193","Perioden":"2024JJ00","Naam_1":"Z","Waarde_2":1}"#;
        let page = |rows: &str| format!(r#"{{"value":[{rows}]}}"#);
        let twice = frame(&[&page(row), &page(row)]);
        assert!(
            matches!(twice, Err(ShapeError::DuplicateRows { .. })),
            "{twice:?}"
        );
        let renamed = frame(&[&page(&row.replace("Waarde_2", "Waarde_3"))]);
        assert!(
            matches!(renamed, Err(ShapeError::MissingColumns { ref kolommen, .. }) if kolommen == &["Waarde_2"])
        );
        let foreign = frame(&[&page(&row.replace("GM0193", "WK019301"))]);
        assert!(
            matches!(foreign, Err(ShapeError::ForeignArea { .. })),
            "{foreign:?}"
        );
        for bad in [
            row.replace(":1}", ":\"veel\"}"),
            row.replace(":1}", ":true}"),
            row.replace(":1}", ":[1]}"),
            row.replace(":1}", ":1,\"Waarde_2\":2}"),
        ] {
            let mut columns = Columns::new(&meta());
            let error = read_page(page(&bad).as_bytes(), &mut columns).expect_err(&bad);
            assert!(
                matches!(&error, Unread::Unfit(why) if why.contains("Waarde_2")),
                "{error:?}"
            );
        }
    }

    #[test]
    fn the_next_link_is_returned_and_a_page_without_value_refused() {
        let mut columns = Columns::new(&meta());
        let page = br#"{"value":[],"odata.nextLink":"https://h/x?$skip=10000"}"#;
        let next = read_page(page, &mut columns).expect("page");
        assert_eq!(next.as_deref(), Some("https://h/x?$skip=10000"));
        assert!(matches!(
            read_page(b"{}", &mut columns),
            Err(Unread::Unfit(_))
        ));
        let tail = read_page(br#"{"value":[]} x"#, &mut columns);
        assert!(matches!(tail, Err(Unread::Cut)));
    }

    #[test]
    fn a_damaged_page_leaves_no_rows_behind() {
        let mut columns = Columns::new(&meta());
        let row = |code: &str| {
            format!(r#"{{"Gebied":"{code}","Perioden":"2024JJ00","Naam_1":"Z","Waarde_2":1}}"#)
        };
        let page = |rows: &str| format!(r#"{{"value":[{rows}]}}"#);
        read_page(page(&row("GM0001")).as_bytes(), &mut columns).expect("page");
        let whole = page(&format!("{},{}", row("GM0002"), row("GM0003")));
        for cut in 1..whole.len() {
            let read = read_page(&whole.as_bytes()[..cut], &mut columns);
            assert!(matches!(read, Err(Unread::Cut)), "{cut}: {read:?}");
            assert_eq!(columns.rows(), 1);
        }
        read_page(whole.as_bytes(), &mut columns).expect("whole");
        let frame = columns
            .into_frame("Gebied", &|code| code.starts_with("GM"))
            .expect("no doubles");
        assert_eq!(frame.shape(), (3, 4));
    }

    #[test]
    fn unwanted_rows_are_counted_and_not_kept() {
        let unwanted = |code: &str| code.starts_with("BU");
        let mut columns = Columns::new(&meta()).without("Gebied", unwanted);
        let page = r#"{"value":[
            {"Perioden":"2024JJ00","Gebied":"GM0193  ","Naam_1":"Z","Waarde_2":1},
            {"Perioden":"2024JJ00","Gebied":"BU01930101","Naam_1":"B","Waarde_2":"x"},
            {"Waarde_2":5,"Naam_1":"Y","Gebied":"BU01930102","Perioden":"2024JJ00"},
            {"Perioden":"2024JJ00","Gebied":"WK019301","Naam_1":null,"Waarde_2":null}]}"#;
        read_page(page.as_bytes(), &mut columns).expect("page");
        assert_eq!((columns.rows(), columns.rows_read()), (2, 4));
        let slices = |code: &str| match code {
            "GM0193" => vec!["land", "GM0193"],
            _ => vec!["GM0193"],
        };
        let frames = columns.into_frames("Gebied", &slices).expect("frames");
        let heights: Vec<_> = frames.iter().map(|(name, f)| (*name, f.height())).collect();
        assert_eq!(heights, [("GM0193", 2), ("land", 1)]);
    }
}
