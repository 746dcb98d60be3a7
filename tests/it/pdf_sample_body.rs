//! The sample's overview, themes, method and annex.

use regiobeeld::report::model::*;

use crate::pdf_sample::{code, figure, name, strings};

const CORE: [(&str, &str); 10] = [
    ("Gezondheid", "Goede gezondheid (%)"),
    ("Leefstijl", "Rookt (%)"),
    ("Leefstijl", "Drinkt te veel (%)"),
    ("Leefstijl", "Beweegt genoeg (%)"),
    ("Leefstijl", "Ernstig over- gewicht (%)"),
    ("Mentale gezondheid", "Angst of depressie (%)"),
    ("Mentale gezondheid", "Sterk eenzaam (%)"),
    ("Grijze druk", "65+ per 100 mensen"),
    ("Grijze druk", "Langdurig ziek (%)"),
    ("Grijze druk", "Broze gezondheid (%)"),
];

pub fn overview(wijken: usize) -> Overzicht {
    let mut columns = vec![Kolom::tekst("Wijk")];
    columns.extend(CORE.map(|(theme, label)| Kolom::getal(label).in_groep(theme)));
    let mut table = Tabel::new(
        "",
        "Kernindicatoren per wijk, vergeleken met de gemeente.",
        columns,
    );
    for at in 0..wijken {
        let mut cells = vec![Cel::tekst(name(at))];
        cells.extend(
            (0..CORE.len()).map(|column| match (at * 7 + column * 5) % 13 {
                0 => Cel::tekst("24,1").met(Symbool::HogerOngunstiger),
                1 => Cel::tekst("11,9").met(Symbool::LagerGunstiger),
                2 => Cel::tekst("69,0").met(Symbool::LagerOngunstiger),
                3 => Cel::ontbreekt("niet gepubliceerd"),
                4 => Cel::tekst("28").met(Symbool::Hoger),
                _ => Cel::tekst("17,3").met(Symbool::NietDuidelijkAnders),
            }),
        );
        table.rijen.push(Rij::new(cells).met_anker(code(at)));
    }
    for name in ["Zwolle", "RZA Zwolle", "Nederland"] {
        let mut cells = vec![Cel::tekst(name)];
        cells.extend((0..CORE.len()).map(|_| Cel::tekst("17,3")));
        table.rijen.push(Rij::new(cells).met_nadruk());
    }
    table.fictief = true;
    Overzicht {
        zinnen: strings(&[
            "Elke rij is een wijk, elke kolom een onderwerp. De tekens vergelijken de wijk met de gemeente.",
        ]),
        tabel: table,
        noten: strings(&[
            "● = niet duidelijk anders: het verschil is klein of onzeker. Schattingen met een model worden niet getoetst met een p-waarde.",
        ]),
    }
}

pub fn themes(wijken: usize) -> Vec<Thema> {
    let names = [
        "Leefstijl",
        "Mentale gezondheid",
        "Grijze druk",
        "Laaggeletterdheid",
    ];
    (1u8..)
        .zip(names)
        .map(|(number, title)| theme(number, title, wijken))
        .collect()
}

