//! What earlier editions of an extract printed and hid, without any number.
//!
//! Two editions can give away together what each hides alone. So every edition leaves a list of
//! its cells by name, and the next one looks them up. The list holds names only: it may be kept
//! beside the reports, and it must be kept as long as they can be found.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::protect::Protectable;

/// The name of a cell, as texts, so that it outlives changes of the program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// Id of the indicator, `kwetsbaar`.
    pub indicator: String,
    /// Year.
    pub period: i32,
    /// Age group as in `cijfers.csv`, `65+`.
    pub age: String,
    /// Code of the area, `WK019310`.
    pub area: String,
}

/// One edition of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Edition {
    /// Hash of the extract that it was made from.
    pub input: String,
    /// The cells that were delivered or withheld: `true` for printed, `false` for hidden.
    pub cells: BTreeMap<CellName, bool>,
}

/// All editions made of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// From old to new.
    #[serde(rename = "edities")]
    pub editions: Vec<Edition>,
}

/// What happened to one cell in all editions together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// Some edition printed it.
    pub printed: bool,
    /// Some edition hid it.
    pub hidden: bool,
}

/// A list of earlier editions that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "de lijst met eerdere edities is niet te lezen ({0}); zet een reservekopie terug, want zonder \
     deze lijst kan een nieuwe editie verraden wat een eerdere verborg"
)]
pub struct LedgerError(#[from] serde_json::Error);

/// An edition as it stands in the file: one short line per cell.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    invoer: String,
    getoond: Vec<(String, i32, String, String)>,
    verborgen: Vec<(String, i32, String, String)>,
}

impl From<Edition> for Written {
    fn from(edition: Edition) -> Self {
        let (mut getoond, mut verborgen) = (Vec::new(), Vec::new());
        for (name, printed) in edition.cells {
            let list = if printed {
                &mut getoond
            } else {
                &mut verborgen
            };
            list.push((name.indicator, name.period, name.age, name.area));
        }
        Self {
            invoer: edition.input,
            getoond,
            verborgen,
        }
    }
}

impl TryFrom<Written> for Edition {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let printed = written.getoond.into_iter().map(|name| (name, true));
        let hidden = written.verborgen.into_iter().map(|name| (name, false));
        let mut cells = BTreeMap::new();
        for ((indicator, period, age, area), printed) in printed.chain(hidden) {
            let twice = format!("{indicator} {period} {age} {area} staat er twee keer in");
            let name = CellName {
                indicator,
                period,
                age,
                area,
            };
            if cells.insert(name, printed).is_some() {
                return Err(twice);
            }
        }
        Ok(Self {
            input: written.invoer,
            cells,
        })
    }
}

impl Ledger {
    /// Reads the text of a list.
    ///
    /// # Errors
    /// When it is no JSON, has other keys than those of a list, or names a cell twice in one
    /// edition.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        Ok(serde_json::from_str(text)?)
    }

    /// Writes the list; the same editions give the same text.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which these types always can.
    pub fn to_text(&self) -> Result<String, LedgerError> {
        Ok(serde_json::to_string(self)?)
    }

    /// Adds an edition, unless it is there already: making the same reports again is no new edition.
    pub fn add(&mut self, edition: Edition) {
        if !self.editions.contains(&edition) {
            self.editions.push(edition);
        }
    }

    /// Returns for every cell of any edition whether it was ever printed and ever hidden.
    pub fn merge(&self) -> BTreeMap<&CellName, History> {
        let mut merged: BTreeMap<&CellName, History> = BTreeMap::new();
        for (name, printed) in self.editions.iter().flat_map(|edition| &edition.cells) {
            let history = merged.entry(name).or_default();
            history.printed |= printed;
            history.hidden |= !printed;
        }
        merged
    }

    /// Returns the cells that an earlier edition printed or hid and that the new one lacks. They
    /// must take part in [`super::protect`] too, as cells that are not shown with their
    /// [`History`]; without them the new edition could give away what an earlier one hid.
    pub fn missing<'a>(&'a self, present: &BTreeSet<CellName>) -> BTreeMap<&'a CellName, History> {
        let mut merged = self.merge();
        merged.retain(|name, _| !present.contains(*name));
        merged
    }
}

