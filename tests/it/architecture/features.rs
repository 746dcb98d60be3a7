//! One set of features for `cargo build` and for tests. A dev-dependency that switches a feature on
//! below polars makes cargo compile polars twice, which takes a quarter of an hour.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The features of each crate; a crate has more than one set when it is also used while building.
type Features = BTreeMap<String, BTreeSet<String>>;

/// Returns each crate of the build that has other features in the tests.
pub fn differences() -> Vec<String> {
    compare(&tree("normal,build"), &tree("normal,build,dev"))
}

fn tree(edges: &str) -> Features {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "tree",
            "--workspace",
            "--locked",
            "--offline",
            "--prefix",
            "none",
        ])
        .args(["--edges", edges, "--format", "{p}\t{f}"])
        .output()
        .expect("cargo started these tests, so it is there");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree: {errors}");
    read(&String::from_utf8_lossy(&output.stdout))
}

fn read(tree: &str) -> Features {
    let mut features = Features::new();
    for line in tree.lines() {
        // cargo marks a crate that it has printed before with a star.
        if let Some((package, list)) = line.trim_end_matches(" (*)").split_once('\t') {
            features
                .entry(package.to_owned())
                .or_default()
                .insert(list.to_owned());
        }
    }
    features
}

fn compare(build: &Features, tests: &Features) -> Vec<String> {
    let other = build
        .iter()
        .filter(|(package, sets)| tests.get(*package) != Some(*sets));
    other
        .map(|(package, sets)| {
            let in_tests = tests.get(package);
            format!("{package}: {sets:?} in the build, {in_tests:?} in the tests")
        })
        .collect()
}

#[test]
fn another_feature_is_a_difference_and_a_further_crate_is_none() {
    let build = read("a v1\tdefault\nb v1\t\n");
    assert_eq!(
        compare(&build, &read("a v1\tdefault\nb v1\t (*)\nc v1\tx\n")),
        Vec::<String>::new()
    );
    assert_eq!(
        compare(&build, &read("a v1\tdefault,fast\nb v1\t\n")).len(),
        1
    );
    assert_eq!(compare(&build, &read("a v1\tdefault\n")).len(), 1);
}
