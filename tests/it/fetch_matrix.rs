//! Every kind of request × every kind of fault: right data, or the right error, and never a bad
//! slice in the store.
//!
//! | fault | outcome |
//! |--|--|
//! | reset, 500, 502, 429, cut body, broken JSON, HTML, empty body; twice | right data |
//! | the same, lasting; 404; 503 for ever | the source failed |
//! | empty `value` | another shape: a list is never empty |
//! | 5 GB, body without end | the source failed, stopped at the limit |
//! | trickle | the source failed, stopped at the time |
//! | next link to another host, links without end | another shape, not followed |
//!
//! Faults that only rows can have (padding, columns, doubles, empty years) are in `fetch_shapes`.

use std::time::Duration;

use jiff::Timestamp;
use regiobeeld_fetchers::{
    FetchContext, FetchError, HttpOptions, ShapeError, Slice, Sources, Store, Transport,
    TransportErrorKind, fetch_slice, fetch_whole,
};

use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, http_with, store};

/// How a table is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Slice,
    Whole,
}

/// A kind of request: a part of its address, and what asks it.
#[derive(Debug, Clone)]
struct Kind {
    part: &'static str,
    table: &'static str,
    slice: Slice,
    how: How,
    /// A text of the answer before which a next link can be put, with the words around the link.
    link: Option<(&'static str, &'static str)>,
}

const FOREIGN: &str = "https://evil.example/ODataFeed/odata/x";

fn kinds() -> Vec<Kind> {
    let kind = |part, table, slice, how, link| Kind {
        part,
        table,
        slice,
        how,
        link,
    };
    let zwolle = || Slice::Gemeente("GM0193".into());
    let odata = Some(("\"value\":[", "\"odata.nextLink\":\"LINK\",\"value\":["));
    let ogc = Some((
        "\"links\":[",
        "\"links\":[{\"rel\":\"next\",\"href\":\"LINK\"},",
    ));
    let (kwb, health, ages) = ("85984NED", "50150NED", "03759ned");
    vec![
        kind("/85984NED?", kwb, zwolle(), How::Slice, None),
        kind("/TableInfos", kwb, zwolle(), How::Slice, None),
        kind("/DataProperties", kwb, zwolle(), How::Slice, None),
        kind("/WijkenEnBuurten?", kwb, zwolle(), How::Slice, odata),
        kind("/85984NED/TypedDataSet", kwb, zwolle(), How::Slice, odata),
        kind(
            "ODataFeed/odata/03759ned/TypedDataSet",
            ages,
            Slice::Land,
            How::Slice,
            odata,
        ),
        kind(
            "ODataFeed/odata/50150NED/TypedDataSet",
            health,
            Slice::Land,
            How::Whole,
            odata,
        ),
        kind(
            "50150NED/TypedDataSet?$format=json&$skip=100",
            health,
            zwolle(),
            How::Whole,
            None,
        ),
        kind("/TableInfos", health, zwolle(), How::Whole, None),
        kind(
            "/gemeenten/items",
            "gemeenten-2024",
            Slice::Land,
            How::Slice,
            ogc,
        ),
        kind("/wijken/items", "wijken-2024", zwolle(), How::Slice, ogc),
    ]
}

fn start() -> Server {
    Server::start(service(files()).with_feed_page(50))
}

/// Asks for what the kind stands for.
fn ask(
    kind: &Kind,
    network: &dyn Transport,
    server: &Server,
    store: &Store,
) -> Result<(), FetchError> {
    let (sources, endpoints) = (Sources::builtin(), server.endpoints());
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(network, &endpoints, &sources, store, now).forced();
    match kind.how {
        How::Slice => fetch_slice(&context, kind.table, &kind.slice).map(|_| ()),
        How::Whole => {
            let slices = std::slice::from_ref(&kind.slice);
            fetch_whole(&context, kind.table, slices).map(|_| ())
        }
    }
}

/// Asks while a fault lasts, of a store that has a good slice; returns the error. The slice must
/// stay, and be asked again with success afterwards.
fn failing(kind: &Kind, fault: Fault, network: &dyn Transport) -> FetchError {
    let server = start();
    let (_folder, store) = store();
    ask(kind, &http(), &server, &store).expect("good");
    let before = store.receipts().expect("receipts");
    server.fail(kind.part, fault, usize::MAX);
    let error = ask(kind, network, &server, &store);
    let error = error.expect_err(&format!("{} {fault:?}", kind.part));
    assert!(!error.hint().is_empty());
    assert_eq!(
        store.receipts().expect("receipts"),
        before,
        "{} {fault:?}",
        kind.part
    );
    server.forget_faults();
    ask(kind, &http(), &server, &store).expect("good again");
    assert_eq!(
        store.verify().expect("verify"),
        [],
        "{} {fault:?}",
        kind.part
    );
    error
}

