//! Draws a trend: axes, lines with their gaps, names at the ends.

use super::{Trend, TrendSeries, TrendValue};
use crate::figures::axis::Axis;
use crate::figures::canvas::{Anchor, Canvas, NOTE, Point, Type};
use crate::figures::font::{self, Weight};
use crate::figures::frame::Paint;
use crate::figures::legend::{Entry, Flow, Symbol};
use crate::figures::style::{AXIS, GREY, GUIDE_LINE, HOUSE, INK, PAPER, Stroke};

const PLOT: f64 = 84.0;
/// Charts narrower than this stand side by side.
const SMALL_CHART: f64 = 200.0;
const FOOT: f64 = 18.0;
const HEAD: f64 = 14.0;
/// Least distance between the names at the ends of the lines.
const NAME_STEP: f64 = 9.0;

struct Layout<'a> {
    chart: &'a Trend,
    years: Vec<u16>,
    values: Axis,
    left: f64,
    right: f64,
    names: Vec<String>,
    legend: Flow,
}

/// Measures the chart; returns its height and how to paint it.
pub(crate) fn layout(chart: &Trend, width: f64) -> (f64, Paint<'_>) {
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let mut years: Vec<u16> = points().map(|point| point.year).collect();
    years.sort_unstable();
    years.dedup();
    let known = points().filter_map(|point| point.value.as_ref());
    let positions = known.flat_map(|known| {
        let (low, high) = known.margin.unwrap_or((known.value, known.value));
        [known.value, low, high]
    });
    let values = Axis::covering(positions, 5.0);
    let left = values
        .ticks
        .iter()
        .map(|t| NOTE.width(&values.label(*t)))
        .fold(0.0, f64::max)
        + 7.0;
    let names: Vec<String> = chart
        .series
        .iter()
        .map(|series| end_label(series, width))
        .collect();
    let widest = names
        .iter()
        .map(|name| name_type(0).width(name))
        .fold(0.0, f64::max);
    let marks = chart.breaks.iter().map(|gap| {
        let text = format!("breuk na {}: {}", gap.after, gap.label);
        Entry::new(Symbol::Dotted(BREAK), text)
    });
    let dashed = chart.series.iter().enumerate();
    let dashed = dashed.filter(|(_, series)| series.dashed);
    let lines = dashed.map(|(index, series)| Entry::new(Symbol::Dashed(look(index)), &series.name));
    let legend = Flow::new(lines.chain(marks).collect(), width);
    let right = width - widest - 10.0;
    let layout = Layout {
        chart,
        years,
        values,
        left,
        right,
        names,
        legend,
    };
    let height = HEAD + PLOT + FOOT + layout.legend.height();
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

const BREAK: Stroke = Stroke {
    colour: GREY,
    width: 0.75,
};

fn look(index: usize) -> Stroke {
    if index == 0 {
        Stroke {
            colour: HOUSE,
            width: 1.75,
        }
    } else {
        Stroke {
            colour: GREY,
            width: 1.0,
        }
    }
}

fn name_type(index: usize) -> Type {
    let weight = if index == 0 {
        Weight::Bold
    } else {
        Weight::Regular
    };
    Type {
        weight,
        colour: if index == 0 { HOUSE } else { INK },
        ..NOTE
    }
}

/// Share of the width that a name may take; in a small chart more, or no name would fit.
fn name_share(width: f64) -> f64 {
    if width < SMALL_CHART { 0.45 } else { 1.0 / 3.0 }
}

/// Name and last value at the end of a line.
fn end_label(series: &TrendSeries, width: f64) -> String {
    let last = series
        .points
        .iter()
        .rev()
        .find_map(|point| point.value.as_ref());
    let value = last.map_or_else(String::new, |known| format!(" {}", known.text));
    let room = width * name_share(width) - font::width(&value, Weight::Bold, NOTE.size);
    let (name, _) = font::replace_missing(&series.name);
    format!(
        "{}{value}",
        font::shorten(&name, Weight::Bold, NOTE.size, room)
    )
}

impl Layout<'_> {
    fn x(&self, year: f64) -> f64 {
        let first = self.years.first().copied().map_or(0.0, f64::from);
        let last = self.years.last().copied().map_or(0.0, f64::from);
        let (from, to) = (self.left + 8.0, self.right - 6.0);
        if last > first {
            from + (year - first) / (last - first) * (to - from)
        } else {
            from
        }
    }

    fn y(&self, value: f64, top: f64) -> f64 {
        self.values.place(value, top + HEAD + PLOT, top + HEAD)
    }

    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        self.paint_axes(canvas, top);
        for (index, series) in self.chart.series.iter().enumerate().rev() {
            self.paint_series(canvas, index, series, top);
        }
        self.paint_names(canvas, top);
        self.legend.paint(canvas, (0.0, top + HEAD + PLOT + FOOT));
    }

    fn paint_axes(&self, canvas: &mut Canvas<'_>, top: f64) {
        let bottom = top + HEAD + PLOT;
        canvas.text((0.0, top + 7.0), Anchor::Start, NOTE, &self.chart.unit);
        for tick in &self.values.ticks {
            let y = self.y(*tick, top);
            canvas.line((self.left, y), (self.right, y), GUIDE_LINE);
            let label = self.values.label(*tick);
            canvas.text_centred((self.left - 4.0, y), Anchor::End, NOTE, &label);
        }
        canvas.line((self.left, bottom), (self.right, bottom), AXIS);
        if self.values.low > 0.0 {
            zigzag(canvas, (self.left, bottom));
        }
        for year in &self.years {
            let x = self.x(f64::from(*year));
            canvas.line((x, bottom), (x, bottom + 3.0), AXIS);
        }
        for year in self.labelled_years() {
            let at = (self.x(f64::from(year)), bottom + 11.0);
            canvas.text(at, Anchor::Middle, NOTE, &year.to_string());
        }
        for gap in &self.chart.breaks {
            if let Some(next) = self.years.iter().find(|year| **year > gap.after) {
                let x = self.x((f64::from(gap.after) + f64::from(*next)) / 2.0);
                canvas.dots((x, top + HEAD), (x, bottom), BREAK);
            }
        }
    }

    /// The years that get a number: the last and the first, and those between that have room.
    fn labelled_years(&self) -> Vec<u16> {
        let mut chosen: Vec<u16> = Vec::new();
        let ends = self.years.last().into_iter().chain(self.years.first());
        for year in ends.chain(&self.years) {
            let x = self.x(f64::from(*year));
            let room = NOTE.width(&year.to_string()) + 2.0;
            let free = |other: &u16| (self.x(f64::from(*other)) - x).abs() > room;
            if chosen.iter().all(free) {
                chosen.push(*year);
            }
        }
        chosen
    }

    /// A little to the right for every further line, so that margins do not hide each other.
    fn shift(&self, index: usize) -> f64 {
        let count = f64::from(u32::try_from(self.chart.series.len()).unwrap_or(1));
        let order = f64::from(u32::try_from(index).unwrap_or(0));
        order * (5.0 / count).min(2.5)
    }

    /// Pieces of a line without a gap or a break in them.
    fn pieces<'s>(&self, series: &'s TrendSeries) -> Vec<Vec<(u16, &'s TrendValue)>> {
        let mut pieces: Vec<Vec<(u16, &TrendValue)>> = vec![Vec::new()];
        let mut before: Option<u16> = None;
        for point in &series.points {
            let broken =
                self.chart.breaks.iter().any(|gap| {
                    before.is_some_and(|year| year <= gap.after) && point.year > gap.after
                });
            if broken || point.value.is_none() {
                pieces.push(Vec::new());
            }
            if let (Some(value), Some(piece)) = (&point.value, pieces.last_mut()) {
                piece.push((point.year, value));
            }
            before = Some(point.year);
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    fn paint_series(&self, canvas: &mut Canvas<'_>, index: usize, series: &TrendSeries, top: f64) {
        let stroke = look(index);
        let shift = self.shift(index);
        for piece in self.pieces(series) {
            let at = |(year, known): &(u16, &TrendValue)| -> Point {
                (self.x(f64::from(*year)) + shift, self.y(known.value, top))
            };
            let line: Vec<Point> = piece.iter().map(at).collect();
            for pair in line.windows(2) {
                if series.dashed {
                    canvas.dashes(pair[0], pair[1], stroke, 4.0, 2.5);
                } else {
                    canvas.line(pair[0], pair[1], stroke);
                }
            }
            for (point, (_, known)) in line.iter().zip(&piece) {
                if let Some((low, high)) = known.margin {
                    let thin = Stroke {
                        width: 0.75,
                        ..stroke
                    };
                    let (low, high) = (self.y(low, top), self.y(high, top));
                    canvas.line((point.0, low), (point.0, high), thin);
                }
                let fill = if series.dashed { PAPER } else { stroke.colour };
                canvas.circle(
                    *point,
                    2.0,
                    fill,
                    Some(Stroke {
                        width: 1.0,
                        ..stroke
                    }),
                );
            }
        }
    }

    /// Names at the ends of the lines, pushed apart where they would touch.
    fn paint_names(&self, canvas: &mut Canvas<'_>, top: f64) {
        let mut ends: Vec<(f64, usize)> = Vec::new();
        for (index, series) in self.chart.series.iter().enumerate() {
            let last = series
                .points
                .iter()
                .rev()
                .find_map(|point| point.value.as_ref());
            if let Some(known) = last {
                ends.push((self.y(known.value, top), index));
            }
        }
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut floor = f64::NEG_INFINITY;
        for end in &mut ends {
            end.0 = end.0.max(floor + NAME_STEP);
            floor = end.0;
        }
        let mut ceiling = top + HEAD + PLOT + NAME_STEP;
        for end in ends.iter_mut().rev() {
            end.0 = end.0.min(ceiling - NAME_STEP);
            ceiling = end.0;
        }
        for (y, index) in ends {
            let style = name_type(index);
            canvas.text_centred(
                (self.right + 4.0, y),
                Anchor::Start,
                style,
                &self.names[index],
            );
        }
    }
}

/// The sign that an axis does not begin at zero.
fn zigzag(canvas: &mut Canvas<'_>, (x, y): Point) {
    let path = [
        (x, y),
        (x, y - 2.0),
        (x + 2.0, y - 3.0),
        (x - 2.0, y - 5.0),
        (x, y - 6.0),
        (x, y - 8.0),
    ];
    canvas.polyline(&path, AXIS);
}
