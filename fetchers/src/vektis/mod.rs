//! The open data of Vektis: costs of care per gemeente, sex and age class, as a CSV file.
//!
//! Vektis has no service to ask; the user gives a file or its address. The file names gemeenten and
//! has no codes, so the caller says which gemeente a name means.

mod import;
mod read;

pub use import::{Doubt, VektisImport, VektisTarget, download_vektis, import_vektis};

use crate::error::FetchError;
use crate::transport::TransportError;

/// Largest file, in bytes; the file per gemeente is a few million.
pub const VEKTIS_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file of Vektis cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VektisError {
    /// The address gives no file.
    #[error("het bestand kan niet worden opgehaald")]
    Download(#[source] TransportError),
    /// The file is larger than any file of Vektis.
    #[error("het bestand is groter dan {} MB", VEKTIS_MAX_BYTES / 1_048_576)]
    TooLarge,
    /// The file is a zip or a workbook.
    #[error("het bestand is ingepakt of een werkblad, en geen CSV")]
    Packed,
    /// The file is no text.
    #[error("regel {line} van het bestand is geen leesbare tekst (UTF-8)")]
    NotText {
        /// Number of the line, from 1.
        line: usize,
    },
    /// The first line is not that of the file per gemeente.
    #[error("de eerste regel mist de kolom {}; gevonden: {}", missing.join(", "), found.join(", "))]
    Header {
        /// Columns that lack.
        missing: Vec<&'static str>,
        /// The first columns that there are.
        found: Vec<String>,
    },
    /// Lines that cannot be read; all of them, but for a long tail.
    #[error("het bestand klopt niet:{}", listed(.faults))]
    Faults {
        /// Each with the number of its line.
        faults: Vec<String>,
    },
    /// No name in the file is a gemeente.
    #[error("geen enkele naam in het bestand is een gemeente van deze indeling")]
    NoGemeenten,
    /// The list of sources has no table for the file, or the store fails.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

fn listed(faults: &[String]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

impl VektisError {
    /// Returns what the reader can do now.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Download(error) => error.hint(),
            Self::Packed => "pak het eerst uit, of bewaar het als CSV".into(),
            Self::Header { found, .. } if found.iter().any(|name| name.starts_with("postcode")) => {
                "dit is het bestand per postcode; neem het bestand per gemeente".into()
            }
            Self::Fetch(error) => error.hint(),
            _ => "neem het bestand per gemeente, zoals het op www.vektis.nl staat".into(),
        }
    }
}
