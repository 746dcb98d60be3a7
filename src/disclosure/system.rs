//! The sums of an extract as rows, and the connected parts of them that hold something unknown.
//!
//! Only what hangs together with a hidden cell is ever solved: two unknown cells belong to one part
//! when a chain of relations, each through a next unknown cell, leads from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::elimination::{Row, formulas, solution};
use super::protect::{Protectable, Relation};
use super::reopen::Freedom;

/// What everybody knows of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Known whatever is hidden now.
    Given,
    /// Printed, unless it is hidden to protect another cell.
    Open,
    /// Hidden or never delivered.
    Unknown,
}

/// A printed cell that could be hidden; the order is the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// It is a part in none of the relations concerned.
    pub only_whole: bool,
    /// Place among all cells by size, then by index.
    pub rank: usize,
    /// Its index.
    pub cell: usize,
}

/// The hidden cells that can be computed at this moment.
#[derive(Debug, Default)]
pub(super) struct Leaks {
    /// Per cell that leaks: what could be hidden against it, the most wanted first.
    pub formulas: Vec<Vec<Candidate>>,
    /// Cells that leak, or cannot be shown not to, while nothing is left to hide.
    pub helpless: Vec<usize>,
}

/// The relations between cells that are not known for certain.
pub(super) struct System {
    rows: Vec<Row>,
    /// Per cell its rows.
    rows_of: Vec<Vec<usize>>,
    /// Per row the cell that is the whole.
    wholes: Vec<Option<usize>>,
    states: Vec<State>,
    ranks: Vec<usize>,
}

/// A connected part: its unknown cells and the rows that hold one of them.
struct Part {
    unknown: Vec<usize>,
    rows: Vec<usize>,
}

impl Part {
    fn holds_any(&self, hidden: &[bool]) -> bool {
        self.unknown.iter().any(|cell| hidden[*cell])
    }
}

impl System {
    /// Starts with everything unknown that an earlier edition did not print.
    pub fn new(cells: &[Protectable], relations: &[Relation]) -> Self {
        let states: Vec<State> = cells
            .iter()
            .map(|cell| {
                if cell.known {
                    State::Given
                } else {
                    State::Unknown
                }
            })
            .collect();
        let used = relations
            .iter()
            .filter(|relation| !relation.parts.is_empty());
        let (rows, wholes): (Vec<Row>, Vec<Option<usize>>) =
            used.map(|relation| (row(relation), relation.whole)).unzip();
        let mut rows_of = vec![Vec::new(); cells.len()];
        for (number, row) in rows.iter().enumerate() {
            for (cell, _) in row {
                rows_of[*cell].push(number);
            }
        }
        Self {
            rows,
            rows_of,
            wholes,
            states,
            ranks: ranks(cells),
        }
    }

    pub fn state(&self, cell: usize) -> State {
        self.states[cell]
    }

    /// Marks the cells that can be computed even if everything that can be hidden is hidden, as
    /// given, and returns them. What remains can be protected by hiding enough. Parts without a hidden
    /// cell are left alone.
    pub fn drop_determined(&mut self, hidden: &[bool]) -> Vec<usize> {
        let unknown: Vec<usize> = self.unknown().collect();
        let mut fixed = Vec::new();
        for part in self.parts(&unknown) {
            if !part.holds_any(hidden) {
                continue;
            }
            // No answer: the cells stay, and the rounds find them if they leak.
            let found = self.solve(&part, &[]).unwrap_or_default();
            fixed.extend(found.into_iter().map(|(cell, _)| cell));
        }
        for &cell in &fixed {
            self.states[cell] = State::Given;
        }
        fixed
    }

    /// Marks what is printed as open.
    pub fn open_what_is_printed(&mut self, cells: &[Protectable]) {
        for (state, cell) in self.states.iter_mut().zip(cells) {
            if *state == State::Unknown && cell.shown && !cell.hidden {
                *state = State::Open;
            }
        }
    }

    /// Hides an open cell.
    pub fn hide(&mut self, cell: usize) {
        self.states[cell] = State::Unknown;
    }

    /// Finds the hidden cells that can be computed, in the parts in which a cell changed.
    pub fn leaks(&self, changed: &[usize], hidden: &[bool]) -> Leaks {
        let mut leaks = Leaks::default();
        for part in self.parts(changed) {
            if !part.holds_any(hidden) {
                continue;
            }
            let open = self.candidates(&part);
            let targets = part.unknown.iter().copied().filter(|cell| hidden[*cell]);
            let mut add = |cell: usize, mut from: Vec<Candidate>| {
                from.sort_unstable();
                if from.is_empty() {
                    leaks.helpless.push(cell);
                } else {
                    leaks.formulas.push(from);
                }
            };
            match self.solve(&part, &open) {
                Some(found) => found
                    .into_iter()
                    .filter(|(cell, _)| hidden[*cell])
                    .for_each(|(cell, from)| add(cell, from)),
                // Too large to be solved exactly: whatever cannot be excluded is taken to leak.
                None => targets.for_each(|cell| add(cell, open.clone())),
            }
        }
        leaks
    }

    /// Per unknown cell of the same parts that can be computed the open cells of its formula. Parts
    /// that are too large to be solved exactly give none.
    pub fn reasons(&self, seeds: &[usize]) -> BTreeMap<usize, Vec<usize>> {
        let parts = self.parts(seeds);
        let solved = parts
            .iter()
            .filter_map(|part| self.solve(part, &self.candidates(part)));
        let named = solved
            .flatten()
            .map(|(cell, from)| (cell, from.into_iter().map(|one| one.cell).collect()));
        named.collect()
    }

