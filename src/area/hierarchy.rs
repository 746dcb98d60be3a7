//! The gemeenten of the current division, and the larger areas they lie in.
//!
//! The list is compiled in (`gemeenten-2024.csv`, made by the fixture generator from the
//! CBS table Gebieden in Nederland 2024), so that names and regions work before anything was
//! downloaded.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{AreaCode, DivisionSource, GemeenteCode, fold_name};

/// Year of the area division of the compiled-in list.
pub const DIVISION_YEAR: i32 = 2024;

const LIST: &str = include_str!("gemeenten-2024.csv");

/// Names that people use for a gemeente with another official name.
const ALIASES: [(&str, &str); 2] = [("den haag", "GM0518"), ("den bosch", "GM0796")];

/// How many near names an error offers.
const CANDIDATES: usize = 5;

/// A gemeente and the larger areas it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeente {
    /// `GM0193`.
    pub code: GemeenteCode,
    /// Official name.
    pub name: String,
    /// Code and name of the provincie.
    pub provincie: (AreaCode, String),
    /// Code and name of the GGD region.
    pub ggd: (AreaCode, String),
    /// Code and name of the veiligheidsregio.
    pub veiligheidsregio: (String, String),
    /// Name of the COROP area.
    pub corop: String,
    /// Code and name of the region of its zorgkantoor; none until a table of areas was read.
    pub zorgkantoor: Option<(String, String)>,
}

/// All gemeenten of one division, by code.
#[derive(Debug, Clone)]
pub struct Gemeenten {
    by_code: BTreeMap<GemeenteCode, Gemeente>,
    division: Option<DivisionSource>,
}

/// A gemeente that could not be found, or not for certain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    /// Nothing has this code or name.
    #[error("gemeente «{wanted}» bestaat niet; bedoelt u {}?", nearest.join(", "))]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// The names that look most like it.
        nearest: Vec<String>,
    },
    /// Several gemeenten have this name.
    #[error("gemeente «{wanted}» kan van alles zijn: {}; geef de code", candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        wanted: String,
        /// Every gemeente that fits, with its code.
        candidates: Vec<String>,
    },
}

#[derive(Deserialize)]
struct Line {
    gemeentecode: String,
    gemeentenaam: String,
    provinciecode: String,
    provincie: String,
    ggd_code: String,
    ggd_regio: String,
    veiligheidsregio_code: String,
    veiligheidsregio: String,
    corop_nuts3: String,
}

impl Gemeenten {
    /// Returns the compiled-in list.
    pub fn current() -> Self {
        let mut reader = csv::Reader::from_reader(LIST.as_bytes());
        let lines = reader.deserialize::<Line>().map(|line| {
            let line = line.expect("a test reads every line of the compiled-in list");
            let gemeente = line.parse().expect("a test parses every code of the list");
            (gemeente.code, gemeente)
        });
        Self {
            by_code: lines.collect(),
            division: None,
        }
    }

