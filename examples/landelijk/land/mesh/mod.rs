//! Made-up borders: the country as a mesh of small hexagons, each in one wijk.
//!
//! A hexagon lies in the gemeente whose simplified outline holds its middle, and in the wijk of
//! that gemeente whose centre is nearest. Outlines follow the edges between hexagons, smoothed and
//! made uneven per edge, so that neighbours have exactly the same points on their border.

mod border;
mod cells;

pub use border::{Outline, Step};
pub use cells::Mesh;

/// A ring of longitude and latitude in degrees, closed.
pub type Ring = Vec<[f64; 2]>;

/// Kilometres per degree of latitude, and of longitude in the middle of the country.
const KM_PER_DEGREE: [f64; 2] = [68.2, 111.2];
/// South-west corner of the mesh in degrees.
const ORIGIN: [f64; 2] = [3.2, 50.7];
/// Side of a hexagon in kilometres; its surface is about 0,2 km².
const SIDE: f64 = 0.277;
/// Number of columns and rows: enough for 290 by 330 km.
const SIZE: [usize; 2] = [610, 800];

/// A hexagon: column and row.
pub type Cell = (usize, usize);

/// Returns the place of a point in kilometres from the south-west corner.
fn to_km(degrees: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|axis| (degrees[axis] - ORIGIN[axis]) * KM_PER_DEGREE[axis])
}

fn to_degrees(km: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|axis| km[axis] / KM_PER_DEGREE[axis] + ORIGIN[axis])
}
