//! `manifest.json`: what a report was made of and what came out. Written last, so that a folder
//! with a manifest is a finished report.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Name of the file in the report folder.
pub const FILE: &str = "manifest.json";

/// Name of the report itself in that folder.
pub const PDF: &str = "regiobeeld.pdf";

/// Version of the format.
pub const SCHEMA: u32 = 1;

/// What a report was made of and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub schema: u32,
    /// Program.
    pub programma: Program,
    /// Version of typst.
    pub typst: String,
    /// What was asked for.
    pub parameters: BTreeMap<String, String>,
    /// Day and time of the newest data, RFC 3339 in UTC.
    pub datadatum: String,
    /// Files that went in: templates, region, frames.
    pub invoer: Vec<InputFile>,
    /// Slices that were used.
    pub bronnen: Vec<Source>,
    /// Pages of the PDF.
    #[serde(default)]
    pub paginas: Option<u32>,
    /// What the reader must know, as it was said when the report was made.
    #[serde(default)]
    pub meldingen: Vec<String>,
    /// Files that came out, but for the manifest itself.
    pub bestanden: Vec<OutputFile>,
}

/// Version and hash of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Name.
    pub naam: String,
    /// Version.
    pub versie: String,
    /// SHA-256 over everything that the program was built from.
    pub sha256: String,
}

/// A file that went in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputFile {
    /// `sjablonen`, `regio`, `gebieden`, `frame`.
    pub soort: String,
    /// Path inside the store or the folder of templates.
    pub pad: String,
    /// Hash.
    pub sha256: String,
}

/// A slice that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Table id.
    pub tabel: String,
    /// Slice: `land` or a gemeente.
    pub deel: String,
    /// First address that was asked.
    pub url: String,
    /// When it was fetched, RFC 3339 in UTC.
    pub opgehaald: String,
    /// When it was last found unchanged.
    pub gecontroleerd: String,
    /// Hash of the frame.
    pub sha256: String,
    /// Rows.
    pub rijen: u64,
    /// Whether anything in it is made up.
    pub fictief: bool,
}

/// A file that came out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutputFile {
    /// Path inside the report folder, with `/`.
    pub pad: String,
    /// Hash.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
}

/// A difference between a manifest and the files beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// Path inside the report folder.
    pub pad: String,
    /// What is wrong, in Dutch.
    pub wat: String,
}

/// Returns the SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            use std::fmt::Write as _;
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl OutputFile {
    /// Describes a file by its content.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self {
            pad: path.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len() as u64,
        }
    }
}

impl Manifest {
    /// Returns whether a report made now would be the same: equal parameters, input and program.
    pub fn has_equal_input(&self, other: &Self) -> bool {
        self.schema == other.schema
            && self.programma == other.programma
            && self.typst == other.typst
            && self.parameters == other.parameters
            && self.invoer == other.invoer
            && self.datadatum == other.datadatum
    }

    /// Compares the files with what `read` finds under their paths, and `present` with the list.
    pub fn differences<E: std::fmt::Display>(
        &self,
        present: &[String],
        read: impl Fn(&Path) -> Result<Vec<u8>, E>,
    ) -> Vec<Difference> {
        let fault = |path: &str, what: String| Difference {
            pad: path.to_owned(),
            wat: what,
        };
        let mut found = Vec::new();
        if self.schema != SCHEMA {
            found.push(fault(
                FILE,
                format!("heeft schema {}, dat dit programma niet kent", self.schema),
            ));
        }
        for file in &self.bestanden {
            let inside = Path::new(&file.pad)
                .components()
                .all(|part| matches!(part, std::path::Component::Normal(_)));
            if !inside {
                found.push(fault(
                    &file.pad,
                    "wijst buiten de map van het rapport".to_owned(),
                ));
                continue;
            }
            match read(Path::new(&file.pad)) {
                Err(error) => found.push(fault(&file.pad, format!("is niet te lezen: {error}"))),
                Ok(bytes) if bytes.len() as u64 != file.bytes => found.push(fault(
                    &file.pad,
                    format!(
                        "heeft {} bytes, maar het manifest zegt {}",
                        bytes.len(),
                        file.bytes
                    ),
                )),
                Ok(bytes) if sha256(&bytes) != file.sha256 => {
                    found.push(fault(&file.pad, "is veranderd".to_owned()));
                }
                Ok(_) => {}
            }
        }
        let known = |path: &String| path == FILE || self.bestanden.iter().any(|f| f.pad == *path);
        let extra = present.iter().filter(|path| !known(path));
        found.extend(extra.map(|path| fault(path, "staat niet in het manifest".to_owned())));
        found.sort();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            schema: 1,
            programma: Program {
                naam: "regiobeeld".to_owned(),
                versie: "0.1.0".to_owned(),
                sha256: String::new(),
            },
            typst: "0.15.1".to_owned(),
            parameters: BTreeMap::new(),
            datadatum: "2026-07-19T00:00:00Z".to_owned(),
            invoer: Vec::new(),
            bronnen: Vec::new(),
            paginas: None,
            meldingen: Vec::new(),
            bestanden: vec![
                OutputFile::of("a.csv", b"aap"),
                OutputFile::of("b.csv", b"noot"),
            ],
        }
    }

    #[test]
    fn every_difference_is_found() {
        let read = |path: &Path| match path.to_str() {
            Some("a.csv") => Ok(b"aaq".to_vec()),
            _ => Err("weg"),
        };
        let present = ["a.csv".to_owned(), "extra.txt".to_owned(), FILE.to_owned()];
        let found = manifest().differences(&present, read);
        let texts: Vec<String> = found
            .iter()
            .map(|d| format!("{} {}", d.pad, d.wat))
            .collect();
        assert_eq!(
            texts,
            [
                "a.csv is veranderd",
                "b.csv is niet te lezen: weg",
                "extra.txt staat niet in het manifest"
            ]
        );
    }

    #[test]
    fn an_untouched_report_has_no_differences() {
        let read = |path: &Path| match path.to_str() {
            Some("a.csv") => Ok::<_, String>(b"aap".to_vec()),
            _ => Ok(b"noot".to_vec()),
        };
        assert_eq!(manifest().differences(&[], read), []);
    }

    #[test]
    fn the_hash_is_the_well_known_one() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
