//! The sample's pages that go deeper, with long names and many rows.

use regiobeeld::report::model::*;

use crate::pdf_sample::{figure, name, strings};

fn row(cells: &[&str]) -> Rij {
    Rij::new(cells.iter().map(|text| Cel::tekst(*text)).collect())
}

pub fn deeper(wijken: usize) -> Verdieping {
    Verdieping {
        anders: different(),
        leeftijd: Some(ages()),
        mensen: people(wijken),
        werkblad: worksheet(),
    }
}

fn different() -> Anders {
    let columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::getal("Hier"),
        Kolom::getal("Regio"),
        Kolom::woord("Oordeel"),
    ];
    let mut table = Tabel::new("", "Duidelijke verschillen met de regio", columns);
    let mut long = row(&["Eenpersoonshuishoudens (%), 2024", "43,2", "36,0"]);
    long.cellen.push(Cel::oordeel(Symbool::Hoger));
    table.rijen.push(long);
    let dimension = |titel: &str, tabel: Option<Tabel>| Dimensie {
        titel: titel.into(),
        zin: if tabel.is_none() {
            "Hiervoor is nog geen cijfer.".into()
        } else {
            String::new()
        },
        tabel,
    };
    Anders {
        zinnen: strings(&["Hier staat waarin Zwolle anders is."]),
        tiende: Some(Tabel {
            kolommen: vec![
                Kolom::tekst("Onderwerp"),
                Kolom::tekst("Van alle gemeenten"),
            ],
            rijen: vec![row(&[
                "Roken (%), 2024",
                "bij de 10 % met het laagste cijfer",
            ])],
            ..table.clone()
        }),
        verschillen_titel: "Duidelijke verschillen met de regio".into(),
        verschillen: Some(table.clone()),
        verschillen_geen: String::new(),
        uitleg: strings(&["Positieve Gezondheid kijkt naar zes kanten van het leven."]),
        dimensies: vec![
            dimension("Lichaamsfuncties", Some(table.clone())),
            dimension("Mentaal welbevinden", Some(table)),
            dimension("Zingeving", None),
        ],
    }
}

fn ages() -> Leeftijd {
    let part = |name: &str| Ontleding {
        titel: name.into(),
        zinnen: strings(&[
            "Als hier evenveel 65-plussers woonden als in Nederland, was het naar schatting 30,1 %.",
        ]),
        figuur: figure("stippen-half", FiguurBreedte::Half),
    };
    let group = "Verschil met Nederland, in procentpunten";
    let columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::getal("verschil").in_groep(group),
        Kolom::getal("door leeftijd").in_groep(group),
    ];
    let mut table = Tabel::new("", "Het verschil met Nederland in delen", columns);
    table.rijen.push(row(&["Roken, 2024", "−0,4", "+0,9"]));
    Leeftijd {
        zinnen: strings(&["Veel cijfers hangen samen met leeftijd."]),
        delen: vec![part("Roken"), part("Langdurige aandoening")],
        tabel: table,
        bronregel: "Bron: RIVM 50150NED, 2024, modelschatting.".into(),
        noten: strings(&["De getallen zijn afgerond."]),
    }
}

fn people(wijken: usize) -> Mensen {
    let columns = vec![
        Kolom::tekst("Waar en wat"),
        Kolom::getal("Extra mensen, vergeleken met de gemeente"),
        Kolom::getal("Marge"),
        Kolom::woord("Zekerheid"),
    ];
    let mut table = Tabel::new("Leefstijl", "Extra mensen per wijk", columns);
    for at in 0..wijken {
        let what = format!("{} · Roken, naar schatting", name(at));
        table.rijen.push(row(&[
            &what,
            "1\u{202f}250",
            "900 – 1\u{202f}600",
            "bijna zeker",
        ]));
    }
    let mut sheet = Tabel::new(
        "",
        "Een rij per onderwerp; de lege vakken zijn om in te vullen",
        vec![
            Kolom::tekst("Waar en wat"),
            Kolom::getal("Extra mensen"),
            Kolom::woord("Omvang (A)"),
            Kolom::woord("OPR"),
        ],
    );
    sheet.rijen.push(row(&[
        "Diezerpoort-Noord en Omgeving · Roken",
        "1\u{202f}250",
        "",
        "",
    ]));
    sheet.fictief = true;
    Mensen {
        zinnen: strings(&["Per thema staat het grootste aantal mensen boven."]),
        tabellen: vec![table],
        toelichting: strings(&["Het zegt niet hoeveel mensen met een aanpak te helpen zijn."]),
        weegblad: Weegblad {
            zinnen: strings(&["De lege vakken vult u in het overleg in."]),
            begrippen: vec![Begrip {
                naam: "Omvang (A)".into(),
                uitleg: "Om hoeveel mensen gaat het?".into(),
            }],
            tabel: Some(sheet),
        },
    }
}

fn worksheet() -> Werkblad {
    let block = |titel: String| Werkblok {
        titel,
        zin: "Hier is het 24,1 %, in de gemeente 17,3 %.".into(),
        fictief: true,
        vragen: strings(&["Herkent u dit?", "Wat doen we al?", "Wie?", "Doel en datum"]),
    };
    Werkblad {
        zinnen: strings(&["Vul de vakken samen in."]),
        blokken: (0..5).map(|at| block(name(at))).collect(),
    }
}
