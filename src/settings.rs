//! What the command and the environment mean together; the only reader of the environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::error::CommandError;
use crate::exit::Exit;
use crate::pdf::SearchPlaces;

/// Where things are, and what the environment asks for.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The snapshot store; none when the machine has no place for it and none was named.
    store: Option<PathBuf>,
    /// Where typst is looked for.
    pub typst: SearchPlaces,
    /// Stand-ins for the hosts of the sources.
    pub hosts: Hosts,
    /// An extra CA file.
    pub ca: Option<PathBuf>,
    /// Moment that stands for the data date, when the environment fixes it.
    pub source_date: Option<Timestamp>,
}

/// Starts of requests (`scheme://host[:port]`) that replace those of the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosts {
    /// CBS OData v3.
    pub cbs: Option<String>,
    /// RIVM OData v3.
    pub rivm: Option<String>,
    /// PDOK.
    pub pdok: Option<String>,
    /// CBS OData v4.
    pub cbs4: Option<String>,
}

impl Settings {
    /// Reads the environment; `store` is what was typed with `--opslag`.
    ///
    /// # Errors
    /// When there is no place for the store, or a variable does not hold what it must.
    pub fn from_environment(store: Option<PathBuf>) -> Result<Self, CommandError> {
        Self::new(store, |name| {
            std::env::var_os(name).filter(|value| !value.is_empty())
        })
    }

    fn new(
        store: Option<PathBuf>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, CommandError> {
        let data = data_folder(&variable);
        let store = store
            .or_else(|| variable("REGIOBEELD_OPSLAG").map(PathBuf::from))
            .or_else(|| {
                data.as_deref()
                    .map(|folder| folder.join("regiobeeld").join("opslag"))
            });
        let text = |name: &str| variable(name).map(|value| value.to_string_lossy().into_owned());
        Ok(Self {
            store,
            typst: SearchPlaces {
                given: variable("REGIOBEELD_TYPST").map(PathBuf::from),
                path: variable("PATH"),
                data_folder: data,
            },
            hosts: Hosts {
                cbs: host("REGIOBEELD_CBS_URL", text("REGIOBEELD_CBS_URL"))?,
                rivm: host("REGIOBEELD_RIVM_URL", text("REGIOBEELD_RIVM_URL"))?,
                pdok: host("REGIOBEELD_PDOK_URL", text("REGIOBEELD_PDOK_URL"))?,
                cbs4: host("REGIOBEELD_CBS4_URL", text("REGIOBEELD_CBS4_URL"))?,
            },
            ca: variable("REGIOBEELD_CA").map(PathBuf::from),
            source_date: text("SOURCE_DATE_EPOCH")
                .map(|value| epoch(&value))
                .transpose()?,
        })
    }

    /// Returns the folder of the snapshot store.
    ///
    /// # Errors
    /// When there is no place for it.
    pub fn store(&self) -> Result<&Path, CommandError> {
        self.store.as_deref().ok_or_else(|| {
            CommandError::new(Exit::Usage, "er is geen map voor de opslag te vinden")
                .hint("geef er een met --opslag MAP")
        })
    }

    /// Returns the store of the demo, which is never mixed with real figures.
    ///
    /// # Errors
    /// When there is no place for it.
    pub fn demo_store(&self) -> Result<PathBuf, CommandError> {
        Ok(self.store()?.join("demo"))
    }
}

/// The user's data folder of this platform.
fn data_folder(variable: &impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let home = || variable("HOME").map(PathBuf::from);
    if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| home().map(|home| home.join(".local/share")))
    }
}

fn host(name: &str, value: Option<String>) -> Result<Option<String>, CommandError> {
    let Some(value) = value else { return Ok(None) };
    let start = value.trim().trim_end_matches('/');
    let rest = start
        .strip_prefix("https://")
        .or_else(|| start.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(Some(start.to_owned())),
        _ => Err(CommandError::new(
            Exit::Usage,
            format!(
                "{name} is «{value}», maar moet een adres zijn zoals https://voorbeeld.nl:8080"
            ),
        )),
    }
}

fn epoch(value: &str) -> Result<Timestamp, CommandError> {
    value
        .trim()
        .parse::<u32>()
        .map(i64::from)
        .ok()
        .and_then(|s| Timestamp::from_second(s).ok())
        .ok_or_else(|| {
            CommandError::new(
                Exit::Usage,
                format!(
                    "SOURCE_DATE_EPOCH is «{value}», maar moet een aantal seconden na 1970 zijn"
                ),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> Result<Settings, CommandError> {
        Settings::new(None, |name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_store_has_an_order_of_places() {
        let typed = Settings::new(Some("a".into()), |_| Some("b".into()));
        assert!(typed.is_err(), "SOURCE_DATE_EPOCH=b is refused");
        let named = settings(&[("REGIOBEELD_OPSLAG", "/b"), ("HOME", "/h")]).unwrap();
        assert_eq!(named.store().unwrap(), Path::new("/b"));
        let home = settings(&[("XDG_DATA_HOME", "/x"), ("HOME", "/h")]).unwrap();
        assert!(
            cfg!(not(target_os = "linux"))
                || home.store().unwrap().ends_with("x/regiobeeld/opslag")
        );
        assert_eq!(
            settings(&[]).unwrap().store().unwrap_err().exit(),
            Exit::Usage
        );
    }

    #[test]
    fn hosts_are_scheme_and_host_only() {
        let with = |url| settings(&[("HOME", "/h"), ("REGIOBEELD_CBS_URL", url)]);
        let found = with("http://127.0.0.1:8080/").unwrap();
        assert_eq!(found.hosts.cbs.as_deref(), Some("http://127.0.0.1:8080"));
        for wrong in ["127.0.0.1", "ftp://x", "http://", "http://x/odata"] {
            assert_eq!(with(wrong).unwrap_err().exit(), Exit::Usage, "{wrong}");
        }
    }
}
