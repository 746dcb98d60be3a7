//! Makes one report: from the store to a finished folder.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::Timestamp;

use super::data::{DataError, Loaded, load};
use super::folder::{Draft, foreign_file};
use super::outputs::{Content, write_outputs};
use super::plan::{plan_manifest, write_manifest};
use super::shared::Shared;
use super::stages::{Stage, StageClock, StageTimes};
use crate::area::{AreaCode, folder_name};
use crate::frame::SourceUse;
use crate::indicators::{IndicatorTable, Input, LocalInput, National, Scope, compute};
use crate::manifest::OutputFile;
use crate::pdf::PdfError;
use crate::report::lines::lines;
use crate::report::{Bundle, Inputs, RenderError, build, csv};
use crate::statistics::StatisticsError;

/// One report to make.
#[derive(Debug, Clone)]
pub struct Job {
    /// The areas that it is about.
    pub scope: Scope,
    /// Whether the folder stands in a folder of the edition.
    pub edition_folder: bool,
    /// Skip it when a finished one with equal input is there.
    pub resume: bool,
}

impl Job {
    /// Name of the folder of the report.
    pub fn folder(&self) -> String {
        match (&self.scope.gemeente, &self.scope.region.code) {
            (Some(gemeente), _) => folder_name(&gemeente.code.to_string(), &gemeente.name),
            (None, AreaCode::Regio(code)) => folder_name("regio", code),
            (None, code) => folder_name("regio", &format!("{code} {}", self.scope.region.name)),
        }
    }
}

/// A report that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its folder.
    pub folder: PathBuf,
    /// Seconds of wall clock; none for one that was there already.
    pub seconds: Option<f64>,
    /// The same per stage.
    pub stages: StageTimes,
    /// What the reader must know, in Dutch.
    pub warnings: Vec<String>,
    /// Pages of the PDF.
    pub pages: Option<u32>,
    /// Hash of its manifest.
    pub manifest: String,
    /// Whether a finished one with equal input was there already.
    pub skipped: bool,
}

