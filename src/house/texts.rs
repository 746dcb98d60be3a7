//! `teksten.toml`: the texts that a house may add. None of them takes the place of a sentence
//! about figures: those are the same in every report.

use super::{line_of, unknown_key};
use crate::extract::mapping::toml_words;

/// Name of the file in the folder of a house.
pub const TEXTS_FILE: &str = "teksten.toml";

/// The keys, each with the most characters that it may have.
const KEYS: [(&str, usize); 5] = [
    ("naam", 80),
    ("voorwoord", 2400),
    ("contact", 600),
    ("colofon", 2000),
    ("voorbehoud", 1200),
];

/// The texts of a house, as paragraphs; empty where it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// Name of the organisation.
    pub name: Option<String>,
    /// A preface, on a page of its own after the cover.
    pub preface: Vec<String>,
    /// Whom to ask.
    pub contact: Vec<String>,
    /// Who made it, who has the rights.
    pub colophon: Vec<String>,
    /// What the organisation does not answer for.
    pub disclaimer: Vec<String>,
}

impl Texts {
    /// Reads `teksten.toml`.
    ///
    /// # Errors
    /// Every fault, in Dutch, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let table: toml::Table = toml::from_str(text)
            .map_err(|error| vec![format!("{file}, {}", toml_words(text, &error))])?;
        let mut texts = Self::default();
        let mut faults = Vec::new();
        for (key, value) in &table {
            let Some((_, most)) = KEYS.iter().find(|(known, _)| known == key) else {
                faults.push(unknown_key(file, text, key, &KEYS.map(|(known, _)| known)));
                continue;
            };
            match paragraphs(value, *most) {
                Err(what) => faults.push(format!(
                    "{file}, regel {}: {key} {what}",
                    line_of(text, key)
                )),
                Ok(found) => match key.as_str() {
                    "naam" => texts.name = Some(found.join(" ")),
                    "voorwoord" => texts.preface = found,
                    "contact" => texts.contact = found,
                    "colofon" => texts.colophon = found,
                    _ => texts.disclaimer = found,
                },
            }
        }
        if faults.is_empty() {
            Ok(texts)
        } else {
            Err(faults)
        }
    }
}

/// A text, cut at its empty lines, or a list of texts.
fn paragraphs(value: &toml::Value, most: usize) -> Result<Vec<String>, String> {
    let texts: Vec<&str> = match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Array(items) => items
            .iter()
            .map(toml::Value::as_str)
            .collect::<Option<_>>()
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let found: Vec<String> = texts.into_iter().flat_map(cut).collect();
    let length: usize = found.iter().map(|text| text.chars().count()).sum();
    if found.is_empty() {
        return Err("is geen tekst en geen lijst van teksten, of is leeg".to_owned());
    }
    if length > most {
        return Err(format!(
            "heeft {length} tekens; er passen er hoogstens {most}"
        ));
    }
    Ok(found)
}

/// Cuts a text at its empty lines; a single line end is a space.
fn cut(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match found.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => found.push(String::new()),
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_paragraphs() {
        let text = "naam = \"Proscoop\"\nvoorwoord = \"\"\"\nEen regel\ndie doorloopt.\n\nNog een.\n\"\"\"\n\
                    contact = [\"info@voorbeeld.nl\", \"038 000 00 00\"]\n";
        let texts = Texts::read("teksten.toml", text).unwrap();
        assert_eq!(texts.name.as_deref(), Some("Proscoop"));
        assert_eq!(texts.preface, ["Een regel die doorloopt.", "Nog een."]);
        assert_eq!(texts.contact.len(), 2);
        assert!(texts.colophon.is_empty());
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        let long = "x".repeat(700);
        let text = format!(
            "vorwoord = \"a\"\ncontact = \"{long}\"\nnaam = 3\ncolofon = \"\"\nvoorbehoud = [\"a\", 1]\n"
        );
        let faults = Texts::read("teksten.toml", &text).unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
        let all = faults.join("\n");
        for part in [
            "regel 1: de sleutel «vorwoord» bestaat niet; bedoelt u voorwoord?",
            "regel 2: contact heeft 700 tekens; er passen er hoogstens 600",
            "regel 3: naam is geen tekst",
            "regel 4: colofon",
            "regel 5: voorbehoud",
        ] {
            assert!(all.contains(part), "{part}: {all}");
        }
    }
}
