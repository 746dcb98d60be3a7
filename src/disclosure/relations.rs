//! The sums between the cells of an extract: over areas, over ages and over answers.
//!
//! What was delivered has gaps: wijken of a gemeente without the gemeente itself, three age groups
//! for the gemeente and one for its wijken. A sum can run through such a gap, so the gaps are filled
//! with cells that nobody has, all sums are written down on the full grid, and those that turn out
//! to tell nothing are taken out again. On a full grid the sums over areas per age and the sums over
//! ages per area are all there is (the kernel of a Kronecker product), so none is missed.

use std::collections::{BTreeMap, BTreeSet};

use super::categories::Equation;
use super::gaps::{Built, Sum, prune};
use super::protect::Relation;
use crate::area::{AreaCode, AreaLevel};
use crate::themes::AgeGroup;

/// Where a cell of an extract stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Number of the indicator, as the caller counts them.
    pub indicator: usize,
    /// Year.
    pub period: i32,
    /// Age group.
    pub age: AgeGroup,
    /// Area.
    pub area: AreaCode,
}

/// Why a sum may not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The areas that were delivered may not be all of the whole, or they may: a wijk that is
    /// missing can have no inhabitants.
    Areas {
        /// The larger area.
        whole: AreaCode,
        /// The areas of one level that are taken to make it up.
        parts: BTreeSet<AreaCode>,
    },
    /// The equation was found in numbers, perhaps by chance.
    Equation,
}

/// An age group as a sum: places of age groups, or numbers of gaps between them.
enum Age {
    Group(usize),
    Gap(usize),
}

/// Writes down the sums between the positions.
///
/// - `equations`: indicators that add up, found by [`super::equations`] or declared.
/// - `parents`: the areas that an area is a part of. All delivered children of one level are taken
///   to make up their parent, also when children are missing; such a sum gets a [`Doubt`], as an
///   equation does, for [`super::protect_in_doubt`]. Leave a parent out when its children clearly
///   do not make it up, such as Nederland for one region; cells of it would be hidden for nothing.
/// - `bounds`: the first age of a group and the first age after it (`None`: no end): 18–64 is
///   `(18, Some(65))`, 65+ is `(65, None)`, alle is `(0, None)`.
///
/// A position that is given twice is one figure: its cells are tied to each other.
pub fn relations(
    positions: &[Position],
    equations: &[Equation],
    parents: impl Fn(&AreaCode) -> Vec<AreaCode>,
    bounds: impl Fn(AgeGroup) -> (u32, Option<u32>),
) -> Built {
    let question = questions(positions, equations);
    let mut blocks: BTreeMap<(usize, i32), Vec<usize>> = BTreeMap::new();
    for (cell, position) in positions.iter().enumerate() {
        let key = (question[&position.indicator], position.period);
        blocks.entry(key).or_default().push(cell);
    }
    let mut next = positions.len();
    let (mut found, mut doubts) = (Vec::new(), Vec::new());
    for ((number, _), members) in blocks {
        let indicators = question.iter().filter(|(_, q)| **q == number);
        let indicators = indicators.map(|(indicator, _)| *indicator).collect();
        let mut block = Block::new(positions, &members, indicators, &parents, next);
        block.doubts = doubts;
        block.add_areas(&parents);
        block.add_ages(&bounds);
        block.add_equations(equations);
        next = block.next;
        found.append(&mut block.found);
        doubts = block.doubts;
    }
    let mut built = prune(found, positions.len(), next);
    built.doubts = doubts;
    built
}

/// Per indicator a number that it shares with the indicators that equations tie it to.
fn questions(positions: &[Position], equations: &[Equation]) -> BTreeMap<usize, usize> {
    let mut question: BTreeMap<usize, usize> = positions
        .iter()
        .map(|position| (position.indicator, position.indicator))
        .collect();
    for equation in equations {
        let members: Vec<usize> = equation
            .whole
            .iter()
            .chain(&equation.parts)
            .copied()
            .collect();
        let numbers: BTreeSet<usize> = members
            .iter()
            .map(|member| *question.entry(*member).or_insert(*member))
            .collect();
        for number in question.values_mut().filter(|n| numbers.contains(n)) {
            *number = numbers.first().copied().unwrap_or(*number);
        }
    }
    question
}

