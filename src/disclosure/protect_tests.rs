//! Small systems in which the answer can be seen, and a large one.
use super::*;

/// Cells by size; those named are hidden.
fn cells(sizes: &[f64], hidden: &[usize]) -> Vec<Protectable> {
    let mut cells: Vec<Protectable> = sizes
        .iter()
        .map(|size| Protectable {
            size: *size,
            shown: true,
            ..Protectable::ABSENT
        })
        .collect();
    for &cell in hidden {
        cells[cell].hidden = true;
    }
    cells
}

pub fn sum(whole: usize, parts: &[usize]) -> Relation {
    Relation {
        whole: Some(whole),
        parts: parts.to_vec(),
    }
}

#[track_caller]
fn check(cells: &[Protectable], relations: &[Relation], hidden: &[usize], exposed: &[usize]) {
    let found = protect(cells, relations);
    let list: Vec<usize> = (0..cells.len()).filter(|c| found.hidden[*c]).collect();
    assert_eq!(list, hidden, "hidden");
    assert_eq!(found.exposed, exposed, "exposed");
}

#[test]
fn a_single_hidden_part_takes_the_next_smallest_with_it() {
    let sizes = [100.0, 40.0, 30.0, 20.0, 10.0];
    check(&cells(&sizes, &[4]), &[sum(0, &[1, 2, 3, 4])], &[3, 4], &[]);
    check(
        &cells(&sizes, &[3, 4]),
        &[sum(0, &[1, 2, 3, 4])],
        &[3, 4],
        &[],
    );
    check(&cells(&sizes, &[]), &[sum(0, &[1, 2, 3, 4])], &[], &[]);
}

#[test]
fn equal_sizes_go_by_index() {
    let sizes = [30.0, 10.0, 10.0, 10.0];
    check(&cells(&sizes, &[2]), &[sum(0, &[1, 2, 3])], &[1, 2], &[]);
}

#[test]
fn a_hidden_whole_takes_its_smallest_part_and_a_lone_part_its_whole() {
    check(
        &cells(&[9.0, 5.0, 4.0], &[0]),
        &[sum(0, &[1, 2])],
        &[0, 2],
        &[],
    );
    check(&cells(&[9.0, 9.0], &[1]), &[sum(0, &[1])], &[0, 1], &[]);
    check(&cells(&[9.0, 9.0], &[0]), &[sum(0, &[1])], &[0, 1], &[]);
}

#[test]
fn the_whole_goes_only_when_no_part_is_left_even_if_it_is_smaller() {
    let relation = [sum(0, &[1, 2])];
    check(&cells(&[1.0, 5.0, 4.0], &[1]), &relation, &[1, 2], &[]);
    let mut no_part = cells(&[1.0, 5.0, 4.0], &[1]);
    no_part[2].known = true;
    check(&no_part, &relation, &[0, 1], &[]);
}

#[test]
fn a_chain_from_wijk_to_region_is_followed_to_its_end() {
    // 0 region = 1 + 2 gemeenten; 1 = 3 only; 2 = 4 + 5. Wijk 3 is gemeente 1, so 1 goes; then the
    // region gives 1, so gemeente 2 goes; and then its wijken give 2, so the smallest goes.
    let relations = [sum(0, &[1, 2]), sum(1, &[3]), sum(2, &[4, 5])];
    let cells = cells(&[100.0, 30.0, 70.0, 30.0, 40.0, 29.0], &[3]);
    check(&cells, &relations, &[1, 2, 3, 5], &[]);
}

#[test]
fn two_hidden_cells_in_a_sum_are_not_enough_when_another_sum_gives_one() {
    // A table of two areas and two ages with totals: rows 0 = 1 + 2 and 3 = 4 + 5, total 6 = 7 + 8,
    // columns 6 = 0 + 3, 7 = 1 + 4, 8 = 2 + 5. Cell 1 alone needs a whole rectangle.
    let relations = [
        sum(0, &[1, 2]),
        sum(3, &[4, 5]),
        sum(6, &[7, 8]),
        sum(6, &[0, 3]),
        sum(7, &[1, 4]),
        sum(8, &[2, 5]),
    ];
    let sizes = [50.0, 10.0, 40.0, 90.0, 30.0, 60.0, 140.0, 41.0, 100.0];
    check(&cells(&sizes, &[1]), &relations, &[1, 2, 4, 5], &[]);
}

