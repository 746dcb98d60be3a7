//! The store that reports are measured on: all of Nederland, made up, or one that the user names;
//! and which gemeenten of it are taken.

use super::folder::Folder;
use super::numbers::float;
use super::ophalen::run_quietly;
use super::{Setting, answer};
use crate::children;
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The example that makes the store.
pub const MAKER: &str = "landelijk";

/// Gemeenten of Nederland.
pub const ALL: usize = 342;

/// A gemeente with wijken in the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gemeente {
    /// How many wijken it has; the first field, so that the order is that of size.
    pub wijken: usize,
    /// As `GM0193`.
    pub code: String,
}

/// A store with what lies in it.
pub struct Country {
    /// Only kept to go away at the end, when it was made here.
    _folder: Option<Folder>,
    store: PathBuf,
    /// From the fewest wijken to the most.
    gemeenten: Vec<Gemeente>,
}

impl Country {
    /// Makes the store, or takes the one that the user names.
    pub fn open(setting: &Setting) -> Result<Self, Failure> {
        let (folder, store) = match &setting.store {
            Some(store) => (None, store.clone()),
            None => {
                let folder = Folder::new("land")?;
                let store = folder.path().join("opslag");
                children::announce("Een verzonnen landelijke opslag wordt gemaakt.");
                let mut command = Command::new(setting.example(MAKER));
                run_quietly(command.arg(&store), "landelijke opslag maken")?;
                (Some(folder), store)
            }
        };
        let mut command = program(setting, &store);
        command.args(["lijst", "wijken", "--json", "--stil"]);
        let (_, words) = run_quietly(&mut command, "wijken tellen")?;
        let gemeenten = gemeenten(&answer::texts(&words, "gemeente"));
        if gemeenten.is_empty() {
            return Err(Failure::NotMeasured {
                reason: format!("in de opslag {} staan geen wijken", store.display()),
            });
        }
        let country = Self {
            _folder: folder,
            store,
            gemeenten,
        };
        country.spread(setting)?;
        Ok(country)
    }

    /// Makes one report as part of all of them, so that the national spread is there: it is worked
    /// out once for a store, and a report without it is a lighter one.
    fn spread(&self, setting: &Setting) -> Result<(), Failure> {
        if self.gemeenten.len() != ALL {
            return Ok(());
        }
        children::announce("De landelijke spreiding wordt berekend, als die er nog niet is.");
        let out = Folder::new("spreiding")?;
        let mut command = program(setting, &self.store);
        command.args(["reeks", "--alles", "--deel", &format!("1/{ALL}")]);
        command.args(["--offline", "--fictief", "--uit"]);
        run_quietly(command.arg(out.path()), "landelijke spreiding").map(drop)
    }

    /// Returns the folder of the store.
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// Returns all gemeenten, from the fewest wijken to the most.
    pub fn gemeenten(&self) -> &[Gemeente] {
        &self.gemeenten
    }

    /// Returns the number of wijken of all of them.
    pub fn wijken(&self) -> usize {
        wijken(&self.gemeenten)
    }

    /// Returns a gemeente by code.
    pub fn gemeente(&self, code: &str) -> Result<&Gemeente, Failure> {
        let mut all = self.gemeenten.iter();
        all.find(|gemeente| gemeente.code == code)
            .ok_or_else(|| Failure::NotMeasured {
                reason: format!("{code} heeft geen wijken in {}", self.store.display()),
            })
    }
}

/// A call of the program on a store, that asks nothing of a real source.
pub fn program(setting: &Setting, store: &Path) -> Command {
    let mut command = Command::new(setting.program());
    command.env("REGIOBEELD_OPSLAG", store);
    setting.typst.tell(&mut command);
    // Port 1 of this computer: nobody answers there, so that a question would fail.
    for host in ["RIVM", "CBS", "CBS4", "PDOK"] {
        command.env(format!("REGIOBEELD_{host}_URL"), "http://127.0.0.1:1");
    }
    // It would fix the data date of reports, and is set in some build environments.
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Counts the wijken per gemeente, from few to many.
fn gemeenten(of_wijken: &[&str]) -> Vec<Gemeente> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in of_wijken {
        *counts.entry(code).or_default() += 1;
    }
    let each = counts.into_iter().map(|(code, wijken)| Gemeente {
        wijken,
        code: code.to_owned(),
    });
    let mut all: Vec<Gemeente> = each.collect();
    all.sort();
    all
}

