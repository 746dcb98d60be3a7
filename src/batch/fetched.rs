//! What came of fetching: per slice, and of a whole round.

use jiff::Timestamp;
use regiobeeld_fetchers::{FetchError, Host, Outcome, Receipt, Sources};
use serde::Serialize;

use super::needs::Need;
use crate::exit::Exit;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// What became of one slice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedSlice {
    /// Table id.
    pub tabel: String,
    /// `land` or a gemeente.
    pub deel: String,
    /// `nieuw`, `veranderd`, `ongewijzigd`, `niet_in_tabel` or `mislukt`.
    pub uitkomst: &'static str,
    /// When the figures in the store were fetched; of a failed slice, those that stay in use.
    pub opgehaald: Option<Timestamp>,
    /// Whole days since then.
    pub dagen_oud: Option<i64>,
    /// Rows.
    pub rijen: Option<u64>,
    /// What is less good than usual about what is in the store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub let_op: Option<String>,
    /// What went wrong, with what to do now.
    pub fout: Option<String>,
    /// Kind of the fault: the exit code that it leads to.
    #[serde(skip)]
    pub exit: Option<Exit>,
    /// Whether the list of tables says that nobody could check the table at its source yet, and
    /// nobody asked for it by name.
    #[serde(skip)]
    pub uncertain: bool,
}

impl FetchedSlice {
    /// Returns what became of a slice that was fetched.
    pub fn fetched(need: &Need, outcome: &Outcome) -> Self {
        let uitkomst = match outcome {
            Outcome::New(_) => "nieuw",
            Outcome::Changed(_) => "veranderd",
            Outcome::Unchanged(_) => "ongewijzigd",
            Outcome::NotInTable => "niet_in_tabel",
        };
        let part = Self::new(need, uitkomst);
        match outcome.receipt() {
            Some(receipt) => part.staying(receipt),
            None => part,
        }
    }

    /// Returns what became of a slice that could not be fetched.
    pub fn failed(need: &Need, error: &FetchError) -> Self {
        Self {
            fout: Some(in_words(error)),
            exit: Some(exit_of(error)),
            ..Self::new(need, "mislukt")
        }
    }

    /// Returns a slice of a host that was silent before.
    pub fn not_asked(need: &Need, host: Host) -> Self {
        let name = host.name();
        Self {
            fout: Some(format!(
                "{name} was net niet te bereiken en is niet opnieuw gevraagd"
            )),
            exit: Some(Exit::Source),
            ..Self::new(need, "mislukt")
        }
    }

    /// Returns a fault in words, with the exit code that it leads to.
    pub fn told(error: &FetchError) -> (String, Exit) {
        (in_words(error), exit_of(error))
    }

    fn new(need: &Need, uitkomst: &'static str) -> Self {
        Self {
            tabel: need.table.clone(),
            deel: need.slice.file_name().to_owned(),
            uitkomst,
            opgehaald: None,
            dagen_oud: None,
            rijen: None,
            let_op: None,
            fout: None,
            exit: None,
            uncertain: false,
        }
    }

    /// Adds the snapshot that is in the store now.
    #[must_use]
    pub fn staying(mut self, receipt: &Receipt) -> Self {
        self.opgehaald = Some(receipt.opgehaald);
        self.rijen = Some(receipt.rijen);
        self.let_op = fallback_in_words(receipt);
        self
    }

    /// Adds the age at a moment.
    #[must_use]
    pub fn aged(mut self, now: Timestamp) -> Self {
        let seconds = self
            .opgehaald
            .map(|then| now.as_second() - then.as_second());
        self.dagen_oud = seconds.map(|seconds| seconds.max(0) / DAY);
        self
    }

    /// Returns the exit code that this slice leads to: a source that failed is no fault while the
    /// store has a good snapshot. A table that nobody could check yet may turn out to be another
    /// one: reports do without it, and say so.
    pub fn fault(&self) -> Option<Exit> {
        let of_source = |exit: &Exit| matches!(exit, Exit::Source | Exit::Shape);
        self.exit
            .filter(|exit| *exit != Exit::Source || self.opgehaald.is_none())
            .filter(|exit| !(self.uncertain && of_source(exit)))
    }
}

/// What became of a whole round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FetchReport {
    /// Every slice, in the order of asking.
    pub delen: Vec<FetchedSlice>,
    /// Tables that gain no figures any more, as they say themselves.
    pub gestopt: Vec<String>,
}

impl FetchReport {
    /// Marks the slices of tables that nobody could check at their source yet.
    pub fn mark_uncertain(&mut self, sources: &Sources) {
        for part in &mut self.delen {
            let table = sources.table(&part.tabel);
            part.uncertain = table.is_some_and(|table| table.onzeker.is_some());
        }
    }

    /// Returns the exit code that the round ends with: the most serious fault.
    ///
    /// A full disk comes before a changed shape, and that before a source that failed.
    pub fn exit(&self) -> Exit {
        let faults: Vec<Exit> = self.delen.iter().filter_map(FetchedSlice::fault).collect();
        [Exit::Internal, Exit::Shape, Exit::Source]
            .into_iter()
            .find(|exit| faults.contains(exit))
            .unwrap_or(Exit::Done)
    }
}

/// Says that another service answered, and why.
fn fallback_in_words(receipt: &Receipt) -> Option<String> {
    let other = receipt.uitwijk.as_ref()?;
    let simpler = if other.vereenvoudigd {
        "vereenvoudigde grenzen"
    } else {
        "gegevens"
    };
    Some(format!(
        "{simpler} uit {}, want de gewone kaart was niet op te halen ({})",
        other.laag, other.reden
    ))
}

const fn exit_of(error: &FetchError) -> Exit {
    match error {
        FetchError::Source { .. } | FetchError::Gone { .. } => Exit::Source,
        FetchError::Shape { .. } => Exit::Shape,
        FetchError::Store(_) => Exit::Internal,
        FetchError::UnknownTable { .. }
        | FetchError::UnknownSlice { .. }
        | FetchError::NeedsFile { .. }
        | FetchError::NotFound { .. } => Exit::Usage,
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
