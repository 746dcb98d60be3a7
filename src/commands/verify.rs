//! `verifieer`: recomputes every hash of a finished report, or of the store.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::console::Console;
use super::reports;
use crate::batch::files_below;
use crate::cli::Verify;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::manifest::{self, Difference, Manifest};
use crate::settings::Settings;

/// What became of one check.
#[derive(Debug, Serialize)]
struct Checked {
    wat: String,
    bestanden: usize,
    verschillen: Vec<Difference>,
    /// Files of the store that nothing names: they only take room.
    #[serde(skip_serializing_if = "Option::is_none")]
    overtollig: Option<Surplus>,
}

/// Files that only take room.
#[derive(Debug, Serialize)]
struct Surplus {
    bestanden: usize,
    bytes: u64,
}

/// Checks reports, or the store.
pub fn run(
    settings: &Settings,
    console: &Console,
    verify: &Verify,
    checks_store: bool,
) -> Result<Exit, CommandError> {
    let mut checked = Vec::new();
    for path in &verify.manifest {
        checked.push(check_report(path)?);
    }
    if verify.manifest.is_empty() {
        if !checks_store {
            return Err(
                CommandError::new(Exit::Usage, "er is niets om te controleren")
                    .hint("geef een manifest.json, of --opslag voor de opslag"),
            );
        }
        checked.push(check_store(settings)?);
    }
    let differences: usize = checked.iter().map(|one| one.verschillen.len()).sum();
    if verify.json {
        console.json(&checked)?;
    } else {
        console.answer(&checked.iter().map(lines).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(if differences == 0 {
        Exit::Done
    } else {
        Exit::Difference
    })
}

fn lines(checked: &Checked) -> String {
    let head = if checked.verschillen.is_empty() {
        format!("{}: klopt ({} bestanden)", checked.wat, checked.bestanden)
    } else {
        format!(
            "{}: {} verschil(len)",
            checked.wat,
            checked.verschillen.len()
        )
    };
    let surplus = match &checked.overtollig {
        Some(surplus) if surplus.bestanden > 0 => format!(
            "\n  {} bestanden ({} MB) worden niet meer gebruikt; «regiobeeld ophalen» ruimt ze op",
            surplus.bestanden,
            surplus.bytes.div_ceil(1_000_000)
        ),
        _ => String::new(),
    };
    let lines = checked.verschillen.iter().fold(head, |text, difference| {
        format!("{text}\n  {} {}", difference.pad, difference.wat)
    });
    lines + &surplus
}

fn check_report(path: &Path) -> Result<Checked, CommandError> {
    let file: PathBuf = if path.is_dir() {
        path.join(manifest::FILE)
    } else {
        path.to_owned()
    };
    // One that cannot be read is a difference too, and the others are still checked.
    let read = std::fs::read(&file)
        .map_err(|error| error.to_string())
        .and_then(|text| serde_json::from_slice::<Manifest>(&text).map_err(|e| e.to_string()));
    let manifest = match read {
        Ok(manifest) => manifest,
        Err(why) => {
            let what = format!("is niet te lezen als manifest: {why}");
            let difference = Difference {
                pad: manifest::FILE.to_owned(),
                wat: what,
            };
            return Ok(Checked {
                wat: file.display().to_string(),
                bestanden: 0,
                verschillen: vec![difference],
                overtollig: None,
            });
        }
    };
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let present = files_below(folder)?;
    let differences = manifest.differences(&present, |path| std::fs::read(folder.join(path)));
    Ok(Checked {
        wat: file.display().to_string(),
        bestanden: manifest.bestanden.len(),
        verschillen: differences,
        overtollig: None,
    })
}

fn check_store(settings: &Settings) -> Result<Checked, CommandError> {
    let store = reports::open_store(settings)?;
    let damage = store.verify().map_err(reports::store_error)?;
    let receipts = store
        .receipts()
        .map(|receipts| receipts.len())
        .unwrap_or_default();
    let differences = damage
        .into_iter()
        .map(|one| Difference {
            pad: one.pad.display().to_string(),
            wat: one.reden,
        })
        .collect();
    // With a damaged receipt nobody can tell what is surplus.
    let surplus = store.orphans().ok().map(|orphans| Surplus {
        bestanden: orphans.files,
        bytes: orphans.bytes,
    });
    Ok(Checked {
        wat: store.root().display().to_string(),
        bestanden: receipts,
        verschillen: differences,
        overtollig: surplus,
    })
}
