//! Maps and charts of the report, as specifications.

use std::collections::BTreeMap;

use super::classes::Classes;
use super::view::{View, is_fictitious, mark};
use crate::area::{AreaCode, AreaLevel};
use crate::figures::{
    AreaDots, AreaMap, DotReading, DotRow, FigureKind, FigureSpec, LegendClass, MapArea,
    MapOutline, MapReading, Reference,
};
use crate::findings::label_for;
use crate::frame::Shape;
use crate::indicators::Figure;
use crate::reading::{Absent, Reading};
use crate::report::model::{FiguurBreedte, Soort};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::Unit;

/// Printed width of a chart with its table beside it, in millimetres.
const CHART_MM: f64 = FiguurBreedte::NaastTabel.millimetres();
/// Printed width of a chart or a map that takes two thirds of the text.
const WIDE_MM: f64 = 116.0;
/// Printed width of a map that takes half of the text.
const HALF_WIDTH_MM: f64 = 85.0;

/// How large a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapSize {
    /// Half of the text.
    Half,
    /// Above a long table.
    Low,
    /// Beside the opening of a theme.
    Theme,
    /// A page of its own, with the table of areas.
    Full,
}

/// Returns the dot-and-whisker chart of the parts, highest value first.
pub fn dots(
    view: &View<'_>,
    indicator: &Indicator,
    age: AgeGroup,
    title: &str,
) -> Option<FigureSpec> {
    let mut figures = view.part_figures(&indicator.id, age);
    if figures
        .iter()
        .all(|figure| figure.reading.value().is_none())
    {
        return None;
    }
    figures.sort_by(|a, b| {
        let value = |f: &Figure| f.reading.value().unwrap_or(f64::NEG_INFINITY);
        value(b)
            .total_cmp(&value(a))
            .then_with(|| a.area.cmp(&b.area))
    });
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
            areas: view.part_words().1.to_owned(),
            rows: figures.iter().map(|figure| row(view, figure)).collect(),
            references: references
                .into_iter()
                .map(|(_, reference)| reference)
                .collect(),
        }),
    })
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

/// Returns the map of wijken, coloured by an indicator in fixed national classes.
pub fn map(
    view: &View<'_>,
    indicator: &Indicator,
    age: AgeGroup,
    title: &str,
    size: MapSize,
) -> Option<FigureSpec> {
    let wijken: Vec<&Figure> = view
        .inputs
        .table
        .shown_at(&indicator.id, age, AreaLevel::Wijk);
    let values: BTreeMap<&AreaCode, &Figure> = wijken.iter().map(|f| (&f.area, *f)).collect();
    if wijken.iter().all(|figure| figure.reading.value().is_none()) {
        return None;
    }
    let references: Vec<&Figure> = view
        .references()
        .iter()
        .filter_map(|area| view.figure(&indicator.id, age, area))
        .collect();
    // Nederland decides the classes; without it the area itself does.
    let national = references
        .iter()
        .rev()
        .find_map(|figure| figure.reading.value())?;
    let classes = Classes::around(national, indicator.eenheid);
    let areas = wijk_shapes(view)
        .map(|(area, shape)| MapArea {
            name: view.name(area),
            number: wijk_number(view, area),
            shape: shape.outline.clone(),
            reading: map_reading(values.get(area).copied(), indicator, &classes),
        })
        .collect();
    let year = wijken.first().map_or(0, |f| f.period.0);
    let fictief = wijken.iter().any(|f| f.fictitious) || references.iter().any(|f| f.fictitious);
    Some(FigureSpec {
        title: title.to_owned(),
        width_mm: width(size),
        fictief,
        kind: FigureKind::AreaMap(AreaMap {
            measure: measure(indicator, age, year),
            unit: unit_words(indicator.eenheid).to_owned(),
            areas_word: "wijken".to_owned(),
            areas,
            outlines: outlines(view),
            classes: classes
                .labels()
                .into_iter()
                .map(|(class, text)| LegendClass { class, text })
                .collect(),
            references: references
                .iter()
                .filter_map(|figure| {
                    let value = figure.reading.value()?;
                    Some(Reference {
                        label: view.name(&figure.area),
                        value,
                        text: indicator.eenheid.number(value),
                        dashed: figure.area == AreaCode::Land,
                    })
                })
                .collect(),
            max_height_mm: max_height(size),
        }),
    })
}

