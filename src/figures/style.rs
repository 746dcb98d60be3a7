//! Colours, sizes and the font of every figure; no other file names a colour.
//!
//! The choice of colours and its reasons: no red against green, marks and borders at least 3:1
//! on white, text at least 4.5:1, and the three verdict colours apart for every kind of colour
//! blindness. `tests/it/figures.rs` computes all of that.

use plotters::style::RGBColor;

/// The font family exactly as the font files name it; a generic name would become a serif.
pub const FONT_FAMILY: &str = "Noto Sans";

/// Text.
pub const INK: RGBColor = RGBColor(0x1A, 0x1A, 0x1A);
/// Secondary text: axis numbers, "niet gepubliceerd".
pub const MUTED: RGBColor = RGBColor(0x4A, 0x4C, 0x4D);
/// Paper, also the holes of a map.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Verdict `ongunstiger`.
pub const WORSE: RGBColor = RGBColor(0xD5, 0x5E, 0x00);
/// Verdict `gunstiger`.
pub const BETTER: RGBColor = RGBColor(0x00, 0x72, 0xB2);
/// "Niet duidelijk anders", borders of areas, axis lines.
pub const GREY: RGBColor = RGBColor(0x6A, 0x6C, 0x6D);
/// The one dark blue of the house: bars, the line of the area itself.
pub const HOUSE: RGBColor = RGBColor(0x12, 0x43, 0x6D);
/// Bars that a dark reference line crosses, and parts beside a whole in [`HOUSE`].
/// Differs from the fourth fill of a map by one, so that a house can choose them apart.
pub const HOUSE_LIGHT: RGBColor = RGBColor(0x2B, 0x8C, 0xBF);
/// Bars beside a main colour that no tint and no [`HOUSE_LIGHT`] goes with: khaki, violet, mauve.
pub const OTHER_BARS: [RGBColor; 3] = [
    RGBColor(0x8C, 0x7A, 0x5B),
    RGBColor(0x94, 0x67, 0xBD),
    RGBColor(0xB5, 0x73, 0x9D),
];
/// Background of boxes on a page.
pub const PANEL: RGBColor = RGBColor(0xF3, 0xF5, 0xF8);
/// Guide lines that only lead the eye and carry no data.
pub const GUIDE: RGBColor = RGBColor(0xD9, 0xDB, 0xDC);
/// The band between the 25th and the 75th percentile, always drawn with a border in [`GREY`].
/// Light enough for the orange of [`WORSE`] on it.
pub const BAND: RGBColor = RGBColor(0xDF, 0xE6, 0xED);
/// Never printed: `svg.rs` replaces a fill of this colour by the hatch of a missing figure.
pub const HATCH: RGBColor = RGBColor(0xFE, 0x01, 0xFE);

/// The five sequential fills of a map (ColorBrewer PuBu), each with the colour of a label on it.
pub const MAP_CLASSES: [(RGBColor, RGBColor); 5] = [
    (RGBColor(0xF1, 0xEE, 0xF6), INK),
    (RGBColor(0xBD, 0xC9, 0xE1), INK),
    (RGBColor(0x74, 0xA9, 0xCF), INK),
    (RGBColor(0x2B, 0x8C, 0xBE), INK),
    (RGBColor(0x04, 0x5A, 0x8D), PAPER),
];

/// Size of running text in a figure, in points.
pub const TEXT: f64 = 8.0;
/// Size of axis numbers, legends and line labels, in points.
pub const SMALL: f64 = 7.0;

/// Canvas units in a point: plotters draws in whole units, so a unit is a quarter of a point.
pub const UNITS_PER_POINT: f64 = 4.0;
/// Points in a millimetre.
pub const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// A line: colour and width in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    pub colour: RGBColor,
    pub width: f64,
}

/// Border of an area.
pub(crate) const BORDER: Stroke = Stroke {
    colour: GREY,
    width: 0.5,
};
/// Border of a gemeente on a map of wijken.
pub(crate) const OUTLINE: Stroke = Stroke {
    colour: INK,
    width: 1.0,
};
/// Line from a number to the area that is too small for it.
pub(crate) const LEADER: Stroke = Stroke {
    colour: INK,
    width: 0.5,
};
/// Reference line through a chart.
pub(crate) const REFERENCE: Stroke = Stroke {
    colour: INK,
    width: 0.75,
};
/// Axis and tick marks.
pub(crate) const AXIS: Stroke = Stroke {
    colour: GREY,
    width: 0.5,
};
/// Guide line behind a row.
pub(crate) const GUIDE_LINE: Stroke = Stroke {
    colour: GUIDE,
    width: 0.25,
};
