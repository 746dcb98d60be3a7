//! Reads the files with remarks of partners: those of the region file, and those that were typed.

use std::path::{Path, PathBuf};

use super::extracts::{known_wijken, read_file, same_file};
use super::house::beside;
use super::reports;
use crate::area::Gemeenten;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::places::Gazetteer;
use crate::manifest::{InputFile, sha256};
use crate::regio::Region;
use crate::remarks::{self, Remarks, Subjects};
use crate::settings::Settings;

/// Largest file of remarks in bytes.
const LIMIT: u64 = 256 << 10;

/// Returns the files of a run, each once: those of the region file first. A name of the region file
/// may have a `*`.
///
/// # Errors
/// Exit 5 when a name with `*` fits no file.
pub fn files(
    typed: &[PathBuf],
    region: Option<(&Path, &Region)>,
) -> Result<Vec<PathBuf>, CommandError> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut faults = Vec::new();
    if let Some((file, region)) = region {
        for named in &region.duiding {
            match fitting(&beside(file, named)) {
                Ok(paths) => found.extend(paths),
                Err(what) => faults.push(what),
            }
        }
    }
    found.extend(typed.iter().cloned());
    refuse(&faults)?;
    let mut once: Vec<PathBuf> = Vec::new();
    for path in found {
        if !once.iter().any(|other| same_file(other, &path)) {
            once.push(path);
        }
    }
    Ok(once)
}

/// The files that a name fits, in order of name; without `*` the name itself.
fn fitting(path: &Path) -> Result<Vec<PathBuf>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((before, after)) = name.split_once('*') else {
        return Ok(vec![path.to_owned()]);
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let entries = std::fs::read_dir(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    })
    .map_err(|_| format!("de map {} met duiding is niet te lezen", folder.display()))?;
    let fits = |name: &str| {
        let rest = name.strip_prefix(before);
        rest.is_some_and(|rest| rest.len() >= after.len() && rest.ends_with(after))
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| fits(name) && !name.starts_with('.'))
        .map(|name| folder.join(name))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(format!(
            "geen bestand met duiding past op {}",
            path.display()
        ));
    }
    Ok(paths)
}

/// Reads the remarks of a run.
///
/// # Errors
/// Exit 5 with every fault of every file.
pub fn load(
    settings: &Settings,
    files: &[PathBuf],
    region: Option<&Region>,
    gemeenten: &Gemeenten,
) -> Result<Remarks, CommandError> {
    let mut found = Remarks::default();
    if files.is_empty() {
        return Ok(found);
    }
    let gazetteer = Gazetteer::new(gemeenten, region, known_wijken(settings)?);
    let subjects = Subjects::new(&gazetteer, &reports::catalogue()?);
    let mut faults = Vec::new();
    for path in files {
        let shown = path.display().to_string();
        let bytes = match read_file(path, LIMIT) {
            Ok(bytes) => bytes,
            Err(why) => {
                faults.push(format!("{shown} is niet te lezen: {why}"));
                continue;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        found.inputs.push(InputFile {
            soort: "duiding".to_owned(),
            pad: name.into_owned(),
            sha256: sha256(&bytes),
        });
        match String::from_utf8(bytes) {
            Err(_) => faults.push(format!(
                "{shown} is geen tekst in UTF-8; sla het op als UTF-8"
            )),
            Ok(text) => match remarks::read(&shown, &text, &subjects) {
                Ok(read) => found.all.extend(read),
                Err(what) => faults.extend(what),
            },
        }
    }
    refuse(&faults)?;
    Ok(found)
}

fn refuse(faults: &[String]) -> Result<(), CommandError> {
    if faults.is_empty() {
        return Ok(());
    }
    let listed: String = faults.iter().map(|fault| format!("\n  {fault}")).collect();
    Err(
        CommandError::new(Exit::Input, format!("de duiding klopt niet:{listed}"))
            .hint("de handleiding laat een voorbeeld zien"),
    )
}
