//! Slices of OData tables: asked over loopback HTTP, stored, read back.

use jiff::Timestamp;
use polars::prelude::AnyValue;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, FixtureService, Outcome, PageRole, ShapeError, Slice,
    Sources, Store, StoredSlice, Transport, fetch_slice, fetch_whole, reason_column,
};

use crate::support::fixtures::{add_health, files, put, service};
use crate::support::server::Server;
use crate::support::{http, store};

/// Returns the slice of Zwolle.
pub fn zwolle() -> Slice {
    Slice::Gemeente("GM0193".into())
}

/// Fetches at the given second of 2026.
pub fn fetch_at(
    transport: &dyn Transport,
    endpoints: &Endpoints,
    store: &Store,
    table: &str,
    slice: &Slice,
    second: i64,
) -> Result<Outcome, FetchError> {
    let sources = Sources::builtin();
    let now = Timestamp::from_second(1_767_225_600 + second).expect("time");
    fetch_slice(
        &FetchContext::new(transport, endpoints, &sources, store, now),
        table,
        slice,
    )
}

/// Fetches from the fixture service itself.
pub fn fetch(
    service: &FixtureService,
    store: &Store,
    table: &str,
    slice: &Slice,
) -> Result<Outcome, FetchError> {
    fetch_at(service, &Endpoints::default(), store, table, slice, 0)
}

/// Returns what differs, of a fetch that must fail because of the shape of the answer.
pub fn shape_error(outcome: Result<Outcome, FetchError>) -> ShapeError {
    match outcome {
        Err(FetchError::Shape { oorzaak, .. }) => *oorzaak,
        other => panic!("{other:?}"),
    }
}

/// Returns a slice that must be in the store.
pub fn stored(store: &Store, table: &str, slice: &Slice) -> StoredSlice {
    store
        .slice(table, slice)
        .expect("readable")
        .expect("stored")
}

/// Returns the values of a column.
pub fn column(slice: &StoredSlice, name: &str) -> Vec<AnyValue<'static>> {
    let column = slice.frame.column(name).expect(name);
    (0..column.len())
        .map(|row| column.get(row).expect("row").into_static())
        .collect()
}

fn texts(slice: &StoredSlice, name: &str) -> Vec<String> {
    column(slice, name)
        .iter()
        .map(|value| value.get_str().unwrap_or("-").to_owned())
        .collect()
}

#[test]
fn a_gemeente_with_its_wijken_over_http() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let outcome = fetch_at(
        &http(),
        &server.endpoints(),
        &store,
        "85984ned",
        &zwolle(),
        0,
    );
    assert!(matches!(outcome, Ok(Outcome::New(_))), "{outcome:?}");
    let slice = stored(&store, "85984NED", &zwolle());
    assert_eq!(
        texts(&slice, "WijkenEnBuurten"),
        ["GM0193", "WK019301", "WK019302"]
    );
    let people = [133_141.0, 5_000.0, 45.0].map(AnyValue::Float64);
    assert_eq!(column(&slice, "AantalInwoners_5"), people);
    let old = [
        AnyValue::Float64(23_000.0),
        AnyValue::Float64(0.0),
        AnyValue::Null,
    ];
    assert_eq!(column(&slice, "k_65JaarOfOuder_12"), old);
    assert_eq!(texts(&slice, "Gemeentenaam_1")[0], "Zwolle");
    assert_eq!(slice.meta.areas.len(), 3);
    assert_eq!(slice.meta.areas["WK019302"], "'t Veld");
    assert_eq!(slice.meta.title, "Kerncijfers wijken en buurten 2024");

    let receipt = &slice.receipt;
    assert_eq!(receipt.via.as_deref(), Some(server.base().as_str()));
    assert_eq!(receipt.opgehaald.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(receipt.modified.as_deref(), Some("2026-07-01T02:00:00"));
    assert!(!receipt.fictief && receipt.rijen == 3);
    let page = receipt.pages(PageRole::Gegevens).next().expect("page");
    assert_eq!(
        page.parameters["$filter"],
        "WijkenEnBuurten eq 'GM0193    '"
    );
    let start =
        "https://opendata.cbs.nl/ODataApi/odata/85984NED/TypedDataSet?$format=json&$filter=";
    assert_eq!(
        receipt.url(),
        format!("{start}WijkenEnBuurten%20eq%20%27GM0193%20%20%20%20%27")
    );
    let asked = server.take_requests();
    assert!(
        asked.iter().all(|path| path.contains("$format=json")),
        "{asked:?}"
    );
    assert!(
        asked
            .iter()
            .all(|path| !path.contains("$skip") && !path.contains("$top")),
        "{asked:?}"
    );
    assert_eq!(store.verify().expect("verified"), []);
}

