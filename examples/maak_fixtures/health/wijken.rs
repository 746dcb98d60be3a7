//! Made-up figures per wijk: around the gemeente, along a gradient that the real 2024 figures give.

use std::collections::BTreeMap;

use crate::adults::Adults;
use crate::numbers::{logistic, logit};
use crate::random::Stream;
use crate::sources::{Kwb, Sources};

use super::indicators::Indicator;
use super::too_few;

/// Returns the values per wijk in percent; the mean weighted by adults is that of the gemeente.
pub fn around_gemeente(
    sources: &Sources,
    adults: &BTreeMap<String, Adults>,
    gemeente: &str,
    indicator: &Indicator,
    year: &str,
    value: f64,
) -> BTreeMap<String, f64> {
    let Some(whole) = sources.kwb(gemeente) else {
        return BTreeMap::new();
    };
    let centre = logit(value / 100.0);
    let mut members = Vec::new();
    for code in sources
        .wijken_of(gemeente)
        .into_iter()
        .filter(|code| !too_few(sources, code))
    {
        if let (Some(wijk), Some(adults)) = (sources.kwb(code), adults.get(code)) {
            let place = centre + deviation(whole, wijk, code, indicator, year);
            members.push((code.to_string(), adults.all(), place));
        }
    }
    let shift = balancing_shift(&members, value / 100.0);
    members
        .into_iter()
        .map(|(code, _, place)| (code, 100.0 * logistic(place + shift)))
        .collect()
}

/// Returns how far a wijk is from its gemeente on the logit scale.
fn deviation(whole: &Kwb, wijk: &Kwb, code: &str, indicator: &Indicator, year: &str) -> f64 {
    let share_65 =
        |area: &Kwb| Some(area.cells.number("inwoners65plus")? / area.cells.number("inwoners")?);
    let older = share_65(wijk)
        .zip(share_65(whole))
        .map_or(0.0, |(wijk, whole)| wijk - whole);
    let density = log_ratio(wijk, whole, "adressendichtheid", 50.0);
    // What the registers do not explain is the same for all topics of a wijk, with a little extra.
    let chance = Stream::of(&["wijk", code]).normal();
    let extra = 0.035 * Stream::of(&["wijk", code, indicator.key, year]).normal();
    let causes = [
        prosperity(whole, wijk),
        older.clamp(-0.25, 0.25),
        density.clamp(-2.0, 2.0),
        chance,
    ];
    let explained: f64 = indicator
        .effects
        .iter()
        .zip(causes)
        .map(|(effect, x)| effect * x)
        .sum();
    explained + extra
}

/// Returns how much better off the wijk is than its gemeente, in log points and clipped at ±0,8.
fn prosperity(whole: &Kwb, wijk: &Kwb) -> f64 {
    let homes = log_ratio(wijk, whole, "wozWaarde", 0.0);
    let income = log_ratio(wijk, whole, "inkomenPerInwoner", 0.0);
    let owned = |area: &Kwb| area.cells.number("koopwoningen");
    let owning = owned(wijk)
        .zip(owned(whole))
        .map_or(0.0, |(wijk, whole)| (wijk - whole) / 100.0);
    (0.45 * homes + 0.8 * income + 0.8 * owning).clamp(-0.8, 0.8)
}

/// Returns ln of the ratio of a column, 0 where either is unknown.
fn log_ratio(wijk: &Kwb, whole: &Kwb, column: &str, added: f64) -> f64 {
    let pair = wijk.cells.number(column).zip(whole.cells.number(column));
    pair.map_or(0.0, |(wijk, whole)| ((wijk + added) / (whole + added)).ln())
}

/// Returns the shift that brings the weighted mean to `target`, by halving.
fn balancing_shift(members: &[(String, f64, f64)], target: f64) -> f64 {
    let total: f64 = members.iter().map(|(_, weight, _)| weight).sum();
    let mean = |shift: f64| {
        members
            .iter()
            .map(|(_, weight, place)| weight * logistic(place + shift))
            .sum::<f64>()
            / total
    };
    let (mut low, mut high) = (-3.0, 3.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if mean(middle) < target {
            low = middle
        } else {
            high = middle
        }
    }
    f64::midpoint(low, high)
}
