//! A geometry as it was answered, read in one pass whatever the order of its members.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// Longitude and latitude in degrees.
pub(crate) type Point = [f64; 2];
/// Outer ring, then holes.
pub(crate) type Polygon = Vec<Vec<Point>>;

/// Where the Netherlands lie; the two ranges do not overlap, so swapped axes can be seen.
const LONGITUDES: std::ops::RangeInclusive<f64> = 3.0..=8.0;
const LATITUDES: std::ops::RangeInclusive<f64> = 50.0..=54.0;

/// A geometry of GeoJSON of any kind.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Option<Nested>,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// A point, or a list of points, of rings, of polygons.
#[derive(Debug, Clone)]
enum Nested {
    Point(Point),
    List(Vec<Nested>),
}

impl Geometry {
    /// Returns the areas in longitude and latitude; a collection gives the areas inside it.
    ///
    /// # Errors
    /// Why it is no outline of an area in the Netherlands, in words for the reader.
    pub(crate) fn into_polygons(self) -> Result<Vec<Polygon>, String> {
        let mut polygons = Vec::new();
        self.collect(&mut polygons)?;
        polygons.retain(|polygon| polygon.iter().any(|ring| !ring.is_empty()));
        if polygons.is_empty() {
            return Err("er staan geen vlakken in".into());
        }
        in_longitude_and_latitude(polygons)
    }

    fn collect(self, into: &mut Vec<Polygon>) -> Result<(), String> {
        let Self {
            kind,
            coordinates,
            geometries,
        } = self;
        let fault = || format!("de coördinaten passen niet bij {kind}");
        match kind.as_str() {
            "Polygon" => into.push(polygon(coordinates).ok_or_else(fault)?),
            "MultiPolygon" => {
                for part in list(coordinates).ok_or_else(fault)? {
                    into.push(polygon(Some(part)).ok_or_else(fault)?);
                }
            }
            // Generalising can leave lines and points behind beside the areas.
            "GeometryCollection" => {
                let areas = geometries
                    .into_iter()
                    .filter(|part| matches!(part.kind.as_str(), "Polygon" | "MultiPolygon"));
                for part in areas {
                    part.collect(into)?;
                }
            }
            _ => return Err(format!("«{kind}» is geen vlak")),
        }
        Ok(())
    }
}

fn list(nested: Option<Nested>) -> Option<Vec<Nested>> {
    match nested {
        Some(Nested::List(parts)) => Some(parts),
        _ => None,
    }
}

fn polygon(nested: Option<Nested>) -> Option<Polygon> {
    let point = |part| match part {
        Nested::Point(point) => Some(point),
        Nested::List(_) => None,
    };
    list(nested)?
        .into_iter()
        .map(|ring| list(Some(ring))?.into_iter().map(point).collect())
        .collect()
}

/// Returns areas with their axes in order: some servers put latitude first.
fn in_longitude_and_latitude(mut polygons: Vec<Polygon>) -> Result<Vec<Polygon>, String> {
    let inside = |lon: f64, lat: f64| LONGITUDES.contains(&lon) && LATITUDES.contains(&lat);
    let mut points = polygons.iter().flatten().flatten();
    let Some([x, y]) = points.find(|[x, y]| !inside(*x, *y)) else {
        return Ok(polygons);
    };
    let outside = format!("({x}, {y}) ligt niet in Nederland");
    let mut points = polygons.iter().flatten().flatten();
    if !points.all(|[x, y]| inside(*y, *x)) {
        return Err(outside);
    }
    for point in polygons.iter_mut().flatten().flatten() {
        point.swap(0, 1);
    }
    Ok(polygons)
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        match json.deserialize_any(ElementVisitor)? {
            Element::Nested(nested) => Ok(nested),
            Element::Number(_) => Err(D::Error::custom("een getal op de plaats van een punt")),
        }
    }
}

/// What can stand in a list of coordinates.
enum Element {
    Number(f64),
    Nested(Nested),
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(ElementVisitor)
    }
}

struct ElementVisitor;

