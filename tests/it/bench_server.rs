//! The stand-in that `cargo xtask bench ophalen` measures with: what it gives must be as large and
//! as awkward as the real table, or the measurement says nothing.

#[path = "../../examples/bench_server/service/mod.rs"]
mod service;

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::sync::Arc;

use regiobeeld::area::Gemeenten;
use regiobeeld_fetchers::{Expect, Request, Transport};
use serde_json::Value;

use crate::support::http;
use service::{Options, Service};

const FEED: &str = "/ODataFeed/odata/50150NED";
const API: &str = "/ODataApi/odata/50150NED";

fn whole() -> Service {
    Service::new(Options::default())
}

fn status(service: &Service, target: &str) -> u16 {
    service.answer("h", target, &mut Vec::new()).status
}

fn ask(service: &Service, target: &str) -> Value {
    let mut body = Vec::new();
    let answer = service.answer("127.0.0.1:1", target, &mut body);
    assert_eq!(answer.status, 200, "{target}");
    serde_json::from_slice(&body).expect(target)
}

/// Follows next links, which must lead to the server itself.
fn pages(service: &Service, target: &str) -> Vec<Value> {
    let mut pages = vec![ask(service, target)];
    while let Some(next) = pages[pages.len() - 1]["odata.nextLink"].as_str() {
        let next = next.strip_prefix("http://127.0.0.1:1").expect("own host");
        pages.push(ask(service, next));
    }
    pages
}

fn rows(page: &Value) -> &[Value] {
    page["value"].as_array().expect("value")
}

fn keys(service: &Service, set: &str) -> Vec<String> {
    pages(service, &format!("{FEED}/{set}?$format=json"))
        .iter()
        .flat_map(rows)
        .map(|row| row["Key"].as_str().expect("key").to_owned())
        .collect()
}

#[test]
fn the_areas_are_all_gemeenten_with_as_many_wijken_and_buurten_as_there_are() {
    let areas = keys(&whole(), "WijkenEnBuurten");
    assert_eq!(areas.iter().collect::<BTreeSet<_>>().len(), 18_310);
    assert!(areas.iter().all(|code| code.chars().count() == 10));
    let of = |kind: &str| areas.iter().filter(|code| code.starts_with(kind)).count();
    assert_eq!((of("NL"), of("GM")), (1, 342));
    assert!((3_300..3_500).contains(&of("WK")), "{}", of("WK"));
    let gemeenten = Gemeenten::current();
    for code in areas.iter().filter(|code| !code.starts_with("NL")) {
        let gemeente = format!("GM{}", &code[2..6]);
        assert!(gemeenten.find(&gemeente).is_ok(), "{code}");
    }
    assert!(areas.iter().any(|code| code.starts_with("WK0363AA")));
}

#[test]
fn the_whole_table_has_as_many_rows_as_its_dimensions_allow() {
    let service = whole();
    let count = |set: &str| keys(&service, set).len();
    let product: usize = ["Leeftijd", "Marges", "WijkenEnBuurten", "Perioden"]
        .map(count)
        .iter()
        .product();
    let info = ask(&service, &format!("{API}/TableInfos?$format=json"));
    assert_eq!(info["value"][0]["RecordCount"], product);
    assert_eq!(product, 823_950);
    let last = ask(
        &service,
        &format!("{FEED}/TypedDataSet?$format=json&$skip=820000"),
    );
    assert_eq!(rows(&last).len(), 3_950);
    assert!(last["odata.nextLink"].is_null());
    assert_eq!(rows(&last)[3_949]["ID"], product - 1);
}

#[test]
fn a_table_that_is_cut_short_says_so() {
    let service = Service::new(Options {
        pages: Some(2),
        ..Options::default()
    });
    let target = format!("{FEED}/TypedDataSet?%24format=json");
    let sizes: Vec<usize> = pages(&service, &target)
        .iter()
        .map(|page| rows(page).len())
        .collect();
    assert_eq!(sizes, [10_000, 10_000]);
    let info = ask(&service, &format!("{FEED}/TableInfos?$format=json"));
    assert_eq!(info["value"][0]["RecordCount"], 20_000);
}

