//! Charts of the report, as specifications.

use super::view::{View, is_fictitious, mark};
use crate::area::AreaCode;
use crate::figures::{AreaDots, DotReading, DotRow, DotsBeside, FigureKind, FigureSpec, Reference};
use crate::findings::label_for;
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::report::model::{Figuur, FiguurBreedte, Tabel};
use crate::report::table::rows_beside;
use crate::themes::{AgeGroup, Indicator};
use crate::unit::Unit;

/// Printed width of a chart with its table beside it, in millimetres.
const CHART_MM: f64 = FiguurBreedte::NaastTabel.millimetres();

/// Returns the dot-and-whisker chart of the parts that a block shows, in their order.
pub fn dots(
    view: &View<'_>,
    indicator: &Indicator,
    age: AgeGroup,
    (title, figures): (&str, &[&Figure]),
) -> Option<FigureSpec> {
    let all = view.part_figures(&indicator.id, age).len();
    if figures
        .iter()
        .all(|figure| figure.reading.value().is_none())
    {
        return None;
    }
    let references: Vec<(AreaCode, Reference)> = view
        .references()
        .into_iter()
        .filter_map(|area| {
            let figure = view.figure(&indicator.id, age, &area)?;
            let value = figure.reading.value()?;
            let reference = Reference {
                label: view.place(&area).kind().to_owned(),
                value,
                text: indicator.eenheid.number(value),
                dashed: area == AreaCode::Land,
            };
            Some((area, reference))
        })
        // A whole has more people than its parts: its line would only push them together.
        .filter(|_| indicator.eenheid != Unit::Aantal)
        // Three lines crowd the chart: the nearest reference and Nederland stay.
        .filter(|(area, _)| *area == view.subject || *area == AreaCode::Land)
        .collect();
    let fictief = figures.iter().any(|f| is_fictitious(f))
        || references
            .iter()
            .any(|(area, _)| made_up(view, indicator, age, area));
    Some(FigureSpec {
        title: title.to_owned(),
        width_mm: CHART_MM,
        fictief,
        kind: FigureKind::AreaDots(AreaDots {
            measure: measure(indicator, age, figures.first().map_or(0, |f| f.period.0)),
            unit: unit_words(indicator.eenheid).to_owned(),
            areas: if figures.len() < all {
                format!("van de {all} {}", view.part_words().1)
            } else {
                view.part_words().1.to_owned()
            },
            rows: figures.iter().map(|figure| row(view, figure)).collect(),
            references: references
                .into_iter()
                .map(|(_, reference)| reference)
                .collect(),
        }),
    })
}

/// Draws a chart of dots, and once more for beside its table, whose last rows are those of the chart.
pub fn drawn(
    view: &mut View<'_>,
    name: &str,
    spec: &FigureSpec,
    table: &Tabel,
) -> (Figuur, Option<Figuur>) {
    let whole = view.draw(name, spec, FiguurBreedte::NaastTabel);
    let FigureKind::AreaDots(dots) = &spec.kind else {
        return (whole, None);
    };
    let width = FiguurBreedte::PerRij;
    let references = table.rijen.len().saturating_sub(dots.rows.len());
    let beside = rows_beside(table, width, references).map(|rows| {
        let kind = FigureKind::DotsBeside(DotsBeside {
            dots: dots.clone(),
            table: rows,
        });
        view.draw_beside(name, spec, kind, width)
    });
    (whole, beside)
}

fn made_up(view: &View<'_>, indicator: &Indicator, age: AgeGroup, area: &AreaCode) -> bool {
    view.figure(&indicator.id, age, area)
        .is_some_and(|figure| figure.fictitious)
}

fn row(view: &View<'_>, figure: &Figure) -> DotRow {
    let reading = match figure.reading {
        Reading::Known { value, margin } => DotReading::Known {
            value,
            margin: margin.map(|margin| (margin.lower(), margin.upper())),
            text: figure.indicator.eenheid.number(value),
            mark: mark(figure),
        },
        Reading::Absent(absent) => DotReading::Absent {
            text: absent.words().to_owned(),
        },
    };
    DotRow {
        name: view.name(&figure.area),
        reading,
    }
}

/// What is measured, of whom, when.
pub fn measure(indicator: &Indicator, age: AgeGroup, year: i32) -> String {
    match age {
        AgeGroup::All => format!("{}, {year}", indicator.label),
        _ if age == indicator.bevolking => {
            format!("{}, {}, {year}", indicator.label, age.title())
        }
        _ => format!("{}, {year}", label_for(indicator, age)),
    }
}

/// The unit as it stands after a number in a sentence.
pub const fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Procent => "procent",
        Unit::Per1000 => "per 1 000 inwoners",
        Unit::Aantal => "inwoners",
        Unit::Ratio => "per 100 mensen van 20 tot 65 jaar",
        Unit::Km => "kilometer",
        Unit::Euro => "euro",
        Unit::Score => "",
        Unit::Jaren => "jaar",
    }
}
