//! Slices of PDOK's boundaries.

mod fallback;
mod geometry;
mod layer;
mod made_up;
mod whole;

use polars::prelude::AnyValue;
use regiobeeld_fetchers::{Endpoints, Outcome, PageRole, ShapeError, Slice};

use crate::fetch_rows::{column, fetch_at, shape_error, stored, zwolle};
use crate::support::fixtures::{add_boundaries, files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

const ITEMS: &str = "/cbs/wijken-en-buurten-2024/ogc/v1/collections/wijken/items";

#[test]
fn wijken_of_one_gemeente_without_water_and_with_absent_figures() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "wijken-2024",
        &zwolle(),
        0,
    )
    .expect("fetch");
    let asked = server.take_requests();
    assert_eq!(asked.len(), 2, "the gemeenten first: {asked:?}");
    assert_eq!(
        asked[1],
        format!("{ITEMS}?f=json&limit=1000&bbox=6.0000,52.5000,6.0500,52.5500")
    );

    let slice = stored(&store, "wijken-2024", &zwolle());
    let text = |name: &str, row: usize| column(&slice, name)[row].get_str().map(str::to_owned);
    let number = |name: &str, row: usize| column(&slice, name)[row].extract::<f64>();
    assert_eq!(slice.frame.height(), 2);
    assert_eq!(text("code", 0).as_deref(), Some("WK019301"));
    assert_eq!(text("gemeentecode", 1).as_deref(), Some("GM0193"));
    assert_eq!(
        (number("aantal_inwoners", 0), number("aantal_inwoners", 1)),
        (Some(5000.0), None)
    );
    assert_eq!(number("percentage_personen_15_tot_25_jaar", 0), None);
    assert_eq!(number("percentage_personen_65_jaar_en_ouder", 0), Some(0.0));
    assert_eq!(number("west", 1), Some(6.01));
    let outline = text("geometrie", 0).expect("outline");
    assert!(
        outline.starts_with(r#"{"type":"MultiPolygon","coordinates":[[[[6.0,52.5],"#),
        "{outline}"
    );
    assert_eq!(slice.meta.areas["WK019301"], "Wijk WK019301");
    assert_eq!(store.verify().expect("verify"), []);

    let land = store
        .slice("gemeenten-2024", &Slice::Land)
        .expect("readable")
        .expect("stored");
    assert_eq!(
        land.meta.areas.keys().collect::<Vec<_>>(),
        ["GM0148", "GM0193"]
    );
}

#[test]
fn next_links_are_followed_unchanged() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files).with_links_at("https://api.pdok.nl"));
    let (_folder, store) = store();
    fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "wijken-2024",
        &zwolle(),
        0,
    )
    .expect("fetch");
    let slice = store
        .slice("wijken-2024", &zwolle())
        .expect("readable")
        .expect("stored");
    assert_eq!(slice.frame.height(), 1502);
    let pages: Vec<u64> = slice
        .receipt
        .pages(PageRole::Gegevens)
        .map(|page| page.rijen)
        .collect();
    assert_eq!(pages, [1000, 505]);
    let asked = server.take_requests();
    assert!(asked[2].starts_with(&format!(
        "{ITEMS}?cursor=1000%7Cfixture&f=json&limit=1000&bbox="
    )));
}

