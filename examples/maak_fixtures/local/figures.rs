//! Made-up shares of people of 65 and over, per wijk, gemeente and for the country.

use crate::numbers::{logistic, logit, whole};
use crate::random::Stream;
use crate::sources::Sources;

/// What is made up of one area.
#[derive(Clone)]
pub struct Figure {
    /// Code of the area.
    pub code: String,
    /// Name, of gemeenten and the country only.
    pub name: String,
    /// Percentage with one decimal.
    pub percent: f64,
    /// Respondents.
    pub respondents: i64,
}

/// One topic: its gemeenten with their wijken, and the country last.
pub struct Topic {
    /// Each gemeente, followed by its wijken.
    pub areas: Vec<Figure>,
}

impl Topic {
    /// Returns the gemeenten.
    pub fn gemeenten(&self) -> impl Iterator<Item = &Figure> {
        self.areas.iter().filter(|area| area.code.starts_with("GM"))
    }

    /// Returns the wijken.
    pub fn wijken(&self) -> impl Iterator<Item = &Figure> {
        self.areas.iter().filter(|area| area.code.starts_with("WK"))
    }

    /// Returns the country.
    pub fn land(&self) -> Option<&Figure> {
        self.areas.last()
    }
}

/// Makes up the five topics.
pub fn topics(sources: &Sources) -> [Topic; 5] {
    [
        ("kwetsbaar", 22.0),
        ("mantelzorg", 9.0),
        ("valangst", 31.0),
        ("hulp", 17.0),
        ("eenzaam", 12.0),
    ]
    .map(|(topic, mean)| make(sources, topic, mean))
}

fn make(sources: &Sources, topic: &str, mean: f64) -> Topic {
    let mut areas = Vec::new();
    let mut answered = 0;
    for gemeente in &sources.region {
        let mut own = Vec::new();
        let (mut weighted, mut older) = (0.0, 0.0);
        for wijk in sources.wijken_of(gemeente) {
            let people = sources
                .kwb(wijk)
                .and_then(|area| area.cells.number("inwoners65plus"))
                .unwrap_or_default();
            if people < 20.0 {
                continue;
            }
            let chance = Stream::of(&["lokaal", topic, wijk]).normal();
            let place = logit(mean / 100.0) + 0.22 * chance;
            let percent = rounded(100.0 * logistic(place));
            weighted += percent * people;
            older += people;
            own.push(Figure {
                code: wijk.to_owned(),
                name: String::new(),
                percent,
                respondents: whole(people * 0.11),
            });
        }
        let respondents = own.iter().map(|wijk| wijk.respondents).sum();
        answered += respondents;
        areas.push(Figure {
            code: gemeente.clone(),
            name: sources
                .kwb(gemeente)
                .map_or_else(String::new, |g| g.name.clone()),
            percent: rounded(weighted / older.max(1.0)),
            respondents,
        });
        areas.append(&mut own);
    }
    areas.push(Figure {
        code: "NL".to_owned(),
        name: "Nederland".to_owned(),
        percent: mean,
        respondents: answered * 21,
    });
    Topic { areas }
}

/// One decimal, as GGDs publish at most.
pub fn rounded(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// A code as a spreadsheet leaves it: 193 for GM0193.
pub fn bare(code: &str) -> f64 {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().unwrap_or_default()
}
