//! Published answers for intervals.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};

const P95: Confidence = Confidence::P95;
const P998: Confidence = Confidence::P998;

/// Cases, total, level, lower and upper bound as published.
const WILSON: [(f64, f64, Confidence, f64, f64); 8] = [
    (
        65.0,
        100.0,
        P95,
        0.552_544_432_968_879_7,
        0.736_357_517_569_024_7,
    ),
    (
        65.0,
        100.0,
        P998,
        0.495_494_657_407_043_1,
        0.778_354_061_408_969_7,
    ),
    (
        1045.0,
        5000.0,
        P95,
        0.197_955_498_800_132_97,
        0.220_491_303_731_890_27,
    ),
    (
        1.0,
        100.0,
        P95,
        0.001_767_432_064_140_651_1,
        0.054_486_196_178_705_294,
    ),
    (
        5.0,
        100.0,
        P95,
        0.021_543_679_154_367_98,
        0.111_750_469_231_919_11,
    ),
    (
        20.0,
        100.0,
        P95,
        0.133_366_933_331_032_5,
        0.288_829_165_593_158_85,
    ),
    (
        222.0,
        3215.0,
        P95,
        0.060_791_690_363_636_595,
        0.078_339_566_813_836_33,
    ),
    (
        9856.0,
        12345.0,
        P95,
        0.791_210_175_290_906_9,
        0.805_364_007_360_949_1,
    ),
];

#[test]
fn wilson_gives_the_published_bounds() {
    for (cases, total, level, lower, upper) in WILSON {
        let estimate = wilson(cases, total, level).unwrap();
        close(estimate.value(), cases / total, TEN_DIGITS);
        bounds(estimate.interval(), lower, upper);
    }
}

#[test]
fn wilson_stays_within_zero_and_one() {
    let none = wilson(0.0, 25.0, P95).unwrap().interval();
    assert!(none.lower().abs() < f64::EPSILON && none.upper() < 0.2);
    let all = wilson(25.0, 25.0, P95).unwrap().interval();
    close(all.upper(), 1.0, 1e-15);
    assert!(wilson(26.0, 25.0, P95).is_err());
    assert!(wilson(0.0, 0.0, P95).is_err());
    assert!(wilson(f64::NAN, 25.0, P95).is_err());
}

#[test]
fn weighted_share_is_wilson_with_the_effective_size() {
    // Equal weights: the effective size is the number of answers.
    close(effective_sample_size(&[2.0; 100]).unwrap(), 100.0, 1e-14);
    // (1 + 1 + 2)² / (1 + 1 + 4) = 16 / 6.
    close(
        effective_sample_size(&[1.0, 1.0, 2.0]).unwrap(),
        16.0 / 6.0,
        1e-14,
    );
    assert!(effective_sample_size(&[]).is_err());
    assert!(effective_sample_size(&[0.0, 0.0]).is_err());
    assert!(effective_sample_size(&[1.0, -1.0]).is_err());
    let weighted = weighted_wilson(0.65, 100.0, P95).unwrap();
    bounds(
        weighted.interval(),
        0.552_544_432_968_879_7,
        0.736_357_517_569_024_7,
    );
}

#[test]
fn byar_gives_the_published_bounds() {
    let table = [
        (65.0, P95, 50.163_187_710_459_454, 82.849_138_545_939_84),
        (1045.0, P95, 982.593_201_807_332_5, 1_110.331_212_985_65),
        (1.0, P95, 0.013_072_132_901_504_35, 5.563_755_582_475_260_5),
        (10.0, P998, 2.916_318_374_695_686, 24.193_724_927_880_535),
    ];
    for (count, level, lower, upper) in table {
        bounds(byar(count, level).unwrap(), lower, upper);
    }
    assert!(
        byar(1.0, P998).is_err(),
        "the lower bound would be negative"
    );
    assert!(byar(0.0, P95).is_err());
}

#[test]
fn exact_poisson_gives_the_published_bounds() {
    let table = [
        (
            1.0,
            100.0,
            100.0,
            0.025_317_807_984_289_897,
            5.571_643_390_938_898,
        ),
        (
            5.0,
            100.0,
            100.0,
            1.623_486_390_118_42,
            11.668_332_079_322_669,
        ),
        (
            2.0,
            200.0,
            100_000.0,
            121.104_639_271_982_58,
            3_612.343_833_861_979_4,
        ),
    ];
    for (count, population, multiplier, lower, upper) in table {
        let rate = crude_rate(count, population, multiplier, P95).unwrap();
        close(rate.value(), count / population * multiplier, TEN_DIGITS);
        bounds(rate.interval(), lower, upper);
    }
    let none = exact_poisson(0.0, P95).unwrap();
    assert!(none.lower().abs() < f64::EPSILON);
    close(none.upper(), 3.688_879_454_113_936, TEN_DIGITS);
    assert!(exact_poisson(-1.0, P95).is_err());
}

#[test]
fn counts_switch_to_byar_at_ten() {
    assert_eq!(count_interval(9.0, P95), exact_poisson(9.0, P95));
    assert_eq!(count_interval(10.0, P95), byar(10.0, P95));
    assert!(crude_rate(3.0, 0.0, 100.0, P95).is_err());
}

#[test]
fn mean_gives_the_published_bounds() {
    let values = [
        33.09375, 48.38596, 64.83495, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927,
    ];
    let estimate = mean(&values, P95).unwrap();
    close(estimate.value(), 53.704345, TEN_DIGITS);
    bounds(
        estimate.interval(),
        36.168_325_241_336_504,
        71.240_364_758_663_52,
    );
    assert!(mean(&values[..1], P95).is_err());
    assert!(mean(&[1.0, f64::NAN], P95).is_err());
}

#[test]
fn newcombe_gives_the_published_bounds() {
    let first = wilson(112.0, 200.0, P95).unwrap();
    let second = wilson(88.0, 200.0, P95).unwrap();
    let difference = newcombe_difference(&first, &second).unwrap();
    close(difference.value(), 0.12, 1e-14);
    close(difference.interval().lower(), 0.022_02, 3e-4);
    close(difference.interval().upper(), 0.214_78, 3e-5);
    assert!(
        first.interval().lower() < second.interval().upper(),
        "the intervals overlap"
    );
}

#[test]
fn an_interval_keeps_its_promise() {
    assert!(Interval::new(2.0, 1.0).is_err());
    assert!(Interval::new(f64::NAN, 1.0).is_err());
    assert!(Interval::new(0.0, f64::INFINITY).is_err());
    assert!(Interval::around(3.0, 1.0, 2.0).is_err());
    let interval = Interval::new(1.0, 4.0).unwrap();
    assert!(interval.contains(1.0) && interval.contains(4.0) && !interval.contains(4.1));
    bounds(interval.scaled(100.0).unwrap(), 100.0, 400.0);
    bounds(interval.minus(5.0).unwrap(), -4.0, -1.0);
    bounds(interval.mirrored().unwrap(), 96.0, 99.0);
    assert!(interval.scaled(-1.0).is_err());
}
