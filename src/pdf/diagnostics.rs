//! Reads what typst writes in its short format: `file:line:column: error: message`.

use std::fmt;

/// One message of typst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Place in the source, `rapport.typ:12:3`; empty when typst names none.
    pub place: String,
    /// The message as typst gives it, in English.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}", self.message)
        } else {
            write!(f, "{}: {}", self.place, self.message)
        }
    }
}

/// Part of a message of typst, and what it means for a user.
const HINTS: [(&str, &str); 6] = [
    (
        "missing alt text",
        "geef elke figuur een vervangende tekst (alt)",
    ),
    (
        "skipped",
        "een kop slaat een niveau over; gebruik = voor == en == voor ===",
    ),
    (
        "unknown font",
        "alleen het lettertype Noto Sans mag worden gebruikt",
    ),
    (
        "could not be displayed",
        "een teken staat niet in Noto Sans; meld dit als fout van regiobeeld",
    ),
    (
        "file not found",
        "een sjabloon noemt een bestand dat niet in de werkmap staat",
    ),
    (
        "unknown variable",
        "een sjabloon gebruikt een onderdeel dat niet in huis/lib.typ staat",
    ),
];

impl Diagnostic {
    /// Returns what a user can do about it, in Dutch, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        HINTS
            .iter()
            .find(|(part, _)| self.message.contains(part))
            .map(|(_, hint)| (*hint).to_owned())
    }
}

/// Returns the errors and warnings in `stderr`; other lines belong to the message above them.
pub(super) fn parse(stderr: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for line in stderr.lines().filter(|line| !line.trim().is_empty()) {
        match split(line) {
            Some(diagnostic) => found.push(diagnostic),
            None => match found.last_mut() {
                Some(last) => last.message = format!("{} ({})", last.message, line.trim()),
                None => found.push(Diagnostic {
                    place: String::new(),
                    message: line.trim().to_owned(),
                }),
            },
        }
    }
    found
}

fn split(line: &str) -> Option<Diagnostic> {
    ["error: ", "warning: "].iter().find_map(|kind| {
        let at = line.find(kind)?;
        let place = &line[..at];
        (place.is_empty() || place.ends_with(": ")).then(|| Diagnostic {
            place: place.trim_end_matches(": ").to_owned(),
            message: line[at + kind.len()..].to_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_and_message_are_split() {
        let check = |stderr: &str, expected: &[(&str, &str)]| {
            let found = parse(stderr);
            let found: Vec<_> = found
                .iter()
                .map(|d| (d.place.as_str(), d.message.as_str()))
                .collect();
            assert_eq!(found, expected, "{stderr:?}");
        };
        check("", &[]);
        check(
            "error: input file not found (searched at x)\n",
            &[("", "input file not found (searched at x)")],
        );
        check(
            "rapport.typ:3:1: error: PDF/UA-1 error: missing alt text\n  hint: add it\n",
            &[(
                "rapport.typ:3:1",
                "PDF/UA-1 error: missing alt text (hint: add it)",
            )],
        );
        check(
            "a.typ:1:2: warning: unknown font family: x\nb.typ:4:5: error: y",
            &[("a.typ:1:2", "unknown font family: x"), ("b.typ:4:5", "y")],
        );
        check("thread panicked", &[("", "thread panicked")]);
    }

    #[test]
    fn known_messages_have_a_hint() {
        let hint = parse("rapport.typ:3:1: error: PDF/UA-1 error: missing alt text")[0].hint();
        assert_eq!(
            hint.as_deref(),
            Some("geef elke figuur een vervangende tekst (alt)")
        );
        assert_eq!(parse("error: something else")[0].hint(), None);
    }
}
