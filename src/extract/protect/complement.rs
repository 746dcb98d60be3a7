//! Complementary suppression of an extract: sums over areas, ages and answers, and what earlier
//! editions printed.

use std::collections::BTreeSet;

use super::tree::{Tree, bounds};
use crate::area::{AreaCode, Gemeenten};
use crate::disclosure::{
    Built, CellName, Doubt, History, Ledger, Position, Primary, Protectable, Trust, decimals,
    equations, protect_in_doubt, relations,
};
use crate::extract::observation::{Amount, Observation};
use crate::extract::read::Extract;
use crate::reading::Absent;
use crate::regio::Region;
use crate::themes::AgeGroup;

/// What is known around an extract.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What earlier editions printed and hid.
    pub ledger: &'a Ledger,
    /// Gemeenten of the division.
    pub gemeenten: &'a Gemeenten,
    /// The region that is asked for.
    pub region: Option<&'a Region>,
}

impl Extract {
    /// Hides cells until none can be computed from the others.
    pub(super) fn complement(
        &self,
        cells: &[(&Observation, AgeGroup)],
        judged: &[Primary],
        around: Around<'_>,
    ) -> Outcome {
        let ids: BTreeSet<&str> = cells.iter().map(|(one, _)| self.id(one)).collect();
        let order: Vec<&str> = ids.iter().copied().collect();
        let number = |id: &str| order.binary_search(&id).unwrap_or(order.len());
        let mut positions: Vec<Position> = cells
            .iter()
            .map(|(one, age)| Position {
                indicator: number(self.id(one)),
                period: one.period.0,
                age: *age,
                area: one.area.clone(),
            })
            .collect();
        let mut protectable = self.with_history(cells, judged, around.ledger);
        let printed: Vec<Option<f64>> = cells
            .iter()
            .zip(&protectable)
            .map(|((one, _), cell)| match one.amount {
                Amount::Share { percent, .. } if !cell.hidden => Some(percent),
                _ => None,
            })
            .collect();
        let rounding = 0.5 / 10_f64.powf(f64::from(decimals(printed.iter().flatten().copied())));
        let sums = equations(&positions, &printed, rounding);
        let present: BTreeSet<CellName> = cells
            .iter()
            .map(|(one, age)| self.name(one, *age))
            .collect();
        for (name, past) in around.ledger.missing(&present) {
            if let Some((position, cell)) = earlier(name, past, &ids, &number) {
                positions.push(position);
                protectable.push(cell);
            }
        }
        let tree = Tree::new(&positions, around.gemeenten, around.region);
        let built = relations(&positions, &sums.found, |area| tree.parents(area), bounds);
        let all = built.with_gaps(protectable);
        let trust: Vec<Trust> = built
            .doubts
            .iter()
            .map(|doubt| self.trust(doubt, &tree))
            .collect();
        let (mut hidden, exposed) = both_ways(&all, &built, &trust);
        hidden.truncate(cells.len());
        let exposed = exposed.iter().filter(|at| **at < cells.len()).count();
        Outcome { hidden, exposed }
    }

    /// How sure it is that a sum holds.
    fn trust(&self, doubt: &Doubt, tree: &Tree<'_>) -> Trust {
        let Doubt::Areas { whole, parts } = doubt else {
            return Trust::Likely;
        };
        let AreaCode::Gemeente(gemeente) = whole else {
            // Of a larger area the gemeenten are known.
            return if tree.is_all_of(whole, parts) {
                Trust::Sure
            } else {
                Trust::Unlikely
            };
        };
        let own = self.wijken.iter().filter(|w| w.gemeente() == *gemeente);
        let mut own = own.map(|wijk| AreaCode::Wijk(*wijk)).peekable();
        if own.peek().is_none() {
            return Trust::Likely;
        }
        let mut missing = own.filter(|wijk| !parts.contains(wijk)).peekable();
        // A figure of several wijken together stands for all of them.
        let together = |area: &AreaCode| {
            let mut joined = self.observations.iter().filter(|o| o.together.is_some());
            joined.any(|one| one.area == *area)
        };
        if missing.peek().is_none() {
            Trust::Sure
        } else if missing.all(|wijk| together(&wijk)) {
            Trust::Likely
        } else {
            Trust::Unlikely
        }
    }

