//! From degrees to points on paper, with borders simplified once for both neighbours.
//!
//! Borders are cut where more than two lines meet, and each piece is simplified on its own in one
//! fixed direction; so two neighbours keep exactly the same border and no gaps appear.

use super::MultiPolygon;
use super::locator::Extent;
use crate::figures::canvas::Point;

/// Largest distance in points between a border and its simplified form (0,12 mm in print).
const TOLERANCE: f64 = 0.34;
/// Islands and holes smaller than this (in points, both ways) are left out.
const SPECK: f64 = 0.75;

/// A ring of points, not closed.
pub(crate) type Ring = Vec<Point>;
/// A polygon on paper: outer ring, then holes.
pub(crate) type Polygon = Vec<Ring>;

/// Bit patterns of a point: equal for neighbours because they come from equal input.
type Key = (u64, u64);

fn key(point: Point) -> Key {
    (point.0.to_bits(), point.1.to_bits())
}

/// How degrees become points: equirectangular at the mean latitude, north up.
pub(crate) struct Projection {
    west: f64,
    north: f64,
    shrink: f64,
    scale: f64,
    /// Size of everything on paper, in points.
    pub size: (f64, f64),
}

impl Projection {
    /// Fits all `shapes` into `width` × `height` points; `None` without any point.
    pub fn fit<'a>(
        shapes: impl Iterator<Item = &'a MultiPolygon>,
        width: f64,
        height: f64,
    ) -> Option<Self> {
        Extent::of(shapes).map(|extent| Self::of(extent, width, height))
    }

    /// Fits a box of degrees into `width` × `height` points.
    pub fn of(extent: Extent, width: f64, height: f64) -> Self {
        let Extent {
            west,
            south,
            east,
            north,
        } = extent;
        let shrink = cosine((south + north).to_radians() / 2.0);
        let across = ((east - west) * shrink).max(1e-9);
        let down = (north - south).max(1e-9);
        let scale = (width / across).min(height / down);
        let size = (across * scale, down * scale);
        Self {
            west,
            north,
            shrink,
            scale,
            size,
        }
    }

    fn point(&self, [lon, lat]: [f64; 2]) -> Point {
        (
            (lon - self.west) * self.shrink * self.scale,
            (self.north - lat) * self.scale,
        )
    }

    fn polygons(&self, shape: &MultiPolygon) -> Vec<Polygon> {
        let ring = |ring: &Vec<[f64; 2]>| {
            let mut points: Ring = ring.iter().map(|place| self.point(*place)).collect();
            points.dedup();
            if points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            points
        };
        shape
            .iter()
            .map(|polygon| polygon.iter().map(ring).collect())
            .collect()
    }
}

/// Cosine by its series: the same bits on every machine (good to 1e-12 within ±90°).
fn cosine(angle: f64) -> f64 {
    let square = angle * angle;
    let mut term = 1.0;
    let mut sum = 1.0;
    for step in 1..=12_u32 {
        let n = f64::from(2 * step);
        term *= -square / (n * (n - 1.0));
        sum += term;
    }
    sum
}

/// Puts `shapes` on paper and simplifies them together. Order and number are kept.
pub(crate) fn on_paper(shapes: &[&MultiPolygon], projection: &Projection) -> Vec<Vec<Polygon>> {
    let drawn: Vec<Vec<Polygon>> = shapes
        .iter()
        .map(|shape| projection.polygons(shape))
        .collect();
    let junctions = junctions(drawn.iter().flatten().flatten());
    let thin = |polygon: Polygon| -> Option<Polygon> {
        let mut rings = polygon.into_iter().map(|ring| thin_ring(ring, &junctions));
        let outer = rings.next()?;
        let holes = rings.filter(|hole| hole.len() > 2 && !is_speck(hole));
        Some(std::iter::once(outer).chain(holes).collect())
    };
    drawn
        .into_iter()
        .map(|polygons| without_specks(polygons.into_iter().filter_map(thin).collect()))
        .collect()
}

