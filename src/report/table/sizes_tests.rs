//! Widths and heights of tables.

use super::*;
use crate::figures::cap_height;
use crate::report::model::{Cel, FiguurBreedte, Symbool};
use crate::report::table::columns::white_before;

fn table(names: &[&str]) -> Tabel {
    let columns = vec![
        Kolom::tekst("Wijk"),
        Kolom::getal("Rookt (%)"),
        Kolom::woord("Vergeleken met de gemeente"),
    ];
    let mut table = Tabel::new("", "Roken", columns);
    for name in names {
        table.rijen.push(Rij::new(vec![
            Cel::tekst(*name),
            Cel::tekst("24,1"),
            Cel::oordeel(Symbool::HogerOngunstiger),
        ]));
    }
    table
}

const PLACES: [Place; 6] = [
    Place::Page,
    Place::Beside(FiguurBreedte::NaastTabel),
    Place::Beside(FiguurBreedte::Half),
    Place::Annex,
    Place::Column,
    Place::Overview,
];

#[test]
fn a_capital_is_as_high_as_it_is_said_to_be() {
    assert!((cap_height() - CAPITAL).abs() < 0.0005, "{}", cap_height());
}

#[test]
fn the_columns_fill_the_table_in_every_form() {
    let table = table(&["Noord", "Een wijk met een lange naam"]);
    for place in PLACES {
        let sizes = sizes(&table, place);
        let sum: f64 = sizes.kolommen.iter().sum();
        assert!((sum - sizes.form.breedte).abs() < 0.01, "{place:?}: {sum}");
        assert!(
            sizes.kolommen.iter().all(|width| *width > 10.0),
            "{place:?}"
        );
        assert_eq!((sizes.hoogten.len(), sizes.regels.len()), (3, 2));
    }
}

#[test]
fn a_long_name_takes_more_lines_and_a_higher_row() {
    let long = "Binnenstad en omgeving met alle straten ten noorden van het kanaal en het park";
    let sizes = sizes(
        &table(&["Noord", long]),
        Place::Beside(FiguurBreedte::NaastTabel),
    );
    assert_eq!(sizes.regels[0], 1);
    assert!(sizes.regels[1] > 1, "{:?}", sizes.regels);
    let [_, short, high] = sizes.hoogten[..] else {
        panic!("drie hoogten, niet {:?}", sizes.hoogten);
    };
    assert!(short < high);
}

#[test]
fn a_word_that_fits_nowhere_is_left_to_typst() {
    let word = "Langewijknaamzonderspatiesdienergensophoudtennergenskanwordenafgebroken";
    let sizes = sizes(&table(&[word]), Place::Beside(FiguurBreedte::NaastTabel));
    assert_eq!((sizes.regels[0], sizes.hoogten[1]), (0, None));
}

/// Names of regions beside the years of a series: the name wraps, the topic keeps its room.
#[test]
fn a_long_name_in_a_second_column_wraps() {
    let mut columns = vec![Kolom::tekst("Onderwerp"), Kolom::woord("Gebied")];
    columns.extend((2012..2026).map(|year| Kolom::getal(year.to_string())));
    let mut table = Tabel::new("", "Reeksen", columns);
    let mut cells = vec![
        Cel::tekst("Broze gezondheid (kwetsbare ouderen), 65 jaar of ouder (%)"),
        Cel::tekst("Veiligheids- en Gezondheidsregio Gelderland-Midden"),
    ];
    cells.extend((2012..2026).map(|_| Cel::tekst("25,7")));
    table.rijen.push(Rij::new(cells));
    let sizes = sizes(&table, Place::Annex);
    let sum: f64 = sizes.kolommen.iter().sum();
    assert!((sum - sizes.form.breedte).abs() < 0.01, "{sum}");
    assert!(sizes.kolommen[0] > mm(28.0), "{:?}", sizes.kolommen);
    assert!((2..=4).contains(&sizes.regels[0]), "{:?}", sizes.regels);
}

#[test]
fn a_column_never_vanishes() {
    let mut columns = vec![Kolom::tekst("Onderwerp")];
    columns.extend((0..30).map(|at| Kolom::getal(format!("Kolom {at}"))));
    let mut table = Tabel::new("", "Veel", columns);
    let cells = (0..31).map(|_| Cel::tekst("1 234 567")).collect();
    table.rijen.push(Rij::new(cells));
    let sizes = sizes(&table, Place::Page);
    assert!(sizes.kolommen[0] > mm(19.9), "{:?}", sizes.kolommen);
    let sum: f64 = sizes.kolommen.iter().sum();
    assert!((sum - sizes.form.breedte).abs() < 0.05, "{sum}");
}

#[test]
fn columns_of_a_group_share_its_heading() {
    let mut table = table(&["Noord"]);
    for column in &mut table.kolommen[1..] {
        column.groep = "Leefstijl".to_owned();
    }
    let sizes = sizes(&table, Place::Annex);
    assert_eq!(sizes.hoogten.len(), 3, "twee rijen voor de koppen");
    let white = white_before(&table.kolommen, 2.0);
    assert!(white[1] > white[2], "tussen groepen staat meer wit");
}

#[test]
fn a_verdict_makes_a_row_of_the_overview_higher() {
    let mut table = table(&["Noord", "Zuid"]);
    table.rijen[1].cellen[2] = Cel::tekst("3").met(Symbool::NietDuidelijkAnders);
    let sizes = sizes(&table, Place::Overview);
    assert!(sizes.hoogten[1] > sizes.hoogten[2]);
}

#[test]
fn the_house_library_sets_tables_in_these_forms() {
    let blocks = include_str!("../../../report-templates/huis/blokken.typ");
    let deeper = include_str!("../../../report-templates/huis/verdieping.typ");
    let sheets = include_str!("../../../report-templates/huis/bladen.typ");
    let form = |place| form_of(place, 3, 3);
    let of = |form: Form| format!("grootte: {}pt, ruimte: {}pt", form.grootte, form.ruimte);
    let beside = form(Place::Beside(FiguurBreedte::Half));
    assert!(blocks.contains(&of(beside)));
    assert!(blocks.contains(&of(form(Place::Annex))));
    assert!(deeper.contains(&of(form(Place::Column))));
    let sheet = form(Place::Sheet);
    assert!(sheets.contains(&format!("{}pt * schaal", sheet.grootte)));
    assert!(sheets.contains(&format!("{}pt * schaal", sheet.ruimte)));
}
