//! Typst alone on the sources of a report. A stand-in for typst keeps the folder and the words of
//! one call while the program makes a report; after that the real typst does the same once more,
//! as often as is asked.

use super::Setting;
use super::folder::Folder;
use super::measure::Cost;
use super::ophalen::run_quietly;
use crate::failure::Failure;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The example that stands in for typst.
pub const RECORDER: &str = "bench_typst";

/// The name of the PDF that typst makes alone.
const ALONE: &str = "alleen.pdf";

/// How typst is started alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As anybody does who gives it the same words.
    Usual,
    /// As the program does, which tells the libraries of the system how to ask for memory.
    AsCalled,
}

/// One call of typst that can be done again.
pub struct Replay {
    folder: Folder,
    typst: PathBuf,
    call: Call,
}

/// The words of a call, and what of the environment typst looks at.
#[derive(Debug, Default, PartialEq, Eq)]
struct Call {
    words: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Replay {
    /// Runs the program once, with the stand-in for typst, and keeps its call.
    pub fn record(setting: &Setting, typst: &Path, command: &mut Command) -> Result<Self, Failure> {
        let folder = Folder::new("zetten")?;
        command
            .env("REGIOBEELD_TYPST", setting.example(RECORDER))
            .env("REGIOBEELD_BENCH_TYPST", typst)
            .env("REGIOBEELD_BENCH_MAP", folder.path());
        run_quietly(command, "rapport (de aanroep van typst bewaren)")?;
        let path = folder.path().join("aanroep.txt");
        let text = std::fs::read_to_string(&path).map_err(|cause| Failure::Files {
            action: "gelezen",
            path,
            cause,
        })?;
        let call = Call::parse(&text).ok_or_else(|| Failure::NotMeasured {
            reason: "de aanroep van typst is niet wat verwacht werd".to_owned(),
        })?;
        Ok(Self {
            call: call.moved_to(folder.path()),
            folder,
            typst: typst.to_owned(),
        })
    }

    /// Has typst do the same once more, in the same folder.
    pub fn run(&self, manner: Manner) -> Result<Cost, Failure> {
        let mut command = Command::new(&self.typst);
        command
            .args(&self.call.words)
            .current_dir(self.folder.path().join("werk"));
        for name in own_settings() {
            command.env_remove(name);
        }
        command.envs(self.call.environment(manner));
        run_quietly(&mut command, "typst").map(|(cost, _)| cost)
    }

    /// Says that typst alone made another PDF than the program did: then the two did not do the
    /// same work, and a ratio would mean nothing.
    pub fn check_equal(&self, report: &Path) -> Result<(), Failure> {
        let read = |path: PathBuf| {
            std::fs::read(&path).map_err(|cause| Failure::Files {
                action: "gelezen",
                path,
                cause,
            })
        };
        if read(self.folder.path().join(ALONE))? == read(report.to_owned())? {
            return Ok(());
        }
        Err(Failure::NotMeasured {
            reason: "typst alleen maakt een andere PDF dan het programma".to_owned(),
        })
    }
}

/// The variables of this process that typst would look at.
fn own_settings() -> Vec<OsString> {
    let names = std::env::vars_os().map(|(name, _)| name);
    names
        .filter(|name| name.to_str().is_some_and(is_of_typst))
        .collect()
}

/// Whether a variable is one of typst, and so as much a part of the call as a word; the others are
/// for the libraries of the system.
fn is_of_typst(name: &str) -> bool {
    name.starts_with("TYPST_")
}

impl Call {
    /// Reads what the stand-in wrote.
    fn parse(text: &str) -> Option<Self> {
        let mut call = Self::default();
        for line in text.lines() {
            if let Some(word) = line.strip_prefix("woord ") {
                call.words.push(word.to_owned());
            } else {
                let (name, value) = line.strip_prefix("omgeving ")?.split_once('=')?;
                call.environment.push((name.to_owned(), value.to_owned()));
            }
        }
        let is_known = call.words.first().is_some_and(|word| word == "compile")
            && ["--font-path", "--jobs"]
                .iter()
                .all(|option| call.words.iter().any(|word| word == option));
        is_known.then_some(call)
    }

    /// The variables that typst is started with, apart from those of this process.
    fn environment(&self, manner: Manner) -> impl Iterator<Item = (&str, &str)> {
        let all = self.environment.iter();
        all.map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(move |(name, _)| manner == Manner::AsCalled || is_of_typst(name))
    }

    /// Returns the same call with the kept fonts and a PDF of its own, both of which were paths in
    /// folders that are gone, and on one core: that is what the norm compares with.
    fn moved_to(mut self, folder: &Path) -> Self {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        self.set("--font-path", text(folder.join("letters")));
        self.set("--jobs", "1".to_owned());
        if let Some(target) = self.words.last_mut() {
            *target = text(folder.join(ALONE));
        }
        self
    }

    /// Gives an option another value.
    fn set(&mut self, option: &str, value: String) {
        let place = self.words.iter().position(|word| word == option);
        if let Some(word) = place.and_then(|place| self.words.get_mut(place + 1)) {
            *word = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = "woord compile\nwoord --font-path\nwoord a b\nwoord --jobs\nwoord 2\n\
                        woord rapport.typ\nwoord x/regiobeeld.pdf.deel\n\
                        omgeving TYPST_IGNORE_EMBEDDED_FONTS=true\n\
                        omgeving GLIBC_TUNABLES=a=1:b=2\n";

    #[test]
    fn only_paths_and_the_number_of_cores_of_a_kept_call_change() {
        let call = Call::parse(KEPT).unwrap().moved_to(Path::new("m"));
        let expected = [
            "compile",
            "--font-path",
            "m/letters",
            "--jobs",
            "1",
            "rapport.typ",
            "m/alleen.pdf",
        ];
        assert_eq!(call.words, expected);
    }

    #[test]
    fn usually_nothing_is_said_about_memory() {
        let call = Call::parse(KEPT).unwrap();
        let of = |manner| call.environment(manner).collect::<Vec<_>>();
        let embedded = ("TYPST_IGNORE_EMBEDDED_FONTS", "true");
        assert_eq!(of(Manner::Usual), [embedded]);
        let memory = ("GLIBC_TUNABLES", "a=1:b=2");
        assert_eq!(of(Manner::AsCalled), [embedded, memory]);
    }

    #[test]
    fn another_call_is_not_measured() {
        assert_eq!(Call::parse("woord fonts\nwoord --font-path\n"), None);
        assert_eq!(Call::parse("woord compile\n"), None);
        assert_eq!(Call::parse(&KEPT.replace("--jobs", "--taken")), None);
        assert_eq!(Call::parse(&format!("{KEPT}ruis\n")), None);
        assert_eq!(Call::parse(""), None);
    }
}
