//! The columns of the surveys and what shapes their made-up figures.

/// One column.
pub struct Topic {
    /// Name in `gepubliceerd.csv`.
    pub name: &'static str,
    pub key: &'static str,
    pub title: &'static str,
    /// National percentages of 2012, 2016, 2020 and 2022 where none was published.
    pub land: [f64; 4],
}

const fn topic(
    name: &'static str,
    key: &'static str,
    title: &'static str,
    land: [f64; 4],
) -> Topic {
    Topic {
        name,
        key,
        title,
        land,
    }
}

/// The columns in the order of the table.
#[rustfmt::skip]
pub const TOPICS: [Topic; 11] = [
    topic("gezond", "ErvarenGezondheidGoedZeerGoed_1", "Ervaren gezondheid goed/zeer goed", [77.0, 75.6, 79.1, 70.0]),
    topic("aandoening", "EenOfMeerLangdurigeAandoeningen_2", "Eén of meer langdurige aandoeningen", [33.0, 33.9, 32.2, 33.4]),
    topic("beperking", "EenOfMeerLichamelijkeBeperkingen_3", "Eén of meer lichamelijke beperkingen", [15.2, 14.8, 14.5, 15.0]),
    topic("overgewicht", "Overgewicht_4", "Overgewicht", [47.8, 48.9, 49.4, 50.1]),
    topic("obesitas", "ErnstigOvergewicht_5", "Ernstig overgewicht", [12.4, 13.6, 14.7, 15.2]),
    topic("mantelzorg", "Mantelzorger_6", "Mantelzorger", [12.3, 14.1, 13.5, 13.5]),
    topic("roken", "Roker_7", "Roker", [23.1, 20.0, 16.7, 15.0]),
    topic("overmatig", "OvermatigeDrinker_8", "Overmatige drinker", [9.6, 8.6, 6.9, 6.6]),
    topic("eenzaam", "Eenzaam_9", "Eenzaam", [39.0, 43.0, 46.6, 49.0]),
    topic("ernstig_eenzaam", "ErnstigZeerErnstigEenzaam_10", "Ernstig/zeer ernstig eenzaam", [8.4, 10.0, 11.0, 14.0]),
    topic("angst", "HoogRisicoOpAngstOfDepressie_11", "Hoog risico op angst of depressie", [5.4, 6.2, 6.0, 9.7]),
];
