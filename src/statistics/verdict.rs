//! The words that a comparison may end in.

use serde::{Deserialize, Serialize};

use super::kind::Direction;

/// The side of the reference on which a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Above the reference.
    Higher,
    /// Below the reference.
    Lower,
}

impl Side {
    /// Returns the side of a difference, or nothing when it is zero or not a number.
    pub fn of(difference: f64) -> Option<Self> {
        if difference > 0.0 {
            Some(Self::Higher)
        } else if difference < 0.0 {
            Some(Self::Lower)
        } else {
            None
        }
    }

    /// Returns the other side.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Higher => Self::Lower,
            Self::Lower => Self::Higher,
        }
    }
}

/// The outcome of a comparison (`oordeel`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Different in the unfavourable direction.
    Ongunstiger,
    /// Different in the favourable direction.
    Gunstiger,
    /// Higher, without a judgement.
    Hoger,
    /// Lower, without a judgement.
    Lager,
    /// Tested; the difference is small or uncertain.
    NietDuidelijkAnders,
    /// Not tested, or not testable.
    GeenToets,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] = [
        Self::Ongunstiger,
        Self::Gunstiger,
        Self::Hoger,
        Self::Lager,
        Self::NietDuidelijkAnders,
        Self::GeenToets,
    ];

    /// Returns the code that output files use in the column `oordeel`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ongunstiger => "ongunstiger",
            Self::Gunstiger => "gunstiger",
            Self::Hoger => "hoger",
            Self::Lager => "lager",
            Self::NietDuidelijkAnders => "niet_duidelijk_anders",
            Self::GeenToets => "geen_toets",
        }
    }

    /// Returns the verdict of a value on this side of the reference, judged by the direction.
    ///
    /// A neutral indicator is never called favourable: being young is not healthier.
    pub const fn judged(side: Side, direction: Direction) -> Self {
        match (side, direction) {
            (Side::Higher, Direction::HogerIsOngunstiger)
            | (Side::Lower, Direction::LagerIsOngunstiger) => Self::Ongunstiger,
            (Side::Lower, Direction::HogerIsOngunstiger)
            | (Side::Higher, Direction::LagerIsOngunstiger) => Self::Gunstiger,
            (side, Direction::Neutraal) => Self::plain(side),
        }
    }

    /// Returns `hoger` or `lager`, for kinds of figures that are never judged.
    pub const fn plain(side: Side) -> Self {
        match side {
            Side::Higher => Self::Hoger,
            Side::Lower => Self::Lager,
        }
    }

    /// Says whether this verdict states a difference.
    pub const fn is_difference(self) -> bool {
        !matches!(self, Self::NietDuidelijkAnders | Self::GeenToets)
    }

    /// Returns the verdict of the same comparison with the opposite word for the side.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Ongunstiger => Self::Gunstiger,
            Self::Gunstiger => Self::Ongunstiger,
            Self::Hoger => Self::Lager,
            Self::Lager => Self::Hoger,
            Self::NietDuidelijkAnders => Self::NietDuidelijkAnders,
            Self::GeenToets => Self::GeenToets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_serde_names() {
        for verdict in Verdict::ALL {
            let quoted = format!("\"{}\"", verdict.as_str());
            assert_eq!(serde_json::to_string(&verdict).unwrap(), quoted);
            assert_eq!(serde_json::from_str::<Verdict>(&quoted).unwrap(), verdict);
        }
    }

    #[test]
    fn direction_decides_the_word() {
        use Direction::{HogerIsOngunstiger, LagerIsOngunstiger, Neutraal};
        let table = [
            (Side::Higher, HogerIsOngunstiger, Verdict::Ongunstiger),
            (Side::Lower, HogerIsOngunstiger, Verdict::Gunstiger),
            (Side::Higher, LagerIsOngunstiger, Verdict::Gunstiger),
            (Side::Lower, LagerIsOngunstiger, Verdict::Ongunstiger),
            (Side::Higher, Neutraal, Verdict::Hoger),
            (Side::Lower, Neutraal, Verdict::Lager),
        ];
        for (side, direction, expected) in table {
            assert_eq!(Verdict::judged(side, direction), expected);
            assert_eq!(
                Verdict::judged(side.opposite(), direction),
                expected.opposite()
            );
        }
    }

    #[test]
    fn no_side_without_a_difference() {
        assert_eq!(Side::of(0.0), None);
        assert_eq!(Side::of(f64::NAN), None);
        assert_eq!(Side::of(-0.1), Some(Side::Lower));
    }
}
