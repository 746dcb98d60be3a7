//! The difference with Nederland taken apart: what comes from the ages of the people, and what is
//! left (Kitagawa 1955, statistics.md 4.6). Figures of their own, beside those of `two_bands.rs`.

use std::sync::Arc;

use super::row::Figure;
use crate::reading::Reading;
use crate::statistics::Direction;
use crate::statistics::standardise::{TwoBands, decompose};
use crate::themes::Indicator;

/// A difference with Nederland in percentage points, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgePart {
    /// The whole difference, from the two bands.
    Difference,
    /// The part from the ages of the people.
    Ages,
    /// The part from anything else.
    Rest,
}

impl AgePart {
    /// The whole, then its parts.
    pub const EACH: [Self; 3] = [Self::Difference, Self::Ages, Self::Rest];

    /// Returns the id of the indicator that holds it.
    pub fn id(self, indicator: &str) -> String {
        let ending = match self {
            Self::Difference => "verschil_nederland",
            Self::Ages => "verschil_leeftijd",
            Self::Rest => "verschil_anders",
        };
        format!("{indicator}_{ending}")
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Difference => "verschil met Nederland",
            Self::Ages => "deel van het verschil door leeftijd",
            Self::Rest => "deel van het verschil door iets anders",
        }
    }
}

/// Returns the difference of an area with Nederland and its parts. `view` is the figure of the area
/// with the ages of Nederland, from the same bands; `made_up` says whether a band of Nederland is.
pub fn of(
    indicator: &Indicator,
    view: &Figure,
    area: &TwoBands,
    country: &TwoBands,
    made_up: bool,
) -> Vec<Figure> {
    let parts = decompose(area, country);
    let each = AgePart::EACH.into_iter();
    each.map(|part| Figure {
        indicator: Arc::new(of_part(indicator, part)),
        reading: Reading::Known {
            value: match part {
                AgePart::Difference => parts.difference(),
                AgePart::Ages => parts.composition,
                AgePart::Rest => parts.rate,
            },
            margin: None,
        },
        derived_margin: false,
        fictitious: view.fictitious || made_up,
        fictitious_margin: false,
        ..view.clone()
    })
    .collect()
}

fn of_part(indicator: &Indicator, part: AgePart) -> Indicator {
    let words = part.words();
    Indicator {
        id: part.id(&indicator.id),
        kern: None,
        kop: false,
        label: format!("{}, {words} (procentpunt)", indicator.label),
        kort: None,
        definitie: format!(
            "{} In procentpunten: {words}, berekend uit de groepen 18 tot 65 jaar en 65-plus \
             (Kitagawa).",
            indicator.definitie
        ),
        definitie_id: format!(
            "{}-{}",
            indicator.definitie_id,
            part.id("").replace('_', "-")
        ),
        richting: Direction::Neutraal,
        woorden: None,
        leeftijden: Vec::new(),
        triple_aim: Vec::new(),
        positieve_gezondheid: Vec::new(),
        ..indicator.clone()
    }
}
