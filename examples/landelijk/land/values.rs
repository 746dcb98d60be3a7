//! The value of every cell of every table.

use std::collections::BTreeMap;

use super::area::Area;
use super::columns::Topic;
use super::country::Wijk;
use super::model::{self, Age, Modelled};
use super::noise::{logistic, logit, normal, rounded};
use super::people::{AGES, single_ages};
use super::register::{self, Figure};

/// Gemeenten with fewer inhabitants have no figures in a survey: too few people answered.
const SMALLEST_SURVEYED: f64 = 6_000.0;

/// The year of the newest key figures.
const NEWEST: i32 = 2025;

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
    pub modelled: BTreeMap<String, String>,
}

/// A figure before it becomes a value or a bound.
#[derive(Debug, Clone, Copy)]
struct Estimate {
    value: f64,
    /// How many people a sample of the same certainty has; none for a figure without bounds.
    effective: Option<f64>,
}

impl From<f64> for Estimate {
    fn from(value: f64) -> Self {
        Self {
            value,
            effective: None,
        }
    }
}

impl Values {
    /// Returns the figures of a column, row after row.
    pub fn column(&self, topic: &Topic, rows: &[(Area<'_>, Codes<'_>)]) -> Vec<Option<f64>> {
        if self.series == "leeftijden" {
            return inhabitants(rows);
        }
        // Three rows share an estimate: the value and its bounds.
        let mut known: BTreeMap<(String, &str, i32), Option<Estimate>> = BTreeMap::new();
        let each = rows.iter().map(|(area, codes)| {
            let key = (area.code("NL"), codes.age, codes.year);
            let estimate = *known
                .entry(key)
                .or_insert_with(|| self.estimate(topic, *area, codes));
            let estimate = estimate?;
            let value = match (estimate.effective, self.series.as_str()) {
                (Some(effective), _) => bound(estimate.value, codes.margin, effective),
                (None, "zorggebruik") => care_kind(estimate.value, *area, codes),
                (None, _) => estimate.value,
            };
            Some(rounded(value, topic.decimals))
        });
        each.collect()
    }

    fn estimate(&self, topic: &Topic, area: Area<'_>, codes: &Codes<'_>) -> Option<Estimate> {
        let (stem, year) = (topic.stem.as_str(), codes.year);
        let registered = |of: &dyn Fn(&Wijk) -> Option<Figure>| area.figure(of).map(Estimate::from);
        match self.series.as_str() {
            "kwb" if is_later(&topic.group, year) => None,
            "kwb" | "nabijheid" => {
                registered(&|wijk| register::key_figure(stem, &topic.unit, wijk, year))
            }
            "gezondheid" => health(stem, area, codes),
            "gezondheidsmonitor" => self.survey(stem, area, codes),
            // People signed up themselves, so there are no bounds.
            "jongvolwassenen" => {
                let answered = self.survey(stem, area, codes)?;
                Some(Estimate::from(answered.value))
            }
            "zorggebruik" => registered(&|wijk| register::care(stem, wijk, year)),
            "ses" => registered(&|wijk| register::score(&topic.group, wijk, year)),
            "beweegvriendelijk" => registered(&|wijk| register::moving(stem, wijk, year)),
            "opleiding" => education(&topic.title, area),
            _ => None,
        }
    }