#[test]
fn the_network_and_the_fixture_service_give_the_same_frame() {
    let server = Server::start(service(files()));
    let ((_a, over_http), (_b, inside)) = (store(), store());
    for (table, slice) in [
        ("85984NED", zwolle()),
        ("50150NED", zwolle()),
        ("03759ned", Slice::Land),
    ] {
        fetch_at(&http(), &server.endpoints(), &over_http, table, &slice, 0).expect("http");
        fetch(&service(files()), &inside, table, &slice).expect("inside");
        let (a, b) = (
            stored(&over_http, table, &slice),
            stored(&inside, table, &slice),
        );
        assert_eq!(a.receipt.frame, b.receipt.frame, "{table}");
        assert_eq!((a.receipt.via.is_some(), b.receipt.via), (true, None));
    }
}

#[test]
fn the_country_is_asked_in_parts_that_the_api_allows() {
    let mut files = files();
    add_health(&mut files, 250);
    let (_folder, store) = store();
    fetch(&service(files), &store, "50150NED", &Slice::Land).expect("land");
    let slice = stored(&store, "50150NED", &Slice::Land);
    assert_eq!(slice.receipt.rijen, 251 * 45);
    let asked: Vec<u64> = slice
        .receipt
        .pages(PageRole::Gegevens)
        .map(|page| page.rijen)
        .collect();
    assert_eq!(asked, [45, 2250, 2250, 2250, 2250, 2250]);
    let areas = texts(&slice, "WijkenEnBuurten");
    assert!(
        areas
            .iter()
            .all(|code| code == "NL01" || code.starts_with("GM"))
    );
}

#[test]
fn the_feed_is_followed_and_official_links_go_to_the_stand_in() {
    for links in [
        None,
        Some("https://opendata.cbs.nl"),
        Some("http://opendata.cbs.nl"),
    ] {
        let feed = service(files()).with_feed_page(4);
        let server = Server::start(match links {
            Some(base) => feed.with_links_at(base),
            None => feed,
        });
        let (_folder, store) = store();
        fetch_at(
            &http(),
            &server.endpoints(),
            &store,
            "03759ned",
            &Slice::Land,
            0,
        )
        .expect("land");
        let slice = stored(&store, "03759ned", &Slice::Land);
        // Nederland and two gemeenten, three ages, both years, both sexes together.
        assert_eq!(slice.frame.height(), 18);
        assert_eq!(slice.receipt.pages(PageRole::Gegevens).count(), 5);
        assert!(
            texts(&slice, "Perioden")
                .iter()
                .all(|code| ["2023JJ00", "2024JJ00"].contains(&code.as_str()))
        );
        assert!(
            texts(&slice, "Geslacht")
                .iter()
                .all(|code| code == "T001038")
        );
        let ages = slice.meta.dimension("Leeftijd").expect("dimension");
        assert_eq!(
            (ages.items[1].code(), ages.items[1].title.as_str()),
            ("10010", "0 jaar")
        );
    }
}

