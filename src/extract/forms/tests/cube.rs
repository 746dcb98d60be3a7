//! The form `swing-kubus`: weighted counts per answer.

use super::*;

const MAPPING: &str = "bestand = \"kubus.xlsx\"\nbron = \"GGD Proef\"\nvorm = \"swing-kubus\"\n\
    [[indicator]]\nid = \"kwetsbaar\"\nnaam_in_bestand = \"TFI65\"\n";

const HEADS: &str = "Jaar|geolevel|geoitem|TFI65_0|TFI65_1|TFI65_ONG|TFI65_pgroep";

fn book(rows: &[&str]) -> Vec<u8> {
    let mut all = vec![HEADS];
    all.extend(rows);
    xlsx(&[
        ("Data", &all, &[]),
        ("Data_def", &["col|type", "Jaar|period"], &[]),
        (
            "Label_var",
            &["Onderwerpcode|Naam|Eenheid", "TFI65|Kwetsbaar|personen"],
            &[],
        ),
    ])
}

#[test]
fn the_share_is_made_of_weighted_counts() {
    let bytes = book(&[
        "=2024|gemeente|=193|=800.5|=199.5|=412|=1",
        "=2024|wijk23|=19310|=90|=10|=61|=3",
        "=2024|subregio|=2|=90|=10|=61|=3",
    ]);
    assert_eq!(
        lines(MAPPING, &bytes),
        [
            "kwetsbaar GM0193 2024 65+ 19.95% n=412",
            "kwetsbaar WK019310 2024 65+ 10% n=61"
        ]
    );
    let other = MAPPING.replace("\"TFI65\"", "\"TFI65_0\"");
    assert_eq!(
        lines(&other, &bytes)[1],
        "kwetsbaar WK019310 2024 65+ 90% n=61"
    );
    // A tiny share is no fraction in doubt: it was made here.
    let bytes = book(&["=2024|gemeente|=193|=9990|=10|=412|=1"]);
    assert_eq!(
        lines(MAPPING, &bytes),
        ["kwetsbaar GM0193 2024 65+ 0.1% n=412"]
    );
}

#[test]
fn a_masked_answer_hides_the_share() {
    let bytes = book(&[
        "=2024|gemeente|=193|=800|=200|=412|",
        "=2024|wijk|=19310|=-99996|=10|=61|",
        "=2024|wijk|=19311|=90|x|=61|",
        "=2024|wijk|=19312|=90|=10|*|",
        "=2024|wijk|=19313|=0|=0|=0|",
        "=2024|wijk|=19320||=10|=61|",
    ]);
    assert_eq!(
        lines(MAPPING, &bytes)[1..],
        [
            "kwetsbaar WK019310 2024 65+ geheim",
            "kwetsbaar WK019311 2024 65+ geheim",
            "kwetsbaar WK019312 2024 65+ geheim",
            "kwetsbaar WK019313 2024 65+ niet_gemeten",
            "kwetsbaar WK019320 2024 65+ niet_gepubliceerd"
        ]
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_a_fault_and_not_left_out() {
    let bytes = book(&[
        "=2024|gemeente|=193|veel|=200|=412|",
        "=2024|gemeente|=166|=-5|=200|=412|",
        "=2024|gemeente|=148|=800|fout!|=412|",
    ]);
    let found = faults(MAPPING, &bytes);
    assert_eq!(found.len(), 3, "{found:#?}");
    for part in [
        "blad «Data», rij 2, kolom D «TFI65_0»: verwacht een getal",
        "rij 3, kolom D «TFI65_0»: verwacht een aantal van 0 of meer",
        "rij 4, kolom E «TFI65_1»: verwacht een getal",
    ] {
        assert!(
            found.iter().any(|fault| fault.contains(part)),
            "{part}: {found:#?}"
        );
    }
}

#[test]
fn crossings_are_chosen_by_a_filter() {
    let rows = [
        "Jaar|geolevel|geoitem|geslacht|TFI65_0|TFI65_1|TFI65_ONG",
        "=2024|gemeente|=193|=0|=80|=20|=412",
        "=2024|gemeente|=193|=1|=40|=10|=206",
    ];
    let bytes = xlsx(&[("Data", &rows, &[])]);
    let found = faults(MAPPING, &bytes);
    assert!(
        found[0].contains("verwacht één cijfer") && found[0].contains("[filter]"),
        "{found:#?}"
    );
    let filtered = format!("{MAPPING}[filter]\ngeslacht = \"0\"\n");
    assert_eq!(
        lines(&filtered, &bytes),
        ["kwetsbaar GM0193 2024 65+ 20% n=412"]
    );
}

#[test]
fn columns_that_lack_or_are_no_answer_are_told() {
    let bytes = book(&["=2024|gemeente|=193|=800|=200|=412|=1"]);
    let wrong = MAPPING.replace("\"TFI65\"", "\"TFI66\"");
    expect_faults(
        &wrong,
        &bytes,
        &["blad «Data», rij 1: verwacht een kolom «TFI66_1»; er zijn «Jaar»"],
    );
    let sign = MAPPING.replace("\"TFI65\"", "\"TFI65_pgroep\"");
    expect_faults(
        &sign,
        &bytes,
        &["kolom G «TFI65_pgroep»: verwacht een kolom met een antwoord"],
    );
    let lost = xlsx(&[("Blad1", &["a"], &[])]);
    expect_faults(
        MAPPING,
        &lost,
        &["verwacht een blad «Data»; er zijn «Blad1»"],
    );
    let heads = xlsx(&[("Data", &["Jaar|gebied|TFI65_1", "=2024|=193|=3"], &[])]);
    expect_faults(
        MAPPING,
        &heads,
        &[
            "verwacht een kolom «geolevel»",
            "verwacht een kolom «geoitem»",
        ],
    );
}
