//! Slices of OData v4 tables: asked over loopback HTTP, stored, read back.

use jiff::Timestamp;
use polars::prelude::AnyValue;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, FixtureService, Host, Outcome, PageRole, ShapeError,
    Slice, Store, StoredSlice, TopicHint, Transport, fetch_slice, reason_column,
};

use serde_json::Value;

use crate::fetch_rows::{column, stored};
use crate::support::fixtures::{put, service};
use crate::support::fixtures_v4::{KWB, REGIONAL, files, sources, with_list};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

/// Returns the slice of Dalfsen.
pub fn dalfsen() -> Slice {
    Slice::Gemeente("GM0148".into())
}

/// Fetches a slice of a v4 table.
pub fn fetch_at(
    transport: &dyn Transport,
    endpoints: &Endpoints,
    store: &Store,
    table: &str,
    slice: &Slice,
) -> Result<Outcome, FetchError> {
    let sources = sources();
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(transport, endpoints, &sources, store, now);
    fetch_slice(&context, table, slice)
}

/// Fetches from the fixture service itself.
fn fetch(
    service: &FixtureService,
    store: &Store,
    table: &str,
    slice: &Slice,
) -> Result<Outcome, FetchError> {
    fetch_at(service, &Endpoints::default(), store, table, slice)
}

fn texts(slice: &StoredSlice, name: &str) -> Vec<String> {
    column(slice, name)
        .iter()
        .map(|value| value.get_str().unwrap_or("-").to_owned())
        .collect()
}

