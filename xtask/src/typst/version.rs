//! Reads the answer of `typst --version`.

/// Returns the version in a line such as `typst 0.15.1 (a1b2c3d4)`, if it is typst that answers.
pub fn parse(answer: &str) -> Option<String> {
    let mut words = answer.split_whitespace();
    (words.next()? == "typst").then_some(())?;
    let version = words.next()?;
    version
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_version_is_the_second_word_of_typst_itself() {
        let cases = [
            ("typst 0.15.1 (unknown hash)\n", Some("0.15.1")),
            ("typst 0.15.1", Some("0.15.1")),
            ("typst 0.15.10", Some("0.15.10")),
            ("tinymist 0.15.1", None),
            ("typst", None),
            ("typst version", None),
            ("", None),
        ];
        for (answer, expected) in cases {
            assert_eq!(parse(answer).as_deref(), expected, "{answer:?}");
        }
    }
}
