//! The wijken of many gemeenten from one walk through the country.

use jiff::Timestamp;
use regiobeeld_fetchers::{
    FetchContext, FetchError, Outcome, PageRole, Slice, Sources, Store, Transport,
    fetch_features_whole,
};

use crate::fetch_rows::{fetch_at, stored, zwolle};
use crate::support::fixtures::{add_boundaries, files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

fn gemeente(code: &str) -> Slice {
    Slice::Gemeente(code.into())
}

fn whole(
    transport: &dyn Transport,
    server: &Server,
    store: &Store,
    slices: &[Slice],
) -> Result<Vec<Result<Outcome, FetchError>>, FetchError> {
    let (sources, endpoints) = (Sources::builtin(), server.endpoints());
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(transport, &endpoints, &sources, store, now);
    fetch_features_whole(&context, "wijken-2024", slices)
}

#[test]
fn one_walk_gives_the_same_slices_as_one_question_each() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files));
    let (_a, one_by_one) = store();
    let slices = [gemeente("GM0148"), gemeente("GM1999"), zwolle()];
    for slice in [&slices[0], &slices[2]] {
        let (network, endpoints) = (http(), server.endpoints());
        fetch_at(&network, &endpoints, &one_by_one, "wijken-2024", slice, 0).expect("fetch");
    }
    server.take_requests();
    let (_b, at_once) = store();
    let outcomes = whole(&http(), &server, &at_once, &slices).expect("slices");
    assert!(matches!(outcomes[0], Ok(Outcome::New(_))), "{outcomes:?}");
    assert!(
        matches!(outcomes[1], Ok(Outcome::NotInTable)),
        "{outcomes:?}"
    );
    assert!(matches!(outcomes[2], Ok(Outcome::New(_))), "{outcomes:?}");
    for slice in [&slices[0], &slices[2]] {
        let receipt = |store| stored(store, "wijken-2024", slice).receipt;
        assert_eq!(
            receipt(&at_once).frame,
            receipt(&one_by_one).frame,
            "{slice}"
        );
    }
    let asked = server.take_requests();
    let walk: Vec<_> = asked
        .iter()
        .filter(|path| path.contains("/wijken/"))
        .collect();
    assert_eq!(walk.len(), 2, "{asked:?}");
    assert!(walk.iter().all(|path| !path.contains("bbox")), "{asked:?}");
    assert_eq!(at_once.verify().expect("verify"), []);
}

#[test]
fn a_receipt_names_the_pages_that_hold_its_wijken() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let slices = [gemeente("GM0148"), zwolle()];
    whole(&http(), &server, &store, &slices).expect("slices");
    let pages = |slice: &Slice| -> Vec<(u64, String)> {
        let receipt = stored(&store, "wijken-2024", slice).receipt;
        let pages = receipt.pages(PageRole::Gegevens);
        pages
            .map(|page| (page.rijen, page.sha256.clone()))
            .collect()
    };
    // Dalfsen comes first in the country, so it is on the first page only, which both share.
    let (dalfsen, zwolle) = (pages(&slices[0]), pages(&slices[1]));
    let sizes: Vec<u64> = zwolle.iter().map(|page| page.0).collect();
    assert_eq!((dalfsen.len(), sizes), (1, vec![1000, 505]));
    assert_eq!(dalfsen[0], zwolle[0]);
    assert_eq!(store.verify().expect("verify"), []);
}

#[test]
fn when_the_walk_breaks_off_nothing_of_it_is_stored() {
    let mut files = files();
    add_boundaries(&mut files, 1500);
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let endpoints = server.endpoints();
    // Dalfsen is there in full, Zwolle is not.
    let slices = [gemeente("GM0148"), zwolle()];
    fetch_at(&http(), &endpoints, &store, "wijken-2024", &slices[0], 0).expect("fetch");
    let before = stored(&store, "wijken-2024", &slices[0]).receipt;
    server.fail("cursor=1000", Fault::Status(500), 4);
    let outcomes = whole(&http(), &server, &store, &slices).expect("slices");
    assert!(
        matches!(outcomes[0], Err(FetchError::Source { .. })),
        "{outcomes:?}"
    );
    assert_eq!(stored(&store, "wijken-2024", &slices[0]).receipt, before);
    let receipt = outcomes[1]
        .as_ref()
        .expect("by the WFS")
        .receipt()
        .expect("stored");
    let other = receipt.uitwijk.as_ref().expect("told");
    assert_eq!(other.reden, "status 500 na 4 pogingen");
    assert_eq!(receipt.rijen, 1502);
}

#[test]
fn a_slice_that_the_table_does_not_have_is_an_error_before_anything_is_asked() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let outcome = whole(&http(), &server, &store, &[zwolle(), Slice::Land]);
    assert!(
        matches!(outcome, Err(FetchError::UnknownSlice { .. })),
        "{outcome:?}"
    );
    assert!(
        whole(&http(), &server, &store, &[])
            .expect("nothing")
            .is_empty()
    );
    assert_eq!(server.take_requests(), Vec::<String>::new());
}
