//! Made-up age bands and bounds that go with a value.

use crate::adults::Adults;
use crate::numbers::{logistic, logit};
use crate::random::Stream;

use super::indicators::Indicator;

/// Lower and upper bound in percent.
pub type Bounds = (f64, f64);

/// Returns the values of 18–64 and 65+ whose mean, weighted by people, is the value of 18+.
///
/// The difference is made smaller until both are between 0,5 and 99,5.
pub fn by_age(indicator: &Indicator, code: &str, value: f64, adults: Adults) -> (f64, f64) {
    let share = adults.younger / adults.all();
    let noise = 0.05 * Stream::of(&["leeftijd", code, indicator.key]).normal();
    let mut step = indicator.older + noise;
    loop {
        let older = 100.0 * logistic(logit(value / 100.0) + step);
        let older = (older * 10.0).round() / 10.0;
        let younger = (value - (1.0 - share) * older) / share;
        let possible = |p: f64| (0.5..=99.5).contains(&p);
        if possible(younger) && possible(older) {
            return (younger, older);
        }
        if step.abs() < 0.01 {
            return (value, value);
        }
        step /= 2.0;
    }
}

/// Returns 95 % bounds that are symmetric on the logit scale, as wide as those of a sample of
/// `effective` people.
pub fn bounds(value: f64, effective: f64) -> Bounds {
    let p = (value / 100.0).clamp(0.002, 0.998);
    let half = 1.96 / (effective * p * (1.0 - p)).sqrt();
    let place = logit(p);
    let (lower, upper) = (
        100.0 * logistic(place - half),
        100.0 * logistic(place + half),
    );
    (lower.min(value), upper.max(value))
}

/// Returns the sample size that a model estimate is made to look like.
pub fn effective_size(code: &str, adults: f64) -> f64 {
    match code.get(..2) {
        Some("NL") => 60_000.0,
        Some("GM") => 2_400.0 + adults / 30.0,
        _ => (450.0 + 0.16 * adults).min(1_600.0),
    }
}
