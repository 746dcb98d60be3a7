//! Names of areas: spellings, doubt, wijken taken together. Never a guess.

use super::*;

fn mapping(level: &str, more: &str) -> String {
    table_mapping(
        &format!("kolom = \"Gebied\"\nsoort = \"naam\"\n{level}\n{more}"),
        "waarde = \"pct\"",
    )
}

fn wijken() -> String {
    mapping("niveau = \"wijk\"", "")
}

fn rows(names: &[&str]) -> Vec<u8> {
    let mut all = vec!["Gebied|pct|Gemeente".to_owned()];
    all.extend(names.iter().map(|name| format!("{name}|=15.7")));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    sheet(&all)
}

fn areas(mapping: &str, names: &[&str]) -> Vec<String> {
    lines(mapping, &rows(names))
        .iter()
        .map(|line| line.split(' ').nth(1).expect("area").to_owned())
        .collect()
}

#[test]
fn gemeenten_are_found_as_people_spell_them() {
    let all = [
        ("Zwolle", "GM0193"),
        ("ZWOLLE", "GM0193"),
        ("Gemeente Kampen", "GM0166"),
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("’s-Gravenhage (gemeente)", "GM0518"),
        ("S GRAVENHAGE", "GM0518"),
        ("Utrecht (gemeente)", "GM0344"),
        ("Bergen (NH.)", "GM0373"),
        ("Hengelo", "GM0164"),
        ("Sudwest Fryslan", "GM1900"),
        ("Nuenen c.a.", "GM0820"),
        ("Nederland", "NL"),
    ];
    let names = all.map(|(name, _)| name);
    let codes = all.map(|(_, code)| code);
    // The last three of Den Haag are the same area, so each is read alone.
    for (name, code) in names.iter().zip(codes) {
        assert_eq!(
            areas(&mapping("niveau = \"gemeente\"", ""), &[name]),
            [code],
            "{name}"
        );
    }
}

#[test]
fn a_word_for_the_level_decides_between_equal_names() {
    let free = mapping("", "");
    for (name, code) in [
        ("Provincie Utrecht", "PV26"),
        ("Utrecht (PV)", "PV26"),
        ("Utrecht (gemeente)", "GM0344"),
        ("GGD IJsselland", "GG1009"),
        ("Proefregio", "proefregio"),
        ("Assendorp", "WK019313"),
    ] {
        assert_eq!(areas(&free, &[name]), [code], "{name}");
    }
    // A total of the gemeente among its wijken is named with its level.
    assert_eq!(
        areas(&wijken(), &["Assendorp", "Gemeente Zwolle"]),
        ["WK019313", "GM0193"]
    );
}

#[test]
fn wijken_are_found_with_and_without_their_number() {
    let found = areas(
        &wijken(),
        &[
            "Wijk 11 Diezerpoort",
            "assendorp",
            "Westenholte-Stins",
            "s Heerenbroek",
        ],
    );
    assert_eq!(found, ["WK019311", "WK019313", "WK019312", "WK016602"]);
}

#[test]
fn names_that_mean_two_areas_are_a_fault_with_both() {
    expect_faults(
        &wijken(),
        &rows(&["Centrum"]),
        &[
            "rij 2, kolom A «Gebied»…«Centrum» kan Wijk 00 Centrum in Kampen (WK016600) of Wijk 10 \
           Centrum in Zwolle (WK019310) zijn…zet in [gebied.namen]: \"Centrum\" = \"WK016600\"…zet \
           dan in [gebied]: gemeente =",
        ],
    );
    expect_faults(
        &mapping("", ""),
        &rows(&["Dalfsen", "Utrecht", "Bergen"]),
        &[
            "«Dalfsen» kan Dalfsen in Dalfsen (WK014800) of Dalfsen (GM0148) zijn",
            "«Utrecht» kan Utrecht (GM0344) of Utrecht (PV26) zijn",
            "Bergen (NH.) (GM0373)…Bergen (L.) (GM0893)…\"Bergen\" = \"GM0373\"",
        ],
    );
}

#[test]
fn a_column_with_the_gemeente_settles_wijken_of_one_name() {
    let mapping = mapping("niveau = \"wijk\"\ngemeente = \"Gemeente\"", "");
    let bytes = sheet(&[
        "Gebied|pct|Gemeente",
        "Centrum|=15.7|Zwolle",
        "Centrum|=16.7|=166",
        "Dalfsen|=17.7|Dalfsen",
    ]);
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "kwetsbaar WK016600 2024 65+ 16.7%",
            "kwetsbaar WK014800 2024 65+ 17.7%"
        ]
    );
    expect_faults(
        &mapping,
        &sheet(&[
            "Gebied|pct|Gemeente",
            "Centrum|=15.7|Zwole",
            "Centrum|=15.7|Bergen",
        ]),
        &[
            "«Zwole» is geen gemeente; lijkt op: Zwolle (GM0193)",
            "gemeente «Bergen» kan Bergen (NH.) (GM0373), Bergen (L.) (GM0893) zijn",
        ],
    );
}

