//! What a fetch tells besides its answer: tables that are newer than those that regiobeeld knows,
//! and tables that gain no figures any more.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{Host, Overview, Sources};

use super::console::Console;
use crate::batch::FetchReport;

/// Tells the news; a catalogue that fails is one line and no fault.
///
/// Only hosts that just gave a table are asked, each once.
pub fn tell(console: &Console, overview: &Overview<'_>, sources: &Sources, report: &FetchReport) {
    if !report.gestopt.is_empty() {
        console.say(&format!(
            "let op: deze tabellen krijgen geen nieuwe cijfers meer (status Gestopt): {}",
            report.gestopt.join(", ")
        ));
    }
    let answered = report.delen.iter().filter(|part| part.fout.is_none());
    let hosts: BTreeSet<Host> = answered
        .filter_map(|part| Some(sources.table(&part.tabel)?.bron))
        .collect();
    for host in hosts {
        match overview.news(host, sources) {
            Ok(new) => {
                for table in new {
                    console.say(&format!(
                        "er is een nieuwere tabel: {}; regiobeeld gebruikt hem nog niet",
                        table.entry
                    ));
                }
            }
            Err(error) => console.say(&format!(
                "of er nieuwere tabellen zijn, is onbekend: {error}"
            )),
        }
    }
}
