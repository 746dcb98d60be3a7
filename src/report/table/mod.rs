//! The tables of a report as JSON for Typst, with their sizes.
//!
//! Thousands of cells as Typst source cost Typst more to parse than anything else of a report, and
//! the templates more to write. So they go beside the document, and the component `tabel` names a
//! table by its number. Typst can find out how wide a column must be and how high a row only by setting
//! every cell more than once, so the program counts that from the widths of words. The model keeps
//! everything, for templates that write a table themselves.

mod columns;
mod form;
mod sizes;
mod words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::escape::sanitise;
use super::model::{Cel, FiguurBreedte, Kolom, KolomBreedte, Rij, Symbool, Tabel, Uitlijning};
use crate::figures::TableRows;
use form::Place;
use sizes::{Sizes, sizes};
use words::{is_no_verdict, may_break, unit_kept};

pub(super) use form::{TEXT_MM, mm};
pub(super) use sizes::{lines_in, text_height};
pub(super) use words::{FICTITIOUS, Piece, pieces};

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
    /// The marks that a short table has without their word, with it.
    legenda: String,
    maten: Sizes,
}

#[derive(Serialize)]
struct Column<'a> {
    kop: &'a str,
    groep: &'a str,
    uitlijning: Uitlijning,
    breedte: KolomBreedte,
}

#[derive(Serialize)]
struct Row<'a> {
    nadruk: bool,
    anker: &'a str,
    /// Whether a word may break; else the texts can be set as they are. Most of thousands of cells can,
    /// and what Typst need not look at costs nothing.
    lang: bool,
    cellen: Vec<Cow<'a, str>>,
    /// The cells with a verdict, or with the reason why there is no number.
    merken: Vec<(usize, Mark)>,
}

/// What a cell has beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Mark {
    /// A verdict, by its name.
    Verdict(Symbool),
    /// Its text is the reason why there is no number.
    Missing(Missing),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Missing {
    Ontbreekt,
}

/// Gives every table inside `value`, the model of a report as JSON, a `nummer`, and returns all tables
/// by that number as JSON.
///
/// # Errors
/// Those of JSON, when what looks like a table is none.
pub(super) fn number_tables(value: &mut Value) -> serde_json::Result<String> {
    let mut tables = Vec::new();
    collect(value, Place::Page, &mut tables)?;
    Ok(format!("{{{}}}", tables.join(",\n")))
}

