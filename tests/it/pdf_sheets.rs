//! The sheets on paper: two on a page, never over two pages, also with the longest texts.

use regiobeeld::report::model::*;

use crate::pdf::typeset;
use crate::pdf_sample::{code, figure, name, sample, strings};
use crate::support::pdf::{load, pdf_text, struct_tree};

/// Sheets for the sample: `long` makes every text as long as it can be.
pub fn sheets(wijken: usize, long: bool) -> Option<Bladen> {
    (wijken > 1).then(|| Bladen {
        titel: "Per wijk".into(),
        zinnen: strings(&[
            "Elke wijk heeft een eigen blad.",
            "Het teken vergelijkt de wijk met de gemeente.",
        ]),
        grondkaart: Some(figure("omslag", FiguurBreedte::Inzet)),
        bladen: (0..wijken).map(|at| sheet(at, long)).collect(),
    })
}

fn sheet(at: usize, long: bool) -> Blad {
    let naam = if long {
        format!(
            "Bedrijventerreinen-Zuidoost en het buitengebied van de Oude Wetering en omgeving {at}"
        )
    } else {
        name(at)
    };
    let topics = "hoog risico op angst of depressie, langdurige aandoening, overmatig drinken en nog vijf onderwerpen";
    Blad {
        nummer: (at + 1).to_string(),
        anker: code(at),
        kaart: (at != 2).then(|| figure("kaart", FiguurBreedte::Inzet)),
        bewoners: strings(&[
            "Hier wonen 4\u{202F}225 mensen (2024).",
            "13,6\u{A0}% van de inwoners is 65 jaar of ouder.",
            "61,5\u{A0}% van de huishoudens bestaat uit één persoon (2023).",
        ]),
        bewoners_fictief: true,
        zinnen: vec![
            format!("Ongunstiger dan in de gemeente zijn: {topics}."),
            format!("Gunstiger zijn: {topics}."),
        ],
        tabel: table(long),
        zekerheid: strings(&[
            "Vijf cijfers zijn schattingen met een model, twee cijfers komen uit een enquête en één cijfer komt uit een registratie.",
            "Bij de meeste onderwerpen is de marge breder dan in de meeste andere wijken.",
            "Hier wonen nog geen 1\u{202F}000 mensen.",
            "Van drie onderwerpen is er geen cijfer.",
            if at == 0 {
                "Eerste blad."
            } else {
                "Einde van het blad."
            },
        ]),
        naam,
    }
}

fn table(long: bool) -> Tabel {
    let mut table = Tabel::new(
        "",
        "Cijfers van de wijk: een rij per onderwerp.",
        vec![
            Kolom::tekst("Onderwerp (18 jaar of ouder, 2024)"),
            Kolom::woord("Wijk (marge)"),
            Kolom::getal("Gemeente"),
            Kolom::getal("Nederland"),
            Kolom::woord("Vergeleken met de gemeente"),
        ],
    );
    for at in 0..8 {
        let topic = if long {
            "Langdurige aandoening of beperking bij 65-plussers (per 1 000 inwoners), 15 tot 75 jaar, 2022"
        } else {
            "Roken (%)"
        };
        let value = if at % 3 == 0 {
            Cel::ontbreekt("bestond nog niet")
        } else {
            Cel::tekst("19,9 (17,6 – 22,4)")
        };
        table.rijen.push(Rij::new(vec![
            Cel::tekst(topic),
            value,
            Cel::tekst("17,3"),
            Cel::ontbreekt("onvolledig"),
            Cel::oordeel(Symbool::NietDuidelijkAnders),
        ]));
    }
    table.fictief = true;
    table
}

/// Which sheets begin and end on each page of the chapter.
fn pages(wijken: usize, long: bool) -> Vec<(usize, usize)> {
    let mut sample = sample(wijken);
    sample.model.bladen = sheets(wijken, long);
    let pages = pdf_text(&typeset(&sample));
    let each = pages.iter().map(|page| {
        let begun = page.matches("Hier wonen 4").count();
        let ended =
            page.matches("Einde van het blad.").count() + page.matches("Eerste blad.").count();
        (begun, ended)
    });
    each.filter(|counts| *counts != (0, 0)).collect()
}

#[test]
fn two_sheets_stand_on_a_page_and_none_is_split() {
    assert_eq!(pages(5, false), [(2, 2), (2, 2), (1, 1)]);
    assert_eq!(pages(5, true), [(2, 2), (2, 2), (1, 1)]);
    assert_eq!(pages(1, true), []);
}

#[test]
fn the_index_links_to_the_sheet_and_each_sheet_is_a_bookmark() {
    let mut sample = sample(17);
    sample.model.bladen = sheets(4, false);
    let pdf = typeset(&sample);
    let pages = pdf_text(&pdf);
    let page_of = |text: &str| pages.iter().position(|page| page.contains(text)).unwrap();
    let first = page_of("Eerste blad.");
    let index = &pages[page_of("Waar vindt u uw wijk?")];
    // The footer counts from the cover, as the index does; the other wijken are in the overview.
    assert!(
        index.contains(&format!("{} {}", name(0), first + 1)),
        "{index}"
    );
    assert!(
        index.contains(&format!("{} {}", name(3), first + 2)),
        "{index}"
    );
    let overview = page_of("Elke rij is een wijk, elke kolom een onderwerp.");
    let (from, to) = (
        index.find(&name(9)).unwrap(),
        index.find(&name(10)).unwrap(),
    );
    let pages_of: Vec<&str> = index[from + name(9).len()..to].split([' ', ',']).collect();
    assert!(
        pages_of.contains(&(overview + 1).to_string().as_str()),
        "{pages_of:?}"
    );
    assert!(
        !pages_of.contains(&(first + 1).to_string().as_str()),
        "{pages_of:?}"
    );
    let headings: Vec<String> = struct_tree(&pdf)
        .all("H2")
        .iter()
        .map(|node| node.full_text())
        .collect();
    for at in 0..4 {
        let heading = headings.iter().any(|text| text.contains(&name(at)));
        assert!(heading, "{} not in {headings:?}", name(at));
    }
    assert!(load(&pdf).catalog().unwrap().has(b"Outlines"));
}
