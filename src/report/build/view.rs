//! What every chapter looks at: the figures, who is numbered how, and the drawings so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Drawing, DrawingPlace, Inputs};
use crate::area::{AreaCode, AreaLevel};
use crate::figures::{self, Common, FigureKind, FigureSpec, Mark};
use crate::findings::{Parts, Place, place};
use crate::indicators::{Figure, ShownFigures};
use crate::report::model::{Figuur, FiguurBreedte, Soort, Symbool};
use crate::statistics::{Side, Verdict};
use crate::themes::{AgeGroup, Indicator};

/// The report seen by its chapters.
#[derive(Debug)]
pub struct View<'a> {
    /// What the report is built from.
    pub inputs: Inputs<'a>,
    /// Gemeente or region.
    pub kind: Soort,
    /// The area that the report is about.
    pub subject: AreaCode,
    /// The rows of tables and charts, in the order of their numbers.
    pub parts: Vec<AreaCode>,
    drawings: Vec<Drawing>,
    common: Common,
    shown: ShownFigures<'a>,
    /// Ids of the indicators of local extracts.
    local: BTreeSet<String>,
}

impl<'a> View<'a> {
    /// Starts a report without drawings.
    pub fn new(inputs: Inputs<'a>) -> Self {
        let kind = if inputs.scope.gemeente.is_some() {
            Soort::Gemeente
        } else {
            Soort::Regio
        };
        let parts = match kind {
            // One wijk is the gemeente itself: there is nothing to compare.
            Soort::Gemeente if inputs.wijken.len() == 1 => Vec::new(),
            Soort::Gemeente => inputs.wijken.to_vec(),
            Soort::Regio => inputs
                .scope
                .region
                .gemeenten
                .iter()
                .map(|c| AreaCode::Gemeente(*c))
                .collect(),
        };
        Self {
            inputs,
            kind,
            subject: inputs.scope.subject(),
            parts,
            drawings: Vec::new(),
            common: Common::default(),
            shown: ShownFigures::of(inputs.table),
            local: inputs
                .extracts
                .iter()
                .flat_map(|extract| extract.indicators())
                .map(|indicator| indicator.id.clone())
                .collect(),
        }
    }

    /// Returns the drawings, once every chapter is built.
    pub fn into_drawings(self) -> Vec<Drawing> {
        self.drawings
    }

    /// Draws a figure and returns how the model names it.
    pub fn draw(&mut self, name: &str, spec: &FigureSpec, width: FiguurBreedte) -> Figuur {
        let path = path_of(name);
        let svg = figures::draw_in(spec, &self.inputs.house.palette, &mut self.common);
        let hoogte_promille = Some(svg.height_per_mille());
        self.drawings.push(Drawing {
            path: path.clone(),
            svg,
            place: DrawingPlace::Everywhere,
        });
        Figuur {
            pad: path,
            alt: figures::describe(spec),
            bijschrift: String::new(),
            breedte: width,
            hoogte_promille,
        }
    }

    /// Draws a layer that only means something on the page, and returns how the model names it.
    pub fn draw_layer(&mut self, name: &str, spec: &FigureSpec, width: FiguurBreedte) -> Figuur {
        let figure = self.draw(name, spec, width);
        if let Some(drawing) = self.drawings.last_mut() {
            drawing.place = DrawingPlace::Page;
        }
        figure
    }

    /// Draws the chart of `spec`, which was drawn under this name, once more as `kind`, for beside its
    /// table, in the same words; on the page it comes instead of the first.
    pub fn draw_beside(
        &mut self,
        name: &str,
        spec: &FigureSpec,
        kind: FigureKind,
        width: FiguurBreedte,
    ) -> Figuur {
        let path = path_of(name);
        if let Some(whole) = self.drawings.iter_mut().rfind(|one| one.path == path) {
            whole.place = DrawingPlace::File;
        }
        let beside = FigureSpec {
            title: spec.title.clone(),
            width_mm: width.millimetres(),
            fictief: spec.fictief,
            kind,
        };
        self.draw_layer(&format!("{name}-per-rij"), &beside, width)
    }

