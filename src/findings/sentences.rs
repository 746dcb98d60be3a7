//! Findings in fixed Dutch sentences (B1: active, everyday words, at most about 15 words).

use super::names::{Place, list_of, number_word};
use crate::indicators::{Comparison, Figure};
use crate::reading::Reading;
use crate::statistics::{Side, Verdict};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::{Unit, round_half_up};

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

/// Writes a percentage as a whole number of people per 100.
pub fn frequency_short(percentage: f64) -> String {
    hundred(percentage)
}

fn hundred(percentage: f64) -> String {
    format!("{:.0}", round_half_up(percentage, 0))
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
        Unit::Procent => frequency(&figure.indicator, figure.age, value)
            .map(|text| format!("{text}{estimated}.")),
        Unit::Ratio if figure.indicator.id == "grijze_druk" => Some(format!(
            "Op elke 100 mensen van 20 tot 65 jaar wonen hier {} 65-plussers{estimated}.",
            Unit::Ratio.number(value)
        )),
        unit => Some(format!(
            "{}: {}{estimated}.",
            figure.indicator.label,
            unit.with_unit(value)
        )),
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
        (None, Verdict::NietDuidelijkAnders) => "Het verschil is niet duidelijk.",
        (None, _) => "",
    }
}

/// Returns the message above a chart: what the verdicts of the parts have in common.
pub fn message(indicator: &Indicator, age: AgeGroup, parts: &Parts<'_>) -> String {
    let (higher, lower) = sides(parts);
    let known = parts
        .figures
        .iter()
        .any(|(_, f)| matches!(f.reading, Reading::Known { .. }));
    let label = label_for(indicator, age);
    if !known {
        return format!("{label}: geen cijfers per {}", parts.words.0);
    }
    match (higher.len(), lower.len()) {
        (0, 0) => format!(
            "{label}: geen duidelijke verschillen tussen {}",
            parts.words.1
        ),
        (number, 0) => one_sided(indicator, age, parts, number, "meer", "hoger"),
        (0, number) => one_sided(indicator, age, parts, number, "minder", "lager"),
        (up, down) => format!(
            "{label}: hoger in {}, lager in {}",
            counted(up, parts.words),
            counted(down, parts.words)
        ),
    }
}

/// Returns the name of the indicator for an age group.
pub fn label_for(indicator: &Indicator, age: AgeGroup) -> String {
    if age == indicator.bevolking {
        indicator.label.clone()
    } else {
        format!("{}, {}", indicator.label, age.title())
    }
}

