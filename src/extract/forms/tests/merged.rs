//! Merged cells, in heads and in rows.

use super::*;

#[test]
fn heads_over_two_rows_are_read_with_the_head_above_them() {
    let bytes = xlsx(&[(
        "B",
        &[
            "Titel van het blad",
            "Wijk|Kwetsbaar||Gevallen|",
            "|pct|n|pct|n",
            "WK019310|=15.7|=812|=20|=811",
        ],
        &[(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)],
    )]);
    let mapping = table_mapping(
        "kolom = \"Wijk\"\nniveau = \"wijk\"",
        "waarde = \"Kwetsbaar pct\"\nnoemer = \"Kwetsbaar n\"",
    );
    assert_eq!(
        lines(&mapping, &bytes),
        ["kwetsbaar WK019310 2024 65+ 15.7% n=812"]
    );
    let short = mapping.replace("Kwetsbaar pct", "pct");
    assert!(faults(&short, &bytes)[0].contains("meer kolommen heten «pct»: B, D"));
    // Not merged: only the column right under the upper head has it.
    let bytes = sheet(&[
        "Wijk|Kwetsbaar||Gevallen",
        "|pct|n|pct",
        "WK019310|=15.7|=812|=20",
    ]);
    let by_head = mapping
        .replace("Kwetsbaar n", "n")
        .replace("\"Wijk\"", "\"[A]\"");
    assert_eq!(
        lines(&by_head, &bytes),
        ["kwetsbaar WK019310 2024 65+ 15.7% n=812"]
    );
}

#[test]
fn a_gemeente_merged_over_its_wijken_counts_for_each() {
    let bytes = xlsx(&[(
        "B",
        &[
            "Gem|Wijk|pct",
            "Zwolle|Centrum|=15.7",
            "|Assendorp|=16.7",
            "Kampen|Centrum|=17.7",
        ],
        &[(1, 0, 2, 0)],
    )]);
    let mapping = table_mapping(
        "kolom = \"Wijk\"\nsoort = \"naam\"\nniveau = \"wijk\"\ngemeente = \"Gem\"",
        "waarde = \"pct\"",
    );
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "kwetsbaar WK019313 2024 65+ 16.7%",
            "kwetsbaar WK016600 2024 65+ 17.7%"
        ]
    );
}

#[test]
fn an_area_merged_over_years_counts_for_each() {
    let bytes = xlsx(&[(
        "B",
        &["Wijk|Jaar|pct", "WK019310|=2022|=15.7", "|=2024|=16.7"],
        &[(1, 0, 2, 0)],
    )]);
    let mapping = wijk_codes().replace("periode = 2024", "periode = \"Jaar\"");
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019310 2022 65+ 15.7%",
            "kwetsbaar WK019310 2024 65+ 16.7%"
        ]
    );
}

#[test]
fn a_number_merged_over_areas_is_of_none_of_them() {
    let bytes = xlsx(&[(
        "B",
        &["Wijk|pct", "WK019310|=15.7", "WK019311", "WK019312|=12"],
        &[(1, 1, 2, 1)],
    )]);
    expect_faults(
        &wijk_codes(),
        &bytes,
        &[
            "blad «B», rij 2, kolom B «pct»: verwacht een getal; de cel is samengevoegd",
            "rij 3, kolom B «pct»: verwacht een getal; de cel is samengevoegd",
        ],
    );
}

#[test]
fn a_sign_merged_over_areas_is_said_of_each() {
    let bytes = xlsx(&[(
        "B",
        &["Wijk|pct|n", "WK019310|x", "WK019311", "WK019312|=12|=400"],
        &[(1, 1, 2, 2)],
    )]);
    let mapping = wijk_codes() + "noemer = \"n\"\n";
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019310 2024 65+ geheim",
            "kwetsbaar WK019311 2024 65+ geheim",
            "kwetsbaar WK019312 2024 65+ 12% n=400"
        ]
    );
}

#[test]
fn a_row_drawn_as_two_is_one_row() {
    let bytes = xlsx(&[(
        "B",
        &["Wijk|pct", "WK019310|=15.7", "", "WK019311|=12"],
        &[(1, 0, 2, 0), (1, 1, 2, 1)],
    )]);
    assert_eq!(
        lines(&wijk_codes(), &bytes),
        [
            "kwetsbaar WK019310 2024 65+ 15.7%",
            "kwetsbaar WK019311 2024 65+ 12%"
        ]
    );
}

#[test]
fn a_heading_over_the_width_is_no_row() {
    let bytes = xlsx(&[(
        "B",
        &["Gebied|pct", "Zwolle", "Assendorp|=15.7", "Zwolle|=12"],
        &[(1, 0, 1, 1)],
    )]);
    let mapping = table_mapping("kolom = \"Gebied\"\nsoort = \"naam\"", "waarde = \"pct\"");
    assert_eq!(
        lines(&mapping, &bytes),
        [
            "kwetsbaar WK019313 2024 65+ 15.7%",
            "kwetsbaar GM0193 2024 65+ 12%"
        ]
    );
}
