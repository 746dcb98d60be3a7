//! Years, and the period codes of CBS.

use std::fmt;

/// A calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Year(pub i32);

impl Year {
    /// Reads the year of a CBS period code; only whole years (`2024JJ00`) are one.
    pub fn from_period_code(code: &str) -> Option<Self> {
        let (year, kind) = code.trim().split_at_checked(4)?;
        (kind == "JJ00")
            .then(|| year.parse().ok().map(Self))
            .flatten()
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_years_are_years() {
        assert_eq!(Year::from_period_code("2024JJ00"), Some(Year(2024)));
        assert_eq!(Year::from_period_code("2024JJ00  "), Some(Year(2024)));
        for other in ["2024KW01", "2024MM01", "2024", "", "JJ00", "20é4JJ00"] {
            assert_eq!(Year::from_period_code(other), None, "{other}");
        }
    }
}
