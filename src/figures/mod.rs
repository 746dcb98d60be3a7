//! Figures: a description of a chart in plain values ([`FigureSpec`]), its drawing ([`draw`]) and
//! its alternative text ([`describe`]), both from the same description so that they cannot differ.
//!
//! Pure: no files, clock or network. The same description gives the same bytes. Numbers that are
//! printed arrive as finished Dutch text; the `f64` beside them only decides where a mark stands.

use serde::{Deserialize, Serialize};

pub mod ages;
mod axis;
mod canvas;
pub mod colour;
pub mod decomposition;
pub mod dots;
mod font;
mod frame;
mod legend;
pub mod letters;
pub mod map;
mod marks;
mod palette;
pub mod pyramid;
mod references;
pub mod rows;
pub mod spine;
pub mod style;
mod svg;
pub mod trend;
mod words;

pub use ages::{Ages, AgesBand};
pub use decomposition::{Decomposition, Part};
pub use dots::{AreaDots, DotReading, DotRow, DotsBeside};
pub use font::{
    REPLACEMENT, Weight as FontWeight, cap_height, font_has, replace_missing, width as text_width,
};
pub use letters::{Letters, Split};
pub use map::locator::{Extent, Locator};
pub use map::{AreaMap, Common, LegendClass, MapArea, MapOutline, MapReading, MultiPolygon};
pub use marks::Mark;
pub use palette::Palette;
pub use pyramid::{Pyramid, PyramidBand};
pub use rows::TableRows;
pub use spine::{Spine, SpineBeside, SpineReading, SpineRow, SpineValues};
pub use svg::Svg;
pub use trend::{Trend, TrendBreak, TrendPoint, TrendSeries, TrendValue};

/// Everything that one figure shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureSpec {
    /// The message of the figure; becomes the SVG's title. Not drawn: the page prints it.
    pub title: String,
    /// Printed width in millimetres; the height follows from the content.
    pub width_mm: f64,
    /// True when any value in the figure is made up: the image then says FICTIEF.
    pub fictief: bool,
    /// What kind of figure, with its data.
    pub kind: FigureKind,
}

/// The kinds of figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Map with areas coloured by class.
    AreaMap(AreaMap),
    /// Where one area lies in the whole, without figures.
    Locator(Locator),
    /// One row per area: value, margin and verdict.
    AreaDots(AreaDots),
    /// The same, row for row beside its table.
    DotsBeside(DotsBeside),
    /// Population pyramid.
    Pyramid(Pyramid),
    /// Ages of men and women together.
    Ages(Ages),
    /// Lines over the years.
    Trend(Trend),
    /// Where an area stands among all Dutch areas, per indicator.
    Spine(Spine),
    /// The same, row for row beside its table.
    SpineBeside(SpineBeside),
    /// A difference and its parts.
    Decomposition(Decomposition),
}

/// A value to compare with: a gemeente, a region, Nederland.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Short name as it is printed: "gemeente", "Nederland".
    pub label: String,
    /// Position on the axis, in the unit of the figure.
    pub value: f64,
    /// The value as it is printed: "17,3".
    pub text: String,
    /// Dashed line (Nederland) instead of a solid one (gemeente, region).
    pub dashed: bool,
}

/// Draws a figure in the standard colours. The same description always gives the same bytes.
#[must_use]
pub fn draw(spec: &FigureSpec) -> Svg {
    draw_in(spec, &Palette::default(), &mut Common::default())
}

/// Draws a figure in the colours of a house; `common` is of the figures of one report.
#[must_use]
pub fn draw_in(spec: &FigureSpec, palette: &Palette, common: &mut Common) -> Svg {
    let width = spec.width_mm * style::POINTS_PER_MM;
    let (body, paint): (f64, frame::Paint<'_>) = match &spec.kind {
        FigureKind::AreaMap(map) => map::layout(map, width, common),
        FigureKind::Locator(locator) => map::locator::layout(locator, width),
        FigureKind::AreaDots(dots) => dots::layout(dots, width),
        FigureKind::DotsBeside(dots) => dots::layout_beside(dots, width, spec.fictief),
        FigureKind::Pyramid(pyramid) => pyramid::layout(pyramid, width),
        FigureKind::Ages(chart) => ages::layout(chart, width),
        FigureKind::Trend(trend) => trend::layout(trend, width),
        FigureKind::Spine(spine) => spine::layout(spine, width),
        FigureKind::SpineBeside(spine) => spine::layout_beside(spine, width, spec.fictief),
        FigureKind::Decomposition(parts) => decomposition::layout(parts, width),
    };
    // Beside its table a chart starts where the table starts; its legend says what is made up.
    let beside = matches!(
        spec.kind,
        FigureKind::DotsBeside(_) | FigureKind::SpineBeside(_)
    );
    let (height, raw) = frame::sheet(width, body, spec.fictief && !beside, paint);
    svg::finish(&raw, width, height, &spec.title, &describe(spec)).in_colours(palette)
}

/// The alternative text of a figure: one or two Dutch sentences with the highest and the lowest
/// value and the reference. Plain text; the caller escapes it for where it goes.
#[must_use]
pub fn describe(spec: &FigureSpec) -> String {
    let text = match &spec.kind {
        FigureKind::AreaMap(map) => map::describe(map),
        FigureKind::Locator(locator) => map::locator::describe(locator),
        FigureKind::AreaDots(dots) => dots::describe(dots),
        FigureKind::DotsBeside(beside) => dots::describe(&beside.dots),
        FigureKind::Pyramid(pyramid) => pyramid::describe(pyramid),
        FigureKind::Ages(chart) => ages::describe(chart),
        FigureKind::Trend(trend) => trend::describe(trend),
        FigureKind::Spine(spine) => spine::describe(spine),
        FigureKind::SpineBeside(beside) => spine::describe(&beside.spine),
        FigureKind::Decomposition(parts) => decomposition::describe(parts),
    };
    if spec.fictief {
        format!("Fictieve cijfers. {text}")
    } else {
        text
    }
}
