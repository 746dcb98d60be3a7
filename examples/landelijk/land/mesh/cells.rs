//! Which hexagon lies in which gemeente and wijk.

use super::super::noise::{real, unit, whole};
use super::{Cell, Ring, SIDE, SIZE, to_km};

/// Rounds in which centres of wijken move to the middle of their hexagons.
const ROUNDS: usize = 3;

/// The mesh: per hexagon the number of its wijk.
#[derive(Debug)]
pub struct Mesh {
    /// Number of the wijk from 1, 0 outside the country; row after row.
    owner: Vec<u32>,
}

/// Returns the middle of a hexagon in kilometres; odd rows lie half a hexagon to the east.
pub(super) fn middle((column, row): Cell) -> [f64; 2] {
    let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
    let width = SIDE * 3_f64.sqrt();
    [width * (real(column) + shift), 1.5 * SIDE * real(row)]
}

impl Mesh {
    /// Starts with an empty country.
    pub fn new() -> Self {
        Self {
            owner: vec![0; SIZE[0] * SIZE[1]],
        }
    }

    /// Returns the free hexagons whose middle lies inside these rings.
    pub fn inside(&self, rings: &[Ring]) -> Vec<Cell> {
        let rings: Vec<Vec<[f64; 2]>> = rings
            .iter()
            .map(|ring| ring.iter().map(|point| to_km(*point)).collect())
            .collect();
        let heights = || rings.iter().flatten().map(|point| point[1]);
        let low = heights().fold(f64::INFINITY, f64::min);
        let high = heights().fold(f64::NEG_INFINITY, f64::max);
        let first = whole(low / (1.5 * SIDE));
        let last = whole(high / (1.5 * SIDE)).min(SIZE[1] - 2);
        let mut cells = Vec::new();
        for row in first.max(1)..=last {
            let y = middle((0, row))[1];
            let mut crossings: Vec<f64> = rings.iter().flat_map(|ring| crossed(ring, y)).collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                cells.extend(self.between(row, pair[0], pair[1]));
            }
        }
        cells
    }

    /// Free hexagons of a row with their middle between two places.
    fn between(&self, row: usize, west: f64, east: f64) -> impl Iterator<Item = Cell> {
        let width = SIDE * 3_f64.sqrt();
        let start = whole((west / width).floor() - 1.0).max(1);
        let end = whole((east / width).ceil() + 1.0).min(SIZE[0] - 2);
        (start..=end)
            .map(move |column| (column, row))
            .filter(move |cell| (west..east).contains(&middle(*cell)[0]))
            .filter(|cell| self.owner(*cell) == 0)
    }

    /// Returns the number of the wijk of a hexagon, 0 outside the country.
    pub fn owner(&self, (column, row): Cell) -> u32 {
        self.owner[row * SIZE[0] + column]
    }

    /// Divides hexagons over wijken with numbers from `first` on; returns the hexagons of each.
    ///
    /// `name` is what chance depends on. There are as many wijken as asked unless there are fewer
    /// hexagons.
    pub fn divide(
        &mut self,
        cells: &[Cell],
        name: &str,
        count: usize,
        first: u32,
    ) -> Vec<Vec<Cell>> {
        let mut centres = start(cells, name, count);
        let mut parts = nearest(cells, &centres);
        for _ in 0..ROUNDS {
            for (centre, part) in centres.iter_mut().zip(&parts) {
                if !part.is_empty() {
                    *centre = mean(part);
                }
            }
            parts = nearest(cells, &centres);
        }
        parts.retain(|part| !part.is_empty());
        for (part, number) in parts.iter().zip(first..) {
            for (column, row) in part {
                self.owner[row * SIZE[0] + column] = number;
            }
        }
        parts
    }
}

/// Where the ring crosses a height, from west or east.
fn crossed(ring: &[[f64; 2]], y: f64) -> Vec<f64> {
    let pairs = ring.windows(2).filter(|pair| {
        let (a, b) = (pair[0][1], pair[1][1]);
        (a <= y) != (b <= y)
    });
    pairs
        .map(|pair| {
            let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
            x0 + (x1 - x0) * (y - y0) / (y1 - y0)
        })
        .collect()
}

/// Centres to start from: more of them where the middle is, as wijken are smaller in a town.
fn start(cells: &[Cell], name: &str, count: usize) -> Vec<[f64; 2]> {
    let heart = mean(cells);
    let reach = (real(cells.len()) * 0.2).sqrt();
    let mut chances: Vec<(f64, Cell)> = cells
        .iter()
        .map(|cell| {
            let away = distance(middle(*cell), heart).sqrt() / reach;
            let words = [name, &cell.0.to_string(), &cell.1.to_string()];
            // The smallest of exponential draws, each at its own rate (Efraimidis and Spirakis 2006).
            let rate = (-2.0 * away).exp() + 0.04;
            (-(1.0 - unit(&words)).ln() / rate, *cell)
        })
        .collect();
    chances.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    chances
        .into_iter()
        .take(count)
        .map(|(_, cell)| middle(cell))
        .collect()
}

fn nearest(cells: &[Cell], centres: &[[f64; 2]]) -> Vec<Vec<Cell>> {
    let mut parts = vec![Vec::new(); centres.len()];
    for cell in cells {
        let place = middle(*cell);
        let away = |centre: &[f64; 2]| distance(place, *centre);
        let found =
            (0..centres.len()).min_by(|a, b| away(&centres[*a]).total_cmp(&away(&centres[*b])));
        if let Some(part) = found.and_then(|index| parts.get_mut(index)) {
            part.push(*cell);
        }
    }
    parts
}

fn mean(cells: &[Cell]) -> [f64; 2] {
    let sum = cells
        .iter()
        .map(|cell| middle(*cell))
        .fold([0.0, 0.0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    sum.map(|total| total / real(cells.len().max(1)))
}

/// The square of the distance.
fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}
