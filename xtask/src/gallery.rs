//! `cargo xtask gallery`: the pages at the edge of what can happen, as images to look at.

use crate::children;
use crate::failure::Failure;
use crate::places;
use crate::typst;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the gallery, an example of the root package, and runs it.
pub fn run(out: Option<&Path>) -> Result<u8, Failure> {
    let checkout = places::checkout()?;
    let folder = out.map_or_else(|| folder(&checkout), Path::to_owned);
    let typst = typst::set_up()?;
    children::announce("De maker van de galerij wordt gebouwd.");
    let mut build = children::cargo(&checkout);
    build.args(["build", "--release", "--workspace", "--example", "galerij"]);
    children::run_step("bouwen", &mut build)?;
    children::announce("De galerij wordt gemaakt, zonder internet. Dat duurt een paar minuten.");
    let name = format!("galerij{}", std::env::consts::EXE_SUFFIX);
    let mut make = Command::new(checkout.join("target/release/examples").join(name));
    make.arg(&folder);
    typst.tell(&mut make);
    children::run_step("galerij maken", &mut make)?;
    let index = folder.join("index.html");
    children::announce(&format!("Klaar: bekijk {}", index.display()));
    Ok(0)
}

/// Returns the folder of the gallery in the checkout.
pub fn folder(checkout: &Path) -> PathBuf {
    checkout.join("output").join("galerij")
}
