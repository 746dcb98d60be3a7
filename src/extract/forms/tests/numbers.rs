//! Numbers of cells: units, signs for absence, bounds, and what cannot be a figure.

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Formula};

fn values(indicator: &str, rows: &[&str]) -> Vec<String> {
    let mapping = table_mapping("kolom = \"Wijk\"\nniveau = \"wijk\"", indicator);
    lines(&mapping, &sheet(rows))
        .iter()
        .map(|line| line.splitn(5, ' ').nth(4).expect("amount").to_owned())
        .collect()
}

fn wrong(indicator: &str, rows: &[&str], expected: &[&str]) {
    let mapping = table_mapping("kolom = \"Wijk\"\nniveau = \"wijk\"", indicator);
    expect_faults(&mapping, &sheet(rows), expected);
}

#[test]
fn percentages_stand_in_files_in_four_ways() {
    let rows = [
        "Wijk|pct",
        "WK019310|=15.7",
        "WK019311|15,7",
        "WK019312|15,7 %",
        "WK019313|=0.157%",
    ];
    assert_eq!(values("waarde = \"pct\"", &rows), ["15.7%"; 4]);
    let fractions = [
        "Wijk|pct",
        "WK019310|=0.157",
        "WK019311|0,157",
        "WK019312|=0.157%",
        "WK019313|15,7%",
    ];
    assert_eq!(
        values("waarde = \"pct\"\neenheid = \"fractie\"", &fractions),
        ["15.7%"; 4]
    );
}

#[test]
fn a_zero_is_a_value_and_an_empty_cell_is_none() {
    let rows = [
        "Wijk|pct",
        "WK019310|=0",
        "WK019311|",
        "WK019312|0,0",
        "WK019313|=12",
    ];
    assert_eq!(
        values("waarde = \"pct\"", &rows),
        ["0%", "niet_gepubliceerd", "0%", "12%"]
    );
}

#[test]
fn signs_for_absence_are_words_and_an_unknown_one_is_a_fault() {
    let rows = [
        "Wijk|pct",
        "WK019310|x",
        "WK019311|.",
        "WK019312|*",
        "WK019313|<1",
        "WK019320|=-99996",
        "WK016600|-99996",
        "WK016601|=12",
        "WK016602|< 5%",
    ];
    assert_eq!(
        values("waarde = \"pct\"", &rows),
        [
            "geheim",
            "niet_gepubliceerd",
            "geheim",
            "geheim",
            "geheim",
            "geheim",
            "12%",
            "geheim"
        ]
    );
    wrong(
        "waarde = \"pct\"",
        &["Wijk|pct", "WK019310|-", "WK019311|n.b.", "WK019312|=12"],
        &[
            "rij 2, kolom B «pct»: verwacht een getal; er staat tekst…zet in [ontbreekt]: \"-\" = \
             \"niet_gemeten\"",
            "rij 3, kolom B…\"n.b.\" = ",
        ],
    );
    let typed = "waarde = \"pct\"\n[ontbreekt]\n\"-\" = \"niet_gemeten\"\n\"x\" = \"niet_gepubliceerd\"\n\
                 \"999\" = \"geheim\"";
    let rows = [
        "Wijk|pct",
        "WK019310|-",
        "WK019311|X",
        "WK019312|=999",
        "WK019313|=9",
    ];
    assert_eq!(
        values(typed, &rows),
        ["niet_gemeten", "niet_gepubliceerd", "geheim", "9%"]
    );
}

#[test]
fn fractions_beside_percentages_are_a_fault() {
    wrong(
        "waarde = \"pct\"",
        &["Wijk|pct", "WK019310|=0.157", "WK019311|=0.21"],
        &[
            "rij 2, kolom B «pct»: verwacht percentages voor «kwetsbaar»; alle waarden zijn 1 of lager…\
           eenheid = \"fractie\"…kleine_percentages = true",
        ],
    );
    wrong(
        "waarde = \"pct\"",
        &[
            "Wijk|pct",
            "WK019310|=15.7",
            "WK019311|=0.121",
            "WK019312|=18",
        ],
        &["rij 3, kolom B «pct»: verwacht een percentage voor «kwetsbaar»; dit lijkt een fractie"],
    );
    wrong(
        "waarde = \"pct\"\neenheid = \"fractie\"",
        &["Wijk|pct", "WK019310|=15.7", "WK019311|=0.12"],
        &["rij 2, kolom B «pct»: verwacht een fractie van 0 tot en met 1"],
    );
    // Small percentages are possible, when the mapping says so; and 0.4 beside 1.2 is no doubt.
    let small = "waarde = \"pct\"\nkleine_percentages = true";
    assert_eq!(values(small, &["Wijk|pct", "WK019310|=0.157"]), ["0.157%"]);
    let rows = ["Wijk|pct", "WK019310|=0.4", "WK019311|=1.2"];
    assert_eq!(values("waarde = \"pct\"", &rows), ["0.4%", "1.2%"]);
}

