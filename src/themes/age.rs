//! Age groups: their codes, their words, and the ages that they hold.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Age group of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// Everyone.
    All,
    /// 15 up to but not including 75.
    From15To75,
    /// 16 up to and including 75.
    From16To75,
    /// 18 or older.
    Adults,
    /// 18 up to and including 64.
    From18To64,
    /// 65 or older.
    From65,
    /// Up to and including 17.
    To17,
    /// Up to and including 22.
    To22,
    /// 12 up to and including 17.
    From12To17,
    /// 12 up to and including 24.
    From12To24,
    /// 16 up to and including 25.
    From16To25,
    /// 16 up to and including 65.
    From16To65,
    /// 18 up to and including 24.
    From18To24,
    /// 19 or older.
    From19,
    /// 19 up to and including 64.
    From19To64,
    /// 65 up to and including 74.
    From65To74,
    /// 66 up to and including 75.
    From66To75,
    /// 70 or older.
    From70,
    /// 75 or older.
    From75,
    /// 80 or older.
    From80,
    /// 85 or older.
    From85,
}

/// What is fixed about an age group.
struct Facts {
    code: &'static str,
    title: &'static str,
    people: &'static str,
    first: u8,
    last: Option<u8>,
}

const fn facts(
    code: &'static str,
    title: &'static str,
    people: &'static str,
    first: u8,
    last: Option<u8>,
) -> Facts {
    Facts {
        code,
        title,
        people,
        first,
        last,
    }
}

impl AgeGroup {
    /// All age groups.
    pub const EACH: [Self; 21] = [
        Self::All,
        Self::From15To75,
        Self::From16To75,
        Self::Adults,
        Self::From18To64,
        Self::From65,
        Self::To17,
        Self::To22,
        Self::From12To17,
        Self::From12To24,
        Self::From16To25,
        Self::From16To65,
        Self::From18To24,
        Self::From19,
        Self::From19To64,
        Self::From65To74,
        Self::From66To75,
        Self::From70,
        Self::From75,
        Self::From80,
        Self::From85,
    ];

    #[rustfmt::skip]
    const fn facts(self) -> Facts {
        match self {
            Self::All => facts("alle", "alle leeftijden", "inwoners", 0, None),
            Self::From15To75 => facts("15-75", "15 tot 75 jaar", "inwoners van 15 tot 75 jaar", 15, Some(74)),
            Self::From16To75 => facts("16-75", "16 tot en met 75 jaar", "inwoners van 16 tot en met 75 jaar", 16, Some(75)),
            Self::Adults => facts("18+", "18 jaar of ouder", "volwassenen", 18, None),
            Self::From18To64 => facts("18-64", "18 tot 65 jaar", "volwassenen tot 65 jaar", 18, Some(64)),
            Self::From65 => facts("65+", "65 jaar of ouder", "65-plussers", 65, None),
            Self::To17 => facts("0-17", "tot 18 jaar", "kinderen tot 18 jaar", 0, Some(17)),
            Self::To22 => facts("0-22", "tot 23 jaar", "jongeren tot 23 jaar", 0, Some(22)),
            Self::From12To17 => facts("12-17", "12 tot 18 jaar", "jongeren van 12 tot 18 jaar", 12, Some(17)),
            Self::From12To24 => facts("12-24", "12 tot 25 jaar", "jongeren van 12 tot 25 jaar", 12, Some(24)),
            Self::From16To25 => facts("16-25", "16 tot en met 25 jaar", "jongvolwassenen", 16, Some(25)),
            Self::From16To65 => facts("16-65", "16 tot en met 65 jaar", "inwoners van 16 tot en met 65 jaar", 16, Some(65)),
            Self::From18To24 => facts("18-24", "18 tot 25 jaar", "jongvolwassenen tot 25 jaar", 18, Some(24)),
            Self::From19 => facts("19+", "19 jaar of ouder", "inwoners van 19 jaar of ouder", 19, None),
            Self::From19To64 => facts("19-64", "19 tot 65 jaar", "inwoners van 19 tot 65 jaar", 19, Some(64)),
            Self::From65To74 => facts("65-74", "65 tot 75 jaar", "inwoners van 65 tot 75 jaar", 65, Some(74)),
            Self::From66To75 => facts("66-75", "66 tot en met 75 jaar", "inwoners van 66 tot en met 75 jaar", 66, Some(75)),
            Self::From70 => facts("70+", "70 jaar of ouder", "70-plussers", 70, None),
            Self::From75 => facts("75+", "75 jaar of ouder", "75-plussers", 75, None),
            Self::From80 => facts("80+", "80 jaar of ouder", "80-plussers", 80, None),
            Self::From85 => facts("85+", "85 jaar of ouder", "85-plussers", 85, None),
        }
    }

    /// Returns the text used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        self.facts().code
    }

    /// Returns the age group as people read it.
    pub const fn title(self) -> &'static str {
        self.facts().title
    }

    /// Returns the word for the people of this age, in a sentence about percentages.
    pub const fn people(self) -> &'static str {
        self.facts().people
    }

    /// Returns the first age, and the last one where there is one.
    pub const fn bounds(self) -> (u8, Option<u8>) {
        let facts = self.facts();
        (facts.first, facts.last)
    }

    /// Reads a code such as `65+`; blanks around and inside it are ignored.
    pub fn from_code(text: &str) -> Option<Self> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let code = code.replace('–', "-").to_lowercase();
        Self::EACH.into_iter().find(|age| age.as_str() == code)
    }
}

impl fmt::Display for AgeGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for AgeGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for AgeGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_code(&text).ok_or_else(|| {
            let known: Vec<&str> = Self::EACH.into_iter().map(Self::as_str).collect();
            D::Error::custom(format!(
                "«{text}» is geen leeftijdsgroep; verwacht {}",
                known.join(", ")
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_group() {
        for age in AgeGroup::EACH {
            assert_eq!(AgeGroup::from_code(age.as_str()), Some(age));
            let (first, last) = age.bounds();
            assert!(last.is_none_or(|last| last > first), "{age}");
        }
        assert_eq!(AgeGroup::from_code(" 18 – 64 "), Some(AgeGroup::From18To64));
        assert_eq!(AgeGroup::from_code("65"), None);
    }
}
