//! `ophalen`: downloads into the snapshot store.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::time::Duration;

use regiobeeld_fetchers::{
    HttpOptions, HttpTransport, Overview, RetryTransport, Slice, Sources, Store,
};

use super::console::Console;
use super::fetch_progress::FetchProgress;
use super::{areas, choose, division, national, network, news, reports, vektis};
use crate::batch::{self, FetchReport, FetchedSlice, Need, Used, of_tables};
use crate::cli::Fetch;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::settings::Settings;

/// From this many parts on, a table is told in one line.
const MANY_SLICES: usize = 40;

/// Fetches what was asked for.
pub fn run(settings: &Settings, console: &Console, options: &Fetch) -> Result<Exit, CommandError> {
    let mut report = vektis::import(settings, console, &options.vektis)?;
    let only_files = !options.vektis.is_empty() && asks_no_area(options) && options.bron.is_empty();
    if !only_files {
        let fetched = fetch_tables(settings, console, options)?;
        report.delen.extend(fetched.delen);
    }
    clean(settings, console)?;
    // Differences from the compiled-in list were told when they were fetched.
    let gemeenten = division::gemeenten(settings, &Console::new(true));
    let store = reports::open_store(settings)?;
    national::refresh(console, &store, &gemeenten, options.alles)?;
    if options.json {
        console.json(&report.delen)?;
    } else {
        console.answer(&summary(&report))?;
    }
    Ok(report.exit())
}

/// Fetches the tables that were asked for, or those that reports use.
fn fetch_tables(
    settings: &Settings,
    console: &Console,
    options: &Fetch,
) -> Result<FetchReport, CommandError> {
    let sources = Sources::builtin();
    let used = Used::of(&reports::catalogue()?, &sources);
    let tables = choose::tables(&sources, &used, &options.bron)?;
    let scopes = match asks_no_area(options) && choose::are_national(&sources, &tables) {
        true => Vec::new(),
        false => scopes(settings, console, options)?,
    };
    let (transport, endpoints) = (network::transport(settings)?, network::endpoints(settings)?);
    let overview = Overview::new(&transport, &endpoints, &sources);
    let (found, tables) = choose::look_up(console, &overview, &sources, &tables);
    let needs = of_tables(
        found.iter().filter(|table| tables.contains(&table.id)),
        &scopes,
    );
    if needs.is_empty() {
        return Err(CommandError::new(Exit::Source, "er is niets op te halen"));
    }
    let mut report = fetch(settings, console, &found, &needs, options.tijd)?;
    if options.bron.is_empty() {
        report.mark_uncertain(&found);
    }
    news::tell(console, &overview, &found, &report);
    Ok(report)
}

fn asks_no_area(options: &Fetch) -> bool {
    options.gemeente.is_empty() && options.regio.is_none() && !options.alles
}

fn scopes(
    settings: &Settings,
    console: &Console,
    options: &Fetch,
) -> Result<Vec<Scope>, CommandError> {
    if asks_no_area(options) {
        return Err(CommandError::new(Exit::Usage, "er is geen gebied gevraagd")
            .hint("geef --gemeente X, --regio R of --alles"));
    }
    let mut gemeenten = division::gemeenten(settings, console);
    let mut scopes = Vec::new();
    if let Some(typed) = &options.regio {
        scopes.push(Scope {
            region: division::region(settings, console, &mut gemeenten, typed, false)?,
            gemeente: None,
        });
    }
    for typed in &options.gemeente {
        scopes.push(areas::scope_of_gemeente(
            &gemeenten,
            areas::gemeente(&gemeenten, typed)?,
        )?);
    }
    if options.alles {
        for gemeente in gemeenten.iter() {
            scopes.push(areas::scope_of_gemeente(&gemeenten, gemeente.clone())?);
        }
    }
    Ok(scopes)
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
    sources: &Sources,
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
    let endpoints = network::endpoints(settings)?;
    let round = batch::Round {
        store: &store,
        sources,
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
    let uncertain = if part.fout.is_some() && part.uncertain {
        ", rapporten kunnen zonder"
    } else {
        ""
    };
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
        "{} {}: {}{uncertain}{stays}{rows}{}{note}",
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
