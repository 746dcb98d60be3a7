//! Where the area of the report stands: its topics of a chapter in one chart, between the lowest and
//! highest Dutch area of its level, and in one table beside what lies around it.

use std::sync::Arc;

use super::indicator::{margin_cell, source_line};
use super::view::{View, is_fictitious, mark, symbol};
use crate::area::{AreaCode, AreaLevel};
use crate::figures::{
    FigureKind as Drawing, FigureSpec, Spine, SpineReading, SpineRow, SpineValues,
};
use crate::findings::{Standing, standing_message, standing_sentences, standing_short};
use crate::indicators::Figure;
use crate::report::model::{Cel, FiguurBreedte, Indicator as Block, Kolom, Rij, Symbool, Tabel};
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Indicator};

/// Returns the block of a chapter; none when the area has no figure for any of the topics.
pub fn block(
    view: &mut View<'_>,
    name: &str,
    topics: &[(Arc<Indicator>, AgeGroup)],
) -> Option<Block> {
    let figures = figures(view, topics);
    if figures.is_empty() {
        return None;
    }
    let around = view.references().get(1).map(|area| view.place(area));
    let standing = Standing::of(&figures);
    let subject = view.name(&view.subject);
    let drawn = figures
        .iter()
        .filter(|one| values(view, one).is_some())
        .count();
    let chart = chart(view, &figures);
    let titel = standing_message(&standing, &subject, around.as_ref());
    let figuur = chart.map(|kind| {
        let spec = FigureSpec {
            title: titel.clone(),
            width_mm: FiguurBreedte::Vol.millimetres(),
            fictief: figures.iter().any(|figure| {
                is_fictitious(figure)
                    || view
                        .inputs
                        .table
                        .peers
                        .peers(figure)
                        .is_some_and(|row| row.fictitious)
            }),
            kind,
        };
        view.draw(&format!("positie-{name}"), &spec, FiguurBreedte::Vol)
    });
    Some(Block {
        titel,
        ondertitel: String::new(),
        zinnen: standing_sentences(&standing, around.as_ref()),
        kader: None,
        figuur,
        tabel: table(view, &figures),
        bronregel: sources(view, &figures),
        noten: if drawn > 0 {
            chart_notes(view, drawn, figures.len())
        } else {
            Vec::new()
        },
    })
}

/// Returns one sentence on how many topics of a chapter are less or more favourable.
pub fn in_short(view: &View<'_>, topics: &[(Arc<Indicator>, AgeGroup)]) -> Option<String> {
    let around = view.references().get(1).map(|area| view.place(area));
    standing_short(&Standing::of(&figures(view, topics)), around.as_ref())
}

/// What the chart compares, and which topics it leaves out.
fn chart_notes(view: &View<'_>, drawn: usize, all: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(area) = view.references().get(1) {
        let (name, around) = (
            view.name(&view.subject),
            view.place(area).kind_with_article(),
        );
        notes.push(format!(
            "De tekens in de figuur vergelijken {name} met {around}."
        ));
    }
    if drawn < all {
        notes.push(
            "De figuur heeft alleen onderwerpen waarvan bijna alle gemeenten een cijfer hebben."
                .to_owned(),
        );
    }
    notes
}

/// The figures of the area: of the survey where it has one, else of the table with its parts.
fn figures<'a>(view: &View<'a>, topics: &[(Arc<Indicator>, AgeGroup)]) -> Vec<&'a Figure> {
    let table = view.inputs.table;
    topics
        .iter()
        .filter_map(|(indicator, age)| {
            let measured = table.measured(&indicator.id, &view.subject);
            measured.or_else(|| view.figure(&indicator.id, *age, &view.subject))
        })
        .filter(|figure| figure.reading.value().is_some())
        .collect()
}

/// The chart of the topics of which the spread over all Dutch areas of this level is known.
fn chart(view: &View<'_>, figures: &[&Figure]) -> Option<Drawing> {
    let rows: Vec<SpineRow> = figures
        .iter()
        .filter_map(|figure| {
            Some(SpineRow {
                name: head(figure),
                reading: SpineReading::Known(values(view, figure)?),
            })
        })
        .collect();
    let areas = match view.subject.level() {
        AreaLevel::Gemeente => "gemeenten",
        _ => "GGD-regio's",
    };
    let against = view.references().get(1).map_or_else(String::new, |area| {
        let around = view.place(area).kind_with_article();
        format!("; de tekens vergelijken met {around}")
    });
    (!rows.is_empty()).then(|| {
        Drawing::Spine(Spine {
            measure: format!(
                "{} tussen de andere {areas} van Nederland{against}",
                view.name(&view.subject)
            ),
            areas: areas.to_owned(),
            rows,
        })
    })
}

