//! A rich report model with invented texts and plain drawings, for tests of look and structure.

use regiobeeld::report::model::*;

use crate::pdf_sample_body::{annex, method, overview, remarks, themes};
use crate::pdf_sample_deeper::deeper;
use crate::pdf_sheets::sheets;

/// A model with its figures, ready for `bundle`.
pub struct Sample {
    pub model: ReportModel,
    pub figures: Vec<(String, Vec<u8>)>,
    pub split: std::collections::BTreeMap<String, Option<regiobeeld::figures::Split>>,
}

/// Names that make layouts hard: long, short, with an apostrophe, with diacritics.
const NAMES: [&str; 17] = [
    "Binnenstad",
    "Diezerpoort-Noord en Omgeving van de Oude Wetering",
    "'t Veen",
    "Súdwest-Kwartier",
    "Ee",
    "Voorbeeldwijk 6",
    "Kamperpoort-Veerallee",
    "Voorbeeldwijk 8",
    "Wipstrik",
    "Assendorp",
    "Ittersum",
    "Soestweteringlanden",
    "Berkum",
    "Marsweteringlanden",
    "Schelle",
    "Vechtlanden",
    "Mastenbroek",
];

pub fn name(at: usize) -> String {
    NAMES.get(at).map_or_else(
        || format!("Voorbeeldwijk {}", at + 1),
        |name| (*name).to_owned(),
    )
}

pub fn code(at: usize) -> String {
    format!("WK0193{:02}", at + 1)
}

