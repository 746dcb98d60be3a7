//! The receipt of a stored slice.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::files::sha256_hex;
use crate::endpoints::Host;
use crate::fictief::FictiefDeel;

/// Version of the form of a receipt.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// What a stored page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageRole {
    /// Names of the entity sets of the table.
    Onderdelen,
    /// TableInfos.
    Tabelinfo,
    /// DataProperties.
    Eigenschappen,
    /// Codes of a dimension, as published.
    Dimensie,
    /// Codes and names of the areas of this slice, taken from a page with role `dimensie`.
    Gebieden,
    /// Rows or features.
    Gegevens,
    /// The receipts of all pages of a whole table, as JSON: one page that many slices share.
    Lijst,
}

/// One stored page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageReceipt {
    /// What it holds.
    pub rol: PageRole,
    /// Entity set or collection, such as `TypedDataSet`.
    pub naam: String,
    /// Address at the official service.
    pub url: String,
    /// Decoded parameters of the address.
    pub parameters: BTreeMap<String, String>,
    /// SHA-256 of the bytes before compression.
    pub sha256: String,
    /// Number of bytes before compression.
    pub bytes: u64,
    /// Number of rows or features.
    pub rijen: u64,
}

/// The stored frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameReceipt {
    /// Path inside the store, with slashes.
    pub pad: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
}

/// The service that answered in place of the one that the table names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uitwijk {
    /// The layer that was asked.
    pub laag: String,
    /// Whether its outlines are generalised: fewer points, so less exact.
    pub vereenvoudigd: bool,
    /// What was wrong with the first service, in words for the reader.
    pub reden: String,
}

/// Where a stored slice came from, when, and what it consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Version of this form.
    pub schema_versie: u32,
    /// Id of the table.
    pub tabel: String,
    /// File name of the slice: `land` or a gemeente code.
    pub slice: String,
    /// Title of the table as in the list of sources.
    pub titel: String,
    /// Which host.
    pub bron: Host,
    /// The stand-in that answered, when it was not the official service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The other service that answered, when the first one failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uitwijk: Option<Uitwijk>,
    /// When the table last changed, as the service says; none for features.
    pub modified: Option<String>,
    /// When these bytes were first fetched.
    pub opgehaald: Timestamp,
    /// When the source was last asked and had the same.
    pub gecontroleerd: Timestamp,
    /// Rows of the frame.
    pub rijen: u64,
    /// The pages, in the order of asking.
    pub paginas: Vec<PageReceipt>,
    /// The frame.
    pub frame: FrameReceipt,
    /// Whether any figure is made up.
    pub fictief: bool,
    /// Which figures are made up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fictieve_delen: Vec<FictiefDeel>,
    /// SHA-256 of this receipt with this field empty.
    pub controlegetal: String,
}

impl Receipt {
    /// Returns the pages with a role.
    pub fn pages(&self, role: PageRole) -> impl Iterator<Item = &PageReceipt> {
        self.paginas.iter().filter(move |page| page.rol == role)
    }

    /// Returns the address of the first page with figures.
    #[must_use]
    pub fn url(&self) -> &str {
        self.pages(PageRole::Gegevens)
            .chain(self.pages(PageRole::Lijst))
            .next()
            .map_or("", |page| &page.url)
    }

    /// Returns this receipt with the check over its own text.
    #[must_use]
    pub(super) fn sealed(mut self) -> Self {
        self.controlegetal = self.seal();
        self
    }

    /// Returns whether the receipt is as it was written.
    pub(super) fn is_intact(&self) -> bool {
        self.controlegetal == self.seal()
    }

    fn seal(&self) -> String {
        let open = Self {
            controlegetal: String::new(),
            ..self.clone()
        };
        sha256_hex(&open.to_json())
    }

    pub(super) fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("text and numbers serialise");
        json.push(b'\n');
        json
    }

    /// Returns whether two receipts are of the same bytes, marked in the same way.
    pub(crate) fn same_content(&self, other: &Self) -> bool {
        let hashes = |receipt: &Self| -> Vec<String> {
            receipt
                .paginas
                .iter()
                .map(|page| page.sha256.clone())
                .collect()
        };
        let same_pages = match (&self.modified, &other.modified) {
            // Features carry the time of the answer, so only the frame can be compared.
            (None, None) => true,
            (mine, theirs) => mine == theirs && hashes(self) == hashes(other),
        };
        same_pages
            && self.frame.sha256 == other.frame.sha256
            && self.uitwijk.is_some() == other.uitwijk.is_some()
            && self.fictief == other.fictief
            && self.fictieve_delen == other.fictieve_delen
    }
}
