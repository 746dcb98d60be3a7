//! The examples in `fixtures/lokaal/`: each is right, and a report can be made from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use regiobeeld::area::Gemeenten;
use regiobeeld::disclosure::Ledger;
use regiobeeld::extract::mapping::Mapping;
use regiobeeld::extract::places::Gazetteer;
use regiobeeld::extract::{Extract, Protected, Shown};
use regiobeeld::themes::Catalogue;

use crate::support::sandbox::Sandbox;

/// Each example with the fewest figures that it must have on the page.
const EXAMPLES: [(&str, usize); 6] = [
    ("huisartsen", 20),
    ("statline", 60),
    ("swing-kubus", 40),
    ("swing-lang", 40),
    ("tabel", 40),
    ("tabellenboek", 6),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lokaal")
}

/// Reads an example with codes only: no store, so no names of wijken.
fn read(name: &str) -> Extract {
    let path = folder().join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap();
    let catalogue = Catalogue::builtin().unwrap();
    let mapping = Mapping::parse(name, &text, &catalogue).unwrap();
    assert!(mapping.fictitious, "{name}");
    assert!(
        mapping.source.contains("verzonnen"),
        "{name}: {}",
        mapping.source
    );
    let bytes = std::fs::read(folder().join(&mapping.file)).unwrap();
    let gemeenten = Gemeenten::current();
    let gazetteer = Gazetteer::new(&gemeenten, None, BTreeMap::new());
    Extract::read(mapping, &text, &bytes, &gazetteer).unwrap_or_else(|faults| panic!("{faults}"))
}

fn protected(name: &str) -> Protected {
    let gemeenten = Gemeenten::current();
    read(name).protect(&Ledger::default(), &gemeenten, None).0
}

#[test]
fn the_folder_has_each_example_with_its_mapping_and_nothing_else() {
    let mut stems: Vec<String> = folder()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    stems.sort();
    assert_eq!(stems, EXAMPLES.map(|(name, _)| name));
    assert_eq!(folder().read_dir().unwrap().count(), 2 * EXAMPLES.len());
}

#[test]
fn every_example_gives_figures_that_may_be_printed() {
    for (name, fewest) in EXAMPLES {
        let extract = read(name);
        assert!(
            extract.summary().iter().all(|line| line.cijfers > 0),
            "{name}"
        );
        let protected = protected(name);
        let shown = protected
            .cells
            .iter()
            .filter(|cell| !matches!(cell.shown, Shown::Absent(_)))
            .count();
        assert!(
            shown >= fewest,
            "{name}: {shown} of {}",
            protected.cells.len()
        );
        assert!(!protected.indicators().is_empty(), "{name}");
        assert!(protected.fictitious, "{name}");
    }
}

#[test]
fn counts_of_practices_become_rates_that_take_age_into_account() {
    let practices = protected("huisartsen");
    let ids: Vec<String> = practices
        .indicators()
        .iter()
        .map(|one| one.id.clone())
        .collect();
    assert_eq!(ids, ["hartfalen", "hartfalen_gestandaardiseerd"]);
}

#[test]
fn the_program_calls_every_example_good() {
    let sandbox = Sandbox::new();
    let paths =
        EXAMPLES.map(|(name, _)| folder().join(format!("{name}.toml")).display().to_string());
    let mut arguments = vec!["controleer", "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    let ended = sandbox.run(&arguments).with_code(0);
    let answers: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(answers.len(), EXAMPLES.len());
    assert!(
        answers.iter().all(|answer| answer["goed"] == true),
        "{}",
        ended.stdout
    );
}
