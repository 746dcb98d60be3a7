//! The six dimensions of Positieve Gezondheid with the figures that belong to them: no score and no
//! spider web, because the figures are of different kinds and nobody agreed on weights.

use std::sync::Arc;

use super::different::shown_figure;
use super::more::row_head;
use super::position::{head, measured, most_common};
use super::view::{View, is_fictitious, symbol};
use crate::findings::capital;
use crate::indicators::Figure;
use crate::report::model::{Cel, Dimensie, Kolom, Rij, Tabel};
use crate::themes::{AgeGroup, DIMENSIONS, Indicator, Werving};

/// Most figures of a dimension; the themes have the others.
const MOST: usize = 5;

/// Returns how to read the dimensions.
pub fn explanation() -> Vec<String> {
    [
        "Positieve Gezondheid kijkt naar zes kanten van het leven.",
        "Wij kozen cijfers die erbij passen. Ze vertellen niet het hele verhaal.",
        "Er is geen eindscore: de kanten zijn niet bij elkaar op te tellen.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Returns the dimensions in their fixed order.
pub fn dimensions(view: &View<'_>) -> Vec<Dimensie> {
    let found = DIMENSIONS.map(|name| (name, figures(view, name)));
    let all: Vec<&Figure> = found.iter().flat_map(|(_, all)| all).copied().collect();
    let common = most_common(&all);
    found
        .into_iter()
        .map(|(name, figures)| dimension(view, name, (&figures, &common)))
        .collect()
}

fn dimension(view: &View<'_>, name: &str, figures: (&[&Figure], &str)) -> Dimensie {
    let tabel = table(view, name, figures);
    Dimensie {
        titel: capital(name),
        zin: if tabel.is_none() {
            "Hiervoor is nog geen cijfer.".to_owned()
        } else {
            String::new()
        },
        tabel,
    }
}

/// The figures of a dimension: headline indicators first, then the core set, then any other.
fn figures<'a>(view: &View<'a>, name: &str) -> Vec<&'a Figure> {
    let belongs = |one: &Indicator| {
        one.positieve_gezondheid.iter().any(|tag| tag == name)
            && one.enquete_van.is_none()
            && one.werving == Werving::Steekproef
            && one.may_be_ranked()
    };
    let mut found: Vec<(Arc<Indicator>, AgeGroup)> = view.leading(belongs);
    found.sort_by_key(|(one, _)| (!one.kop, one.kern.unwrap_or(u32::MAX)));
    let figures = found
        .into_iter()
        .filter_map(|(one, age)| shown_figure(view, &one, age, &view.subject))
        .filter(|figure| figure.reading.value().is_some());
    figures.take(MOST).collect()
}

fn table(view: &View<'_>, name: &str, (figures, common): (&[&Figure], &str)) -> Option<Tabel> {
    let around = view.references().get(1).cloned()?;
    let mut table = Tabel::new(
        "",
        format!("Cijfers bij {name}"),
        vec![
            Kolom::tekst(format!("Onderwerp ({common})")),
            Kolom::getal("Hier"),
            Kolom::getal(capital(view.place(&around).kind())),
            Kolom::woord("Oordeel"),
        ],
    );
    for figure in figures {
        let reference = figure.ladder().map(|ladder| ladder.reference_value);
        let number = |value| figure.indicator.eenheid.number(value);
        table.fictief |= is_fictitious(figure);
        table.rijen.push(Rij::new(vec![
            // How most are measured stands in the heading.
            Cel::tekst(match measured(figure) == common {
                true => head(figure),
                false => row_head(&figure.indicator, figure),
            }),
            super::areas::cell(Some(figure)),
            Cel::tekst(reference.map_or_else(|| "–".to_owned(), number)),
            Cel::oordeel(symbol(figure)),
        ]));
    }
    (!table.rijen.is_empty()).then_some(table)
}
