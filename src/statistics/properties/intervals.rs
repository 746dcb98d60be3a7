//! Intervals hold their value, grow with confidence and mirror.

use proptest::prelude::*;

use super::{config, published_margin};
use crate::statistics::check::close;
use crate::statistics::interval::{
    Interval, byar, exact_poisson, mean, newcombe_difference, wilson,
};
use crate::statistics::margin::{standard_error, widen_model};
use crate::statistics::quantile::Confidence;

fn inside(outer: Interval, inner: Interval) -> bool {
    outer.lower() <= inner.lower() && inner.upper() <= outer.upper()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn wilson_holds_the_share_and_grows(total in 1_u32..100_000, part in 0.0_f64..=1.0, low in 0.5_f64..0.99) {
        let total = f64::from(total);
        let cases = (part * total).floor();
        let narrow = wilson(cases, total, Confidence::new(low).unwrap()).unwrap();
        let wide = wilson(cases, total, Confidence::new(low + 0.009).unwrap()).unwrap();
        prop_assert!(narrow.interval().contains(cases / total));
        prop_assert!(inside(wide.interval(), narrow.interval()));
        prop_assert!(wide.interval().lower() >= 0.0 && wide.interval().upper() <= 1.0);
        let mirror = wilson(total - cases, total, Confidence::new(low).unwrap()).unwrap();
        prop_assert!((mirror.interval().lower() - (1.0 - narrow.interval().upper())).abs() < 1e-12);
        prop_assert!((mirror.interval().upper() - (1.0 - narrow.interval().lower())).abs() < 1e-12);
    }

    #[test]
    fn count_intervals_hold_the_count_and_grow(count in 0_u32..5_000, low in 0.5_f64..0.98) {
        let count = f64::from(count);
        let (low, high) = (Confidence::new(low).unwrap(), Confidence::new(low + 0.01).unwrap());
        let (narrow, wide) = (exact_poisson(count, low).unwrap(), exact_poisson(count, high).unwrap());
        prop_assert!(narrow.contains(count) && inside(wide, narrow));
        if count >= 10.0 {
            let (narrow, wide) = (byar(count, low).unwrap(), byar(count, high).unwrap());
            prop_assert!(narrow.contains(count) && inside(wide, narrow));
        }
    }

    #[test]
    fn mean_interval_holds_the_mean(values in prop::collection::vec(-1e6_f64..1e6, 2..40)) {
        let narrow = mean(&values, Confidence::P95).unwrap();
        let wide = mean(&values, Confidence::P998).unwrap();
        prop_assert!(narrow.interval().contains(narrow.value()));
        prop_assert!(inside(wide.interval(), narrow.interval()));
    }

    #[test]
    fn newcombe_turns_around(a in 0_u32..=200, b in 0_u32..=200) {
        let first = wilson(f64::from(a), 200.0, Confidence::P95).unwrap();
        let second = wilson(f64::from(b), 200.0, Confidence::P95).unwrap();
        let there = newcombe_difference(&first, &second).unwrap();
        let back = newcombe_difference(&second, &first).unwrap();
        close(back.interval().lower(), -there.interval().upper(), 1e-12);
        close(back.interval().upper(), -there.interval().lower(), 1e-12);
        prop_assert!(there.interval().contains(there.value()));
    }

    #[test]
    fn margins_mirror((value, lower, upper) in published_margin()) {
        let margin = Interval::new(lower, upper).unwrap();
        let mirrored = margin.mirrored().unwrap();
        let error = standard_error(value, &margin).unwrap();
        let mirror = standard_error(100.0 - value, &mirrored).unwrap();
        prop_assert_eq!(error.scale(), mirror.scale());
        close(mirror.points(), error.points(), 1e-9);
        close(mirror.log_odds(), error.log_odds(), 1e-9);
        prop_assert!(error.points() >= 0.05);
    }

    #[test]
    fn widened_models_hold_value_and_old_interval((value, lower, upper) in published_margin()) {
        let published = Interval::new(lower, upper).unwrap();
        let widened = widen_model(value, &published).unwrap();
        prop_assert!(widened.contains(value) && inside(widened, published));
        prop_assert!(widened.lower() >= 0.0 && widened.upper() <= 100.0);
        let mirror = widen_model(100.0 - value, &published.mirrored().unwrap()).unwrap();
        prop_assert!((mirror.lower() - (100.0 - widened.upper())).abs() < 1e-9);
        prop_assert!((mirror.upper() - (100.0 - widened.lower())).abs() < 1e-9);
    }
}
