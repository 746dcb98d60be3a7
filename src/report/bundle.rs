//! The folder that goes to Typst, as values: who calls decides where it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::check::faults;
use super::letters::{LETTERS, letters};
use super::model::ReportModel;
use super::render::{Engine, RenderError};
use super::table::TABLES;
use crate::figures::Split;

/// The document inside the work folder.
pub const DOCUMENT: &str = "rapport.typ";
/// The table of all figures, attached to the PDF: [`DOCUMENT`] reads it beside itself.
pub const FIGURES_CSV: &str = "cijfers.csv";

/// The fonts of every report: file name and bytes. One folder serves a whole batch.
pub const FONTS: [(&str, &[u8]); 4] = [
    ("NotoSans-Regular.ttf", notosans::REGULAR_TTF),
    ("NotoSans-Bold.ttf", notosans::BOLD_TTF),
    ("NotoSans-Italic.ttf", notosans::ITALIC_TTF),
    ("NotoSans-BoldItalic.ttf", notosans::BOLD_ITALIC_TTF),
];

/// A file of the work folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Path inside the work folder, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Everything that Typst reads but the fonts and [`FIGURES_CSV`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The files, in order of path.
    pub files: Vec<BundleFile>,
    /// Characters of the model that became □, each once, in order of code point.
    pub replaced: Vec<char>,
}

/// Puts together what Typst needs for one report.
///
/// `figures` are the drawings by the path that the model gives them, `split` those of which the
/// house library sets the texts (none: one that it sets nowhere); who stands there needs to stand among
/// `figures` only for templates of a user ([`Engine::has_own`]).
///
/// # Errors
/// [`RenderError::Model`] with every fault of the model, or what [`Engine::render`] returns.
pub fn bundle(
    engine: &Engine,
    model: &ReportModel,
    figures: &[(String, Vec<u8>)],
    split: &BTreeMap<String, Option<Split>>,
) -> Result<Bundle, RenderError> {
    let whole: Vec<&str> = figures.iter().map(|(path, _)| path.as_str()).collect();
    let apart = split.keys().map(String::as_str);
    let bare: Vec<&str> = apart.filter(|path| !whole.contains(path)).collect();
    let all = || whole.iter().chain(&bare).copied();
    let mut faults = faults(model, &all().collect());
    faults.extend(path_faults(all()));
    if !faults.is_empty() {
        return Err(RenderError::Model { faults });
    }
    let lettered = split.iter().filter(|(_, split)| split.is_some());
    let lettered = lettered.map(|(path, _)| path.as_str()).collect();
    let rendered = engine.render(model, &lettered)?;
    let mut files: Vec<BundleFile> = engine
        .house()
        .map(|(path, text)| file(path, text.as_bytes()))
        .filter(|file| file.path != HOUSE_STYLE_FILE)
        .collect();
    files.push(file(HOUSE_STYLE_FILE, rendered.house_style));
    files.push(file(DOCUMENT, rendered.document));
    files.push(file(TABLES, rendered.tables));
    files.extend(
        figures
            .iter()
            .map(|(path, bytes)| file(path, bytes.clone())),
    );
    files.push(file(LETTERS, letters(split)?));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Bundle {
        files,
        replaced: rendered.replaced,
    })
}

const HOUSE_STYLE_FILE: &str = "huis/huisstijl.typ";

fn file(path: &str, bytes: impl Into<Vec<u8>>) -> BundleFile {
    BundleFile {
        path: path.to_owned(),
        bytes: bytes.into(),
    }
}

/// A figure must stay inside the work folder and must not replace another file of it.
fn path_faults<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    paths
        .filter(|path| {
            let name = path.strip_prefix("figuren/").unwrap_or("");
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
            name.is_empty()
                || name.starts_with('.')
                || !name.chars().all(plain)
                || !seen.insert(*path)
        })
        .map(|path| format!("figuur «{path}» heeft geen eigen pad als figuren/naam.svg"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_in_their_folder() {
        let check = |paths: &[&str], faults: usize| {
            let found = path_faults(paths.iter().copied());
            assert_eq!(found.len(), faults, "{paths:?}");
        };
        check(&["figuren/roken.svg", "figuren/roken-18+.svg"], 0);
        check(&["figuren/roken.svg", "figuren/roken.svg"], 1);
        check(
            &[
                "figuren/../rapport.typ",
                "rapport.typ",
                "figuren/",
                "figuren/..",
                "/etc/x",
            ],
            5,
        );
    }
}
