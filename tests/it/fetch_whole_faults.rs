//! Whole tables from a source that fails in the middle: go on where it was, or keep nothing.

use regiobeeld_fetchers::{FetchError, Outcome, ShapeError, Slice, Store, TransportErrorKind};

use crate::fetch_rows::{stored, zwolle};
use crate::fetch_whole::whole_at;
use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

/// Rows of the health table of the fixtures.
const ROWS: usize = 6 * 45;

fn start() -> Server {
    Server::start(service(files()).with_feed_page(50))
}

fn pull(server: &Server, store: &Store) -> Result<Vec<Outcome>, FetchError> {
    whole_at(&http(), &server.endpoints(), store, "50150NED", 0)
}

fn kind_of(outcome: Result<Vec<Outcome>, FetchError>) -> TransportErrorKind {
    match outcome {
        Err(FetchError::Source { oorzaak, .. }) => oorzaak.kind,
        other => panic!("{other:?}"),
    }
}

fn feed_requests(server: &Server) -> Vec<String> {
    let mut asked = server.take_requests();
    asked.retain(|path| path.contains("/ODataFeed/"));
    asked
}

#[test]
fn a_broken_run_goes_on_where_it_was() {
    let (_a, unbroken) = store();
    pull(&start(), &unbroken).expect("unbroken");
    let first = "ODataFeed/odata/50150NED/TypedDataSet";
    for (part, kept) in [(first, 0), ("$skip=50", 1), ("$skip=250", 5)] {
        let server = start();
        let (_b, store) = store();
        server.fail(part, Fault::Status(503), 4);
        assert_eq!(
            kind_of(pull(&server, &store)),
            TransportErrorKind::Status(503),
            "{part}"
        );
        assert_eq!(store.receipts().expect("receipts"), []);
        assert_eq!(
            store.clean().expect("clean").files,
            0,
            "pages on their way stay"
        );
        server.forget_faults();
        server.take_requests();
        pull(&server, &store).expect("goes on");
        assert_eq!(
            feed_requests(&server).len(),
            ROWS.div_ceil(50) - kept,
            "{part}"
        );
        for slice in [Slice::Land, zwolle()] {
            let (one, other) = (
                stored(&store, "50150NED", &slice),
                stored(&unbroken, "50150NED", &slice),
            );
            assert_eq!(one.receipt.frame, other.receipt.frame, "{part}");
        }
        assert_eq!(store.verify().expect("verify"), []);
        assert_eq!(store.orphans().expect("orphans").files, 0);
    }
}

#[test]
fn a_damaged_page_of_a_broken_run_is_asked_again() {
    let server = start();
    let (_folder, store) = store();
    server.fail("$skip=150", Fault::Status(503), 4);
    kind_of(pull(&server, &store));
    let journal = store.root().join("onderweg/50150NED.jsonl");
    let text = std::fs::read_to_string(&journal).expect("journal");
    let second: serde_json::Value =
        serde_json::from_str(text.lines().nth(2).expect("second page")).expect("json");
    let hash = second["pagina"]["sha256"].as_str().expect("hash");
    let page = store.root().join(format!("ruw/{}/{hash}.zst", &hash[..2]));
    std::fs::write(page, "beschadigd").expect("damage");
    server.take_requests();
    pull(&server, &store).expect("goes on after the first page");
    assert_eq!(feed_requests(&server).len(), ROWS.div_ceil(50) - 1);
    assert_eq!(store.verify().expect("verify"), []);
}

#[test]
fn a_table_that_changed_is_pulled_from_the_start() {
    let server = start();
    let (_folder, store) = store();
    server.fail("$skip=100", Fault::Status(503), 4);
    kind_of(pull(&server, &store));
    server.take_requests();
    server.fail("TableInfos", Fault::Replace("2026-02-01", "2026-03-01"), 2);
    pull(&server, &store).expect("anew");
    assert_eq!(feed_requests(&server).len(), ROWS.div_ceil(50));
    // Between the first page and the last: nothing is kept, and the next run starts anew.
    let (_other, store) = crate::support::store();
    server.fail("TableInfos", Fault::Replace("2026-02-01", "2026-01-01"), 1);
    assert_eq!(
        kind_of(pull(&server, &store)),
        TransportErrorKind::ChangedMeanwhile
    );
    assert_eq!(store.receipts().expect("receipts"), []);
    server.take_requests();
    pull(&server, &store).expect("anew");
    assert_eq!(feed_requests(&server).len(), ROWS.div_ceil(50));
}

#[test]
fn fewer_rows_than_the_table_says_are_not_stored() {
    let server = start();
    let (_folder, store) = store();
    server.fail(
        "TableInfos",
        Fault::Replace("\"RecordCount\":270", "\"RecordCount\":271"),
        1,
    );
    let Err(FetchError::Source { oorzaak, .. }) = pull(&server, &store) else {
        panic!("stored")
    };
    assert_eq!(oorzaak.kind, TransportErrorKind::Incomplete);
    assert!(
        oorzaak.to_string().contains("270 van de 271 rijen"),
        "{oorzaak}"
    );
    assert_eq!(store.receipts().expect("receipts"), []);
    pull(&server, &store).expect("complete");
}

#[test]
fn a_page_that_cannot_be_used_leaves_the_store_as_it_was() {
    type Test = fn(&ShapeError) -> bool;
    let cases: [(Fault, Test); 5] = [
        (Fault::EmptyValue, |e| {
            matches!(
                e,
                ShapeError::EndlessLinks { .. } | ShapeError::NoRows { .. }
            )
        }),
        (
            Fault::Replace("GoedErvarenGezondheid_4", "GoedErvarenGezondheid_5"),
            |e| matches!(e, ShapeError::MissingColumns { .. }),
        ),
        (Fault::Replace("75.2", "\"veel\""), |e| {
            matches!(e, ShapeError::Unreadable { .. })
        }),
        (Fault::Replace("2020JJ00", "2016JJ00"), |e| {
            matches!(e, ShapeError::DuplicateRows { .. })
        }),
        (
            Fault::Replace("/ODataFeed/", ".evil.example/ODataFeed/"),
            |e| matches!(e, ShapeError::ForeignLink { .. }),
        ),
    ];
    for (fault, expected) in cases {
        let server = start();
        let (_folder, store) = store();
        server.fail("ODataFeed/odata/50150NED/TypedDataSet", fault, 99);
        match pull(&server, &store) {
            Err(FetchError::Shape { oorzaak, .. }) => {
                assert!(expected(&oorzaak), "{fault:?}: {oorzaak}")
            }
            // A page without rows and without a next link: not all rows are there.
            Err(FetchError::Source { oorzaak, .. }) if fault == Fault::EmptyValue => {
                assert_eq!(oorzaak.kind, TransportErrorKind::Incomplete);
            }
            other => panic!("{fault:?}: {other:?}"),
        }
        assert_eq!(store.receipts().expect("receipts"), []);
        assert_eq!(store.verify().expect("verify"), []);
        server.forget_faults();
        pull(&server, &store).expect("good again");
    }
}
