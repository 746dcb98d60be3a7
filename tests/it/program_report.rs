//! Whole reports: fetched from a server on loopback, typeset, and read back.

use std::collections::BTreeMap;

use crate::support::pdf::{attachments, pdf_fonts, pdf_text, squeeze, struct_tree};
use crate::support::sandbox::{Sandbox, contents};
use crate::support::server::Fault;

/// One row of `cijfers.csv` by column.
type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn report(sandbox: &Sandbox, what: &[&str], out: &str) -> BTreeMap<String, Vec<u8>> {
    let mut arguments = vec!["rapport"];
    arguments.extend(what);
    arguments.extend(["--offline", "--fictief", "--uit", out]);
    let ended = sandbox.run(&arguments).with_code(0);
    contents(sandbox.path(ended.stdout.trim()).parent().unwrap())
}

fn value<'a>(rows: &'a [Row], area: &str, indicator: &str, year: &str) -> &'a str {
    let found = rows.iter().find(|row| {
        row["gebied_code"] == area
            && row["indicator"] == indicator
            && row["periode"] == year
            && ["18+", "alle"].contains(&row["leeftijd"].as_str())
    });
    &found.unwrap_or_else(|| panic!("{area} {indicator} {year}"))["waarde"]
}

#[test]
fn known_figures_stand_in_the_csv_and_in_the_pdf() {
    let sandbox = Sandbox::new();
    sandbox
        .fetch(&["--gemeente", "Zwolle", "--gemeente", "Staphorst"])
        .with_code(0);
    for (name, area, inhabitants, healthy) in [
        ("Zwolle", "GM0193", "133141", "75.2"),
        ("Staphorst", "GM0180", "17739", "79.9"),
    ] {
        let files = report(&sandbox, &["--gemeente", name], "uit");
        let rows = rows(&files["cijfers.csv"]);
        assert_eq!(value(&rows, "NL", "inwoners", "2024"), "17942942");
        assert_eq!(value(&rows, "NL", "gezond", "2024"), "72.8");
        assert_eq!(value(&rows, area, "gezond", "2024"), healthy);
        assert_eq!(value(&rows, area, "inwoners", "2024"), inhabitants);
        let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" ")).replace('\u{202f}', " ");
        for expected in ["17 942 942", "72,8", &healthy.replace('.', ",")] {
            assert!(text.contains(expected), "{name}: {expected}");
        }
        if name == "Zwolle" {
            assert!(text.contains("133 141"));
        }
    }
}

#[test]
fn topics_beside_the_core_set_stand_in_the_annex_only() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let files = report(&sandbox, &["--gemeente", "Hattem"], "uit");
    let rows = rows(&files["cijfers.csv"]);
    assert!(!value(&rows, "GM0244", "koopwoningen", "2024").is_empty());
    assert!(files.contains_key("figuren/roken-18plus.svg"));
    assert!(!files.keys().any(|path| path.contains("koopwoningen")));
    let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
    for part in [
        "Meer cijfers: Achtergrond en zorg",
        "Koopwoningen (%), 2024",
        "onderwerpen buiten de kern zijn er geen cijfers.",
        "Dit rapport gebruikt kernset 2026.1.",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_report_is_accessible_and_carries_its_figures() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let files = report(&sandbox, &["--gemeente", "Hattem"], "uit");
    let pdf = &files["regiobeeld.pdf"];
    for font in pdf_fonts(pdf) {
        assert!(
            font.embedded && font.name.starts_with("NotoSans"),
            "{font:?}"
        );
    }
    let tree = struct_tree(pdf);
    let figures = tree.all("Figure");
    assert!(figures.len() > 10);
    for figure in figures {
        assert!(
            figure.alt.as_ref().is_some_and(|alt| alt.len() > 20),
            "{figure:?}"
        );
    }
    let mut level = 0;
    for heading in tree.walk() {
        let found = heading
            .kind
            .strip_prefix('H')
            .and_then(|n| n.parse::<u32>().ok());
        if let Some(found) = found {
            assert!(found <= level + 1, "H{level} → H{found}");
            level = found;
        }
    }
    let attached = attachments(pdf);
    assert_eq!(attached.len(), 1);
    assert_eq!(attached[0].bytes, files["cijfers.csv"]);
    let text = pdf_text(pdf).join(" ");
    assert!(text.contains("FICTIEF"));
    for (path, bytes) in &files {
        // Outlines without figures: the cover, the numbered map, the layers of the sheets.
        let plain = ["figuren/omslag", "figuren/gebieden", "figuren/blad"];
        if path.ends_with(".svg") && !plain.iter().any(|start| path.starts_with(start)) {
            let svg = String::from_utf8_lossy(bytes);
            let made_up = !path.contains("aandeel_65plus")
                && !path.contains("afstand_huisarts")
                && !path.contains("positie-zorg");
            assert_eq!(svg.contains("FICTIEF"), made_up, "{path}");
        }
    }
}

