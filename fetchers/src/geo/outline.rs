//! Outlines in longitude and latitude: bounding box, rounding, compact text.

use serde::Serialize;

use super::geometry::{Point, Polygon};

/// A closed ring of longitude and latitude.
type Ring = Vec<Point>;

/// Several areas, each an outer ring and its holes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "MultiPolygon")]
pub(crate) struct Outline {
    coordinates: Vec<Vec<Ring>>,
}

/// Extent in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    /// Smallest longitude.
    pub(crate) west: f64,
    /// Smallest latitude.
    pub(crate) south: f64,
    /// Largest longitude.
    pub(crate) east: f64,
    /// Largest latitude.
    pub(crate) north: f64,
}

impl Outline {
    /// Returns the outline on a grid of `step` degrees, without the points that fall together.
    ///
    /// A point goes to the same grid point in every outline, so neighbours keep one common border.
    /// Rings that shrink to nothing are left out, unless nothing would be left.
    pub(crate) fn on_grid(polygons: &[Polygon], step: f64) -> Option<Self> {
        let snapped: Vec<Vec<Ring>> = polygons
            .iter()
            .filter_map(|rings| {
                let outer = snap(rings.first()?, step)?;
                let holes = rings[1..].iter().filter_map(|ring| snap(ring, step));
                Some(std::iter::once(outer).chain(holes).collect())
            })
            .collect();
        if snapped.is_empty() && step > FINEST_STEP {
            return Self::on_grid(polygons, FINEST_STEP);
        }
        (!snapped.is_empty()).then_some(Self {
            coordinates: snapped,
        })
    }

    /// Returns the extent.
    pub(crate) fn extent(&self) -> Extent {
        let points = self.coordinates.iter().flatten().flatten();
        let none = Extent {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        points.fold(none, |extent, [lon, lat]| Extent {
            west: extent.west.min(*lon),
            south: extent.south.min(*lat),
            east: extent.east.max(*lon),
            north: extent.north.max(*lat),
        })
    }

    /// Returns compact GeoJSON: `{"type":"MultiPolygon","coordinates":…}`.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("finite numbers serialise")
    }
}

impl Extent {
    /// Returns `west,south,east,north` with four decimals, rounded outwards.
    pub(crate) fn to_parameter(self) -> String {
        let out = |degrees: f64, round: fn(f64) -> f64| round(degrees * 1e4) / 1e4;
        format!(
            "{:.4},{:.4},{:.4},{:.4}",
            out(self.west, f64::floor),
            out(self.south, f64::floor),
            out(self.east, f64::ceil),
            out(self.north, f64::ceil)
        )
    }
}

/// A tenth of a metre: enough for every map.
pub(crate) const FINEST_STEP: f64 = 1e-6;
/// About a hundred metres: enough for a map of the country.
pub(crate) const NATIONAL_STEP: f64 = 1e-3;

/// Returns a ring on the grid, or none when fewer than three corners remain.
fn snap(ring: &[Point], step: f64) -> Option<Ring> {
    let per_degree = (1.0 / step).round();
    let mut points: Ring = Vec::with_capacity(ring.len());
    for point in ring {
        let snapped = point.map(|degrees| (degrees * per_degree).round() / per_degree);
        if !points.last().is_some_and(|last| is_same(last, &snapped)) {
            points.push(snapped);
        }
    }
    let first = *points.first()?;
    if !is_same(&first, points.last()?) {
        points.push(first);
    }
    (points.len() >= 4).then_some(points)
}

/// Grid points are computed in one way, so equal ones are equal to the last bit.
fn is_same(a: &Point, b: &Point) -> bool {
    a.map(f64::to_bits) == b.map(f64::to_bits)
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Geometry;
    use super::*;

    fn outline(json: &str, step: f64) -> Option<Outline> {
        let geometry: Geometry = serde_json::from_str(json).expect("geometry");
        Outline::on_grid(&geometry.into_polygons().expect("areas"), step)
    }

    #[test]
    fn polygons_become_multipolygons_and_lose_height_and_doubles() {
        let json = r#"{"type":"Polygon","coordinates":[[[6.0000001,52.5,3],[6.1,52.5,3],[6.1000001,52.5],[6.1,52.6],[6.0,52.5]]]}"#;
        let outline = outline(json, FINEST_STEP).expect("outline");
        assert_eq!(
            outline.to_json(),
            r#"{"type":"MultiPolygon","coordinates":[[[[6.0,52.5],[6.1,52.5],[6.1,52.6],[6.0,52.5]]]]}"#
        );
        let extent = outline.extent();
        assert_eq!(extent.to_parameter(), "6.0000,52.5000,6.1000,52.6000");
    }

    #[test]
    fn the_extent_is_rounded_outwards() {
        let extent = Extent {
            west: 5.99999,
            south: 52.00001,
            east: 6.10001,
            north: 52.19999,
        };
        assert_eq!(extent.to_parameter(), "5.9999,52.0000,6.1001,52.2000");
    }

    #[test]
    fn a_small_island_goes_but_a_small_area_stays() {
        let small = "[[[6.00001,52.0],[6.00002,52.0],[6.00002,52.00001],[6.00001,52.0]]]";
        let large = "[[[6.0,52.0],[6.1,52.0],[6.1,52.1],[6.0,52.0]]]";
        let both = format!(r#"{{"type":"MultiPolygon","coordinates":[{small},{large}]}}"#);
        assert_eq!(
            outline(&both, NATIONAL_STEP)
                .expect("large")
                .coordinates
                .len(),
            1
        );
        let only = format!(r#"{{"type":"MultiPolygon","coordinates":[{small}]}}"#);
        assert!(outline(&only, NATIONAL_STEP).is_some());
        let line = r#"{"type":"Polygon","coordinates":[[[6.0,52.0],[6.1,52.0],[6.0,52.0]]]}"#;
        assert!(outline(line, NATIONAL_STEP).is_none(), "no area at all");
    }

    #[test]
    fn an_open_ring_is_closed_and_one_that_crosses_itself_stays() {
        let open = r#"{"type":"Polygon","coordinates":[[[6,52],[6.1,52],[6.1,52.1]]]}"#;
        let closed = outline(open, FINEST_STEP).expect("three corners");
        assert_eq!(
            closed.coordinates[0][0].first(),
            closed.coordinates[0][0].last()
        );
        assert_eq!(closed.coordinates[0][0].len(), 4);
        let crossed =
            r#"{"type":"Polygon","coordinates":[[[6,52],[6.1,52.1],[6.1,52],[6,52.1],[6,52]]]}"#;
        assert_eq!(
            outline(crossed, FINEST_STEP)
                .expect("a bow tie")
                .coordinates[0][0]
                .len(),
            5
        );
    }
}
