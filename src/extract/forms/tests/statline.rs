//! The form `statline-csv`.

use super::*;

const MAPPING: &str = "bestand = \"50150NED.csv\"\nbron = \"GGD Proef\"\nvorm = \"statline-csv\"\n\
    [[indicator]]\nid = \"kwetsbaar\"\nnaam_in_bestand = \"BrozeGezondheid_12\"\n";

const HEADS: &str = "\u{feff}ID;Leeftijd;Marges;WijkenEnBuurten;Perioden;BrozeGezondheid_12\r\n";

fn raw(rows: &[&str]) -> Vec<u8> {
    format!("{HEADS}{}\r\n", rows.join("\r\n")).into_bytes()
}

#[test]
fn raw_rows_give_values_with_their_bounds() {
    let bytes = raw(&[
        "0;80200;MW00000;NL01      ;2024JJ00;24.1",
        "1;80200;MOG0095;NL01      ;2024JJ00;23.9",
        "2;80200;MBG0095;NL01      ;2024JJ00;24.3",
        "3;80200;MW00000;GM0193    ;2024JJ00;21.4",
        "4;80200;MOG0095;GM0193    ;2024JJ00;20.0",
        "5;80200;MBG0095;GM0193    ;2024JJ00;23.0",
        "6;80200;MW00000;WK019310  ;2024JJ00;",
        "7;80200;MOG0095;WK019310  ;2024JJ00;",
        "8;80200;MBG0095;WK019310  ;2024JJ00;",
        "9;80200;MW00000;BU01931001;2024JJ00;12.5",
        "10;20300;MW00000;GM0193    ;2024JJ00;11.4",
        "11;80200;MW00000;LD01      ;2024JJ00;22.0",
    ]);
    let extract = read(MAPPING, &bytes).expect("read");
    assert_eq!(
        extract.lines(),
        [
            "kwetsbaar NL 2024 65+ 24.1% [23.9;24.3]",
            "kwetsbaar GM0193 2024 65+ 21.4% [20;23]",
            "kwetsbaar WK019310 2024 65+ niet_gepubliceerd"
        ]
    );
    let notices = extract.notices().join("|");
    assert!(
        notices.contains("2 rijen gaan over gebieden die niet in de indeling"),
        "{notices}"
    );
    assert!(notices.contains("«BU01931001», «LD01»"), "{notices}");
}

#[test]
fn rows_of_another_age_or_year_are_never_renamed() {
    let bytes = raw(&["0;20300;MW00000;GM0193;2024JJ00;11.4"]);
    expect_faults(
        MAPPING,
        &bytes,
        &["verwacht minstens één rij voor «kwetsbaar»"],
    );
    let adults = format!("{MAPPING}leeftijd = \"18+\"\n");
    assert_eq!(lines(&adults, &bytes), ["kwetsbaar GM0193 2024 18+ 11.4%"]);
    let both = format!("{MAPPING}leeftijd = \"Leeftijd\"\n");
    let bytes = raw(&[
        "0;20300;MW00000;GM0193;2024JJ00;11.4",
        "1;80200;MW00000;GM0193;2022JJ00;21.4",
    ]);
    assert_eq!(
        lines(&both, &bytes),
        [
            "kwetsbaar GM0193 2024 18+ 11.4%",
            "kwetsbaar GM0193 2022 65+ 21.4%"
        ]
    );
    let year = format!("{both}periode = 2022\n");
    assert_eq!(lines(&year, &bytes), ["kwetsbaar GM0193 2022 65+ 21.4%"]);
}

#[test]
fn the_edition_with_signs_is_read_by_its_titles() {
    let text = "\u{feff}\"Leeftijd\";\"Marges\";\"Regio's\";\"Perioden\";\"Kwetsbaar (%)\"\r\n\
        \"65 jaar of ouder\";\"Waarde\";\"Zwolle\";\"2024\";\"   21.4\"\r\n\
        \"65 jaar of ouder\";\"Ondergrens 95% interval\";\"Zwolle\";\"2024\";\"   20.0\"\r\n\
        \"65 jaar of ouder\";\"Bovengrens 95% interval\";\"Zwolle\";\"2024\";\"   23.0\"\r\n\
        \"65 jaar of ouder\";\"Waarde\";\"'s-Gravenhage (gemeente)\";\"2024\";\"      .\"\r\n\
        \"Bron: RIVM\"\r\n";
    let mapping = MAPPING.replace("BrozeGezondheid_12", "Kwetsbaar (%)");
    assert_eq!(
        lines(&mapping, text.as_bytes()),
        [
            "kwetsbaar GM0193 2024 65+ 21.4% [20;23]",
            "kwetsbaar GM0518 2024 65+ niet_gepubliceerd"
        ]
    );
}

#[test]
fn a_name_that_means_two_areas_is_told_also_in_a_national_file() {
    let text = "Regio's;Perioden;Kwetsbaar\r\nZwolle;2024;21.4\r\nBergen;2024;20.4\r\nZuid-Nederland (LD);2024;1.2\r\n";
    let mapping = MAPPING.replace("BrozeGezondheid_12", "Kwetsbaar");
    expect_faults(
        &mapping,
        text.as_bytes(),
        &["rij 3, kolom A «Regio's»: «Bergen» kan"],
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let bytes = raw(&[
        "0;80200;MW00000;GM0193;2024KW01;21.4",
        "1;80200;MW00000;GM0166;2024JJ00;abc",
        "2;80200;MW00000;GM0148;2024JJ00;21.4",
        "3;80200;MOG0095;GM0148;2024JJ00;22.4",
        "4;80200;MBG0095;GM0148;2024JJ00;23.4",
    ]);
    expect_faults(
        MAPPING,
        &bytes,
        &[
            "bestand «50150NED.csv», rij 2, kolom E «Perioden»: verwacht een jaar",
            "rij 3, kolom F «BrozeGezondheid_12»: verwacht een getal",
            "rij 4, kolom F «BrozeGezondheid_12»: verwacht ondergrens ≤ waarde ≤ bovengrens",
        ],
    );
    let wrong = MAPPING.replace("_12", "_13");
    expect_faults(&wrong, &bytes, &["geen van «BrozeGezondheid_13» staat er"]);
    let heads = b"Gebied;Jaar;BrozeGezondheid_12\nGM0193;2024;21.4\n";
    expect_faults(MAPPING, heads, &["verwacht een kolom met regio's"]);
    let heads = b"RegioS;Jaar;BrozeGezondheid_12\nGM0193;2024;21.4\n";
    expect_faults(MAPPING, heads, &["verwacht een kolom «Perioden»"]);
}
