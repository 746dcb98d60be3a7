//! Findings in fixed Dutch sentences (B1: active, everyday words, at most about 15 words).

use super::names::{Place, capital, list_of, number_word};
use crate::indicators::{Comparison, Figure};
use crate::reading::Reading;
use crate::statistics::{NoTest, Side, Verdict};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::{Unit, round_half_up};

/// A corrected p below this makes a difference sure; it may still be too small to matter.
const SURE: f64 = 0.05;

/// Names shown in a sentence before the rest is counted.
const NAMES_SHOWN: usize = 2;

/// The parts of an area in one chart: singular and plural, and what they are compared with.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// «wijk» and «wijken».
    pub words: (&'static str, &'static str),
    /// The area around them.
    pub around: Place,
    /// Their names and figures, in any order.
    pub figures: Vec<(String, &'a Figure)>,
}

/// Writes a percentage as people: «17 van de 100 volwassenen roken».
///
/// `None` for figures that are not shares of people.
pub fn frequency(indicator: &Indicator, age: AgeGroup, percentage: f64) -> Option<String> {
    let words = indicator.woorden.as_ref()?;
    // A figure for another age group than the indicator's own is about other people.
    let people = if age == indicator.bevolking {
        words.mensen.as_str()
    } else {
        age.people()
    };
    let number = hundred(percentage);
    Some(match number.as_str() {
        "0" => format!("Minder dan 1 van de 100 {people} {}", words.een),
        "1" => format!("1 van de 100 {people} {}", words.een),
        _ => format!("{number} van de 100 {people} {}", words.meer),
    })
}

fn hundred(percentage: f64) -> String {
    // From the number as it is printed, so that 24,5 in a table is never «24 van de 100».
    format!("{:.0}", round_half_up(round_half_up(percentage, 1), 0))
}

/// Returns the sentence about the area that the report is about.
pub fn subject_sentence(figure: &Figure) -> Option<String> {
    let value = figure.reading.value()?;
    let estimated = if figure.kind.is_estimated() {
        ", naar schatting"
    } else {
        ""
    };
    match figure.indicator.eenheid {
        Unit::Procent if figure.indicator.woorden.is_some() => {
            frequency(&figure.indicator, figure.age, value)
                .map(|text| format!("{text}{estimated}."))
        }
        unit => Some(match figure.indicator.id.as_str() {
            "grijze_druk" => format!(
                "Hier wonen {} mensen van 65+ op elke 100 van 20 tot 65 jaar{estimated}.",
                unit.number(value)
            ),
            "groene_druk" => format!(
                "Op elke 100 mensen van 20 tot 65 jaar wonen hier {} mensen jonger dan 20.",
                unit.number(value)
            ),
            "mantelzorgpotentieel" => format!(
                "Op elke 85-plusser wonen hier {} mensen van 50 tot 75 jaar.",
                unit.number(value)
            ),
            _ => format!(
                "{}: {}{estimated}.",
                figure.indicator.label,
                unit.with_unit(value)
            ),
        }),
    }
}

/// Returns the sentence with the value of a reference: «In de regio zijn dat er 16.».
pub fn nederland(indicator: &Indicator, place: &Place, own: f64, reference: f64) -> String {
    let name = match place.level {
        crate::area::AreaLevel::Land => "Nederland".to_owned(),
        _ => place.kind_with_article(),
    };
    if indicator.eenheid == Unit::Procent && indicator.woorden.is_some() {
        let also = if hundred(own) == hundred(reference) {
            "ook "
        } else {
            ""
        };
        return match hundred(reference).as_str() {
            "0" => format!("In {name} is dat minder dan 1."),
            "1" => format!("In {name} is dat er {also}1."),
            number => format!("In {name} zijn dat er {also}{number}."),
        };
    }
    format!(
        "In {name} is dat {}.",
        indicator.eenheid.with_unit(reference)
    )
}

/// Returns the sentence with the verdict; empty when nothing was tested.
pub fn verdict_sentence(indicator: &Indicator, comparison: &Comparison) -> &'static str {
    let percentage = indicator.eenheid == Unit::Procent;
    match (comparison.outcome.side(), comparison.verdict(indicator)) {
        (Some(Side::Higher), _) if percentage => "Het percentage is hier hoger.",
        (Some(Side::Lower), _) if percentage => "Het percentage is hier lager.",
        (Some(Side::Higher), _) => "Het cijfer is hier hoger.",
        (Some(Side::Lower), _) => "Het cijfer is hier lager.",
        // Sure, but too small to matter.
        (None, Verdict::NietDuidelijkAnders)
            if comparison.outcome.adjusted_p().is_some_and(|p| p < SURE) =>
        {
            "Het verschil is klein."
        }
        (None, Verdict::NietDuidelijkAnders) => "Het verschil is niet duidelijk.",
        // A full count: there is no doubt about the difference, it only is small.
        (None, _) if comparison.outcome.no_test() == Some(NoTest::BelowThreshold) => {
            "Het verschil is klein."
        }
        (None, _) if comparison.outcome.no_test() == Some(NoTest::RangeReachesThreshold) => {
            "Het verschil is niet zeker."
        }
        (None, _) => "",
    }
}

