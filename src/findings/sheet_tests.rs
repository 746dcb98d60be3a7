//! Every sentence of a sheet: one topic and more, nothing different, no figures.

use std::sync::Arc;

use super::names::{Place, capital};
use super::sheet::*;
use crate::area::{AreaCode, AreaLevel};
use crate::indicators::{Comparison, Figure, Method};
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::statistics::compare::{RelevanceRule, compare_model};
use crate::statistics::{self, FigureKind, Interval, NoTest, Verdict};
use crate::themes::Catalogue;

/// A modelled figure with a margin of one point both ways, compared with 20.
pub fn figure(id: &str, value: f64) -> Figure {
    let catalogue = Catalogue::builtin().unwrap();
    let indicator = Arc::clone(catalogue.get(id).unwrap());
    let margin = Interval::around(value, value - 1.0, value + 1.0).unwrap();
    let rule = RelevanceRule::default();
    Figure {
        age: indicator.bevolking,
        indicator,
        area: AreaCode::parse("WK019310").unwrap(),
        period: Year(2024),
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
        comparisons: vec![Comparison {
            reference: AreaCode::parse("GM0193").unwrap(),
            on_ladder: true,
            reference_value: 20.0,
            reference_as_published: true,
            outcome: compare_model(value, Some(margin), 20.0, &rule).unwrap(),
            extra_persons: None,
            fictitious: false,
        }],
    }
}

fn untested(id: &str, reason: NoTest) -> Figure {
    let mut figure = figure(id, 30.0);
    figure.comparisons[0].outcome = statistics::Comparison::untested(Some(10.0), reason);
    figure
}

fn absent(id: &str) -> Figure {
    let mut figure = figure(id, 30.0);
    figure.reading = Reading::Absent(Absent::NotPublished);
    figure.comparisons.clear();
    figure
}

fn sheet(figures: &[Figure]) -> SheetOf<'_> {
    let each = figures.iter();
    SheetOf {
        name: "Dieze".to_owned(),
        words: ("wijk", "wijken"),
        around: Place {
            name: "Zwolle".to_owned(),
            level: AreaLevel::Gemeente,
        },
        topics: each
            .map(|figure| (figure.indicator.label.clone(), Some(figure)))
            .collect(),
    }
}

#[track_caller]
fn says(figures: &[Figure], expected: &[&str]) {
    assert_eq!(sheet_sentences(&sheet(figures)), expected);
}

#[test]
fn the_figures_of_these_tests_have_the_verdicts_that_they_need() {
    let verdict = |id, value| figure(id, value).verdict();
    assert_eq!(verdict("roken", 30.0), Verdict::Ongunstiger);
    assert_eq!(verdict("roken", 10.0), Verdict::Gunstiger);
    assert_eq!(verdict("gezond", 10.0), Verdict::Ongunstiger);
    assert_eq!(verdict("grijze_druk", 30.0), Verdict::Hoger);
    assert_eq!(verdict("grijze_druk", 10.0), Verdict::Lager);
    assert_eq!(verdict("obesitas", 20.0), Verdict::NietDuidelijkAnders);
}

#[test]
fn what_is_worse_comes_first_then_what_is_better() {
    says(
        &[figure("roken", 30.0), figure("sterk_eenzaam", 10.0)],
        &[
            "Ongunstiger dan in de gemeente is: roken.",
            "Gunstiger is: sterk eenzaam.",
        ],
    );
    says(
        &[
            figure("grijze_druk", 30.0),
            figure("obesitas", 10.0),
            figure("overmatig_drinken", 10.0),
            figure("roken", 30.0),
            figure("sterk_eenzaam", 30.0),
        ],
        &[
            "Ongunstiger dan in de gemeente zijn: roken en sterk eenzaam.",
            "Gunstiger zijn: ernstig overgewicht (obesitas) en overmatig drinken.",
            "De rest staat in de tabel.",
        ],
    );
}

