//! The columns of the table. Of 50150NED 22 keys are known (4, 5, 6, 14, 17, 22, 24–35, 37, 40,
//! 56 and 57); the others are made up in their style, because the length of a key sets the size of
//! a page.

/// Columns with text, at the start of every row.
pub const TEXTS: [&str; 3] = ["Gemeentenaam_1", "SoortRegio_2", "Codering_3"];

/// Columns with figures, in the order of a row.
pub const FIGURES: [&str; 57] = [
    "GoedErvarenGezondheid_4",
    "EenOfMeerLangdurigeAandoeningen_5",
    "LangdurigBeperkt_6",
    "ErnstigLangdurigBeperkt_7",
    "BeperktInHoren_8",
    "BeperktInZien_9",
    "BeperktInBewegen_10",
    "LichamelijkBeperkt_11",
    "GevallenAfgelopenJaar_12",
    "BrozeGezondheid_13",
    "HoogRisicoAngststoornisOfDepressie_14",
    "MatigRisicoAngststoornisOfDepressie_15",
    "PsychischeKlachten_16",
    "HeelVeelStressAfg4Weken_17",
    "EmotioneleUitputting_18",
    "SuicidegedachtenLaatsteJaar_19",
    "ZeerLageVeerkracht_20",
    "ZeerHogeVeerkracht_21",
    "LageVeerkracht_22",
    "WeinigRegieOverHetEigenLeven_23",
    "MatigVeelRegieOverHetEigenLeven_24",
    "Eenzaam_25",
    "SterkEenzaam_26",
    "EmotioneelEenzaam_27",
    "SociaalEenzaam_28",
    "KrijgtSteunVanAnderen_29",
    "Mantelzorger_30",
    "Vrijwilligerswerk_31",
    "MoeiteMetRondkomen_32",
    "Overgewicht_33",
    "ErnstigOvergewichtObesitas_34",
    "RooktTabak_35",
    "RooktOfVapet_36",
    "OvermatigDrinken_37",
    "ZwareDrinker_38",
    "VoldoetAanDeAlcoholrichtlijn_39",
    "VoldoetAanDeBeweegrichtlijn_40",
    "WekelijkseSporter_41",
    "LooptOfFietstNaarSchoolOfWerk_42",
    "LooptNaarSchoolOfWerk_43",
    "FietstNaarSchoolOfWerk_44",
    "Ondergewicht_45",
    "NormaalGewicht_46",
    "GeluidhinderWegverkeer_47",
    "GeluidhinderTreinen_48",
    "GeluidhinderVliegverkeer_49",
    "GeluidhinderBuren_50",
    "SlaapverstoringWegverkeer_51",
    "SlaapverstoringVliegverkeer_52",
    "SlaapverstoringBuren_53",
    "GeurhinderHoutrook_54",
    "VoldoendeGroenInDeBuurt_55",
    "TevredenMetDeWoning_56",
    "TevredenMetDeWoonomgeving_57",
    "VoldoendeVerkoelingInDeBuurt_58",
    "VoeltZichVeiligInDeBuurt_59",
    "WoningTeWarmInDeZomer_60",
];

/// The first column of each group, with the title of the group.
pub const GROUPS: [(&str, &str); 5] = [
    (FIGURES[0], "Ervaren gezondheid en beperkingen"),
    (FIGURES[10], "Mentale gezondheid"),
    (FIGURES[21], "Sociale omgeving"),
    (FIGURES[29], "Leefstijl"),
    (FIGURES[43], "Woonomgeving"),
];

/// Codes and titles of the ages.
pub const AGES: [(&str, &str); 3] = [
    ("20300", "18 jaar of ouder"),
    ("53115", "18 tot 65 jaar"),
    ("80200", "65 jaar of ouder"),
];

/// Codes and titles of the margins: the value, then the bounds.
pub const MARGINS: [(&str, &str); 3] = [
    ("MW00000", "Waarde"),
    ("MOG0095", "Ondergrens 95%-interval"),
    ("MBG0095", "Bovengrens 95%-interval"),
];

/// Codes and titles of the waves.
pub const WAVES: [(&str, &str); 5] = [
    ("2012JJ00", "2012"),
    ("2016JJ00", "2016"),
    ("2020JJ00", "2020"),
    ("2022JJ00", "2022"),
    ("2024JJ00", "2024"),
];

/// Returns a title from a key: `GoedErvarenGezondheid_4` becomes `Goed ervaren gezondheid`.
pub fn title_of(key: &str) -> String {
    let stem = key.split('_').next().unwrap_or(key);
    let mut title = String::new();
    for letter in stem.chars() {
        if letter.is_ascii_uppercase() && !title.is_empty() {
            title.push(' ');
            title.push(letter.to_ascii_lowercase());
        } else {
            title.push(letter);
        }
    }
    title
}
