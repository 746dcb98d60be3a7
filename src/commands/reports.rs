//! What the commands that make reports have in common.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use regiobeeld_fetchers::{Store, StoreError};

use super::console::Console;
use super::outcome;
use super::progress::Progress;
use crate::area::Gemeenten;
use crate::batch::{
    self, Apart, Cache, DataError, Finished, Job, MakeError, Options, Shared, SurveyReader,
};
use crate::cli::ReportOptions;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::house::House;
use crate::indicators::{LocalInput, Scope};
use crate::pdf::{PdfError, TypstCli};
use crate::remarks::Remarks;
use crate::report::Engine;
use crate::settings::Settings;
use crate::statistics::StatisticsError;
use crate::themes::Catalogue;

/// Puts together what all reports of a run share.
///
/// `scopes` are the reports of the run; `fonts` is a folder of its own for the fonts, which serves the
/// whole run.
///
/// # Errors
/// Exit 6 without a usable typst, exit 3 without a store, exit 5 with wrong templates.
pub fn shared(
    settings: &Settings,
    store: Store,
    options: &ReportOptions,
    (gemeenten, scopes): (Gemeenten, &[Scope]),
    local: LocalInput,
    (house, remarks): (House, Remarks),
    fonts: &Path,
) -> Result<Shared, CommandError> {
    if let Some(division) = gemeenten.division()
        && division.fictitious
        && !options.fictief
    {
        let table = division.table.clone();
        return Err(data_error(DataError::Fictitious { table }));
    }
    let overrides = match &options.sjablonen {
        Some(folder) => batch::read_templates(folder)
            .map_err(|error| CommandError::from_source(Exit::Input, error))?,
        None => BTreeMap::new(),
    };
    let catalogue = catalogue()?;
    let cache = Cache::of_run(batch::areas_of(scopes), scopes.len());
    let reader = SurveyReader {
        catalogue: &catalogue,
        gemeenten: &gemeenten,
        store: &store,
        cache: &cache,
        allow_fictitious: options.fictief,
    };
    let surveys = batch::surveys(reader, scopes);
    let apart = Apart {
        local,
        surveys: surveys.map_err(data_error)?,
        house,
        remarks,
        cache,
    };
    let engine =
        Engine::new(&overrides).map_err(|error| CommandError::from_source(Exit::Input, error))?;
    let typst = TypstCli::open(&settings.typst, fonts).map_err(pdf_error)?;
    let wanted = Options {
        out: options.uit.clone(),
        edition: options.editie.clone(),
        png: options.png,
        allow_fictitious: options.fictief,
        source_date: settings.source_date,
        templates: overrides,
    };
    Ok(Shared::new(
        catalogue, gemeenten, store, engine, typst, wanted, apart,
    ))
}

/// Returns the catalogue of indicators; a run reads it once.
///
/// # Errors
/// Exit 1 when the compiled-in one has faults, which a test excludes.
pub fn catalogue() -> Result<Catalogue, CommandError> {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    if let Some(known) = CATALOGUE.get() {
        return Ok(known.clone());
    }
    let read = Catalogue::builtin();
    let read = read.map_err(|error| CommandError::from_source(Exit::Internal, error))?;
    Ok(CATALOGUE.get_or_init(|| read).clone())
}

/// Most characters in the name of an edition.
const LONGEST_EDITION: usize = 64;

