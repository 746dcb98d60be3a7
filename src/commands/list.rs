//! `lijst`: what there is.

use serde::Serialize;

use super::console::Console;
use super::{division, list_data};
use crate::cli::{List, ListKind};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::settings::Settings;

/// Lists what was asked for.
pub fn run(settings: &Settings, console: &Console, list: &List) -> Result<Exit, CommandError> {
    let known = || division::gemeenten(settings, console);
    match list.what {
        ListKind::Gemeenten => print(
            console,
            list.json,
            &list_data::gemeenten(&known()),
            |line| {
                format!(
                    "{}  {}  ({}, {})",
                    line.code, line.naam, line.provincie, line.ggd
                )
            },
        ),
        ListKind::Wijken => print(console, list.json, &list_data::wijken(settings)?, |line| {
            format!("{}  {}  ({})", line.code, line.naam, line.gemeente)
        }),
        ListKind::Regios => print(console, list.json, &list_data::regions(&known()), |line| {
            format!(
                "{}  {}  ({} gemeenten)",
                line.regio,
                line.naam,
                line.gemeenten.len()
            )
        }),
        ListKind::Indicatoren => print(console, list.json, &list_data::indicators()?, |line| {
            let source = match (&line.niet_beschikbaar, line.tabel.as_str()) {
                (Some(_), _) | (None, "") => "nog geen bron".to_owned(),
                (None, table) => format!("{} {table}", line.bron),
            };
            let core = line
                .kern
                .map_or_else(String::new, |n| format!("kern {n}, "));
            format!(
                "{}  {}  ({core}{}, {source})",
                line.id,
                line.label,
                line.thema.title()
            )
        }),
        ListKind::Bronnen => print(console, list.json, &list_data::sources(settings)?, |line| {
            let age = line.opgehaald.as_deref().unwrap_or("niet opgehaald");
            let used = if line.gebruikt {
                "in rapporten"
            } else {
                "nog niet in rapporten"
            };
            format!(
                "{}  {}  ({}, {used}, {age})",
                line.tabel, line.titel, line.bron
            )
        }),
    }
}

fn print<T: Serialize>(
    console: &Console,
    json: bool,
    lines: &[T],
    line: impl Fn(&T) -> String,
) -> Result<Exit, CommandError> {
    if json {
        console.json(&lines)?;
    } else if lines.is_empty() {
        console
            .say("Er is niets om te laten zien. Haal eerst cijfers op met «regiobeeld ophalen».");
    } else {
        console.answer(&lines.iter().map(line).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(Exit::Done)
}
