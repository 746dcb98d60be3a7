//! Words that a rule looks for in a line.

/// Paths and hosts that only one machine or one network knows. Written in two parts each, so that
/// this file does not break its own rule.
pub const MACHINE_WORDS: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("C:\\Us", "ers\\"),
    concat!("index.crates", ".io"),
    concat!("files.python", "hosted.org"),
];

/// Returns whether a line holds `word` as a word of its own: no letter, digit or `_` before it,
/// and none behind it when the word itself ends in one.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let end = start + word.len();
        let free_before = !line[..start].ends_with(is_word_part);
        let free_behind = !word.ends_with(is_word_part) || !line[end..].starts_with(is_word_part);
        free_before && free_behind
    })
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn a_word_is_found_only_on_its_own() {
    let cases = [
        ("use std::fs::File;", "fs::", true),
        ("fs::read(path)", "fs::", true),
        ("use dofs::x;", "fs::", false),
        ("println!(\"a\")", "println!", true),
        ("eprintln!(\"a\")", "println!", false),
        ("use polars::prelude::*;", "polars", true),
        ("fn polars_like() {}", "polars", false),
        ("let instant = Instantly;", "Instant", false),
        ("", "fs::", false),
    ];
    for (line, word, expected) in cases {
        assert_eq!(has_word(line, word), expected, "{word} in {line:?}");
    }
}
