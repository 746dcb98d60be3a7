//! One file per command. Here the program reads the clock, prints, and touches files.

mod areas;
mod batch;
mod check;
mod check_new;
mod choose;
mod codebook;
mod console;
mod demo;
mod division;
mod doctor;
mod edition;
mod extracts;
mod fetch;
mod fetch_progress;
mod house;
mod list;
mod list_data;
mod national;
mod network;
mod news;
mod outcome;
mod probe;
mod progress;
mod region;
mod remarks;
mod report;
mod reports;
mod vektis;
mod verify;

use crate::cli::{Cli, Command};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::settings::Settings;

use console::Console;

/// Runs a command.
///
/// # Errors
/// When the command cannot do its work; the error holds the exit code.
pub fn run(cli: Cli) -> Result<Exit, CommandError> {
    let console = Console::new(cli.global.stil).with_details(cli.global.veel);
    console::start_log(cli.global.veel);
    let typed = cli.global.opslag;
    let checks_store = matches!(&cli.command, Command::Verifieer(_)) && typed.is_some();
    let store = typed.filter(|path| !path.is_empty() || !checks_store);
    if store.as_ref().is_some_and(|path| path.is_empty()) {
        return Err(CommandError::new(Exit::Usage, "bij --opslag hoort een map"));
    }
    let settings = Settings::from_environment(store.map(Into::into))?;
    match cli.command {
        Command::Demo(options) => demo::run(&settings, &console, &options),
        Command::Ophalen(options) => fetch::run(&settings, &console, &options),
        Command::Rapport(options) => report::run(&settings, &console, &options),
        Command::Reeks(options) => batch::run(&settings, &console, &options),
        Command::Controleer(options) => check::run(&settings, &console, &options),
        Command::Regio(options) => region::run(&console, &options),
        Command::Lijst(options) => list::run(&settings, &console, &options),
        Command::Verifieer(options) => verify::run(&settings, &console, &options, checks_store),
        Command::Proef(options) => probe::run(&settings, &console, &options),
        Command::Diagnose(options) => doctor::run(&settings, &console, &options),
    }
}

/// The only clock of the program; everything else gets the moment handed down.
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
