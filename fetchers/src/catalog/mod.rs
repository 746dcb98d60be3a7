//! The catalogues of the OData services: which tables there are now.
//!
//! CBS and the third parties each have their own, and a table can move from one to the other. What a
//! catalogue says is for the reader to judge: nothing here chooses a table when several fit.

mod gone;
mod overview;

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;

use crate::endpoints::{Endpoints, Host};
use crate::odata::address::{encode, quote};
use crate::transport::{Expect, Request, Transport, TransportError, TransportErrorKind, check};

pub use gone::Search;
pub(crate) use gone::{Gone, is_gone};
pub use overview::{Choice, NewTable, Overview};

/// The hosts with a catalogue.
pub(crate) const HOSTS: [Host; 2] = [Host::Cbs, Host::Rivm];
/// State of a table that gains no figures any more.
const STOPPED: &str = "gestopt";
/// Most pages of one answer; the catalogues hold a few thousand tables.
const MAX_PAGES: usize = 20;
/// What is asked of each table.
const COLUMNS: &str = "Identifier,Title,Period,Modified,OutputStatus";

/// A table as the catalogue of a service describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogEntry {
    /// Whose catalogue.
    pub host: Host,
    /// Id, trimmed.
    pub id: String,
    /// Title, trimmed.
    pub title: String,
    /// Period that the table is about, in the words of the service.
    pub period: String,
    /// When it last changed, as published.
    pub modified: String,
    /// State, such as `Regulier` or `Gestopt`.
    pub status: String,
}

impl CatalogEntry {
    /// Returns whether the table gains no figures any more.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        is_stopped(&self.status)
    }

    /// Returns whether the title, or else the period, holds every word; words in lower case.
    #[must_use]
    pub(crate) fn holds(&self, words: &[String]) -> bool {
        let text = format!("{} {}", self.title, self.period).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    }

    /// Returns the newest year in the title, or else in the period.
    #[must_use]
    pub(crate) fn year(&self) -> Option<i32> {
        newest_year(&self.title).or_else(|| newest_year(&self.period))
    }
}

impl fmt::Display for CatalogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} «{}» ({}", self.id, self.title, self.host.name())?;
        let parts = [
            ("periode ", &self.period),
            ("gewijzigd ", &self.modified),
            ("status ", &self.status),
        ];
        for (name, text) in parts {
            if !text.is_empty() {
                write!(f, ", {name}{text}")?;
            }
        }
        f.write_str(")")
    }
}

/// A catalogue that gave no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("de catalogus van {} gaf geen bruikbaar antwoord: {oorzaak}", host.name())]
pub struct CatalogError {
    /// Whose catalogue.
    pub host: Host,
    /// What happened.
    pub oorzaak: TransportError,
}

#[derive(Deserialize)]
struct Page {
    value: Vec<Row>,
    #[serde(rename = "odata.nextLink")]
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    identifier: String,
    title: String,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    modified: Option<String>,
    #[serde(default)]
    output_status: Option<String>,
}

/// Returns the tables of a catalogue that fit a filter, by id.
///
/// # Errors
/// When the service fails, or answers with something else than a list of tables.
pub(crate) fn ask(
    transport: &dyn Transport,
    endpoints: &Endpoints,
    host: Host,
    filter: &str,
) -> Result<Vec<CatalogEntry>, CatalogError> {
    let base = endpoints.base(host);
    let mut url = format!(
        "{base}/ODataCatalog/Tables?$format=json&$filter={}&$select={COLUMNS}",
        encode(filter)
    );
    let fail = |oorzaak| CatalogError { host, oorzaak };
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    loop {
        let request = Request::new(&url, Expect::Value);
        tracing::debug!(url, "de catalogus vragen");
        let response = transport
            .get_accepted(&request, &mut |response| check(&request, response))
            .map_err(fail)?;
        let wrong = |detail: String| {
            fail(TransportError::new(
                TransportErrorKind::WrongJson,
                &url,
                detail,
            ))
        };
        let page: Page =
            serde_json::from_slice(response.json()).map_err(|error| wrong(error.to_string()))?;
        found.extend(page.value.into_iter().map(|row| row.entry(host)));
        let Some(link) = page.next else { break };
        seen.insert(url.clone());
        url = match endpoints.follow(host, &link) {
            Some(next) if !seen.contains(&next) && seen.len() < MAX_PAGES => next,
            _ => return Err(wrong(format!("onbruikbare vervolglink {link}"))),
        };
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup();
    Ok(found)
}

impl Row {
    fn entry(self, host: Host) -> CatalogEntry {
        let trimmed = |text: Option<String>| text.unwrap_or_default().trim().to_owned();
        CatalogEntry {
            host,
            id: self.identifier.trim().to_owned(),
            title: self.title.split_whitespace().collect::<Vec<_>>().join(" "),
            period: trimmed(self.period),
            modified: trimmed(self.modified),
            status: trimmed(self.output_status),
        }
    }
}

/// Returns the condition that the title holds every word; words in lower case.
pub(crate) fn title_holds(words: &[String]) -> String {
    let holds = |word: &String| format!("substringof({},tolower(Title))", quote(word));
    words.iter().map(holds).collect::<Vec<_>>().join(" and ")
}

/// Returns whether a state means that a table gains no figures any more.
pub(crate) fn is_stopped(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case(STOPPED)
}

/// Returns the newest year in a text: four digits from 1990 to 2099 that stand alone.
pub(crate) fn newest_year(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1990..2100).contains(year))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, period: &str) -> CatalogEntry {
        CatalogEntry {
            host: Host::Cbs,
            id: "1NED".into(),
            title: title.into(),
            period: period.into(),
            modified: String::new(),
            status: "Gestopt".into(),
        }
    }

    #[test]
    fn the_year_of_an_edition_is_the_newest_in_its_title() {
        for (title, period, year) in [
            ("Kerncijfers wijken en buurten 2026", "2026", Some(2026)),
            (
                "Gezondheid per wijk; 2012/2016–2026 (indeling 2024)",
                "",
                Some(2026),
            ),
            ("Gebieden in Nederland", "2025", Some(2025)),
            ("Tabel 12024 van 1850", "", None),
        ] {
            assert_eq!(entry(title, period).year(), year, "{title}");
        }
    }

    #[test]
    fn an_entry_is_told_with_all_that_helps_to_choose() {
        let mut entry = entry("Gebieden in Nederland 2026", "2026");
        entry.modified = "2026-01-05T02:00:00".into();
        assert_eq!(
            entry.to_string(),
            "1NED «Gebieden in Nederland 2026» (CBS StatLine, periode 2026, \
             gewijzigd 2026-01-05T02:00:00, status Gestopt)"
        );
        assert!(entry.is_stopped());
        assert!(entry.holds(&["gebieden in nederland".into(), "2026".into()]));
        assert!(!entry.holds(&["gebieden in nederland".into(), "2025".into()]));
    }

    #[test]
    fn a_quote_in_a_word_is_doubled() {
        assert_eq!(
            title_holds(&["'s-g".into(), "b".into()]),
            "substringof('''s-g',tolower(Title)) and substringof('b',tolower(Title))"
        );
    }
}
