//! The rows and the small dimensions of 50150NED.

use crate::areas::{CODE_WIDTH, gemeente_of};
use crate::numbers::one_decimal;
use crate::rows::{Row, padded};
use crate::sources::Sources;

use super::estimates::Estimates;
use super::indicators::{INDICATORS, Indicator};
use super::{YEARS, split, too_few};

/// Codes and titles of the ages: all adults, then the two bands.
const AGES: [(&str, &str); 3] = [
    ("20300", "18 jaar of ouder"),
    ("53115", "18 tot 65 jaar"),
    ("80200", "65 jaar of ouder"),
];

/// Codes and titles of the margins: the value, then the bounds.
const MARGINS: [(&str, &str); 3] = [
    ("MW00000", "Waarde"),
    ("MOG0095", "Ondergrens 95%-interval"),
    ("MBG0095", "Bovengrens 95%-interval"),
];

/// The last wave, the only one with age bands.
const LAST: &str = "2024";

/// One cell's coordinates but for the column.
#[derive(Clone, Copy)]
struct Place<'a> {
    code: &'a str,
    year: &'static str,
    age: &'static str,
    margin: &'static str,
}

/// Numbers and writes rows.
pub struct Writer<'a> {
    sources: &'a Sources,
    estimates: &'a Estimates<'a>,
    next_id: i64,
}

impl<'a> Writer<'a> {
    /// Starts at row 0.
    pub fn new(sources: &'a Sources, estimates: &'a Estimates<'a>) -> Self {
        Self {
            sources,
            estimates,
            next_id: 0,
        }
    }

    /// Returns all rows of an area: every wave for 18+, both bands for the last, each with bounds.
    pub fn full_area(&mut self, code: &str) -> Vec<String> {
        let mut rows = Vec::new();
        for year in YEARS {
            for (age, _) in AGES
                .iter()
                .filter(|(age, _)| year == LAST || *age == AGES[0].0)
            {
                for (margin, _) in MARGINS {
                    rows.push(self.row(Place {
                        code,
                        year,
                        age,
                        margin,
                    }));
                }
            }
        }
        rows
    }

    /// Returns the rows of an area of which only values of 18+ are known.
    pub fn values_only(&mut self, code: &str) -> Vec<String> {
        let place = |year| Place {
            code,
            year,
            age: AGES[0].0,
            margin: MARGINS[0].0,
        };
        YEARS.map(|year| self.row(place(year))).into()
    }

    fn row(&mut self, place: Place<'_>) -> String {
        let (kind, gemeente) = self.kind_and_gemeente(place.code);
        let code = padded(place.code, CODE_WIDTH);
        let mut row = Row::new()
            .count("ID", Some(self.next_id))
            .text("Leeftijd", place.age)
            .text("Marges", place.margin)
            .text("WijkenEnBuurten", &code)
            .text("Perioden", &format!("{}JJ00", place.year))
            .text("Gemeentenaam_1", &padded(gemeente, 40))
            .text("SoortRegio_2", &padded(kind, 10))
            .text("Codering_3", &code);
        self.next_id += 1;
        for indicator in &INDICATORS {
            row = row.number(indicator.key, self.cell(indicator, place).as_deref());
        }
        row.finish()
    }

    fn kind_and_gemeente(&self, code: &str) -> (&'static str, &str) {
        let name = |code: &str| self.sources.kwb(code).map_or("", |area| area.name.as_str());
        match code.get(..2) {
            Some("NL") => ("Land", "Nederland"),
            Some("GM") => ("Gemeente", name(code)),
            _ => ("Wijk", name(&gemeente_of(code))),
        }
    }

    /// Returns one cell; absent where the table has no figure.
    fn cell(&self, indicator: &Indicator, place: Place<'_>) -> Option<String> {
        if too_few(self.sources, place.code) {
            return None;
        }
        let text = self.estimates.text(place.code, indicator.key, place.year)?;
        let adults = self.estimates.adults(place.code)?;
        let all: f64 = text.parse().ok()?;
        let (value, people, share) = match place.age {
            "20300" => (all, adults.all(), 1.0),
            band => {
                let (younger, older) = split::by_age(indicator, place.code, all, adults);
                if band == "53115" {
                    (younger, adults.all(), 0.7)
                } else {
                    (older, adults.all(), 0.35)
                }
            }
        };
        let shown = if place.age == "20300" {
            text.to_string()
        } else {
            one_decimal(value)
        };
        let (lower, upper) = split::bounds(
            shown.parse().ok()?,
            share * split::effective_size(place.code, people),
        );
        Some(match place.margin {
            "MOG0095" => one_decimal(lower),
            "MBG0095" => one_decimal(upper),
            _ => shown,
        })
    }
}

/// Returns the dimension sets other than the areas.
pub fn small_dimensions() -> [(&'static str, Vec<String>); 3] {
    let entry = |key: &str, title: &str| {
        Row::new()
            .text("Key", key)
            .text("Title", title)
            .json("Description", "null")
            .json("CategoryGroupID", "null")
            .finish()
    };
    let period = |year: &str| {
        Row::new()
            .text("Key", &format!("{year}JJ00"))
            .text("Title", year)
            .json("Description", "null")
            .text("Status", "Definitief")
            .finish()
    };
    [
        (
            "Leeftijd",
            AGES.iter().map(|(key, title)| entry(key, title)).collect(),
        ),
        (
            "Marges",
            MARGINS
                .iter()
                .map(|(key, title)| entry(key, title))
                .collect(),
        ),
        ("Perioden", YEARS.iter().map(|year| period(year)).collect()),
    ]
}
