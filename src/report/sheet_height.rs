//! How high a sheet surely is at most, so that Typst need not set it to know whether it fits.
//!
//! A sheet has half a page. Whether it fits could be found by setting it, but that costs as much as
//! printing it; with the widths of its words the lines can be counted. The sizes are those of
//! `huis/bladen.typ`, in points.

use serde::Deserialize;
use serde_json::Value;

use super::sheets::Blad;
use super::table::{FICTITIOUS, Piece, TEXT_MM, lines_in, mm, pieces, sheet_table, text_height};
use crate::figures::FontWeight;

/// White between a text and the map beside it, in millimetres.
const MAP_GAP_MM: f64 = 6.0;
/// Sizes of the name, of the sentences about who live here, of the other sentences and of the notes.
const NAME: f64 = 12.0;
const PEOPLE: f64 = 9.5;
const SENTENCE: f64 = 10.4;
const SMALL: f64 = 7.6;
/// White between the lines of a sentence, of a note and of the name, in multiples of their size.
const LEADING: f64 = 0.58;
const NOTE_LEADING: f64 = 0.62;
/// White between two sentences, in multiples of the size of the larger ones.
const BETWEEN: f64 = 0.8;
/// White below the name and above the sentences, in millimetres.
const BELOW_NAME_MM: f64 = 2.4 + 0.6;
/// White around the table and its notes, and something to spare, in millimetres.
const AROUND_MM: f64 = 3.0 + 2.0 + 3.0 + 1.0;
/// The number of a sheet with the white after it, in multiples of the size of the name.
const NUMBER: f64 = 2.4;
/// Letters of a note that surely go on a line.
const NOTE_LETTERS: usize = 84;
/// The words before the sentences about certainty, as `huis/bladen.typ` sets them: in bold.
const CERTAINTY: &str = "Hoe zeker:";

/// Adds `hoogst` to every sheet in `value`, the model of a report as JSON: the height in points that it
/// surely stays within, as a text; an empty one when only Typst can say.
///
/// # Errors
/// Those of JSON, when a sheet is none.
pub fn add_sheet_heights(value: &mut Value) -> serde_json::Result<()> {
    let sheets = value.pointer_mut("/bladen/bladen");
    let sheets = sheets.and_then(Value::as_array_mut);
    for value in sheets.into_iter().flatten() {
        let sheet = Blad::deserialize(&*value)?;
        let height = height(&sheet).map_or_else(String::new, |height| format!("{height:.2}"));
        value["hoogst"] = Value::String(height);
    }
    Ok(())
}

fn height(sheet: &Blad) -> Option<f64> {
    let (texts_width, map) = match &sheet.kaart {
        None => (mm(TEXT_MM), 0.0),
        Some(map) => {
            let width = map.breedte.millimetres();
            let height = width * f64::from(map.hoogte_promille?) / 1000.0;
            (mm(TEXT_MM - width - MAP_GAP_MM), mm(height))
        }
    };
    let table: Option<f64> = sheet_table(&sheet.tabel).hoogten.into_iter().sum();
    let certainty = match sheet.zekerheid.as_slice() {
        [] => 1,
        sentences => {
            let text = format!("{CERTAINTY} {}", sentences.join(" "));
            lines_in(&pieces(&text, FontWeight::Bold, 1.0), mm(TEXT_MM), SMALL)?
        }
    };
    let letters = sheet.tabel.noot.chars().count();
    let note = u32::try_from(letters.div_ceil(NOTE_LETTERS)).ok()?.max(1);
    let notes = text_height(certainty, SMALL, LEADING) + text_height(note, SMALL, NOTE_LEADING);
    Some(texts(sheet, texts_width)?.max(map) + table? + notes + mm(AROUND_MM))
}

/// Height of the texts beside the map.
fn texts(sheet: &Blad, width: f64) -> Option<f64> {
    let regular = |text: &str| pieces(text, FontWeight::Regular, 1.0);
    let mut name = pieces(&sheet.naam, FontWeight::Bold, 1.0);
    if !sheet.nummer.is_empty() {
        name.insert(0, word(NUMBER));
    }
    let mut height =
        text_height(lines_in(&name, width, NAME)?, NAME, NOTE_LEADING) + mm(BELOW_NAME_MM);
    let mut add = |pieces: &[Piece], size: f64| {
        let lines = lines_in(pieces, width, size)?;
        height += text_height(lines, size, LEADING) + BETWEEN * SENTENCE;
        Some(())
    };
    if !sheet.bewoners.is_empty() {
        let mut people = regular(&sheet.bewoners.join(" "));
        if sheet.bewoners_fictief {
            people.push(word(FICTITIOUS));
        }
        add(&people, PEOPLE)?;
    }
    for sentence in &sheet.zinnen {
        add(&regular(sentence), SENTENCE)?;
    }
    Some(height)
}

const fn word(width: f64) -> Piece {
    Piece {
        width,
        after_space: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::{Cel, Kolom, Rij, Tabel};

    fn sheet(sentences: usize) -> Value {
        let names = [
            "Onderwerp",
            "Wijk (marge)",
            "Gemeente",
            "Nederland",
            "Oordeel",
        ];
        let mut table = Tabel::new("", "S", names.map(Kolom::getal).to_vec());
        let cells = names.map(|_| Cel::tekst("1")).to_vec();
        table.rijen.push(Rij::new(cells));
        let sheet = Blad {
            nummer: "3".to_owned(),
            naam: "Noord en Zuid".to_owned(),
            anker: "WK01".to_owned(),
            kaart: None,
            bewoners: vec!["Hier wonen 9 mensen.".to_owned()],
            bewoners_fictief: true,
            zinnen: vec!["Niets valt op.".to_owned(); sentences],
            tabel: table,
            zekerheid: vec!["Een schatting.".to_owned()],
        };
        let mut model = serde_json::json!({ "bladen": { "bladen": [sheet] } });
        add_sheet_heights(&mut model).unwrap();
        model["bladen"]["bladen"][0]["hoogst"].take()
    }

    fn points(value: &Value) -> f64 {
        value.as_str().unwrap().parse().unwrap()
    }

    #[test]
    fn every_sentence_makes_a_sheet_higher() {
        let (one, two) = (points(&sheet(1)), points(&sheet(2)));
        let line = text_height(1, SENTENCE, LEADING) + BETWEEN * SENTENCE;
        assert!((two - one - line).abs() < 0.02, "{one} en {two}");
    }

    #[test]
    fn a_report_without_sheets_stays_as_it_is() {
        let mut model = serde_json::json!({ "bladen": null, "titel": "Roken" });
        let before = model.clone();
        add_sheet_heights(&mut model).unwrap();
        assert_eq!(model, before);
    }

    #[test]
    fn the_house_library_sets_the_same_words() {
        let library = include_str!("../../report-templates/huis/bladen.typ");
        assert!(library.contains(&format!("strong(\"{CERTAINTY} \")")));
    }
}
