//! When the OGC API fails: simpler outlines of the WFS, and a receipt that says so.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use polars::prelude::AnyValue;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, FixtureService, FrameReceipt, Outcome, Receipt, Request,
    Response, ShapeError, Slice, Sources, Store, Transport, TransportError, TransportErrorKind,
    fetch_slice,
};
use serde_json::json;

use super::geometry::{Changed, Without, features};
use crate::fetch_rows::{column, fetch_at, shape_error, stored, zwolle};
use crate::support::fixtures::{files, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

const LAYER: &str = "typeNames=gebiedsindelingen:wijk_gegeneraliseerd";

fn fetch(server: &Server, store: &Store, second: i64) -> Result<Outcome, FetchError> {
    let (network, endpoints) = (http(), server.endpoints());
    fetch_at(
        &network,
        &endpoints,
        store,
        "wijken-2024",
        &zwolle(),
        second,
    )
}

/// Returns the receipt of a fetch that the WFS answered.
fn by_wfs(outcome: Result<Outcome, FetchError>) -> Receipt {
    let outcome = outcome.expect("the WFS helps");
    let receipt = outcome.receipt().expect("stored").clone();
    assert!(receipt.uitwijk.is_some(), "{receipt:?}");
    receipt
}

#[test]
fn a_lasting_fault_gives_simpler_outlines_and_says_so() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    server.fail("/wijken/items", Fault::Status(503), 99);
    let receipt = by_wfs(fetch(&server, &store, 0));
    let other = receipt.uitwijk.as_ref().expect("told");
    assert_eq!(other.laag, "gebiedsindelingen:wijk_gegeneraliseerd");
    assert!(other.vereenvoudigd);
    assert_eq!(other.reden, "status 503 na 4 pogingen");
    assert_eq!(
        receipt.url(),
        "https://service.pdok.nl/cbs/gebiedsindelingen/2024/wfs/v1_0?service=WFS&version=2.0.0\
         &request=GetFeature&typeNames=gebiedsindelingen:wijk_gegeneraliseerd\
         &outputFormat=application/json&srsName=EPSG:4326&count=1000&startIndex=0"
    );
    assert_eq!(receipt.via.as_deref(), Some(server.base().as_str()));

    let slice = stored(&store, "wijken-2024", &zwolle());
    let texts = |name: &str| -> Vec<String> {
        let values = column(&slice, name);
        let text = |value: &AnyValue<'_>| value.get_str().unwrap_or_default().to_owned();
        values.iter().map(text).collect()
    };
    assert_eq!(
        texts("code"),
        ["WK019301", "WK019302"],
        "no water, no neighbour, nothing twice"
    );
    assert_eq!(texts("gemeentecode"), ["GM0193", "GM0193"]);
    assert_eq!(texts("naam"), ["Wijk WK019301", "Wijk WK019302"]);
    for figure in ["aantal_inwoners", "percentage_personen_65_jaar_en_ouder"] {
        assert_eq!(
            column(&slice, figure),
            [AnyValue::Null, AnyValue::Null],
            "never zero"
        );
    }
    assert_eq!(store.verify().expect("verify"), []);
}

#[test]
fn every_lasting_fault_and_every_other_shape_of_the_first_leads_to_the_second() {
    let faults = [
        (Fault::Reset, "verbinding afgebroken na 4 pogingen"),
        (Fault::RetryAfter(9000), "9000 seconden te wachten"),
        (Fault::CutJson, "afgekapt"),
        (Fault::Html, "webpagina"),
        (Fault::EmptyBody, "leeg antwoord"),
        (Fault::ErrorJson, "antwoord zonder gegevens"),
        (Fault::Status(404), "status 404"),
        (Fault::EmptyValue, "geen enkele rij"),
        (Fault::Replace("\"jaar\":2024", "\"jaar\":2023"), "2023"),
        (Fault::Replace("\"wijkcode\"", "\"wijk\""), "wijkcode"),
    ];
    for (fault, told) in faults {
        let server = Server::start(service(files()));
        let (_folder, store) = store();
        server.fail("/wijken/items", fault, 99);
        let reason = by_wfs(fetch(&server, &store, 0))
            .uitwijk
            .expect("told")
            .reden;
        assert!(reason.contains(told), "{fault:?}: {reason}");
        assert!(!reason.contains("http"), "no addresses: {reason}");
    }
}

/// Returns the frame that the WFS gives without faults of its own.
fn good_frame() -> FrameReceipt {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    server.fail("/wijken/items", Fault::Status(404), 99);
    by_wfs(fetch(&server, &store, 0)).frame
}

#[test]
fn a_passing_fault_of_the_second_changes_nothing() {
    let good = good_frame();
    for fault in [
        Fault::Reset,
        Fault::Status(500),
        Fault::RetryAfter(7),
        Fault::CutBody,
        Fault::CutJson,
        Fault::Html,
        Fault::EmptyBody,
        Fault::ErrorJson,
    ] {
        let server = Server::start(service(files()));
        let (_folder, store) = store();
        server.fail("/wijken/items", Fault::Status(404), 99);
        server.fail(LAYER, fault, 2);
        assert_eq!(by_wfs(fetch(&server, &store, 0)).frame, good, "{fault:?}");
    }
}

