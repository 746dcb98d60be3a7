//! What the user sees: the answer on stdout, progress and messages on stderr.

use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tracing_subscriber::filter::LevelFilter;

use crate::error::CommandError;
use crate::exit::Exit;

/// Where a command prints.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    quiet: bool,
    detailed: bool,
}

impl Console {
    /// Creates a console; a quiet one prints no messages and no progress.
    pub const fn new(quiet: bool) -> Self {
        Self {
            quiet,
            detailed: false,
        }
    }

    /// Returns one that also prints details, for `-v`.
    pub const fn with_details(self, verbosity: u8) -> Self {
        Self {
            detailed: verbosity > 0,
            ..self
        }
    }

    /// Prints the answer of a command, on stdout.
    ///
    /// # Errors
    /// When stdout is closed.
    pub fn answer(&self, text: &str) -> Result<(), CommandError> {
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| {
                if text.ends_with('\n') {
                    Ok(())
                } else {
                    out.write_all(b"\n")
                }
            })
            .and_then(|()| out.flush())
            .map_err(|error| CommandError::from_source(Exit::Internal, error))
    }

    /// Prints an answer as JSON, on stdout.
    ///
    /// # Errors
    /// When it cannot be written as JSON, or stdout is closed.
    pub fn json(&self, value: &impl serde::Serialize) -> Result<(), CommandError> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|error| CommandError::from_source(Exit::Internal, error))?;
        self.answer(&text)
    }

    /// Prints a message, on stderr.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            // A closed stderr is no reason to stop the work.
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// Prints a message for who asked for more of them, on stderr.
    pub fn detail(&self, text: &str) {
        if self.detailed {
            self.say(text);
        }
    }

    /// Returns a progress bar; it draws only on a terminal.
    pub fn bar(&self, length: usize) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(length as u64), self.draw_target());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} · nog {eta} · {msg}")
        {
            bar.set_style(style);
        }
        bar
    }

    /// Returns where progress is drawn: nowhere when it is quiet or stderr is no terminal.
    pub fn draw_target(&self) -> ProgressDrawTarget {
        if self.quiet || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        }
    }
}

/// Starts the log on stderr; without `-v` only faults of the program itself.
pub fn start_log(verbosity: u8) {
    let level = match verbosity {
        0 => LevelFilter::ERROR,
        1 => LevelFilter::INFO,
        _ => LevelFilter::TRACE,
    };
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .without_time();
    // A second start, as in tests, changes nothing.
    let _ = log.try_init();
}