#[test]
fn one_kind_of_difference_is_followed_by_what_is_not_clearly_different() {
    says(
        &[figure("roken", 10.0), figure("obesitas", 20.0)],
        &[
            "Gunstiger dan in de gemeente is: roken.",
            "Eén ander onderwerp is niet duidelijk anders dan de gemeente.",
        ],
    );
    says(
        &[
            figure("roken", 10.0),
            figure("obesitas", 20.0),
            figure("sterk_eenzaam", 20.0),
            absent("gezond"),
        ],
        &[
            "Gunstiger dan in de gemeente is: roken.",
            "Twee andere onderwerpen zijn niet duidelijk anders dan de gemeente.",
        ],
    );
    says(
        &[figure("roken", 10.0)],
        &["Gunstiger dan in de gemeente is: roken."],
    );
}

#[test]
fn higher_and_lower_are_said_without_a_judgement() {
    says(
        &[figure("grijze_druk", 30.0), figure("obesitas", 20.0)],
        &[
            "Hoger dan in de gemeente is: grijze druk.",
            "Eén ander onderwerp is niet duidelijk anders dan de gemeente.",
        ],
    );
    says(
        &[figure("grijze_druk", 10.0), figure("aandeel_65plus", 10.0)],
        &["Lager dan in de gemeente zijn: grijze druk en inwoners van 65 jaar of ouder."],
    );
    says(
        &[figure("grijze_druk", 10.0), figure("roken", 30.0)],
        &[
            "Ongunstiger dan in de gemeente is: roken.",
            "Lager is: grijze druk.",
        ],
    );
}

#[test]
fn long_lists_name_three_topics_and_count_the_rest() {
    let ids = [
        "roken",
        "obesitas",
        "overmatig_drinken",
        "sterk_eenzaam",
        "stress",
    ];
    let figures = ids.map(|id| figure(id, 30.0));
    says(
        &figures,
        &[
            "Ongunstiger dan in de gemeente zijn: roken, ernstig overgewicht (obesitas) en nog drie \
             onderwerpen.",
        ],
    );
}

#[test]
fn without_a_difference_the_sentence_says_how_many_were_compared() {
    says(
        &[figure("roken", 20.0)],
        &["Dieze is bij één onderwerp niet duidelijk anders dan de gemeente."],
    );
    says(
        &[figure("roken", 20.0), figure("obesitas", 20.0)],
        &["Dieze is bij beide onderwerpen niet duidelijk anders dan de gemeente."],
    );
    says(
        &["roken", "obesitas", "stress"].map(|id| figure(id, 20.0)),
        &["Dieze is bij alle drie onderwerpen niet duidelijk anders dan de gemeente."],
    );
    says(
        &[
            figure("roken", 20.0),
            figure("obesitas", 20.0),
            absent("gezond"),
        ],
        &["Dieze is bij twee onderwerpen niet duidelijk anders dan de gemeente."],
    );
    says(
        &[
            figure("roken", 20.0),
            untested("afstand_huisarts", NoTest::BelowThreshold),
        ],
        &["Dieze is bij één onderwerp niet duidelijk anders dan de gemeente."],
    );
}

#[test]
fn differences_too_small_to_name_are_said_when_there_is_nothing_else() {
    let small = || untested("afstand_huisarts", NoTest::BelowThreshold);
    let unsure = || untested("grijze_druk", NoTest::RangeReachesThreshold);
    says(
        &[small(), unsure()],
        &["Bij beide onderwerpen noemen we geen verschil met de gemeente."],
    );
    says(
        &[small(), absent("roken")],
        &["Bij één onderwerp noemen we geen verschil met de gemeente."],
    );
}

#[test]
fn without_a_comparison_nothing_is_said_to_be_alike() {
    says(
        &[
            untested("roken", NoTest::NoMargin),
            untested("obesitas", NoTest::MoreThanHalf),
        ],
        &["De cijfers van Dieze zijn niet vergeleken met de gemeente."],
    );
    says(
        &[absent("roken"), absent("obesitas")],
        &["Van Dieze zijn er geen cijfers over deze onderwerpen."],
    );
}

