//! An indicator and its mirror get the same judgement; the direction changes only the word.

use proptest::prelude::*;

use super::{config, published_margin, published_percentage};
use crate::statistics::compare::{
    Comparison, RegistryUnit, RelevanceRule, compare_model, compare_part_with_whole, compare_range,
    compare_registry, compare_surveys,
};
use crate::statistics::interval::Interval;
use crate::statistics::kind::{Direction, FigureKind};
use crate::statistics::multiple::benjamini_hochberg;
use crate::statistics::survey::{PopulationShare, SurveyEstimate};

const DIRECTIONS: [Direction; 3] = [
    Direction::HogerIsOngunstiger,
    Direction::LagerIsOngunstiger,
    Direction::Neutraal,
];

type Margin = (f64, f64, f64);

fn survey((value, lower, upper): Margin) -> SurveyEstimate {
    let margin = Interval::new(lower, upper).unwrap();
    SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap()
}

fn mirror((value, lower, upper): Margin) -> Margin {
    (100.0 - value, 100.0 - upper, 100.0 - lower)
}

fn survey_comparison(first: Margin, second: Margin) -> Comparison {
    let test = compare_surveys(&survey(first), &survey(second)).unwrap();
    let adjusted = benjamini_hochberg(&[test.p()]).unwrap();
    test.conclude(adjusted[0], &RelevanceRule::default())
        .unwrap()
}

fn model_comparison((value, lower, upper): Margin, reference: f64) -> Comparison {
    let interval = Some(Interval::new(lower, upper).unwrap());
    compare_model(value, interval, reference, &RelevanceRule::default()).unwrap()
}

/// Fails unless the two comparisons are each other's mirror.
fn assert_mirrored(there: &Comparison, back: &Comparison) {
    for direction in [Direction::HogerIsOngunstiger, Direction::LagerIsOngunstiger] {
        assert_eq!(there.verdict(direction), back.verdict(direction.flipped()));
        assert_eq!(
            there.verdict(direction),
            there.verdict(direction.flipped()).opposite()
        );
    }
    assert_eq!(
        there.verdict(Direction::Neutraal),
        back.verdict(Direction::Neutraal).opposite()
    );
    let (a, b) = (
        there.difference_interval().unwrap(),
        back.difference_interval().unwrap(),
    );
    assert!((a.lower() + b.upper()).abs() < 1e-9 && (a.upper() + b.lower()).abs() < 1e-9);
    assert!((there.difference().unwrap() + back.difference().unwrap()).abs() < 1e-9);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn surveys_mirror(first in published_margin(), second in published_margin()) {
        let there = survey_comparison(first, second);
        let back = survey_comparison(mirror(first), mirror(second));
        assert_mirrored(&there, &back);
        prop_assert!((there.p().unwrap() - back.p().unwrap()).abs() < 1e-9);
        prop_assert!(there.difference_interval().unwrap().contains(there.difference().unwrap()));
    }

    #[test]
    fn models_mirror_and_never_have_a_p(first in published_margin(), reference in published_percentage()) {
        let there = model_comparison(first, reference);
        assert_mirrored(&there, &model_comparison(mirror(first), 100.0 - reference));
        prop_assert_eq!((there.p(), there.adjusted_p(), there.z()), (None, None, None));
        if there.side().is_some() {
            prop_assert!((first.0 - reference).abs() >= 1.5, "a verdict inside the widened interval");
        }
    }

    #[test]
    fn parts_mirror(part in published_margin(), whole in published_margin(), w in 0.0_f64..=1.0) {
        let share = PopulationShare::of(w, 1.0).unwrap();
        let there = compare_part_with_whole(&survey(part), &survey(whole), share, None);
        let back = compare_part_with_whole(&survey(mirror(part)), &survey(mirror(whole)), share, None);
        match (there, back) {
            (Ok(there), Ok(back)) => {
                prop_assert!(w <= 0.5);
                prop_assert!((there.p() - back.p()).abs() < 1e-6);
                prop_assert!((there.difference() + back.difference()).abs() < 1e-9);
            }
            (there, back) => prop_assert_eq!(there.err(), back.err()),
        }
    }

    #[test]
    fn registers_and_ranges_are_never_judged(value in published_percentage(), reference in published_percentage()) {
        let register = compare_registry(value, reference, RegistryUnit::Share).unwrap();
        let range = Interval::new(value - 1.0, value + 2.0).unwrap();
        let estimate = compare_range(value, range, reference, 2.0).unwrap();
        for comparison in [register, estimate] {
            let words = DIRECTIONS.map(|direction| comparison.verdict(direction));
            prop_assert!(words.iter().all(|word| *word == words[2]));
            prop_assert!(comparison.p().is_none());
        }
        let turned = compare_registry(reference, value, RegistryUnit::Share).unwrap();
        prop_assert_eq!(turned.verdict(Direction::Neutraal), register.verdict(Direction::Neutraal).opposite());
    }
}
