//! Complementary suppression when not every sum is sure to hold.
//!
//! That the wijken of an extract make up their gemeente is not known: one may be missing, or the
//! one that is missing may have no inhabitants. More sums give more away, so to hide against all of
//! them seems safe. It is not, beside an earlier edition. [`protect`] pays nothing for a cell that
//! what was printed earlier gives away already. If it does so only by a sum that does not hold, the
//! cell is no longer protected while nobody could compute it, until this edition gives it away.
//!
//! So a cell is given up only when it is lost whichever sums hold. For a cell that is lost with all
//! of them, the doubtful sums that it was computed with are looked up. In a world in which it is not
//! lost one of those does not hold; leaving out each in turn, and so on until it is not lost any
//! more, gives the largest sets of sums with which it is safe. Hiding against those is hiding
//! against all smaller ones too, because fewer sums give less away.

use std::collections::{BTreeMap, BTreeSet};

use super::gaps::Built;
use super::protect::{Protectable, Protected, Relation, protect};
use super::system::System;

/// How far a [`super::Doubt`] is justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The sum holds.
    Sure,
    /// The sum is taken to hold when telling what was given away earlier.
    Likely,
    /// The sum is taken not to hold when telling what was given away earlier.
    Unlikely,
}

/// The most worlds that are looked at. An extract of a region with earlier editions needs a few
/// dozen.
const LIMIT: usize = 1000;
/// Every world is a look at the whole extract, so a large one gets fewer: worlds times cells. Beyond
/// that more is hidden than needed, which is safe.
const WORK: usize = 2_000_000;
const AT_LEAST: usize = 16;

/// Numbers of the doubts of which the sums do not hold.
type World = BTreeSet<usize>;

/// Hides as [`protect`] does, whichever of the relations that are in doubt hold. `trust` says per
/// doubt of `built` how far it is justified; only [`Trust::Sure`] changes what is hidden.
///
/// [`Protected::exposed`] holds the cells that are lost with the relations that are likely to hold.
pub fn protect_in_doubt(cells: &[Protectable], built: &Built, trust: &[Trust]) -> Protected {
    let limit = (WORK / cells.len().max(1)).clamp(AT_LEAST, LIMIT);
    within(cells, built, trust, limit)
}

fn within(cells: &[Protectable], built: &Built, trust: &[Trust], limit: usize) -> Protected {
    let mut found = protect(cells, &built.relations);
    if found.exposed.is_empty() {
        return found;
    }
    let unlikely: World = (0..trust.len())
        .filter(|doubt| trust[*doubt] == Trust::Unlikely)
        .collect();
    let exposed = protect(cells, &holding(built, &unlikely)).exposed;
    loop {
        let before = found.hidden.clone();
        let Some(worlds) = worlds(cells, built, trust, &found.exposed, limit) else {
            hide_all_that_is_tied(&mut found.hidden, cells, built);
            break;
        };
        for world in worlds {
            let now = with_hidden(cells, &found.hidden);
            found.hidden = protect(&now, &holding(built, &world)).hidden;
        }
        if found.hidden == before {
            break;
        }
        found = protect(&with_hidden(cells, &found.hidden), &built.relations);
    }
    Protected {
        hidden: found.hidden,
        exposed,
    }
}

/// The worlds with the most sums in which a cell is not lost, for each of the cells that are lost
/// when all sums hold. `None` when there are too many.
fn worlds(
    cells: &[Protectable],
    built: &Built,
    trust: &[Trust],
    lost: &[usize],
    limit: usize,
) -> Option<BTreeSet<World>> {
    let lost: Vec<usize> = lost.iter().copied().filter(|c| !cells[*c].known).collect();
    let mut todo: Vec<(usize, World)> = lost.iter().map(|cell| (*cell, World::new())).collect();
    let mut seen: BTreeSet<(usize, World)> = todo.iter().cloned().collect();
    let mut solved: BTreeMap<World, BTreeMap<usize, World>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    while let Some((cell, world)) = todo.pop() {
        if solved.len() > limit {
            return None;
        }
        let reasons = solved
            .entry(world.clone())
            .or_insert_with(|| reasons(cells, built, trust, &lost, &world));
        let Some(doubts) = reasons.get(&cell) else {
            // With all sums it is safe when it was too large to be solved: then it was not lost.
            found.insert(world);
            continue;
        };
        for doubt in doubts {
            let mut smaller = world.clone();
            smaller.insert(*doubt);
            if seen.insert((cell, smaller.clone())) {
                todo.push((cell, smaller));
            }
        }
    }
    Some(found)
}

