//! Exact Gaussian elimination on sparse rows of whole numbers.
//!
//! A row says that a sum of cells, each with a coefficient, is something everybody knows. An
//! unknown cell follows from the rows exactly when its unit vector lies in their row space. That is
//! a question of yes or no, so no tolerance may decide it, and no prime modulus either: modulo a
//! prime that divides a minor of the matrix, a cell that is known can look unknown. The numbers
//! here are whole, divided by their greatest common divisor after every step, and checked: when one
//! does not fit 128 bits the answer is `None`, and the caller must take the worst to be true. In
//! tables of areas, ages and categories they stay −1, 0 and 1 nearly always.
//!
//! The pivot is the column that occurs in the fewest rows, and there the shortest row (Markowitz),
//! so that leaves of a tree of areas go first and rows stay short.

use std::collections::{BTreeMap, BTreeSet};

/// Coefficients by column, sorted by column, without zeros.
pub(super) type Row = Vec<(usize, i128)>;

/// An unknown column that follows from the rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// The column that is determined.
    pub cell: usize,
    /// The other columns of its formula, ascending; empty when it follows from constants alone.
    pub from: Vec<usize>,
}

/// Finds the columns below `unknowns` that follow from the rows when the others are known.
///
/// A formula is made free of the lowest known columns as far as possible. It then depends only on
/// the row space and on the order of the known columns, never on the order of rows or unknowns.
/// `None` when a number grew too large.
pub(super) fn formulas(rows: Vec<Row>, unknowns: usize) -> Option<Vec<Formula>> {
    let mut work = Elimination::new(rows, unknowns);
    work.forward()?;
    work.back()?;
    let redundant = work.redundant()?;
    let mut found = Vec::new();
    for &(column, row) in &work.pivots {
        let row = &work.rows[row];
        if row.iter().filter(|(c, _)| *c < unknowns).count() != 1 {
            continue;
        }
        let mut row = row.clone();
        reduce(&mut row, &redundant)?;
        let from = row.iter().map(|(c, _)| *c).filter(|c| *c != column);
        found.push(Formula {
            cell: column,
            from: from.collect(),
        });
    }
    found.sort_by_key(|formula| formula.cell);
    Some(found)
}

/// Solves rows without known columns: per column with a pivot its row, which holds no other pivot.
/// `None` when a number grew too large.
pub(super) fn solution(rows: Vec<Row>, unknowns: usize) -> Option<BTreeMap<usize, Row>> {
    let mut work = Elimination::new(rows, unknowns);
    work.forward()?;
    work.back()
}

struct Elimination {
    rows: Vec<Row>,
    unknowns: usize,
    /// The rows without a pivot in which an unknown column occurs.
    columns: Vec<BTreeSet<usize>>,
    /// Columns that can still get a pivot, by the number of rows.
    queue: BTreeSet<(usize, usize)>,
    /// Column and row of each pivot, in the order in which they were chosen.
    pivots: Vec<(usize, usize)>,
}

impl Elimination {
    fn new(rows: Vec<Row>, unknowns: usize) -> Self {
        let mut columns = vec![BTreeSet::new(); unknowns];
        for (number, row) in rows.iter().enumerate() {
            for &(column, _) in row.iter().filter(|(c, _)| *c < unknowns) {
                columns[column].insert(number);
            }
        }
        let queue = columns
            .iter()
            .enumerate()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(column, rows)| (rows.len(), column))
            .collect();
        Self {
            rows,
            unknowns,
            columns,
            queue,
            pivots: Vec::new(),
        }
    }

    /// Gives every unknown column that it can a pivot; afterwards a pivot row holds no column of an
    /// earlier pivot.
    fn forward(&mut self) -> Option<()> {
        while let Some((_, column)) = self.queue.pop_first() {
            let rows = std::mem::take(&mut self.columns[column]);
            let Some(&pivot) = rows
                .iter()
                .min_by_key(|row| (self.rows[**row].len(), **row))
            else {
                continue;
            };
            for &(other, _) in &self.rows[pivot].clone() {
                self.forget(other, pivot, column);
            }
            for row in rows.into_iter().filter(|row| *row != pivot) {
                let new = eliminate(&self.rows[row], &self.rows[pivot], column)?;
                let old = std::mem::replace(&mut self.rows[row], new);
                self.index(row, &old, column);
            }
            self.pivots.push((column, pivot));
        }
        Some(())
    }

    /// Brings the lists of rows per column up to date after a row changed.
    fn index(&mut self, row: usize, old: &Row, pivot_column: usize) {
        for &(column, _) in old {
            if !has(&self.rows[row], column) {
                self.forget(column, row, pivot_column);
            }
        }
        let gained = self.rows[row].iter().map(|(column, _)| *column);
        for column in gained.filter(|c| *c < self.unknowns && !has(old, *c)) {
            let rows = &mut self.columns[column];
            self.queue.remove(&(rows.len(), column));
            rows.insert(row);
            self.queue.insert((rows.len(), column));
        }
    }

    fn forget(&mut self, column: usize, row: usize, pivot_column: usize) {
        if column >= self.unknowns || column == pivot_column {
            return;
        }
        let rows = &mut self.columns[column];
        self.queue.remove(&(rows.len(), column));
        rows.remove(&row);
        if !rows.is_empty() {
            self.queue.insert((rows.len(), column));
        }
    }

    /// Leaves in every pivot row no unknown column but its own and those without a pivot.
    fn back(&mut self) -> Option<BTreeMap<usize, Row>> {
        let mut done: BTreeMap<usize, Row> = BTreeMap::new();
        for &(column, number) in self.pivots.iter().rev() {
            let mut row = std::mem::take(&mut self.rows[number]);
            reduce(&mut row, &done)?;
            self.rows[number].clone_from(&row);
            done.insert(column, row);
        }
        Some(done)
    }

    /// The rows without any unknown, as a reduced echelon form: relations between known columns,
    /// by which two formulas of one cell can differ.
    fn redundant(&self) -> Option<BTreeMap<usize, Row>> {
        let used: BTreeSet<usize> = self.pivots.iter().map(|(_, row)| *row).collect();
        let mut echelon: BTreeMap<usize, Row> = BTreeMap::new();
        for number in (0..self.rows.len()).filter(|row| !used.contains(row)) {
            let mut row = self.rows[number].clone();
            reduce(&mut row, &echelon)?;
            let Some(&(first, _)) = row.first() else {
                continue;
            };
            for other in echelon.values_mut().filter(|other| has(other, first)) {
                *other = eliminate(other, &row, first)?;
            }
            echelon.insert(first, row);
        }
        Some(echelon)
    }
}

