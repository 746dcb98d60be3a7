//! Where the table stands on its sheet: titles, heads over rows, unit rows, totals, many sheets.

use super::*;

#[test]
fn titles_units_totals_and_notes_are_no_rows_of_the_table() {
    let bytes = sheet(&[
        "Gezondheidsmonitor 2024, kwetsbare ouderen",
        "Geleverd door GGD Proef||",
        "",
        "Wijk|pct|n",
        "|%|aantal",
        "WK019310|=15.7|=812",
        "",
        "WK019311|=12|=400",
        "",
        "Totaal|=14|=1212",
        "Gemiddelde alle wijken|=13.9|",
        "* te weinig deelnemers|",
        "Bron: GGD Proef, 2024|",
    ]);
    let mapping = table_mapping(
        "kolom = \"Wijk\"\nniveau = \"wijk\"",
        "waarde = \"pct\"\nnoemer = \"n\"",
    );
    let extract = read(&mapping, &bytes).expect("read");
    assert_eq!(
        extract.lines(),
        [
            "kwetsbaar WK019310 2024 65+ 15.7% n=812",
            "kwetsbaar WK019311 2024 65+ 12% n=400"
        ]
    );
    for row in [
        "rij 10 «Totaal»",
        "rij 11 «Gemiddelde",
        "rij 12",
        "rij 13 «Bron",
    ] {
        assert!(
            extract.notices().iter().any(|n| n.contains(row)),
            "{row}: {:#?}",
            extract.notices()
        );
    }
}

#[test]
fn a_total_that_is_not_set_apart_is_doubtful() {
    let bytes = sheet(&["Wijk|pct", "WK019310|=15.7", "Totaal|=14"]);
    expect_faults(
        &wijk_codes(),
        &bytes,
        &["rij 3, kolom A «Wijk»: «Totaal»…zet in [gebied.namen]: \"Totaal\" = …\"overslaan\""],
    );
    // A name that begins as one of those words is a name.
    let mapping = wijk_codes().replace("niveau", "soort = \"naam\"\nniveau");
    let bytes = sheet(&["Wijk|pct", "Assendorp|=15.7", "", "Bronckhorstwijc|=14"]);
    expect_faults(
        &mapping,
        &bytes,
        &["rij 4…Bronckhorstwijk in Hattem (WK024400)"],
    );
}

#[test]
fn figures_without_an_area_are_a_fault() {
    let bytes = sheet(&["Wijk|pct", "|=15.7", "WK019310|=14"]);
    expect_faults(
        &wijk_codes(),
        &bytes,
        &["blad «Blad1», rij 2, kolom A «Wijk»: verwacht een gebied; de cel is leeg"],
    );
}

#[test]
fn the_row_of_heads_is_found_or_given() {
    let rows = ["titel|pct", "", "Wijk|pct", "WK019310|=15.7"];
    assert_eq!(lines(&wijk_codes(), &sheet(&rows)).len(), 1);
    let given = format!("koprij = 3\n{}", wijk_codes());
    assert_eq!(lines(&given, &sheet(&rows)).len(), 1);
    let wrong = format!("koprij = 4\n{}", wijk_codes());
    let found = faults(
        &wrong,
        &sheet(&["titel", "", "Wijk|pct", "WK019310|=48.73"]),
    );
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains("rij 4: verwacht een kolom «Wijk»"),
        "{found:#?}"
    );
    assert!(!found.concat().contains("48"), "{found:#?}");
}

#[test]
fn a_letter_names_a_column_and_a_wrong_row_of_heads_shows_no_figure() {
    let mapping = table_mapping("kolom = \"[A]\"\nniveau = \"wijk\"", "waarde = \"[C]\"");
    let bytes = sheet(&["Wijk|pct|pct", "WK019310|=1|=15.7"]);
    assert_eq!(
        lines(&mapping, &bytes),
        ["kwetsbaar WK019310 2024 65+ 15.7%"]
    );
    let beyond = mapping.replace("[C]", "[H]");
    expect_faults(
        &beyond,
        &bytes,
        &["verwacht een kolom [H]; de laatste kolom van het blad is [C]"],
    );
    let on_data = format!("koprij = 2\n{mapping}");
    let bytes = sheet(&[
        "Wijk|pct|pct",
        "WK019310|=48.73|=48.73",
        "WK019311|=1|=1500",
    ]);
    let found = faults(&on_data, &bytes).concat();
    assert!(
        found.contains("kolom C: verwacht een percentage"),
        "{found}"
    );
    assert!(!found.contains("48"), "{found}");
}

#[test]
fn equal_heads_are_a_fault_with_their_letters() {
    expect_faults(
        &wijk_codes(),
        &sheet(&["Wijk|pct|pct", "WK019310|=1|=15.7"]),
        &["rij 1: meer kolommen heten «pct»: B, C…gebruik de letter, bijvoorbeeld \"[B]\""],
    );
}

