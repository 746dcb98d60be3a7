//! Where things live: the checkout, the user's data and cache folders. The folder rules are pure
//! functions over a look-up of environment variables, so that every platform is tested on each.
//! The program itself looks for typst in the same data folder: the two must agree.

use crate::failure::Failure;
use std::ffi::OsString;
use std::path::PathBuf;

/// The rules that differ from one platform to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Linux and other systems that follow the XDG folders.
    Xdg,
    /// macOS.
    Mac,
    /// Windows.
    Windows,
}

impl Platform {
    /// Returns the platform that this program was compiled for.
    pub const fn current() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Mac
        } else {
            Self::Xdg
        }
    }
}

/// Returns the root of the checkout, where `Cargo.toml` and `output/` are.
pub fn checkout() -> Result<PathBuf, Failure> {
    let here = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(manifest) => PathBuf::from(manifest).join(".."),
        None => PathBuf::from("."),
    };
    here.canonicalize().map_err(|cause| Failure::Files {
        action: "gelezen",
        path: here,
        cause,
    })
}

/// Returns the user's data folder for this project; it outlives any checkout.
pub fn data_folder() -> Result<PathBuf, Failure> {
    data_folder_for(Platform::current(), &|name| std::env::var_os(name))
}

/// Returns the user's cache folder for this project; all in it can be made again.
pub fn cache_folder() -> Result<PathBuf, Failure> {
    cache_folder_for(Platform::current(), &|name| std::env::var_os(name))
}

type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

fn data_folder_for(platform: Platform, lookup: Lookup) -> Result<PathBuf, Failure> {
    match platform {
        Platform::Xdg => xdg(lookup, "XDG_DATA_HOME", ".local/share"),
        Platform::Mac => Ok(home(lookup)?.join("Library/Application Support")),
        Platform::Windows => variable(lookup, "LOCALAPPDATA"),
    }
    .map(|folder| folder.join("regiobeeld"))
}

fn cache_folder_for(platform: Platform, lookup: Lookup) -> Result<PathBuf, Failure> {
    match platform {
        Platform::Xdg => xdg(lookup, "XDG_CACHE_HOME", ".cache").map(|f| f.join("regiobeeld")),
        Platform::Mac => Ok(home(lookup)?.join("Library/Caches/regiobeeld")),
        Platform::Windows => Ok(variable(lookup, "LOCALAPPDATA")?
            .join("regiobeeld")
            .join("cache")),
    }
}

/// The XDG rule: an absolute path in the variable, else a folder in the home folder.
fn xdg(lookup: Lookup, name: &'static str, fallback: &str) -> Result<PathBuf, Failure> {
    match variable(lookup, name) {
        Ok(folder) if folder.is_absolute() => Ok(folder),
        _ => Ok(home(lookup)?.join(fallback)),
    }
}

fn home(lookup: Lookup) -> Result<PathBuf, Failure> {
    variable(lookup, "HOME")
}

fn variable(lookup: Lookup, name: &'static str) -> Result<PathBuf, Failure> {
    lookup(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .ok_or(Failure::NoUserFolder { variable: name })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Platform, environment, expected folder.
    type Case = (
        Platform,
        &'static [(&'static str, &'static str)],
        &'static str,
    );

    fn lookup<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        move |name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        }
    }

    #[test]
    fn each_platform_has_its_own_data_folder() {
        let cases: [Case; 5] = [
            (
                Platform::Xdg,
                &[("HOME", "/h")],
                "/h/.local/share/regiobeeld",
            ),
            (
                Platform::Xdg,
                &[("HOME", "/h"), ("XDG_DATA_HOME", "/d")],
                "/d/regiobeeld",
            ),
            (
                Platform::Xdg,
                &[("HOME", "/h"), ("XDG_DATA_HOME", "d")],
                "/h/.local/share/regiobeeld",
            ),
            (
                Platform::Mac,
                &[("HOME", "/h")],
                "/h/Library/Application Support/regiobeeld",
            ),
            (
                Platform::Windows,
                &[("LOCALAPPDATA", "/l")],
                "/l/regiobeeld",
            ),
        ];
        for (platform, pairs, expected) in cases {
            let found = data_folder_for(platform, &lookup(pairs)).unwrap();
            assert_eq!(found, PathBuf::from(expected), "{platform:?} {pairs:?}");
        }
    }

    #[test]
    fn each_platform_has_its_own_cache_folder() {
        let cases: [Case; 4] = [
            (Platform::Xdg, &[("HOME", "/h")], "/h/.cache/regiobeeld"),
            (
                Platform::Xdg,
                &[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")],
                "/c/regiobeeld",
            ),
            (
                Platform::Mac,
                &[("HOME", "/h")],
                "/h/Library/Caches/regiobeeld",
            ),
            (
                Platform::Windows,
                &[("LOCALAPPDATA", "/l")],
                "/l/regiobeeld/cache",
            ),
        ];
        for (platform, pairs, expected) in cases {
            let found = cache_folder_for(platform, &lookup(pairs)).unwrap();
            assert_eq!(found, PathBuf::from(expected), "{platform:?} {pairs:?}");
        }
    }

    #[test]
    fn no_home_is_a_failure_that_names_the_variable() {
        let failure = data_folder_for(Platform::Xdg, &lookup(&[("HOME", "")])).unwrap_err();
        assert!(failure.to_string().contains("HOME"));
        let failure = data_folder_for(Platform::Windows, &lookup(&[])).unwrap_err();
        assert!(failure.to_string().contains("LOCALAPPDATA"));
    }
}