/// The full grid of indicators that hang together, in one year.
struct Block {
    indicators: Vec<usize>,
    areas: Vec<AreaCode>,
    ages: Vec<AgeGroup>,
    /// Cell by indicator, area and age.
    cells: Vec<usize>,
    /// The next free index for a gap.
    next: usize,
    found: Vec<Sum>,
    /// Of this block and those before it.
    doubts: Vec<Doubt>,
}

impl Block {
    fn new(
        positions: &[Position],
        members: &[usize],
        indicators: Vec<usize>,
        parents: &impl Fn(&AreaCode) -> Vec<AreaCode>,
        mut next: usize,
    ) -> Self {
        let present: BTreeSet<AreaCode> =
            members.iter().map(|c| positions[*c].area.clone()).collect();
        let areas = with_areas_between(&present, parents);
        let ages: BTreeSet<AgeGroup> = members.iter().map(|c| positions[*c].age).collect();
        let mut given: BTreeMap<(usize, &AreaCode, AgeGroup), usize> = BTreeMap::new();
        let mut found = Vec::new();
        for &cell in members {
            let position = &positions[cell];
            let key = (position.indicator, &position.area, position.age);
            let first = *given.entry(key).or_insert(cell);
            if first != cell {
                found.push((sum(first, vec![cell]), None));
            }
        }
        let mut cells = Vec::with_capacity(indicators.len() * areas.len() * ages.len());
        for &indicator in &indicators {
            for area in &areas {
                for &age in &ages {
                    let cell = given.get(&(indicator, area, age)).copied();
                    cells.push(cell.unwrap_or_else(|| take(&mut next)));
                }
            }
        }
        Self {
            indicators,
            areas: areas.into_iter().collect(),
            ages: ages.into_iter().collect(),
            cells,
            next,
            found,
            doubts: Vec::new(),
        }
    }

    fn cell(&self, indicator: usize, area: usize, age: usize) -> usize {
        self.cells[(indicator * self.areas.len() + area) * self.ages.len() + age]
    }

    /// Every area with children, once per level of children: Nederland is the sum of the
    /// provincies and also of the gemeenten.
    fn add_areas(&mut self, parents: &impl Fn(&AreaCode) -> Vec<AreaCode>) {
        let mut children: BTreeMap<(usize, AreaLevel), BTreeSet<usize>> = BTreeMap::new();
        for (child, area) in self.areas.iter().enumerate() {
            for parent in parents(area) {
                if let Ok(parent) = self.areas.binary_search(&parent) {
                    children
                        .entry((parent, area.level()))
                        .or_default()
                        .insert(child);
                }
            }
        }
        let first = self.doubts.len();
        for ((parent, _), children) in &children {
            self.doubts.push(Doubt::Areas {
                whole: self.areas[*parent].clone(),
                parts: children.iter().map(|c| self.areas[*c].clone()).collect(),
            });
        }
        for indicator in 0..self.indicators.len() {
            for age in 0..self.ages.len() {
                for (number, ((parent, _), children)) in children.iter().enumerate() {
                    let parts = children
                        .iter()
                        .map(|child| self.cell(indicator, *child, age));
                    let parts = parts.collect();
                    let relation = sum(self.cell(indicator, *parent, age), parts);
                    self.found.push((relation, Some(first + number)));
                }
            }
        }
    }

