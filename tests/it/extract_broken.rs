//! Broken local extracts through the program: each ends with exit 5 and a message that names the
//! sheet or file, the row, the column and what was expected, all faults at once, and no figure.

mod areas;
mod cells;
mod files;
mod forms;
mod mappings;

use crate::support::sandbox::Sandbox;
use crate::support::workbook::xlsx;

/// A figure of the files; no message may hold it.
const FIGURE: [&str; 3] = ["48.73", "48,73", "4873"];

/// One broken delivery.
struct Broken {
    name: &'static str,
    mapping: String,
    /// Name and bytes of the extract; none when it is not there.
    file: Option<(&'static str, Vec<u8>)>,
    /// What the message has, one list per fault that is expected.
    says: &'static [&'static str],
}

/// A workbook with one sheet that is called Wijken.
fn wijken(rows: &[&str]) -> Option<(&'static str, Vec<u8>)> {
    Some(("proef.xlsx", xlsx(&[("Wijken", rows, &[])])))
}

fn csv(text: &str) -> Option<(&'static str, Vec<u8>)> {
    Some(("proef.csv", text.as_bytes().to_vec()))
}

/// The usual mapping; the indicator comes last, so that keys and blocks can be added to it.
fn tabel(file: &str, indicator: &str) -> String {
    format!(
        "bestand = \"{file}\"\nbron = \"GGD Proef\"\nvorm = \"tabel\"\n[gebied]\nkolom = \"Wijk\"\n\
         niveau = \"wijk\"\n[[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"pct\"\nperiode = 2024\n{indicator}\n"
    )
}

fn every() -> Vec<Broken> {
    let mut all = mappings::broken();
    all.extend(files::broken());
    all.extend(areas::broken());
    all.extend(cells::broken());
    all.extend(forms::broken());
    all
}

/// Writes a delivery in a folder of its own and returns the path of its mapping.
fn write(sandbox: &Sandbox, broken: &Broken) -> String {
    let folder = sandbox.path(broken.name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("koppel.toml"), &broken.mapping).unwrap();
    if let Some((name, bytes)) = &broken.file {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    format!("{}/koppel.toml", broken.name)
}

#[test]
fn every_broken_file_ends_with_5_and_says_where_and_what() {
    let sandbox = Sandbox::new();
    let all = every();
    assert!(all.len() >= 45, "{}", all.len());
    let mut wrong = Vec::new();
    for broken in &all {
        let path = write(&sandbox, broken);
        let ended = sandbox.run(&["controleer", &path]);
        let text = format!("{}{}", ended.stdout, ended.stderr);
        let mut lacks: Vec<&str> = broken
            .says
            .iter()
            .flat_map(|says| says.split('…'))
            .filter(|part| !text.contains(part))
            .collect();
        lacks.extend(FIGURE.iter().filter(|figure| text.contains(**figure)));
        if ended.code != 5 || !lacks.is_empty() || !ended.stderr.starts_with("fout: ") {
            wrong.push(format!(
                "{} ({}): {lacks:#?}\n{text}",
                broken.name, ended.code
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_run_checks_many_and_its_json_has_every_fault_with_its_place() {
    let sandbox = Sandbox::new();
    let all = every();
    let paths: Vec<String> = all.iter().map(|broken| write(&sandbox, broken)).collect();
    let mut arguments = vec!["controleer", "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    let ended = sandbox.run(&arguments).with_code(5);
    for figure in FIGURE {
        assert!(
            !ended.stdout.contains(figure) && !ended.stderr.contains(figure),
            "{figure}"
        );
    }
    let answers: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(answers.len(), all.len());
    for (answer, broken) in answers.iter().zip(&all) {
        let name = broken.name;
        assert_eq!(answer["goed"], false, "{name}");
        let faults = answer["fouten"].as_array().unwrap();
        assert!(!faults.is_empty(), "{name}");
        let exact = answer["koppelbestand"].as_str().unwrap();
        assert!(exact.starts_with(name), "{exact}");
        for fault in faults {
            for key in ["bestand", "blad", "rij", "kolom", "fout"] {
                assert!(fault.get(key).is_some(), "{name}: {key}: {fault}");
            }
            assert!(
                fault["rij"].is_null() || fault["rij"].as_u64().unwrap() > 0,
                "{fault}"
            );
            assert!(!fault["fout"].as_str().unwrap().is_empty(), "{fault}");
        }
        // Every fault that the table names is one of its own, and none is left out.
        assert!(faults.len() >= broken.says.len(), "{name}: {faults:#?}");
    }
}

#[test]
fn a_good_file_beside_a_broken_one_is_called_good() {
    let sandbox = Sandbox::new();
    let good = Broken {
        name: "goed",
        mapping: tabel("proef.xlsx", ""),
        file: wijken(&["Wijk|pct", "WK019310|=48.73"]),
        says: &[],
    };
    let bad = Broken {
        name: "fout",
        mapping: tabel("proef.xlsx", ""),
        file: wijken(&["Wijk|pct", "WK019310|=148.73"]),
        says: &[],
    };
    let paths = [write(&sandbox, &good), write(&sandbox, &bad)];
    let one = sandbox.run(&["controleer", &paths[0]]).with_code(0);
    assert!(
        one.stdout.contains("goed/koppel.toml: goed"),
        "{}",
        one.stdout
    );
    assert!(!one.stdout.contains("48"), "{}", one.stdout);
    let both = sandbox
        .run(&["controleer", &paths[0], &paths[1]])
        .with_code(5);
    assert!(
        both.stdout.contains("goed/koppel.toml: goed"),
        "{}",
        both.stdout
    );
    assert!(
        both.stdout.contains("fout/koppel.toml: 1 fout"),
        "{}",
        both.stdout
    );
    assert!(
        both.stderr.contains("1 fout gevonden in fout/koppel.toml"),
        "{}",
        both.stderr
    );
}
