//! What is new in the catalogues: one question per host and run, used for everything.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{CatalogEntry, CatalogError, HOSTS, ask, newest_year, title_holds};
use crate::endpoints::{Endpoints, Host};
use crate::sources::{Sources, TableSource};
use crate::transport::Transport;

/// A table of a series that the list of sources does not have, newer than those it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTable {
    /// Name of the series.
    pub series: String,
    /// The table.
    pub entry: CatalogEntry,
}

/// What came of looking for a table by the words of its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Exactly one table fits.
    One(CatalogEntry),
    /// No table fits, and every catalogue answered.
    None,
    /// Several tables fit: nothing is chosen.
    Several(Vec<CatalogEntry>),
    /// A catalogue did not answer, so that nobody knows how many fit.
    Unknown(Vec<CatalogError>),
}

type Answers = BTreeMap<Host, Result<Vec<CatalogEntry>, CatalogError>>;

/// The tables of both catalogues that matter to the list of sources, asked once per host.
pub struct Overview<'a> {
    transport: &'a dyn Transport,
    endpoints: &'a Endpoints,
    sources: &'a Sources,
    answers: Mutex<Answers>,
}

impl<'a> Overview<'a> {
    /// Returns an overview; nothing is asked yet.
    #[must_use]
    pub fn new(
        transport: &'a dyn Transport,
        endpoints: &'a Endpoints,
        sources: &'a Sources,
    ) -> Self {
        Self {
            transport,
            endpoints,
            sources,
            answers: Mutex::default(),
        }
    }

    /// Returns the tables of one host.
    fn of(&self, host: Host) -> Result<Vec<CatalogEntry>, CatalogError> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = || ask(self.transport, self.endpoints, host, &self.filter());
        answers.entry(host).or_insert_with(ask).clone()
    }

    /// Returns the condition for every series that gains editions and every table without an id.
    fn filter(&self) -> String {
        let mut conditions: Vec<String> = Vec::new();
        for table in self.sources.iter() {
            let series = self.sources.words(&table.reeks);
            let wanted = (!table.zoek.is_empty()).then(|| without_years(&table.zoek));
            for words in series.map(<[String]>::to_vec).into_iter().chain(wanted) {
                let condition = format!("({})", title_holds(&words));
                if !conditions.contains(&condition) {
                    conditions.push(condition);
                }
            }
        }
        conditions.join(" or ")
    }

    /// Returns the tables of a host that are newer than those of the same series in a list: the one
    /// that this was made with, or that with what was found since.
    ///
    /// # Errors
    /// When the catalogue gives no usable answer.
    pub fn news(&self, host: Host, sources: &Sources) -> Result<Vec<NewTable>, CatalogError> {
        if !HOSTS.contains(&host) {
            return Ok(Vec::new());
        }
        let entries = self.of(host)?;
        let mut new = Vec::new();
        for (series, words) in series_of(sources, host) {
            let known = sources.series(&series);
            let is_new = |entry: &&CatalogEntry| {
                entry.holds(&words)
                    && !entry.is_stopped()
                    && sources.table(&entry.id).is_none()
                    && is_newer(entry, &known)
            };
            new.extend(entries.iter().filter(is_new).map(|entry| NewTable {
                series: series.clone(),
                entry: entry.clone(),
            }));
        }
        Ok(new)
    }

    /// Looks in both catalogues for a table without an id.
    #[must_use]
    pub fn choose(&self, table: &TableSource) -> Choice {
        let (mut fitting, mut failures): (Vec<CatalogEntry>, Vec<CatalogError>) =
            Default::default();
        let mut hosts = HOSTS;
        hosts.sort_by_key(|host| *host != table.bron);
        for host in hosts {
            match self.of(host) {
                Ok(entries) => {
                    for entry in entries.into_iter().filter(|entry| entry.holds(&table.zoek)) {
                        // One server may stand in for both hosts.
                        if fitting.iter().all(|known| known.id != entry.id) {
                            fitting.push(entry);
                        }
                    }
                }
                Err(error) => failures.push(error),
            }
        }
        if !failures.is_empty() {
            return Choice::Unknown(failures);
        }
        match fitting.as_slice() {
            [] => Choice::None,
            [one] => Choice::One(one.clone()),
            _ => Choice::Several(fitting),
        }
    }
}

/// Returns the series that gain editions and have a table at a host, with their words.
fn series_of(sources: &Sources, host: Host) -> BTreeMap<String, Vec<String>> {
    let tables = sources.iter().filter(|table| table.bron == host);
    tables
        .filter_map(|table| {
            let words = sources.words(&table.reeks)?;
            Some((table.reeks.clone(), words.to_vec()))
        })
        .collect()
}

/// Returns the words but for years: a year may stand in the period and not in the title.
fn without_years(words: &[String]) -> Vec<String> {
    let kept = words.iter().filter(|word| newest_year(word).is_none());
    kept.cloned().collect()
}

/// Returns whether a table is of a later year than every table of its series in the list. A table
/// of no year is compared by its id: the services number upwards.
fn is_newer(entry: &CatalogEntry, known: &[&TableSource]) -> bool {
    let is_found = |table: &&&TableSource| table.zoek.is_empty();
    let ours = || known.iter().filter(is_found);
    let year_of = |table: &TableSource| table.jaar.or_else(|| newest_year(&table.titel));
    match entry.year() {
        Some(year) => ours().all(|table| year_of(table).is_none_or(|ours| ours < year)),
        None => ours().all(|table| table.id.to_lowercase() < entry.id.to_lowercase()),
    }
}
