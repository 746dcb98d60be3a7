//! Which wijken belong to the highest or lowest fifth of Nederland, in one sentence. Never a rank:
//! what a model estimated per wijk does not bear that.

use super::names::list_of;
use crate::statistics::Fifth;

/// Most names before the rest is counted.
const NAMES: usize = 3;

/// Returns the sentence for wijken by name, in the order in which they must be named; nothing when
/// all lie in the middle.
pub fn fifths_sentence(wijken: &[(String, Fifth)], fictitious: bool) -> Option<String> {
    let part = |wanted: Fifth| -> Option<String> {
        let of_fifth = wijken.iter().filter(|(_, fifth)| *fifth == wanted);
        let names: Vec<String> = of_fifth.map(|(name, _)| name.clone()).collect();
        let words = match names.len() {
            0 => return None,
            1 => wanted.words()?.to_owned(),
            _ => wanted.words()?.replacen("hoort", "horen", 1),
        };
        Some(format!("{} {words}", list_of(&names, NAMES, "wijken")))
    };
    let parts: Vec<String> = [Fifth::Top, Fifth::Bottom]
        .into_iter()
        .filter_map(part)
        .collect();
    let mark = if fictitious {
        " (met verzonnen cijfers)"
    } else {
        ""
    };
    (!parts.is_empty()).then(|| {
        format!(
            "Naar schatting, vergeleken met alle wijken van Nederland{mark}: {}.",
            parts.join("; ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str], fifth: Fifth) -> Vec<(String, Fifth)> {
        let each = names.iter();
        each.map(|name| ((*name).to_owned(), fifth)).collect()
    }

    #[test]
    fn wijken_of_the_outer_fifths_are_named_and_counted() {
        let mut wijken = named(&["Dieze", "Berkum", "Zuid", "Ittersum", "Soes"], Fifth::Top);
        wijken.extend(named(&["Westenholte"], Fifth::Bottom));
        wijken.extend(named(&["Centrum"], Fifth::Middle));
        assert_eq!(
            fifths_sentence(&wijken, false).unwrap(),
            "Naar schatting, vergeleken met alle wijken van Nederland: Dieze, Berkum, Zuid en nog \
             twee wijken horen bij de 20 % wijken met het hoogste percentage; Westenholte hoort \
             bij de 20 % wijken met het laagste percentage."
        );
    }

    #[test]
    fn the_middle_is_not_worth_a_sentence_and_made_up_is_said() {
        assert_eq!(fifths_sentence(&named(&["A"], Fifth::Middle), false), None);
        assert_eq!(fifths_sentence(&[], false), None);
        let text = fifths_sentence(&named(&["A"], Fifth::Top), true).unwrap();
        assert!(text.contains("verzonnen"), "{text}");
    }
}
