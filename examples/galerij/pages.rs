//! From a report folder to its pages: the same Typst source as the PDF, exported as PNG by typst.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;

use regiobeeld::figures::letters;
use regiobeeld::pdf::{PdfCompiler as _, TypstCli, write_files};
use regiobeeld::report::{BundleFile, Engine, FIGURES_CSV, ReportModel, bundle};
use regiobeeld::settings::Settings;

use super::outliers::Fault;

/// Pixels per inch of a page: enough to judge the smallest letters on a screen.
const PPI: &str = "100";

/// The one picture of a report that the program did not draw.
const LOGO: &str = "figuren/logo.svg";

/// typst, with the fonts of the reports.
pub struct Typst {
    cli: TypstCli,
    fonts: PathBuf,
    engine: Engine,
}

impl Typst {
    /// Finds typst as the program does.
    pub fn find(fonts: &Path) -> Result<Self, Fault> {
        let settings = Settings::from_environment(None)?;
        Ok(Self {
            cli: TypstCli::open(&settings.typst, fonts)?,
            fonts: std::path::absolute(fonts)?,
            engine: Engine::new(&std::collections::BTreeMap::new())?,
        })
    }

    /// Puts the PDF and the pages of a report in the gallery; returns their names.
    ///
    /// The model, the figures and the CSV file of the report give the source of its PDF again.
    pub fn pages_of(
        &self,
        report: &Path,
        outlier: &str,
        gallery: &Path,
    ) -> Result<(String, Vec<String>), Fault> {
        let folder = report.file_name().and_then(|name| name.to_str());
        let name = format!("{outlier}-{}", folder.ok_or("een map zonder naam")?);
        let pdf = format!("{name}.pdf");
        std::fs::copy(report.join("regiobeeld.pdf"), gallery.join(&pdf))?;
        let model: ReportModel =
            serde_json::from_slice(&std::fs::read(report.join("rapport.json"))?)?;
        let figures = figures(report)?;
        // The pages of the PDF have the letters of drawings over them.
        let ours = figures.iter().filter(|(path, _)| path != LOGO);
        let split = ours.filter_map(|(path, svg)| {
            let split = letters::split(std::str::from_utf8(svg).ok()?)?;
            Some((path.clone(), Some(split)))
        });
        let made = bundle(&self.engine, &model, &figures, &split.collect())?;
        let work = report.join("zetten");
        write_files(&work, &made.files)?;
        std::fs::copy(report.join(FIGURES_CSV), work.join(FIGURES_CSV))?;
        let mut command = Command::new(self.cli.program());
        command.current_dir(&work);
        command.env("TYPST_IGNORE_EMBEDDED_FONTS", "true");
        command.args(["compile", "--format", "png", "--ppi", PPI, "--root", "."]);
        command.args([
            "--ignore-system-fonts",
            "--features",
            "a11y-extras",
            "--font-path",
        ]);
        command.arg(&self.fonts).args(["rapport.typ", "{0p}.png"]);
        let output = command.output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let mut images = Vec::new();
        for page in sorted(&work)? {
            if page.extension().is_some_and(|kind| kind == "png") {
                let number = page.file_stem().and_then(|stem| stem.to_str());
                let image = format!("{name}-{}.png", number.ok_or("een beeld zonder nummer")?);
                std::fs::rename(&page, gallery.join(&image))?;
                images.push(image);
            }
        }
        Ok((pdf, images))
    }

    /// Turns drawings into PNG, beside the drawings themselves; returns the names.
    pub fn drawings(&self, files: &[BundleFile], gallery: &Path) -> Result<Vec<String>, Fault> {
        let made = self.cli.figures_to_png(files, gallery, NonZeroUsize::MIN)?;
        let name = |path: &PathBuf| path.file_name()?.to_str().map(str::to_owned);
        Ok(made.iter().filter_map(name).collect())
    }
}

/// The drawings of a report by their path in the work folder.
fn figures(report: &Path) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut found = Vec::new();
    for path in sorted(&report.join("figuren"))? {
        if path.extension().is_some_and(|kind| kind == "svg") {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = format!("figuren/{}", name.ok_or("een figuur zonder naam")?);
            found.push((name, std::fs::read(&path)?));
        }
    }
    Ok(found)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}
