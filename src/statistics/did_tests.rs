//! Published answers and edges of difference in differences.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};

fn area(before: f64, after: f64) -> BeforeAfter {
    BeforeAfter { before, after }
}

#[test]
fn john_snow_gives_the_published_effect() {
    let treated = [area(130.1, 84.9)];
    let control = [area(134.9, 146.6)];
    close(effect(&treated, &control).unwrap(), -56.9, TEN_DIGITS);
    let alone = effect_with_interval(&treated, &control, Confidence::P95);
    assert!(alone.is_err(), "one control area shows no spread");
    assert!(effect(&[], &control).is_err());
    assert!(effect(&treated, &[]).is_err());
    assert!(effect(&[area(f64::NAN, 1.0)], &control).is_err());
}

#[test]
fn headline_interval_is_t_on_the_changes_of_controls() {
    // Changes of the controls: 1, 2, 3; mean 2, s = 1. t(0.975; 2) = 4.30265….
    let control = [area(10.0, 11.0), area(10.0, 12.0), area(10.0, 13.0)];
    let answer = effect_with_interval(&[area(10.0, 9.0)], &control, Confidence::P95).unwrap();
    close(answer.value(), -3.0, TEN_DIGITS);
    let half = 4.302_652_729_749_464 * (4.0_f64 / 3.0).sqrt();
    bounds(answer.interval(), -3.0 - half, -3.0 + half);
}

#[test]
fn sampling_interval_uses_four_errors() {
    let answer =
        effect_with_sampling_interval(-3.0, [1.0, 2.0, 2.0, 4.0], Confidence::P95).unwrap();
    let half = 5.0 * 1.959_963_984_540_054;
    bounds(answer.interval(), -3.0 - half, -3.0 + half);
    assert!(effect_with_sampling_interval(0.0, [-1.0, 0.0, 0.0, 0.0], Confidence::P95).is_err());
}

#[test]
fn one_treated_of_five_has_a_smallest_p_of_a_fifth() {
    let control = [
        area(0.0, 0.1),
        area(0.0, -0.2),
        area(0.0, 0.3),
        area(0.0, 0.0),
    ];
    let test = permutation_test(&[area(0.0, -5.0)], &control).unwrap();
    close(test.p, 0.2, 1e-14);
    close(test.smallest, 0.2, 1e-14);
    assert!(test.exhaustive);
}

#[test]
fn all_assignments_are_counted() {
    // Changes 4, 3 treated and 2, 1, 0 control: ATT = 2.5, the largest of the ten; its mirror
    // (0 and 1 treated) is −2.5.
    let treated = [area(0.0, 4.0), area(0.0, 3.0)];
    let control = [area(0.0, 2.0), area(0.0, 1.0), area(0.0, 0.0)];
    let test = permutation_test(&treated, &control).unwrap();
    close(test.p, 0.2, 1e-14);
    close(test.smallest, 0.1, 1e-14);
    // The real assignment counts, although its placebo effect differs in the last bit.
    let treated = [-1.8, -3.0, -1.3].map(|change| area(0.0, change));
    let control = [0.6, 2.3].map(|change| area(0.0, change));
    close(permutation_test(&treated, &control).unwrap().p, 0.1, 1e-14);
    // No change anywhere: every assignment is as large.
    let still = [area(3.0, 3.0); 4];
    close(
        permutation_test(&still[..2], &still[2..]).unwrap().p,
        1.0,
        1e-14,
    );
}

#[test]
fn many_areas_are_drawn_at_random_and_repeatably() {
    let control: Vec<BeforeAfter> = (0..60)
        .map(|index| area(0.0, f64::from(index % 7) - 3.0))
        .collect();
    let treated: Vec<BeforeAfter> = (0..12).map(|_| area(0.0, -9.0)).collect();
    let test = permutation_test(&treated, &control).unwrap();
    assert!(!test.exhaustive);
    close(test.smallest, 1e-4, 1e-12);
    close(test.p, 1e-4, 1e-12);
    let reversed: Vec<BeforeAfter> = control.iter().rev().copied().collect();
    assert_eq!(permutation_test(&treated, &reversed).unwrap(), test);
    let null = permutation_test(&control[..12], &control[12..]).unwrap();
    let turned: Vec<BeforeAfter> = control[12..].iter().rev().copied().collect();
    assert_eq!(permutation_test(&control[..12], &turned).unwrap(), null);
    assert!(null.p > 0.05);
}

#[test]
fn number_of_assignments() {
    for (n, k, expected) in [
        (5.0, 2, 10.0),
        (16.0, 8, 12_870.0),
        (7.0, 0, 1.0),
        (49.0, 6, 13_983_816.0),
    ] {
        close(choose(n, k), expected, 1e-14);
    }
}

#[test]
fn every_reason_against_a_claim_is_named() {
    let flat = Interval::new(-1.0, 1.0).unwrap();
    let apart = Interval::new(0.5, 1.0).unwrap();
    assert_eq!(
        reasons_against_claim(3, FigureKind::Enquete, Some(&flat)),
        []
    );
    assert_eq!(
        reasons_against_claim(3, FigureKind::Registratie, Some(&flat)),
        []
    );
    let all = reasons_against_claim(2, FigureKind::Modelschatting, Some(&apart));
    let expected = [
        NoClaim::TooFewControls,
        NoClaim::ModelledOutcome,
        NoClaim::PreTrendFails,
    ];
    assert_eq!(all, expected);
    assert!(all.iter().all(|reason| !reason.reason().is_empty()));
    let unknown = reasons_against_claim(3, FigureKind::Enquete, None);
    assert_eq!(unknown, [NoClaim::PreTrendFails]);
}
