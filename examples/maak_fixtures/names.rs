//! Invented names: wijk figures are made up, so no real neighbourhood may carry them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::areas::gemeente_of;
use crate::fault::{Fault, Outcome};
use crate::sources::Sources;

/// The name that CBS gives to the wijk of open water; it names no neighbourhood.
pub const WATER: &str = "Groot water";

/// Real and invented names of every wijk of the region.
pub struct WijkNames {
    invented: BTreeMap<String, String>,
    real: BTreeSet<String>,
}

impl WijkNames {
    /// Numbers the wijken of each gemeente in the order of their codes; water keeps its name.
    pub fn of(sources: &Sources) -> Self {
        let mut codes = BTreeSet::new();
        let mut real = BTreeSet::new();
        for (code, name) in sources.real_wijk_names() {
            codes.insert(code.to_string());
            real.insert(name.to_string());
        }
        let neutral = |name: &String| {
            name == WATER
                || sources
                    .gemeenten_2024
                    .values()
                    .any(|gemeente| gemeente.name == *name)
        };
        real.retain(|name| !neutral(name) && name != "Nederland");
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut invented = BTreeMap::new();
        for code in codes {
            let name = if code.ends_with("99") {
                WATER.to_string()
            } else {
                let number = numbers.entry(gemeente_of(&code)).or_default();
                *number += 1;
                format!("Voorbeeldwijk {number}")
            };
            invented.insert(code, name);
        }
        Self { invented, real }
    }

    /// Returns the invented name of a wijk of the region.
    pub fn of_code(&self, code: &str) -> &str {
        self.invented.get(code).map_or(WATER, String::as_str)
    }

    /// Reads back everything that was written and refuses a real name between quotes.
    ///
    /// Names that are also the name of a gemeente ("Dalfsen", "Nederland") cannot be told apart
    /// and are left to the test on the dimension sets.
    pub fn check_nothing_real_is_left(&self, root: &Path) -> Outcome<()> {
        for path in files_below(root)? {
            let text = fs::read_to_string(&path).map_err(|source| Fault::Read {
                path: path.clone(),
                source,
            })?;
            let found = |name: &&String| {
                text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"))
            };
            if let Some(name) = self.real.iter().find(found) {
                return Err(Fault::RealName {
                    path,
                    name: name.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Returns every file below a folder.
fn files_below(root: &Path) -> Outcome<Vec<PathBuf>> {
    let wrapped = |source| Fault::Read {
        path: root.to_path_buf(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(root).map_err(wrapped)? {
        let path = entry.map_err(wrapped)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
