//! The form `tabel` in the shapes that GGDs deliver.

use super::*;

#[test]
fn titles_units_and_totals_around_a_table_are_seen() {
    let bytes = xlsx(&[
        ("Toelichting", &[&[T("Over dit bestand")]]),
        (
            "Wijken",
            &[
                &[T("Kwetsbare ouderen in 2022")],
                &[],
                &[
                    T("Wijkcode"),
                    T("Wijk"),
                    T("kwetsbaar_pct"),
                    T("kwetsbaar_n"),
                    T("Iets anders"),
                ],
                &[E, E, T("%"), T("n"), T("%")],
                &[T("WK019310"), T("Binnenstad"), N(23.7), N(217.0), N(41.3)],
                &[T("WK019311"), T("Centrum"), N(31.9), N(143.0), N(42.3)],
                &[
                    T("WK019312"),
                    T("Assendorp"),
                    T("-"),
                    N(61.0),
                    T("weet niet"),
                ],
                &[],
                &[T("Totaal"), E, N(27.3), N(421.0), N(44.3)],
                &[T("Bron: GGD IJsselland, Gezondheidsmonitor 2022")],
            ],
        ),
    ]);
    let case = Case::new("levering.xlsx", bytes);
    assert_eq!(case.figures(), [("kwetsbaar".to_owned(), 2, 1, "procent")]);
    for expected in [
        "vorm = \"tabel\"",
        "blad = \"Wijken\"",
        "koprij = 3",
        "kolom = \"Wijkcode\"",
        "soort = \"code\"",
        "niveau = \"wijk\"",
        "waarde = \"kwetsbaar_pct\"",
        "noemer = \"kwetsbaar_n\"",
        "periode = 2022  # het jaar staat in een titel in rij 1",
        "\"-\" = \"niet_gemeten\"",
        "CONTROLEER DIT",
        "# \"weet niet\" = \"niet_gepubliceerd\"",
        "# [[indicator]]\n# id = \"iets_anders\"",
        "Rij 4 onder de koppen heeft eenheden",
        "Rij 9 tot en met 10 staan onder de tabel",
        "bron = \"GGD IJsselland, Gezondheidsmonitor 2022\"",
        "Tilburg Frailty Indicator",
    ] {
        case.has(expected);
    }
    for figure in ["23.7", "31.9", "217", "143", "41.3", "27.3", "421"] {
        case.lacks(figure);
    }
}

#[test]
fn windows_1252_with_semicolons_and_decimal_commas_is_written_out() {
    let text = "Gemeente;Rookt (%);Ernstig eenzaam (%);Jaar\r\nSúdwest-Fryslân;15,7;9,3;2022\r\n\
                Zwolle;14,2;8,8;2022\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let case = Case::new("export.csv", bytes.into_owned());
    assert_eq!(
        case.figures(),
        [
            ("roken_lokaal".to_owned(), 2, 0, "procent"),
            ("sterk_eenzaam_lokaal".to_owned(), 2, 0, "procent"),
        ]
    );
    for expected in [
        "scheidingsteken = \";\"",
        "codering = \"windows-1252\"",
        "decimaalteken = \",\"",
        "soort = \"naam\"",
        "niveau = \"gemeente\"",
        "periode = \"Jaar\"",
    ] {
        case.has(expected);
    }
    case.lacks("blad =");
}

#[test]
fn bare_numbers_are_codes_only_under_a_head_that_says_so() {
    let csv = "gemeentecode,obesitas,overgewicht\n193,14.1,47.2\n148,15.2,51.3\n1896,16.1,52.4\n";
    let case = Case::new("monitor-2024.csv", csv);
    assert_eq!(case.figures().len(), 2);
    case.has("kolom = \"gemeentecode\"");
    case.has("niveau = \"gemeente\"");
    case.has("periode = 2024  # het jaar staat in de naam van het bestand");
    let other = Case::new("monitor-2024.csv", csv.replace("gemeentecode", "respons"));
    assert!(!other.guess.ready);
    other.lacks("1896");
}

#[test]
fn fractions_are_seen_by_format_and_by_size() {
    let bytes = xlsx(&[(
        "Blad1",
        &[
            &[
                T("Gemeente"),
                T("Roken 2022"),
                T("Obesitas 2022"),
                T("Overgewicht 2022"),
            ],
            &[T("Zwolle"), P(0.157), N(0.131), P(0.457)],
            &[T("Kampen"), P(0.181), N(0.142), N(51.2)],
        ],
    )]);
    let case = Case::new("x.xlsx", bytes);
    assert_eq!(case.figures().len(), 3);
    case.has("eenheid = \"fractie\"  # de cellen hebben de opmaak procent");
    case.has("alle getallen zijn 1 of lager; zijn het kleine percentages");
    case.has("periode = 2022  # het jaar staat in de kop");
}

#[test]
fn wijken_with_equal_names_need_the_column_with_the_gemeente() {
    let rows = "Centrum;21,5\nAssendorp;17,3\nCentrum;19,1\nBrunnepe;16,2\nAsendorp;12,3\n";
    let with: String = rows
        .lines()
        .zip(["Zwolle", "Zwolle", "Kampen", "Kampen", "Zwolle"])
        .map(|(row, gemeente)| format!("{gemeente};{row}\n"))
        .collect();
    let case = Case::new(
        "w2024.csv",
        format!("Gemeente;Wijk;Roken %\n{}", &with[..with.len() - 23]),
    );
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 4, 0, "procent")]
    );
    case.has("gemeente = \"Gemeente\"");
    case.has("kolom = \"Wijk\"");
    let typo = Case::new("w2024.csv", format!("Gemeente;Wijk;Roken %\n{with}"));
    typo.has("# \"Asendorp\" = \"WK019312\"");
    let alone = Case::new("w2024.csv", format!("Wijk;Roken %\n{rows}"));
    alone.has("# \"Centrum\" = \"WK01");
    assert!(alone.read().is_err(), "a doubtful name is never active");
}

