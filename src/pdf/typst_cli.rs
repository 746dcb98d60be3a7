//! The typst program: one call, always the same but for the number of cores.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::diagnostics::{Diagnostic, parse};
use super::error::{PdfError, TYPST_VERSION};
use super::find::{SearchPlaces, find};
use super::work::write_files;
use super::{PdfCompiler, PdfJob};
use crate::report::BundleFile;
use crate::report::bundle::{DOCUMENT, FONTS};

/// Pixels per inch at which a page of [`PNG_WIDTH_PT`] is 1 920 pixels wide.
const PNG_PPI: &str = "288";
const PNG_WIDTH_PT: u32 = 480;
/// A folder that is never made: where typst looks for packages.
const NO_PACKAGES: &str = "geen-pakketten";
/// Where glibc reads how to ask for memory; other systems do not look at it.
const TUNABLES: &str = "GLIBC_TUNABLES";
/// Typst touches some hundred MiB once. In pages of 2 MiB, and asked for 64 MiB at a time, that takes
/// 1 500 page faults and not 27 000.
const LARGE_PAGES: &str = concat!(
    "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864",
    ":glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=1073741824",
);
/// Has the names of libraries looked up when typst starts, and not when they are first used.
///
/// glibc compares what it reads about large pages as a text that it does not end (seen in 2.36,
/// `__malloc_thp_mode`): with anything else behind it on the stack it takes large pages for absent.
/// What looking up names left there is such a thing, so that every other report was set in small
/// pages: 12 % of the CPU of a batch.
const EARLY_NAMES: &str = "LD_BIND_NOW";

/// The typst program of the right version, with the fonts it may use.
#[derive(Debug, Clone)]
pub struct TypstCli {
    program: PathBuf,
    fonts: PathBuf,
}

impl TypstCli {
    /// Finds typst and writes the fonts into `fonts`, a folder of its own that serves every
    /// later call.
    ///
    /// # Errors
    /// [`PdfError::NotFound`] or [`PdfError::WrongVersion`], with the command that installs
    /// typst as a hint; [`PdfError::Io`] when the fonts cannot be written.
    pub fn open(places: &SearchPlaces, fonts: &Path) -> Result<Self, PdfError> {
        let program = find(places)?;
        let files = FONTS.map(|(name, bytes)| BundleFile {
            path: name.into(),
            bytes: bytes.into(),
        });
        write_files(fonts, &files)?;
        Ok(Self {
            program: absolute(&program)?,
            fonts: absolute(fonts)?,
        })
    }

    /// Returns the path of the program.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Returns the font families that typst sees; anything but Noto Sans alone is a fault.
    ///
    /// # Errors
    /// [`PdfError::Io`] when the program cannot be started.
    pub fn font_families(&self) -> Result<Vec<String>, PdfError> {
        let output = self
            .command("fonts")
            .args(["--ignore-system-fonts", "--font-path"])
            .arg(&self.fonts)
            .output()
            .map_err(PdfError::io("typst starten mislukt", &self.program))?;
        Ok(String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect())
    }

    /// A call of typst that no setting of the machine can change.
    fn command(&self, what: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(what);
        for name in [
            "TYPST_ROOT",
            "TYPST_FONT_PATHS",
            "TYPST_FEATURES",
            "TYPST_CERT",
        ] {
            command.env_remove(name);
        }
        // The value must be this very word: "1" is refused.
        command.env("TYPST_IGNORE_EMBEDDED_FONTS", "true");
        if std::env::var_os(TUNABLES).is_none() {
            command.env(TUNABLES, LARGE_PAGES).env(EARLY_NAMES, "1");
        }
        command
    }

    /// `typst compile` with what PDF and PNG share. Packages cannot be fetched: both places
    /// where typst looks for them are an empty folder, and the templates may not name one.
    fn compile_command(&self, work: &Path, cores: NonZeroUsize) -> Command {
        let mut command = self.command("compile");
        // From inside the folder, so that messages name `rapport.typ` and no machine's paths.
        command.current_dir(work).args(["--root", "."]);
        command.arg("--font-path").arg(&self.fonts);
        command.args(["--ignore-system-fonts", "--diagnostic-format", "short"]);
        command.args(["--jobs", &cores.to_string()]);
        command.args([
            "--package-path",
            NO_PACKAGES,
            "--package-cache-path",
            NO_PACKAGES,
        ]);
        command
    }

