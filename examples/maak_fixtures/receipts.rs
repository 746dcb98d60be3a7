//! `ontvangsten.toml`: per table where the figures come from and which cells are made up.

use serde::Serialize;

use crate::fault::{Fault, Outcome};
use crate::output::Output;

/// The day on which the recorded figures were last drawn from the services.
pub const RECORDED: &str = "2026-07-19";

/// Licence of the open data of CBS and RIVM.
pub const LICENCE: &str = "CC BY 4.0";

/// Receipt of one table or collection; the keys are the contract of the fixture folder.
#[derive(Serialize)]
pub struct Receipt {
    pub pad: String,
    pub tabel: String,
    pub titel: String,
    pub bron: String,
    pub datum: String,
    pub licentie: String,
    pub hoe: String,
    pub fictief: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fictief_deel: Vec<Deel>,
}

/// A set of made-up cells: a cell belongs to it when it matches every list that is not empty.
#[derive(Default, Serialize)]
pub struct Deel {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kolommen: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub niveaus: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marges: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leeftijden: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gebieden: Vec<String>,
}

/// Returns the texts as owned strings.
pub fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// What a reader of the file has to know.
const HEAD: &str = "\
# Geschreven door `cargo xtask fixtures`. Per tabel: waar de cijfers vandaan komen en welke
# cellen verzonnen zijn. Een cel is fictief als zij bij minstens een fictief_deel aan alle
# genoemde lijsten voldoet; fictief = true zonder delen betekent: alles.

";

#[derive(Serialize)]
struct File<'a> {
    fixture: &'a [Receipt],
}

/// Writes the receipts, preceded by what the keys mean.
pub fn write(receipts: &[Receipt], output: &Output) -> Outcome<()> {
    let body = toml::to_string(&File { fixture: receipts }).map_err(|error| Fault::Shape {
        path: "ontvangsten.toml".into(),
        what: error.to_string(),
    })?;
    output.file("ontvangsten.toml", &format!("{HEAD}{body}"))
}
