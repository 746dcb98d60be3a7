//! The sentences, from made-up figures with real tests.

use std::sync::Arc;

use super::names::Place;
use super::sentences::*;
use crate::area::{AreaCode, AreaLevel};
use crate::indicators::Method;
use crate::indicators::{Comparison, Figure};
use crate::period::Year;
use crate::reading::Reading;
use crate::statistics::compare::{RelevanceRule, compare_model};
use crate::statistics::{FigureKind, Interval};
use crate::themes::AgeGroup;
use crate::themes::Catalogue;

fn figure(id: &str, value: f64, margin: f64, reference: f64) -> Figure {
    let catalogue = Catalogue::builtin().unwrap();
    let indicator = Arc::clone(catalogue.get(id).unwrap());
    let interval = Interval::around(value, value - margin, value + margin).unwrap();
    let outcome =
        compare_model(value, Some(interval), reference, &RelevanceRule::default()).unwrap();
    Figure {
        age: indicator.bevolking,
        indicator,
        area: AreaCode::parse("WK019310").unwrap(),
        period: Year(2024),
        reading: Reading::Known {
            value,
            margin: Some(interval),
        },
        kind: FigureKind::Modelschatting,
        method: Method::Published,
        population: Some(1000.0),
        column: String::new(),
        source: 0,
        fictitious: false,
        fictitious_margin: false,
        fictitious_population: false,
        as_published: true,
        derived_margin: false,
        remark: None,
        comparisons: vec![Comparison {
            reference: AreaCode::parse("GM0193").unwrap(),
            on_ladder: true,
            reference_value: reference,
            reference_as_published: true,
            outcome,
            extra_persons: None,
            fictitious: false,
        }],
    }
}

fn parts(figures: &[Figure]) -> Parts<'_> {
    Parts {
        words: ("wijk", "wijken"),
        around: Place {
            name: "Zwolle".to_owned(),
            level: AreaLevel::Gemeente,
        },
        figures: figures
            .iter()
            .enumerate()
            .map(|(i, f)| (format!("Wijk {i}"), f))
            .collect(),
    }
}

#[test]
fn shares_are_written_as_people() {
    let catalogue = Catalogue::builtin().unwrap();
    for (id, value, expected) in [
        ("roken", 17.3, "17 van de 100 volwassenen roken"),
        ("roken", 17.45, "18 van de 100 volwassenen roken"),
        ("roken", 1.2, "1 van de 100 volwassenen rookt"),
        ("roken", 0.4, "Minder dan 1 van de 100 volwassenen rookt"),
        (
            "gezond",
            75.2,
            "75 van de 100 volwassenen vinden hun gezondheid goed of zeer goed",
        ),
        (
            "langdurig_beperkt",
            40.0,
            "40 van de 100 65-plussers zijn langdurig beperkt",
        ),
    ] {
        let indicator = catalogue.get(id).unwrap();
        let text = frequency(indicator, indicator.bevolking, value);
        assert_eq!(text.as_deref(), Some(expected));
    }
    let healthy = catalogue.get("gezond").unwrap();
    let older = frequency(healthy, AgeGroup::From65, 59.3).unwrap();
    assert!(
        older.starts_with("59 van de 100 65-plussers vinden"),
        "{older}"
    );
}

#[test]
fn the_message_says_what_the_tests_allow() {
    let higher = figure("roken", 24.0, 2.0, 17.0);
    let lower = figure("roken", 11.0, 2.0, 17.0);
    let unclear = figure("roken", 18.0, 2.0, 17.0);
    for (figures, expected) in [
        (
            vec![unclear.clone()],
            "Roken: geen van de wijken duidelijk anders dan de gemeente",
        ),
        (
            vec![higher.clone(), unclear.clone()],
            "Roken: hoger dan in de gemeente in één wijk",
        ),
        (
            vec![lower.clone(), lower.clone()],
            "Roken: lager dan in de gemeente in twee wijken",
        ),
        (
            vec![higher, lower],
            "Roken: hoger in één wijk, lager in één wijk",
        ),
    ] {
        let indicator = Arc::clone(&figures[0].indicator);
        assert_eq!(
            message(&indicator, AgeGroup::Adults, &parts(&figures)),
            expected
        );
    }
    let worse = figure("gezond", 60.0, 2.0, 75.0);
    let indicator = Arc::clone(&worse.indicator);
    assert_eq!(
        message(&indicator, AgeGroup::Adults, &parts(&[worse])),
        "Goed ervaren gezondheid: lager dan in de gemeente in één wijk"
    );
}

#[test]
fn the_parts_are_named_and_counted() {
    let figures = [
        figure("roken", 24.0, 2.0, 17.0),
        figure("roken", 11.0, 2.0, 17.0),
        figure("roken", 18.0, 2.0, 17.0),
    ];
    let indicator = Arc::clone(&figures[0].indicator);
    assert_eq!(
        parts_sentences(&indicator, &parts(&figures)),
        [
            "In Wijk 0 is het percentage hoger dan in de gemeente.",
            "In Wijk 1 is het percentage lager dan in de gemeente.",
            "Eén andere wijk is niet duidelijk anders dan de gemeente.",
        ]
    );
    let all = [figures[2].clone(), figures[2].clone()];
    assert_eq!(
        parts_sentences(&indicator, &parts(&all)),
        ["Geen van de wijken is duidelijk anders dan de gemeente."]
    );
}

#[test]
fn a_verdict_sentence_follows_the_test() {
    for (value, expected) in [
        (24.0, "Het percentage is hier hoger."),
        (11.0, "Het percentage is hier lager."),
        (17.5, "Het verschil is niet duidelijk."),
    ] {
        let figure = figure("roken", value, 2.0, 17.0);
        let comparison = figure.ladder().unwrap();
        assert_eq!(verdict_sentence(&figure.indicator, comparison), expected);
    }
}

#[test]
fn sentences_are_short_enough() {
    let catalogue = Catalogue::builtin().unwrap();
    for indicator in catalogue
        .iter()
        .filter(|i| i.woorden.is_some() && i.niet_beschikbaar.is_none())
    {
        for value in [0.2, 1.0, 17.0, 55.0] {
            let text = frequency(indicator, indicator.bevolking, value).unwrap();
            let words = text.split_whitespace().count() + 2;
            assert!(words <= 17, "{words}: {text}");
        }
    }
}
