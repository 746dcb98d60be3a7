//! The colours of the pages: texts can be read and marks seen on every ground, by every kind of sight.
//!
//! Lines of tables and guide lines lead the eye and carry nothing, so they may be light.

use std::collections::BTreeMap;

use plotters::style::RGBColor;
use regiobeeld::report::templates::files;

use crate::support::colour::{SIGHTS, contrast, distance};

/// Colours of texts.
const TEXTS: [&str; 3] = ["tekst", "zacht", "inkt"];
/// Colours of the marks of a verdict.
const MARKS: [&str; 3] = ["oranje", "blauw", "grijs"];
/// What texts and marks stand on.
const GROUNDS: [&str; 4] = ["wit", "licht", "tint-oranje", "tint-blauw"];

/// The colours that the house library names, and white.
fn colours() -> BTreeMap<String, RGBColor> {
    let mut found = BTreeMap::from([("wit".to_owned(), RGBColor(255, 255, 255))]);
    let house = files(&BTreeMap::new());
    // The colours that a house may choose stand in a file of their own, with the usual ones in it.
    let text = format!(
        "{}\n{}",
        house["huis/kleuren.typ"], house["huis/huisstijl.typ"]
    );
    for line in text.lines() {
        let named = line
            .strip_prefix("#let ")
            .and_then(|rest| rest.split_once(" = rgb(\"#"));
        if let Some((name, rest)) = named {
            let channel = |at: usize| u8::from_str_radix(&rest[at..at + 2], 16).unwrap();
            found.insert(
                name.to_owned(),
                RGBColor(channel(0), channel(2), channel(4)),
            );
        }
    }
    found
}

#[test]
fn texts_can_be_read_on_every_ground() {
    let colours = colours();
    for text in TEXTS {
        for ground in GROUNDS {
            let found = contrast(colours[text], colours[ground]);
            assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
        }
    }
    // The cover is white on the main colour.
    assert!(contrast(colours["wit"], colours["inkt"]) >= 4.5);
}

#[test]
fn marks_can_be_seen_on_every_ground() {
    let colours = colours();
    for mark in MARKS {
        for ground in GROUNDS {
            let found = contrast(colours[mark], colours[ground]);
            assert!(found >= 3.0, "{mark} on {ground}: {found:.2}");
        }
    }
}

#[test]
fn verdicts_and_grounds_differ_for_every_kind_of_sight() {
    let colours = colours();
    for (sight, matrix) in &SIGHTS {
        for (at, mark) in MARKS.iter().enumerate() {
            let others = MARKS[at + 1..].iter().chain(&GROUNDS);
            for other in others {
                let apart = distance(matrix, colours[*mark], colours[*other]);
                assert!(apart >= 25.0, "{sight}: {mark} and {other} {apart:.1}");
            }
        }
    }
}

#[test]
fn pages_and_figures_use_the_same_verdict_colours() {
    use regiobeeld::figures::style;
    let colours = colours();
    assert_eq!(colours["oranje"], style::WORSE);
    assert_eq!(colours["blauw"], style::BETTER);
    assert_eq!(colours["grijs"], style::GREY);
    assert_eq!(colours["tekst"], style::INK);
}

#[test]
fn no_other_file_of_the_house_names_a_colour() {
    for (path, text) in files(&BTreeMap::new()) {
        let is_palette = path == "huis/kleuren.typ" || path.contains("huisstijl.typ");
        for (number, line) in (1..).zip(text.lines()) {
            let names = ["rgb(", "luma(", "cmyk(", "oklab(", "oklch(", "color."];
            let found = names.iter().find(|name| line.contains(**name));
            assert!(is_palette || found.is_none(), "{path}:{number}: {line}");
        }
    }
}
