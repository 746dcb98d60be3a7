//! Where the numbers stand: inside their area where they fit, else beside it with a thin line.

use super::outline::{Polygon, double_area};
use super::pole::{contains, pole};
use crate::figures::canvas::{Point, Type};

/// Sizes to try inside an area, in points.
const SIZES: [f64; 3] = [7.5, 6.5, 5.5];
/// Size beside an area.
const BESIDE: f64 = 6.5;
/// Air around a number, in points.
const AIR: f64 = 0.8;
const DIRECTIONS: u32 = 24;

/// A number to place.
pub(crate) struct Wanted<'a> {
    pub text: &'a str,
    /// Whether it may stand beside its area; else it is left out where it does not fit.
    pub beside: bool,
    pub polygons: &'a [Polygon],
}

/// A number in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// Which of the wanted numbers this is.
    pub index: usize,
    /// Middle of the number.
    pub at: Point,
    /// Size of its type in points.
    pub size: f64,
    /// Half its width and height, with air.
    pub half: Point,
    /// Where the thin line ends inside the area, when the number stands beside it.
    pub target: Option<Point>,
}

impl Label {
    fn overlaps(&self, at: Point, half: Point) -> bool {
        (self.at.0 - at.0).abs() < self.half.0 + half.0
            && (self.at.1 - at.1).abs() < self.half.1 + half.1
    }
}

/// Places all numbers on a sheet from (0, 0) to `sheet`. No two overlap, nor does one of them
/// overlap a number in `taken`.
pub(crate) fn place(
    wanted: &[Wanted<'_>],
    typeface: Type,
    sheet: Point,
    taken: &[Label],
) -> Vec<Label> {
    let mut labels = taken.to_vec();
    let mut outside = Vec::new();
    for (index, number) in wanted.iter().enumerate() {
        if number.text.is_empty() {
            continue;
        }
        let Some(largest) = largest(number.polygons) else {
            continue;
        };
        match inside(number.text, largest, typeface) {
            Ok((at, size, half)) if !taken.iter().any(|label| label.overlaps(at, half)) => {
                labels.push(Label {
                    index,
                    at,
                    size,
                    half,
                    target: None,
                });
            }
            Ok((target, ..)) | Err(target) if number.beside => outside.push((index, target)),
            _ => {}
        }
    }
    let targets: Vec<Point> = outside.iter().map(|(_, target)| *target).collect();
    for (index, target) in outside {
        let half = half_size(
            wanted[index].text,
            Type {
                size: BESIDE,
                ..typeface
            },
        );
        let search = Search {
            wanted,
            labels: &labels,
            targets: &targets,
            target,
            half,
            sheet,
        };
        if let Some(at) = search.best() {
            labels.push(Label {
                index,
                at,
                size: BESIDE,
                half,
                target: Some(target),
            });
        }
    }
    labels.split_off(taken.len())
}

fn largest(polygons: &[Polygon]) -> Option<&Polygon> {
    let surface = |polygon: &Polygon| polygon.first().map_or(0.0, |ring| double_area(ring).abs());
    polygons
        .iter()
        .reduce(|a, b| if surface(b) > surface(a) { b } else { a })
}

fn half_size(text: &str, typeface: Type) -> Point {
    (
        typeface.width(text) / 2.0 + AIR,
        typeface.cap_height() / 2.0 + AIR,
    )
}

/// The place inside, or the best place for the end of a line.
fn inside(text: &str, polygon: &Polygon, typeface: Type) -> Result<(Point, f64, Point), Point> {
    let half = half_size(
        text,
        Type {
            size: SIZES[0],
            ..typeface
        },
    );
    let Some(found) = pole(polygon, half.0 / half.1) else {
        return Err(polygon
            .first()
            .and_then(|ring| ring.first())
            .copied()
            .unwrap_or_default());
    };
    SIZES
        .iter()
        .map(|&size| (size, half_size(text, Type { size, ..typeface })))
        .find(|(_, half)| found.half_height >= half.1)
        .map(|(size, half)| (found.at, size, half))
        .ok_or(found.at)
}

/// The search for a free place beside an area.
struct Search<'a> {
    wanted: &'a [Wanted<'a>],
    labels: &'a [Label],
    targets: &'a [Point],
    target: Point,
    half: Point,
    sheet: Point,
}

