//! Which hidden cells could be printed after all.
//!
//! Hiding the smallest cell of every formula round after round leaves detours: a cell that was
//! hidden for a leak which a later choice closes as well. What is left open of a system is the
//! space of all changes to the unknown cells that no sum notices. Who learns one cell learns exactly
//! the cells that change in a fixed proportion to it. When none of those had to be kept secret, all
//! of them can be printed, and every other hidden cell stays as undetermined as it was.

use std::collections::BTreeMap;

use super::elimination::{Row, eliminate, gcd, has};

/// The unknown columns of a part, solved: one row per column with a pivot, the others are free.
pub(super) struct Freedom {
    rows: BTreeMap<usize, Row>,
}

impl Freedom {
    /// Takes rows by the column of their pivot; no row holds the pivot of another.
    pub const fn new(rows: BTreeMap<usize, Row>) -> Self {
        Self { rows }
    }

    /// Returns the columns that are known to whoever knows this one, itself among them; none when
    /// it is known already.
    pub fn together(&self, column: usize) -> Vec<usize> {
        let own = match self.rows.get(&column) {
            Some(row) => direction(row, column),
            None => vec![(column, 1)],
        };
        let Some(&(first, _)) = own.first() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if own.len() == 1 {
            found.push(first);
        }
        for (pivot, row) in &self.rows {
            if row.len() == own.len() + 1 && has(row, first) && direction(row, *pivot) == own {
                found.push(*pivot);
            }
        }
        found
    }

    /// Makes a column known; `None` when a number grew too large, and then this is of no use any
    /// more.
    pub fn learn(&mut self, column: usize) -> Option<()> {
        if let Some(row) = self.rows.remove(&column) {
            let free = row.iter().map(|(c, _)| *c).find(|c| *c != column);
            if let Some(free) = free {
                for other in self.rows.values_mut().filter(|other| has(other, free)) {
                    *other = eliminate(other, &row, free)?;
                }
                self.rows.insert(free, row);
            }
        }
        for row in self.rows.values_mut() {
            if let Ok(place) = row.binary_search_by_key(&column, |(c, _)| *c) {
                row.remove(place);
            }
        }
        Some(())
    }
}

/// How the column of a pivot changes with the free columns, apart from scale and sign.
fn direction(row: &Row, pivot: usize) -> Row {
    let rest = row.iter().filter(|(column, _)| *column != pivot);
    let mut rest: Row = rest.copied().collect();
    let common = rest
        .iter()
        .fold(0, |common, (_, value)| gcd(common, *value));
    let sign = rest.first().map_or(1, |(_, value)| value.signum());
    if common != 0 {
        for (_, value) in &mut rest {
            *value = *value / common * sign;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 = −2 − 3, 1 = 2 + 3 (twice), 4 = 3; 2, 3 and 5 are free.
    fn freedom() -> Freedom {
        Freedom::new(BTreeMap::from([
            (0, vec![(0, 1), (2, 1), (3, 1)]),
            (1, vec![(1, 1), (2, -2), (3, -2)]),
            (4, vec![(3, -3), (4, 1)]),
        ]))
    }

    #[test]
    fn columns_that_change_in_proportion_are_known_together() {
        let freedom = freedom();
        assert_eq!(freedom.together(0), [0, 1]);
        assert_eq!(freedom.together(1), [0, 1]);
        assert_eq!(freedom.together(3), [3, 4]);
        assert_eq!(freedom.together(2), [2]);
        assert_eq!(freedom.together(5), [5]);
    }

    #[test]
    fn what_is_learnt_makes_others_known_or_known_together() {
        let mut freedom = freedom();
        freedom.learn(0).unwrap();
        assert_eq!(freedom.together(1), Vec::<usize>::new());
        let mut together = freedom.together(3);
        together.sort_unstable();
        assert_eq!(together, [2, 3, 4]);
        freedom.learn(4).unwrap();
        assert_eq!(freedom.together(2), Vec::<usize>::new());
        assert_eq!(freedom.together(5), [5]);
    }
}
