//! Stands in for typst in `cargo xtask bench rapport`: keeps the folder that is typeset and the
//! words of the call, so that typst alone can be measured on the same work, and then has the real
//! typst do it.
//!
//! `REGIOBEELD_BENCH_TYPST` names the real program, `REGIOBEELD_BENCH_MAP` the folder to keep the
//! call in. In it: `werk/` (the folder that typst was started from, before it ran), `letters/` (the
//! fonts) and `aanroep.txt` (a line per word, and per setting in the environment).

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Exit code when the stand-in itself fails; typst never ends with it.
const BROKEN: u8 = 70;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: het voorbeeld bench_typst kan de aanroep niet bewaren: {error}");
            ExitCode::from(BROKEN)
        }
    }
}

fn run() -> io::Result<ExitCode> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let typst = variable("REGIOBEELD_BENCH_TYPST")?;
    if words.first().is_some_and(|word| word == "compile") {
        keep(&variable("REGIOBEELD_BENCH_MAP")?, &words)?;
    }
    let status = Command::new(typst).args(&words).status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(BROKEN)))
}

fn variable(name: &str) -> io::Result<PathBuf> {
    let value = std::env::var_os(name).filter(|value| !value.is_empty());
    value
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other(format!("{name} is leeg")))
}

/// Keeps one call; a second one in the same folder is an error, because then it is not clear which
/// of the two is measured.
fn keep(folder: &Path, words: &[OsString]) -> io::Result<()> {
    let work = folder.join("werk");
    std::fs::create_dir(&work)?;
    copy(&std::env::current_dir()?, &work)?;
    let fonts = words
        .iter()
        .position(|word| word == "--font-path")
        .and_then(|place| words.get(place + 1))
        .ok_or_else(|| io::Error::other("er is geen --font-path"))?;
    let letters = folder.join("letters");
    std::fs::create_dir(&letters)?;
    copy(Path::new(fonts), &letters)?;
    let mut text = String::new();
    for word in words {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "woord {}", readable(word)?);
    }
    for (name, value) in std::env::vars_os() {
        let counts = |name: &str| {
            name.starts_with("TYPST_") || ["GLIBC_TUNABLES", "LD_BIND_NOW"].contains(&name)
        };
        if name.to_str().is_some_and(counts) {
            let _ = writeln!(text, "omgeving {}={}", readable(&name)?, readable(&value)?);
        }
    }
    std::fs::write(folder.join("aanroep.txt"), text)
}

fn readable(word: &OsStr) -> io::Result<&str> {
    let text = word.to_str().filter(|text| !text.contains(['\n', '\r']));
    text.ok_or_else(|| io::Error::other(format!("{} past niet op een regel", word.display())))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
