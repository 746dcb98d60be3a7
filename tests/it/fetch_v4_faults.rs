//! An OData v4 service that fails: right data in the end, or the right error, and never a bad slice.

use regiobeeld_fetchers::{
    FetchContext, FetchError, Outcome, ShapeError, Slice, TransportErrorKind, fetch_slice,
};

use crate::fetch_rows::{shape_error, stored};
use crate::fetch_v4::{dalfsen, fetch_at};
use crate::support::fixtures::service;
use crate::support::fixtures_v4::{KWB, files, sources};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

/// A part of the address of each kind of request; the first is the service document, whose address
/// ends with the id.
const KINDS: [&str; 8] = [
    "/CBS/83765NED ",
    "/Properties",
    "/Dimensions",
    "/MeasureCodes",
    "/MeasureGroups",
    "/WijkenEnBuurtenCodes",
    "/Observations?$filter=WijkenEnBuurten",
    "/Observations?$filter=startswith",
];

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
    let server = Server::start(service(files()));
    let (_a, good) = store();
    fetch_at(&http(), &server.endpoints(), &good, KWB, &dalfsen()).expect("without faults");
    let good = stored(&good, KWB, &dalfsen()).receipt.frame;
    for kind in KINDS {
        for fault in faults {
            server.fail(kind, fault, 2);
            let (_b, store) = store();
            let outcome = fetch_at(&http(), &server.endpoints(), &store, KWB, &dalfsen());
            assert!(
                matches!(outcome, Ok(Outcome::New(_))),
                "{kind} {fault:?}: {outcome:?}"
            );
            assert_eq!(server.faults_left(), 0, "{kind} {fault:?}");
            let frame = stored(&store, KWB, &dalfsen()).receipt.frame;
            assert_eq!(frame, good, "{kind} {fault:?}");
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
        (Fault::Status(400), Kind::Status(400)),
        (Fault::Status(404), Kind::Status(404)),
    ];
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    fetch_at(&http(), &server.endpoints(), &store, KWB, &dalfsen()).expect("good");
    let before = store.receipts().expect("receipts");
    let (network, endpoints, sources) = (http(), server.endpoints(), sources());
    for kind in KINDS {
        for (fault, expected) in &faults {
            server.fail(kind, *fault, 4);
            let now = before[0].opgehaald;
            let context = FetchContext::new(&network, &endpoints, &sources, &store, now).forced();
            let error = fetch_slice(&context, KWB, &dalfsen()).expect_err("lasting");
            let FetchError::Source { oorzaak, .. } = &error else {
                panic!("{kind}: {error:?}")
            };
            assert_eq!(&oorzaak.kind, expected, "{kind} {fault:?}");
            let after = store.receipts().expect("receipts");
            assert_eq!(after, before, "{kind} {fault:?}");
            server.forget_faults();
        }
    }
    assert_eq!(store.verify().expect("verify"), []);
}

/// Returns the error of a fetch with faults, after which nothing may be stored.
fn refused(server: &Server, slice: &Slice) -> FetchError {
    let (_folder, store) = store();
    let error = fetch_at(&http(), &server.endpoints(), &store, KWB, slice).expect_err("refused");
    assert!(store.slice(KWB, slice).expect("readable").is_none());
    assert_eq!(store.verify().expect("verify"), []);
    error
}

#[test]
fn an_empty_answer_is_never_taken_for_an_empty_table() {
    for (kind, told) in [
        (KINDS[0], "onderdeel Observations"),
        ("/Dimensions", "rijen in Dimensions"),
        ("/MeasureCodes", "rijen in MeasureCodes"),
        ("/MeasureGroups", "rijen in MeasureGroups"),
        ("/WijkenEnBuurtenCodes", "rijen in WijkenEnBuurtenCodes"),
        ("/Observations?$filter=W", "WijkenEnBuurten eq 'GM0148'"),
        (
            "/Observations?$filter=s",
            "startswith(WijkenEnBuurten,'WK0148')",
        ),
    ] {
        let server = Server::start(service(files()));
        server.fail(kind, Fault::EmptyValue, 1);
        let error = shape_error(Err(refused(&server, &dalfsen())));
        assert!(error.to_string().contains(told), "{kind}: {error}");
    }
}

#[test]
fn another_shape_is_told_and_not_stored() {
    let cases = [
        (
            "Observations",
            "\"T001036\"",
            "\"T001037\"",
            "onderwerp T001037",
        ),
        ("Observations", "\"Measure\"", "\"Onderwerp\"", "Measure"),
        ("Observations", "\"Value\"", "\"Waarde\"", "kolom Value"),
        ("Observations", "28149", "\"veel\"", "veel"),
        ("Observations", "WK014802", "WK014801", "WK014801"),
        (
            "Observations",
            "\"WijkenEnBuurten\":\"GM0148",
            "\"WijkenEnBuurten\":\"GM0772",
            "GM0772",
        ),
        (
            "Observations",
            "\"WijkenEnBuurten\"",
            "\"RegioS\"",
            "WijkenEnBuurten",
        ),
        ("MeasureCodes", "\"Identifier\"", "\"Key\"", "MeasureCodes"),
        ("MeasureCodes", "1050010_6", "1050010_2", "twee keer"),
        ("Dimensions", "WijkenEnBuurten", "Wijken", "WijkenCodes"),
        ("Properties", "\"Title\"", "\"Titel\"", "Properties"),
        (
            "/83765NED",
            "\"MeasureCodes\"",
            "\"Onderwerpen\"",
            "onderdeel MeasureCodes",
        ),
    ];
    for (part, from, to, told) in cases {
        let server = Server::start(service(files()));
        server.fail(part, Fault::Replace(from, to), 99);
        let error = refused(&server, &dalfsen());
        let FetchError::Shape { oorzaak, .. } = &error else {
            panic!("{from}: {error:?}")
        };
        assert!(oorzaak.to_string().contains(told), "{from}: {oorzaak}");
    }
}