    /// Level of the rows.
    pub fn part_level(&self) -> AreaLevel {
        match self.kind {
            Soort::Gemeente => AreaLevel::Wijk,
            Soort::Regio => AreaLevel::Gemeente,
        }
    }

    /// What the rows are compared with, for after «de».
    pub fn around(&self) -> &'static str {
        match self.kind {
            Soort::Gemeente => "gemeente",
            Soort::Regio => "regio",
        }
    }

    /// Singular and plural of the rows.
    pub fn part_words(&self) -> (&'static str, &'static str) {
        match self.kind {
            Soort::Gemeente => ("wijk", "wijken"),
            Soort::Regio => ("gemeente", "gemeenten"),
        }
    }

    /// Number of a part on the maps, from 1.
    pub fn number(&self, area: &AreaCode) -> String {
        self.parts
            .iter()
            .position(|part| part == area)
            .map_or_else(String::new, |index| (index + 1).to_string())
    }

    /// Name of an area.
    pub fn name(&self, area: &AreaCode) -> String {
        self.inputs.table.name(area)
    }

    /// The area as it stands in a sentence.
    pub fn place(&self, area: &AreaCode) -> Place {
        place(area, &self.name(area))
    }

    /// The figure of an area in the year that is shown.
    pub fn figure(&self, indicator: &str, age: AgeGroup, area: &AreaCode) -> Option<&'a Figure> {
        self.shown.of_area(indicator, age, area)
    }

    /// Whether an indicator has a place of its own in the report: the core set, and what the user
    /// brought along.
    pub fn in_full(&self, indicator: &Indicator) -> bool {
        indicator.is_core() || self.local.contains(&indicator.id)
    }

    /// Whether there are so many parts that a block shows a choice of them.
    pub fn is_long(&self) -> bool {
        self.parts.len() > super::selection::MOST_ROWS
    }

    /// Whether an indicator comes from a local extract.
    pub fn is_local(&self, indicator: &Indicator) -> bool {
        self.local.contains(&indicator.id)
    }

    /// Whether any part has a figure of an indicator in its leading age group.
    pub fn has_parts(&self, indicator: &Indicator) -> bool {
        indicator.ages().first().is_some_and(|age| {
            let figures = self.part_figures(&indicator.id, *age);
            figures
                .iter()
                .any(|figure| figure.reading.value().is_some())
        })
    }

    /// The indicators that pass a test and have a figure, each with its leading age group.
    pub fn leading(&self, wanted: impl Fn(&Indicator) -> bool) -> Vec<(Arc<Indicator>, AgeGroup)> {
        let indicators = self
            .inputs
            .catalogue
            .iter()
            .filter(|indicator| wanted(indicator));
        indicators
            .filter_map(|indicator| Some((Arc::clone(indicator), *indicator.ages().first()?)))
            .filter(|(indicator, age)| self.is_shown(indicator, *age))
            .collect()
    }

    /// The indicator whose figures the parts are shown with: of gemeenten the survey itself, when it
    /// has figures for at least half of them, else the model; wijken only have the model.
    pub fn for_parts(
        &self,
        indicator: &Arc<Indicator>,
        age: AgeGroup,
    ) -> (Arc<Indicator>, AgeGroup) {
        let same = || (Arc::clone(indicator), age);
        if self.kind == Soort::Gemeente {
            return same();
        }
        let table = self.inputs.table;
        let measured: Vec<&Figure> = self
            .parts
            .iter()
            .filter_map(|area| table.measured(&indicator.id, area))
            .collect();
        match measured.first() {
            Some(first) if 2 * measured.len() >= self.parts.len() => {
                (Arc::clone(&first.indicator), first.age)
            }
            _ => same(),
        }
    }

    /// The headline indicators, each with the figures that its parts are shown with.
    pub fn headlines(&self) -> Vec<(Arc<Indicator>, AgeGroup)> {
        let leading = self.leading(|indicator| indicator.kop);
        let each = leading.iter();
        each.map(|(indicator, age)| self.for_parts(indicator, *age))
            .collect()
    }

    /// Whether an indicator has a figure for an age group.
    pub fn is_shown(&self, indicator: &Indicator, age: AgeGroup) -> bool {
        self.inputs
            .table
            .shown
            .contains_key(&(indicator.id.clone(), age))
    }

    /// The figures of one level, in the order of codes.
    pub fn figures_at(
        &self,
        indicator: &str,
        age: AgeGroup,
        level: AreaLevel,
    ) -> impl Iterator<Item = &'a Figure> {
        self.shown.at(indicator, age, level)
    }

    /// The figures of the parts, in the order of their numbers.
    pub fn part_figures(&self, indicator: &str, age: AgeGroup) -> Vec<&'a Figure> {
        let figures = self.figures_at(indicator, age, self.part_level());
        let by_area: BTreeMap<&AreaCode, &Figure> =
            figures.map(|figure| (&figure.area, figure)).collect();
        self.parts
            .iter()
            .filter_map(|area| by_area.get(area).copied())
            .collect()
    }

    /// The parts as sentences see them.
    pub fn parts_of(&self, figures: &[&'a Figure]) -> Parts<'a> {
        Parts {
            words: self.part_words(),
            around: self.place(&self.subject),
            figures: figures.iter().map(|f| (self.name(&f.area), *f)).collect(),
        }
    }

    /// The areas to compare with, nearest first: gemeente (of a gemeente report), region, country.
    pub fn references(&self) -> Vec<AreaCode> {
        let mut areas = vec![self.subject.clone()];
        areas.extend(self.inputs.scope.references(&self.subject));
        areas
    }
}

/// Symbol of a verdict in a table.
pub fn symbol(figure: &Figure) -> Symbool {
    let side = figure
        .ladder()
        .and_then(|comparison| comparison.outcome.side());
    match (figure.verdict(), side) {
        (Verdict::Ongunstiger, Some(Side::Lower)) => Symbool::LagerOngunstiger,
        (Verdict::Ongunstiger, _) => Symbool::HogerOngunstiger,
        (Verdict::Gunstiger, Some(Side::Higher)) => Symbool::HogerGunstiger,
        (Verdict::Gunstiger, _) => Symbool::LagerGunstiger,
        (Verdict::Hoger, _) => Symbool::Hoger,
        (Verdict::Lager, _) => Symbool::Lager,
        (Verdict::NietDuidelijkAnders, _) => Symbool::NietDuidelijkAnders,
        (Verdict::GeenToets, _) => Symbool::GeenToets,
    }
}

/// Mark of a verdict in a chart.
pub fn mark(figure: &Figure) -> Mark {
    match symbol(figure) {
        Symbool::HogerOngunstiger => Mark::HigherWorse,
        Symbool::LagerOngunstiger => Mark::LowerWorse,
        Symbool::HogerGunstiger => Mark::HigherBetter,
        Symbool::LagerGunstiger => Mark::LowerBetter,
        Symbool::Hoger => Mark::HigherNeutral,
        Symbool::Lager => Mark::LowerNeutral,
        Symbool::NietDuidelijkAnders => Mark::NotClear,
        Symbool::GeenToets => Mark::NotTested,
    }
}

/// Whether anything that a row of a table prints is made up.
pub fn is_fictitious(figure: &Figure) -> bool {
    figure.fictitious
        || figure.fictitious_margin
        || figure
            .ladder()
            .is_some_and(|comparison| comparison.fictitious)
}

/// Where a drawing stands in the folder of the report.
fn path_of(name: &str) -> String {
    format!("figuren/{name}.svg")
}
