//! Disclosure control of an extract: what each cell allows by itself, what others would give away,
//! and what earlier editions printed.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::Ages;
use super::observation::{Amount, Observation};
use super::protected::{LocalCell, Protected, Shown};
use super::read::Extract;
use crate::area::{AreaCode, Gemeenten};
use crate::disclosure::{
    CellName, Edition, History, Ledger, Numbers, Position, Primary, Protectable, decimals,
    equations, primary, protect, relations,
};
use crate::manifest;
use crate::reading::Absent;
use crate::regio::Region;
use crate::themes::AgeGroup;
use crate::unit::Unit;

impl Extract {
    /// Hides what must be hidden, and returns what may be printed with the list of it for later
    /// editions.
    pub fn protect(
        self,
        ledger: &Ledger,
        gemeenten: &Gemeenten,
        region: Option<&Region>,
    ) -> (Protected, Edition) {
        let cells = self.cells();
        let judged: Vec<Primary> = cells
            .iter()
            .map(|(one, _)| primary(&self.mapping.profile, &self.numbers(one)))
            .collect();
        let outcome = self.complement(&cells, &judged, ledger, gemeenten, region);
        let hidden: BTreeSet<(&str, i32, AgeGroup, &AreaCode)> = cells
            .iter()
            .zip(&outcome.hidden)
            .filter(|(_, hidden)| **hidden)
            .map(|((one, age), _)| (self.id(one), one.period.0, *age, &one.area))
            .collect();
        let mut shown: Vec<LocalCell> = Vec::with_capacity(cells.len());
        for (at, (one, age)) in cells.iter().enumerate() {
            // A standardised rate goes with the count that it is made of.
            let base_id = self.id(one).trim_end_matches("_gestandaardiseerd");
            let goes =
                outcome.hidden[at] || hidden.contains(&(base_id, one.period.0, *age, &one.area));
            shown.push(self.cell(one, *age, judged[at], goes));
        }
        let names = cells.iter().zip(&shown).filter(
            |(_, cell)| !matches!(cell.shown, Shown::Absent(absent) if absent != Absent::Secret),
        );
        let edition_cells: BTreeMap<CellName, bool> = names
            .map(|((one, age), cell)| {
                (
                    self.name(one, *age),
                    !matches!(cell.shown, Shown::Absent(_)),
                )
            })
            .collect();
        // Only what may be printed is hashed: whoever knows the rest of a file could try numbers
        // until the hash fits.
        let text = format!("{}\n{shown:?}", self.mapping_sha256);
        let sha256 = manifest::sha256(text.as_bytes());
        let edition = Edition {
            input: sha256.clone(),
            cells: edition_cells,
        };
        let delivered = cells
            .iter()
            .filter(|(one, _)| !matches!(one.amount, Amount::Absent(_)))
            .count();
        let printed = shown
            .iter()
            .filter(|cell| !matches!(cell.shown, Shown::Absent(_)))
            .count();
        let protected = Protected {
            mapping: self.mapping.name.clone(),
            mapping_sha256: self.mapping_sha256.clone(),
            file: self.mapping.file_name().to_owned(),
            sha256,
            source: self.mapping.source.clone(),
            profile: self.mapping.profile,
            reason: self.mapping.reason.clone(),
            attach: self.mapping.attach,
            fictitious: self.mapping.fictitious,
            division: self.mapping.area.division,
            received: self.mapping.received.clone(),
            rows: self.observations.len(),
            hidden: delivered.saturating_sub(printed),
            exposed: outcome.exposed,
            notices: self.notices.clone(),
            cells: shown,
        };
        (protected, edition)
    }

    /// The observations of age groups that a report shows; bands are for rates only.
    fn cells(&self) -> Vec<(&Observation, AgeGroup)> {
        self.observations
            .iter()
            .filter_map(|one| match one.ages {
                Ages::Group(age) => Some((one, age)),
                Ages::Band { .. } => None,
            })
            .collect()
    }

    fn id(&self, one: &Observation) -> &str {
        self.mapping
            .indicators
            .get(one.indicator)
            .map_or("", |local| local.indicator.id.as_str())
    }