#[test]
fn two_runs_give_the_same_bytes_and_a_change_is_found() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let first = report(&sandbox, &["--gemeente", "Hattem"], "een");
    let second = report(&sandbox, &["--gemeente", "Hattem"], "twee");
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second));
    for (path, bytes) in &first {
        assert!(second[path] == *bytes, "{path} differs");
    }
    let folder = "een/2026-11/GM0244-hattem";
    let found = sandbox
        .path("een")
        .read_dir()
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .file_name();
    let folder = folder.replace("2026-11", &found.to_string_lossy());
    sandbox.run(&["verifieer", &folder]).with_code(0);
    sandbox.run(&["verifieer", "--opslag"]).with_code(0);
    std::fs::write(sandbox.path(&folder).join("cijfers.csv"), "anders").unwrap();
    let ended = sandbox
        .run(&["verifieer", &format!("{folder}/manifest.json")])
        .with_code(8);
    assert!(ended.stdout.contains("cijfers.csv"), "{}", ended.stdout);
}

#[test]
fn a_missing_column_is_said_and_nothing_is_zero() {
    let sandbox = Sandbox::new();
    sandbox.server.fail(
        "50150NED/DataProperties",
        Fault::Replace("RooktTabak_35", "Paft_35"),
        usize::MAX,
    );
    sandbox.server.fail(
        "50150NED/TypedDataSet",
        Fault::Replace("RooktTabak_35", "Paft_35"),
        usize::MAX,
    );
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let files = report(&sandbox, &["--gemeente", "Hattem"], "uit");
    assert!(
        !rows(&files["cijfers.csv"])
            .iter()
            .any(|row| row["indicator"] == "roken")
    );
    let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
    assert!(text.contains("Zonder cijfer: Roken (dit cijfer staat niet in de bron)"));
    assert!(
        text.contains("Dit cijfer staat niet in de bron: Roken"),
        "{text}"
    );
}

#[test]
fn hostile_names_are_printed_literally() {
    let sandbox = Sandbox::new();
    let hostile = r##"=HYPERLINK(\"x\") #read(\"/etc/passwd\") ] $a$ <b> @c"##;
    for part in ["WijkenEnBuurten", "wijken"] {
        sandbox.server.fail(
            part,
            Fault::Replace(
                "Voorbeeldwijk 1\"",
                Box::leak(format!("{hostile}\"").into_boxed_str()),
            ),
            usize::MAX,
        );
    }
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let files = report(&sandbox, &["--gemeente", "Hattem"], "uit");
    let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
    let printed = squeeze(&hostile.replace("\\\"", "\""));
    assert!(
        text.replace(' ', "").contains(&printed.replace(' ', "")),
        "{printed}"
    );
    let name = rows(&files["cijfers.csv"])
        .into_iter()
        .find(|row| row["gebied_code"] == "WK024400")
        .map(|row| row["gebied_naam"].clone());
    assert!(
        name.as_deref()
            .is_some_and(|name| name.starts_with("'=HYPERLINK")),
        "{name:?}"
    );
}
