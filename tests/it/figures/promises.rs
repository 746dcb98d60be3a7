//! Bytes, places, size, escaping.

use proptest::prelude::*;
use regiobeeld::figures::{DotReading, DotRow, FigureKind, FigureSpec, Mark, describe, draw};

use super::extremes::{empty, extreme};
use super::samples::{dots, map, samples, spec, trend};
use super::svg_check::{Bounds, Element, elements, pairs, points, text_boxes, view_box};

const HOSTILE: &str = "]]><script>&amp;\"'\u{0}\u{8}\u{feff}\u{202e}🏠 #read(\"x\") </text>";

fn assert_inside(name: &str, svg: &str) {
    let elements = elements(svg);
    let (width, height) = view_box(&elements);
    for (x, y) in points(&elements) {
        assert!(
            (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
            "{name}: {x},{y}"
        );
    }
    for (text, (left, top, right, bottom)) in text_boxes(&elements) {
        let inside = left >= -1.0 && top >= 0.0 && right <= width + 1.0 && bottom <= height;
        assert!(
            inside,
            "{name}: text {text} at {left},{top},{right},{bottom} of {width},{height}"
        );
    }
}

fn assert_no_overlap(name: &str, svg: &str) {
    let boxes = text_boxes(&elements(svg));
    let overlap = |a: &Bounds, b: &Bounds| a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
    for (index, (text, place)) in boxes.iter().enumerate() {
        for (other, elsewhere) in &boxes[index + 1..] {
            assert!(!overlap(place, elsewhere), "{name}: {text} over {other}");
        }
    }
}

#[test]
fn equal_descriptions_give_equal_bytes() {
    for (name, spec) in samples() {
        assert_eq!(draw(&spec), draw(&spec.clone()), "{name}");
        let copy: FigureSpec =
            serde_json::from_str(&serde_json::to_string(&spec).unwrap()).unwrap();
        assert_eq!(draw(&spec), draw(&copy), "{name}");
    }
}

#[test]
fn everything_lies_inside_and_no_texts_overlap() {
    for (name, mut figure) in samples() {
        for width in [80.0, 120.0, 170.0] {
            for fictief in [false, true] {
                (figure.width_mm, figure.fictief) = (width, fictief);
                let svg = draw(&figure);
                assert_inside(name, svg.as_str());
                assert_no_overlap(name, svg.as_str());
            }
        }
    }
}

#[test]
fn extreme_and_absent_values_stay_inside_and_have_a_text() {
    for (name, figure) in extreme().into_iter().chain(empty()) {
        let svg = draw(&figure);
        assert_inside(name, svg.as_str());
        assert_no_overlap(name, svg.as_str());
        assert!(describe(&figure).len() > 20, "{name}");
        assert!(!svg.as_str().contains("NaN"), "{name}");
    }
}

#[test]
fn long_units_and_names_stay_inside() {
    for (name, figure) in samples() {
        let json = serde_json::to_string(&figure).unwrap();
        let json = json.replace("procent\"", "per 100 mensen van 20 tot 65 jaar\"");
        let json = json.replace(
            "\"Zwolle\"",
            "\"Samenwerkende gemeenten van de IJsseldelta\"",
        );
        let mut figure: FigureSpec = serde_json::from_str(&json).unwrap();
        for width in [85.0, 116.0, 174.0] {
            figure.width_mm = width;
            let svg = draw(&figure);
            assert_inside(name, svg.as_str());
            assert_no_overlap(name, svg.as_str());
        }
    }
}

#[test]
fn fictitious_figures_say_so_inside_the_image() {
    for (name, mut figure) in samples() {
        let shown = |figure: &FigureSpec| {
            let elements = elements(draw(figure).as_str());
            elements
                .iter()
                .any(|e: &Element| e.tag == "text" && e.text.contains("FICTIEF"))
        };
        assert!(!shown(&figure), "{name}");
        figure.fictief = true;
        assert!(shown(&figure), "{name}");
    }
}

#[test]
fn the_font_is_named_exactly_and_only_once() {
    for (name, figure) in samples() {
        let svg = draw(&figure).into_string();
        assert_eq!(
            svg.matches("font-family=\"Noto Sans\"").count(),
            1,
            "{name}"
        );
        assert_eq!(svg.matches("font-family").count(), 1, "{name}");
        assert!(!svg.contains("sans-serif"), "{name}");
    }
}

#[test]
fn the_size_on_paper_is_the_asked_width() {
    for (name, figure) in samples() {
        let elements = elements(draw(&figure).as_str());
        let width = elements[0]
            .get("width")
            .unwrap()
            .strip_suffix("pt")
            .unwrap()
            .to_owned();
        let points: f64 = width.parse().unwrap();
        assert!(
            (points / 72.0 * 25.4 - figure.width_mm).abs() < 0.1,
            "{name}: {width}"
        );
        assert!(
            (view_box(&elements).0 - 4.0 * points).abs() < 0.01,
            "{name}"
        );
    }
}

/// Puts hostile text in every text field of a figure, by way of its JSON form.
pub fn hostile(figure: &FigureSpec) -> FigureSpec {
    fn walk(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) if !is_keyword(text) => text.push_str(HOSTILE),
            serde_json::Value::Array(list) => list.iter_mut().for_each(walk),
            serde_json::Value::Object(map) => map.values_mut().for_each(walk),
            _ => {}
        }
    }
    fn is_keyword(text: &str) -> bool {
        serde_json::from_value::<Mark>(text.into()).is_ok() || ["missing", "hidden"].contains(&text)
    }
    let mut json = serde_json::to_value(figure).unwrap();
    walk(&mut json);
    serde_json::from_value(json).unwrap()
}

