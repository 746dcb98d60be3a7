//! Legends: rows of a symbol and its meaning, flowing over as many lines as they need.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Canvas, NOTE, Point};
use super::marks::Mark;
use super::style::{BORDER, Stroke};

/// Width that a symbol takes, with the gap to its text.
const SYMBOL: f64 = 18.0;
const GAP: f64 = 14.0;
/// Height of a line of a legend.
pub(crate) const LINE: f64 = 11.0;

/// What stands before the text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Symbol {
    Mark(Mark),
    Fill(RGBColor),
    Line(Stroke),
    Dashed(Stroke),
    Dotted(Stroke),
    Cross,
    None,
}

/// One entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub symbol: Symbol,
    pub text: String,
}

impl Entry {
    pub fn new(symbol: Symbol, text: impl Into<String>) -> Self {
        Self {
            symbol,
            text: text.into(),
        }
    }

    /// Width with symbol, in points.
    pub fn width(&self) -> f64 {
        SYMBOL + NOTE.width(&self.text)
    }

    /// Draws the entry with its left end at `x` and its middle at `y`.
    pub fn paint(&self, canvas: &mut Canvas<'_>, (x, y): Point) {
        let (left, right, middle) = (x, x + SYMBOL - 4.0, x + (SYMBOL - 4.0) / 2.0);
        match self.symbol {
            Symbol::Mark(mark) => mark.paint(canvas, (middle, y)),
            Symbol::Fill(fill) => {
                canvas.rect((left, y - 4.0), (right, y + 4.0), fill, Some(BORDER));
            }
            Symbol::Line(stroke) => canvas.line((left, y), (right, y), stroke),
            Symbol::Dashed(stroke) => canvas.dashes((left, y), (right, y), stroke, 3.0, 2.0),
            Symbol::Dotted(stroke) => canvas.dots((left, y), (right, y), stroke),
            Symbol::Cross => canvas.text_centred((middle, y), Anchor::Middle, NOTE, "x"),
            Symbol::None => {}
        }
        canvas.text_centred((x + SYMBOL, y), Anchor::Start, NOTE, &self.text);
    }
}

/// Entries laid out over lines.
pub(crate) struct Flow {
    placed: Vec<(f64, f64, Entry)>,
    lines: f64,
}

impl Flow {
    /// Lays `entries` out in lines of at most `width` points.
    pub fn new(entries: Vec<Entry>, width: f64) -> Self {
        let (mut x, mut line) = (0.0, 0.0);
        let mut placed = Vec::new();
        for entry in entries {
            let size = entry.width();
            if x > 0.0 && x + size > width {
                (x, line) = (0.0, line + 1.0);
            }
            placed.push((x, line, entry));
            x += size + GAP;
        }
        let lines = if placed.is_empty() { 0.0 } else { line + 1.0 };
        Self { placed, lines }
    }

    /// Height in points.
    pub fn height(&self) -> f64 {
        self.lines * LINE
    }

    /// Draws the entries below `at`.
    pub fn paint(&self, canvas: &mut Canvas<'_>, at: Point) {
        for (x, line, entry) in &self.placed {
            entry.paint(canvas, (at.0 + x, at.1 + (line + 0.5) * LINE));
        }
    }
}