#[test]
fn a_sheet_differs_only_after_a_verdict() {
    assert!(differs(&sheet(&[
        figure("grijze_druk", 30.0),
        absent("roken")
    ])));
    assert!(!differs(&sheet(&[figure("roken", 20.0)])));
    assert!(!differs(&sheet(&[untested("roken", NoTest::NoMargin)])));
}

fn sure(figures: &[Figure], margins: Margins, few: bool) -> Vec<String> {
    sheet_reliability(&sheet(figures), margins, few)
}

fn of_kind(id: &str, kind: FigureKind) -> Figure {
    Figure {
        kind,
        ..figure(id, 20.0)
    }
}

#[test]
fn the_kinds_of_figures_are_counted() {
    let model = || figure("roken", 20.0);
    let kinds = |figures: &[Figure]| sure(figures, Margins::Mixed, false).join(" ");
    assert_eq!(
        kinds(&[model()]),
        "Het cijfer is een schatting met een model."
    );
    assert_eq!(
        kinds(&[model(), model()]),
        "Beide cijfers zijn schattingen met een model."
    );
    for (kind, one, more) in [
        (
            FigureKind::Schatting,
            "één cijfer is een schatting uit andere cijfers",
            "Twee cijfers zijn schattingen uit andere cijfers",
        ),
        (
            FigureKind::Registratie,
            "één cijfer komt uit een registratie",
            "Twee cijfers komen uit een registratie",
        ),
        (
            FigureKind::Enquete,
            "één cijfer komt uit een enquête",
            "Twee cijfers komen uit een enquête",
        ),
        (
            FigureKind::Lokaal,
            "één cijfer komt uit een lokaal bestand",
            "Twee cijfers komen uit een lokaal bestand",
        ),
    ] {
        let other = || of_kind("gezond", kind);
        assert_eq!(
            kinds(&[model(), model(), other()]),
            format!(
                "Twee cijfers zijn schattingen met een model. {}.",
                capital(one)
            )
        );
        assert_eq!(
            kinds(&[model(), other(), other()]),
            format!("{more}. Eén cijfer is een schatting met een model.")
        );
    }
    assert_eq!(kinds(&[absent("roken")]), "");
}

#[test]
fn margins_few_people_and_gaps_are_said_when_they_are_there() {
    let figures = [
        figure("roken", 20.0),
        figure("obesitas", 20.0),
        untested("stress", NoTest::NoMargin),
        absent("gezond"),
    ];
    let model = "Alle drie cijfers zijn schattingen met een model.";
    assert_eq!(
        sure(&figures, Margins::Wider, true),
        [
            model,
            "Bij de meeste onderwerpen is de marge breder dan in de meeste andere wijken.",
            "Hier wonen weinig mensen.",
            "Van één onderwerp is er geen cijfer.",
            "Eén onderwerp is niet vergeleken.",
        ]
    );
    let more = [
        figure("roken", 20.0),
        untested("stress", NoTest::NoMargin),
        untested("regie", NoTest::NoReference),
        untested("afstand_huisarts", NoTest::BelowThreshold),
        absent("gezond"),
        absent("obesitas"),
    ];
    assert_eq!(
        sure(&more, Margins::Narrower, false)[1..],
        [
            "Bij de meeste onderwerpen is de marge smaller dan in de meeste andere wijken.",
            "Van twee onderwerpen is er geen cijfer.",
            "Twee onderwerpen zijn niet vergeleken.",
        ]
    );
    assert_eq!(sure(&figures[..2], Margins::Mixed, false).len(), 1);
}

#[test]
fn no_sentence_is_longer_than_fifteen_words() {
    let names = [
        "Angst of depressie",
        "Drinkt te veel",
        "Goede gezondheid",
        "65-plus",
        "Roken",
    ];
    let worse = figure("roken", 30.0);
    for many in 1..=names.len() {
        let mut sheet = sheet(&[]);
        let shown = names.iter().take(many);
        sheet.topics = shown
            .map(|name| ((*name).to_owned(), Some(&worse)))
            .collect();
        for sentence in sheet_sentences(&sheet) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 15, "{words}: {sentence}");
        }
    }
}
