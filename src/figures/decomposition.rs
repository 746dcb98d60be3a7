//! A difference split into parts, such as age and something else; parts may oppose each other.

use serde::{Deserialize, Serialize};

use super::axis::Axis;
use super::canvas::{Anchor, BODY, Canvas, NOTE, STRONG};
use super::font;
use super::frame::Paint;
use super::style::{AXIS, GUIDE_LINE, HOUSE, HOUSE_LIGHT, INK, Stroke};
use super::words::amount;

/// A difference and its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decomposition {
    /// What is compared: "Langdurige aandoening, Zwolle vergeleken met Nederland, 2024".
    pub measure: String,
    /// The unit of the difference in words: "procentpunt".
    pub unit: String,
    /// The whole difference.
    pub whole: Part,
    /// The parts; their values add up to the whole.
    pub parts: Vec<Part>,
    /// Lowest and highest value that the axis must hold, so that charts beside each other have the
    /// same axis; `None` for an axis of its own.
    pub range: Option<(f64, f64)>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name before the bar: "door leeftijd".
    pub name: String,
    /// Length, with its sign.
    pub value: f64,
    /// The value as it is printed, with its sign: "+0,9", "−1,3".
    pub text: String,
}

const ROW: f64 = 18.0;
const NAME_LINE: f64 = 9.5;
const GAP: f64 = 10.0;

struct Layout<'a> {
    chart: &'a Decomposition,
    names: Vec<Vec<String>>,
    axis: Axis,
    left: f64,
    right: f64,
    bottom: f64,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &Decomposition, width: f64) -> (f64, Paint<'_>) {
    let limit = width * 0.38;
    let bars = || std::iter::once(&chart.whole).chain(&chart.parts);
    let widest = bars()
        .map(|part| STRONG.width(&part.name))
        .fold(0.0, f64::max)
        .min(limit);
    let names = bars()
        .map(|part| {
            let (name, _) = font::replace_missing(&part.name);
            font::wrap(&name, STRONG.weight, STRONG.size, widest, 2)
        })
        .collect();
    // Room for a value beside a bar on either side.
    let text = bars()
        .map(|part| STRONG.width(&part.text))
        .fold(0.0, f64::max)
        + 6.0;
    let (left, right) = (widest + GAP + text, width - text - 2.0);
    let ends = chart.range.map(|(low, high)| [low, high]);
    let finite = || {
        bars()
            .map(|part| part.value)
            .chain(ends.into_iter().flatten())
            .filter(|value| value.is_finite())
    };
    let low = finite().fold(0.0, f64::min);
    let high = finite().fold(0.0, f64::max);
    let (low, high) = if high - low > 0.0 {
        (low, high)
    } else {
        (-1.0, 1.0)
    };
    let axis = Axis::between(low, high, 5.0);
    let bottom = bars().fold(4.0, |y, _| y + ROW);
    let layout = Layout {
        chart,
        names,
        axis,
        left,
        right,
        bottom,
    };
    (
        bottom + 26.0,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

impl Layout<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let bottom = top + self.bottom;
        let place = |value: f64| self.axis.place(value, self.left, self.right);
        for tick in &self.axis.ticks {
            let x = place(*tick);
            canvas.line((x, top), (x, bottom), GUIDE_LINE);
            canvas.text(
                (x, bottom + 10.0),
                Anchor::Middle,
                NOTE,
                &self.axis.label(*tick),
            );
        }
        let centre = f64::midpoint(self.left, self.right);
        canvas.text(
            (centre, bottom + 20.0),
            Anchor::Middle,
            NOTE,
            &self.chart.unit,
        );
        canvas.line((self.left, bottom), (self.right, bottom), AXIS);
        let bars = std::iter::once(&self.chart.whole).chain(&self.chart.parts);
        let mut y = top + 4.0 + ROW / 2.0;
        for (index, (part, name)) in bars.zip(&self.names).enumerate() {
            let (fill, style) = if index == 0 {
                (HOUSE, STRONG)
            } else {
                (HOUSE_LIGHT, BODY)
            };
            let first = y - if name.len() > 1 { NAME_LINE / 2.0 } else { 0.0 };
            for (line, at) in name.iter().zip([first, first + NAME_LINE]) {
                canvas.text_centred((0.0, at), Anchor::Start, style, line);
            }
            let (zero, end) = (place(0.0), place(part.value));
            canvas.rect(
                (zero.min(end), y - 5.0),
                (zero.max(end), y + 5.0),
                fill,
                None,
            );
            let (x, anchor) = if part.value < 0.0 {
                (end - 3.0, Anchor::End)
            } else {
                (end + 3.0, Anchor::Start)
            };
            canvas.text_centred((x, y), anchor, style, &part.text);
            y += ROW;
        }
        let zero = Stroke {
            colour: INK,
            width: 0.75,
        };
        canvas.line((place(0.0), top), (place(0.0), bottom), zero);
    }
}

/// The alternative text.
pub(crate) fn describe(chart: &Decomposition) -> String {
    let unit = &chart.unit;
    let part = |part: &Part| format!("{} {}", part.name, amount(&part.text, unit));
    let parts: Vec<String> = chart.parts.iter().map(part).collect();
    format!(
        "{}: {}. Dat is opgebouwd uit {}.",
        chart.measure,
        part(&chart.whole),
        parts.join(" en ")
    )
}
