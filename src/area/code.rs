//! Codes of CBS areas, and the levels they belong to.
//!
//! CBS pads codes with blanks to a width that differs per table, and RIVM calls the country
//! `NL01` where CBS says `NL00`; both are settled here. The last characters of a wijk code may
//! be letters (Amsterdam, from 2022), so only the gemeente part is read as a number.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// Level of an area, from large to small. The order is the order of rows in `cijfers.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaLevel {
    /// Nederland.
    Land,
    /// One of the twelve provincies.
    Provincie,
    /// A GGD region.
    Ggd,
    /// A region of gemeenten of any other kind, such as an RZA.
    Regio,
    /// A gemeente.
    Gemeente,
    /// A wijk of a gemeente.
    Wijk,
    /// A buurt of a wijk.
    Buurt,
}

impl AreaLevel {
    /// Returns the word used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Provincie => "provincie",
            Self::Ggd => "ggd",
            Self::Regio => "regio",
            Self::Gemeente => "gemeente",
            Self::Wijk => "wijk",
            Self::Buurt => "buurt",
        }
    }
}

/// Code of a gemeente, `GM0193`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GemeenteCode(u16);

impl GemeenteCode {
    /// Parses a gemeente code; blanks around it are ignored.
    ///
    /// # Errors
    /// When the text is not `GM` and four digits.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        match AreaCode::parse(text)? {
            AreaCode::Gemeente(code) => Ok(code),
            _ => Err(CodeError {
                text: text.trim().to_owned(),
            }),
        }
    }

    /// Returns the digits as a number.
    pub(super) const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for GemeenteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = four_digits(self.0);
        put(f, &[b'G', b'M', a, b, c, d])
    }
}

/// The gemeente «Buitenland» of the maps.
const ABROAD: GemeenteCode = GemeenteCode(998);

/// Code of a wijk, `WK019310` or `WK0363AA`. It knows its gemeente.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WijkCode {
    gemeente: GemeenteCode,
    wijk: [u8; 2],
}

impl WijkCode {
    /// Parses a wijk code; blanks around it are ignored.
    ///
    /// # Errors
    /// When the text is not `WK`, four digits and two letters or digits.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        match AreaCode::parse(text)? {
            AreaCode::Wijk(code) => Ok(code),
            _ => Err(CodeError {
                text: text.trim().to_owned(),
            }),
        }
    }

    /// Returns the gemeente that the wijk belongs to.
    pub const fn gemeente(self) -> GemeenteCode {
        self.gemeente
    }

    /// Returns whether it is open water (a code that ends in 99) or lies abroad: no wijk of people.
    pub fn is_no_land(self) -> bool {
        self.wijk == *b"99" || self.gemeente == ABROAD
    }
}

impl fmt::Display for WijkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = four_digits(self.gemeente.0);
        let [e, g] = self.wijk;
        put(f, &[b'W', b'K', a, b, c, d, e, g])
    }
}

/// Writes a code: tens of thousands stand in the files of one report.
fn put(f: &mut fmt::Formatter<'_>, code: &[u8]) -> fmt::Result {
    f.write_str(std::str::from_utf8(code).map_err(|_| fmt::Error)?)
}

/// The digits of the number of a gemeente, which has at most four.
fn four_digits(number: u16) -> [u8; 4] {
    [number / 1000, number / 100, number / 10, number].map(|rest| {
        let [_, digit] = (rest % 10).to_be_bytes();
        b'0' + digit
    })
}

/// Code of any area. Orders by level, then by code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AreaCode {
    /// Nederland, `NL00` at CBS and `NL01` at RIVM; written `NL`.
    Land,
    /// `PV23`.
    Provincie(u8),
    /// `GG1009`.
    Ggd(u16),
    /// A region from a region file, by the code that stands there.
    Regio(String),
    /// `GM0193`.
    Gemeente(GemeenteCode),
    /// `WK019310`.
    Wijk(WijkCode),
    /// `BU01931001`: the wijk and the last two characters.
    Buurt(WijkCode, [u8; 2]),
}

