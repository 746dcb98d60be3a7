//! Dots and whiskers: one row per area with its value, margin and verdict.

use serde::{Deserialize, Serialize};

mod beside;
mod paint;

use super::Reference;
use super::marks::Mark;
use super::words::{Named, extremes, missing, references, sentence};

pub use beside::DotsBeside;
pub(crate) use beside::layout as layout_beside;
pub(crate) use paint::layout;

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
