//! The areas of the table: Nederland, the real gemeenten, made-up wijken and buurten.

use regiobeeld::area::{Gemeenten, fold_name};

use super::noise::Noise;

/// Areas in 50150NED: 91 550 rows for one age and margin in five waves.
pub const AREAS: usize = 18_310;

/// The gemeente whose wijken have letters in their codes.
const AMSTERDAM: &str = "0363";

/// The wijk that is open water in a gemeente that has any.
const WATER: &str = "99";

/// What an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Land,
    Gemeente,
    Wijk,
    Buurt,
}

impl Level {
    /// Returns the word in the column SoortRegio.
    pub fn word(self) -> &'static str {
        match self {
            Self::Land => "Land",
            Self::Gemeente => "Gemeente",
            Self::Wijk => "Wijk",
            Self::Buurt => "Buurt",
        }
    }
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Code, not padded.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name of the gemeente it lies in; of Nederland its own name.
    pub gemeente: String,
    pub level: Level,
    /// Whether too few people live there for any figure.
    pub is_empty: bool,
}

/// Returns the areas as the table lists them: by name of the gemeente, then by code.
pub fn all() -> Vec<Area> {
    let mut gemeenten: Vec<(String, String)> = Gemeenten::current()
        .iter()
        .map(|gemeente| (gemeente.name.clone(), gemeente.code.to_string()))
        .collect();
    gemeenten.sort_by_key(|(name, _)| fold_name(name));
    let wijken: Vec<Vec<String>> = gemeenten.iter().map(|(_, code)| wijken_of(code)).collect();
    let wijk_count: usize = wijken.iter().map(Vec::len).sum();
    let mut buurten = Buurten {
        left: AREAS - 1 - gemeenten.len() - wijk_count,
        wijken: wijk_count,
    };
    let mut areas = vec![Area {
        code: "NL01".to_owned(),
        name: "Nederland".to_owned(),
        gemeente: "Nederland".to_owned(),
        level: Level::Land,
        is_empty: false,
    }];
    for ((name, code), wijken) in gemeenten.iter().zip(&wijken) {
        areas.push(Area {
            code: code.clone(),
            name: name.clone(),
            gemeente: name.clone(),
            level: Level::Gemeente,
            is_empty: false,
        });
        for wijk in wijken {
            push_wijk(&mut areas, name, wijk, buurten.next());
        }
    }
    areas
}

/// Deals the buurten out evenly over the wijken.
struct Buurten {
    left: usize,
    wijken: usize,
}

impl Buurten {
    fn next(&mut self) -> usize {
        let share = self.left.div_ceil(self.wijken);
        self.left -= share;
        self.wijken -= 1;
        share
    }
}

fn push_wijk(areas: &mut Vec<Area>, gemeente: &str, wijk: &str, buurten: usize) {
    let number = &wijk[6..];
    let is_water = number == WATER;
    areas.push(Area {
        code: wijk.to_owned(),
        name: format!("Wijk {number}"),
        gemeente: gemeente.to_owned(),
        level: Level::Wijk,
        is_empty: is_water,
    });
    for buurt in 0..buurten {
        areas.push(Area {
            code: format!("BU{}{buurt:02}", &wijk[2..]),
            name: format!("Buurt {number}{buurt:02}"),
            gemeente: gemeente.to_owned(),
            level: Level::Buurt,
            is_empty: is_water || Noise::of(&[areas.len()]).below(6) == 0,
        });
    }
}

fn wijken_of(gemeente: &str) -> Vec<String> {
    let digits = &gemeente[2..];
    let mut numbers: Vec<String> = if digits == AMSTERDAM {
        let letters = |from: char, to: char| from..=to;
        letters('A', 'K')
            .flat_map(|first| letters('A', 'J').map(move |second| format!("{first}{second}")))
            .collect()
    } else {
        let mut noise = Noise::of(&[digits.parse().unwrap_or_default()]);
        let count = 3 + noise.below(14);
        (0..count).map(|number| format!("{number:02}")).collect()
    };
    if Noise::of(&[digits.parse().unwrap_or_default(), 1]).below(4) == 0 {
        numbers.push(WATER.to_owned());
    }
    numbers
        .iter()
        .map(|number| format!("WK{digits}{number}"))
        .collect()
}
