//! What follows from sums, computed another way: a dense null space in exact fractions.

use proptest::prelude::ProptestConfig;

use super::Relation;

/// The number of cases of each property.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A fraction: numerator and positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction(pub i128, i128);

impl Fraction {
    pub fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1) * below.signum();
        Self(above / common, below / common)
    }

    pub fn minus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }
}

/// A basis of the vectors over all cells that are zero where `unknown` is false and that change no
/// relation.
pub fn null_space(unknown: &[bool], relations: &[Relation]) -> Vec<Vec<Fraction>> {
    let columns: Vec<usize> = (0..unknown.len()).filter(|c| unknown[*c]).collect();
    let zero = Fraction(0, 1);
    let mut rows: Vec<Vec<Fraction>> = Vec::new();
    for relation in relations.iter().filter(|r| !r.parts.is_empty()) {
        let coefficient = |cell: &usize| {
            let parts = relation.parts.iter().filter(|part| *part == cell).count();
            let whole = i128::from(relation.whole == Some(*cell));
            Fraction(whole - i128::try_from(parts).unwrap(), 1)
        };
        rows.push(columns.iter().map(coefficient).collect());
    }
    let mut pivots: Vec<usize> = Vec::new();
    for column in 0..columns.len() {
        let top = pivots.len();
        let Some(found) = (top..rows.len()).find(|row| rows[*row][column] != zero) else {
            continue;
        };
        rows.swap(top, found);
        let lead = rows[top][column];
        let pivot: Vec<Fraction> = rows[top].iter().map(|value| value.over(lead)).collect();
        rows[top].clone_from(&pivot);
        for (_, row) in rows.iter_mut().enumerate().filter(|(row, _)| *row != top) {
            let factor = row[column];
            for (value, other) in row.iter_mut().zip(&pivot) {
                *value = value.minus(factor.times(*other));
            }
        }
        pivots.push(column);
    }
    let free = (0..columns.len()).filter(|column| !pivots.contains(column));
    free.map(|column| {
        let mut vector = vec![zero; unknown.len()];
        vector[columns[column]] = Fraction(1, 1);
        for (row, pivot) in pivots.iter().enumerate() {
            vector[columns[*pivot]] = zero.minus(rows[row][column]);
        }
        vector
    })
    .collect()
}

/// Adds a vector of the null space to a table and checks that nobody could see the difference.
pub fn assert_invisible(vector: &[Fraction], unknown: &[bool], relations: &[Relation]) {
    let zero = Fraction(0, 1);
    assert!(vector.iter().zip(unknown).all(|(v, u)| *u || *v == zero));
    for relation in relations.iter().filter(|r| !r.parts.is_empty()) {
        let whole = relation.whole.map_or(zero, |cell| vector[cell]);
        let rest = relation.parts.iter();
        assert_eq!(rest.fold(whole, |sum, cell| sum.minus(vector[*cell])), zero);
    }
}
