//! Vertical reference lines with labels above the plot that never touch each other.

use super::Reference;
use super::canvas::{Anchor, Canvas, NOTE};
use super::style::REFERENCE;

/// Height of one row of labels.
const ROW: f64 = 10.0;
/// Space between a label and its neighbours.
const AIR: f64 = 4.0;

struct Line<'a> {
    reference: &'a Reference,
    text: String,
    x: f64,
    label: (f64, f64),
    row: usize,
}

/// The lines, laid out.
pub(crate) struct Lines<'a> {
    lines: Vec<Line<'a>>,
    rows: usize,
}

impl<'a> Lines<'a> {
    /// Lays out labels between 0 and `limit`; `place` gives the position of a value.
    ///
    /// Labels stand away from each other: the left one of two ends at its line, the right one
    /// starts there. What still collides moves up a row, clear of the lines that pass below.
    pub fn new(references: &[&'a Reference], place: impl Fn(f64) -> f64, limit: f64) -> Self {
        let mut sorted: Vec<&'a Reference> = references.to_vec();
        sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
        let count = sorted.len();
        let mut lines: Vec<Line<'a>> = Vec::new();
        for (index, reference) in sorted.into_iter().enumerate() {
            let text = format!("{} {}", reference.label, reference.text);
            let (x, width) = (place(reference.value), NOTE.width(&text));
            let wanted = match (count, index) {
                (1, _) => x - width / 2.0,
                (_, 0) => x - width + 1.0,
                _ => x - 1.0,
            };
            let start = wanted.min(limit - width).max(0.0);
            let label = (start, start + width);
            let row = free_row(&lines, x, label);
            lines.push(Line {
                reference,
                text,
                x,
                label,
                row,
            });
        }
        let rows = lines.iter().map(|line| line.row + 1).max().unwrap_or(1);
        Self { lines, rows }
    }

    /// Height of the labels in points.
    pub fn height(&self) -> f64 {
        f64::from(u32::try_from(self.rows).unwrap_or(1)) * ROW + 2.0
    }

    /// Paints labels below `top` and lines down to `bottom`.
    pub fn paint(&self, canvas: &mut Canvas<'_>, top: f64, bottom: f64) {
        for line in &self.lines {
            let above = f64::from(u32::try_from(self.rows - line.row).unwrap_or(1));
            let baseline = top + above * ROW - 3.0;
            canvas.text((line.label.0, baseline), Anchor::Start, NOTE, &line.text);
            let (from, to) = ((line.x, baseline + 2.5), (line.x, bottom));
            if line.reference.dashed {
                canvas.dashes(from, to, REFERENCE, 3.0, 2.5);
            } else {
                canvas.line(from, to, REFERENCE);
            }
        }
    }
}

/// The lowest row in which a label touches no other label, no line passes through it, and its own
/// line passes through no label below.
fn free_row(placed: &[Line<'_>], x: f64, label: (f64, f64)) -> usize {
    let hit =
        |point: f64, span: (f64, f64)| span.0 - AIR / 2.0 < point && point < span.1 + AIR / 2.0;
    (0..=placed.len())
        .find(|&row| {
            placed.iter().all(|other| {
                let apart = label.1 + AIR < other.label.0 || other.label.1 + AIR < label.0;
                match other.row.cmp(&row) {
                    std::cmp::Ordering::Equal => apart,
                    std::cmp::Ordering::Less => !hit(x, other.label),
                    std::cmp::Ordering::Greater => !hit(other.x, label),
                }
            })
        })
        .unwrap_or(placed.len())
}
