//! A workbook is written and read back.

mod content;
mod looks;
mod read;

use std::collections::BTreeMap;
use std::sync::Arc;

use calamine::Data;
use jiff::Timestamp;

use super::{Book, write};
use crate::area::AreaCode;
use crate::frame::SourceUse;
use crate::indicators::{Comparison, Figure, IndicatorTable, Method, Unavailable, two_band_id};
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::report::lines::lines;
use crate::statistics::Interval;
use crate::statistics::compare::{RelevanceRule, compare_model};
use crate::themes::{Catalogue, Indicator};
use crate::unit::Unit;
use read::Read;

const LIFESTYLE: &str = "Leefstijl";
const CONTEXT: &str = "Achtergrond en zorg";
const HOSTILE: &str = "=HYPERLINK(\"http://kwaad\")\u{1}\u{fffe}_x0041_";

fn text(words: &str) -> Data {
    Data::String(words.to_owned())
}

fn figure(indicator: &Arc<Indicator>, value: Option<f64>) -> Figure {
    let reading = match value {
        Some(value) => Reading::Known {
            value,
            margin: None,
        },
        None => Reading::Absent(Absent::NotPublished),
    };
    Figure {
        indicator: Arc::clone(indicator),
        area: AreaCode::parse("GM0193").unwrap(),
        period: Year(2024),
        age: indicator.bevolking,
        reading,
        kind: indicator.soort,
        method: Method::Published,
        population: None,
        column: "Proef_1".to_owned(),
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

/// A figure with everything: a margin, a remark, a comparison with Nederland and numbers of people.
fn smoking(indicator: &Arc<Indicator>) -> Figure {
    let margin = Interval::around(22.04, 20.0, 24.0).unwrap();
    let outcome = compare_model(22.04, Some(margin), 15.0, &RelevanceRule::default()).unwrap();
    Figure {
        reading: Reading::Known {
            value: 22.04,
            margin: Some(margin),
        },
        population: Some(100_000.0),
        fictitious: true,
        remark: Some("indicatief; marge te smal: zonder weging".into()),
        comparisons: vec![Comparison {
            reference: AreaCode::parse("GM0148").unwrap(),
            on_ladder: true,
            reference_value: 15.0,
            reference_as_published: true,
            outcome,
            extra_persons: Some(7_040),
            fictitious: false,
        }],
        ..figure(indicator, None)
    }
}

fn of_unit(catalogue: &Catalogue, unit: Unit) -> Arc<Indicator> {
    let wanted = |one: &&Arc<Indicator>| one.eenheid == unit && one.thema.title() == CONTEXT;
    Arc::clone(catalogue.iter().find(wanted).unwrap())
}

/// Figures of every unit, one absent, one view with the ages of Nederland, and hostile texts.
fn table(catalogue: &Catalogue) -> IndicatorTable {
    let roken = catalogue.get("roken").unwrap();
    let view = Arc::new(Indicator {
        id: two_band_id("roken"),
        label: "Rookt, met de leeftijden van Nederland".to_owned(),
        ..roken.as_ref().clone()
    });
    let drinker = catalogue.get("drinker").unwrap();
    let mut figures = vec![
        smoking(roken),
        figure(&view, Some(20.0)),
        figure(drinker, None),
    ];
    let values = [
        (Unit::Aantal, 2_714_040.0),
        (Unit::Euro, 31_500.0),
        (Unit::Per1000, 76.4),
        (Unit::Km, 1.25),
        (Unit::Score, -0.022),
    ];
    for (unit, value) in values {
        figures.push(figure(&of_unit(catalogue, unit), Some(value)));
    }
    let hostile = figures.last_mut().unwrap();
    hostile.area = AreaCode::parse("GM0166").unwrap();
    hostile.remark = Some("é".repeat(40_000).into());
    let literacy = catalogue
        .iter()
        .find(|one| one.thema.title() == "Laaggeletterdheid")
        .unwrap();
    IndicatorTable {
        figures,
        names: BTreeMap::from([
            (AreaCode::parse("GM0193").unwrap(), "Zwolle".to_owned()),
            (AreaCode::parse("GM0148").unwrap(), "Dalfsen".to_owned()),
            (AreaCode::parse("GM0166").unwrap(), HOSTILE.to_owned()),
        ]),
        sources: vec![SourceUse {
            table: "50150NED".to_owned(),
            citation: "RIVM, gezondheid per wijk".to_owned(),
            retrieved_at: "2026-01-10T09:30:00Z".to_owned(),
            slice: "GM0193".to_owned(),
            division: Some(2024),
            ..SourceUse::default()
        }],
        unavailable: vec![Unavailable {
            lack: crate::indicators::Lack::Rows,
            indicator: Arc::clone(literacy),
            reason: "de tabel is er niet".to_owned(),
        }],
        ..IndicatorTable::default()
    }
}

fn read(title: &str) -> Read {
    let catalogue = Catalogue::builtin().unwrap();
    let map = SourceUse {
        table: "wijken-en-buurten-2024".to_owned(),
        simplified: true,
        retrieved_at: "geen datum".to_owned(),
        ..SourceUse::default()
    };
    let table = table(&catalogue);
    let book = Book {
        table: &table,
        lines: &lines(&table),
        catalogue: &catalogue,
        map_sources: &[map],
        title,
        created: Timestamp::UNIX_EPOCH,
    };
    Read::new(&write(&book).unwrap())
}
