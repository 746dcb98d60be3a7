//! The report folders of an edition, as their manifests tell them.

use std::io;

use super::Join;
use crate::batch::resume::read_manifest;
use crate::manifest::Manifest;

/// Name of the file with the figures of one report.
pub const FIGURES: &str = "cijfers.csv";

/// A report that stands in the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Name of its folder.
    pub folder: String,
    /// Code of the area.
    pub area: String,
    /// Name of the area.
    pub name: String,
    /// Pages of the PDF.
    pub pages: Option<u32>,
    /// What the reader must know.
    pub warnings: Vec<String>,
    /// Hash of the manifest.
    pub manifest: String,
    /// Hash of its figures, as the manifest says.
    pub figures: String,
    /// Whether it is a report of this edition, made by this program, in the folder that it was
    /// made in.
    pub is_own: bool,
}

/// Returns the reports in the folder of the edition, sorted by the names of their folders. What
/// is no report is passed over.
///
/// # Errors
/// When the folder cannot be read.
pub fn reports(join: Join<'_>) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(join.folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        let (Some(name), Some((manifest, sha256))) = (name, read_manifest(&path)) else {
            continue;
        };
        found.push(report(join, &name, manifest, sha256));
    }
    found.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(found)
}

fn report(join: Join<'_>, folder: &str, manifest: Manifest, sha256: String) -> Found {
    let parameter = |name: &str| manifest.parameters.get(name).cloned().unwrap_or_default();
    // A copy under another name would have every figure twice.
    let is_own = manifest.programma == *join.program
        && parameter("map") == folder
        && parameter("editie") == join.edition;
    let figures = manifest.bestanden.iter().find(|file| file.pad == FIGURES);
    Found {
        folder: folder.to_owned(),
        area: parameter("gebied"),
        name: parameter("naam"),
        pages: manifest.paginas,
        manifest: sha256,
        figures: figures.map(|file| file.sha256.clone()).unwrap_or_default(),
        warnings: manifest.meldingen,
        is_own,
    }
}
