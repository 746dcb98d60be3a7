//! `proef`: asks the live sources for one gemeente, and compares what they say with what is known.
//!
//! It goes the way of `ophalen`, but into a store of its own that is removed afterwards.

mod keep;
mod known;
mod stems;
mod table;

use std::path::PathBuf;

use regiobeeld_fetchers::{FetchContext, Sources, Store};

use super::console::Console;
use super::{network, reports};
use crate::cli::Probe;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::settings::Settings;

use keep::Recorder;
use table::{Prober, TableProbe};

/// Asks the sources.
pub fn run(settings: &Settings, console: &Console, options: &Probe) -> Result<Exit, CommandError> {
    if let Some(folder) = &options.bewaar {
        keep::check_folder(folder)?;
    }
    let now = super::now();
    let sources = Sources::builtin();
    let catalogue = reports::catalogue()?;
    let endpoints = network::endpoints(settings)?;
    let recorder = Recorder::new(network::transport(settings)?);
    let folder = TemporaryFolder::new(now)?;
    let store = Store::create(&folder.0.join("opslag")).map_err(reports::store_error)?;
    let context = FetchContext::new(&recorder, &endpoints, &sources, &store, now);
    let mut prober = Prober::new(&context, &store, &sources, &catalogue);
    let bar = console.bar(known::TABLES.len());
    let mut probes: Vec<TableProbe> = Vec::new();
    for asked in &known::TABLES {
        bar.set_message(asked.table);
        probes.push(prober.probe(asked)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(folder) = &options.bewaar {
        let files = keep::write(folder, recorder.answers(), &sources, now)?;
        console.say(&format!("{files} bestanden staan in {}", folder.display()));
    }
    if options.json {
        console.json(&probes)?;
    } else {
        let lines: Vec<String> = probes.iter().map(TableProbe::in_words).collect();
        console.answer(&lines.join("\n\n"))?;
    }
    Ok(exit_of(&probes))
}

/// The most serious outcome: a full disk, a changed shape, a source that failed, another figure.
fn exit_of(probes: &[TableProbe]) -> Exit {
    let found: Vec<Exit> = probes.iter().map(TableProbe::exit).collect();
    [Exit::Internal, Exit::Shape, Exit::Source, Exit::Difference]
        .into_iter()
        .find(|exit| found.contains(exit))
        .unwrap_or(Exit::Done)
}

/// A folder that goes when the probe ends.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new(now: jiff::Timestamp) -> Result<Self, CommandError> {
        let name = format!(
            "regiobeeld-proef-{}-{}",
            std::process::id(),
            now.as_nanosecond()
        );
        let folder = std::env::temp_dir().join(name);
        // Never one that is there already.
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder of the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
