//! Which unknown cells the sums give away: worked out without anything of the program under test.

use std::collections::BTreeSet;

use super::{AGES, GEMEENTEN, Name, areas};

const PRIME: i128 = (1 << 61) - 1;

/// The sums that everybody knows, over names of cells: the whole, then the parts.
fn sums() -> Vec<(Name, Vec<Name>)> {
    let mut sums = Vec::new();
    let name = |area: &str, age: &str| (area.to_owned(), age.to_owned());
    for age in AGES {
        let all = GEMEENTEN
            .iter()
            .map(|(own, _)| name(&format!("GM{own}"), age));
        sums.push((name("rza-zwolle", age), all.collect()));
        for (own, wijken) in GEMEENTEN {
            let parts = (1..=wijken).map(|number| name(&format!("WK{own}{number:02}"), age));
            sums.push((name(&format!("GM{own}"), age), parts.collect()));
        }
    }
    for area in areas() {
        let parts = vec![name(&area, "18-64"), name(&area, "65+")];
        sums.push((name(&area, "18+"), parts));
    }
    sums
}

/// The unknown cells that the sums and the known cells determine: their unit vector lies in the
/// row space. Worked out modulo a large prime, without anything of the program under test.
pub fn determined(unknown: &BTreeSet<Name>) -> BTreeSet<Name> {
    let order: Vec<&Name> = unknown.iter().collect();
    let mut rows: Vec<Vec<i128>> = Vec::new();
    for (whole, parts) in sums() {
        let mut row = vec![0; order.len()];
        let mut add = |name: &Name, value: i128| {
            if let Some(at) = order.iter().position(|own| *own == name) {
                row[at] += value;
            }
        };
        add(&whole, PRIME - 1);
        parts.iter().for_each(|part| add(part, 1));
        if row.iter().any(|value| *value != 0) {
            rows.push(row);
        }
    }
    let rows = reduced(rows, order.len());
    rows.iter()
        .filter(|row| row.iter().filter(|value| **value != 0).count() == 1)
        .filter_map(|row| row.iter().position(|value| *value != 0))
        .map(|at| order[at].clone())
        .collect()
}

/// The reduced row echelon form. A unit vector in the row space is one of its rows.
fn reduced(mut rows: Vec<Vec<i128>>, width: usize) -> Vec<Vec<i128>> {
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|at| rows[*at][column] != 0) else {
            continue;
        };
        rows.swap(done, pivot);
        let inverse = power(rows[done][column], PRIME - 2);
        rows[done]
            .iter_mut()
            .for_each(|value| *value = *value * inverse % PRIME);
        let lead = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at != done && factor != 0 {
                for (value, lead) in row.iter_mut().zip(&lead) {
                    *value = (*value + (PRIME - factor) * lead) % PRIME;
                }
            }
        }
        done += 1;
    }
    rows
}

fn power(base: i128, mut exponent: i128) -> i128 {
    let (mut result, mut square) = (1, base % PRIME);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * square % PRIME;
        }
        square = square * square % PRIME;
        exponent >>= 1;
    }
    result
}

#[test]
fn the_oracle_finds_a_cell_that_can_be_computed() {
    let one = ("WK014801".to_owned(), "65+".to_owned());
    let leak = determined(&BTreeSet::from([one.clone()]));
    assert_eq!(leak, BTreeSet::from([one]));
    let two: BTreeSet<Name> = ["WK019301", "WK019302"]
        .map(|area| (area.to_owned(), "65+".to_owned()))
        .into_iter()
        .collect();
    // Both have their own sum over ages, which gives them away too.
    assert_eq!(determined(&two).len(), 2);
    let square: BTreeSet<Name> = ["WK019301", "WK019302"]
        .into_iter()
        .flat_map(|area| ["18-64", "65+"].map(|age| (area.to_owned(), age.to_owned())))
        .collect();
    assert!(determined(&square).is_empty());
}
