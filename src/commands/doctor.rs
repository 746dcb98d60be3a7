//! `diagnose`: whether everything is there to make reports.

use std::time::Duration;

use regiobeeld_fetchers::{
    Expect, Host, HttpOptions, HttpTransport, Request, Store, StoreError, Transport as _,
};
use serde::Serialize;

use super::console::Console;
use super::reports::font_folder;
use crate::cli::Doctor;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::pdf::{PdfCompiler as _, TypstCli};
use crate::settings::{Hosts, Settings};

/// Longest wait for the answer of a source.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Serialize)]
struct Diagnosis {
    programma: String,
    typst: Option<String>,
    typst_fout: Option<String>,
    letters: Vec<String>,
    opslag: String,
    opslag_stand: String,
    tabellen: Vec<TableAge>,
    bronnen: Vec<SourceState>,
}

#[derive(Debug, Serialize)]
struct TableAge {
    tabel: String,
    delen: usize,
    oudste: String,
    nieuwste: String,
    fictief: bool,
}

#[derive(Debug, Serialize)]
struct SourceState {
    bron: String,
    adres: String,
    bereikbaar: bool,
    stand: String,
}

/// Looks at typst, the fonts, the store and the sources.
pub fn run(settings: &Settings, console: &Console, doctor: &Doctor) -> Result<Exit, CommandError> {
    let diagnosis = diagnose(settings)?;
    let usable = diagnosis.typst.is_some();
    if doctor.json {
        console.json(&diagnosis)?;
    } else {
        console.answer(&in_words(&diagnosis))?;
    }
    Ok(if usable {
        Exit::Done
    } else {
        Exit::Typesetting
    })
}

fn diagnose(settings: &Settings) -> Result<Diagnosis, CommandError> {
    let fonts = font_folder()?;
    let (typst, fault, families) = match TypstCli::open(&settings.typst, fonts.path()) {
        Ok(typst) => {
            let found = format!("{} ({})", typst.version(), typst.program().display());
            match typst.font_families() {
                Ok(families) => (Some(found), None, families),
                Err(error) => (None, Some(error.to_string()), Vec::new()),
            }
        }
        Err(error) => {
            let hints = error.hints().join("\n  hint: ");
            (None, Some(format!("{error}\n  hint: {hints}")), Vec::new())
        }
    };
    let (state, tables) = store_state(settings);
    Ok(Diagnosis {
        programma: env!("CARGO_PKG_VERSION").to_owned(),
        typst,
        typst_fout: fault,
        letters: families,
        opslag: settings
            .store()
            .map_or_else(|_| "geen map".to_owned(), |path| path.display().to_string()),
        opslag_stand: state,
        tabellen: tables,
        bronnen: source_states(settings),
    })
}

fn store_state(settings: &Settings) -> (String, Vec<TableAge>) {
    let Ok(place) = settings.store() else {
        return ("geef een map met --opslag".to_owned(), Vec::new());
    };
    let store = match Store::open(place) {
        Ok(store) => store,
        Err(StoreError::NotAStore { .. }) if !place.exists() => {
            return ("er is nog niets opgehaald".to_owned(), Vec::new());
        }
        Err(error) => return (error.to_string(), Vec::new()),
    };
    let state = match store.verify() {
        Ok(damage) if damage.is_empty() => "in orde".to_owned(),
        Ok(damage) => format!(
            "beschadigd: {}",
            damage
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; ")
        ),
        Err(error) => error.to_string(),
    };
    let mut tables: Vec<TableAge> = Vec::new();
    for receipt in store.receipts().unwrap_or_default() {
        let when = receipt.opgehaald.to_string();
        match tables
            .last_mut()
            .filter(|table| table.tabel == receipt.tabel)
        {
            Some(table) => {
                table.delen += 1;
                table.oudste = table.oudste.clone().min(when.clone());
                table.nieuwste = table.nieuwste.clone().max(when);
                table.fictief |= receipt.fictief;
            }
            None => tables.push(TableAge {
                tabel: receipt.tabel,
                delen: 1,
                oudste: when.clone(),
                nieuwste: when,
                fictief: receipt.fictief,
            }),
        }
    }
    (state, tables)
}

fn source_states(settings: &Settings) -> Vec<SourceState> {
    let options = HttpOptions {
        connect_timeout: PATIENCE,
        total_timeout: PATIENCE,
        ca_file: settings.ca.clone(),
        ..HttpOptions::default()
    };
    let client = HttpTransport::new(&options);
    let hosts = bases(&settings.hosts);
    // The sources are asked side by side, so that the wait is that of the slowest one.
    std::thread::scope(|scope| {
        let asked: Vec<_> = hosts
            .into_iter()
            .map(|(host, base)| {
                let client = &client;
                scope.spawn(move || {
                    let state = match client {
                        Err(error) => Err(error.to_string()),
                        Ok(client) => {
                            let request = Request::new(format!("{base}/"), Expect::Value);
                            client
                                .get(&request)
                                .map(|answer| answer.status)
                                .map_err(|e| e.to_string())
                        }
                    };
                    SourceState {
                        bron: host.name().to_owned(),
                        adres: base,
                        bereikbaar: state.is_ok(),
                        stand: match state {
                            Ok(status) => format!("antwoordt (status {status})"),
                            Err(why) => why,
                        },
                    }
                })
            })
            .collect();
        asked
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .collect()
    })
}

fn bases(hosts: &Hosts) -> Vec<(Host, String)> {
    let own = |host: Host| match host {
        Host::Cbs => hosts.cbs.clone(),
        Host::Rivm => hosts.rivm.clone(),
        Host::Pdok => hosts.pdok.clone(),
        Host::Cbs4 => hosts.cbs4.clone(),
        Host::Vektis => None,
    };
    Host::ALL
        .into_iter()
        .map(|host| {
            (
                host,
                own(host).unwrap_or_else(|| host.official().to_owned()),
            )
        })
        .collect()
}

fn in_words(diagnosis: &Diagnosis) -> String {
    let mut lines = vec![format!("regiobeeld {}", diagnosis.programma)];
    match (&diagnosis.typst, &diagnosis.typst_fout) {
        (Some(typst), _) => lines.push(format!("typst: {typst}")),
        (None, fault) => {
            lines.push(format!(
                "typst: niet te gebruiken. {}",
                fault.as_deref().unwrap_or_default()
            ));
        }
    }
    lines.push(format!("letters: {}", diagnosis.letters.join(", ")));
    lines.push(format!(
        "opslag: {} ({})",
        diagnosis.opslag, diagnosis.opslag_stand
    ));
    for table in &diagnosis.tabellen {
        let made_up = if table.fictief { ", FICTIEF" } else { "" };
        lines.push(format!(
            "  {}: {} delen, opgehaald {} tot {}{made_up}",
            table.tabel, table.delen, table.oudste, table.nieuwste
        ));
    }
    for source in &diagnosis.bronnen {
        lines.push(format!(
            "bron {}: {} ({})",
            source.bron, source.stand, source.adres
        ));
    }
    lines.join("\n")
}
