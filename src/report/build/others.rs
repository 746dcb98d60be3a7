//! The core topics that have no block of their own, per part: in the annex, a few topics side by
//! side.

use std::sync::Arc;

use super::chapters::CHAPTERS;
use super::indicator::margin_cell;
use super::view::{View, is_fictitious, symbol};
use crate::area::AreaCode;
use crate::findings::{capital, label_for};
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::report::model::{Cel, Kolom, Rij, Tabel};
use crate::themes::{AgeGroup, Indicator};

/// Topics in one table; with their margins more do not fit on a page.
const SIDE_BY_SIDE: usize = 3;

/// Returns the tables, chapter after chapter.
pub fn tables(view: &View<'_>) -> Vec<Tabel> {
    let mut tables = Vec::new();
    for chapter in CHAPTERS {
        let others: Vec<_> = chapter
            .others(view)
            .iter()
            .map(|(indicator, age)| view.for_parts(indicator, *age))
            .collect();
        tables.extend(side_by_side(view, chapter.title, &others));
    }
    tables
}

/// Returns tables of these topics, a few side by side; `about` is the first word of their titles.
pub fn side_by_side(
    view: &View<'_>,
    about: &str,
    topics: &[(Arc<Indicator>, AgeGroup)],
) -> Vec<Tabel> {
    let tables = topics.chunks(SIDE_BY_SIDE);
    tables.map(|topics| table(view, about, topics)).collect()
}

fn table(view: &View<'_>, about: &str, topics: &[(Arc<Indicator>, AgeGroup)]) -> Tabel {
    let (part, _) = view.part_words();
    let mut columns = vec![Kolom::tekst(capital(part))];
    let margins: Vec<bool> = topics
        .iter()
        .map(|(indicator, age)| has_margins(view, indicator, *age))
        .collect();
    for ((indicator, age), has_margins) in topics.iter().zip(&margins) {
        let group = head(view, indicator, *age);
        columns.push(Kolom::getal(indicator.eenheid.label()).in_groep(&group));
        if *has_margins {
            columns.push(Kolom::getal("Marge").in_groep(&group));
        }
    }
    let mut names: Vec<String> = topics
        .iter()
        .map(|(indicator, _)| crate::findings::in_sentence(&indicator.label))
        .collect();
    names.dedup();
    let title = format!(
        "{about}: {}",
        crate::findings::list_of(&names, SIDE_BY_SIDE, "onderwerpen")
    );
    let mut table = Tabel::new(title.clone(), format!("{title}, per {part}"), columns);
    let rows = view.parts.iter().map(|area| (area.clone(), false));
    let references = view.references().into_iter().map(|area| (area, true));
    for (area, is_reference) in references.chain(rows) {
        let row = row(
            view,
            (topics, &margins),
            &area,
            is_reference,
            &mut table.fictief,
        );
        table.rijen.push(row);
    }
    let around = view.around();
    let has_marks = table
        .rijen
        .iter()
        .flat_map(|row| &row.cellen)
        .any(|cell| cell.symbool.is_some());
    if has_marks {
        table.noot = format!("Het teken vergelijkt de {part} met de {around}.");
    }
    table
}

/// Whether a survey has a figure of the same topic for the area of a modelled figure.
fn is_measured(view: &View<'_>, figure: &Figure) -> bool {
    let measured = view
        .inputs
        .table
        .measured(&figure.indicator.id, &figure.area);
    measured.is_some()
}

/// «Overgewicht, 2024».
fn head(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> String {
    let year = view.inputs.table.shown.get(&(indicator.id.clone(), age));
    let label = label_for(indicator, age);
    year.map_or_else(|| label.clone(), |year| format!("{label}, {year}"))
}

/// Whether any area of the report has a margin: a column of dashes says nothing.
fn has_margins(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> bool {
    let figures = view.part_figures(&indicator.id, age);
    figures
        .iter()
        .any(|figure| figure.reading.margin().is_some())
}

/// The row of an area; the topics stand beside whether they have a column of margins.
fn row(
    view: &View<'_>,
    (topics, margins): (&[(Arc<Indicator>, AgeGroup)], &[bool]),
    area: &AreaCode,
    is_reference: bool,
    fictitious: &mut bool,
) -> Rij {
    let mut cells = vec![Cel::tekst(view.name(area))];
    for ((indicator, age), has_margins) in topics.iter().zip(margins) {
        let figure = view.figure(&indicator.id, *age, area);
        *fictitious |= figure.is_some_and(is_fictitious);
        let cell = super::areas::cell(figure);
        let known = figure.filter(|figure| matches!(figure.reading, Reading::Known { .. }));
        cells.push(match known {
            // Of a gemeente the survey has the verdict, where there is one.
            Some(figure) if !is_reference && !is_measured(view, figure) => cell.met(symbol(figure)),
            _ => cell,
        });
        if *has_margins {
            cells.push(figure.map_or_else(|| Cel::tekst("–"), margin_cell));
        }
    }
    let row = Rij::new(cells);
    if is_reference { row.met_nadruk() } else { row }
}
