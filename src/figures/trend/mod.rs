//! Trend: lines over real years, with gaps where there is no figure and breaks where figures
//! cannot be compared.

use serde::{Deserialize, Serialize};

mod paint;

use super::words::{amount, sentence};

pub(crate) use paint::layout;

/// A trend of one or more areas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// What is measured and of whom: "Goede gezondheid, 18 jaar en ouder".
    pub measure: String,
    /// The unit in words, as after a number: "procent".
    pub unit: String,
    /// The lines; the first is the area of the report and stands out.
    pub series: Vec<TrendSeries>,
    /// Where the line is interrupted because the figures changed.
    pub breaks: Vec<TrendBreak>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendSeries {
    /// Name at the end of the line.
    pub name: String,
    /// Dashed (Nederland) instead of solid.
    pub dashed: bool,
    /// Points in order of year; a year without a figure has a point without a value.
    pub points: Vec<TrendPoint>,
}

/// One year of one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendPoint {
    /// Calendar year.
    pub year: u16,
    /// The value, or none.
    pub value: Option<TrendValue>,
}

/// A value with, where there is one, its margin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendValue {
    /// Position, in the unit of the figure.
    pub value: f64,
    /// Lower and upper bound of the margin.
    pub margin: Option<(f64, f64)>,
    /// The value as it is printed: "75,2".
    pub text: String,
}

/// A break: lines do not run from `after` to the next year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrendBreak {
    /// Last year before the break.
    pub after: u16,
    /// Why, in a few words: "eerst 19 jaar en ouder".
    pub label: String,
}

/// The alternative text: per line the newest, the highest and the lowest value. It compares no
/// two years, because a break may lie between them.
pub(crate) fn describe(chart: &Trend) -> String {
    let mut parts: Vec<String> = chart
        .series
        .iter()
        .filter_map(|series| describe_line(series, &chart.unit))
        .collect();
    if parts.is_empty() {
        parts.push(String::from("er zijn geen cijfers"));
    }
    let years: Vec<String> = chart
        .breaks
        .iter()
        .map(|gap| gap.after.to_string())
        .collect();
    if !years.is_empty() {
        parts.push(format!(
            "na {} is er een breuk in de cijfers",
            years.join(" en na ")
        ));
    }
    format!(
        "{}, door de jaren. {}",
        chart.measure,
        sentence(parts.into_iter().map(Some))
    )
}

fn describe_line(series: &TrendSeries, unit: &str) -> Option<String> {
    let known: Vec<(u16, &TrendValue)> = series
        .points
        .iter()
        .filter_map(|point| Some((point.year, point.value.as_ref()?)))
        .collect();
    let (year, last) = known.last()?;
    let value = |point: &(u16, &TrendValue)| point.1.value;
    let highest = known
        .iter()
        .reduce(|a, b| if value(b) > value(a) { b } else { a })?;
    let lowest = known
        .iter()
        .reduce(|a, b| if value(b) < value(a) { b } else { a })?;
    Some(format!(
        "{} {} in {year} (hoogst {} in {}, laagst {} in {})",
        series.name,
        amount(&last.text, unit),
        highest.1.text,
        highest.0,
        lowest.1.text,
        lowest.0
    ))
}
