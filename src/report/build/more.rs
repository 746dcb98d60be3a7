//! The annex tables of the extended set: a row per topic, and young adults apart from adults.

use std::sync::Arc;

use super::view::{View, is_fictitious, symbol};
use crate::indicators::Figure;
use crate::report::model::{Cel, Kolom, Rij, Symbool, Tabel};
use crate::themes::{AgeGroup, Indicator, Theme, Werving};

/// Returns a table per theme, and one of the survey that people signed up for themselves.
pub fn tables(view: &View<'_>) -> Vec<Tabel> {
    let mut tables: Vec<Tabel> = Theme::ALL
        .into_iter()
        .map(|theme| of_theme(view, theme))
        .collect();
    tables.push(young_adults(view));
    tables.retain(|table| !table.rijen.is_empty());
    tables
}

/// Returns whether the figures of an indicator stand in the table of their theme.
///
/// A survey that measured what a model estimates is shown beside the model, and one that people
/// signed up for themselves has a table of its own.
pub fn is_more(view: &View<'_>, indicator: &Indicator) -> bool {
    !view.in_full(indicator)
        && indicator.enquete_van.is_none()
        && indicator.werving == Werving::Steekproef
}

fn of_theme(view: &View<'_>, theme: Theme) -> Tabel {
    let rows = view.leading(|one| one.thema == theme && !one.zorg && is_more(view, one));
    let title = format!("Meer cijfers: {}", theme.title());
    let mut table = build(view, title, &rows, true);
    "De definities staan in cijfers.xlsx.".clone_into(&mut table.noot);
    table
}

fn young_adults(view: &View<'_>) -> Tabel {
    let rows = view.leading(|one| one.werving == Werving::Open && !view.in_full(one));
    let age = AgeGroup::From16To25.title();
    let title = format!("Jongvolwassenen ({age})");
    let mut table = build(view, title, &rows, false);
    "Deelnemers meldden zich zelf aan. Daarom staat er geen marge en vergelijken we niet. De \
     definities staan in cijfers.xlsx."
        .clone_into(&mut table.noot);
    table
}

/// A table with a row per indicator: the area itself, what lies around it, and Nederland.
fn build(
    view: &View<'_>,
    title: String,
    indicators: &[(Arc<Indicator>, AgeGroup)],
    compared: bool,
) -> Tabel {
    let areas = view.references();
    let subject = |indicator: &Indicator, age| view.figure(&indicator.id, age, &view.subject);
    let with_verdict = compared
        && indicators
            .iter()
            .filter_map(|(indicator, age)| subject(indicator, *age))
            .any(|figure| figure.ladder().is_some());
    let mut columns = vec![Kolom::tekst("Onderwerp")];
    columns.extend(areas.iter().map(|area| Kolom::getal(view.name(area))));
    if with_verdict {
        let around = areas.get(1).map_or_else(String::new, |area| {
            crate::findings::place(area, &view.name(area)).kind_with_article()
        });
        columns.push(Kolom::woord(format!("Vergeleken met {around}")));
    }
    let summary = format!("{title}, een rij per onderwerp");
    let mut table = Tabel::new(title, summary, columns);
    for (indicator, age) in indicators {
        let figures: Vec<Option<&Figure>> = areas
            .iter()
            .map(|area| view.figure(&indicator.id, *age, area))
            .collect();
        let known = |figure: &&Figure| figure.reading.value().is_some();
        let Some(first) = figures.iter().copied().flatten().find(known) else {
            continue;
        };
        table.fictief |= figures.iter().copied().flatten().any(is_fictitious);
        let mut cells = vec![Cel::tekst(row_head(indicator, first))];
        cells.extend(figures.iter().map(|figure| super::areas::cell(*figure)));
        if with_verdict {
            let own = subject(indicator, *age).filter(known);
            cells.push(Cel::oordeel(own.map_or(Symbool::GeenToets, symbol)));
        }
        table.rijen.push(Rij::new(cells));
    }
    table
}

/// Returns the name of a row: «Koopwoningen (%), 2024», «Roken (%), 2024, naar schatting».
pub fn row_head(indicator: &Indicator, figure: &Figure) -> String {
    let label = crate::findings::label_with_unit(indicator, figure.age);
    let estimated = if figure.kind.is_estimated() {
        ", naar schatting"
    } else {
        ""
    };
    format!("{label}, {}{estimated}", figure.period)
}