    /// What each cell allows by itself, after what earlier editions did with it.
    fn with_history(
        &self,
        cells: &[(&Observation, AgeGroup)],
        judged: &[Primary],
        ledger: &Ledger,
    ) -> Vec<Protectable> {
        let history = ledger.merge();
        let each = cells.iter().zip(judged).map(|((one, age), judged)| {
            let past = history.get(&self.name(one, *age)).copied();
            past.unwrap_or_default().apply(protectable(one, *judged))
        });
        each.collect()
    }
}

/// Hides until the edition is safe together with earlier ones, and also by itself: numbers can
/// differ between editions. A cell that one of both hides must then be safe in the other as well,
/// so they take turns until nothing is added.
fn both_ways(all: &[Protectable], built: &Built, trust: &[Trust]) -> (Vec<bool>, Vec<usize>) {
    let given = |hidden: &[bool], with_earlier: bool| -> Vec<Protectable> {
        let each = all.iter().zip(hidden).map(|(cell, hidden)| Protectable {
            hidden: *hidden,
            known: cell.known && with_earlier,
            ..*cell
        });
        each.collect()
    };
    let mut hidden: Vec<bool> = all.iter().map(|cell| cell.hidden).collect();
    // Only of the first turn: what is hidden later protects others, and needs no warning.
    let mut exposed = None;
    loop {
        let together = protect_in_doubt(&given(&hidden, true), built, trust);
        let alone = protect_in_doubt(&given(&together.hidden, false), built, trust);
        let exposed = exposed.get_or_insert(together.exposed);
        if alone.hidden == hidden {
            return (hidden, std::mem::take(exposed));
        }
        hidden = alone.hidden;
    }
}

/// What must be hidden.
pub struct Outcome {
    /// Per cell, in the order given.
    pub hidden: Vec<bool>,
    /// Cells that an earlier edition already gave away.
    pub exposed: usize,
}

/// What a source withheld must be protected as well: others can give it away.
fn protectable(one: &Observation, judged: Primary) -> Protectable {
    let (hidden, shown) = match one.amount {
        // Withheld by the source: nobody has it, and nobody may compute it.
        Amount::Absent(Absent::Secret) => (true, false),
        Amount::Absent(_) => (false, false),
        _ => (judged.is_hidden(), true),
    };
    Protectable {
        hidden,
        size: if hidden { 0.0 } else { size(&one.amount) },
        known: false,
        shown,
    }
}

/// Of the cells that can be hidden the smallest goes first.
fn size(amount: &Amount) -> f64 {
    match *amount {
        // Not the percentage: which cell goes must not depend on a number that then is hidden.
        Amount::Share { base, cases, .. } => base.or(cases).unwrap_or(0.0),
        Amount::Count { count, base } => base.unwrap_or(count),
        Amount::Standardised { events, .. } => events,
        Amount::Other { base, cases, .. } => base.or(cases).unwrap_or(0.0),
        Amount::Absent(_) => 0.0,
    }
}

fn earlier(
    name: &CellName,
    past: History,
    ids: &BTreeSet<&str>,
    number: &dyn Fn(&str) -> usize,
) -> Option<(Position, Protectable)> {
    ids.contains(name.indicator.as_str()).then_some(())?;
    let area = AreaCode::parse(&name.area).unwrap_or_else(|_| AreaCode::Regio(name.area.clone()));
    let position = Position {
        indicator: number(&name.indicator),
        period: name.period,
        age: AgeGroup::from_code(&name.age)?,
        area,
    };
    Some((position, past.apply(Protectable::ABSENT)))
}