fn one_sided(
    indicator: &Indicator,
    age: AgeGroup,
    parts: &Parts<'_>,
    number: usize,
    people_word: &str,
    figure_word: &str,
) -> String {
    let place = counted(number, parts.words);
    match &indicator.woorden {
        Some(words) if indicator.eenheid == Unit::Procent => {
            let people = if age == indicator.bevolking {
                words.mensen.as_str()
            } else {
                age.people()
            };
            let (verb, rest) = words.meer.split_once(' ').unwrap_or((&words.meer, ""));
            format!("In {place} {verb} {people_word} {people} {rest}")
                .trim_end()
                .to_owned()
        }
        _ => format!("{}: {figure_word} in {place}", label_for(indicator, age)),
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
            let list = list_of(names, NAMES_SHOWN, parts.words);
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
        sentences.push(capitalised(&text));
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

/// The capital of «één» keeps only the second accent: «Eén».
fn capitalised(text: &str) -> String {
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
    use std::sync::Arc;

    use super::*;
    use crate::area::{AreaCode, AreaLevel};
    use crate::indicators::Method;
    use crate::period::Year;
    use crate::statistics::compare::{RelevanceRule, compare_model};
    use crate::statistics::{FigureKind, Interval};
    use crate::themes::Catalogue;

    fn figure(id: &str, value: f64, margin: f64, reference: f64) -> Figure {
        let catalogue = Catalogue::builtin().unwrap();
        let indicator = Arc::clone(catalogue.get(id).unwrap());
        let interval = Interval::around(value, value - margin, value + margin).unwrap();
        let outcome =
            compare_model(value, Some(interval), reference, &RelevanceRule::default()).unwrap();
        Figure {
            age: indicator.bevolking,
            indicator,
            area: AreaCode::parse("WK019310").unwrap(),
            period: Year(2024),
            reading: Reading::Known {
                value,
                margin: Some(interval),
            },
            kind: FigureKind::Modelschatting,
            method: Method::Published,
            population: Some(1000.0),
            column: String::new(),
            source: 0,
            fictitious: false,
            fictitious_margin: false,
            fictitious_population: false,
            as_published: true,
            remark: None,
            comparisons: vec![Comparison {
                reference: AreaCode::parse("GM0193").unwrap(),
                reference_value: reference,
                reference_as_published: true,
                outcome,
                extra_persons: None,
                fictitious: false,
            }],
        }
    }

    fn parts(figures: &[Figure]) -> Parts<'_> {
        Parts {
            words: ("wijk", "wijken"),
            around: Place {
                name: "Zwolle".to_owned(),
                level: AreaLevel::Gemeente,
            },
            figures: figures
                .iter()
                .enumerate()
                .map(|(i, f)| (format!("Wijk {i}"), f))
                .collect(),
        }
    }

    #[test]
    fn shares_are_written_as_people() {
        let catalogue = Catalogue::builtin().unwrap();
        for (id, value, expected) in [
            ("roken", 17.3, "17 van de 100 volwassenen roken"),
            ("roken", 17.5, "18 van de 100 volwassenen roken"),
            ("roken", 1.2, "1 van de 100 volwassenen rookt"),
            ("roken", 0.4, "Minder dan 1 van de 100 volwassenen rookt"),
            (
                "gezond",
                75.2,
                "75 van de 100 volwassenen vinden hun gezondheid goed of zeer goed",
            ),
            (
                "langdurig_beperkt",
                40.0,
                "40 van de 100 65-plussers zijn langdurig beperkt",
            ),
        ] {
            let indicator = catalogue.get(id).unwrap();
            let text = frequency(indicator, indicator.bevolking, value);
            assert_eq!(text.as_deref(), Some(expected));
        }
        let healthy = catalogue.get("gezond").unwrap();
        let older = frequency(healthy, AgeGroup::From65, 59.3).unwrap();
        assert!(
            older.starts_with("59 van de 100 65-plussers vinden"),
            "{older}"
        );
    }

    #[test]
    fn the_message_says_what_the_tests_allow() {
        let higher = figure("roken", 24.0, 2.0, 17.0);
        let lower = figure("roken", 11.0, 2.0, 17.0);
        let unclear = figure("roken", 18.0, 2.0, 17.0);
        for (figures, expected) in [
            (
                vec![unclear.clone()],
                "Roken: geen duidelijke verschillen tussen wijken",
            ),
            (
                vec![higher.clone(), unclear.clone()],
                "In één wijk roken meer volwassenen",
            ),
            (
                vec![lower.clone(), lower.clone()],
                "In twee wijken roken minder volwassenen",
            ),
            (
                vec![higher, lower],
                "Roken: hoger in één wijk, lager in één wijk",
            ),
        ] {
            let indicator = Arc::clone(&figures[0].indicator);
            assert_eq!(
                message(&indicator, AgeGroup::Adults, &parts(&figures)),
                expected
            );
        }
        let worse = figure("gezond", 60.0, 2.0, 75.0);
        let indicator = Arc::clone(&worse.indicator);
        assert_eq!(
            message(&indicator, AgeGroup::Adults, &parts(&[worse])),
            "In één wijk vinden minder volwassenen hun gezondheid goed of zeer goed"
        );
    }

    #[test]
    fn the_parts_are_named_and_counted() {
        let figures = [
            figure("roken", 24.0, 2.0, 17.0),
            figure("roken", 11.0, 2.0, 17.0),
            figure("roken", 18.0, 2.0, 17.0),
        ];
        let indicator = Arc::clone(&figures[0].indicator);
        assert_eq!(
            parts_sentences(&indicator, &parts(&figures)),
            [
                "In Wijk 0 is het percentage hoger dan in de gemeente.",
                "In Wijk 1 is het percentage lager dan in de gemeente.",
                "Eén andere wijk is niet duidelijk anders dan de gemeente.",
            ]
        );
        let all = [figures[2].clone(), figures[2].clone()];
        assert_eq!(
            parts_sentences(&indicator, &parts(&all)),
            ["Geen van de wijken is duidelijk anders dan de gemeente."]
        );
    }

    #[test]
    fn a_verdict_sentence_follows_the_test() {
        for (value, expected) in [
            (24.0, "Het percentage is hier hoger."),
            (11.0, "Het percentage is hier lager."),
            (17.5, "Het verschil is niet duidelijk."),
        ] {
            let figure = figure("roken", value, 2.0, 17.0);
            let comparison = figure.ladder().unwrap();
            assert_eq!(verdict_sentence(&figure.indicator, comparison), expected);
        }
    }

    #[test]
    fn sentences_are_short_enough() {
        let catalogue = Catalogue::builtin().unwrap();
        for indicator in catalogue.iter().filter(|i| i.woorden.is_some()) {
            for value in [0.2, 1.0, 17.0, 55.0] {
                let text = frequency(indicator, indicator.bevolking, value).unwrap();
                let words = text.split_whitespace().count() + 2;
                assert!(words <= 17, "{words}: {text}");
            }
        }
    }
}
