//! How the inhabitants of an area are spread over ages: a share for every five years, for the area
//! of a report and for Nederland.
//!
//! Each share stands in the table as a figure of its own, so that the figure of ages in a report can
//! be traced like any other.

use std::sync::Arc;

use super::derive::Derivation;
use super::row::{Figure, IndicatorTable, Method};
use super::scope::Scope;
use crate::area::AreaCode;
use crate::frame::AgeCounts;
use crate::period::Year;
use crate::reading::Reading;
use crate::statistics::Direction;
use crate::themes::{AgeGroup, Calculation, Catalogue, Indicator, Theme};

/// Years of age in a band.
const WIDTH: usize = 5;
/// First age of the open band.
const OPEN: usize = 90;

/// Inhabitants of five years of age, or of 90 or older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeBand {
    first: usize,
}

impl AgeBand {
    /// Returns all bands, from young to old.
    pub fn each() -> impl Iterator<Item = Self> {
        (0..=OPEN).step_by(WIDTH).map(|first| Self { first })
    }

    /// Returns the id of the indicator with the share of this band.
    pub fn id(self) -> String {
        match self.last() {
            Some(last) => format!("leeftijd_{:02}_{last:02}", self.first),
            None => format!("leeftijd_{}_plus", self.first),
        }
    }

    /// Returns the ages as they stand beside a bar: «0–4», «90+».
    pub fn label(self) -> String {
        match self.last() {
            Some(last) => format!("{}–{last}", self.first),
            None => format!("{}+", self.first),
        }
    }

    const fn last(self) -> Option<usize> {
        if self.first < OPEN {
            Some(self.first + WIDTH - 1)
        } else {
            None
        }
    }

    fn words(self) -> String {
        match self.last() {
            Some(last) => format!("Inwoners van {} tot en met {last} jaar", self.first),
            None => format!("Inwoners van {} jaar of ouder", self.first),
        }
    }

    /// The percentage of all inhabitants; `None` when the ages end too early or nobody lives there.
    fn share(self, ages: &AgeCounts) -> Option<f64> {
        let people = match self.last() {
            Some(last) => ages.between(self.first, last),
            None => ages.from_age(self.first)?,
        };
        let all = ages.total();
        (all > 0.0).then(|| people / all * 100.0)
    }
}

/// Adds the shares of the newest year in which the ages of the area and of Nederland are known.
pub fn add(
    table: &mut IndicatorTable,
    derivation: &Derivation<'_>,
    scope: &Scope,
    catalogue: &Catalogue,
) {
    let from_ages = |one: &&Arc<Indicator>| {
        matches!(one.berekening, Some(Calculation::LeeftijdVanaf { .. }))
            && one.niet_beschikbaar.is_none()
    };
    let Some(model) = catalogue.iter().find(from_ages) else {
        return;
    };
    let areas = [scope.subject(), AreaCode::Land];
    let populations = derivation.populations;
    let mut years = populations.age_years().into_iter().rev();
    let both = |year: &Year| {
        let known = |area| {
            let ages = populations.ages(area, *year)?;
            ages.from_age(OPEN)
        };
        areas.iter().all(|area| known(area).is_some())
    };
    let Some(year) = years.find(both) else {
        return;
    };
    for band in AgeBand::each() {
        let indicator = Arc::new(of_band(model, band));
        let found: Vec<Figure> = areas
            .iter()
            .filter_map(|area| figure(derivation, &indicator, band, area, year))
            .collect();
        if found.len() == areas.len() {
            let key = (indicator.id.clone(), AgeGroup::All);
            table.shown.insert(key, year);
            table.figures.extend(found);
        }
    }
}

fn figure(
    derivation: &Derivation<'_>,
    indicator: &Arc<Indicator>,
    band: AgeBand,
    area: &AreaCode,
    year: Year,
) -> Option<Figure> {
    let ages = derivation.populations.ages(area, year)?;
    let value = band.share(ages)?;
    // The ages of a region are those of its gemeenten, from the same table.
    let sources = &derivation.observations.ages_source;
    let own = sources.get(&(area.clone(), year));
    let any = || {
        let mut of_year = sources.iter().filter(|((_, own), _)| *own == year);
        of_year.next().map(|(_, source)| source)
    };
    let (source, column) = own.or_else(any)?;
    Some(Figure {
        reading: Reading::Known {
            value,
            margin: None,
        },
        method: Method::SingleAges,
        population: Some(ages.total()),
        column: column.to_string(),
        source: *source,
        fictitious: ages.fictitious,
        fictitious_population: ages.fictitious,
        ..derivation.empty(indicator, area, year, AgeGroup::All)
    })
}

fn of_band(model: &Indicator, band: AgeBand) -> Indicator {
    let label = band.words();
    Indicator {
        id: band.id(),
        kern: None,
        kop: false,
        definitie: format!("{label} op 1 januari, als percentage van alle inwoners."),
        definitie_id: format!("{}-van-alle-inwoners", band.id().replace('_', "-")),
        label,
        kort: None,
        thema: Theme::Context,
        richting: Direction::Neutraal,
        woorden: None,
        leeftijden: Vec::new(),
        triple_aim: Vec::new(),
        positieve_gezondheid: Vec::new(),
        ..model.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::frame::AgeClass;

    fn ages(last: usize) -> AgeCounts {
        let mut classes: BTreeMap<AgeClass, f64> = (0..last)
            .map(|age| {
                let people = u32::try_from(200 - age).unwrap();
                (AgeClass::Single(age), f64::from(people))
            })
            .collect();
        classes.insert(AgeClass::Open(last), 7.0);
        AgeCounts::from_classes(classes, false).unwrap()
    }

    #[test]
    fn the_bands_hold_everybody_once() {
        for last in [90, 95, 105] {
            let ages = ages(last);
            let shares: Vec<f64> = AgeBand::each()
                .map(|band| band.share(&ages).unwrap())
                .collect();
            assert_eq!(shares.len(), 19);
            assert!((shares.iter().sum::<f64>() - 100.0).abs() < 1e-9, "{last}");
            // Every younger band has more people here.
            let closed = &shares[..18];
            assert!(closed.windows(2).all(|pair| pair[0] > pair[1]), "{last}");
        }
        let open = AgeBand { first: OPEN };
        assert_eq!(open.share(&ages(85)), None);
    }

    #[test]
    fn every_band_has_a_name_of_its_own() {
        let ids: Vec<String> = AgeBand::each().map(AgeBand::id).collect();
        assert_eq!(ids[0], "leeftijd_00_04");
        assert_eq!(ids[18], "leeftijd_90_plus");
        let labels: Vec<String> = AgeBand::each().map(AgeBand::label).collect();
        assert_eq!(labels[1], "5–9");
        assert_eq!(labels[18], "90+");
    }
}
