//! What earlier editions printed and hid, kept in the store: names of cells only, never a number.
//!
//! A cell that one edition hides and another prints can be computed from both together. Files are
//! named by their contents and only added, so that runs side by side never lose one.

use std::fs;
use std::path::Path;

use crate::area::Gemeenten;
use crate::commands::console::Console;
use crate::disclosure::{Edition, Ledger};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::{Extract, Protected};
use crate::manifest;
use crate::regio::Region;

/// Folder in the store.
const FOLDER: &str = "onthulling";

/// Hides what must be hidden, also in view of earlier editions, and writes down what was done.
///
/// # Errors
/// When what earlier editions hid cannot be read: then nothing may be printed.
pub fn protect(
    console: &Console,
    store: &Path,
    extract: Extract,
    gemeenten: &Gemeenten,
    region: Option<&Region>,
) -> Result<Protected, CommandError> {
    let folder = store.join(FOLDER);
    let earlier = read(&folder)?;
    let (protected, edition) = extract.protect(&earlier, gemeenten, region);
    if let Err(error) = write(&folder, edition) {
        console.say(&format!(
            "let op: in de map {} kan niet worden bewaard wat er verborgen is ({error}); een latere \
             editie weet dit dan niet",
            folder.display()
        ));
    }
    if protected.exposed > 0 {
        console.say(&format!(
            "let op: {} cijfers van {} hadden verborgen moeten worden, maar zijn af te leiden uit \
             een eerdere editie",
            protected.exposed, protected.file
        ));
    }
    Ok(protected)
}

fn read(folder: &Path) -> Result<Ledger, CommandError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Ledger::default()),
        Err(error) => return Err(unreadable(folder, &error.to_string())),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| unreadable(folder, &error.to_string()))?
            .path();
        if path.extension().is_some_and(|kind| kind == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut all = Ledger::default();
    for path in &paths {
        let text =
            fs::read_to_string(path).map_err(|error| unreadable(path, &error.to_string()))?;
        let one = Ledger::parse(&text).map_err(|error| unreadable(path, &error.to_string()))?;
        one.editions
            .into_iter()
            .for_each(|edition| all.add(edition));
    }
    Ok(all)
}

fn unreadable(path: &Path, why: &str) -> CommandError {
    CommandError::new(
        Exit::Input,
        format!(
            "wat eerdere edities verborgen is niet te lezen: {} ({why})",
            path.display()
        ),
    )
    .hint("zet het bestand terug uit een reservekopie; zonder kan een verborgen cijfer af te leiden zijn")
}

fn write(folder: &Path, edition: Edition) -> std::io::Result<()> {
    let name = edition.input.clone();
    let mut ledger = Ledger::default();
    ledger.add(edition);
    let text = ledger.to_text().map_err(std::io::Error::other)?;
    let path = folder.join(format!("{}.json", manifest::sha256(text.as_bytes())));
    if path.is_file() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!(".{}-{name}", std::process::id()));
    fs::write(&draft, text)?;
    fs::rename(&draft, &path)
}