/// Whether the row holds the column.
pub(super) fn has(row: &Row, column: usize) -> bool {
    row.binary_search_by_key(&column, |(c, _)| *c).is_ok()
}

/// Removes the columns of the pivots from a row. No pivot row may hold the column of another.
fn reduce(row: &mut Row, pivots: &BTreeMap<usize, Row>) -> Option<()> {
    let columns: Vec<usize> = row.iter().map(|(column, _)| *column).collect();
    for column in columns {
        if let Some(pivot) = pivots.get(&column) {
            *row = eliminate(row, pivot, column)?;
        }
    }
    Some(())
}

/// Subtracts a multiple of `pivot` so that `column` disappears; `None` when a number is too large.
pub(super) fn eliminate(row: &Row, pivot: &Row, column: usize) -> Option<Row> {
    let at = |row: &Row| {
        row.binary_search_by_key(&column, |(c, _)| *c)
            .map_or(0, |place| row[place].1)
    };
    let (own, other) = (at(row), at(pivot));
    if own == 0 || other == 0 {
        return Some(row.clone());
    }
    let common = gcd(own, other);
    let (scale, minus) = (other / common, own / common);
    let mut result = Vec::with_capacity(row.len() + pivot.len());
    let (mut left, mut right) = (row.iter().peekable(), pivot.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(l), Some(r)) => l.0.min(r.0),
            (Some(l), None) => l.0,
            (None, Some(r)) => r.0,
            (None, None) => break,
        };
        let a = left.next_if(|l| l.0 == next).map_or(0, |l| l.1);
        let b = right.next_if(|r| r.0 == next).map_or(0, |r| r.1);
        let value = a.checked_mul(scale)?.checked_sub(b.checked_mul(minus)?)?;
        if value != 0 {
            result.push((next, value));
        }
    }
    let common = result
        .iter()
        .fold(0, |common, (_, value)| gcd(common, *value));
    if common > 1 {
        result.iter_mut().for_each(|(_, value)| *value /= common);
    }
    Some(result)
}

/// The greatest common divisor, not negative.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // Only the lowest i128 has no counterpart; 1 is a divisor of everything.
    i128::try_from(a).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(cell: usize, from: &[usize]) -> Formula {
        Formula {
            cell,
            from: from.to_vec(),
        }
    }

    #[test]
    fn a_single_unknown_follows_and_two_do_not() {
        let row = vec![(0, 1), (1, -1), (2, -1)];
        assert_eq!(
            formulas(vec![row.clone()], 1).unwrap(),
            [formula(0, &[1, 2])]
        );
        assert_eq!(formulas(vec![row], 2).unwrap(), []);
    }

    #[test]
    fn two_unknowns_follow_from_two_independent_rows_only() {
        let sum = vec![(0, 1), (1, 1), (2, -1)];
        let difference = vec![(0, 1), (1, -1), (3, -1)];
        let found = formulas(vec![sum.clone(), difference], 2).unwrap();
        assert_eq!(found, [formula(0, &[2, 3]), formula(1, &[2, 3])]);
        let twice = vec![(0, 2), (1, 2), (3, -1)];
        assert_eq!(formulas(vec![sum, twice], 2).unwrap(), []);
    }

    #[test]
    fn a_formula_avoids_the_lowest_known_columns_whatever_the_order_of_the_rows() {
        // 0 = 1 and 0 = 2 + 3: column 1 is the least wanted, so the formula is 2 + 3.
        let mut rows = vec![vec![(0, 1), (1, -1)], vec![(0, 1), (2, -1), (3, -1)]];
        let expected = [formula(0, &[2, 3])];
        assert_eq!(formulas(rows.clone(), 1).unwrap(), expected);
        rows.reverse();
        assert_eq!(formulas(rows, 1).unwrap(), expected);
    }

    #[test]
    fn nothing_and_empty_rows_determine_nothing() {
        assert_eq!(formulas(vec![], 3).unwrap(), []);
        assert_eq!(formulas(vec![vec![], vec![(5, 1)]], 3).unwrap(), []);
    }

    #[test]
    fn a_number_that_grows_too_large_is_no_answer() {
        let big = i128::MAX / 2;
        let rows = vec![vec![(0, big), (1, 1)], vec![(0, big - 1), (1, 3)]];
        assert_eq!(formulas(rows, 2), None);
    }
}
