//! Dots and whiskers beside their table, row for row: no names and no values.

use serde::{Deserialize, Serialize};

use super::AreaDots;
use super::paint::{entries, paint_axis, positions, reading, split};
use crate::figures::axis::Axis;
use crate::figures::canvas::Canvas;
use crate::figures::frame::Paint;
use crate::figures::legend::Flow;
use crate::figures::marks::Mark;
use crate::figures::references::Lines;
use crate::figures::rows::{AFTER, BEFORE, TableRows, made_up};

/// Height of the axis with its numbers.
const AXIS_HEIGHT: f64 = 19.0;

/// A chart beside the table that holds its names and values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DotsBeside {
    /// The chart; its rows are those of the table, in the same order.
    pub dots: AreaDots,
    /// Where those rows stand.
    pub table: TableRows,
}

struct Layout<'a> {
    chart: &'a DotsBeside,
    lines: Lines<'a>,
    axis: Axis,
    left: f64,
    right: f64,
    width: f64,
    legend: Flow,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &DotsBeside, width: f64, fictief: bool) -> (f64, Paint<'_>) {
    let (left, right) = (BEFORE, width - AFTER);
    let (references, outside) = split(&chart.dots);
    let values = positions(&chart.dots).chain(references.iter().map(|one| one.value));
    let axis = Axis::covering(values, ((right - left) / 55.0).clamp(3.0, 8.0));
    let lines = Lines::new(&references, |value| axis.place(value, left, right), width);
    let mut legend = entries(&chart.dots, &outside, Mark::is_not_in_tables);
    legend.extend(made_up(fictief));
    let legend = Flow::new(legend, width);
    let height = chart.table.bottom() + AXIS_HEIGHT + legend.height();
    let layout = Layout {
        chart,
        lines,
        axis,
        left,
        right,
        width,
        legend,
    };
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

impl Layout<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let table = &self.chart.table;
        table.paint(canvas, top, self.width);
        // The labels stand right above the first row, beside the rows to compare with.
        let labels = top + table.above - self.lines.height();
        self.lines.paint(canvas, labels, top + table.bottom());
        let place = |value| self.axis.place(value, self.left, self.right);
        for (row, middle) in self.chart.dots.rows.iter().zip(table.middles()) {
            reading(canvas, &row.reading, top + middle, place);
        }
        let bottom = top + table.bottom();
        paint_axis(canvas, &self.axis, (self.left, self.right), bottom);
        self.legend.paint(canvas, (0.0, bottom + AXIS_HEIGHT));
    }
}
