//! Reads the house style: that of the region file, and the folder that was typed.

use std::path::{Path, PathBuf};

use super::extracts::read_file;
use crate::area::nearest_names;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::figures::colour;
use crate::house::{COLOURS_FILE, Chosen, House, Logo, TEXTS_FILE, Texts};
use crate::manifest::{InputFile, sha256};
use crate::regio::Region;

/// Largest file with colours or texts in bytes.
const LIMIT: u64 = 64 << 10;

/// What a folder of a house may hold.
const FILES: [&str; 4] = [COLOURS_FILE, TEXTS_FILE, "logo.svg", "logo.png"];

/// What was read so far.
#[derive(Default)]
struct Found {
    chosen: Chosen,
    logo: Option<Logo>,
    texts: Texts,
    inputs: Vec<InputFile>,
    faults: Vec<String>,
}

/// Reads the house style of a run. A folder that was typed goes before the region file; in the
/// region file `kleur` and `logo` go before its folder.
///
/// # Errors
/// Exit 5 with every fault of every file.
pub fn load(typed: Option<&Path>, region: Option<(&Path, &Region)>) -> Result<House, CommandError> {
    let mut found = Found::default();
    if let Some((file, region)) = region {
        let style = &region.huisstijl;
        if let (Some(map), None) = (&style.map, typed) {
            found.folder(&beside(file, map));
        }
        if let Some(kleur) = &style.kleur {
            found.chosen.main = colour::parse(kleur);
        }
        if let Some(logo) = &style.logo {
            found.logo(&beside(file, logo));
        }
    }
    if let Some(folder) = typed {
        found.folder(folder);
    }
    found.finish()
}

/// Returns a path that a file names, seen from that file. `\` is understood everywhere.
pub fn beside(file: &Path, named: &str) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    let path = folder.join(named);
    if named.contains('\\') && !path.exists() {
        return folder.join(named.replace('\\', "/"));
    }
    path
}

impl Found {
    /// Reads what stands in a folder.
    fn folder(&mut self, folder: &Path) {
        let shown = folder.display();
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "bestaat niet".to_owned(),
                    std::io::ErrorKind::NotADirectory => "is geen map".to_owned(),
                    _ => format!("is niet te lezen: {error}"),
                };
                self.faults.push(format!("de map {shown} {why}"));
                return;
            }
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        let mut known = Vec::new();
        for name in names {
            let lower = name.to_lowercase();
            if FILES.contains(&lower.as_str()) {
                known.push((lower, folder.join(&name)));
            } else if [".toml", ".svg", ".png"]
                .iter()
                .any(|kind| lower.ends_with(kind))
            {
                let nearest = nearest_names(&lower, FILES.map(str::to_owned).to_vec());
                let nearest = nearest.first().map_or("", String::as_str);
                self.faults.push(format!(
                    "{}: dit bestand ken ik niet; bedoelt u {nearest}? Er kan staan: {}",
                    folder.join(&name).display(),
                    FILES.join(", ")
                ));
            }
        }
        let logos = known.iter().filter(|(name, _)| name.starts_with("logo."));
        if logos.count() > 1 {
            self.faults.push(format!(
                "in de map {shown} staat meer dan één logo; laat er één staan"
            ));
        }
        if known.is_empty() {
            self.faults.push(format!(
                "in de map {shown} staat niets van de huisstijl; er kan staan: {}",
                FILES.join(", ")
            ));
        }
        for (name, path) in known {
            match name.as_str() {
                COLOURS_FILE => self.colours(&path),
                TEXTS_FILE => self.texts(&path),
                _ => self.logo(&path),
            }
        }
    }

    fn colours(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        match Chosen::read(&path.display().to_string(), &text) {
            Ok(mut chosen) => {
                // A folder without a main colour keeps that of the region file.
                chosen.main = chosen.main.or(self.chosen.main);
                self.chosen = chosen;
            }
            Err(faults) => self.faults.extend(faults),
        }
    }

    fn texts(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        match Texts::read(&path.display().to_string(), &text) {
            Ok(texts) => self.texts = texts,
            Err(faults) => self.faults.extend(faults),
        }
    }

    fn logo(&mut self, path: &Path) {
        let Some(bytes) = self.bytes(path, Logo::LIMIT) else {
            return;
        };
        match Logo::check(&path.display().to_string(), bytes) {
            Ok(logo) => self.logo = Some(logo),
            Err(faults) => self.faults.extend(faults),
        }
    }

    fn text(&mut self, path: &Path) -> Option<String> {
        let bytes = self.bytes(path, LIMIT)?;
        match String::from_utf8(bytes) {
            Ok(text) => Some(
                text.strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text),
            ),
            Err(_) => {
                self.faults.push(format!(
                    "{} is geen tekst in UTF-8; sla het op als UTF-8",
                    path.display()
                ));
                None
            }
        }
    }

    fn bytes(&mut self, path: &Path, limit: u64) -> Option<Vec<u8>> {
        match read_file(path, limit) {
            Ok(bytes) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.inputs.push(InputFile {
                    soort: "huisstijl".to_owned(),
                    pad: name.into_owned(),
                    sha256: sha256(&bytes),
                });
                Some(bytes)
            }
            Err(why) => {
                self.faults
                    .push(format!("{} is niet te lezen: {why}", path.display()));
                None
            }
        }
    }

    fn finish(mut self) -> Result<House, CommandError> {
        let palette = self.chosen.palette().unwrap_or_else(|faults| {
            self.faults.extend(faults);
            crate::figures::Palette::default()
        });
        if self.faults.is_empty() {
            return Ok(House {
                palette,
                logo: self.logo,
                texts: self.texts,
                inputs: self.inputs,
            });
        }
        let listed: String = self
            .faults
            .iter()
            .map(|fault| format!("\n  {fault}"))
            .collect();
        Err(
            CommandError::new(Exit::Input, format!("de huisstijl klopt niet:{listed}"))
                .hint("de handleiding zegt wat in de map van een huisstijl kan staan"),
        )
    }
}
