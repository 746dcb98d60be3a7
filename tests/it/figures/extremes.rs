//! Every kind of figure with extreme values, and without any.

use regiobeeld::figures::{
    AreaDots, AreaMap, Decomposition, DotReading, DotRow, FigureKind, FigureSpec, MapReading, Mark,
    Part, Pyramid, PyramidBand, Spine, SpineReading, SpineRow, SpineValues, Trend, TrendPoint,
    TrendSeries, TrendValue,
};

use super::samples::{decomposition, dots, map, pyramid, spec, spine, trend};

/// A name that is wider than any figure.
const LONG: &str =
    "Bedrijventerreinbuitengebiedwaterschapsheuvelnatuurontwikkelingszone-Overzijdse";
/// Why there is no figure.
const ABSENT: &str = "niet gepubliceerd";

/// Every kind once, with the lowest and the highest values that can be, and more rows than fit a
/// screen. The figures carry the mark of made-up figures.
pub fn extreme() -> Vec<(&'static str, FigureSpec)> {
    let each = [
        ("kaart", FigureKind::AreaMap(map(14, 8, 3))),
        ("stippen", FigureKind::AreaDots(extreme_dots())),
        ("piramide", FigureKind::Pyramid(extreme_pyramid())),
        ("trend", FigureKind::Trend(extreme_trend())),
        ("spin", FigureKind::Spine(extreme_spine())),
        ("opbouw", FigureKind::Decomposition(extreme_decomposition())),
    ];
    let marked = |(name, kind)| {
        let made_up = FigureSpec {
            fictief: true,
            ..spec(kind)
        };
        (name, made_up)
    };
    each.map(marked).into()
}

/// Every kind once, without a single figure.
pub fn empty() -> Vec<(&'static str, FigureSpec)> {
    let each = [
        ("kaart", FigureKind::AreaMap(empty_map())),
        ("stippen", FigureKind::AreaDots(empty_dots())),
        ("piramide", FigureKind::Pyramid(without_people())),
        (
            "trend",
            FigureKind::Trend(Trend {
                series: Vec::new(),
                breaks: Vec::new(),
                ..trend()
            }),
        ),
        ("spin", FigureKind::Spine(empty_spine())),
        (
            "opbouw",
            FigureKind::Decomposition(Decomposition {
                parts: Vec::new(),
                ..decomposition()
            }),
        ),
    ];
    each.map(|(name, kind)| (name, spec(kind))).into()
}

fn known(name: &str, value: f64, margin: Option<(f64, f64)>, text: &str, mark: Mark) -> DotRow {
    DotRow {
        name: name.to_owned(),
        reading: DotReading::Known {
            value,
            margin,
            text: text.to_owned(),
            mark,
        },
    }
}

fn extreme_dots() -> AreaDots {
    let mut rows = vec![
        known(LONG, 0.0, Some((0.0, 0.0)), "0,0", Mark::LowerBetter),
        known("A", 100.0, Some((0.0, 100.0)), "100,0", Mark::HigherWorse),
        known("Wijk zonder marge", 50.0, None, "50,0", Mark::NotTested),
    ];
    for number in 1..=40_u8 {
        let value = 40.0 + f64::from(number) / 4.0;
        let margin = Some((value - 0.1, value + 0.1));
        rows.push(known(
            &format!("Voorbeeldwijk {number}"),
            value,
            margin,
            "45,0",
            Mark::NotClear,
        ));
    }
    AreaDots { rows, ..dots() }
}

fn empty_dots() -> AreaDots {
    let rows = ["Voorbeeldwijk 1", LONG].map(|name| DotRow {
        name: name.to_owned(),
        reading: DotReading::Absent {
            text: ABSENT.to_owned(),
        },
    });
    AreaDots {
        rows: rows.into(),
        references: Vec::new(),
        ..dots()
    }
}

fn empty_map() -> AreaMap {
    let mut map = map(3, 2, 8);
    map.classes.clear();
    map.references.clear();
    for (index, area) in map.areas.iter_mut().enumerate() {
        area.reading = if index % 2 == 0 {
            MapReading::Missing
        } else {
            MapReading::Hidden
        };
    }
    map
}

fn extreme_pyramid() -> Pyramid {
    let band = |label: &str, men, women| PyramidBand {
        label: label.to_owned(),
        men,
        women,
        reference_men: 10.0,
        reference_women: 10.0,
        text: String::from("20,0"),
        reference_text: String::from("20,0"),
    };
    Pyramid {
        area: String::from(LONG),
        bands: vec![
            band("0–19", 0.0, 0.0),
            band("20–64", 60.0, 0.1),
            band("65+", 0.1, 39.8),
        ],
        ..pyramid()
    }
}

fn without_people() -> Pyramid {
    let mut empty = pyramid();
    for band in &mut empty.bands {
        (band.men, band.women) = (0.0, 0.0);
        (band.reference_men, band.reference_women) = (0.0, 0.0);
    }
    empty
}

fn extreme_trend() -> Trend {
    let point = |year, value| TrendPoint {
        year,
        value: Some(TrendValue {
            value,
            margin: Some((0.0, 100.0)),
            text: String::from("50,0"),
        }),
    };
    let one = |name: &str, points| TrendSeries {
        name: name.to_owned(),
        dashed: false,
        points,
    };
    Trend {
        series: vec![
            one(LONG, vec![point(2012, 0.0), point(2024, 100.0)]),
            one("Eén meting", vec![point(2016, 50.0)]),
        ],
        ..trend()
    }
}

fn extreme_spine() -> Spine {
    let values = |value: f64, text: &str, mark| SpineValues {
        value,
        text: text.to_owned(),
        mark,
        lowest: 0.0,
        lowest_text: String::from("0,0"),
        quarter: 0.0,
        three_quarters: 0.0,
        highest: 100.0,
        highest_text: String::from("100,0"),
        nation: None,
    };
    let row = |name: &str, reading| SpineRow {
        name: name.to_owned(),
        reading,
    };
    Spine {
        rows: vec![
            row(
                LONG,
                SpineReading::Known(values(100.0, "100,0", Mark::HigherWorse)),
            ),
            row(
                "A",
                SpineReading::Known(values(0.0, "0,0", Mark::LowerBetter)),
            ),
        ],
        ..spine()
    }
}

fn empty_spine() -> Spine {
    Spine {
        rows: vec![SpineRow {
            name: String::from("Rookt (%)"),
            reading: SpineReading::Absent {
                text: ABSENT.to_owned(),
            },
        }],
        ..spine()
    }
}

fn extreme_decomposition() -> Decomposition {
    let part = |name: &str, value, text: &str| Part {
        name: name.to_owned(),
        value,
        text: text.to_owned(),
    };
    Decomposition {
        whole: part("verschil", 0.0, "0,0"),
        parts: vec![
            part("door leeftijd", 60.0, "+60,0"),
            part(LONG, -60.0, "−60,0"),
        ],
        ..decomposition()
    }
}
