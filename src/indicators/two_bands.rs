//! What a percentage would be with the ages of Nederland: the two-band view of 18–64 and 65+
//! (statistics.md 4.6). Gemeente and up only, for modelled headline indicators.
//!
//! The result stands in the table as a figure of its own, so that it can be traced like any other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::age_parts::{self, AgePart};
use super::derive::Derivation;
use super::nearby::remark;
use super::region::{self, Members};
use super::row::{Figure, IndicatorTable, Method};
use super::scope::Scope;
use crate::area::{AreaCode, AreaLevel};
use crate::period::Year;
use crate::reading::Reading;
use crate::statistics::standardise::TwoBands;
use crate::statistics::{FigureKind, Interval};
use crate::themes::{AgeGroup, Indicator};

/// Ending of the id of an indicator as if its areas had the ages of Nederland.
const ENDING: &str = "_als_nederland";

/// The age groups of the view, the whole first.
const AGES: [AgeGroup; 3] = [AgeGroup::Adults, AgeGroup::From18To64, AgeGroup::From65];

/// Returns the id of the two-band view of an indicator.
pub fn two_band_id(indicator: &str) -> String {
    format!("{indicator}{ENDING}")
}

/// Adds the two-band view of every headline indicator that has both bands.
pub fn add(
    table: &mut IndicatorTable,
    derivation: &Derivation<'_>,
    members: Members<'_>,
    scope: &Scope,
    indicators: &[Arc<Indicator>],
) {
    for indicator in indicators {
        let Some(year) = table
            .shown
            .get(&(indicator.id.clone(), AgeGroup::Adults))
            .copied()
        else {
            continue;
        };
        let figures = bands(derivation, members, indicator, year);
        let own = Arc::new(as_nederland(indicator));
        let areas = figures
            .keys()
            .map(|(area, _)| area.clone())
            .filter(|area| scope.shows(area) && *area != AreaCode::Land);
        let mut areas: Vec<AreaCode> = areas.collect();
        areas.dedup();
        let found: Vec<Figure> = areas
            .iter()
            .filter_map(|area| view(derivation, &figures, area, year, &own))
            .collect();
        if !found.is_empty() {
            let subject = found.iter().find(|one| one.area == scope.subject());
            if let Some(subject) = subject
                && let Some(both) = with_country(derivation, &figures, &subject.area, year)
            {
                let made_up = made_up_bands(&figures, &AreaCode::Land);
                let parts = age_parts::of(indicator, subject, &both.area, &both.country, made_up);
                for part in AgePart::EACH {
                    let key = (part.id(&indicator.id), AgeGroup::Adults);
                    table.shown.insert(key, year);
                }
                table.figures.extend(parts);
                add_bands(table, &figures, &subject.area);
            }
            table.shown.insert((own.id.clone(), AgeGroup::Adults), year);
            table.figures.extend(found);
        }
    }
}

/// Adds the figures of both bands of an area and of Nederland, so that the view can be traced to what
/// it was made of. Those that stand there already stay as they are.
fn add_bands(table: &mut IndicatorTable, figures: &Bands, area: &AreaCode) {
    let wanted = [area, &AreaCode::Land].into_iter().flat_map(|area| {
        let bands = [AgeGroup::From18To64, AgeGroup::From65];
        bands.map(|age| (area.clone(), age))
    });
    for key in wanted {
        let Some(figure) = figures.get(&key) else {
            continue;
        };
        let known = table.figures.iter().any(|one| {
            one.indicator.id == figure.indicator.id
                && (&one.area, one.age, one.period) == (&figure.area, figure.age, figure.period)
        });
        if !known {
            table.figures.push(figure.clone());
        }
    }
}

/// Whether an indicator may have the view: a modelled headline of everybody from 18 on.
pub fn has_view(indicator: &Indicator) -> bool {
    indicator.kop
        && indicator.soort == FigureKind::Modelschatting
        && indicator.bevolking == AgeGroup::Adults
        && indicator.berekening.is_none()
}

type Bands = BTreeMap<(AreaCode, AgeGroup), Figure>;

/// The figures of the three age groups for the country, the gemeenten and the region.
fn bands(
    derivation: &Derivation<'_>,
    members: Members<'_>,
    indicator: &Arc<Indicator>,
    year: Year,
) -> Bands {
    let all_ages = Arc::new(Indicator {
        leeftijden: AGES.to_vec(),
        ..indicator.as_ref().clone()
    });
    let of_gemeenten: Vec<Figure> = members
        .gemeenten
        .iter()
        .flat_map(|code| derivation.figures(&all_ages, &AreaCode::Gemeente(*code)))
        .filter(|figure| figure.period == year)
        .collect();
    let mut figures = derivation.figures(&all_ages, &AreaCode::Land);
    if members.region.level() != AreaLevel::Gemeente {
        figures.extend(region::figures(
            derivation,
            members,
            &all_ages,
            &of_gemeenten,
        ));
    }
    figures.extend(of_gemeenten);
    figures
        .into_iter()
        .filter(|figure| figure.period == year)
        .map(|figure| ((figure.area.clone(), figure.age), figure))
        .collect()
}

