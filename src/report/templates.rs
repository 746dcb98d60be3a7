//! The templates and the house library, compiled into the program.

use std::collections::BTreeMap;

/// The template that a report starts with.
pub(crate) const MAIN: &str = "rapport.typ.tera";
/// The template of the house colour; becomes `huis/huisstijl.typ`.
pub(crate) const HOUSE_STYLE: &str = "huisstijl.typ.tera";
/// Ending of files that go through Tera; all others go to Typst as they are.
pub(crate) const TEMPLATE_SUFFIX: &str = ".typ.tera";

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../report-templates/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = embedded![
    "anders.typ.tera",
    "bijlage.typ.tera",
    "bladen.typ.tera",
    "colofon.typ.tera",
    "delen.typ.tera",
    "duiding.typ.tera",
    "gebieden.typ.tera",
    "huis/bladen.typ",
    "huis/blokken.typ",
    "huis/duiding.typ",
    "huis/figuren.typ",
    "huis/huis.typ",
    "huis/huisstijl.typ",
    "huis/kleuren.typ",
    "huis/leeswijzer.typ",
    "huis/lib.typ",
    "huis/pagina.typ",
    "huis/tabellen.typ",
    "huis/verdieping.typ",
    "huis/werkblad.typ",
    "huis/woorden.typ",
    "huisstijl.typ.tera",
    "leeftijd.typ.tera",
    "leeswijzer.typ.tera",
    "mensen.typ.tera",
    "methode.typ.tera",
    "omslag.typ.tera",
    "oogopslag.typ.tera",
    "overzicht.typ.tera",
    "rapport.typ.tera",
    "themas.typ.tera",
    "jaren.typ.tera",
    "werkblad.typ.tera",
    "voorwoord.typ.tera",
];

/// Returns the embedded files by their path in `report-templates/`, with `overrides` laid over
/// them.
#[must_use]
pub fn files(overrides: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = FILES
        .iter()
        .map(|&(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    files.extend(
        overrides
            .iter()
            .map(|(path, text)| (path.clone(), text.clone())),
    );
    files
}
