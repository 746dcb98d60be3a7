//! Dots and whiskers: one row per area with its value, margin and verdict.

use serde::{Deserialize, Serialize};

use super::Reference;
use super::axis::Axis;
use super::canvas::{ABSENT, Anchor, BODY, Canvas, NOTE};
use super::font;
use super::frame::Paint;
use super::legend::{Entry, Flow, Symbol};
use super::marks::Mark;
use super::references::Lines;
use super::style::{AXIS, GUIDE_LINE, Stroke};
use super::words::{Named, extremes, missing, references, sentence};

/// A chart with one row per area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaDots {
    /// What is measured, of whom, when: "Rookt, 18 jaar en ouder, 2024".
    pub measure: String,
    /// The unit in words, as after a number: "procent".
    pub unit: String,
    /// Plural of the areas: "wijken".
    pub areas: String,
    /// The rows from top to bottom, in the order to print; at most about forty fit a page.
    pub rows: Vec<DotRow>,
    /// Vertical lines to compare with.
    pub references: Vec<Reference>,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DotRow {
    /// Name as it is printed.
    pub name: String,
    /// Its value, or why there is none.
    pub reading: DotReading,
}

/// The value of a row, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DotReading {
    /// A published value.
    Known {
        /// Position, in the unit of the figure.
        value: f64,
        /// Lower and upper bound of the margin, where there is one.
        margin: Option<(f64, f64)>,
        /// The value as it is printed: "17,3".
        text: String,
        /// Verdict against the first reference.
        mark: Mark,
    },
    /// No value; the text stands in its place: "niet gepubliceerd", "geheim".
    Absent {
        /// Why there is no value.
        text: String,
    },
}

const ROW: f64 = 13.0;
const NAME_LINE: f64 = 9.5;
const COLUMN_GAP: f64 = 8.0;
const AXIS_HEIGHT: f64 = 17.0;

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
    let axis = Axis::covering(positions(chart), ((right - left) / 55.0).clamp(3.0, 8.0));
    let place = |value| axis.place(value, left, right);
    let unit_below = NOTE.width(&chart.unit) > width * 0.3;
    let header = if unit_below {
        width
    } else {
        width - NOTE.width(&chart.unit) - 6.0
    };
    let lines = Lines::new(&chart.references, place, header);
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
    let legend = Flow::new(entries(chart), width);
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

/// Every value that must lie on the axis.
fn positions(chart: &AreaDots) -> impl Iterator<Item = f64> {
    let of_row = |row: &DotRow| match &row.reading {
        DotReading::Known { value, margin, .. } => {
            let (low, high) = margin.unwrap_or((*value, *value));
            vec![*value, low, high]
        }
        DotReading::Absent { .. } => Vec::new(),
    };
    let rows = chart.rows.iter().flat_map(of_row);
    rows.chain(chart.references.iter().map(|reference| reference.value))
}

fn known(chart: &AreaDots) -> impl Iterator<Item = Named<'_>> {
    chart.rows.iter().filter_map(|row| match &row.reading {
        DotReading::Known { value, text, .. } => Some(Named {
            name: &row.name,
            value: *value,
            text,
        }),
        DotReading::Absent { .. } => None,
    })
}

/// The marks that occur, in the order of the type, and the whisker.
fn entries(chart: &AreaDots) -> Vec<Entry> {
    let (mut marks, mut whiskers) = (Vec::new(), false);
    for row in &chart.rows {
        if let DotReading::Known { mark, margin, .. } = &row.reading {
            marks.push(*mark);
            whiskers |= margin.is_some();
        }
    }
    marks.sort_unstable();
    marks.dedup();
    let mut entries: Vec<Entry> = marks
        .into_iter()
        .map(|mark| Entry::new(Symbol::Mark(mark), mark.word()))
        .collect();
    if whiskers {
        let stroke = whisker(Mark::NotClear);
        entries.push(Entry::new(Symbol::Line(stroke), "zo onzeker is het cijfer"));
    }
    entries
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
        self.paint_axis(canvas, top + self.bottom);
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
            DotReading::Known {
                value,
                margin,
                text,
                mark,
            } => {
                let place = |value| self.axis.place(value, self.left, self.right);
                if let Some((low, high)) = margin {
                    canvas.line((place(*low), y), (place(*high), y), whisker(*mark));
                }
                mark.paint(canvas, (place(*value), y));
                canvas.text_centred((self.width, y), Anchor::End, BODY, text);
            }
        }
    }

    fn paint_axis(&self, canvas: &mut Canvas<'_>, y: f64) {
        canvas.line((self.left, y), (self.right, y), AXIS);
        for tick in &self.axis.ticks {
            let x = self.axis.place(*tick, self.left, self.right);
            canvas.line((x, y), (x, y + 3.0), AXIS);
            canvas.text((x, y + 11.0), Anchor::Middle, NOTE, &self.axis.label(*tick));
        }
    }
}

/// The alternative text.
pub(crate) fn describe(chart: &AreaDots) -> String {
    let values: Vec<Named<'_>> = known(chart).collect();
    let list = chart
        .references
        .iter()
        .map(|r| (r.label.as_str(), r.text.as_str()));
    let rest = sentence([
        extremes(&values, &chart.unit).or_else(|| Some(String::from("er zijn geen cijfers"))),
        references(list, &chart.unit),
        missing(chart.rows.len() - values.len(), &chart.areas),
    ]);
    format!(
        "{}, {} {}. {rest}",
        chart.measure,
        chart.rows.len(),
        chart.areas
    )
}
