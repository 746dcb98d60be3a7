//! Outlines along the edges between hexagons.

use std::collections::{BTreeMap, BTreeSet};

use super::super::noise::{real, unit};
use super::cells::{Mesh, middle};
use super::{Cell, Ring, SIDE, to_degrees};

/// Points on an edge besides its ends.
const BETWEEN: usize = 3;
/// How far such a point may lie from the edge, as a part of the edge.
const UNEVEN: f64 = 0.16;
/// How often corners move towards the next corners of the border.
const SMOOTHED: usize = 2;

/// A corner of the mesh: the northern or southern corner of one hexagon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Corner {
    cell: Cell,
    is_north: bool,
}

/// Size of the grid that points are rounded to, per degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A tenth of a metre, as outlines of wijken are stored.
    Finest,
    /// About a hundred metres, as outlines of gemeenten are stored.
    National,
}

impl Step {
    const fn per_degree(self) -> f64 {
        match self {
            Self::Finest => 1e6,
            Self::National => 1e3,
        }
    }
}

/// The outline of an area: polygons of rings in degrees.
#[derive(Debug, Clone)]
pub struct Outline(pub Vec<Vec<Ring>>);

/// The six sides of a hexagon from the north clockwise: corner, corner, neighbour.
fn sides(cell: Cell) -> [(Corner, Corner, Cell); 6] {
    let (column, row) = cell;
    // Odd rows lie half a hexagon to the east.
    let (west, east) = if row % 2 == 1 {
        (column, column + 1)
    } else {
        (column - 1, column)
    };
    let corner = |cell, is_north| Corner { cell, is_north };
    let corners = [
        corner(cell, true),
        corner((east, row + 1), false),
        corner((east, row - 1), true),
        corner(cell, false),
        corner((west, row - 1), true),
        corner((west, row + 1), false),
    ];
    let neighbours = [
        (east, row + 1),
        (column + 1, row),
        (east, row - 1),
        (west, row - 1),
        (column - 1, row),
        (west, row + 1),
    ];
    [0, 1, 2, 3, 4, 5].map(|side| (corners[side], corners[(side + 1) % 6], neighbours[side]))
}

impl Corner {
    fn place(self) -> [f64; 2] {
        let [x, y] = middle(self.cell);
        [x, if self.is_north { y + SIDE } else { y - SIDE }]
    }

    /// The corners at the other end of its three edges, with the hexagons on both sides of each.
    fn edges(self) -> [(Self, Cell, Cell); 3] {
        let around = sides(self.cell);
        let own = self.cell;
        if self.is_north {
            let (east, west) = (around[0], around[5]);
            // The edge that leaves the hexagon lies between its two northern neighbours.
            let away = sides(east.2)[4].0;
            [
                (east.1, own, east.2),
                (west.0, own, west.2),
                (away, east.2, west.2),
            ]
        } else {
            let (west, east) = (around[3], around[2]);
            let away = sides(west.2)[2].0;
            [
                (west.1, own, west.2),
                (east.0, own, east.2),
                (away, west.2, east.2),
            ]
        }
    }
}

impl Mesh {
    /// Returns the outline of hexagons that are whole wijken, on a grid.
    pub fn outline(&self, cells: &[Cell], step: Step) -> Outline {
        let inside: BTreeSet<Cell> = cells.iter().copied().collect();
        // Clockwise, each corner has one next corner: no two parts of a border touch in a point.
        let mut next: BTreeMap<Corner, Corner> = BTreeMap::new();
        for cell in cells {
            for (from, to, neighbour) in sides(*cell) {
                if !inside.contains(&neighbour) {
                    next.insert(from, to);
                }
            }
        }
        let mut rings = Vec::new();
        while let Some((&first, _)) = next.first_key_value() {
            let mut corners = vec![first];
            while let Some(to) = corners.last().and_then(|last| next.remove(last)) {
                corners.push(to);
            }
            rings.extend(snap(&self.ring(&corners), step));
        }
        Outline(polygons(rings))
    }

    fn ring(&self, corners: &[Corner]) -> Ring {
        let mut ring = Vec::with_capacity(corners.len() * (BETWEEN + 1));
        for pair in corners.windows(2) {
            ring.push(self.smooth(pair[0], SMOOTHED));
            ring.extend(self.uneven(pair[0], pair[1]));
        }
        ring.extend(ring.first().copied());
        ring.into_iter().map(to_degrees).collect()
    }

