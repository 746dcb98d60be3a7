//! `proef`: what the sources say against what is known, and answers that become fixtures.

use std::path::Path;

use regiobeeld_fetchers::{FixtureFiles as _, FixtureFolder, FixtureService};
use serde_json::{Value, json};

use crate::support::areas::{self, Areas};
use crate::support::fixtures::{Files, put, service};
use crate::support::sandbox::{Ended, Sandbox};
use crate::support::server::Fault;

/// The project's fixtures, with made-up tables for the two that they lack.
fn all_tables() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = FixtureFolder::new(&folder);
    let read = |path: String| Some((path.clone(), folder.read(&path)?.into_owned()));
    let mut files: Files = folder.paths().into_iter().filter_map(read).collect();
    // A column of 2025 that the project has no figures of.
    for (path, bytes) in &mut files {
        if path.starts_with("odata/86165NED/") {
            let text = String::from_utf8(std::mem::take(bytes)).unwrap();
            *bytes = text
                .replace("Koopwoningen_47", "PersonenInArmoede_81")
                .into_bytes();
        }
    }
    areas::add(&mut files, "85755NED", 2024, &Areas::default());
    let info = json!({"Identifier": "50149NED", "Title": "Regiobeeld", "Modified": "2025-11-01T02:00:00",
        "OutputStatus": "Regulier"});
    put(&mut files, "odata/50149NED/TableInfos.json", &[info]);
    let topic = |key: &str| {
        json!({"ID": 9, "ParentID": null, "Type": "Topic", "Key": key, "Title": key,
        "Datatype": "Double", "Unit": "%"})
    };
    let dimension = |kind: &str, key: &str| json!({"ID": 0, "ParentID": null, "Type": kind, "Key": key, "Title": key});
    put(
        &mut files,
        "odata/50149NED/DataProperties.json",
        &[
            dimension("GeoDetail", "Gebied"),
            dimension("TimeDimension", "Perioden"),
            topic("Huisartsenzorg_5"),
            topic("GeestelijkeZorg_6"),
        ],
    );
    let code = |key: &str| json!({"Key": key, "Title": key});
    put(
        &mut files,
        "odata/50149NED/Gebied.json",
        &[code("NL01  "), code("GM0193")],
    );
    put(
        &mut files,
        "odata/50149NED/Perioden.json",
        &[code("2022JJ00"), code("2023JJ00")],
    );
    let row = |area: &str, year: &str| {
        json!({"Gebied": area, "Perioden": year, "Huisartsenzorg_5": 1.5,
        "GeestelijkeZorg_6": null})
    };
    let rows = [
        row("NL01  ", "2023JJ00"),
        row("GM0193", "2022JJ00"),
        row("GM0193", "2023JJ00"),
    ];
    put(&mut files, "odata/50149NED/TypedDataSet/alles.json", &rows);
    files
}

fn probes(ended: &Ended) -> Vec<Value> {
    serde_json::from_str(&ended.stdout).unwrap()
}

fn of<'v>(probes: &'v [Value], table: &str) -> &'v Value {
    probes.iter().find(|probe| probe["tabel"] == table).unwrap()
}

