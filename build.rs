//! Packs the fixtures into one compressed file, so that the program can show its demo on a
//! machine without the checkout.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Higher levels cost seconds and save little.
const LEVEL: i32 = 9;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=fixtures");
    // Another checkout may share the build folder.
    println!("cargo::rerun-if-env-changed=REGIOBEELD_CHECKOUT");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or_else(missing)?);
    let target = PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(missing)?);
    let folder = root.join("fixtures");
    let mut paths = Vec::new();
    collect(&folder, &mut paths)?;
    // Examples of local extracts are for people and tests; the demo does not need them.
    let local = folder.join("lokaal");
    paths.retain(|path| !path.starts_with(&local));
    paths.sort();
    // Per file: length of the path, length of the content, path, content.
    let mut packed = Vec::new();
    for path in &paths {
        let name = path.strip_prefix(&folder).map_err(std::io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let bytes = fs::read(path)?;
        packed.write_all(&(name.len() as u64).to_le_bytes())?;
        packed.write_all(&(bytes.len() as u64).to_le_bytes())?;
        packed.write_all(name.as_bytes())?;
        packed.write_all(&bytes)?;
    }
    fs::write(
        target.join("fixtures.zst"),
        zstd::encode_all(packed.as_slice(), LEVEL)?,
    )
}

fn missing() -> std::io::Error {
    std::io::Error::other("cargo names no folder")
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}
