//! Contrast and distance of colours, computed as the standards say.

use plotters::style::RGBColor;

fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 {
        share / 12.92
    } else {
        ((share + 0.055) / 1.055).powf(2.4)
    }
}

/// Linear light of each channel, from 0 to 1 (sRGB, IEC 61966-2-1).
pub fn linear_rgb(colour: RGBColor) -> [f64; 3] {
    [linear(colour.0), linear(colour.1), linear(colour.2)]
}

/// Contrast ratio, from 1 to 21: WCAG 2.1, success criteria 1.4.3 and 1.4.11, with the relative
/// luminance that its glossary defines.
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear_rgb(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Three rows of three.
pub type Matrix = [[f64; 3]; 3];

/// How colours look to who sees all of them, and without red, green or blue cones: the matrices of
/// Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
/// deficiency", IEEE TVCG 15(6), 2009, severity 1.0, applied to linear RGB.
pub const SIGHTS: [(&str, Matrix); 4] = [
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

/// CIE L*a*b* of linear RGB: the matrix of IEC 61966-2-1 and the white point D65 (CIE 15).
pub fn lab(rgb: [f64; 3]) -> [f64; 3] {
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

/// Distance ΔE*ab (CIE 1976) between two colours as they look through a matrix of [`SIGHTS`].
pub fn distance(sight: &Matrix, a: RGBColor, b: RGBColor) -> f64 {
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
