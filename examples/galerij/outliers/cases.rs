//! The outliers. Their figures are those of the fixtures, moved to other gemeenten.

use super::Fault;
use super::country::Country;
use super::names::{HOSTILE, LONG, SHORT};

/// One outlier: a region, and what is changed in the fixtures for it.
pub struct Outlier {
    /// Name in file names.
    pub name: &'static str,
    /// What there is to see, in Dutch.
    pub what: &'static str,
    /// The region file.
    pub region: &'static str,
    /// Other files beside the region file.
    pub files: &'static [(&'static str, &'static str)],
    /// Which of the reports are made: all, or a share as `reeks --deel` has it.
    pub part: Option<&'static str>,
    /// Changes the fixtures.
    pub change: Change,
}

/// All outliers.
pub fn all() -> Vec<Outlier> {
    vec![
        with(
            "lang",
            "De langste namen van gemeenten, wijken en een regio.",
            LONG_REGION,
            long,
        ),
        with("kort", "De kortste namen.", SHORT_REGION, short),
        with(
            "een-wijk",
            "Een regio van één gemeente met één wijk.",
            ONE_REGION,
            one,
        ),
        with(
            "veel-wijken",
            "Een gemeente met 112 wijken, met letters in de codes.",
            MANY_REGION,
            many,
        ),
        with(
            "leeg",
            "Geen enkel cijfer over gezondheid.",
            EMPTY_REGION,
            empty,
        ),
        hidden(),
        with(
            "vijandig",
            "Namen die kwaad doen als zij niet letterlijk worden gedrukt.",
            HOSTILE_REGION,
            hostile,
        ),
        all_gemeenten(),
    ]
}

type Change = fn(&mut Country) -> Result<(), Fault>;

/// An outlier without other files, of which all reports are made.
fn with(name: &'static str, what: &'static str, region: &'static str, change: Change) -> Outlier {
    Outlier {
        name,
        what,
        region,
        files: &[],
        part: None,
        change,
    }
}

fn hidden() -> Outlier {
    let plain = with(
        "verborgen",
        "Een lokaal bestand waarvan geen enkel cijfer mag worden getoond.",
        HIDDEN_REGION,
        |_| Ok(()),
    );
    Outlier {
        files: &[
            ("verborgen.csv", HIDDEN_CSV),
            ("verborgen.toml", HIDDEN_MAPPING),
        ],
        ..plain
    }
}

fn all_gemeenten() -> Outlier {
    let plain = with(
        "veel-gemeenten",
        "Een regio van 36 gemeenten.",
        WIDE_REGION,
        wide,
    );
    Outlier {
        // The region alone; its gemeenten look like all others.
        part: Some("1/37"),
        ..plain
    }
}

const LONG_REGION: &str = r#"
code = "lang"
naam = "Regionale Zorg Alliantie Nuenen, Hardinxveld-Giessendam en de omliggende buitengebieden"
opdrachtgever = "Samenwerkingsverband van huisartsen, verpleging, verzorging en thuiszorg, welzijn en gemeenten"
ros = "Ondersteuningsstructuur Voorbeeldregio Zuidoost"
gemeenten = ["GM0820", "GM0523"]
"#;

fn long(country: &mut Country) -> Result<(), Fault> {
    country.copy("GM1773", "GM0820", true)?;
    country.copy("GM0175", "GM0523", true)?;
    country.rename("GM0820", &LONG)?;
    country.rename("GM0523", &LONG)
}

const SHORT_REGION: &str = r#"
code = "r"
naam = "R"
gemeenten = ["GM0228", "GM0232"]
"#;

fn short(country: &mut Country) -> Result<(), Fault> {
    country.copy("GM1773", "GM0228", true)?;
    country.copy("GM0244", "GM0232", true)?;
    country.rename("GM0228", &SHORT)?;
    country.rename("GM0232", &SHORT)
}

const ONE_REGION: &str = r#"
code = "eiland"
naam = "Eiland"
gemeenten = ["GM0096"]
"#;

fn one(country: &mut Country) -> Result<(), Fault> {
    country.copy("GM0246", "GM0096", true)?;
    country.one_wijk("GM0096")
}

const MANY_REGION: &str = r#"
code = "veel-wijken"
naam = "Amsterdam en Diemen"
gemeenten = ["GM0363", "GM0384"]
"#;

fn many(country: &mut Country) -> Result<(), Fault> {
    country.copy("GM0193", "GM0363", true)?;
    country.copy("GM0244", "GM0384", true)?;
    country.many_wijken("GM0363", 7)
}

const EMPTY_REGION: &str = r#"
code = "leeg"
naam = "Regio zonder cijfers"
gemeenten = ["GM0166", "GM0244"]
"#;

fn empty(country: &mut Country) -> Result<(), Fault> {
    country.without_health(&["GM0166", "GM0244"])
}

const HIDDEN_REGION: &str = r#"
code = "verborgen"
naam = "Regio met kleine aantallen"
gemeenten = ["GM0244"]
extracten = ["verborgen.toml"]
"#;

/// Too few people answered in either wijk; so the figure of both together is not printed either.
const HIDDEN_CSV: &str = "Wijkcode;Kwetsbaar;Deelnemers\nWK024400;41,0;9\nWK024401;52,0;8\n";

const HIDDEN_MAPPING: &str = r#"
bestand = "verborgen.csv"
bron = "GGD Voorbeeld, Gezondheidsmonitor 2024 (verzonnen)"
vorm = "tabel"
fictief = true

[csv]
scheidingsteken = ";"
decimaalteken = ","

[gebied]
kolom = "Wijkcode"
soort = "code"
niveau = "wijk"

[[indicator]]
id = "kwetsbaar"
waarde = "Kwetsbaar"
noemer = "Deelnemers"
designeffect = 1.4
eenheid = "procent"
periode = 2024
"#;

const HOSTILE_REGION: &str = r##"
code = "vijandig"
naam = "#panic(\"x\") ] $a$ <b> =1+1"
opdrachtgever = "\\ \" ' ` {{ x }} 😀"
gemeenten = ["GM0175"]
"##;

fn hostile(country: &mut Country) -> Result<(), Fault> {
    country.rename("GM0175", &HOSTILE)
}

const WIDE_REGION: &str = r#"
code = "veel-gemeenten"
naam = "Noordoost-Nederland"
gemeenten = ["GM0148", "GM0160", "GM0166", "GM0175", "GM0177", "GM0180", "GM0193", "GM0244", "GM0246", "GM1708",
  "GM1773", "GM1896", "GM0141", "GM0147", "GM0150", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168", "GM0173",
  "GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774", "GM0119", "GM0109", "GM1681", "GM0114", "GM1690",
  "GM1701", "GM0118", "GM1731", "GM1699"]
"#;

/// The twelve gemeenten with figures, and those that get the figures of one of them.
fn wide(country: &mut Country) -> Result<(), Fault> {
    let codes: Vec<&str> = WIDE_REGION
        .split('"')
        .filter(|part| part.starts_with("GM"))
        .collect();
    let (from, to) = codes.split_at(12);
    for (from, to) in from.iter().cycle().zip(to) {
        country.copy(from, to, false)?;
        // Its own place on the map, without the wijken of the other.
        country.one_wijk(to)?;
    }
    Ok(())
}
