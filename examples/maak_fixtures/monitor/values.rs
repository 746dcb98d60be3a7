//! The value and the bounds of every cell: published, or made up around published ones.

use std::collections::BTreeMap;

use crate::fault::Outcome;
use crate::numbers::{logistic, logit, one_decimal};
use crate::random::Stream;
use crate::sources::Sources;

use super::topics::Topic;

/// The national row.
pub const LAND: &str = "NL01";

/// What was published, with its sources.
const PUBLISHED: &str = include_str!("gepubliceerd.csv");

/// The waves, in the order of [`Topic::land`].
const YEARS: [&str; 4] = ["2012", "2016", "2020", "2022"];

/// Half the width of a 95 % interval in standard errors.
const Z: f64 = 1.96;

/// Respondents per gemeente, GGD region and in the country, for made-up bounds.
const RESPONDENTS: (f64, f64, f64) = (900.0, 9_000.0, 250_000.0);

/// A published value with its bounds, as text.
type Cell = (String, Option<(String, String)>);

/// All that is known of the surveys.
pub struct Values {
    published: BTreeMap<(String, String, String), Cell>,
    /// Good self-rated health of every gemeente by the model: the survey lies near it.
    modelled: BTreeMap<(String, String), f64>,
    /// GGD region of every gemeente.
    region: BTreeMap<String, String>,
}

impl Values {
    /// Reads what was published.
    pub fn of(sources: &Sources) -> Outcome<Self> {
        let mut published = BTreeMap::new();
        for line in PUBLISHED.lines().skip(1) {
            let mut cells = line.split(',').map(str::to_string);
            let mut next = || cells.next().unwrap_or_default();
            let (year, area, topic) = (next(), next(), next());
            let (value, lower, upper) = (next(), next(), next());
            let bounds = (!lower.is_empty()).then_some((lower, upper));
            published.insert((year, area, topic), (value, bounds));
        }
        let mut modelled = BTreeMap::new();
        for (code, row) in &sources.good_health {
            for year in YEARS {
                if let Some(value) = row.number(year) {
                    modelled.insert((code.clone(), year.to_string()), value);
                }
            }
        }
        let region = sources
            .regions
            .iter()
            .filter_map(|row| {
                let (gemeente, ggd) = (row.get("gemeentecode")?, row.get("ggd_code")?);
                Some((gemeente.to_string(), ggd.to_string()))
            })
            .collect();
        Ok(Self {
            published,
            modelled,
            region,
        })
    }

    fn cell(&self, code: &str, topic: &Topic, year: &str) -> Option<&Cell> {
        let key = (year.to_string(), code.to_string(), topic.name.to_string());
        self.published.get(&key)
    }

    /// Returns whether a value, or its bounds, was published.
    pub fn is_published(&self, code: &str, topic: &Topic, year: &str, bounds: bool) -> bool {
        self.cell(code, topic, year)
            .is_some_and(|(_, margin)| !bounds || margin.is_some())
    }

    /// Returns the text of a cell.
    pub fn text(&self, code: &str, topic: &Topic, year: &str, margin: &str) -> Option<String> {
        let known = self.cell(code, topic, year);
        if let Some((value, bounds)) = known {
            match (margin, bounds) {
                ("MW00000", _) => return Some(value.clone()),
                ("MOG0095", Some((lower, _))) => return Some(lower.clone()),
                ("MBG0095", Some((_, upper))) => return Some(upper.clone()),
                _ => {}
            }
        }
        let value = match known {
            Some((text, _)) => text.parse().ok()?,
            None => self.made_up(code, topic, year)?,
        };
        let share = value / 100.0;
        let (of_gemeente, of_region, of_land) = RESPONDENTS;
        let respondents = match code.get(..2) {
            Some("NL") => of_land,
            Some("GG") => of_region,
            _ => of_gemeente,
        };
        let half = Z / (respondents * share * (1.0 - share)).sqrt();
        Some(one_decimal(match margin {
            "MOG0095" => 100.0 * logistic(logit(share) - half),
            "MBG0095" => 100.0 * logistic(logit(share) + half),
            _ => value,
        }))
    }

    /// A value around that of the country: one deviation per area and topic that stays over the
    /// waves, and a little chance per wave.
    fn made_up(&self, code: &str, topic: &Topic, year: &str) -> Option<f64> {
        let wave = YEARS.iter().position(|one| *one == year)?;
        let land = self
            .cell(LAND, topic, year)
            .and_then(|(text, _)| text.parse().ok())
            .unwrap_or(topic.land[wave]);
        if code == LAND {
            return Some(land);
        }
        if let Some(model) = self.modelled.get(&(code.to_string(), year.to_string()))
            && topic.name == "gezond"
        {
            let chance = Stream::of(&["monitor", code, topic.name, year]).normal();
            return Some(model + 1.0 + 0.8 * chance);
        }
        let own = |area: &str| 0.09 * Stream::of(&["monitor", area, topic.name]).normal();
        let around = self.region.get(code).map_or(0.0, |ggd| own(ggd));
        let chance = 0.05 * Stream::of(&["monitor", code, topic.name, year]).normal();
        let place = logit(land / 100.0) + around + own(code) + chance;
        Some(100.0 * logistic(place))
    }
}
