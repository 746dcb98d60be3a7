//! Published answers for standardised rates.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};

const POPULATION: [f64; 19] = [
    636.0, 558.0, 609.0, 543.0, 384.0, 594.0, 669.0, 843.0, 660.0, 576.0, 606.0, 522.0, 426.0,
    273.0, 300.0, 288.0, 153.0, 123.0, 207.0,
];
const COUNT: [f64; 19] = [
    127.0, 25.0, 18.0, 21.0, 12.0, 27.0, 48.0, 27.0, 29.0, 32.0, 32.0, 34.0, 45.0, 65.0, 38.0,
    68.0, 74.0, 82.0, 91.0,
];
const REFERENCE_COUNT: [f64; 19] = [
    10303.0, 2824.0, 0.0, 3615.0, 3641.0, 3490.0, 3789.0, 3213.0, 3031.0, 2771.0, 3089.0, 3490.0,
    3595.0, 4745.0, 5514.0, 7125.0, 5694.0, 6210.0, 5757.0,
];
const REFERENCE_POPULATION: [f64; 19] = [
    50520.0, 57173.0, 60213.0, 54659.0, 44345.0, 50128.0, 62163.0, 67423.0, 62899.0, 55463.0,
    60479.0, 49974.0, 44140.0, 40888.0, 37239.0, 30819.0, 18136.0, 15325.0, 13918.0,
];

fn bands(counts: &[f64], populations: &[f64]) -> Vec<AgeBand> {
    counts
        .iter()
        .zip(populations)
        .map(|(&count, &population)| AgeBand { count, population })
        .collect()
}

fn weights() -> Vec<f64> {
    standard_population()
        .iter()
        .map(|band| band.weight)
        .collect()
}

#[test]
fn standard_population_is_complete() {
    let standard = standard_population();
    assert_eq!(standard.len(), 19);
    close(stable_sum(weights()), 100_000.0, 1e-15);
    for pair in standard.windows(2) {
        assert_eq!(pair[0].to, Some(pair[1].from - 1));
    }
    assert_eq!((standard[0].from, standard[18].to), (0, None));
    assert_eq!(standard_band("0,4"), None);
    assert_eq!(standard_band("0,4,5000,x"), None);
}

#[test]
fn direct_rate_gives_the_published_bounds() {
    let bands = bands(&COUNT, &POPULATION);
    close(stable_sum(COUNT), 895.0, 1e-15);
    close(stable_sum(POPULATION), 8970.0, 1e-15);
    let rate = direct_rate(&bands, &weights(), 100_000.0, Confidence::P95).unwrap();
    close(rate.value(), 10_430.247_991_469_423, TEN_DIGITS);
    bounds(
        rate.interval(),
        9_717.709_067_985_681,
        11_178.940_915_479_25,
    );
    let rate = direct_rate(&bands, &weights(), 100_000.0, Confidence::P998).unwrap();
    bounds(
        rate.interval(),
        9_323.287_880_219_903,
        11_620.595_999_522_058,
    );
}

#[test]
fn direct_rate_needs_ten_events() {
    let mut counts = [0.0; 19];
    counts[4] = 9.0;
    let nine = direct_rate(
        &bands(&counts, &POPULATION),
        &weights(),
        100_000.0,
        Confidence::P95,
    );
    assert!(
        nine.unwrap_err()
            .to_string()
            .contains("minder dan 10 gevallen")
    );
    counts[7] = 1.0;
    let ten = direct_rate(
        &bands(&counts, &POPULATION),
        &weights(),
        1e5,
        Confidence::P95,
    );
    assert!(ten.is_ok());
}

#[test]
fn indirect_ratio_gives_the_published_bounds() {
    let reference = bands(&REFERENCE_COUNT, &REFERENCE_POPULATION);
    let expected = expected_count(&POPULATION, &reference).unwrap();
    close(expected, 835.883_561_231_174_3, TEN_DIGITS);
    let ratio = indirect_ratio(895.0, expected, 100.0, Confidence::P95).unwrap();
    close(ratio.value(), 107.072_329_390_202_75, TEN_DIGITS);
    bounds(
        ratio.interval(),
        100.171_477_125_539_87,
        114.323_328_724_989_5,
    );
}

#[test]
fn bands_must_match() {
    let bands = bands(&COUNT, &POPULATION);
    assert!(direct_rate(&bands[1..], &weights(), 1e5, Confidence::P95).is_err());
    assert!(direct_rate(&[], &[], 1e5, Confidence::P95).is_err());
    assert!(expected_count(&POPULATION[1..], &bands).is_err());
    let nobody = [AgeBand {
        count: 20.0,
        population: 0.0,
    }];
    assert!(direct_rate(&nobody, &[1.0], 1e5, Confidence::P95).is_err());
    assert!(indirect_ratio(5.0, 0.0, 100.0, Confidence::P95).is_err());
}