#[test]
fn every_row_has_the_columns_that_the_table_names() {
    let service = whole();
    let properties = ask(&service, &format!("{API}/DataProperties?$format=json"));
    let mut named: BTreeMap<&str, &str> = BTreeMap::from([("ID", "Long")]);
    for property in rows(&properties) {
        if property["Type"] != "TopicGroup" {
            let datatype = property["Datatype"].as_str().unwrap_or("String");
            named.insert(property["Key"].as_str().expect("key"), datatype);
        }
    }
    assert_eq!(named.values().filter(|kind| **kind == "Double").count(), 57);
    let page = ask(
        &service,
        &format!("{FEED}/TypedDataSet?$format=json&$skip=400000"),
    );
    let (mut missing, mut cells) = (0, 0);
    for row in rows(&page) {
        let row = row.as_object().expect("row");
        assert_eq!(row.len(), named.len());
        for (key, value) in row {
            match named[key.as_str()] {
                "Double" => {
                    cells += 1;
                    missing += usize::from(value.is_null());
                    assert!(value.is_null() || value.as_f64().is_some_and(|v| v <= 100.0));
                }
                "Long" => assert!(value.is_u64()),
                _ => assert!(value.as_str().is_some_and(|text| !text.is_empty())),
            }
        }
    }
    assert!(
        (cells / 10..cells / 2).contains(&missing),
        "{missing} of {cells}"
    );
}

#[test]
fn a_value_lies_between_its_bounds_and_is_the_same_every_time() {
    // A wave of all areas is 91 550 rows; the bounds of a row lie one and two of those further on.
    let target = |skip: usize| format!("{FEED}/TypedDataSet?$format=json&$skip={skip}");
    let [value, lower, upper] = [0, 1, 2].map(|margin| ask(&whole(), &target(margin * 91_550)));
    let mut compared = 0;
    for ((value, lower), upper) in rows(&value).iter().zip(rows(&lower)).zip(rows(&upper)) {
        assert_eq!(value["WijkenEnBuurten"], upper["WijkenEnBuurten"]);
        assert_eq!(lower["Marges"], "MOG0095");
        for key in ["GoedErvarenGezondheid_4", "WoningTeWarmInDeZomer_60"] {
            if let (Some(v), Some(l), Some(u)) = (
                value[key].as_f64(),
                lower[key].as_f64(),
                upper[key].as_f64(),
            ) {
                assert!(l <= v && v <= u, "{l} {v} {u}");
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
    assert_eq!(ask(&whole(), &target(0)), value);
}

#[test]
fn the_untyped_set_has_the_same_figures_as_padded_text() {
    let service = whole();
    let [typed, untyped] = ["TypedDataSet", "UntypedDataSet"]
        .map(|set| ask(&service, &format!("{FEED}/{set}?$format=json&$skip=820000")));
    for (typed, untyped) in rows(&typed).iter().zip(rows(&untyped)) {
        assert_eq!(typed["Codering_3"], untyped["Codering_3"]);
        let text = untyped["GeluidhinderBuren_50"].as_str().expect("text");
        assert_eq!(text.len(), 8);
        assert_eq!(
            text.trim().parse().ok(),
            typed["GeluidhinderBuren_50"].as_f64()
        );
    }
}

#[test]
fn what_the_real_service_refuses_is_refused() {
    let service = whole();
    for (target, expected) in [
        (format!("{API}/TypedDataSet?$format=json"), 500),
        (format!("{API}/WijkenEnBuurten?$format=json"), 500),
        (format!("{API}/Leeftijd?$format=json"), 200),
        (format!("{API}/TypedDataSet?$format=json&$filter=x"), 501),
        (format!("{FEED}/TypedDataSet"), 406),
        (format!("{FEED}/Onzin?$format=json"), 404),
        (
            "/ODataFeed/odata/1NED/TypedDataSet?$format=json".to_owned(),
            404,
        ),
        ("/".to_owned(), 404),
    ] {
        assert_eq!(status(&service, &target), expected, "{target}");
    }
}

#[test]
fn over_the_network_every_byte_is_counted() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("address"));
    let service = Arc::new(Service::new(Options {
        pages: Some(1),
        ..Options::default()
    }));
    let shared = Arc::clone(&service);
    std::thread::spawn(move || service::http::serve(&listener, &shared));
    let transport = http();
    let mut bytes = 0;
    for part in ["", "/TypedDataSet", "/Perioden"] {
        let url = format!("{base}{FEED}{part}?$format=json");
        let request = Request::new(url, Expect::Value);
        bytes += transport.get(&request).expect(part).body.len();
    }
    let count = service.count();
    assert_eq!((count.bytes, count.answers, count.rows), (bytes, 3, 10_000));
}
