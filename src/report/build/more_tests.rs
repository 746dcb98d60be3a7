//! What stands in full, what in the tables of the annex, and what is only counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::chapters::{CHAPTERS, Chapter};
use super::indicator::blocks;
use super::more::tables;
use super::{Inputs, View};
use crate::area::{AreaCode, Gemeenten};
use crate::frame::Shapes;
use crate::house::House;
use crate::indicators::{Figure, IndicatorTable, Method, Scope, Unavailable};
use crate::period::Year;
use crate::reading::Reading;
use crate::regio;
use crate::remarks::Remarks;
use crate::report::model::Tabel;
use crate::themes::{Catalogue, Indicator, Theme};

const YEAR: Year = Year(2024);

fn figure(indicator: &Arc<Indicator>, area: &AreaCode, value: f64) -> Figure {
    Figure {
        indicator: Arc::clone(indicator),
        area: area.clone(),
        period: YEAR,
        age: indicator.bevolking,
        reading: Reading::Known {
            value,
            margin: None,
        },
        kind: indicator.soort,
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
        comparisons: Vec::new(),
    }
}

/// Looks at a report of the region of Zwolle with figures of `known`, and without those of
/// `missing`.
fn with_view<T>(known: &[&str], missing: &[&str], look: impl FnOnce(&mut View<'_>) -> T) -> T {
    let catalogue = Catalogue::builtin().expect("the catalogue is sound");
    let get = |id: &&str| Arc::clone(catalogue.get(id).expect("in the catalogue"));
    let gemeenten = Gemeenten::current();
    let zwolle = gemeenten.find("Zwolle").expect("there").clone();
    let scope = Scope {
        region: regio::ladder_region(&zwolle, &gemeenten).expect("in a region"),
        gemeente: None,
    };
    let areas: Vec<AreaCode> = [scope.region.code.clone(), AreaCode::Land]
        .into_iter()
        .chain(
            scope
                .region
                .gemeenten
                .iter()
                .map(|code| AreaCode::Gemeente(*code)),
        )
        .collect();
    let mut table = IndicatorTable::default();
    for indicator in known.iter().map(get) {
        let key = (indicator.id.clone(), indicator.bevolking);
        table.shown.insert(key, YEAR);
        let values = (0_u32..).map(|number| 20.0 + f64::from(number));
        table.figures.extend(
            areas
                .iter()
                .zip(values)
                .map(|(area, value)| figure(&indicator, area, value)),
        );
    }
    table.unavailable = missing
        .iter()
        .map(get)
        .map(|indicator| Unavailable {
            lack: crate::indicators::Lack::Value,
            indicator,
            reason: "de tabel is er niet".to_owned(),
        })
        .collect();
    table.names = BTreeMap::from([(AreaCode::Land, "Nederland".to_owned())]);
    let shapes = Shapes::default();
    look(&mut View::new(Inputs {
        catalogue: &catalogue,
        extracts: &[],
        house: &House::default(),
        remarks: &Remarks::default(),
        table: &table,
        scope: &scope,
        shapes: &shapes,
        wijken: &[],
        edition: "proef",
        data_date: Timestamp::UNIX_EPOCH,
    }))
}

fn leefstijl() -> Chapter {
    CHAPTERS[0]
}

fn heads(table: &Tabel) -> Vec<&str> {
    table
        .rijen
        .iter()
        .map(|row| row.cellen[0].tekst.as_str())
        .collect()
}

#[test]
fn the_extended_set_has_a_row_per_topic_and_no_block() {
    let known = [
        "roken",
        "drinker",
        "roken_monitor",
        "matig_overgewicht_monitor",
        "beweegomgeving",
        "jong_roken",
    ];
    let (found, titles) = with_view(&known, &[], |view| {
        let topics = leefstijl().in_blocks(view);
        let titles: Vec<String> = blocks(view, &topics)
            .into_iter()
            .map(|block| block.titel)
            .collect();
        (tables(view), titles)
    });
    assert_eq!(titles, ["Roken per gemeente"]);
    let [theme, young] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(theme.titel, "Meer cijfers: Leefstijl");
    assert_eq!(
        heads(theme),
        [
            "Beweegvriendelijke omgeving, 2024",
            "Drinkt alcohol (%), 2024, naar schatting",
            "Matig overgewicht (enquête) (%), 2024",
        ]
    );
    // Topic, region, Nederland; nothing was tested.
    assert_eq!(theme.kolommen.len(), 3);
    assert_eq!(theme.rijen[1].cellen[1].tekst, "20,0");
    assert_eq!(young.titel, "Jongvolwassenen (16 tot en met 25 jaar)");
    assert_eq!(heads(young), ["Roken (jongvolwassenen) (%), 2024"]);
    assert!(young.noot.starts_with(
        "Deelnemers meldden zich zelf aan. Daarom staat er geen marge en vergelijken we niet."
    ));
}

#[test]
fn figures_about_suicide_are_neither_drawn_nor_ranked() {
    let found = with_view(&["suicidegedachten", "stress"], &[], |view| {
        let topics = view.leading(|one| one.thema == Theme::Mentaal);
        blocks(view, &topics)
    });
    let [stress, suicide] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(stress.figuur.is_some());
    assert_eq!(suicide.titel, "Gedachten aan zelfdoding");
    assert!(suicide.figuur.is_none());
    assert_eq!(suicide.tabel.kolommen.len(), 2);
    assert!(suicide.noten[0].contains("bel 113"), "{:?}", suicide.noten);
}
