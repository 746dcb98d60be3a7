//! The order of the input changes no bit; corrections and roll-ups keep their bounds.

use proptest::prelude::*;

use super::config;
use crate::statistics::interval::{Interval, effective_sample_size, mean};
use crate::statistics::multiple::benjamini_hochberg;
use crate::statistics::quantile::Confidence;
use crate::statistics::rollup::{Part, Rollup, roll_up};

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let part = (1_u32..50_000, 0_u32..=1000, 0_u32..60, any::<bool>()).prop_map(
        |(people, tenths, half, known)| {
            let value = f64::from(tenths) / 10.0;
            let half = f64::from(half) / 10.0;
            Part {
                population: f64::from(people),
                value: known.then_some(value),
                interval: Some(Interval::new(value - half, value + half).unwrap()),
            }
        },
    );
    prop::collection::vec(part, 1..40)
}

/// Pairs a list with a shuffled copy of it.
fn shuffled<T: Clone + std::fmt::Debug + 'static>(
    list: impl Strategy<Value = Vec<T>> + 'static,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    list.prop_flat_map(|items| (Just(items.clone()), Just(items).prop_shuffle()))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn shuffling_parts_changes_no_bit((list, mixed) in shuffled(parts())) {
        prop_assert_eq!(format!("{:?}", roll_up(&list)), format!("{:?}", roll_up(&mixed)));
    }

    #[test]
    fn a_region_lies_between_its_parts(list in parts()) {
        let known: Vec<f64> = list.iter().filter_map(|part| part.value).collect();
        match roll_up(&list).unwrap() {
            Rollup::Known { value, coverage, margin } => {
                let lowest = known.iter().copied().fold(f64::INFINITY, f64::min);
                let highest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                prop_assert!(lowest <= value && value <= highest);
                prop_assert!((0.8 - 1e-12..=1.0 + 1e-12).contains(&coverage));
                let margin = margin.unwrap();
                prop_assert!(margin.independent_error <= margin.correlated_error);
                prop_assert!(margin.independent.contains(value) && margin.correlated.contains(value));
                prop_assert!(margin.correlated.lower() <= margin.independent.lower());
                prop_assert!(margin.independent.upper() <= margin.correlated.upper());
            }
            Rollup::Incomplete { coverage } => prop_assert!(coverage < 0.8),
        }
    }

    #[test]
    fn shuffling_answers_changes_no_bit((list, mixed) in shuffled(prop::collection::vec(0.01_f64..50.0, 2..60))) {
        let (a, b) = (mean(&list, Confidence::P95).unwrap(), mean(&mixed, Confidence::P95).unwrap());
        prop_assert_eq!(a.value().to_bits(), b.value().to_bits());
        prop_assert_eq!(a.interval().lower().to_bits(), b.interval().lower().to_bits());
        let (a, b) = (effective_sample_size(&list).unwrap(), effective_sample_size(&mixed).unwrap());
        prop_assert_eq!(a.to_bits(), b.to_bits());
        prop_assert!(a <= f64::from(u32::try_from(list.len()).unwrap()) * (1.0 + 1e-12));
    }

    #[test]
    fn correction_is_monotone_and_never_below_the_raw_p(
        (list, mixed) in shuffled(prop::collection::vec((0_u32..=500).prop_map(|k| f64::from(k) / 500.0), 0..60)),
    ) {
        let adjusted = benjamini_hochberg(&list).unwrap();
        let mut pairs: Vec<(f64, f64)> =
            list.iter().zip(&adjusted).map(|(p, adjusted)| (*p, adjusted.value())).collect();
        for (p, adjusted) in &pairs {
            prop_assert!(p <= adjusted && *adjusted <= 1.0);
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        prop_assert!(pairs.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        let mut other: Vec<(f64, f64)> = mixed
            .iter()
            .zip(benjamini_hochberg(&mixed).unwrap())
            .map(|(p, adjusted)| (*p, adjusted.value()))
            .collect();
        other.sort_by(|a, b| a.0.total_cmp(&b.0));
        prop_assert_eq!(format!("{pairs:?}"), format!("{other:?}"));
    }
}
