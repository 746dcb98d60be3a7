//! One small figure of every kind, and a map of made-up wijken with wavy borders.

use regiobeeld::figures::{
    Ages, AgesBand, AreaDots, AreaMap, Decomposition, DotReading, DotRow, DotsBeside, Extent,
    FigureKind, FigureSpec, LegendClass, Locator, MapArea, MapOutline, MapReading, Mark,
    MultiPolygon, Part, Pyramid, PyramidBand, Reference, Spine, SpineBeside, SpineReading,
    SpineRow, SpineValues, TableRows, Trend, TrendBreak, TrendPoint, TrendSeries, TrendValue,
};

/// Every kind once, under a short name.
pub fn samples() -> Vec<(&'static str, FigureSpec)> {
    vec![
        ("kaart", spec(FigureKind::AreaMap(map(4, 3, 8)))),
        ("kaartje", spec(FigureKind::Locator(locator()))),
        ("stippen", spec(FigureKind::AreaDots(dots()))),
        ("stippen-rij", spec(FigureKind::DotsBeside(dots_beside()))),
        ("piramide", spec(FigureKind::Pyramid(pyramid()))),
        ("leeftijden", spec(FigureKind::Ages(ages()))),
        ("trend", spec(FigureKind::Trend(trend()))),
        ("spin", spec(FigureKind::Spine(spine()))),
        ("spin-rij", spec(FigureKind::SpineBeside(spine_beside()))),
        ("opbouw", spec(FigureKind::Decomposition(decomposition()))),
    ]
}

/// A figure of 170 mm without fictitious values.
pub fn spec(kind: FigureKind) -> FigureSpec {
    FigureSpec {
        title: String::from("Proef"),
        width_mm: 170.0,
        fictief: false,
        kind,
    }
}

/// The second wijk of the map of wijken, pointed out.
pub fn locator() -> Locator {
    let all: Vec<MultiPolygon> = map(4, 3, 8).areas.into_iter().map(|a| a.shape).collect();
    Locator {
        whole: String::from("Voorbeeldstad"),
        area: Some(String::from("Voorbeeldwijk 2")),
        extent: Extent::of(all.iter()).unwrap(),
        shapes: vec![all[1].clone()],
        max_height_mm: 40.0,
    }
}

pub fn gemeente() -> Reference {
    Reference {
        label: String::from("gemeente"),
        value: 17.3,
        text: String::from("17,3"),
        dashed: false,
    }
}

pub fn nederland() -> Reference {
    Reference {
        label: String::from("Nederland"),
        value: 16.1,
        text: String::from("16,1"),
        dashed: true,
    }
}

pub fn row(name: &str, value: f64, text: &str, mark: Mark) -> DotRow {
    let margin = Some((value - 2.0, value + 2.5));
    let text = text.to_owned();
    DotRow {
        name: name.to_owned(),
        reading: DotReading::Known {
            value,
            margin,
            text,
            mark,
        },
    }
}

pub fn dots() -> AreaDots {
    AreaDots {
        measure: String::from("Rookt, 18 jaar en ouder, 2024"),
        unit: String::from("procent"),
        areas: String::from("wijken"),
        rows: vec![
            row("Voorbeeldwijk 9", 24.1, "24,1", Mark::HigherWorse),
            row("Voorbeeldwijk 2", 21.0, "21,0", Mark::NotClear),
            row(
                "Voorbeeldwijk 10 – Zuid-Oost en Poort van de Hogelanden aan de Overzijde",
                18.0,
                "18,0",
                Mark::NotTested,
            ),
            row("Voorbeeldwijk 12", 11.9, "11,9", Mark::LowerBetter),
            DotRow {
                name: String::from("Voorbeeldwijk 3"),
                reading: DotReading::Absent {
                    text: String::from("niet gepubliceerd"),
                },
            },
        ],
        references: vec![gemeente(), nederland()],
    }
}

/// The dots beside a table of which the third row has two lines.
pub fn dots_beside() -> DotsBeside {
    DotsBeside {
        dots: dots(),
        table: rows(&[9.2, 9.2, 18.7, 9.2, 9.2]),
    }
}

/// The spine beside a table with a row for each of its topics.
pub fn spine_beside() -> SpineBeside {
    let spine = spine();
    SpineBeside {
        table: rows(&vec![9.2; spine.rows.len()]),
        spine,
    }
}

fn rows(heights: &[f64]) -> TableRows {
    TableRows {
        above: 36.8,
        rows: heights.to_vec(),
        line: 4.6,
    }
}

/// A ring around a cell of a grid; borders wave, and neighbours share every point.
fn cell(column: usize, line: usize, points: usize) -> MultiPolygon {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap());
    let at = |x: f64, y: f64| {
        let wave = |v: f64| {
            if v.fract() > 0.0 {
                (v * 7.0).sin() * 0.06
            } else {
                0.0
            }
        };
        [6.0 + (x + wave(y)) * 0.02, 52.5 + (y + wave(x)) * 0.012]
    };
    let step = |n: usize| number(n) / number(points);
    let (x, y) = (number(column), number(line));
    let mut ring: Vec<[f64; 2]> = (0..points).map(|n| at(x + step(n), y)).collect();
    ring.extend((0..points).map(|n| at(x + 1.0, y + step(n))));
    ring.extend((0..points).rev().map(|n| at(x + step(n + 1), y + 1.0)));
    ring.extend((0..points).rev().map(|n| at(x, y + step(n + 1))));
    ring.push(ring[0]);
    vec![vec![ring]]
}

