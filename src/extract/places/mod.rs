//! From what a file writes to areas of the division. A doubtful match is a fault with candidates
//! and the line to add to the mapping, never a guess.

mod code;
mod gazetteer;
mod name;

use crate::area::{AreaCode, AreaLevel};
use crate::extract::mapping::{AreaKind, AreaRules, Means};

pub use code::looks_like_code;
pub use gazetteer::{Gazetteer, spellings};

/// What a row says about its area.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The text, or a number as text.
    pub text: &'a str,
    /// Level, when the row itself says it.
    pub level: Option<AreaLevel>,
    /// The gemeente of a wijk, when the row says it.
    pub gemeente: Option<&'a str>,
}

/// What a doubtful text can mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Near {
    /// Nobody knows.
    #[default]
    Nothing,
    /// One of these, by name.
    OneOf(Vec<(String, AreaCode)>),
    /// These wijken together.
    Together(Vec<AreaCode>),
}

/// Why an area was not found for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What is wrong, in Dutch.
    pub what: String,
    /// What to do about it.
    pub todo: String,
    /// What the text can mean, when something looks like it.
    pub near: Near,
}

/// Returns the area that a row means.
///
/// # Errors
/// When nothing fits, several areas fit, or the only fit is not certain.
pub fn find(
    gazetteer: &Gazetteer<'_>,
    rules: &AreaRules,
    written: &Written<'_>,
) -> Result<Means, Doubt> {
    let text = written.text.trim();
    if let Some(means) = rules.named.get(&crate::area::fold_name(text)) {
        return Ok(means.clone());
    }
    let level = written.level.or(rules.level);
    let by_code = || code::find(gazetteer, text, level).map(Means::Area);
    let by_name = || name::find(gazetteer, written, level).map(Means::Area);
    match rules.kind {
        AreaKind::Code => by_code(),
        AreaKind::Name => by_name(),
        AreaKind::Either if code::looks_like_code(text) => by_code(),
        AreaKind::Either => by_name(),
    }
}

/// Writes the line of the mapping that settles a text.
fn line(text: &str, meaning: &str) -> String {
    let quoted = toml::Value::String(text.trim().to_owned());
    format!("zet in [gebied.namen]: {quoted} = {meaning}")
}

/// Writes one of several areas as candidate: «Centrum (WK019310)».
fn candidate(name: &str, code: &AreaCode) -> String {
    format!("{name} ({code})")
}

/// What to do when several or no areas fit.
fn settle(text: &str, candidates: &[(String, AreaCode)]) -> String {
    match candidates {
        [] => line(text, "\"GM0193\", of \"overslaan\""),
        [(_, code), ..] => line(text, &format!("\"{code}\", of \"overslaan\"")),
    }
}
