//! Files of the GGDs and of StatLine that are not as their form says.

use super::{Broken, csv};
use crate::support::workbook::{Sheets, xlsx};

fn form(
    name: &'static str,
    form: &str,
    sheets: Sheets<'_>,
    says: &'static [&'static str],
) -> Broken {
    Broken {
        name,
        mapping: mapping("proef.xlsx", form),
        file: Some(("proef.xlsx", xlsx(sheets))),
        says,
    }
}

fn mapping(file: &str, form: &str) -> String {
    format!(
        "bestand = \"{file}\"\nbron = \"GGD Proef\"\nvorm = \"{form}\"\n[[indicator]]\nid = \"kwetsbaar\"\n\
         naam_in_bestand = \"TFI651\"\n"
    )
}

pub fn broken() -> Vec<Broken> {
    let swing = "PERIODE|GEBIEDSNIVEAU|GEBIED|NAAM|WAARDE";
    vec![
        form(
            "swing-koppen",
            "swing-lang",
            &[(
                "data",
                &[
                    "PERIODE|NIVEAU|GEBIED|NAAM|CIJFER",
                    "=2024|gemeente|=193|TFI651|=48.73",
                ],
                &[],
            )],
            &[
                "blad «data», rij 1: verwacht een kolom «GEBIEDSNIVEAU»",
                "verwacht een kolom «WAARDE»",
            ],
        ),
        form(
            "swing-rijen",
            "swing-lang",
            &[(
                "data",
                &[
                    swing,
                    "=2024|ggd|=4|TFI651|=48.73",
                    "=2024|gemeente|=17|TFI651|=48.73",
                    "=20|gemeente|=193|TFI651|=48.73",
                    "=2024|gemeente|=193|TFI651|=-48.73",
                ],
                &[],
            )],
            &[
                "blad «data», rij 2, kolom C «GEBIED»: «4» is geen GGD-code",
                "rij 3, kolom C «GEBIED»: «17» (GM0017) is geen gemeente",
                "rij 4, kolom A «PERIODE»: verwacht een jaar",
                "rij 5, kolom E «WAARDE»: verwacht een percentage van 0 tot en met 100",
            ],
        ),
        form(
            "swing-naam",
            "swing-lang",
            &[("data", &[swing, "=2024|gemeente|=193|TFI652|=48.73"], &[])],
            &[
                "blad «data», kolom D «NAAM»: verwacht rijen met «TFI651»; die zijn er niet…«TFI652»",
            ],
        ),
        form(
            "kubus-kolommen",
            "swing-kubus",
            &[(
                "Data",
                &[
                    "Jaar|geolevel|geoitem|ANDERS_1",
                    "=2024|gemeente|=193|=48.73",
                ],
                &[],
            )],
            &["blad «Data», rij 1: verwacht een kolom «TFI651_1»; er zijn «Jaar»"],
        ),
        form(
            "kubus-kruisingen",
            "swing-kubus",
            &[(
                "Data",
                &[
                    "Jaar|geolevel|geoitem|geslacht|TFI651_0|TFI651_1",
                    "=2024|gemeente|=193|=1|=48.73|=20",
                    "=2024|gemeente|=193|=2|=48.73|=20",
                ],
                &[],
            )],
            &["blad «Data», rij 3, kolom F «TFI651_1»: verwacht één cijfer…[filter]"],
        ),
        form(
            "boek-gebied-en-rij",
            "tabellenboek",
            &[(
                "Zwolle",
                &["||Totaal Zwole 2024", "||%", "TFI650||=48.73"],
                &[],
            )],
            &[
                "blad «Zwolle», rij 1, kolom C: «Zwole» is geen gebied dat bekend is; lijkt op: Zwolle",
                "kolom A: verwacht een rij met «TFI651» in kolom A",
            ],
        ),
        form(
            "boek-zonder-koppen",
            "tabellenboek",
            &[("Zwolle", &["a|b|c", "TFI651||=48.73"], &[])],
            &["verwacht een rij met koppen zoals «Totaal Zwolle 2024»"],
        ),
        Broken {
            name: "statline-rijen",
            mapping: mapping("proef.csv", "statline-csv"),
            file: csv("\u{feff}ID;Leeftijd;Marges;RegioS;Perioden;TFI651\r\n\
                 0;80200;MW00000;GM0193  ;2024KW01;48.73\r\n\
                 1;80200;MW00000;GM0166  ;2024JJ00;48.73x\r\n"),
            says: &[
                "bestand «proef.csv», rij 2, kolom E «Perioden»: verwacht een jaar",
                "rij 3, kolom F «TFI651»: verwacht een getal; er staat tekst",
            ],
        },
        Broken {
            name: "statline-kolom",
            mapping: mapping("proef.csv", "statline-csv"),
            file: csv("RegioS;Perioden;TFI652_3\r\nGM0193;2024JJ00;48.73\r\n"),
            says: &[
                "bestand «proef.csv»: verwacht een rij met de koppen; geen van «TFI651» staat er",
            ],
        },
    ]
}
