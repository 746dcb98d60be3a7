//! The reference system of an answer: only longitude and latitude can be used.

use serde::Deserialize;

/// Ends of the names of systems in degrees; for a map of the country they are the same.
const IN_DEGREES: [&str; 5] = ["CRS84", "CRS84H", "4326", "4258", "4979"];

/// The member `crs` of older GeoJSON, as WFS still gives it.
#[derive(Debug, Deserialize)]
pub(crate) struct NamedCrs {
    #[serde(default)]
    properties: NameOfCrs,
}

#[derive(Debug, Default, Deserialize)]
struct NameOfCrs {
    name: Option<String>,
}

impl NamedCrs {
    /// Returns the name, such as `urn:ogc:def:crs:OGC:1.3:CRS84`.
    pub(crate) fn name(&self) -> Option<&str> {
        self.properties.name.as_deref()
    }
}

/// Returns whether the header Content-Crs, if any, promises longitude and latitude in that order.
pub(crate) fn is_crs84(header: &str) -> bool {
    let uri = header.trim().trim_start_matches('<').trim_end_matches('>');
    let end = uri.rsplit('/').next().unwrap_or(uri).to_ascii_uppercase();
    matches!(end.as_str(), "CRS84" | "CRS84H")
}

/// Returns whether a named system is in degrees; the order of the axes is seen at the points.
pub(crate) fn is_in_degrees(name: &str) -> bool {
    let end = name.rsplit([':', '/', '#']).next().unwrap_or(name);
    IN_DEGREES.contains(&end.to_ascii_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_must_be_crs84() {
        assert!(is_crs84("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"));
        assert!(is_crs84("<http://www.opengis.net/def/crs/OGC/0/CRS84h>"));
        assert!(is_crs84("http://www.opengis.net/def/crs/OGC/1.3/CRS84"));
        for other in ["EPSG/0/28992", "EPSG/0/4326", "OGC/1.3/CRS83"] {
            let header = format!("<http://www.opengis.net/def/crs/{other}>");
            assert!(!is_crs84(&header), "{header}");
        }
    }

    #[test]
    fn a_named_system_must_be_in_degrees() {
        for good in [
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:EPSG::4326",
            "EPSG:4258",
            "http://www.opengis.net/gml/srs/epsg.xml#4326",
        ] {
            assert!(is_in_degrees(good), "{good}");
        }
        for bad in ["urn:ogc:def:crs:EPSG::28992", "EPSG:3857", ""] {
            assert!(!is_in_degrees(bad), "{bad}");
        }
    }
}
