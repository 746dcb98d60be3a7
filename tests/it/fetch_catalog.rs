//! What the catalogues of the services are asked, and what is told of their answers.

use jiff::Timestamp;
use regiobeeld_fetchers::{
    CatalogEntry, Choice, Endpoints, FetchContext, FetchError, Host, Overview, Slice, Sources,
    Store, fetch_slice,
};
use serde_json::json;

use crate::fetch_rows::{fetch_at, zwolle};
use crate::support::fixtures::{Files, files, put, service};
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

/// Adds a table to the catalogue, and nothing else of it.
fn announce(files: &mut Files, id: &str, title: &str, period: &str, status: &str) {
    let info = json!({"Identifier": id, "Title": title, "Period": period,
        "Modified": "2026-03-01T02:00:00", "OutputStatus": status});
    put(files, &format!("odata/{id}/TableInfos.json"), &[info]);
}

/// Two servers: one for CBS and PDOK, one for the third parties.
struct Hosts {
    cbs: Server,
    rivm: Server,
}

impl Hosts {
    fn start(cbs: Files, rivm: Files) -> Self {
        Self {
            cbs: Server::start(service(cbs)),
            rivm: Server::start(service(rivm)),
        }
    }

    fn endpoints(&self) -> Endpoints {
        let endpoints = self.cbs.endpoints();
        endpoints
            .with(Host::Rivm, &self.rivm.base())
            .expect("loopback")
    }

    fn fetch(&self, store: &Store, table: &str) -> FetchError {
        let outcome = fetch_at(&http(), &self.endpoints(), store, table, &zwolle(), 0);
        outcome.expect_err("the table is gone")
    }
}

fn without(mut files: Files, id: &str) -> Files {
    files.retain(|path, _| !path.starts_with(&format!("odata/{id}/")));
    files
}

fn ids(entries: &[CatalogEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.as_str()).collect()
}

#[test]
fn a_table_that_moved_to_the_other_host_is_named_with_that_host() {
    let mut moved = Files::from([("ontvangsten.toml".to_owned(), Vec::new())]);
    announce(
        &mut moved,
        "85984NED",
        "Kerncijfers wijken en buurten 2024",
        "2024",
        "Regulier",
    );
    let hosts = Hosts::start(without(files(), "85984NED"), moved);
    let (_folder, store) = store();
    let error = hosts.fetch(&store, "85984NED");
    let FetchError::Gone { zoektocht, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (ids(&zoektocht.same_id), zoektocht.same_id[0].host),
        (vec!["85984NED"], Host::Rivm)
    );
    assert!(
        error
            .to_string()
            .contains("CBS StatLine kent tabel 85984NED niet"),
        "{error}"
    );
    let hint = error.hint();
    assert!(hint.contains("staat nu bij een andere dienst"), "{hint}");
    assert!(
        hint.contains("RIVM (StatLine derden), periode 2024, gewijzigd 2026-03-01"),
        "{hint}"
    );
    // Nothing was fetched in its place.
    assert_eq!(store.receipts().expect("receipts"), []);
    let asked = hosts.rivm.take_requests();
    assert_eq!(asked.len(), 1, "the id was enough: {asked:?}");
    assert!(
        asked[0].starts_with(
            "/ODataCatalog/Tables?$format=json&$filter=Identifier%20eq%20%2785984NED%27"
        )
    );
}

