//! Which tables the program asks for, and what it tells about those that are new, gone or unknown.

use regiobeeld_fetchers::{Slice, Store};
use serde_json::{Value, json};

use crate::fetch_rows::{column, stored};
use crate::support::areas::{self, Areas};
use crate::support::fixtures::{Files, files, put, service};
use crate::support::sandbox::Sandbox;
use crate::support::server::Fault;

/// Adds a table to the catalogue, and nothing else of it.
fn announce(files: &mut Files, id: &str, title: &str) {
    let info = json!({"Identifier": id, "Title": title, "Period": "2026",
        "Modified": "2026-03-01T02:00:00", "OutputStatus": "Regulier"});
    put(files, &format!("odata/{id}/TableInfos.json"), &[info]);
}

fn catalogue_questions(sandbox: &Sandbox) -> usize {
    let requests = sandbox.server.take_requests();
    requests
        .iter()
        .filter(|path| path.starts_with("/ODataCatalog/"))
        .count()
}

#[test]
fn a_fetch_asks_only_for_tables_that_reports_use() {
    let sandbox = Sandbox::new();
    // Most of these are not in the fixtures, and there is no older snapshot.
    let ended = sandbox
        .run(&["ophalen", "--gemeente", "Hattem", "--json"])
        .with_code(3);
    let parts: Vec<Value> = serde_json::from_str(&ended.stdout).unwrap();
    let mut tables: Vec<&str> = parts
        .iter()
        .filter_map(|part| part["tabel"].as_str())
        .collect();
    tables.dedup();
    assert_eq!(
        tables,
        [
            "84799NED",
            "85039NED",
            "85318NED",
            "85618NED",
            "85984NED",
            "86165NED",
            "50150NED",
            "03759ned",
            "50149NED",
            "86296NED",
            "85560NED",
            "86270NED",
            "86232NED",
            "50143NED",
            "82166NED",
            "83674NED",
            "85012NED",
            "85463NED",
            "50140NED",
            "gemeenten-2024",
            "wijken-2024"
        ]
    );
    let listed = sandbox.run(&["lijst", "bronnen"]).with_code(0).stdout;
    let line = |id: &str| listed.lines().find(|line| line.starts_with(id)).unwrap();
    assert!(
        line("85984NED").contains("(CBS StatLine, in rapporten, 20"),
        "{listed}"
    );
    assert!(
        line("50149NED").contains("in rapporten, niet opgehaald")
            && line("70072ned").contains("nog niet in rapporten, niet opgehaald"),
        "{listed}"
    );
}

#[test]
fn an_edition_that_the_service_lacks_does_not_stop_a_report() {
    let sandbox = Sandbox::new();
    let report = [
        "rapport",
        "--gemeente",
        "Hattem",
        "--fictief",
        "--editie",
        "proef",
    ];
    let ended = sandbox.run(&report).with_code(0);
    assert!(
        ended
            .stderr
            .contains("CBS StatLine kent tabel 85039NED niet"),
        "{}",
        ended.stderr
    );
    // Each gone table is told with its candidates once, whatever the number of its parts.
    let told = ended
        .stderr
        .matches("regiobeeld kiest er zelf geen")
        .count();
    assert_eq!(told, 3, "{}", ended.stderr);
    assert!(
        sandbox
            .path("output/proef/GM0244-hattem/regiobeeld.pdf")
            .is_file()
    );
}

#[test]
fn newer_tables_are_named_with_one_question_per_host() {
    let mut files = files();
    announce(&mut files, "86999NED", "Kerncijfers wijken en buurten 2026");
    let sandbox = Sandbox::with(service(files));
    let fetch = ["ophalen", "--gemeente", "Zwolle", "--bron", "85984NED"];
    let ended = sandbox.run(&fetch).with_code(0);
    let told = "er is een nieuwere tabel: 86999NED «Kerncijfers wijken en buurten 2026» (CBS StatLine, \
                periode 2026, gewijzigd 2026-03-01T02:00:00, status Regulier); regiobeeld gebruikt hem nog niet";
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
    assert_eq!(
        catalogue_questions(&sandbox),
        1,
        "RIVM gave no table, so its catalogue is left alone"
    );
    // A catalogue that fails is one line and no fault.
    sandbox.server.fail("/ODataCatalog/", Fault::Status(404), 1);
    let ended = sandbox.run(&fetch).with_code(0);
    let lines: Vec<&str> = ended
        .stderr
        .lines()
        .filter(|line| line.contains("catalogus"))
        .collect();
    assert_eq!(lines.len(), 1, "{}", ended.stderr);
    assert!(
        lines[0].starts_with("of er nieuwere tabellen zijn, is onbekend: "),
        "{}",
        lines[0]
    );
    // A report asks no catalogue.
    sandbox
        .run(&["rapport", "--gemeente", "Zwolle", "--offline"])
        .with_code(3);
    assert_eq!(catalogue_questions(&sandbox), 1, "the one that failed");
}

