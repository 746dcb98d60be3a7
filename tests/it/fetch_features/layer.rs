//! The layers of the WFS: how their pages turn, and what is looked at.

use regiobeeld_fetchers::{Endpoints, PageRole, Request, Response, Transport, TransportError};
use serde_json::{Value, json};

use super::geometry::{Changed, Without, features, swap};
use crate::fetch_rows::{column, fetch_at, stored, zwolle};
use crate::support::fixtures::{add_boundaries, files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

#[test]
fn pages_that_repeat_features_give_each_once_and_lose_none() {
    let mut files = files();
    add_boundaries(&mut files, 2500);
    let server = Server::start(service(files));
    let (_folder, store) = store();
    server.fail("/wijken/items", Fault::Status(404), 99);
    let (network, endpoints) = (http(), server.endpoints());
    fetch_at(&network, &endpoints, &store, "wijken-2024", &zwolle(), 0).expect("by the WFS");
    let receipt = stored(&store, "wijken-2024", &zwolle()).receipt;
    assert_eq!(receipt.rijen, 2502);
    let pages: Vec<u64> = receipt
        .pages(PageRole::Gegevens)
        .map(|page| page.rijen)
        .collect();
    // Two of every page stand on the next one again, and one wijk is on the first page twice. The
    // last page has nothing new, so nothing came from it.
    assert_eq!(pages, [1000, 1000, 510]);
    let asked = server.take_requests();
    let starts: Vec<&str> = asked
        .iter()
        .filter_map(|path| path.split_once("startIndex=").map(|(_, start)| start))
        .collect();
    assert_eq!(starts, ["0", "999", "1996", "2503"], "{asked:?}");
}

/// A service that gives the first page whatever is asked for.
struct FirstPageOnly<T>(T);

impl<T: Transport> Transport for FirstPageOnly<T> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let mut request = request.clone();
        if let Some((start, _)) = request.url.split_once("&startIndex=") {
            request.url = start.to_owned();
        }
        self.0.get(&request)
    }
}

#[test]
fn a_layer_whose_pages_do_not_turn_is_not_taken_for_whole() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let transport = FirstPageOnly(Without::new(service(files), "/wijken/items"));
    let (_folder, store) = store();
    let endpoints = Endpoints::default();
    let error = fetch_at(&transport, &endpoints, &store, "wijken-2024", &zwolle(), 0);
    let error = error.expect_err("half a country").to_string();
    assert!(error.contains("geen eind"), "{error}");
}

/// Fetches with a changed layer, without the first service.
fn with_layer(change: impl Fn(&mut Value) + Send + Sync) -> Result<Vec<String>, String> {
    let transport = Changed::new(service(files()), "wijk_gegeneraliseerd", features(change));
    let transport = Without::new(transport, "/wijken/items");
    let (_folder, store) = store();
    let endpoints = Endpoints::default();
    let outcome = fetch_at(&transport, &endpoints, &store, "wijken-2024", &zwolle(), 0);
    outcome.map_err(|error| error.to_string())?;
    let slice = stored(&store, "wijken-2024", &zwolle());
    let values = column(&slice, "geometrie");
    Ok(values
        .iter()
        .filter_map(|v| v.get_str().map(str::to_owned))
        .collect())
}

#[test]
fn the_axes_and_the_year_of_a_layer_are_looked_at() {
    let plain = with_layer(|_| ()).expect("plain");
    assert_eq!(with_layer(swap).expect("latitude first"), plain);
    let year = |feature: &mut Value| {
        let code = feature["properties"]["statcode"]
            .as_str()
            .map(|code| format!("2025{code}"));
        feature["properties"]["jrstatcode"] = json!(code);
    };
    assert!(with_layer(year).expect_err("year").contains("2025"));
    let year = |feature: &mut Value| feature["properties"]["jaarcode"] = json!("2023");
    assert!(with_layer(year).expect_err("year").contains("2023"));
    let nothing = |feature: &mut Value| feature["geometry"] = Value::Null;
    assert!(
        with_layer(nothing)
            .expect_err("outline")
            .contains("er is geen geometrie")
    );
}

#[test]
fn letters_in_the_code_of_a_wijk_pass_everywhere() {
    let letters = |key: &'static str| {
        move |feature: &mut Value| {
            let properties = &mut feature["properties"];
            if properties[key] == "WK019302" {
                properties[key] = json!("WK0193AA");
                properties["jrstatcode"] = json!("2024WK0193AA");
            }
        }
    };
    for (refused, part, key) in [
        ("nergens", "/wijken/items", "wijkcode"),
        ("/wijken/items", "wijk_gegeneraliseerd", "statcode"),
    ] {
        let transport = Changed::new(service(files()), part, features(letters(key)));
        let transport = Without::new(transport, refused);
        let (_folder, store) = store();
        let endpoints = Endpoints::default();
        fetch_at(&transport, &endpoints, &store, "wijken-2024", &zwolle(), 0).expect("fetch");
        let areas = stored(&store, "wijken-2024", &zwolle()).meta.areas;
        assert_eq!(areas.keys().collect::<Vec<_>>(), ["WK019301", "WK0193AA"]);
    }
}

#[test]
fn the_fixture_service_is_as_odd_as_the_wfs() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let service = service(files);
    let path = "https://service.pdok.nl/cbs/gebiedsindelingen/2024/wfs/v1_0";
    let ask = |query: &str| service.answer(&format!("{path}?{query}"));
    let layer = "typeNames=gebiedsindelingen:wijk_gegeneraliseerd";
    let good = format!("SERVICE=WFS&version=2.0.0&request=GetFeature&{layer}&outputFormat=json");
    let codes = |query: &str| -> Vec<Value> {
        let page: Value = serde_json::from_slice(&ask(query).body).expect("json");
        let features = page["features"].as_array().expect("features").clone();
        let code = |feature: &Value| feature["properties"]["statcode"].clone();
        features.iter().map(code).collect()
    };
    let first = codes(&format!("{good}&count=5000"));
    assert_eq!(first.len(), 1000, "a larger count is lowered in silence");
    let filtered = codes(&format!("{good}&cql_filter=statcode='WK014801'"));
    assert_eq!(filtered, first, "cql_filter is ignored");
    let second = codes(&format!("{good}&startIndex=1000"));
    assert_eq!(second[..2], first[998..], "pages overlap");
    for bad in [
        good.replace("GetFeature", "GetMap"),
        good.replace("2.0.0", "3.0.0"),
        good.replace("wijk_", "wijken_"),
        good.replace("=json", "=gml"),
    ] {
        let answer = ask(&bad);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(
            answer.status == 400 && body.starts_with("<?xml"),
            "{bad}: {body}"
        );
    }
    let gone = service.answer(&format!("{}?{good}", path.replace("2024", "1999")));
    assert_eq!(gone.status, 404);
}