    fn survey(&self, stem: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<Estimate> {
        let people = people(area, 2024);
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
        let spread = match area {
            Area::Gemeente(_) => 0.05,
            Area::Ggd(..) => 0.02,
            _ => 0.0,
        };
        let code = area.code("NL");
        let chance = spread * normal(&["enquête", &code, stem, &codes.year.to_string()]);
        let answered = match area {
            Area::Land(_) => 250_000.0,
            Area::Ggd(..) => 9_000.0,
            _ => 500.0 + people / 90.0,
        };
        let part = if age == Age::Adults { 1.0 } else { 0.5 };
        Some(Estimate {
            value: rounded(100.0 * logistic(logit(mean / 100.0) + chance), 1),
            effective: Some(answered * part),
        })
    }
}

fn people(area: Area<'_>, year: i32) -> f64 {
    area.wijken().iter().map(|wijk| wijk.people.all(year)).sum()
}

fn bound(value: f64, margin: &str, effective: f64) -> f64 {
    let (lower, upper) = model::bounds(value, effective);
    match margin {
        "MOG0095" => lower,
        "MBG0095" => upper,
        _ => value,
    }
}

fn health(stem: &str, area: Area<'_>, codes: &Codes<'_>) -> Option<Estimate> {
    let age = Age::of_code(codes.age);
    if !is_asked(stem, age, codes.year) {
        return None;
    }
    let modelled = Modelled::of(stem);
    let value = area.figure(&|wijk| {
        let (value, weight) = modelled.of_wijk(wijk, age, codes.year);
        (!wijk.people.is_few()).then_some(Figure::Mean(value, weight))
    })?;
    let wijken = area.wijken();
    let adults: f64 = wijken.iter().flat_map(|wijk| wijk.people.adults()).sum();
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
    Some(Estimate {
        value: rounded(value, 1),
        effective: Some(effective * part),
    })
}

/// Key figures of the newest year come out in parts: income, care and nearness are the last.
fn is_later(group: &str, year: i32) -> bool {
    let last = [
        "Inkomen van personen",
        "Inkomen van huishoudens",
        "Sociale zekerheid",
        "Zorg",
        "Nabijheid voorzieningen",
        "Basisonderwijs",
        "Arbeid",
        "Opleidingsniveau",
    ];
    year == NEWEST && last.contains(&group)
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

/// Inhabitants per year of age: worked out per gemeente, so that they add up to the country.
fn inhabitants(rows: &[(Area<'_>, Codes<'_>)]) -> Vec<Option<f64>> {
    let mut known: BTreeMap<(String, i32), Vec<f64>> = BTreeMap::new();
    let each = rows.iter().map(|(area, codes)| {
        let key = (area.code("NL"), codes.year);
        let ages = known
            .entry(key)
            .or_insert_with(|| ages_of(*area, codes.year));
        let from = |first: usize| ages.get(first..).map(|part| part.iter().sum());
        match codes.age {
            "10000" => from(0),
            "22000" => from(95),
            "22300" => from(105),
            "10010" => ages.first().copied(),
            code => {
                let number: usize = code.parse().ok()?;
                let of_hundreds = number.checked_sub(10_000).map(|age| age / 100);
                let age = number.checked_sub(19_801).filter(|age| *age >= 100);
                ages.get(age.or(of_hundreds)?).copied()
            }
        }
    });
    each.collect()
}

fn ages_of(area: Area<'_>, year: i32) -> Vec<f64> {
    if let Area::Land(country) = area {
        let towns = country
            .towns
            .iter()
            .map(|town| ages_of(Area::Gemeente(town), year));
        return towns.fold(vec![0.0; AGES], |sum, ages| {
            sum.iter().zip(ages).map(|(a, b)| a + b).collect()
        });
    }
    let bands = area
        .wijken()
        .into_iter()
        .map(|wijk| wijk.people.bands(year));
    single_ages(bands.fold([0.0; 5], |sum, one| {
        [0, 1, 2, 3, 4].map(|band| sum[band] + one[band])
    }))
}

/// Turns people per 10 000 into the kind of figure of a row.
fn care_kind(rate: f64, area: Area<'_>, codes: &Codes<'_>) -> f64 {
    match codes.kind {
        "A050001" => (people(area, codes.year) * rate / 10_000.0).round(),
        "A050002" => rate.round(),
        _ => 1.0 + (rate / 2_000.0).min(8.0).round(),
    }
}

fn education(title: &str, area: Area<'_>) -> Option<Estimate> {
    let level = match title {
        text if text.contains("basisonderwijs") => 0,
        text if text.contains("havo") => 1,
        _ => 2,
    };
    let value = area.figure(&|wijk| {
        let (shares, weight) = register::education(wijk)?;
        Some(Figure::Mean(shares[level], weight))
    })?;
    Some(Estimate {
        value: rounded(value, 1),
        effective: Some(120.0 + 0.3 * people(area, 2024)),
    })
}