/// Why a report was not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The store does not have what is needed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Published numbers contradict each other.
    #[error("de cijfers spreken elkaar tegen")]
    Statistics(#[from] StatisticsError),
    /// The templates do not fit.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Typesetting failed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The workbook could not be written.
    #[error("cijfers.xlsx kan niet worden gemaakt")]
    Workbook(#[from] zip::result::ZipError),
    /// The model cannot be written as JSON.
    #[error("rapport.json kan niet worden gemaakt")]
    Json(#[from] serde_json::Error),
    /// The folder of the report holds files of somebody else.
    #[error("{} wordt niet vervangen: daar staat ook «{file}»", folder.display())]
    Occupied {
        /// Folder of the report.
        folder: PathBuf,
        /// The first such file.
        file: String,
    },
    /// The disk refuses.
    #[error("de map van het rapport kan niet worden geschreven")]
    Disk(#[from] std::io::Error),
    /// The program has a fault.
    #[error("er zit een fout in het programma ({0}); meld dit, met de naam van de gemeente")]
    Program(String),
}

/// Makes a report. A thread does it from begin to end: a second one made the rest of the files while
/// typst ran, which had a report ready no sooner and took a tenth more CPU. The pictures of its drawings,
/// when those are asked for, are drawn on this many cores.
///
/// # Errors
/// When anything on the way fails; nothing half stays behind under the name of the report.
pub fn make(shared: &Shared, job: &Job, cores: NonZeroUsize) -> Result<Made, MakeError> {
    let mut clock = StageClock::start();
    let loaded = load(shared.reader(), &job.scope)?;
    clock.done(Stage::Load);
    let published = loaded.observations.sources.iter();
    let uses: Vec<SourceUse> = published
        .chain(shared.surveys.sources())
        .chain(&loaded.shapes.sources)
        .cloned()
        .collect();
    let data_date = data_date(shared, uses.iter());
    let month = || data_date.strftime("%Y-%m").to_string();
    let edition = shared.options.edition.clone().unwrap_or_else(month);
    let parent = if job.edition_folder {
        shared.options.out.join(&edition)
    } else {
        shared.options.out.clone()
    };
    let plan = plan_manifest(shared, job, &edition, data_date, &uses);
    let target = parent.join(job.folder());
    let draft = Draft::start(&parent, &job.folder())?;
    if let Some(file) = foreign_file(&target)? {
        return Err(MakeError::Occupied {
            folder: target,
            file,
        });
    }
    let moment = (edition.as_str(), data_date);
    let (warnings, files) = write_report((shared, job), loaded, moment, &draft, cores, &mut clock)?;
    let written = write_manifest(plan, &warnings, draft.path(), files)?;
    let folder = draft.finish()?;
    clock.done(Stage::Files);
    Ok(Made {
        folder,
        seconds: Some(clock.times().total()),
        stages: clock.times(),
        warnings,
        pages: written.pages,
        manifest: written.sha256,
        skipped: false,
    })
}

/// The newest retrieval that was used; the environment may replace it.
pub fn data_date<'a>(shared: &Shared, uses: impl Iterator<Item = &'a SourceUse>) -> Timestamp {
    shared.options.source_date.unwrap_or_else(|| {
        uses.filter_map(|source| source.retrieved_at.parse().ok())
            .max()
            .unwrap_or(Timestamp::UNIX_EPOCH)
    })
}

/// Core topics without figures, each with the reason; of the extended set only how many.
fn warnings_of(table: &IndicatorTable) -> Vec<String> {
    let missing = table.unavailable.iter();
    let (core, others): (Vec<_>, Vec<_>) = missing
        .filter(|missing| missing.indicator.niet_beschikbaar.is_none())
        .partition(|missing| missing.indicator.is_core());
    let mut warnings: Vec<String> = core
        .into_iter()
        .map(|missing| {
            let (label, reason) = (&missing.indicator.label, &missing.reason);
            format!("{label}: niet beschikbaar, {reason}")
        })
        .collect();
    if !others.is_empty() {
        warnings.push(format!(
            "van {} andere onderwerpen zijn er geen cijfers; het hoofdstuk over de methode zegt waarom",
            others.len()
        ));
    }
    warnings
}

/// Computes, builds and writes everything but the manifest; returns what the reader must know, and
/// what is known of the files.
fn write_report(
    (shared, job): (&Shared, &Job),
    loaded: Loaded,
    (edition, data_date): (&str, Timestamp),
    draft: &Draft,
    cores: NonZeroUsize,
    clock: &mut StageClock,
) -> Result<(Vec<String>, Vec<OutputFile>), MakeError> {
    let (shapes, wijken, national) = (loaded.shapes, loaded.wijken, loaded.national);
    let (observations, gemeenten) = (loaded.observations, loaded.gemeenten);
    let input = |local| Input {
        catalogue: &shared.catalogue,
        shown: &shared.shown,
        sources: &shared.sources,
        scope: &job.scope,
        wijken: &wijken,
        gemeenten: &shared.gemeenten,
        surveys: &shared.surveys,
        local,
        division: shapes.division,
    };
    let built = |table: &IndicatorTable, local: &LocalInput| {
        build(Inputs {
            catalogue: &shared.shown,
            table,
            scope: &job.scope,
            shapes: &shapes,
            wijken: &wijken,
            extracts: &local.extracts,
            house: &shared.house,
            remarks: &shared.remarks,
            edition,
            data_date,
        })
    };
    // What may stand in the PDF only is left out of everything that is handed on as a file.
    let handed_on = shared.local.handed_on();
    let mut apart = handed_on
        .as_ref()
        .map(|local| compute(input(local), observations.clone()))
        .transpose()?;
    let mut table = compute(input(&shared.local), observations)?;
    for table in apart.iter_mut().chain([&mut table]) {
        table.national = national.clone();
        table.peers = table.peers.with(&gemeenten);
    }
    clock.done(Stage::Indicators);
    let pdf = built(&table, &shared.local);
    let built_apart = apart.as_ref().zip(handed_on.as_ref());
    let built_apart = built_apart.map(|(table, local)| built(table, local));
    clock.done(Stage::Figures);
    let to_hand_on = apart.as_ref().unwrap_or(&table);
    let lines = lines(to_hand_on);
    let figures_csv = csv::write(to_hand_on, &lines);
    clock.done(Stage::Files);
    let content = Content {
        pdf: &pdf,
        table: to_hand_on,
        handed_on: built_apart.as_ref().unwrap_or(&pdf),
        lines: &lines,
        figures_csv: &figures_csv,
        map_sources: &shapes.sources,
        data_date,
    };
    let (bundle, files) = write_outputs(shared, draft, content, cores, clock)?;
    Ok((all_warnings(shared, &bundle, &table, &national), files))
}

/// What the reader of the report must know.
fn all_warnings(
    shared: &Shared,
    bundle: &Bundle,
    table: &IndicatorTable,
    national: &National,
) -> Vec<String> {
    let warnings = replaced_warnings(bundle).into_iter();
    let warnings = warnings.chain(without_surveys(shared));
    let warnings = warnings.chain(warnings_of(table));
    let fault = national.fault().map(str::to_owned);
    warnings.chain(fault).collect()
}

/// Says that the store has no surveys.
fn without_surveys(shared: &Shared) -> Option<String> {
    shared.surveys.is_empty().then(|| {
        "de opslag heeft geen cijfers van de Gezondheidsmonitor; draai «regiobeeld ophalen»"
            .to_owned()
    })
}

fn replaced_warnings(bundle: &Bundle) -> Vec<String> {
    let each = bundle.replaced.iter().map(|c| {
        let code = u32::from(*c);
        format!("het teken U+{code:04X} staat niet in het lettertype en is □ geworden")
    });
    each.collect()
}