/// Checks the name of an edition: it becomes a folder.
///
/// # Errors
/// Exit 2 when it cannot be one.
pub fn check_edition(options: &ReportOptions) -> Result<(), CommandError> {
    let Some(name) = &options.editie else {
        return Ok(());
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fits = (1..=LONGEST_EDITION).contains(&name.len());
    if fits && name.chars().all(allowed) && !name.starts_with('.') {
        return Ok(());
    }
    Err(CommandError::new(
        Exit::Usage,
        format!(
            "editie «{name}» kan geen mapnaam zijn; gebruik hoogstens 64 letters, cijfers, - _ en ."
        ),
    ))
}

/// Opens the store.
///
/// # Errors
/// Exit 3 when there is none.
pub fn open_store(settings: &Settings) -> Result<Store, CommandError> {
    Store::open(settings.store()?).map_err(store_error)
}

/// Number of cores to work on: what was asked, else those of the machine. Of several reports each has
/// one, so it is the number of reports that are made side by side.
pub fn workers(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked
        .or_else(|| std::thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN)
}

/// Makes the reports, with progress.
pub fn make(
    shared: &Shared,
    jobs: &[Job],
    cores: NonZeroUsize,
    console: &Console,
) -> Vec<Finished> {
    let progress = Progress::start(*console, jobs.len());
    let finished = batch::run(shared, jobs, cores, |done| {
        let job = jobs.get(done.index);
        progress.step(job.map_or("", |job| job.scope.subject_name()));
    });
    progress.finish();
    outcome::tell(console, jobs, &finished);
    finished
}

/// Turns the fault of one report into that of a command.
pub fn make_error(error: MakeError) -> CommandError {
    if error.is_disk_full() {
        return CommandError::new(
            Exit::Internal,
            format!("de schijf is vol: {}", error.chain()),
        )
        .hint("maak ruimte vrij en geef dezelfde opdracht nog een keer");
    }
    match error {
        MakeError::Pdf(error) => pdf_error(error),
        MakeError::Data(error) => data_error(error),
        MakeError::Occupied { .. } => CommandError::from_source(Exit::Input, error)
            .hint("haal dat bestand daar weg, of kies een andere map met --uit"),
        MakeError::Render(error) => CommandError::from_source(Exit::Typesetting, error),
        MakeError::Statistics(error) => contradiction(&error),
        other => CommandError::from_source(Exit::Internal, other),
    }
}

fn contradiction(error: &StatisticsError) -> CommandError {
    CommandError::new(
        Exit::Shape,
        format!("de cijfers van een bron spreken elkaar tegen: {error}"),
    )
}

fn data_error(error: DataError) -> CommandError {
    match error {
        DataError::Store(error) => store_error(error),
        DataError::Fictitious { .. } => CommandError::from_source(Exit::Input, error)
            .hint("geef --fictief als dat de bedoeling is; alles krijgt dan het merk FICTIEF"),
        DataError::Missing { .. } => CommandError::from_source(Exit::Source, error)
            .hint("haal de cijfers op met «regiobeeld ophalen»"),
        DataError::Statistics(error) => contradiction(&error),
        DataError::Frame(_) | DataError::Map(_) => CommandError::from_source(Exit::Shape, error)
            .hint("haal de cijfers opnieuw op met «regiobeeld ophalen»"),
    }
}

/// Turns a fault of the store into that of a command.
pub fn store_error(error: StoreError) -> CommandError {
    let exit = match &error {
        StoreError::Io { .. } | StoreError::Frame { .. } => Exit::Internal,
        _ => Exit::Source,
    };
    let hint = error.hint();
    CommandError::from_source(exit, error).hint(hint)
}

/// Turns a fault of typesetting into that of a command.
pub fn pdf_error(error: PdfError) -> CommandError {
    let exit = match &error {
        PdfError::Io { .. } => Exit::Internal,
        _ => Exit::Typesetting,
    };
    let hints = error.hints();
    hints
        .into_iter()
        .fold(CommandError::from_source(exit, error), CommandError::hint)
}

/// A folder for the fonts of this run, removed at its end.
#[derive(Debug)]
pub struct FontFolder(PathBuf);

impl FontFolder {
    /// Returns its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for FontFolder {
    fn drop(&mut self) {
        // What cannot be removed stays in the temporary folder of the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Makes the folder for the fonts.
///
/// # Errors
/// When it cannot be made.
pub fn font_folder() -> Result<FontFolder, CommandError> {
    let folder = std::env::temp_dir().join(format!("regiobeeld-letters-{}", std::process::id()));
    if !folder.is_dir() {
        std::fs::create_dir(&folder)?;
    }
    Ok(FontFolder(folder))
}
