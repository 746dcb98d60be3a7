//! Which cells of a served table are made up, and how that travels with an answer.

use serde::{Deserialize, Serialize};

use crate::transport::Response;

/// Header of an answer that holds made-up figures: a JSON array of [`FictiefDeel`].
pub const FICTIEF_HEADER: &str = "x-regiobeeld-fictief";

/// A part of a table that is made up: a cell belongs to it when it matches every list that
/// is not empty; a part without lists is the whole table.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FictiefDeel {
    /// Full column keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kolommen: Vec<String>,
    /// `land`, `gemeente`, `wijk`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub niveaus: Vec<String>,
    /// Codes of the dimension Marges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marges: Vec<String>,
    /// Codes of the dimension Leeftijd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leeftijden: Vec<String>,
    /// Codes of the dimension Perioden.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perioden: Vec<String>,
    /// Area codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gebieden: Vec<String>,
}

/// Where a cell stands in its table; codes trimmed, none where the table lacks the dimension.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellPlace<'a> {
    /// Key of the column.
    pub kolom: Option<&'a str>,
    /// Area code.
    pub gebied: &'a str,
    /// Code of Marges.
    pub marge: Option<&'a str>,
    /// Code of Leeftijd.
    pub leeftijd: Option<&'a str>,
    /// Code of Perioden.
    pub periode: Option<&'a str>,
}

impl FictiefDeel {
    /// Returns whether a cell belongs to this part; a cell without a column stands for its row.
    #[must_use]
    pub fn matches(&self, cell: &CellPlace<'_>) -> bool {
        cell.kolom.is_none_or(|column| self.has(column))
            && fits(&self.niveaus, level_of(cell.gebied))
            && fits(&self.marges, cell.marge)
            && fits(&self.leeftijden, cell.leeftijd)
            && fits(&self.perioden, cell.periode)
            && fits(&self.gebieden, Some(cell.gebied))
    }

    /// Returns whether this part holds cells of a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        fits(&self.kolommen, Some(column))
    }

    /// Returns whether this part can hold cells of an area.
    #[must_use]
    pub(crate) fn touches(&self, area: &str) -> bool {
        let any = Self {
            niveaus: self.niveaus.clone(),
            gebieden: self.gebieden.clone(),
            ..Self::default()
        };
        any.matches(&CellPlace {
            gebied: area,
            ..CellPlace::default()
        })
    }
}

/// Whether a list of codes has this one; a list without codes has all of them.
fn fits(list: &[String], code: Option<&str>) -> bool {
    list.is_empty() || code.is_some_and(|code| list.iter().any(|item| item.trim() == code))
}

/// Returns the level that the first two letters of an area code stand for.
fn level_of(code: &str) -> Option<&'static str> {
    match code.get(..2)? {
        "NL" => Some("land"),
        "GM" => Some("gemeente"),
        "WK" => Some("wijk"),
        "BU" => Some("buurt"),
        _ => None,
    }
}

/// Writes the header of an answer; ASCII only.
#[must_use]
pub fn to_header(parts: &[FictiefDeel]) -> String {
    let json = serde_json::to_string(parts).expect("lists of text always serialise");
    let mut header = String::with_capacity(json.len());
    for unit in json.chars() {
        if unit.is_ascii() {
            header.push(unit);
        } else {
            for code in unit.encode_utf16(&mut [0; 2]) {
                header.push_str(&format!("\\u{code:04x}"));
            }
        }
    }
    header
}

/// Reads the header of an answer: no parts when it is absent, everything when it is unreadable.
#[must_use]
pub fn from_response(response: &Response) -> Vec<FictiefDeel> {
    match response.header(FICTIEF_HEADER) {
        None => Vec::new(),
        Some(text) => match serde_json::from_str::<Vec<FictiefDeel>>(text) {
            Ok(parts) if !parts.is_empty() => parts,
            _ => vec![FictiefDeel::default()],
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn strings(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    }

    #[test]
    fn a_cell_must_match_every_given_list() {
        let part = FictiefDeel {
            kolommen: strings(&["Roker_11"]),
            niveaus: strings(&["wijk"]),
            marges: strings(&["MOG0095", "MBG0095"]),
            ..FictiefDeel::default()
        };
        let cell = CellPlace {
            kolom: Some("Roker_11"),
            gebied: "WK019301",
            marge: Some("MOG0095"),
            ..CellPlace::default()
        };
        assert!(part.matches(&cell));
        assert!(part.matches(&CellPlace {
            kolom: None,
            ..cell
        }));
        assert!(!part.matches(&CellPlace {
            kolom: Some("Eenzaam_25"),
            ..cell
        }));
        assert!(!part.matches(&CellPlace {
            gebied: "GM0193",
            ..cell
        }));
        assert!(!part.matches(&CellPlace {
            marge: Some("MW00000"),
            ..cell
        }));
        assert!(!part.matches(&CellPlace {
            marge: None,
            ..cell
        }));
        assert!(FictiefDeel::default().matches(&cell));
    }

    #[test]
    fn the_header_is_ascii_and_survives_a_round_trip() {
        assert_eq!(to_header(&[FictiefDeel::default()]), "[{}]");
        let parts = vec![FictiefDeel {
            kolommen: strings(&["Café_1"]),
            ..FictiefDeel::default()
        }];
        let header = to_header(&parts);
        assert!(header.is_ascii());
        let response = |text: &str| Response {
            status: 200,
            headers: BTreeMap::from([(FICTIEF_HEADER.to_owned(), text.to_owned())]),
            body: Vec::new(),
        };
        assert_eq!(from_response(&response(&header)), parts);
        for unclear in ["[]", "ja", "{}", "[{\"onbekend\":1}]"] {
            assert_eq!(
                from_response(&response(unclear)),
                [FictiefDeel::default()],
                "{unclear}"
            );
        }
    }
}