#[test]
fn what_cannot_be_a_percentage_is_a_fault_that_names_its_cell() {
    wrong(
        "waarde = \"pct\"\nnoemer = \"n\"",
        &[
            "Wijk|pct|n",
            "WK019310|=105.7|=500",
            "WK019311|=-3|=500",
            "WK019312|=15|=-1",
            "WK019313|=15|=0.5%",
        ],
        &[
            "rij 2, kolom B «pct»: verwacht een percentage van 0 tot en met 100",
            "rij 3, kolom B «pct»: verwacht een percentage van 0 tot en met 100",
            "rij 4, kolom C «n»: verwacht een aantal van 0 of meer bij noemer",
            "rij 5, kolom C «n»: verwacht een getal zonder procentteken",
        ],
    );
}

#[test]
fn bounds_and_design_are_checked_at_their_own_column() {
    let all = "waarde = \"pct\"\nnoemer = \"n\"\nondergrens = \"van\"\nbovengrens = \"tot\"\n\
               effectieve_n = \"neff\"";
    let head = "Wijk|pct|n|van|tot|neff";
    assert_eq!(
        values(
            all,
            &[
                head,
                "WK019310|=15.7|=812|=14|=18|=600",
                "WK019311|=15.7|=812||=18|=600"
            ]
        ),
        ["15.7% n=812 eff=600 [14;18]", "15.7% n=812 eff=600"]
    );
    wrong(
        all,
        &[
            head,
            "WK019310|=15.7|=812|=16|=18|=600",
            "WK019311|=15.7|=812|=18|=14|=600",
            "WK019312|=15.7|=812|=-2|=18|=600",
            "WK019313|=15.7|=812|=14|=18|=900",
            "WK019320|=15.7|=812|=14|=18|=0",
        ],
        &[
            "rij 2, kolom D «van»: verwacht ondergrens ≤ waarde ≤ bovengrens",
            "rij 3, kolom D «van»: verwacht ondergrens ≤ waarde ≤ bovengrens",
            "rij 4, kolom D «van»: verwacht grenzen van 0 tot en met 100",
            "rij 5, kolom F «neff»: effectieve_n is groter dan noemer",
            "rij 6, kolom F «neff»: verwacht een getal boven 0 bij effectieve_n",
        ],
    );
    assert_eq!(
        values(
            "waarde = \"pct\"\nnoemer = \"n\"\ndesigneffect = 1.6",
            &["Wijk|pct|n", "WK019310|=15|=800"]
        ),
        ["15% n=800 eff=500"]
    );
}

#[test]
fn a_hidden_number_of_respondents_hides_the_figure() {
    let rows = [
        "Wijk|pct|n",
        "WK019310|=15.7|*",
        "WK019311|=15.7|=80",
        "WK019312|=15.7|",
    ];
    assert_eq!(
        values("waarde = \"pct\"\nnoemer = \"n\"", &rows),
        ["geheim", "15.7% n=80", "15.7%"]
    );
}

#[test]
fn cells_of_another_kind_are_named_as_what_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    let date = ExcelDateTime::from_ymd(2024, 3, 1).expect("date");
    for (column, head) in (0..).zip(["Wijk", "pct"]) {
        sheet.write(0, column, head).expect("head");
    }
    for (row, code) in (1..).zip(["WK019310", "WK019311", "WK019312", "WK019313"]) {
        sheet.write(row, 0, code).expect("code");
    }
    sheet.write_with_format(1, 1, &date, &day).expect("date");
    sheet.write(2, 1, true).expect("truth");
    sheet
        .write(3, 1, Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("formula");
    sheet.write(4, 1, "zie noot 3").expect("text");
    let bytes = book.save_to_buffer().expect("workbook");
    expect_faults(
        &wijk_codes(),
        &bytes,
        &[
            "rij 2, kolom B «pct»: verwacht een getal; er staat een datum",
            "rij 3, kolom B «pct»: verwacht een getal; er staat WAAR of ONWAAR",
            "rij 4, kolom B «pct»: verwacht een getal; de formule in deze cel geeft een fout",
            "rij 5, kolom B «pct»: verwacht een getal; er staat tekst",
        ],
    );
}

#[test]
fn another_unit_is_not_taken_from_a_percentage() {
    let rate = "waarde = \"pct\"\nlabel = \"Score\"\nthema = \"leefstijl\"\ndefinitie = \"Een score.\"\n\
                eenheid = \"score\"\nrichting = \"neutraal\"\nbevolking = \"18+\"";
    let mapping = table_mapping("kolom = \"Wijk\"\nniveau = \"wijk\"", rate)
        .replace("id = \"kwetsbaar\"", "id = \"eigen_score\"");
    assert_eq!(
        lines(&mapping, &sheet(&["Wijk|pct", "WK019310|=-1.5"])),
        ["eigen_score WK019310 2024 18+ -1.5"]
    );
    expect_faults(
        &mapping,
        &sheet(&["Wijk|pct", "WK019310|=0.157%"]),
        &["rij 2, kolom B «pct»: verwacht een getal zonder procentteken"],
    );
}
