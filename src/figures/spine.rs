//! Spine chart: per indicator where an area stands between the lowest and highest Dutch area.

use serde::{Deserialize, Serialize};

use super::canvas::{ABSENT, Anchor, BODY, Canvas, NOTE};
use super::font;
use super::frame::Paint;
use super::legend::{Entry, Flow, Symbol};
use super::marks::{self, Mark};
use super::rows::{AFTER, BEFORE, TableRows, made_up};
use super::style::{AXIS, BAND, GREY, INK, Stroke};

/// A spine chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spine {
    /// Whose figures: "Zwolle, 18 jaar en ouder, 2024".
    pub measure: String,
    /// Plural of the areas that span the bars: "gemeenten".
    pub areas: String,
    /// One row per indicator, in the order to print.
    pub rows: Vec<SpineRow>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpineRow {
    /// Name of the indicator with its unit.
    pub name: String,
    /// Its values, or why there are none.
    pub reading: SpineReading,
}

/// The values of a row, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SpineReading {
    /// The area and the spread of the Dutch areas.
    Known(SpineValues),
    /// No value; the text stands in its place.
    Absent {
        /// Why there is no value.
        text: String,
    },
}

/// Positions on one row; lowest ≤ quarter ≤ three quarters ≤ highest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpineValues {
    /// The area's own value.
    pub value: f64,
    /// The value as it is printed.
    pub text: String,
    /// Verdict on the area.
    pub mark: Mark,
    /// Lowest of the Dutch areas.
    pub lowest: f64,
    /// It as printed.
    pub lowest_text: String,
    /// A quarter of the areas lies below this.
    pub quarter: f64,
    /// Three quarters of the areas lie below this.
    pub three_quarters: f64,
    /// Highest of the Dutch areas.
    pub highest: f64,
    /// It as printed.
    pub highest_text: String,
    /// The value of Nederland.
    pub nation: Option<f64>,
}

/// A spine chart beside the table that holds its names and values, row for row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpineBeside {
    /// The chart; its rows are those of the table, in the same order.
    pub spine: Spine,
    /// Where those rows stand.
    pub table: TableRows,
}

const ROW: f64 = 14.0;
const NAME_LINE: f64 = 9.5;
const HEAD: f64 = 14.0;
const GAP: f64 = 6.0;
const SPAN: Stroke = Stroke {
    colour: GREY,
    width: 0.75,
};
const NATION: Stroke = Stroke {
    colour: INK,
    width: 1.0,
};

struct Layout<'a> {
    rows: Vec<(&'a SpineRow, Vec<String>, f64)>,
    value: f64,
    low: f64,
    left: f64,
    right: f64,
    bottom: f64,
    width: f64,
    legend: Flow,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &Spine, width: f64) -> (f64, Paint<'_>) {
    let column = |text: fn(&SpineValues) -> &str, head: &str| {
        known(chart)
            .map(|v| BODY.width(text(v)))
            .fold(NOTE.width(head), f64::max)
    };
    let names = chart
        .rows
        .iter()
        .map(|row| BODY.width(&row.name))
        .fold(0.0, f64::max);
    let names = names.min(width * 0.38);
    let value = names + GAP + column(|v| &v.text, "hier");
    let low = value + GAP + column(|v| &v.lowest_text, "laagste");
    let left = low + GAP;
    let right = width - column(|v| &v.highest_text, "hoogste") - GAP;
    let mut y = HEAD;
    let mut rows = Vec::new();
    for row in &chart.rows {
        let (name, _) = font::replace_missing(&row.name);
        let name = font::wrap(&name, BODY.weight, BODY.size, names, 2);
        let height = if name.len() > 1 { ROW + NAME_LINE } else { ROW };
        rows.push((row, name, y + height / 2.0));
        y += height;
    }
    let half = format!("de middelste helft van de {}", chart.areas);
    let legend = Flow::new(entries(chart, half, |_| true), width);
    let height = y + 6.0 + legend.height();
    let layout = Layout {
        rows,
        value,
        low,
        left,
        right,
        bottom: y,
        width,
        legend,
    };
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

fn known(chart: &Spine) -> impl Iterator<Item = &SpineValues> {
    chart.rows.iter().filter_map(|row| match &row.reading {
        SpineReading::Known(values) => Some(values),
        SpineReading::Absent { .. } => None,
    })
}

/// The marks that occur and are `wanted`, the box and the stroke.
fn entries(chart: &Spine, half: String, wanted: impl Fn(Mark) -> bool) -> Vec<Entry> {
    let all = known(chart).map(|values| values.mark);
    let mut entries = marks::entries(all.filter(|mark| wanted(*mark)));
    entries.push(Entry::new(Symbol::Fill(BAND), half));
    if known(chart).any(|values| values.nation.is_some()) {
        entries.push(Entry::new(Symbol::Line(NATION), "Nederland (dwarsstreep)"));
    }
    entries
}

/// Measures the chart beside its table; returns its height and how to paint it.
pub(crate) fn layout_beside(chart: &SpineBeside, width: f64, fictief: bool) -> (f64, Paint<'_>) {
    let half = "de middelste helft".to_owned();
    let mut legend = entries(&chart.spine, half, Mark::is_not_in_tables);
    legend.extend(made_up(fictief));
    let legend = Flow::new(legend, width);
    let legend_height = legend.height();
    let bottom = chart.table.bottom() + GAP;
    let paint = move |canvas: &mut Canvas<'_>, top: f64| {
        chart.table.paint(canvas, top, width);
        for (row, middle) in chart.spine.rows.iter().zip(chart.table.middles()) {
            if let SpineReading::Known(values) = &row.reading {
                picture(canvas, values, top + middle, (BEFORE, width - AFTER));
            }
        }
        legend.paint(canvas, (0.0, top + bottom));
    };
    (bottom + legend_height, Box::new(paint))
}

