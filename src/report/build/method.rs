//! How the figures were made, what they mean and where they come from.

use std::collections::{BTreeMap, BTreeSet};

use super::maps::why_no_map;
use super::method_text;
use super::view::View;
use crate::findings::headline;
use crate::frame::SourceUse;
use crate::indicators::Figure;
use crate::report::model::{Cel, Kolom, KolomBreedte, Methode, Rij, Tabel};
use crate::statistics::{Direction, FigureKind};
use crate::themes::{Indicator, Theme};

/// Characters of a hash that are printed; the whole one stands in the manifest.
const HASH_SHOWN: usize = 12;

/// Returns the chapter, made from the methods and sources that were really used.
pub fn chapter(view: &View<'_>) -> Methode {
    Methode {
        secties: method_text::sections(view, &shown_figures(view)),
        definities: definitions(view),
        bronnen: sources(view),
        meldingen: messages(view),
    }
}

fn shown_figures<'a>(view: &View<'a>) -> Vec<&'a Figure> {
    let table = view.inputs.table;
    table
        .figures
        .iter()
        .filter(|figure| {
            table.shown.get(&(figure.indicator.id.clone(), figure.age)) == Some(&figure.period)
        })
        .collect()
}

fn definitions(view: &View<'_>) -> Tabel {
    let mut table = Tabel::new(
        "",
        "De definitie van elke indicator in dit rapport",
        vec![
            Kolom::tekst("Indicator"),
            broad("Definitie"),
            Kolom::tekst("Wie, soort cijfer en wat ongunstig is"),
        ],
    );
    let shown: BTreeSet<&str> = view
        .inputs
        .table
        .shown
        .keys()
        .map(|(indicator, _)| indicator.as_str())
        .collect();
    // Those of other topics stand in cijfers.xlsx: a hundred rows here are read by nobody.
    for indicator in view
        .inputs
        .catalogue
        .iter()
        .filter(|i| shown.contains(i.id.as_str()) && view.in_full(i))
    {
        table.rijen.push(definition(view, indicator));
    }
    table
}

fn broad(heading: &str) -> Kolom {
    Kolom {
        breedte: KolomBreedte::Breed,
        ..Kolom::tekst(heading)
    }
}

fn definition(view: &View<'_>, indicator: &Indicator) -> Rij {
    let measured = view.inputs.table.measured(&indicator.id, &view.subject);
    let kind = match measured {
        Some(_) => format!(
            "{}; {} ook enquête",
            kind_word(indicator.soort),
            view.around()
        ),
        None => kind_word(indicator.soort).to_owned(),
    };
    let worse = match indicator.richting {
        Direction::HogerIsOngunstiger => "; hoger is ongunstig",
        Direction::LagerIsOngunstiger => "; lager is ongunstig",
        Direction::Neutraal => "",
    };
    Rij::new(vec![
        Cel::tekst(indicator.label.clone()),
        Cel::tekst(indicator.definitie.clone()),
        Cel::tekst(format!("{}; {kind}{worse}", indicator.bevolking.title())),
    ])
}

/// The kind of a figure as people read it.
pub const fn kind_word(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Registratie => "registratie",
        FigureKind::Enquete => "enquête",
        FigureKind::Modelschatting => "modelschatting",
        FigureKind::Schatting => "schatting",
        FigureKind::Lokaal => "lokaal cijfer",
    }
}

fn sources(view: &View<'_>) -> Tabel {
    let mut table = Tabel::new(
        "",
        "De tabellen waar de cijfers vandaan komen",
        vec![
            Kolom::woord("Tabel"),
            Kolom::tekst("Naam en bron"),
            Kolom::woord("Controlegetal"),
            Kolom::woord("Opgehaald"),
            Kolom::woord("Licentie"),
        ],
    );
    let shapes = &view.inputs.shapes.sources;
    let mut groups: BTreeMap<&str, Vec<&SourceUse>> = BTreeMap::new();
    for source in view.inputs.table.sources.iter().chain(shapes) {
        groups.entry(&source.table).or_default().push(source);
    }
    for (id, uses) in groups {
        table.fictief |= uses.iter().any(|source| source.fictitious);
        table.rijen.push(source_row(id, &uses));
    }
    let mut note = "Het controlegetal is het begin van de SHA-256 van de gegevens. Het hele getal \
                    staat in manifest.json."
        .to_owned();
    // What is the same in every row is said once.
    for (start, heading) in [
        ("De licentie is bij alle tabellen", "Licentie"),
        ("Alles is opgehaald op", "Opgehaald"),
    ] {
        if let Some(same) = without_equal(&mut table, heading) {
            note.push_str(&format!(" {start} {same}."));
        }
    }
    table.noot = note;
    table
}