fn collect(value: &mut Value, place: Place, tables: &mut Vec<String>) -> serde_json::Result<()> {
    match value {
        Value::Array(items) => {
            let mut items = items.iter_mut();
            items.try_for_each(|item| collect(item, place, tables))
        }
        Value::Object(fields)
            if fields.contains_key("kolommen") && fields.contains_key("rijen") =>
        {
            let number = (tables.len() + 1).to_string();
            let table = Tabel::deserialize(&*value)?;
            let table = serde_json::to_string(&table_of(&table, place))?;
            tables.push(format!("\"{number}\":{table}"));
            value["nummer"] = Value::String(number);
            Ok(())
        }
        Value::Object(fields) => {
            let figure = |key| fields.get(key).and_then(beside);
            let beside = figure("ernaast").or_else(|| figure("figuur"));
            fields.iter_mut().try_for_each(|(key, field)| {
                let place = place_of(key).or(beside).unwrap_or(place);
                collect(field, place, tables)
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// Where the templates set the tables of this part of the model.
fn place_of(key: &str) -> Option<Place> {
    match key {
        "bijlage" | "jaren" | "definities" | "bronnen" => Some(Place::Annex),
        "dimensies" => Some(Place::Column),
        "overzicht" => Some(Place::Overview),
        "bladen" => Some(Place::Sheet),
        _ => None,
    }
}

/// A figure that is narrow enough has its table beside it.
fn beside(figure: &Value) -> Option<Place> {
    let width = FiguurBreedte::deserialize(figure.get("breedte")?).ok()?;
    let narrow = matches!(
        width,
        FiguurBreedte::Half
            | FiguurBreedte::NaastTabel
            | FiguurBreedte::PerRij
            | FiguurBreedte::PerOnderwerp
    );
    narrow.then_some(Place::Beside(width))
}

/// Returns the sizes of the table of a sheet.
pub(super) fn sheet_table(table: &Tabel) -> Sizes {
    sizes(table, Place::Sheet)
}

/// Returns where the rows of a table stand beside a chart of this width, for the rows after the first
/// `skipped`; `None` when only Typst can say.
pub(super) fn rows_beside(
    table: &Tabel,
    chart: FiguurBreedte,
    skipped: usize,
) -> Option<TableRows> {
    // Measured as it is printed: signs that the font lacks are replaced.
    let mut table = table.clone();
    let cells = table.rijen.iter_mut().flat_map(|row| &mut row.cellen);
    let texts = cells.map(|cell| &mut cell.tekst);
    let heads = table.kolommen.iter_mut().map(|column| &mut column.kop);
    for text in texts.chain(heads) {
        *text = sanitise(text).0;
    }
    let sizes = sizes(&table, Place::Beside(chart));
    let heights: Option<Vec<f64>> = sizes.hoogten.into_iter().collect();
    let mut heights = heights?;
    let first = heights.len().checked_sub(table.rijen.len())? + skipped;
    let rows = heights.split_off(first.min(heights.len()));
    let form = sizes.form;
    Some(TableRows {
        above: heights.iter().sum(),
        rows,
        line: form.ruimte + text_height(1, form.grootte, form.leading) / 2.0,
    })
}

fn table_of(table: &Tabel, place: Place) -> Table<'_> {
    Table {
        titel: &table.titel,
        samenvatting: &table.samenvatting,
        kolommen: table.kolommen.iter().map(column_of).collect(),
        rijen: table.rijen.iter().map(row_of).collect(),
        noot: &table.noot,
        fictief: table.fictief,
        legenda: legend(table),
        maten: sizes(table, place),
    }
}

fn column_of(column: &Kolom) -> Column<'_> {
    Column {
        kop: &column.kop,
        groep: &column.groep,
        uitlijning: column.uitlijning,
        breedte: column.breedte,
    }
}

/// The marks that stand without their word, with it.
fn legend(table: &Tabel) -> String {
    let cells = || table.rijen.iter().flat_map(|row| &row.cellen);
    let words: Vec<String> = Symbool::ALLE
        .into_iter()
        .filter(|symbol| is_no_verdict(*symbol))
        .filter(|symbol| cells().any(|cell| cell.symbool == Some(*symbol)))
        .map(|symbol| format!("{} {}", symbol.teken(), symbol.woord()))
        .collect();
    words.join(" · ")
}

fn row_of(row: &Rij) -> Row<'_> {
    let marks = row.cellen.iter().enumerate();
    Row {
        nadruk: row.nadruk,
        anker: row.anker.as_deref().unwrap_or_default(),
        lang: row.cellen.iter().any(|cell| may_break(&cell.tekst)),
        cellen: row
            .cellen
            .iter()
            .map(|cell| unit_kept(&cell.tekst))
            .collect(),
        merken: marks
            .filter_map(|(at, cell)| Some((at, mark_of(cell)?)))
            .collect(),
    }
}

fn mark_of(cell: &Cel) -> Option<Mark> {
    if cell.ontbreekt {
        return Some(Mark::Missing(Missing::Ontbreekt));
    }
    cell.symbool.map(Mark::Verdict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn table() -> Tabel {
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
        table
    }

    fn numbered(model: &mut Value) -> Value {
        serde_json::from_str(&number_tables(model).unwrap()).unwrap()
    }

    #[test]
    fn every_table_has_a_number_and_its_texts_as_they_are() {
        let table = table();
        let mut model =
            json!({"a": [{"tabel": table}], "b": {"tabel": table, "kop": "geen tabel"}});
        let tables = numbered(&mut model);
        assert_eq!(model["a"][0]["tabel"]["nummer"], "1");
        assert_eq!(model["b"]["tabel"]["nummer"], "2");
        assert_eq!(
            model["a"][0]["tabel"]["rijen"][0]["cellen"][1]["tekst"],
            "geheim"
        );
        assert_eq!(tables.as_object().unwrap().len(), 2);
        let table = &tables["2"];
        assert_eq!(
            (&table["titel"], &table["fictief"]),
            (&json!("T \"a\" \\ #b"), &json!(true))
        );
        assert_eq!(table["kolommen"][1]["uitlijning"], "rechts");
        let [first, second] = [&table["rijen"][0], &table["rijen"][1]];
        assert_eq!(first["cellen"], json!(["Ee\u{a0}1", "geheim"]));
        assert_eq!(
            first["merken"],
            json!([[0, "hoger_ongunstiger"], [1, "ontbreekt"]])
        );
        assert_eq!(second["merken"], json!([]));
        assert_eq!(
            (&first["anker"], &first["nadruk"]),
            (&json!(""), &json!(false))
        );
        assert_eq!(
            (&second["anker"], &second["nadruk"]),
            (&json!("WK01"), &json!(true))
        );
        assert_eq!(table["maten"]["regels"], json!([1, 1]));
    }

    #[test]
    fn a_row_with_a_long_word_says_so() {
        let row = |text: &str| row_of(&Rij::new(vec![Cel::tekst(text)])).lang;
        assert!(!row("Noord en Zuid"));
        assert!(row("Bedrijventerreinen-Zuidoost"));
    }

    #[test]
    fn a_legend_names_the_marks_without_a_word() {
        let mut table = table();
        assert_eq!(legend(&table), "");
        let cells = vec![
            Cel::oordeel(Symbool::GeenToets),
            Cel::oordeel(Symbool::NietDuidelijkAnders),
        ];
        table.rijen.push(Rij::new(cells));
        assert_eq!(legend(&table), "● niet duidelijk anders · – geen oordeel");
    }

    #[test]
    fn a_table_has_the_sizes_of_its_place() {
        let figure = |width: &str| json!({"breedte": width});
        let mut model = json!({
            "bijlage": {"tabellen": [table()]},
            "themas": [
                {"tabel": table(), "figuur": figure("naast_tabel")},
                {"tabel": table(), "figuur": figure("vol")},
            ],
        });
        let tables = numbered(&mut model);
        let of = |number: &str| {
            let sizes = &tables[number]["maten"];
            (sizes["grootte"].as_f64(), sizes["kort"].as_bool())
        };
        assert_eq!(of("1"), (Some(8.0), Some(true)));
        assert_eq!(of("2"), (Some(7.8), Some(true)));
        assert_eq!(of("3"), (Some(8.6), Some(false)));
    }

    #[test]
    fn nothing_but_tables_is_touched() {
        let mut value = json!({ "titel": "Roken", "zinnen": ["a", "b"], "rijen": 3 });
        let before = value.clone();
        assert_eq!(numbered(&mut value), json!({}));
        assert_eq!(value, before);
    }
}