/// Returns the message above a chart: what the verdicts of the parts have in common.
pub fn message(indicator: &Indicator, age: AgeGroup, parts: &Parts<'_>) -> String {
    let (higher, lower) = sides(parts);
    let figures = || parts.figures.iter().map(|(_, figure)| figure);
    let label = label_for(indicator, age);
    let around = parts.around.kind_with_article();
    if !figures().any(|f| matches!(f.reading, Reading::Known { .. })) {
        return format!("{label}: geen cijfers per {}", parts.words.0);
    }
    match (higher.len(), lower.len()) {
        (0, 0) if all_unclear(parts) => {
            format!(
                "{label}: geen van de {} duidelijk anders dan {around}",
                parts.words.1
            )
        }
        // Some were not tested: the title claims nothing.
        (0, 0) => format!("{label} per {}", parts.words.0),
        (up, 0) => format!(
            "{label}: hoger dan in {around} in {}",
            counted(up, parts.words)
        ),
        (0, down) => format!(
            "{label}: lager dan in {around} in {}",
            counted(down, parts.words)
        ),
        (up, down) => format!(
            "{label}: hoger in {}, lager in {}",
            counted(up, parts.words),
            counted(down, parts.words)
        ),
    }
}

/// Whether every part with a value was tested, and none is clearly different.
fn all_unclear(parts: &Parts<'_>) -> bool {
    let mut known = parts
        .figures
        .iter()
        .filter(|(_, figure)| figure.reading.value().is_some());
    known.all(|(_, figure)| figure.verdict() == Verdict::NietDuidelijkAnders)
}

/// Returns the name of the indicator for an age group; of one that is about old people only, the age
/// stands with it.
pub fn label_for(indicator: &Indicator, age: AgeGroup) -> String {
    let is_usual = age != AgeGroup::From65 || indicator.label.contains("65");
    if age == indicator.bevolking && is_usual {
        indicator.label.clone()
    } else {
        format!("{}, {}", indicator.label, age.title())
    }
}

/// Returns that name with its unit in brackets, where the unit says something: «Roken (%)».
pub fn label_with_unit(indicator: &Indicator, age: AgeGroup) -> String {
    with_unit(label_for(indicator, age), indicator.eenheid)
}

/// Returns a name with a unit in brackets, where the unit says something.
pub fn with_unit(label: String, unit: Unit) -> String {
    match unit {
        Unit::Aantal | Unit::Score => label,
        unit => format!("{label} ({})", unit.label()),
    }
}

fn counted(number: usize, words: (&str, &str)) -> String {
    format!(
        "{} {}",
        number_word(number),
        if number == 1 { words.0 } else { words.1 }
    )
}

/// Returns the sentences about the parts: where the figure is higher, where lower, and how many
/// are not clearly different.
pub fn parts_sentences(indicator: &Indicator, parts: &Parts<'_>) -> Vec<String> {
    let (higher, lower) = sides(parts);
    let what = if indicator.eenheid == Unit::Procent {
        "het percentage"
    } else {
        "het cijfer"
    };
    let around = parts.around.kind_with_article();
    let mut sentences = Vec::new();
    for (names, word) in [(&higher, "hoger"), (&lower, "lager")] {
        if !names.is_empty() {
            let list = list_of(names, NAMES_SHOWN, parts.words.1);
            sentences.push(format!("In {list} is {what} {word} dan in {around}."));
        }
    }
    let unclear = parts
        .figures
        .iter()
        .filter(|(_, f)| f.verdict() == Verdict::NietDuidelijkAnders)
        .count();
    if unclear > 1 && unclear == parts.figures.len() {
        sentences.push(format!(
            "Geen van de {} is duidelijk anders dan {around}.",
            parts.words.1
        ));
    } else if unclear > 0 {
        let rest = if higher.is_empty() && lower.is_empty() {
            ""
        } else {
            " andere"
        };
        let (word, verb) = if unclear == 1 {
            (parts.words.0, "is")
        } else {
            (parts.words.1, "zijn")
        };
        let number = number_word(unclear);
        let text = format!("{number}{rest} {word} {verb} niet duidelijk anders dan {around}.");
        sentences.push(capital(&text));
    }
    sentences
}

fn sides(parts: &Parts<'_>) -> (Vec<String>, Vec<String>) {
    let on = |wanted: Side| {
        parts
            .figures
            .iter()
            .filter(|(_, figure)| {
                figure
                    .ladder()
                    .and_then(|comparison| comparison.outcome.side())
                    == Some(wanted)
            })
            .map(|(name, _)| name.clone())
            .collect()
    };
    (on(Side::Higher), on(Side::Lower))
}
