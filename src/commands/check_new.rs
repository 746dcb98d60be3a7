//! `controleer --nieuw`: looks at a file and writes a mapping to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

use super::console::Console;
use super::extracts::read_file;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::guess::guess;
use crate::extract::places::Gazetteer;
use crate::extract::sheet::{FileKind, Limits};
use crate::themes::Catalogue;

/// Writes the mapping to a new file, or on stdout.
pub fn run(
    console: &Console,
    gazetteer: &Gazetteer<'_>,
    catalogue: &Catalogue,
    file: &Path,
    out: Option<&Path>,
) -> Result<Exit, CommandError> {
    if let Some(path) = out
        && path.exists()
    {
        return Err(exists(path));
    }
    let shown = file.display();
    let kind = FileKind::of(&file.to_string_lossy()).ok_or_else(|| {
        let what =
            format!("{shown}: verwacht een bestand dat eindigt op csv, xlsx, xls, xlsb of ods");
        CommandError::new(Exit::Input, what).hint("sla het bestand zo op in Excel of LibreOffice")
    })?;
    let bytes = read_file(file, Limits::default().file_bytes).map_err(|why| {
        CommandError::new(Exit::Input, format!("{shown} is niet te lezen: {why}"))
    })?;
    let name = named(file, out);
    let guess = guess(&name, kind, &bytes, gazetteer, catalogue)
        .map_err(|fault| CommandError::new(Exit::Input, format!("{shown}: {fault}")))?;
    for notice in &guess.notices {
        console.say(&format!("let op: {notice}"));
    }
    let Some(path) = out else {
        console.answer(&guess.text)?;
        return Ok(Exit::Done);
    };
    write_new(path, &guess.text)?;
    console.answer(&path.display().to_string())?;
    console.say(&format!(
        "lees het na, en controleer het met: regiobeeld controleer {}",
        path.display()
    ));
    Ok(Exit::Done)
}

fn exists(path: &Path) -> CommandError {
    let what = format!("{} bestaat al, en wordt niet overschreven", path.display());
    CommandError::new(Exit::Input, what).hint("kies met --uit een andere naam")
}

/// A file that came between the look and the writing stays as it is, too.
fn write_new(path: &Path, text: &str) -> Result<(), CommandError> {
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(path),
        ErrorKind::NotFound => CommandError::new(
            Exit::Input,
            format!("de map van {} bestaat niet", path.display()),
        ),
        _ => CommandError::from(error),
    })?;
    file.write_all(text.as_bytes())?;
    Ok(())
}

/// The path of the file as the mapping must name it: relative to the mapping, with `/`.
fn named(file: &Path, out: Option<&Path>) -> String {
    let folder = match out.map(Path::parent) {
        // On the screen there is no place yet: seen from here.
        None => return slashed(file),
        Some(parent) => parent
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new(".")),
    };
    let (Ok(whole), Ok(folder)) = (file.canonicalize(), folder.canonicalize()) else {
        return slashed(file);
    };
    slashed(&relative(&whole, &folder))
}

fn relative(file: &Path, folder: &Path) -> PathBuf {
    let (files, folders): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (file.components().collect(), folder.components().collect());
    let same = files
        .iter()
        .zip(&folders)
        .take_while(|(one, other)| one == other)
        .count();
    // Another drive has no way back.
    if same == 0 {
        return file.to_owned();
    }
    let up = folders[same..].iter().map(|_| Component::ParentDir);
    up.chain(files[same..].iter().copied()).collect()
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_as_seen_from_the_mapping() {
        for (file, folder, expected) in [
            ("/a/b/x.csv", "/a/b", "x.csv"),
            ("/a/b/x.csv", "/a", "b/x.csv"),
            ("/a/b/x.csv", "/a/c/d", "../../b/x.csv"),
        ] {
            let found = relative(Path::new(file), Path::new(folder));
            assert_eq!(slashed(&found), expected);
        }
    }
}
