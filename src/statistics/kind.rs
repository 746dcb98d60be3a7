//! What sort of figure a number is, and which way is better. Both decide which words are allowed.

use serde::{Deserialize, Serialize};

/// The five kinds of figures (`soort`); each allows other conclusions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A full count from a register: no interval, no test.
    Registratie,
    /// A survey with a published or computable margin: may be tested.
    Enquete,
    /// A small-area model estimate: has an interval, never a p-value.
    Modelschatting,
    /// An estimate from assumptions: has a range, never a test.
    Schatting,
    /// A local extract: tested as a survey only when its design is known.
    Lokaal,
}

impl FigureKind {
    /// All kinds, in the order of the catalogue.
    pub const ALL: [Self; 5] = [
        Self::Registratie,
        Self::Enquete,
        Self::Modelschatting,
        Self::Schatting,
        Self::Lokaal,
    ];

    /// Returns the code that output files use in the column `soort`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registratie => "registratie",
            Self::Enquete => "enquete",
            Self::Modelschatting => "modelschatting",
            Self::Schatting => "schatting",
            Self::Lokaal => "lokaal",
        }
    }

    /// Says whether a figure of this kind may have a p-value, a rank interval or a trend test.
    ///
    /// A local figure may only when its extract also gives bounds, an effective sample size or
    /// a design effect; [`super::survey::SurveyEstimate`] asks for one of these.
    pub const fn allows_test(self) -> bool {
        matches!(self, Self::Enquete | Self::Lokaal)
    }

    /// Says whether sentences about this kind must carry the words "naar schatting".
    pub const fn is_estimated(self) -> bool {
        matches!(self, Self::Modelschatting | Self::Schatting)
    }
}

/// Which way of an indicator is unfavourable (`richting`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A higher value is unfavourable, as for smoking.
    HogerIsOngunstiger,
    /// A lower value is unfavourable, as for good self-rated health.
    LagerIsOngunstiger,
    /// Neither is better, as for the share of people of 65 and over.
    Neutraal,
}

impl Direction {
    /// Returns the code that output files use for `richting`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HogerIsOngunstiger => "hoger_is_ongunstiger",
            Self::LagerIsOngunstiger => "lager_is_ongunstiger",
            Self::Neutraal => "neutraal",
        }
    }

    /// Returns +1 when higher is unfavourable, −1 when lower is, and nothing when neutral.
    pub const fn sign(self) -> Option<f64> {
        match self {
            Self::HogerIsOngunstiger => Some(1.0),
            Self::LagerIsOngunstiger => Some(-1.0),
            Self::Neutraal => None,
        }
    }

    /// Returns the direction of the mirror indicator (of "no" instead of "yes").
    pub const fn flipped(self) -> Self {
        match self {
            Self::HogerIsOngunstiger => Self::LagerIsOngunstiger,
            Self::LagerIsOngunstiger => Self::HogerIsOngunstiger,
            Self::Neutraal => Self::Neutraal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_serde_names() {
        for kind in FigureKind::ALL {
            let quoted = format!("\"{}\"", kind.as_str());
            assert_eq!(serde_json::to_string(&kind).unwrap(), quoted);
            assert_eq!(serde_json::from_str::<FigureKind>(&quoted).unwrap(), kind);
        }
        for direction in [
            Direction::HogerIsOngunstiger,
            Direction::LagerIsOngunstiger,
            Direction::Neutraal,
        ] {
            let quoted = format!("\"{}\"", direction.as_str());
            assert_eq!(serde_json::to_string(&direction).unwrap(), quoted);
            assert_eq!(
                serde_json::from_str::<Direction>(&quoted).unwrap(),
                direction
            );
        }
    }

    #[test]
    fn only_surveys_and_local_figures_can_be_tested() {
        let testable: Vec<&str> = FigureKind::ALL
            .into_iter()
            .filter(|kind| kind.allows_test())
            .map(FigureKind::as_str)
            .collect();
        assert_eq!(testable, ["enquete", "lokaal"]);
    }
}