#[test]
fn the_number_of_observations_must_be_the_number_that_is_promised() {
    use TransportErrorKind as Kind;
    for (to, kind) in [
        ("\"@odata.count\":3", Kind::Incomplete),
        ("\"@odata.count\":1", Kind::ChangedMeanwhile),
    ] {
        let server = Server::start(service(files()));
        server.fail(
            "=WijkenEnBuurten",
            Fault::Replace("\"@odata.count\":2", to),
            1,
        );
        let error = refused(&server, &dalfsen());
        let FetchError::Source { oorzaak, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(oorzaak.kind, kind);
        assert!(oorzaak.to_string().contains("2 van de"), "{oorzaak}");
        assert!(
            oorzaak.url.starts_with("https://datasets.cbs.nl/"),
            "{oorzaak}"
        );
    }
    // Pages that break off early: the link to the next one is gone.
    let server = Server::start(service(files()).with_observation_page(2));
    server.fail("=startswith", Fault::Replace("@odata.nextLink", "x"), 1);
    let error = refused(&server, &Slice::Land);
    let FetchError::Source { oorzaak, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(oorzaak.kind, Kind::Incomplete);
    assert!(oorzaak.to_string().contains("2 van de 4"), "{oorzaak}");
    // A service that promises nothing is believed.
    let server = Server::start(service(files()));
    server.fail(
        "Observations",
        Fault::Replace("\"@odata.count\"", "\"x\""),
        9,
    );
    let (_folder, store) = store();
    fetch_at(&http(), &server.endpoints(), &store, KWB, &dalfsen()).expect("no promise");
    // One that cannot count at all is asked without.
    server.forget_faults();
    server.fail("$count=true", Fault::Status(400), 9);
    let (_folder, store) = crate::support::store();
    fetch_at(&http(), &server.endpoints(), &store, KWB, &dalfsen()).expect("no count");
    let receipt = stored(&store, KWB, &dalfsen()).receipt;
    assert!(!receipt.url().contains("$count"), "{}", receipt.url());
}

#[test]
fn links_to_other_hosts_and_links_without_end_are_not_followed() {
    let small = || service(files()).with_observation_page(2);
    let foreign = Server::start(small().with_links_at("https://datasets.cbs.nl.example"));
    let error = shape_error(Err(refused(&foreign, &Slice::Land)));
    let ShapeError::ForeignLink { link, .. } = &error else {
        panic!("{error}")
    };
    assert!(
        link.starts_with("https://datasets.cbs.nl.example/"),
        "{link}"
    );
    for (part, to) in [
        // The second page of the codes links to itself, that of the observations to the first.
        ("Codes?$skip=2", "$skip=2"),
        ("Observations?$filter=startswith", "$skip=0"),
    ] {
        let server = Server::start(small());
        let from = if part.starts_with("Codes") {
            "$skip=4"
        } else {
            "$skip=2"
        };
        server.fail(part, Fault::Replace(from, to), 99);
        let error = shape_error(Err(refused(&server, &Slice::Land)));
        assert!(
            matches!(
                error,
                ShapeError::EndlessLinks { .. } | ShapeError::DuplicateRows { .. }
            ),
            "{part}: {error}"
        );
    }
}

#[test]
fn the_fixture_service_is_as_strict_as_cbs() {
    let service = service(files()).with_observation_page(4);
    let ask = |path: &str| {
        let url = format!("https://datasets.cbs.nl/odata/v1/CBS/{path}");
        let answer = service.answer(&url);
        (
            answer.status,
            String::from_utf8_lossy(&answer.body).into_owned(),
        )
    };
    let set = "83765NED/Observations";
    let question = "Measure%20eq%20%27T001036%27%20and%20WijkenEnBuurten%20eq%20%27GM0772%27";
    let (status, body) = ask(&format!("{set}?$filter={question}&$select=Measure,Value"));
    assert_eq!(status, 200);
    assert!(
        body.ends_with(r#""value":[{"Measure":"T001036","Value":246417.0}]}"#),
        "{body}"
    );
    let (_, body) = ask(&format!("{set}?$count=true&$top=0"));
    assert!(body.ends_with(r#""@odata.count":11,"value":[]}"#), "{body}");
    let (_, body) = ask(&format!("{set}?$skip=9"));
    assert!(!body.contains("@odata.nextLink") && body.matches("\"Id\"").count() == 2);
    let (_, body) = ask(&format!("{set}?$top=5"));
    assert!(body.contains("/Observations?$top=5&$skip=4"), "{body}");
    for (path, status) in [
        ("99999NED", 404),
        // Ids are matched to the letter.
        ("83765ned", 404),
        ("83765NED/Onzin", 404),
        ("83765NED/Observations?$filter=Measure%20eq", 400),
        ("83765NED/Observations?$filter=RegioS%20eq%20%27x%27", 400),
        ("83765NED/Observations?$filter=Value%20eq%20%275%27", 400),
        ("83765NED/Observations?$top=veel", 400),
        ("83765NED/Observations?$count=ja", 400),
        ("83765NED/Observations?$format=json", 400),
        (
            "83765NED/Observations?$filter=substringof(%27a%27,Measure)",
            400,
        ),
    ] {
        let (found, body) = ask(path);
        assert_eq!(found, status, "{path}: {body}");
    }
}
