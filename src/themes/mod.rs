//! Themes and their indicators: the catalogue, as data beside the code.

mod age;
mod catalogue;
mod check;
#[cfg(test)]
mod check_tests;
mod set;

use serde::{Deserialize, Serialize};

pub use age::AgeGroup;
pub use catalogue::{Calculation, Indicator, Level, Werving, Words};
pub use check::{CatalogueFaults, DIMENSIONS};
pub use set::{CORE_SET_VERSION, Catalogue};

/// Theme of an indicator, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Lifestyle: smoking, drinking, food, exercise.
    Leefstijl,
    /// Mental health.
    Mentaal,
    /// Ageing, chronic conditions, informal care.
    GrijzeDruk,
    /// Low literacy.
    Laaggeletterdheid,
    /// Who lives here, and the care they use.
    Context,
}

impl Theme {
    /// All themes, in the order of the report.
    pub const ALL: [Self; 5] = [
        Self::Leefstijl,
        Self::Mentaal,
        Self::GrijzeDruk,
        Self::Laaggeletterdheid,
        Self::Context,
    ];

    /// Returns the word used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leefstijl => "leefstijl",
            Self::Mentaal => "mentaal",
            Self::GrijzeDruk => "grijze_druk",
            Self::Laaggeletterdheid => "laaggeletterdheid",
            Self::Context => "context",
        }
    }

    /// Returns the heading of the theme.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Leefstijl => "Leefstijl",
            Self::Mentaal => "Mentale gezondheid",
            Self::GrijzeDruk => "Grijze druk",
            Self::Laaggeletterdheid => "Laaggeletterdheid",
            Self::Context => "Achtergrond en zorg",
        }
    }
}