    /// Runs the call; a warning counts as an error, because "unknown font" is only a warning.
    fn run(&self, mut command: Command) -> Result<(), PdfError> {
        let output = command
            .output()
            .map_err(PdfError::io("typst starten mislukt", &self.program))?;
        let mut faults = parse(&String::from_utf8_lossy(&output.stderr));
        if output.status.success() && faults.is_empty() {
            return Ok(());
        }
        if faults.is_empty() {
            let message = format!("typst stopte zonder uitleg ({})", output.status);
            faults.push(Diagnostic {
                place: String::new(),
                message,
            });
        }
        Err(PdfError::Typesetting { faults })
    }
}

impl PdfCompiler for TypstCli {
    fn version(&self) -> &str {
        TYPST_VERSION
    }

    fn compile(&self, job: PdfJob<'_>) -> Result<(), PdfError> {
        let part = absolute(&part_of(job.target))?;
        let mut command = self.compile_command(job.work, job.cores);
        // Row headers and table summaries; without this feature a table has column headers only.
        command.args(["--features", "a11y-extras"]);
        command.args([
            "--format",
            "pdf",
            "--pdf-standard",
            "ua-1,a-3a",
            "--creation-timestamp",
        ]);
        command.arg(job.created.to_string());
        command.args(["--deps", "deps.json", DOCUMENT]).arg(&part);
        let done = self.run(command).and_then(|()| {
            fs::rename(&part, job.target).map_err(PdfError::io("verplaatsen mislukt", job.target))
        });
        if done.is_err() {
            // The half file is of no use; that it cannot be removed is no second error.
            let _ = fs::remove_file(&part);
        }
        done
    }

    fn figures_to_png(
        &self,
        figures: &[BundleFile],
        folder: &Path,
        cores: NonZeroUsize,
    ) -> Result<Vec<PathBuf>, PdfError> {
        if figures.is_empty() {
            return Ok(Vec::new());
        }
        let work = folder.join(".png");
        write_files(&work, &png_sheet(figures))?;
        let mut command = self.compile_command(&work, cores);
        command.args(["--format", "png", "--ppi", PNG_PPI]);
        command.args([DOCUMENT, "{p}.png"]);
        let moved = self
            .run(command)
            .and_then(|()| move_pages(figures, &work, folder));
        // Left-overs of a failed call are harmless and are written over by the next one.
        let _ = fs::remove_dir_all(&work);
        moved
    }
}

fn absolute(path: &Path) -> Result<PathBuf, PdfError> {
    std::path::absolute(path).map_err(PdfError::io("pad niet te bepalen", path))
}

/// The name of a file that is not finished, in the same folder so that it can be renamed.
fn part_of(target: &Path) -> PathBuf {
    let mut name = target
        .file_name()
        .unwrap_or(OsStr::new("regiobeeld.pdf"))
        .to_owned();
    name.push(".deel");
    target.with_file_name(name)
}

/// A document with one figure per page. The files are numbered, so no name reaches Typst.
fn png_sheet(figures: &[BundleFile]) -> Vec<BundleFile> {
    let mut source = format!(
        "#set page(width: {PNG_WIDTH_PT}pt, height: auto, margin: 0pt)\n\
         #set text(font: \"Noto Sans\", fallback: false)\n"
    );
    let mut files = Vec::with_capacity(figures.len() + 1);
    for (at, figure) in figures.iter().enumerate() {
        let page = at + 1;
        // Writing to a String cannot fail.
        let _ = writeln!(source, "#page(image(\"{page}.svg\", width: 100%))");
        files.push(BundleFile {
            path: format!("{page}.svg"),
            bytes: figure.bytes.clone(),
        });
    }
    files.push(BundleFile {
        path: DOCUMENT.into(),
        bytes: source.into_bytes(),
    });
    files
}

fn move_pages(
    figures: &[BundleFile],
    work: &Path,
    folder: &Path,
) -> Result<Vec<PathBuf>, PdfError> {
    let pages = figures.iter().enumerate().map(|(at, figure)| {
        let name = Path::new(&figure.path)
            .file_name()
            .unwrap_or(OsStr::new("figuur.svg"));
        let target = folder.join(name).with_extension("png");
        fs::rename(work.join(format!("{}.png", at + 1)), &target)
            .map_err(PdfError::io("verplaatsen mislukt", &target))?;
        Ok(target)
    });
    pages.collect()
}
