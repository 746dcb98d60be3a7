//! Sums over areas, ages and answers, with and without gaps.
use super::*;
use crate::disclosure::{Protectable, protect};

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).unwrap_or_else(|_| AreaCode::Regio(code.to_owned()))
}

fn position(code: &str, age: AgeGroup) -> Position {
    Position {
        indicator: 0,
        period: 2024,
        age,
        area: area(code),
    }
}

fn adults(codes: &[&str]) -> Vec<Position> {
    let positions = codes.iter().map(|code| position(code, AgeGroup::Adults));
    positions.collect()
}

/// A wijk lies in its gemeente, a gemeente in the region, the region in Nederland.
fn parents(area: &AreaCode) -> Vec<AreaCode> {
    match area {
        AreaCode::Wijk(wijk) => vec![AreaCode::Gemeente(wijk.gemeente())],
        AreaCode::Gemeente(_) => vec![AreaCode::Regio("rza".to_owned())],
        AreaCode::Regio(_) => vec![AreaCode::Land],
        _ => Vec::new(),
    }
}

fn bounds(age: AgeGroup) -> (u32, Option<u32>) {
    match age {
        AgeGroup::Adults => (18, None),
        AgeGroup::From18To64 => (18, Some(65)),
        AgeGroup::From65 => (65, None),
        AgeGroup::From15To75 => (15, Some(75)),
        AgeGroup::From16To75 => (16, Some(76)),
        _ => (0, None),
    }
}

fn built(positions: &[Position]) -> Built {
    relations(positions, &[], parents, bounds)
}

fn sums(expected: &[(usize, &[usize])]) -> Vec<Relation> {
    let sums = expected
        .iter()
        .map(|(whole, parts)| sum(*whole, parts.to_vec()));
    sums.collect()
}

#[track_caller]
fn check(positions: &[Position], expected: &[(usize, &[usize])], gaps: usize) {
    let mut found = built(positions);
    found.relations.sort();
    for relation in &mut found.relations {
        relation.parts.sort_unstable();
    }
    assert_eq!(found.relations, sums(expected));
    assert_eq!(found.gaps, gaps);
}

#[test]
fn a_gemeente_is_its_wijken_and_a_region_its_gemeenten() {
    let positions = adults(&["rza", "GM0193", "GM0148", "WK019310", "WK019311"]);
    check(&positions, &[(0, &[1, 2]), (1, &[3, 4])], 0);
}

#[test]
fn a_gemeente_that_was_not_delivered_is_a_gap_between_its_wijken_and_the_region() {
    let positions = adults(&["rza", "GM0148", "WK019310", "WK019311"]);
    check(&positions, &[(0, &[1, 4]), (4, &[2, 3])], 1);
    // Nothing above it: the wijken are tied to nothing.
    check(&adults(&["WK019310", "WK019311"]), &[], 0);
    check(&[], &[], 0);
}

#[test]
fn years_and_indicators_are_not_added_up() {
    let mut positions = adults(&["GM0193", "WK019310", "WK019311"]);
    positions[1].period = 2020;
    positions[2].indicator = 1;
    check(&positions, &[], 0);
}

#[test]
fn adults_are_two_age_groups_and_everyone_adds_nothing_without_the_young() {
    use AgeGroup::{Adults, All, From18To64, From65};
    let positions = [From65, Adults, From18To64, All].map(|age| position("GM0193", age));
    check(&positions, &[(1, &[0, 2])], 0);
}

#[test]
fn age_groups_that_overlap_are_tied_only_as_far_as_they_add_up() {
    use AgeGroup::{Adults, All, From15To75, From16To75, From18To64, From65};
    let ages = [From15To75, From16To75, Adults, From65];
    check(&ages.map(|age| position("GM0193", age)), &[], 0);
    // Two groups with the same bounds are one.
    let same = [All, Adults].map(|age| position("GM0193", age));
    let found = relations(&same, &[], parents, |_| (0, None));
    assert_eq!(found.relations.len(), 1);
    // 18–64 is what is left of 18+ and 65+, whichever of the three is missing elsewhere.
    let three = [Adults, From18To64, From65].map(|age| position("GM0193", age));
    assert_eq!(built(&three).relations, sums(&[(0, &[1, 2])]));
}

