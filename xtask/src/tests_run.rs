//! `cargo xtask test`: the same set-up as the demo, then every test.

use crate::children;
use crate::demo;
use crate::failure::Failure;
use crate::places;
use crate::typst::{self, Typst};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Builds the program and runs all tests; 0 when all passed, else the runner's exit code.
///
/// The examples in the documentation come first, so that the last line is the summary of the
/// large run; words for the test runner are a choice of tests, and then they are passed over.
pub fn run(arguments: &[String]) -> Result<u8, Failure> {
    let checkout = places::checkout()?;
    let typst = typst::set_up()?;
    demo::build(&checkout, &typst)?;
    if arguments.is_empty() {
        children::announce("De voorbeelden in de documentatie worden getest.");
        let mut doc = cargo(&checkout, &typst);
        doc.args(["test", "--release", "--workspace", "--doc"]);
        children::run_step("documentatie testen", &mut doc)?;
    }
    children::announce("Alle tests worden gebouwd en gedraaid. De eerste keer duurt dat even.");
    let code = if children::succeeds("cargo-nextest", &["nextest", "--version"]) {
        run_nextest(&mut cargo(&checkout, &typst), arguments)?
    } else {
        run_cargo_test(&mut cargo(&checkout, &typst), arguments)?
    };
    Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Returns a cargo command that never changes a snapshot: a test may only compare.
fn cargo(checkout: &Path, typst: &Typst) -> Command {
    let mut command = children::cargo(checkout);
    command.env("INSTA_UPDATE", "no");
    typst.tell(&mut command);
    command
}

fn run_nextest(command: &mut Command, arguments: &[String]) -> Result<Option<i32>, Failure> {
    command
        .args(["nextest", "run", "--release", "--workspace"])
        .args(arguments);
    children::exit_code(command)
}

/// Runs the tests with cargo alone and adds up the results of all test programs.
fn run_cargo_test(command: &mut Command, arguments: &[String]) -> Result<Option<i32>, Failure> {
    command.args([
        "test",
        "--release",
        "--workspace",
        "--tests",
        "--no-fail-fast",
    ]);
    command.args(arguments).stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|cause| children::cannot_start(command, cause))?;
    let mut total = Counts::default();
    let mut terminal = std::io::stdout();
    let lines = child.stdout.take().map(BufReader::new);
    for line in lines
        .into_iter()
        .flat_map(BufRead::lines)
        .map_while(Result::ok)
    {
        total.add(&line);
        // A closed pipe on our side must not stop the tests.
        let _ = writeln!(terminal, "{line}");
    }
    let status = child
        .wait()
        .map_err(|cause| children::cannot_start(command, cause))?;
    let _ = writeln!(terminal, "{} passed, {} failed", total.passed, total.failed);
    Ok(status.code())
}

/// Results of one or more test programs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u32,
    failed: u32,
}

impl Counts {
    /// Adds a line such as `test result: ok. 12 passed; 0 failed; 0 ignored; …`; ignores any other.
    fn add(&mut self, line: &str) {
        let Some((_, results)) = line
            .strip_prefix("test result: ")
            .and_then(|l| l.split_once(". "))
        else {
            return;
        };
        for result in results.split("; ") {
            match result.split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "failed")) => self.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_programs_add_up() {
        let mut total = Counts::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test passed: 9 passed",
        ] {
            total.add(line);
        }
        assert_eq!(
            total,
            Counts {
                passed: 15,
                failed: 2
            }
        );
    }
}
