//! Texts and numbers in a cell that mean: there is no figure, and why.

use std::collections::BTreeMap;

use super::file::Form;
use crate::reading::Absent;

/// Signs that mean the same everywhere: those of CBS, and the mark of the GGDs for too few
/// respondents. What is not here must stand in the mapping.
const EVERYWHERE: [(&str, Absent); 6] = [
    ("", Absent::NotPublished),
    (".", Absent::NotPublished),
    ("x", Absent::Secret),
    ("*", Absent::Secret),
    ("-99996", Absent::Secret),
    ("-99997", Absent::NotPublished),
];

/// Signs of the standard script for tabellenboeken.
const TABELLENBOEK: [(&str, Absent); 1] = [("-", Absent::NotMeasured)];

/// Which texts of a cell mean that there is no number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingWords(BTreeMap<String, Absent>);

impl MissingWords {
    /// Returns the words of a form, with those of the mapping laid over them.
    pub fn new(form: Form, typed: impl IntoIterator<Item = (String, Absent)>) -> Self {
        let own: &[(&str, Absent)] = if form == Form::Tabellenboek {
            &TABELLENBOEK
        } else {
            &[]
        };
        let mut words: BTreeMap<String, Absent> = EVERYWHERE
            .iter()
            .chain(own)
            .map(|(text, absent)| ((*text).to_owned(), *absent))
            .collect();
        words.extend(
            typed
                .into_iter()
                .map(|(text, absent)| (text.trim().to_lowercase(), absent)),
        );
        Self(words)
    }

    /// Returns why a text is no number, when it is one of the signs.
    ///
    /// `<1` and `< 5` hide a small number, so they are secret unless the mapping says otherwise.
    pub fn of_text(&self, text: &str) -> Option<Absent> {
        let text = text.trim().to_lowercase();
        if let Some(absent) = self.0.get(&text) {
            return Some(*absent);
        }
        let below = text.strip_prefix('<')?.trim();
        let below = below.strip_suffix('%').unwrap_or(below).trim_end();
        let is_number = below.starts_with(|c: char| c.is_ascii_digit())
            && below
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
        is_number.then_some(Absent::Secret)
    }

    /// Returns why a number is none, such as −99996.
    pub fn of_number(&self, number: f64) -> Option<Absent> {
        // Signs are whole numbers; text of another number never equals one.
        self.0.get(&format!("{number}")).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_and_can_be_added() {
        let typed = [("N.b.".to_owned(), Absent::NotMeasured)];
        let words = MissingWords::new(Form::Tabel, typed);
        for (text, absent) in [
            ("", Some(Absent::NotPublished)),
            (" . ", Some(Absent::NotPublished)),
            ("X", Some(Absent::Secret)),
            ("*", Some(Absent::Secret)),
            ("<1", Some(Absent::Secret)),
            ("< 10", Some(Absent::Secret)),
            ("<0,5%", Some(Absent::Secret)),
            ("<meer", None),
            ("n.b.", Some(Absent::NotMeasured)),
            // A dash means nought, not measured or secret, as the maker likes.
            ("-", None),
            ("<", None),
            ("12", None),
        ] {
            assert_eq!(words.of_text(text), absent, "{text:?}");
        }
        assert_eq!(words.of_number(-99_996.0), Some(Absent::Secret));
        assert_eq!(words.of_number(12.0), None);
        let book = MissingWords::new(Form::Tabellenboek, []);
        assert_eq!(book.of_text("-"), Some(Absent::NotMeasured));
    }
}
