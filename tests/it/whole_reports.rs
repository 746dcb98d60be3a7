//! Whole reports, usual ones and outliers: every number that is printed comes from `cijfers.csv`,
//! every sentence is plain Dutch (B1), and no letter stands over another.
//!
//! The checks walk the model as plain values, so that a new chapter is checked without a word here.

mod numbers;
#[path = "../../examples/galerij/outliers/mod.rs"]
mod outliers;
mod overlaps;
mod plain;
mod rows;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::pdf::struct_tree;
use crate::support::sandbox::{Sandbox, contents};
use rows::Rows;

/// Outliers with other words than usual reports; the large ones have more of the same.
const OUTLIERS: [&str; 6] = ["lang", "kort", "een-wijk", "leeg", "verborgen", "vijandig"];

/// One finished report.
struct Report {
    name: String,
    model: Value,
    rows: Rows,
    pdf: Vec<u8>,
}

impl Report {
    fn read(folder: &Path) -> Self {
        let files = contents(folder);
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            model: serde_json::from_slice(&files["rapport.json"]).unwrap(),
            rows: Rows::read(&files["cijfers.csv"]),
            pdf: files["regiobeeld.pdf"].clone(),
        }
    }

    /// Everything that is wrong with it, each with the name of the report.
    fn faults(&self) -> BTreeSet<String> {
        let mut found = numbers::in_model(&self.model, &self.rows);
        found.extend(numbers::in_pdf(&struct_tree(&self.pdf), &self.rows));
        found.extend(plain::faults(&self.model, &self.rows));
        found.extend(overlaps::in_pdf(&self.pdf));
        let named = found.into_iter();
        named
            .map(|fault| format!("{}: {fault}", self.name))
            .collect()
    }
}

/// Reports of usual gemeenten and a region, through the program.
fn usual() -> Vec<Report> {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--regio", "rza-zwolle"]).with_code(0);
    let whats = [
        ["--gemeente", "Zwolle"],
        ["--gemeente", "Hattem"],
        ["--regio", "rza-zwolle"],
    ];
    let made = whats.map(|[kind, name]| {
        let words = [
            "rapport",
            kind,
            name,
            "--offline",
            "--fictief",
            "--uit",
            "uit",
        ];
        let ended = sandbox.run(&words).with_code(0);
        Report::read(sandbox.path(ended.stdout.trim()).parent().unwrap())
    });
    made.into()
}

#[test]
fn whole_reports_print_figures_of_the_csv_in_plain_words() {
    let usual = usual();
    let mut faults: BTreeSet<String> = usual.iter().flat_map(Report::faults).collect();
    let work = TempDir::new().unwrap();
    for outlier in outliers::all() {
        assert!(outlier.what.ends_with('.'), "{}", outlier.name);
        if OUTLIERS.contains(&outlier.name) {
            for folder in outliers::make(&outlier, work.path()).unwrap() {
                faults.extend(Report::read(&folder).faults());
            }
        }
    }
    let listed: Vec<&str> = faults.iter().map(String::as_str).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        listed.join("\n")
    );
    // The checks look at enough to mean something, and see a single wrong number.
    for report in &usual {
        let seen = numbers::count(&report.model, &report.rows);
        assert!(seen > 500, "{}: {seen}", report.name);
        let sentences = plain::sentences(&report.model, &report.rows);
        assert!(
            sentences.len() > 100,
            "{}: {}",
            report.name,
            sentences.len()
        );
    }
    a_wrong_number_is_found(&usual[0]);
}

/// One figure of a wijk is changed in the file: the table, the sentence and the PDF differ from it.
fn a_wrong_number_is_found(report: &Report) {
    let wrong = report.rows.with_one_wrong("WK019310", "roken");
    let in_model = numbers::in_model(&report.model, &wrong);
    assert!(
        !in_model.is_empty(),
        "the model is not held against the file"
    );
    let in_pdf = numbers::in_pdf(&struct_tree(&report.pdf), &wrong);
    assert!(!in_pdf.is_empty(), "the PDF is not held against the file");
    let mut model = report.model.clone();
    let sentence = model.pointer_mut("/oogopslag/zinnen/0").unwrap();
    let text = sentence.as_str().unwrap().replace('1', "2");
    *sentence = Value::String(text);
    assert!(!numbers::in_model(&model, &report.rows).is_empty());
}
