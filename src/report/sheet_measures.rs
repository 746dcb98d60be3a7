//! How wide the words of a sheet are, so that the house library can count its lines.
//!
//! A sheet has half a page. Whether it fits could be found by setting it, but that costs as much as
//! printing it; with the widths of its words the lines can be counted.

use serde_json::{Map, Value, json};

use super::measures::pieces;
use crate::figures::FontWeight;

/// The words before the sentences about certainty, as `huis/bladen.typ` sets them: in bold.
const CERTAINTY: &str = "Hoe zeker:";

/// Adds `maten` to every sheet in `value`, the model of a report as JSON: the pieces of the name, of
/// the sentences about who live there and about certainty, and of each sentence (`zinnen`), in the
/// form of [`super::measures::add_measures`].
pub fn add_sheet_measures(value: &mut Value) {
    let sheets = value.pointer_mut("/bladen/bladen");
    let sheets = sheets.and_then(Value::as_array_mut);
    for sheet in sheets
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        let measures = measures_of(sheet);
        sheet.insert("maten".to_owned(), measures);
    }
}

fn measures_of(sheet: &Map<String, Value>) -> Value {
    let name = sheet.get("naam").and_then(Value::as_str).unwrap_or("");
    let each: Vec<String> = texts(sheet, "zinnen").map(regular).collect();
    let certainty = joined(sheet, "zekerheid");
    json!({
        "naam": pieces(name, FontWeight::Bold, 1.0),
        "bewoners": regular(&joined(sheet, "bewoners")),
        "zinnen": each,
        "zekerheid": format!("{}+{}", pieces(CERTAINTY, FontWeight::Bold, 1.0), regular(&certainty)),
    })
}

fn regular(text: &str) -> String {
    pieces(text, FontWeight::Regular, 1.0)
}

fn texts<'a>(sheet: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a str> {
    let list = sheet.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn joined(sheet: &Map<String, Value>, key: &str) -> String {
    texts(sheet, key).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_sheet_has_a_width() {
        let mut model = json!({ "bladen": { "bladen": [{
            "naam": "Noord en Zuid",
            "bewoners": ["Hier wonen", "9 mensen."],
            "zinnen": ["Niets valt op.", "Bijna niets."],
            "zekerheid": ["Een schatting."],
        }] } });
        add_sheet_measures(&mut model);
        let measures = &model["bladen"]["bladen"][0]["maten"];
        let words = |value: &Value| value.as_str().unwrap().split('+').count();
        assert_eq!(words(&measures["naam"]), 3);
        assert_eq!(words(&measures["bewoners"]), 4);
        assert_eq!(measures["zinnen"].as_array().unwrap().len(), 2);
        assert_eq!(words(&measures["zinnen"][1]), 2);
        assert_eq!(words(&measures["zekerheid"]), 4, "met «Hoe zeker:»");
    }

    #[test]
    fn a_report_without_sheets_stays_as_it_is() {
        let mut model = json!({ "bladen": null, "titel": "Roken" });
        let before = model.clone();
        add_sheet_measures(&mut model);
        assert_eq!(model, before);
    }

    #[test]
    fn the_house_library_sets_the_same_words() {
        let library = include_str!("../../report-templates/huis/bladen.typ");
        assert!(library.contains(&format!("strong(\"{CERTAINTY} \")")));
    }
}