impl<'de> Visitor<'de> for ElementVisitor {
    type Value = Element;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coördinaten")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Element, E> {
        Ok(Element::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Element, E> {
        let small = i32::try_from(number).map_err(E::custom)?;
        Ok(Element::Number(f64::from(small)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Element, E> {
        let small = u32::try_from(number).map_err(E::custom)?;
        Ok(Element::Number(f64::from(small)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Element, A::Error> {
        let first = match list.next_element()? {
            None => return Ok(Element::Nested(Nested::List(Vec::new()))),
            Some(Element::Nested(nested)) => nested,
            Some(Element::Number(first)) => {
                let Some(second) = list.next_element()? else {
                    return Err(A::Error::custom("een punt met één coördinaat"));
                };
                // A height, and a measure after it, are of no use on a map.
                while list.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(Element::Nested(Nested::Point([first, second])));
            }
        };
        let mut parts = vec![first];
        while let Some(part) = list.next_element()? {
            parts.push(part);
        }
        Ok(Element::Nested(Nested::List(parts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygons(json: &str) -> Result<Vec<Polygon>, String> {
        serde_json::from_str::<Geometry>(json)
            .map_err(|error| error.to_string())?
            .into_polygons()
    }

    const RING: &str = "[[6,52],[6.5,52],[6.5,52.5],[6,52]]";

    #[test]
    fn areas_come_in_any_form_and_order_of_members() {
        let one = polygons(&format!(r#"{{"coordinates":[{RING}],"type":"Polygon"}}"#));
        let one = one.expect("a polygon");
        assert_eq!(
            one,
            [[[[6.0, 52.0], [6.5, 52.0], [6.5, 52.5], [6.0, 52.0]]]]
        );
        let many = format!(r#"{{"type":"MultiPolygon","coordinates":[[{RING}],[],[[]]]}}"#);
        assert_eq!(polygons(&many).expect("empty parts go"), one);
        let mixed = format!(
            r#"{{"type":"GeometryCollection","geometries":[{{"type":"Point","coordinates":[6,52]}},{many}]}}"#
        );
        assert_eq!(polygons(&mixed).expect("areas inside"), one);
        let high = RING.replace("52]", "52,1.5,0]");
        let high = format!(r#"{{"type":"Polygon","coordinates":[{high}]}}"#);
        assert_eq!(polygons(&high).expect("heights go"), one);
    }

    #[test]
    fn swapped_axes_are_put_right_and_other_places_refused() {
        let ring = |points: &str| {
            polygons(&format!(
                r#"{{"type":"Polygon","coordinates":[[{points}]]}}"#
            ))
        };
        let right = ring("[6,52],[6.5,52],[6.5,52.5],[6,52]").expect("in order");
        assert_eq!(
            ring("[52,6],[52,6.5],[52.5,6.5],[52,6]").expect("swapped"),
            right
        );
        // Metres of the national grid, a point in the sea, and half of the points swapped.
        for points in [
            "[203000,503000],[204000,503000],[204000,504000]",
            "[6,52],[6.5,52],[0,0]",
            "[6,52],[52,6.5],[52.5,6.5]",
        ] {
            let fault = ring(points).expect_err(points);
            assert!(fault.contains("ligt niet in Nederland"), "{fault}");
        }
    }

    #[test]
    fn what_is_no_area_is_said() {
        for (json, told) in [
            (
                r#"{"type":"Point","coordinates":[6,52]}"#,
                "«Point» is geen vlak",
            ),
            (
                r#"{"type":"MultiPolygon","coordinates":[]}"#,
                "geen vlakken",
            ),
            (r#"{"type":"Polygon","coordinates":[]}"#, "geen vlakken"),
            (
                r#"{"type":"GeometryCollection","geometries":[]}"#,
                "geen vlakken",
            ),
            (r#"{"type":"Polygon"}"#, "passen niet bij Polygon"),
            (
                r#"{"type":"Polygon","coordinates":[[6,52]]}"#,
                "passen niet",
            ),
            (
                r#"{"type":"Polygon","coordinates":[[[6.0]]]}"#,
                "één coördinaat",
            ),
            (
                r#"{"type":"Polygon","coordinates":[[["6",52]]]}"#,
                "coördinaten",
            ),
            (
                r#"{"type":"Polygon","coordinates":[[[6,"52"]]]}"#,
                "string \"52\"",
            ),
            (r#"{"type":"Polygon","coordinates":7}"#, "een getal"),
        ] {
            let fault = polygons(json).expect_err(json);
            assert!(fault.contains(told), "{json}: {fault}");
        }
    }
}
