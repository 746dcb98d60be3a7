//! Properties of complementary suppression, checked with an oracle that shares no code with it. A
//! hidden cell is safe when some vector that changes no sum and no known cell changes that cell;
//! then two completions of the table differ in it.

use proptest::prelude::*;

use super::doubt::with_hidden;
use super::oracle::{assert_invisible, config, null_space};
use super::{Protectable, Protected, Relation, protect};

/// The hidden cells that follow from what is printed and what was known: the oracle.
pub fn determined(cells: &[Protectable], found: &[bool], relations: &[Relation]) -> Vec<usize> {
    let unknown: Vec<bool> = cells
        .iter()
        .zip(found)
        .map(|(cell, hidden)| !cell.known && (*hidden || !cell.shown))
        .collect();
    let space = null_space(&unknown, relations);
    for vector in &space {
        assert_invisible(vector, &unknown, relations);
    }
    let moves = |cell: usize| space.iter().any(|vector| vector[cell].0 != 0);
    (0..cells.len())
        .filter(|cell| found[*cell] && !moves(*cell))
        .collect()
}

/// Cells with distinct sizes: one in four hidden, some known, some never delivered.
fn some_cells(count: usize) -> impl Strategy<Value = Vec<Protectable>> {
    let sizes = Just((1..=count).collect::<Vec<usize>>()).prop_shuffle();
    let chances = prop::collection::vec((0_u8..100, 0_u8..100, 0_u8..100), count);
    (sizes, chances).prop_map(|(sizes, chances)| {
        let size = |size: usize| f64::from(u32::try_from(size).unwrap());
        sizes
            .into_iter()
            .zip(chances)
            .map(|(place, (hidden, known, shown))| Protectable {
                hidden: hidden < 25,
                size: size(place),
                known: known < 10,
                shown: shown >= 10,
            })
            .collect()
    })
}

/// Any sums at all, also impossible ones.
fn any_system() -> impl Strategy<Value = (Vec<Protectable>, Vec<Relation>)> {
    (2_usize..14).prop_flat_map(|count| {
        let relation = (
            prop::option::weighted(0.9, 0..count),
            prop::collection::vec(0..count, 0..5),
        );
        let relation = relation.prop_map(|(whole, parts)| Relation { whole, parts });
        (some_cells(count), prop::collection::vec(relation, 0..8))
    })
}

/// Areas in a tree of three levels, times an age and its two parts, times two answers to a question
/// that are 100 % together in some systems.
fn table() -> impl Strategy<Value = (Vec<Protectable>, Vec<Relation>)> {
    let shape = (prop::collection::vec(0_usize..4, 1..4), any::<bool>());
    shape.prop_flat_map(|(wijken, answers)| {
        let gemeenten = wijken.len();
        let areas = 1 + gemeenten + wijken.iter().sum::<usize>();
        let layers = if answers { 2 } else { 1 };
        let at = move |area: usize, age: usize, layer: usize| (layer * areas + area) * 3 + age;
        let mut relations = Vec::new();
        let mut sum = |whole: usize, parts: Vec<usize>| {
            relations.push(Relation {
                whole: Some(whole),
                parts,
            });
        };
        for layer in 0..layers {
            for area in 0..areas {
                sum(
                    at(area, 0, layer),
                    vec![at(area, 1, layer), at(area, 2, layer)],
                );
            }
            for age in 0..3 {
                let all = (1..=gemeenten).map(|area| at(area, age, layer));
                sum(at(0, age, layer), all.collect());
                let mut first = 1 + gemeenten;
                for (gemeente, wijken) in wijken.iter().enumerate() {
                    let parts = (first..first + wijken).map(|area| at(area, age, layer));
                    sum(at(gemeente + 1, age, layer), parts.collect());
                    first += wijken;
                }
            }
        }
        let pairs = (0..areas * 3).filter(|_| answers);
        relations.extend(pairs.map(|cell| Relation {
            whole: None,
            parts: vec![cell, areas * 3 + cell],
        }));
        (some_cells(areas * 3 * layers), Just(relations))
    })
}

