//! Makes the gallery: every figure kind and every page of a set of outliers as PNG in one folder.
//!
//! ```text
//! galerij MAP
//! ```
//! Run by `cargo xtask gallery`. The outliers are reports as the program itself makes them, from
//! fixtures that are changed and marked as made up, so that a designer sees the worst pages first.
//! The folder is made anew each time; `index.html` shows all of it.

#[path = "../../tests/it/figures/extremes.rs"]
mod extremes;
mod outliers;
mod pages;
#[path = "../../tests/it/figures/samples.rs"]
#[expect(
    clippy::unwrap_used,
    reason = "small numbers of samples that the tests share"
)]
mod samples;
mod sheet;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use outliers::Fault;

/// A folder holds this file when it is a gallery, so that no other folder is ever emptied.
const MARK: &str = "index.html";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = words.as_slice() else {
        eprintln!("Gebruik: galerij MAP");
        return ExitCode::from(2);
    };
    match run(Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fout: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<(), Fault> {
    start(folder)?;
    let typst = pages::Typst::find(&folder.join(".letters"))?;
    let mut shown = vec![sheet::figures(&typst, folder)?];
    for outlier in outliers::all() {
        let reports = outliers::make(&outlier, &folder.join(".werk"))?;
        let mut chapter = sheet::Chapter::new(outlier.name, outlier.what);
        for report in reports {
            let (pdf, images) = typst.pages_of(&report, outlier.name, folder)?;
            chapter.add(&pdf, images);
        }
        eprintln!("    {}: {} pagina's", outlier.name, chapter.images());
        shown.push(chapter);
    }
    std::fs::write(folder.join(MARK), sheet::page(&shown))?;
    for rest in [".werk", ".letters"] {
        std::fs::remove_dir_all(folder.join(rest))?;
    }
    let images: usize = shown.iter().map(sheet::Chapter::images).sum();
    eprintln!("{images} beelden in {}", folder.display());
    Ok(())
}

/// Makes the folder, without what an earlier gallery left there.
fn start(folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder)?;
    let names: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    let is_left_over = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name == ".werk" || name == ".letters")
    };
    if !names.is_empty() && !names.iter().any(is_left_over) && !folder.join(MARK).is_file() {
        let shown = folder.display();
        return Err(format!("{shown} is geen galerij en wordt niet vervangen").into());
    }
    for path in names {
        if path.is_dir() {
            std::fs::remove_dir_all(path)?;
        } else {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