// Figures are looked up by area all the time, so that two codes are compared as two numbers.
impl Ord for AreaCode {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Gemeente(one), Self::Gemeente(other)) => one.cmp(other),
            (Self::Regio(one), Self::Regio(other)) => one.cmp(other),
            _ => self.place().cmp(&other.place()),
        }
    }
}

impl PartialOrd for AreaCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text that is not the code of a Dutch area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{text}» is geen gebiedscode; verwacht bijvoorbeeld GM0193, WK019310 of NL")]
pub struct CodeError {
    /// The text as it was found, without blanks around it.
    pub text: String,
}

impl AreaCode {
    /// Parses a code as CBS, RIVM and PDOK write it; blanks around it are ignored.
    ///
    /// # Errors
    /// When the text is not a code of a level that is known.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let code = text.trim();
        let fault = || CodeError {
            text: code.to_owned(),
        };
        if matches!(code, "NL" | "NL00" | "NL01") {
            return Ok(Self::Land);
        }
        if !code.is_ascii() || code.len() < 4 {
            return Err(fault());
        }
        let (kind, rest) = code.split_at(2);
        match (kind, rest.len()) {
            ("PV", 2) => digits(rest)
                .and_then(|n| u8::try_from(n).ok())
                .map(Self::Provincie),
            ("GG", 4) => digits(rest).map(Self::Ggd),
            ("GM", 4) => digits(rest).map(|n| Self::Gemeente(GemeenteCode(n))),
            ("WK", 6) => wijk(rest).map(Self::Wijk),
            ("BU", 8) => {
                let (front, last) = rest.split_at(6);
                wijk(front)
                    .zip(two(last))
                    .map(|(wijk, buurt)| Self::Buurt(wijk, buurt))
            }
            _ => None,
        }
        .ok_or_else(fault)
    }

    /// The place of the code in the order of all codes, but for that of regions among each other.
    fn place(&self) -> u64 {
        let of_wijk = |level, code: &WijkCode, [c, d]: [u8; 2]| {
            let [front, back] = code.gemeente.0.to_be_bytes();
            let [a, b] = code.wijk;
            u64::from_be_bytes([level, 0, front, back, a, b, c, d])
        };
        match self {
            Self::Land => 0,
            Self::Provincie(number) => u64::from_be_bytes([1, 0, 0, 0, 0, 0, 0, *number]),
            Self::Ggd(number) => {
                let [front, back] = number.to_be_bytes();
                u64::from_be_bytes([2, 0, 0, 0, 0, 0, front, back])
            }
            Self::Regio(_) => u64::from_be_bytes([3, 0, 0, 0, 0, 0, 0, 0]),
            Self::Gemeente(code) => {
                let [front, back] = code.0.to_be_bytes();
                u64::from_be_bytes([4, 0, front, back, 0, 0, 0, 0])
            }
            Self::Wijk(code) => of_wijk(5, code, [0, 0]),
            Self::Buurt(code, last) => of_wijk(6, code, *last),
        }
    }

    /// Returns the level of the area.
    pub const fn level(&self) -> AreaLevel {
        match self {
            Self::Land => AreaLevel::Land,
            Self::Provincie(_) => AreaLevel::Provincie,
            Self::Ggd(_) => AreaLevel::Ggd,
            Self::Regio(_) => AreaLevel::Regio,
            Self::Gemeente(_) => AreaLevel::Gemeente,
            Self::Wijk(_) => AreaLevel::Wijk,
            Self::Buurt(..) => AreaLevel::Buurt,
        }
    }

    /// Returns the gemeente that the area is or lies in, if it is not larger than one.
    pub const fn gemeente(&self) -> Option<GemeenteCode> {
        match self {
            Self::Gemeente(code) => Some(*code),
            Self::Wijk(wijk) | Self::Buurt(wijk, _) => Some(wijk.gemeente),
            Self::Land | Self::Provincie(_) | Self::Ggd(_) | Self::Regio(_) => None,
        }
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Land => f.write_str("NL"),
            Self::Provincie(number) => write!(f, "PV{number:02}"),
            Self::Ggd(number) => write!(f, "GG{number:04}"),
            Self::Regio(code) => f.write_str(code),
            Self::Gemeente(code) => code.fmt(f),
            Self::Wijk(code) => code.fmt(f),
            Self::Buurt(wijk, [a, b]) => {
                let wijk = wijk.to_string();
                write!(f, "BU{}{}{}", &wijk[2..], char::from(*a), char::from(*b))
            }
        }
    }
}

