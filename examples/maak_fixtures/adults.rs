//! Adults per area, to keep 18–64, 65+ and 18+ consistent in the health figures.

use std::collections::BTreeMap;

use crate::ages::SingleAges;
use crate::areas::{gemeente_of, is_wijk};
use crate::bands::Bands;

/// Adults of one area in 2024.
#[derive(Clone, Copy)]
pub struct Adults {
    /// People of 18–64.
    pub younger: f64,
    /// People of 65 or older.
    pub older: f64,
}

impl Adults {
    /// Returns the people of 18 or older.
    pub fn all(self) -> f64 {
        self.younger + self.older
    }
}

/// Returns the adults of the country, every gemeente and every wijk of the region.
///
/// For a wijk N(18–64) = N(25–65) + N(15–25) × the gemeente's share of 18–24 in 15–24.
pub fn adults(
    bands: &BTreeMap<String, Bands>,
    ages: &BTreeMap<String, SingleAges>,
) -> BTreeMap<String, Adults> {
    let sum = |ages: &SingleAges, from: usize, to: usize| ages[from..to].iter().sum::<i64>() as f64;
    let mut all = BTreeMap::new();
    for (code, ages) in ages {
        let adults = Adults {
            younger: sum(ages, 18, 65),
            older: sum(ages, 65, ages.len()),
        };
        all.insert(code.clone(), adults);
    }
    for (code, bands) in bands.iter().filter(|(code, _)| is_wijk(code)) {
        let Some(gemeente) = ages.get(&gemeente_of(code)) else {
            continue;
        };
        let grown = sum(gemeente, 18, 25) / sum(gemeente, 15, 25);
        let [_, young, middle, late, old] = bands.counts.map(|count| count as f64);
        all.insert(
            code.clone(),
            Adults {
                younger: young * grown + middle + late,
                older: old,
            },
        );
    }
    all
}
