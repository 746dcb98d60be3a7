//! Where a table went that its host does not know: asked of both catalogues, told to the reader.

use std::sync::PoisonError;

use super::{CatalogEntry, CatalogError, HOSTS, ask, title_holds};
use crate::endpoints::Endpoints;
use crate::error::FetchError;
use crate::fetch::FetchContext;
use crate::odata::address::equals;
use crate::sources::{Sources, TableSource};
use crate::transport::{Transport, TransportError, TransportErrorKind};

/// Words of a title that say nothing about its subject.
const SMALL_WORDS: [&str; 14] = [
    "aan", "bij", "een", "het", "indeling", "jaar", "met", "naar", "ouder", "over", "per", "tot",
    "van", "voor",
];

/// What the catalogues say about a table that its host does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Tables with the same id, at any host.
    pub same_id: Vec<CatalogEntry>,
    /// Tables with the words of its title.
    pub alike: Vec<CatalogEntry>,
    /// Catalogues that gave no answer.
    pub failures: Vec<CatalogError>,
}

/// A table that its host does not know.
#[derive(Clone)]
pub(crate) struct Gone {
    oorzaak: TransportError,
    zoektocht: Search,
    /// Whether the reader was told already.
    told: bool,
}

/// Returns whether an answer means that the host does not know the table.
pub(crate) fn is_gone(source: &TableSource, error: &TransportError) -> bool {
    error.kind == TransportErrorKind::Status(404) && HOSTS.contains(&source.bron)
}

impl Gone {
    /// Returns what came of a table whose host did not know it earlier in this run.
    pub(crate) fn told_before(context: &FetchContext<'_>, source: &TableSource) -> Option<Self> {
        let gone = context.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.get(&source.id).cloned()
    }

    /// Asks the catalogues where a table went, and remembers it for the rest of the run.
    pub(crate) fn look_up(
        oorzaak: TransportError,
        context: &FetchContext<'_>,
        source: &TableSource,
    ) -> Self {
        // The lock is held while asking, so that side by side no two ask for the same table.
        let mut gone = context.gone.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = gone.get(&source.id) {
            return known.clone();
        }
        let zoektocht = search(
            context.transport,
            context.endpoints,
            context.sources,
            source,
        );
        let found = Self {
            oorzaak,
            zoektocht,
            told: false,
        };
        let later = Self {
            told: true,
            ..found.clone()
        };
        gone.insert(source.id.clone(), later);
        found
    }

    /// Returns the error of one slice.
    pub(crate) fn in_words(self, source: &TableSource, slice: &str) -> FetchError {
        FetchError::Gone {
            bron: source.bron.name().to_owned(),
            tabel: source.id.clone(),
            slice: slice.to_owned(),
            onzeker: source.onzeker.clone(),
            herhaald: self.told,
            zoektocht: Box::new(self.zoektocht),
            oorzaak: Box::new(self.oorzaak),
        }
    }
}

/// Looks for a table: by its id first, then by the words of its title without a year.
fn search(
    transport: &dyn Transport,
    endpoints: &Endpoints,
    sources: &Sources,
    table: &TableSource,
) -> Search {
    let mut found = Search::default();
    let mut asked = |filter: &str| {
        let mut entries = Vec::new();
        for host in HOSTS {
            // A catalogue that failed once would only keep the user waiting.
            if found.failures.iter().any(|failure| failure.host == host) {
                continue;
            }
            match ask(transport, endpoints, host, filter) {
                Ok(more) => entries.extend(more),
                Err(error) => found.failures.push(error),
            }
        }
        entries
    };
    let same_id = asked(&equals("Identifier", &table.id));
    let words = words_of(sources, table);
    let mut alike = match same_id.is_empty() && !words.is_empty() {
        true => asked(&title_holds(&words)),
        false => Vec::new(),
    };
    alike.retain(|entry| entry.holds(&words));
    alike.sort_by_key(|entry| (std::cmp::Reverse(entry.year()), entry.id.clone()));
    Search {
        same_id,
        alike,
        ..found
    }
}

/// Returns the words of a table's title that every edition of it has, in lower case.
fn words_of(sources: &Sources, table: &TableSource) -> Vec<String> {
    if let Some(words) = sources.words(&table.reeks) {
        return words.to_vec();
    }
    let subject = |word: &&str| {
        word.len() > 2
            && !word.contains(|c: char| c.is_ascii_digit())
            && !SMALL_WORDS.contains(word)
    };
    table
        .titel
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(subject)
        .map(str::to_owned)
        .collect()
}

impl Search {
    /// Returns what the reader can do now, with every candidate; nothing is chosen.
    #[must_use]
    pub(crate) fn hint(&self, table: &str, host: &str) -> String {
        let listed = |entries: &[CatalogEntry]| -> String {
            entries
                .iter()
                .map(|entry| format!("\n    {entry}"))
                .collect()
        };
        let is_there = self.same_id.iter().any(|entry| entry.host.name() == host);
        let mut text = match (self.same_id.is_empty(), self.alike.is_empty()) {
            (false, _) if is_there => format!(
                "de catalogus noemt tabel {table} nog, dus dit lijkt een storing; probeer het later opnieuw:{}",
                listed(&self.same_id)
            ),
            (false, _) => format!(
                "tabel {table} staat nu bij een andere dienst; regiobeeld haalt hem daar niet vanzelf:{}",
                listed(&self.same_id)
            ),
            (true, false) => format!(
                "in de catalogus lijken deze tabellen erop; regiobeeld kiest er zelf geen:{}",
                listed(&self.alike)
            ),
            (true, true) if self.failures.is_empty() => {
                "ook in de catalogus van CBS en RIVM staat geen tabel met dit nummer of deze titel"
                    .to_owned()
            }
            (true, true) => "waar de tabel is gebleven, is niet na te gaan".to_owned(),
        };
        for failure in &self.failures {
            text.push_str(&format!("\n    {failure}"));
        }
        text.push_str("\n  de eerdere gegevens in de opslag blijven bruikbaar; meld dit bij de makers van regiobeeld");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_looked_for_without_its_year() {
        let sources = Sources::builtin();
        let words = |id: &str| words_of(&sources, sources.table(id).expect(id));
        assert_eq!(words("85984NED"), ["kerncijfers wijken en buurten"]);
        assert_eq!(
            words("03759ned"),
            ["bevolking", "januari", "leeftijd", "regio"]
        );
        assert_eq!(words("86270NED"), ["nabijheid", "voorzieningen"]);
    }
}
