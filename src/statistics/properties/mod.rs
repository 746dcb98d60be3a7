//! Properties that hold for every input, not only for published ones.

mod comparisons;
mod intervals;
mod order;
mod simulation;

use proptest::prelude::*;

/// The number of cases of each property.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A percentage as published, with one decimal.
fn published_percentage() -> impl Strategy<Value = f64> {
    (0_u32..=1000).prop_map(|tenths| f64::from(tenths) / 10.0)
}

/// A percentage with published bounds around it, with one decimal.
fn published_margin() -> impl Strategy<Value = (f64, f64, f64)> {
    (0_u32..=1000, 0_u32..=80, 0_u32..=80).prop_map(|(value, down, up)| {
        let tenths = |t: u32| f64::from(t) / 10.0;
        (
            tenths(value),
            tenths(value.saturating_sub(down)),
            tenths((value + up).min(1000)),
        )
    })
}
