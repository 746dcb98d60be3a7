//! The value of every cell of 18+, and what the other ages and margins are derived from.

use std::collections::BTreeMap;

use crate::adults::Adults;
use crate::numbers::one_decimal;
use crate::sources::Sources;

use super::indicators::{CHRONIC, GOOD_HEALTH, INDICATORS, Indicator};
use super::{LAND, YEARS, kwb_code, wijken};

/// Area, column and year.
type Cell = (String, &'static str, &'static str);

/// All values of 18+ as text with the precision of the source, and the adults behind them.
pub struct Estimates<'a> {
    adults: &'a BTreeMap<String, Adults>,
    values: BTreeMap<Cell, String>,
}

impl<'a> Estimates<'a> {
    /// Collects the real values and makes up the rest.
    pub fn of(sources: &Sources, adults: &'a BTreeMap<String, Adults>) -> Self {
        let mut values = BTreeMap::new();
        for indicator in &INDICATORS {
            for year in YEARS {
                land_and_gemeenten(sources, indicator, year, &mut values);
            }
        }
        for gemeente in &sources.region {
            for indicator in &INDICATORS {
                for year in YEARS {
                    let cell = (gemeente.clone(), indicator.key, year);
                    let Some(value) = values.get(&cell).and_then(|text| text.parse().ok()) else {
                        continue;
                    };
                    let around =
                        wijken::around_gemeente(sources, adults, gemeente, indicator, year, value);
                    for (wijk, value) in around {
                        values.insert((wijk, indicator.key, year), one_decimal(value));
                    }
                }
            }
        }
        Self { adults, values }
    }

    /// Returns the value of 18+ as text.
    pub fn text(&self, code: &str, key: &'static str, year: &'static str) -> Option<&str> {
        self.values
            .get(&(code.to_string(), key, year))
            .map(String::as_str)
    }

    /// Returns the adults of the area.
    pub fn adults(&self, code: &str) -> Option<Adults> {
        self.adults.get(kwb_code(code)).copied()
    }
}

/// Adds the values of the country and the gemeenten for one column and year.
fn land_and_gemeenten(
    sources: &Sources,
    indicator: &Indicator,
    year: &'static str,
    values: &mut BTreeMap<Cell, String>,
) {
    let mut add = |code: &str, text: Option<String>| {
        if let Some(text) = text {
            values.insert((code.to_string(), indicator.key, year), text);
        }
    };
    if indicator.key == GOOD_HEALTH {
        for (code, row) in &sources.good_health {
            add(code, row.get(year).map(str::to_string));
        }
        return;
    }
    if indicator.key == CHRONIC {
        add(LAND, sources.land_chronic.get(year).cloned());
    }
    if year == "2024" {
        if let Some(value) = indicator.land_2024 {
            add(LAND, Some(one_decimal(value)));
        }
        for code in &sources.region {
            let text = sources
                .health_2024
                .get(code)
                .and_then(|row| row.get(indicator.key));
            add(code, text.map(str::to_string));
        }
    }
}