    /// Returns the list with these gemeenten only, as if they were the whole country: for a
    /// measurement or a test on a part of it.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&Gemeente) -> bool) -> Self {
        let mut part = self.clone();
        part.by_code.retain(|_, gemeente| wanted(gemeente));
        part
    }

    /// Returns the table of areas that was laid over the list, if one was.
    pub const fn division(&self) -> Option<&DivisionSource> {
        self.division.as_ref()
    }

    pub(super) fn set_division(&mut self, source: DivisionSource) {
        self.division = Some(source);
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Gemeente> {
        self.by_code.values_mut()
    }

    /// Iterates over the gemeenten in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Gemeente> {
        self.by_code.values()
    }

    /// Returns the gemeente with this code.
    pub fn get(&self, code: GemeenteCode) -> Option<&Gemeente> {
        self.by_code.get(&code)
    }

    /// Finds a gemeente by code or by name; case, accents and a suffix such as `(NH.)` may differ.
    ///
    /// # Errors
    /// When nothing fits, with the nearest names, or when several do, with all of them.
    pub fn find(&self, wanted: &str) -> Result<&Gemeente, LookupError> {
        if let Ok(code) = GemeenteCode::parse(&wanted.trim().to_ascii_uppercase()) {
            return self.get(code).ok_or_else(|| self.unknown(wanted));
        }
        let folded = fold_name(wanted);
        if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == folded) {
            let code = GemeenteCode::parse(code).map_err(|_| self.unknown(wanted))?;
            return self.get(code).ok_or_else(|| self.unknown(wanted));
        }
        let exact = self.matching(|g| fold_name(&g.name) == folded);
        let found = if exact.is_empty() {
            self.matching(|g| {
                g.name
                    .split('(')
                    .next()
                    .is_some_and(|front| fold_name(front) == folded)
            })
        } else {
            exact
        };
        match found.as_slice() {
            [] => Err(self.unknown(wanted)),
            [one] => Ok(one),
            many => Err(LookupError::Ambiguous {
                wanted: wanted.to_owned(),
                candidates: many
                    .iter()
                    .map(|g| format!("{} ({})", g.name, g.code))
                    .collect(),
            }),
        }
    }

    fn matching(&self, fits: impl Fn(&Gemeente) -> bool) -> Vec<&Gemeente> {
        self.iter().filter(|g| fits(g)).collect()
    }

    fn unknown(&self, wanted: &str) -> LookupError {
        let names: Vec<String> = self.iter().map(|g| g.name.clone()).collect();
        LookupError::Unknown {
            wanted: wanted.to_owned(),
            nearest: nearest_names(wanted, names),
        }
    }
}

/// Returns the names that look most like what was asked for, best first.
pub fn nearest_names(wanted: &str, names: Vec<String>) -> Vec<String> {
    let folded = fold_name(wanted);
    let mut scored: Vec<(usize, String)> = names
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&folded, &fold_name(&name)),
                name,
            )
        })
        .collect();
    scored.sort();
    scored
        .into_iter()
        .take(CANDIDATES)
        .map(|(_, name)| name)
        .collect()
}

impl Line {
    fn parse(self) -> Result<Gemeente, super::CodeError> {
        Ok(Gemeente {
            code: GemeenteCode::parse(&self.gemeentecode)?,
            name: self.gemeentenaam,
            provincie: (AreaCode::parse(&self.provinciecode)?, self.provincie),
            ggd: (AreaCode::parse(&self.ggd_code)?, self.ggd_regio),
            veiligheidsregio: (self.veiligheidsregio_code, self.veiligheidsregio),
            corop: self.corop_nuts3,
            zorgkantoor: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_every_gemeente_of_2024() {
        assert_eq!(Gemeenten::current().iter().count(), 342);
    }

    #[test]
    fn a_gemeente_is_found_by_code_and_by_name() {
        let gemeenten = Gemeenten::current();
        for (wanted, code) in [
            ("GM0193", "GM0193"),
            ("gm0193", "GM0193"),
            ("zwolle", "GM0193"),
            ("ZWOLLE ", "GM0193"),
            ("sudwest fryslan", "GM1900"),
            ("'s-Gravenhage", "GM0518"),
            ("Den Haag", "GM0518"),
            ("den bosch", "GM0796"),
        ] {
            let found = gemeenten.find(wanted).unwrap();
            assert_eq!(found.code.to_string(), code, "{wanted}");
        }
    }

    #[test]
    fn an_ambiguous_name_lists_its_candidates() {
        let error = Gemeenten::current().find("Bergen").unwrap_err();
        let LookupError::Ambiguous { candidates, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(
            candidates,
            ["Bergen (NH.) (GM0373)", "Bergen (L.) (GM0893)"]
        );
    }

    #[test]
    fn an_unknown_name_offers_the_nearest() {
        let error = Gemeenten::current().find("Zwole").unwrap_err();
        let LookupError::Unknown { nearest, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(nearest.first().map(String::as_str), Some("Zwolle"));
    }
}
