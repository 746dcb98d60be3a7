//! Names in sentences: areas with the right article, numbers as words, lists with «en».

use crate::area::{AreaCode, AreaLevel};

/// An area as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: AreaLevel,
}

/// Returns an area as it stands in a sentence.
pub fn place(area: &AreaCode, name: &str) -> Place {
    Place {
        name: name.to_owned(),
        level: area.level(),
    }
}

impl Place {
    /// Returns the area with its kind, for after «in» or «dan in»: «de gemeente», «Nederland».
    pub fn kind_with_article(&self) -> String {
        match self.level {
            AreaLevel::Land => "Nederland".to_owned(),
            AreaLevel::Provincie => "de provincie".to_owned(),
            AreaLevel::Ggd => "de GGD-regio".to_owned(),
            AreaLevel::Regio => "de regio".to_owned(),
            AreaLevel::Gemeente => "de gemeente".to_owned(),
            AreaLevel::Wijk => "de wijk".to_owned(),
            AreaLevel::Buurt => "de buurt".to_owned(),
        }
    }

    /// Returns the kind without article, for the head of a column: «gemeente», «Nederland».
    pub fn kind(&self) -> &'static str {
        match self.level {
            AreaLevel::Land => "Nederland",
            AreaLevel::Provincie => "provincie",
            AreaLevel::Ggd => "GGD-regio",
            AreaLevel::Regio => "regio",
            AreaLevel::Gemeente => "gemeente",
            AreaLevel::Wijk => "wijk",
            AreaLevel::Buurt => "buurt",
        }
    }
}

/// Writes numbers up to twelve as words, larger ones as digits.
pub fn number_word(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
        "elf", "twaalf",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Writes a list: «a», «a en b», «a, b en c»; of more than `most` names the rest is counted.
///
/// `plural` says what is counted: «wijken».
pub fn list_of(names: &[String], most: usize, plural: &str) -> String {
    // One name is not longer than «nog één wijk».
    let most = if names.len() == most + 1 {
        names.len()
    } else {
        most
    };
    let (shown, hidden) = names.split_at(names.len().min(most));
    let mut items = shown.to_vec();
    if !hidden.is_empty() {
        items.push(format!("nog {} {plural}", number_word(hidden.len())));
    }
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} en {last}", front.join(", ")),
    }
}

/// Writes the first letter as a capital; that of «één» keeps only the second accent: «Eén».
pub fn capital(text: &str) -> String {
    if let Some(rest) = text.strip_prefix('é') {
        return format!("E{rest}");
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_as_in_dutch() {
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
        let wijk = "wijken";
        assert_eq!(list_of(&[], 3, wijk), "");
        assert_eq!(list_of(&names[..1], 3, wijk), "A");
        assert_eq!(list_of(&names[..2], 3, wijk), "A en B");
        assert_eq!(list_of(&names[..3], 3, wijk), "A, B en C");
        assert_eq!(list_of(&names[..4], 3, wijk), "A, B, C en D");
        assert_eq!(list_of(&names, 3, wijk), "A, B, C en nog twee wijken");
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(number_word(1), "één");
        assert_eq!(number_word(12), "twaalf");
        assert_eq!(number_word(13), "13");
    }
}