#[test]
fn a_table_that_is_gone_names_every_candidate_and_chooses_none() {
    let mut cbs = without(files(), "85984NED");
    announce(
        &mut cbs,
        "86999NED",
        " Kerncijfers wijken en buurten 2026",
        "2026",
        "Regulier",
    );
    announce(
        &mut cbs,
        "84583NED",
        "Kerncijfers wijken en buurten 2019",
        "2019",
        "Gestopt",
    );
    announce(&mut cbs, "1NED", "Iets anders", "2024", "Regulier");
    let hosts = Hosts::start(cbs, without(files(), "85984NED"));
    let (_folder, store) = store();
    let error = hosts.fetch(&store, "85984NED");
    let FetchError::Gone { zoektocht, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(ids(&zoektocht.alike), ["86999NED", "84583NED"]);
    let hint = error.hint();
    for part in [
        "regiobeeld kiest er zelf geen",
        "86999NED «Kerncijfers wijken en buurten 2026» (CBS StatLine, periode 2026",
        "status Gestopt",
    ] {
        assert!(hint.contains(part), "{part}: {hint}");
    }
}

#[test]
fn the_catalogues_are_asked_once_per_table_and_run() {
    let gone = || without(files(), "85984NED");
    let hosts = Hosts::start(gone(), gone());
    let (_folder, store) = store();
    let (sources, endpoints, network) = (Sources::builtin(), hosts.endpoints(), http());
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(&network, &endpoints, &sources, &store, now);
    let error = |slice: &Slice| fetch_slice(&context, "85984NED", slice).expect_err("gone");
    let first = error(&Slice::Land);
    let questions = hosts.cbs.take_requests().len();
    let second = error(&zwolle());
    assert_eq!(
        hosts.cbs.take_requests(),
        [""; 0],
        "after {questions} questions"
    );
    assert!(
        first.hint().contains("geen tabel met dit nummer"),
        "{}",
        first.hint()
    );
    assert!(
        second.hint().contains("de eerste melding"),
        "{}",
        second.hint()
    );
    assert!(second.to_string().contains("GM0193"), "{second}");
}

#[test]
fn a_catalogue_that_fails_is_said_and_the_other_one_still_asked() {
    for fault in [
        Fault::Status(404),
        Fault::Html,
        Fault::ErrorJson,
        Fault::Replace("\"Title\"", "\"T\""),
    ] {
        let mut rivm = Files::from([("ontvangsten.toml".to_owned(), Vec::new())]);
        announce(&mut rivm, "85984NED", "Kerncijfers", "", "Regulier");
        let mut cbs = without(files(), "85984NED");
        announce(&mut cbs, "85984NED", "Kerncijfers", "", "Regulier");
        cbs.remove("odata/85984NED/DataProperties.json");
        let hosts = Hosts::start(cbs, rivm);
        hosts.cbs.fail("/ODataApi/", Fault::Status(404), usize::MAX);
        hosts.cbs.fail("/ODataCatalog/", fault, usize::MAX);
        let (_folder, store) = store();
        let error = hosts.fetch(&store, "85984NED");
        let hint = error.hint();
        assert!(
            hint.contains("de catalogus van CBS StatLine gaf geen bruikbaar antwoord"),
            "{fault:?}: {hint}"
        );
        assert!(hint.contains("RIVM (StatLine derden)"), "{fault:?}: {hint}");
    }
}

/// Returns what is newer than the list of sources, at one host.
fn news(files: Files, host: Host) -> (Vec<String>, Vec<String>) {
    let server = Server::start(service(files));
    let (sources, endpoints, network) = (Sources::builtin(), server.endpoints(), http());
    let overview = Overview::new(&network, &endpoints, &sources);
    let new = overview.news(host, &sources).expect("answer");
    let again = overview.news(host, &sources).expect("answer");
    assert_eq!(new, again);
    let new = new.into_iter().map(|table| table.entry.id).collect();
    (new, server.take_requests())
}

#[test]
fn newer_tables_of_yearly_series_are_named_with_one_question() {
    let mut all = files();
    announce(
        &mut all,
        "86999NED",
        "Kerncijfers wijken en buurten 2026",
        "2026",
        "Regulier",
    );
    announce(
        &mut all,
        "84583NED",
        "Kerncijfers wijken en buurten 2019",
        "2019",
        "Regulier",
    );
    announce(
        &mut all,
        "86300NED",
        "Gebieden in Nederland 2027",
        "2027",
        "Regulier",
    );
    announce(
        &mut all,
        "86301NED",
        "Gebieden in Nederland 2028",
        "2028",
        "Gestopt",
    );
    announce(
        &mut all,
        "50160NED",
        "Gezondheid per wijk en buurt; 2012-2026",
        "",
        "Regulier",
    );
    announce(
        &mut all,
        "50120NED",
        "Gezondheid per wijk en buurt; 2012-2022",
        "",
        "Regulier",
    );
    let (new, asked) = news(all.clone(), Host::Cbs);
    assert_eq!(new, ["86300NED", "86999NED"]);
    assert_eq!(asked.len(), 1, "{asked:?}");
    let (new, _) = news(all.clone(), Host::Rivm);
    assert_eq!(new, ["50160NED"]);
    let (new, asked) = news(all, Host::Pdok);
    assert_eq!(
        (new.len(), asked.len()),
        (0, 0),
        "PDOK has no such catalogue"
    );
}

fn choice(files: Files) -> Choice {
    let server = Server::start(service(files));
    let (sources, endpoints, network) = (Sources::builtin(), server.endpoints(), http());
    let overview = Overview::new(&network, &endpoints, &sources);
    let table = sources.table("gezondheidsmonitor-2024").expect("wanted");
    let choice = overview.choose(table);
    assert_eq!(server.take_requests().len(), 2, "one per catalogue");
    choice
}

#[test]
fn a_table_without_an_id_is_found_by_its_title_or_not_at_all() {
    assert_eq!(choice(files()), Choice::None);
    let mut one = files();
    let title = "Gezondheidsmonitor; bevolking 18 jaar of ouder, regio, 2024";
    announce(&mut one, "86998NED", title, "2024", "Regulier");
    announce(
        &mut one,
        "85463NED",
        "Gezondheidsmonitor; bevolking 18 jaar of ouder, regio, 2022",
        "2022",
        "Regulier",
    );
    match choice(one.clone()) {
        Choice::One(entry) => assert_eq!((entry.id.as_str(), entry.host), ("86998NED", Host::Cbs)),
        other => panic!("{other:?}"),
    }
    announce(
        &mut one,
        "86997NED",
        "Gezondheidsmonitor; bevolking 18 jaar of ouder, wijk",
        "2024",
        "Regulier",
    );
    match choice(one) {
        Choice::Several(entries) => assert_eq!(ids(&entries), ["86997NED", "86998NED"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_every_catalogue_nothing_is_chosen() {
    let mut one = files();
    let title = "Gezondheidsmonitor; bevolking 18 jaar of ouder, regio, 2024";
    announce(&mut one, "86998NED", title, "2024", "Regulier");
    let hosts = Hosts::start(one, files());
    hosts
        .rivm
        .fail("/ODataCatalog/", Fault::Status(404), usize::MAX);
    let (sources, endpoints, network) = (Sources::builtin(), hosts.endpoints(), http());
    let overview = Overview::new(&network, &endpoints, &sources);
    let table = sources.table("gezondheidsmonitor-2024").expect("wanted");
    assert!(matches!(overview.choose(table), Choice::Unknown(failures) if failures.len() == 1));
}

#[test]
fn a_table_without_an_id_is_never_asked_for_by_its_own_name() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let table = "gezondheidsmonitor-2024";
    let outcome = fetch_at(&http(), &server.endpoints(), &store, table, &Slice::Land, 0);
    assert!(
        matches!(outcome, Err(FetchError::NotFound { .. })),
        "{outcome:?}"
    );
    assert_eq!(server.take_requests(), [""; 0]);
}
