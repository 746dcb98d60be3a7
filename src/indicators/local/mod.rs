//! Figures of local extracts: beside the public ones, never compared with those of another
//! definition, table or method.
//!
//! All areas of an extract are tested together (Benjamini–Hochberg over the whole family), also
//! those that the report does not show, so that an area has the same verdict in every report.

pub(super) mod draft;
pub(super) mod family;
mod merge;
pub(super) mod region;

use crate::extract::Protected;
use crate::frame::Observations;
use crate::indicators::row::IndicatorTable;
use crate::statistics::StatisticsError;

use super::population::Populations;
use draft::Draft;

/// The extracts of a run, and the inhabitants of all areas that they are about.
#[derive(Debug, Default)]
pub struct LocalInput {
    /// Extracts, after disclosure control.
    pub extracts: Vec<Protected>,
    /// Inhabitants of every gemeente and wijk of the extracts.
    pub people: Observations,
}

impl LocalInput {
    /// Returns the extracts that may stand in files, when there are others that may not.
    pub fn handed_on(&self) -> Option<Self> {
        let apart = self.extracts.iter().any(|extract| !extract.attach);
        apart.then(|| Self {
            extracts: self
                .extracts
                .iter()
                .filter(|extract| extract.attach)
                .cloned()
                .collect(),
            people: self.people.clone(),
        })
    }
}

/// What the tests of one family came to, for the method chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyCount {
    /// Id of the indicator.
    pub indicator: String,
    /// Tests.
    pub tests: u64,
    /// With p below 0.05 before correction.
    pub raw: u64,
    /// After correction.
    pub corrected: u64,
}

/// Adds the figures of extracts to the table of a report.
///
/// # Errors
/// When numbers contradict each other.
pub fn join(table: &mut IndicatorTable, input: super::Input<'_>) -> Result<(), StatisticsError> {
    let (scope, local) = (input.scope, input.local);
    let populations = Populations::new(&local.people, &scope.region.code, &scope.region.gemeenten);
    for extract in &local.extracts {
        let source = merge::source(table, extract, input.division);
        let mut drafts: Vec<Draft> = extract
            .cells
            .iter()
            .map(|cell| draft::draft(extract, cell, source, &populations))
            .collect();
        drafts.extend(region::drafts(&drafts, scope, &populations));
        let families = family::compare(&mut drafts, &|area| family::references(scope, area))?;
        for draft in &mut drafts {
            family::in_order(&mut draft.figure, scope);
        }
        table.families.extend(families);
        merge::merge(table, drafts, scope, input.wijken);
    }
    Ok(())
}
