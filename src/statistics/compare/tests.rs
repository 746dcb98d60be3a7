//! Published answers and edges of the comparisons.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};
use crate::statistics::kind::FigureKind;
use crate::statistics::multiple::benjamini_hochberg;
use crate::statistics::quantile::{normal_cdf, two_sided_p};
use crate::statistics::survey::{PopulationShare, SurveyEstimate};

const Z95: f64 = 1.959_963_984_540_054;

fn interval(lower: f64, upper: f64) -> Interval {
    Interval::new(lower, upper).unwrap()
}

/// A survey figure with this standard error, in percentage points.
fn survey(value: f64, error: f64) -> SurveyEstimate {
    let margin = interval(value - Z95 * error, value + Z95 * error);
    SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap()
}

fn concluded(test: &SurveyTest) -> Comparison {
    let adjusted = benjamini_hochberg(&[test.p()]).unwrap();
    test.conclude(adjusted[0], &RelevanceRule::default())
        .unwrap()
}

#[test]
fn overlapping_intervals_may_still_differ() {
    // 112/200 against 88/200 with binomial errors (Schenker & Gentleman 2001).
    let error = 100.0 * (0.56_f64 * 0.44 / 200.0).sqrt();
    let test = compare_surveys(&survey(56.0, error), &survey(44.0, error)).unwrap();
    close(test.z(), 2.417_468_892_076_141, TEN_DIGITS);
    close(test.p(), 0.015_628_869_828_028_375, TEN_DIGITS);
    // The pooled test of the same example has z = 2.4; it is not used here.
    close(two_sided_p(2.4), 0.0164, 1e-3);
    let comparison = concluded(&test);
    assert_eq!(
        comparison.verdict(Direction::HogerIsOngunstiger),
        Verdict::Ongunstiger
    );
    assert_eq!(comparison.method().as_str(), "z_toets");
    close(comparison.difference().unwrap(), 12.0, 1e-14);
}

#[test]
fn touching_intervals_of_equal_error_have_p_0_0056() {
    let error = 1.0;
    let test = compare_surveys(&survey(30.0, error), &survey(30.0 + 2.0 * Z95, error)).unwrap();
    close(test.p(), 0.005_574_596_680_784_402, 1e-9);
    // So intervals that touch without a difference at 5 % are those of 83.42 %.
    close(2.0 * normal_cdf(Z95 / 2.0_f64.sqrt()) - 1.0, 0.8342, 1e-4);
}

#[test]
fn part_of_whole_gives_the_published_variance() {
    let (part, whole) = (survey(20.0, 1.2), survey(18.0, 0.25));
    let share = PopulationShare::of(8.0, 100.0).unwrap();
    let test = compare_part_with_whole(&part, &whole, share, None).unwrap();
    let error = test.difference_interval().width() / (2.0 * Z95);
    close(error * error, 1.2721, TEN_DIGITS);
    close(error, 1.127_874_106_449_829, TEN_DIGITS);
    close(test.z(), 2.0 / error, TEN_DIGITS);
    let naive = compare_surveys(&part, &whole).unwrap();
    close(
        naive.difference_interval().width() / (2.0 * Z95),
        1.225_765_067_213_126_2,
        TEN_DIGITS,
    );
    assert_eq!(concluded(&test).method(), Method::PartAgainstRest);
}

#[test]
fn a_published_rest_gives_the_same_scale() {
    let share = PopulationShare::of(8.0, 100.0).unwrap();
    let rest = ((0.25_f64.powi(2) - 0.08_f64.powi(2) * 1.2_f64.powi(2)) / 0.92_f64.powi(2)).sqrt();
    let (part, whole) = (survey(20.0, 1.2), survey(18.0, 0.25));
    let derived = compare_part_with_whole(&part, &whole, share, None).unwrap();
    let published = compare_part_with_whole(&part, &whole, share, Some(rest)).unwrap();
    close(published.z(), derived.z(), TEN_DIGITS);
    let refused = compare_part_with_whole(&part, &whole, share, Some(f64::NAN));
    assert_eq!(refused, Err(NoTest::VarianceNotPositive));
}