/// Leaves out tiny islands, but never the whole area.
fn without_specks(polygons: Vec<Polygon>) -> Vec<Polygon> {
    let visible = |polygon: &Polygon| polygon.first().is_some_and(|ring| !is_speck(ring));
    if polygons.iter().any(visible) {
        polygons.into_iter().filter(visible).collect()
    } else {
        polygons.into_iter().take(1).collect()
    }
}

fn is_speck(ring: &Ring) -> bool {
    let (low, high) = bounds(ring);
    high.0 - low.0 < SPECK && high.1 - low.1 < SPECK
}

/// Lower and upper corner of the box around a ring.
pub(crate) fn bounds(ring: &Ring) -> (Point, Point) {
    ring.iter().fold(
        (
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, f64::NEG_INFINITY),
        ),
        |(low, high), point| {
            (
                (low.0.min(point.0), low.1.min(point.1)),
                (high.0.max(point.0), high.1.max(point.1)),
            )
        },
    )
}

/// Twice the signed surface of a ring.
pub(crate) fn double_area(ring: &Ring) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum()
}

/// Points where borders meet: those with other than two different neighbours. Sorted.
fn junctions<'a>(rings: impl Iterator<Item = &'a Ring>) -> Vec<Key> {
    let mut pairs: Vec<(Key, Key)> = Vec::new();
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            pairs.push((key(*a), key(*b)));
            pairs.push((key(*b), key(*a)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let groups = pairs.chunk_by(|a, b| a.0 == b.0);
    groups
        .filter(|group| group.len() != 2)
        .map(|group| group[0].0)
        .collect()
}

fn thin_ring(mut ring: Ring, junctions: &[Key]) -> Ring {
    if ring.len() < 4 {
        return ring;
    }
    let is_junction = |point: &Point| junctions.binary_search(&key(*point)).is_ok();
    let lowest = |(index, point): (usize, &Point)| (key(*point), index);
    let start = ring
        .iter()
        .position(is_junction)
        .or_else(|| {
            ring.iter()
                .enumerate()
                .map(lowest)
                .min()
                .map(|(_, index)| index)
        })
        .unwrap_or(0);
    ring.rotate_left(start);
    let mut cuts: Vec<usize> = (0..ring.len()).filter(|&i| is_junction(&ring[i])).collect();
    if cuts.is_empty() {
        cuts.push(0);
    }
    cuts.push(ring.len());
    let first = ring[0];
    ring.push(first);
    let mut thin: Ring = Vec::new();
    for pair in cuts.windows(2) {
        let mut arc = thin_arc(&ring[pair[0]..=pair[1]]);
        arc.pop();
        thin.append(&mut arc);
    }
    if thin.len() > 2 {
        return thin;
    }
    ring.pop();
    ring
}

/// Simplifies one piece of border, always seen from the same end.
fn thin_arc(arc: &[Point]) -> Vec<Point> {
    let count = arc.len();
    let backwards = key(arc[count - 1]) < key(arc[0])
        || (arc[0] == arc[count - 1] && key(arc[count - 2]) < key(arc[1]));
    let mut points = arc.to_vec();
    if backwards {
        points.reverse();
    }
    let mut keep = vec![false; count];
    (keep[0], keep[count - 1]) = (true, true);
    let mut open = vec![(0, count - 1)];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to)
            .map(|i| (square_distance(points[i], points[from], points[to]), i))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((distance, index)) = farthest
            && distance > TOLERANCE * TOLERANCE
        {
            keep[index] = true;
            open.push((from, index));
            open.push((index, to));
        }
    }
    let mut kept = keep.iter();
    points.retain(|_| *kept.next().unwrap_or(&true));
    if backwards {
        points.reverse();
    }
    points
}

/// Square of the distance from a point to a piece of line.
fn square_distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = (point.0 - from.0) * dx + (point.1 - from.1) * dy;
    let share = if length > 0.0 {
        (along / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (point.0 - from.0 - share * dx, point.1 - from.1 - share * dy);
    x * x + y * y
}
