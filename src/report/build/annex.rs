//! The annex: other age groups, other years, other topics, and for a region its wijken.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::others;
use super::view::{View, is_fictitious};
use super::with_margin::{IN_BRACKETS, cell_with_margin, digits};
use crate::area::{AreaCode, AreaLevel};
use crate::findings::label_for;
use crate::indicators::Figure;
use crate::period::Year;
use crate::report::model::{Bijlage, Cel, Kolom, Rij, Soort, Tabel};
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Indicator, Theme};

/// Returns the annex.
pub fn chapter(view: &View<'_>) -> Bijlage {
    let mut tables = others::tables(view);
    tables.extend(other_ages(view));
    tables.extend(years(view));
    tables.extend(super::pyramid::in_annex(view));
    tables.extend(super::more::tables(view));
    if view.kind == Soort::Regio {
        tables.extend(wijken(view));
    }
    Bijlage {
        zinnen: vec![
            "Alle cijfers staan ook in het bestand cijfers.csv. Dat zit als bijlage in deze PDF."
                .to_owned(),
            "In cijfers.xlsx staan dezelfde cijfers per thema.".to_owned(),
        ],
        tabellen: tables,
    }
}

fn other_ages(view: &View<'_>) -> Vec<Tabel> {
    // A model whose place in the chapter a survey took stands here for its first age group too.
    let taken = |indicator: &Arc<Indicator>| {
        let first = indicator.ages().first().copied();
        first.is_some_and(|age| view.for_parts(indicator, age).0.id != indicator.id)
    };
    let shown: Vec<(Arc<Indicator>, AgeGroup)> = view
        .inputs
        .catalogue
        .iter()
        .filter(|indicator| view.in_full(indicator))
        .flat_map(|indicator| {
            indicator
                .ages()
                .into_iter()
                .skip(usize::from(!taken(indicator)))
                .map(|age| (Arc::clone(indicator), age))
        })
        .filter(|(indicator, age)| view.is_shown(indicator, *age))
        .collect();
    // Of gemeenten the survey stands in the chapters; what the model says of everybody stands apart.
    let is_first =
        |(indicator, age): &(Arc<Indicator>, AgeGroup)| indicator.ages().first() == Some(age);
    let (models, ages): (Vec<_>, Vec<_>) = shown.into_iter().partition(is_first);
    let mut tables = others::side_by_side(view, "Schattingen van het model", &models);
    tables.extend(others::side_by_side(view, "Per leeftijd", &ages));
    tables
}

/// Figures over the years, for counted headline indicators with more than one year. An estimate of
/// one year beside that of another needs its margin to be read, and a wijk has no test of a change:
/// those stand in the files with figures, with their margins.
fn years(view: &View<'_>) -> Vec<Tabel> {
    let indicators: Vec<Arc<Indicator>> = view
        .inputs
        .catalogue
        .iter()
        .filter(|indicator| indicator.kop || indicator.id == "inwoners")
        .filter(|indicator| indicator.soort == FigureKind::Registratie)
        .cloned()
        .collect();
    indicators
        .iter()
        .filter_map(|indicator| over_years(view, indicator))
        .collect()
}