#[test]
fn hostile_text_is_escaped_and_unprintable_characters_are_replaced() {
    for (name, figure) in samples() {
        let svg = draw(&hostile(&figure)).into_string();
        let drawn: String = elements(&svg)
            .iter()
            .map(|element| element.text.as_str())
            .collect();
        assert!(drawn.contains("<script>&amp;"), "{name}");
        assert!(!svg.contains("<script"), "{name}");
        for bad in ['\u{0}', '\u{8}', '\u{feff}', '\u{202e}', '🏠'] {
            assert!(!svg.contains(bad), "{name}: {bad:?}");
        }
    }
}

#[test]
fn the_order_of_areas_does_not_change_a_map() {
    let straight = map(5, 4, 6);
    let mut shuffled = straight.clone();
    shuffled.areas.reverse();
    shuffled.areas.swap(3, 11);
    let bytes = |map| draw(&spec(FigureKind::AreaMap(map))).into_string();
    let (straight, shuffled) = (bytes(straight), bytes(shuffled));
    let drawing = |svg: &str| {
        svg.lines()
            .filter(|l| !l.starts_with("<desc>"))
            .collect::<String>()
    };
    assert_eq!(drawing(&straight), drawing(&shuffled));
}

#[test]
fn a_map_of_thirty_wijken_is_lean() {
    let svg = draw(&spec(FigureKind::AreaMap(map(6, 5, 60)))).into_string();
    assert!(svg.len() < 60_000, "{} bytes", svg.len());
}

#[test]
fn neighbours_keep_the_same_border_after_simplifying() {
    let mut pair = map(2, 1, 60);
    pair.outlines.clear();
    let svg = draw(&spec(FigureKind::AreaMap(pair))).into_string();
    let elements = elements(&svg);
    let rings: Vec<Vec<(f64, f64)>> = elements
        .iter()
        .filter(|e| e.tag == "polygon" && e.get("points").unwrap().len() > 80)
        .map(|e| pairs(e.get("points").unwrap()))
        .collect();
    assert_eq!(rings.len(), 2);
    assert!(rings[0].len() < 200, "simplified: {}", rings[0].len());
    let left = shared_run(&rings[0], &rings[1]);
    let mut right = shared_run(&rings[1], &rings[0]);
    right.reverse();
    assert!(left.len() > 8, "{left:?}");
    assert_eq!(left, right);
}

/// The points of `ring` that `other` has too; they must follow each other without a point between.
fn shared_run(ring: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let outside = ring
        .iter()
        .position(|point| !other.contains(point))
        .unwrap();
    let mut turned = ring.to_vec();
    turned.rotate_left(outside);
    let first = turned
        .iter()
        .position(|point| other.contains(point))
        .unwrap();
    let run: Vec<_> = turned[first..]
        .iter()
        .copied()
        .take_while(|p| other.contains(p))
        .collect();
    assert_eq!(
        run.len(),
        turned.iter().filter(|point| other.contains(point)).count()
    );
    run
}

#[test]
fn empty_figures_are_drawn_too() {
    for (name, figure) in samples() {
        let mut json = serde_json::to_value(&figure).unwrap();
        let kind = json["kind"]
            .as_object_mut()
            .unwrap()
            .values_mut()
            .next()
            .unwrap();
        for list in [
            "areas", "rows", "bands", "series", "parts", "outlines", "classes",
        ] {
            if kind[list].is_array() {
                kind[list] = serde_json::json!([]);
            }
        }
        let empty: FigureSpec = serde_json::from_value(json).unwrap();
        assert_inside(name, draw(&empty).as_str());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_rows_stay_inside(
        rows in prop::collection::vec((".{0,60}", 0.0..1e5_f64, 0.0..1e4_f64, any::<bool>()), 0..40),
        width in 80.0..200.0_f64,
        nation in 0.0..1e5_f64,
    ) {
        let mut chart = dots();
        chart.references[1].value = nation;
        chart.rows = rows
            .into_iter()
            .map(|(name, value, half, known)| {
                let margin = Some((value - half, value + half));
                let (text, mark) = (String::from("12 345,6"), Mark::NotClear);
                let reading = if known {
                    DotReading::Known { value, margin, text, mark }
                } else {
                    DotReading::Absent { text: String::from("niet gepubliceerd") }
                };
                DotRow { name, reading }
            })
            .collect();
        let mut figure = spec(FigureKind::AreaDots(chart));
        figure.width_mm = width;
        let svg = draw(&figure);
        assert_inside("rows", svg.as_str());
        assert_no_overlap("rows", svg.as_str());
    }
}

#[test]
fn a_small_trend_names_its_last_and_first_year_and_its_dashed_line() {
    let mut figure = spec(FigureKind::Trend(trend()));
    figure.width_mm = 55.0;
    let drawn = draw(&figure).into_string();
    let said: Vec<String> = text_boxes(&elements(&drawn))
        .into_iter()
        .map(|(text, _)| text)
        .collect();
    let has = |text: &str| said.iter().any(|one| one == text);
    assert!(has("2012") && has("2024"), "{said:?}");
    assert!(!has("2022"), "no room beside the last year: {said:?}");
    assert!(has("Nederland"), "the legend names the dashes: {said:?}");
}
