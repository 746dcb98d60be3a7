//! The sheets: every number is a figure of its own area, and who has a sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::sheets::chapter;
use super::words_sample::{WIJKEN, sample};
use super::{Drawing, DrawingPlace, Inputs, View};
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{Shape, Shapes};
use crate::house::House;
use crate::indicators::{Comparison, Figure, IndicatorTable, Method, Scope};
use crate::period::Year;
use crate::reading::Reading;
use crate::regio;
use crate::remarks::Remarks;
use crate::report::model::{Blad, Bladen, Symbool};
use crate::statistics::compare::{RelevanceRule, compare_model};
use crate::statistics::{FigureKind, Interval};
use crate::themes::{AgeGroup, Catalogue, Indicator};
use crate::unit::Unit;

/// The value with its margin, as a sheet prints it.
fn with_margin(figure: &Figure, value: f64) -> String {
    let unit = figure.indicator.eenheid;
    let margin = figure.reading.margin().map_or(String::new(), |margin| {
        let (lower, upper) = (unit.number(margin.lower()), unit.number(margin.upper()));
        format!(" ({lower} – {upper})")
    });
    format!("{}{margin}", unit.number(value))
}

/// The figures of an area, in the years that are shown.
fn shown<'a>(table: &'a IndicatorTable, area: &AreaCode) -> Vec<&'a Figure> {
    let each = table.figures.iter().filter(|figure| figure.area == *area);
    each.filter(|figure| {
        table.shown.get(&(figure.indicator.id.clone(), figure.age)) == Some(&figure.period)
    })
    .collect()
}

fn check_sheet(blad: &Blad, table: &IndicatorTable, subject: &AreaCode) -> usize {
    let own = shown(table, &AreaCode::parse(&blad.anker).unwrap());
    let mut numbers = 0_usize;
    for row in &blad.tabel.rijen {
        let [topic, value, around, country, verdict] = row.cellen.as_slice() else {
            panic!("{row:?}")
        };
        let of = |figures: &[&Figure]| -> Vec<Figure> {
            let each = figures.iter().copied().cloned();
            each.filter(|one| topic.tekst.starts_with(&one.indicator.label))
                .collect()
        };
        let is = |figure: &Figure, text: &str| {
            let known = figure.reading.value();
            known.is_some_and(|value| figure.indicator.eenheid.number(value) == text)
        };
        if value.ontbreekt {
            assert_eq!(verdict.symbool, Some(Symbool::GeenToets));
        } else {
            numbers += 1;
            // Spaces as wide as a digit put the decimal signs below each other.
            let printed = value.tekst.trim_start_matches('\u{2007}');
            let is_own = |one: &Figure| {
                let known = one.reading.value();
                known.is_some_and(|value| with_margin(one, value) == printed)
                    && verdict.symbool == Some(super::view::symbol(one))
            };
            assert!(of(&own).iter().any(is_own), "{blad:?}");
        }
        for (cell, area) in [(around, subject), (country, &AreaCode::Land)] {
            let there = of(&shown(table, area));
            assert!(
                cell.ontbreekt || there.iter().any(|one| is(one, &cell.tekst)),
                "{cell:?}"
            );
        }
    }
    for sentence in &blad.bewoners {
        let is_there = own.iter().any(|one| {
            let Some(value) = one.reading.value() else {
                return sentence.contains("niet");
            };
            let printed = match one.indicator.eenheid {
                Unit::Aantal => format!("Hier wonen {} mensen", Unit::Aantal.number(value)),
                unit => unit.with_unit(value),
            };
            sentence.starts_with(&printed)
        });
        assert!(is_there, "{sentence}");
    }
    numbers
}