#[test]
fn everything_that_lacks_is_told_at_once() {
    let mapping = table_mapping(
        "kolom = \"Wijk\"\nniveau = \"wijk\"\ngemeente = \"Gem\"",
        "waarde = \"pc\"\nnoemer = \"aantal\"\nleeftijd = \"Leeftijd\"",
    )
    .replace("periode = 2024", "periode = \"Jaar\"");
    let found = faults(&mapping, &sheet(&["Wijk|pct|n", "WK019310|=1|=15.7"]));
    for head in ["Gem", "pc", "aantal", "Leeftijd", "Jaar"] {
        let wanted = format!("verwacht een kolom «{head}»; er zijn «Wijk», «pct», «n»");
        assert!(
            found.iter().any(|f| f.contains(&wanted)),
            "{head}: {found:#?}"
        );
    }
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn the_sheet_is_the_named_one_or_the_only_one_with_the_heads() {
    let table: &[&str] = &["Wijk|pct", "WK019310|=15.7"];
    let cover: &[&str] = &["Toelichting"];
    let two = xlsx(&[("Voorblad", cover, &[]), ("Wijken", table, &[])]);
    assert_eq!(lines(&wijk_codes(), &two).len(), 1);
    let named = format!("blad = \"wijken\"\n{}", wijk_codes());
    assert_eq!(lines(&named, &two).len(), 1);
    let wrong = format!("blad = \"Buurten\"\n{}", wijk_codes());
    expect_faults(
        &wrong,
        &two,
        &["verwacht een blad «Buurten»; er zijn «Voorblad», «Wijken»"],
    );
    let three = xlsx(&[("Wijken", table, &[]), ("Kopie", table, &[])]);
    expect_faults(
        &wijk_codes(),
        &three,
        &["het bestand heeft 2 bladen, en blad staat niet in het koppelbestand: «Wijken», «Kopie»"],
    );
}

#[test]
fn indicators_may_stand_on_sheets_of_their_own_in_units_of_their_own() {
    let mapping = "bestand = \"p.xlsx\"\nbron = \"GGD\"\nvorm = \"tabel\"\n[gebied]\nkolom = \"Wijk\"\n\
        niveau = \"wijk\"\n[[indicator]]\nid = \"kwetsbaar\"\nblad = \"A\"\nwaarde = \"pct\"\nperiode = 2024\n\
        [[indicator]]\nid = \"valincident\"\nblad = \"B\"\nwaarde = \"pct\"\nperiode = 2024\nkoprij = 2\n";
    let bytes = xlsx(&[
        ("A", &["Wijk|pct", "WK019310|=15.7"], &[]),
        ("B", &["titel", "Wijk|pct", "WK019310|=0.21%"], &[]),
    ]);
    assert_eq!(
        lines(mapping, &bytes),
        [
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "valincident_lokaal WK019310 2024 65+ 21%"
        ]
    );
}

#[test]
fn one_sheet_with_fractions_beside_others_is_found_by_its_sheet() {
    // The same indicator of two years on two sheets.
    let mapping = "bestand = \"p.xlsx\"\nbron = \"GGD\"\nvorm = \"tabel\"\n[gebied]\nkolom = \"Wijk\"\n\
        niveau = \"wijk\"\n[[indicator]]\nid = \"kwetsbaar\"\nblad = \"A\"\nwaarde = \"pct\"\nperiode = 2024\n\
        [[indicator]]\nid = \"kwetsbaar\"\nblad = \"B\"\nwaarde = \"pct\"\nperiode = 2022\n";
    let bytes = xlsx(&[
        ("A", &["Wijk|pct", "WK019310|=15.7"], &[]),
        ("B", &["Wijk|pct", "WK019310|=0.05"], &[]),
    ]);
    expect_faults(
        mapping,
        &bytes,
        &["blad «B», rij 2, kolom B «pct»…alle waarden zijn 1 of lager"],
    );
}

#[test]
fn rows_are_chosen_by_a_filter_and_doubles_are_told() {
    let rows = [
        "Wijk|Geslacht|pct",
        "WK019310|Totaal|=15.7",
        "WK019310|Man|=12",
        "WK019310|Vrouw|=19",
    ];
    let filtered = format!("{}[filter]\nGeslacht = \"totaal\"\n", wijk_codes());
    assert_eq!(
        lines(&filtered, &sheet(&rows)),
        ["kwetsbaar WK019310 2024 65+ 15.7%"]
    );
    let found = faults(&wijk_codes(), &sheet(&rows));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains(
            "rij 3, kolom C «pct»: verwacht één cijfer van «kwetsbaar» voor WK019310 in 2024"
        ) && found[0].contains("het staat ook bij blad «Blad1», rij 2")
            && found[0].contains("[filter]"),
        "{found:#?}"
    );
}

#[test]
fn years_and_ages_may_stand_in_columns() {
    let mapping = table_mapping(
        "kolom = \"Wijk\"\nniveau = \"wijk\"",
        "waarde = \"pct\"\nleeftijd = \"Lft\"",
    )
    .replace("periode = 2024", "periode = \"Jaar\"");
    let bytes = sheet(&[
        "Wijk|Jaar|Lft|pct",
        "WK019310|=2024|65+|=15.7",
        "WK019310|2022JJ00|18 tot 65 jaar|=5.7",
    ]);
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "kwetsbaar WK019310 2022 18-64 5.7%"
        ]
    );
    let bytes = sheet(&[
        "Wijk|Jaar|Lft|pct",
        "WK019310|20-24|65+|=15.7",
        "WK019310|=2024|oud|=15.7",
    ]);
    expect_faults(
        &mapping,
        &bytes,
        &[
            "rij 2, kolom B «Jaar»: verwacht een jaar, zoals 2024",
            "rij 3, kolom C «Lft»: verwacht een leeftijdsgroep (alle",
        ],
    );
}

#[test]
fn an_indicator_without_any_row_is_a_fault() {
    expect_faults(
        &wijk_codes(),
        &sheet(&["Wijk|pct", "onbekend"]),
        &["verwacht minstens één rij voor «kwetsbaar»; er is er geen (rij 2 «onbekend»"],
    );
    expect_faults(
        &wijk_codes(),
        &sheet(&["Wijk|pct", "WK019310|x"]),
        &["verwacht minstens één cijfer van een gebied"],
    );
}