#[test]
fn a_part_of_more_than_half_is_refused_with_the_reason() {
    let (part, whole) = (survey(20.0, 1.2), survey(18.0, 1.0));
    let test =
        |w| compare_part_with_whole(&part, &whole, PopulationShare::of(w, 100.0).unwrap(), None);
    let refused = test(93.0).unwrap_err();
    assert_eq!(
        refused.reason("wijk", "gemeente"),
        "deze wijk is meer dan de helft van de gemeente"
    );
    let comparison = Comparison::untested(Some(2.0), refused);
    assert_eq!(
        comparison.verdict(Direction::HogerIsOngunstiger),
        Verdict::GeenToets
    );
    assert_eq!((comparison.p(), comparison.adjusted_p()), (None, None));
    assert_eq!(test(50.1).unwrap_err(), NoTest::MoreThanHalf);
    assert!(test(50.0).is_ok(), "exactly half is allowed");
}

#[test]
fn contradicting_margins_are_refused() {
    // The whole cannot be this sure when 40 % of it is this unsure.
    let share = PopulationShare::of(40.0, 100.0).unwrap();
    let refused = compare_part_with_whole(&survey(20.0, 3.0), &survey(18.0, 0.5), share, None);
    assert_eq!(refused, Err(NoTest::VarianceNotPositive));
}

#[test]
fn asymmetric_margins_are_tested_on_log_odds() {
    let margin = interval(1.0, 4.0);
    let rare = SurveyEstimate::published(FigureKind::Enquete, 2.0, margin).unwrap();
    let test = compare_surveys(&rare, &survey(6.0, 0.2)).unwrap();
    let se_rare = ((0.04_f64 / 0.96).ln() - (0.01_f64 / 0.99).ln()) / (2.0 * Z95);
    let se_other: f64 = 0.2 / (0.06 * 94.0);
    let logits = (2.0_f64 / 98.0).ln() - (6.0_f64 / 94.0).ln();
    close(test.z(), logits / se_rare.hypot(se_other), 1e-10);
    // The published bounds carry the interval: the arm towards zero is the longer one.
    close(
        test.difference_interval().upper(),
        -4.0 + 2.0_f64.hypot(0.2 * Z95),
        1e-10,
    );
    assert!(test.difference_interval().contains(-4.0));
}

#[test]
fn a_small_difference_is_not_a_verdict_however_sure() {
    let test = compare_surveys(&survey(50.4, 0.1), &survey(50.0, 0.05)).unwrap();
    assert!(test.p() < 0.001);
    assert_eq!(
        concluded(&test).verdict(Direction::Neutraal),
        Verdict::NietDuidelijkAnders
    );
    assert_eq!(concluded(&test).side(), None);
}

#[test]
fn an_adjusted_p_below_the_raw_one_is_refused() {
    let test = compare_surveys(&survey(50.0, 1.0), &survey(50.5, 1.0)).unwrap();
    let foreign = AdjustedP::stored(0.001).unwrap();
    assert!(test.conclude(foreign, &RelevanceRule::default()).is_err());
    let rounded = AdjustedP::stored((test.p() * 1e6).floor() / 1e6).unwrap();
    assert!(test.conclude(rounded, &RelevanceRule::default()).is_ok());
}

#[test]
fn relevance_threshold_gives_the_published_numbers() {
    let rule = RelevanceRule::default();
    for (reference, expected) in [
        (6.0, 1.0),
        (17.0, 1.7),
        (35.0, 3.5),
        (50.0, 5.0),
        (88.0, 1.2),
        (0.0, 1.0),
        (100.0, 1.0),
    ] {
        close(rule.threshold(reference).unwrap(), expected, 1e-12);
    }
    close(
        RelevanceRule::new(2.0, 0.2, 4.0)
            .unwrap()
            .threshold(50.0)
            .unwrap(),
        4.0,
        1e-15,
    );
    assert!(rule.threshold(101.0).is_err());
    assert!(RelevanceRule::new(f64::NAN, 0.1, 5.0).is_err());
}

#[test]
fn a_model_value_differs_only_when_the_reference_is_outside_the_widened_interval() {
    let rule = RelevanceRule::default();
    let judged = |value, lower, upper, reference| {
        compare_model(value, Some(interval(lower, upper)), reference, &rule)
            .unwrap()
            .verdict(Direction::HogerIsOngunstiger)
    };
    // The published interval excludes 12.0, the widened one (12.0–15.0) touches it.
    assert_eq!(judged(13.5, 13.0, 14.0, 12.0), Verdict::NietDuidelijkAnders);
    assert_eq!(judged(13.6, 13.0, 14.0, 12.0), Verdict::Ongunstiger);
    assert_eq!(judged(10.4, 10.0, 11.0, 12.0), Verdict::Gunstiger);
    // The reference lies on the widened bound, but in binary (1.6 − 1.5) − 0.1 is above zero.
    assert_eq!(judged(1.6, 1.4, 1.8, 0.1), Verdict::NietDuidelijkAnders);
    assert_eq!(judged(70.1, 69.9, 70.3, 71.6), Verdict::NietDuidelijkAnders);
    // Outside the interval, but 3.0 is less than the 5 points that matter around 50.
    assert_eq!(judged(53.0, 52.0, 54.0, 50.0), Verdict::NietDuidelijkAnders);
    // Exactly the threshold of 3.3 counts, although 36.3 − 33.0 < 3.3 in binary.
    assert_eq!(judged(36.3, 36.0, 36.6, 33.0), Verdict::Ongunstiger);
}

