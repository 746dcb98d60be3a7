//! The core topics that have no block of their own, per part: in the annex, a few topics side by
//! side.

use std::sync::Arc;

use super::chapters::CHAPTERS;
use super::view::{View, is_fictitious, symbol};
use super::with_margin::{IN_BRACKETS, cell_with_margin, digits};
use crate::area::AreaCode;
use crate::findings::{capital, label_with_unit};
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::report::model::{Cel, Kolom, Rij, Tabel};
use crate::themes::{AgeGroup, Indicator};

/// Topics in one table; with margins and verdicts more do not fit on a page.
const SIDE_BY_SIDE: usize = 3;

/// A topic of a table: the indicator, its age group, and how its cells are set.
struct Topic<'a> {
    indicator: &'a Arc<Indicator>,
    age: AgeGroup,
    /// Digits before the decimal sign in the longest value.
    digits: usize,
    /// Whether any area of the report has a margin.
    has_margins: bool,
}

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
    shares(topics.len())
        .scan(topics, |rest, count| {
            let (now, later) = rest.split_at_checked(count)?;
            *rest = later;
            Some(now)
        })
        .map(|topics| table(view, about, topics))
        .collect()
}

/// How many topics stand in each table: seven are three, two and two, and not twice three and one
/// that has a page for itself.
fn shares(topics: usize) -> impl Iterator<Item = usize> {
    let tables = topics.div_ceil(SIDE_BY_SIDE);
    let (each, more) = (topics / tables.max(1), topics % tables.max(1));
    (0..tables).map(move |at| each + usize::from(at < more))
}

fn table(view: &View<'_>, about: &str, topics: &[(Arc<Indicator>, AgeGroup)]) -> Tabel {
    let (part, _) = view.part_words();
    let topics: Vec<Topic<'_>> = topics
        .iter()
        .map(|(indicator, age)| topic(view, indicator, *age))
        .collect();
    let mut columns = vec![Kolom::tekst(capital(part))];
    let has_margins = topics.iter().any(|topic| topic.has_margins);
    let heads = topics.iter().map(|topic| head(view, topic));
    // With margins the values stand left, below each other; without, right as numbers do.
    columns.extend(heads.map(if has_margins {
        Kolom::woord
    } else {
        Kolom::getal
    }));
    let mut names: Vec<String> = topics
        .iter()
        .map(|topic| crate::findings::in_sentence(&topic.indicator.label))
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
            (&topics, has_margins),
            &area,
            is_reference,
            &mut table.fictief,
        );
        table.rijen.push(row);
    }
    table.noot = note(view, has_margins, &table);
    table
}

/// What the brackets and the marks are.
fn note(view: &View<'_>, has_margins: bool, table: &Tabel) -> String {
    let (part, _) = view.part_words();
    let around = view.around();
    let mut cells = table.rijen.iter().flat_map(|row| &row.cellen);
    let has_marks = cells.any(|cell| cell.symbool.is_some());
    let margins = has_margins.then(|| IN_BRACKETS.to_owned());
    let marks = has_marks.then(|| format!("Het teken vergelijkt de {part} met de {around}."));
    margins
        .into_iter()
        .chain(marks)
        .collect::<Vec<_>>()
        .join(" ")
}

fn topic<'a>(view: &View<'_>, indicator: &'a Arc<Indicator>, age: AgeGroup) -> Topic<'a> {
    let areas = view.references().into_iter().chain(view.parts.clone());
    let figures = areas.filter_map(|area| view.figure(&indicator.id, age, &area));
    let parts = view.part_figures(&indicator.id, age);
    Topic {
        indicator,
        age,
        digits: figures.map(digits).max().unwrap_or(0),
        has_margins: parts.iter().any(|one| one.reading.margin().is_some()),
    }
}

/// «Overgewicht (%), 2024».
fn head(view: &View<'_>, topic: &Topic<'_>) -> String {
    let indicator = topic.indicator;
    let year = view
        .inputs
        .table
        .shown
        .get(&(indicator.id.clone(), topic.age));
    let label = label_with_unit(indicator, topic.age);
    let year = year.map_or_else(String::new, |year| format!(", {year}"));
    format!("{label}{year}")
}

/// Whether a survey has a figure of the same topic for the area of a modelled figure.
fn is_measured(view: &View<'_>, figure: &Figure) -> bool {
    let measured = view
        .inputs
        .table
        .measured(&figure.indicator.id, &figure.area);
    measured.is_some()
}

/// The row of an area.
fn row(
    view: &View<'_>,
    (topics, has_margins): (&[Topic<'_>], bool),
    area: &AreaCode,
    is_reference: bool,
    fictitious: &mut bool,
) -> Rij {
    let mut cells = vec![Cel::tekst(view.name(area))];
    for topic in topics {
        let figure = view.figure(&topic.indicator.id, topic.age, area);
        *fictitious |= figure.is_some_and(is_fictitious);
        let cell = if has_margins {
            cell_with_margin(figure, topic.digits)
        } else {
            super::areas::cell(figure)
        };
        let known = figure.filter(|figure| matches!(figure.reading, Reading::Known { .. }));
        cells.push(match known {
            // Of a gemeente the survey has the verdict, where there is one.
            Some(figure) if !is_reference && !is_measured(view, figure) => cell.met(symbol(figure)),
            _ => cell,
        });
    }
    let row = Rij::new(cells);
    if is_reference { row.met_nadruk() } else { row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_shared_out_evenly_and_none_is_lost() {
        let of = |topics| shares(topics).collect::<Vec<_>>();
        assert_eq!(of(0), Vec::<usize>::new());
        assert_eq!(of(3), [3]);
        assert_eq!(of(4), [2, 2]);
        assert_eq!(of(7), [3, 2, 2]);
        for topics in 0..40 {
            assert_eq!(of(topics).iter().sum::<usize>(), topics);
            assert!(
                of(topics)
                    .iter()
                    .all(|count| (1..=SIDE_BY_SIDE).contains(count))
            );
        }
    }
}