#[test]
fn a_table_that_has_stopped_is_told() {
    let sandbox = Sandbox::with(service(files()));
    sandbox.server.fail(
        "85984NED/TableInfos",
        Fault::Replace("Regulier", "Gestopt"),
        usize::MAX,
    );
    let fetch = ["ophalen", "--gemeente", "Zwolle", "--bron", "kwb"];
    let ended = sandbox.run(&fetch).with_code(3);
    let told =
        "let op: deze tabellen krijgen geen nieuwe cijfers meer (status Gestopt): 85984NED\n";
    assert!(ended.stderr.contains(told), "{}", ended.stderr);
}

/// Adds a survey with a row of Nederland, of a GGD region and of a gemeente.
fn add_survey(files: &mut Files, id: &str, title: &str) {
    announce(files, id, title);
    let folder = format!("odata/{id}");
    let property = |kind: &str, key: &str| {
        json!({"ID": 1, "ParentID": null, "Type": kind, "Key": key,
        "Title": key, "Datatype": "Double"})
    };
    put(
        files,
        &format!("{folder}/DataProperties.json"),
        &[
            property("GeoDimension", "Regio"),
            property("Topic", "Rookt_1"),
        ],
    );
    let areas = ["NL01  ", "LD01  ", "GG1009", "GM0193"];
    let codes = areas.map(|area| json!({"Key": area, "Title": area}));
    put(files, &format!("{folder}/Regio.json"), &codes);
    let rows = areas.map(|area| json!({"Regio": area, "Rookt_1": 16.7}));
    put(files, &format!("{folder}/TypedDataSet/alles.json"), &rows);
}

#[test]
fn a_survey_without_an_id_is_looked_up_and_used_only_when_one_table_fits() {
    let table = "gezondheidsmonitor-2024";
    let title = "Gezondheidsmonitor; bevolking 18 jaar of ouder, regio, 2024";
    let fetch = ["ophalen", "--bron", table];
    let mut all = files();
    let none = Sandbox::with(service(all.clone()));
    let ended = none.run(&fetch).with_code(3);
    assert!(
        ended.stderr.contains("staat nog niet in de catalogus"),
        "{}",
        ended.stderr
    );

    add_survey(&mut all, "86998NED", title);
    let one = Sandbox::with(service(all.clone()));
    let ended = one.run(&fetch).with_code(0);
    assert!(
        ended
            .stderr
            .contains(&format!("gevonden in de catalogus: 86998NED «{title}»")),
        "{}",
        ended.stderr
    );
    assert!(
        !ended.stderr.contains("nieuwere tabel"),
        "it is used now: {}",
        ended.stderr
    );
    assert_eq!(
        catalogue_questions(&one),
        2,
        "one per host, also with the news"
    );
    let store = Store::open(&one.path("opslag")).unwrap();
    let slice = stored(&store, "86998NED", &Slice::Land);
    // The region's own figure goes along; a landsdeel is no region of ours.
    let areas: Vec<String> = column(&slice, "Regio")
        .iter()
        .map(|code| code.get_str().unwrap().to_owned())
        .collect();
    assert_eq!(areas, ["GG1009", "GM0193", "NL01"]);

    add_survey(&mut all, "86997NED", &format!("{title} (wijken)"));
    let several = Sandbox::with(service(all));
    let ended = several.run(&fetch).with_code(3);
    for part in ["er passen meer tabellen", "86997NED «", "86998NED «"] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    assert!(!several.path("opslag/ontvangsten").exists());
}

#[test]
fn every_table_can_be_asked_for_and_what_is_gone_is_told() {
    let mut files = files();
    areas::add(&mut files, "85755NED", 2024, &Areas::default());
    let sandbox = Sandbox::with(service(files));
    let fetch = [
        "ophalen",
        "--gemeente",
        "Zwolle",
        "--bron",
        "alle",
        "--json",
    ];
    let ended = sandbox.run(&fetch).with_code(3);
    let parts: Vec<Value> = serde_json::from_str(&ended.stdout).unwrap();
    let outcome = |id: &str| {
        let part = parts
            .iter()
            .find(|part| part["tabel"] == id && part["deel"] == "land");
        part.unwrap()["uitkomst"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome("85755NED"), "nieuw");
    assert_eq!(outcome("50149NED"), "mislukt");
    assert!(
        !parts
            .iter()
            .any(|part| part["tabel"].as_str().unwrap().starts_with("vektis"))
    );
    // What nobody could check yet is said where it may be the cause.
    let fault = parts
        .iter()
        .find(|part| part["tabel"] == "85463NED")
        .unwrap()["fout"]
        .as_str();
    assert!(
        fault
            .unwrap()
            .contains("nog niet nagekeken bij de bron: het nummer"),
        "{fault:?}"
    );
}
