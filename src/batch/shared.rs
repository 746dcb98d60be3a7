//! What all reports of a run share, made once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use regiobeeld_fetchers::{Sources, Store};

use super::desk::Desks;
use super::needs::Used;
use super::reader::{Cache, Reader};
use super::surveys::survey_series;
use crate::area::Gemeenten;
use crate::extract::Protected;
use crate::house::House;
use crate::indicators::{LocalInput, Surveys};
use crate::manifest::{InputFile, Program, sha256};
use crate::pdf::TypstCli;
use crate::remarks::Remarks;
use crate::report::{Engine, templates};
use crate::themes::{Catalogue, Indicator};

/// What was asked of every report of a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder in which the folders of reports are made.
    pub out: PathBuf,
    /// Name of the edition; without one the month of the data.
    pub edition: Option<String>,
    /// Whether figures are also kept as PNG.
    pub png: bool,
    /// Whether made-up figures are allowed.
    pub allow_fictitious: bool,
    /// Moment that stands for the data date, when the environment fixes it.
    pub source_date: Option<Timestamp>,
    /// Templates that replace built-in ones, by path.
    pub templates: BTreeMap<String, String>,
}

/// Figures that are read once for a run, apart from the tables of each report.
#[derive(Debug, Default)]
pub struct Apart {
    /// Local extracts.
    pub local: LocalInput,
    /// National surveys.
    pub surveys: Surveys,
    /// What the house that hands out the reports brings.
    pub house: House,
    /// Remarks of partners.
    pub remarks: Remarks,
    /// What was read for them and serves reports too.
    pub cache: Cache,
}

/// What all reports of a run share.
pub struct Shared {
    /// Indicators.
    pub catalogue: Catalogue,
    /// The same with the indicators of local extracts.
    pub shown: Catalogue,
    /// National surveys, tested over all areas.
    pub surveys: Surveys,
    /// The series of tables that they come from.
    pub survey_series: BTreeSet<String>,
    /// Local extracts, after disclosure control.
    pub local: LocalInput,
    /// Colours, logo and texts.
    pub house: House,
    /// Remarks of partners.
    pub remarks: Remarks,
    /// Tables.
    pub sources: Sources,
    /// The series of them that reports use.
    pub used: Used,
    /// Gemeenten of the division.
    pub gemeenten: Gemeenten,
    /// The snapshot store.
    pub store: Store,
    /// Templates, read once.
    pub engine: Engine,
    /// Typst.
    pub typst: TypstCli,
    /// Where it sets reports.
    pub desks: Desks,
    /// What was asked.
    pub options: Options,
    /// Templates as input of the manifest.
    pub template_files: Vec<InputFile>,
    /// The program as input of the manifest.
    pub program: Program,
    /// What is the same for every report, so read once.
    cache: Cache,
}

impl Shared {
    /// Puts together what was made for the run.
    pub fn new(
        catalogue: Catalogue,
        gemeenten: Gemeenten,
        store: Store,
        engine: Engine,
        typst: TypstCli,
        options: Options,
        apart: Apart,
    ) -> Self {
        let sources = Sources::builtin();
        let Apart {
            local,
            surveys,
            house,
            remarks,
            cache,
        } = apart;
        Self {
            used: Used::of(&catalogue, &sources),
            survey_series: survey_series(&catalogue, &sources),
            shown: catalogue.with_local(&local_indicators(&local)),
            local,
            surveys,
            house,
            remarks,
            catalogue,
            sources,
            gemeenten,
            store,
            engine,
            typst,
            desks: Desks::default(),
            template_files: template_files(&options.templates),
            options,
            program: program(),
            cache,
        }
    }

    /// Returns what reads the store for these reports.
    pub const fn reader(&self) -> Reader<'_> {
        Reader {
            catalogue: &self.catalogue,
            sources: &self.sources,
            used: &self.used,
            survey_series: &self.survey_series,
            gemeenten: &self.gemeenten,
            store: &self.store,
            cache: &self.cache,
            allow_fictitious: self.options.allow_fictitious,
        }
    }
}

/// The indicators of all extracts, each with the age groups that it has figures for.
fn local_indicators(local: &LocalInput) -> Vec<Arc<Indicator>> {
    let each = local.extracts.iter().flat_map(Protected::indicators);
    each.collect()
}

fn template_files(overrides: &BTreeMap<String, String>) -> Vec<InputFile> {
    templates::files(overrides)
        .into_iter()
        .map(|(path, text)| InputFile {
            soort: "sjablonen".to_owned(),
            pad: path,
            sha256: sha256(text.as_bytes()),
        })
        .collect()
}

/// Describes the running program, so that a report can be traced to it. The hash is over all that
/// it was built from (`build.rs`).
fn program() -> Program {
    Program {
        naam: env!("CARGO_PKG_NAME").to_owned(),
        versie: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: env!("REGIOBEELD_SHA256").to_owned(),
    }
}