    fn unit(&self, one: &Observation) -> Unit {
        self.mapping
            .indicators
            .get(one.indicator)
            .map_or(Unit::Score, |local| local.indicator.eenheid)
    }

    fn name(&self, one: &Observation, age: AgeGroup) -> CellName {
        CellName {
            indicator: self.id(one).to_owned(),
            period: one.period.0,
            age: age.as_str().to_owned(),
            area: one.area.to_string(),
        }
    }

    /// What disclosure control looks at. Decimals are those of the number itself: taken over a
    /// column, a hidden number could change what else is hidden.
    fn numbers(&self, one: &Observation) -> Numbers {
        match one.amount {
            Amount::Absent(_) => Numbers::Count {
                count: 0.0,
                base: None,
            },
            Amount::Share {
                cases: Some(count),
                base,
                counted: true,
                ..
            } => Numbers::Rate { count, base },
            Amount::Share {
                percent,
                base,
                cases,
                ..
            } => Numbers::Survey {
                percent,
                decimals: decimals([percent]),
                respondents: base,
                cases,
            },
            Amount::Count { count, base } if self.unit(one) == Unit::Aantal => {
                Numbers::Count { count, base }
            }
            Amount::Count { count, base } => Numbers::Rate { count, base },
            Amount::Standardised { events, .. } => Numbers::Rate {
                count: events,
                base: None,
            },
            Amount::Other {
                value, base, cases, ..
            } => self.other(one, value, base, cases),
        }
    }

    /// A rate is hidden by its count; another figure by the number of people it rests on.
    fn other(
        &self,
        one: &Observation,
        value: f64,
        base: Option<f64>,
        cases: Option<f64>,
    ) -> Numbers {
        let of_rate = (self.unit(one) == Unit::Per1000)
            .then(|| base.map(|base| value / 1000.0 * base))
            .flatten();
        match (cases.or(of_rate), base) {
            (Some(count), base) => Numbers::Rate { count, base },
            // Half of the people stands for «neither few nor nearly all»: only the size is judged.
            (None, base) => Numbers::Survey {
                percent: 50.0,
                decimals: 0,
                respondents: base,
                cases: None,
            },
        }
    }

    fn complement(
        &self,
        cells: &[(&Observation, AgeGroup)],
        judged: &[Primary],
        ledger: &Ledger,
        gemeenten: &Gemeenten,
        region: Option<&Region>,
    ) -> Outcome {
        let own_ids: BTreeSet<&str> = cells.iter().map(|(one, _)| self.id(one)).collect();
        let present: BTreeSet<CellName> = cells
            .iter()
            .map(|(one, age)| self.name(one, *age))
            .collect();
        let mut ids: Vec<&str> = own_ids.iter().copied().collect();
        ids.sort_unstable();
        let number = |id: &str| {
            ids.iter()
                .position(|known| *known == id)
                .unwrap_or(ids.len())
        };
        let mut positions: Vec<Position> = cells
            .iter()
            .map(|(one, age)| Position {
                indicator: number(self.id(one)),
                period: one.period.0,
                age: *age,
                area: one.area.clone(),
            })
            .collect();
        let history = ledger.merge();
        let mut protectable: Vec<Protectable> = cells
            .iter()
            .zip(judged)
            .map(|((one, age), judged)| {
                let cell = protectable(one, *judged);
                let past = history
                    .get(&self.name(one, *age))
                    .copied()
                    .unwrap_or_default();
                past.apply(cell)
            })
            .collect();
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
        for (name, past) in ledger.missing(&present) {
            if let Some((position, cell)) = earlier(name, past, &own_ids, &number) {
                positions.push(position);
                protectable.push(cell);
            }
        }
        let tree = Tree::new(&positions, gemeenten, region);
        let built = relations(&positions, &sums.found, |area| tree.parents(area), bounds);
        let all = built.with_gaps(protectable);
        let now = protect(&all, &built.relations);
        // Numbers can differ between editions: this edition must be safe by itself too.
        let alone: Vec<Protectable> = all
            .iter()
            .zip(&now.hidden)
            .map(|(cell, hidden)| Protectable {
                hidden: *hidden,
                known: false,
                ..*cell
            })
            .collect();
        let mut hidden = protect(&alone, &built.relations).hidden;
        hidden.truncate(cells.len());
        let exposed = now.exposed.iter().filter(|at| **at < cells.len()).count();
        Outcome { hidden, exposed }
    }