/// Per cell that is lost in a world the doubts of a formula for it; none when it is lost for sure.
/// Every doubtful sum gets a term of its own, which shows where it was used.
fn reasons(
    cells: &[Protectable],
    built: &Built,
    trust: &[Trust],
    lost: &[usize],
    world: &World,
) -> BTreeMap<usize, World> {
    let mut terms = Vec::new();
    let mut relations = Vec::new();
    for (relation, doubt) in built.relations.iter().zip(&built.doubt) {
        let mut relation = relation.clone();
        match *doubt {
            Some(doubt) if world.contains(&doubt) => continue,
            Some(doubt) if trust[doubt] != Trust::Sure && !relation.parts.is_empty() => {
                relation.parts.push(cells.len() + terms.len());
                terms.push(doubt);
            }
            _ => {}
        }
        relations.push(relation);
    }
    let unknown = |cell: &Protectable| Protectable {
        hidden: false,
        shown: false,
        ..*cell
    };
    let mut all: Vec<Protectable> = cells.iter().map(unknown).collect();
    let term = Protectable {
        shown: true,
        ..Protectable::ABSENT
    };
    all.resize(cells.len() + terms.len(), term);
    let mut system = System::new(&all, &relations);
    system.open_what_is_printed(&all);
    let found = system.reasons(lost).into_iter();
    let doubts = |from: Vec<usize>| from.into_iter().map(|term| terms[term - cells.len()]);
    found
        .map(|(cell, from)| (cell, doubts(from).collect()))
        .collect()
}

/// The relations that hold in a world.
fn holding(built: &Built, world: &World) -> Vec<Relation> {
    let each = built.relations.iter().zip(&built.doubt);
    each.filter(|(_, doubt)| doubt.is_none_or(|doubt| !world.contains(&doubt)))
        .map(|(relation, _)| relation.clone())
        .collect()
}

pub(super) fn with_hidden(cells: &[Protectable], hidden: &[bool]) -> Vec<Protectable> {
    let each = cells.iter().zip(hidden);
    each.map(|(cell, hidden)| Protectable {
        hidden: *hidden,
        ..*cell
    })
    .collect()
}

/// What is computed when everything that can be hidden is hidden was lost before.
fn hide_all_that_is_tied(hidden: &mut [bool], cells: &[Protectable], built: &Built) {
    for relation in &built.relations {
        for &cell in relation.whole.iter().chain(&relation.parts) {
            hidden[cell] |= cells[cell].shown && !cells[cell].known;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::protect::tests::sum;
    use super::*;

    /// 0 gemeente 18+ (secret), 1 18–64 and 2 65+; 3 and 4 are the wijken 65+.
    fn gemeente() -> (Vec<Protectable>, Built) {
        let cell = |hidden, known, size| Protectable {
            hidden,
            known,
            size,
            shown: true,
        };
        let cells = vec![
            cell(true, false, 0.0),
            cell(false, true, 500.0),
            cell(false, false, 669.0),
            cell(false, true, 754.0),
            cell(false, true, 197.0),
        ];
        let built = Built {
            relations: vec![sum(0, &[1, 2]), sum(2, &[3, 4])],
            gaps: 0,
            doubt: vec![None, Some(0)],
            doubts: vec![super::super::Doubt::Equation],
        };
        (cells, built)
    }

    #[test]
    fn a_cell_is_given_up_only_when_it_is_lost_without_the_doubtful_sum() {
        let (cells, built) = gemeente();
        let hidden = |trust| protect_in_doubt(&cells, &built, &[trust]).hidden;
        let only = [true, false, false, false, false];
        let safe = [true, false, true, false, false];
        // The wijken make up the gemeente: an earlier edition gave it away.
        assert_eq!(hidden(Trust::Sure), only);
        // Perhaps not: then its 65+ would give it away now.
        assert_eq!(hidden(Trust::Likely), safe);
        assert_eq!(hidden(Trust::Unlikely), safe);
    }

    #[test]
    fn what_is_told_to_be_lost_follows_from_the_sums_that_are_likely() {
        let (cells, built) = gemeente();
        let exposed = |trust| protect_in_doubt(&cells, &built, &[trust]).exposed;
        assert_eq!(exposed(Trust::Sure), [0]);
        assert_eq!(exposed(Trust::Likely), [0]);
        assert_eq!(exposed(Trust::Unlikely), Vec::<usize>::new());
    }

    #[test]
    fn with_too_many_worlds_everything_that_can_be_hidden_is() {
        let (mut cells, built) = gemeente();
        cells.push(Protectable {
            shown: true,
            ..Protectable::ABSENT
        });
        let found = within(&cells, &built, &[Trust::Likely], 0);
        // A cell that no sum holds stays.
        assert_eq!(found.hidden, [true, false, true, false, false, false]);
    }
}
