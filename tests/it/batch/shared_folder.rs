//! Several programs with one output folder, and a store that nobody may write.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

use super::{arguments, assert_same, batch, sandbox, tree};

const TWO: [&str; 2] = ["Hattem", "Heerde"];

#[test]
fn runs_at_one_moment_in_one_folder_do_not_hinder_each_other() {
    let sandbox = sandbox(&TWO);
    let ended = batch(&sandbox, &TWO, "heel", &[]).with_code(0);
    let told: Vec<&str> = ended.stderr.lines().collect();
    let repeated = told
        .iter()
        .filter(|line| told.iter().filter(|other| other == line).count() > 1);
    assert_eq!(repeated.count(), 0, "{}", ended.stderr);
    assert!(
        ended.stderr.contains("let op, Hattem, Heerde: "),
        "{}",
        ended.stderr
    );
    // Two that make the same, and two parts of the same.
    let runs = [
        &[][..],
        &[],
        &["--hervat", "--deel", "1/2"],
        &["--hervat", "--deel", "2/2"],
    ];
    let started = runs.map(|more| {
        let mut command = sandbox.command(&arguments(&TWO, "samen", more));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    });
    for run in started {
        let output = run.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
    }
    assert_same(
        &tree(&sandbox, "samen"),
        &tree(&sandbox, "heel"),
        "four runs at once",
    );
}

/// Every path below a folder with when it was last changed.
fn state(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        found.insert(next.clone(), next.metadata().unwrap().modified().unwrap());
        for entry in next.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), path.metadata().unwrap().modified().unwrap());
            }
        }
    }
    found
}

fn set_read_only(paths: impl Iterator<Item = PathBuf>, read_only: bool) {
    for path in paths {
        let mut rights = path.metadata().unwrap().permissions();
        rights.set_readonly(read_only);
        std::fs::set_permissions(path, rights).unwrap();
    }
}

#[test]
fn a_batch_writes_nothing_in_the_store_so_that_it_may_be_read_only() {
    let sandbox = sandbox(&TWO);
    let store = sandbox.path("opslag");
    let before = state(&store);
    assert!(before.len() > 20);
    set_read_only(before.keys().cloned(), true);
    let ended = batch(&sandbox, &TWO, "uit", &[]);
    set_read_only(before.keys().cloned(), false);
    let ended = ended.with_code(0);
    // Whoever may write everywhere is told by the moments of change.
    assert_eq!(state(&store), before);
    assert!(
        ended.stdout.contains("2 rapporten klaar, 0 mislukt"),
        "{}",
        ended.stdout
    );
}