fn theme(number: u8, title: &str, wijken: usize) -> Thema {
    let full = number % 2 == 1;
    let indicator = |at: u8, message: &str| Indicator {
        titel: message.into(),
        ondertitel: "Rokers, 18 jaar en ouder, 2024".into(),
        zinnen: strings(&[
            "In Wipstrik roken naar schatting meer mensen dan gemiddeld in de gemeente: 24 van de 100, vergeleken met 17 van de 100.",
            "In vier wijken roken minder mensen. In de andere wijken is het verschil niet duidelijk.",
        ]),
        kader: None,
        figuur: Some(if full {
            figure("stippen", FiguurBreedte::Vol)
        } else {
            figure("stippen-half", FiguurBreedte::NaastTabel)
        }),
        ernaast: None,
        tabel: values(wijken, full),
        bronregel: "Bron: RIVM, tabel 50150NED, kolom RooktTabak, 2024, schatting met een model."
            .into(),
        noten: if at == 1 {
            strings(&["Roken: ja op de vraag «Rookt u weleens?», zonder e-sigaret."])
        } else {
            vec![]
        },
    };
    let without = |label: &str, reason: &str| NietBeschikbaar {
        label: label.into(),
        reden: reason.into(),
    };
    Thema {
        boven: format!("Thema {number}"),
        titel: title.into(),
        samenvatting: strings(&[
            "In Wipstrik roken meer mensen dan in de rest van de gemeente.",
            "In vier wijken roken minder mensen.",
            "Over te veel drinken is er geen duidelijk verschil tussen de wijken.",
        ]),
        positie: Some(indicator(3, "Twee onderwerpen ongunstiger dan in de regio")),
        kaarten: ["Roken per wijk", "Te veel drinken per wijk"]
            .map(|titel| Paneel {
                titel: titel.into(),
                figuur: figure("thema", FiguurBreedte::Half),
            })
            .to_vec(),
        los: number == 4,
        indicatoren: if number == 4 {
            vec![]
        } else {
            vec![
                indicator(1, "In Wipstrik roken meer mensen"),
                indicator(2, "Te veel drinken verschilt weinig tussen de wijken"),
            ]
        },
        duiding: vec![remark("Rookt")],
        kaders: vec![Kader {
            titel: "Praten over zelfdoding".into(),
            zinnen: strings(&[
                "Denkt u aan zelfdoding? Praat erover. Bel 113 of 0800-0113, of chat op 113.nl.",
            ]),
        }],
        niet_beschikbaar: vec![
            without(
                "Ondervoeding bij 65-plussers",
                "er is alleen een landelijk cijfer",
            ),
            without("Zware drinkers", "de tabel van 2024 heeft deze kolom niet"),
        ],
        andere: "Van 12 andere onderwerpen zijn de cijfers er nog niet.".into(),
    }
}

fn values(wijken: usize, full: bool) -> Tabel {
    let mut columns = vec![
        Kolom::tekst("Wijk"),
        Kolom::getal("%"),
        Kolom::getal("Marge"),
        Kolom::woord("Vergeleken met gemeente"),
    ];
    if full {
        columns.push(Kolom::getal("Extra mensen"));
    }
    let mut table = Tabel::new(
        "",
        "Rokers per wijk met marge en vergelijking met de gemeente.",
        columns,
    );
    for at in 0..wijken {
        let mut cells = if at == 3 {
            vec![
                Cel::tekst(name(at)),
                Cel::ontbreekt("geheim"),
                Cel::tekst(""),
                Cel::oordeel(Symbool::GeenToets),
            ]
        } else {
            let verdict = match at % 5 {
                0 => Symbool::HogerOngunstiger,
                1 => Symbool::LagerGunstiger,
                _ => Symbool::NietDuidelijkAnders,
            };
            vec![
                Cel::tekst(name(at)),
                Cel::tekst("17,3"),
                Cel::tekst("15,1–19,8"),
                Cel::oordeel(verdict),
            ]
        };
        if full {
            cells.push(Cel::tekst("120"));
        }
        table.rijen.push(Rij::new(cells).met_anker(code(at)));
    }
    for name in ["Zwolle", "Nederland"] {
        let mut cells = [name, "17,3", "16,4–18,2", ""].map(Cel::tekst).to_vec();
        if full {
            cells.push(Cel::tekst(""));
        }
        table.rijen.push(Rij::new(cells).met_nadruk());
    }
    table.fictief = true;
    table
}

