//! Draws the map: areas, borders, numbers, legend.

use std::rc::Rc;

use plotters::style::RGBColor;

use super::common::{Common, Placed};
use super::labels::Label;
use super::outline::{Polygon, double_area};
use super::{AreaMap, MapArea, MapReading};
use crate::figures::canvas::{Anchor, BODY, Canvas, Point, STRONG, Type};
use crate::figures::font;
use crate::figures::frame::Paint;
use crate::figures::legend::{Entry, Flow, LINE, Symbol};
use crate::figures::style::{BORDER, HATCH, INK, LEADER, MAP_CLASSES, OUTLINE, PAPER, SMALL};

/// Room around the outlines for numbers that stand outside.
pub(super) const MARGIN: f64 = 12.0;
/// From this width on the legend stands beside the map.
const WIDE: f64 = 300.0;
const LEGEND_GAP: f64 = 12.0;
/// Width of the heading of a legend beside the map.
const COLUMN: f64 = 90.0;

const HEAD: Type = Type {
    size: SMALL,
    ..STRONG
};
/// Pieces of a thick outline with less surface than this (in square points) would become a blot.
const BLOT: f64 = 24.0;

struct Layout<'a> {
    map: &'a AreaMap,
    sorted: Vec<&'a MapArea>,
    placed: Rc<Placed>,
    head: Vec<String>,
    legend: Flow,
    legend_at: Point,
}

/// Measures the map; returns its height and how to paint it.
pub(crate) fn layout<'m>(map: &'m AreaMap, width: f64, common: &mut Common) -> (f64, Paint<'m>) {
    let entries = entries(map);
    let beside = width >= WIDE && !map.classes.is_empty();
    let head = legend_head(map, if beside { COLUMN } else { width });
    let widest = entries
        .iter()
        .map(Entry::width)
        .chain(head.iter().map(|line| HEAD.width(line)))
        .fold(0.0, f64::max);
    let room = if beside {
        width - widest - LEGEND_GAP
    } else {
        width
    };
    // Sorted, so that the order of the input cannot change the picture.
    let mut sorted: Vec<&MapArea> = map.areas.iter().collect();
    sorted.sort_by(|a, b| (&a.number, &a.name).cmp(&(&b.number, &b.name)));
    let placed = common.placed(map, &sorted, room);
    let sheet = placed.sheet;
    let legend = Flow::new(entries, if beside { widest } else { width });
    let head_height = head.iter().fold(0.0, |height, _| height + LINE);
    let under = sheet.1 + head_height + legend.height();
    let (height, legend_at) = if beside {
        (
            sheet.1.max(legend.height() + head_height + MARGIN),
            (room + LEGEND_GAP, MARGIN),
        )
    } else {
        (under, (0.0, sheet.1))
    };
    let layout = Layout {
        map,
        sorted,
        placed,
        head,
        legend,
        legend_at,
    };
    (
        height,
        Box::new(move |canvas, top| layout.paint(canvas, top)),
    )
}

/// The heading of the legend in lines of at most `limit` points; none without classes.
fn legend_head(map: &AreaMap, limit: f64) -> Vec<String> {
    if map.classes.is_empty() {
        return Vec::new();
    }
    let (text, _) = font::replace_missing(&format!("{} (aantal {})", map.unit, map.areas_word));
    font::wrap(&text, HEAD.weight, HEAD.size, limit, 3)
}

/// The number of an area as printed on the map: "7 (x)" when its figure is hidden.
fn number(area: &MapArea) -> String {
    match (&area.reading, area.number.as_str()) {
        (MapReading::Hidden, "") => String::from("x"),
        (MapReading::Hidden, number) => format!("{number} (x)"),
        (_, number) => number.to_owned(),
    }
}

fn colours(reading: &MapReading) -> (RGBColor, RGBColor) {
    match reading {
        MapReading::Known { class, .. } => {
            let index = usize::from(class.saturating_sub(1)).min(MAP_CLASSES.len() - 1);
            MAP_CLASSES[index]
        }
        MapReading::Missing => (HATCH, INK),
        MapReading::Hidden => (PAPER, INK),
    }
}

