//! Cells that were not delivered, through which a sum can run.
//!
//! A gap is unknown to everybody and never printed. When only one relation names it, that relation
//! says what the gap would be and nothing about other cells, so both can go. Most gaps of a grid
//! that was filled do.

use std::collections::{BTreeMap, BTreeSet};

use super::protect::{Protectable, Relation};
use super::relations::Doubt;

/// A relation, with the number of the doubt whether it holds.
pub(super) type Sum = (Relation, Option<usize>);

/// The sums of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Sums of the positions, by index, and of the cells that fill gaps, which come after them.
    pub relations: Vec<Relation>,
    /// How many cells fill gaps. [`Built::with_gaps`] adds them.
    pub gaps: usize,
    /// Per relation the number of its doubt; `None`: it holds.
    pub doubt: Vec<Option<usize>>,
    /// Why relations may not hold. Those of one doubt all hold or none does.
    pub doubts: Vec<Doubt>,
}

impl Built {
    /// Adds the cells that fill gaps to the cells of the positions.
    pub fn with_gaps(&self, mut cells: Vec<Protectable>) -> Vec<Protectable> {
        cells.resize(cells.len() + self.gaps, Protectable::ABSENT);
        cells
    }
}

/// Takes out, until there is none, each relation with a gap that no other relation has: it says
/// what the gap would be and nothing else. Then numbers the gaps that are left.
pub(super) fn prune(mut found: Vec<Sum>, cells: usize, all: usize) -> Built {
    let gaps_of = |(relation, _): &Sum| -> BTreeSet<usize> {
        let named = relation.whole.iter().chain(&relation.parts);
        named.copied().filter(|cell| *cell >= cells).collect()
    };
    let gaps: Vec<BTreeSet<usize>> = found.iter().map(gaps_of).collect();
    let mut users: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); all - cells];
    for (number, gaps) in gaps.iter().enumerate() {
        for gap in gaps {
            users[gap - cells].insert(number);
        }
    }
    let mut todo: Vec<usize> = (0..users.len()).collect();
    let mut gone = BTreeSet::new();
    while let Some(gap) = todo.pop() {
        if let (1, Some(&only)) = (users[gap].len(), users[gap].first()) {
            gone.insert(only);
            for gap in &gaps[only] {
                users[gap - cells].remove(&only);
                todo.push(gap - cells);
            }
        }
    }
    let mut number = 0..;
    found.retain(|_| number.next().is_some_and(|n| !gone.contains(&n)));
    let mut names: BTreeMap<usize, usize> = BTreeMap::new();
    for cell in found
        .iter_mut()
        .flat_map(|(r, _)| r.whole.iter_mut().chain(&mut r.parts))
    {
        if *cell >= cells {
            let next = cells + names.len();
            *cell = *names.entry(*cell).or_insert(next);
        }
    }
    let (relations, doubt) = found.into_iter().unzip();
    Built {
        relations,
        gaps: names.len(),
        doubt,
        doubts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::protect::tests::sum;
    use super::*;

    /// The relations in doubt of their own number.
    fn doubted<const N: usize>(relations: [Relation; N]) -> Vec<Sum> {
        relations.into_iter().zip((0..).map(Some)).collect()
    }

    #[test]
    fn a_gap_in_one_relation_goes_with_it_and_so_do_those_it_held() {
        // Cells 0 and 1 are real. Gap 3 is named once; without its relation gap 2 is, too.
        let found = [sum(0, &[1, 2]), sum(2, &[3, 1])];
        let built = prune(doubted(found), 2, 4);
        assert_eq!((built.relations, built.gaps), (vec![], 0));
    }

    #[test]
    fn a_gap_between_two_relations_stays_and_gets_the_next_number() {
        let found = [sum(1, &[5, 2]), sum(0, &[4, 1]), sum(4, &[2]), sum(3, &[0])];
        let built = prune(doubted(found), 4, 6);
        assert_eq!(
            built.relations,
            [sum(0, &[4, 1]), sum(4, &[2]), sum(3, &[0])]
        );
        // Each keeps its own doubt.
        assert_eq!(built.doubt, [Some(1), Some(2), Some(3)]);
        assert_eq!(built.with_gaps(vec![Protectable::ABSENT; 4]).len(), 5);
    }

    #[test]
    fn without_gaps_nothing_changes() {
        let found = [sum(0, &[1, 2]), sum(0, &[1, 2])];
        let built = prune(doubted(found.clone()), 3, 3);
        assert_eq!((built.relations, built.gaps), (found.to_vec(), 0));
    }
}
