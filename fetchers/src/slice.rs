//! The part of a table that is fetched and stored as one whole.

use std::fmt;

/// Part of a table: the unit of fetching, storing and verifying.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slice {
    /// The row of Nederland and the rows of all gemeenten.
    Land,
    /// The row of one gemeente (code such as `GM0193`) and the rows of its wijken.
    Gemeente(String),
}

impl Slice {
    /// Returns the name used for files and receipts: `land` or the gemeente code.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Self::Land => "land",
            Self::Gemeente(code) => code,
        }
    }

    /// Reads a name written by [`Slice::file_name`].
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<Self> {
        let slice = match name {
            "land" => Self::Land,
            code => Self::Gemeente(code.to_owned()),
        };
        slice.is_well_formed().then_some(slice)
    }

    /// Returns whether the code of a gemeente slice is `GM` and four digits.
    ///
    /// Codes become file names and parts of a query, so nothing else may pass.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        match self {
            Self::Land => true,
            Self::Gemeente(code) => {
                let bytes = code.as_bytes();
                bytes.len() == 6
                    && &bytes[..2] == b"GM"
                    && bytes[2..].iter().all(u8::is_ascii_digit)
            }
        }
    }
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Land => f.write_str("Nederland en alle gemeenten"),
            Self::Gemeente(code) => write!(f, "gemeente {code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_a_round_trip_and_hostile_ones_are_refused() {
        for slice in [Slice::Land, Slice::Gemeente("GM0193".into())] {
            assert_eq!(Slice::from_file_name(slice.file_name()), Some(slice));
        }
        for name in [
            "../land", "GM193", "GM01930", "WK019301", "GM01é", "", "Land",
        ] {
            assert_eq!(Slice::from_file_name(name), None, "{name}");
        }
    }
}
