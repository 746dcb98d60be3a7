//! Regions from the table Gebieden in Nederland: found by the titles of groups, and used everywhere.

use std::path::Path;

use regiobeeld::area::{Division, GemeenteCode, RegionKind};
use regiobeeld::frame;
use regiobeeld_fetchers::{FixtureFiles as _, FixtureFolder, Slice, Sources};

use crate::fetch_rows::{fetch_at, stored};
use crate::support::areas::{self, Areas};
use crate::support::fixtures::{Files, files, service};
use crate::support::sandbox::Sandbox;
use crate::support::server::{Fault, Server};
use crate::support::{http, store};

const ID: &str = "85755NED";

/// Fetches a made-up table and reads it, after the given failures of the server.
fn division(areas: &Areas, faults: &[(&str, Fault)]) -> Division {
    let mut files = files();
    areas::add(&mut files, ID, 2024, areas);
    let server = Server::start(service(files));
    for (part, fault) in faults {
        server.fail(part, *fault, usize::MAX);
    }
    let (_folder, store) = store();
    let outcome = fetch_at(&http(), &server.endpoints(), &store, ID, &Slice::Land, 0);
    outcome.expect("table");
    let sources = Sources::builtin();
    frame::division(
        sources.table(ID).unwrap(),
        &stored(&store, ID, &Slice::Land),
    )
    .unwrap()
}

fn zwolle(division: &Division, kind: RegionKind) -> Option<(&str, &str)> {
    let code = GemeenteCode::parse("GM0193").unwrap();
    let region = division.regions.get(&code)?.get(&kind)?;
    Some((region.code.as_str(), region.name.as_str()))
}

#[test]
fn columns_are_found_by_their_group_whatever_their_number() {
    for moved_by in [0, 17] {
        let areas = Areas {
            moved_by,
            ..Areas::default()
        };
        let division = division(&areas, &[]);
        assert!(
            division.source.lacking.is_empty(),
            "{:?}",
            division.source.lacking
        );
        assert_eq!(division.regions.len(), 342);
        assert_eq!(
            zwolle(&division, RegionKind::Zorgkantoor),
            Some(("ZK04", "Zwolle"))
        );
        assert_eq!(
            zwolle(&division, RegionKind::Ggd),
            Some(("GG1009", "GGD IJsselland"))
        );
        assert_eq!(
            zwolle(&division, RegionKind::Provincie),
            Some(("PV23", "Overijssel"))
        );
    }
}

#[test]
fn a_group_that_stands_twice_is_not_guessed() {
    let twice = Areas {
        extra_group: Some("Zorgkantoorregio's"),
        ..Areas::default()
    };
    let division_of_two = division(&twice, &[]);
    let lacking = &division_of_two.source.lacking;
    let reason = &lacking[&RegionKind::Zorgkantoor];
    assert!(
        reason.contains("Code_11") && reason.contains("Code_13"),
        "{reason}"
    );
    assert_eq!(lacking.len(), 1, "the other kinds are clear: {lacking:?}");
    assert_eq!(zwolle(&division_of_two, RegionKind::Zorgkantoor), None);
    // A group with a longer title is another group.
    let longer = Areas {
        extra_group: Some("Zorgkantoorregio's 2019"),
        ..Areas::default()
    };
    assert!(division(&longer, &[]).source.lacking.is_empty());
}

#[test]
fn a_group_that_is_gone_or_holds_other_codes_is_named() {
    let renamed = Fault::Replace("Zorgkantoorregio's", "Zorgkantoren");
    let gone = division(&Areas::default(), &[("/DataProperties", renamed)]);
    let reason = &gone.source.lacking[&RegionKind::Zorgkantoor];
    assert!(
        reason.contains("groep «Zorgkantoorregio's»") && reason.contains("Zorgkantoren"),
        "{reason}"
    );
    let swapped = Fault::Replace("GG1009", "XX1009");
    let wrong = division(&Areas::default(), &[("/TypedDataSet", swapped)]);
    let reason = &wrong.source.lacking[&RegionKind::Ggd];
    assert!(reason.contains("«XX1009»"), "{reason}");
    assert_eq!(
        zwolle(&wrong, RegionKind::Provincie),
        Some(("PV23", "Overijssel"))
    );
}

/// A sandbox over the tiny fixtures with one made-up table of areas.
fn sandbox(id: &str, year: i32, areas: &Areas) -> Sandbox {
    let mut files = files();
    areas::add(&mut files, id, year, areas);
    Sandbox::with(service(files))
}

