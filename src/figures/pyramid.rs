//! Population pyramid: the area as bars, the reference as an outline.

use serde::{Deserialize, Serialize};

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, NOTE, Point, STRONG};
use super::frame::Paint;
use super::legend::{Entry, Flow, Symbol};
use super::style::{AXIS, GUIDE_LINE, HOUSE_LIGHT, INK, Stroke};

/// A population pyramid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pyramid {
    /// The area and the date: "Zwolle, 1 januari 2024".
    pub measure: String,
    /// Name of the area: "Zwolle".
    pub area: String,
    /// Name of the reference: "Nederland".
    pub reference: String,
    /// Age groups from young to old.
    pub bands: Vec<PyramidBand>,
}

/// One age group; shares are percentages of all inhabitants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PyramidBand {
    /// "0–4", "95+".
    pub label: String,
    /// Men in the area.
    pub men: f64,
    /// Women in the area.
    pub women: f64,
    /// Men in the reference.
    pub reference_men: f64,
    /// Women in the reference.
    pub reference_women: f64,
    /// Men and women together in the area, as printed: "7,3".
    pub text: String,
    /// Men and women together in the reference, as printed.
    pub reference_text: String,
}

const HEAD: f64 = 14.0;
const BAND: f64 = 10.0;
const FOOT: f64 = 32.0;
const REFERENCE: Stroke = Stroke {
    colour: INK,
    width: 1.0,
};

struct Layout<'a> {
    chart: &'a Pyramid,
    axis: Axis,
    width: f64,
    middle: f64,
    legend: Flow,
}

/// Which half of the pyramid.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Men,
    Women,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &Pyramid, width: f64) -> (f64, Paint<'_>) {
    let shares = chart.bands.iter().flat_map(|band| {
        [
            band.men,
            band.women,
            band.reference_men,
            band.reference_women,
        ]
    });
    let highest = shares.filter(|share| share.is_finite()).fold(0.5, f64::max);
    let axis = Axis::between(0.0, highest * 1.04, 3.0);
    let labels = chart
        .bands
        .iter()
        .map(|band| NOTE.width(&band.label))
        .fold(0.0, f64::max);
    let legend = vec![
        Entry::new(Symbol::Fill(HOUSE_LIGHT), chart.area.clone()),
        Entry::new(Symbol::Line(REFERENCE), chart.reference.clone()),
    ];
    let legend = Flow::new(legend, width);
    let layout = Layout {
        chart,
        axis,
        width,
        middle: labels + 10.0,
        legend,
    };
    let height = layout.bottom(0.0) + FOOT + layout.legend.height();
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

impl Layout<'_> {
    fn bottom(&self, top: f64) -> f64 {
        self.chart.bands.iter().fold(top + HEAD, |y, _| y + BAND)
    }

    /// Place of a share on one side; the middle column holds the ages.
    fn place(&self, side: Side, share: f64) -> f64 {
        let (centre, half) = (self.width / 2.0, self.middle / 2.0);
        match side {
            Side::Men => self.axis.place(share, centre - half, 12.0),
            Side::Women => self.axis.place(share, centre + half, self.width - 12.0),
        }
    }

    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let bottom = self.bottom(top);
        for side in [Side::Men, Side::Women] {
            self.paint_grid(canvas, side, top + HEAD, bottom);
            self.paint_bars(canvas, side, bottom);
            self.paint_outline(canvas, side, bottom);
        }
        for (index, band) in self.chart.bands.iter().enumerate() {
            let y = middle_of(bottom, index);
            canvas.text_centred((self.width / 2.0, y), Anchor::Middle, NOTE, &band.label);
        }
        let (men, women) = (self.place(Side::Men, 0.0), self.place(Side::Women, 0.0));
        canvas.text((men, top + 8.0), Anchor::End, STRONG, "mannen");
        canvas.text((women, top + 8.0), Anchor::Start, STRONG, "vrouwen");
        canvas.text(
            (self.width / 2.0, top + 8.0),
            Anchor::Middle,
            NOTE,
            "leeftijd",
        );
        let note = "procent van alle inwoners";
        canvas.text(
            (self.width / 2.0, bottom + 22.0),
            Anchor::Middle,
            NOTE,
            note,
        );
        self.legend.paint(canvas, (0.0, bottom + FOOT - 4.0));
    }

    fn paint_grid(&self, canvas: &mut Canvas<'_>, side: Side, top: f64, bottom: f64) {
        for tick in &self.axis.ticks {
            let x = self.place(side, *tick);
            canvas.line((x, top), (x, bottom), GUIDE_LINE);
            canvas.text(
                (x, bottom + 11.0),
                Anchor::Middle,
                NOTE,
                &self.axis.label(*tick),
            );
        }
        let (zero, end) = (self.place(side, 0.0), self.place(side, self.axis.high));
        canvas.line((zero, bottom), (end, bottom), AXIS);
    }

    fn paint_bars(&self, canvas: &mut Canvas<'_>, side: Side, bottom: f64) {
        for (index, band) in self.chart.bands.iter().enumerate() {
            let share = if side == Side::Men {
                band.men
            } else {
                band.women
            };
            let (zero, end) = (self.place(side, 0.0), self.place(side, share));
            let y = middle_of(bottom, index);
            let (from, to) = (y - BAND / 2.0 + 0.5, y + BAND / 2.0 - 0.5);
            canvas.rect(
                (zero.min(end), from),
                (zero.max(end), to),
                HOUSE_LIGHT,
                None,
            );
        }
    }

    fn paint_outline(&self, canvas: &mut Canvas<'_>, side: Side, bottom: f64) {
        let mut path: Vec<Point> = Vec::new();
        for (index, band) in self.chart.bands.iter().enumerate() {
            let share = if side == Side::Men {
                band.reference_men
            } else {
                band.reference_women
            };
            let (x, y) = (self.place(side, share), middle_of(bottom, index));
            path.push((x, y + BAND / 2.0));
            path.push((x, y - BAND / 2.0));
        }
        canvas.polyline(&path, REFERENCE);
    }
}

/// Middle of a band; the youngest stand at the bottom.
fn middle_of(bottom: f64, index: usize) -> f64 {
    (0..index).fold(bottom - BAND / 2.0, |y, _| y - BAND)
}

/// The alternative text.
pub(crate) fn describe(chart: &Pyramid) -> String {
    let total = |band: &&PyramidBand| band.men + band.women;
    let largest = chart
        .bands
        .iter()
        .reduce(|a, b| if total(&b) > total(&a) { b } else { a });
    let smallest = chart
        .bands
        .iter()
        .reduce(|a, b| if total(&b) < total(&a) { b } else { a });
    let (Some(largest), Some(smallest)) = (largest, smallest) else {
        return format!("Bevolkingspiramide, {}: geen cijfers.", chart.measure);
    };
    let (area, reference) = (&chart.area, &chart.reference);
    format!(
        "Bevolkingspiramide, {}: de grootste leeftijdsgroep is {} met {} procent van de \
         inwoners van {area}, in {reference} is dat {} procent. De kleinste is {} met {} \
         procent, in {reference} {} procent.",
        chart.measure,
        ages(largest),
        largest.text,
        largest.reference_text,
        ages(smallest),
        smallest.text,
        smallest.reference_text
    )
}

/// "0–4 jaar", "95 jaar en ouder".
fn ages(band: &PyramidBand) -> String {
    match band.label.strip_suffix('+') {
        Some(from) => format!("{from} jaar en ouder"),
        None => format!("{} jaar", band.label),
    }
}
