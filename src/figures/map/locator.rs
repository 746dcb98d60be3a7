//! A small map without figures that shows where one area lies in the whole.
//!
//! The whole is drawn once, and each area on a sheet of the same size that goes over it, so that a
//! report with many areas holds the outlines of the whole only once.

use serde::{Deserialize, Serialize};

use super::MultiPolygon;
use super::outline::{Polygon, Projection, bounds, double_area, on_paper};
use crate::figures::canvas::{Canvas, Point};
use crate::figures::frame::Paint;
use crate::figures::style::{GREY, HOUSE, MAP_CLASSES, PAPER, POINTS_PER_MM, Stroke};

/// Room around the outlines, for the ring around an area at the edge.
const MARGIN: f64 = 6.0;
/// An area that is smaller both ways, in points, gets a ring around it.
const TINY: f64 = 7.0;
/// Borders inside the whole, thin because the map is small.
const THIN: Stroke = Stroke {
    colour: GREY,
    width: 0.25,
};
const RING: Stroke = Stroke {
    colour: HOUSE,
    width: 1.0,
};

/// The corners of a map in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

impl Extent {
    /// Returns the box around `shapes`; `None` without any point.
    pub fn of<'a>(shapes: impl Iterator<Item = &'a MultiPolygon>) -> Option<Self> {
        let start = Self {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        let found = shapes
            .flatten()
            .flatten()
            .flatten()
            .fold(start, |found, [lon, lat]| Self {
                west: found.west.min(*lon),
                south: found.south.min(*lat),
                east: found.east.max(*lon),
                north: found.north.max(*lat),
            });
        (found.west <= found.east && found.south <= found.north).then_some(found)
    }
}

/// A map of a whole, or one area of it on a sheet of the same size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locator {
    /// Name of the whole: "Zwolle".
    pub whole: String,
    /// Name of the area that is pointed out; none for the map of the whole.
    pub area: Option<String>,
    /// The outlines to draw: all areas of the whole, or the one that is pointed out.
    pub shapes: Vec<MultiPolygon>,
    /// The corners of the whole: equal for the map and everything that goes over it.
    pub extent: Extent,
    /// Greatest height in millimetres.
    pub max_height_mm: f64,
}

/// Measures the map; returns its height and how to paint it.
pub(crate) fn layout(locator: &Locator, width: f64) -> (f64, Paint<'_>) {
    let across = (width - 2.0 * MARGIN).max(10.0);
    let tallest = (locator.max_height_mm * POINTS_PER_MM - 2.0 * MARGIN).max(10.0);
    let projection = Projection::of(locator.extent, across, tallest);
    let size = projection.size;
    let shapes: Vec<&MultiPolygon> = locator.shapes.iter().collect();
    let mut areas = on_paper(&shapes, &projection);
    let shift = ((width - size.0) / 2.0, MARGIN);
    for point in areas.iter_mut().flatten().flatten().flatten() {
        *point = (point.0 + shift.0, point.1 + shift.1);
    }
    let pointed = locator.area.is_some();
    let paint = move |canvas: &mut Canvas<'_>, top: f64| {
        if pointed {
            paint_ring(canvas, top, &areas);
        }
        for polygon in areas.iter().flatten() {
            paint_polygon(canvas, top, polygon, pointed);
        }
    };
    (size.1 + 2.0 * MARGIN, Box::new(paint))
}

fn paint_polygon(canvas: &mut Canvas<'_>, top: f64, polygon: &Polygon, pointed: bool) {
    let (fill, border) = if pointed {
        (HOUSE, RING)
    } else {
        (MAP_CLASSES[0].0, THIN)
    };
    let lowered =
        |ring: &Vec<Point>| -> Vec<Point> { ring.iter().map(|(x, y)| (*x, y + top)).collect() };
    for (index, ring) in polygon.iter().enumerate() {
        if index == 0 {
            canvas.polygon(&lowered(ring), fill, Some(border));
        } else if pointed {
            // What lies in a hole is another area: it keeps the look of the whole.
            canvas.polygon(&lowered(ring), MAP_CLASSES[0].0, Some(THIN));
        }
    }
}

/// A disc with a border behind an area that is too small to be seen.
fn paint_ring(canvas: &mut Canvas<'_>, top: f64, areas: &[Vec<Polygon>]) {
    let all: Vec<Point> = areas
        .iter()
        .flatten()
        .flatten()
        .flatten()
        .copied()
        .collect();
    if all.is_empty() {
        return;
    }
    let (low, high) = bounds(&all);
    if high.0 - low.0 >= TINY || high.1 - low.1 >= TINY {
        return;
    }
    let (x, y) = (
        f64::midpoint(low.0, high.0),
        f64::midpoint(low.1, high.1) + top,
    );
    canvas.circle((x, y), TINY / 2.0 + 1.5, PAPER, Some(RING));
}

