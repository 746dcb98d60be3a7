//! The typesetting program: finds typst of the right version, or has it installed.
//!
//! Looked for in this order: `REGIOBEELD_TYPST`, the search path, the user's data folder.
//! The program itself uses the same places.

mod install;
mod version;

use crate::children;
use crate::failure::Failure;
use crate::places;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one version that the reports are made with; another version gives other bytes.
pub const VERSION: &str = "0.15.1";

/// The variable with which a user names the typst program.
const VARIABLE: &str = "REGIOBEELD_TYPST";

/// A typst of the right version.
#[derive(Debug, PartialEq, Eq)]
pub enum Typst {
    /// The program finds it by itself: on the path, or through a variable that is already set.
    Known,
    /// At this path; children must be told.
    At(PathBuf),
}

impl Typst {
    /// Returns the program, for a call of our own.
    pub fn program(&self) -> PathBuf {
        match self {
            Self::At(path) => path.clone(),
            Self::Known => chosen().unwrap_or_else(|| PathBuf::from("typst")),
        }
    }

    /// Tells a child process where typst is, when it would not find the same one by itself.
    pub fn tell(&self, command: &mut Command) {
        if let Self::At(path) = self {
            command.env(VARIABLE, path);
        }
    }
}

/// What the search came to.
#[derive(Debug, PartialEq, Eq)]
enum Search {
    Found(Typst),
    /// The user named a program that will not do; `found` is its version, if it has one.
    WrongChoice {
        path: PathBuf,
        found: Option<String>,
    },
    NotThere,
}

/// Finds typst, and installs it when there is none.
pub fn set_up() -> Result<Typst, Failure> {
    let root = places::data_folder()?.join(format!("typst-{VERSION}"));
    let own = root
        .join("bin")
        .join(format!("typst{}", std::env::consts::EXE_SUFFIX));
    match search(chosen().as_deref(), &own, &version_of) {
        Search::Found(typst) => Ok(typst),
        Search::WrongChoice { path, found } => Err(Failure::WrongTypst { path, found }),
        Search::NotThere => {
            install::install(&root, &|| version_of(&own).as_deref() == Some(VERSION))?;
            Ok(Typst::At(own))
        }
    }
}

/// Returns the program that the user names.
fn chosen() -> Option<PathBuf> {
    let value = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}

/// Looks in the three places in order; `version_of` answers the version of the typst at a path.
fn search(
    chosen: Option<&Path>,
    own: &Path,
    version_of: &dyn Fn(&Path) -> Option<String>,
) -> Search {
    if let Some(path) = chosen {
        let found = version_of(path);
        if found.as_deref() == Some(VERSION) {
            return Search::Found(Typst::Known);
        }
        return Search::WrongChoice {
            path: path.to_owned(),
            found,
        };
    }
    if version_of(Path::new("typst")).as_deref() == Some(VERSION) {
        return Search::Found(Typst::Known);
    }
    if version_of(own).as_deref() == Some(VERSION) {
        return Search::Found(Typst::At(own.to_owned()));
    }
    Search::NotThere
}

/// Returns the version that a program tells, if it is a typst that runs.
fn version_of(program: &Path) -> Option<String> {
    version::parse(&children::answer(program, &["--version"])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine on which only these programs exist, each with its version.
    fn machine<'a>(programs: &'a [(&'a str, &'a str)]) -> impl Fn(&Path) -> Option<String> + 'a {
        move |path| {
            let found = programs.iter().find(|(at, _)| Path::new(at) == path);
            found.map(|(_, version)| (*version).to_owned())
        }
    }

    #[test]
    fn the_search_goes_variable_path_data_folder() {
        let own = Path::new("own");
        let all = [("mine", VERSION), ("typst", VERSION), ("own", VERSION)];
        let known = Search::Found(Typst::Known);
        assert_eq!(search(Some(Path::new("mine")), own, &machine(&all)), known);
        assert_eq!(search(None, own, &machine(&all)), known);
        let at_own = Search::Found(Typst::At(own.to_owned()));
        assert_eq!(search(None, own, &machine(&all[2..])), at_own);
        assert_eq!(search(None, own, &machine(&[])), Search::NotThere);
    }

    #[test]
    fn another_version_on_the_path_is_passed_over() {
        let own = Path::new("own");
        let programs = [("typst", "0.14.0"), ("own", VERSION)];
        let expected = Search::Found(Typst::At(own.to_owned()));
        assert_eq!(search(None, own, &machine(&programs)), expected);
        assert_eq!(
            search(None, own, &machine(&[("own", "0.14.0")])),
            Search::NotThere
        );
    }

    #[test]
    fn a_wrong_choice_of_the_user_is_told_and_not_passed_over() {
        let own = Path::new("own");
        let programs = [("mine", "0.14.0"), ("typst", VERSION), ("own", VERSION)];
        let wrong = |path: &str, found: Option<&str>| Search::WrongChoice {
            path: path.into(),
            found: found.map(str::to_owned),
        };
        let machine = machine(&programs);
        assert_eq!(
            search(Some(Path::new("mine")), own, &machine),
            wrong("mine", Some("0.14.0"))
        );
        assert_eq!(
            search(Some(Path::new("gone")), own, &machine),
            wrong("gone", None)
        );
    }

    #[test]
    fn only_a_typst_that_is_found_elsewhere_is_told_to_children() {
        let mut command = Command::new("x");
        Typst::Known.tell(&mut command);
        assert_eq!(command.get_envs().count(), 0);
        Typst::At("t".into()).tell(&mut command);
        assert!(
            command
                .get_envs()
                .any(|(name, value)| name == VARIABLE && value == Some("t".as_ref()))
        );
    }
}