#[test]
fn a_sum_that_runs_through_an_age_that_was_not_delivered_is_found() {
    use AgeGroup::{Adults, From18To64, From65};
    // The gemeente has 18+ only; its wijken have the two halves only.
    let positions = [
        position("GM0193", Adults),
        position("WK019310", From18To64),
        position("WK019310", From65),
        position("WK019311", From18To64),
        position("WK019311", From65),
    ];
    let found = built(&positions);
    let cells: Vec<Protectable> = (0..5)
        .map(|cell| Protectable {
            hidden: cell == 2,
            size: f64::from(10 - cell),
            shown: true,
            known: false,
        })
        .collect();
    let outcome = protect(&found.with_gaps(cells), &found.relations);
    assert_eq!(outcome.hidden[..5], [false, false, true, false, true]);
    assert!(outcome.hidden[5..].iter().all(|hidden| !hidden));
}

#[test]
fn answers_are_tied_in_every_area_also_through_gaps() {
    let at = |indicator, code: &str| Position {
        indicator,
        ..position(code, AgeGroup::Adults)
    };
    let hundred = Equation {
        whole: None,
        parts: vec![0, 1],
    };
    // Answer 1 of wijk 10 was not delivered, but it is the gemeente less wijk 11.
    let positions = [
        at(0, "WK019310"),
        at(0, "WK019311"),
        at(1, "GM0193"),
        at(1, "WK019311"),
    ];
    let found = relations(&positions, std::slice::from_ref(&hundred), parents, bounds);
    let cells: Vec<Protectable> = (0..4)
        .map(|cell| Protectable {
            hidden: cell == 0,
            size: f64::from(cell),
            shown: true,
            known: false,
        })
        .collect();
    let outcome = protect(&found.with_gaps(cells), &found.relations);
    assert!(outcome.hidden[2], "{outcome:?} {found:?}");
    // An equation with an indicator that is nowhere ties nothing.
    let elsewhere = Equation {
        whole: Some(7),
        parts: vec![0, 1],
    };
    let positions = [at(0, "GM0193"), at(1, "GM0193")];
    assert_eq!(
        relations(&positions, &[elsewhere], parents, bounds).relations,
        []
    );
    let found = relations(&positions, &[hundred], parents, bounds);
    assert_eq!((found.relations.len(), found.relations[0].whole), (1, None));
}

#[test]
fn a_position_given_twice_is_one_figure() {
    check(&adults(&["GM0193", "GM0193"]), &[(0, &[1])], 0);
}

#[test]
fn levels_of_children_are_separate_sums() {
    let up = |area: &AreaCode| match area {
        AreaCode::Provincie(_) | AreaCode::Gemeente(_) => vec![AreaCode::Land],
        _ => Vec::new(),
    };
    let positions = adults(&["NL", "PV23", "PV24", "GM0193", "GM0148"]);
    let found = relations(&positions, &[], up, bounds);
    let mut found = found.relations;
    found
        .iter_mut()
        .for_each(|relation| relation.parts.sort_unstable());
    assert_eq!(found, sums(&[(0, &[1, 2]), (0, &[3, 4])]));
}

/// A national extract: 342 gemeenten of ten wijken, three ages for the gemeenten, and for the
/// wijken of even gemeenten 18+ only. Every tenth cell is hidden.
#[test]
fn a_country_with_gaps_is_tied_and_protected() {
    use AgeGroup::{Adults, From18To64, From65};
    let mut positions = Vec::new();
    for gemeente in 1..=342 {
        let ages = [Adults, From18To64, From65];
        positions.extend(ages.map(|age| position(&format!("GM{gemeente:04}"), age)));
        for wijk in 0..10 {
            let code = format!("WK{gemeente:04}{wijk:02}");
            let ages = if gemeente % 2 == 0 { &ages[..1] } else { &ages };
            positions.extend(ages.iter().map(|age| position(&code, *age)));
        }
    }
    positions.extend(["NL", "rza"].map(|code| position(code, Adults)));
    let found = built(&positions);
    let cells: Vec<Protectable> = (0_u32..)
        .zip(&positions)
        .map(|(cell, position)| Protectable {
            hidden: cell.wrapping_mul(2_654_435_761) >> 16 < 6_554,
            size: match position.area.level() {
                AreaLevel::Wijk => f64::from(cell % 977),
                _ => f64::from(1000 + cell % 977),
            },
            shown: true,
            known: false,
        })
        .collect();
    let mut cells = found.with_gaps(cells);
    let outcome = protect(&cells, &found.relations);
    assert_eq!(outcome.exposed, Vec::<usize>::new());
    assert!(
        outcome.hidden[positions.len()..]
            .iter()
            .all(|hidden| !hidden)
    );
    for (cell, hidden) in cells.iter_mut().zip(&outcome.hidden) {
        cell.hidden = *hidden;
    }
    assert_eq!(protect(&cells, &found.relations), outcome);
}
