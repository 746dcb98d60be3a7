//! Slices of PDOK's boundaries.

use regiobeeld_fetchers::{Endpoints, FetchError, Outcome, PageRole, ShapeError, Slice};

use crate::fetch_rows::{column, fetch_at, shape_error, stored};
use crate::support::fixtures::{add_boundaries, files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

const ITEMS: &str = "/cbs/wijken-en-buurten-2024/ogc/v1/collections/wijken/items";

fn zwolle() -> Slice {
    Slice::Gemeente("GM0193".into())
}

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
        (Fault::Replace("\"wijkcode\"", "\"code\""), "wijkcode"),
        (
            Fault::Replace("aantal_inwoners", "inwoners"),
            "aantal_inwoners",
        ),
        (Fault::Replace("[6.0,52.5]", "[\"x\"]"), "onleesbaar"),
        (Fault::EmptyValue, "geen enkele rij"),
    ];
    for (fault, told) in cases {
        let server = Server::start(service(files()));
        let (_folder, store) = store();
        server.fail("/wijken/items", fault, 9);
        let error = fetch_at(
            &http(),
            &server.endpoints(),
            &store,
            "wijken-2024",
            &zwolle(),
            0,
        );
        let error = error.expect_err("another shape");
        let FetchError::Shape { oorzaak, .. } = &error else {
            panic!("{error:?}")
        };
        assert!(oorzaak.to_string().contains(told), "{oorzaak}");
        assert!(
            store
                .slice("wijken-2024", &zwolle())
                .expect("readable")
                .is_none()
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
    let page: serde_json::Value =
        serde_json::from_slice(&ask("f=json&limit=2").body).expect("json");
    assert_eq!(page["numberReturned"], 2);
    assert_eq!(page["numberMatched"], serde_json::Value::Null);
    let far: serde_json::Value =
        serde_json::from_slice(&ask("bbox=4,51,4.1,51.1").body).expect("json");
    assert_eq!(far["numberReturned"], 0);
}
