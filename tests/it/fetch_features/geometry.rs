//! Odd outlines: put right, or told and not stored.

use std::collections::BTreeMap;

use regiobeeld_fetchers::{
    Endpoints, FetchError, FixtureService, Request, Response, ShapeError, Transport, TransportError,
};
use serde_json::{Value, json};

use crate::fetch_rows::{column, fetch_at, shape_error, stored, zwolle};
use crate::support::fixtures::{files, service};
use crate::support::store;

/// The fixture service with an answer that is changed on its way, for one part of addresses.
pub struct Changed<F> {
    service: FixtureService,
    part: &'static str,
    change: F,
}

impl<F: Fn(&mut Response) + Send + Sync> Changed<F> {
    pub fn new(service: FixtureService, part: &'static str, change: F) -> Self {
        Self {
            service,
            part,
            change,
        }
    }
}

impl<F: Fn(&mut Response) + Send + Sync> Transport for Changed<F> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let mut response = self.service.answer(&request.url);
        if request.url.contains(self.part) {
            (self.change)(&mut response);
        }
        Ok(response)
    }
}

/// Returns a change of every feature of a page.
pub fn features(change: impl Fn(&mut Value) + Send + Sync) -> impl Fn(&mut Response) + Send + Sync {
    move |response| {
        let mut page: Value = serde_json::from_slice(&response.body).expect("json");
        for feature in page["features"].as_array_mut().expect("features") {
            change(feature);
        }
        response.body = page.to_string().into_bytes();
    }
}

/// Swaps longitude and latitude of every point.
pub fn swap(feature: &mut Value) {
    each_point(&mut feature["geometry"]["coordinates"], &|point| {
        point.swap(0, 1)
    });
}

fn each_point(part: &mut Value, change: &dyn Fn(&mut Vec<Value>)) {
    let Some(list) = part.as_array_mut() else {
        return;
    };
    if list.first().is_some_and(Value::is_number) {
        change(list);
    } else {
        list.iter_mut().for_each(|inner| each_point(inner, change));
    }
}

/// Refuses the service that would help, and changes the outlines of the OGC API.
fn outcome_of(change: impl Fn(&mut Value) + Send + Sync) -> Result<Vec<String>, ShapeError> {
    let transport = Changed::new(service(files()), "/items", features(change));
    let transport = Without::new(transport, "wijk_gegeneraliseerd");
    let (_folder, store) = store();
    let outcome = fetch_at(
        &transport,
        &Endpoints::default(),
        &store,
        "wijken-2024",
        &zwolle(),
        0,
    );
    match outcome {
        Err(FetchError::Shape { .. }) => Err(shape_error(outcome)),
        _ => {
            outcome.expect("outlines");
            let slice = stored(&store, "wijken-2024", &zwolle());
            let text = |value: &polars::prelude::AnyValue<'_>| {
                value.get_str().unwrap_or_default().to_owned()
            };
            Ok(column(&slice, "geometrie").iter().map(text).collect())
        }
    }
}

/// A transport that refuses some addresses.
pub struct Without<T> {
    inner: T,
    part: &'static str,
}

impl<T> Without<T> {
    pub fn new(inner: T, part: &'static str) -> Self {
        Self { inner, part }
    }
}

impl<T: Transport> Transport for Without<T> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        if request.url.contains(self.part) {
            return Ok(Response {
                status: 404,
                headers: BTreeMap::new(),
                body: b"weg".to_vec(),
            });
        }
        self.inner.get(request)
    }
}

#[test]
fn heights_collections_open_rings_and_swapped_axes_are_put_right() {
    let plain = outcome_of(|_| ()).expect("plain");
    assert_eq!(plain.len(), 2);
    let high = |feature: &mut Value| {
        each_point(&mut feature["geometry"]["coordinates"], &|point| {
            point.push(json!(1.5));
        });
    };
    assert_eq!(outcome_of(high).expect("heights"), plain);
    let collected = |feature: &mut Value| {
        let area = feature["geometry"].take();
        feature["geometry"] = json!({"type": "GeometryCollection",
            "geometries": [{"type": "LineString", "coordinates": [[6, 52], [6, 53]]}, area]});
    };
    assert_eq!(outcome_of(collected).expect("collections"), plain);
    let open = |feature: &mut Value| {
        let ring = feature["geometry"]["coordinates"][0].as_array_mut();
        ring.expect("ring").pop();
    };
    assert_eq!(outcome_of(open).expect("open rings"), plain);
    assert_eq!(outcome_of(swap).expect("swapped axes"), plain);
}

#[test]
fn an_area_without_a_usable_outline_is_told() {
    let cases: [(Value, &str); 7] = [
        (Value::Null, "er is geen geometrie"),
        (
            json!({"type": "MultiPolygon", "coordinates": []}),
            "geen vlakken",
        ),
        (
            json!({"type": "Polygon", "coordinates": []}),
            "geen vlakken",
        ),
        (
            json!({"type": "GeometryCollection", "geometries": []}),
            "geen vlakken",
        ),
        (
            json!({"type": "Point", "coordinates": [6, 52]}),
            "«Point» is geen vlak",
        ),
        (
            json!({"type": "Polygon", "coordinates": [[[203_000, 503_000], [204_000, 503_000],
                [204_000, 504_000], [203_000, 503_000]]]}),
            "ligt niet in Nederland",
        ),
        (
            json!({"type": "Polygon", "coordinates": [[[6, 52], [6.1, 52], [6, 52]]]}),
            "minder dan drie hoeken",
        ),
    ];
    for (geometry, told) in cases {
        let odd = |feature: &mut Value| {
            if feature["properties"]["wijkcode"] == "WK019302" {
                feature["geometry"] = geometry.clone();
            }
        };
        let error = outcome_of(odd).expect_err(told);
        let ShapeError::NoOutline { gebied, reden, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(gebied, "WK019302");
        assert!(reden.contains(told), "{reden}");
    }
}

#[test]
fn an_odd_outline_of_water_or_of_a_neighbour_harms_nobody() {
    let odd = |feature: &mut Value| {
        let code = &feature["properties"]["wijkcode"];
        if code == "WK019399" || code == "WK014801" {
            feature["geometry"] = json!({"type": "Point", "coordinates": [9, 9]});
        }
    };
    assert_eq!(outcome_of(odd).expect("the others").len(), 2);
}

#[test]
fn another_reference_system_is_refused() {
    for (header, name) in [
        ("<http://www.opengis.net/def/crs/EPSG/0/28992>", None),
        (
            "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>",
            Some("urn:ogc:def:crs:EPSG::28992"),
        ),
    ] {
        let changed = |response: &mut Response| {
            response.headers.insert("content-crs".into(), header.into());
            let mut page: Value = serde_json::from_slice(&response.body).expect("json");
            if let Some(name) = name {
                page["crs"] = json!({"type": "name", "properties": {"name": name}});
            }
            response.body = page.to_string().into_bytes();
        };
        let transport = Changed::new(service(files()), "/wijken/items", changed);
        let transport = Without::new(transport, "wijk_gegeneraliseerd");
        let (_folder, store) = store();
        let endpoints = Endpoints::default();
        let error = fetch_at(&transport, &endpoints, &store, "wijken-2024", &zwolle(), 0);
        let error = shape_error(error);
        let ShapeError::WrongCrs { gevonden, .. } = &error else {
            panic!("{error:?}")
        };
        assert!(gevonden.contains("28992"), "{gevonden}");
    }
}
