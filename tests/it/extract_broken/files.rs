//! Files that are missing, damaged or no table at all.

use super::{Broken, csv, tabel, wijken};
use crate::support::workbook::xlsx;

fn bytes(
    name: &'static str,
    file: &'static str,
    bytes: &[u8],
    says: &'static [&'static str],
) -> Broken {
    Broken {
        name,
        mapping: tabel(file, ""),
        file: Some((file, bytes.to_vec())),
        says,
    }
}

pub fn broken() -> Vec<Broken> {
    let good = xlsx(&[("Wijken", &["Wijk|pct", "WK019310|=48.73"], &[])]);
    let compound = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 40]].concat();
    let html = b"<html><body><table><tr><td>WK019310</td><td>48.73</td></tr></table></body></html>";
    vec![
        Broken {
            name: "bestand-is-er-niet",
            mapping: tabel("nergens.xlsx", ""),
            file: None,
            says: &["noemt het bestand…nergens.xlsx, en dat is niet te lezen: het bestaat niet"],
        },
        Broken {
            name: "map-in-plaats-van-bestand",
            mapping: tabel(".", ""),
            file: None,
            says: &["en dat is niet te lezen: het is geen gewoon bestand"],
        },
        bytes(
            "leeg",
            "proef.xlsx",
            b"",
            &["bestand «proef.xlsx»: het bestand is leeg (0 bytes)"],
        ),
        bytes(
            "afgebroken",
            "proef.xlsx",
            &good[..good.len() / 2],
            &["bestand «proef.xlsx»: het bestand is"],
        ),
        bytes(
            "half-xls",
            "proef.xls",
            &compound,
            &["bestand «proef.xls»: het bestand is"],
        ),
        bytes(
            "html-als-xls",
            "proef.xls",
            html,
            &["bestand «proef.xls»: het bestand is een webpagina (HTML)"],
        ),
        bytes(
            "pdf",
            "proef.xlsx",
            b"%PDF-1.7 48.73",
            &["het bestand is een pdf en geen werkmap of csv"],
        ),
        bytes(
            "verkeerde-soort",
            "proef.sav",
            b"$FL2 48.73",
            &["verwacht een bestand dat eindigt op csv, xlsx"],
        ),
        bytes(
            "geen-tekst",
            "proef.csv",
            b"Wijk;pct\0\0\0",
            &["het bestand is geen tekst"],
        ),
        bytes(
            "tekst-als-werkmap",
            "proef.xlsx",
            b"Beste lezer,\nhierbij: 48.73.\n",
            &["gewone tekst"],
        ),
        Broken {
            name: "blad-leeg",
            mapping: tabel("proef.xlsx", ""),
            file: Some(("proef.xlsx", xlsx(&[("Wijken", &[], &[])]))),
            says: &["bestand «proef.xlsx»: het bestand heeft geen enkele gevulde cel"],
        },
        Broken {
            name: "blad-bestaat-niet",
            mapping: format!("blad = \"Buurten\"\n{}", tabel("proef.xlsx", "")),
            file: wijken(&["Wijk|pct", "WK019310|=48.73"]),
            says: &["blad «Buurten»: verwacht een blad «Buurten»; er zijn «Wijken»"],
        },
        Broken {
            name: "blad-niet-gezegd",
            mapping: tabel("proef.xlsx", ""),
            file: Some((
                "proef.xlsx",
                xlsx(&[
                    ("A", &["Wijk|pct", "WK019310|=48.73"], &[]),
                    ("B", &["Wijk|pct", "WK019310|=48.73"], &[]),
                ]),
            )),
            says: &["het bestand heeft 2 bladen…«A», «B»…zet blad ="],
        },
        Broken {
            name: "koprij-op-cijfers",
            mapping: format!("koprij = 2\n{}", tabel("proef.xlsx", "noemer = \"n\"")),
            file: wijken(&["Wijk|pct|n", "WK019310|=48.73|=4873"]),
            says: &[
                "blad «Wijken», rij 2: verwacht een kolom «Wijk»",
                "«pct»",
                "«n»",
            ],
        },
        Broken {
            name: "kop-dubbel",
            mapping: tabel("proef.xlsx", ""),
            file: wijken(&["Wijk|pct|pct", "WK019310|=48.73|=4"]),
            says: &["blad «Wijken», rij 1: meer kolommen heten «pct»: B, C"],
        },
        Broken {
            name: "kolommen-ontbreken",
            mapping: tabel(
                "proef.xlsx",
                "noemer = \"n\"\nondergrens = \"van\"\nbovengrens = \"tot\"",
            )
            .replace("niveau", "gemeente = \"Gem\"\nniveau"),
            file: wijken(&["Wijk|pct", "WK019310|=48.73"]),
            says: &[
                "rij 1: verwacht een kolom «n»; er zijn «Wijk», «pct»",
                "verwacht een kolom «van»",
                "verwacht een kolom «tot»",
                "verwacht een kolom «Gem»",
            ],
        },
        Broken {
            name: "geen-kop",
            mapping: tabel("proef.csv", ""),
            file: csv("a;b\n1;48,73\n"),
            says: &["bestand «proef.csv»: verwacht een rij met de koppen «Wijk», «pct»"],
        },
        Broken {
            name: "kolomletter-buiten-blad",
            mapping: tabel("proef.xlsx", "noemer = \"[Z]\""),
            file: wijken(&["Wijk|pct", "WK019310|=48.73"]),
            says: &["rij 1: verwacht een kolom [Z]; de laatste kolom van het blad is [B]"],
        },
        Broken {
            name: "codering",
            mapping: format!("{}[csv]\ncodering = \"utf-8\"\n", tabel("proef.csv", "")),
            file: Some(("proef.csv", b"Wijk;pct\n\x92s-Graven;48,73\n".to_vec())),
            says: &["bestand «proef.csv»: de tekst…rij 2 is niet te lezen als UTF-8"],
        },
    ]
}