#[test]
fn a_link_to_another_host_is_refused() {
    let feed = service(files())
        .with_feed_page(4)
        .with_links_at("https://opendata.cbs.nl.example");
    let (_folder, store) = store();
    let error = shape_error(fetch(&feed, &store, "03759ned", &Slice::Land));
    let ShapeError::ForeignLink { link, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(
        link.starts_with("https://opendata.cbs.nl.example/"),
        "{link}"
    );
    assert!(
        store
            .slice("03759ned", &Slice::Land)
            .expect("readable")
            .is_none()
    );
}

#[test]
fn what_does_not_exist_is_told_apart() {
    let (_folder, store) = store();
    let service = service(files());
    let gone = fetch(
        &service,
        &store,
        "85984NED",
        &Slice::Gemeente("GM9999".into()),
    );
    assert_eq!(gone.expect("answer"), Outcome::NotInTable);
    let unknown = fetch(&service, &store, "85985NED", &zwolle()).expect_err("no table");
    assert!(unknown.hint().contains("85984NED"), "{}", unknown.hint());
    for code in ["GM193", "../GM0193", "GM0193' or 'a' eq 'a"] {
        let error = fetch(&service, &store, "85984NED", &Slice::Gemeente(code.into()));
        assert!(
            matches!(error, Err(FetchError::UnknownSlice { .. })),
            "{error:?}"
        );
    }
    // In the list of sources, but not at the service.
    let moved = fetch(&service, &store, "84799NED", &zwolle()).expect_err("404");
    let FetchError::Gone { oorzaak, .. } = &moved else {
        panic!("{moved:?}")
    };
    assert!(oorzaak.to_string().starts_with("status 404"), "{oorzaak}");
    assert_eq!(store.receipts().expect("receipts"), []);
}

#[test]
fn made_up_parts_reach_the_receipts_that_they_touch() {
    let mut files = files();
    let receipts = r#"
        [[fixture]]
        pad = "odata/50150NED"
        tabel = "50150NED"
        fictief = true
        [[fixture.fictief_deel]]
        niveaus = ["wijk"]
        [[fixture.fictief_deel]]
        kolommen = ["AndereKolom_9"]
        [[fixture]]
        pad = "odata/85984NED"
        fictief = true
        [[fixture.fictief_deel]]
        kolommen = ["Title"]
        niveaus = ["wijk"]
        [[fixture]]
        pad = "odata/03759ned"
        fictief = true
    "#;
    files.insert("ontvangsten.toml".into(), receipts.into());
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let parts = |table: &str, slice: Slice| {
        fetch_at(&http(), &server.endpoints(), &store, table, &slice, 0).expect("fetch");
        let receipt = stored(&store, table, &slice).receipt;
        assert_eq!(receipt.fictief, !receipt.fictieve_delen.is_empty());
        serde_json::to_string(&receipt.fictieve_delen).expect("json")
    };
    assert_eq!(parts("50150NED", zwolle()), r#"[{"niveaus":["wijk"]}]"#);
    assert_eq!(parts("50150NED", Slice::Land), "[]");
    // Invented names of wijken touch only slices with wijken.
    assert_eq!(
        parts("85984NED", zwolle()),
        r#"[{"kolommen":["Title"],"niveaus":["wijk"]}]"#
    );
    assert_eq!(parts("85984NED", Slice::Land), "[]");
    assert_eq!(parts("03759ned", Slice::Land), "[{}]");
}

#[test]
fn a_title_with_a_quote_and_an_unknown_column_do_no_harm() {
    let mut files = files();
    let area = serde_json::json!({"Key": "GM0193    ", "Title": "'s-Zwolle \"#read\""});
    put(&mut files, "odata/85984NED/WijkenEnBuurten.json", &[area]);
    let (_folder, store) = store();
    fetch(&service(files), &store, "85984NED", &zwolle()).expect("fetch");
    let slice = stored(&store, "85984NED", &zwolle());
    assert_eq!(slice.meta.areas["GM0193"], "'s-Zwolle \"#read\"");
    assert_eq!(slice.frame.height(), 1);
}

#[test]
fn reasons_are_kept_where_the_list_of_sources_asks_for_them() {
    let list = r#"
        [bronnen.cbs]
        naam = "CBS StatLine"
        url = "https://opendata.cbs.nl"
        [[tabel]]
        id = "85984NED"
        titel = "Kerncijfers 2024"
        bron = "cbs"
        soort = "odata3"
        reeks = "kwb"
        gebied = "WijkenEnBuurten"
        niveaus = ["land", "gemeente", "wijk"]
        plakken = ["land", "gemeente"]
        redenen = true
        citaat = "CBS"
        licentie = "CC BY 4.0"
    "#;
    let sources = Sources::parse(list).expect("list");
    let server = Server::start(service(files()).with_feed_page(3));
    let (network, endpoints) = (http(), server.endpoints());
    let (_a, typed) = store();
    fetch_at(&network, &endpoints, &typed, "85984NED", &zwolle(), 0).expect("typed");
    server.take_requests();
    let (_b, untyped) = store();
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(&network, &endpoints, &sources, &untyped, now);
    fetch_slice(&context, "85984NED", &zwolle()).expect("untyped");
    let asked = server.take_requests();
    assert!(
        !asked.iter().any(|path| path.contains("/TypedDataSet")),
        "{asked:?}"
    );
    let (with, without) = (
        stored(&untyped, "85984NED", &zwolle()),
        stored(&typed, "85984NED", &zwolle()),
    );
    let reasons = reason_column("k_65JaarOfOuder_12");
    assert_eq!(texts(&with, &reasons), ["-", "-", "."]);
    assert_eq!(with.frame.drop(&reasons).expect("column"), without.frame);
    // The whole table over the Feed gives the same.
    let (_c, whole) = store();
    let context = FetchContext::new(&network, &endpoints, &sources, &whole, now);
    fetch_whole(&context, "85984NED", &[zwolle()]).expect("whole");
    assert_eq!(
        stored(&whole, "85984NED", &zwolle()).receipt.frame,
        with.receipt.frame
    );
}