#[test]
fn a_zorgkantoor_is_a_region_once_its_table_is_there() {
    let sandbox = sandbox(ID, 2024, &Areas::default());
    let region = ["--regio", "zorgkantoor:Zwolle"];
    let offline = [&["rapport"], &region[..], &["--offline"]].concat();
    let ended = sandbox.run(&offline).with_code(3);
    assert!(
        ended
            .stderr
            .contains("«regiobeeld ophalen --bron gebieden»"),
        "{}",
        ended.stderr
    );
    assert!(
        !sandbox
            .run(&["lijst", "regios"])
            .stdout
            .contains("zorgkantoor")
    );
    // Without an area: the table is one of the country. The other editions are not in the fixtures.
    sandbox.run(&["ophalen", "--bron", ID]).with_code(0);
    let listed = sandbox.run(&["lijst", "regios"]).with_code(0).stdout;
    assert!(
        listed.contains("zorgkantoor:Zwolle  Zorgkantoorregio Zwolle  (25 gemeenten)"),
        "{listed}"
    );
    // The region is known now: what lacks is figures.
    let ended = sandbox.run(&offline).with_code(3);
    assert!(
        ended.stderr.contains("de opslag heeft geen cijfers"),
        "{}",
        ended.stderr
    );
}

#[test]
fn the_table_is_fetched_when_a_region_needs_it() {
    let sandbox = sandbox(ID, 2024, &Areas::default());
    let fetch = [
        "ophalen",
        "--regio",
        "zorgkantoor:Zwolle",
        "--bron",
        "85984NED",
    ];
    sandbox.run(&fetch).with_code(0);
    let of_areas = |requests: Vec<String>| requests.iter().any(|path| path.contains(ID));
    assert!(of_areas(sandbox.server.take_requests()));
    // The second time the store has it.
    sandbox.run(&fetch).with_code(0);
    assert!(!of_areas(sandbox.server.take_requests()));
    // A region that needs no table asks for none.
    sandbox
        .run(&["ophalen", "--regio", "ggd:IJsselland", "--bron", "85984NED"])
        .with_code(0);
    assert!(!of_areas(sandbox.server.take_requests()));
}

#[test]
fn a_table_that_cannot_be_had_leaves_the_region_unknown() {
    let sandbox = Sandbox::with(service(files()));
    let ended = sandbox
        .run(&["ophalen", "--regio", "zorgkantoor:Zwolle"])
        .with_code(3);
    for part in [
        "kent tabel 85755NED niet",
        "Gebieden in Nederland",
        "--bron gebieden",
    ] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
}

#[test]
fn a_table_that_disagrees_is_told_and_decides_only_for_its_own_year() {
    let moved = Areas {
        other_ggd: Some(("Hattem", "GG1009", "GGD IJsselland")),
        ..Areas::default()
    };
    for (id, year, ggd) in [
        (ID, 2024, "GGD IJsselland"),
        ("86059NED", 2025, "GGD Noord- en Oost-Gelderland"),
    ] {
        let sandbox = sandbox(id, year, &moved);
        sandbox.run(&["ophalen", "--bron", id]).with_code(0);
        let ended = sandbox.run(&["lijst", "gemeenten"]).with_code(0);
        let told =
            format!("let op: GGD-regio van Hattem: volgens tabel {id} ({year}) GGD IJsselland");
        assert!(ended.stderr.contains(&told), "{}", ended.stderr);
        let hattem = ended
            .stdout
            .lines()
            .find(|line| line.contains("Hattem"))
            .unwrap();
        assert!(hattem.contains(ggd), "{hattem}");
    }
}

#[test]
fn a_report_of_a_zorgkantoor_names_the_table_in_its_manifest() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = FixtureFolder::new(&folder);
    let read = |path: String| Some((path.clone(), folder.read(&path)?.into_owned()));
    let mut all: Files = folder.paths().into_iter().filter_map(read).collect();
    let two = Areas {
        zwolle: vec!["Hattem", "Heerde"],
        ..Areas::default()
    };
    areas::add(&mut all, ID, 2024, &two);
    let sandbox = Sandbox::with(service(all));
    let report = [
        "rapport",
        "--regio",
        "zorgkantoor:Zwolle",
        "--fictief",
        "--editie",
        "proef",
    ];
    sandbox.run(&report).with_code(0);
    let text = std::fs::read(sandbox.path("output/proef/regio-zk04/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let input = manifest["invoer"].as_array().unwrap();
    let of_areas: Vec<_> = input
        .iter()
        .filter(|file| file["soort"] == "gebieden")
        .collect();
    let [table] = of_areas.as_slice() else {
        panic!("{input:?}")
    };
    assert!(
        table["pad"]
            .as_str()
            .unwrap()
            .starts_with("frames/85755NED/land-"),
        "{table}"
    );
    // The table is no source of figures.
    let sources = manifest["bronnen"].as_array().unwrap();
    assert!(sources.iter().all(|source| source["tabel"] != ID));
}
