//! From what a file writes to areas of the division. A doubtful match is a fault with candidates
//! and the line to add to the mapping, never a guess.

mod code;
mod gazetteer;
mod name;
mod nothing;

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
    /// Whether to look for names that are nearly the same; that takes long in a national file.
    pub candidates: bool,
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
    /// Whether several areas fit, so that leaving the row out would be a guess too.
    pub several: bool,
    /// What the text can mean, when something looks like it.
    pub near: Near,
}

impl Doubt {
    fn new(what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            todo: todo.into(),
            several: false,
            near: Near::Nothing,
        }
    }
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
    if let Some(means) = rules.named.get(&key(text)) {
        return Ok(means.clone());
    }
    if is_broken_number(text) {
        // The number itself may be a figure, in a column that is no column of areas.
        return Err(Doubt::new(
            "verwacht een gebied; er staat een getal dat geen code is",
            "zet in [gebied]: kolom = \"…\", met de kop van de kolom met de gebieden",
        ));
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

/// Returns what texts are compared by; a text without letters is compared as it is.
pub fn key(text: &str) -> String {
    let folded = crate::area::fold_name(text);
    if folded.is_empty() {
        text.trim().to_owned()
    } else {
        folded
    }
}

/// Checks what the mapping itself says that texts mean; returns what is wrong.
pub fn check_named(gazetteer: &Gazetteer<'_>, rules: &AreaRules) -> Vec<(String, Doubt)> {
    let mut wrong = Vec::new();
    for (text, means) in &rules.named {
        let codes: &[AreaCode] = match means {
            Means::Skip => &[],
            Means::Area(code) => std::slice::from_ref(code),
            Means::Together(codes) => codes,
        };
        for code in codes {
            if let Err(doubt) = code::exists(gazetteer, &code.to_string(), code.clone()) {
                wrong.push((text.clone(), doubt));
            }
        }
    }
    wrong
}

/// `48.73` and `48,73`: a number that can be no code, whatever the level.
fn is_broken_number(text: &str) -> bool {
    let text = text.trim_end_matches('%').trim_end();
    let text = text.strip_prefix('-').unwrap_or(text);
    text.split_once(['.', ',']).is_some_and(|(whole, rest)| {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        !whole.is_empty() && digits(whole) && digits(rest) && rest.bytes().any(|b| b != b'0')
    })
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