#[test]
fn bounds_and_respondents_belong_to_their_value() {
    let bytes = xlsx(&[(
        "x",
        &[
            &[
                T("Gemeente"),
                T("Roken (%)"),
                T("Roken ondergrens 95%"),
                T("Roken bovengrens 95%"),
                T("Eenzaam (%)"),
                T("Eenzaam LCL"),
                T("Eenzaam UCL"),
                T("Aantal respondenten"),
                T("Periode"),
            ],
            &[
                T("Zwolle"),
                N(15.0),
                N(13.0),
                N(17.0),
                N(44.0),
                N(2.0),
                N(2.0),
                N(800.0),
                N(2024.0),
            ],
            &[
                T("Kampen"),
                N(16.0),
                N(13.5),
                N(18.5),
                N(45.0),
                N(3.0),
                N(3.0),
                N(300.0),
                N(2024.0),
            ],
        ],
    )]);
    let case = Case::new("x.xlsx", bytes);
    let extract = case.read().unwrap_or_else(|why| panic!("{why}"));
    let summary = extract.summary();
    assert_eq!(summary[0].marge, "marge uit het bestand");
    assert_eq!(summary.len(), 2);
    case.has("noemer = \"Aantal respondenten\"");
    case.has("# ondergrens = \"Eenzaam LCL\"");
    case.has("de waarde ligt niet overal tussen deze grenzen");
}

#[test]
fn rows_of_men_and_women_are_filtered_out() {
    let csv = "Gemeente;Geslacht;Leeftijd;Roken;Jaar\nZwolle;Totaal;18+;15,1;2022\n\
               Zwolle;Man;18+;16,1;2022\nZwolle;Totaal;65+;9,1;2022\nKampen;Totaal;18+;17,1;2022\n\
               Kampen;Man;18+;18,1;2022\n";
    let case = Case::new("x.csv", csv);
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 3, 0, "procent")]
    );
    case.has("\"Geslacht\" = \"Totaal\"");
    case.has("leeftijd = \"Leeftijd\"");
}

#[test]
fn a_title_that_names_an_area_is_no_row_of_the_table() {
    let csv = "GGD IJsselland;;\nKwetsbare ouderen, Zwolle en omgeving 2024;;\n\n\
               Gemeente;Kwetsbaar (%);n\n;%;\nZwolle;21,5;612\nKampen;22,5;312\n";
    let case = Case::new("x.csv", csv);
    case.has("koprij = 4");
    case.has("periode = 2024");
    assert_eq!(case.figures(), [("kwetsbaar".to_owned(), 2, 0, "procent")]);
    let in_two_cells = csv.replacen("IJsselland;;", "IJsselland;Zwolle;", 1);
    assert_eq!(Case::new("x.csv", in_two_cells).figures().len(), 1);
}

#[test]
fn a_file_about_one_thing_says_so_in_its_name() {
    let csv =
        "Gemeentecode;Gemeente;Percentage;n\nGM0193;Zwolle;21,5;612\nGM0166;Kampen;22,5;312\n";
    let case = Case::new("kwetsbare-ouderen-2024.csv", csv);
    case.has("in de naam van het bestand");
    case.has("niveau = \"gemeente\"");
    case.has("kolom = \"Gemeentecode\"");
    assert_eq!(case.figures(), [("kwetsbaar".to_owned(), 2, 0, "procent")]);
}

#[test]
fn heads_over_several_columns_belong_to_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.write_string(1, 0, "Gemeente").unwrap();
    for (first, name) in [(1, "Roken 2022"), (3, "Eenzaam 2022")] {
        sheet
            .merge_range(0, first, 0, first + 1, name, &plain)
            .unwrap();
        sheet.write_string(1, first, "%").unwrap();
        sheet.write_string(1, first + 1, "n").unwrap();
    }
    for (row, name, value) in [(2, "Zwolle", 15.5), (3, "Kampen", 17.5)] {
        sheet.write_string(row, 0, name).unwrap();
        for (column, number) in [(1, value), (2, 300.0), (3, value * 2.0), (4, 310.0)] {
            sheet.write_number(row, column, number).unwrap();
        }
    }
    let case = Case::new("x.xlsx", workbook.save_to_buffer().unwrap());
    case.has("waarde = \"Roken 2022 %\"");
    case.has("noemer = \"Eenzaam 2022 n\"");
    assert_eq!(case.figures().len(), 2);
}

#[test]
fn without_a_year_only_the_year_lacks() {
    let case = Case::new("x.csv", "Gemeente;Roken\nZwolle;15,1\nKampen;16,1\n");
    assert!(!case.guess.ready);
    case.has("NOG NIET KLAAR: er is geen jaar gevonden");
    let filled = case
        .guess
        .text
        .replace("# periode = 2024", "periode = 2024");
    let catalogue = Catalogue::builtin().unwrap();
    let lines: Vec<&str> = filled
        .lines()
        .filter(|line| !line.contains("NOG NIET"))
        .collect();
    Mapping::parse("m", &lines.join("\n"), &catalogue).unwrap();
}

#[test]
fn names_of_wijken_without_a_store_are_found_by_their_head() {
    let csv = "Wijk;kwetsbaar 2024\nBinnenstad;21,1\nAssendorp;22,2\n";
    let case = Case::with("x.csv", csv, BTreeMap::new());
    case.has("kolom = \"Wijk\"");
    case.has("De opslag heeft nog geen wijken");
    case.has("[[indicator]]\nid = \"kwetsbaar\"");
}
