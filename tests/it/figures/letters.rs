//! A drawing and its letters apart are together what the drawing was.

use std::collections::BTreeSet;

use regiobeeld::figures::letters::split;
use regiobeeld::figures::{FigureSpec, draw};
use serde_json::Value;

use super::extremes::{empty, extreme};
use super::promises::hostile;
use super::samples::samples;
use super::svg_check::{Element, elements, view_box};

/// Place, size, look and text, with places in half units so that they can be compared.
type Text = (String, String, String, String, bool, String, String);

fn halves(number: f64) -> String {
    format!("{number:.1}")
}

fn in_drawing(elements: &[Element]) -> BTreeSet<Text> {
    let texts = elements.iter().filter(|element| element.tag == "text");
    let of = |element: &Element| {
        (
            halves(element.number("x")),
            halves(element.number("y")),
            element.get("text-anchor").unwrap_or("start").to_owned(),
            halves(element.number("font-size")),
            element.get("font-weight").is_some(),
            element.get("fill").unwrap_or("#1A1A1A").to_owned(),
            element.text.clone(),
        )
    };
    texts.map(of).collect()
}

/// The letters as the house library reads them.
fn in_json(json: &Value) -> BTreeSet<Text> {
    let number = |value: &Value| value.as_f64().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let width = number(&json[0]);
    let mut found = BTreeSet::new();
    for look in json[2].as_array().unwrap() {
        let side = text(&look[3]);
        let zero = match side.as_str() {
            "start" => 0.0,
            "middle" => width / 2.0,
            "end" => width,
            other => panic!("{other}"),
        };
        for letter in look[4].as_array().unwrap() {
            found.insert((
                halves(number(&letter[0]) + zero),
                halves(number(&letter[1])),
                side.clone(),
                halves(number(&look[0])),
                look[1].as_bool().unwrap(),
                text(&look[2]),
                text(&letter[2]),
            ));
        }
    }
    found
}

/// Returns how many texts were set apart and how many stayed.
fn check(name: &str, figure: &FigureSpec) -> (usize, usize) {
    let svg = draw(figure);
    let whole = elements(svg.as_str());
    let Some(apart) = split(svg.as_str()) else {
        return (0, in_drawing(&whole).len());
    };
    let json = serde_json::to_value(&apart).unwrap();
    let (width, height) = view_box(&whole);
    assert_eq!(
        (json[0].as_f64(), json[1].as_f64()),
        (Some(width), Some(height)),
        "{name}"
    );
    let bare = elements(&apart.drawing);
    let (stayed, letters) = (in_drawing(&bare), in_json(&json));
    assert!(stayed.is_disjoint(&letters), "{name}: a text stands twice");
    let together: BTreeSet<Text> = stayed.union(&letters).cloned().collect();
    assert_eq!(together, in_drawing(&whole), "{name}");
    let shapes = |elements: &[Element]| {
        let shapes = elements.iter().filter(|element| element.tag != "text");
        let shapes = shapes.map(|element| (element.tag.clone(), element.attributes.clone()));
        shapes.collect::<Vec<_>>()
    };
    assert_eq!(shapes(&bare), shapes(&whole), "{name}");
    (letters.len(), stayed.len())
}

#[test]
fn letters_and_drawing_are_the_whole_drawing() {
    let all = samples().into_iter().chain(extreme()).chain(empty());
    for (name, mut figure) in all {
        figure.fictief = true;
        let (apart, _) = check(name, &figure);
        assert!(apart > 0, "{name}: no letters apart");
        check(name, &hostile(&figure));
    }
}

#[test]
fn all_texts_of_ordinary_figures_are_set_apart() {
    for (name, figure) in samples() {
        let (_, stayed) = check(name, &figure);
        assert_eq!(
            stayed,
            0,
            "{name}: {}",
            split(draw(&figure).as_str()).unwrap().drawing
        );
    }
}
