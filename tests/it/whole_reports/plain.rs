//! B1: short sentences of everyday words, one subordinate clause, numbers in the Dutch way.
//!
//! The norm is that of Direct Duidelijk and of the house: at most 15 words, 10 on average. The name
//! of an area counts as one word. Definitions, sources and the method chapter may be harder, and are
//! held against the forbidden words only. Headings are no sentences.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rows::Rows;

/// Most words in a sentence, and most on average.
const LONGEST: usize = 15;
const MEAN: f64 = 10.5;

/// Parts of the model that hold names, codes and keys, and no words of ours.
const NO_WORDS: [&str; 13] = [
    "pad",
    "kleur",
    "soort",
    "breedte",
    "uitlijning",
    "symbool",
    "oordeel",
    "anker",
    "gebied",
    "regio",
    "naam",
    "opdrachtgever",
    "ros",
];
/// Parts that may be harder than B1.
const HARDER: [&str; 8] = [
    "methode",
    "noten",
    "bronregel",
    "niet_beschikbaar",
    "document",
    "tabellen",
    "rijen",
    "bijschrift",
];
/// Parts that are headings or replace a picture, so no running text.
const HEADINGS: [&str; 11] = [
    "titel",
    "ondertitel",
    "kop",
    "groep",
    "kaart_titel",
    "eenheid",
    "vergelijking",
    "thema",
    "alt",
    "label",
    "getal",
];

/// Words that no page may have: promises, hard words, and words of other reports.
const FORBIDDEN: [&str; 26] = [
    "ten opzichte van",
    "ten aanzien van",
    "gecorrigeerd voor leeftijd",
    "leeftijdsgecorrigeerd",
    "te halen",
    "te winnen",
    "winst",
    "gezondheidswinst",
    "significant",
    "significantie",
    "prevalentie",
    "respondenten",
    "ongeveer gelijk",
    "derhalve",
    "echter",
    "tevens",
    "middels",
    "betreffende",
    "teneinde",
    "indien",
    "gelieve",
    "ranglijst",
    "bewezen",
    "slechter scoort",
    "beter scoort",
    "achterstand",
];
/// English words that slip into Dutch reports.
const ENGLISH: [&str; 14] = [
    "the",
    "and",
    "of the",
    "with",
    "value",
    "missing",
    "unknown",
    "none",
    "null",
    "error",
    "data set",
    "score card",
    "insight",
    "benchmark",
];
/// Words that open a subordinate clause. "of" and "dan" join words far more often, so they do not count.
const CLAUSES: [&str; 14] = [
    "omdat", "doordat", "zodat", "terwijl", "hoewel", "wanneer", "waarin", "waarvan", "waardoor",
    "waaraan", "wie", "die", "als", "dat",
];

/// A sentence with the part of the model where it stands.
pub struct Sentence {
    place: String,
    text: String,
}

/// The sentences of a report that must be plain, names of areas as one word.
pub fn sentences(model: &Value, rows: &Rows) -> Vec<Sentence> {
    let mut texts = Vec::new();
    collect(
        model,
        "",
        &[&HARDER[..], &HEADINGS, &NO_WORDS].concat(),
        &mut texts,
    );
    let names = rows.names();
    let mut found = Vec::new();
    for (place, text) in texts {
        let text = without_names(&text, &names);
        found.extend(split(&text).into_iter().map(|text| Sentence {
            place: place.clone(),
            text,
        }));
    }
    found
}

/// Everything that is not plain.
pub fn faults(model: &Value, rows: &Rows) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let plain = sentences(model, rows);
    for sentence in &plain {
        found.extend(sentence.faults());
    }
    let words: usize = plain.iter().map(Sentence::words).sum();
    let mean = words as f64 / plain.len() as f64;
    if mean > MEAN {
        found.insert(format!("{mean:.1} words per sentence on average"));
    }
    let mut all = Vec::new();
    collect(model, "", &NO_WORDS, &mut all);
    let names = rows.names();
    for (place, text) in all {
        found.extend(bad_words(&place, &without_names(&text, &names)));
    }
    found
}

/// A name may hold a full stop, a forbidden word or a blank.
fn without_names(text: &str, names: &[&str]) -> String {
    let named = |text: String, name: &&str| {
        if name.chars().count() < 3 {
            text
        } else {
            text.replace(name, "Naam")
        }
    };
    names.iter().fold(text.to_owned(), named)
}

fn collect(value: &Value, place: &str, skip: &[&str], into: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) if !text.is_empty() => into.push((place.to_owned(), text.clone())),
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect(item, place, skip, into)),
        Value::Object(parts) => {
            // The summary of a table is read aloud before it, as a heading is.
            let is_table = parts.contains_key("kolommen");
            for (key, part) in parts {
                if !(skip.contains(&key.as_str()) || is_table && key == "samenvatting") {
                    collect(part, &format!("{place}/{key}"), skip, into);
                }
            }
        }
        _ => {}
    }
}