impl Layout<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let head = top + 7.0;
        canvas.text((self.value, head), Anchor::End, NOTE, "hier");
        canvas.text((self.low, head), Anchor::End, NOTE, "laagste");
        canvas.text((self.width, head), Anchor::End, NOTE, "hoogste");
        canvas.line(
            (0.0, top + HEAD - 3.0),
            (self.width, top + HEAD - 3.0),
            AXIS,
        );
        for (row, name, middle) in &self.rows {
            let y = top + middle;
            let first = y - if name.len() > 1 { NAME_LINE / 2.0 } else { 0.0 };
            for (line, at) in name.iter().zip([first, first + NAME_LINE]) {
                canvas.text_centred((0.0, at), Anchor::Start, BODY, line);
            }
            match &row.reading {
                SpineReading::Known(values) => self.paint_values(canvas, values, y),
                SpineReading::Absent { text } => {
                    let room = self.width - self.left;
                    let text = font::shorten(text, ABSENT.weight, ABSENT.size, room);
                    canvas.text_centred((self.left, y), Anchor::Start, ABSENT, &text);
                }
            }
        }
        self.legend.paint(canvas, (0.0, top + self.bottom + 6.0));
    }

    fn paint_values(&self, canvas: &mut Canvas<'_>, values: &SpineValues, y: f64) {
        canvas.text_centred((self.value, y), Anchor::End, BODY, &values.text);
        canvas.text_centred((self.low, y), Anchor::End, NOTE, &values.lowest_text);
        canvas.text_centred((self.width, y), Anchor::End, NOTE, &values.highest_text);
        picture(canvas, values, y, (self.left + 4.0, self.right - 4.0));
    }
}

/// Draws a row between `left`, the lowest, and `right`, the highest.
fn picture(canvas: &mut Canvas<'_>, values: &SpineValues, y: f64, (left, right): (f64, f64)) {
    let span = values.highest - values.lowest;
    let place = |value: f64| {
        let share = if span > 0.0 {
            (value - values.lowest) / span
        } else {
            0.5
        };
        left + share.clamp(0.0, 1.0) * (right - left)
    };
    canvas.line((place(values.lowest), y), (place(values.highest), y), SPAN);
    let (from, to) = (place(values.quarter), place(values.three_quarters));
    canvas.rect(
        (from, y - 3.0),
        (to, y + 3.0),
        BAND,
        Some(Stroke { width: 0.5, ..SPAN }),
    );
    if let Some(nation) = values.nation {
        let x = place(nation);
        canvas.line((x, y - 5.0), (x, y + 5.0), NATION);
    }
    values.mark.paint(canvas, (place(values.value), y));
}

/// The alternative text: the indicators with a verdict and how many have none.
pub(crate) fn describe(chart: &Spine) -> String {
    let mut list = Vec::new();
    let (mut unclear, mut absent) = (0_usize, 0_usize);
    for row in &chart.rows {
        match &row.reading {
            SpineReading::Known(v) if matches!(v.mark, Mark::NotClear | Mark::NotTested) => {
                unclear += 1;
            }
            SpineReading::Known(v) => list.push(format!(
                "{} {} ({}; laagste {}, hoogste {})",
                row.name,
                v.text,
                v.mark.word(),
                v.lowest_text,
                v.highest_text
            )),
            SpineReading::Absent { .. } => absent += 1,
        }
    }
    let head = format!(
        "{}, tussen de laagste en de hoogste van de {}",
        chart.measure, chart.areas
    );
    let more = list.len().saturating_sub(4);
    list.truncate(4);
    let mut body = if list.is_empty() {
        String::from("geen duidelijke verschillen")
    } else {
        list.join(", ")
    };
    if more > 0 {
        body.push_str(&format!(" en nog {more}"));
    }
    let mut text = format!("{head}: {body}.");
    if unclear > 0 {
        text.push_str(&format!(
            " Bij {unclear} is het verschil niet duidelijk of niet getoetst."
        ));
    }
    if absent > 0 {
        text.push_str(&format!(" Bij {absent} is er geen cijfer."));
    }
    text
}