fn over_years(view: &View<'_>, indicator: &Indicator) -> Option<Tabel> {
    let age = *indicator.ages().first()?;
    // The code of a wijk can be another area in the division of another year.
    let is_same_area = view.inputs.table.of_shown_areas(&indicator.id, age);
    let left_out = Cell::new(false);
    let figures = view.inputs.table.figures.iter();
    let own: Vec<&Figure> = figures
        .filter(|f| f.indicator.id == indicator.id && f.age == age)
        .collect();
    let of = |area: &AreaCode| -> Vec<&Figure> {
        own.iter()
            .copied()
            .filter(|f| f.area == *area)
            .filter(|f| {
                let fits = is_same_area(f);
                left_out.set(left_out.get() || (!fits && f.reading.value().is_some()));
                fits
            })
            .collect()
    };
    let areas: Vec<AreaCode> = view
        .references()
        .into_iter()
        .chain(view.parts.clone())
        .collect();
    // A year without figures of the parts would be an empty column.
    let years: BTreeSet<Year> = view
        .parts
        .iter()
        .flat_map(&of)
        .filter(|figure| figure.reading.value().is_some())
        .map(|figure| figure.period)
        .collect();
    if years.len() < 2 {
        return None;
    }
    let (part, _) = view.part_words();
    let mut columns = vec![Kolom::tekst(crate::findings::capital(part))];
    columns.extend(years.iter().map(|year| Kolom::getal(year.to_string())));
    let title = format!(
        "{} door de jaren ({})",
        label_for(indicator, age),
        indicator.eenheid.label()
    );
    let mut table = Tabel::new(title, format!("{} per jaar", indicator.label), columns);
    for (index, area) in areas.iter().enumerate() {
        let figures = of(area);
        let mut cells = vec![Cel::tekst(view.name(area))];
        for year in &years {
            let figure = figures.iter().find(|f| f.period == *year).copied();
            table.fictief |= figure.is_some_and(is_fictitious);
            cells.push(super::areas::cell(figure));
        }
        let row = Rij::new(cells);
        let is_reference = index < view.references().len();
        table
            .rijen
            .push(if is_reference { row.met_nadruk() } else { row });
    }
    table.noot = note_on_years(left_out.get());
    Some(table)
}

fn note_on_years(left_out: bool) -> String {
    let mut note = "Cijfers uit verschillende jaren zijn niet getoetst. De regio heeft alleen een \
                    cijfer in jaren met een bekend aantal inwoners per leeftijd, of hoogstens drie \
                    jaar ervandaan."
        .to_owned();
    if left_out {
        note.push_str(" Jaren met een andere indeling van wijken staan er niet bij.");
    }
    note
}

/// The wijken of every gemeente of a region, per theme.
fn wijken(view: &View<'_>) -> Vec<Tabel> {
    let mut tables = Vec::new();
    for theme in Theme::ALL {
        let shown = view.leading(|indicator| indicator.thema == theme && indicator.kop);
        if !shown.is_empty() {
            tables.extend(
                view.parts
                    .clone()
                    .iter()
                    .map(|gemeente| of_gemeente(view, theme, gemeente, &shown)),
            );
        }
    }
    tables.retain(|table| !table.rijen.is_empty());
    tables
}

fn of_gemeente(
    view: &View<'_>,
    theme: Theme,
    gemeente: &AreaCode,
    shown: &[(Arc<Indicator>, AgeGroup)],
) -> Tabel {
    let mut columns = vec![Kolom::tekst("Wijk")];
    let heads = shown.iter().map(|(indicator, _)| indicator.column_head());
    columns.extend(heads.map(Kolom::woord));
    let title = format!("{}: wijken van {}", theme.title(), view.name(gemeente));
    let mut table = Tabel::new(title.clone(), title, columns);
    let areas = view.inputs.shapes.areas.keys().filter(|area| {
        area.level() == AreaLevel::Wijk
            && area.gemeente().map(AreaCode::Gemeente).as_ref() == Some(gemeente)
    });
    let wijken: Vec<&AreaCode> = areas.collect();
    table.rijen = wijken
        .iter()
        .map(|wijk| Rij::new(vec![Cel::tekst(view.name(wijk))]))
        .collect();
    for (indicator, age) in shown {
        let figures = wijken
            .iter()
            .map(|wijk| view.figure(&indicator.id, *age, wijk));
        let figures: Vec<Option<&Figure>> = figures.collect();
        let digits = figures
            .iter()
            .flatten()
            .map(|one| digits(one))
            .max()
            .unwrap_or(0);
        for (row, figure) in table.rijen.iter_mut().zip(figures) {
            table.fictief |= figure.is_some_and(is_fictitious);
            row.cellen.push(cell_with_margin(figure, digits));
        }
    }
    IN_BRACKETS.clone_into(&mut table.noot);
    table
}
