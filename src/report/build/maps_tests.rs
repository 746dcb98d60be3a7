//! Which figures a map shows, and on whose outlines.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::maps::{MapSize, caption, map, why_no_map};
use super::{Inputs, View};
use crate::area::{AreaCode, AreaLevel, Gemeenten};
use crate::figures::{FigureKind as Kind, FigureSpec, MapReading};
use crate::frame::{Shape, Shapes, SourceUse};
use crate::house::House;
use crate::indicators::{Figure, IndicatorTable, Method, Scope};
use crate::period::Year;
use crate::reading::Reading;
use crate::regio;
use crate::remarks::Remarks;
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Catalogue, Indicator};

const INDICATOR: &str = "aandeel_65plus";

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).expect("a code")
}

fn figure(indicator: &Arc<Indicator>, code: &str, year: i32, source: usize) -> Figure {
    Figure {
        indicator: Arc::clone(indicator),
        area: area(code),
        period: Year(year),
        age: AgeGroup::All,
        reading: Reading::Known {
            value: 20.0,
            margin: None,
        },
        kind: FigureKind::Registratie,
        method: Method::Share,
        population: None,
        column: String::new(),
        source,
        fictitious: false,
        fictitious_margin: false,
        fictitious_population: false,
        as_published: true,
        derived_margin: false,
        remark: None,
        comparisons: Vec::new(),
    }
}

/// What a map of Zwolle with these wijken says: classes per wijk, caption, and why there is none.
struct Said {
    drawn: Option<Vec<Option<u8>>>,
    caption: String,
    why_not: Option<String>,
}

fn zwolle() -> Scope {
    let gemeenten = Gemeenten::current();
    let zwolle = gemeenten.find("Zwolle").expect("there").clone();
    Scope {
        region: regio::ladder_region(&zwolle, &gemeenten).expect("in a region"),
        gemeente: Some(zwolle),
    }
}

const WIJKEN: [&str; 3] = ["WK019310", "WK0193AA", "WK019312"];

/// Asks for a map of figures of these years, each of the division of that year; the newest year is
/// shown and only the first wijk has figures.
fn said(years: &[i32], outlines: i32) -> Said {
    said_of(&WIJKEN, years, outlines)
}

fn said_of(codes: &[&str], years: &[i32], outlines: i32) -> Said {
    let catalogue = Catalogue::builtin().expect("the catalogue is sound");
    let indicator = catalogue.get(INDICATOR).expect("in the catalogue");
    let figures = years.iter().enumerate().flat_map(|(source, year)| {
        ["NL", "GM0193", "WK019310"].map(|code| figure(indicator, code, *year, source))
    });
    let newest = years.iter().max().expect("years");
    let table = IndicatorTable {
        figures: figures.collect(),
        shown: BTreeMap::from([((INDICATOR.to_owned(), AgeGroup::All), Year(*newest))]),
        sources: years
            .iter()
            .map(|year| SourceUse {
                division: Some(*year),
                ..SourceUse::default()
            })
            .collect(),
        ..IndicatorTable::default()
    };
    let scope = zwolle();
    let square = vec![vec![vec![
        [6.0, 52.5],
        [6.1, 52.5],
        [6.1, 52.6],
        [6.0, 52.5],
    ]]];
    let wijken: Vec<AreaCode> = codes.iter().map(|code| area(code)).collect();
    let shape = |wijk: &AreaCode| {
        let shape = Shape {
            name: wijk.to_string(),
            outline: square.clone(),
        };
        (wijk.clone(), shape)
    };
    let shapes = Shapes {
        areas: wijken.iter().map(shape).collect(),
        division: Some(outlines),
        sources: Vec::new(),
    };
    let (house, remarks) = (House::default(), Remarks::default());
    let view = View::new(Inputs {
        catalogue: &catalogue,
        extracts: &[],
        house: &house,
        remarks: &remarks,
        table: &table,
        scope: &scope,
        shapes: &shapes,
        wijken: &wijken,
        edition: "proef",
        data_date: Timestamp::UNIX_EPOCH,
    });
    let age = AgeGroup::All;
    Said {
        drawn: map(&view, indicator, age, "Kaart", MapSize::Full).map(classes),
        caption: caption(&view, indicator, age),
        why_not: why_no_map(&view, indicator, age),
    }
}

fn classes(spec: FigureSpec) -> Vec<Option<u8>> {
    let Kind::AreaMap(map) = spec.kind else {
        panic!("no map")
    };
    let class = |reading: &MapReading| match reading {
        MapReading::Known { class, .. } => Some(*class),
        MapReading::Missing => None,
        MapReading::Hidden => panic!("nothing is secret here"),
    };
    map.areas.iter().map(|area| class(&area.reading)).collect()
}

#[test]
fn a_wijk_without_figures_stays_on_the_map() {
    assert_eq!(
        area("WK0193AA").level(),
        AreaLevel::Wijk,
        "letters are no obstacle"
    );
    let same = said(&[2024], 2024);
    assert_eq!(same.drawn, Some(vec![Some(3), None, None]));
    assert!(same.caption.contains("2024") && !same.caption.contains("De kaart gaat over"));
    assert_eq!(same.why_not, None);
}

#[test]
fn two_wijken_make_no_map() {
    assert_eq!(said_of(&WIJKEN[..2], &[2024], 2024).drawn, None);
}

#[test]
fn figures_are_drawn_on_outlines_of_their_own_division_only() {
    let older = said(&[2024, 2025], 2024);
    assert_eq!(older.drawn, Some(vec![Some(3), None, None]));
    let told = "De kaart gaat over 2024, want de grenzen van de wijken zijn van 2024.";
    assert!(older.caption.contains(told), "{}", older.caption);
    assert!(older.caption.contains("De andere cijfers zijn van 2025."));
    assert_eq!(older.why_not, None);
    let none = said(&[2025], 2024);
    assert_eq!((none.drawn, none.caption.as_str()), (None, ""));
    let why = none.why_not.expect("told");
    assert!(
        why.contains("geen kaart") && why.contains("van 2024"),
        "{why}"
    );
}