#[test]
fn every_number_on_a_sheet_is_a_figure_of_its_area() {
    let builtin = Catalogue::builtin().unwrap();
    let (mut numbers, mut sheets) = (0_usize, 0_usize);
    for case in 0..200 {
        let sample = sample(&builtin, case);
        let shapes = Shapes::default();
        let (house, remarks) = (House::default(), Remarks::default());
        let mut view = View::new(Inputs {
            catalogue: &sample.catalogue,
            table: &sample.table,
            scope: &sample.scope,
            shapes: &shapes,
            wijken: &sample.wijken,
            extracts: &[],
            house: &house,
            remarks: &remarks,
            edition: "proef",
            data_date: Timestamp::UNIX_EPOCH,
        });
        let subject = view.subject.clone();
        for blad in chapter(&mut view).iter().flat_map(|found| &found.bladen) {
            sheets += 1;
            numbers += check_sheet(blad, &sample.table, &subject);
            assert!(blad.kaart.is_none() && !blad.zinnen.is_empty());
        }
    }
    assert!(numbers > 400 && sheets > 400, "{numbers} {sheets}");
    assert_eq!(WIJKEN.len(), 4);
}

fn figure(indicator: &Arc<Indicator>, area: &AreaCode, value: f64) -> Figure {
    let margin = Interval::around(value, value - 1.0, value + 1.0).unwrap();
    let rule = RelevanceRule::default();
    let compared = matches!(area, AreaCode::Wijk(_)).then(|| Comparison {
        reference: AreaCode::parse("GM0193").unwrap(),
        on_ladder: true,
        reference_value: 20.0,
        reference_as_published: true,
        outcome: compare_model(value, Some(margin), 20.0, &rule).unwrap(),
        extra_persons: None,
        fictitious: false,
    });
    Figure {
        indicator: Arc::clone(indicator),
        area: area.clone(),
        period: Year(2024),
        age: indicator.bevolking,
        reading: Reading::Known {
            value,
            margin: Some(margin),
        },
        kind: FigureKind::Modelschatting,
        method: Method::Published,
        population: None,
        column: String::new(),
        source: 0,
        fictitious: false,
        fictitious_margin: false,
        fictitious_population: false,
        as_published: true,
        derived_margin: false,
        remark: None,
        comparisons: compared.into_iter().collect(),
    }
}

/// A square wijk on a row of wijken.
fn outline(place: f64) -> Shape {
    let (west, east) = (6.0 + place * 0.01, 6.01 + place * 0.01);
    Shape {
        name: String::new(),
        outline: vec![vec![vec![
            [west, 52.0],
            [east, 52.0],
            [east, 52.1],
            [west, 52.1],
            [west, 52.0],
        ]]],
    }
}

/// The sheets of a gemeente of `wijken` wijken of which the first `different` smoke more; all but
/// the last have an outline.
fn sheets(ids: &[&str], wijken: usize, different: usize) -> (Option<Bladen>, Vec<Drawing>) {
    let catalogue = Catalogue::builtin().unwrap();
    let gemeenten = Gemeenten::current();
    let zwolle = gemeenten.find("Zwolle").unwrap().clone();
    let scope = Scope {
        region: regio::ladder_region(&zwolle, &gemeenten).unwrap(),
        gemeente: Some(zwolle),
    };
    let areas: Vec<AreaCode> = (0..wijken)
        .map(|number| AreaCode::parse(&format!("WK0193{number:02}")).unwrap())
        .collect();
    let mut table = IndicatorTable::default();
    for id in ids {
        let indicator = catalogue.get(id).unwrap();
        let key = (indicator.id.clone(), indicator.bevolking);
        table.shown.insert(key, Year(2024));
        for (number, area) in areas.iter().chain([&scope.subject()]).enumerate() {
            let value = if number < different { 30.0 } else { 20.0 };
            table.figures.push(figure(indicator, area, value));
        }
    }
    table.names = areas
        .iter()
        .map(|area| (area.clone(), format!("Wijk {area}")))
        .collect();
    let places = (0_u32..).map(f64::from);
    let outlines = areas.iter().cloned().zip(places.map(outline));
    let shapes = Shapes {
        areas: outlines
            .take(wijken.saturating_sub(1))
            .collect::<BTreeMap<_, _>>(),
        division: Some(2024),
        sources: Vec::new(),
    };
    let (house, remarks) = (House::default(), Remarks::default());
    let mut view = View::new(Inputs {
        catalogue: &catalogue,
        table: &table,
        scope: &scope,
        shapes: &shapes,
        wijken: &areas,
        extracts: &[],
        house: &house,
        remarks: &remarks,
        edition: "proef",
        data_date: Timestamp::UNIX_EPOCH,
    });
    let found = chapter(&mut view);
    (found, view.into_drawings())
}

