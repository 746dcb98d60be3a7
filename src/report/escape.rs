//! The one door between the texts of a report and Typst.
//!
//! Two steps, both over every text: [`sanitise`] leaves only characters that the font can
//! print, [`write_typst_string`] makes what is left safe between the quotes of a string.
//! Templates may put a variable only there (`lint`), so no text can become markup or code.

use std::io::{self, Write};

use serde_json::Value;

use crate::figures::{REPLACEMENT, replace_missing};

/// Writes `text` so that it is safe between the quotes of a Typst string.
///
/// # Errors
/// Only those of `out`.
pub fn write_typst_string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '\\' || c == '"' || c.is_control()) {
        let (plain, tail) = rest.split_at(at);
        out.write_all(plain.as_bytes())?;
        let mut tail = tail.chars();
        match tail.next() {
            Some('\\') => out.write_all(b"\\\\")?,
            Some('"') => out.write_all(b"\\\"")?,
            Some(control) => write!(out, "\\u{{{:x}}}", u32::from(control))?,
            None => {}
        }
        rest = tail.as_str();
    }
    out.write_all(rest.as_bytes())
}

/// Returns `text` with only characters that the font can print, and the characters that
/// became □, each once, in order of first appearance.
///
/// Line ends and tabs become spaces: a finished text has no lines of its own.
#[must_use]
pub fn sanitise(text: &str) -> (String, Vec<char>) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return (text.to_owned(), Vec::new());
    }
    replace_missing(&text.replace(['\n', '\r', '\t', '\u{85}', '\u{2028}', '\u{2029}'], " "))
}

/// Sanitises every text inside `value` in place and adds the replaced characters to `missing`.
///
/// Keys stay: they are the field names of the model.
pub fn sanitise_all(value: &mut Value, missing: &mut Vec<char>) {
    match value {
        Value::String(text) => {
            let (clean, replaced) = sanitise(text);
            missing.extend(replaced);
            *text = clean;
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| sanitise_all(item, missing)),
        Value::Object(fields) => {
            fields
                .values_mut()
                .for_each(|field| sanitise_all(field, missing));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the sentence that names replaced characters, or `None` when there are none.
#[must_use]
pub fn replaced_notice(missing: &[char]) -> Option<String> {
    let mut codes: Vec<u32> = missing.iter().map(|&c| u32::from(c)).collect();
    codes.sort_unstable();
    codes.dedup();
    let names: Vec<String> = codes.iter().map(|code| format!("U+{code:04X}")).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!(
            "Het teken {one} uit de bron kan niet worden afgedrukt. Er staat {REPLACEMENT}."
        )),
        many => Some(format!(
            "Deze tekens uit de bron kunnen niet worden afgedrukt: {}. Er staat {REPLACEMENT}.",
            many.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        write_typst_string(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_quotes_backslashes_and_controls_change() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected, "{text:?}");
        check("", "");
        check("Súdwest-Fryslân", "Súdwest-Fryslân");
        check(r#"#read("/etc/passwd")"#, r#"#read(\"/etc/passwd\")"#);
        check(r"\u{22}", r"\\u{22}");
        check("a\nb\u{0}", r"a\u{a}b\u{0}");
        check(
            "] $x$ @ref <label> *b* _i_ `r` // c",
            "] $x$ @ref <label> *b* _i_ `r` // c",
        );
        check(r#"\"#, r"\\");
    }

    #[test]
    fn white_space_becomes_a_space_and_the_rest_a_box() {
        let check = |text: &str, expected: &str, missing: &[char]| {
            assert_eq!(
                sanitise(text),
                (expected.to_owned(), missing.to_vec()),
                "{text:?}"
            );
        };
        check("'s-Gravenhage", "'s-Gravenhage", &[]);
        check("a\tb\r\nc", "a b  c", &[]);
        check(
            "133\u{202f}141 \u{2212} 5\u{a0}%",
            "133\u{202f}141 \u{2212} 5\u{a0}%",
            &[],
        );
        check(
            "\u{feff}x\u{202e}y\u{7}\u{7}",
            "□x□y□□",
            &['\u{feff}', '\u{202e}', '\u{7}'],
        );
        check("😀 ▲▼●", "□ ▲▼●", &['😀']);
    }

    #[test]
    fn every_code_point_ends_as_one_that_the_font_has() {
        for code in 0..=u32::from(char::MAX) {
            let Some(character) = char::from_u32(code) else {
                continue;
            };
            let (clean, _) = sanitise(&character.to_string());
            assert_eq!(clean.chars().count(), 1, "U+{code:04X}");
            assert!(
                clean.chars().all(crate::figures::font_has),
                "U+{code:04X} became {clean:?}"
            );
        }
    }

    #[test]
    fn the_notice_names_each_character_once_in_order() {
        assert_eq!(replaced_notice(&[]), None);
        let one = replaced_notice(&['\u{7}', '\u{7}']).unwrap();
        assert_eq!(
            one,
            "Het teken U+0007 uit de bron kan niet worden afgedrukt. Er staat □."
        );
        let two = replaced_notice(&['😀', '\u{feff}']).unwrap();
        assert!(two.contains("U+FEFF, U+1F600."), "{two}");
    }
}
