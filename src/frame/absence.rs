//! Why a source has no number, from its own word for it.

use crate::reading::Absent;

/// Returns what the word of a source stands for.
///
/// StatLine writes `x` for secret, `.` for unknown and leaves impossible cells blank; OData v4
/// writes words such as `Confidential` and `Impossible` (sources.md 1.2 and 2). A word that nobody
/// knows means that there is no number, and nothing more.
pub fn absence(word: &str) -> Absent {
    let word = word.trim().to_lowercase();
    let has = |part: &str| word.contains(part);
    if word == "x" || has("confidential") || has("secret") || has("geheim") {
        Absent::Secret
    } else if has("impossible") || has("onmogelijk") || has("niet gemeten") {
        Absent::NotMeasured
    } else {
        Absent::NotPublished
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_sources_become_types() {
        for (word, expected) in [
            ("x", Absent::Secret),
            ("Confidential", Absent::Secret),
            (" Impossible ", Absent::NotMeasured),
            (".", Absent::NotPublished),
            ("Missing", Absent::NotPublished),
            ("iets nieuws", Absent::NotPublished),
        ] {
            assert_eq!(absence(word), expected, "{word}");
        }
    }
}
