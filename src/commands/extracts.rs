//! Reads mapping files and their extracts for the commands, and keeps what earlier editions hid.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::{list_data, reports};
use crate::area::{GemeenteCode, Gemeenten, WijkCode};
use crate::batch;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::mapping::{Mapping, MappingFaults};
use crate::extract::places::Gazetteer;
use crate::extract::sheet::Limits;
use crate::extract::{Extract, Faults};
use crate::indicators::{LocalInput, Scope};
use crate::period::Year;
use crate::regio::Region;
use crate::settings::Settings;
use crate::themes::Catalogue;

mod ledger;

/// Largest mapping file in bytes; a real one has a few thousand.
const MAPPING_LIMIT: u64 = 4 << 20;

/// A mapping file that was read, before its extract is.
#[derive(Debug)]
pub struct ReadMapping {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub mapping: Mapping,
}

/// What is wrong with one mapping or its extract.
#[derive(Debug)]
pub enum ExtractError {
    /// The mapping file or its extract cannot be read.
    Mapping(String),
    /// The mapping file is wrong.
    Typed(MappingFaults),
    /// The extract is wrong.
    Extract(Faults),
}

/// Reads a mapping file.
///
/// # Errors
/// What is wrong, in Dutch.
pub fn read_mapping(path: &Path, catalogue: &Catalogue) -> Result<ReadMapping, ExtractError> {
    let shown = path.display().to_string();
    let bytes = read_file(path, MAPPING_LIMIT).map_err(|why| {
        ExtractError::Mapping(format!("het koppelbestand {shown} is niet te lezen: {why}"))
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        ExtractError::Mapping(format!(
            "het koppelbestand {shown} is geen tekst in UTF-8; sla het op als UTF-8"
        ))
    })?;
    let name = path
        .file_name()
        .map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    let mapping = Mapping::parse(&name, &text, catalogue).map_err(ExtractError::Typed)?;
    Ok(ReadMapping {
        path: path.to_owned(),
        text,
        mapping,
    })
}

/// Reads the extract of a mapping.
///
/// # Errors
/// Every fault, with sheet, row and column.
pub fn read_extract(
    read: &ReadMapping,
    gazetteer: &Gazetteer<'_>,
) -> Result<Extract, ExtractError> {
    let folder = read.path.parent().unwrap_or(Path::new(""));
    let path = folder.join(&read.mapping.file);
    let bytes = read_file(&path, Limits::default().file_bytes).map_err(|why| {
        ExtractError::Mapping(format!(
            "het koppelbestand {} noemt het bestand {}, en dat is niet te lezen: {why}",
            read.path.display(),
            path.display()
        ))
    })?;
    Extract::read(read.mapping.clone(), &read.text, &bytes, gazetteer)
        .map_err(ExtractError::Extract)
}

/// Reads a plain file of a sensible size; a folder, pipe or device is refused.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let words = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "het bestaat niet".to_owned(),
        std::io::ErrorKind::PermissionDenied => "u mag het niet lezen".to_owned(),
        _ => error.to_string(),
    };
    let meta = std::fs::metadata(path).map_err(words)?;
    if !meta.is_file() {
        return Err("het is geen gewoon bestand".to_owned());
    }
    if meta.len() > limit {
        return Err(format!("het is groter dan {} MB", limit / (1 << 20)));
    }
    std::fs::read(path).map_err(words)
}

/// Returns the scopes to fetch for a report: with an extract or remarks also the rest of its region,
/// because names and numbers of people of all its areas are needed.
pub fn scopes(whole_region: bool, scope: &Scope) -> Vec<Scope> {
    let mut scopes = vec![scope.clone()];
    if whole_region && scope.gemeente.is_some() {
        scopes.push(Scope {
            region: scope.region.clone(),
            gemeente: None,
        });
    }
    scopes
}

/// Returns the same for many reports.
pub fn all_scopes(whole_region: bool, of: &[Scope]) -> Vec<Scope> {
    let mut all: Vec<Scope> = Vec::new();
    for scope in of.iter().flat_map(|scope| scopes(whole_region, scope)) {
        if !all.contains(&scope) {
            all.push(scope);
        }
    }
    all
}

/// Returns the wijken that the store knows, by code.
///
/// # Errors
/// When the store is damaged. Without a store there are none.
pub fn known_wijken(settings: &Settings) -> Result<BTreeMap<WijkCode, String>, CommandError> {
    let lines = list_data::wijken(settings)?;
    let each = lines.into_iter().filter_map(|line| {
        let code = WijkCode::parse(&line.code).ok()?;
        Some((code, line.naam))
    });
    Ok(each.collect())
}

