//! Answers of another shape: right data all the same, or the right error, and never a bad slice.
//!
//! Faults that every kind of request can have are in `fetch_matrix`.

use polars::prelude::AnyValue;
use regiobeeld_fetchers::{FetchError, ShapeError, Slice, TopicHint};

use crate::fetch_rows::{column, fetch_at, shape_error, stored};
use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

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
fn codes_with_other_padding_than_the_rows_are_an_error_and_no_empty_answer() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0193".into());
    // The list of areas says the code without blanks, the rows have it with them.
    server.fail(
        "/WijkenEnBuurten",
        Fault::Replace("GM0193    ", "GM0193"),
        9,
    );
    let error = fetch_at(&http(), &server.endpoints(), &store, "85984NED", &slice, 0);
    let error = shape_error(error);
    assert!(
        matches!(&error, ShapeError::NoRows { gevraagd, .. } if gevraagd.contains("'GM0193'")),
        "{error}"
    );
    assert_eq!(store.receipts().expect("receipts"), []);
}

#[test]
fn a_column_that_moved_is_found_by_its_stem() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0193".into());
    server.fail(
        "85984NED",
        Fault::Replace("AantalInwoners_5", "AantalInwoners_77"),
        99,
    );
    fetch_at(&http(), &server.endpoints(), &store, "85984NED", &slice, 0).expect("good");
    let slice = stored(&store, "85984NED", &slice);
    let topic = slice
        .meta
        .resolve(&["AantalInwoners"], TopicHint::default());
    let key = &topic.expect("by its stem").key;
    assert_eq!(key, "AantalInwoners_77");
    assert_eq!(column(&slice, key)[0], AnyValue::Float64(133_141.0));
}

#[test]
fn a_newest_year_without_values_is_stored_as_absent_beside_the_older_ones() {
    let mut files = files();
    let path = "odata/50150NED/TypedDataSet/alles.json";
    let page = String::from_utf8(files[path].clone()).expect("text");
    let emptied: Vec<String> = page
        .lines()
        .map(|line| match line.contains("2024JJ00") {
            true => line.replace("75.2", "null"),
            false => line.to_owned(),
        })
        .collect();
    files.insert(path.into(), emptied.join("\n").into_bytes());
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0193".into());
    fetch_at(&http(), &server.endpoints(), &store, "50150NED", &slice, 0).expect("good");
    let slice = stored(&store, "50150NED", &slice);
    let (years, values) = (
        column(&slice, "Perioden"),
        column(&slice, "GoedErvarenGezondheid_4"),
    );
    for (year, value) in years.iter().zip(&values) {
        let newest = year.get_str() == Some("2024JJ00");
        assert_eq!(*value == AnyValue::Null, newest, "{year:?}");
    }
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