#[test]
fn known_figures_are_found_and_the_store_is_left_alone() {
    let sandbox = Sandbox::with(service(all_tables()));
    let ended = sandbox.run(&["proef", "--json"]).with_code(0);
    let probes = probes(&ended);
    assert_eq!(probes.len(), 6);
    assert!(
        probes
            .iter()
            .all(|probe| probe["bereikbaar"] == true && probe["fout"].is_null())
    );
    let figures: Vec<f64> = probes
        .iter()
        .flat_map(|probe| probe["cijfers"].as_array().unwrap())
        .map(|figure| {
            assert_eq!(figure["gelijk"], true, "{figure}");
            figure["gevonden"].as_f64().unwrap()
        })
        .collect();
    assert_eq!(figures, [17_942_942.0, 133_141.0, 72.8, 75.2, 79.9]);
    let health = of(&probes, "50150NED");
    assert_eq!(
        health["dimensies"],
        json!(["Leeftijd", "Marges", "WijkenEnBuurten", "Perioden"])
    );
    // The figures of the wijken are made up, and the server says so.
    assert_eq!(health["fictief"], true);
    let care = of(&probes, "50149NED");
    assert_eq!((&care["kolommen"], &care["rijen"]), (&2.into(), &2.into()));
    let stem = |name: &str| {
        let stems = care["stammen"].as_array().unwrap();
        stems.iter().find(|stem| stem["stam"] == name).unwrap()
    };
    assert_eq!(stem("Huisartsenzorg")["kolom"], "Huisartsenzorg_5");
    assert_eq!(stem("Ggz")["kolom"], Value::Null);
    assert!(!sandbox.path("opslag").exists());
    let text = sandbox.run(&["probe"]).with_code(0).stdout;
    for part in [
        "klopt: inwoners van Zwolle, 2024: verwacht 133141, gevonden 133141",
        "kolommen van de catalogus: 1 van 11 gevonden",
        // Nobody has seen this name at the source yet, so that it lacks is no fault.
        "niet in deze uitgave: Ggz (zorggebruik_ggz)",
        "FICTIEF",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn kept_answers_are_fixtures_that_give_the_same_probe() {
    let sandbox = Sandbox::with(service(all_tables()));
    let first = sandbox
        .run(&["proef", "--json", "--bewaar", "antwoorden"])
        .with_code(0);
    assert!(
        first.stderr.contains("bestanden staan in antwoorden"),
        "{}",
        first.stderr
    );
    let kept = sandbox.path("antwoorden");
    assert!(kept.join("diensten/85984NED.json").is_file());
    let receipts = std::fs::read_to_string(kept.join("ontvangsten.toml")).unwrap();
    assert!(
        receipts.contains("pad = \"ogc/wijken-en-buurten-2024/wijken\""),
        "{receipts}"
    );
    // A folder with something in it is never written to.
    sandbox
        .run(&["proef", "--bewaar", "antwoorden"])
        .with_code(2);
    let again = Sandbox::with(FixtureService::new(FixtureFolder::new(&kept)).unwrap());
    let second = again.run(&["proef", "--json"]).with_code(0);
    assert_eq!(probes(&first), probes(&second));
}

#[test]
fn another_figure_ends_with_8_and_a_renamed_column_with_4() {
    let sandbox = Sandbox::with(service(all_tables()));
    sandbox
        .server
        .fail("GM0180", Fault::Replace("79.9", "79.8"), usize::MAX);
    let ended = sandbox.run(&["proef"]).with_code(8);
    let expected =
        "ANDERS: goed ervaren gezondheid in Staphorst, 18+, 2024: verwacht 79.9, gevonden 79.8";
    assert!(ended.stdout.contains(expected), "{}", ended.stdout);
    sandbox.server.fail(
        "50150NED",
        Fault::Replace("RooktTabak_35", "RooktTabakNu_35"),
        usize::MAX,
    );
    let ended = sandbox.run(&["proef"]).with_code(4);
    let expected = "NIET GEVONDEN: RooktTabak (roken); het meest lijken erop: RooktTabakNu_35";
    assert!(ended.stdout.contains(expected), "{}", ended.stdout);
}

#[test]
fn a_source_that_lacks_a_table_ends_with_3_and_the_others_are_still_asked() {
    let mut files = all_tables();
    files.retain(|path, _| !path.contains("/50149NED/") && !path.contains("/85755NED/"));
    let sandbox = Sandbox::with(service(files));
    let ended = sandbox.run(&["proef", "--json"]).with_code(3);
    let probes = probes(&ended);
    for table in ["50149NED", "85755NED"] {
        let probe = of(&probes, table);
        assert_eq!(probe["bereikbaar"], false);
        let fault = probe["fout"].as_str().unwrap();
        assert!(
            fault.contains(&format!("kent tabel {table} niet")),
            "{fault}"
        );
    }
    assert_eq!(of(&probes, "wijken-2024")["bereikbaar"], true);
    assert_eq!(
        of(&probes, "50150NED")["cijfers"].as_array().unwrap().len(),
        3
    );
}

#[test]
fn a_service_that_another_stood_in_for_is_told() {
    let sandbox = Sandbox::with(service(all_tables()));
    sandbox.server.fail("/ogc/", Fault::Status(404), usize::MAX);
    let ended = sandbox.run(&["proef", "--json"]).with_code(3);
    let probes = probes(&ended);
    let map = of(&probes, "wijken-2024");
    assert!(map["fout"].as_str().unwrap().contains("404"), "{map}");
}
