//! A chart whose rows are those of the table beside it: the table has the names and the numbers, so
//! the chart needs neither.

use serde::{Deserialize, Serialize};

use super::canvas::Canvas;
use super::legend::{Entry, Symbol};
use super::style::{GUIDE_LINE, Stroke};

/// White between a table and its chart, in points; the lines between the rows cross it.
pub(crate) const BEFORE: f64 = 9.0;
/// White after the chart: half a mark.
pub(crate) const AFTER: f64 = 4.0;
/// The line under a row, as the table has it.
const UNDER: Stroke = Stroke {
    width: 0.5,
    ..GUIDE_LINE
};

/// Says in the legend of a chart without a banner that figures are made up.
pub(crate) fn made_up(fictief: bool) -> Option<Entry> {
    fictief.then(|| Entry::new(Symbol::None, "FICTIEF"))
}

/// Where the rows of a table stand, in points from its top.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRows {
    /// Height of what has no mark in the chart: the header, and the rows to compare with.
    pub above: f64,
    /// Heights of the rows of the chart.
    pub rows: Vec<f64>,
    /// From the top of a row to the middle of its first line.
    pub line: f64,
}

impl TableRows {
    /// Where the marks of the rows stand, below the top of the table.
    pub(crate) fn middles(&self) -> Vec<f64> {
        self.tops().map(|top| top + self.line).collect()
    }

    /// Where the last row ends.
    pub(crate) fn bottom(&self) -> f64 {
        self.above + self.rows.iter().sum::<f64>()
    }

    fn tops(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().scan(self.above, |y, height| {
            let top = *y;
            *y += height;
            Some(top)
        })
    }

    /// Draws on the lines between the rows of the table.
    pub(crate) fn paint(&self, canvas: &mut Canvas<'_>, top: f64, width: f64) {
        for (from, height) in self.tops().zip(&self.rows) {
            let y = top + from + height;
            canvas.line((0.0, y), (width, y), UNDER);
        }
    }
}