fn numbers(slice: &StoredSlice, name: &str) -> Vec<Option<f64>> {
    column(slice, name)
        .iter()
        .map(|value| match value {
            AnyValue::Float64(number) => Some(*number),
            AnyValue::Null => None,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_gemeente_with_its_wijken_over_http() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let endpoints = server.endpoints();
    let outcome = fetch_at(&http(), &endpoints, &store, "83765ned", &dalfsen());
    assert!(matches!(outcome, Ok(Outcome::New(_))), "{outcome:?}");
    let slice = stored(&store, KWB, &dalfsen());
    assert_eq!(
        texts(&slice, "WijkenEnBuurten"),
        ["GM0148", "WK014801", "WK014802"]
    );
    assert_eq!(
        numbers(&slice, "T001036"),
        [Some(28_149.0), Some(9_000.0), Some(0.0)]
    );
    assert_eq!(numbers(&slice, "1050010_2"), [Some(12_000.5), None, None]);
    // No observation at all of this measure: the service leaves out what it has no figure for.
    assert_eq!(numbers(&slice, "1050010_6"), [None; 3]);

    let meta = &slice.meta;
    assert_eq!(meta.title, "Kerncijfers wijken en buurten 2017");
    assert_eq!(meta.status.as_deref(), Some("Regulier"));
    assert_eq!(
        (meta.areas.len(), meta.areas["WK014802"].as_str()),
        (3, "'t Veld")
    );
    let found = meta.resolve(&["1050010_2"], TopicHint::default());
    let found = found.expect("certain");
    assert_eq!(found.title, "Huishoudens totaal");
    assert_eq!(found.parents, ["Bevolking", "Particuliere huishoudens"]);

    let receipt = &slice.receipt;
    assert_eq!((receipt.bron, receipt.rijen), (Host::Cbs4, 3));
    assert_eq!(receipt.via.as_deref(), Some(server.base().as_str()));
    assert_eq!(
        receipt.modified.as_deref(),
        Some("2020-11-06T00:00:00+01:00")
    );
    let page = receipt.pages(PageRole::Gegevens).next().expect("page");
    assert_eq!(page.parameters["$filter"], "WijkenEnBuurten eq 'GM0148'");
    assert_eq!(
        receipt.url(),
        "https://datasets.cbs.nl/odata/v1/CBS/83765NED/Observations\
         ?$filter=WijkenEnBuurten%20eq%20%27GM0148%27&$count=true"
    );
    let asked = server.take_requests();
    let start = "/odata/v1/CBS/83765NED";
    assert!(
        asked.iter().all(|path| path.starts_with(start)),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 8, "{asked:?}");
    assert_eq!(store.verify().expect("verified"), []);
}

#[test]
fn the_country_holds_nederland_and_the_gemeenten_and_the_known_figure() {
    let (_folder, store) = store();
    fetch(&service(files()), &store, KWB, &Slice::Land).expect("land");
    let slice = stored(&store, KWB, &Slice::Land);
    assert_eq!(
        texts(&slice, "WijkenEnBuurten"),
        ["GM0148", "GM0772", "NL00"]
    );
    // Measure eq 'T001036' and WijkenEnBuurten eq 'GM0772' gives 246417 at CBS.
    assert_eq!(numbers(&slice, "T001036")[1], Some(246_417.0));
    // A frame without reasons has no column for them.
    assert_eq!(slice.frame.width(), 4);
}

#[test]
fn a_reason_is_kept_beside_the_absent_figure() {
    let mut files = files();
    let path = format!("odata4/{KWB}/Observations/alles.json");
    let page: Value = serde_json::from_slice(&files[&path]).expect("page");
    let mut rows = page["value"].as_array().expect("rows").clone();
    for row in &mut rows {
        // A word that nobody has seen before, beside a figure.
        if row["WijkenEnBuurten"] == "GM0148" && row["Measure"] == "1050010_2" {
            row["ValueAttribute"] = "Nog nooit gezien".into();
        }
    }
    put(&mut files, &path, &rows);
    let (_folder, store) = store();
    fetch(&service(files), &store, KWB, &dalfsen()).expect("fetch");
    let slice = stored(&store, KWB, &dalfsen());
    assert_eq!(numbers(&slice, "1050010_2"), [None; 3]);
    assert_eq!(
        texts(&slice, &reason_column("1050010_2")),
        ["Nog nooit gezien", "-", "Impossible"]
    );
    assert!(slice.frame.column(&reason_column("T001036")).is_err());
    // The column is no measure of the table.
    assert_eq!(slice.meta.topics.len(), 3);
}

#[test]
fn pages_are_followed_and_give_the_same_frame() {
    let ((_a, whole), (_b, paged), (_c, mirrored)) = (store(), store(), store());
    fetch(&service(files()), &whole, KWB, &Slice::Land).expect("one page");
    let small = || service(files()).with_observation_page(2);
    let server = Server::start(small());
    fetch_at(&http(), &server.endpoints(), &paged, KWB, &Slice::Land).expect("pages");
    // A mirror that leaves the links as they are: they lead to the stand-in.
    let mirror = Server::start(small().with_links_at(Host::Cbs4.official()));
    fetch_at(&http(), &mirror.endpoints(), &mirrored, KWB, &Slice::Land).expect("mirror");
    let [whole, paged, mirrored] =
        [whole, paged, mirrored].map(|store| stored(&store, KWB, &Slice::Land));
    for pages in [&paged, &mirrored] {
        assert_eq!(pages.receipt.frame, whole.receipt.frame);
        assert_eq!(pages.meta, whole.meta);
        let count = |role| pages.receipt.pages(role).count();
        // Two observations of Nederland, four of gemeenten; six codes; three measures.
        assert_eq!(count(PageRole::Gegevens), 1 + 2);
        assert_eq!(count(PageRole::Dimensie), 3);
        assert_eq!(count(PageRole::Eigenschappen), 1 + 2 + 1);
    }
    let links = server.take_requests();
    let asked = |part: &str| links.iter().filter(|path| path.contains(part)).count();
    assert_eq!((asked("$skip=2"), asked("$skip=4")), (3, 1));
}

#[test]
fn nothing_but_the_properties_is_asked_of_a_table_that_did_not_change() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let fetch = || fetch_at(&http(), &server.endpoints(), &store, KWB, &dalfsen());
    fetch().expect("first");
    server.take_requests();
    let again = fetch().expect("again");
    assert!(matches!(again, Outcome::Unchanged(_)), "{again:?}");
    assert_eq!(
        server.take_requests(),
        ["/odata/v1/CBS/83765NED/Properties"]
    );
    let newer = Fault::Replace("2020-11-06", "2021-11-06");
    server.fail("/Properties", newer, 1);
    let changed = fetch().expect("changed");
    assert!(matches!(changed, Outcome::Changed(_)), "{changed:?}");
}

#[test]
fn only_the_measures_of_the_list_are_asked_where_one_identifier_has_two_figures() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    fetch_at(&http(), &server.endpoints(), &store, REGIONAL, &Slice::Land).expect("fetch");
    let slice = stored(&store, REGIONAL, &Slice::Land);
    let filters: Vec<&str> = slice
        .receipt
        .pages(PageRole::Gegevens)
        .map(|page| page.parameters["$filter"].as_str())
        .collect();
    let rest = "Perioden eq '2025JJ00' and Measure in ('M000100','1014800')";
    assert_eq!(
        filters,
        [
            format!("RegioS eq 'NL01' and {rest}"),
            format!("startswith(RegioS,'GM') and {rest}")
        ]
    );
    assert_eq!(texts(&slice, "RegioS"), ["GM0193", "NL01"]);
    assert_eq!(texts(&slice, "Perioden"), ["2025JJ00", "2025JJ00"]);
    assert_eq!(slice.frame.width(), 4);
    let keys: Vec<&str> = slice.meta.topics.iter().map(|t| t.key.as_str()).collect();
    assert_eq!(keys, ["M000100", "1014800"]);

    // Asked for all measures, the table is refused and the measure named.
    let text = r#"onderwerpen = ["M000100", "1014800"]"#;
    let all = with_list(text, "");
    let network = http();
    let endpoints = server.endpoints();
    let context = FetchContext::new(&network, &endpoints, &all, &store, slice.receipt.opgehaald);
    let error = fetch_slice(&context.forced(), REGIONAL, &Slice::Land).expect_err("double");
    let FetchError::Shape { oorzaak, .. } = &error else {
        panic!("{error:?}")
    };
    let ShapeError::DuplicateRows { waar, .. } = &**oorzaak else {
        panic!("{oorzaak}")
    };
    assert_eq!(waar, "NL01 2025JJ00 1050010_6");
    // A measure that the table does not have is told with what resembles it.
    let gone = with_list("1014800\"]", "1014801\"]");
    let context = FetchContext::new(&network, &endpoints, &gone, &store, slice.receipt.opgehaald);
    let error = fetch_slice(&context.forced(), REGIONAL, &Slice::Land).expect_err("gone");
    assert!(error.hint().contains("1014800"), "{}", error.hint());
}