/// A drawing of rows, `height` points high, in the house font.
fn drawing(title: &str, width: u32, height: u32) -> Vec<u8> {
    let bars: String = (0..height / 14)
        .map(|row| {
            let y = row * 14 + 4;
            let length = (row * 37 + 60) % (width - 130) + 30;
            format!(
                "<text x=\"2\" y=\"{}\" font-family=\"Noto Sans\" font-size=\"8\">{title} {row}</text>\
                 <rect x=\"100\" y=\"{y}\" width=\"{length}\" height=\"8\" fill=\"#12436D\"/>",
                y + 8
            )
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">{bars}</svg>"
    )
    .into_bytes()
}

/// A drawing of areas that touch, like a map.
fn map_drawing(width: u32, height: u32) -> Vec<u8> {
    let fills = ["#F1EEF6", "#BDC9E1", "#74A9CF", "#2B8CBE", "#045A8D"];
    let cells: String = (0..16u32)
        .map(|at| {
            let (w, h) = (width / 4, height / 4);
            let (x, y) = (at % 4 * w, at / 4 * h);
            let fill = fills[(at * 3 % 5) as usize];
            format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\" \
                 stroke=\"#6A6C6D\" stroke-width=\"0.5\"/>\
                 <text x=\"{}\" y=\"{}\" font-family=\"Noto Sans\" font-size=\"8\">{}</text>",
                x + w / 2,
                y + h / 2,
                at + 1
            )
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">{cells}</svg>"
    )
    .into_bytes()
}

pub fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn figure(name: &str, breedte: FiguurBreedte) -> Figuur {
    Figuur {
        pad: format!("figuren/{name}.svg"),
        alt: format!(
            "Fictieve cijfers. Tekening {name}: het hoogst in wijk 9, het laagst in wijk 4."
        ),
        bijschrift: String::new(),
        breedte,
        hoogte_promille: None,
    }
}

/// A report on a gemeente with `wijken` wijken.
pub fn sample(wijken: usize) -> Sample {
    let rows = u32::try_from(wijken).unwrap_or(1);
    let figures = vec![
        ("figuren/omslag.svg".to_owned(), map_drawing(280, 300)),
        ("figuren/kaart.svg".to_owned(), map_drawing(360, 300)),
        ("figuren/eenzaam.svg".to_owned(), map_drawing(230, 220)),
        ("figuren/thema.svg".to_owned(), map_drawing(240, 240)),
        (
            "figuren/stippen.svg".to_owned(),
            drawing("wijk", 482, rows * 14 + 42),
        ),
        (
            "figuren/stippen-half.svg".to_owned(),
            drawing("wijk", 221, rows * 14 + 28),
        ),
        (
            "figuren/piramide.svg".to_owned(),
            drawing("leeftijd", 482, 210),
        ),
    ];
    Sample {
        model: model(wijken),
        figures,
        split: std::collections::BTreeMap::new(),
    }
}

fn model(wijken: usize) -> ReportModel {
    ReportModel {
        document: document(),
        oogopslag: glance(),
        leeswijzer: guide(wijken),
        gebieden: areas(wijken),
        overzicht: overview(wijken),
        duiding: remarks(),
        themas: themes(wijken),
        jaren: Some(Reeksen {
            zinnen: strings(&["Deze bladzijde laat zien hoe onderwerpen zijn veranderd."]),
            panelen: vec![Paneel {
                titel: "Roken".into(),
                figuur: figure("thema", FiguurBreedte::Derde),
            }],
            tabellen: annex(2).tabellen,
            noten: strings(&["De cijfers per jaar staan ook in cijfers.csv."]),
        }),
        verdieping: deeper(wijken),
        bladen: sheets(wijken, false),
        methode: method(),
        bijlage: annex(wijken),
    }
}

fn document() -> Document {
    Document {
        titel: "Regiobeeld Zwolle".into(),
        soort: Soort::Gemeente,
        gebied: "Zwolle".into(),
        regio: "RZA Zwolle".into(),
        editie: "2026-07".into(),
        datadatum: Datum {
            tekst: "19 juli 2026".into(),
            iso: "2026-07-19".into(),
        },
        bronnenregel: "op basis van open cijfers van CBS en RIVM".into(),
        ros: "Proscoop".into(),
        opdrachtgever: "Regionale Zorg Alliantie Zwolle".into(),
        programma: "regiobeeld 0.1.0".into(),
        fictief: Some(
            "De cijfers per wijk, de marges en een deel van de landelijke cijfers in dit rapport \
             zijn verzonnen. Gebruik ze niet."
                .into(),
        ),
        huisstijl: Huisstijl {
            kleur: "#12436D".into(),
            kleuren: Huiskleuren::default(),
            logo: None,
            teksten: Huisteksten::default(),
        },
        omslagkaart: Some(figure("omslag", FiguurBreedte::Half)),
    }
}

fn card(
    thema: &str,
    getal: &str,
    eenheid: &str,
    oordeel: Option<Symbool>,
    zin: &str,
) -> Themakaart {
    Themakaart {
        thema: thema.into(),
        getal: getal.into(),
        eenheid: eenheid.into(),
        vergelijking: "regio 15,9 %".into(),
        oordeel,
        zin: zin.into(),
        fictief: oordeel.is_some(),
    }
}

fn glance() -> Oogopslag {
    let mut table = Tabel::new(
        "",
        "De drie grootste verschillen met de gemeente, in aantal mensen.",
        vec![
            Kolom::woord("Thema"),
            Kolom::tekst("Waar en wat"),
            Kolom::getal("Wijk"),
            Kolom::getal("Gemeente"),
            Kolom::getal("Extra mensen"),
        ],
    );
    for (theme, what, value, reference, people) in [
        (
            "Mentale gezondheid",
            "Wipstrik: sterk eenzaam",
            "19,8 %",
            "13,3 %",
            "520",
        ),
        ("Leefstijl", "Wipstrik: roken", "24,1 %", "17,3 %", "550"),
        (
            "Grijze druk",
            "Assendorp: langdurige aandoening",
            "40,2 %",
            "33,5 %",
            "750",
        ),
    ] {
        table.rijen.push(Rij::new(
            [theme, what, value, reference, people]
                .map(Cel::tekst)
                .to_vec(),
        ));
    }
    table.fictief = true;
    Oogopslag {
        zinnen: strings(&[
            "In Zwolle wonen 133\u{202f}141 mensen.",
            "75 van de 100 volwassenen vinden hun gezondheid goed of zeer goed.",
            "In Nederland zijn dat er 73. Het verschil is niet duidelijk.",
        ]),
        kaarten: vec![
            card(
                "Leefstijl",
                "17,3 %",
                "rookt (18+, 2024)",
                Some(Symbool::NietDuidelijkAnders),
                "17 van de 100 volwassenen roken, naar schatting. In de regio zijn dat er 16. Het verschil is niet duidelijk.",
            ),
            card(
                "Mentale gezondheid",
                "13,3 %",
                "is sterk eenzaam (18+, 2024)",
                Some(Symbool::HogerOngunstiger),
                "13 van de 100 volwassenen zijn sterk eenzaam, naar schatting. In de regio zijn dat er 11. Dat is hoger.",
            ),
            card(
                "Grijze druk",
                "27,4",
                "65-plussers per 100 mensen van 20 tot 65 jaar",
                Some(Symbool::Lager),
                "Op elke 100 mensen van 20 tot 65 jaar wonen hier 27 mensen van 65 jaar of ouder.",
            ),
            card(
                "Laaggeletterdheid",
                "–",
                "lage taalvaardigheid (16–75)",
                None,
                "Het cijfer per wijk staat nog niet in dit rapport. Het staat wel in Basisvaardigheden in Zicht.",
            ),
        ],
        prioriteiten: Prioriteiten {
            tabel: Some(table),
            toelichting: strings(&[
                "Rekensom: verschil met de gemeente × aantal inwoners van 18 jaar en ouder.",
                "Het zegt niet hoeveel mensen met een aanpak te helpen zijn.",
            ]),
        },
        kaart: Some(figure("eenzaam", FiguurBreedte::Half)),
        kaart_titel: "Sterk eenzaam per wijk".into(),
        zegt_niet: strings(&[
            "Waarom een cijfer hoog of laag is. Dat weten de mensen die er wonen en werken.",
            "Of een aanpak heeft gewerkt. Schattingen met een model kunnen dat niet laten zien.",
            "Hoe het met één persoon gaat. Het zijn gemiddelden van een wijk.",
        ]),
    }
}

fn guide(wijken: usize) -> Leeswijzer {
    let meaning = |symbool: Symbool| SymboolUitleg {
        symbool,
        uitleg: match symbool {
            Symbool::NietDuidelijkAnders => "het verschil is klein of onzeker".into(),
            Symbool::GeenToets => "er is geen vergelijking gedaan".into(),
            other => format!("{} dan de gemeente", other.woord()),
        },
    };
    Leeswijzer {
        symbolen: Symbool::ALLE.map(meaning).to_vec(),
        marge: strings(&[
            "Het model schat 17 procent. Het kan ook 15 of 19 procent zijn.",
            "Balk: zo onzeker is de schatting.",
            "Bij veel vergelijkingen is er altijd een uitschieter door toeval. Daar houden we rekening mee.",
        ]),
        model: strings(&[
            "Cijfers per wijk zijn schattingen met een model.",
            "Het model kijkt naar leeftijd, inkomen en woning van bewoners.",
            "Het weet niet wat er in de wijk gebeurt.",
            "Wat een wijk bijzonder maakt, weten de mensen die er wonen en werken.",
        ]),
        wie_ontbreekt: strings(&[
            "Mensen die moeilijk lezen, vullen minder vaak een vragenlijst in.",
            "Mensen in een instelling doen niet mee.",
            "Dit rapport kan hun problemen te laag schatten.",
        ]),
        vragen: strings(&[
            "Herkent u dit beeld? Wat ziet u in uw wijk dat hier niet staat?",
            "Wat doen we al, en voor wie?",
            "Waar willen we samen beginnen, wie doet mee en wanneer kijken we terug?",
        ]),
        index: (0..wijken)
            .map(|at| IndexRegel {
                nummer: (at + 1).to_string(),
                naam: name(at),
                anker: code(at),
            })
            .collect(),
    }
}

fn areas(wijken: usize) -> Gebieden {
    let mut table = Tabel::new(
        "",
        "Inwoners, ouderen en huishoudens per wijk.",
        vec![
            Kolom::tekst("Wijk"),
            Kolom::getal("Nr."),
            Kolom::getal("Inwoners"),
            Kolom::getal("65 jaar en ouder"),
            Kolom::getal("Huishoudens"),
            Kolom::getal("Alleenstaand"),
        ],
    );
    for at in 0..wijken {
        let number = (at + 1).to_string();
        let cells = [
            &name(at),
            number.as_str(),
            "8\u{202f}215",
            "17,2 %",
            "3\u{202f}905",
            "41,0 %",
        ];
        let mut cells: Vec<Cel> = cells.map(Cel::tekst).to_vec();
        if at == 4 {
            cells[3] = Cel::ontbreekt("niet gepubliceerd");
        }
        table.rijen.push(Rij::new(cells).met_anker(code(at)));
    }
    let total = [
        "Zwolle",
        "",
        "133\u{202f}141",
        "17,3 %",
        "63\u{202f}290",
        "43,2 %",
    ];
    table
        .rijen
        .push(Rij::new(total.map(Cel::tekst).to_vec()).met_nadruk());
    Gebieden {
        zinnen: strings(&[
            "Zwolle heeft 133\u{202f}141 inwoners. 17 van de 100 zijn 65 jaar of ouder.",
            "In Nederland zijn dat er 20.",
        ]),
        kaart: Some(figure("kaart", FiguurBreedte::TweeDerde)),
        tabel: table,
        piramide: Some(Grafiek {
            titel: "Zwolle is jonger dan Nederland".into(),
            ondertitel: "Inwoners naar leeftijd en geslacht, 1 januari 2024".into(),
            zinnen: strings(&["Er wonen veel mensen van 20 tot 35 jaar."]),
            figuur: figure("piramide", FiguurBreedte::Vol),
            tabel: None,
            bronregel: "Bron: CBS, tabel 03759ned, 2024, registratie.".into(),
        }),
        leeftijden: None,
        bronregel: "Bron: CBS, Kerncijfers wijken en buurten 2024 (85984NED), registratie.".into(),
    }
}