pub fn method() -> Methode {
    let section = |title: &str| Sectie {
        titel: title.into(),
        alineas: strings(&[
            "Een schatting met een model heeft een marge. Ligt het cijfer van de gemeente buiten de marge, en is het verschil groot genoeg, dan noemen we het hoger of lager.",
            "Bij registraties is er geen marge. Een verschil van 2 procentpunt of meer noemen we hoger of lager, zonder oordeel.",
        ]),
        punten: strings(&[
            "Percentages staan met één decimaal.",
            "Aantallen mensen zijn afgerond op tientallen.",
        ]),
    };
    let mut definitions = Tabel::new(
        "",
        "De precieze omschrijving van elke indicator.",
        vec![
            Kolom::tekst("Indicator"),
            Kolom {
                breedte: KolomBreedte::Breed,
                ..Kolom::tekst("Omschrijving")
            },
            Kolom::woord("Wie"),
            Kolom::woord("Soort"),
        ],
    );
    let mut sources = Tabel::new(
        "",
        "De tabellen waaruit de cijfers komen.",
        vec![
            Kolom::woord("Tabel"),
            Kolom::tekst("Kolommen"),
            Kolom::woord("Opgehaald"),
            Kolom::woord("SHA-256"),
            Kolom::woord("Licentie"),
        ],
    );
    for (_, label) in CORE {
        definitions.rijen.push(Rij::new(
            [label, "Percentage mensen dat bij een vraag in een vragenlijst antwoordt dat dit zo is, naar schatting van een model.", "18+", "schatting"].map(Cel::tekst).to_vec(),
        ));
        sources.rijen.push(Rij::new(
            [
                "50150NED",
                "EenOfMeerLangdurigeAandoeningen_16, RooktTabak_35",
                "19-07-2026",
                "a1b2c3d4e5f6",
                "CC BY 4.0",
            ]
            .map(Cel::tekst)
            .to_vec(),
        ));
    }
    Methode {
        secties: [
            "Soorten cijfers",
            "Wanneer is een verschil duidelijk?",
            "Aantallen mensen",
            "Kleine aantallen",
        ]
        .map(section)
        .to_vec(),
        definities: definitions,
        bronnen: sources,
        meldingen: strings(&["Van 2 indicatoren ontbreekt het cijfer van 2024."]),
    }
}

pub fn annex(wijken: usize) -> Bijlage {
    let table = |title: &str| {
        let mut table = Tabel::new(
            title,
            "Alle cijfers met marge.",
            vec![
                Kolom::tekst("Gebied"),
                Kolom::tekst("Indicator"),
                Kolom::woord("Wie"),
                Kolom::getal("Jaar"),
                Kolom::getal("Waarde"),
                Kolom::getal("Van"),
                Kolom::getal("Tot"),
                Kolom::woord("Oordeel"),
            ],
        );
        for at in 0..wijken {
            for (_, label) in &CORE[..3] {
                let mut cells = [&name(at), *label, "18+", "2024", "17,3", "15,1", "19,8"]
                    .map(Cel::tekst)
                    .to_vec();
                cells.push(Cel::oordeel(Symbool::NietDuidelijkAnders));
                table.rijen.push(Rij::new(cells));
            }
        }
        table.fictief = true;
        table
    };
    Bijlage {
        zinnen: strings(&[
            "Alle cijfers van dit rapport. Dezelfde cijfers zitten als bestand cijfers.csv in deze pdf.",
        ]),
        tabellen: ["Leefstijl", "Mentale gezondheid", "Grijze druk"]
            .map(table)
            .to_vec(),
    }
}

/// A remark of a partner with a paragraph and a list.
pub fn remark(topic: &str) -> Duiding {
    Duiding {
        onderwerp: topic.into(),
        wie: "Wijkteam Noord".into(),
        wanneer: "maart 2026".into(),
        blokken: vec![
            Duidingblok {
                alinea: "Wij herkennen dit beeld.".into(),
                punten: vec![],
            },
            Duidingblok {
                alinea: String::new(),
                punten: strings(&["een inloop op maandag", "een wandelgroep"]),
            },
        ],
    }
}

pub fn remarks() -> Duidingen {
    Duidingen {
        inleiding: strings(&["Hier staan de woorden van partners zelf."]),
        algemeen: vec![remark("")],
        gebieden_titel: "Duiding per wijk".into(),
        gebieden: vec![GebiedDuiding {
            anker: code(0),
            naam: name(0),
            duiding: vec![remark("Eenzaam")],
        }],
    }
}
