//! Published answers and edges of trends.

use super::*;
use crate::statistics::check::{TEN_DIGITS, close};
use crate::statistics::kind::FigureKind;

const FINGERTIPS: [(f64, f64, f64); 5] = [
    (24.67, 23.16, 26.25),
    (24.6, 23.15, 26.19),
    (28.0, 26.44, 29.64),
    (30.2, 28.63, 31.9),
    (30.6, 28.98, 32.25),
];

fn wave(year: i32, value: f64, half: f64) -> Wave {
    let margin = Interval::new(value - half, value + half).unwrap();
    let estimate = SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap();
    Wave { year, estimate }
}

fn tested(waves: &[Wave]) -> TrendTest {
    match describe_series(waves).unwrap() {
        Series::Tested(test, _) => test,
        other => panic!("four waves or more are tested, got {other:?}"),
    }
}

fn certain() -> AdjustedP {
    AdjustedP::stored(0.001).unwrap()
}

#[test]
fn fingertips_gives_the_published_answer() {
    let periods = FINGERTIPS
        .map(|(value, lower, upper)| (value, Interval::around(value, lower, upper).unwrap()));
    let trend = fingertips_trend(&periods).unwrap();
    close(trend.slope, 1.751_566_222_662_949_7, TEN_DIGITS);
    close(trend.chi_squared, 46.765_315_792_063_16, TEN_DIGITS);
    assert!(trend.significant);
    // An older period before the last five changes nothing.
    let mut longer = vec![(90.0, Interval::new(80.0, 95.0).unwrap())];
    longer.extend(periods);
    assert_eq!(fingertips_trend(&longer).unwrap(), trend);
    assert!(fingertips_trend(&periods[1..]).is_err());
    assert!(fingertips_trend(&[]).is_err());
    let narrow = [(1.0, Interval::new(1.0, 1.0).unwrap()); 5];
    assert!(fingertips_trend(&narrow).is_err());
}

#[test]
fn our_line_has_the_published_slope_with_the_exact_divisor() {
    // Nearly symmetric margins, so the linear standard errors hold: (U − L)/(2z).
    let waves: Vec<Wave> = FINGERTIPS
        .iter()
        .zip(2014..)
        .map(|(&(value, lower, upper), year)| {
            let margin = Interval::new(lower, upper).unwrap();
            let estimate = SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap();
            Wave { year, estimate }
        })
        .collect();
    let test = tested(&waves);
    close(test.slope(), 1.751_566_222_662_949_7, TEN_DIGITS);
    close(test.chi_squared(), 46.763_597_160_549_59, TEN_DIGITS);
    close(test.heterogeneity(), 4.757_914_685_339_845, 1e-10);
    assert!(test.keeps_sign() && test.passes_fingertips());
    assert_eq!(test.conclude(certain()), TrendWord::Rising);
}

#[test]
fn unequal_steps_count_as_years() {
    let line = |year: i32| 20.0 + 0.5 * f64::from(year - 2012);
    let waves: Vec<Wave> = [2024, 2012, 2020, 2016, 2022]
        .map(|year| wave(year, line(year), 1.0))
        .to_vec();
    let test = tested(&waves);
    close(test.slope(), 0.5, TEN_DIGITS);
    close(test.heterogeneity() + 1.0, 1.0, 1e-12);
    assert_eq!(
        test.conclude(AdjustedP::stored(0.05).unwrap()),
        TrendWord::NoClearTrend
    );
    assert!(test.p() < 0.001);
}

#[test]
fn the_number_of_waves_decides_what_is_said() {
    let waves = [
        wave(2016, 20.0, 1.0),
        wave(2020, 17.0, 1.0),
        wave(2022, 15.0, 1.0),
    ];
    assert_eq!(describe_series(&waves[..1]).unwrap(), Series::Single);
    let Series::Change(change) = describe_series(&waves[..2]).unwrap() else {
        panic!("two waves give a change");
    };
    assert_eq!((change.from_year, change.to_year), (2016, 2020));
    close(change.test.difference(), -3.0, 1e-14);
    close(
        change.test.z(),
        -3.0 * 1.959_963_984_540_054 / 2.0_f64.sqrt(),
        TEN_DIGITS,
    );
    let Series::Described(change) = describe_series(&waves).unwrap() else {
        panic!("three waves are described");
    };
    assert_eq!((change.from_year, change.to_year), (2020, 2022));
    assert!(describe_series(&[]).is_err());
    let twice = [waves[0], waves[1], waves[0]];
    assert!(
        describe_series(&twice)
            .unwrap_err()
            .to_string()
            .contains("jaar 2016")
    );
}

#[test]
fn up_and_down_is_no_trend() {
    let values = [20.0, 30.0, 18.0, 31.0, 24.0];
    let waves: Vec<Wave> = values
        .into_iter()
        .zip([2012, 2016, 2020, 2022, 2024])
        .map(|(value, year)| wave(year, value, 1.0))
        .collect();
    let test = tested(&waves);
    assert!(test.heterogeneity_p() < 0.001);
    assert_eq!(test.conclude(certain()).words(), "op en neer");
}

#[test]
fn one_wave_never_carries_a_trend() {
    // Without 2024 the line goes down; with it, up.
    let values = [20.2, 20.1, 20.0, 21.5];
    let waves: Vec<Wave> = values
        .into_iter()
        .zip([2012, 2016, 2020, 2024])
        .map(|(value, year)| wave(year, value, 3.0))
        .collect();
    let test = tested(&waves);
    assert!(!test.keeps_sign());
    assert_eq!(test.conclude(certain()), TrendWord::NoClearTrend);
    let mirrored: Vec<Wave> = waves
        .iter()
        .map(|w| wave(w.year, 100.0 - w.estimate.value(), 3.0))
        .collect();
    close(tested(&mirrored).slope(), -test.slope(), 1e-10);
}
