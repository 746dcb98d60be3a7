//! Files with nothing in them, with odd texts, or made to do harm.

use super::*;

#[test]
fn an_empty_file_is_a_fault_and_a_useless_one_a_template() {
    let gemeenten = Gemeenten::current();
    let gazetteer = Gazetteer::new(&gemeenten, None, BTreeMap::new());
    let catalogue = Catalogue::builtin().unwrap();
    for bytes in [&b""[..], b"\n\n", b";;;\n;;;\n"] {
        guess("x.csv", FileKind::Csv, bytes, &gazetteer, &catalogue).unwrap_err();
    }
    for text in [
        "zomaar wat tekst\n",
        "naam;telefoon\nPiet;0612345678\n",
        "1;2;3\n4;5;6\n",
        "Zwolle\n",
    ] {
        let case = Case::new("x.csv", text);
        assert!(!case.guess.ready, "{}", case.guess.text);
        case.has("NOG NIET KLAAR");
        case.has("# id = \"roken\"");
        case.lacks("0612345678");
        assert!(!case.guess.notices.is_empty());
    }
}

#[test]
fn odd_heads_stay_inside_their_quotes() {
    let odd = "a\"]\n[[indicator]]\nid = \"b\" # '''";
    let bytes = xlsx(&[(
        "B\"l'ad",
        &[
            &[
                T("Gemeente\n\"naam\""),
                T("Roken\r\n\"x\" (%)"),
                T(odd_static()),
                T("=HYPERLINK(\"http://x.example\";\"klik\")"),
                T("Eenzaam \u{202e}% \u{7}"),
                T("\\u0022 overgewicht"),
            ],
            &[T("Zwolle"), N(15.1), N(12.7), N(13.7), N(44.1), N(45.1)],
            &[T("Kampen"), N(16.1), N(12.9), N(13.9), N(45.1), N(46.1)],
            &[
                T("\"=cmd\"\n[x]"),
                N(17.1),
                N(12.9),
                N(13.9),
                N(45.1),
                N(46.1),
            ],
        ],
    )]);
    let case = Case::new("map/2022 \"x\".xlsx", bytes);
    let parsed: toml::Table = toml::from_str(&case.guess.text).unwrap();
    let ids: Vec<&str> = parsed["indicator"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["roken", "eenzaam", "overgewicht"]);
    let odd_lines = case
        .guess
        .text
        .lines()
        .filter(|line| line.trim() == "id = \"b\" # '''");
    assert_eq!(odd_lines.count(), 0, "{odd}");
    assert!(
        case.guess
            .text
            .chars()
            .all(|c| c == '\n' || !super::super::draft::is_unsafe(c)),
        "{}",
        case.guess.text
    );
    case.has("waarde = \"[E]\"");
    case.has("# '\"=cmd\" [x]' = \"overslaan\"");
    // Only the doubtful name is left to settle.
    let why = case.read().unwrap_err();
    assert!(why.contains("=cmd"), "{why}");
    assert!(!why.contains("verwacht een kolom"), "{why}");
}

const fn odd_static() -> &'static str {
    "a\"]\n[[indicator]]\nid = \"b\" # '''"
}

#[test]
fn figures_are_never_taken_for_heads() {
    // No row of heads: the first row is one of figures.
    let case = Case::new("x2024.csv", "GM0193;23,4;x\nGM0166;25,6;x\nGM0148;27,8;x\n");
    assert!(!case.guess.ready);
    for figure in ["23,4", "25,6", "27,8"] {
        case.lacks(figure);
    }
    // A number among the heads is named by its letter.
    let case = Case::new(
        "x2024.csv",
        "Gemeente;31,7;Roken\nZwolle;23,4;15,1\nKampen;25,6;16,1\n",
    );
    case.lacks("31,7");
    assert_eq!(
        case.figures(),
        [("roken_lokaal".to_owned(), 2, 0, "procent")]
    );
}
