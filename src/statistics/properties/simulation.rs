//! A repeated experiment in which nothing differs: how often does the report say that it does?

use crate::statistics::compare::{RelevanceRule, compare_part_with_whole};
use crate::statistics::interval::Interval;
use crate::statistics::kind::{Direction, FigureKind};
use crate::statistics::multiple::benjamini_hochberg;
use crate::statistics::random::SplitMix64;
use crate::statistics::survey::{PopulationShare, SurveyEstimate};
use crate::statistics::verdict::Verdict;

const GEMEENTEN: u32 = 342;
const REPETITIONS: u32 = 10_000;
const TRUTH: f64 = 16.0;

/// A percentage published with one decimal, with its margin.
fn published(value: f64, error: f64) -> SurveyEstimate {
    let tenths = |x: f64| (x * 10.0).round() / 10.0;
    let half = 1.959_963_984_540_054 * error;
    let margin = Interval::new(tenths(value - half), tenths(value + half)).unwrap();
    SurveyEstimate::published(FigureKind::Enquete, tenths(value), margin).unwrap()
}

/// Population shares and standard errors: from large and sure to small and unsure.
fn gemeenten() -> Vec<(f64, f64)> {
    let sizes: Vec<f64> = (1..=GEMEENTEN)
        .map(|rank| 1.0 / f64::from(rank + 20))
        .collect();
    let total: f64 = sizes.iter().sum();
    sizes
        .iter()
        .zip(1..=GEMEENTEN)
        .map(|(size, rank)| (size / total, 0.6 + f64::from(rank) / 200.0))
        .collect()
}

/// Returns the number of flags by adjusted p and the number of verdicts in one experiment.
fn experiment(areas: &[(f64, f64)], random: &mut SplitMix64) -> (usize, usize) {
    let drawn: Vec<f64> = areas
        .iter()
        .map(|(_, error)| TRUTH + error * random.normal())
        .collect();
    let whole: f64 = areas
        .iter()
        .zip(&drawn)
        .map(|((share, _), value)| share * value)
        .sum();
    let whole_error: f64 = areas
        .iter()
        .map(|(share, error)| (share * error).powi(2))
        .sum::<f64>()
        .sqrt();
    let whole = published(whole, whole_error);
    let tests: Vec<_> = areas
        .iter()
        .zip(&drawn)
        .map(|((share, error), value)| {
            let share = PopulationShare::of(*share, 1.0).unwrap();
            compare_part_with_whole(&published(*value, *error), &whole, share, None).unwrap()
        })
        .collect();
    let raw: Vec<f64> = tests
        .iter()
        .map(super::super::compare::SurveyTest::p)
        .collect();
    let adjusted = benjamini_hochberg(&raw).unwrap();
    let flags = adjusted.iter().filter(|p| p.value() < 0.05).count();
    let verdicts = tests
        .iter()
        .zip(adjusted)
        .map(|(test, p)| test.conclude(p, &RelevanceRule::default()).unwrap())
        .filter(|comparison| {
            comparison.verdict(Direction::HogerIsOngunstiger) != Verdict::NietDuidelijkAnders
        })
        .count();
    (flags, verdicts)
}

#[test]
fn under_the_true_null_at_most_one_report_in_twenty_states_a_difference() {
    let areas = gemeenten();
    let mut random = SplitMix64::new(342);
    let (mut with_flag, mut with_verdict) = (0_u32, 0_u32);
    for _ in 0..REPETITIONS {
        let (flags, verdicts) = experiment(&areas, &mut random);
        assert!(
            verdicts <= flags,
            "a verdict needs an adjusted p below 0.05"
        );
        with_flag += u32::from(flags > 0);
        with_verdict += u32::from(verdicts > 0);
    }
    // Under the null every flag is false, so the false discovery rate is the share of repetitions
    // with a flag.
    let rate = f64::from(with_flag) / f64::from(REPETITIONS);
    let error = (0.05 * 0.95 / f64::from(REPETITIONS)).sqrt();
    eprintln!(
        "{GEMEENTEN} surveys under the true null, {REPETITIONS} repetitions: false discovery rate \
         {:.2} % (at most 5 % + 3 × {:.2}), with a verdict {:.2} %",
        100.0 * rate,
        100.0 * error,
        100.0 * f64::from(with_verdict) / f64::from(REPETITIONS),
    );
    assert!(rate <= 0.05 + 3.0 * error, "{rate}");
    assert!(
        rate > 0.02,
        "{rate}: the correction must not be far stricter than it says"
    );
}
