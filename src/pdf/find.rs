//! Finds the typst program of the right version.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{PdfError, TYPST_VERSION};

/// Where to look for typst, in this order. The caller reads the environment.
#[derive(Debug, Clone, Default)]
pub struct SearchPlaces {
    /// The program that the user names (`REGIOBEELD_TYPST`); when given, no other is tried.
    pub given: Option<PathBuf>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// The user's data folder (`~/.local/share` on Linux).
    pub data_folder: Option<PathBuf>,
}

impl SearchPlaces {
    fn candidates(&self) -> Vec<PathBuf> {
        if let Some(given) = &self.given {
            return vec![given.clone()];
        }
        let name = format!("typst{}", std::env::consts::EXE_SUFFIX);
        let on_path = self
            .path
            .iter()
            .flat_map(std::env::split_paths)
            .map(|dir| dir.join(&name));
        let own = self.data_folder.iter().map(|dir| {
            dir.join("regiobeeld")
                .join(format!("typst-{TYPST_VERSION}"))
                .join("bin")
                .join(&name)
        });
        on_path.chain(own).collect()
    }
}

/// Returns the first program of the right version.
///
/// # Errors
/// [`PdfError::WrongVersion`] when only others are found, else [`PdfError::NotFound`].
pub(super) fn find(places: &SearchPlaces) -> Result<PathBuf, PdfError> {
    let searched = places.candidates();
    let mut wrong = None;
    for program in searched.iter().filter(|program| program.is_file()) {
        match version(program) {
            Ok(found) if found == TYPST_VERSION => return Ok(program.clone()),
            Ok(found) => {
                wrong.get_or_insert((program, format!("typst {found}")));
            }
            Err(said) => {
                wrong.get_or_insert((program, said));
            }
        }
    }
    match wrong {
        Some((program, found)) => Err(PdfError::WrongVersion {
            program: program.clone(),
            found,
        }),
        None => Err(PdfError::NotFound { searched }),
    }
}

/// Returns the version, or in words why there is none.
fn version(program: &Path) -> Result<String, String> {
    let output = Command::new(program)
        .arg("--version")
        .output()
        .map_err(|error| format!("niet te starten ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    match (words.next(), words.next()) {
        (Some("typst"), Some(version)) => Ok(version.to_owned()),
        _ => Err(String::from("geen typst")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_program_shuts_out_all_others() {
        let places = SearchPlaces {
            given: Some(PathBuf::from("eigen/typst")),
            path: Some(OsString::from("a")),
            data_folder: Some(PathBuf::from("d")),
        };
        assert_eq!(places.candidates(), [PathBuf::from("eigen/typst")]);
    }

    #[test]
    fn the_path_comes_before_the_data_folder() {
        let places = SearchPlaces {
            given: None,
            path: std::env::join_paths(["a", "b"]).ok(),
            data_folder: Some(PathBuf::from("d")),
        };
        let found = places.candidates();
        assert_eq!(found.len(), 3);
        assert!(found[0].starts_with("a") && found[1].starts_with("b"));
        assert!(found[2].starts_with("d/regiobeeld/typst-0.15.1/bin"));
    }

    #[test]
    fn no_program_names_every_place_and_the_way_out() {
        let places = SearchPlaces {
            data_folder: Some(PathBuf::from("geen")),
            ..Default::default()
        };
        let error = find(&places).unwrap_err();
        assert!(matches!(&error, PdfError::NotFound { searched } if searched.len() == 1));
        assert!(error.hints()[0].contains("cargo install --locked typst-cli --version 0.15.1"));
    }
}
