//! The sheet that figures are drawn on: plotters' SVG backend with points as the unit.
//!
//! Everything goes through plotters; `svg.rs` makes the result lean and gives it its real size.

use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::font::{self, Weight};
use super::style::{FONT_FAMILY, INK, MUTED, SMALL, Stroke, TEXT, UNITS_PER_POINT};

/// A place on the sheet in points, from the upper left corner.
pub(crate) type Point = (f64, f64);

/// plotters divides the size of a font by this number before it writes it.
const PLOTTERS_FONT_SCALE: f64 = 1.24;
const MEMORY: &str = "drawing into a string cannot fail";

/// Which side of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub size: f64,
    pub weight: Weight,
    pub colour: RGBColor,
}

/// Running text.
pub(crate) const BODY: Type = Type {
    size: TEXT,
    weight: Weight::Regular,
    colour: INK,
};
/// Headings inside a figure.
pub(crate) const STRONG: Type = Type {
    size: TEXT,
    weight: Weight::Bold,
    colour: INK,
};
/// Axis numbers and legends.
pub(crate) const NOTE: Type = Type {
    size: SMALL,
    weight: Weight::Regular,
    colour: INK,
};
/// Text in place of a figure that is not there.
pub(crate) const ABSENT: Type = Type {
    size: SMALL,
    weight: Weight::Regular,
    colour: MUTED,
};

impl Type {
    /// Width of `text` in points.
    pub fn width(self, text: &str) -> f64 {
        font::width(text, self.weight, self.size)
    }

    /// Height of capitals and digits in points (Noto Sans: 714 of 1 000 units).
    pub fn cap_height(self) -> f64 {
        self.size * 0.714
    }
}

/// The sheet.
pub(crate) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// Draws on a sheet of `width` × `height` points and returns plotters' SVG.
pub(crate) fn sheet(width: f64, height: f64, paint: impl FnOnce(&mut Canvas<'_>)) -> String {
    font::register();
    let mut raw = String::new();
    {
        let size = (units(width).unsigned_abs(), units(height).unsigned_abs());
        let mut canvas = Canvas {
            backend: SVGBackend::with_string(&mut raw, size),
        };
        paint(&mut canvas);
        canvas.backend.present().expect(MEMORY);
    }
    raw
}

/// Points to whole canvas units.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a sheet is a few thousand units wide"
)]
fn units(points: f64) -> i32 {
    (points * UNITS_PER_POINT).round() as i32
}

fn place((x, y): Point) -> (i32, i32) {
    (units(x), units(y))
}

fn shape(stroke: Stroke) -> ShapeStyle {
    let width = units(stroke.width).unsigned_abs().max(1);
    ShapeStyle {
        color: stroke.colour.to_rgba(),
        filled: false,
        stroke_width: width,
    }
}

fn filled(colour: RGBColor) -> ShapeStyle {
    ShapeStyle {
        color: colour.to_rgba(),
        filled: true,
        stroke_width: 0,
    }
}

impl Canvas<'_> {
    /// A straight line.
    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.backend
            .draw_line(place(from), place(to), &shape(stroke))
            .expect(MEMORY);
    }

    /// A straight line of dashes and gaps, both in points.
    pub fn dashes(&mut self, from: Point, to: Point, stroke: Stroke, dash: f64, gap: f64) {
        let length = ((to.0 - from.0) * (to.0 - from.0) + (to.1 - from.1) * (to.1 - from.1)).sqrt();
        let along = |distance: f64| {
            let share = if length > 0.0 {
                distance.min(length) / length
            } else {
                0.0
            };
            (
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
            )
        };
        let mut start = 0.0;
        while start < length {
            self.line(along(start), along(start + dash), stroke);
            start += dash + gap;
        }
    }

    /// A line of dots, which cannot be taken for the dashes of a line with figures.
    pub fn dots(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.dashes(from, to, stroke, 1.0, 2.0);
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[Point], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let path = points.iter().copied().map(place);
        self.backend.draw_path(path, &shape(stroke)).expect(MEMORY);
    }

    /// A closed shape with a fill and, if given, a border.
    pub fn polygon(&mut self, points: &[Point], fill: RGBColor, border: Option<Stroke>) {
        let mut ring: Vec<(i32, i32)> = points.iter().copied().map(place).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() < 3 {
            return;
        }
        self.backend
            .fill_polygon(ring.iter().copied(), &filled(fill))
            .expect(MEMORY);
        if let (Some(stroke), Some(&first)) = (border, ring.first()) {
            ring.push(first);
            self.backend.draw_path(ring, &shape(stroke)).expect(MEMORY);
        }
    }

    /// A rectangle from its upper left to its lower right corner.
    pub fn rect(&mut self, from: Point, to: Point, fill: RGBColor, border: Option<Stroke>) {
        match border {
            None => {
                let style = filled(fill);
                self.backend
                    .draw_rect(place(from), place(to), &style, true)
                    .expect(MEMORY);
            }
            Some(_) => self.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], fill, border),
        }
    }

    /// A disc with, if given, a border.
    pub fn circle(&mut self, centre: Point, radius: f64, fill: RGBColor, border: Option<Stroke>) {
        let (at, radius) = (place(centre), units(radius).unsigned_abs());
        self.backend
            .draw_circle(at, radius, &filled(fill), true)
            .expect(MEMORY);
        if let Some(stroke) = border {
            self.backend
                .draw_circle(at, radius, &shape(stroke), false)
                .expect(MEMORY);
        }
    }

    /// A text with its baseline at `at`; characters that the font lacks become □.
    pub fn text(&mut self, at: Point, anchor: Anchor, style: Type, text: &str) {
        let (text, _) = font::replace_missing(text);
        if text.is_empty() {
            return;
        }
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = match style.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let size = style.size * UNITS_PER_POINT * PLOTTERS_FONT_SCALE;
        let typeface = (FONT_FAMILY, size)
            .into_font()
            .style(weight)
            .color(&style.colour);
        let typeface: TextStyle<'_> = typeface.pos(Pos::new(horizontal, VPos::Bottom));
        self.backend
            .draw_text(&text, &typeface, place(at))
            .expect(MEMORY);
    }

    /// A text with the middle of its capitals at `at`.
    pub fn text_centred(&mut self, at: Point, anchor: Anchor, style: Type, text: &str) {
        self.text((at.0, at.1 + style.cap_height() / 2.0), anchor, style, text);
    }
}
