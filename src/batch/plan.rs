//! The manifest of a report: what went in, known before anything is made, and the files at the end.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use super::folder::files_below;
use super::make::{Job, MakeError};
use super::shared::Shared;
use crate::area::DivisionSource;
use crate::extract::Protected;
use crate::frame::SourceUse;
use crate::indicators::Scope;
use crate::manifest::{self, InputFile, Manifest, OutputFile, Source};
use crate::pdf::{PdfCompiler as _, pages};

/// What the manifest will say of the input, known before anything is made.
pub fn plan_manifest(
    shared: &Shared,
    job: &Job,
    edition: &str,
    data_date: Timestamp,
    uses: &[SourceUse],
) -> Manifest {
    let mut input = shared.template_files.clone();
    input.extend(uses.iter().map(|source| InputFile {
        soort: "frame".to_owned(),
        pad: source.path.clone(),
        sha256: source.sha256.clone(),
    }));
    input.push(region_input(&job.scope));
    input.extend(
        shared
            .house
            .inputs
            .iter()
            .chain(&shared.remarks.inputs)
            .cloned(),
    );
    input.extend(shared.local.extracts.iter().flat_map(extract_inputs));
    input.extend(shared.gemeenten.division().map(division_input));
    input.extend(national_input(shared));
    input.sort();
    let text = |value: bool| if value { "ja" } else { "nee" }.to_owned();
    let parameters = BTreeMap::from([
        ("gebied".to_owned(), job.scope.subject().to_string()),
        ("naam".to_owned(), job.scope.subject_name().to_owned()),
        ("map".to_owned(), job.folder()),
        ("regio".to_owned(), job.scope.region.code.to_string()),
        ("editie".to_owned(), edition.to_owned()),
        ("png".to_owned(), text(shared.options.png)),
        ("fictief".to_owned(), text(shared.options.allow_fictitious)),
    ]);
    Manifest {
        schema: manifest::SCHEMA,
        programma: shared.program.clone(),
        typst: shared.typst.version().to_owned(),
        parameters,
        datadatum: data_date.to_string(),
        invoer: input,
        bronnen: uses.iter().map(source).collect(),
        paginas: None,
        meldingen: Vec::new(),
        bestanden: Vec::new(),
    }
}

/// The region as it was understood: its file may be anywhere and have comments.
fn region_input(scope: &Scope) -> InputFile {
    let text = format!("{:?}", scope.region);
    InputFile {
        soort: "regio".to_owned(),
        pad: scope.region.code.to_string(),
        sha256: manifest::sha256(text.as_bytes()),
    }
}

/// The mapping, and what may be printed of the extract: the hash of the file itself would let a
/// hidden number be guessed.
fn extract_inputs(extract: &Protected) -> [InputFile; 2] {
    let file = |soort: &str, pad: &str, sha256: &str| InputFile {
        soort: soort.to_owned(),
        pad: pad.to_owned(),
        sha256: sha256.to_owned(),
    };
    [
        file("koppeling", &extract.mapping, &extract.mapping_sha256),
        file("extract", &extract.file, &extract.sha256),
    ]
}

/// The table that says which region a gemeente lies in.
fn division_input(division: &DivisionSource) -> InputFile {
    InputFile {
        soort: "gebieden".to_owned(),
        pad: division.path.clone(),
        sha256: division.sha256.clone(),
    }
}

/// The national spread: with another one a wijk may belong to another fifth.
fn national_input(shared: &Shared) -> Option<InputFile> {
    let (pad, sha256) = shared.reader().national_file()?;
    Some(InputFile {
        soort: "landelijk".to_owned(),
        pad,
        sha256,
    })
}

fn source(used: &SourceUse) -> Source {
    Source {
        tabel: used.table.clone(),
        deel: used.slice.clone(),
        url: used.url.clone(),
        opgehaald: used.retrieved_at.clone(),
        gecontroleerd: used.checked_at.clone(),
        sha256: used.sha256.clone(),
        rijen: used.rows,
        fictief: used.fictitious,
    }
}

/// Writes the manifest with the hashes of all files of the folder, and what is known of the report.
/// `known` says it of files that were written just now; the others are read.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_manifest(
    plan: Manifest,
    warnings: &[String],
    folder: &Path,
    known: Vec<OutputFile>,
) -> Result<Written, MakeError> {
    let mut known: BTreeMap<String, OutputFile> = known
        .into_iter()
        .map(|file| (file.pad.clone(), file))
        .collect();
    let mut files = Vec::new();
    let mut count = None;
    for path in files_below(folder)? {
        if let Some(file) = known.remove(&path) {
            files.push(file);
            continue;
        }
        let bytes = std::fs::read(folder.join(&path))?;
        if path == manifest::PDF {
            count = pages(&bytes);
        }
        files.push(OutputFile::of(&path, &bytes));
    }
    let manifest = Manifest {
        paginas: count,
        meldingen: warnings.to_vec(),
        bestanden: files,
        ..plan
    };
    let mut json = serde_json::to_vec_pretty(&manifest)?;
    json.push(b'\n');
    std::fs::write(folder.join(manifest::FILE), &json)?;
    Ok(Written {
        sha256: manifest::sha256(&json),
        pages: count,
    })
}

/// A manifest that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Hash of the file.
    pub sha256: String,
    /// Pages of the PDF.
    pub pages: Option<u32>,
}