/// Takes a column out of a table of several rows when all its cells are the same, and returns their text.
fn without_equal(table: &mut Tabel, heading: &str) -> Option<String> {
    let at = table.kolommen.iter().position(|one| one.kop == heading)?;
    let mut texts = table.rijen.iter().map(|row| &row.cellen[at].tekst);
    let first = texts.next()?.clone();
    if table.rijen.len() < 2 || first.is_empty() || texts.any(|text| *text != first) {
        return None;
    }
    table.kolommen.remove(at);
    for row in &mut table.rijen {
        row.cellen.remove(at);
    }
    Some(first)
}

fn source_row(id: &str, uses: &[&SourceUse]) -> Rij {
    let newest = uses
        .iter()
        .map(|source| source.retrieved_at.as_str())
        .max()
        .unwrap_or_default();
    let hash = uses.first().map_or("", |source| source.sha256.as_str());
    let short = hash.get(..HASH_SHOWN).unwrap_or(hash);
    let more = match uses.len() {
        1 => String::new(),
        parts => format!(" (+{})", parts - 1),
    };
    let first = uses.first();
    let simpler = match uses.iter().filter(|source| source.simplified).count() {
        0 => "",
        all if all == uses.len() => {
            " De grenzen zijn vereenvoudigd: de gewone kaart was niet op te halen."
        }
        _ => {
            " Een deel van de grenzen is vereenvoudigd: daar was de gewone kaart niet op te halen."
        }
    };
    let made_up = if uses.iter().any(|source| source.fictitious) {
        " Een deel is FICTIEF."
    } else {
        ""
    };
    Rij::new(vec![
        Cel::tekst(id),
        Cel::tekst(first.map_or_else(String::new, |source| {
            format!("{}. {}.{simpler}{made_up}", source.title, source.citation)
        })),
        Cel::tekst(format!("{short}{more}")),
        Cel::tekst(newest.get(..10).unwrap_or(newest)),
        Cel::tekst(first.map_or("", |source| source.licence.as_str())),
    ])
}

/// Core topics without figures, per reason, and how many others there are.
fn missing_figures(view: &View<'_>) -> Vec<String> {
    let missing = view.inputs.table.unavailable.iter();
    // What the program does not have yet stands with its theme.
    let (full, others): (Vec<_>, Vec<_>) = missing
        .filter(|one| one.indicator.niet_beschikbaar.is_none())
        .partition(|one| view.in_full(&one.indicator));
    // One line per reason: the names of columns are for who mends the catalogue, and stand in the
    // messages of the program.
    let mut of_reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in full {
        let labels = of_reasons.entry(one.for_readers()).or_default();
        labels.push(one.indicator.label.clone());
    }
    let mut messages: Vec<String> = of_reasons
        .into_iter()
        .map(|(reason, labels)| {
            format!(
                "{}: {}.",
                crate::findings::capital(&reason),
                labels.join("; ")
            )
        })
        .collect();
    if !others.is_empty() {
        messages.push(format!(
            "Van {} onderwerpen buiten de kern zijn er geen cijfers. Het blad Definities van \
             cijfers.xlsx noemt ze.",
            others.len()
        ));
    }
    messages
}

fn messages(view: &View<'_>) -> Vec<String> {
    let mut messages = missing_figures(view);
    messages.extend(Theme::ALL.into_iter().filter_map(|theme| {
        let inputs = view.inputs;
        let lead = headline(inputs.table, inputs.catalogue, inputs.scope, theme)?;
        why_no_map(view, &lead.of_parts.indicator, lead.of_parts.age)
    }));
    if super::cover::is_fictitious(view) {
        messages.insert(
            0,
            "FICTIEF: de gegevens bevatten verzonnen cijfers. In cijfers.csv staat per rij of iets verzonnen is."
                .to_owned(),
        );
    }
    messages
}
