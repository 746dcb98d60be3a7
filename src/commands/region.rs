//! `regio`: a commented region file to start from.

use super::areas;
use super::console::Console;
use crate::area::{Gemeenten, fold_name};
use crate::cli::NewRegion;
use crate::error::CommandError;
use crate::exit::Exit;

/// Writes a region file.
pub fn run(console: &Console, options: &NewRegion) -> Result<Exit, CommandError> {
    let gemeenten = Gemeenten::current();
    let mut found = Vec::new();
    let mut faults = Vec::new();
    for typed in options
        .nieuw
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        match areas::gemeente(&gemeenten, typed) {
            Ok(gemeente) => found.push(gemeente),
            Err(error) => faults.push(error.to_string()),
        }
    }
    if !faults.is_empty() {
        return Err(CommandError::new(
            Exit::Usage,
            faults.join("\n").replacen("fout: ", "", 1),
        ));
    }
    found.sort_by_key(|gemeente| gemeente.code);
    found.dedup();
    let Some(first) = found.first() else {
        return Err(CommandError::new(Exit::Usage, "geef minstens één gemeente"));
    };
    let lines: Vec<String> = found
        .iter()
        .map(|g| format!("    \"{}\", # {}", g.code, g.name))
        .collect();
    let text = format!(
        "# Regiobestand van regiobeeld. Tekst achter # is uitleg.\n\
         # Korte naam voor mappen: kleine letters, cijfers en -\n\
         code = \"regio-{code}\"\n\
         # Naam in het rapport\n\
         naam = \"Regio {name}\"\n\
         # opdrachtgever = \"Voor wie het rapport is\"\n\
         # ros = \"Wie het rapport maakt\"\n\
         gemeenten = [\n{lines}\n]\n\n\
         # Wat partners zeggen over de cijfers\n\
         # duiding = [\"duiding/*.md\"]\n\n\
         # Hoofdkleur (donker genoeg om te lezen op wit), logo, en een map met meer\n\
         # [huisstijl]\n\
         # kleur = \"#12436D\"\n\
         # logo = \"logo.svg\"\n\
         # map = \"huisstijl\"\n",
        code = fold_name(&first.name).replace(' ', "-"),
        name = first.name,
        lines = lines.join("\n"),
    );
    match &options.uit {
        None => console.answer(&text)?,
        Some(path) if path.exists() => {
            return Err(CommandError::new(
                Exit::Input,
                format!("{} bestaat al; kies een andere naam", path.display()),
            ));
        }
        Some(path) => {
            std::fs::write(path, text)?;
            console.answer(&path.display().to_string())?;
        }
    }
    Ok(Exit::Done)
}