/// The bands of an area, with its share of 65 or older in the year `people_of`; `None` when one is
/// missing, or when together they are not the published figure of everybody.
fn two_bands(
    derivation: &Derivation<'_>,
    figures: &Bands,
    area: &AreaCode,
    people_of: Year,
) -> Option<TwoBands> {
    let value = |age| {
        let figure = figures.get(&(area.clone(), age))?;
        figure.reading.value()
    };
    let people = |age| derivation.populations.people(area, people_of, age);
    let (all, old) = (people(AgeGroup::Adults)?, people(AgeGroup::From65)?);
    let [whole, younger, older] = AGES.map(value);
    let bands = TwoBands::new(younger?, older?, old.number / all.number).ok()?;
    bands.agree_with(whole?).then_some(bands)
}

/// The bands of an area and of Nederland, with shares of one and the same year.
struct Both {
    area: TwoBands,
    country: TwoBands,
    people_of: Year,
}

fn with_country(
    derivation: &Derivation<'_>,
    figures: &Bands,
    area: &AreaCode,
    year: Year,
) -> Option<Both> {
    let areas = [area.clone(), AreaCode::Land];
    let ages = [AgeGroup::Adults, AgeGroup::From65];
    let people_of = derivation.populations.year_of_all(&areas, year, &ages)?;
    Some(Both {
        area: two_bands(derivation, figures, area, people_of)?,
        country: two_bands(derivation, figures, &AreaCode::Land, people_of)?,
        people_of,
    })
}

fn view(
    derivation: &Derivation<'_>,
    figures: &Bands,
    area: &AreaCode,
    year: Year,
    indicator: &Arc<Indicator>,
) -> Option<Figure> {
    let Both {
        area: bands,
        country,
        people_of,
    } = with_country(derivation, figures, area, year)?;
    let whole = figures.get(&(area.clone(), AgeGroup::Adults))?;
    let value = bands.standardised(&country);
    Some(Figure {
        indicator: Arc::clone(indicator),
        reading: Reading::Known {
            value,
            margin: interval(figures, area, &country, value),
        },
        method: Method::TwoBands,
        population: None,
        as_published: false,
        derived_margin: true,
        remark: remark(year, people_of, AgeGroup::Adults),
        comparisons: Vec::new(),
        fictitious: made_up_bands(figures, area) || made_up_people(derivation, area, people_of),
        fictitious_margin: of_area(figures, area).any(|figure| figure.fictitious_margin),
        ..whole.clone()
    })
}

fn of_area<'a>(figures: &'a Bands, area: &AreaCode) -> impl Iterator<Item = &'a Figure> {
    AGES.iter()
        .filter_map(|age| figures.get(&(area.clone(), *age)))
}

/// Whether the percentage of any band of an area is made up.
fn made_up_bands(figures: &Bands, area: &AreaCode) -> bool {
    of_area(figures, area).any(|figure| figure.fictitious)
}

/// Whether the ages of the area or of Nederland are made up.
fn made_up_people(derivation: &Derivation<'_>, area: &AreaCode, year: Year) -> bool {
    [area, &AreaCode::Land].into_iter().any(|area| {
        [AgeGroup::Adults, AgeGroup::From65].into_iter().any(|age| {
            let people = derivation.populations.people(area, year, age);
            people.is_some_and(|people| people.fictitious)
        })
    })
}

/// The margin when the errors of both bands go the same way, which is the widest.
fn interval(figures: &Bands, area: &AreaCode, country: &TwoBands, value: f64) -> Option<Interval> {
    let half_width = |age| {
        let figure = figures.get(&(area.clone(), age))?;
        Some(figure.reading.margin()?.width() / 2.0)
    };
    let younger = half_width(AgeGroup::From18To64)?;
    let older = half_width(AgeGroup::From65)?;
    let half = TwoBands::standardised_error(country, younger, older).ok()?;
    Interval::around(value, (value - half).max(0.0), (value + half).min(100.0)).ok()
}

fn as_nederland(indicator: &Indicator) -> Indicator {
    Indicator {
        id: two_band_id(&indicator.id),
        kern: None,
        kop: false,
        label: format!("{}, met de leeftijden van Nederland", indicator.label),
        kort: None,
        definitie: format!(
            "{} Omgerekend: alsof in het gebied evenveel 65-plussers woonden als in Nederland. \
             Verschillen binnen de groepen 18 tot 65 jaar en 65-plus blijven bestaan.",
            indicator.definitie
        ),
        definitie_id: format!("{}-twee-leeftijden", indicator.definitie_id),
        leeftijden: Vec::new(),
        ..indicator.clone()
    }
}
