//! Worked examples of the roll-up and of extra persons.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};

fn part(population: f64, value: f64, lower: f64, upper: f64) -> Part {
    let interval = Some(Interval::new(lower, upper).unwrap());
    Part {
        population,
        value: Some(value),
        interval,
    }
}

#[test]
fn weights_values_by_people_and_bounds_the_error() {
    let parts = [
        part(3000.0, 10.0, 9.0, 11.0),
        part(1000.0, 20.0, 17.0, 23.0),
    ];
    let Rollup::Known {
        value,
        coverage,
        margin,
    } = roll_up(&parts).unwrap()
    else {
        panic!("both parts have a value");
    };
    close(value, 12.5, TEN_DIGITS);
    close(coverage, 1.0, 1e-15);
    let margin = margin.unwrap();
    let z = Confidence::P95.z();
    let (first, second) = (3000.0 / z, 1000.0 * 3.0 / z);
    close(
        margin.independent_error,
        first.hypot(second) / 4000.0,
        TEN_DIGITS,
    );
    close(
        margin.correlated_error,
        (first + second) / 4000.0,
        TEN_DIGITS,
    );
    bounds(margin.correlated, 11.0, 14.0);
    let half = 0.75_f64.hypot(0.75);
    bounds(margin.independent, 12.5 - half, 12.5 + half);
}

#[test]
fn asymmetric_margins_stay_asymmetric_and_within_a_percentage() {
    let parts = [part(100.0, 1.0, 0.0, 4.0), part(100.0, 2.0, 0.0, 5.0)];
    let Rollup::Known {
        margin: Some(margin),
        ..
    } = roll_up(&parts).unwrap()
    else {
        panic!("both parts have a margin");
    };
    bounds(margin.correlated, 0.0, 4.5);
    assert!(margin.independent.lower() >= 0.0);
}

#[test]
fn one_part_keeps_its_value_to_the_last_bit() {
    // In binary 3 × 0.1 / 3 is more than 0.1.
    let Rollup::Known { value, .. } = roll_up(&[part(3.0, 0.1, 0.0, 0.2)]).unwrap() else {
        panic!("the part has a value");
    };
    assert_eq!(value.to_bits(), 0.1_f64.to_bits());
}

#[test]
fn needs_eighty_per_cent_of_the_people() {
    let absent = |population| Part {
        population,
        value: None,
        interval: None,
    };
    let enough = [part(80.0, 10.0, 9.0, 11.0), absent(20.0)];
    assert!(matches!(roll_up(&enough).unwrap(), Rollup::Known { .. }));
    let scattered: Vec<Part> = [0.1, 0.7]
        .map(|people| part(people, 10.0, 9.0, 11.0))
        .into_iter()
        .chain([absent(0.2)])
        .collect();
    assert!(
        matches!(roll_up(&scattered).unwrap(), Rollup::Known { .. }),
        "exactly 80 %"
    );
    let short = [part(79.9, 10.0, 9.0, 11.0), absent(20.1)];
    let Rollup::Incomplete { coverage } = roll_up(&short).unwrap() else {
        panic!("79.9 % is too little");
    };
    close(coverage, 0.799, 1e-12);
}

#[test]
fn a_missing_margin_costs_only_the_margin() {
    let bare = Part {
        population: 10.0,
        value: Some(20.0),
        interval: None,
    };
    let Rollup::Known { value, margin, .. } =
        roll_up(&[part(10.0, 10.0, 9.0, 11.0), bare]).unwrap()
    else {
        panic!("both parts have a value");
    };
    close(value, 15.0, 1e-14);
    assert_eq!(margin, None);
}

#[test]
fn parts_without_people_do_not_count() {
    let empty = Part {
        population: 0.0,
        value: Some(99.0),
        interval: None,
    };
    let Rollup::Known { value, margin, .. } =
        roll_up(&[part(10.0, 10.0, 9.0, 11.0), empty]).unwrap()
    else {
        panic!("one part has people and a value");
    };
    close(value, 10.0, 1e-14);
    assert!(margin.is_some());
    assert!(roll_up(&[empty]).is_err(), "nobody lives here");
    assert!(roll_up(&[]).is_err());
    assert!(roll_up(&[part(-1.0, 10.0, 9.0, 11.0)]).is_err());
    assert!(roll_up(&[part(1.0, 12.0, 9.0, 11.0)]).is_err());
}

#[test]
fn tolerance_of_the_published_row() {
    assert!(agrees_with_published(75.2, 75.5) && agrees_with_published(75.5, 75.2));
    assert!(!agrees_with_published(75.2, 75.6));
}

#[test]
fn extra_persons_follow_the_verdict() {
    use Direction::{HogerIsOngunstiger, LagerIsOngunstiger, Neutraal};
    use Verdict::{GeenToets, Gunstiger, Hoger, Lager, NietDuidelijkAnders, Ongunstiger};
    let table = [
        (Ongunstiger, HogerIsOngunstiger, 3.0, 12_345.0, Some(370)),
        (Ongunstiger, LagerIsOngunstiger, -3.0, 12_345.0, Some(370)),
        (Gunstiger, HogerIsOngunstiger, -3.0, 12_345.0, Some(-370)),
        (Gunstiger, LagerIsOngunstiger, 3.0, 12_345.0, Some(-370)),
        (Ongunstiger, HogerIsOngunstiger, 5.0, 100.0, Some(10)),
        (Hoger, Neutraal, 3.0, 12_345.0, None),
        (Lager, HogerIsOngunstiger, -3.0, 12_345.0, None),
        (NietDuidelijkAnders, HogerIsOngunstiger, 3.0, 12_345.0, None),
        (GeenToets, HogerIsOngunstiger, 3.0, 12_345.0, None),
    ];
    for (verdict, direction, difference, population, expected) in table {
        let actual = extra_persons(verdict, direction, difference, population).unwrap();
        assert_eq!(actual, expected, "{verdict:?} {direction:?}");
    }
    assert!(extra_persons(Ongunstiger, HogerIsOngunstiger, -3.0, 100.0).is_err());
    assert!(extra_persons(Ongunstiger, HogerIsOngunstiger, f64::NAN, 100.0).is_err());
    assert!(extra_persons(Ongunstiger, HogerIsOngunstiger, 3.0, -1.0).is_err());
    assert!(extra_persons(Ongunstiger, HogerIsOngunstiger, 3.0, 1e300).is_err());
}
