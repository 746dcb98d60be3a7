//! How old the inhabitants are, beside Nederland: a bar per five years.

use std::sync::Arc;

use super::indicator::source_line;
use super::view::{View, is_fictitious};
use crate::area::AreaCode;
use crate::figures::{Ages, AgesBand, FigureKind, FigureSpec};
use crate::findings::{capital, nederland, subject_sentence};
use crate::indicators::{AgeBand, Figure};
use crate::report::model::{Cel, FiguurBreedte, Grafiek, Kolom, Rij, Tabel};
use crate::themes::{AgeGroup, Indicator};

/// With more parts than this their ages stand in the annex, and the figure takes the whole page.
const MANY_PARTS: usize = 20;

/// One age group of the area and of Nederland.
type Pair<'a> = (AgeBand, &'a Figure, &'a Figure);

/// Returns the figure with its table; `None` when the ages of the area or of Nederland are unknown.
pub fn chart(view: &mut View<'_>) -> Option<Grafiek> {
    let pairs: Vec<Pair<'_>> = AgeBand::each()
        .map(|band| {
            let of = |area| view.figure(&band.id(), AgeGroup::All, area);
            Some((band, of(&view.subject)?, of(&AreaCode::Land)?))
        })
        .collect::<Option<_>>()?;
    let (_, first, _) = pairs.first()?;
    let (name, year) = (view.name(&view.subject), first.period);
    let bronregel = source_line(view, first);
    let width = if is_apart(view) {
        FiguurBreedte::Vol
    } else {
        FiguurBreedte::Half
    };
    let spec = FigureSpec {
        title: format!("Leeftijden in {name} en Nederland"),
        width_mm: width.millimetres(),
        fictief: pairs
            .iter()
            .any(|(_, own, country)| is_fictitious(own) || is_fictitious(country)),
        kind: FigureKind::Ages(Ages {
            measure: format!("{name}, 1 januari {year}"),
            area: name.clone(),
            reference: view.name(&AreaCode::Land),
            bands: pairs.iter().filter_map(band).collect(),
        }),
    };
    let tabel = table(view, &pairs);
    let zinnen = sentences(view, &name);
    Some(Grafiek {
        titel: format!("Hoe oud zijn de mensen in {name}?"),
        ondertitel: format!(
            "Inwoners naar leeftijd, mannen en vrouwen samen, 1 januari {year} (procent)"
        ),
        zinnen,
        figuur: view.draw("leeftijden", &spec, width),
        tabel: Some(tabel),
        bronregel,
    })
}

fn band((band, own, country): &Pair<'_>) -> Option<AgesBand> {
    let (share, reference) = (own.reading.value()?, country.reading.value()?);
    let unit = own.indicator.eenheid;
    Some(AgesBand {
        label: band.label(),
        share,
        reference,
        text: unit.number(share),
        reference_text: unit.number(reference),
    })
}

fn table(view: &View<'_>, pairs: &[Pair<'_>]) -> Tabel {
    let mut table = Tabel::new(
        "",
        "Het deel van de inwoners per leeftijdsgroep, met Nederland",
        vec![
            Kolom::tekst("Leeftijd"),
            Kolom::getal(format!("{} (%)", view.name(&view.subject))),
            Kolom::getal("Nederland (%)"),
        ],
    );
    // From young to old, as a list is read; in the figure the youngest stand below.
    for (band, own, country) in pairs {
        table.fictief |= is_fictitious(own) || is_fictitious(country);
        table.rijen.push(Rij::new(vec![
            Cel::tekst(format!("{} jaar", band.label())),
            super::areas::cell(Some(own)),
            super::areas::cell(Some(country)),
        ]));
    }
    table
}

/// Shares of ages that the key figures have per wijk, and two that only gemeenten have.
const PER_PART: [&str; 7] = [
    "aandeel_0_14",
    "aandeel_15_24",
    "aandeel_25_44",
    "aandeel_45_64",
    "aandeel_65plus",
    "aandeel_75plus",
    "aandeel_80plus",
];

/// Whether the ages of the parts stand in the annex.
const fn is_apart(view: &View<'_>) -> bool {
    view.parts.len() > MANY_PARTS
}

