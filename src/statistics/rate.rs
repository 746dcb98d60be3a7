//! Rates that take age into account: directly and indirectly standardised.

use super::error::{StatisticsError, not_negative, positive};
use super::interval::{Estimate, byar, count_interval};
use super::quantile::Confidence;
use super::size::count_of;
use super::sum::stable_sum;

/// A directly standardised rate needs at least this many events.
pub const LEAST_EVENTS: f64 = 10.0;

/// The European Standard Population 2013 (Eurostat), per 100 000 people.
const STANDARD_POPULATION: &str = include_str!("standard-population.csv");

/// One age band of the standard population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandardBand {
    /// First age of the band.
    pub from: u32,
    /// Last age of the band; the oldest band is open-ended.
    pub to: Option<u32>,
    /// People in the band.
    pub weight: f64,
}

/// Returns the 19 bands of the European Standard Population 2013, youngest first.
pub fn standard_population() -> Vec<StandardBand> {
    STANDARD_POPULATION
        .lines()
        .skip(1)
        .map(|line| standard_band(line).expect("the tests read every line of the data file"))
        .collect()
}

fn standard_band(line: &str) -> Option<StandardBand> {
    let mut cells = line.split(',');
    let from = cells.next()?.parse().ok()?;
    let to = match cells.next()? {
        "" => None,
        last => Some(last.parse().ok()?),
    };
    let weight = cells.next()?.parse().ok()?;
    cells
        .next()
        .is_none()
        .then_some(StandardBand { from, to, weight })
}

/// Events and people of one age band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgeBand {
    /// Number of events.
    pub count: f64,
    /// Number of people.
    pub population: f64,
}

impl AgeBand {
    fn checked(&self) -> Result<&Self, StatisticsError> {
        not_negative("het aantal in een leeftijdsgroep", self.count)?;
        positive("de bevolking van een leeftijdsgroep", self.population)?;
        Ok(self)
    }
}

fn same_length<A, B>(bands: &[A], other: &[B]) -> Result<(), StatisticsError> {
    if bands.len() == other.len() && !bands.is_empty() {
        return Ok(());
    }
    Err(StatisticsError::TooFew {
        what: "leeftijdsgroepen",
        needed: count_of(other).max(1),
        found: count_of(bands),
    })
}

/// Returns the directly standardised rate per `multiplier` people (Dobson et al. 1991).
///
/// D = Σw·O/n / Σw, var = ΣO(w/n)²/(Σw)², bounds D + √(var/ΣO)·(Byar(ΣO) − ΣO). `weights` are
/// the standard population of the same bands.
///
/// # Errors
/// When there are fewer than 10 events in all, the bands do not match the weights, or a number is
/// negative.
pub fn direct_rate(
    bands: &[AgeBand],
    weights: &[f64],
    multiplier: f64,
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    same_length(bands, weights)?;
    let multiplier = positive("de eenheid", multiplier)?;
    let mut rates = Vec::with_capacity(bands.len());
    let mut variances = Vec::with_capacity(bands.len());
    for (band, &weight) in bands.iter().zip(weights) {
        let band = band.checked()?;
        let per_person = not_negative("een standaardgewicht", weight)? / band.population;
        rates.push(per_person * band.count);
        variances.push(per_person * per_person * band.count);
    }
    let events = stable_sum(bands.iter().map(|band| band.count));
    if events < LEAST_EVENTS {
        return Err(StatisticsError::Undefined {
            what: "het gestandaardiseerde cijfer",
            reason: "er zijn minder dan 10 gevallen",
        });
    }
    let standard = positive("de standaardbevolking", stable_sum(weights.iter().copied()))?;
    let rate = stable_sum(rates) / standard;
    let variance = stable_sum(variances) / (standard * standard);
    let scale = (variance / events).sqrt();
    let interval = byar(events, level)?;
    Estimate::new(
        multiplier * rate,
        multiplier * (rate + scale * (interval.lower() - events)),
        multiplier * (rate + scale * (interval.upper() - events)),
    )
}

/// Returns the number of events to expect at the rates of a reference population, Σn·R/N.
///
/// # Errors
/// When the bands do not match or a number is negative.
pub fn expected_count(populations: &[f64], reference: &[AgeBand]) -> Result<f64, StatisticsError> {
    same_length(populations, reference)?;
    let mut terms = Vec::with_capacity(populations.len());
    for (&population, band) in populations.iter().zip(reference) {
        let population = not_negative("de bevolking van een leeftijdsgroep", population)?;
        let band = band.checked()?;
        terms.push(population * band.count / band.population);
    }
    Ok(stable_sum(terms))
}

/// Returns the indirectly standardised ratio observed / expected, times `multiplier` (100: SMR).
///
/// Bounds are those of the observed count (Byar; exact below 10) divided by the expected count.
///
/// # Errors
/// When the expected count is not above zero or the observed count is negative.
pub fn indirect_ratio(
    observed: f64,
    expected: f64,
    multiplier: f64,
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    let expected = positive("het verwachte aantal", expected)?;
    let scale = positive("de eenheid", multiplier)? / expected;
    let interval = count_interval(observed, level)?;
    Estimate::new(
        observed * scale,
        interval.lower() * scale,
        interval.upper() * scale,
    )
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;
