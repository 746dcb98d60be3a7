//! A batch: its parts, its files of the whole edition, and what is left of it when it is broken off.

mod broken;
mod faults;
mod joined;
mod shared_folder;

use std::collections::BTreeMap;
use std::path::Path;

use regiobeeld::manifest::{FILE, Manifest};
use serde_json::Value;

use crate::support::sandbox::{Ended, Sandbox, contents};

/// The gemeenten of the batches here; small ones.
const GEMEENTEN: [&str; 3] = ["Hattem", "Heerde", "Dalfsen"];
/// The column of `overzicht.csv` that may differ.
const SECONDS: &str = "seconden";

/// A sandbox with the figures of these gemeenten.
fn sandbox(gemeenten: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    let named: Vec<&str> = gemeenten
        .iter()
        .flat_map(|name| ["--gemeente", name])
        .collect();
    sandbox.fetch(&named).with_code(0);
    sandbox
}

/// The arguments of a batch of these gemeenten into `out`, edition `e`.
fn arguments<'a>(gemeenten: &[&'a str], out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![
        "reeks",
        "--offline",
        "--fictief",
        "--editie",
        "e",
        "--uit",
        out,
    ];
    all.extend(gemeenten.iter().flat_map(|name| ["--gemeente", name]));
    all.extend(more);
    all
}

fn batch(sandbox: &Sandbox, gemeenten: &[&str], out: &str, more: &[&str]) -> Ended {
    sandbox.run(&arguments(gemeenten, out, more))
}

/// Every file of the edition with its content, but for the seconds.
fn tree(sandbox: &Sandbox, out: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = contents(&sandbox.path(out).join("e"));
    if let Some(json) = files.get_mut("overzicht.json") {
        let mut rows: Value = serde_json::from_slice(json).unwrap();
        for row in rows.as_array_mut().unwrap() {
            row[SECONDS] = Value::Null;
        }
        *json = rows.to_string().into_bytes();
    }
    if let Some(table) = files.get_mut("overzicht.csv") {
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let place = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == SECONDS)
            .unwrap();
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| {
                let row = row.unwrap();
                let kept = row.iter().enumerate().filter(|(index, _)| *index != place);
                kept.map(|(_, cell)| cell.to_owned()).collect()
            })
            .collect();
        *table = format!("{rows:?}").into_bytes();
    }
    files
}

/// Fails with the paths that differ, not with their bytes.
#[track_caller]
fn assert_same(found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>, when: &str) {
    let all = found.keys().chain(wanted.keys());
    let mut different: Vec<&String> = all
        .filter(|path| found.get(*path) != wanted.get(*path))
        .collect();
    different.dedup();
    assert!(different.is_empty(), "{when}: {different:?}");
}

/// The rows of `overzicht.csv`, by the folder of the report.
fn overview(sandbox: &Sandbox, out: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(sandbox.path(out).join("e/overzicht.csv")).unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let row = row.unwrap();
        (row["map"].clone(), row)
    })
    .collect()
}

/// Every report under a final name is whole; returns how many there are.
fn whole_reports(edition: &Path) -> usize {
    let mut whole = 0;
    for entry in edition.read_dir().into_iter().flatten() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("GM") {
            continue;
        }
        let text =
            std::fs::read(folder.join(FILE)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let manifest: Manifest = serde_json::from_slice(&text).unwrap();
        let present: Vec<String> = contents(&folder).into_keys().collect();
        let faults = manifest.differences(&present, |path| std::fs::read(folder.join(path)));
        assert_eq!(faults, [], "{name}");
        whole += 1;
    }
    whole
}