/// Legend entries with the number of areas of each.
fn entries(map: &AreaMap) -> Vec<Entry> {
    let count = |wanted: &dyn Fn(&MapReading) -> bool| {
        map.areas
            .iter()
            .filter(|area| wanted(&area.reading))
            .count()
    };
    let mut entries: Vec<Entry> = Vec::new();
    for class in &map.classes {
        let of_class =
            |r: &MapReading| matches!(r, MapReading::Known { class: c, .. } if *c == class.class);
        let index = usize::from(class.class.saturating_sub(1)).min(MAP_CLASSES.len() - 1);
        let text = format!("{} ({})", class.text, count(&of_class));
        entries.push(Entry::new(Symbol::Fill(MAP_CLASSES[index].0), text));
    }
    let missing = count(&|reading| *reading == MapReading::Missing);
    if missing > 0 {
        entries.push(Entry::new(
            Symbol::Fill(HATCH),
            format!("geen cijfer ({missing})"),
        ));
    }
    let hidden = count(&|reading| *reading == MapReading::Hidden);
    if hidden > 0 {
        entries.push(Entry::new(Symbol::Cross, format!("geheim ({hidden})")));
    }
    entries
}

impl Layout<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, top: f64) {
        self.paint_areas(canvas, top);
        for ring in self.placed.outlines.iter().flatten().flatten() {
            if double_area(ring).abs() / 2.0 < BLOT {
                continue;
            }
            let closed: Vec<Point> = ring
                .iter()
                .chain(ring.first())
                .map(|(x, y)| (*x, y + top))
                .collect();
            canvas.polyline(&closed, OUTLINE);
        }
        self.paint_numbers(canvas, top);
        let (x, y) = (self.legend_at.0, self.legend_at.1 + top);
        let mut y = y;
        for line in &self.head {
            canvas.text((x, y + 7.0), Anchor::Start, HEAD, line);
            y += LINE;
        }
        self.legend.paint(canvas, (x, y));
    }

    /// Large polygons first, so that an area in the hole of another is drawn over that hole.
    /// Surfaces are rounded, so that equally large ones keep the order of their numbers.
    fn paint_areas(&self, canvas: &mut Canvas<'_>, top: f64) {
        let mut polygons: Vec<(f64, &Polygon, RGBColor)> = Vec::new();
        for (area, shapes) in self.sorted.iter().zip(&self.placed.areas) {
            for polygon in shapes {
                let surface = polygon.first().map_or(0.0, |ring| double_area(ring).abs());
                let surface = (surface * 256.0).round();
                polygons.push((surface, polygon, colours(&area.reading).0));
            }
        }
        polygons.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, polygon, fill) in polygons {
            for (index, ring) in polygon.iter().enumerate() {
                let ring: Vec<Point> = ring.iter().map(|(x, y)| (*x, y + top)).collect();
                let fill = if index == 0 { fill } else { PAPER };
                canvas.polygon(&ring, fill, Some(BORDER));
            }
        }
    }

    fn paint_numbers(&self, canvas: &mut Canvas<'_>, top: f64) {
        let outlines = self.map.outlines.iter();
        let outlines: Vec<String> = outlines.map(|outline| outline.number.clone()).collect();
        let areas = self.sorted.iter();
        let areas: Vec<(String, bool)> = areas
            .map(|area| (number(area), !area.number.is_empty()))
            .collect();
        let labels = self.placed.labels(outlines.clone(), areas.clone());
        for label in &labels.areas {
            let reading = &self.sorted[label.index].reading;
            let boxed = label.target.is_some() || *reading == MapReading::Missing;
            let colour = if boxed { INK } else { colours(reading).1 };
            let typeface = Type { colour, ..BODY };
            let text = &areas[label.index].0;
            paint_label(canvas, top, label, boxed, typeface, text);
        }
        for label in &labels.outlines {
            paint_label(canvas, top, label, true, STRONG, &outlines[label.index]);
        }
    }
}

/// Draws a number, with its thin line and white box where it needs them.
fn paint_label(
    canvas: &mut Canvas<'_>,
    top: f64,
    label: &Label,
    boxed: bool,
    typeface: Type,
    text: &str,
) {
    let (x, y) = (label.at.0, label.at.1 + top);
    if let Some(target) = label.target {
        let end = (target.0, target.1 + top);
        canvas.line((x, y), end, LEADER);
        canvas.circle(end, 0.75, INK, None);
    }
    if boxed {
        let (w, h) = (label.half.0 + 0.5, label.half.1 + 0.5);
        canvas.rect((x - w, y - h), (x + w, y + h), PAPER, None);
    }
    let typeface = Type {
        size: label.size,
        ..typeface
    };
    canvas.text_centred((x, y), Anchor::Middle, typeface, text);
}
