//! Properties of complementary suppression with sums that may not hold: whichever of them do, the
//! printed cells give nothing away that earlier editions did not.

use proptest::prelude::*;

use super::doubt::with_hidden;
use super::oracle::config;
use super::properties::{determined, systems};
use super::{Built, Doubt, Protectable, Relation, Trust, protect, protect_in_doubt};

/// The most doubts: every combination of them is tried.
const DOUBTS: usize = 4;

/// Per relation the number of its doubt, often none.
fn doubts(relations: usize) -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.6, 0..DOUBTS), relations)
}

fn trusts() -> impl Strategy<Value = Vec<Trust>> {
    let one = prop_oneof![
        Just(Trust::Sure),
        Just(Trust::Likely),
        Just(Trust::Unlikely)
    ];
    prop::collection::vec(one, DOUBTS)
}

/// Cells of a second edition (more of them known than in a first), and sums in doubt.
fn doubtful() -> impl Strategy<Value = (Vec<Protectable>, Built, Vec<Trust>)> {
    systems().prop_flat_map(|(cells, relations)| {
        let known = prop::collection::vec(0_u8..100, cells.len());
        let each = (Just(cells), known, doubts(relations.len()), trusts());
        (each, 0_u8..80).prop_map(move |((cells, chances, doubt, trust), share)| {
            let known = |(cell, chance): (Protectable, u8)| Protectable {
                known: !cell.hidden && (cell.known || chance < share),
                ..cell
            };
            let built = Built {
                relations: relations.clone(),
                gaps: 0,
                doubt,
                doubts: vec![Doubt::Equation; DOUBTS],
            };
            (
                cells.into_iter().zip(chances).map(known).collect(),
                built,
                trust,
            )
        })
    })
}

/// The relations of every world: the doubts that are sure hold in all of them.
fn worlds(built: &Built, trust: &[Trust]) -> Vec<Vec<Relation>> {
    (0..1_usize << DOUBTS)
        .map(|world| {
            let holds = |doubt: &Option<usize>| {
                doubt.is_none_or(|d| trust[d] == Trust::Sure || world >> d & 1 == 1)
            };
            let each = built.relations.iter().zip(&built.doubt);
            each.filter(|(_, doubt)| holds(doubt))
                .map(|(relation, _)| relation.clone())
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whichever_sums_hold_no_hidden_cell_follows_unless_it_was_lost(
        (cells, built, trust) in doubtful()
    ) {
        let found = protect_in_doubt(&cells, &built, &trust);
        for relations in worlds(&built, &trust) {
            let follows = determined(&cells, &found.hidden, &relations);
            let lost = determined(&cells, &vec![true; cells.len()], &relations);
            for cell in follows {
                prop_assert!(lost.contains(&cell), "{} in {:?}", cell, relations);
            }
        }
        for (cell, hidden) in cells.iter().zip(&found.hidden) {
            prop_assert!(*hidden || !cell.hidden);
            prop_assert!(cell.hidden || !*hidden || (cell.shown && !cell.known));
        }
    }

    #[test]
    fn what_is_told_to_be_lost_is_lost_with_the_likely_sums((cells, built, trust) in doubtful()) {
        let found = protect_in_doubt(&cells, &built, &trust);
        let likely: Vec<Relation> = built
            .relations
            .iter()
            .zip(&built.doubt)
            .filter(|(_, doubt)| doubt.is_none_or(|d| trust[d] != Trust::Unlikely))
            .map(|(relation, _)| relation.clone())
            .collect();
        let lost = determined(&cells, &vec![true; cells.len()], &likely);
        let expected: Vec<usize> = lost.into_iter().filter(|cell| cells[*cell].hidden).collect();
        prop_assert_eq!(found.exposed, expected);
    }

    #[test]
    fn without_doubt_it_is_plain_protection((cells, built, _) in doubtful()) {
        let found = protect_in_doubt(&cells, &built, &[Trust::Sure; DOUBTS]);
        prop_assert_eq!(found, protect(&cells, &built.relations));
    }

    #[test]
    fn in_doubt_doing_it_again_changes_nothing((cells, built, trust) in doubtful()) {
        let once = protect_in_doubt(&cells, &built, &trust).hidden;
        let again = protect_in_doubt(&with_hidden(&cells, &once), &built, &trust).hidden;
        prop_assert_eq!(again, once);
    }
}