#[test]
fn the_same_boundaries_are_unchanged() {
    let (_folder, store) = store();
    let service = service(files());
    let fetch = |second| {
        fetch_at(
            &service,
            &Endpoints::default(),
            &store,
            "wijken-2024",
            &zwolle(),
            second,
        )
    };
    assert!(matches!(fetch(0), Ok(Outcome::New(_))));
    let outcome = fetch(5).expect("again");
    let Outcome::Unchanged(receipt) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(receipt.opgehaald.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(receipt.gecontroleerd.to_string(), "2026-01-01T00:00:05Z");
}

#[test]
fn a_gemeente_that_the_map_does_not_have() {
    let (_folder, store) = store();
    let outcome = fetch_at(
        &service(files()),
        &Endpoints::default(),
        &store,
        "wijken-2024",
        &Slice::Gemeente("GM1999".into()),
        0,
    );
    assert_eq!(outcome.expect("answer"), Outcome::NotInTable);
}

#[test]
fn a_map_of_another_shape_is_refused() {
    let cases = [
        (Fault::Replace("\"jaar\":2024", "\"jaar\":2023"), "2023"),
        (Fault::Replace("\"2024WK", "\"2025WK"), "2025"),
        (Fault::Replace("\"wijkcode\"", "\"code\""), "wijkcode"),
        (Fault::Replace("\"WK019302\"", "\"BU019302\""), "BU019302"),
        (Fault::Replace("\"wijknaam\"", "\"naam\""), "wijknaam"),
        (Fault::Replace("\"NEE\"", "\"N\""), "water"),
        (Fault::Replace("-99995", "\"veel\""), "veel"),
        (Fault::Replace("[6.0,52.5]", "[\"x\"]"), "onleesbaar"),
        (Fault::EmptyValue, "geen enkele rij"),
    ];
    for (fault, told) in cases {
        let server = Server::start(service(files()));
        let (_folder, store) = store();
        server.fail("/wijken/items", fault, 9);
        // Without the service that would help.
        server.fail("wijk_gegeneraliseerd", Fault::Status(404), 9);
        let error = shape_error(fetch_at(
            &http(),
            &server.endpoints(),
            &store,
            "wijken-2024",
            &zwolle(),
            0,
        ));
        assert!(error.to_string().contains(told), "{told}: {error}");
        let slice = store.slice("wijken-2024", &zwolle()).expect("readable");
        assert!(slice.is_none());
    }
}

#[test]
fn a_figure_that_no_longer_comes_is_absent_and_never_zero() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let gone = Fault::Replace("aantal_inwoners", "inwoners");
    server.fail("/wijken/items", gone, 9);
    let (network, endpoints) = (http(), server.endpoints());
    fetch_at(&network, &endpoints, &store, "wijken-2024", &zwolle(), 0).expect("outlines");
    let slice = stored(&store, "wijken-2024", &zwolle());
    let people = column(&slice, "aantal_inwoners");
    assert_eq!(people, [AnyValue::Null, AnyValue::Null]);
    assert_eq!(
        slice.receipt.uitwijk, None,
        "no reason for simpler outlines"
    );
}

#[test]
fn only_parameters_that_pdok_knows_are_sent() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let (network, endpoints) = (http(), server.endpoints());
    fetch_at(&network, &endpoints, &store, "wijken-2024", &zwolle(), 0).expect("fetch");
    for asked in server.take_requests() {
        let (_, query) = asked.split_once('?').expect("parameters");
        let names: Vec<&str> = query
            .split('&')
            .filter_map(|part| part.split('=').next())
            .collect();
        let known = ["f", "limit", "bbox", "cursor"];
        assert!(names.iter().all(|name| known.contains(name)), "{asked}");
        assert!(
            query.contains("f=json") && query.contains("limit=1000"),
            "{asked}"
        );
    }
}

#[test]
fn a_link_to_itself_ends() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files));
    let (_folder, store) = store();
    server.fail(
        "cursor=1000",
        Fault::Replace("\"rel\":\"self\"", "\"rel\":\"next\""),
        99,
    );
    server.fail("wijk_gegeneraliseerd", Fault::Status(404), 9);
    let error = fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "wijken-2024",
        &zwolle(),
        0,
    );
    let error = shape_error(error);
    assert!(
        matches!(error, ShapeError::EndlessLinks { .. }),
        "{error:?}"
    );
}

#[test]
fn the_fixture_service_is_as_strict_as_pdok() {
    let service = service(files());
    let ask = |query: &str| service.answer(&format!("https://api.pdok.nl{ITEMS}?{query}"));
    let refused = ask("f=json&gemeentecode=GM0193");
    assert_eq!(
        (refused.status, refused.header("content-type")),
        (400, Some("application/problem+json"))
    );
    assert!(String::from_utf8_lossy(&refused.body).contains("gemeentecode=GM0193"));
    assert_eq!(ask("bbox=1,2,3").status, 400);
    assert_eq!(ask("cursor=abc").status, 400);
    assert_eq!(ask("limit=veel").status, 400);
    assert_eq!(ask("f=json&startIndex=10").status, 400);
    let crs = ask("f=json").header("content-crs").map(str::to_owned);
    assert_eq!(
        crs.as_deref(),
        Some("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")
    );
    let page: serde_json::Value =
        serde_json::from_slice(&ask("f=json&limit=2").body).expect("json");
    assert_eq!(page["numberReturned"], 2);
    assert_eq!(page["numberMatched"], serde_json::Value::Null);
    let mut many = files();
    add_boundaries(&mut many, 1500);
    let many = crate::support::fixtures::service(many);
    let count = |query: &str| {
        let answer = many.answer(&format!("https://api.pdok.nl{ITEMS}?{query}"));
        let page: serde_json::Value = serde_json::from_slice(&answer.body).expect("json");
        page["numberReturned"].as_u64()
    };
    assert_eq!(count("f=json"), Some(10), "the default");
    assert_eq!(count("f=json&limit=5000"), Some(1000), "the most");
    let far: serde_json::Value =
        serde_json::from_slice(&ask("bbox=4,51,4.1,51.1").body).expect("json");
    assert_eq!(far["numberReturned"], 0);
}