    /// Every age group as the sum of the shortest stretches between the bounds that occur. All
    /// sums between age groups follow from these, whichever way they overlap.
    fn add_ages(&mut self, bounds: &impl Fn(AgeGroup) -> (u32, Option<u32>)) {
        let (sums, gaps) = age_sums(&self.ages, bounds);
        for indicator in 0..self.indicators.len() {
            for area in 0..self.areas.len() {
                let first = self.next;
                self.next += gaps;
                for (whole, parts) in &sums {
                    let parts = parts.iter().map(|part| match part {
                        Age::Group(age) => self.cell(indicator, area, *age),
                        Age::Gap(gap) => first + gap,
                    });
                    let parts = parts.collect();
                    self.found
                        .push((sum(self.cell(indicator, area, *whole), parts), None));
                }
            }
        }
    }

    fn add_equations(&mut self, equations: &[Equation]) {
        let place = |indicator: &usize| self.indicators.binary_search(indicator).ok();
        for equation in equations {
            let whole = equation.whole.as_ref().map(place);
            let parts: Option<Vec<usize>> = equation.parts.iter().map(place).collect();
            let (Some(parts), false) = (parts, whole == Some(None)) else {
                continue;
            };
            let doubt = self.doubts.len();
            self.doubts.push(Doubt::Equation);
            for area in 0..self.areas.len() {
                for age in 0..self.ages.len() {
                    let parts = parts.iter().map(|part| self.cell(*part, area, age));
                    let relation = Relation {
                        whole: whole.flatten().map(|whole| self.cell(whole, area, age)),
                        parts: parts.collect(),
                    };
                    self.found.push((relation, Some(doubt)));
                }
            }
        }
    }
}

/// Adds the areas through which a delivered area is a part of another delivered area.
fn with_areas_between(
    present: &BTreeSet<AreaCode>,
    parents: &impl Fn(&AreaCode) -> Vec<AreaCode>,
) -> BTreeSet<AreaCode> {
    let above = |start: Vec<AreaCode>| {
        let mut seen = BTreeSet::new();
        let mut todo = start;
        while let Some(area) = todo.pop() {
            if !seen.contains(&area) {
                todo.extend(parents(&area));
                seen.insert(area);
            }
        }
        seen
    };
    let mut areas = above(present.iter().cloned().collect());
    areas.retain(|area| !above(vec![area.clone()]).is_disjoint(present));
    areas
}

fn sum(whole: usize, parts: Vec<usize>) -> Relation {
    Relation {
        whole: Some(whole),
        parts,
    }
}

fn take(next: &mut usize) -> usize {
    *next += 1;
    *next - 1
}

/// The age groups that are more than one stretch between bounds, and the number of stretches that
/// are no age group.
fn age_sums(
    ages: &[AgeGroup],
    bounds: &impl Fn(AgeGroup) -> (u32, Option<u32>),
) -> (Vec<(usize, Vec<Age>)>, usize) {
    let limits: Vec<(u32, u32)> = ages
        .iter()
        .map(|age| bounds(*age))
        .map(|(from, until)| (from, until.unwrap_or(u32::MAX)))
        .collect();
    let cuts: BTreeSet<u32> = limits.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let mut gaps: Vec<(u32, u32)> = Vec::new();
    let mut sums = Vec::new();
    for (whole, (from, until)) in limits.iter().enumerate() {
        let mut parts = Vec::new();
        for stretch in cuts.windows(2).filter(|s| s[0] >= *from && s[1] <= *until) {
            let stretch = (stretch[0], stretch[1]);
            parts.push(match limits.iter().position(|limit| *limit == stretch) {
                Some(age) => Age::Group(age),
                None => Age::Gap(gaps.iter().position(|gap| *gap == stretch).unwrap_or_else(
                    || {
                        gaps.push(stretch);
                        gaps.len() - 1
                    },
                )),
            });
        }
        if !matches!(parts[..], [Age::Group(age)] if age == whole) {
            sums.push((whole, parts));
        }
    }
    (sums, gaps.len())
}

#[cfg(test)]
#[path = "relations_tests.rs"]
mod tests;
