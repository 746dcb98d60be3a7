//! Who lives in a wijk: how many of each age, and how well off they are.

use super::noise::{fives, normal, real, rounded};

/// The year that the shares and numbers below are of.
const BASE: i32 = 2024;
/// Ages 0 … 104, and one class for 105 or older.
pub const AGES: usize = 106;
/// First ages of the bands of the key figures, and the end.
pub const BANDS: [usize; 6] = [0, 15, 25, 45, 65, AGES];
/// How much larger the share of 65 or older becomes in a year.
const OLDER_PER_YEAR: f64 = 0.003;

/// What sets an area apart from the country; 0 is average.
#[derive(Debug, Clone, Copy)]
pub struct Character {
    /// How well off people are, in standard deviations of wijken.
    pub prosperity: f64,
    /// Share of people of 65 or older above that of the country.
    pub older: f64,
    /// What nothing explains, the same for all topics.
    pub chance: f64,
    /// Growth of the number of people in a year.
    pub growth: f64,
}

/// The people of a wijk.
#[derive(Debug, Clone)]
pub struct People {
    /// What sets the wijk apart.
    pub character: Character,
    /// Addresses per square kilometre in the surroundings.
    pub addresses: f64,
    inhabitants: f64,
    shares: [f64; 5],
}

impl Character {
    /// Returns what a gemeente is like: less well off in a large city and at the edges of the
    /// country, older in the east.
    pub fn of_town(code: &str, [east, north]: [f64; 2], inhabitants: f64) -> Self {
        let city = (inhabitants / 100_000.0).ln().clamp(0.0, 2.0);
        let edge = (north - 52.2).powi(2) * 0.25 + (east - 5.1).powi(2) * 0.12;
        Self {
            prosperity: 0.45 * normal(&["welvaart", code]) - 0.35 * city - edge + 0.25,
            older: 0.022 * normal(&["ouderen", code]) + 0.018 * (east - 5.3) - 0.025 * city,
            chance: 0.4 * normal(&["toeval", code]),
            growth: 0.005 + 0.005 * normal(&["groei", code]),
        }
    }

    fn of_wijk(&self, wijk: &str) -> Self {
        Self {
            prosperity: self.prosperity + 0.75 * normal(&["welvaart", wijk]),
            older: self.older + 0.045 * normal(&["ouderen", wijk]),
            chance: self.chance + 0.8 * normal(&["toeval", wijk]),
            growth: self.growth + 0.004 * normal(&["groei", wijk]),
        }
    }
}

impl People {
    /// Returns the people of a wijk of a gemeente; `density` is per square kilometre.
    pub fn of(wijk: &str, town: &Character, inhabitants: f64, density: f64) -> Self {
        let character = town.of_wijk(wijk);
        let old = (0.205 + character.older).clamp(0.05, 0.45);
        let young =
            (0.155 + 0.02 * normal(&["kinderen", wijk]) - 0.25 * character.older).clamp(0.06, 0.26);
        let rest = 1.0 - old - young;
        let starters = (0.19 + 0.03 * normal(&["starters", wijk])).clamp(0.1, 0.35);
        let settled =
            (0.42 - character.older + 0.03 * normal(&["gevestigd", wijk])).clamp(0.3, 0.52);
        let shares = [
            young,
            rest * starters,
            rest * (1.0 - starters - settled),
            rest * settled,
            old,
        ];
        Self {
            character,
            addresses: rounded((0.48 * density).clamp(6.0, 6_500.0), 0),
            inhabitants,
            shares,
        }
    }

    /// Returns the people in the five bands on 1 January of a year, as CBS rounds them.
    pub fn bands(&self, year: i32) -> [f64; 5] {
        let later = f64::from(year - BASE);
        let all = self.inhabitants * (1.0 + self.character.growth).powi(year - BASE);
        let older = OLDER_PER_YEAR * later;
        let others = 1.0 - self.shares[4];
        [0, 1, 2, 3, 4].map(|band| {
            let share = self.shares[band];
            let moved = match band {
                4 => share + older,
                _ => share * (others - older) / others,
            };
            fives(all * moved)
        })
    }

    /// Returns all people on 1 January of a year.
    pub fn all(&self, year: i32) -> f64 {
        self.bands(year).iter().sum()
    }

    /// Returns people of 18–64 and people of 65 or older in 2024.
    pub fn adults(&self) -> [f64; 2] {
        let [_, starters, young, settled, old] = self.bands(BASE);
        [0.7 * starters + young + settled, old]
    }

    /// Returns whether sources publish counts of the wijk only: next to nobody lives there.
    pub fn is_few(&self) -> bool {
        self.all(BASE) < 50.0
    }
}

/// Returns the people per year of age that add up to the bands.
pub fn single_ages(bands: [f64; 5]) -> Vec<f64> {
    let mut ages = Vec::with_capacity(AGES);
    for (band, total) in bands.into_iter().enumerate() {
        let weights: Vec<f64> = (BANDS[band]..BANDS[band + 1]).map(weight).collect();
        let all: f64 = weights.iter().sum();
        let (mut given, mut passed) = (0.0, 0.0);
        // Every age gets what the sum so far should be, less what was given: it adds up.
        for part in weights {
            passed += part;
            let upto = (total * passed / all).round();
            ages.push(upto - given);
            given = upto;
        }
    }
    ages
}

/// How many people there are of an age, beside other ages.
fn weight(age: usize) -> f64 {
    let age = real(age);
    let wave = 1.0 + 0.12 * ((age - 30.0) / 8.0).sin().powi(2) + 0.1 * (age / 60.0);
    // Few are left after 90, and next to nobody after 100.
    wave * (-((age - 85.0) / 8.0).exp()).exp()
}
