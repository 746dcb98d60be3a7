//! Sources that fail: right data in the end, or the right error, and never a bad slice.

use regiobeeld_fetchers::{
    FetchContext, FetchError, Outcome, ShapeError, Slice, Sources, TransportErrorKind, fetch_slice,
};

use crate::fetch_rows::{fetch_at, shape_error};
use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

/// One address of each kind of request, the table and the slice that ask it.
fn kinds() -> Vec<(&'static str, &'static str, Slice)> {
    let zwolle = || Slice::Gemeente("GM0193".into());
    vec![
        ("/85984NED?", "85984NED", zwolle()),
        ("/TableInfos", "85984NED", zwolle()),
        ("/DataProperties", "85984NED", zwolle()),
        ("/WijkenEnBuurten?", "85984NED", zwolle()),
        (
            "/ODataApi/odata/85984NED/TypedDataSet",
            "85984NED",
            zwolle(),
        ),
        (
            "/ODataFeed/odata/03759ned/TypedDataSet",
            "03759ned",
            Slice::Land,
        ),
        ("/gemeenten/items", "gemeenten-2024", Slice::Land),
        ("/wijken/items", "wijken-2024", zwolle()),
    ]
}

#[test]
fn a_passing_fault_changes_nothing() {
    let faults = [
        Fault::Reset,
        Fault::Status(500),
        Fault::Status(502),
        Fault::RetryAfter(7),
        Fault::CutBody,
        Fault::CutJson,
        Fault::Html,
        Fault::EmptyBody,
        Fault::ErrorJson,
    ];
    for (part, table, slice) in kinds() {
        let server = Server::start(service(files()));
        let (_a, good) = store();
        fetch_at(&http(), &server.endpoints(), &good, table, &slice, 0).expect("without faults");
        let good = good
            .slice(table, &slice)
            .expect("readable")
            .expect("stored")
            .receipt
            .frame;
        for fault in faults {
            server.fail(part, fault, 2);
            let (_b, store) = store();
            let outcome = fetch_at(&http(), &server.endpoints(), &store, table, &slice, 0);
            assert!(
                matches!(outcome, Ok(Outcome::New(_))),
                "{part} {fault:?}: {outcome:?}"
            );
            assert_eq!(server.faults_left(), 0, "{part} {fault:?}");
            let stored = store
                .slice(table, &slice)
                .expect("readable")
                .expect("stored");
            assert_eq!(stored.receipt.frame, good, "{part} {fault:?}");
        }
    }
}

#[test]
fn a_lasting_fault_is_an_error_of_the_source_and_keeps_the_last_good_slice() {
    use TransportErrorKind as Kind;
    let faults = [
        (Fault::Reset, Kind::Interrupted),
        (Fault::Status(503), Kind::Status(503)),
        (Fault::RetryAfter(1), Kind::Status(429)),
        (Fault::RetryAfter(9000), Kind::TryLater(9000)),
        (Fault::CutBody, Kind::Interrupted),
        (Fault::CutJson, Kind::Cut),
        (Fault::Html, Kind::NotJson),
        (Fault::EmptyBody, Kind::Empty),
        (Fault::ErrorJson, Kind::WrongJson),
        (Fault::Status(404), Kind::Status(404)),
    ];
    for (part, table, slice) in kinds() {
        let server = Server::start(service(files()));
        let (_folder, store) = store();
        fetch_at(&http(), &server.endpoints(), &store, table, &slice, 0).expect("good");
        let before = store.receipts().expect("receipts");
        for (fault, kind) in &faults {
            server.fail(part, *fault, 4);
            let sources = Sources::builtin();
            let (network, endpoints) = (http(), server.endpoints());
            let now = before[0].opgehaald;
            let context = FetchContext::new(&network, &endpoints, &sources, &store, now).forced();
            let error = fetch_slice(&context, table, &slice);
            let error = error.expect_err("lasting");
            let FetchError::Source { oorzaak, bron, .. } = &error else {
                panic!("{part}: {error:?}")
            };
            assert_eq!(&oorzaak.kind, kind, "{part} {fault:?}");
            assert!(!bron.is_empty() && !error.hint().is_empty());
            assert_eq!(
                store.receipts().expect("receipts"),
                before,
                "{part} {fault:?}"
            );
            server.forget_faults();
        }
        assert_eq!(store.verify().expect("verify"), []);
    }
}

/// Returns the error when one text of the answers is replaced by another.
fn reshaped(
    part: &str,
    from: &'static str,
    to: &'static str,
    table: &str,
    slice: &Slice,
) -> FetchError {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    server.fail(part, Fault::Replace(from, to), 99);
    let error = fetch_at(&http(), &server.endpoints(), &store, table, slice, 0).expect_err(from);
    assert!(store.slice(table, slice).expect("readable").is_none());
    assert_eq!(store.verify().expect("verify"), []);
    error
}

