//! What the maps of one report have in common. A report has some sixteen maps of the same areas in
//! a few sizes: their borders are simplified and their numbers placed once per size.

use std::cell::RefCell;
use std::rc::Rc;

use super::labels::{Label, Wanted, place};
use super::outline::{Polygon, Projection, on_paper};
use super::paint::MARGIN;
use super::{AreaMap, MapArea, MultiPolygon};
use crate::figures::canvas::{BODY, Point, STRONG};
use crate::figures::style::POINTS_PER_MM;

/// What was worked out for the maps that were drawn so far.
#[derive(Debug, Default)]
pub struct Common(Vec<Known>);

/// One size, with what it was made of.
#[derive(Debug)]
struct Known {
    /// Room across and greatest height.
    size: (f64, f64),
    shapes: Vec<MultiPolygon>,
    placed: Rc<Placed>,
}

/// Areas and outlines in their places.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The areas, in the order of their numbers.
    pub areas: Vec<Vec<Polygon>>,
    /// The thick outlines.
    pub outlines: Vec<Vec<Polygon>>,
    /// The sheet with margins.
    pub sheet: Point,
    labels: RefCell<Vec<(Texts, Rc<Labels>)>>,
}

/// The numbers of the outlines, and those of the areas with whether they may stand beside.
type Texts = (Vec<String>, Vec<(String, bool)>);

/// Numbers in their places.
#[derive(Debug)]
pub(super) struct Labels {
    /// Those of the outlines.
    pub outlines: Vec<Label>,
    /// Those of the areas.
    pub areas: Vec<Label>,
}

impl Common {
    /// Places the areas of a map, `sorted`, and its outlines in so much room across.
    pub(super) fn placed(&mut self, map: &AreaMap, sorted: &[&MapArea], room: f64) -> Rc<Placed> {
        let size = (room, map.max_height_mm);
        let outlines = map.outlines.iter().map(|outline| &outline.shape);
        let areas = sorted.iter().map(|area| &area.shape);
        let shapes: Vec<&MultiPolygon> = areas.chain(outlines).collect();
        let is_same = |known: &&Known| {
            let (across, height) = known.size;
            (across.to_bits(), height.to_bits()) == (size.0.to_bits(), size.1.to_bits())
                && known.placed.areas.len() == sorted.len()
                && known.shapes.iter().eq(shapes.iter().copied())
        };
        if let Some(known) = self.0.iter().find(is_same) {
            return Rc::clone(&known.placed);
        }
        let placed = Rc::new(on_sheet(map, &shapes, sorted.len(), room));
        self.0.push(Known {
            size,
            shapes: shapes.into_iter().cloned().collect(),
            placed: Rc::clone(&placed),
        });
        placed
    }
}

/// Areas and outlines in their places; the first `areas` of the shapes are areas.
fn on_sheet(map: &AreaMap, shapes: &[&MultiPolygon], areas: usize, room: f64) -> Placed {
    let across = (room - 2.0 * MARGIN).max(20.0);
    let tallest = (map.max_height_mm * POINTS_PER_MM - 2.0 * MARGIN).max(20.0);
    let (mut drawn, size) = match &Projection::fit(shapes.iter().copied(), across, tallest) {
        Some(projection) => (on_paper(shapes, projection), projection.size),
        None => (vec![Vec::new(); shapes.len()], (0.0, 0.0)),
    };
    let shift = ((room - size.0) / 2.0, MARGIN);
    for point in drawn.iter_mut().flatten().flatten().flatten() {
        *point = (point.0 + shift.0, point.1 + shift.1);
    }
    let outlines = drawn.split_off(areas);
    Placed {
        areas: drawn,
        outlines,
        sheet: (room, size.1 + 2.0 * MARGIN),
        labels: RefCell::default(),
    }
}

impl Placed {
    /// Places the numbers: those of the thick outlines first; those of the areas, with whether they may
    /// stand beside, keep clear of them.
    pub(super) fn labels(&self, outlines: Vec<String>, areas: Vec<(String, bool)>) -> Rc<Labels> {
        let texts = (outlines, areas);
        let mut known = self.labels.borrow_mut();
        if let Some((_, labels)) = known.iter().find(|(other, _)| *other == texts) {
            return Rc::clone(labels);
        }
        let outlines = texts.0.iter().zip(&self.outlines);
        let outlines: Vec<Wanted<'_>> = outlines
            .map(|(text, polygons)| Wanted {
                text,
                beside: true,
                polygons,
            })
            .collect();
        let first = place(&outlines, STRONG, self.sheet, &[]);
        let areas = texts.1.iter().zip(&self.areas);
        let areas: Vec<Wanted<'_>> = areas
            .map(|((text, beside), polygons)| Wanted {
                text,
                beside: *beside,
                polygons,
            })
            .collect();
        let labels = Rc::new(Labels {
            areas: place(&areas, BODY, self.sheet, &first),
            outlines: first,
        });
        known.push((texts, Rc::clone(&labels)));
        labels
    }
}
