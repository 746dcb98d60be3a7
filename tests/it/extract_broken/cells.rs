//! Numbers that are none, or cannot be right.

use super::{Broken, csv, tabel, wijken};
use crate::support::workbook::xlsx;

fn cells(
    name: &'static str,
    indicator: &str,
    rows: &[&str],
    says: &'static [&'static str],
) -> Broken {
    Broken {
        name,
        mapping: tabel("proef.xlsx", indicator),
        file: wijken(rows),
        says,
    }
}

/// A count of a practice, with its people.
fn count(name: &'static str, unit: &str, rows: &[&str], says: &'static [&'static str]) -> Broken {
    let own = format!(
        "label = \"Hartfalen\"\nthema = \"grijze_druk\"\ndefinitie = \"Mensen met hartfalen.\"\n\
         eenheid = \"{unit}\"\nrichting = \"neutraal\"\nbevolking = \"alle\"\naantal = \"pct\"\nnoemer = \"n\""
    );
    Broken {
        name,
        mapping: tabel("proef.xlsx", &own)
            .replace("id = \"kwetsbaar\"\nwaarde = \"pct\"", "id = \"hartfalen\""),
        file: wijken(rows),
        says,
    }
}

pub fn broken() -> Vec<Broken> {
    let margins =
        "noemer = \"n\"\nondergrens = \"van\"\nbovengrens = \"tot\"\neffectieve_n = \"neff\"";
    vec![
        cells(
            "geen-getal",
            "",
            &[
                "Wijk|pct",
                "WK019310|veel",
                "WK019311|@2024-03-01",
                "WK019312|!WAAR",
                "WK019313|zie 48.73",
                "WK019320|-",
            ],
            &[
                "blad «Wijken», rij 2, kolom B «pct»: verwacht een getal; er staat tekst",
                "rij 3, kolom B «pct»: verwacht een getal; er staat een datum",
                "rij 4, kolom B «pct»: verwacht een getal; er staat WAAR of ONWAAR",
                "rij 5, kolom B «pct»: verwacht een getal; er staat tekst",
                "rij 6, kolom B «pct»…zet in [ontbreekt]: \"-\" = \"niet_gemeten\"",
            ],
        ),
        cells(
            "buiten-0-100",
            "",
            &["Wijk|pct", "WK019310|=148.73", "WK019311|=-48.73"],
            &[
                "rij 2, kolom B «pct»: verwacht een percentage van 0 tot en met 100",
                "rij 3, kolom B «pct»: verwacht een percentage van 0 tot en met 100",
            ],
        ),
        cells(
            "allemaal-fracties",
            "",
            &["Wijk|pct", "WK019310|=0.4873", "WK019311|=0.3"],
            &[
                "rij 2, kolom B «pct»: verwacht percentages voor «kwetsbaar»; alle waarden zijn 1 of lager",
            ],
        ),
        cells(
            "een-fractie-tussen-percentages",
            "",
            &["Wijk|pct", "WK019310|=30", "WK019311|=0.4873"],
            &[
                "rij 3, kolom B «pct»: verwacht een percentage voor «kwetsbaar»; dit lijkt een fractie",
            ],
        ),
        cells(
            "percentages-als-fractie",
            "eenheid = \"fractie\"",
            &["Wijk|pct", "WK019310|=48.73"],
            &["rij 2, kolom B «pct»: verwacht een fractie van 0 tot en met 1"],
        ),
        cells(
            "grenzen",
            margins,
            &[
                "Wijk|pct|n|van|tot|neff",
                "WK019310|=48.73|=800|=50|=60|=700",
                "WK019311|=48.73|=800|=40|=148.73|=700",
                "WK019312|=48.73|=800|=40|=50|=4873",
                "WK019313|=48.73|=-800|=40|=50|=1",
                "WK019320|=48.73|=800|=40|=50|=-1",
            ],
            &[
                "rij 2, kolom D «van»: verwacht ondergrens ≤ waarde ≤ bovengrens",
                "rij 3, kolom D «van»: verwacht grenzen van 0 tot en met 100",
                "rij 4, kolom F «neff»: effectieve_n is groter dan noemer",
                "rij 5, kolom C «n»: verwacht een aantal van 0 of meer bij noemer",
                "rij 6, kolom F «neff»: verwacht een getal boven 0 bij effectieve_n",
            ],
        ),
        cells(
            "noemer-als-percentage",
            "noemer = \"n\"",
            &["Wijk|pct|n", "WK019310|=48.73|=0.4873%"],
            &["rij 2, kolom C «n»: verwacht een getal zonder procentteken"],
        ),
        cells(
            "leeftijd-en-jaar",
            "leeftijd = \"Lft\"",
            &[
                "Wijk|pct|Lft",
                "WK019310|=48.73|oud",
                "WK019311|=48.73|=48.73",
            ],
            &[
                "rij 2, kolom C «Lft»: verwacht een leeftijdsgroep (alle",
                "rij 3, kolom C «Lft»: verwacht een leeftijdsgroep",
            ],
        ),
        Broken {
            name: "jaar",
            mapping: tabel("proef.xlsx", "").replace("periode = 2024", "periode = \"Jaar\""),
            file: wijken(&[
                "Wijk|pct|Jaar",
                "WK019310|=48.73|vorig jaar",
                "WK019311|=48.73|=1873",
            ]),
            says: &[
                "rij 2, kolom C «Jaar»: verwacht een jaar, zoals 2024",
                "rij 3, kolom C «Jaar»: verwacht een jaar, zoals 2024",
            ],
        },
        count(
            "telling",
            "aantal",
            &[
                "Wijk|pct|n",
                "WK019310|=48.73|=800",
                "WK019311|=4873|=800",
                "WK019312|=0|=0",
                "WK019313|=-5|=9",
            ],
            &[
                "rij 2, kolom B «pct»: verwacht een heel aantal, 0 of meer",
                "rij 3, kolom B «pct»: aantal is groter dan noemer",
                "rij 4, kolom C «n»: verwacht een noemer boven 0 bij dit aantal",
                "rij 5, kolom B «pct»: verwacht een aantal van 0 of meer bij aantal",
            ],
        ),
        count(
            "telling-als-percentage",
            "procent",
            &["Wijk|pct|n", "WK019310|=48.73|=800", "WK019311|=4|"],
            &[
                "rij 2, kolom B «pct»: verwacht een heel aantal, 0 of meer",
                "rij 3, kolom C «n»: verwacht een noemer boven 0 bij dit aantal",
            ],
        ),
        Broken {
            name: "punt-twijfel",
            mapping: tabel("proef.csv", ""),
            file: csv("Wijk;pct\nWK019310;4.873\nWK019311;1.500\n"),
            says: &[
                "bestand «proef.csv», rij 2, kolom B «pct»: verwacht een getal; de punt kan een decimaalteken \
                 zijn of duizendtallen scheiden; zet decimaalteken in [csv]",
                "rij 3, kolom B «pct»",
            ],
        },
        Broken {
            name: "ander-decimaalteken",
            mapping: format!("{}[csv]\ndecimaalteken = \",\"\n", tabel("proef.csv", "")),
            file: csv("Wijk;pct\nWK019310;48.73\nWK019311;48 73\n"),
            says: &[
                "rij 2, kolom B «pct»: verwacht een getal; de punten, komma's of spaties",
                "rij 3, kolom B «pct»: verwacht een getal; de punten",
            ],
        },
        Broken {
            name: "samengevoegd",
            mapping: tabel("proef.xlsx", ""),
            file: Some((
                "proef.xlsx",
                xlsx(&[(
                    "Wijken",
                    &["Wijk|pct", "WK019310|=48.73", "WK019311"],
                    &[(1, 1, 2, 1)],
                )]),
            )),
            says: &[
                "rij 2, kolom B «pct»: verwacht een getal; de cel is samengevoegd",
                "rij 3, kolom B «pct»: verwacht een getal; de cel is samengevoegd",
            ],
        },
        cells(
            "geen-enkel-cijfer",
            "",
            &["Wijk|pct", "WK019310|x", "WK019311|"],
            &["bestand «proef.xlsx»: verwacht minstens één cijfer van een gebied"],
        ),
    ]
}
