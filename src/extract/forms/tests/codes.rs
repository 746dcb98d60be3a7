//! Codes of areas as spreadsheets leave them: bare numbers, lost zeros, padding, letters.

use super::*;

fn one(code: &str, level: &str) -> Result<Vec<String>, String> {
    let level = match level {
        "" => String::new(),
        level => format!("\nniveau = \"{level}\""),
    };
    let mapping = table_mapping(
        &format!("kolom = \"Gebied\"\nsoort = \"code\"{level}"),
        "waarde = \"pct\"",
    );
    let row = format!("{code}|=15.7");
    read(&mapping, &sheet(&["Gebied|pct", &row]))
        .map(|extract| extract.lines())
        .map_err(|faults| faults.to_string())
}

fn area_of(code: &str, level: &str) -> String {
    let lines = one(code, level).unwrap_or_else(|fault| panic!("{code}: {fault}"));
    lines[0].split(' ').nth(1).expect("area").to_owned()
}

#[test]
fn bare_numbers_and_lost_zeros_are_codes_of_the_level() {
    for (written, level, area) in [
        ("=193", "gemeente", "GM0193"),
        ("193", "gemeente", "GM0193"),
        ("0193", "gemeente", "GM0193"),
        ("GM193", "gemeente", "GM0193"),
        ("gm0193", "gemeente", "GM0193"),
        ("GM 0193", "gemeente", "GM0193"),
        ("193.0", "gemeente", "GM0193"),
        ("=1708", "gemeente", "GM1708"),
        ("=14", "gemeente", "GM0014"),
        ("  GM0193  ", "", "GM0193"),
        ("=19310", "wijk", "WK019310"),
        ("019310", "wijk", "WK019310"),
        ("WK19310", "wijk", "WK019310"),
        ("363AA", "wijk", "WK0363AA"),
        ("0363ab", "wijk", "WK0363AB"),
        // GM0037 has no number of four figures that is a gemeente too.
        ("=3702", "wijk", "WK003702"),
        ("=1009", "ggd", "GG1009"),
        ("=706", "ggd", "GG0706"),
        ("GG706", "ggd", "GG0706"),
        ("=23", "provincie", "PV23"),
        ("NL", "", "NL"),
        ("NL00", "", "NL"),
        ("NL01  ", "gemeente", "NL"),
        ("=1", "land", "NL"),
    ] {
        assert_eq!(area_of(written, level), area, "{written:?} {level}");
    }
}

#[test]
fn a_code_that_is_none_is_a_fault_with_its_text_and_the_line_to_add() {
    for (written, level, expected) in [
        ("=193", "", "«193» is een code zonder niveau"),
        (
            "=1708",
            "wijk",
            "het lijkt de gemeente Steenwijkerland (GM1708)",
        ),
        ("=193", "wijk", "het lijkt de gemeente Zwolle (GM0193)"),
        (
            "=4",
            "ggd",
            "«4» is geen GGD-code van het CBS, zoals GG1009",
        ),
        ("=25", "ggd", "«25» is geen GGD-code"),
        (
            "GM9999",
            "gemeente",
            "«GM9999» (GM9999) is geen gemeente van de huidige indeling",
        ),
        // Haren became part of Groningen in 2019.
        (
            "=17",
            "gemeente",
            "«17» (GM0017) is geen gemeente van de huidige indeling",
        ),
        ("WK001701", "wijk", "de wijk ligt in GM0017"),
        (
            "WK019399",
            "wijk",
            "«WK019399» (WK019399) is geen wijk van Zwolle; die heeft",
        ),
        (
            "BU01931001",
            "wijk",
            "«BU01931001» is een buurt; een rapport heeft wijken",
        ),
        ("Buren", "gemeente", "«Buren» is geen gebiedscode"),
        (
            "=193000",
            "gemeente",
            "«193000» is geen code van een gemeente",
        ),
        ("GM01x3", "gemeente", "«GM01x3» is geen gebiedscode"),
        ("PV99", "provincie", "is geen provincie"),
    ] {
        let fault = one(written, level).expect_err(written);
        assert!(fault.contains(expected), "{written}: {fault}");
        assert!(
            fault.contains("blad «Blad1», rij 2, kolom A «Gebied»"),
            "{fault}"
        );
        assert!(fault.contains("zet in [gebied"), "{written}: {fault}");
    }
}

#[test]
fn a_number_with_decimals_is_never_shown_as_an_area() {
    for written in ["=48.73", "48,73", "48.73%"] {
        let fault = one(written, "wijk").expect_err(written);
        assert!(!fault.contains("48"), "{fault}");
        assert!(
            fault.contains("er staat een getal dat geen code is"),
            "{fault}"
        );
    }
}

#[test]
fn without_wijken_in_the_store_the_gemeente_of_a_code_is_checked() {
    let mapping = wijk_codes();
    let bytes = sheet(&["Wijk|pct", "WK019399|=15.7"]);
    let extract = read_in(&mapping, &bytes, true, false).expect("read");
    assert_eq!(extract.lines(), ["kwetsbaar WK019399 2024 65+ 15.7%"]);
    assert!(
        extract
            .notices()
            .iter()
            .any(|n| n.contains("nog geen wijken"))
    );
    let bytes = sheet(&["Wijk|pct", "WK999999|=15.7"]);
    assert!(read_in(&mapping, &bytes, true, false).is_err());
}
