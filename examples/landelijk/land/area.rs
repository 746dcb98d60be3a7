//! The areas of a table, and what a figure of several wijken is.

use super::country::{Country, Town, Wijk};
use super::register::Figure;

/// An area that a table has a row of.
#[derive(Clone, Copy)]
pub enum Area<'a> {
    /// All gemeenten of the country.
    Land(&'a Country),
    /// The gemeenten of a GGD region.
    Ggd(&'a Country, &'a Town),
    /// A gemeente.
    Gemeente(&'a Town),
    /// A wijk of a gemeente.
    Wijk(&'a Town, &'a Wijk),
}

impl<'a> Area<'a> {
    /// Returns the code; Nederland has the one of the table.
    pub fn code(self, land: &str) -> String {
        match self {
            Self::Land(_) => land.to_owned(),
            Self::Ggd(_, town) => town.ggd.clone(),
            Self::Gemeente(town) => town.code.to_string(),
            Self::Wijk(_, wijk) => wijk.code.clone(),
        }
    }

    /// Returns the name.
    pub fn name(self) -> String {
        match self {
            Self::Land(_) => "Nederland".to_owned(),
            Self::Ggd(_, town) => format!("{} (GGD)", town.ggd_name),
            Self::Gemeente(town) => town.name.clone(),
            Self::Wijk(_, wijk) => wijk.name.clone(),
        }
    }

    /// Returns what the table calls the level, and the gemeente.
    pub fn place(self) -> (&'static str, String) {
        match self {
            Self::Land(_) | Self::Ggd(..) => ("Land", "Nederland".to_owned()),
            Self::Gemeente(town) => ("Gemeente", town.name.clone()),
            Self::Wijk(town, _) => ("Wijk", town.name.clone()),
        }
    }

    /// Returns the wijken that the area is made of.
    pub fn wijken(self) -> Vec<&'a Wijk> {
        match self {
            Self::Land(country) => country.towns.iter().flat_map(|town| &town.wijken).collect(),
            Self::Ggd(country, of) => {
                let towns = country.towns.iter().filter(|town| town.ggd == of.ggd);
                towns.flat_map(|town| &town.wijken).collect()
            }
            Self::Gemeente(town) => town.wijken.iter().collect(),
            Self::Wijk(_, wijk) => vec![wijk],
        }
    }

    /// Returns the sum of counts, or the mean that the people of each wijk weigh in.
    pub fn figure(self, of: &dyn Fn(&Wijk) -> Option<Figure>) -> Option<f64> {
        let (mut count, mut sum, mut weights, mut found) = (0.0, 0.0, 0.0, false);
        for figure in self.wijken().into_iter().filter_map(of) {
            found = true;
            match figure {
                Figure::Count(number) => count += number,
                Figure::Mean(value, weight) => {
                    sum += value * weight;
                    weights += weight;
                }
            }
        }
        let mean = if weights > 0.0 { sum / weights } else { 0.0 };
        found.then_some(count + mean)
    }
}