/// Returns the ages per part for the chapter.
pub fn in_chapter(view: &View<'_>) -> Option<Tabel> {
    if is_apart(view) { None } else { per_part(view) }
}

/// Returns the ages per part for the annex.
pub fn in_annex(view: &View<'_>) -> Option<Tabel> {
    if is_apart(view) { per_part(view) } else { None }
}

/// The ages per part, with the references; `None` when no part has any.
fn per_part(view: &View<'_>) -> Option<Tabel> {
    let has_parts = |id: &&str| {
        let figures = view.part_figures(id, AgeGroup::All);
        figures
            .iter()
            .any(|figure| figure.reading.value().is_some())
    };
    let ids: Vec<&str> = PER_PART.into_iter().filter(has_parts).collect();
    let shown: Vec<&Arc<Indicator>> = ids
        .iter()
        .filter_map(|id| view.inputs.catalogue.get(id))
        .collect();
    if shown.is_empty() {
        return None;
    }
    let (part, _) = view.part_words();
    let mut columns = vec![Kolom::tekst(capital(part))];
    let group = "Percentage van alle inwoners";
    columns.extend(shown.iter().map(|indicator| {
        let (first, last) = ages_of(&indicator.id);
        Kolom::getal(last.map_or_else(
            || format!("{first}+ jaar"),
            |last| format!("{first}–{last} jaar"),
        ))
        .in_groep(group)
    }));
    let title = format!("Leeftijd per {part}");
    let mut table = Tabel::new(title.clone(), format!("{title}, met Nederland"), columns);
    let parts = view.parts.iter().cloned().map(|area| (area, false));
    let references = view.references().into_iter().map(|area| (area, true));
    for (area, is_reference) in parts.chain(references) {
        let mut cells = vec![Cel::tekst(view.name(&area))];
        for indicator in &shown {
            let figure = view.figure(&indicator.id, AgeGroup::All, &area);
            table.fictief |= figure.is_some_and(is_fictitious);
            cells.push(super::areas::cell(figure));
        }
        let row = Rij::new(cells);
        table
            .rijen
            .push(if is_reference { row.met_nadruk() } else { row });
    }
    let first = shown.first()?;
    let figure = view.figure(&first.id, AgeGroup::All, &view.subject)?;
    table.noot = source_line(view, figure);
    Some(table)
}

/// The ages in the id of an indicator: «aandeel_15_24», «aandeel_65plus».
fn ages_of(id: &str) -> (&str, Option<&str>) {
    let ages = id.trim_start_matches("aandeel_");
    match ages.split_once('_') {
        Some((first, last)) => (first, Some(last)),
        None => (ages.trim_end_matches("plus"), None),
    }
}

fn sentences(view: &View<'_>, name: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(figure) = view.figure("aandeel_65plus", AgeGroup::All, &view.subject)
        && let Some(value) = figure.reading.value()
    {
        sentences.extend(subject_sentence(figure));
        let mut compared = figure.comparisons.iter();
        if let Some(country) = compared.find(|one| one.reference == AreaCode::Land) {
            let place = view.place(&AreaCode::Land);
            let reference = country.reference_value;
            sentences.push(nederland(&figure.indicator, &place, value, reference));
        }
    }
    sentences.push(format!("De balken zijn {name}, de lijn is Nederland."));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::Catalogue;

    #[test]
    fn the_ages_per_part_are_those_of_the_catalogue() {
        let catalogue = Catalogue::builtin().unwrap();
        for id in PER_PART {
            let indicator = catalogue.get(id).unwrap();
            let (first, last) = ages_of(id);
            assert!(first.parse::<u8>().is_ok(), "{id}");
            match last {
                // «Kinderen tot 15 jaar», «Inwoners van 15 tot 25 jaar»: the end is not in it.
                Some(last) => {
                    let end = last.parse::<u8>().unwrap() + 1;
                    assert!(indicator.label.contains(&format!("tot {end} jaar")), "{id}");
                }
                None => assert!(indicator.label.contains(&format!("{first} jaar of ouder"))),
            }
        }
    }
}
