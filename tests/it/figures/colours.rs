//! Contrast on white and distance for colour-blind readers, computed.

use plotters::style::RGBColor;
use regiobeeld::figures::style;

use crate::support::colour::{SIGHTS, contrast, distance, lab, linear_rgb};

#[test]
fn known_contrasts_are_reproduced() {
    assert!((contrast(style::BETTER, style::PAPER) - 5.19).abs() < 0.01);
    assert!((contrast(style::WORSE, style::PAPER) - 3.87).abs() < 0.01);
    assert!((contrast(style::GREY, style::PAPER) - 5.28).abs() < 0.01);
}

#[test]
fn marks_lines_and_borders_stand_out_on_white() {
    for colour in [
        style::WORSE,
        style::BETTER,
        style::GREY,
        style::HOUSE,
        style::HOUSE_LIGHT,
    ] {
        assert!(contrast(colour, style::PAPER) >= 3.0, "{colour:?}");
    }
}

#[test]
fn marks_stand_out_on_the_band_of_a_spine() {
    for colour in [style::WORSE, style::BETTER, style::GREY, style::INK] {
        let found = contrast(colour, style::BAND);
        assert!(found >= 3.0, "{colour:?} {found:.2}");
    }
    for (sight, matrix) in &SIGHTS {
        for colour in [style::WORSE, style::BETTER, style::GREY] {
            assert!(
                distance(matrix, colour, style::BAND) >= 25.0,
                "{sight} {colour:?}"
            );
        }
    }
}

#[test]
fn reference_lines_stand_out_on_bars() {
    assert!(contrast(style::INK, style::HOUSE_LIGHT) >= 3.0);
}

#[test]
fn text_can_be_read_on_white_and_on_every_map_class() {
    for colour in [style::INK, style::MUTED, style::HOUSE] {
        assert!(contrast(colour, style::PAPER) >= 4.5, "{colour:?}");
    }
    for (fill, label) in style::MAP_CLASSES {
        assert!(contrast(label, fill) >= 4.5, "{fill:?}");
        let other = if label == style::INK {
            style::PAPER
        } else {
            style::INK
        };
        assert!(contrast(label, fill) > contrast(other, fill), "{fill:?}");
    }
}

#[test]
fn map_classes_grow_darker_step_by_step() {
    let light = style::MAP_CLASSES.map(|(fill, _)| lab(linear_rgb(fill))[0]);
    for pair in light.windows(2) {
        assert!(pair[0] - pair[1] >= 10.0, "{light:?}");
    }
}

#[test]
fn verdict_colours_differ_for_every_kind_of_sight() {
    let pairs = [
        (style::WORSE, style::BETTER),
        (style::WORSE, style::GREY),
        (style::BETTER, style::GREY),
        (style::HOUSE, style::HOUSE_LIGHT),
    ];
    for (sight, matrix) in &SIGHTS {
        for (a, b) in pairs {
            let apart = distance(matrix, a, b);
            assert!(apart >= 25.0, "{sight}: {a:?} {b:?} {apart:.1}");
        }
    }
    let (red, green) = (RGBColor(0xD7, 0x30, 0x27), RGBColor(0x1A, 0x98, 0x50));
    assert!(
        distance(&SIGHTS[2].1, red, green) < 40.0,
        "the measure sees that red–green is poor"
    );
}
