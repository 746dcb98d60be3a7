//! The network itself: limits, redirects, nobody there.

use std::time::Duration;

use regiobeeld_fetchers::{
    Endpoints, FetchError, Host, HttpOptions, Outcome, RetryTransport, Slice, Transport,
    TransportErrorKind,
};

use crate::fetch_rows::fetch_at;
use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, http_with, store};

#[test]
fn slow_and_oversized_answers_are_stopped() {
    let server = Server::start(service(files()));
    let slice = Slice::Gemeente("GM0193".into());
    let (_folder, store) = store();
    let brief = HttpOptions {
        total_timeout: Duration::from_millis(150),
        ..HttpOptions::default()
    };
    server.fail("TypedDataSet", Fault::Trickle, 2);
    let error = fetch_at(
        &http_with(&brief),
        &server.endpoints(),
        &store,
        "85984NED",
        &slice,
        0,
    );
    let Err(FetchError::Source { oorzaak, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (oorzaak.kind, oorzaak.tries),
        (TransportErrorKind::Timeout, 2)
    );
    let small = HttpOptions {
        max_bytes: 300,
        ..HttpOptions::default()
    };
    let error = fetch_at(
        &http_with(&small),
        &server.endpoints(),
        &store,
        "85984NED",
        &slice,
        0,
    );
    let Err(FetchError::Source { oorzaak, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (oorzaak.kind, oorzaak.tries),
        (TransportErrorKind::TooLarge, 1)
    );
}

#[test]
fn a_redirect_to_another_host_is_not_followed() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let elsewhere = Fault::Redirect("http://localhost:9/ODataApi/odata/85984NED/TableInfos");
    server.fail("TableInfos", elsewhere, 1);
    let error = fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "85984NED",
        &Slice::Land,
        0,
    );
    let Err(FetchError::Source { oorzaak, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(oorzaak.kind, TransportErrorKind::Status(302));
    // On the same host it is.
    server.fail(
        "TableInfos",
        Fault::Redirect("/ODataApi/OData/85984NED/TableInfos?$format=json&x=1"),
        1,
    );
    let outcome = fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "85984NED",
        &Slice::Land,
        0,
    );
    assert!(matches!(outcome, Ok(Outcome::New(_))), "{outcome:?}");
}

#[test]
fn nobody_at_the_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("port");
    let base = format!("http://{}", listener.local_addr().expect("address"));
    drop(listener);
    let endpoints = Endpoints::default().with(Host::Cbs, &base).expect("base");
    let (_folder, store) = store();
    let error = fetch_at(&http(), &endpoints, &store, "85984NED", &Slice::Land, 0);
    let Err(FetchError::Source { oorzaak, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (oorzaak.kind, oorzaak.tries),
        (TransportErrorKind::Connect, 4)
    );
}

#[test]
fn retries_stand_around_any_transport() {
    let service = service(files());
    let retried: Box<dyn Transport> = Box::new(RetryTransport::with_sleep(service, |_| ()));
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0193".into());
    let outcome = fetch_at(
        &*retried,
        &Endpoints::default(),
        &store,
        "85984NED",
        &slice,
        0,
    );
    assert!(matches!(outcome, Ok(Outcome::New(_))), "{outcome:?}");
}
