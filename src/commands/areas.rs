//! From what was typed to the areas of a report.

use std::path::Path;

use crate::area::{Gemeente, Gemeenten};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::regio::{self, Region, RegionError, RegionFile};

/// Finds a gemeente.
///
/// # Errors
/// Exit 2 with the nearest names, or with all candidates.
pub fn gemeente(gemeenten: &Gemeenten, typed: &str) -> Result<Gemeente, CommandError> {
    gemeenten.find(typed).cloned().map_err(|error| {
        CommandError::from_source(Exit::Usage, error)
            .hint("«regiobeeld lijst gemeenten» laat alle gemeenten zien")
    })
}

/// Finds a region: a file when it looks like one, else by name.
///
/// # Errors
/// Exit 5 when the file is wrong or missing, exit 2 when the name is.
pub fn region(gemeenten: &Gemeenten, typed: &str) -> Result<Region, CommandError> {
    let path = Path::new(typed);
    if !looks_like_file(path) {
        return regio::find(typed, gemeenten).map_err(unknown_region);
    }
    let text = std::fs::read_to_string(path).map_err(|error| {
        CommandError::new(
            Exit::Input,
            format!("het regiobestand {typed} is niet te lezen: {error}"),
        )
        .hint("«regiobeeld regio --nieuw \"Zwolle, Kampen\"» schrijft er een om mee te beginnen")
    })?;
    RegionFile::parse(typed, &text, gemeenten)
        .map_err(|error| CommandError::from_source(Exit::Input, error))
}

/// Returns whether a region that was typed is a file, and no name.
pub fn looks_like_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("toml"))
        || path.to_string_lossy().contains(['/', '\\'])
        || path.is_file()
}

fn unknown_region(error: RegionError) -> CommandError {
    let (exit, hint) = match &error {
        RegionError::NotFetched { .. } => (
            Exit::Source,
            "haal die tabel op met «regiobeeld ophalen --bron gebieden»",
        ),
        RegionError::Lacking { .. } => (
            Exit::Shape,
            "meld dit bij de makers van regiobeeld, of geef een regiobestand met de gemeenten",
        ),
        _ => (
            Exit::Usage,
            "«regiobeeld lijst regios» laat alle regio's zien",
        ),
    };
    CommandError::from_source(exit, error).hint(hint)
}

/// Returns the report of one gemeente, in its own region.
///
/// # Errors
/// When the gemeente is in no region, which the compiled-in list excludes.
pub fn scope_of_gemeente(gemeenten: &Gemeenten, gemeente: Gemeente) -> Result<Scope, CommandError> {
    let region = regio::ladder_region(&gemeente, gemeenten).ok_or_else(|| {
        CommandError::new(
            Exit::Internal,
            format!("{} ligt in geen enkele regio", gemeente.name),
        )
    })?;
    Ok(Scope {
        region,
        gemeente: Some(gemeente),
    })
}

/// Returns the reports of every gemeente of a region.
pub fn scopes_in_region(gemeenten: &Gemeenten, region: &Region) -> Vec<Scope> {
    region
        .gemeenten
        .iter()
        .filter_map(|code| gemeenten.get(*code))
        .map(|gemeente| Scope {
            region: region.clone(),
            gemeente: Some(gemeente.clone()),
        })
        .collect()
}
