//! Fetches slices into the store, and says per slice what came of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, Host, Outcome, Sources, Store, Transport,
    TransportErrorKind, fetch_slice,
};
use serde::Serialize;

use super::needs::Need;
use crate::exit::Exit;

/// What became of one slice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedSlice {
    /// Table id.
    pub tabel: String,
    /// `land` or a gemeente.
    pub deel: String,
    /// `nieuw`, `veranderd`, `ongewijzigd`, `niet_in_tabel` or `mislukt`.
    pub uitkomst: &'static str,
    /// When the figures were fetched, RFC 3339 in UTC.
    pub opgehaald: Option<String>,
    /// Rows.
    pub rijen: Option<u64>,
    /// What went wrong, with what to do now.
    pub fout: Option<String>,
    /// Kind of the fault: the exit code that it leads to.
    #[serde(skip)]
    pub exit: Option<Exit>,
}

/// What became of a whole round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FetchReport {
    /// Every slice, in the order of asking.
    pub delen: Vec<FetchedSlice>,
}

impl FetchReport {
    /// Returns the exit code that the round ends with: the most serious fault.
    ///
    /// A full disk comes before a changed shape, and that before a source that failed.
    pub fn exit(&self) -> Exit {
        let faults: Vec<Exit> = self.delen.iter().filter_map(|part| part.exit).collect();
        [Exit::Internal, Exit::Shape, Exit::Source]
            .into_iter()
            .find(|exit| faults.contains(exit))
            .unwrap_or(Exit::Done)
    }
}

/// Fetches the slices one after the other; a failing one never stops the others.
pub fn fetch(
    store: &Store,
    sources: &Sources,
    transport: &dyn Transport,
    endpoints: &Endpoints,
    now: Timestamp,
    needs: &[Need],
    mut progress: impl FnMut(usize, &FetchedSlice),
) -> FetchReport {
    let context = FetchContext::new(transport, endpoints, sources, store, now);
    let mut report = FetchReport::default();
    // A host that cannot be reached after every try would keep the user waiting for each slice.
    let mut silent: BTreeSet<Host> = BTreeSet::new();
    for (index, need) in needs.iter().enumerate() {
        let host = sources.table(&need.table).map(|table| table.bron);
        let fetched = match host.filter(|host| silent.contains(host)) {
            Some(host) => not_asked(need, host),
            None => {
                let outcome = fetch_slice(&context, &need.table, &need.slice);
                if outcome.as_ref().is_err_and(is_unreachable) {
                    silent.extend(host);
                }
                describe(need, outcome)
            }
        };
        progress(index, &fetched);
        report.delen.push(fetched);
    }
    report
}

fn is_unreachable(error: &FetchError) -> bool {
    let FetchError::Source { oorzaak, .. } = error else {
        return false;
    };
    matches!(
        oorzaak.kind,
        TransportErrorKind::Connect | TransportErrorKind::Timeout
    )
}

fn not_asked(need: &Need, host: Host) -> FetchedSlice {
    FetchedSlice {
        tabel: need.table.clone(),
        deel: need.slice.file_name().to_owned(),
        uitkomst: "mislukt",
        opgehaald: None,
        rijen: None,
        fout: Some(format!(
            "{} was net niet te bereiken en is niet opnieuw gevraagd",
            host.name()
        )),
        exit: Some(Exit::Source),
    }
}

fn describe(need: &Need, outcome: Result<Outcome, FetchError>) -> FetchedSlice {
    let (uitkomst, fout, exit) = match &outcome {
        Ok(Outcome::New(_)) => ("nieuw", None, None),
        Ok(Outcome::Changed(_)) => ("veranderd", None, None),
        Ok(Outcome::Unchanged(_)) => ("ongewijzigd", None, None),
        Ok(Outcome::NotInTable) => ("niet_in_tabel", None, None),
        Err(error) => ("mislukt", Some(in_words(error)), Some(exit_of(error))),
    };
    let receipt = outcome.as_ref().ok().and_then(Outcome::receipt);
    FetchedSlice {
        tabel: need.table.clone(),
        deel: need.slice.file_name().to_owned(),
        uitkomst,
        opgehaald: receipt.map(|receipt| receipt.opgehaald.to_string()),
        rijen: receipt.map(|receipt| receipt.rijen),
        fout,
        exit,
    }
}

const fn exit_of(error: &FetchError) -> Exit {
    match error {
        FetchError::Source { .. } => Exit::Source,
        FetchError::Shape { .. } => Exit::Shape,
        FetchError::Store(_) => Exit::Internal,
        FetchError::UnknownTable { .. } | FetchError::UnknownSlice { .. } => Exit::Usage,
    }
}

fn in_words(error: &FetchError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!("\n  oorzaak: {error}"));
        cause = error.source();
    }
    let hint = error.hint();
    if hint.is_empty() {
        text
    } else {
        format!("{text}\n  hint: {hint}")
    }
}
