//! Outlines with fewer points: Douglas–Peucker on longitude and latitude.

use serde_json::Value;

/// A point: longitude and latitude in degrees.
pub type Point = [f64; 2];

/// One degree of longitude in degrees of latitude, at 52° north.
const LONGITUDE_SCALE: f64 = 0.6157;

/// The rings of one polygon.
pub type Polygon = Vec<Vec<Point>>;

/// Returns the polygons of a GeoJSON geometry; nothing for other geometries.
pub fn polygons(geometry: &Value) -> Vec<Polygon> {
    let coordinates = &geometry["coordinates"];
    match geometry["type"].as_str() {
        Some("Polygon") => vec![polygon(coordinates)],
        Some("MultiPolygon") => items(coordinates).iter().map(polygon).collect(),
        _ => Vec::new(),
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn polygon(value: &Value) -> Polygon {
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    let ring = |ring: &Value| {
        items(ring)
            .iter()
            .map(|p| [number(&p[0]), number(&p[1])])
            .collect()
    };
    items(value).iter().map(ring).collect()
}

/// Returns the polygons with every ring reduced; rings that collapse are left out.
pub fn reduced(polygons: &[Polygon], tolerance: f64) -> Vec<Polygon> {
    let keep = |ring: &Vec<Point>| ring.len() >= 4;
    polygons
        .iter()
        .map(|rings| {
            rings
                .iter()
                .map(|ring| reduced_ring(ring, tolerance))
                .filter(keep)
                .collect()
        })
        .filter(|rings: &Polygon| !rings.is_empty())
        .collect()
}

/// Reduces a closed ring: both halves between the first point and the one farthest from it.
fn reduced_ring(ring: &[Point], tolerance: f64) -> Vec<Point> {
    let far = (0..ring.len())
        .max_by(|&a, &b| distance(ring[0], ring[a]).total_cmp(&distance(ring[0], ring[b])));
    let Some(far) = far.filter(|&far| far > 0 && far + 1 < ring.len()) else {
        return ring.to_vec();
    };
    let mut kept = vec![false; ring.len()];
    for index in [0, far, ring.len() - 1] {
        kept[index] = true;
    }
    keep_between(ring, 0, far, tolerance, &mut kept);
    keep_between(ring, far, ring.len() - 1, tolerance, &mut kept);
    ring.iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(point, _)| *point)
        .collect()
}

/// Marks the points between two kept ones that the line between them misses by too much.
fn keep_between(ring: &[Point], first: usize, last: usize, tolerance: f64, kept: &mut [bool]) {
    let mut open = vec![(first, last)];
    while let Some((first, last)) = open.pop() {
        let inner = first + 1..last;
        let gap = |index: usize| distance_to_segment(ring[index], ring[first], ring[last]);
        let Some(worst) = inner.max_by(|&a, &b| gap(a).total_cmp(&gap(b))) else {
            continue;
        };
        if gap(worst) > tolerance {
            kept[worst] = true;
            open.extend([(first, worst), (worst, last)]);
        }
    }
}

fn distance(a: Point, b: Point) -> f64 {
    ((a[0] - b[0]) * LONGITUDE_SCALE).hypot(a[1] - b[1])
}

fn distance_to_segment(point: Point, start: Point, end: Point) -> f64 {
    let flat = |p: Point| [p[0] * LONGITUDE_SCALE, p[1]];
    let (p, a, b) = (flat(point), flat(start), flat(end));
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
}

/// Returns the geometry as GeoJSON with a fixed number of decimals; repeated points are left out.
pub fn geojson(polygons: &[Polygon], decimals: usize) -> String {
    let ring = |ring: &Vec<Point>| {
        let mut points: Vec<String> = ring
            .iter()
            .map(|p| format!("[{:.decimals$},{:.decimals$}]", p[0], p[1]))
            .collect();
        points.dedup();
        (points.len() >= 4).then(|| format!("[{}]", points.join(",")))
    };
    let polygon = |rings: &Polygon| {
        let rings: Vec<String> = rings.iter().filter_map(ring).collect();
        (!rings.is_empty()).then(|| format!("[{}]", rings.join(",")))
    };
    let written: Vec<String> = polygons.iter().filter_map(polygon).collect();
    match written.as_slice() {
        [one] => format!("{{\"type\":\"Polygon\",\"coordinates\":{one}}}"),
        many => format!(
            "{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}",
            many.join(",")
        ),
    }
}