#[test]
fn wijken_taken_together_are_offered_and_then_read() {
    for (joined, line) in [
        ("Assendorp en Stadshagen", "= [\"WK019313\", \"WK019320\"]"),
        ("Assendorp-Stadshagen", "= [\"WK019313\", \"WK019320\"]"),
        ("Assendorp / Stadshagen", "= [\"WK019313\", \"WK019320\"]"),
        (
            "Westenholte-Stins en Diezerpoort",
            "= [\"WK019312\", \"WK019311\"]",
        ),
        (
            "Assendorp, Stadshagen en Diezerpoort",
            "= [\"WK019313\", \"WK019320\", \"WK019311\"]",
        ),
    ] {
        let expected = format!("«{joined}» lijkt op…wijken samen…\"{joined}\" {line}");
        expect_faults(&wijken(), &rows(&[joined]), &[&expected]);
    }
    // One of the names means two wijken: no offer.
    let fault = &faults(&wijken(), &rows(&["Assendorp en Centrum"]))[0];
    assert!(!fault.contains("wijken samen"), "{fault}");
    let settled = mapping(
        "niveau = \"wijk\"",
        "[gebied.namen]\n\"Assendorp-Stadshagen\" = [\"WK019313\", \"WK019320\"]\n\
         \"Rest\" = \"overslaan\"\n\"Oost\" = \"WK019310\"\n\"Regio\" = \"proefregio\"",
    );
    assert_eq!(
        lines(
            &settled,
            &rows(&["Assendorp-Stadshagen", "Rest", "Oost", "Regio"])
        ),
        [
            "kwetsbaar WK019313 «Assendorp-Stadshagen» 2024 65+ 15.7%",
            "kwetsbaar WK019320 «Assendorp-Stadshagen» 2024 65+ 15.7%",
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "kwetsbaar proefregio 2024 65+ 15.7%"
        ]
    );
}

#[test]
fn a_typing_error_is_a_fault_with_candidates_and_the_line_to_add() {
    expect_faults(
        &wijken(),
        &rows(&["Asendorp", "Zwolle", "Cntrum"]),
        &[
            "«Asendorp» is geen wijk die bekend is; lijkt op: Assendorp in Zwolle (WK019313)…\
             zet in [gebied.namen]: \"Asendorp\" = \"WK019313\", of \"overslaan\"",
            "«Zwolle» is geen wijk die bekend is; lijkt op: Zwolle (GM0193)",
            "Centrum in Zwolle (WK019310)…Centrum in Kampen (WK016600)",
        ],
    );
    expect_faults(
        &mapping("niveau = \"ggd\"", ""),
        &rows(&["Ijselland"]),
        &["«Ijselland» is geen GGD-regio die bekend is; lijkt op: GGD IJsselland (GG1009)"],
    );
}

#[test]
fn what_the_mapping_says_of_names_is_checked_too() {
    let mapping = mapping(
        "niveau = \"wijk\"",
        "[gebied.namen]\n\"Oost\" = \"WK019377\"\n\"Heel\" = \"andere-regio\"\n\
         \"Oud\" = \"GM0017\"\n\"Buurt\" = \"BU01931001\"",
    );
    let found = faults(&mapping, &rows(&["Assendorp"]));
    assert_eq!(found.len(), 4, "{found:#?}");
    for (fault, code) in found
        .iter()
        .zip(["BU01931001", "andere-regio", "WK019377", "GM0017"])
    {
        assert!(fault.contains("[gebied.namen]"), "{fault}");
        assert!(
            found.iter().any(|fault| fault.contains(code)),
            "{code}: {found:#?}"
        );
    }
}

#[test]
fn a_text_without_letters_means_only_itself() {
    let mapping = mapping(
        "niveau = \"wijk\"",
        "[gebied.namen]\n\"-\" = \"overslaan\"\n\"?\" = \"WK019310\"",
    );
    assert_eq!(
        areas(&mapping, &["-", "?", "Assendorp"]),
        ["WK019310", "WK019313"]
    );
}

#[test]
fn a_doubtful_area_is_one_fault_however_many_rows_have_it() {
    let mapping = mapping("niveau = \"wijk\"", "");
    expect_faults(
        &mapping,
        &rows(&["Asendorp", "Asendorp", "Assendorp"]),
        &["rij 2"],
    );
    // The first row has no figure, the second has: it must not be lost with the notice.
    let bytes = sheet(&[
        "Gebied|pct",
        "Asendorp",
        "Asendorp|=15.7",
        "Assendorp|=15.7",
    ]);
    expect_faults(&mapping, &bytes, &["rij 3"]);
    // A hidden figure of an area that was not found would weaken the protection of others.
    let bytes = sheet(&["Gebied|pct", "Asendorp|x", "Assendorp|=15.7"]);
    expect_faults(&mapping, &bytes, &["rij 2…Asendorp"]);
}