#[test]
fn when_both_fail_the_first_fault_is_told_with_the_second_and_nothing_is_stored() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    server.fail("/wijken/items", Fault::Status(503), 99);
    server.fail(LAYER, Fault::Html, 99);
    let error = fetch(&server, &store, 0).expect_err("both fail");
    let FetchError::Source {
        oorzaak, uitwijk, ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert!(
        oorzaak.to_string().starts_with("status 503 na 4"),
        "{oorzaak}"
    );
    assert!(uitwijk.is_some());
    let text = error.to_string();
    assert!(
        text.contains("helpt ook niet (geen JSON maar een webpagina na 4"),
        "{text}"
    );
    assert!(
        store
            .slice("wijken-2024", &zwolle())
            .expect("readable")
            .is_none()
    );
    // A service that refuses the question is told by its own words.
    let server = Server::start(service(files()));
    server.fail(
        "/wijken/items",
        Fault::Replace("\"wijkcode\"", "\"wijk\""),
        99,
    );
    server.fail(LAYER, Fault::Replace("statcode", "code"), 99);
    let error = fetch(&server, &store, 0).expect_err("both differ");
    assert!(error.to_string().contains("geen kolom statcode"), "{error}");
    assert!(shape_error(Err(error)).to_string().contains("wijkcode"));
}

#[test]
fn exact_outlines_in_the_store_are_kept_and_come_back_when_the_first_recovers() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    server.fail("/wijken/items", Fault::Status(404), 2);
    let simple = by_wfs(fetch(&server, &store, 0));
    let again = fetch(&server, &store, 5).expect("still the WFS");
    assert!(matches!(again, Outcome::Unchanged(_)), "{again:?}");
    let exact = fetch(&server, &store, 9).expect("the first again");
    let Outcome::Changed(exact) = exact else {
        panic!("{exact:?}")
    };
    assert!(exact.uitwijk.is_none() && exact.frame != simple.frame);
    server.take_requests();
    server.fail("/wijken/items", Fault::Status(404), 99);
    let error = fetch(&server, &store, 12).expect_err("the store has better");
    assert!(
        matches!(error, FetchError::Source { uitwijk: None, .. }),
        "{error:?}"
    );
    assert_eq!(stored(&store, "wijken-2024", &zwolle()).receipt, *exact);
    let asked = server.take_requests();
    assert!(
        asked.iter().all(|path| !path.contains("/wfs/")),
        "{asked:?}"
    );
}

#[test]
fn many_gemeenten_cost_one_layer_and_the_first_service_is_not_asked_for_each() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let (sources, network, endpoints) = (Sources::builtin(), http(), server.endpoints());
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(&network, &endpoints, &sources, &store, now);
    server.fail("/ogc/", Fault::Status(500), 999);
    let codes = ["GM0193", "GM0148", "GM1999"];
    let outcomes = codes.map(|code| {
        fetch_slice(&context, "wijken-2024", &Slice::Gemeente(code.into())).expect(code)
    });
    assert!(outcomes[0].receipt().is_some() && outcomes[1].receipt().is_some());
    assert_eq!(outcomes[2], Outcome::NotInTable);
    let asked = server.take_requests();
    let count = |part: &str| asked.iter().filter(|path| path.contains(part)).count();
    // One page with everything and one with nothing new, of each layer.
    assert_eq!(
        (count("wijk_gegen"), count("gemeente_gegen")),
        (2, 2),
        "{asked:?}"
    );
    assert_eq!(
        (count("/gemeenten/items"), count("/wijken/items")),
        (4, 4),
        "{asked:?}"
    );
}

/// Cannot reach the OGC API; counts how often it was tried.
struct OutOfReach(FixtureService, AtomicUsize);

impl Transport for OutOfReach {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        if request.url.contains("/ogc/") {
            self.1.fetch_add(1, Ordering::Relaxed);
            let kind = TransportErrorKind::Connect;
            return Err(TransportError::new(kind, &request.url, ""));
        }
        Ok(self.0.answer(&request.url))
    }
}

#[test]
fn a_service_out_of_reach_is_tried_once_for_all_tables_and_the_other_still_helps() {
    let (_folder, store) = store();
    let (sources, endpoints) = (Sources::builtin(), Endpoints::default());
    // Zwolle and the gemeenten are there in full.
    let good = service(files());
    fetch_at(&good, &endpoints, &store, "wijken-2024", &zwolle(), 0).expect("good");
    let transport = OutOfReach(service(files()), AtomicUsize::new(0));
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(&transport, &endpoints, &sources, &store, now);
    let land = fetch_slice(&context, "gemeenten-2024", &Slice::Land);
    assert!(matches!(land, Err(FetchError::Source { .. })), "{land:?}");
    let kept = fetch_slice(&context, "wijken-2024", &zwolle());
    assert!(matches!(kept, Err(FetchError::Source { .. })), "{kept:?}");
    let dalfsen = Slice::Gemeente("GM0148".into());
    let receipt = by_wfs(fetch_slice(&context, "wijken-2024", &dalfsen));
    assert_eq!(receipt.uitwijk.expect("told").reden, "geen verbinding");
    assert_eq!(transport.1.load(Ordering::Relaxed), 1);
}

#[test]
fn a_year_error_names_both_years() {
    let change = features(|feature| feature["properties"]["jaar"] = json!(2025.0));
    let changed = Changed::new(service(files()), "/wijken/items", change);
    let transport = Without::new(changed, "wijk_gegeneraliseerd");
    let (_folder, store) = store();
    let endpoints = Endpoints::default();
    let error = fetch_at(&transport, &endpoints, &store, "wijken-2024", &zwolle(), 0);
    let error = shape_error(error);
    let wrong = ShapeError::WrongYear {
        tabel: "wijken-2024".into(),
        verwacht: 2024,
        gevonden: 2025,
    };
    assert_eq!(error, wrong);
}
