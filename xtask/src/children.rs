//! Starting other programs: cargo with a clean environment, and quiet questions to small tools.

use crate::failure::Failure;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Returns a cargo command that runs in `folder`.
///
/// `cargo run` tells its child about the package `xtask` through the environment. A cargo below it
/// must not see that, or build scripts that look at those variables would run again.
pub fn cargo(folder: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(describes_running_package) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_running_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// Says what is about to happen, so that a user who waits knows why.
pub fn announce(text: &str) {
    eprintln!("==> {text}");
}

/// Runs a step with its output shown; a failing step is a failure with its name.
pub fn run_step(step: &str, command: &mut Command) -> Result<(), Failure> {
    let started = Instant::now();
    match exit_code(command)? {
        Some(0) => {
            eprintln!("    {step}: klaar na {} s", started.elapsed().as_secs());
            Ok(())
        }
        code => Err(Failure::StepFailed {
            step: step.to_owned(),
            code,
        }),
    }
}

/// Runs a program with its output shown and returns its exit code; `None` after a signal.
pub fn exit_code(command: &mut Command) -> Result<Option<i32>, Failure> {
    let status = command
        .status()
        .map_err(|cause| cannot_start(command, cause))?;
    Ok(status.code())
}

/// Returns the failure to start a command.
pub fn cannot_start(command: &Command, cause: std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    Failure::CannotStart { program, cause }
}

/// Returns whether a program runs and ends well; it shows nothing.
pub fn succeeds(program: impl AsRef<OsStr>, arguments: &[impl AsRef<OsStr>]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns what a program prints when it ends well, and nothing in all other cases.
pub fn answer(program: impl AsRef<OsStr>, arguments: &[impl AsRef<OsStr>]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the command as a line that can be pasted in a shell.
pub fn as_shell_line(command: &Command) -> String {
    let quoted = |word: &OsStr| {
        let word = word.to_string_lossy();
        if word.contains(' ') {
            format!("\"{word}\"")
        } else {
            word.into_owned()
        }
    };
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(quoted)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_line_quotes_paths_with_spaces() {
        let mut command = Command::new("cargo");
        command.args(["install", "--root", "a map/b"]);
        assert_eq!(as_shell_line(&command), "cargo install --root \"a map/b\"");
    }

    #[test]
    fn only_the_variables_of_the_running_package_are_taken_away() {
        assert!(describes_running_package("CARGO_PKG_NAME"));
        assert!(describes_running_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_running_package("CARGO_INCREMENTAL"));
        assert!(!describes_running_package("CARGO_HOME"));
    }

    #[test]
    fn a_program_that_does_not_exist_answers_nothing() {
        assert!(!succeeds("regiobeeld-no-such-program", &["x"]));
        assert_eq!(answer("regiobeeld-no-such-program", &["x"]), None);
    }
}
