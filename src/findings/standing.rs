//! How the topics of a chapter stand for one area: which are less or more favourable than around it.

use super::names::{Place, capital, list_of, number_word};
use crate::indicators::Figure;
use crate::statistics::Verdict;

/// Topics named in a sentence before the rest is counted.
const TOPICS_SHOWN: usize = 3;

/// Behind the name of a topic that a model estimated.
const ESTIMATED: &str = " (schatting)";

/// The topics of one area by verdict, in the order of the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Less favourable than around.
    pub worse: Vec<String>,
    /// More favourable.
    pub better: Vec<String>,
    /// Higher, of topics where that is neither good nor bad.
    pub higher: Vec<String>,
    /// Lower, of such topics.
    pub lower: Vec<String>,
    /// How many were compared and are not clearly different.
    pub unclear: usize,
    /// How many were not compared, or with a difference too small to name.
    pub untested: usize,
}

impl Standing {
    /// Sorts figures by their verdict on the ladder.
    pub fn of(figures: &[&Figure]) -> Self {
        let mut standing = Self::default();
        for figure in figures {
            let short = figure.indicator.kort.as_ref();
            let name = in_sentence(short.unwrap_or(&figure.indicator.label));
            let topic = if figure.kind.is_estimated() {
                format!("{name}{ESTIMATED}")
            } else {
                name
            };
            match figure.verdict() {
                Verdict::Ongunstiger => standing.worse.push(topic),
                Verdict::Gunstiger => standing.better.push(topic),
                Verdict::Hoger => standing.higher.push(topic),
                Verdict::Lager => standing.lower.push(topic),
                Verdict::NietDuidelijkAnders => standing.unclear += 1,
                Verdict::GeenToets => standing.untested += 1,
            }
        }
        standing
    }

    /// How many topics are clearly different.
    pub const fn different(&self) -> usize {
        self.worse.len() + self.better.len() + self.higher.len() + self.lower.len()
    }

    const fn total(&self) -> usize {
        self.different() + self.unclear + self.untested
    }
}

