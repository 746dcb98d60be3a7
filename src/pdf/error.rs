//! What can go wrong while typesetting, in words a user can act on. Every kind is exit 6 but a
//! full disk.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use super::diagnostics::Diagnostic;

/// The only version of typst that is used: another one sets pages differently.
pub const TYPST_VERSION: &str = "0.15.1";

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No typst program was found.
    #[error("het programma typst is niet gevonden; gezocht: {}", places(searched))]
    NotFound {
        /// Where was looked.
        searched: Vec<PathBuf>,
    },
    /// A typst program was found, but not one that can be used.
    #[error("{} is {found}; nodig is typst {TYPST_VERSION}", program.display())]
    WrongVersion {
        /// The program.
        program: PathBuf,
        /// What it says about itself.
        found: String,
    },
    /// Typst refused the document.
    #[error("het zetten van de pdf is mislukt{}", diagnostics(faults))]
    Typesetting {
        /// What typst says, errors and warnings.
        faults: Vec<Diagnostic>,
    },
    /// A file could not be written, read or moved, or the program not started.
    #[error("{what}: {}: {source}", path.display())]
    Io {
        /// What was being done.
        what: &'static str,
        /// To which file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl PdfError {
    pub(crate) fn io(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    /// Returns what the user can do now, one sentence per element.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::NotFound { .. } | Self::WrongVersion { .. } => vec![
                format!(
                    "installeer typst met: cargo install --locked typst-cli --version {TYPST_VERSION}"
                ),
                String::from("in een kopie van de broncode doet `cargo xtask demo` dat ook"),
                String::from("staat het programma ergens anders, noem het dan in REGIOBEELD_TYPST"),
            ],
            Self::Typesetting { faults } => {
                let mut hints: Vec<String> = faults.iter().filter_map(Diagnostic::hint).collect();
                hints.dedup();
                hints
            }
            Self::Io { .. } => Vec::new(),
        }
    }
}

fn places(searched: &[PathBuf]) -> String {
    let names: Vec<String> = searched
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    if names.is_empty() {
        String::from("nergens, er is geen zoekpad")
    } else {
        names.join(", ")
    }
}

fn diagnostics(faults: &[Diagnostic]) -> String {
    faults.iter().fold(String::new(), |mut text, fault| {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n  {fault}");
        text
    })
}
