//! Counts of practices and registers, with the people that they are part of, and ages in bands.

use super::*;

fn mapping(unit: &str) -> String {
    format!(
        "bestand = \"huisartsen.xlsx\"\nbron = \"Huisartsen\"\nvorm = \"tabel\"\n[gebied]\nkolom = \"Gem\"\n\
         niveau = \"gemeente\"\n[[indicator]]\nid = \"hartfalen\"\nlabel = \"Hartfalen\"\nthema = \"grijze_druk\"\n\
         definitie = \"Mensen met hartfalen bij de huisarts.\"\neenheid = \"{unit}\"\n\
         richting = \"hoger_is_ongunstiger\"\nbevolking = \"alle\"\naantal = \"aantal\"\nnoemer = \"mensen\"\n\
         periode = 2024\n"
    )
}

#[test]
fn a_count_with_its_people_is_a_rate() {
    let bytes = sheet(&["Gem|aantal|mensen", "=193|=1201|=130000", "=166|x|=54000"]);
    assert_eq!(
        lines(&mapping("aantal"), &bytes),
        [
            "hartfalen GM0193 2024 alle 1201# n=130000",
            "hartfalen GM0166 2024 alle geheim"
        ]
    );
    assert_eq!(
        lines(&mapping("procent"), &bytes),
        [
            "hartfalen GM0193 2024 alle 0.923846% n=130000 x=1201 geteld",
            "hartfalen GM0166 2024 alle geheim"
        ]
    );
}

#[test]
fn a_count_is_whole_and_no_more_than_its_people() {
    let bytes = sheet(&[
        "Gem|aantal|mensen",
        "=193|=12.5|=130000",
        "=166|=60000|=54000",
        "=148|=12|=0",
        "=244|=-3|=9000",
    ]);
    for unit in ["aantal", "procent"] {
        expect_faults(
            &mapping(unit),
            &bytes,
            &[
                "rij 2, kolom B «aantal»: verwacht een heel aantal, 0 of meer",
                "rij 3, kolom B «aantal»: aantal is groter dan noemer",
                "rij 4, kolom …verwacht een deel van het geheel",
                "rij 5, kolom B «aantal»: verwacht een aantal van 0 of meer bij aantal",
            ],
        );
    }
    let nought = sheet(&["Gem|aantal|mensen", "=193|=0|=0", "=166|=12|=54000"]);
    expect_faults(
        &mapping("procent"),
        &nought,
        &["rij 2, kolom C «mensen»: verwacht een noemer boven 0"],
    );
}

#[test]
fn bands_of_five_years_become_a_total_and_a_standardised_rate() {
    let mut rows = vec!["Gem|Leeftijd|aantal|mensen".to_owned()];
    for first in (0..85).step_by(5) {
        rows.push(format!("=193|{first}-{}|={}|=7000", first + 4, first));
    }
    rows.push("=193|85 jaar en ouder|=300|=3000".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mapping = mapping("aantal").replace(
        "aantal = \"aantal\"",
        "aantal = \"aantal\"\nleeftijd = \"Leeftijd\"",
    );
    let found = lines(&mapping, &sheet(&rows));
    assert!(
        found.contains(&"hartfalen GM0193 2024 alle 980# n=122000".to_owned()),
        "{found:#?}"
    );
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("hartfalen_gestandaardiseerd GM0193 2024 alle ")),
        "{found:#?}"
    );
    // Without the oldest people there is no total of all ages.
    let found = read(&mapping, &sheet(&rows[..rows.len() - 1])).expect("read");
    assert!(
        found.lines().iter().all(|line| line.contains('-')),
        "{:#?}",
        found.lines()
    );
    assert!(
        found
            .notices()
            .iter()
            .any(|n| n.contains("niet te standaardiseren"))
    );
}
