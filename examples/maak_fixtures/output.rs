//! The fixture folder: pages of at most 900 kB, one row per line, the service's envelope.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Outcome};
use crate::rows::quoted;

/// Bytes of rows in one file; with the envelope it stays under 900 kB.
const PAGE_BYTES: usize = 880_000;

/// Which service a table belongs to; it only shows in `odata.metadata`.
#[derive(Clone, Copy)]
pub enum Host {
    /// Statistics Netherlands itself.
    Cbs,
    /// Third parties, RIVM among them.
    Dataderden,
}

impl Host {
    /// Returns the start of every address of the host.
    pub fn base(self) -> &'static str {
        match self {
            Self::Cbs => "https://opendata.cbs.nl",
            Self::Dataderden => "https://dataderden.cbs.nl",
        }
    }
}

/// The folder that is written.
pub struct Output(PathBuf);

impl Output {
    /// Empties the folder's tables, collections and extracts and returns a writer for it.
    pub fn clear(root: &Path) -> Outcome<Self> {
        for part in ["odata", "ogc", "lokaal"] {
            let path = root.join(part);
            if path.exists() {
                fs::remove_dir_all(&path).map_err(|source| Fault::Write { path, source })?;
            }
        }
        Ok(Self(root.to_path_buf()))
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.0
    }

    /// Writes one file, with its folders.
    pub fn file(&self, relative: &str, text: &str) -> Outcome<()> {
        write_file(&self.0.join(relative), text)
    }

    /// Writes one file that is no text, with its folders.
    pub fn bytes(&self, relative: &str, bytes: &[u8]) -> Outcome<()> {
        write_bytes(&self.0.join(relative), bytes)
    }

    /// Writes an entity set (metadata or a dimension) of a table.
    pub fn entity_set(&self, host: Host, table: &str, set: &str, rows: &[String]) -> Outcome<()> {
        self.file(
            &format!("odata/{table}/{set}.json"),
            &envelope(host, table, set, rows),
        )
    }

    /// Writes rows of the TypedDataSet: `stem.json`, or `stem-1.json` and on when one is too big.
    pub fn pages(&self, host: Host, table: &str, stem: &str, rows: &[String]) -> Outcome<()> {
        let mut pages: Vec<&[String]> = Vec::new();
        let (mut start, mut bytes) = (0, 0);
        for (index, row) in rows.iter().enumerate() {
            if bytes + row.len() > PAGE_BYTES {
                pages.push(&rows[start..index]);
                (start, bytes) = (index, 0);
            }
            bytes += row.len() + 2;
        }
        pages.push(&rows[start..]);
        for (number, page) in pages.iter().enumerate() {
            let name = match pages.len() {
                1 => stem.to_string(),
                _ => format!("{stem}-{}", number + 1),
            };
            let text = envelope(host, table, "TypedDataSet", page);
            self.file(&format!("odata/{table}/TypedDataSet/{name}.json"), &text)?;
        }
        Ok(())
    }
}

/// Writes one file, with its folders.
pub fn write_file(path: &Path, text: &str) -> Outcome<()> {
    write_bytes(path, text.as_bytes())
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let wrapped = |source| Fault::Write {
        path: path.to_path_buf(),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(wrapped)?;
    }
    fs::write(path, bytes).map_err(wrapped)
}

/// Returns the rows in the envelope of the service.
fn envelope(host: Host, table: &str, set: &str, rows: &[String]) -> String {
    let base = host.base();
    let metadata = quoted(&format!(
        "{base}/ODataApi/OData/{table}/$metadata#Cbs.OData.WebAPI.{set}"
    ));
    format!(
        "{{\"odata.metadata\":{metadata},\"value\":[\n{}\n]}}\n",
        rows.join(",\n")
    )
}
