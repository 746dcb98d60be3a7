//! Tables as text: encodings, separators, decimal signs.

use super::*;

fn mapping(more: &str) -> String {
    format!(
        "bestand = \"proef.csv\"\nbron = \"GGD Proef\"\nvorm = \"tabel\"\n{more}\n[gebied]\nkolom = \"Wijk\"\n\
         soort = \"naam\"\nniveau = \"wijk\"\n[[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"pct\"\nperiode = 2024\n"
    )
}

const EXPECTED: [&str; 2] = [
    "kwetsbaar WK016602 2024 65+ 15.7%",
    "kwetsbaar WK019313 2024 65+ 1.5%",
];

#[test]
fn encodings_marks_and_separators_are_recognised() {
    // Windows-1252 writes the apostrophe of Excel as one byte that is no UTF-8.
    let windows = b"Wijk;pct\r\n\x92s-Heerenbroek;15,7\r\nAssendorp;1,5\r\n".to_vec();
    let marked = "\u{feff}Wijk;pct\r\n's-Heerenbroek;15,7\r\nAssendorp;1,5\r\n"
        .as_bytes()
        .to_vec();
    let quoted = "\u{feff}\"Wijk\",\"pct\"\n\"'s-Heerenbroek\",\"15,7\"\nAssendorp,\"1,5\"\n"
        .as_bytes()
        .to_vec();
    let tabs = "Wijk\tpct\n's-Heerenbroek\t15.7\nAssendorp\t1.5\n"
        .as_bytes()
        .to_vec();
    let utf16: Vec<u8> = "\u{feff}Wijk\tpct\r\n's-Heerenbroek\t15,7\r\nAssendorp\t1,5\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [windows, marked, quoted, tabs, utf16] {
        assert_eq!(lines(&mapping(""), &bytes), EXPECTED);
    }
    let bytes = b"Wijk;pct\n's-Heerenbroek;15,7\nAssendorp;1,5\n";
    let notices = read(&mapping(""), bytes).expect("read").notices().join("|");
    for said in [
        "codering herkend: UTF-8",
        "scheidingsteken herkend: ;",
        "decimaalteken herkend: ,",
    ] {
        assert!(notices.contains(said), "{notices}");
    }
}

#[test]
fn a_point_before_three_digits_is_doubtful_until_the_file_or_the_mapping_decides() {
    let bytes = b"Wijk;pct\n's-Heerenbroek;1.234\nAssendorp;1.500\n";
    expect_faults(
        &mapping(""),
        bytes,
        &[
            "bestand «proef.csv», rij 2, kolom B «pct»: verwacht een getal; de punt kan…[csv]",
            "rij 3, kolom B",
        ],
    );
    let said = mapping("[csv]\ndecimaalteken = \".\"");
    assert_eq!(
        lines(&said, bytes),
        [
            "kwetsbaar WK016602 2024 65+ 1.234%",
            "kwetsbaar WK019313 2024 65+ 1.5%"
        ]
    );
    // Another cell of the file gives the sign away.
    let bytes = b"Wijk;pct;n\n's-Heerenbroek;15,7;1.234\nAssendorp;1,5;900\n";
    let with_n = mapping("") + "noemer = \"n\"\n";
    assert_eq!(
        lines(&with_n, bytes)[0],
        "kwetsbaar WK016602 2024 65+ 15.7% n=1234"
    );
}

#[test]
fn a_number_in_two_parts_or_with_the_other_sign_is_a_fault() {
    let bytes = b"Wijk;pct\n's-Heerenbroek;15 7\nAssendorp;1,5\nStadshagen;12.5\n";
    let said = mapping("[csv]\ndecimaalteken = \",\"");
    expect_faults(
        &said,
        bytes,
        &[
            "rij 2, kolom B «pct»…punten, komma's of spaties",
            "rij 4, kolom B «pct»…punten, komma's",
        ],
    );
}

#[test]
fn a_wrong_encoding_of_the_mapping_is_told() {
    let said = mapping("[csv]\ncodering = \"utf-8\"");
    expect_faults(
        &said,
        b"Wijk;pct\n\x92s-Heerenbroek;15,7\n",
        &["bestand «proef.csv»: de tekst in het bestand, rij 2 is niet te lezen als UTF-8"],
    );
}
