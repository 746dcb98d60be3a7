//! A folder with templates of a user: each takes the place of the built-in one of the same name.

use std::collections::BTreeMap;
use std::path::Path;

use super::folder::files_below;
use crate::area::nearest_names;
use crate::report::templates;

/// Largest template in bytes.
const LIMIT: u64 = 1 << 20;
/// Written by the program itself, from the house style.
const WRITTEN: &str = "huis/huisstijl.typ";
/// Samples that stand beside the templates in the source; a copy of them does no harm.
const SAMPLES: &str = "voorbeeld/";
/// What systems leave in folders.
const LEFT_OVERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Why a folder with templates cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("de map met sjablonen {folder} klopt niet:{}", listed(faults))]
pub struct TemplateFolderError {
    /// The folder.
    pub folder: String,
    /// Every fault found.
    pub faults: Vec<String>,
}

fn listed(faults: &[String]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

/// Reads a folder of templates that is laid over the built-in ones.
///
/// # Errors
/// Every file that has no built-in one of its name, or cannot be read as text.
pub fn read_templates(folder: &Path) -> Result<BTreeMap<String, String>, TemplateFolderError> {
    let error = |faults| TemplateFolderError {
        folder: folder.display().to_string(),
        faults,
    };
    let paths = files_below(folder).map_err(|cause| {
        error(vec![match cause.kind() {
            std::io::ErrorKind::NotFound => "de map bestaat niet".to_owned(),
            std::io::ErrorKind::NotADirectory => "dit is geen map".to_owned(),
            _ => format!("de map is niet te lezen: {cause}"),
        }])
    })?;
    let built_in = templates::files(&BTreeMap::new());
    let mut files = BTreeMap::new();
    let mut faults = Vec::new();
    for path in paths {
        let name = path.rsplit('/').next().unwrap_or(&path);
        if path.starts_with(SAMPLES) || LEFT_OVERS.contains(&name) {
            continue;
        }
        match read(folder, &path, &built_in) {
            Ok(text) => {
                files.insert(path, text);
            }
            Err(what) => faults.push(format!("{path}: {what}")),
        }
    }
    if files.is_empty() && faults.is_empty() {
        faults.push("er staat geen sjabloon in".to_owned());
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(error(faults))
    }
}

fn read(folder: &Path, path: &str, built_in: &BTreeMap<String, String>) -> Result<String, String> {
    let Some(own) = built_in.get(path) else {
        let nearest = nearest_names(path, built_in.keys().cloned().collect());
        return Err(format!(
            "geen sjabloon heet zo; bedoelt u {}?",
            nearest.first().map_or("", String::as_str)
        ));
    };
    let file = folder.join(path);
    let size = file.metadata().map_err(|error| error.to_string())?.len();
    if size > LIMIT {
        return Err("dit bestand is groter dan 1 MB".to_owned());
    }
    let bytes = std::fs::read(file).map_err(|error| format!("niet te lezen: {error}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| "dit is geen tekst in UTF-8; sla het op als UTF-8".to_owned())?;
    if path == WRITTEN && text != *own {
        return Err(
            "dit bestand schrijft het programma zelf; gebruik --huisstijl, of verander huisstijl.typ.tera"
                .to_owned(),
        );
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_of(files: &[(&str, &[u8])]) -> Result<BTreeMap<String, String>, String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        read_templates(folder.path()).map_err(|error| error.faults.join("\n"))
    }

    #[test]
    fn a_part_of_the_templates_is_enough() {
        let found = read_of(&[
            ("huis/woorden.typ", b"x"),
            ("omslag.typ.tera", b"y"),
            ("voorbeeld/a.svg", b"z"),
            (".DS_Store", b"\xff"),
        ])
        .unwrap();
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["huis/woorden.typ", "omslag.typ.tera"]);
    }

    #[test]
    fn every_fault_of_the_folder_is_listed() {
        let faults = read_of(&[
            ("omslg.typ.tera", b"x"),
            ("huis/kleuren.typ", b"\xff"),
            ("huis/huisstijl.typ", b"#let inkt = red"),
            ("omslag.typ.tera", b"goed"),
        ])
        .unwrap_err();
        for part in [
            "omslg.typ.tera: geen sjabloon heet zo; bedoelt u omslag.typ.tera?",
            "huis/kleuren.typ: dit is geen tekst in UTF-8",
            "huis/huisstijl.typ: dit bestand schrijft het programma zelf",
        ] {
            assert!(faults.contains(part), "{part}: {faults}");
        }
        assert_eq!(faults.lines().count(), 3, "{faults}");
        assert_eq!(read_of(&[]).unwrap_err(), "er staat geen sjabloon in");
        let missing = read_templates(Path::new("bestaat-niet-hier")).unwrap_err();
        assert!(
            missing.to_string().contains("de map bestaat niet"),
            "{missing}"
        );
    }
}
