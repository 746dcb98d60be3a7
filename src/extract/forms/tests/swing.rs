//! The form `swing-lang`.

use super::*;

const MAPPING: &str = "bestand = \"import.xlsx\"\nbron = \"GGD Proef\"\nvorm = \"swing-lang\"\n\
    [[indicator]]\nid = \"kwetsbaar\"\nnaam_in_bestand = \"kwets65\"\n";

const META: &[&str] = &["Name|Description|Unit", "kwets65|Kwetsbaar|p"];

fn book(rows: &[&str]) -> Vec<u8> {
    xlsx(&[("data", rows, &[]), ("metadata", META, &[])])
}

#[test]
fn rows_are_read_by_level_name_and_year() {
    let bytes = book(&[
        "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE",
        "=2024|gemeente|=193|kwets65|=21.4",
        "=2022|gemeentenvar|193|KWETS65|=20",
        "=2024|wijk23|=19310|kwets65|=-99996",
        "=2024|wijk|363AA|kwets65|=12",
        "=2024|ggd|GG1009|kwets65|=22",
        "=2024|nederland|=1|kwets65|=24",
        "=2024|gemeente|=193|roken|=14",
        "=2024|subregio|=3|kwets65|=25",
        "=2024|buurt|=1931001|kwets65|=25",
    ]);
    let extract = read(MAPPING, &bytes).expect("read");
    assert_eq!(
        extract.lines(),
        [
            "kwetsbaar GM0193 2024 65+ 21.4%",
            "kwetsbaar GM0193 2022 65+ 20%",
            "kwetsbaar WK019310 2024 65+ geheim",
            "kwetsbaar WK0363AA 2024 65+ 12%",
            "kwetsbaar GG1009 2024 65+ 22%",
            "kwetsbaar NL 2024 65+ 24%"
        ]
    );
    let notices = extract.notices().join("|");
    assert!(
        notices.contains("1 rijen van het niveau «subregio» zijn overgeslagen"),
        "{notices}"
    );
    assert!(notices.contains("«buurt»"), "{notices}");
}

#[test]
fn a_level_that_is_not_known_never_takes_that_of_the_mapping() {
    let bytes = book(&[
        "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE",
        "=2024|subregio|=193|kwets65|=21.4",
    ]);
    let mapping = format!("{MAPPING}[gebied]\nniveau = \"gemeente\"\n");
    expect_faults(&mapping, &bytes, &["geen…niveau «subregio»"]);
}

#[test]
fn a_year_in_the_mapping_chooses_rows_and_renames_none() {
    let bytes = book(&[
        "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE",
        "=2022|gemeente|=193|kwets65|=20",
        "=2024|gemeente|=193|kwets65|=21.4",
    ]);
    let mapping = format!("{MAPPING}periode = 2022\n");
    assert_eq!(lines(&mapping, &bytes), ["kwetsbaar GM0193 2022 65+ 20%"]);
    let mapping = format!("{MAPPING}periode = 2020\n");
    expect_faults(
        &mapping,
        &bytes,
        &["bestand «import.xlsx»: verwacht minstens één rij voor «kwetsbaar»"],
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let bytes = book(&[
        "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE",
        "20x4|gemeente|=193|kwets65|=20",
        "=2024|ggd|=4|kwets65|=20",
        "=2024|gemeente|=166|kwets65|nvt",
        "=2024|gemeente|=148|kwets65|=148.73",
    ]);
    expect_faults(
        MAPPING,
        &bytes,
        &[
            "blad «data», rij 2, kolom A «PERIODE»: verwacht een jaar",
            "blad «data», rij 3, kolom C «GEBIED»: «4» is geen GGD-code",
            "blad «data», rij 4, kolom E «WAARDE»: verwacht een getal; er staat tekst…\"nvt\" =",
            "blad «data», rij 5, kolom E «WAARDE»: verwacht een percentage van 0 tot en met 100",
        ],
    );
}

#[test]
fn heads_names_and_sheets_that_lack_are_told() {
    let bytes = book(&[
        "PERIODE|NIVEAU|GEBIED|NAAM|CIJFER",
        "=2024|gemeente|=193|kwets65|=20",
    ]);
    expect_faults(
        MAPPING,
        &bytes,
        &["kolom «GEBIEDSNIVEAU»", "kolom «WAARDE»"],
    );
    let bytes = book(&[
        "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE",
        "=2024|gemeente|=193|kwets66|=20",
    ]);
    let found = faults(MAPPING, &bytes);
    assert!(
        found[0].contains("verwacht rijen met «kwets65»; die zijn er niet")
            && found[0].contains("lijkt op: «kwets66»"),
        "{found:#?}"
    );
    let lost = xlsx(&[("cijfers", &["a"], &[]), ("metadata", META, &[])]);
    expect_faults(
        MAPPING,
        &lost,
        &["verwacht een blad «data» met PERIODE…er zijn «cijfers», «metadata»"],
    );
}
