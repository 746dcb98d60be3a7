//! Maps of the report, as specifications.
//!
//! Figures are drawn on outlines of their own division only (`IndicatorTable::on_map`).

use std::collections::BTreeMap;

use super::charts::{measure, unit_words};
use super::classes::Classes;
use super::view::View;
use crate::area::{AreaCode, AreaLevel};
use crate::figures::{
    AreaMap, FigureKind, FigureSpec, LegendClass, MapArea, MapOutline, MapReading, Reference,
};
use crate::frame::Shape;
use crate::indicators::Figure;
use crate::period::Year;
use crate::reading::{Absent, Reading};
use crate::report::model::{FiguurBreedte, Soort};
use crate::themes::{AgeGroup, Indicator};

/// Printed width of a chart or a map that takes two thirds of the text.
const WIDE_MM: f64 = 116.0;
/// Printed width of a map that takes half of the text.
const HALF_WIDTH_MM: f64 = 85.0;

/// A map has at least so many wijken.
const LEAST_AREAS: usize = 3;

/// On a small map the numbers of so many areas fit.
const FEW_AREAS: usize = 20;
/// Greatest height of a small map in millimetres.
const SMALL_HEIGHT_MM: f64 = 55.0;

/// How large a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapSize {
    /// Half of the text.
    Half,
    /// One of several, side by side.
    Panel,
    /// Above a long table.
    Low,
    /// A page of its own, with the table of areas.
    Full,
}

/// Returns the map of wijken, coloured by an indicator in fixed national classes.
pub fn map(
    view: &View<'_>,
    indicator: &Indicator,
    age: AgeGroup,
    title: &str,
    size: MapSize,
) -> Option<FigureSpec> {
    if !indicator.may_be_ranked() {
        return None;
    }
    let (year, wijken) = drawable(view, indicator, age)?;
    // A map of one or two areas says no more than their figures.
    if wijk_shapes(view).count() < LEAST_AREAS {
        return None;
    }
    let values: BTreeMap<&AreaCode, &Figure> = wijken.iter().map(|f| (&f.area, *f)).collect();
    let references: Vec<&Figure> = view
        .references()
        .iter()
        .filter_map(|area| {
            let of_year = |f: &&Figure| f.period == year && f.age == age && f.area == *area;
            let mut figures = view.inputs.table.figures.iter().filter(of_year);
            figures.find(|figure| figure.indicator.id == indicator.id)
        })
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
    let fictief = wijken.iter().any(|f| f.fictitious) || references.iter().any(|f| f.fictitious);
    Some(FigureSpec {
        title: title.to_owned(),
        width_mm: width(size),
        fictief,
        kind: FigureKind::AreaMap(AreaMap {
            measure: measure(indicator, age, year.0),
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
                .filter_map(|figure| compared_with(view, indicator, figure))
                .collect(),
            max_height_mm: max_height(view, size),
        }),
    })
}

fn compared_with(view: &View<'_>, indicator: &Indicator, figure: &Figure) -> Option<Reference> {
    let value = figure.reading.value()?;
    Some(Reference {
        label: view.name(&figure.area),
        value,
        text: indicator.eenheid.number(value),
        dashed: figure.area == AreaCode::Land,
    })
}

/// Returns the year and the figures of wijken that fit the outlines; none where there is no map.
fn drawable<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    age: AgeGroup,
) -> Option<(Year, Vec<&'a Figure>)> {
    let division = view.inputs.shapes.division?;
    view.inputs.table.on_map(&indicator.id, age, division)
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
            max_height_mm: max_height(view, size),
        }),
    }
}

const fn width(size: MapSize) -> f64 {
    match size {
        MapSize::Half | MapSize::Panel => HALF_WIDTH_MM,
        MapSize::Low | MapSize::Full => WIDE_MM,
    }
}

/// Whether the numbers of the areas fit on a small map.
pub fn has_few_areas(view: &View<'_>) -> bool {
    view.kind == Soort::Gemeente && wijk_shapes(view).count() <= FEW_AREAS
}

/// Makes a map one of three side by side.
pub const fn make_small(spec: &mut FigureSpec) {
    spec.width_mm = FiguurBreedte::Derde.millimetres();
    if let FigureKind::AreaMap(map) = &mut spec.kind {
        map.max_height_mm = SMALL_HEIGHT_MM;
    }
}

fn max_height(view: &View<'_>, size: MapSize) -> f64 {
    match size {
        MapSize::Half => 50.0,
        // A region has so many more wijken that they need room.
        MapSize::Panel if view.kind == Soort::Regio => 80.0,
        MapSize::Panel => 60.0,
        MapSize::Low => 66.0,
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

/// Caption of a map that stands alone: what it shows, of whom, when, and where it comes from.
pub fn caption(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> String {
    let below = short_caption(view, indicator, age);
    if below.is_empty() {
        return below;
    }
    format!("{}. {SAME_CLASSES} {below}", indicator.label)
}

/// What every map has in common.
pub const SAME_CLASSES: &str = "De klassen zijn voor heel Nederland gelijk.";

/// Caption of a map under its title: of whom, when, and where it comes from.
pub fn short_caption(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> String {
    let Some((year, wijken)) = drawable(view, indicator, age) else {
        return String::new();
    };
    let source = wijken
        .first()
        .map(|figure| super::indicator::source_line(view, figure));
    let shown = view.inputs.table.shown.get(&(indicator.id.clone(), age));
    let older = shown.filter(|shown| **shown != year).map(|shown| {
        format!(
            "De kaart gaat over {year}, want de grenzen van de wijken zijn van {}. \
             De andere cijfers zijn van {shown}.",
            view.inputs.shapes.division.unwrap_or(year.0)
        )
    });
    let people = match age {
        AgeGroup::All => String::new(),
        // The year stands with the source.
        age => format!("{}.", crate::findings::capital(age.title())),
    };
    let texts = [Some(people), older, source];
    let texts = texts.into_iter().flatten().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// Why an indicator with figures of wijken has no map; none when it has one.
pub fn why_no_map(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> Option<String> {
    let division = view.inputs.shapes.division?;
    let mut wijken = view.figures_at(&indicator.id, age, AreaLevel::Wijk);
    let known = wijken.any(|figure| figure.reading.value().is_some());
    (known && drawable(view, indicator, age).is_none()).then(|| {
        format!(
            "{}: geen kaart. De grenzen van de wijken zijn van {division}, en de cijfers horen bij \
             de wijken van een ander jaar.",
            indicator.label
        )
    })
}