pub fn systems() -> impl Strategy<Value = (Vec<Protectable>, Vec<Relation>)> {
    prop_oneof![any_system(), table()]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_hidden_cell_is_determined_unless_it_is_named(
        (cells, relations) in systems()
    ) {
        let found = protect(&cells, &relations);
        prop_assert_eq!(determined(&cells, &found.hidden, &relations), found.exposed);
    }

    #[test]
    fn exposed_cells_are_lost_whatever_is_hidden((cells, relations) in systems()) {
        let found = protect(&cells, &relations);
        let everything = vec![true; cells.len()];
        let lost = determined(&cells, &everything, &relations);
        prop_assert!(found.exposed.iter().all(|cell| lost.contains(cell)));
        // And a cell that is lost anyway is never hidden for another.
        let hidden = |cell: &usize| found.hidden[*cell] && !cells[*cell].hidden;
        prop_assert!(!lost.iter().any(hidden));
    }

    #[test]
    fn every_cell_that_was_added_is_needed((cells, relations) in systems()) {
        let found = protect(&cells, &relations);
        for added in (0..cells.len()).filter(|cell| found.hidden[*cell] && !cells[*cell].hidden) {
            let mut fewer = found.hidden.clone();
            fewer[added] = false;
            let lost = determined(&cells, &fewer, &relations);
            let secret = |cell: &usize| cells[*cell].hidden && !found.exposed.contains(cell);
            prop_assert!(lost.iter().any(secret), "{} is not needed", added);
        }
    }

    #[test]
    fn doing_it_again_changes_nothing_and_nothing_is_opened((cells, relations) in systems()) {
        let found = protect(&cells, &relations);
        prop_assert_eq!(&protect(&with_hidden(&cells, &found.hidden), &relations), &found);
        for (cell, hidden) in cells.iter().zip(&found.hidden) {
            prop_assert!(*hidden || !cell.hidden);
            prop_assert!(cell.hidden || !*hidden || (cell.shown && !cell.known));
        }
    }

    #[test]
    fn sizes_of_hidden_cells_do_not_matter(
        (cells, relations) in systems(),
        others in prop::collection::vec(prop::num::f64::ANY, 60),
    ) {
        let mut changed = cells.clone();
        for (cell, other) in changed.iter_mut().zip(others).filter(|(cell, _)| cell.hidden) {
            cell.size = other;
        }
        prop_assert_eq!(protect(&changed, &relations), protect(&cells, &relations));
    }

    #[test]
    fn the_order_of_cells_and_relations_does_not_matter(
        ((cells, relations), order, mixed) in systems().prop_flat_map(|(cells, relations)| {
            let order = Just((0..cells.len()).collect::<Vec<usize>>()).prop_shuffle();
            let mixed = Just(relations.clone()).prop_shuffle();
            (Just((cells, relations)), order, mixed)
        })
    ) {
        // `order[i]` is the new place of cell i.
        let mut moved = cells.clone();
        for (cell, place) in order.iter().enumerate() {
            moved[*place] = cells[cell];
        }
        let rename = |relation: Relation| Relation {
            whole: relation.whole.map(|cell| order[cell]),
            parts: relation.parts.iter().rev().map(|cell| order[*cell]).collect(),
        };
        let mixed: Vec<Relation> = mixed.into_iter().map(rename).collect();
        let (found, other) = (protect(&cells, &relations), protect(&moved, &mixed));
        let hidden: Vec<bool> = order.iter().map(|place| other.hidden[*place]).collect();
        let mut exposed: Vec<usize> = found.exposed.iter().map(|cell| order[*cell]).collect();
        exposed.sort_unstable();
        prop_assert_eq!((found.hidden, exposed), (hidden, other.exposed));
    }

    #[test]
    fn two_editions_together_give_nothing_away(
        (cells, relations, again) in systems().prop_flat_map(|(cells, relations)| {
            let again = prop::collection::vec(0_u8..100, cells.len());
            (Just(cells), Just(relations), again)
        })
    ) {
        let first: Vec<Protectable> = cells
            .iter()
            .map(|cell| Protectable { known: false, ..*cell })
            .collect();
        let earlier = protect(&first, &relations);
        let printed = |cell: usize| first[cell].shown && !earlier.hidden[cell];
        let second: Vec<Protectable> = (0..first.len())
            .map(|cell| Protectable {
                hidden: again[cell] < 15 || earlier.hidden[cell],
                known: printed(cell),
                shown: first[cell].shown || again[cell] > 80,
                ..first[cell]
            })
            .collect();
        let Protected { hidden, exposed } = protect(&second, &relations);
        prop_assert_eq!(determined(&second, &hidden, &relations), exposed.clone());
        // What the first edition protected stays safe, unless it was lost already.
        let kept = exposed.iter().filter(|cell| earlier.hidden[**cell]);
        prop_assert!(kept.into_iter().all(|cell| earlier.exposed.contains(cell)));
    }
}