impl Serialize for AreaCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for GemeenteCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn digits(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

fn two(text: &str) -> Option<[u8; 2]> {
    let pair: [u8; 2] = text.as_bytes().try_into().ok()?;
    pair.iter()
        .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        .then_some(pair)
}

fn wijk(text: &str) -> Option<WijkCode> {
    let (gemeente, wijk) = text.split_at(4);
    Some(WijkCode {
        gemeente: GemeenteCode(digits(gemeente)?),
        wijk: two(wijk)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, level: AreaLevel, printed: &str, gemeente: Option<&str>) {
        let code = AreaCode::parse(text).unwrap();
        assert_eq!(code.level(), level, "{text}");
        assert_eq!(code.to_string(), printed, "{text}");
        assert_eq!(
            code.gemeente().map(|g| g.to_string()).as_deref(),
            gemeente,
            "{text}"
        );
    }

    #[test]
    fn codes_of_every_level_are_read_and_written() {
        use AreaLevel::{Buurt, Gemeente, Ggd, Land, Provincie, Wijk};
        check("NL00      ", Land, "NL", None);
        check("NL01", Land, "NL", None);
        check("NL", Land, "NL", None);
        check("PV23", Provincie, "PV23", None);
        check("GG0111", Ggd, "GG0111", None);
        check("GM0193    ", Gemeente, "GM0193", Some("GM0193"));
        check("WK019310  ", Wijk, "WK019310", Some("GM0193"));
        check("WK0363AA", Wijk, "WK0363AA", Some("GM0363"));
        check("BU01931001", Buurt, "BU01931001", Some("GM0193"));
        check("BU0363AA01", Buurt, "BU0363AA01", Some("GM0363"));
    }

    #[test]
    fn water_and_abroad_are_no_land() {
        let is_no_land = |code| WijkCode::parse(code).unwrap().is_no_land();
        assert!(is_no_land("WK019399") && is_no_land("WK099801"));
        assert!(!is_no_land("WK019398") && !is_no_land("WK0363AA"));
    }

    #[test]
    fn texts_that_are_no_code_are_refused() {
        for text in [
            "",
            " ",
            "193",
            "GM193",
            "GM01934",
            "gm0193",
            "GM+193",
            "GM 193",
            "WK01931",
            "WK0193é",
            "WK01931a",
            "NL02",
            "XX0193",
            "BU0193100",
            "GMO193",
            "WK٠193٠1",
        ] {
            assert!(AreaCode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_code_of_another_level_is_refused_at_the_door() {
        assert!(GemeenteCode::parse("WK019310").is_err());
        assert!(WijkCode::parse("GM0193").is_err());
    }

    #[test]
    fn areas_sort_by_level_and_then_by_code() {
        let mut codes: Vec<AreaCode> =
            ["WK0363AA", "WK036300", "GM0193", "NL00", "GM0034", "GG1009"]
                .iter()
                .map(|c| AreaCode::parse(c).unwrap())
                .collect();
        codes.push(AreaCode::Regio("rza-zwolle".to_owned()));
        codes.sort();
        let printed: Vec<String> = codes.iter().map(ToString::to_string).collect();
        assert_eq!(
            printed,
            [
                "NL",
                "GG1009",
                "rza-zwolle",
                "GM0034",
                "GM0193",
                "WK036300",
                "WK0363AA"
            ]
        );
    }
}