    /// What is shown of a cell.
    fn cell(&self, one: &Observation, age: AgeGroup, judged: Primary, hidden: bool) -> LocalCell {
        let local = &self.mapping.indicators[one.indicator];
        LocalCell {
            indicator: std::sync::Arc::clone(&local.indicator),
            area: one.area.clone(),
            together: one.together.clone(),
            period: one.period,
            age,
            shown: shown(&one.amount, judged, hidden),
            indicative: !hidden && judged == Primary::Indicative,
        }
    }
}

struct Outcome {
    hidden: Vec<bool>,
    exposed: usize,
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
        Amount::Share {
            base,
            cases,
            percent,
            ..
        } => base.or(cases).unwrap_or(percent),
        Amount::Count { count, base } => base.unwrap_or(count),
        Amount::Standardised { events, .. } => events,
        Amount::Other {
            base, cases, value, ..
        } => base.or(cases).unwrap_or(value),
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

/// First age of a group, and the first age after it.
fn bounds(age: AgeGroup) -> (u32, Option<u32>) {
    let (first, last) = age.bounds();
    (u32::from(first), last.map(|last| u32::from(last) + 1))
}

/// Which areas make up which: a larger area only when the extract has all of its gemeenten.
struct Tree<'a> {
    gemeenten: &'a Gemeenten,
    wholes: BTreeMap<AreaCode, BTreeSet<AreaCode>>,
}

impl<'a> Tree<'a> {
    fn new(positions: &[Position], gemeenten: &'a Gemeenten, region: Option<&Region>) -> Self {
        let present: BTreeSet<&AreaCode> =
            positions.iter().map(|position| &position.area).collect();
        let mut members: BTreeMap<AreaCode, BTreeSet<AreaCode>> = BTreeMap::new();
        for gemeente in gemeenten.iter() {
            let own = AreaCode::Gemeente(gemeente.code);
            for whole in [
                AreaCode::Land,
                gemeente.ggd.0.clone(),
                gemeente.provincie.0.clone(),
            ] {
                members.entry(whole).or_default().insert(own.clone());
            }
        }
        if let Some(region) = region {
            let own = region
                .gemeenten
                .iter()
                .map(|code| AreaCode::Gemeente(*code));
            members.insert(region.code.clone(), own.collect());
        }
        members.retain(|_, parts| parts.iter().all(|part| present.contains(part)));
        Self {
            gemeenten,
            wholes: members,
        }
    }

    fn parents(&self, area: &AreaCode) -> Vec<AreaCode> {
        match area {
            AreaCode::Wijk(wijk) => vec![AreaCode::Gemeente(wijk.gemeente())],
            AreaCode::Gemeente(code) if self.gemeenten.get(*code).is_some() => self
                .wholes
                .iter()
                .filter(|(_, parts)| parts.contains(area))
                .map(|(whole, _)| whole.clone())
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn shown(amount: &Amount, judged: Primary, hidden: bool) -> Shown {
    if hidden && !matches!(amount, Amount::Absent(_)) {
        return Shown::Absent(Absent::Secret);
    }
    match (*amount, judged) {
        (Amount::Absent(absent), _) => Shown::Absent(absent),
        (
            Amount::Share {
                base: Some(base),
                counted: true,
                effective,
                ..
            },
            Primary::Rounded(count),
        ) => Shown::Share {
            percent: count / base * 100.0,
            margin: None,
            base: Some(base),
            effective,
            counted: true,
        },
        (
            Amount::Share {
                percent,
                margin,
                base,
                effective,
                counted,
                ..
            },
            _,
        ) => Shown::Share {
            percent,
            margin,
            base,
            effective,
            counted,
        },
        (Amount::Count { base, .. }, Primary::Rounded(count)) => Shown::Count { count, base },
        (Amount::Count { count, base }, _) => Shown::Count { count, base },
        (Amount::Standardised { rate, margin, .. }, _) => Shown::Standardised { rate, margin },
        (Amount::Other { value, margin, .. }, _) => Shown::Other { value, margin },
    }
}
