//! The seconds per stage of a report: told to who asks, and in no file of the report.

use serde_json::Value;

use crate::support::sandbox::{Sandbox, contents};

const STAGES: [&str; 6] = [
    "laden",
    "indicatoren",
    "figuren",
    "sjabloon",
    "typst",
    "bestanden",
];

const MADE: [&str; 6] = [
    "--gemeente",
    "Hattem",
    "--offline",
    "--fictief",
    "--json",
    "-v",
];

/// The seconds of all stages in an answer; each must be there.
fn sum(answer: &Value) -> f64 {
    let seconds = STAGES.iter().map(|name| {
        let seconds = answer["fasen"][name].as_f64();
        seconds.unwrap_or_else(|| panic!("{name}: {answer}"))
    });
    seconds.sum()
}

#[test]
fn stages_are_told_and_stand_in_no_file_of_the_report() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let ended = sandbox
        .run(&[&["rapport"], &MADE[..]].concat())
        .with_code(0);
    let answer: Value = serde_json::from_str(&ended.stdout).unwrap();
    // Each is rounded to a thousandth.
    let whole = answer["seconden"].as_f64().unwrap();
    assert!((sum(&answer) - whole).abs() < 0.01, "{answer}");
    assert!(answer["fasen"]["typst"].as_f64().unwrap() > 0.0);
    let mut lines = ended.stderr.lines();
    let line = lines.find(|line| line.starts_with("laden ")).unwrap();
    let words: Vec<&str> = line.split(" · ").collect();
    assert_eq!(words.len(), STAGES.len(), "{line}");
    for (name, words) in STAGES.iter().zip(words) {
        let of_stage = words
            .strip_prefix(name)
            .and_then(|rest| rest.strip_suffix(" s"));
        assert!(
            of_stage.is_some_and(|seconds| seconds.contains(',')),
            "{words}"
        );
    }
    for (path, bytes) in contents(&sandbox.path("output")) {
        let is_text = path.ends_with(".json") || path.ends_with(".csv");
        assert!(
            !is_text || !String::from_utf8_lossy(&bytes).contains("fasen"),
            "{path}"
        );
    }
}

#[test]
fn a_series_adds_up_its_reports_and_only_tells_lines_when_asked() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let asked = sandbox.run(&[&["reeks"], &MADE[..]].concat()).with_code(0);
    let answer: Value = serde_json::from_str(&asked.stdout).unwrap();
    assert!(sum(&answer) > 0.0);
    assert!(asked.stderr.contains("Hattem: laden "), "{}", asked.stderr);
    let again = [&["reeks", "--hervat"], &MADE[..5]].concat();
    let skipped = sandbox.run(&again).with_code(0);
    let answer: Value = serde_json::from_str(&skipped.stdout).unwrap();
    assert!(sum(&answer) < f64::EPSILON, "no report was made: {answer}");
    assert!(
        !skipped.stderr.contains("Hattem: laden "),
        "{}",
        skipped.stderr
    );
}
