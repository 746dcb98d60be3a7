//! The program: parse, run, print, exit code. Nothing else.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use regiobeeld::cli::Cli;
use regiobeeld::{commands, usage};

/// A third of the program's own time went to small texts that come and go; this allocator is made
/// for those.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[expect(
    clippy::print_stderr,
    reason = "the program ends here, with its message"
)]
fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let Some(fault) = usage::dutch(&error) else {
                // Help goes to stdout and the exit code is 0; without a command it is a fault.
                let _ = error.print();
                return if error.use_stderr() {
                    regiobeeld::exit::Exit::Usage.into()
                } else {
                    ExitCode::SUCCESS
                };
            };
            eprintln!("{fault}");
            return fault.exit().into();
        }
    };
    match commands::run(cli) {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("{error}");
            error.exit().into()
        }
    }
}