/// Reads all extracts of a run, hides what must be hidden, and reads the inhabitants of their
/// areas. Earlier editions in the store count as printed.
///
/// # Errors
/// Exit 5 with every fault of every extract.
pub fn load(
    settings: &Settings,
    console: &Console,
    mappings: Vec<ReadMapping>,
    region: Option<&Region>,
    gemeenten: &Gemeenten,
    allow_fictitious: bool,
) -> Result<LocalInput, CommandError> {
    if mappings.is_empty() {
        return Ok(LocalInput::default());
    }
    let gazetteer = Gazetteer::new(gemeenten, region, known_wijken(settings)?);
    let mut extracts = Vec::new();
    let mut faults = Vec::new();
    for read in &mappings {
        match read_extract(read, &gazetteer) {
            Ok(extract) => extracts.push(extract),
            Err(error) => faults.push(words(&error)),
        }
    }
    refuse(faults)?;
    if let Some(made_up) = mappings.iter().find(|read| read.mapping.fictitious)
        && !allow_fictitious
    {
        return Err(CommandError::new(
            Exit::Input,
            format!(
                "het extract van {} bevat verzonnen cijfers",
                made_up.path.display()
            ),
        )
        .hint("geef --fictief als dat de bedoeling is; alles krijgt dan het merk FICTIEF"));
    }
    let with_wijken: BTreeSet<GemeenteCode> = extracts
        .iter()
        .filter(|extract| extract.has_wijken())
        .flat_map(Extract::gemeenten)
        .collect();
    let periods: BTreeSet<Year> = extracts.iter().flat_map(Extract::periods).collect();
    let store = reports::open_store(settings)?;
    let people = batch::people(&store, gemeenten, &with_wijken, &periods)
        .map_err(|error| reports::make_error(error.into()))?;
    let folder = settings.store()?.to_owned();
    let mut protected = Vec::new();
    for extract in extracts {
        for notice in extract.notices() {
            console.say(&format!("let op: {notice}"));
        }
        protected.push(ledger::protect(
            console, &folder, extract, gemeenten, region,
        )?);
    }
    Ok(LocalInput {
        extracts: protected,
        people,
    })
}

/// Reads the mapping files of a run: those that were typed, and those of the region file.
///
/// # Errors
/// Exit 5 with every fault.
pub fn mappings(
    typed: &[PathBuf],
    region: Option<(&Path, &Region)>,
    catalogue: &Catalogue,
) -> Result<Vec<ReadMapping>, CommandError> {
    let mut paths: Vec<PathBuf> = Vec::new();
    if let Some((file, region)) = region {
        let folder = file.parent().unwrap_or(Path::new(""));
        paths.extend(region.extracten.iter().map(|path| folder.join(path)));
    }
    paths.extend(typed.iter().cloned());
    let mut read = Vec::new();
    let mut faults = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        // The same file twice would give every figure twice.
        if paths[..index].iter().any(|other| same_file(other, path)) {
            continue;
        }
        match read_mapping(path, catalogue) {
            Ok(mapping) => read.push(mapping),
            Err(error) => faults.push(words(&error)),
        }
    }
    faults.extend(twice(&read));
    refuse(faults)?;
    Ok(read)
}

/// Returns whether two paths are one file.
pub fn same_file(one: &Path, other: &Path) -> bool {
    one == other
        || matches!(
            (one.canonicalize(), other.canonicalize()),
            (Ok(one), Ok(other)) if one == other
        )
}

/// Two extracts for one indicator: which of both figures stands on the page must not depend on the
/// order in which they were typed.
fn twice(read: &[ReadMapping]) -> Vec<String> {
    let mut owners: BTreeMap<&str, &Path> = BTreeMap::new();
    let mut faults = Vec::new();
    for mapping in read {
        let ids: BTreeSet<&str> = mapping
            .mapping
            .indicators
            .iter()
            .map(|local| local.indicator.id.as_str())
            .collect();
        for id in ids {
            if let Some(other) = owners.insert(id, &mapping.path) {
                faults.push(format!(
                    "indicator «{id}» staat in {} en in {}; geef een van beide een eigen id, met \
                     een eigen definitie",
                    other.display(),
                    mapping.path.display()
                ));
            }
        }
    }
    faults
}

/// Returns what is wrong, in Dutch.
pub fn words(error: &ExtractError) -> String {
    match error {
        ExtractError::Mapping(text) => text.clone(),
        ExtractError::Typed(faults) => faults.to_string(),
        ExtractError::Extract(faults) => faults.to_string(),
    }
}

fn refuse(faults: Vec<String>) -> Result<(), CommandError> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(CommandError::new(Exit::Input, faults.join("\n")).hint(
        "«regiobeeld controleer KOPPELBESTAND» controleert een extract zonder een rapport te maken",
    ))
}
