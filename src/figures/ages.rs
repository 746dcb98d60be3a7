//! Inhabitants by age, men and women together: the area as bars, the reference as an outline.
//!
//! For sources without men and women apart; with both there is the pyramid.

use serde::{Deserialize, Serialize};

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, NOTE, Point};
use super::frame::Paint;
use super::legend::{Entry, Flow, Symbol};
use super::style::{AXIS, GUIDE_LINE, HOUSE_LIGHT, INK, Stroke};

/// Inhabitants by age.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The area and the date: "Zwolle, 1 januari 2024".
    pub measure: String,
    /// Name of the area: "Zwolle".
    pub area: String,
    /// Name of the reference: "Nederland".
    pub reference: String,
    /// Age groups from young to old.
    pub bands: Vec<AgesBand>,
}

/// One age group; shares are percentages of all inhabitants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgesBand {
    /// "0–4", "90+".
    pub label: String,
    /// In the area.
    pub share: f64,
    /// In the reference.
    pub reference: f64,
    /// In the area, as printed in the table: "7,3".
    pub text: String,
    /// In the reference, as printed in the table.
    pub reference_text: String,
}

const HEAD: f64 = 12.0;
const BAND: f64 = 13.5;
const FOOT: f64 = 32.0;
const REFERENCE: Stroke = Stroke {
    colour: INK,
    width: 1.0,
};

struct Layout<'a> {
    chart: &'a Ages,
    axis: Axis,
    left: f64,
    right: f64,
    legend: Flow,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &Ages, width: f64) -> (f64, Paint<'_>) {
    let shares = chart
        .bands
        .iter()
        .flat_map(|band| [band.share, band.reference]);
    let highest = shares.filter(|share| share.is_finite()).fold(0.5, f64::max);
    let labels = chart
        .bands
        .iter()
        .map(|band| NOTE.width(&band.label))
        .fold(NOTE.width("leeftijd"), f64::max);
    let legend = vec![
        Entry::new(Symbol::Fill(HOUSE_LIGHT), chart.area.clone()),
        Entry::new(Symbol::Line(REFERENCE), chart.reference.clone()),
    ];
    let layout = Layout {
        chart,
        axis: Axis::between(0.0, highest * 1.04, 5.0),
        left: labels + 6.0,
        right: width - 8.0,
        legend: Flow::new(legend, width),
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

    fn place(&self, share: f64) -> f64 {
        self.axis.place(share, self.left, self.right)
    }

    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        let bottom = self.bottom(top);
        for tick in &self.axis.ticks {
            let x = self.place(*tick);
            canvas.line((x, top + HEAD), (x, bottom), GUIDE_LINE);
            let label = self.axis.label(*tick);
            canvas.text((x, bottom + 11.0), Anchor::Middle, NOTE, &label);
        }
        canvas.line((self.left, bottom), (self.right, bottom), AXIS);
        canvas.text((0.0, top + 7.0), Anchor::Start, NOTE, "leeftijd");
        let mut outline: Vec<Point> = Vec::new();
        for (index, band) in self.chart.bands.iter().enumerate() {
            // The youngest stand at the bottom.
            let y = (0..index).fold(bottom - BAND / 2.0, |y, _| y - BAND);
            let (from, to) = (y - BAND / 2.0 + 0.75, y + BAND / 2.0 - 0.75);
            let end = self.place(band.share);
            canvas.rect((self.left, from), (end, to), HOUSE_LIGHT, None);
            canvas.text_centred((self.left - 4.0, y), Anchor::End, NOTE, &band.label);
            let x = self.place(band.reference);
            outline.push((x, y + BAND / 2.0));
            outline.push((x, y - BAND / 2.0));
        }
        canvas.polyline(&outline, REFERENCE);
        let centre = f64::midpoint(self.left, self.right);
        let note = "procent van alle inwoners";
        canvas.text((centre, bottom + 22.0), Anchor::Middle, NOTE, note);
        self.legend.paint(canvas, (0.0, bottom + FOOT - 4.0));
    }
}

/// The alternative text.
pub(crate) fn describe(chart: &Ages) -> String {
    let bands = || chart.bands.iter();
    let largest = bands().reduce(|a, b| if b.share > a.share { b } else { a });
    let smallest = bands().reduce(|a, b| if b.share < a.share { b } else { a });
    let (Some(largest), Some(smallest)) = (largest, smallest) else {
        return format!("Leeftijdsopbouw, {}: geen cijfers.", chart.measure);
    };
    let (area, reference) = (&chart.area, &chart.reference);
    format!(
        "Leeftijdsopbouw, {}: de grootste leeftijdsgroep is {} met {} procent van de inwoners van \
         {area}, in {reference} is dat {} procent. De kleinste is {} met {} procent, in \
         {reference} {} procent.",
        chart.measure,
        ages(largest),
        largest.text,
        largest.reference_text,
        ages(smallest),
        smallest.text,
        smallest.reference_text
    )
}

/// "0–4 jaar", "90 jaar en ouder".
fn ages(band: &AgesBand) -> String {
    match band.label.strip_suffix('+') {
        Some(from) => format!("{from} jaar en ouder"),
        None => format!("{} jaar", band.label),
    }
}
