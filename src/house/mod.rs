//! The look of the organisation that hands out a report: its colours, logo and texts, checked
//! before anything is made. Takes bytes and returns values; `commands` reads the files.

mod colours;
mod logo;
mod logo_svg;
#[cfg(test)]
mod logo_svg_tests;
mod texts;

use crate::figures::Palette;
use crate::manifest::InputFile;

pub use colours::{COLOURS_FILE, Chosen};
pub use logo::{Logo, LogoKind};
pub use texts::{TEXTS_FILE, Texts};

/// Everything that a house brings to its reports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct House {
    /// Its colours; the standard ones where it names none.
    pub palette: Palette,
    /// Its logo for the cover.
    pub logo: Option<Logo>,
    /// Its texts.
    pub texts: Texts,
    /// The files that all of this came from, for the manifest.
    pub inputs: Vec<InputFile>,
}

/// Returns the fault of a key that does not exist, with the known keys that look like it.
fn unknown_key(file: &str, text: &str, key: &str, known: &[&str]) -> String {
    let nearest = crate::area::nearest_names(key, known.iter().map(|k| (*k).to_owned()).collect());
    let first = nearest.first().map_or("", String::as_str);
    format!(
        "{file}, regel {}: de sleutel «{key}» bestaat niet; bedoelt u {first}? Er kan staan: {}",
        line_of(text, key),
        known.join(", ")
    )
}

/// The line on which a key is set, from 1.
fn line_of(text: &str, key: &str) -> usize {
    let sets = |line: &str| {
        let rest = line.trim_start().trim_start_matches('[').trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.strip_prefix(key)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    text.lines().position(sets).map_or(1, |at| at + 1)
}
