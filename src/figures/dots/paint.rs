//! Draws dots and whiskers: rows, reference lines, axis, legend.

use super::{AreaDots, DotReading, DotRow, known};
use crate::figures::Reference;
use crate::figures::axis::Axis;
use crate::figures::canvas::{ABSENT, Anchor, BODY, Canvas, NOTE};
use crate::figures::font;
use crate::figures::frame::Paint;
use crate::figures::legend::{Entry, Flow, Symbol};
use crate::figures::marks::{self, Mark};
use crate::figures::references::Lines;
use crate::figures::style::{AXIS, GUIDE_LINE, Stroke};

/// A reference may stretch the axis to this many times the range of the rows.
const MOST_STRETCH: f64 = 6.0;
const ROW: f64 = 10.8;
const NAME_LINE: f64 = 9.0;
const COLUMN_GAP: f64 = 8.0;
const AXIS_HEIGHT: f64 = 15.0;

/// A row with its measures.
struct Laid<'a> {
    row: &'a DotRow,
    name: Vec<String>,
    middle: f64,
}

struct Layout<'a> {
    rows: Vec<Laid<'a>>,
    lines: Lines<'a>,
    axis: Axis,
    unit: &'a str,
    left: f64,
    right: f64,
    width: f64,
    bottom: f64,
    foot: f64,
    unit_below: bool,
    legend: Flow,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &AreaDots, width: f64) -> (f64, Paint<'_>) {
    let limit = width * 0.34;
    let widest = chart
        .rows
        .iter()
        .map(|row| BODY.width(&row.name))
        .fold(0.0, f64::max);
    let left = widest.min(limit) + COLUMN_GAP + 4.0;
    let value_width = known(chart).map(|v| BODY.width(v.text)).fold(0.0, f64::max);
    let right = width - value_width - COLUMN_GAP - 4.0;
    let (references, outside) = split(chart);
    let values = positions(chart).chain(references.iter().map(|reference| reference.value));
    let axis = Axis::covering(values, ((right - left) / 55.0).clamp(3.0, 8.0));
    let place = |value| axis.place(value, left, right);
    let unit_below = NOTE.width(&chart.unit) > width * 0.3;
    let header = if unit_below {
        width
    } else {
        width - NOTE.width(&chart.unit) - 6.0
    };
    let lines = Lines::new(&references, place, header);
    let mut y = lines.height() + 3.0;
    let mut rows = Vec::new();
    for row in &chart.rows {
        let (name, _) = font::replace_missing(&row.name);
        let name = font::wrap(&name, BODY.weight, BODY.size, left - COLUMN_GAP - 4.0, 2);
        let height = if name.len() > 1 { ROW + NAME_LINE } else { ROW };
        rows.push(Laid {
            row,
            name,
            middle: y + height / 2.0,
        });
        y += height;
    }
    let legend = Flow::new(entries(chart, &outside, |_| true), width);
    let foot = if unit_below {
        AXIS_HEIGHT + 14.0
    } else {
        AXIS_HEIGHT + 4.0
    };
    let height = y + foot + legend.height();
    let unit = chart.unit.as_str();
    let layout = Layout {
        rows,
        lines,
        axis,
        unit,
        left,
        right,
        width,
        bottom: y,
        foot,
        unit_below,
        legend,
    };
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

/// Every value of the rows, with their margins.
pub(super) fn positions(chart: &AreaDots) -> impl Iterator<Item = f64> {
    let of_row = |row: &DotRow| match &row.reading {
        DotReading::Known { value, margin, .. } => {
            let (low, high) = margin.unwrap_or((*value, *value));
            vec![*value, low, high]
        }
        DotReading::Absent { .. } => Vec::new(),
    };
    chart.rows.iter().flat_map(of_row)
}

/// The marks that occur and are `wanted`, the whisker, and the references that the axis cannot hold.
pub(super) fn entries(
    chart: &AreaDots,
    outside: &[&Reference],
    wanted: impl Fn(Mark) -> bool,
) -> Vec<Entry> {
    let (mut found, mut whiskers) = (Vec::new(), false);
    for row in &chart.rows {
        if let DotReading::Known { mark, margin, .. } = &row.reading {
            found.extend(Some(*mark).filter(|mark| wanted(*mark)));
            whiskers |= margin.is_some();
        }
    }
    let mut entries = marks::entries(found);
    if whiskers {
        let stroke = whisker(Mark::NotClear);
        entries.push(Entry::new(Symbol::Line(stroke), "zo onzeker is het cijfer"));
    }
    for reference in outside {
        let text = format!(
            "{} {} (past niet op de as)",
            reference.label, reference.text
        );
        entries.push(Entry::new(Symbol::None, text));
    }
    entries
}

/// Splits the references in those that fit on an axis with the rows and those so far away that
/// the rows would shrink to a point (the inhabitants of Nederland beside those of a wijk).
pub(super) fn split(chart: &AreaDots) -> (Vec<&Reference>, Vec<&Reference>) {
    let (low, high) = positions(chart)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
    let reach = (high - low).max(high.abs() * 0.1) * MOST_STRETCH;
    chart.references.iter().partition(|reference| {
        low > high || (high - reach <= reference.value && reference.value <= low + reach)
    })
}

fn whisker(mark: Mark) -> Stroke {
    Stroke {
        colour: mark.colour(),
        width: 1.25,
    }
}

impl Layout<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let (left, right) = (self.left, self.right);
        for laid in &self.rows {
            if matches!(laid.row.reading, DotReading::Known { .. }) {
                let y = top + laid.middle;
                canvas.line((left, y), (right, y), GUIDE_LINE);
            }
        }
        self.lines.paint(canvas, top, top + self.bottom);
        let header = top + self.lines.height() - 5.0;
        if self.unit_below {
            let centre = f64::midpoint(left, right);
            let limit = 2.0 * (self.width - centre);
            let unit = font::shorten(self.unit, NOTE.weight, NOTE.size, limit);
            canvas.text(
                (centre, top + self.bottom + 22.0),
                Anchor::Middle,
                NOTE,
                &unit,
            );
        } else {
            canvas.text((self.width, header), Anchor::End, NOTE, self.unit);
        }
        for laid in &self.rows {
            self.paint_row(canvas, laid, top + laid.middle);
        }
        paint_axis(canvas, &self.axis, (left, right), top + self.bottom);
        self.legend
            .paint(canvas, (0.0, top + self.bottom + self.foot));
    }

    fn paint_row(&self, canvas: &mut Canvas<'_>, laid: &Laid<'_>, y: f64) {
        let first = y - if laid.name.len() > 1 {
            NAME_LINE / 2.0
        } else {
            0.0
        };
        for (line, at) in laid.name.iter().zip([first, first + NAME_LINE]) {
            canvas.text_centred((0.0, at), Anchor::Start, BODY, line);
        }
        match &laid.row.reading {
            DotReading::Absent { text } => {
                let text = font::shorten(text, ABSENT.weight, ABSENT.size, self.right - self.left);
                canvas.text_centred((self.width, y), Anchor::End, ABSENT, &text);
            }
            DotReading::Known { text, .. } => {
                let place = |value| self.axis.place(value, self.left, self.right);
                reading(canvas, &laid.row.reading, y, place);
                canvas.text_centred((self.width, y), Anchor::End, BODY, text);
            }
        }
    }
}

/// Draws the margin and the mark of a row, where it has a value.
pub(super) fn reading(
    canvas: &mut Canvas<'_>,
    reading: &DotReading,
    y: f64,
    place: impl Fn(f64) -> f64,
) {
    let DotReading::Known {
        value,
        margin,
        mark,
        ..
    } = reading
    else {
        return;
    };
    if let Some((low, high)) = margin {
        canvas.line((place(*low), y), (place(*high), y), whisker(*mark));
    }
    mark.paint(canvas, (place(*value), y));
}

/// Draws the axis from `left` to `right` with its numbers.
pub(super) fn paint_axis(canvas: &mut Canvas<'_>, axis: &Axis, (left, right): (f64, f64), y: f64) {
    canvas.line((left, y), (right, y), AXIS);
    for tick in &axis.ticks {
        let x = axis.place(*tick, left, right);
        canvas.line((x, y), (x, y + 3.0), AXIS);
        canvas.text((x, y + 11.0), Anchor::Middle, NOTE, &axis.label(*tick));
    }
}