#[test]
fn a_known_constant_protects_nothing() {
    let hundred = Relation {
        whole: None,
        parts: vec![0, 1],
    };
    check(&cells(&[5.0, 6.0], &[0]), &[hundred], &[0, 1], &[]);
    let alone = Relation {
        whole: None,
        parts: vec![0],
    };
    check(&cells(&[5.0, 6.0], &[0]), &[alone], &[0], &[0]);
}

#[test]
fn a_cell_that_nobody_has_protects_and_needs_no_protection() {
    let relation = [sum(0, &[1, 2])];
    let mut absent = cells(&[9.0, 5.0, 4.0], &[1]);
    absent[2].shown = false;
    check(&absent, &relation, &[1], &[]);
    absent[1].hidden = false;
    check(&absent, &relation, &[], &[]);
    // Withheld by the source: hidden and not shown. It is protected.
    absent[2].hidden = true;
    check(&absent, &relation, &[1, 2], &[]);
}

#[test]
fn what_an_earlier_edition_printed_does_not_protect() {
    let relation = [sum(0, &[1, 2, 3])];
    let mut known = cells(&[9.0, 3.0, 4.0, 5.0], &[1]);
    known[2].known = true;
    check(&known, &relation, &[1, 3], &[]);
    known[3].known = true;
    check(&known, &relation, &[0, 1], &[]);
    known[0].known = true;
    check(&known, &relation, &[1], &[1]);
    known[1].known = true;
    check(&known, &relation, &[1], &[1]);
}

#[test]
fn nothing_is_paid_for_a_cell_that_is_lost_anyway() {
    // 1 follows from 0 and 2, both known; hiding 3 would not help, and 4 stays open too.
    let relations = [sum(0, &[1, 2]), sum(4, &[1, 3])];
    let mut lost = cells(&[9.0, 3.0, 6.0, 2.0, 5.0], &[1]);
    lost[0].known = true;
    lost[2].known = true;
    check(&lost, &relations, &[1], &[1]);
}

#[test]
fn relations_without_parts_twice_or_in_circles_do_no_harm() {
    let empty = sum(0, &[]);
    check(&cells(&[9.0, 5.0, 4.0], &[0]), &[empty], &[0], &[]);
    let twice = [sum(0, &[1, 2]), sum(0, &[2, 1]), sum(0, &[1, 2])];
    check(&cells(&[9.0, 5.0, 4.0], &[1]), &twice, &[1, 2], &[]);
    check(&cells(&[9.0, 5.0, 4.0], &[0]), &[sum(0, &[0])], &[0], &[]);
    check(&[], &[], &[], &[]);
}

/// 342 gemeenten of ten wijken, a country, three ages, and one in ten cells hidden.
fn country() -> (Vec<Protectable>, Vec<Relation>) {
    let areas = 1 + 342 + 3420;
    let at = |area: usize, age: usize| area * 3 + age;
    let mut relations: Vec<Relation> = (0..areas)
        .map(|area| sum(at(area, 0), &[at(area, 1), at(area, 2)]))
        .collect();
    for age in 0..3 {
        let all: Vec<usize> = (1..=342).map(|gemeente| at(gemeente, age)).collect();
        relations.push(sum(at(0, age), &all));
        for gemeente in 1..=342 {
            let first = 343 + (gemeente - 1) * 10;
            let wijken: Vec<usize> = (first..first + 10).map(|wijk| at(wijk, age)).collect();
            relations.push(sum(at(gemeente, age), &wijken));
        }
    }
    let mut seed = 12_345_u32;
    let cells = (0..areas * 3)
        .map(|cell| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let weight = [1.0, 0.7, 0.3][cell % 3];
            let people = match cell / 3 {
                0 => 1e6,
                1..=342 => 1e4,
                _ => 1e3,
            };
            Protectable {
                hidden: seed >> 16 < 6_554,
                size: people * weight * (1.0 + f64::from(seed) / 1e12),
                shown: true,
                known: false,
            }
        })
        .collect();
    (cells, relations)
}

#[test]
fn a_country_of_wijken_is_protected() {
    let (mut cells, relations) = country();
    let first = protect(&cells, &relations);
    let before = cells.iter().filter(|cell| cell.hidden).count();
    let after = first.hidden.iter().filter(|hidden| **hidden).count();
    assert!(before > 1000 && after > before && after < cells.len() / 2);
    assert_eq!(first.exposed, Vec::<usize>::new());
    for (cell, hidden) in cells.iter_mut().zip(&first.hidden) {
        cell.hidden = *hidden;
    }
    assert_eq!(protect(&cells, &relations), first);
}
