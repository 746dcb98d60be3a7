//! All areas against the headline indicators, in one table.

use std::sync::Arc;

use super::view::{View, is_fictitious, symbol};
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
            vec![
                format!("Elke rij is een {part}. Elke kolom is een onderwerp."),
                format!("Het teken vergelijkt de {part} met de {around}."),
            ]
        },
        tabel: table(view, &shown),
        noten: notes(view, &shown, parts),
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
            let figure = view.figure(&indicator.id, *age, &area);
            table.fictief |= figure.is_some_and(is_fictitious);
            let cell = super::areas::cell(figure);
            cells.push(match figure {
                Some(figure) if !is_reference && figure.reading.value().is_some() => {
                    cell.met(symbol(figure))
                }
                _ => cell,
            });
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
