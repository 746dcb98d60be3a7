//! Packs the fixtures into one compressed file, so that the program can show its demo on a
//! machine without the checkout, and works out the hash that tells one program from another.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

/// Higher levels cost seconds and save little.
const LEVEL: i32 = 9;

/// Everything in the checkout that the program is made of. `Cargo.lock` has the hashes of the
/// crates of others.
const INGREDIENTS: [&str; 7] = [
    "Cargo.lock",
    "Cargo.toml",
    "build.rs",
    "fetchers",
    "fixtures",
    "report-templates",
    "src",
];
/// What the build asks of the compiler, as cargo tells it.
const WISHES: [&str; 5] = [
    "TARGET",
    "OPT_LEVEL",
    "DEBUG",
    "CARGO_CFG_FEATURE",
    "CARGO_ENCODED_RUSTFLAGS",
];

fn main() -> std::io::Result<()> {
    for path in INGREDIENTS {
        println!("cargo::rerun-if-changed={path}");
    }
    // Another checkout may share the build folder.
    println!("cargo::rerun-if-env-changed=REGIOBEELD_CHECKOUT");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or_else(missing)?);
    let target = PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(missing)?);
    println!("cargo::rustc-env=REGIOBEELD_SHA256={}", identity(&root)?);
    pack_fixtures(&root.join("fixtures"), &target.join("fixtures.zst"))
}

/// Returns the SHA-256 over everything that the program is made of. Unlike a hash of the finished
/// file it is the same wherever the same sources are built, and costs a run nothing: that file has
/// some hundred megabytes.
fn identity(root: &Path) -> std::io::Result<String> {
    let mut all = Sha256::new();
    let mut add = |name: &str, bytes: &[u8]| {
        // With its length before it, no text can pass for two.
        for part in [name.as_bytes(), bytes] {
            all.update((part.len() as u64).to_le_bytes());
            all.update(part);
        }
    };
    let compiler = std::env::var_os("RUSTC").ok_or_else(missing)?;
    add("rustc", &Command::new(compiler).arg("-vV").output()?.stdout);
    for name in WISHES {
        add(name, std::env::var(name).unwrap_or_default().as_bytes());
    }
    for (name, path) in files(root, &INGREDIENTS)? {
        add(&name, &fs::read(path)?);
    }
    let digest = all.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Returns all files below these paths in `root`, with their names there, by name.
fn files(root: &Path, below: &[&str]) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut paths = Vec::new();
    for name in below {
        let path = root.join(name);
        if path.is_file() {
            paths.push(path);
        } else {
            collect(&path, &mut paths)?;
        }
    }
    let mut named = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root).map_err(std::io::Error::other)?;
        named.push((name.to_string_lossy().replace('\\', "/"), path));
    }
    named.sort();
    Ok(named)
}

fn pack_fixtures(folder: &Path, target: &Path) -> std::io::Result<()> {
    // Per file: length of the path, length of the content, path, content.
    let mut packed = Vec::new();
    for (name, path) in files(folder, &[""])? {
        // Examples of local extracts are for people and tests; the demo does not need them.
        if name.starts_with("lokaal/") {
            continue;
        }
        let bytes = fs::read(path)?;
        packed.write_all(&(name.len() as u64).to_le_bytes())?;
        packed.write_all(&(bytes.len() as u64).to_le_bytes())?;
        packed.write_all(name.as_bytes())?;
        packed.write_all(&bytes)?;
    }
    fs::write(target, zstd::encode_all(packed.as_slice(), LEVEL)?)
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
