//! `ophalen`: downloads into the snapshot store.

use regiobeeld_fetchers::{Endpoints, HttpOptions, HttpTransport, RetryTransport, Sources, Store};

use super::areas;
use super::console::Console;
use super::reports;
use crate::area::Gemeenten;
use crate::batch::{self, FetchReport, FetchedSlice, Need, for_scopes};
use crate::cli::Fetch;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::settings::{Hosts, Settings};

/// Fetches what was asked for.
pub fn run(settings: &Settings, console: &Console, options: &Fetch) -> Result<Exit, CommandError> {
    let gemeenten = Gemeenten::current();
    let scopes = scopes(&gemeenten, options)?;
    let sources = Sources::builtin();
    let mut needs = for_scopes(&sources, &scopes);
    if !options.bron.is_empty() {
        check_sources(&sources, &options.bron)?;
        needs.retain(|need| {
            let table = sources.table(&need.table);
            options.bron.iter().any(|name| {
                need.table.eq_ignore_ascii_case(name)
                    || table.is_some_and(|t| t.reeks == *name || t.bron.key() == name)
            })
        });
    }
    let report = fetch(settings, console, &needs)?;
    if options.json {
        console.json(&report.delen)?;
    } else {
        console.answer(&summary(&report))?;
    }
    Ok(report.exit())
}

fn scopes(gemeenten: &Gemeenten, options: &Fetch) -> Result<Vec<Scope>, CommandError> {
    let mut scopes = Vec::new();
    for typed in &options.gemeente {
        scopes.push(areas::scope_of_gemeente(
            gemeenten,
            areas::gemeente(gemeenten, typed)?,
        )?);
    }
    if let Some(typed) = &options.regio {
        scopes.push(Scope {
            region: areas::region(gemeenten, typed)?,
            gemeente: None,
        });
    }
    if options.alles {
        for gemeente in gemeenten.iter() {
            scopes.push(areas::scope_of_gemeente(gemeenten, gemeente.clone())?);
        }
    }
    if scopes.is_empty() {
        return Err(CommandError::new(Exit::Usage, "er is geen gebied gevraagd")
            .hint("geef --gemeente X, --regio R of --alles"));
    }
    Ok(scopes)
}

fn check_sources(sources: &Sources, names: &[String]) -> Result<(), CommandError> {
    let known = |name: &String| {
        sources.iter().any(|table| {
            table.id.eq_ignore_ascii_case(name) || table.reeks == *name || table.bron.key() == name
        })
    };
    match names.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(
            CommandError::new(Exit::Usage, format!("bron «{name}» bestaat niet"))
                .hint("«regiobeeld lijst bronnen» laat alle bronnen zien"),
        ),
    }
}

/// Fetches slices over the network.
///
/// # Errors
/// When the store or the client cannot be made; faults per slice stand in the report.
pub fn fetch(
    settings: &Settings,
    console: &Console,
    needs: &[Need],
) -> Result<FetchReport, CommandError> {
    let store = Store::create(settings.store()?).map_err(reports::store_error)?;
    let options = HttpOptions {
        ca_file: settings.ca.clone(),
        ..HttpOptions::default()
    };
    let client = HttpTransport::new(&options)
        .map_err(|error| CommandError::from_source(Exit::Usage, error))?;
    let transport = RetryTransport::new(client);
    let bar = console.bar(needs.len());
    let report = batch::fetch(
        &store,
        &Sources::builtin(),
        &transport,
        &endpoints(&settings.hosts)?,
        super::now(),
        needs,
        |_, part| {
            bar.set_message(format!("{} {}", part.tabel, part.deel));
            bar.inc(1);
            if let Some(fault) = &part.fout {
                bar.suspend(|| {
                    console.say(&format!("mislukt: {} {}: {fault}", part.tabel, part.deel))
                });
            }
        },
    );
    bar.finish_and_clear();
    Ok(report)
}

fn endpoints(hosts: &Hosts) -> Result<Endpoints, CommandError> {
    use regiobeeld_fetchers::Host::{Cbs, Cbs4, Pdok, Rivm};
    let mut endpoints = Endpoints::default();
    for (host, base) in [
        (Cbs, &hosts.cbs),
        (Rivm, &hosts.rivm),
        (Pdok, &hosts.pdok),
        (Cbs4, &hosts.cbs4),
    ] {
        if let Some(base) = base {
            endpoints = endpoints
                .with(host, base)
                .map_err(|error| CommandError::from_source(Exit::Usage, error))?;
        }
    }
    Ok(endpoints)
}

fn summary(report: &FetchReport) -> String {
    let count = |word: &str| {
        report
            .delen
            .iter()
            .filter(|part| part.uitkomst == word)
            .count()
    };
    let mut lines: Vec<String> = report.delen.iter().map(line).collect();
    lines.push(format!(
        "{} nieuw, {} veranderd, {} ongewijzigd, {} niet in de tabel, {} mislukt",
        count("nieuw"),
        count("veranderd"),
        count("ongewijzigd"),
        count("niet_in_tabel"),
        count("mislukt")
    ));
    lines.join("\n")
}

fn line(part: &FetchedSlice) -> String {
    let rows = part
        .rijen
        .map_or_else(String::new, |rows| format!(", {rows} rijen"));
    let when = part
        .opgehaald
        .as_ref()
        .map_or_else(String::new, |when| format!(", opgehaald {when}"));
    format!(
        "{} {}: {}{rows}{when}",
        part.tabel,
        part.deel,
        part.uitkomst.replace('_', " ")
    )
}
