//! Complementary suppression: no hidden cell may follow from what is printed.
//!
//! The cells of one extract are tied by sums: a gemeente is the sum of its wijken, 18+ is 18–64 and
//! 65+ together, the answers to one question are 100 %. Whoever knows all parts but one, knows the
//! last. The rule of the design («if exactly one part is hidden, hide the next smallest too») is
//! not enough when cells stand in several sums, so the question is asked as linear algebra: is the
//! unit vector of a hidden cell in the row space of the relations, restricted to the unknown cells?
//!
//! **Percentages.** The sums hold for numbers of people, not for percentages. But the number of
//! people is the percentage times the population of the cell, which everybody can look up. That
//! multiplies each column of the matrix by a known number other than zero, and such a scaling turns
//! no determined unknown into an undetermined one or the reverse. So coefficients of 1 and −1 are
//! right for percentages too. (A population of zero has no percentage and is no cell.)
//!
//! **Order.** Candidates are the printed cells in a formula that gives a hidden cell. The smallest
//! part goes first; a cell that is a whole in every sum concerned goes last; ties go by index. Each
//! round hides one cell of every formula that none of the chosen cells breaks yet, for all parts of
//! the system at once, so the outcome does not depend on the order of cells and relations. Sizes of
//! hidden cells are never looked at. At last the cells that turn out not to be needed are opened
//! again, the largest first.

use std::collections::BTreeSet;

use super::system::{State, System};

/// `whole` is the sum of `parts`, in numbers of people. Indices of cells.
///
/// Without parts a relation says nothing and is ignored. A cell that is named twice counts twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The sum; `None` when it is a number that everybody knows, such as 100 %.
    pub whole: Option<usize>,
    /// What is added up.
    pub parts: Vec<usize>,
}

/// What [`protect`] must know about one cell. There is no value in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Protectable {
    /// To be kept secret: by [`super::primary`], because the source withheld it, or because an
    /// earlier edition hid it.
    pub hidden: bool,
    /// Respondents, count or population; of the cells that can be hidden the smallest goes first.
    /// Never looked at for a hidden cell. A whole is taken to be at least as large as its parts.
    pub size: f64,
    /// Printed in an earlier edition: whoever wants to know it does.
    pub known: bool,
    /// Delivered, so that it would be printed. `false`: nobody has it. It protects others, but
    /// needs no protection itself unless `hidden` is set too (withheld by the source).
    pub shown: bool,
}

impl Protectable {
    /// A cell that nobody delivered, such as those that [`super::relations`] adds.
    pub const ABSENT: Self = Self {
        hidden: false,
        size: 0.0,
        known: false,
        shown: false,
    };
}

/// The outcome, by index of the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// Not to be printed: every cell that was hidden already, and those that protect them.
    pub hidden: Vec<bool>,
    /// Hidden cells that can be computed nevertheless, ascending: from what an earlier edition
    /// printed, or because the relations alone give them. Hiding more cells of this edition does
    /// not help, so they are not paid for with other cells. To be reported to the maker.
    pub exposed: Vec<usize>,
}

/// Hides cells until no hidden cell is determined by the relations, the printed cells and the cells
/// that are known from earlier editions, except those in [`Protected::exposed`].
///
/// Applying it again to its own outcome changes nothing, and nothing hidden is ever opened.
///
/// # Panics
/// When a relation names a cell that does not exist.
pub fn protect(cells: &[Protectable], relations: &[Relation]) -> Protected {
    let mut system = System::new(cells, relations);
    let mut exposed: BTreeSet<usize> = (0..cells.len())
        .filter(|cell| cells[*cell].hidden && cells[*cell].known)
        .collect();
    let mut hidden: Vec<bool> = cells.iter().map(|cell| cell.hidden).collect();
    let fixed = system.drop_determined(&hidden);
    exposed.extend(fixed.into_iter().filter(|cell| cells[*cell].hidden));
    system.open_what_is_printed(cells);

    let mut changed: Vec<usize> = (0..cells.len())
        .filter(|cell| system.state(*cell) == State::Unknown)
        .collect();
    while !changed.is_empty() {
        let round = system.leaks(&changed, &hidden);
        exposed.extend(round.helpless);
        changed = choose(round.formulas);
        for &cell in &changed {
            system.hide(cell);
            hidden[cell] = true;
        }
    }
    let added = (0..cells.len()).filter(|cell| hidden[*cell] && !cells[*cell].hidden);
    for cell in system.superfluous(&added.collect(), &hidden) {
        hidden[cell] = false;
    }
    Protected {
        hidden,
        exposed: exposed.into_iter().collect(),
    }
}

/// Chooses of every formula the first cell, unless one that was chosen already breaks it. Formulas
/// list their cells from the most to the least wanted.
fn choose(mut formulas: Vec<Vec<super::system::Candidate>>) -> Vec<usize> {
    formulas.sort();
    let mut chosen = BTreeSet::new();
    for formula in formulas {
        if !formula.iter().any(|one| chosen.contains(&one.cell)) {
            chosen.extend(formula.first().map(|one| one.cell));
        }
    }
    chosen.into_iter().collect()
}

#[cfg(test)]
#[path = "protect_tests.rs"]
pub(super) mod tests;
