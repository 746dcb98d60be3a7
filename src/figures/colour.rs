//! How far apart two colours are, for every kind of sight: contrast and distance.

use plotters::style::RGBColor;

type Matrix = [[f64; 3]; 3];

/// Kinds of sight, in words for after «voor»: Machado, Oliveira and Fernandes (2009), severity 1.0,
/// in linear RGB.
const SIGHTS: [(&str, Matrix); 4] = [
    (
        "iedereen",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "wie geen rood ziet",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "wie geen groen ziet",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "wie geen blauw ziet",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// Reads `#12436D`; `None` when the text is no colour.
#[must_use]
pub fn parse(text: &str) -> Option<RGBColor> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(RGBColor(channel(0)?, channel(2)?, channel(4)?))
}

/// Writes a colour as `#12436D`.
#[must_use]
pub fn hex(colour: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.040_45 {
        share / 12.92
    } else {
        ((share + 0.055) / 1.055).powf(2.4)
    }
}

fn linear_rgb(colour: RGBColor) -> [f64; 3] {
    [linear(colour.0), linear(colour.1), linear(colour.2)]
}

/// Contrast of two colours (WCAG 2.1), from 1 to 21.
#[must_use]
pub fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let luminance = |colour| {
        let [red, green, blue] = linear_rgb(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Lightness of a colour (CIE L*), from 0 to 100.
#[must_use]
pub fn lightness(colour: RGBColor) -> f64 {
    lab(linear_rgb(colour))[0]
}

/// The smallest distance (CIE 1976 ΔE) between two colours over all kinds of sight, and for whom.
#[must_use]
pub fn smallest_distance(one: RGBColor, other: RGBColor) -> (f64, &'static str) {
    let distance = |matrix: &Matrix| -> f64 {
        let one = lab(times(matrix, linear_rgb(one)));
        let other = lab(times(matrix, linear_rgb(other)));
        let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    };
    let each = SIGHTS.iter().map(|(who, matrix)| (distance(matrix), *who));
    each.fold((f64::INFINITY, ""), |least, next| {
        if next.0 < least.0 { next } else { least }
    })
}

/// Mixes a colour with white; `share` is the part of the colour, from 0 to 1.
#[must_use]
pub fn tint(colour: RGBColor, share: f64) -> RGBColor {
    let mixed = |channel: u8| -> u8 {
        let value = f64::from(channel) * share + 255.0 * (1.0 - share);
        let whole = (0..=u8::MAX).min_by(|a, b| {
            let far = |byte: &u8| (f64::from(*byte) - value).abs();
            far(a).total_cmp(&far(b))
        });
        whole.unwrap_or(channel)
    };
    RGBColor(mixed(colour.0), mixed(colour.1), mixed(colour.2))
}

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
    let root = |t: f64| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let (x, y, z) = (root(x / 0.950_47), root(y), root(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        for good in ["#12436D", "#abcdef", "#000000"] {
            assert_eq!(hex(parse(good).unwrap()), good.to_uppercase());
        }
        for wrong in ["12436D", "#12436", "#+2436D", "#é2436", "rood", ""] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn known_contrasts_and_distances_come_out() {
        let of = |text: &str| parse(text).unwrap();
        assert!((contrast(of("#000000"), of("#FFFFFF")) - 21.0).abs() < 1e-9);
        assert!((contrast(of("#0072B2"), of("#FFFFFF")) - 5.19).abs() < 0.01);
        // Red and green are far apart for most people, and near for who sees no green.
        let (apart, who) = smallest_distance(of("#D73027"), of("#1A9850"));
        assert!(apart < 40.0, "{apart}");
        assert_ne!(who, "iedereen");
        assert!(smallest_distance(of("#0072B2"), of("#D55E00")).0 > 90.0);
        assert!((lightness(of("#FFFFFF")) - 100.0).abs() < 0.01);
    }

    #[test]
    fn a_tint_is_between_white_and_the_colour() {
        let colour = parse("#D55E00").unwrap();
        assert_eq!(hex(tint(colour, 1.0)), "#D55E00");
        assert_eq!(hex(tint(colour, 0.0)), "#FFFFFF");
        assert_eq!(hex(tint(colour, 0.5)), "#EAAE7F");
    }
}