fn wijken<'a>(gemeenten: impl IntoIterator<Item = &'a Gemeente>) -> usize {
    gemeenten.into_iter().map(|gemeente| gemeente.wijken).sum()
}

/// Returns the mean number of wijken.
pub fn mean_wijken<'a>(gemeenten: impl IntoIterator<Item = &'a Gemeente>) -> f64 {
    let (mut sum, mut count) = (0, 0);
    for gemeente in gemeenten {
        sum += gemeente.wijken;
        count += 1;
    }
    let exact = |number: usize| float(u64::try_from(number).unwrap_or(u64::MAX));
    exact(sum) / exact(count)
}

/// Takes `count` gemeenten of the same mix of sizes as all of them: every so many, from few wijken
/// to many, started where the mean number of wijken is nearest to that of all.
///
/// A gemeente with more wijken has a longer report. Without this, a few large ones among ten would
/// decide whether ten reports cost more per report than all.
pub fn sample(all: &[Gemeente], count: usize) -> Vec<&Gemeente> {
    if count >= all.len() {
        return all.iter().collect();
    }
    let from = |start: usize| -> Vec<&Gemeente> {
        let places = (0..count).map(|index| index * all.len() / count + start);
        places.filter_map(|place| all.get(place)).collect()
    };
    let distance = |taken: &[&Gemeente]| {
        // Both means times both counts, so that whole numbers are compared.
        let (some, whole) = (wijken(taken.iter().copied()), wijken(all));
        (some * all.len()).abs_diff(whole * count)
    };
    let each = (0..(all.len() / count.max(1))).map(from);
    each.min_by_key(|taken| distance(taken)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sizes: &[usize]) -> Vec<Gemeente> {
        let each = sizes.iter().enumerate().map(|(place, wijken)| Gemeente {
            wijken: *wijken,
            code: format!("GM{place:04}"),
        });
        each.collect()
    }

    #[test]
    fn gemeenten_stand_from_few_wijken_to_many() {
        let found = gemeenten(&["GM3", "GM1", "GM3", "GM2", "GM3", "GM2"]);
        let codes: Vec<(&str, usize)> = found
            .iter()
            .map(|gemeente| (gemeente.code.as_str(), gemeente.wijken))
            .collect();
        assert_eq!(codes, [("GM1", 1), ("GM2", 2), ("GM3", 3)]);
    }

    #[test]
    fn a_sample_has_the_mix_of_all() {
        // One large one among many small ones, and a gentle slope.
        let mut sizes: Vec<usize> = (0..342).map(|place| 1 + place / 20).collect();
        sizes[341] = 100;
        let all = of(&sizes);
        for count in [10, 50] {
            let some = sample(&all, count);
            assert_eq!(some.len(), count);
            let codes: std::collections::BTreeSet<&str> =
                some.iter().map(|gemeente| gemeente.code.as_str()).collect();
            assert_eq!(codes.len(), count, "each once");
            let (mean, whole) = (mean_wijken(some), mean_wijken(&all));
            assert!((mean / whole - 1.0).abs() < 0.03, "{count}: {mean} {whole}");
        }
    }

    #[test]
    fn a_sample_larger_than_the_country_is_the_country() {
        let all = of(&[1, 2, 3]);
        assert_eq!(sample(&all, 3).len(), 3);
        assert_eq!(sample(&all, 10).len(), 3);
        assert_eq!(sample(&all, 2).len(), 2);
        assert!(sample(&[], 10).is_empty() && sample(&all, 0).is_empty());
    }
}
