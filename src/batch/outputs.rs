//! The files of a report: the PDF, and those that are made of the same figures beside it.

use std::num::NonZeroUsize;
use std::path::Path;

use jiff::Timestamp;

use super::folder::Draft;
use super::make::MakeError;
use super::pictures::{bundled, drawings};
use super::shared::Shared;
use super::stages::{Stage, StageClock};
use crate::frame::SourceUse;
use crate::indicators::IndicatorTable;
use crate::manifest::{self, OutputFile};
use crate::pdf::{PdfCompiler, PdfJob};
use crate::report::build::logo_path;
use crate::report::lines::Line;
use crate::report::{Built, Bundle, BundleFile, DrawingPlace, FIGURES_CSV, xlsx};

/// The cores that typst sets a report on. A second one has a report that is made alone ready a
/// twentieth earlier, for a tenth more CPU.
const OF_TYPST: NonZeroUsize = NonZeroUsize::MIN;

/// What the files of a report are made of.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    /// What the PDF shows.
    pub pdf: &'a Built,
    /// The figures that may be handed on.
    pub table: &'a IndicatorTable,
    /// The report of those figures.
    pub handed_on: &'a Built,
    /// What the rows about them are about.
    pub lines: &'a [Line<'a>],
    /// The same figures as `cijfers.csv`.
    pub figures_csv: &'a [u8],
    /// Where the outlines of the maps come from.
    pub map_sources: &'a [SourceUse],
    /// Newest moment of retrieval.
    pub data_date: Timestamp,
}

/// Writes every file but the manifest. Returns what Typst read, and what the manifest says of the
/// files that are known here; those that typst wrote are not among them.
///
/// # Errors
/// When a file cannot be made or written.
pub(super) fn write_outputs(
    shared: &Shared,
    draft: &Draft,
    content: Content<'_>,
    cores: NonZeroUsize,
    clock: &mut StageClock,
) -> Result<(Bundle, Vec<OutputFile>), MakeError> {
    let mut written = vec![write_file(draft, FIGURES_CSV, content.figures_csv)?];
    clock.done(Stage::Files);
    let bundle = bundled(shared, content.pdf)?;
    let mut desk = shared.desks.take(draft.parent())?;
    desk.lay_out(&bundle.files)?;
    desk.lend(&draft.path().join(FIGURES_CSV), FIGURES_CSV)?;
    clock.done(Stage::Template);
    shared.typst.compile(PdfJob {
        work: desk.path(),
        target: &draft.path().join(manifest::PDF),
        created: content.data_date.as_second(),
        cores: OF_TYPST,
    })?;
    clock.done(Stage::Typst);
    shared.desks.give_back(desk);
    written.extend(write_others(shared, draft, content)?);
    if shared.options.png {
        write_pictures(
            shared,
            content.handed_on,
            &draft.path().join("figuren"),
            cores,
        )?;
    }
    Ok((bundle, written))
}

/// Writes a file, and returns what the manifest says of it.
fn write_file(draft: &Draft, path: &str, bytes: &[u8]) -> std::io::Result<OutputFile> {
    draft.write(path, bytes)?;
    Ok(OutputFile::of(path, bytes))
}

/// Writes the other files that typst has no part in, and returns what the manifest says of each.
fn write_others(
    shared: &Shared,
    draft: &Draft,
    content: Content<'_>,
) -> Result<Vec<OutputFile>, MakeError> {
    let mut written = Vec::new();
    let mut write = |path: &str, bytes: &[u8]| -> std::io::Result<()> {
        written.push(write_file(draft, path, bytes)?);
        Ok(())
    };
    let Built {
        model, drawings, ..
    } = content.handed_on;
    let book = xlsx::Book {
        table: content.table,
        lines: content.lines,
        catalogue: &shared.shown,
        map_sources: content.map_sources,
        title: &model.document.titel,
        created: content.data_date,
    };
    write("cijfers.xlsx", &xlsx::write(&book)?)?;
    let mut json = serde_json::to_vec_pretty(model)?;
    json.push(b'\n');
    write("rapport.json", &json)?;
    if let Some(logo) = &shared.house.logo {
        write(&logo_path(logo), &logo.bytes)?;
    }
    for drawing in drawings {
        write(&drawing.path, drawing.svg.as_str().as_bytes())?;
    }
    Ok(written)
}

/// Has typst draw as PNG every drawing that stands on its own.
fn write_pictures(
    shared: &Shared,
    built: &Built,
    folder: &Path,
    cores: NonZeroUsize,
) -> Result<(), MakeError> {
    let files: Vec<BundleFile> = drawings(built, |drawing| drawing.place != DrawingPlace::Page)
        .into_iter()
        .map(|(path, bytes)| BundleFile { path, bytes })
        .collect();
    shared.typst.figures_to_png(&files, folder, cores)?;
    Ok(())
}
