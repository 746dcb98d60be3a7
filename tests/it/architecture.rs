//! Rules about the house itself, checked on the sources as text. Each rule lists every fault at
//! once. What the compiler or clippy can check is left to them.

mod features;
mod receipts;
mod sources;
mod templates;
mod words;

use sources::{Source, list};

/// Folders that take values and return values: no files, clock, environment, network or output.
const PURE: [&str; 10] = [
    "src/area",
    "src/disclosure",
    "src/extract",
    "src/figures",
    "src/findings",
    "src/house",
    "src/indicators",
    "src/remarks",
    "src/report",
    "src/statistics",
];

/// The folders of the root package with data frames; to the right of them there are plain structs.
const WITH_FRAMES: [&str; 2] = ["src/frame", "src/indicators"];

const IMPURE: [&str; 9] = [
    "fs::",
    "env::",
    "net::",
    "process::",
    "SystemTime",
    "Instant",
    "println!",
    "print!",
    "eprintln!",
];

/// Words that say what figures mean; fetchers know where figures come from, never what they mean.
const THEME_WORDS: [&str; 5] = [
    "leefstijl",
    "mentale gezondheid",
    "grijze_druk",
    "grijze druk",
    "laaggeletterd",
];

/// Reports all faults of a rule at once.
#[track_caller]
fn assert_none(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}:\n  {}\n", faults.join("\n  "));
}

#[test]
fn every_folder_of_a_rule_exists() {
    let folders = PURE
        .iter()
        .chain(&WITH_FRAMES)
        .chain(&["report-templates", "fetchers/src"]);
    let empty: Vec<String> = folders
        .filter(|folder| list(folder).is_empty())
        .map(ToString::to_string)
        .collect();
    assert_none("a rule about an empty folder guards nothing", &empty);
}

#[test]
fn pure_folders_do_no_io_and_read_no_clock() {
    let mut faults = Vec::new();
    let files = PURE.iter().flat_map(|folder| list(folder));
    for source in files.filter(|file| file.is_rust()) {
        for (number, line) in source.code_lines() {
            let found = IMPURE.iter().filter(|word| words::has_word(line, word));
            faults.extend(found.map(|word| format!("{}:{number}: {word}", source.path)));
        }
    }
    assert_none("pure folders take values and return values", &faults);
}

#[test]
fn data_frames_stop_after_the_indicators() {
    let mut faults = Vec::new();
    let inside = |file: &Source| {
        WITH_FRAMES
            .iter()
            .any(|folder| file.path.starts_with(folder))
    };
    for source in list("src")
        .into_iter()
        .filter(|file| file.is_rust() && !inside(file))
    {
        let lines = source
            .code_lines()
            .filter(|(_, line)| words::has_word(line, "polars"));
        faults.extend(lines.map(|(number, _)| format!("{}:{number}", source.path)));
    }
    assert_none("polars belongs to frame, indicators and fetchers", &faults);
}

#[test]
fn fetchers_know_no_themes() {
    let mut faults = Vec::new();
    for source in list("fetchers") {
        // In a test the answer of a source may be quoted, and a source has words of its own.
        for (number, line) in source.code_lines() {
            let line = line.to_lowercase();
            let found = THEME_WORDS.iter().filter(|word| line.contains(*word));
            faults.extend(found.map(|word| format!("{}:{number}: {word}", source.path)));
        }
    }
    assert_none("fetchers know sources, never themes", &faults);
}

#[test]
fn every_source_file_is_short_and_says_what_it_is_for() {
    let mut faults = Vec::new();
    let folders = ["src", "fetchers", "xtask", "tests", "examples", "build.rs"];
    for source in folders
        .iter()
        .flat_map(|folder| list(folder))
        .filter(Source::is_rust)
    {
        let length = source.text.lines().count();
        if length > 400 {
            faults.push(format!("{}: {length} lines, at most 400", source.path));
        }
        if !source.text.starts_with("//! ") {
            faults.push(format!("{}: no `//!` header", source.path));
        }
        let ignored = source
            .code_lines()
            .filter(|(_, line)| line.contains(concat!("#[", "ignore")));
        faults.extend(ignored.map(|(number, _)| format!("{}:{number}: ignored test", source.path)));
    }
    assert_none("source files", &faults);
}

#[test]
fn no_file_knows_a_machine() {
    let mut faults = Vec::new();
    for source in list("") {
        for (number, line) in source.lines() {
            let found = words::MACHINE_WORDS
                .iter()
                .filter(|word| line.contains(*word));
            faults.extend(found.map(|word| format!("{}:{number}: {word}", source.path)));
        }
    }
    assert_none("paths and hosts of one machine", &faults);
}

#[test]
fn templates_hold_no_raw_text_and_fetch_nothing() {
    let mut faults = Vec::new();
    for source in list("report-templates") {
        let is_template = source.path.ends_with(".tera");
        if is_template || source.path.ends_with(".typ") {
            let found = templates::faults(&source.text, is_template);
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{}:{fault}", source.path)),
            );
        }
    }
    assert_none("templates", &faults);
}

#[test]
fn every_fixture_has_a_receipt() {
    assert_none("fixtures and their receipts", &receipts::faults("fixtures"));
}

#[test]
fn build_and_tests_share_one_set_of_features() {
    assert_none(
        "crates with other features in tests",
        &features::differences(),
    );
}
