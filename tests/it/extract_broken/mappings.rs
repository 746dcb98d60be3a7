//! Mapping files that are wrong themselves.

use super::{Broken, tabel, wijken};

/// A good file under a mapping that is not.
fn mapping(name: &'static str, mapping: String, says: &'static [&'static str]) -> Broken {
    Broken {
        name,
        mapping,
        file: wijken(&["Wijk|pct", "WK019310|=48.73"]),
        says,
    }
}

pub fn broken() -> Vec<Broken> {
    let good = || tabel("proef.xlsx", "");
    vec![
        mapping(
            "sleutel-onbekend",
            good().replace("waarde =", "waarden ="),
            &["regel 9: de sleutel «waarden» bestaat hier niet; verwacht id, label"],
        ),
        mapping(
            "vorm-onbekend",
            good().replace("\"tabel\"", "\"tabbel\""),
            &["regel 3: «tabbel» kan hier niet; verwacht tabel, swing-lang"],
        ),
        mapping(
            "vorm-ontbreekt",
            good().replace("vorm = \"tabel\"\n", ""),
            &["de sleutel «vorm» ontbreekt"],
        ),
        mapping(
            "geen-toml",
            "dit is geen toml".to_owned(),
            &["regel 1: dit is geen geldige TOML"],
        ),
        mapping(
            "soort-waarde",
            format!("koprij = \"drie\"\n{}", good()),
            &["regel 1: verwacht een geheel getal; er staat een tekst"],
        ),
        mapping(
            "nieuwe-indicator-zonder-sleutels",
            good().replace("\"kwetsbaar\"", "\"eigen\""),
            &[
                "«eigen» staat niet in de catalogus; een nieuwe indicator heeft ook nodig: label, thema, \
               definitie, eenheid, richting, bevolking",
            ],
        ),
        mapping(
            "losser-zonder-reden",
            format!(
                "{}[onthulling]\nmin_respondenten = 30\nmin_gevallen = 1\n",
                good()
            ),
            &["min_respondenten…min_gevallen…losser dan de standaard; geef met reden"],
        ),
        mapping(
            "alle-fouten-van-het-koppelbestand",
            good()
                .replace(
                    "bron = \"GGD Proef\"",
                    "bron = \" \"\nkoprij = 0\nontvangen = \"gisteren\"",
                )
                .replace(
                    "kolom = \"Wijk\"\nniveau = \"wijk\"",
                    "soort = \"namen\"\nniveau = \"stad\"",
                )
                .replace(
                    "waarde = \"pct\"\nperiode = 2024",
                    "ondergrens = \"van\"\ndesigneffect = 0",
                )
                + "[ontbreekt]\n\"-\" = \"weg\"\n[csv]\ndecimaalteken = \";\"\ncodering = \"ebcdic\"\n",
            &[
                "bron is leeg",
                "koprij telt vanaf 1",
                "ontvangen «gisteren» is geen datum",
                "kolom ontbreekt",
                "soort «namen»: verwacht code of naam",
                "niveau «stad»: verwacht wijk, gemeente",
                "waarde ontbreekt",
                "periode ontbreekt",
                "geef ondergrens en bovengrens allebei",
                "designeffect moet groter zijn dan 0",
                "[ontbreekt] «-» = «weg»: verwacht niet_gemeten",
                "csv.decimaalteken: verwacht een van",
                "csv.codering «ebcdic» is onbekend",
            ],
        ),
        mapping(
            "namen-met-slechte-code",
            format!("{}[gebied.namen]\nOost = \"GM01\"\n", good()),
            &["[gebied.namen] «Oost»: «GM01» is geen code; verwacht een code zoals GM0193"],
        ),
        mapping(
            "namen-met-code-die-er-niet-is",
            format!("{}[gebied.namen]\nOost = \"GM9999\"\n", good()),
            &["bestand «koppel.toml»: [gebied.namen] «oost»: «GM9999» (GM9999) is geen gemeente"],
        ),
        mapping(
            "namen-samen-van-een",
            format!("{}[gebied.namen]\nOost = [\"WK019310\"]\n", good()),
            &["[gebied.namen] «Oost»: verwacht minstens twee wijkcodes"],
        ),
        mapping(
            "zonder-indicator",
            good().split("[[indicator]]").next().unwrap().to_owned(),
            &["er staat geen [[indicator]] in; geef er minstens één"],
        ),
        mapping(
            "indicator-dubbel",
            format!(
                "{}[[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"n\"\nperiode = 2024\n",
                good()
            ),
            &["indicator «kwetsbaar» staat er twee keer in"],
        ),
        mapping(
            "eenheid-past-niet",
            tabel("proef.xlsx", "eenheid = \"euro\""),
            &["de eenheid in het bestand past niet bij procent van de catalogus"],
        ),
        mapping(
            "eenheid-bestaat-niet",
            tabel("proef.xlsx", "eenheid = \"promille\""),
            &["eenheid «promille» bestaat niet; verwacht procent, fractie"],
        ),
        mapping(
            "periode-geen-jaar",
            good().replace("2024", "24"),
            &["indicator «kwetsbaar»: periode is geen jaar"],
        ),
    ]
}
