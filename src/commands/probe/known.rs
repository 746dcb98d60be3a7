//! What the live services are known to say. The only place with these figures.

use regiobeeld_fetchers::FigurePlace;

/// A table that the probe asks for, and what of it.
pub(super) struct Asked {
    /// Table id.
    pub(super) table: &'static str,
    /// Figures that it is known to hold.
    pub(super) figures: &'static [Known],
}

/// A figure that was published, with where it was read.
pub(super) struct Known {
    /// What it is, for the reader.
    pub(super) what: &'static str,
    /// Where it stands.
    pub(super) place: FigurePlace<'static>,
    /// The figure as published.
    pub(super) value: f64,
    /// Where it was read.
    pub(super) source: &'static str,
}

/// The gemeente that is asked for.
pub(super) const GEMEENTE: &str = "GM0193";

/// All adults, the value itself, 2024.
const ADULTS_2024: [(&str, &str); 3] = [
    ("Leeftijd", "20300"),
    ("Marges", "MW00000"),
    ("Perioden", "2024JJ00"),
];

const CBS_READ: &str = "CBS 85984NED op 19 juli 2026 (loukanton/woonikveilig df5ed993)";
const RIVM_READ: &str = "RIVM 50150NED in 2026, twee keer los van elkaar gelezen \
    (loukanton/woonikveilig df5ed993 en AnneVersion/geoinzicht-app f437ee68)";

/// The tables, in the order of asking.
pub(super) const TABLES: [Asked; 6] = [
    Asked {
        table: "85984NED",
        figures: &[
            inhabitants("NL", "inwoners van Nederland, 2024", 17_942_942.0),
            inhabitants(GEMEENTE, "inwoners van Zwolle, 2024", 133_141.0),
        ],
    },
    Asked {
        table: "86165NED",
        figures: &[],
    },
    Asked {
        table: "50150NED",
        figures: &[
            good_health(
                "NL",
                "goed ervaren gezondheid in Nederland, 18+, 2024",
                72.8,
            ),
            good_health(
                GEMEENTE,
                "goed ervaren gezondheid in Zwolle, 18+, 2024",
                75.2,
            ),
            good_health(
                "GM0180",
                "goed ervaren gezondheid in Staphorst, 18+, 2024",
                79.9,
            ),
        ],
    },
    Asked {
        table: "50149NED",
        figures: &[],
    },
    Asked {
        table: "85755NED",
        figures: &[],
    },
    Asked {
        table: "wijken-2024",
        figures: &[],
    },
];

const fn inhabitants(area: &'static str, what: &'static str, value: f64) -> Known {
    Known {
        what,
        place: FigurePlace {
            stem: "AantalInwoners",
            group: None,
            area,
            codes: &[],
        },
        value,
        source: CBS_READ,
    }
}

const fn good_health(area: &'static str, what: &'static str, value: f64) -> Known {
    Known {
        what,
        place: FigurePlace {
            stem: "GoedErvarenGezondheid",
            group: None,
            area,
            codes: &ADULTS_2024,
        },
        value,
        source: RIVM_READ,
    }
}
