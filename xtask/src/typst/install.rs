//! Installs typst once per user with `cargo install`, into the data folder so that it outlives the
//! checkout. A lock keeps two runs from building it at the same time.

use super::VERSION;
use crate::children;
use crate::failure::Failure;
use crate::places::{self, Platform};
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::process::Command;

/// Installs typst under `root`, unless `is_there` says after the lock that another run has done it.
pub fn install(root: &Path, is_there: &dyn Fn() -> bool) -> Result<(), Failure> {
    let _lock = lock(root)?;
    if is_there() {
        return Ok(());
    }
    let vendored = needs_own_openssl();
    require_build_tools(vendored)?;
    let build_folder = places::cache_folder()?.join("typst-bouw");
    let command = &mut command(root, &build_folder, vendored);
    children::announce(&format!(
        "Het zetprogramma typst {VERSION} is er nog niet en wordt nu gebouwd.\n    \
         Dit duurt ongeveer een kwartier, eenmalig. Doel: {}",
        root.display()
    ));
    let finished = children::exit_code(command)? == Some(0);
    if !finished || !is_there() {
        let command = children::as_shell_line(command);
        return Err(Failure::TypstInstall {
            command,
            build_folder,
        });
    }
    // Hundreds of megabytes that nothing needs any more; a failure to remove them harms nothing.
    if let Err(cause) = fs::remove_dir_all(&build_folder) {
        eprintln!(
            "let op: {} kan niet worden opgeruimd: {cause}",
            build_folder.display()
        );
    }
    children::announce("typst is klaar voor gebruik.");
    Ok(())
}

/// Optimised as a whole: a report is set in 0,85 of the time, for some minutes more of building. A panic
/// of typst ends it at once, with its message: nothing in it lives on after one.
const OPTIMISED: [&str; 6] = [
    "--config",
    "profile.release.lto=\"fat\"",
    "--config",
    "profile.release.codegen-units=1",
    "--config",
    "profile.release.panic=\"abort\"",
];

/// Returns the command that builds typst; the build folder stays after a failure, so that the next
/// try goes on where this one stopped.
fn command(root: &Path, build_folder: &Path, vendored_openssl: bool) -> Command {
    // A folder outside any checkout: the settings of this one are not meant for typst.
    let mut command = children::cargo(root.parent().unwrap_or(root));
    command.args(["install", "--locked", "typst-cli", "--version", VERSION]);
    command.args(OPTIMISED);
    if vendored_openssl {
        command.args(["--features", "vendor-openssl"]);
    }
    command
        .arg("--root")
        .arg(root)
        .arg("--target-dir")
        .arg(build_folder);
    command
}

/// Takes the lock, and waits for it while another run installs. It ends with the process.
fn lock(root: &Path) -> Result<File, Failure> {
    let folder = root.parent().unwrap_or(root);
    let path = folder.join(format!("typst-{VERSION}.lock"));
    let failed = |cause| Failure::Files {
        action: "geschreven",
        path: path.clone(),
        cause,
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            children::announce("typst wordt al door een andere opdracht gebouwd; even wachten.");
            file.lock().map_err(failed)?;
        }
        Err(TryLockError::Error(cause)) => return Err(failed(cause)),
    }
    Ok(file)
}

/// Returns whether OpenSSL must be compiled along: on macOS and Windows the system's own TLS
/// is used, elsewhere a missing development package would stop the build.
fn needs_own_openssl() -> bool {
    Platform::current() == Platform::Xdg
        && !children::succeeds("pkg-config", &["--exists", "openssl"])
}

/// Fails now, rather than after nine minutes, when a build tool is missing.
fn require_build_tools(vendored_openssl: bool) -> Result<(), Failure> {
    let tools: &[&'static str] = if vendored_openssl {
        &["perl", "make"]
    } else {
        &[]
    };
    let missing: Vec<&'static str> = tools
        .iter()
        .copied()
        .filter(|tool| !children::succeeds(tool, &["--version"]))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::CannotBuildTypst { missing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn line(vendored: bool) -> String {
        let root = PathBuf::from("data").join("typst-0.15.1");
        let command = command(&root, Path::new("bouw"), vendored);
        let arguments: Vec<_> = command
            .get_args()
            .map(|a| a.to_string_lossy().into_owned())
            .collect();
        arguments.join(" ")
    }

    #[test]
    fn the_command_pins_version_place_and_lock_file() {
        let line = line(false);
        assert!(
            line.starts_with("install --locked typst-cli --version 0.15.1"),
            "{line}"
        );
        assert!(line.contains("--root data"), "{line}");
        assert!(line.contains("lto=\"fat\""), "{line}");
        assert!(line.ends_with("--target-dir bouw"), "{line}");
        assert!(!line.contains("openssl"), "{line}");
    }

    #[test]
    fn openssl_is_compiled_along_only_on_request() {
        assert!(line(true).contains("--features vendor-openssl"));
    }
}
