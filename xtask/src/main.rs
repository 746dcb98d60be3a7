//! Set-up and chores of regiobeeld. Uses the standard library alone, so that it compiles in a
//! second, and starts other programs for the work itself. Everything it prints is plain Dutch:
//! an adviser may be the one who runs it.

// Cargo rebuilds when this differs: see .cargo/config.toml. Unused, so not in the program.
const _: Option<&str> = option_env!("REGIOBEELD_CHECKOUT");

mod arguments;
mod bench;
mod children;
mod demo;
mod failure;
mod fixtures;
mod gallery;
mod pdfcheck;
mod places;
mod tests_run;
mod typst;

use arguments::{Parsed, Task};
use failure::Failure;
use std::process::ExitCode;

/// Exit code for a wrong command line; the same number as in the program itself.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments::parse(&words) {
        Parsed::Task(task) => carry_out(task),
        Parsed::Help => {
            eprint!("{}", arguments::USAGE_TEXT);
            return ExitCode::SUCCESS;
        }
        Parsed::Wrong(fault) => {
            eprint!("{fault}\n\n{}", arguments::USAGE_TEXT);
            return ExitCode::from(USAGE);
        }
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            eprintln!("\nfout: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Runs one task; the number is the exit code of a task that came to an answer.
fn carry_out(task: Task) -> Result<u8, Failure> {
    match task {
        Task::Demo { arguments } => demo::run(&arguments),
        Task::Test { arguments } => tests_run::run(&arguments),
        Task::Fixtures { source } => fixtures::run(&source),
        Task::Gallery { out } => gallery::run(out.as_deref()),
        Task::Bench(options) => bench::run(options),
        Task::Pdfcheck { yes, pdfs } => pdfcheck::run(yes, &pdfs),
    }
}
