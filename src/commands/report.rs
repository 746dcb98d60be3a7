//! `rapport`: one report.

use std::path::Path;

use regiobeeld_fetchers::{Sources, Store};

use super::areas;
use super::console::Console;
use super::{division, extracts, fetch, house, remarks, reports};
use crate::area::Gemeenten;
use crate::batch::{Job, Need, Shared, Used, can_be_asked, for_scopes};
use crate::cli::Report;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::regio::Region;
use crate::settings::Settings;

/// Makes one report.
pub fn run(settings: &Settings, console: &Console, report: &Report) -> Result<Exit, CommandError> {
    reports::check_edition(&report.options)?;
    let mut gemeenten = division::gemeenten(settings, console);
    let scope = scope(settings, console, &mut gemeenten, report)?;
    let file = region_file(report.regio.as_deref(), &scope.region);
    let house = house::load(report.options.huisstijl.as_deref(), file)?;
    let mappings = extracts::mappings(&report.options.extract, file, &reports::catalogue()?)?;
    let remark_files = remarks::files(&report.options.duiding, file)?;
    if !report.options.offline {
        let whole_region = !mappings.is_empty() || !remark_files.is_empty();
        fetch_missing(settings, console, &extracts::scopes(whole_region, &scope))?;
    }
    let store = reports::open_store(settings)?;
    let local = extracts::load(
        settings,
        console,
        mappings,
        Some(&scope.region),
        &gemeenten,
        report.options.fictief,
    )?;
    let remarks = remarks::load(settings, &remark_files, Some(&scope.region), &gemeenten)?;
    let fonts = reports::font_folder()?;
    let shared = reports::shared(
        settings,
        store,
        &report.options,
        (gemeenten, std::slice::from_ref(&scope)),
        local,
        (house, remarks),
        fonts.path(),
    )?;
    finish(console, &shared, scope, report.options.json)
}

/// The areas that were asked for.
fn scope(
    settings: &Settings,
    console: &Console,
    gemeenten: &mut Gemeenten,
    report: &Report,
) -> Result<Scope, CommandError> {
    let scope = match (&report.gemeente, &report.regio) {
        (Some(typed), _) => {
            areas::scope_of_gemeente(gemeenten, areas::gemeente(gemeenten, typed)?)?
        }
        (None, Some(typed)) => Scope {
            region: division::region(settings, console, gemeenten, typed, report.options.offline)?,
            gemeente: None,
        },
        (None, None) => return Err(CommandError::new(Exit::Usage, "geef --gemeente of --regio")),
    };
    Ok(scope)
}

/// Makes the report and says where it is.
fn finish(
    console: &Console,
    shared: &Shared,
    scope: Scope,
    json: bool,
) -> Result<Exit, CommandError> {
    let jobs = [Job {
        scope,
        edition_folder: true,
        resume: false,
    }];
    let mut finished = reports::make(shared, &jobs, reports::workers(None), &Console::new(true));
    let done = finished
        .pop()
        .ok_or_else(|| CommandError::new(Exit::Internal, "er is geen rapport gemaakt"))?;
    let made = done.result.map_err(reports::make_error)?;
    for warning in &made.warnings {
        console.say(&format!("let op: {warning}"));
    }
    console.detail(&made.stages.words());
    if json {
        let answer = serde_json::json!({
            "map": made.folder, "pdf": made.folder.join("regiobeeld.pdf"),
            "seconden": made.seconds, "fasen": made.stages.by_name(), "meldingen": made.warnings,
        });
        console.json(&answer)?;
    } else {
        console.answer(&made.folder.join("regiobeeld.pdf").display().to_string())?;
    }
    Ok(Exit::Done)
}

/// Returns the region file that was typed, if it was one, with the region that it says.
pub fn region_file<'a>(
    typed: Option<&'a str>,
    region: &'a Region,
) -> Option<(&'a Path, &'a Region)> {
    let path = Path::new(typed?);
    areas::looks_like_file(path).then_some((path, region))
}

/// Fetches the slices that the store lacks or holds damaged. A table that cannot be had is said; whether the
/// report can do without is decided when it is made.
///
/// # Errors
/// When the store or the client cannot be made.
pub fn fetch_missing(
    settings: &Settings,
    console: &Console,
    scopes: &[Scope],
) -> Result<(), CommandError> {
    let sources = Sources::builtin();
    let used = Used::of(&reports::catalogue()?, &sources);
    let mut needs = for_scopes(&sources, &used, scopes);
    needs.retain(|need| sources.table(&need.table).is_some_and(can_be_asked));
    let missing: Vec<Need> = match Store::open(settings.store()?) {
        Ok(store) => needs
            .into_iter()
            .filter(|need| store.whole_receipt(&need.table, &need.slice).is_none())
            .inspect(|need| tell_damage(console, &store, need))
            .collect(),
        // There is no store yet.
        Err(_) => needs,
    };
    // A table that nobody could check yet may not exist: it is asked for along with others, and by
    // `ophalen`, but never again for every report.
    let is_certain = |need: &Need| {
        let table = sources.table(&need.table);
        table.is_some_and(|table| table.onzeker.is_none())
    };
    if !missing.iter().any(is_certain) {
        return Ok(());
    }
    console.say(&format!(
        "{} delen van tabellen worden opgehaald",
        missing.len()
    ));
    fetch::fetch(settings, console, &sources, &missing, None).map(|_| ())
}

/// Says that a slice which is there cannot be used, and is fetched again.
fn tell_damage(console: &Console, store: &Store, need: &Need) {
    if let Err(error) = store.slice(&need.table, &need.slice) {
        console.say(&format!("{error}; dit deel wordt opnieuw opgehaald"));
    }
}
