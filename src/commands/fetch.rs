//! `ophalen`: downloads into the snapshot store.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::time::Duration;

use regiobeeld_fetchers::{
    Endpoints, HttpOptions, HttpTransport, RetryTransport, Slice, Sources, Store,
};

use super::areas;
use super::console::Console;
use super::fetch_progress::FetchProgress;
use super::reports;
use crate::area::Gemeenten;
use crate::batch::{self, FetchReport, FetchedSlice, Need, for_scopes};
use crate::cli::Fetch;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::settings::{Hosts, Settings};

/// From this many parts on, a table is told in one line.
const MANY_SLICES: usize = 40;

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
    let report = fetch(settings, console, &needs, options.tijd)?;
    clean(settings, console)?;
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

/// Removes what an interrupted or replaced download left in the store.
fn clean(settings: &Settings, console: &Console) -> Result<(), CommandError> {
    match reports::open_store(settings)?.clean() {
        Ok(orphans) if orphans.files > 0 => {
            let megabytes = orphans.bytes.div_ceil(1_000_000);
            console.say(&format!(
                "opgeruimd: {} oude bestanden ({megabytes} MB)",
                orphans.files
            ));
        }
        Ok(_) => {}
        // Cleaning can wait; the fault itself is for `verifieer --opslag`.
        Err(error) => console.say(&format!("er is niets opgeruimd: {error}")),
    }
    Ok(())
}

/// Fetches slices over the network; `minutes` is the longest time per source.
///
/// # Errors
/// When the store or the client cannot be made; faults per slice stand in the report.
pub fn fetch(
    settings: &Settings,
    console: &Console,
    needs: &[Need],
    minutes: Option<NonZeroU32>,
) -> Result<FetchReport, CommandError> {
    let store = Store::create(settings.store()?).map_err(reports::store_error)?;
    let options = HttpOptions {
        ca_file: settings.ca.clone(),
        ..HttpOptions::default()
    };
    let client = HttpTransport::new(&options)
        .map_err(|error| CommandError::from_source(Exit::Usage, error))?;
    let minutes = minutes.map_or_else(|| usual_minutes(needs), NonZeroU32::get);
    let progress = FetchProgress::new(console, needs.len());
    let retries = progress.clone();
    let transport = RetryTransport::new(client)
        .with_time_per_source(Duration::from_secs(60 * u64::from(minutes)))
        .telling(move |error, pause| retries.again(error, pause));
    let sources = Sources::builtin();
    let endpoints = endpoints(&settings.hosts)?;
    let round = batch::Round {
        store: &store,
        sources: &sources,
        transport: &transport,
        endpoints: &endpoints,
        now: super::now(),
    };
    let report = batch::fetch(round, needs, &|news| progress.tell(&news));
    progress.finish();
    Ok(report)
}

/// Longest time per source when none was asked for: a user waits for one report, a national
/// download runs by itself.
fn usual_minutes(needs: &[Need]) -> u32 {
    let gemeenten: BTreeSet<&Slice> = needs.iter().map(|need| &need.slice).collect();
    if gemeenten.len() > MANY_SLICES {
        120
    } else {
        10
    }
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
    let mut lines = Vec::new();
    for parts in report.delen.chunk_by(|a, b| a.tabel == b.tabel) {
        if parts.len() > MANY_SLICES {
            let table = &parts[0].tabel;
            lines.push(format!("{table}, {} delen: {}", parts.len(), counts(parts)));
            lines.extend(parts.iter().find(|part| part.fout.is_some()).map(line));
            let mut noted = parts.iter().filter_map(|part| part.let_op.as_ref());
            if let Some(first) = noted.next() {
                lines.push(format!(
                    "{table}, let op bij {} delen: {first}",
                    1 + noted.count()
                ));
            }
        } else {
            lines.extend(parts.iter().map(line));
        }
    }
    lines.push(counts(&report.delen));
    lines.join("\n")
}

fn counts(parts: &[FetchedSlice]) -> String {
    let count = |word: &str| parts.iter().filter(|part| part.uitkomst == word).count();
    format!(
        "{} nieuw, {} veranderd, {} ongewijzigd, {} niet in de tabel, {} mislukt",
        count("nieuw"),
        count("veranderd"),
        count("ongewijzigd"),
        count("niet_in_tabel"),
        count("mislukt")
    )
}

fn line(part: &FetchedSlice) -> String {
    let rows = part
        .rijen
        .map_or_else(String::new, |rows| format!(", {rows} rijen"));
    let stays = if part.fout.is_some() && part.opgehaald.is_some() {
        ", in gebruik blijft wat er was"
    } else {
        ""
    };
    let note = part
        .let_op
        .as_ref()
        .map_or_else(String::new, |note| format!("; let op: {note}"));
    format!(
        "{} {}: {}{stays}{rows}{}{note}",
        part.tabel,
        part.deel,
        part.uitkomst.replace('_', " "),
        age(part)
    )
}

fn age(part: &FetchedSlice) -> String {
    let (Some(when), Some(days)) = (part.opgehaald, part.dagen_oud) else {
        return String::new();
    };
    let old = match days {
        0 => "vandaag".to_owned(),
        1 => "1 dag oud".to_owned(),
        days => format!("{days} dagen oud"),
    };
    format!(", opgehaald {} ({old})", when.strftime("%Y-%m-%d"))
}
