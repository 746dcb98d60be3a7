//! What the sheets say.

use std::collections::BTreeMap;

use calamine::Data;

use super::super::columns::COLUMNS;
use super::{CONTEXT, LIFESTYLE, read, text};
use crate::indicators::two_band_id;

#[test]
fn cells_hold_words_and_names_and_no_codes() {
    let mut book = read("Proef");
    let row: BTreeMap<&str, Data> = COLUMNS
        .iter()
        .map(|column| column.head.name)
        .map(|head| {
            let values = book.column(LIFESTYLE, "Vergeleken met");
            let place = values.iter().position(|cell| *cell == text("Dalfsen"));
            (head, book.column(LIFESTYLE, head)[place.unwrap()].clone())
        })
        .collect();
    for (head, words) in [
        ("Gebied", "Zwolle"),
        ("Niveau", "gemeente"),
        ("Leeftijd", "18 jaar of ouder"),
        ("Eenheid", "%"),
        ("Is er een cijfer?", "bekend"),
        ("Soort cijfer", "modelschatting"),
        ("Oordeel", "ongunstiger"),
        ("Opmerking", "indicatief; marge te smal: zonder weging"),
        ("Hoe is de waarde gemaakt?", "gepubliceerd door de bron"),
        ("Hoe is vergeleken?", "marge van het model en een drempel"),
        ("Tabel", "50150NED"),
        ("Gebiedscode", "GM0193"),
        ("Code van vergelijkingsgebied", "GM0148"),
        ("Fictief", "ja"),
    ] {
        assert_eq!(row[head], text(words), "{head}");
    }
    for (head, number) in [
        ("Waarde", 22.04),
        ("Waarde van vergelijkingsgebied", 15.0),
        ("Verschil", 7.04),
        ("Aantal mensen", 22_040.0),
        ("Extra mensen", 7_040.0),
    ] {
        assert_eq!(row[head], Data::Float(number), "{head}");
    }
    // A model has no p-value, and an empty cell is no zero.
    assert_eq!(row["Gecorrigeerde p-waarde"], Data::Empty);
    let status = book.column(LIFESTYLE, "Is er een cijfer?");
    assert!(status.contains(&text("niet bekend")), "{status:?}");
}

#[test]
fn a_theme_without_figures_says_why_in_one_line() {
    let mut book = read("Proef");
    let cells = book.cells("Laaggeletterdheid");
    assert_eq!(cells.len(), 1);
    let Data::String(line) = &cells[0][0] else {
        panic!("{cells:?}");
    };
    assert!(line.ends_with(": de tabel is er niet."), "{line}");
}

#[test]
fn the_first_sheet_explains_every_sheet_and_column() {
    let mut book = read("Proef");
    let names = book.column("Leeswijzer", "Naam");
    for sheet in book.sheets().iter().skip(1) {
        assert!(names.contains(&text(sheet)), "{sheet}");
    }
    for column in &COLUMNS {
        let name = column.head.name;
        assert!(names.contains(&text(name)), "{name}");
        assert!(!column.explanation.is_empty(), "{name}");
    }
    let first = book.cells("Leeswijzer")[0][0].to_string();
    assert!(first.starts_with("FICTIEF: "), "{first}");
    let lifestyle = book.cells(LIFESTYLE)[0][0].to_string();
    assert!(lifestyle.starts_with("FICTIEF: "), "{lifestyle}");
    assert!(book.sheet_xml(LIFESTYLE).contains("&amp;CFICTIEF"));
    assert!(!book.cells(CONTEXT)[0][0].to_string().contains("FICTIEF"));
}

#[test]
fn definitions_have_the_views_and_mark_what_has_no_figures() {
    let mut book = read("Proef");
    let ids = book.column("Definities", "Naam in cijfers.csv");
    let view = ids.iter().position(|id| *id == text(&two_band_id("roken")));
    let base = ids.iter().position(|id| *id == text("roken"));
    assert_eq!(view, base.map(|place| place + 1));
    let present = book.column("Definities", "Cijfers in dit bestand");
    assert_eq!(present[view.unwrap()], text("ja"));
    let years = book.column("Definities", "Jaren in dit bestand");
    let place = ids.iter().position(|id| *id == text("drinker")).unwrap();
    assert_eq!(
        (&present[place], &years[place]),
        (&text("nee"), &Data::Empty)
    );
    let why = book.column("Definities", "Waarom geen cijfers");
    assert!(why.contains(&text("de tabel is er niet")));
    let sides = book.column("Definities", "Ongunstig is");
    assert_eq!(sides[base.unwrap()], text("hoger"));
}

#[test]
fn sources_have_maps_names_and_days() {
    let mut book = read("Proef");
    let tables = book.column("Bronnen", "Tabel of kaart");
    assert_eq!(tables, [text("50150NED"), text("wijken-en-buurten-2024")]);
    let parts = book.column("Bronnen", "Deel");
    assert_eq!(parts[0], text("Zwolle"));
    let division = book.column("Bronnen", "Jaar van de indeling");
    assert_eq!(division, [Data::Float(2024.0), Data::Empty]);
    assert_eq!(book.format("Bronnen", "Opgehaald op", 2), "dd-mm-yyyy");
    let days = book.column("Bronnen", "Opgehaald op");
    assert!(matches!(days[0], Data::DateTime(_)), "{days:?}");
    assert_eq!(days[1], text("geen datum"));
}
