//! Disclosure control of an extract: what each cell allows by itself, what others would give away,
//! and what earlier editions printed.

mod complement;
mod numbers;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use super::forms::Ages;
use super::observation::{Amount, Observation};
use super::protected::{LocalCell, Protected, Shown};
use super::read::Extract;
use super::standardise::STANDARDISED;
use crate::area::{AreaCode, Gemeenten};
use crate::disclosure::{CellName, Edition, Ledger, Primary, primary};
use crate::manifest;
use crate::reading::Absent;
use crate::regio::Region;
use crate::themes::AgeGroup;
use crate::unit::Unit;
use complement::Around;
use numbers::shown;

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
        let leads = leads(&cells);
        let own: Vec<usize> = (0..cells.len()).filter(|at| leads[*at] == *at).collect();
        let pick = |at: &usize| (cells[*at], judged[*at]);
        let (own_cells, own_judged): (Vec<_>, Vec<_>) = own.iter().map(pick).unzip();
        let around = Around {
            ledger,
            gemeenten,
            region,
        };
        let outcome = self.complement(&own_cells, &own_judged, around);
        let by_lead: BTreeMap<usize, bool> = own.iter().copied().zip(outcome.hidden).collect();
        let goes: Vec<bool> = leads.iter().map(|lead| by_lead[lead]).collect();
        let hidden: BTreeSet<(&str, i32, AgeGroup, &AreaCode)> = cells
            .iter()
            .zip(&goes)
            .filter(|(_, hidden)| **hidden)
            .map(|((one, age), _)| (self.id(one), one.period.0, *age, &one.area))
            .collect();
        let mut shown: Vec<LocalCell> = Vec::with_capacity(cells.len());
        for (at, (one, age)) in cells.iter().enumerate() {
            // A standardised rate goes with the count that it is made of.
            let base_id = self.id(one).trim_end_matches(STANDARDISED);
            let is_hidden = goes[at] || hidden.contains(&(base_id, one.period.0, *age, &one.area));
            shown.push(self.cell(one, *age, judged[at], is_hidden));
        }
        // Only what may be printed is hashed: whoever knows the rest of a file could try numbers
        // until the hash fits.
        let text = format!("{}\n{shown:?}", self.mapping_sha256);
        let sha256 = manifest::sha256(text.as_bytes());
        let edition = Edition {
            input: sha256.clone(),
            cells: self.edition(&cells, &shown),
        };
        let absent = |cell: &&LocalCell| matches!(cell.shown, Shown::Absent(_));
        let without = cells
            .iter()
            .filter(|(one, _)| matches!(one.amount, Amount::Absent(_)))
            .count();
        let hidden = shown.iter().filter(absent).count() - without;
        (
            self.protected(shown, sha256, hidden, outcome.exposed),
            edition,
        )
    }

    /// Number of cells that the source itself withheld.
    fn withheld(&self) -> usize {
        let of_source = |one: &&Observation| one.amount == Amount::Absent(Absent::Secret);
        self.observations.iter().filter(of_source).count()
    }

    /// By name which cells are printed and which are hidden; a cell without a number is neither.
    fn edition(
        &self,
        cells: &[(&Observation, AgeGroup)],
        shown: &[LocalCell],
    ) -> BTreeMap<CellName, bool> {
        let named = cells.iter().zip(shown).filter(
            |(_, cell)| !matches!(cell.shown, Shown::Absent(absent) if absent != Absent::Secret),
        );
        named
            .map(|((one, age), cell)| {
                let is_printed = !matches!(cell.shown, Shown::Absent(_));
                (self.name(one, *age), is_printed)
            })
            .collect()
    }

    fn protected(
        &self,
        cells: Vec<LocalCell>,
        sha256: String,
        hidden: usize,
        exposed: usize,
    ) -> Protected {
        let mapping = &self.mapping;
        Protected {
            mapping: mapping.name.clone(),
            mapping_sha256: self.mapping_sha256.clone(),
            file: mapping.file_name().to_owned(),
            sha256,
            source: mapping.source.clone(),
            profile: mapping.profile,
            reason: mapping.reason.clone(),
            attach: mapping.attach,
            fictitious: mapping.fictitious,
            division: mapping.area.division,
            received: mapping.received.clone(),
            rows: self.observations.len(),
            hidden,
            withheld: self.withheld(),
            exposed,
            notices: self.notices.clone(),
            cells,
        }
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

    pub(super) fn id(&self, one: &Observation) -> &str {
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

    pub(super) fn name(&self, one: &Observation, age: AgeGroup) -> CellName {
        CellName {
            indicator: self.id(one).to_owned(),
            period: one.period.0,
            age: age.as_str().to_owned(),
            area: one.area.to_string(),
        }
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

/// For every cell the one that stands for it: a figure of several wijken together is one number,
/// so it counts once in a sum, and is hidden for all of them or for none.
fn leads(cells: &[(&Observation, AgeGroup)]) -> Vec<usize> {
    let mut first: BTreeMap<(usize, i32, AgeGroup, &str), usize> = BTreeMap::new();
    let mut leads = Vec::with_capacity(cells.len());
    for (at, (one, age)) in cells.iter().enumerate() {
        leads.push(match one.together.as_deref() {
            None => at,
            Some(names) => *first
                .entry((one.indicator, one.period.0, *age, names))
                .or_insert(at),
        });
    }
    leads
}
