//! The forms of Swing, StatLine and the tabellenboek.

use super::*;

#[test]
fn an_import_file_of_swing_is_read_back() {
    let head: &[Put] = &[
        T("PERIODE"),
        T("GEBIEDSNIVEAU"),
        T("GEBIED"),
        T("NAAM"),
        T("WAARDE"),
    ];
    let row = |area: f64, name, value| [N(2022.0), T("gemeente"), N(area), T(name), N(value)];
    let rows = [
        row(193.0, "rv_rookt", 15.3),
        row(148.0, "rv_rookt", -99_996.0),
        row(193.0, "GGEES217", 44.3),
        row(148.0, "GGEES217", 45.3),
        row(193.0, "iets_nieuws", 5.3),
    ];
    let mut data: Vec<&[Put]> = vec![head];
    data.extend(rows.iter().map(<[Put; 5]>::as_slice));
    let bytes = xlsx(&[
        ("data", &data),
        (
            "metadata",
            &[
                &[T("Name"), T("Indicator code")],
                &[T("Rookt"), T("rv_rookt")],
            ],
        ),
    ]);
    let case = Case::new("swing.xlsx", bytes);
    case.has("vorm = \"swing-lang\"");
    case.has("naam_in_bestand = \"rv_rookt\"");
    case.has("# id = \"iets_nieuws\"");
    let mut figures = case.figures();
    figures.sort();
    assert_eq!(
        figures,
        [
            ("eenzaam_lokaal".to_owned(), 2, 0, "procent"),
            ("roken_lokaal".to_owned(), 1, 1, "procent"),
        ]
    );
}

#[test]
fn a_cube_of_swing_is_read_back() {
    let bytes = xlsx(&[
        (
            "Data",
            &[
                &[
                    T("Jaar"),
                    T("geolevel"),
                    T("geoitem"),
                    T("LFRKA205_0"),
                    T("LFRKA205_1"),
                    T("LFRKA205_ONG"),
                    T("XYZAB201_1"),
                ],
                &[
                    N(2022.0),
                    T("gemeente"),
                    N(193.0),
                    N(850.0),
                    N(150.0),
                    N(700.0),
                    N(3.0),
                ],
                &[
                    N(2022.0),
                    T("gemeente"),
                    N(166.0),
                    N(400.0),
                    N(90.0),
                    N(300.0),
                    N(4.0),
                ],
            ],
        ),
        (
            "Label_var",
            &[
                &[T("Onderwerpcode"), T("Naam")],
                &[T("XYZAB201"), T("Iets")],
            ],
        ),
    ]);
    let case = Case::new("kubus.xlsx", bytes);
    case.has("vorm = \"swing-kubus\"");
    case.has("naam_in_bestand = \"LFRKA205\"");
    case.has("label = \"Iets\"");
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 2, 0, "procent")]
    );
}

#[test]
fn a_tabellenboek_is_read_back() {
    let sheet = |name: &'static str, a: f64, b: f64| -> [Vec<Put>; 6] {
        [
            vec![T("Tabellenboek")],
            vec![E, E, T(name), T("Totaal Nederland 2022"), T("Man")],
            vec![E, E, T("%"), T("%"), T("%")],
            vec![T("LFRKA2051"), T("Ja, roker"), N(a), N(16.0), T("*")],
            vec![T("LFRKA2050"), T("Nee"), N(100.0 - a), N(84.0), T("-")],
            vec![T("GGEES2171"), T("Eenzaam"), N(b), N(44.0), T("-")],
        ]
    };
    let zwolle = sheet("Totaal Zwolle 2022", 14.0, 43.0);
    let kampen = sheet("Totaal Kampen 2022", 17.0, 41.0);
    let rows = |sheet: &[Vec<Put>; 6]| -> Vec<Vec<Put>> { sheet.to_vec() };
    let (zwolle, kampen) = (rows(&zwolle), rows(&kampen));
    let zwolle: Vec<&[Put]> = zwolle.iter().map(Vec::as_slice).collect();
    let kampen: Vec<&[Put]> = kampen.iter().map(Vec::as_slice).collect();
    let bytes = xlsx(&[("Zwolle", &zwolle), ("Kampen", &kampen)]);
    let case = Case::new("tabellenboek.xlsx", bytes);
    case.has("vorm = \"tabellenboek\"");
    case.has("naam_in_bestand = \"LFRKA2051\"");
    case.lacks("naam_in_bestand = \"LFRKA2050\"");
    let mut figures = case.figures();
    figures.sort();
    assert_eq!(
        figures,
        [
            ("eenzaam_lokaal".to_owned(), 3, 0, "procent"),
            ("roken_lokaal".to_owned(), 3, 0, "procent"),
        ]
    );
}

#[test]
fn downloads_of_statline_are_read_back() {
    let raw = "\u{feff}ID;Geslacht;Marges;RegioS;Perioden;RooktTabak_12;Iets_13\r\n\
               0;T001038;MW00000;NL01  ;2022JJ00;15.3;1\r\n\
               1;T001038;MOG0095;NL01  ;2022JJ00;15.1;1\r\n\
               2;T001038;MBG0095;NL01  ;2022JJ00;15.5;1\r\n\
               3;T001038;MW00000;GM0193;2022JJ00;14.3;2\r\n\
               4;T001038;MOG0095;GM0193;2022JJ00;13.3;2\r\n\
               5;T001038;MBG0095;GM0193;2022JJ00;15.3;2\r\n\
               6;3000   ;MW00000;GM0193;2022JJ00;16.3;2\r\n";
    let case = Case::new("50150NED.csv", raw);
    case.has("vorm = \"statline-csv\"");
    case.has("kolom = \"RegioS\"");
    case.has("decimaalteken = \".\"");
    case.has("\"Geslacht\" = \"T001038\"");
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 2, 0, "procent")]
    );
    let titled = "\u{feff}\"Perioden\";\"Wijken en buurten\";\"Regiocode (gemeente, wijk, buurt) (code)\";\"Roken (%)\"\r\n\
                  \"2022\";\"Zwolle\";\"GM0193    \";\"    14.8\"\r\n\"2022\";\"Ergens\";\"BU01930001\";\"       .\"\r\n";
    let case = Case::new("met-symbolen.csv", titled);
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 1, 0, "procent")]
    );
}
