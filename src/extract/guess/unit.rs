//! In which unit the numbers of a column are, as far as they tell.

use super::profile::Profile;
use crate::unit::Unit;

/// A unit of the mapping with what it is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Word of the mapping.
    pub word: &'static str,
    /// What it is based on.
    pub because: String,
}

impl Found {
    fn new(word: &'static str, because: &str) -> Self {
        Self {
            word,
            because: because.to_owned(),
        }
    }
}

/// What besides the numbers speaks of a unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints {
    /// The head or the row of units has a per cent sign.
    pub percent: bool,
    /// The head or the row of units speaks of a rate per 1 000.
    pub per_1000: bool,
    /// The head or the row of units speaks of a number of people.
    pub count: bool,
}

/// Guesses the unit of a column.
///
/// # Errors
/// Why the numbers do not fit the unit of the catalogue.
pub fn guess(profile: &Profile, hints: Hints, known: Option<Unit>) -> Result<Found, String> {
    let found = of_numbers(profile, hints, known);
    let Some(known) = known else {
        return Ok(found);
    };
    let fits = match found.word {
        "fractie" | "procent" => known == Unit::Procent,
        "per_1000" => known == Unit::Per1000,
        "aantal" => known == Unit::Aantal,
        word => word == known.as_str(),
    };
    if fits {
        Ok(found)
    } else {
        Err(format!(
            "de getallen lijken «{}» ({}), maar in de catalogus is de eenheid «{}»",
            found.word,
            found.because,
            known.as_str()
        ))
    }
}

/// The unit of a form that holds percentages only.
///
/// # Errors
/// When the catalogue has another unit.
pub fn share(known: Option<Unit>, because: &str) -> Result<Found, String> {
    match known {
        None | Some(Unit::Procent) => Ok(Found::new("procent", because)),
        Some(unit) => Err(format!("de eenheid in de catalogus is «{}»", unit.as_str())),
    }
}

fn of_numbers(profile: &Profile, hints: Hints, known: Option<Unit>) -> Found {
    let share = known.is_none_or(|unit| unit == Unit::Procent);
    if !share && !hints.percent && profile.as_percent == 0 {
        let word = known.map_or("aantal", Unit::as_str);
        return Found::new(word, "de eenheid van de catalogus");
    }
    if profile.as_percent > 0 && profile.largest <= 1.0 {
        return Found::new("fractie", "de cellen hebben de opmaak procent");
    }
    if profile.as_percent > 0 {
        return Found::new(
            "procent",
            "een deel van de cellen heeft de opmaak procent, de andere zijn groter dan 1",
        );
    }
    if profile.is_fraction() {
        return Found::new(
            "fractie",
            "alle getallen zijn 1 of lager; zijn het kleine percentages, zet dan procent en \
             kleine_percentages = true",
        );
    }
    let between = profile.smallest >= 0.0 && profile.largest <= 100.0;
    if hints.per_1000 && !hints.percent {
        return Found::new("per_1000", "de kop of de rij met eenheden zegt het");
    }
    if hints.percent && between {
        return Found::new("procent", "de kop of de rij met eenheden zegt het");
    }
    if hints.count && profile.whole {
        return Found::new("aantal", "de kop of de rij met eenheden zegt het");
    }
    if between {
        return Found::new("procent", "alle getallen liggen tussen 0 en 100");
    }
    if profile.smallest < 0.0 {
        return Found::new("score", "er zijn getallen onder 0");
    }
    if profile.whole {
        return Found::new("aantal", "hele getallen, ook boven 100");
    }
    Found::new("score", "er zijn getallen boven 100 die niet heel zijn")
}
