//! `demo`: the bundled region, without network, through the same store and code as live data.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use regiobeeld_fetchers::{Endpoints, FixtureService, Sources, Store};

use super::areas;
use super::console::Console;
use super::reports;
use crate::area::Gemeenten;
use crate::batch::{self, Job, Need, Used, for_scopes};
use crate::bundled;
use crate::cli::{Demo, ReportOptions};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::house::House;
use crate::indicators::LocalInput;
use crate::indicators::Scope;
use crate::remarks::Remarks;
use crate::settings::Settings;

/// The region of the demo.
const REGION: &str = "rza-zwolle";
/// Day on which the newest real figures of the fixtures were recorded (ontvangsten.toml).
const RECORDED: &str = "2026-07-19T00:00:00Z";

/// Makes the reports of the demo.
pub fn run(settings: &Settings, console: &Console, demo: &Demo) -> Result<Exit, CommandError> {
    let gemeenten = Gemeenten::current();
    let region = areas::region(&gemeenten, REGION)?;
    let mut scopes = vec![Scope {
        region: region.clone(),
        gemeente: None,
    }];
    scopes.extend(areas::scopes_in_region(&gemeenten, &region));
    console.say("De demo gebruikt geen internet. De cijfers per wijk zijn FICTIEF.");
    let store = fill_store(&settings.demo_store()?, &scopes)?;
    let target = demo.uit.join("demo");
    check_target(&target)?;
    let draft = demo.uit.join(format!(".demo-{}", std::process::id()));
    let result = make(settings, console, store, &draft, &scopes);
    if result.is_ok() {
        replace(&draft, &target)?;
        announce(console, &target)?;
    } else if draft.exists() {
        std::fs::remove_dir_all(&draft)?;
    }
    result
}

fn make(
    settings: &Settings,
    console: &Console,
    store: Store,
    draft: &Path,
    scopes: &[Scope],
) -> Result<Exit, CommandError> {
    let options = ReportOptions {
        editie: None,
        png: true,
        uit: draft.to_owned(),
        extract: Vec::new(),
        sjablonen: None,
        huisstijl: None,
        duiding: Vec::new(),
        offline: true,
        fictief: true,
        json: false,
    };
    let fonts = draft.join(".letters");
    let shared = reports::shared(
        settings,
        store,
        &options,
        (Gemeenten::current(), scopes),
        LocalInput::default(),
        (House::default(), Remarks::default()),
        &fonts,
    )?;
    let jobs: Vec<Job> = scopes
        .iter()
        .map(|scope| Job {
            scope: scope.clone(),
            edition_folder: false,
            resume: false,
        })
        .collect();
    let finished = reports::make(&shared, &jobs, reports::workers(None), console);
    std::fs::remove_dir_all(&fonts)?;
    let mut failed = finished.into_iter().filter_map(|done| done.result.err());
    match failed.next() {
        Some(error) => Err(reports::make_error(error)),
        None => Ok(Exit::Done),
    }
}

/// Fills a store of its own from the bundled fixtures, with the client that asks live sources.
fn fill_store(root: &Path, scopes: &[Scope]) -> Result<Store, CommandError> {
    if root.exists() {
        // Only a store is replaced, never a folder that happens to have this name.
        Store::open(root).map_err(reports::store_error)?;
        // The store of the demo is made anew, so that it fits this version of the program.
        std::fs::remove_dir_all(root)?;
    }
    let store = Store::create(root).map_err(reports::store_error)?;
    let files = bundled::fixtures()?;
    let sources = Sources::builtin();
    let service = FixtureService::new(files)
        .map_err(|error| CommandError::from_source(Exit::Internal, error))?;
    let used = Used::of(&reports::catalogue()?, &sources);
    let needs: Vec<Need> = for_scopes(&sources, &used, scopes)
        .into_iter()
        .filter(|need| {
            sources
                .table(&need.table)
                .is_some_and(|table| service.has(table))
        })
        .collect();
    let recorded: Timestamp = RECORDED
        .parse()
        .map_err(|error| CommandError::from_source(Exit::Internal, error))?;
    let endpoints = Endpoints::default();
    let round = batch::Round {
        store: &store,
        sources: &sources,
        transport: &service,
        endpoints: &endpoints,
        now: recorded,
    };
    let report = batch::fetch(round, &needs, &|_| {});
    match report.delen.into_iter().find_map(|part| part.fout) {
        Some(fault) => Err(CommandError::new(Exit::Internal, fault)),
        None => Ok(store),
    }
}

/// Only a folder with reports and nothing else is replaced.
fn check_target(target: &Path) -> Result<(), CommandError> {
    let refuse = |what: &Path| {
        CommandError::new(
            Exit::Input,
            format!(
                "{} wordt niet vervangen: daar staat ook {}",
                target.display(),
                what.display()
            ),
        )
        .hint("haal dat daar weg, of kies een andere map met --uit")
    };
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(refuse(target));
    }
    for entry in std::fs::read_dir(target)? {
        let path = entry?.path();
        let is_report = path.is_dir() && batch::foreign_file(&path)?.is_none();
        if !is_report {
            return Err(refuse(&path));
        }
    }
    Ok(())
}

/// Puts the new reports in the place of the old ones.
fn replace(draft: &Path, target: &Path) -> Result<(), CommandError> {
    let old: PathBuf = draft.with_extension("oud");
    if target.exists() {
        std::fs::rename(target, &old)?;
    }
    std::fs::rename(draft, target)?;
    if old.exists() {
        std::fs::remove_dir_all(old)?;
    }
    Ok(())
}

fn announce(console: &Console, target: &Path) -> Result<(), CommandError> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(target)? {
        folders.push(entry?.path().join("regiobeeld.pdf"));
    }
    folders.retain(|path| path.is_file());
    folders.sort();
    let lines: Vec<String> = folders
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    console.say(&format!(
        "{} rapporten staan in {}",
        lines.len(),
        target.display()
    ));
    console.answer(&lines.join("\n"))
}
