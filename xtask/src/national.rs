//! `cargo xtask landelijk`: a store with made-up figures of all gemeenten, to measure batches with.

use crate::children;
use crate::failure::Failure;
use crate::places;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The example that fills the store.
pub const EXAMPLE: &str = "landelijk";

/// Builds the generator, an example of the root package, and runs it.
pub fn run(out: Option<&Path>) -> Result<u8, Failure> {
    let checkout = places::checkout()?;
    let folder = out.map_or_else(|| folder(&checkout), Path::to_owned);
    children::announce("De maker van de landelijke opslag wordt gebouwd.");
    let mut build = children::cargo(&checkout);
    build.args(["build", "--release", "--workspace", "--example", EXAMPLE]);
    children::run_step("bouwen", &mut build)?;
    children::announce(
        "De opslag wordt gevuld, zonder internet. Alle cijfers zijn verzonnen. Dat duurt ongeveer een minuut.",
    );
    let name = format!("{EXAMPLE}{}", std::env::consts::EXE_SUFFIX);
    let mut make = Command::new(checkout.join("target/release/examples").join(name));
    make.arg(&folder);
    children::run_step("opslag vullen", &mut make)?;
    let folder = folder.canonicalize().unwrap_or(folder);
    children::announce(&format!(
        "De opslag staat in {0}\nMaak er alle rapporten mee:\n  regiobeeld reeks --alles --offline --fictief --opslag \"{0}\"",
        folder.display()
    ));
    Ok(0)
}

/// Returns the folder of the made-up store in the checkout.
pub fn folder(checkout: &Path) -> PathBuf {
    checkout.join("output").join(EXAMPLE)
}