#[test]
fn every_wijk_has_a_sheet_up_to_thirty_five() {
    let found = sheets(&["roken"], 35, 2).0.unwrap();
    assert_eq!((found.titel.as_str(), found.bladen.len()), ("Per wijk", 35));
    assert_eq!(found.zinnen[0], "Elke wijk heeft een eigen blad.");
    let numbers: Vec<&str> = found
        .bladen
        .iter()
        .map(|blad| blad.nummer.as_str())
        .collect();
    assert_eq!(numbers[..3], ["1", "2", "3"]);
}

#[test]
fn above_that_only_wijken_that_differ_and_the_opening_says_so() {
    let found = sheets(&["roken"], 36, 2).0.unwrap();
    assert_eq!(found.bladen.len(), 2);
    assert_eq!(
        found.zinnen[..3],
        [
            "Er zijn 36 wijken; twee daarvan hebben een blad.",
            "Die verschillen bij minstens één onderwerp duidelijk van de gemeente.",
            "De cijfers van de andere wijken staan in de tabellen.",
        ]
    );
    let one = sheets(&["roken"], 40, 1).0.unwrap();
    assert_eq!(
        one.zinnen[..2],
        [
            "Er zijn 40 wijken; één daarvan heeft een blad.",
            "Die verschilt bij minstens één onderwerp duidelijk van de gemeente.",
        ]
    );
    assert_eq!(sheets(&["roken"], 40, 0).0, None);
}

#[test]
fn a_gemeente_of_one_wijk_has_no_sheets() {
    assert_eq!(sheets(&["roken"], 1, 1).0, None);
    assert_eq!(sheets(&[], 4, 0).0, None);
}

#[test]
fn the_map_is_drawn_once_and_layers_stay_on_the_page() {
    let (found, drawings) = sheets(&["roken"], 4, 1);
    let found = found.unwrap();
    assert!(found.grondkaart.is_some());
    let with_map = found.bladen.iter().filter(|blad| blad.kaart.is_some());
    assert_eq!((with_map.count(), drawings.len()), (3, 4));
    assert!(
        drawings
            .iter()
            .all(|drawing| drawing.place == DrawingPlace::Page)
    );
    let first = found.bladen[0].kaart.as_ref().unwrap();
    assert!(
        first.alt.contains("Wijk WK019300 ligt in het westen"),
        "{}",
        first.alt
    );
}

#[test]
fn a_sheet_has_at_most_ten_topics_and_every_theme_keeps_its_first() {
    let few = sheets(&["roken", "gezond", "stress", "eenzaam"], 4, 1)
        .0
        .unwrap();
    let heads = |found: &Bladen| -> Vec<String> {
        let rows = found.bladen[0].tabel.rijen.iter();
        rows.map(|row| row.cellen[0].tekst.clone()).collect()
    };
    assert_eq!(heads(&few).len(), 4);
    let ids = [
        "gezond",
        "roken",
        "overmatig_drinken",
        "beweegrichtlijn",
        "obesitas",
        "angst_depressie",
        "sterk_eenzaam",
        "grijze_druk",
        "langdurige_aandoening",
        "broze_gezondheid",
        "lage_taalvaardigheid",
    ];
    // All headlines stand there as long as they fit.
    let nine = sheets(&ids[..9], 4, 1).0.unwrap();
    assert_eq!(heads(&nine).len(), 9);
    let many = sheets(&ids, 4, 1).0.unwrap();
    let heads = heads(&many);
    assert_eq!(heads.len(), 10, "{heads:?}");
    for first in [
        "Roken (%)",
        "Goed ervaren gezondheid (%)",
        "Hoog risico op angst of depressie (%)",
    ] {
        assert!(
            heads.iter().any(|head| head == first),
            "{first} not in {heads:?}"
        );
    }
    assert!(
        heads
            .iter()
            .any(|head| head.starts_with("Grijze druk (per 100), alle leeftijden"))
    );
    assert_eq!(
        many.bladen[0].tabel.kolommen[0].kop,
        "Onderwerp (18 jaar of ouder, 2024)"
    );
    assert_eq!(AgeGroup::Adults.title(), "18 jaar of ouder");
}