/// A map of `columns` × `lines` wijken with `points` points on each side.
pub fn map(columns: usize, lines: usize, points: usize) -> AreaMap {
    let mut areas = Vec::new();
    for index in 0..columns * lines {
        let value = 8.0 + f64::from(u32::try_from(index % 7).unwrap());
        let class = u8::try_from(index % 5).unwrap() + 1;
        areas.push(MapArea {
            name: format!("Voorbeeldwijk {}", index + 1),
            number: (index + 1).to_string(),
            shape: cell(index % columns, index / columns, points),
            reading: match index {
                1 => MapReading::Missing,
                2 => MapReading::Hidden,
                _ => MapReading::Known {
                    class,
                    value,
                    text: format!("{value},0"),
                },
            },
        });
    }
    let class = |class: u8| LegendClass {
        class,
        text: format!("{},0 tot {},0", class, class + 1),
    };
    AreaMap {
        measure: String::from("Sterk eenzaam, 18 jaar en ouder, 2024"),
        unit: String::from("procent"),
        areas_word: String::from("wijken"),
        areas,
        outlines: vec![MapOutline {
            number: String::new(),
            shape: cell(0, 0, points),
        }],
        classes: (1..=5).map(class).collect(),
        references: vec![gemeente()],
        max_height_mm: 110.0,
    }
}

pub fn ages() -> Ages {
    let band = |label: &str, share: f64, text: &str| AgesBand {
        label: label.to_owned(),
        share,
        reference: 5.5,
        text: text.to_owned(),
        reference_text: String::from("5,5"),
    };
    Ages {
        measure: String::from("Zwolle, 1 januari 2024"),
        area: String::from("Zwolle"),
        reference: String::from("Nederland"),
        bands: vec![
            band("0–4", 6.1, "6,1"),
            band("5–9", 7.3, "7,3"),
            band("90+", 0.4, "0,4"),
        ],
    }
}

pub fn pyramid() -> Pyramid {
    let band = |label: &str, men: f64, women: f64, text: &str| PyramidBand {
        label: label.to_owned(),
        men,
        women,
        reference_men: men * 0.9,
        reference_women: women + 0.3,
        text: text.to_owned(),
        reference_text: String::from("13,0"),
    };
    Pyramid {
        measure: String::from("Zwolle, 1 januari 2024"),
        area: String::from("Zwolle"),
        reference: String::from("Nederland"),
        bands: vec![
            band("0–19", 11.8, 11.2, "23,0"),
            band("20–64", 30.2, 30.4, "60,6"),
            band("65+", 7.6, 8.8, "16,4"),
        ],
    }
}

pub fn trend() -> Trend {
    let known = |year: u16, value: f64, text: &str| TrendPoint {
        year,
        value: Some(TrendValue {
            value,
            margin: Some((value - 1.5, value + 1.5)),
            text: text.to_owned(),
        }),
    };
    let gap = |year: u16| TrendPoint { year, value: None };
    Trend {
        measure: String::from("Goede gezondheid, 18 jaar en ouder"),
        unit: String::from("procent"),
        series: vec![
            TrendSeries {
                name: String::from("Zwolle"),
                dashed: false,
                points: vec![
                    known(2012, 79.0, "79,0"),
                    known(2016, 78.1, "78,1"),
                    gap(2020),
                    known(2022, 76.0, "76,0"),
                    known(2024, 75.2, "75,2"),
                ],
            },
            TrendSeries {
                name: String::from("Nederland"),
                dashed: true,
                points: vec![known(2012, 76.3, "76,3"), known(2024, 72.8, "72,8")],
            },
        ],
        breaks: vec![TrendBreak {
            after: 2016,
            label: String::from("eerst 19 jaar en ouder"),
        }],
    }
}

pub fn spine() -> Spine {
    let values = |value: f64, text: &str, mark: Mark| SpineValues {
        value,
        text: text.to_owned(),
        mark,
        lowest: 5.0,
        lowest_text: String::from("5,0"),
        quarter: 12.0,
        three_quarters: 18.0,
        highest: 30.0,
        highest_text: String::from("30,0"),
        nation: Some(15.4),
    };
    let row = |name: &str, reading| SpineRow {
        name: name.to_owned(),
        reading,
    };
    Spine {
        measure: String::from("Zwolle, 18 jaar en ouder, 2024"),
        areas: String::from("gemeenten"),
        rows: vec![
            row(
                "Rookt (%)",
                SpineReading::Known(values(20.0, "20,0", Mark::HigherWorse)),
            ),
            row(
                "Drinkt overmatig (%)",
                SpineReading::Known(values(5.0, "5,0", Mark::NotClear)),
            ),
            row(
                "Obesitas (%)",
                SpineReading::Absent {
                    text: String::from("geheim"),
                },
            ),
        ],
    }
}

pub fn decomposition() -> Decomposition {
    let part = |name: &str, value: f64, text: &str| Part {
        name: name.to_owned(),
        value,
        text: text.to_owned(),
    };
    Decomposition {
        measure: String::from("Langdurige aandoening, Zwolle vergeleken met Nederland, 2024"),
        unit: String::from("procentpunt"),
        whole: part("verschil", -0.3, "−0,3"),
        parts: vec![
            part("door leeftijd", 0.9, "+0,9"),
            part("door iets anders", -1.3, "−1,3"),
        ],
        range: None,
    }
}