    fn unknown(&self) -> impl Iterator<Item = usize> {
        (0..self.states.len()).filter(|cell| self.states[*cell] == State::Unknown)
    }

    /// The connected parts that the given cells belong to.
    fn parts(&self, seeds: &[usize]) -> Vec<Part> {
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        for &seed in seeds {
            if !seen.insert(seed) {
                continue;
            }
            let (mut unknown, mut rows) = (vec![seed], BTreeSet::new());
            let mut next = 0;
            while let Some(&cell) = unknown.get(next) {
                next += 1;
                for &row in &self.rows_of[cell] {
                    if !rows.insert(row) {
                        continue;
                    }
                    let others = self.rows[row].iter().map(|(other, _)| *other);
                    let others = others.filter(|c| self.states[*c] == State::Unknown);
                    unknown.extend(others.filter(|other| seen.insert(*other)));
                }
            }
            unknown.sort_unstable();
            let rows = rows.into_iter().collect();
            parts.push(Part { unknown, rows });
        }
        parts
    }

    /// The open cells of a part, from the least to the most wanted.
    fn candidates(&self, part: &Part) -> Vec<Candidate> {
        let mut only_whole: BTreeMap<usize, bool> = BTreeMap::new();
        for &number in &part.rows {
            for &(cell, _) in &self.rows[number] {
                if self.states[cell] == State::Open {
                    let whole = self.wholes[number] == Some(cell);
                    *only_whole.entry(cell).or_insert(true) &= whole;
                }
            }
        }
        let mut found: Vec<Candidate> = only_whole
            .into_iter()
            .map(|(cell, only_whole)| Candidate {
                only_whole,
                rank: self.ranks[cell],
                cell,
            })
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found
    }

    /// Chooses from the cells that were hidden to protect others those that can be printed after
    /// all, the largest first; the others that are hidden stay undetermined.
    pub fn superfluous(&self, added: &BTreeSet<usize>, hidden: &[bool]) -> BTreeSet<usize> {
        let seeds: Vec<usize> = added.iter().copied().collect();
        let mut opened = BTreeSet::new();
        for part in self.parts(&seeds) {
            let columns: BTreeMap<usize, usize> = part.unknown.iter().copied().zip(0..).collect();
            let Some(rows) = solution(self.local(&part, &columns), columns.len()) else {
                continue;
            };
            let mut freedom = Freedom::new(rows);
            let mut own: Vec<usize> = part.unknown.clone();
            own.retain(|cell| added.contains(cell));
            own.sort_unstable_by_key(|cell| std::cmp::Reverse(self.ranks[*cell]));
            for cell in own {
                let mut together = freedom.together(columns[&cell]);
                for column in &mut together {
                    *column = part.unknown[*column];
                }
                let secret = |other: &usize| hidden[*other] && !added.contains(other);
                if together.is_empty() || together.iter().any(secret) {
                    continue;
                }
                if freedom.learn(columns[&cell]).is_none() {
                    break;
                }
                opened.extend(together.into_iter().filter(|other| added.contains(other)));
            }
        }
        opened
    }

    /// The rows of a part with the columns that cells have there; other cells are left out.
    fn local(&self, part: &Part, columns: &BTreeMap<usize, usize>) -> Vec<Row> {
        let rows = part.rows.iter().map(|number| {
            let entries = self.rows[*number].iter();
            let mut row: Row = entries
                .filter_map(|(cell, value)| Some((*columns.get(cell)?, *value)))
                .collect();
            row.sort_unstable();
            row
        });
        rows.collect()
    }

    /// The unknown cells of a part that can be computed, with the open cells of their formula.
    fn solve(&self, part: &Part, open: &[Candidate]) -> Option<Vec<(usize, Vec<Candidate>)>> {
        let cells = part.unknown.iter().copied();
        let columns: BTreeMap<usize, usize> = cells
            .chain(open.iter().map(|candidate| candidate.cell))
            .enumerate()
            .map(|(column, cell)| (cell, column))
            .collect();
        let unknowns = part.unknown.len();
        let found = formulas(self.local(part, &columns), unknowns)?;
        let name = |formula: super::elimination::Formula| {
            let from = formula.from.into_iter().map(|c| open[c - unknowns]);
            (part.unknown[formula.cell], from.collect())
        };
        Some(found.into_iter().map(name).collect())
    }
}

/// The relation as a row: the whole less its parts.
fn row(relation: &Relation) -> Row {
    let mut entries: BTreeMap<usize, i128> = BTreeMap::new();
    if let Some(whole) = relation.whole {
        *entries.entry(whole).or_default() += 1;
    }
    for &part in &relation.parts {
        *entries.entry(part).or_default() -= 1;
    }
    entries
        .into_iter()
        .filter(|(_, value)| *value != 0)
        .collect()
}

/// The place of each cell by size, then by index. The size of a hidden cell is not looked at: it
/// is no candidate, and the order of the others does not depend on it.
fn ranks(cells: &[Protectable]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cells.len()).filter(|c| !cells[*c].hidden).collect();
    order.sort_by(|a, b| cells[*a].size.total_cmp(&cells[*b].size).then(a.cmp(b)));
    let mut ranks = vec![usize::MAX; cells.len()];
    for (rank, cell) in order.into_iter().enumerate() {
        ranks[cell] = rank;
    }
    ranks
}
