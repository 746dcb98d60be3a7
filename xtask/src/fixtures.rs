//! `cargo xtask fixtures`: makes `fixtures/` again from the real figures in a folder.

use crate::children;
use crate::failure::Failure;
use crate::places;
use std::path::Path;
use std::process::Command;

/// Builds the generator, an example of the root package, and runs it.
pub fn run(source: &Path) -> Result<u8, Failure> {
    let source = source.canonicalize().map_err(|cause| Failure::Files {
        action: "gelezen",
        path: source.to_owned(),
        cause,
    })?;
    let checkout = places::checkout()?;
    children::announce("De maker van de fixtures wordt gebouwd.");
    let mut build = children::cargo(&checkout);
    build.args([
        "build",
        "--release",
        "--workspace",
        "--example",
        "maak_fixtures",
    ]);
    children::run_step("bouwen", &mut build)?;
    children::announce("De map fixtures/ wordt opnieuw gemaakt.");
    let name = format!("maak_fixtures{}", std::env::consts::EXE_SUFFIX);
    let mut generate = Command::new(checkout.join("target/release/examples").join(name));
    generate
        .arg("--bron")
        .arg(source)
        .args(["--uit", "fixtures"])
        .current_dir(&checkout);
    children::run_step("fixtures maken", &mut generate)?;
    Ok(0)
}
