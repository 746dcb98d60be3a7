//! The 22 proven columns of 50150NED and what shapes the made-up figures of each.

use crate::metadata::Property;

/// One column.
pub struct Indicator {
    pub key: &'static str,
    pub title: &'static str,
    /// Made-up national value of 2024; absent where the real one is known.
    pub land_2024: Option<f64>,
    /// Effects on the logit scale of: prosperity, share of 65+, density of addresses, chance.
    pub effects: [f64; 4],
    /// Difference between 65+ and 18+ on the logit scale.
    pub older: f64,
}

const fn indicator(
    key: &'static str,
    title: &'static str,
    land_2024: Option<f64>,
    effects: [f64; 4],
    older: f64,
) -> Indicator {
    Indicator {
        key,
        title,
        land_2024,
        effects,
        older,
    }
}

/// Good self-rated health, the only column of every wave and gemeente.
pub const GOOD_HEALTH: &str = "GoedErvarenGezondheid_4";

/// Chronic conditions, known for the country from 2016.
pub const CHRONIC: &str = "EenOfMeerLangdurigeAandoeningen_5";

/// The columns in the order of the table.
pub const INDICATORS: [Indicator; 22] = [
    indicator(
        GOOD_HEALTH,
        "Goed ervaren gezondheid",
        None,
        [0.60, -2.2, -0.03, -0.08],
        -0.62,
    ),
    indicator(
        CHRONIC,
        "Een of meer langdurige aandoeningen",
        None,
        [-0.32, 2.4, 0.02, 0.06],
        0.85,
    ),
    indicator(
        "LangdurigBeperkt_6",
        "Langdurig beperkt",
        Some(32.3),
        [-0.42, 2.3, 0.02, 0.06],
        0.75,
    ),
    indicator(
        "HoogRisicoAngststoornisOfDepressie_14",
        "Hoog risico op angststoornis of depressie",
        Some(10.6),
        [-0.80, -1.2, 0.06, 0.09],
        -0.62,
    ),
    indicator(
        "HeelVeelStressAfg4Weken_17",
        "(Heel) veel stress in afgelopen 4 weken",
        Some(20.8),
        [-0.40, -1.6, 0.05, 0.07],
        -0.95,
    ),
    indicator(
        "LageVeerkracht_22",
        "Lage veerkracht",
        Some(16.9),
        [-0.60, 0.3, 0.04, 0.07],
        0.10,
    ),
    indicator(
        "MatigVeelRegieOverHetEigenLeven_24",
        "Matig of veel regie over het eigen leven",
        Some(86.7),
        [0.55, -0.8, -0.03, -0.07],
        -0.40,
    ),
    indicator(
        "Eenzaam_25",
        "Eenzaam",
        Some(47.4),
        [-0.40, 0.3, 0.06, 0.07],
        -0.03,
    ),
    indicator(
        "SterkEenzaam_26",
        "Sterk eenzaam",
        Some(14.2),
        [-0.70, 0.2, 0.08, 0.08],
        -0.10,
    ),
    indicator(
        "EmotioneelEenzaam_27",
        "Emotioneel eenzaam",
        Some(30.3),
        [-0.50, 0.2, 0.06, 0.07],
        -0.08,
    ),
    indicator(
        "SociaalEenzaam_28",
        "Sociaal eenzaam",
        Some(33.2),
        [-0.36, 0.3, 0.04, 0.06],
        0.12,
    ),
    indicator(
        "KrijgtSteunVanAnderen_29",
        "Krijgt steun van anderen",
        Some(93.1),
        [0.50, -0.2, -0.05, -0.08],
        -0.12,
    ),
    indicator(
        "Mantelzorger_30",
        "Mantelzorger",
        Some(14.3),
        [0.05, 0.5, -0.05, 0.04],
        0.12,
    ),
    indicator(
        "Vrijwilligerswerk_31",
        "Vrijwilligerswerk",
        Some(26.1),
        [0.30, 0.2, -0.12, -0.05],
        0.15,
    ),
    indicator(
        "MoeiteMetRondkomen_32",
        "Moeite met rondkomen",
        Some(17.4),
        [-1.10, -1.2, 0.08, 0.10],
        -0.65,
    ),
    indicator(
        "Overgewicht_33",
        "Overgewicht",
        Some(50.8),
        [-0.35, 0.4, -0.04, 0.05],
        0.35,
    ),
    indicator(
        "ErnstigOvergewichtObesitas_34",
        "Ernstig overgewicht (obesitas)",
        Some(16.7),
        [-0.62, 0.2, -0.02, 0.07],
        0.10,
    ),
    indicator(
        "RooktTabak_35",
        "Rookt tabak",
        Some(17.3),
        [-0.70, -1.4, 0.05, 0.08],
        -0.72,
    ),
    indicator(
        "OvermatigDrinken_37",
        "Overmatig drinken",
        Some(6.4),
        [0.10, 0.2, 0.02, 0.07],
        0.28,
    ),
    indicator(
        "VoldoetAanDeBeweegrichtlijn_40",
        "Voldoet aan de beweegrichtlijn",
        Some(48.2),
        [0.42, -0.8, 0.05, -0.05],
        -0.36,
    ),
    indicator(
        "TevredenMetDeWoning_56",
        "Tevreden met de woning",
        Some(86.9),
        [0.75, 0.8, -0.05, -0.08],
        0.45,
    ),
    indicator(
        "TevredenMetDeWoonomgeving_57",
        "Tevreden met de woonomgeving",
        Some(85.4),
        [0.65, 0.4, -0.09, -0.09],
        0.22,
    ),
];

/// Returns the description of every column, in the order of a row.
pub fn properties() -> Vec<Property> {
    let mut properties = vec![
        Property::Dimension("Dimension", "Leeftijd", "Leeftijd"),
        Property::Dimension("Dimension", "Marges", "Marges"),
        Property::Dimension("GeoDetail", "WijkenEnBuurten", "Wijken en buurten"),
        Property::Dimension("TimeDimension", "Perioden", "Perioden"),
        Property::Group("Regioaanduiding"),
    ];
    for (key, title, unit) in [
        ("Gemeentenaam_1", "Gemeentenaam", "naam"),
        ("SoortRegio_2", "Soort regio", "omschrijving"),
        ("Codering_3", "Codering", "code"),
    ] {
        properties.push(Property::Topic(
            key,
            title.to_string(),
            "String",
            unit,
            0,
            "",
        ));
    }
    for (first, group) in [
        (GOOD_HEALTH, "Ervaren gezondheid en beperkingen"),
        (
            "HoogRisicoAngststoornisOfDepressie_14",
            "Mentale gezondheid",
        ),
        ("Eenzaam_25", "Sociale omgeving"),
        ("Overgewicht_33", "Leefstijl"),
        ("TevredenMetDeWoning_56", "Woonomgeving"),
    ] {
        properties.push(Property::Group(group));
        let from = INDICATORS
            .iter()
            .skip_while(|indicator| indicator.key != first);
        for (index, indicator) in from.enumerate() {
            if index > 0 && STARTS.contains(&indicator.key) {
                break;
            }
            let title = indicator.title.to_string();
            properties.push(Property::Topic(
                indicator.key,
                title,
                "Double",
                "%",
                1,
                "Relative",
            ));
        }
    }
    properties
}

/// The columns at which a group starts.
const STARTS: [&str; 4] = [
    "HoogRisicoAngststoornisOfDepressie_14",
    "Eenzaam_25",
    "Overgewicht_33",
    "TevredenMetDeWoning_56",
];