#[test]
fn a_model_comparison_has_no_p_and_needs_bounds() {
    let rule = RelevanceRule::default();
    let with = compare_model(20.0, Some(interval(19.0, 21.0)), 12.0, &rule).unwrap();
    assert_eq!((with.p(), with.adjusted_p(), with.z()), (None, None, None));
    assert_eq!(with.method().as_str(), "model_interval");
    bounds(with.difference_interval().unwrap(), 6.5, 9.5);
    let without = compare_model(20.0, None, 12.0, &rule).unwrap();
    assert_eq!(
        without.verdict(Direction::HogerIsOngunstiger),
        Verdict::GeenToets
    );
    assert_eq!(without.no_test(), Some(NoTest::NoMargin));
    assert_eq!(
        NoTest::NoMargin.reason("wijk", "gemeente"),
        "geen marge gepubliceerd"
    );
    close(without.difference().unwrap(), 8.0, 1e-15);
}

#[test]
fn registers_have_thresholds_and_no_judgement() {
    let table = [
        (24.3, 22.3, RegistryUnit::Share, Verdict::Hoger),
        (22.3, 24.3, RegistryUnit::Share, Verdict::Lager),
        (24.2, 22.3, RegistryUnit::Share, Verdict::GeenToets),
        (36.0, 34.0, RegistryUnit::Pressure, Verdict::Hoger),
        (105.0, 100.0, RegistryUnit::Other, Verdict::Hoger),
        // A tenth of a kilometre is rounding; a long way has 5 %.
        (1.0, 0.9, RegistryUnit::Distance, Verdict::GeenToets),
        (1.1, 0.9, RegistryUnit::Distance, Verdict::Hoger),
        (0.7, 0.9, RegistryUnit::Distance, Verdict::Lager),
        (0.2, 0.0, RegistryUnit::Distance, Verdict::Hoger),
        (20.9, 20.0, RegistryUnit::Distance, Verdict::GeenToets),
        (21.0, 20.0, RegistryUnit::Distance, Verdict::Hoger),
        (104.9, 100.0, RegistryUnit::Other, Verdict::GeenToets),
        (-0.30, -0.20, RegistryUnit::Other, Verdict::Lager),
        (0.4, 0.0, RegistryUnit::Other, Verdict::GeenToets),
        (0.0, 0.0, RegistryUnit::Share, Verdict::GeenToets),
    ];
    for (value, reference, unit, expected) in table {
        let comparison = compare_registry(value, reference, unit).unwrap();
        for direction in [Direction::HogerIsOngunstiger, Direction::LagerIsOngunstiger] {
            assert_eq!(
                comparison.verdict(direction),
                expected,
                "{value} against {reference}"
            );
        }
        assert_eq!(comparison.p(), None);
    }
    assert!(compare_registry(f64::NAN, 1.0, RegistryUnit::Share).is_err());
}

#[test]
fn an_estimate_needs_its_whole_range_beyond_the_threshold() {
    let verdict = |value, lower, upper| {
        compare_range(value, interval(lower, upper), 34.0, 2.0)
            .unwrap()
            .verdict(Direction::Neutraal)
    };
    assert_eq!(verdict(37.0, 36.0, 38.0), Verdict::Hoger);
    assert_eq!(verdict(37.0, 35.9, 38.0), Verdict::GeenToets);
    assert_eq!(verdict(31.0, 30.0, 32.0), Verdict::Lager);
    assert_eq!(verdict(34.0, 30.0, 38.0), Verdict::GeenToets);
    assert!(compare_range(39.0, interval(30.0, 38.0), 34.0, 2.0).is_err());
    assert!(compare_range(34.0, interval(30.0, 38.0), 34.0, f64::NAN).is_err());
}