/// The alternative text: in which part of the whole the area lies.
pub(crate) fn describe(locator: &Locator) -> String {
    let whole = &locator.whole;
    match &locator.area {
        None => format!("Kaartje van {whole}, zonder cijfers."),
        Some(area) => {
            let part = part(locator);
            format!("Kaartje van {whole}: {area} ligt in het {part}.")
        }
    }
}

/// In which ninth of the map the middle of the largest piece lies.
fn part(locator: &Locator) -> &'static str {
    let rings = locator
        .shapes
        .iter()
        .flatten()
        .filter_map(|piece| piece.first());
    let paired: Vec<Vec<Point>> = rings
        .map(|ring| ring.iter().map(|[lon, lat]| (*lon, *lat)).collect())
        .collect();
    let largest = paired
        .iter()
        .max_by(|a, b| double_area(a).abs().total_cmp(&double_area(b).abs()));
    let Some((low, high)) = largest.map(bounds) else {
        return "midden";
    };
    let Extent {
        west,
        south,
        east,
        north,
    } = locator.extent;
    let share = |from: f64, to: f64, at: f64| {
        if to > from {
            (at - from) / (to - from)
        } else {
            0.5
        }
    };
    let x = share(west, east, f64::midpoint(low.0, high.0));
    let y = share(south, north, f64::midpoint(low.1, high.1));
    let third = |share: f64| {
        if share < 1.0 / 3.0 {
            0
        } else if share <= 2.0 / 3.0 {
            1
        } else {
            2
        }
    };
    match (third(x), third(y)) {
        (0, 0) => "zuidwesten",
        (1, 0) => "zuiden",
        (2, 0) => "zuidoosten",
        (0, 1) => "westen",
        (2, 1) => "oosten",
        (0, 2) => "noordwesten",
        (1, 2) => "noorden",
        (2, 2) => "noordoosten",
        _ => "midden",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{FigureKind, FigureSpec, draw};

    fn square(lon: f64, lat: f64, size: f64) -> MultiPolygon {
        let (east, north) = (lon + size, lat + size);
        vec![vec![vec![
            [lon, lat],
            [east, lat],
            [east, north],
            [lon, north],
            [lon, lat],
        ]]]
    }

    fn locator(area: Option<(&str, MultiPolygon)>) -> Locator {
        let whole = square(6.0, 52.0, 0.3);
        Locator {
            whole: "Zwolle".to_owned(),
            extent: Extent::of([&whole].into_iter()).unwrap(),
            area: area.as_ref().map(|(name, _)| (*name).to_owned()),
            shapes: vec![area.map_or(whole, |(_, shape)| shape)],
            max_height_mm: 40.0,
        }
    }

    #[test]
    fn the_text_says_in_which_part_an_area_lies() {
        for (lon, lat, expected) in [
            (6.01, 52.01, "zuidwesten"),
            (6.14, 52.14, "midden"),
            (6.27, 52.27, "noordoosten"),
            (6.14, 52.27, "noorden"),
            (6.01, 52.14, "westen"),
        ] {
            let text = describe(&locator(Some(("Dieze", square(lon, lat, 0.02)))));
            assert_eq!(
                text,
                format!("Kaartje van Zwolle: Dieze ligt in het {expected}.")
            );
        }
        assert_eq!(
            describe(&locator(None)),
            "Kaartje van Zwolle, zonder cijfers."
        );
    }

    #[test]
    fn an_area_lies_on_a_sheet_of_the_size_of_the_whole() {
        let sheet = |locator: Locator| {
            let svg = draw(&FigureSpec {
                title: "Proef".to_owned(),
                width_mm: 42.0,
                fictief: false,
                kind: FigureKind::Locator(locator),
            });
            let text = svg.into_string();
            let head = text.lines().next().unwrap().to_owned();
            (head, text)
        };
        let (whole, _) = sheet(locator(None));
        let (large, plain) = sheet(locator(Some(("Dieze", square(6.1, 52.1, 0.1)))));
        let (small, ringed) = sheet(locator(Some(("Dieze", square(6.1, 52.1, 0.01)))));
        assert_eq!((&whole, &whole), (&large, &small));
        assert!(!plain.contains("<circle"), "{plain}");
        assert!(ringed.contains("<circle"), "{ringed}");
    }
}
