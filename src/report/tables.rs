//! The tables of a report as JSON for Typst.
//!
//! Thousands of cells as Typst source cost Typst more to parse than anything else of a report, and
//! the templates more to write. So they go beside the document, and the component `tabel` names a
//! table by its number. The model keeps everything, for templates that write a table themselves.

use serde::Serialize;
use serde_json::{Map, Value};

/// Where the tables stand in the work folder.
pub(super) const TABLES: &str = "tabellen.json";
/// The first line of the document. It stands there and not in a template or in the house library,
/// so that it is also there when a user has an own one.
pub(super) const READ_TABLES: &str = "#let rapporttabellen = json(\"tabellen.json\")\n";

/// A table as the house library takes it.
#[derive(Serialize)]
struct Table<'a> {
    titel: &'a str,
    samenvatting: &'a str,
    kolommen: Vec<Column<'a>>,
    rijen: Vec<Row<'a>>,
    noot: &'a str,
    fictief: bool,
}

#[derive(Serialize)]
struct Column<'a> {
    kop: &'a str,
    groep: &'a str,
    uitlijning: &'a str,
    breedte: &'a str,
    maat: &'a str,
    kort: &'a str,
    groepmaat: &'a str,
    kopdelen: &'a str,
    groepdelen: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    nadruk: bool,
    anker: &'a str,
    maten: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    kort: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    stapel: &'a str,
    /// Text, verdict, and `ja` where the text says why there is no number.
    cellen: Vec<[&'a str; 3]>,
}

/// Gives every table inside `value`, the model of a report as JSON with its measures, a `nummer`,
/// and returns all tables by that number as JSON.
///
/// # Errors
/// Those of JSON.
pub(super) fn number_tables(value: &mut Value) -> serde_json::Result<String> {
    let mut tables = Vec::new();
    collect(value, &mut tables)?;
    Ok(format!("{{{}}}", tables.join(",\n")))
}

fn collect(value: &mut Value, tables: &mut Vec<String>) -> serde_json::Result<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| collect(item, tables)),
        Value::Object(fields)
            if fields.contains_key("kolommen") && fields.contains_key("rijen") =>
        {
            let number = (tables.len() + 1).to_string();
            let table = serde_json::to_string(&table_of(fields))?;
            tables.push(format!("\"{number}\":{table}"));
            fields.insert("nummer".to_owned(), Value::String(number));
            Ok(())
        }
        Value::Object(fields) => {
            let mut fields = fields.values_mut();
            fields.try_for_each(|field| collect(field, tables))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn table_of(fields: &Map<String, Value>) -> Table<'_> {
    let field = |key: &str| fields.get(key).unwrap_or(&Value::Null);
    Table {
        titel: text(field("titel")),
        samenvatting: text(field("samenvatting")),
        kolommen: items(field("kolommen")).map(column_of).collect(),
        rijen: items(field("rijen")).map(row_of).collect(),
        noot: text(field("noot")),
        fictief: yes(field("fictief")),
    }
}

fn column_of(column: &Value) -> Column<'_> {
    Column {
        kop: text(&column["kop"]),
        groep: text(&column["groep"]),
        uitlijning: text(&column["uitlijning"]),
        breedte: text(&column["breedte"]),
        maat: text(&column["maat"]),
        kort: text(&column["kort"]),
        groepmaat: text(&column["groepmaat"]),
        kopdelen: text(&column["kopdelen"]),
        groepdelen: text(&column["groepdelen"]),
    }
}

fn row_of(row: &Value) -> Row<'_> {
    Row {
        nadruk: yes(&row["nadruk"]),
        anker: text(&row["anker"]),
        maten: text(&row["maten"]),
        kort: text(&row["kort"]),
        stapel: text(&row["stapel"]),
        cellen: items(&row["cellen"]).map(cell_of).collect(),
    }
}

fn cell_of(cell: &Value) -> [&str; 3] {
    let missing = if yes(&cell["ontbreekt"]) { "ja" } else { "" };
    [text(&cell["tekst"]), text(&cell["symbool"]), missing]
}

/// A text; none for what is not there.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn yes(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::measures::add_measures;
    use crate::report::model::{Cel, Kolom, Rij, Symbool, Tabel};
    use serde_json::json;

    #[test]
    fn every_table_has_a_number_and_its_texts_as_they_are() {
        let mut table = Tabel::new(
            "T \"a\" \\ #b",
            "S",
            vec![Kolom::tekst("Wijk"), Kolom::getal("%")],
        );
        table.rijen.push(Rij::new(vec![
            Cel::tekst("Ee\u{a0}1").met(Symbool::HogerOngunstiger),
            Cel::ontbreekt("geheim"),
        ]));
        table.rijen.push(
            Rij::new(vec![Cel::tekst("x"), Cel::tekst("1")])
                .met_nadruk()
                .met_anker("WK01"),
        );
        table.fictief = true;
        let mut model =
            json!({"a": [{"tabel": table}], "b": {"tabel": table, "kop": "geen tabel"}});
        add_measures(&mut model).unwrap();
        let written = number_tables(&mut model).unwrap();
        assert_eq!(model["a"][0]["tabel"]["nummer"], "1");
        assert_eq!(model["b"]["tabel"]["nummer"], "2");
        assert_eq!(
            model["a"][0]["tabel"]["rijen"][0]["cellen"][1]["tekst"],
            "geheim"
        );
        let tables: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(tables.as_object().unwrap().len(), 2);
        let table = &tables["2"];
        assert_eq!(
            (&table["titel"], &table["fictief"]),
            (&json!("T \"a\" \\ #b"), &json!(true))
        );
        assert_eq!(table["kolommen"][1]["uitlijning"], "rechts");
        assert_eq!(
            table["kolommen"][0]["maat"],
            model["b"]["tabel"]["kolommen"][0]["maat"]
        );
        let [first, second] = [&table["rijen"][0], &table["rijen"][1]];
        assert_eq!(
            first["cellen"],
            json!([["Ee\u{a0}1", "hoger_ongunstiger", ""], ["geheim", "", "ja"]])
        );
        assert_eq!(
            (&first["anker"], &first["nadruk"]),
            (&json!(""), &json!(false))
        );
        assert_eq!(
            (&second["anker"], &second["nadruk"]),
            (&json!("WK01"), &json!(true))
        );
        assert!(first["maten"].is_string() && second.get("stapel").is_none());
    }
}
