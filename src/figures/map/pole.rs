//! The best place for a label: the middle of the largest box of a given form inside a polygon.
//!
//! A quadtree search like that for the "pole of inaccessibility", with the largest of the two
//! coordinate distances as the measure, so that what it finds is a box and not a circle.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::outline::{Polygon, bounds};
use crate::figures::canvas::Point;

/// How exact the place is: in points, and as a share of the box.
const PRECISION: f64 = 0.5;
const SHARE: f64 = 0.08;
/// Cells that a search may look at; only a pathological outline needs more.
const MOST_CELLS: usize = 4_000;

/// The middle of the largest box inside a polygon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pole {
    /// The middle.
    pub at: Point,
    /// Half the height of the box; half its width is `aspect` times that. Negative: outside.
    pub half_height: f64,
}

struct Cell {
    at: Point,
    half: f64,
    distance: f64,
    promise: f64,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Cell {}
impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |cell: &Self| cell.at;
        self.promise
            .total_cmp(&other.promise)
            .then_with(|| place(other).0.total_cmp(&place(self).0))
            .then_with(|| place(other).1.total_cmp(&place(self).1))
    }
}

/// Finds the largest box with width : height = `aspect` inside `polygon`; `None` when it is empty.
pub(crate) fn pole(polygon: &Polygon, aspect: f64) -> Option<Pole> {
    // Squeezing the plane makes the box a square.
    let squeezed: Polygon = polygon
        .iter()
        .map(|ring| ring.iter().map(|(x, y)| (x / aspect, *y)).collect())
        .collect();
    let (low, high) = bounds(squeezed.first()?);
    let size = (high.0 - low.0).min(high.1 - low.1).max(1e-3);
    let cell = |at: Point, half: f64| {
        let distance = inside_distance(&squeezed, at);
        Cell {
            at,
            half,
            distance,
            promise: distance + half,
        }
    };
    let mut best = cell(((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0), 0.0);
    let mut heap = BinaryHeap::new();
    let half = size / 2.0;
    let mut x = low.0;
    while x < high.0 {
        let mut y = low.1;
        while y < high.1 {
            heap.push(cell((x + half, y + half), half));
            y += size;
        }
        x += size;
    }
    let mut looked = 0;
    while let Some(top) = heap.pop() {
        if top.promise - best.distance <= PRECISION.max(SHARE * best.distance)
            || looked > MOST_CELLS
        {
            break;
        }
        looked += 1;
        let (x, y, quarter) = (top.at.0, top.at.1, top.half / 2.0);
        if top.distance > best.distance {
            best = top;
        }
        for (dx, dy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            heap.push(cell((x + dx * quarter, y + dy * quarter), quarter));
        }
    }
    Some(Pole {
        at: (best.at.0 * aspect, best.at.1),
        half_height: best.distance,
    })
}

/// Whether a point lies inside a polygon, holes excluded.
pub(crate) fn contains(polygon: &Polygon, point: Point) -> bool {
    let mut inside = false;
    for ring in polygon {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.1 > point.1) != (b.1 > point.1)
                && point.0 < (b.0 - a.0) * (point.1 - a.1) / (b.1 - a.1) + a.0
            {
                inside = !inside;
            }
        }
    }
    inside
}

/// Distance to the border by the larger of the two coordinates; negative outside.
fn inside_distance(polygon: &Polygon, point: Point) -> f64 {
    let edges = polygon
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let distance = edges
        .map(|(a, b)| box_distance(point, *a, *b))
        .fold(f64::INFINITY, f64::min);
    if contains(polygon, point) {
        distance
    } else {
        -distance
    }
}

/// Half the side of the largest square around `point` that a piece of line leaves free.
///
/// The larger of two straight-line functions is least at an end or where both are equally large.
fn box_distance(point: Point, a: Point, b: Point) -> f64 {
    let (px, py) = (a.0 - point.0, a.1 - point.1);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let at = |share: f64| (px + share * dx).abs().max((py + share * dy).abs());
    let mut least = at(0.0).min(at(1.0));
    for (top, bottom) in [(py - px, dx - dy), (-px - py, dx + dy)] {
        let share = top / bottom;
        if share > 0.0 && share < 1.0 {
            least = least.min(at(share));
        }
    }
    least
}
