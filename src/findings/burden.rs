//! The name of a topic beside a number of extra people: the right way round.

use super::standing::in_sentence;
use crate::statistics::Direction;
use crate::themes::Indicator;

/// Returns what the extra people have: «Roken», and where a low figure is worse «Minder vaak goed
/// ervaren gezondheid», because the extra people are those without it.
pub fn burden(indicator: &Indicator) -> String {
    match indicator.richting {
        Direction::LagerIsOngunstiger => {
            format!("Minder vaak {}", in_sentence(&indicator.label))
        }
        Direction::HogerIsOngunstiger | Direction::Neutraal => indicator.label.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::Catalogue;

    #[test]
    fn extra_people_are_those_who_are_worse_off() {
        let catalogue = Catalogue::builtin().unwrap();
        for (id, expected) in [
            ("roken", "Roken"),
            ("sterk_eenzaam", "Sterk eenzaam"),
            ("gezond", "Minder vaak goed ervaren gezondheid"),
            ("beweegrichtlijn", "Minder vaak voldoende bewegen"),
            ("grijze_druk", "Grijze druk"),
        ] {
            assert_eq!(burden(catalogue.get(id).unwrap()), expected);
        }
    }
}
