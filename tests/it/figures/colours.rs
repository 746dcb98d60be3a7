//! Contrast on white and distance for colour-blind readers, computed.

use plotters::style::RGBColor;
use regiobeeld::figures::style;

fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 {
        share / 12.92
    } else {
        ((share + 0.055) / 1.055).powf(2.4)
    }
}

fn linear_rgb(colour: RGBColor) -> [f64; 3] {
    [linear(colour.0), linear(colour.1), linear(colour.2)]
}

/// Contrast ratio of WCAG 2.1.
fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear_rgb(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes (2009), severity 1.0, in linear RGB.
const SIGHTS: [(&str, Matrix); 4] = [
    ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

/// CIE L*a*b* (D65) of linear RGB.
fn lab(rgb: [f64; 3]) -> [f64; 3] {
    let to_xyz = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let [x, y, z] = times(&to_xyz, rgb.map(|channel| channel.clamp(0.0, 1.0)));
    let f = |t: f64| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIE76 distance as seen through a colour-blindness matrix.
fn distance(sight: &Matrix, a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (
        lab(times(sight, linear_rgb(a))),
        lab(times(sight, linear_rgb(b))),
    );
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b) * (a - b))
        .sum::<f64>()
        .sqrt()
}

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