#[test]
fn what_does_not_exist_is_told_apart() {
    let (_folder, store) = store();
    let gone = Slice::Gemeente("GM9999".into());
    let outcome = fetch(&service(files()), &store, KWB, &gone);
    assert_eq!(outcome.expect("answer"), Outcome::NotInTable);
    let mut without = files();
    without.retain(|path, _| !path.contains(KWB));
    let error = fetch(&service(without), &store, KWB, &dalfsen()).expect_err("404");
    let FetchError::Source { oorzaak, bron, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(oorzaak.to_string().starts_with("status 404"), "{oorzaak}");
    assert_eq!(bron, "CBS OData v4");
    // A table of which only the descriptions are served, as happens to tables that were stopped.
    let mut stopped = files();
    stopped.retain(|path, _| !path.contains("Observations"));
    let error = fetch(&service(stopped), &store, KWB, &dalfsen()).expect_err("stopped");
    assert!(error.hint().contains("MeasureCodes"), "{}", error.hint());
    assert_eq!(store.receipts().expect("receipts"), []);
}

#[test]
fn made_up_parts_reach_the_receipts_that_they_touch() {
    let mut files = files();
    let receipts = r#"
        [[fixture]]
        pad = "odata4/83765NED"
        fictief = true
        [[fixture.fictief_deel]]
        kolommen = ["T001036"]
        niveaus = ["wijk"]
        [[fixture.fictief_deel]]
        kolommen = ["AndereMeting"]
        [[fixture.fictief_deel]]
        kolommen = ["Title"]
        gebieden = ["GM0148"]
    "#;
    files.insert("ontvangsten.toml".into(), receipts.into());
    let server = Server::start(service(files));
    let (_folder, store) = store();
    let parts = |slice: Slice| {
        fetch_at(&http(), &server.endpoints(), &store, KWB, &slice).expect("fetch");
        let parts = stored(&store, KWB, &slice).receipt.fictieve_delen;
        serde_json::to_string(&parts).expect("json")
    };
    let name = r#"{"kolommen":["Title"],"gebieden":["GM0148"]}"#;
    assert_eq!(
        parts(dalfsen()),
        format!(r#"[{{"kolommen":["T001036"],"niveaus":["wijk"]}},{name}]"#)
    );
    assert_eq!(parts(Slice::Land), format!("[{name}]"));
    assert_eq!(parts(Slice::Gemeente("GM0772".into())), "[]");
}

#[test]
fn codes_are_sent_as_the_table_has_them() {
    let mut files = files();
    let area = serde_json::json!({"Identifier": "GM0772  ", "Title": "Eindhoven \"#read\""});
    put(
        &mut files,
        &format!("odata4/{KWB}/WijkenEnBuurtenCodes.json"),
        &[area],
    );
    let path = format!("odata4/{KWB}/Observations/alles.json");
    let text = String::from_utf8(files[&path].clone()).expect("text");
    files.insert(path, text.replace("GM0772", "GM0772  ").into_bytes());
    let (_folder, store) = store();
    let slice = Slice::Gemeente("GM0772".into());
    fetch(&service(files), &store, KWB, &slice).expect("fetch");
    let stored = stored(&store, KWB, &slice);
    assert_eq!(texts(&stored, "WijkenEnBuurten"), ["GM0772"]);
    assert_eq!(stored.meta.areas["GM0772"], "Eindhoven \"#read\"");
}