/// Cuts a text at the ends of its sentences.
fn split(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    let ends = text.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
    for end in ends.filter(|end| text[*end..].starts_with(' ')) {
        // Full stops in "18.5" and before lower case letters end nothing.
        if text[end..]
            .trim_start()
            .starts_with(|c: char| !c.is_lowercase())
        {
            found.push(text[start..end].trim().to_owned());
            start = end;
        }
    }
    found.push(text[start..].trim().to_owned());
    found.retain(|sentence| !sentence.is_empty());
    found
}

impl Sentence {
    fn words(&self) -> usize {
        // "133 141" and "17 %" are one word each, however they are spaced.
        let text = self.text.replace(['\u{202f}', '\u{a0}'], "");
        // What follows a colon is a list: it is read item by item.
        let words_of = |part: &str| {
            let words = part.split_whitespace();
            words
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .count()
        };
        text.split(": ").map(words_of).max().unwrap_or(0)
    }

    fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut say = |what: &str| found.push(format!("{what} at {}: {}", self.place, self.text));
        let words = self.words();
        if words > LONGEST {
            say(&format!("{words} words"));
        }
        if clauses(&self.text) > 1 {
            say("more than one subordinate clause");
        }
        if !self.text.ends_with(['.', '?', '!', ':']) && self.place.ends_with("zinnen") {
            say("no full stop");
        }
        if self.text.contains("  ") || self.text.contains(" .") || self.text.contains("..") {
            say("blanks or dots");
        }
        found
    }
}

/// How many subordinate clauses a sentence has, by the words that open them. Two clauses side by
/// side ("wat … en wie …") are one step for a reader, and "die" and "dat" after a comma or a noun open
/// one, but not in "zijn dat er".
fn clauses(text: &str) -> usize {
    let text = text
        .to_lowercase()
        .replace("zijn dat er", "zijn er")
        .replace("is dat er", "is er");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let opens = |(at, word): (usize, &&str)| {
        let before = at.checked_sub(1).map(|at| words[at]);
        CLAUSES.contains(word) && at > 0 && !(*word == "wie" && before == Some("en"))
    };
    words
        .iter()
        .enumerate()
        .filter(|pair| opens((pair.0, pair.1)))
        .count()
}

/// Forbidden and English words, and numbers that are not written in the Dutch way.
fn bad_words(place: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let spaced = format!(
        " {} ",
        spaced.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    for word in FORBIDDEN.iter().chain(&ENGLISH) {
        if spaced.contains(&format!(" {word} ")) {
            found.push(format!("«{word}» at {place}: {text}"));
        }
    }
    if has_wrong_number(text) && !place.starts_with("/methode") && !place.starts_with("/document") {
        found.push(format!("a number at {place}: {text}"));
    }
    found
}

/// A decimal point, a minus that is a hyphen, "NaN", or four digits in a row that are no year.
fn has_wrong_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let is_wrong = |(at, c): (usize, &char)| match c {
        '.' => at > 0 && digit(at - 1) && digit(at + 1),
        '-' => digit(at + 1) && (at == 0 || chars[at - 1] == ' '),
        _ => false,
    };
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let long = |run: &str| {
        run.len() > 3
            && run.chars().all(|c| c.is_ascii_digit())
            && !(run.len() == 4 && ["19", "20"].contains(&&run[..2]))
    };
    text.contains("NaN") || chars.iter().enumerate().any(is_wrong) || runs.into_iter().any(long)
}

#[test]
fn hard_sentences_and_wrong_numbers_are_seen() {
    let faults = |text: &str| {
        let sentence = Sentence {
            place: "/x/zinnen".to_owned(),
            text: text.to_owned(),
        };
        let mut found = sentence.faults();
        found.extend(bad_words("/x/zinnen", text));
        found.len()
    };
    let good = [
        "In de regio zijn dat er 15.",
        "17 van de 100 volwassenen roken, naar schatting.",
        "Er wonen 133\u{202f}141 mensen (2024).",
        "Wat doen we hier al aan, en wie doet dat?",
    ];
    for text in good {
        assert_eq!(faults(text), 0, "{text}");
    }
    let bad = [
        "In deze wijk roken meer mensen dan in alle andere wijken van de hele gemeente en de regio samen.",
        "Dit is hoger ten opzichte van de regio.",
        "Mensen die zeggen dat ze roken, omdat het mag.",
        "Er wonen 133141 mensen.",
        "Er is 17.3 procent.",
        "Dit is -3 procent.",
        "Dit is  dubbel.",
        "Zonder punt",
        "Dit verschil is significant.",
    ];
    for text in bad {
        assert!(faults(text) > 0, "{text}");
    }
}