/// Writes the name of a topic as it stands inside a sentence: «roken», «hoog risico op angst».
pub fn in_sentence(label: &str) -> String {
    let label = label.trim_end_matches(" (enquête)");
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        // A word in capitals stays: SES-WOA, Wmo.
        (Some(_), Some(second)) if second.is_uppercase() => label.to_owned(),
        (Some(first), _) if !label.starts_with("Wmo") => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

/// Returns the message above the topics: how many are clearly less or more favourable.
///
/// It claims nothing of topics that were not tested.
pub fn standing_message(standing: &Standing, name: &str, around: Option<&Place>) -> String {
    let Some(around) = around else {
        return format!("De cijfers van {name}");
    };
    let place = around.kind_with_article();
    let (worse, better) = (standing.worse.len(), standing.better.len());
    match (worse, better) {
        (0, 0) if standing.different() > 0 => {
            let number = standing.different();
            let verb = if number == 1 { "is" } else { "zijn" };
            format!("{} {verb} anders dan in {place}", topics(number))
        }
        (0, 0) if standing.untested == 0 && standing.total() == 1 => {
            format!("Niet duidelijk anders dan in {place}")
        }
        (0, 0) if standing.untested == 0 => format!(
            "Geen van de {} onderwerpen is duidelijk anders dan in {place}",
            number_word(standing.total())
        ),
        (0, 0) => format!("{name} naast {place}"),
        (worse, 0) => format!("{} ongunstiger dan in {place}", topics(worse)),
        (0, better) => format!("{} gunstiger dan in {place}", topics(better)),
        (worse, better) => format!(
            "{} ongunstiger en {} gunstiger dan in {place}",
            topics(worse),
            number_word(better)
        ),
    }
}

fn topics(number: usize) -> String {
    let word = if number == 1 {
        "onderwerp"
    } else {
        "onderwerpen"
    };
    capital(&format!("{} {word}", number_word(number)))
}

/// Returns one sentence that counts the topics which are less or more favourable; none when there
/// are none.
pub fn standing_short(standing: &Standing, around: Option<&Place>) -> Option<String> {
    let place = around?.kind_with_article();
    let (worse, better) = (standing.worse.len(), standing.better.len());
    let counted = match (worse, better) {
        (0, 0) => return None,
        (worse, 0) => format!("{} ongunstiger", number_word(worse)),
        (0, better) => format!("{} gunstiger", number_word(better)),
        (worse, better) => format!(
            "{} ongunstiger en {} gunstiger",
            number_word(worse),
            number_word(better)
        ),
    };
    let verb = if worse.max(better) == 1 && worse + better == 1 {
        "is"
    } else {
        "zijn"
    };
    let all = number_word(standing.total());
    Some(format!(
        "Van {all} onderwerpen {verb} er {counted} dan in {place}."
    ))
}

/// Returns the sentences that name the topics which are clearly different.
pub fn standing_sentences(standing: &Standing, around: Option<&Place>) -> Vec<String> {
    let Some(around) = around else {
        return Vec::new();
    };
    let place = around.kind_with_article();
    let groups = [
        (&standing.worse, "ongunstiger"),
        (&standing.better, "gunstiger"),
        (&standing.higher, "hoger"),
        (&standing.lower, "lager"),
    ];
    let mut sentences: Vec<String> = groups
        .into_iter()
        .filter(|(topics, _)| !topics.is_empty())
        .map(|(topics, word)| named(topics, word, &place))
        .collect();
    let rest = if sentences.is_empty() { "" } else { " andere" };
    match standing.unclear {
        // The title says so already.
        0 => {}
        _ if standing.different() == 0 && standing.untested == 0 => {}
        1 if rest.is_empty() => {
            sentences.push("Eén onderwerp is niet duidelijk anders.".to_owned())
        }
        1 => sentences.push("Eén ander onderwerp is niet duidelijk anders.".to_owned()),
        number => {
            let text = format!(
                "{}{rest} onderwerpen zijn niet duidelijk anders.",
                number_word(number)
            );
            sentences.push(capital(&text));
        }
    }
    match standing.untested {
        0 => {}
        1 => sentences.push("Over één onderwerp geven we geen oordeel.".to_owned()),
        number => sentences.push(format!(
            "Over {} onderwerpen geven we geen oordeel.",
            number_word(number)
        )),
    }
    sentences
}

/// «Deze cijfers zijn gunstiger dan in de regio: roken en stress.»
fn named(topics: &[String], word: &str, place: &str) -> String {
    // Said once where it holds for all of them.
    let all_estimated = topics.iter().all(|topic| topic.ends_with(ESTIMATED));
    let bare = |topic: &String| topic.trim_end_matches(ESTIMATED).to_owned();
    let names: Vec<String> = if all_estimated {
        topics.iter().map(bare).collect()
    } else {
        topics.to_vec()
    };
    let list = list_of(&names, TOPICS_SHOWN, "onderwerpen");
    let subject = if topics.len() == 1 {
        "Dit cijfer is"
    } else {
        "Deze cijfers zijn"
    };
    let estimated = if all_estimated { "naar schatting " } else { "" };
    format!("{subject} {estimated}{word} dan in {place}: {list}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{AreaCode, AreaLevel};
    use crate::findings::place;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn region() -> Place {
        let region = place(&AreaCode::Regio("r".to_owned()), "R");
        assert_eq!(region.level, AreaLevel::Regio);
        region
    }

    fn said(standing: &Standing) -> (String, String) {
        let around = region();
        (
            standing_message(standing, "Zwolle", Some(&around)),
            standing_sentences(standing, Some(&around)).join(" "),
        )
    }

    #[test]
    fn worse_and_better_topics_are_counted_and_named() {
        let both = Standing {
            worse: names(&["roken"]),
            better: names(&["stress", "eenzaam"]),
            unclear: 3,
            ..Standing::default()
        };
        let (title, text) = said(&both);
        assert_eq!(
            title,
            "Eén onderwerp ongunstiger en twee gunstiger dan in de regio"
        );
        assert_eq!(
            text,
            "Dit cijfer is ongunstiger dan in de regio: roken. Deze cijfers zijn gunstiger dan in de regio: \
             stress en eenzaam. Drie andere onderwerpen zijn niet duidelijk anders."
        );
        let worse = Standing {
            worse: names(&["a", "b", "c", "d", "e"]),
            ..Standing::default()
        };
        let (title, text) = said(&worse);
        assert_eq!(title, "Vijf onderwerpen ongunstiger dan in de regio");
        assert_eq!(
            text,
            "Deze cijfers zijn ongunstiger dan in de regio: a, b, c en nog twee onderwerpen."
        );
        let better = Standing {
            better: names(&["a"]),
            unclear: 1,
            ..Standing::default()
        };
        let (title, text) = said(&better);
        assert_eq!(title, "Eén onderwerp gunstiger dan in de regio");
        assert_eq!(
            text,
            "Dit cijfer is gunstiger dan in de regio: a. Eén ander onderwerp is niet duidelijk anders."
        );
    }

    #[test]
    fn a_card_counts_what_is_less_and_more_favourable() {
        let short = |worse: &[&str], better: &[&str]| {
            let standing = Standing {
                worse: names(worse),
                better: names(better),
                unclear: 2,
                ..Standing::default()
            };
            standing_short(&standing, Some(&region()))
        };
        assert_eq!(short(&[], &[]), None);
        let said = |text: Option<String>| text.unwrap_or_default();
        assert_eq!(
            said(short(&["a"], &[])),
            "Van drie onderwerpen is er één ongunstiger dan in de regio."
        );
        assert_eq!(
            said(short(&["a", "b"], &["c"])),
            "Van vijf onderwerpen zijn er twee ongunstiger en één gunstiger dan in de regio."
        );
        assert_eq!(
            said(short(&[], &["c", "d"])),
            "Van vier onderwerpen zijn er twee gunstiger dan in de regio."
        );
    }

    #[test]
    fn nothing_is_claimed_of_what_was_not_tested() {
        let unclear = Standing {
            unclear: 4,
            ..Standing::default()
        };
        let (title, text) = said(&unclear);
        assert_eq!(
            title,
            "Geen van de vier onderwerpen is duidelijk anders dan in de regio"
        );
        assert_eq!(text, "");
        let one = Standing {
            unclear: 1,
            ..Standing::default()
        };
        assert_eq!(said(&one).0, "Niet duidelijk anders dan in de regio");
        let untested = Standing {
            unclear: 1,
            untested: 2,
            ..Standing::default()
        };
        let (title, text) = said(&untested);
        assert_eq!(title, "Zwolle naast de regio");
        assert_eq!(
            text,
            "Eén onderwerp is niet duidelijk anders. Over twee onderwerpen geven we geen oordeel."
        );
        assert_eq!(
            standing_message(&untested, "Zwolle", None),
            "De cijfers van Zwolle"
        );
        assert!(standing_sentences(&untested, None).is_empty());
    }

    #[test]
    fn estimates_are_called_so() {
        let all = Standing {
            better: names(&["stress (schatting)", "regie (schatting)"]),
            worse: names(&["roken", "stress (schatting)"]),
            ..Standing::default()
        };
        assert_eq!(
            said(&all).1,
            "Deze cijfers zijn ongunstiger dan in de regio: roken en stress (schatting). Deze \
             cijfers zijn naar schatting gunstiger dan in de regio: stress en regie."
        );
    }

    #[test]
    fn neutral_topics_are_higher_or_lower_only() {
        let neutral = Standing {
            higher: names(&["grijze druk"]),
            lower: names(&["afstand"]),
            ..Standing::default()
        };
        let (title, text) = said(&neutral);
        assert_eq!(title, "Twee onderwerpen zijn anders dan in de regio");
        assert_eq!(
            text,
            "Dit cijfer is hoger dan in de regio: grijze druk. Dit cijfer is lager dan in de regio: afstand."
        );
    }

    #[test]
    fn labels_become_words_in_a_sentence() {
        assert_eq!(in_sentence("Roken (enquête)"), "roken");
        assert_eq!(in_sentence("SES-WOA"), "SES-WOA");
        assert_eq!(in_sentence("Wmo-cliënten"), "Wmo-cliënten");
        assert_eq!(in_sentence("Éénpersoons"), "éénpersoons");
        assert_eq!(in_sentence(""), "");
    }
}