fn values(view: &View<'_>, figure: &Figure) -> Option<SpineValues> {
    let unit = figure.indicator.eenheid;
    let value = figure
        .reading
        .value()
        .filter(|_| figure.indicator.may_be_ranked())?;
    let row = view.inputs.table.peers.peers(figure)?;
    let (quarter, three_quarters) = row.spread.middle_half();
    let (lowest, highest) = (row.spread.quantile(0)?, row.spread.quantile(100)?);
    Some(SpineValues {
        value,
        text: unit.number(value),
        mark: mark(figure),
        lowest,
        lowest_text: unit.number(lowest),
        quarter,
        three_quarters,
        highest,
        highest_text: unit.number(highest),
        nation: beside(figure, &AreaCode::Land).or_else(|| of_area(view, figure, &AreaCode::Land)),
    })
}

/// The value of a reference that a figure was put beside.
fn beside(figure: &Figure, area: &AreaCode) -> Option<f64> {
    let mut compared = figure.comparisons.iter();
    compared
        .find(|one| one.reference == *area)
        .map(|one| one.reference_value)
}

/// The value of another area in the same year, where nothing was compared.
fn of_area(view: &View<'_>, figure: &Figure, area: &AreaCode) -> Option<f64> {
    let other = view.figure(&figure.indicator.id, figure.age, area)?;
    (other.period == figure.period).then(|| other.reading.value())?
}

fn table(view: &View<'_>, figures: &[&Figure]) -> Tabel {
    let references: Vec<AreaCode> = view.references().into_iter().skip(1).collect();
    let mut columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::woord("Soort cijfer"),
        Kolom::getal(view.name(&view.subject)),
        Kolom::getal("Marge"),
    ];
    columns.extend(references.iter().map(|area| Kolom::getal(view.name(area))));
    if let Some(area) = references.first() {
        let around = view.place(area).kind_with_article();
        columns.push(Kolom::woord(format!("Vergeleken met {around}")));
    }
    let summary = format!("{}, een rij per onderwerp", view.name(&view.subject));
    let mut table = Tabel::new("", summary, columns);
    for figure in figures {
        table.fictief |=
            is_fictitious(figure) || figure.comparisons.iter().any(|one| one.fictitious);
        let mut cells = vec![
            Cel::tekst(head(figure)),
            Cel::tekst(format!("{} {}", kind(figure.kind), figure.period)),
            super::areas::cell(Some(figure)),
            margin_cell(figure),
        ];
        let unit = figure.indicator.eenheid;
        cells.extend(references.iter().map(|area| {
            let value = beside(figure, area).or_else(|| of_area(view, figure, area));
            Cel::tekst(value.map_or_else(|| "–".to_owned(), |value| unit.number(value)))
        }));
        if !references.is_empty() {
            let verdict = figure
                .ladder()
                .map_or(Symbool::GeenToets, |_| symbol(figure));
            cells.push(Cel::oordeel(verdict));
        }
        table.rijen.push(Rij::new(cells));
    }
    table
}

/// «Roken (%)», with the age group when it is not the usual one.
fn head(figure: &Figure) -> String {
    let label = crate::findings::label_for(&figure.indicator, figure.age);
    let label = label.trim_end_matches(" (enquête)").to_owned();
    crate::findings::with_unit(label, figure.indicator.eenheid)
}

const fn kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Registratie => "registratie",
        FigureKind::Enquete => "enquête",
        FigureKind::Modelschatting => "model",
        FigureKind::Schatting => "schatting",
        FigureKind::Lokaal => "lokaal",
    }
}

/// Returns the source lines of figures, each once, in their order.
pub fn sources(view: &View<'_>, figures: &[&Figure]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for figure in figures {
        let line = source_line(view, figure);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join(" ")
}