impl History {
    /// Returns the cell as it must be looked at after earlier editions: what was printed is known,
    /// and what was hidden and never printed stays hidden.
    pub const fn apply(self, cell: Protectable) -> Protectable {
        Protectable {
            known: cell.known || self.printed,
            hidden: cell.hidden || (self.hidden && !self.printed),
            ..cell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(area: &str) -> CellName {
        CellName {
            indicator: "kwetsbaar".to_owned(),
            period: 2024,
            age: "65+".to_owned(),
            area: area.to_owned(),
        }
    }

    fn edition(input: &str, cells: &[(&str, bool)]) -> Edition {
        Edition {
            input: input.to_owned(),
            cells: cells.iter().map(|(area, p)| (name(area), *p)).collect(),
        }
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        ledger.add(edition("a1", &[("WK019310", true), ("WK019311", false)]));
        ledger.add(edition("b2", &[("WK019310", false), ("WK019312", true)]));
        ledger
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written_and_holds_no_number() {
        let ledger = ledger();
        let text = ledger.to_text().unwrap();
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        assert_eq!(
            text,
            concat!(
                r#"{"edities":[{"invoer":"a1","getoond":[["kwetsbaar",2024,"65+","WK019310"]],"#,
                r#""verborgen":[["kwetsbaar",2024,"65+","WK019311"]]},"#,
                r#"{"invoer":"b2","getoond":[["kwetsbaar",2024,"65+","WK019312"]],"#,
                r#""verborgen":[["kwetsbaar",2024,"65+","WK019310"]]}]}"#
            )
        );
    }

    #[test]
    fn editions_are_merged_and_the_same_one_counts_once() {
        let mut ledger = ledger();
        ledger.add(ledger.editions[0].clone());
        assert_eq!(ledger.editions.len(), 2);
        let merged = ledger.merge();
        let history = |area| {
            let History { printed, hidden } = merged[&name(area)];
            (printed, hidden)
        };
        assert_eq!(history("WK019310"), (true, true));
        assert_eq!(history("WK019311"), (false, true));
        assert_eq!(history("WK019312"), (true, false));
        let present = BTreeSet::from([name("WK019310"), name("WK019312")]);
        let missing = ledger.missing(&present);
        assert_eq!(missing.into_keys().collect::<Vec<_>>(), [&name("WK019311")]);
    }

    #[test]
    fn what_was_printed_is_known_and_what_was_hidden_stays_hidden() {
        let after = |printed, hidden| {
            let cell = History { printed, hidden }.apply(Protectable::ABSENT);
            (cell.known, cell.hidden)
        };
        assert_eq!(after(false, false), (false, false));
        assert_eq!(after(true, false), (true, false));
        assert_eq!(after(false, true), (false, true));
        assert_eq!(after(true, true), (true, false));
    }

    #[test]
    fn a_list_that_is_damaged_is_refused_with_a_way_out() {
        let cell = r#"["a",2024,"65+","GM0193"]"#;
        let twice =
            format!(r#"{{"edities":[{{"invoer":"x","getoond":[{cell}],"verborgen":[{cell}]}}]}}"#);
        for text in ["", "{}", r#"{"edities":[],"waarde":3}"#, &twice] {
            let error = Ledger::parse(text).unwrap_err().to_string();
            assert!(error.contains("reservekopie"), "{error}");
        }
        let error = Ledger::parse(&twice).unwrap_err().to_string();
        assert!(
            error.contains("a 2024 65+ GM0193 staat er twee keer in"),
            "{error}"
        );
    }
}
