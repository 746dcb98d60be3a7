//! Typesetting: from a folder of Typst source to a PDF, by the typst program.

mod diagnostics;
mod error;
mod find;
mod pages;
mod typst_cli;
mod work;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

pub use diagnostics::Diagnostic;
pub use error::{PdfError, TYPST_VERSION};
pub use find::SearchPlaces;
pub use pages::pages;
pub use typst_cli::TypstCli;
pub use work::{put_again, write_files};

use crate::report::BundleFile;

/// One document to typeset.
#[derive(Debug, Clone, Copy)]
pub struct PdfJob<'a> {
    /// Folder that holds the files of the bundle, and nothing that may not be read.
    pub work: &'a Path,
    /// Where the PDF goes; it appears there complete or not at all.
    pub target: &'a Path,
    /// Creation date of the PDF in seconds since 1970 (UTC): the data date.
    pub created: i64,
    /// Cores that the compiler may use; the bytes of the PDF are the same with any number.
    pub cores: NonZeroUsize,
}

/// Something that turns Typst source into a PDF, and drawings into pictures.
pub trait PdfCompiler: Sync {
    /// Version of the compiler, for the manifest: "0.15.1".
    fn version(&self) -> &str;

    /// Typesets `rapport.typ` of the work folder as PDF/UA-1 and PDF/A-3a.
    ///
    /// # Errors
    /// [`PdfError::Typesetting`] with what the compiler says (warnings count as errors), or
    /// [`PdfError::Io`].
    fn compile(&self, job: PdfJob<'_>) -> Result<(), PdfError>;

    /// Draws each SVG as a PNG of 1 920 pixels wide into `folder`, all in one call on at most
    /// `cores` cores, and returns the paths in the order of `figures`. A figure is its file name and
    /// its bytes.
    ///
    /// # Errors
    /// As [`PdfCompiler::compile`].
    fn figures_to_png(
        &self,
        figures: &[BundleFile],
        folder: &Path,
        cores: NonZeroUsize,
    ) -> Result<Vec<PathBuf>, PdfError>;
}