fn source_kind(error: &FetchError) -> &TransportErrorKind {
    match error {
        FetchError::Source { oorzaak, .. } | FetchError::Gone { oorzaak, .. } => &oorzaak.kind,
        other => panic!("{other:?}"),
    }
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
    for kind in kinds() {
        let server = start();
        let (_a, good) = store();
        ask(&kind, &http(), &server, &good).expect("without faults");
        let frame = |store: &Store| {
            let stored = store.slice(kind.table, &kind.slice).expect("readable");
            stored.expect("stored").receipt.frame
        };
        for fault in faults {
            server.fail(kind.part, fault, 2);
            let (_b, store) = store();
            ask(&kind, &http(), &server, &store)
                .unwrap_or_else(|error| panic!("{} {fault:?}: {error}", kind.part));
            assert_eq!(server.faults_left(), 0, "{} {fault:?}", kind.part);
            assert_eq!(frame(&store), frame(&good), "{} {fault:?}", kind.part);
        }
    }
}

#[test]
fn a_lasting_fault_is_an_error_of_the_source() {
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
    for kind in kinds() {
        for (fault, expected) in &faults {
            let error = failing(&kind, *fault, &http());
            assert_eq!(source_kind(&error), expected, "{} {fault:?}", kind.part);
        }
    }
}

#[test]
fn an_empty_list_is_never_taken_for_no_data() {
    for kind in kinds() {
        match failing(&kind, Fault::EmptyValue, &http()) {
            FetchError::Shape { oorzaak, .. } => assert!(
                matches!(
                    *oorzaak,
                    ShapeError::NoRows { .. }
                        | ShapeError::Missing { .. }
                        | ShapeError::Unreadable { .. }
                        | ShapeError::EndlessLinks { .. }
                ),
                "{}: {oorzaak}",
                kind.part
            ),
            // Of a whole table the number of rows is known.
            FetchError::Source { oorzaak, .. } if kind.how == How::Whole => {
                assert_eq!(oorzaak.kind, TransportErrorKind::Incomplete);
            }
            other => panic!("{}: {other:?}", kind.part),
        }
    }
}

#[test]
fn a_body_that_is_too_large_is_stopped() {
    let small = http_with(&HttpOptions {
        max_bytes: 1_000_000,
        ..HttpOptions::default()
    });
    for kind in kinds() {
        for fault in [Fault::Huge, Fault::Endless] {
            let error = failing(&kind, fault, &small);
            assert_eq!(
                source_kind(&error),
                &TransportErrorKind::TooLarge,
                "{}",
                kind.part
            );
        }
    }
}

#[test]
fn a_body_that_trickles_is_stopped() {
    let brief = http_with(&HttpOptions {
        total_timeout: Duration::from_millis(120),
        ..HttpOptions::default()
    });
    let impatient = http_with(&HttpOptions {
        patience: Duration::from_millis(60),
        ..HttpOptions::default()
    });
    for kind in kinds() {
        for network in [&brief, &impatient] {
            let error = failing(&kind, Fault::Trickle, network);
            assert_eq!(
                source_kind(&error),
                &TransportErrorKind::Timeout,
                "{}",
                kind.part
            );
        }
    }
}

#[test]
fn a_next_link_to_another_host_is_not_followed() {
    for kind in kinds() {
        let Some((before, around)) = kind.link else {
            continue;
        };
        let with_link: &'static str = around.replace("LINK", FOREIGN).leak();
        match failing(&kind, Fault::Replace(before, with_link), &http()) {
            FetchError::Shape { oorzaak, .. } => assert!(
                matches!(&*oorzaak, ShapeError::ForeignLink { link, .. } if link == FOREIGN),
                "{}: {oorzaak}",
                kind.part
            ),
            other => panic!("{}: {other:?}", kind.part),
        }
    }
}

#[test]
fn next_links_without_end_are_stopped() {
    for kind in kinds() {
        let Some((before, around)) = kind.link else {
            continue;
        };
        for fault in [
            Fault::LinkToSelf(before, around),
            Fault::LinkOn(before, around),
        ] {
            match failing(&kind, fault, &http()) {
                FetchError::Shape { oorzaak, .. } => assert!(
                    matches!(
                        *oorzaak,
                        ShapeError::EndlessLinks { .. } | ShapeError::DuplicateRows { .. }
                    ),
                    "{}: {oorzaak}",
                    kind.part
                ),
                other => panic!("{}: {other:?}", kind.part),
            }
        }
    }
}