    /// The points between two corners, the same from both sides.
    fn uneven(&self, from: Corner, to: Corner) -> Vec<[f64; 2]> {
        let (low, high) = if from < to { (from, to) } else { (to, from) };
        let (a, b) = (self.smooth(low, SMOOTHED), self.smooth(high, SMOOTHED));
        let names = [low, high].map(|corner| format!("{corner:?}"));
        let mut points: Vec<[f64; 2]> = (1..=BETWEEN)
            .map(|number| {
                let part = real(number) / real(BETWEEN + 1);
                let chance = unit(&[&names[0], &names[1], &number.to_string()]) - 0.5;
                let side = 2.0 * UNEVEN * chance;
                let along = [b[0] - a[0], b[1] - a[1]];
                [
                    a[0] + part * along[0] - side * along[1],
                    a[1] + part * along[1] + side * along[0],
                ]
            })
            .collect();
        if low != from {
            points.reverse();
        }
        points
    }

    /// A corner, moved towards the corners beside it on borders of wijken.
    fn smooth(&self, corner: Corner, times: usize) -> [f64; 2] {
        let Some(fewer) = times.checked_sub(1) else {
            return corner.place();
        };
        let own = self.smooth(corner, fewer);
        let beside: Vec<[f64; 2]> = corner
            .edges()
            .into_iter()
            .filter(|(_, left, right)| self.owner(*left) != self.owner(*right))
            .map(|(end, _, _)| self.smooth(end, fewer))
            .collect();
        let count = real(beside.len().max(1));
        [0, 1].map(|axis| {
            let sum: f64 = beside.iter().map(|point| point[axis]).sum();
            f64::midpoint(own[axis], sum / count)
        })
    }
}

/// A ring on the grid, or none when fewer than three corners remain.
fn snap(ring: &Ring, step: Step) -> Option<Ring> {
    let per_degree = step.per_degree();
    let mut points: Ring = Vec::with_capacity(ring.len());
    for point in ring {
        let snapped = point.map(|degrees| (degrees * per_degree).round() / per_degree);
        if points.last().map(|last| last.map(f64::to_bits)) != Some(snapped.map(f64::to_bits)) {
            points.push(snapped);
        }
    }
    (points.len() >= 4).then_some(points)
}

/// Puts the holes with the polygon around them; the largest ring comes first.
fn polygons(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let (outer, holes): (Vec<Ring>, Vec<Ring>) =
        rings.into_iter().partition(|ring| surface(ring) < 0.0);
    let mut polygons: Vec<Vec<Ring>> = outer.into_iter().map(|ring| vec![ring]).collect();
    polygons.sort_by(|a, b| surface(&a[0]).total_cmp(&surface(&b[0])));
    for hole in holes {
        let around = polygons
            .iter()
            .rposition(|polygon| hole.iter().all(|point| is_within(*point, &polygon[0])));
        if let Some(polygon) = around.and_then(|index| polygons.get_mut(index)) {
            polygon.push(hole);
        }
    }
    // GeoJSON goes counterclockwise around a polygon.
    polygons
        .iter_mut()
        .flatten()
        .for_each(|ring| ring.reverse());
    polygons
}

/// Twice the surface in square degrees, below zero for a ring that goes clockwise.
fn surface(ring: &Ring) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

fn is_within([x, y]: [f64; 2], ring: &Ring) -> bool {
    let crossed = ring.windows(2).filter(|pair| {
        let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
        (y0 <= y) != (y1 <= y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0)
    });
    crossed.count() % 2 == 1
}

impl Outline {
    /// Returns the surface in hectares.
    pub fn hectares(&self) -> f64 {
        let to_hectares = super::KM_PER_DEGREE[0] * super::KM_PER_DEGREE[1] * 100.0 / 2.0;
        let of_polygon = |polygon: &Vec<Ring>| {
            let surfaces: Vec<f64> = polygon.iter().map(|ring| surface(ring).abs()).collect();
            let holes: f64 = surfaces.iter().skip(1).sum();
            surfaces.first().map_or(0.0, |outer| outer - holes)
        };
        self.0.iter().map(of_polygon).sum::<f64>() * to_hectares
    }

    /// Returns the outline on another grid; a part that becomes too small goes, unless it is all.
    #[must_use]
    pub fn on_grid(&self, step: Step) -> Self {
        let polygon = |rings: &Vec<Ring>| -> Option<Vec<Ring>> {
            let outer = snap(rings.first()?, step)?;
            let holes = rings[1..].iter().filter_map(|ring| snap(ring, step));
            Some(std::iter::once(outer).chain(holes).collect())
        };
        let snapped: Vec<Vec<Ring>> = self.0.iter().filter_map(polygon).collect();
        if snapped.is_empty() {
            self.clone()
        } else {
            Self(snapped)
        }
    }

    /// Returns the smallest and the largest longitude and latitude.
    pub fn extent(&self) -> ([f64; 2], [f64; 2]) {
        let points = self.0.iter().flatten().flatten();
        points.fold(
            ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]),
            |(low, high), point| {
                let both = [0, 1];
                (
                    both.map(|axis| low[axis].min(point[axis])),
                    both.map(|axis| high[axis].max(point[axis])),
                )
            },
        )
    }
}