/// Returns the numbered map without figures.
pub fn numbered_map(view: &View<'_>, title: &str, measure: &str, size: MapSize) -> FigureSpec {
    let areas = wijk_shapes(view)
        .map(|(area, shape)| MapArea {
            name: view.name(area),
            number: wijk_number(view, area),
            shape: shape.outline.clone(),
            reading: MapReading::Known {
                class: 1,
                value: 0.0,
                text: String::new(),
            },
        })
        .collect();
    FigureSpec {
        title: title.to_owned(),
        width_mm: width(size),
        fictief: false,
        kind: FigureKind::AreaMap(AreaMap {
            measure: measure.to_owned(),
            unit: String::new(),
            areas_word: "wijken".to_owned(),
            areas,
            outlines: outlines(view),
            classes: Vec::new(),
            references: Vec::new(),
            max_height_mm: max_height(size),
        }),
    }
}

const fn width(size: MapSize) -> f64 {
    match size {
        MapSize::Half => HALF_WIDTH_MM,
        MapSize::Low | MapSize::Theme | MapSize::Full => WIDE_MM,
    }
}

const fn max_height(size: MapSize) -> f64 {
    match size {
        MapSize::Half => 85.0,
        MapSize::Low => 66.0,
        MapSize::Theme => 82.0,
        MapSize::Full => 115.0,
    }
}

fn wijk_shapes<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a AreaCode, &'a Shape)> {
    let shapes = view.inputs.shapes;
    shapes
        .areas
        .iter()
        .filter(|(area, _)| matches!(area, AreaCode::Wijk(_)))
}

/// Wijken have numbers in a gemeente; in a region its gemeenten do.
fn wijk_number(view: &View<'_>, area: &AreaCode) -> String {
    match view.kind {
        Soort::Gemeente => view.number(area),
        Soort::Regio => String::new(),
    }
}

fn outlines(view: &View<'_>) -> Vec<MapOutline> {
    if view.kind == Soort::Gemeente {
        return Vec::new();
    }
    let shapes = view.inputs.shapes;
    view.parts
        .iter()
        .filter_map(|area| {
            let shape = shapes.areas.get(area)?;
            Some(MapOutline {
                number: view.number(area),
                shape: shape.outline.clone(),
            })
        })
        .collect()
}

fn map_reading(figure: Option<&Figure>, indicator: &Indicator, classes: &Classes) -> MapReading {
    match figure.map(|figure| figure.reading) {
        Some(Reading::Known { value, .. }) => MapReading::Known {
            class: classes.of(value),
            value,
            text: indicator.eenheid.number(value),
        },
        Some(Reading::Absent(Absent::Secret)) => MapReading::Hidden,
        Some(Reading::Absent(_)) | None => MapReading::Missing,
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

/// Caption of a map: what it shows, of whom, when, and where it comes from.
pub fn caption(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> String {
    let year = view
        .inputs
        .table
        .shown
        .get(&(indicator.id.clone(), age))
        .map_or(0, |y| y.0);
    let unit = unit_words(indicator.eenheid);
    let wijken = view
        .inputs
        .table
        .shown_at(&indicator.id, age, AreaLevel::Wijk);
    let source = wijken
        .first()
        .map(|figure| super::indicator::source_line(view, figure));
    format!(
        "{} ({unit}). De klassen zijn voor heel Nederland gelijk. {}",
        measure(indicator, age, year),
        source.unwrap_or_default()
    )
}
