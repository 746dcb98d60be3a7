//! Areas that are wrong or doubtful.

use super::{Broken, tabel, wijken};

fn codes(name: &'static str, level: &str, rows: &[&str], says: &'static [&'static str]) -> Broken {
    Broken {
        name,
        mapping: tabel("proef.xlsx", "").replace("niveau = \"wijk\"", level),
        file: wijken(rows),
        says,
    }
}

pub fn broken() -> Vec<Broken> {
    let wijk = "niveau = \"wijk\"";
    let gemeente = "niveau = \"gemeente\"";
    let names = "soort = \"naam\"\nniveau = \"gemeente\"";
    vec![
        codes(
            "codes-fout",
            wijk,
            &[
                "Wijk|pct",
                "WK999901|=48.73",
                "BU01931001|=48.73",
                "GM0193x|=48.73",
                "=193|=48.73",
                "WK001701|=48.73",
            ],
            &[
                "blad «Wijken», rij 2, kolom A «Wijk»: «WK999901»: de wijk ligt in GM9999",
                "rij 3, kolom A «Wijk»: «BU01931001» is een buurt; een rapport heeft wijken",
                "rij 4, kolom A «Wijk»: «GM0193x» is geen gebiedscode",
                "rij 5, kolom A «Wijk»: «193» is geen code van een wijk; het lijkt de gemeente Zwolle",
                "rij 6, kolom A «Wijk»: «WK001701»: de wijk ligt in GM0017",
            ],
        ),
        codes(
            "oude-gemeente",
            gemeente,
            &["Wijk|pct", "=17|=48.73", "GM0149|=48.73"],
            &[
                "rij 2, kolom A «Wijk»: «17» (GM0017) is geen gemeente van de huidige indeling",
                "rij 3, kolom A «Wijk»: «GM0149» (GM0149) is geen gemeente van de huidige indeling",
            ],
        ),
        codes(
            "ggd-nummer",
            "niveau = \"ggd\"",
            &["Wijk|pct", "=4|=48.73", "=6|=48.73", "=25|=48.73"],
            &[
                "rij 2, kolom A «Wijk»: «4» is geen GGD-code van het CBS, zoals GG1009",
                "rij 3…«6» is geen GGD-code",
                "rij 4…«25» is geen GGD-code",
            ],
        ),
        codes(
            "nummer-zonder-niveau",
            "",
            &["Wijk|pct", "=193|=48.73"],
            &["rij 2, kolom A «Wijk»: «193» is een code zonder niveau…niveau = \"gemeente\""],
        ),
        codes(
            "naam-twijfel",
            names,
            &["Wijk|pct", "Bergen|=48.73", "Zwole|=48.73", "Haren|=48.73"],
            &[
                "rij 2, kolom A «Wijk»: «Bergen» kan Bergen (NH.) (GM0373) of Bergen (L.) (GM0893) zijn…\
                 zet in [gebied.namen]: \"Bergen\" = \"GM0373\"",
                "rij 3, kolom A «Wijk»: «Zwole» is geen gemeente die bekend is; lijkt op: Zwolle (GM0193)",
                "rij 4, kolom A «Wijk»: «Haren» is geen gemeente",
            ],
        ),
        codes(
            "naam-van-twee-niveaus",
            "soort = \"naam\"",
            &["Wijk|pct", "Utrecht|=48.73"],
            &["rij 2, kolom A «Wijk»: «Utrecht» kan Utrecht (GM0344) of Utrecht (PV26) zijn"],
        ),
        codes(
            "wijknaam-zonder-opslag",
            "soort = \"naam\"\nniveau = \"wijk\"",
            &["Wijk|pct", "Assendorp|=48.73"],
            &["«Assendorp»: van dit gebied zijn nog geen wijken bekend…regiobeeld ophalen"],
        ),
        codes(
            "gebied-leeg",
            wijk,
            &["Wijk|pct", "|=48.73", "WK019310|=4"],
            &["blad «Wijken», rij 2, kolom A «Wijk»: verwacht een gebied; de cel is leeg"],
        ),
        codes(
            "totaal-zonder-lege-rij",
            wijk,
            &["Wijk|pct", "WK019310|=4", "Totaal|=48.73"],
            &["rij 3, kolom A «Wijk»: «Totaal»…\"overslaan\""],
        ),
        codes(
            "gebied-dubbel",
            wijk,
            &["Wijk|pct", "WK019310|=48.73", "=19310|=48.73"],
            &["rij 3, kolom B «pct»: verwacht één cijfer van «kwetsbaar» voor WK019310 in 2024"],
        ),
        Broken {
            name: "gebiedskolom-is-een-cijfer",
            mapping: tabel("proef.xlsx", "").replace("kolom = \"Wijk\"", "kolom = \"pct\""),
            file: wijken(&["Wijk|pct", "WK019310|=48.73", "WK019311|48,73"]),
            says: &[
                "rij 2, kolom B «pct»: verwacht een gebied; er staat een getal dat geen code is",
                "rij 3, kolom B «pct»: verwacht een gebied",
            ],
        },
    ]
}
