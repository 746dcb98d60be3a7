//! Where the area of the report stands: its topics of a chapter in one chart, between the lowest and
//! highest Dutch area of its level, and in one table beside what lies around it.

use std::sync::Arc;

use super::indicator::source_line;
use super::view::{View, is_fictitious, mark, symbol};
use super::with_margin::{cell_with_margin, digits};
use crate::area::{AreaCode, AreaLevel};
use crate::figures::{
    FigureKind as Drawing, FigureSpec, Spine, SpineBeside, SpineReading, SpineRow, SpineValues,
};
use crate::findings::{Standing, standing_message, standing_sentences, standing_short};
use crate::indicators::Figure;
use crate::report::model::{
    Cel, Figuur, FiguurBreedte, Indicator as Block, Kolom, Rij, Symbool, Tabel,
};
use crate::report::table::rows_beside;
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
    let tabel = table(view, &figures);
    let chart = chart(view, &figures);
    let titel = standing_message(&standing, &subject, around.as_ref());
    let pictures = chart.map(|(spine, beside)| {
        let spec = FigureSpec {
            title: titel.clone(),
            width_mm: FiguurBreedte::Vol.millimetres(),
            fictief: figures.iter().any(|figure| made_up(view, figure)),
            kind: Drawing::Spine(spine),
        };
        pictures(view, &format!("positie-{name}"), (&spec, beside), &tabel)
    });
    let (figuur, ernaast) = pictures.map_or((None, None), |(whole, beside)| (Some(whole), beside));
    Some(Block {
        titel,
        ondertitel: String::new(),
        zinnen: standing_sentences(&standing, around.as_ref()),
        kader: None,
        figuur,
        ernaast,
        tabel,
        bronregel: sources(view, &figures),
        noten: if drawn > 0 {
            chart_notes(view, drawn, figures.len())
        } else {
            Vec::new()
        },
    })
}

fn made_up(view: &View<'_>, figure: &Figure) -> bool {
    let peers = view.inputs.table.peers.peers(figure);
    is_fictitious(figure) || peers.is_some_and(|row| row.fictitious)
}

/// Draws the chart by itself, and once more for beside its table with a row for every topic.
fn pictures(
    view: &mut View<'_>,
    name: &str,
    (spec, beside): (&FigureSpec, Spine),
    table: &Tabel,
) -> (Figuur, Option<Figuur>) {
    let whole = view.draw(name, spec, FiguurBreedte::Vol);
    let width = FiguurBreedte::PerOnderwerp;
    let beside = rows_beside(table, width, 0).map(|table| {
        let kind = Drawing::SpineBeside(SpineBeside {
            spine: beside,
            table,
        });
        view.draw_beside(name, spec, kind, width)
    });
    (whole, beside)
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

/// The chart of the topics of which the spread over all Dutch areas of this level is known, and the
/// same chart with a row for every topic.
fn chart(view: &View<'_>, figures: &[&Figure]) -> Option<(Spine, Spine)> {
    let row = |figure: &&Figure| SpineRow {
        name: head(figure),
        reading: values(view, figure).map_or_else(
            || SpineReading::Absent {
                text: "niet bekend".to_owned(),
            },
            SpineReading::Known,
        ),
    };
    let all: Vec<SpineRow> = figures.iter().map(row).collect();
    let known = |row: &&SpineRow| matches!(row.reading, SpineReading::Known(_));
    let rows: Vec<SpineRow> = all.iter().filter(known).cloned().collect();
    let areas = match view.subject.level() {
        AreaLevel::Gemeente => "gemeenten",
        _ => "GGD-regio's",
    };
    let against = view.references().get(1).map_or_else(String::new, |area| {
        let around = view.place(area).kind_with_article();
        format!("; de tekens vergelijken met {around}")
    });
    let spine = |rows: Vec<SpineRow>| Spine {
        measure: format!(
            "{} tussen de andere {areas} van Nederland{against}",
            view.name(&view.subject)
        ),
        areas: areas.to_owned(),
        rows,
    };
    (!rows.is_empty()).then(|| (spine(rows), spine(all)))
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
    let subject = view.name(&view.subject);
    let with_margin = figures.iter().any(|one| one.reading.margin().is_some());
    let digits = figures.iter().map(|one| digits(one)).max().unwrap_or(0);
    let common = most_common(figures);
    let mut columns = vec![
        Kolom::tekst(format!("Onderwerp ({common})")),
        if with_margin {
            Kolom::woord(format!("{subject} (marge)"))
        } else {
            Kolom::getal(subject.clone())
        },
    ];
    columns.extend(references.iter().map(|area| Kolom::getal(view.name(area))));
    let ends: Vec<Option<String>> = figures.iter().map(|one| ends(view, one)).collect();
    let with_ends = ends.iter().any(Option::is_some);
    if with_ends {
        let area = match view.subject.level() {
            AreaLevel::Gemeente => "gemeente",
            _ => "GGD-regio",
        };
        columns.push(Kolom::getal(format!("Laagste – hoogste {area}")));
    }
    if let Some(area) = references.first() {
        let around = view.place(area).kind_with_article();
        columns.push(Kolom::woord(format!("Vergeleken met {around}")));
    }
    let mut table = Tabel::new("", format!("{subject}, een rij per onderwerp"), columns);
    for (figure, ends) in figures.iter().zip(ends) {
        table.fictief |=
            made_up(view, figure) || figure.comparisons.iter().any(|one| one.fictitious);
        let mut cells = vec![
            Cel::tekst(match measured(figure) {
                own if own == common => head(figure),
                own => format!("{}, {own}", head(figure)),
            }),
            if with_margin {
                cell_with_margin(Some(figure), digits)
            } else {
                super::areas::cell(Some(figure))
            },
        ];
        let unit = figure.indicator.eenheid;
        cells.extend(references.iter().map(|area| {
            let value = beside(figure, area).or_else(|| of_area(view, figure, area));
            Cel::tekst(value.map_or_else(|| "–".to_owned(), |value| unit.number(value)))
        }));
        if with_ends {
            cells.push(Cel::tekst(ends.unwrap_or_else(|| "–".to_owned())));
        }
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

/// The lowest and the highest Dutch area, as the chart has them.
fn ends(view: &View<'_>, figure: &Figure) -> Option<String> {
    let values = values(view, figure)?;
    Some(format!("{} – {}", values.lowest_text, values.highest_text))
}

/// «Roken (%)», with the age group when it is not the usual one.
pub fn head(figure: &Figure) -> String {
    let label = crate::findings::label_for(&figure.indicator, figure.age);
    let label = label.trim_end_matches(" (enquête)").to_owned();
    crate::findings::with_unit(label, figure.indicator.eenheid)
}

/// How a figure was measured: «enquête 2022».
pub fn measured(figure: &Figure) -> String {
    format!("{} {}", kind(figure.kind), figure.period)
}

/// How most of the topics were measured; of equal numbers the first. A row that was measured in another
/// way says so itself, as on the sheets.
pub fn most_common(figures: &[&Figure]) -> String {
    let all: Vec<String> = figures.iter().map(|one| measured(one)).collect();
    let count = |one: &String| all.iter().filter(|other| *other == one).count();
    let most = all.iter().rev().max_by_key(|one| count(one));
    most.cloned().unwrap_or_default()
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
