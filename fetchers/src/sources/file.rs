//! Reads `sources.toml`: expands what stands for several tables, and lists every fault at once.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Route, SourceKind, Sources, TableSource};
use crate::endpoints::Host;

/// The list as it is compiled in.
pub(super) const BUILTIN: &str = include_str!("../../sources.toml");

/// Stands for the year of a table in a text of the list.
const YEAR: &str = "{jaar}";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    bronnen: BTreeMap<Host, HostEntry>,
    #[serde(default)]
    reeksen: BTreeMap<String, Vec<String>>,
    tabel: Vec<TableSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostEntry {
    naam: String,
    url: String,
}

impl Sources {
    /// Reads a list in the form of `sources.toml`.
    ///
    /// # Errors
    /// When the text is no such list or breaks one of its rules; all faults at once.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: SourcesFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut faults = Vec::new();
        for (host, entry) in &file.bronnen {
            if entry.url != host.official() || entry.naam != host.name() {
                faults.push(format!("bron {} wijkt af van het programma", host.key()));
            }
        }
        let tables: Vec<TableSource> = file.tabel.into_iter().flat_map(per_year).collect();
        let mut seen = BTreeMap::new();
        for table in &tables {
            if seen.insert(table.id.to_lowercase(), ()).is_some() {
                faults.push(format!("tabel {} staat er twee keer in", table.id));
            }
            check(table, &mut faults);
        }
        for (name, words) in &file.reeksen {
            let has_tables = tables.iter().any(|table| table.reeks == *name);
            if !has_tables || words.is_empty() || words.iter().any(|word| !is_lower(word)) {
                faults.push(format!(
                    "reeks {name}: heeft geen tabellen, of zoekwoorden die niet in kleine letters zijn"
                ));
            }
        }
        if faults.is_empty() {
            Ok(Self {
                tables,
                words: file.reeksen,
            })
        } else {
            Err(faults.join("\n"))
        }
    }
}

/// Returns one table per year of `jaren`; a table without them as it is.
fn per_year(table: TableSource) -> Vec<TableSource> {
    if table.jaren.is_empty() {
        return vec![table];
    }
    let of = |year: &i32| {
        let fill = |text: &str| text.replace(YEAR, &year.to_string());
        TableSource {
            id: fill(&table.id),
            titel: fill(&table.titel),
            citaat: fill(&table.citaat),
            jaar: Some(*year),
            jaren: Vec::new(),
            ..table.clone()
        }
    };
    table.jaren.iter().map(of).collect()
}

fn check(table: &TableSource, faults: &mut Vec<String>) {
    let mut fault = |what: &str| faults.push(format!("tabel {}: {what}", table.id));
    if (table.soort == SourceKind::Ogc) != table.pad.is_some() {
        fault("`pad` hoort bij soort ogc");
    }
    if table.wfs.is_some() && table.soort != SourceKind::Ogc {
        fault("`wfs` hoort bij soort ogc");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if table.id.is_empty() || !table.id.chars().all(plain) {
        fault("id is geen bestandsnaam");
    }
    let is_v4 = table.soort == SourceKind::Odata4;
    if is_v4 != (table.bron == Host::Cbs4) {
        fault("bron cbs4 hoort bij soort odata4");
    }
    if (is_v4 && table.route == Route::Feed) || !(is_v4 || table.onderwerpen.is_empty()) {
        fault("`route` of `onderwerpen` past niet bij soort");
    }
    let tells_area = matches!(table.soort, SourceKind::Odata3 | SourceKind::Odata4);
    if !tells_area && table.gebied.is_none() {
        fault("`gebied` ontbreekt; alleen een OData-tabel zegt zelf waar het gebied staat");
    }
    if !table.zoek.iter().all(|word| is_lower(word)) {
        fault("`zoek` moet in kleine letters");
    }
}

/// Words are compared with a title in lower case.
fn is_lower(word: &str) -> bool {
    !word.trim().is_empty() && word.to_lowercase() == word
}
