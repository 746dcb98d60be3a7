//! Fills a store with changed fixtures and makes the reports, through the code that every user runs.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use regiobeeld::area::Gemeenten;
use regiobeeld::batch::{self, Need, Used, for_scopes};
use regiobeeld::cli::Cli;
use regiobeeld::exit::Exit;
use regiobeeld::indicators::Scope;
use regiobeeld::regio::RegionFile;
use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::{Endpoints, FixtureService, Sources, Store};

use super::country::Country;
use super::{Fault, Outlier};

/// The day of the newest real figures of the fixtures.
const RECORDED: &str = "2026-07-19T00:00:00Z";

/// Makes the reports of an outlier below `work`; returns their folders, the region first.
pub fn make(outlier: &Outlier, work: &Path) -> Result<Vec<PathBuf>, Fault> {
    let folder = work.join(outlier.name);
    std::fs::create_dir_all(&folder)?;
    let region = folder.join("regio.toml");
    std::fs::write(&region, outlier.region)?;
    for (name, text) in outlier.files {
        std::fs::write(folder.join(name), text)?;
    }
    let mut country = Country::new()?;
    (outlier.change)(&mut country)?;
    let store = folder.join("opslag");
    fill(&store, country, outlier.region)?;
    let out = folder.join("uit");
    let mut words: Vec<std::ffi::OsString> = vec![
        "regiobeeld".into(),
        "--stil".into(),
        "reeks".into(),
        "--regio".into(),
        region.into(),
        "--opslag".into(),
        store.into(),
        "--uit".into(),
        out.clone().into(),
    ];
    words.extend(["--offline", "--fictief", "--editie", "galerij"].map(Into::into));
    if let Some(part) = outlier.part {
        words.extend(["--deel", part].map(Into::into));
    }
    let ended = regiobeeld::commands::run(Cli::try_parse_from(words)?)?;
    if ended != Exit::Done {
        return Err(format!("{}: niet alle rapporten zijn gemaakt", outlier.name).into());
    }
    let mut reports = Vec::new();
    for entry in std::fs::read_dir(out.join("galerij"))? {
        let path = entry?.path();
        if path.join("regiobeeld.pdf").is_file() {
            reports.push(path);
        }
    }
    // "regio-…" comes before the gemeenten.
    reports.sort_by_key(|path| std::cmp::Reverse(path.clone()));
    Ok(reports)
}

/// Asks the changed fixtures for what the reports of a region need, with the client of live sources.
fn fill(root: &Path, country: Country, region: &str) -> Result<(), Fault> {
    let store = Store::create(root)?;
    let gemeenten = Gemeenten::current();
    let region = RegionFile::parse("regio.toml", region, &gemeenten)?;
    let scopes = [Scope {
        region,
        gemeente: None,
    }];
    let sources = Sources::builtin();
    let service = FixtureService::new(country.into_files())?;
    let used = Used::of(&Catalogue::builtin()?, &sources);
    let has = |need: &Need| {
        let table = sources.table(&need.table);
        table.is_some_and(|table| service.has(table))
    };
    let mut needs = for_scopes(&sources, &used, &scopes);
    needs.retain(has);
    let endpoints = Endpoints::default();
    let round = batch::Round {
        store: &store,
        sources: &sources,
        transport: &service,
        endpoints: &endpoints,
        now: RECORDED.parse()?,
    };
    let report = batch::fetch(round, &needs, &|_| {});
    match report.delen.into_iter().find_map(|part| part.fout) {
        Some(fault) => Err(fault.into()),
        None => Ok(()),
    }
}
