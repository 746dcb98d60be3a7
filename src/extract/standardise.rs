//! Rates that take age into account, where an extract delivers counts and people per age band.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::forms::Ages;
use super::mapping::{LocalIndicator, Mapping};
use super::observation::{Amount, Observation};
use crate::area::AreaCode;
use crate::period::Year;
use crate::statistics::Confidence;
use crate::statistics::rate::{AgeBand, StandardBand, direct_rate, standard_population};
use crate::themes::AgeGroup;
use crate::unit::Unit;

/// Ending of the id of a standardised rate, behind that of the count that it is made of.
pub const STANDARDISED: &str = "_gestandaardiseerd";

/// Adds to an extract with age bands: the count of all ages together where it was not delivered,
/// and the rate standardised to the European Standard Population 2013 (Dobson 1991).
pub fn add(mapping: &mut Mapping, observations: &mut Vec<Observation>) -> Vec<String> {
    let mut notices = Vec::new();
    for index in 0..mapping.indicators.len() {
        let groups = banded(observations, index);
        if groups.is_empty() {
            continue;
        }
        let Some(local) = mapping.indicators.get(index).cloned() else {
            continue;
        };
        let standardised = mapping.indicators.len();
        let mut skipped = 0;
        let mut added = Vec::new();
        for ((area, period), bands) in groups {
            let Some(first) = bands.first().copied() else {
                continue;
            };
            let total = total(&bands);
            let has_all = observations.iter().any(|one| {
                one.indicator == index
                    && one.area == area
                    && one.period == period
                    && one.ages == Ages::Group(AgeGroup::All)
            });
            let like = |indicator: usize, amount: Amount| Observation {
                indicator,
                ages: Ages::Group(AgeGroup::All),
                amount,
                ..first.clone()
            };
            if !has_all && let Some((count, base)) = total {
                added.push(like(
                    index,
                    Amount::Count {
                        count,
                        base: Some(base),
                    },
                ));
            }
            match rate(&bands) {
                Some(amount) => added.push(like(standardised, amount)),
                None => skipped += 1,
            }
        }
        if added.iter().any(|one| one.indicator == standardised) {
            mapping.indicators.push(of_standardised(&local));
        }
        if skipped > 0 {
            notices.push(format!(
                "«{}»: in {skipped} gebieden is niet te standaardiseren: een leeftijdsgroep \
                 ontbreekt of past niet op groepen van vijf jaar, of er zijn minder dan 10 gevallen",
                local.indicator.id
            ));
        }
        observations.extend(added);
    }
    notices
}

type Banded<'a> = BTreeMap<(AreaCode, Year), Vec<&'a Observation>>;

fn banded(
    observations: &[Observation],
    index: usize,
) -> BTreeMap<(AreaCode, Year), Vec<&Observation>> {
    let mut groups: Banded<'_> = BTreeMap::new();
    let of_index = || observations.iter().filter(|one| one.indicator == index);
    for one in of_index().filter(|one| matches!(one.ages, Ages::Band { .. })) {
        let key = (one.area.clone(), one.period);
        groups.entry(key).or_default().push(one);
    }
    // «85+» is an age group of the report and the oldest band too.
    for one in of_index().filter(|one| matches!(one.ages, Ages::Group(_))) {
        if let Some(bands) = groups.get_mut(&(one.area.clone(), one.period))
            && bands.iter().all(|band| !overlap(band.ages, one.ages))
        {
            bands.push(one);
        }
    }
    groups
}

fn overlap(one: Ages, other: Ages) -> bool {
    let ((first, last), (first_other, last_other)) = (bounds(one), bounds(other));
    first <= last_other.unwrap_or(u8::MAX) && first_other <= last.unwrap_or(u8::MAX)
}

const fn counted(one: &Observation) -> Option<(f64, f64)> {
    match one.amount {
        Amount::Count {
            count,
            base: Some(base),
        } => Some((count, base)),
        _ => None,
    }
}

/// Counts and people of all bands; nothing when one is not known or they leave ages out.
fn total(bands: &[&Observation]) -> Option<(f64, f64)> {
    covers_all(bands).then_some(())?;
    bands.iter().try_fold((0.0, 0.0), |(count, base), one| {
        let (more, people) = counted(one)?;
        Some((count + more, base + people))
    })
}

fn bounds(ages: Ages) -> (u8, Option<u8>) {
    match ages {
        Ages::Band { first, last } => (first, last),
        Ages::Group(group) => group.bounds(),
    }
}

/// Whether bands follow each other from birth to the oldest, without gap or overlap.
fn covers_all(bands: &[&Observation]) -> bool {
    let mut spans: Vec<(u8, Option<u8>)> = bands.iter().map(|one| bounds(one.ages)).collect();
    spans.sort_unstable();
    let mut next = Some(0);
    for (first, last) in spans {
        if next != Some(first) {
            return false;
        }
        next = last.and_then(|last| last.checked_add(1));
    }
    next.is_none()
}

/// The standardised rate per 1 000 people.
fn rate(bands: &[&Observation]) -> Option<Amount> {
    covers_all(bands).then_some(())?;
    let standard = standard_population();
    let mut weights = Vec::with_capacity(bands.len());
    let mut ages = Vec::with_capacity(bands.len());
    for one in bands {
        let (count, population) = counted(one)?;
        weights.push(weight(&standard, bounds(one.ages))?);
        ages.push(AgeBand { count, population });
    }
    let rate = direct_rate(&ages, &weights, 1000.0, Confidence::P95).ok()?;
    Some(Amount::Standardised {
        rate: rate.value(),
        margin: rate.interval(),
        events: ages.iter().map(|band| band.count).sum(),
    })
}

/// People of the standard population in a band; nothing when a band of five years lies across its
/// bounds.
fn weight(standard: &[StandardBand], (first, last): (u8, Option<u8>)) -> Option<f64> {
    let (first, last) = (u32::from(first), last.map(u32::from));
    let mut sum = 0.0;
    for band in standard {
        let begins = band.from >= first && last.is_none_or(|last| band.from <= last);
        let ends = band.to.map_or(last.is_none(), |to| {
            to >= first && last.is_none_or(|last| to <= last)
        });
        match (begins, ends) {
            (true, true) => sum += band.weight,
            (false, false) => {}
            _ => return None,
        }
    }
    (sum > 0.0).then_some(sum)
}

/// The indicator of the standardised rate: another definition, so never compared with the crude.
fn of_standardised(local: &LocalIndicator) -> LocalIndicator {
    let mut indicator = local.indicator.as_ref().clone();
    indicator.id = format!("{}{STANDARDISED}", indicator.id);
    indicator.label = format!("{}, bij een gelijke leeftijdsopbouw", indicator.label);
    indicator.kort = None;
    indicator.kern = None;
    indicator.kop = false;
    indicator.definitie = format!(
        "{} Per 1 000 mensen, alsof elk gebied evenveel mensen van elke leeftijd had als de \
         Europese standaardbevolking van 2013.",
        indicator.definitie
    );
    indicator.definitie_id = format!("{}-esp2013", indicator.definitie_id);
    indicator.eenheid = Unit::Per1000;
    indicator.bevolking = AgeGroup::All;
    indicator.woorden = None;
    LocalIndicator {
        indicator: Arc::new(indicator),
        ..local.clone()
    }
}