impl Search<'_> {
    /// The free place with the lowest cost; first with lines that cross nothing, then any.
    fn best(&self) -> Option<Point> {
        self.best_with(true).or_else(|| self.best_with(false))
    }

    fn best_with(&self, strict: bool) -> Option<Point> {
        let mut best: Option<(f64, Point)> = None;
        let most = self.sheet.0.max(self.sheet.1);
        let mut radius = 8.0;
        while radius < most {
            if best.is_some_and(|(cost, _)| cost <= radius) {
                break;
            }
            for step in 0..DIRECTIONS {
                let (x, y) = direction(step);
                let at = (self.target.0 + x * radius, self.target.1 + y * radius);
                if !self.is_free(at) || (strict && self.crosses(at)) {
                    continue;
                }
                let cost = radius + if self.covers_area(at) { 25.0 } else { 0.0 };
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, at));
                }
            }
            radius += 3.0;
        }
        best.map(|(_, at)| at)
    }

    fn is_free(&self, at: Point) -> bool {
        let (x, y) = self.half;
        let roomy = (x + 2.5, y + 1.5);
        let on_sheet =
            at.0 >= x && at.1 >= y && at.0 + x <= self.sheet.0 && at.1 + y <= self.sheet.1;
        let covers =
            |point: &Point| (point.0 - at.0).abs() < x + 1.5 && (point.1 - at.1).abs() < y + 1.5;
        on_sheet
            && !self.labels.iter().any(|label| label.overlaps(at, roomy))
            && !self.targets.iter().any(covers)
            && !self.labels.iter().any(|label| {
                label
                    .target
                    .is_some_and(|end| touches(label.at, end, at, roomy))
            })
    }

    /// Whether the line from `at` to the area runs through another number or line.
    fn crosses(&self, at: Point) -> bool {
        self.labels.iter().any(|label| {
            touches(
                at,
                self.target,
                label.at,
                (label.half.0 + 1.5, label.half.1 + 1.5),
            ) || label
                .target
                .is_some_and(|end| intersect(at, self.target, label.at, end))
        })
    }

    fn covers_area(&self, at: Point) -> bool {
        let (x, y) = self.half;
        let corners = [(-x, -y), (x, -y), (-x, y), (x, y)];
        corners.iter().any(|(dx, dy)| {
            let corner = (at.0 + dx, at.1 + dy);
            self.wanted
                .iter()
                .any(|area| area.polygons.iter().any(|p| contains(p, corner)))
        })
    }
}

/// One of 24 directions on a circle, as exact arithmetic (no sine, equal on every machine).
fn direction(step: u32) -> Point {
    let eighth = f64::from(step % 6) / 6.0;
    let (a, b) = (1.0 - eighth, eighth);
    let length = (a * a + b * b).sqrt();
    let (x, y) = (a / length, b / length);
    match step / 6 {
        0 => (x, -y),
        1 => (-y, -x),
        2 => (-x, y),
        _ => (y, x),
    }
}

/// Whether a piece of line comes inside a box.
fn touches(from: Point, to: Point, middle: Point, half: Point) -> bool {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let axes = [
        (from.0, to.0, middle.0, half.0),
        (from.1, to.1, middle.1, half.1),
    ];
    for (start, end, centre, reach) in axes {
        let delta = end - start;
        if delta.abs() < 1e-9 {
            if (start - centre).abs() > reach {
                return false;
            }
            continue;
        }
        let (a, b) = (
            (centre - reach - start) / delta,
            (centre + reach - start) / delta,
        );
        enter = enter.max(a.min(b));
        leave = leave.min(a.max(b));
    }
    enter < leave
}

/// Whether two pieces of line cross.
fn intersect(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    (side(a, b, c) > 0.0) != (side(a, b, d) > 0.0) && (side(c, d, a) > 0.0) != (side(c, d, b) > 0.0)
}