#[test]
fn another_shape_is_told_and_not_stored() {
    let zwolle = Slice::Gemeente("GM0193".into());
    let cases = [
        (
            "TypedDataSet",
            "AantalInwoners_5",
            "AantalInwoners_6",
            "AantalInwoners_5",
        ),
        ("TypedDataSet", "133141", "\"veel\"", "veel"),
        ("TypedDataSet", "WK019302", "WK019301", "WK019301"),
        (
            "TypedDataSet",
            "\"WijkenEnBuurten\":\"GM0193",
            "\"WijkenEnBuurten\":\"GM0148",
            "GM0148",
        ),
        (
            "DataProperties",
            "\"Type\":\"Topic\"",
            "\"Type\":\"Onderwerp\"",
            "DataProperties",
        ),
        (
            "DataProperties",
            "\"Key\":\"WijkenEnBuurten\"",
            "\"Key\":\"RegioS\"",
            "RegioS",
        ),
        ("/85984NED?", "TypedDataSet", "Rijen", "TypedDataSet"),
        (
            "TableInfos",
            "\"Title\":\"Kern",
            "\"Titel\":\"Kern",
            "TableInfos",
        ),
    ];
    for (part, from, to, told) in cases {
        let error = reshaped(part, from, to, "85984NED", &zwolle);
        let FetchError::Shape { oorzaak, .. } = &error else {
            panic!("{from}: {error:?}")
        };
        assert!(oorzaak.to_string().contains(told), "{from}: {oorzaak}");
    }
}

#[test]
fn no_rows_for_a_known_area_is_an_error() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0193".into());
    server.fail("TypedDataSet", Fault::EmptyValue, 1);
    let error = fetch_at(&http(), &server.endpoints(), &store, "85984NED", &slice, 0);
    let error = shape_error(error);
    let ShapeError::NoRows { gevraagd, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(gevraagd, "WijkenEnBuurten eq 'GM0193    '");
}

#[test]
fn links_without_end_are_stopped() {
    let feed = || service(files()).with_feed_page(4);
    // The second page links to itself, then to pages that add nothing new.
    for to in ["$skip=4", "$skip=0"] {
        let server = Server::start(feed());
        let (_folder, store) = store();
        server.fail("$skip=4", Fault::Replace("$skip=8", to), 99);
        let error = fetch_at(
            &http(),
            &server.endpoints(),
            &store,
            "03759ned",
            &Slice::Land,
            0,
        );
        let error = shape_error(error);
        assert!(
            matches!(
                error,
                ShapeError::EndlessLinks { .. } | ShapeError::DuplicateRows { .. }
            ),
            "{error}"
        );
    }
}

#[test]
fn a_dimension_that_is_too_long_for_the_api_comes_from_the_feed() {
    let server = Server::start(service(files()).with_feed_page(2));
    let slice = Slice::Gemeente("GM0193".into());
    let (_folder, store) = store();
    server.fail(
        "ODataApi/odata/85984NED/WijkenEnBuurten",
        Fault::TooManyRecords,
        1,
    );
    fetch_at(&http(), &server.endpoints(), &store, "85984NED", &slice, 0).expect("from the feed");
    let asked = server.take_requests();
    assert!(
        asked
            .iter()
            .any(|path| path.contains("ODataFeed/odata/85984NED/WijkenEnBuurten"))
    );
    assert_eq!(
        store
            .slice("85984NED", &slice)
            .expect("readable")
            .expect("stored")
            .meta
            .areas
            .len(),
        3
    );
}

#[test]
fn the_fixture_service_is_as_strict_as_cbs() {
    let service = service(files());
    let ask = |path: &str| service.answer(&format!("https://opendata.cbs.nl{path}"));
    let set = "/ODataApi/odata/85984NED/TypedDataSet?$format=json";
    let text = |path: &str| {
        let answer = ask(path);
        (
            answer.status,
            String::from_utf8_lossy(&answer.body).into_owned(),
        )
    };
    // Wrong padding is no error: an empty answer.
    let (status, body) = text(&format!(
        "{set}&$filter=WijkenEnBuurten%20eq%20%27GM0193%27"
    ));
    assert_eq!((status, body.contains("Inwoners")), (200, false), "{body}");
    // A condition on a column with figures is applied after counting.
    let (status, body) = text(&format!("{set}&$filter=Gemeentenaam_1%20eq%20%27Zwolle%27"));
    assert_eq!((status, body.contains("10000 records")), (500, true));
    assert_eq!(ask(&format!("{set}&$skip=2")).status, 500);
    assert_eq!(
        ask(&format!("{set}&$filter=WijkenEnBuurten%20eq")).status,
        400
    );
    assert!(
        text("/ODataApi/odata/85984NED/TypedDataSet")
            .1
            .starts_with("<?xml")
    );
    assert_eq!(
        ask("/ODataApi/odata/99999NED/TypedDataSet?$format=json").status,
        404
    );
    // A table of RIVM is not at CBS.
    assert_eq!(ask("/ODataApi/odata/50150NED?$format=json").status, 404);
    let (_, selected) = text(&format!("{set}&$select=WijkenEnBuurten,AantalInwoners_5"));
    assert!(selected.contains("AantalInwoners_5") && !selected.contains("Gemeentenaam_1"));
    let title = "%27kerncijfers%27,tolower(Title)";
    let (_, catalog) = text(&format!(
        "/ODataCatalog/Tables?$format=json&$filter=substringof({title})"
    ));
    assert!(
        catalog.contains("85984NED") && !catalog.contains("50150NED"),
        "{catalog}"
    );
}
