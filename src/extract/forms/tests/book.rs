//! The form `tabellenboek`.

use super::*;

const MAPPING: &str = "bestand = \"boek.xlsx\"\nbron = \"GGD Proef\"\nvorm = \"tabellenboek\"\n\
    [[indicator]]\nid = \"kwetsbaar\"\nnaam_in_bestand = \"TFI651\"\n";

const ZWOLLE: &[&str] = &[
    "|Tabellenboek Zwolle",
    "|Gezondheid",
    "||Totaal Zwolle 2024|Totaal Zwolle 2022|Man|Totaal Nederland 2024",
    "||%|%|%|%",
    "aantallen|Aantal deelnemers|=1204|=998|=560|=40213",
    "GGES1|Goed ervaren gezondheid|=75|=76|=77|=74",
    "|",
    "||Totaal Zwolle 2024|65-74|Totaal Nederland 2024",
    "||%|%|%",
    "TFI650|Niet kwetsbaar|=79|=80|=78",
    "TFI651|Kwetsbaar|=21|=17|=24",
];

fn book(sheets: Sheets<'_>) -> Vec<u8> {
    xlsx(sheets)
}

#[test]
fn each_question_is_read_with_its_own_heads() {
    let bytes = book(&[("Zwolle", ZWOLLE, &[])]);
    // In the second block «65-74» stands where «Zwolle 2022» was, and Nederland one to the left.
    assert_eq!(
        lines(MAPPING, &bytes),
        [
            "kwetsbaar GM0193 2024 65+ 21% n=1204",
            "kwetsbaar NL 2024 65+ 24%"
        ]
    );
}

#[test]
fn two_sheets_share_nederland_and_the_region_once() {
    let kampen: &[&str] = &[
        "||Totaal Kampen 2024|Totaal 2022|Totaal Nederland 2024|Totaal GGD IJsselland (2024)",
        "||%|%|%|%",
        "aantallen||=600|=500|=40213|=5000",
        "TFI651|Kwetsbaar|<1|-|=24|=0.22%",
    ];
    let bytes = book(&[
        ("Zwolle", ZWOLLE, &[]),
        ("Kampen", kampen, &[]),
        ("Uitleg", &["tekst"], &[]),
    ]);
    let extract = read(MAPPING, &bytes).expect("read");
    assert_eq!(
        extract.lines(),
        [
            "kwetsbaar GM0193 2024 65+ 21% n=1204",
            "kwetsbaar NL 2024 65+ 24%",
            "kwetsbaar GM0166 2024 65+ geheim",
            "kwetsbaar GM0166 2022 65+ niet_gemeten",
            "kwetsbaar GG1009 2024 65+ 22% n=5000"
        ]
    );
    assert!(
        extract
            .notices()
            .iter()
            .any(|n| n.contains("blad «Uitleg» is overgeslagen"))
    );
    // Another figure for Nederland on another sheet is a fault.
    let other: Vec<&str> = kampen
        .iter()
        .map(|row| {
            if row.starts_with("TFI651") {
                "TFI651||=20|=20|=25|=22"
            } else {
                row
            }
        })
        .collect();
    let bytes = book(&[("Zwolle", ZWOLLE, &[]), ("Kampen", &other, &[])]);
    expect_faults(
        MAPPING,
        &bytes,
        &["blad «Kampen», rij 4, kolom E: verwacht één cijfer…voor NL in 2024"],
    );
}

#[test]
fn a_year_in_the_mapping_chooses_columns() {
    let kampen: &[&str] = &[
        "||Totaal 2024|Totaal 2022",
        "||%|%",
        "TFI651|Kwetsbaar|=21|=22",
    ];
    let bytes = book(&[("Kampen", kampen, &[])]);
    let mapping = format!("{MAPPING}periode = 2022\n");
    assert_eq!(lines(&mapping, &bytes), ["kwetsbaar GM0166 2022 65+ 22%"]);
    // Heads without a year take that of the mapping, and without one there is a fault.
    let no_year: &[&str] = &["||Totaal Kampen", "||%", "TFI651|Kwetsbaar|=21"];
    let bytes = book(&[("Kampen", no_year, &[])]);
    assert_eq!(lines(&mapping, &bytes), ["kwetsbaar GM0166 2022 65+ 21%"]);
    expect_faults(
        MAPPING,
        &bytes,
        &["blad «Kampen», rij 1, kolom C: verwacht een jaar in de kop"],
    );
}

#[test]
fn an_area_that_is_not_found_is_a_fault_with_candidates() {
    let rows: &[&str] = &[
        "||Totaal Zwole 2024|Totaal Bergen 2024",
        "||%|%",
        "TFI651|Kwetsbaar|=21|=22",
    ];
    let found = faults(MAPPING, &book(&[("Zwolle", rows, &[])]));
    assert!(
        found[0].contains("blad «Zwolle», rij 1, kolom C") && found[0].contains("Zwolle (GM0193)"),
        "{found:#?}"
    );
    assert!(found[1].contains("Bergen (NH.) (GM0373)"), "{found:#?}");
    let settled = format!("{MAPPING}[gebied.namen]\nZwole = \"GM0193\"\nBergen = \"overslaan\"\n");
    assert_eq!(
        lines(&settled, &book(&[("Zwolle", rows, &[])])),
        ["kwetsbaar GM0193 2024 65+ 21%"]
    );
}

#[test]
fn a_sheet_with_fractions_beside_whole_percentages_is_found() {
    let kampen: &[&str] = &["||Totaal Kampen 2024", "||%", "TFI651|Kwetsbaar|=0.21"];
    let bytes = book(&[("Zwolle", ZWOLLE, &[]), ("Kampen", kampen, &[])]);
    expect_faults(
        MAPPING,
        &bytes,
        &["blad «Kampen», rij 3, kolom C: verwacht percentages…fractie"],
    );
}

#[test]
fn numbers_of_respondents_between_heads_and_signs_are_no_heads() {
    let rows: &[&str] = &[
        "||Totaal Zwolle 2024|Totaal Kampen 2024",
        "aantallen||=2021|=812",
        "||%|%",
        "TFI651|Kwetsbaar|=21|=22",
    ];
    assert_eq!(
        lines(MAPPING, &book(&[("Regio", rows, &[])])),
        [
            "kwetsbaar GM0193 2024 65+ 21% n=2021",
            "kwetsbaar GM0166 2024 65+ 22% n=812"
        ]
    );
}

#[test]
fn what_lacks_is_told_beside_other_faults() {
    let mapping =
        format!("{MAPPING}[[indicator]]\nid = \"valincident\"\nnaam_in_bestand = \"VAL1\"\n");
    let rows: &[&str] = &[
        "||Totaal Zwolle 2024",
        "||%",
        "aantallen||veel",
        "TFI651|Kwetsbaar|nee",
    ];
    expect_faults(
        &mapping,
        &book(&[("Zwolle", rows, &[])]),
        &[
            "blad «Zwolle», rij 3, kolom C: verwacht een getal",
            "blad «Zwolle», rij 4, kolom C: verwacht een getal…\"nee\" =",
            "kolom A: verwacht een rij met «VAL1» in kolom A",
        ],
    );
    expect_faults(
        MAPPING,
        &book(&[("Blad", &["a|b|c"], &[])]),
        &["verwacht een rij met koppen zoals «Totaal"],
    );
    let named = MAPPING.replace("[[indicator]]", "blad = \"Olst\"\n[[indicator]]");
    expect_faults(
        &named,
        &book(&[("Zwolle", ZWOLLE, &[])]),
        &["verwacht een blad «Olst»; er zijn «Zwolle»"],
    );
}
