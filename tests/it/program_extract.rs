//! Local extracts through the program: in a report, and out of what must not have them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::support::pdf::{attachments, pdf_text, squeeze};
use crate::support::sandbox::{Sandbox, contents};

type Row = BTreeMap<String, String>;

/// Figures that are hidden; nothing may ever show them.
// Four decimals: two could be coordinates in a drawing by chance.
const HIDDEN: [&str; 2] = ["48,7319", "37,9127"];

const REGION: &str = "code = \"proef\"\nnaam = \"Proefregio\"\n\
    gemeenten = [\"Zwolle\", \"Staphorst\"]\nextracten = [\"extract/kwetsbaar.toml\"]\n";

const MAPPING: &str = "bestand = \"kwetsbaar.csv\"\nbron = \"GGD Voorbeeld, monitor 2024\"\n\
    vorm = \"tabel\"\n[gebied]\nkolom = \"Gebied\"\nsoort = \"code\"\n\
    [[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"pct\"\nnoemer = \"n\"\ndesigneffect = 1.5\n\
    eenheid = \"procent\"\nperiode = 2024\n\
    [[indicator]]\nid = \"valangst\"\nlabel = \"=HYPERLINK(\\\"x\\\") #read(\\\"y\\\")\"\n\
    thema = \"grijze_druk\"\ndefinitie = \"+Is bang om te vallen #panic[].\"\neenheid = \"procent\"\n\
    richting = \"hoger_is_ongunstiger\"\nbevolking = \"65+\"\nwaarde = \"val\"\nnoemer = \"n\"\n\
    periode = 2024\n";

/// Wijken of Zwolle in the fixtures, with respondents.
const WIJKEN: [(&str, u32); 6] = [
    ("WK019310", 400),
    ("WK019311", 350),
    ("WK019312", 300),
    ("WK019313", 40),
    ("WK019314", 30),
    ("WK019320", 260),
];

fn extract(hidden: [&str; 2]) -> String {
    let mut text = "Gebied;pct;n;val\r\n".to_owned();
    text.push_str("GM0193;21,4;1380;30,2\r\nGM0180;18,9;420;28,8\r\n");
    for (number, (wijk, n)) in (0_u32..).zip(WIJKEN) {
        let value = match *wijk.as_bytes().last().unwrap() {
            b'3' => hidden[0].to_owned(),
            b'4' => hidden[1].to_owned(),
            _ => format!("{},5", 14 + 3 * number),
        };
        write!(text, "{wijk};{value};{n};{value}\r\n").unwrap();
    }
    text
}

fn write_files(sandbox: &Sandbox, mapping: &str, extract: &str) {
    std::fs::create_dir_all(sandbox.path("extract")).unwrap();
    std::fs::write(sandbox.path("regio.toml"), REGION).unwrap();
    std::fs::write(sandbox.path("extract/kwetsbaar.toml"), mapping).unwrap();
    std::fs::write(sandbox.path("extract/kwetsbaar.csv"), extract).unwrap();
}

fn prepared(mapping: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .fetch(&["--gemeente", "Zwolle", "--gemeente", "Staphorst"])
        .with_code(0);
    write_files(&sandbox, mapping, &extract(HIDDEN));
    sandbox
}

const ZWOLLE: [&str; 8] = [
    "rapport",
    "--gemeente",
    "Zwolle",
    "--extract",
    "extract/kwetsbaar.toml",
    "--offline",
    "--fictief",
    "-vv",
];

