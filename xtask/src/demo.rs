//! `cargo xtask demo`: from a fresh checkout to the example reports in one command.

use crate::children;
use crate::failure::Failure;
use crate::places;
use crate::typst::{self, Typst};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds everything and runs `regiobeeld demo`; the exit code is that of the program.
pub fn run(arguments: &[String]) -> Result<u8, Failure> {
    let checkout = places::checkout()?;
    let typst = typst::set_up()?;
    let program = build(&checkout, &typst)?;
    children::announce("De voorbeeldrapporten worden gemaakt, zonder internet.");
    let mut command = Command::new(program);
    command.arg("demo").args(arguments);
    let named = named_folder(arguments);
    // A folder that the user names is seen from where the user is; the default is in the checkout.
    if named.is_none() {
        command.current_dir(&checkout);
    }
    typst.tell(&mut command);
    let code = children::exit_code(&mut command)?;
    if code == Some(0) {
        let folder = named.unwrap_or_else(|| checkout.join("output"));
        show_reports(&folder.join("demo"))?;
    }
    Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Builds the whole workspace and returns the program.
///
/// Always the workspace as a whole: a choice of packages has another set of features, and the
/// largest dependency would be compiled a second time.
pub fn build(checkout: &Path, typst: &Typst) -> Result<PathBuf, Failure> {
    children::announce(
        "Het programma wordt gebouwd. De eerste keer duurt dat ongeveer 20 minuten.",
    );
    let mut command = children::cargo(checkout);
    command.args(["build", "--release", "--workspace"]);
    typst.tell(&mut command);
    children::run_step("bouwen", &mut command)?;
    let name = format!("regiobeeld{}", std::env::consts::EXE_SUFFIX);
    let path = checkout.join("target").join("release").join(name);
    if path.is_file() {
        Ok(path)
    } else {
        Err(Failure::Absent {
            what: "het programma",
            path,
        })
    }
}

/// Returns the folder that the arguments name with `--uit`.
fn named_folder(arguments: &[String]) -> Option<PathBuf> {
    let after = |index: usize| arguments.get(index + 1).map(String::as_str);
    let named = arguments
        .iter()
        .enumerate()
        .find_map(|(index, word)| match word.as_str() {
            "--uit" => after(index),
            joined => joined.strip_prefix("--uit="),
        });
    named.map(PathBuf::from)
}

/// Returns the reports in a folder: `<folder>/<report>/regiobeeld.pdf`, in order of name.
pub fn reports_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |cause| Failure::Files {
        action: "gelezen",
        path: folder.to_owned(),
        cause,
    };
    let mut reports = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let report = entry.map_err(failed)?.path().join("regiobeeld.pdf");
        if report.is_file() {
            reports.push(report);
        }
    }
    reports.sort();
    Ok(reports)
}

fn show_reports(folder: &Path) -> Result<(), Failure> {
    let count = reports_in(folder)?.len();
    children::announce(&format!("Klaar: {count} rapporten in {}", folder.display()));
    eprintln!("    In elke map daar staat regiobeeld.pdf, met de cijfers ernaast.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_output_folder_is_recognised() {
        let folder = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            named_folder(&words)
        };
        assert_eq!(folder("--stil"), None);
        assert_eq!(folder("--stil --uit x/y"), Some(PathBuf::from("x/y")));
        assert_eq!(folder("--uit=z"), Some(PathBuf::from("z")));
    }

    #[test]
    fn reports_are_listed_in_order_and_other_folders_are_not() {
        let folder = std::env::temp_dir().join(format!("xtask-reports-{}", std::process::id()));
        for name in ["b", "a", "leeg"] {
            std::fs::create_dir_all(folder.join(name)).unwrap();
        }
        for name in ["b", "a"] {
            std::fs::write(folder.join(name).join("regiobeeld.pdf"), b"%PDF").unwrap();
        }
        let reports = reports_in(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let expected = ["a", "b"].map(|name| folder.join(name).join("regiobeeld.pdf"));
        assert_eq!(reports, expected);
        assert!(reports_in(&folder).is_err());
    }
}
