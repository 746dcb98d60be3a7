//! The value of every cell of every table.

use super::area::Area;
use super::describe::Topic;
use super::model::{self, Age, Modelled};
use super::noise::{logistic, logit, normal, real, rounded};
use super::people::single_ages;
use super::register::{self, Figure};

/// Gemeenten with fewer inhabitants have no figures in a survey: too few people answered.
const SMALLEST_SURVEYED: f64 = 6_000.0;

/// The codes of a row, by dimension.
#[derive(Debug, Clone, Copy, Default)]
pub struct Codes<'a> {
    /// Age, or characteristics of people.
    pub age: &'a str,
    /// Value or bound.
    pub margin: &'a str,
    /// Kind of figure.
    pub kind: &'a str,
    /// Year.
    pub year: i32,
}

/// The figures of one series of tables.
#[derive(Debug, Clone)]
pub struct Values {
    /// Series, as the list of sources names it.
    pub series: String,
    /// Per stem of a survey the stem of the model on the same topic.
    pub modelled: std::collections::BTreeMap<String, String>,
}

impl Values {
    /// Returns the figures of a column, row after row.
    pub fn column(&self, topic: &Topic, rows: &[(Area<'_>, Codes<'_>)]) -> Vec<Option<f64>> {
        rows.iter()
            .map(|(area, codes)| self.value(topic, *area, codes))
            .map(|value| value.map(|value| rounded(value, topic.decimals)))
            .collect()
    }

    fn value(&self, topic: &Topic, area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
        let stem = topic.stem.as_str();
        match self.series.as_str() {
            "kwb" | "nabijheid" => {
                area.figure(&|wijk| register::key_figure(stem, &topic.unit, wijk, codes.year))
            }
            "gezondheid" => health(stem, area, codes),
            "leeftijden" => inhabitants(area, codes),
            "gezondheidsmonitor" | "jongvolwassenen" => self.survey(stem, area, codes),
            "zorggebruik" => care(stem, area, codes),
            "ses" => area.figure(&|wijk| register::score(&topic.group, wijk, codes.year)),
            "beweegvriendelijk" => area.figure(&|wijk| register::moving(stem, wijk, codes.year)),
            "opleiding" => education(&topic.title, area, codes),
            _ => None,
        }
    }

    fn survey(&self, stem: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
        let people: f64 = area.wijken().iter().map(|wijk| wijk.people.all(2024)).sum();
        if people < SMALLEST_SURVEYED {
            return None;
        }
        let like = self.modelled.get(stem).map_or(stem, String::as_str);
        let modelled = Modelled::of(like);
        let age = Age::of_code(codes.age);
        let mean = area.figure(&|wijk| {
            let (value, weight) = modelled.of_wijk(wijk, age, codes.year);
            Some(Figure::Mean(value, weight))
        })?;
        let code = area.code("NL01");
        let spread = match area {
            Area::Gemeente(_) => 0.05,
            Area::Ggd(..) => 0.02,
            _ => 0.0,
        };
        let chance = spread * normal(&["enquête", &code, stem, &codes.year.to_string()]);
        let value = rounded(100.0 * logistic(logit(mean / 100.0) + chance), 1);
        let answered = match area {
            Area::Land(_) => 250_000.0,
            Area::Ggd(..) => 9_000.0,
            _ => 500.0 + people / 90.0,
        };
        let part = if age == Age::Adults { 1.0 } else { 0.5 };
        Some(bound(value, codes.margin, answered * part))
    }
}

fn bound(value: f64, margin: &str, effective: f64) -> f64 {
    let (lower, upper) = model::bounds(value, effective);
    match margin {
        "MOG0095" => lower,
        "MBG0095" => upper,
        _ => value,
    }
}

fn health(stem: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
    let age = Age::of_code(codes.age);
    if !is_asked(stem, age, codes.year) {
        return None;
    }
    let modelled = Modelled::of(stem);
    let mut adults = 0.0;
    let value = area.figure(&|wijk| {
        let (value, weight) = modelled.of_wijk(wijk, age, codes.year);
        (!wijk.people.is_few()).then_some(Figure::Mean(value, weight))
    })?;
    for wijk in area.wijken() {
        adults += wijk.people.adults().iter().sum::<f64>();
    }
    let effective = match area {
        Area::Land(_) => 60_000.0,
        Area::Wijk(..) => (450.0 + 0.16 * adults).min(1_600.0),
        _ => 2_400.0 + adults / 30.0,
    };
    let part = match age {
        Age::Adults => 1.0,
        Age::Younger => 0.7,
        Age::Older => 0.35,
    };
    Some(bound(rounded(value, 1), codes.margin, effective * part))
}

/// Some topics are about older people only, and some questions came later.
fn is_asked(stem: &str, age: Age, year: i32) -> bool {
    let only_older = ["BrozeGezondheid", "Valincident", "Ondergewicht"].contains(&stem);
    let since = match stem {
        "EenOfMeerLangdurigeAandoeningen" | "Vrijwilligerswerk" => 2016,
        "LageVeerkracht" | "HogeVeerkracht" | "HeelVeelStressAfg4Weken" => 2020,
        _ => 0,
    };
    (!only_older || age == Age::Older) && year >= since
}

fn inhabitants(area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
    // Single ages are worked out per gemeente, so that they add up to those of the country.
    let ages = |area: Area<'_>| {
        let mut bands = [0.0; 5];
        for wijk in area.wijken() {
            for (sum, count) in bands.iter_mut().zip(wijk.people.bands(codes.year)) {
                *sum += count;
            }
        }
        single_ages(bands)
    };
    let pick = |ages: &[f64]| -> Option<f64> {
        let from = |first: usize| ages[first..].iter().sum();
        Some(match codes.age {
            "10000" => from(0),
            "22000" => from(95),
            "22300" => from(105),
            "10010" => ages[0],
            code => {
                let number: usize = code.parse().ok()?;
                let age = if number > 19_900 { number - 19_801 } else { (number - 10_000) / 100 };
                *ages.get(age)?
            }
        })
    };
    match area {
        Area::Land(country) => {
            let each = country.towns.iter().map(|town| pick(&ages(Area::Gemeente(town))));
            each.sum()
        }
        other => pick(&ages(other)),
    }
}

fn care(stem: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
    let rate = area.figure(&|wijk| register::care(stem, wijk, codes.year))?;
    let people: f64 = area.wijken().iter().map(|wijk| wijk.people.all(codes.year)).sum();
    Some(match codes.kind {
        "A050001" => (people * rate / 10_000.0).round(),
        "A050002" => rate.round(),
        _ => 1.0 + (rate / 2_000.0).min(8.0).round(),
    })
}

fn education(title: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<f64> {
    let level = match title {
        text if text.contains("basisonderwijs") => 0,
        text if text.contains("havo") => 1,
        _ => 2,
    };
    let value = area.figure(&|wijk| {
        let (shares, weight) = register::education(wijk)?;
        Some(Figure::Mean(shares[level], weight))
    })?;
    let people: f64 = area.wijken().iter().map(|wijk| wijk.people.all(2024)).sum();
    Some(bound(rounded(value, 1), codes.margin, 120.0 + 0.3 * people))
}

/// Returns the number of areas, as a number to reckon with.
pub fn count_of(areas: &[Area<'_>]) -> f64 {
    real(areas.len())
}
