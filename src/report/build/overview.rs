//! All areas against the headline indicators, in one table.
//!
//! A few areas are the columns, so that the page can stand; many are the rows.

use std::sync::Arc;

use super::view::{View, is_fictitious, symbol};
use crate::area::AreaCode;
use crate::report::model::{Cel, Kolom, Overzicht, Rij, Tabel};
use crate::themes::{AgeGroup, Indicator};

/// Returns the overview.
pub fn chapter(view: &View<'_>) -> Overzicht {
    let shown = view.headlines();
    let (part, parts) = view.part_words();
    let around = view.around();
    Overzicht {
        zinnen: if view.parts.is_empty() {
            vec!["Elke kolom is een onderwerp.".to_owned()]
        } else {
            let (row, column) = if few(view) {
                ("onderwerp", part)
            } else {
                (part, "onderwerp")
            };
            vec![
                format!("Elke rij is een {row}. Elke kolom is een {column}."),
                format!("Het teken vergelijkt de {part} met de {around}."),
            ]
        },
        tabel: if few(view) {
            standing(view, &shown)
        } else {
            table(view, &shown)
        },
        noten: notes(view, &shown, parts),
    }
}

/// Areas with the ones around them that fit side by side.
const FEW_AREAS: usize = 7;

/// Whether the areas fit side by side.
fn few(view: &View<'_>) -> bool {
    !view.parts.is_empty() && view.parts.len() + view.references().len() <= FEW_AREAS
}

/// The topics in rows, the areas in columns.
fn standing(view: &View<'_>, shown: &[(Arc<Indicator>, AgeGroup)]) -> Tabel {
    let (_, parts) = view.part_words();
    let around = view.references();
    let mut columns = vec![Kolom::tekst("Onderwerp")];
    columns.extend(around.iter().map(|area| Kolom::getal(view.name(area))));
    columns.extend(view.parts.iter().map(|area| {
        let name = Kolom::getal(view.name(area));
        name.in_groep(crate::findings::capital(parts))
    }));
    let summary = format!("De belangrijkste onderwerpen in rijen en de {parts} in kolommen");
    let mut table = Tabel::new("", summary, columns);
    for (indicator, age) in shown {
        let mut cells = vec![Cel::tekst(indicator.column_head())];
        for area in &around {
            cells.push(cell(
                view,
                (indicator, *age),
                (area, true),
                &mut table.fictief,
            ));
        }
        for area in &view.parts {
            cells.push(cell(
                view,
                (indicator, *age),
                (area, false),
                &mut table.fictief,
            ));
        }
        table.rijen.push(Rij::new(cells));
    }
    // A sole wijk has no sheet: the index leads to this table.
    if let (Some(area), Some(row)) = (view.parts.first(), table.rijen.first_mut()) {
        row.anker = Some(area.to_string());
    }
    table
}

/// The figure of an area, with its mark unless it is one to compare with.
fn cell(
    view: &View<'_>,
    (indicator, age): (&Indicator, AgeGroup),
    (area, is_reference): (&AreaCode, bool),
    fictitious: &mut bool,
) -> Cel {
    let figure = view.figure(&indicator.id, age, area);
    *fictitious |= figure.is_some_and(is_fictitious);
    let cell = super::areas::cell(figure);
    match figure {
        Some(figure) if !is_reference && figure.reading.value().is_some() => {
            cell.met(symbol(figure))
        }
        _ => cell,
    }
}

fn table(view: &View<'_>, shown: &[(Arc<Indicator>, AgeGroup)]) -> Tabel {
    let (part, parts) = view.part_words();
    let mut columns = vec![Kolom::tekst(crate::findings::capital(part))];
    columns.extend(shown.iter().map(|(indicator, _)| {
        Kolom::getal(indicator.column_head()).in_groep(indicator.thema.title())
    }));
    let summary = format!("De {parts} in rijen en de belangrijkste onderwerpen in kolommen");
    let mut table = Tabel::new("", summary, columns);
    let rows = view.parts.iter().cloned().map(|area| (area, false));
    let references = view.references().into_iter().map(|area| (area, true));
    for (area, is_reference) in references.chain(rows) {
        let mut cells = vec![Cel::tekst(view.name(&area))];
        for (indicator, age) in shown {
            let topic = (indicator.as_ref(), *age);
            cells.push(cell(view, topic, (&area, is_reference), &mut table.fictief));
        }
        let row = Rij::new(cells);
        table.rijen.push(if is_reference {
            row.met_nadruk()
        } else {
            row.met_anker(area.to_string())
        });
    }
    table
}

fn notes(view: &View<'_>, shown: &[(Arc<Indicator>, AgeGroup)], parts: &str) -> Vec<String> {
    let figures: Vec<_> = shown
        .iter()
        .flat_map(|(indicator, age)| view.part_figures(&indicator.id, *age))
        .collect();
    let compared = figures
        .iter()
        .filter_map(|f| f.ladder())
        .filter(|ladder| ladder.outcome.threshold().is_some())
        .count();
    let different = figures
        .iter()
        .filter(|f| f.verdict().is_difference())
        .count();
    if view.parts.is_empty() {
        return Vec::new();
    }
    vec![
        format!(
            "In deze tabel zijn {compared} cijfers van {parts} vergeleken. Bij {different} is het verschil groot genoeg om te noemen."
        ),
        "Hoe we vergelijken hangt af van het soort cijfer; zie het hoofdstuk over de methode."
            .to_owned(),
    ]
}