fn report(sandbox: &Sandbox, arguments: &[&str], out: &str) -> BTreeMap<String, Vec<u8>> {
    let all: Vec<&str> = arguments.iter().copied().chain(["--uit", out]).collect();
    let ended = sandbox.run(&all).with_code(0);
    for number in HIDDEN {
        let point = number.replace(',', ".");
        assert!(!ended.stderr.contains(number) && !ended.stderr.contains(&point));
    }
    contents(sandbox.path(ended.stdout.trim()).parent().unwrap())
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn text(pdf: &[u8]) -> String {
    squeeze(&pdf_text(pdf).join(" "))
}

#[test]
fn an_extract_of_the_region_file_stands_in_every_file_and_hidden_numbers_in_none() {
    let sandbox = prepared(MAPPING);
    let region = [
        "rapport",
        "--regio",
        "regio.toml",
        "--offline",
        "--fictief",
        "-vv",
    ];
    let files = report(&sandbox, &region, "regio");
    let figures = rows(&files["cijfers.csv"]);
    let own: Vec<&Row> = figures
        .iter()
        .filter(|row| row["indicator"] == "kwetsbaar")
        .collect();
    let zwolle = own
        .iter()
        .find(|row| row["gebied_code"] == "GM0193")
        .unwrap();
    assert_eq!(
        [
            &zwolle["waarde"],
            &zwolle["soort"],
            &zwolle["referentie"],
            &zwolle["leeftijd"]
        ],
        ["21.4", "enquete", "proef", "65+"]
    );
    assert!(zwolle["bron"].starts_with("GGD Voorbeeld"));
    // Zwolle is more than half of this region, so it is not tested; its wijken are.
    assert!(zwolle["p"].is_empty() && zwolle["oordeel"] == "geen_toets");
    let wijk = own
        .iter()
        .find(|row| row["gebied_code"] == "WK019310" && row["referentie"] == "GM0193");
    assert!(!wijk.unwrap()["p_gecorrigeerd"].is_empty());
    let status = |wijk: &str| {
        let row = own.iter().find(|row| row["gebied_code"] == wijk);
        row.unwrap()["status"].clone()
    };
    assert_eq!(status("WK019310"), "bekend");
    assert_eq!(status("WK019313"), "geheim");
    assert_eq!(status("WK019314"), "geheim");
    // A weighted percentage with a bare number of respondents has no verdict.
    let bare = figures
        .iter()
        .find(|row| row["indicator"] == "valangst" && row["gebied_code"] == "WK019310")
        .unwrap();
    assert_eq!(bare["oordeel"], "geen_toets");
    assert_eq!(bare["opmerking"], "marge te smal: zonder weging");
    assert_eq!(bare["label"], "'=HYPERLINK(\"x\") #read(\"y\")");
    let page = text(&files["regiobeeld.pdf"]);
    for expected in [
        "Kwetsbare ouderen",
        "=HYPERLINK(\"x\") #read(\"y\")",
        "#panic[]",
    ] {
        assert!(page.contains(&squeeze(expected)), "{expected}");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let kinds: Vec<&str> = manifest["invoer"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|input| input["soort"].as_str())
        .filter(|kind| ["extract", "koppeling"].contains(kind))
        .collect();
    assert_eq!(kinds, ["extract", "koppeling"]);
    for (name, bytes) in &files {
        let held = String::from_utf8_lossy(bytes);
        for number in HIDDEN {
            let point = number.replace(',', ".");
            assert!(!held.contains(number) && !held.contains(&point), "{name}");
        }
    }
    for number in HIDDEN {
        assert!(!page.contains(number));
    }
}

#[test]
fn changing_a_hidden_number_changes_no_byte_of_any_output() {
    let sandbox = prepared(MAPPING);
    let before = report(&sandbox, &ZWOLLE, "een");
    write_files(&sandbox, MAPPING, &extract(["12,3", "5"]));
    let after = report(&sandbox, &ZWOLLE, "twee");
    let names: Vec<&String> = before.keys().collect();
    assert_eq!(names, after.keys().collect::<Vec<_>>());
    for (name, bytes) in &before {
        assert!(*bytes == after[name], "{name}");
    }
    // A number that is shown does change them.
    let shown = extract(["12,3", "5"]).replace("GM0193;21,4", "GM0193;21,9");
    write_files(&sandbox, MAPPING, &shown);
    let other = report(&sandbox, &ZWOLLE, "drie");
    assert!(other["cijfers.csv"] != before["cijfers.csv"]);
}

#[test]
fn what_may_not_be_handed_on_stands_in_the_pdf_only() {
    let mapping = format!("{MAPPING}[delen]\nbijlage = false\n");
    let sandbox = prepared(&mapping);
    let files = report(&sandbox, &ZWOLLE, "uit");
    let page = text(&files["regiobeeld.pdf"]);
    assert!(page.contains("65-plussers zijn kwetsbaar"));
    assert!(page.contains(&squeeze("staan alleen in de PDF")));
    let kept = rows(&files["cijfers.csv"]);
    assert!(kept.iter().all(|row| row["indicator"] != "kwetsbaar"));
    assert!(kept.iter().any(|row| row["indicator"] == "roken"));
    let attached = attachments(&files["regiobeeld.pdf"]);
    assert_eq!(attached[0].bytes, files["cijfers.csv"]);
    let json = String::from_utf8_lossy(&files["rapport.json"]);
    assert!(!json.contains("zijn kwetsbaar"));
    assert!(
        !files
            .keys()
            .any(|name| name.contains("kwetsbaar") || name.contains("valangst"))
    );
}

#[test]
fn an_extract_that_cannot_be_used_makes_no_report() {
    let sandbox = prepared(&format!("fictief = true\n{MAPPING}"));
    let run = |arguments: &[&str]| {
        let mut all = vec![
            "rapport",
            "--gemeente",
            "Zwolle",
            "--offline",
            "--uit",
            "uit",
        ];
        all.extend(arguments);
        sandbox.run(&all).with_code(5)
    };
    // The store is made up as well; without leave neither is used.
    let ended = run(&["--extract", "extract/kwetsbaar.toml"]);
    assert!(ended.stderr.contains("--fictief"), "{}", ended.stderr);
    let ended = run(&["--fictief", "--extract", "extract/bestaat-niet.toml"]);
    assert!(
        ended.stderr.contains("het bestaat niet"),
        "{}",
        ended.stderr
    );
    let ended = run(&["--fictief", "--extract", "extract"]);
    assert!(
        ended.stderr.contains("geen gewoon bestand"),
        "{}",
        ended.stderr
    );
    std::fs::write(
        sandbox.path("extract/kwetsbaar.csv"),
        "Gebied;pct;n;val\nGM9999;1;2;3\n",
    )
    .unwrap();
    let ended = run(&["--fictief", "--extract", "extract/kwetsbaar.toml"]);
    assert!(ended.stderr.contains("rij 2"), "{}", ended.stderr);
    // The same indicator from two files: neither is chosen.
    std::fs::copy(
        sandbox.path("extract/kwetsbaar.toml"),
        sandbox.path("extract/nog.toml"),
    )
    .unwrap();
    let twice = [
        "--fictief",
        "--extract",
        "extract/kwetsbaar.toml",
        "--extract",
        "extract/nog.toml",
    ];
    let ended = run(&twice);
    assert!(
        ended.stderr.contains("kwetsbaar.toml en in"),
        "{}",
        ended.stderr
    );
    assert!(!Path::new(&sandbox.path("uit")).exists());
}
