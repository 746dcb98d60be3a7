//! What the program does with folders: of others, of killed runs, of a batch.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::sandbox::{Sandbox, contents};

#[test]
fn made_up_figures_are_refused_unless_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    sandbox
        .run(&["reeks", "--gemeente", "Hattem", "--offline"])
        .with_code(5);
    let ended = sandbox
        .run(&["rapport", "--gemeente", "Hattem", "--offline"])
        .with_code(5);
    assert!(ended.stderr.contains("--fictief"), "{}", ended.stderr);
    assert!(!sandbox.path("output").exists());
}

#[test]
fn files_of_somebody_else_are_never_replaced() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let folder = sandbox.path("uit/proef/GM0244-hattem");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("mijn.docx"), "x").unwrap();
    let arguments = [
        "rapport",
        "--gemeente",
        "Hattem",
        "--offline",
        "--fictief",
        "--uit",
        "uit",
        "--editie",
        "proef",
    ];
    let ended = sandbox.run(&arguments).with_code(5);
    assert!(ended.stderr.contains("mijn.docx"), "{}", ended.stderr);
    std::fs::create_dir_all(sandbox.path("werk/demo/eigen")).unwrap();
    std::fs::write(sandbox.path("werk/demo/eigen/mijn.docx"), "x").unwrap();
    sandbox.run(&["demo", "--uit", "werk"]).with_code(5);
    std::fs::create_dir_all(sandbox.path("opslag2/demo")).unwrap();
    std::fs::write(sandbox.path("opslag2/demo/mijn.docx"), "x").unwrap();
    let ended = sandbox.run(&["demo", "--opslag", "opslag2", "--uit", "anders"]);
    assert_ne!(ended.code, 0);
    for kept in [
        "uit/proef/GM0244-hattem/mijn.docx",
        "werk/demo/eigen/mijn.docx",
        "opslag2/demo/mijn.docx",
    ] {
        assert!(sandbox.path(kept).is_file(), "{kept}");
    }
}

#[test]
fn a_batch_goes_on_and_resumes() {
    let sandbox = Sandbox::new();
    sandbox
        .fetch(&["--gemeente", "Hattem", "--gemeente", "Heerde"])
        .with_code(0);
    let batch = |more: &[&str]| {
        let mut arguments = vec![
            "reeks",
            "--gemeente",
            "Hattem",
            "--gemeente",
            "Heerde",
            "--offline",
            "--fictief",
        ];
        arguments.extend(more);
        sandbox.run(&arguments)
    };
    batch(&[]).with_code(0);
    let edition = sandbox
        .path("output")
        .read_dir()
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let before = contents(&edition);
    std::fs::remove_file(edition.join("GM0246-heerde/manifest.json")).unwrap();
    let ended = batch(&["--hervat"]).with_code(0);
    assert!(
        ended.stderr.contains("Hattem: was al klaar"),
        "{}",
        ended.stderr
    );
    assert!(
        !ended.stderr.contains("Heerde: was al klaar"),
        "{}",
        ended.stderr
    );
    let after = contents(&edition);
    let reports = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        files
            .iter()
            .filter(|(path, _)| path.contains('/'))
            .map(|(p, b)| (p.clone(), b.clone()))
            .collect()
    };
    assert!(reports(&before) == reports(&after));
    assert!(Path::new(&edition).join("overzicht.csv").is_file());
    // A gemeente without figures in the store fails alone.
    let ended = sandbox.run(&[
        "reeks",
        "--gemeente",
        "Hattem",
        "--gemeente",
        "Urk",
        "--offline",
        "--fictief",
    ]);
    let ended = ended.with_code(7);
    assert!(ended.stderr.contains("Urk"), "{}", ended.stderr);
}
