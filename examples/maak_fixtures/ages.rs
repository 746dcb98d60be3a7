//! Single ages on 1 January 2024: a smooth curve that fits the five bands of each gemeente.
//!
//! The shape is made up: in the region that of the 5-year ages of the gemeente's postcode areas
//! in 2021, elsewhere a plausible Dutch curve. The sums over the bands are those of `bands`.

use std::collections::BTreeMap;

use crate::bands::Bands;
use crate::fault::{Fault, Outcome};
use crate::numbers::{interpolate, share_out};
use crate::sources::Sources;

/// Ages 0 … 104 and one class for 105 or older.
pub const AGES: usize = 106;

/// Inhabitants by single age; the last is 105 or older.
pub type SingleAges = [i64; AGES];

/// First ages of the five bands, and the end.
const BAND_STARTS: [usize; 6] = [0, 15, 25, 45, 65, AGES];

/// Plausible Dutch inhabitants (thousands) in 5-year classes 0–4 … 90–94 and 95+.
const DUTCH_CURVE: [f64; 20] = [
    856.0, 898.0, 956.0, 1012.0, 1128.0, 1190.0, 1205.0, 1125.0, 1068.0, 1042.0, 1208.0, 1282.0,
    1196.0, 1052.0, 925.0, 762.0, 482.0, 262.0, 106.0, 27.0,
];

/// How many of an age are left one year later from 95 on.
const SURVIVAL_95: f64 = 0.66;

/// Ages at which the bands are taken to sit, for smooth factors between them.
const BAND_CENTRES: [f64; 5] = [7.0, 20.0, 35.0, 55.0, 78.0];

/// Returns the single ages of the country and every gemeente.
pub fn single_ages(
    sources: &Sources,
    bands: &BTreeMap<String, Bands>,
) -> Outcome<BTreeMap<String, SingleAges>> {
    let mut all = BTreeMap::new();
    for (code, bands) in bands.iter().filter(|(code, _)| !code.starts_with("WK")) {
        let classes = if sources.in_region(code) {
            classes_2021(sources, code)?
        } else {
            DUTCH_CURVE
        };
        all.insert(code.clone(), fit(curve(&classes), bands));
    }
    Ok(all)
}

/// Returns the real 5-year classes of 2021 over the postcode areas of a gemeente.
fn classes_2021(sources: &Sources, code: &str) -> Outcome<[f64; 20]> {
    let mut classes = [0.0; 20];
    for row in sources
        .pc4_ages
        .iter()
        .filter(|row| row.get("gemeentecode") == Some(code))
    {
        let first = row
            .get("leeftijd")
            .and_then(|text| text.split(['-', '+']).next());
        let class = first
            .and_then(|text| text.parse::<usize>().ok())
            .map(|age| age / 5);
        match class.and_then(|class| classes.get_mut(class)) {
            Some(sum) => *sum += row.number("inwoners").unwrap_or_default(),
            None => {
                return Err(Fault::Shape {
                    path: "bevolking/pc4_leeftijd_5jaar.csv".into(),
                    what: format!("onbekende leeftijdsklasse {:?}", row.get("leeftijd")),
                });
            }
        }
    }
    Ok(classes.map(|count| count.max(0.5)))
}

/// Returns a smooth curve over single ages with the given class sums.
fn curve(classes: &[f64; 20]) -> [f64; AGES] {
    let middles: Vec<(f64, f64)> = classes[..19]
        .iter()
        .enumerate()
        .map(|(i, n)| (i as f64 * 5.0 + 2.0, n / 5.0))
        .collect();
    let mut ages = [0.0; AGES];
    for (age, count) in ages.iter_mut().enumerate().take(95) {
        *count = interpolate(&middles, age as f64);
    }
    for (class, total) in classes[..19].iter().enumerate() {
        let part = &mut ages[class * 5..class * 5 + 5];
        let factor = total / part.iter().sum::<f64>();
        part.iter_mut().for_each(|count| *count *= factor);
    }
    let mut left = classes[19] * (1.0 - SURVIVAL_95);
    for count in &mut ages[95..] {
        *count = left;
        left *= SURVIVAL_95;
    }
    smoothed(&ages)
}

/// Returns the moving average over three ages, with 0 and the open class as they are.
fn smoothed(ages: &[f64; AGES]) -> [f64; AGES] {
    let mut smooth = *ages;
    for age in 1..AGES - 1 {
        smooth[age] = (ages[age - 1] + ages[age] + ages[age + 1]) / 3.0;
    }
    smooth
}

/// Bends the curve towards the bands and rounds it so that every band adds up exactly.
fn fit(mut curve: [f64; AGES], bands: &Bands) -> SingleAges {
    for _ in 0..40 {
        let knots: Vec<(f64, f64)> = BAND_CENTRES
            .iter()
            .zip(bands.counts)
            .enumerate()
            .map(|(band, (&centre, count))| {
                let sum: f64 = curve[BAND_STARTS[band]..BAND_STARTS[band + 1]].iter().sum();
                (centre, (count as f64 / sum).ln())
            })
            .collect();
        for (age, count) in curve.iter_mut().enumerate() {
            *count *= interpolate(&knots, age as f64).exp();
        }
    }
    let mut ages = [0; AGES];
    for (band, count) in bands.counts.into_iter().enumerate() {
        let range = BAND_STARTS[band]..BAND_STARTS[band + 1];
        ages[range.clone()].copy_from_slice(&share_out(count, &curve[range], 1));
    }
    ages
}
