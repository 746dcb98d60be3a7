//! The sums that [`relations()`] writes down are all there are. The check starts at the other end: a
//! population of (wijk, stretch of ages, answer), in which each delivered cell is a sum of people.
//! Hidden cells must differ between two populations that agree in everything that is printed.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::oracle::{Fraction, config, null_space};
use super::{Equation, Position, Protectable, Relation, protect, relations};
use crate::area::AreaCode;
use crate::themes::AgeGroup;

/// The stretches of ages, of three, that each age group is made of. They overlap on purpose: the
/// first and the last are together the middle two, while no group is all three.
const AGES: [(AgeGroup, &[usize]); 4] = [
    (AgeGroup::All, &[0, 1]),
    (AgeGroup::Adults, &[1, 2]),
    (AgeGroup::From18To64, &[0]),
    (AgeGroup::From65, &[2]),
];

/// The answers of a question that each indicator counts; three answers are all there are.
const ANSWERS: [&[usize]; 4] = [&[0], &[1], &[0, 1], &[1, 2]];

/// Two gemeenten of two wijken, one without, and a region of all three.
const AREAS: [(&str, &[usize]); 8] = [
    ("rza", &[0, 1, 2, 3, 4]),
    ("GM0001", &[0, 1]),
    ("GM0002", &[2, 3]),
    ("GM0003", &[4]),
    ("WK000101", &[0]),
    ("WK000102", &[1]),
    ("WK000201", &[2]),
    ("WK000202", &[3]),
];

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).unwrap_or_else(|_| AreaCode::Regio(code.to_owned()))
}

fn parents(area: &AreaCode) -> Vec<AreaCode> {
    match area {
        AreaCode::Wijk(wijk) => vec![AreaCode::Gemeente(wijk.gemeente())],
        AreaCode::Gemeente(_) => vec![AreaCode::Regio("rza".to_owned())],
        _ => Vec::new(),
    }
}

fn bounds(age: AgeGroup) -> (u32, Option<u32>) {
    match age {
        AgeGroup::All => (0, Some(65)),
        AgeGroup::Adults => (18, None),
        AgeGroup::From18To64 => (0, Some(18)),
        _ => (65, None),
    }
}

fn equations() -> [Equation; 2] {
    [
        Equation {
            whole: Some(2),
            parts: vec![0, 1],
        },
        Equation {
            whole: None,
            parts: vec![0, 3],
        },
    ]
}

/// The groups of people that are counted in a cell.
fn people(area: usize, age: usize, indicator: usize) -> Vec<usize> {
    let mut people = Vec::new();
    for wijk in AREAS[area].1 {
        for stretch in AGES[age].1 {
            let answers = ANSWERS[indicator].iter();
            people.extend(answers.map(|answer| (wijk * 3 + stretch) * 3 + answer));
        }
    }
    people
}

/// What the population allows: a vector that changes nothing printed for each hidden cell.
fn computable(cells: &[Vec<usize>], hidden: &[bool]) -> Vec<usize> {
    let known = |parts: Vec<usize>| Relation { whole: None, parts };
    // How many people live in each wijk, by age, is open data.
    let mut printed: Vec<Relation> = (0..15)
        .map(|group| known((group * 3..group * 3 + 3).collect()))
        .collect();
    let open = cells.iter().zip(hidden).filter(|(_, hidden)| !**hidden);
    printed.extend(open.map(|(people, _)| known(people.clone())));
    let space = null_space(&[true; 45], &printed);
    let moves = |people: &Vec<usize>| {
        let zero = Fraction::new(0, 1);
        space.iter().any(|vector| {
            let change = people.iter().fold(zero, |sum, one| sum.minus(vector[*one]));
            change != zero
        })
    };
    (0..cells.len())
        .filter(|cell| hidden[*cell] && !moves(&cells[*cell]))
        .collect()
}

/// Which of all cells are delivered, hidden and large. Whole areas, ages and indicators are missing
/// as well as single cells.
fn extract() -> impl Strategy<Value = Vec<(usize, usize, usize, bool, u16)>> {
    let chances = prop::collection::vec(0_u8..100, AREAS.len() * AGES.len() * ANSWERS.len());
    let missing = prop::collection::vec(0_u8..100, AREAS.len() + AGES.len() + ANSWERS.len());
    (chances, missing, prop_oneof![Just(100), 60_u8..100]).prop_map(|(chances, missing, share)| {
        let mut found = Vec::new();
        for (number, chance) in (0_u16..).zip(chances) {
            let place = usize::from(number);
            let (area, age, indicator) = (place / 16, place / 4 % 4, place % 4);
            let whole = [area, 8 + age, 12 + indicator];
            if chance < share && whole.iter().all(|line| missing[*line] < 70) {
                let size = number.wrapping_mul(40_503) % 1_009;
                found.push((area, age, indicator, chance < 12, size));
            }
        }
        found
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_two_populations_betray_a_hidden_cell(extract in extract()) {
        let positions: Vec<Position> = extract
            .iter()
            .map(|(place, age, indicator, ..)| Position {
                indicator: *indicator,
                period: 2024,
                age: AGES[*age].0,
                area: area(AREAS[*place].0),
            })
            .collect();
        let cells = extract.iter().map(|(.., hidden, size)| Protectable {
            hidden: *hidden,
            size: f64::from(*size),
            shown: true,
            known: false,
        });
        let built = relations(&positions, &equations(), parents, bounds);
        let found = protect(&built.with_gaps(cells.collect()), &built.relations);
        let sums: Vec<Vec<usize>> = extract
            .iter()
            .map(|(place, age, indicator, ..)| people(*place, *age, *indicator))
            .collect();
        let lost = computable(&sums, &found.hidden[..positions.len()]);
        let exposed: BTreeSet<usize> = found.exposed.into_iter().collect();
        prop_assert!(lost.iter().all(|cell| exposed.contains(cell)), "{:?}", lost);
    }
}
