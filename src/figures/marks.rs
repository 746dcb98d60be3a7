//! How a verdict looks: shape and colour, and its word in the legend.
//!
//! ▲ and ▼ say higher and lower, the colour says ongunstiger or gunstiger; the shapes are drawn,
//! not typed, so that no font can lack them.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use super::canvas::{Canvas, Point};
use super::legend::{Entry, Symbol};
use super::style::{BETTER, GREY, INK, PAPER, Stroke, WORSE};

/// The verdict on one area against its reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Higher than the reference, and that is unfavourable.
    HigherWorse,
    /// Lower than the reference, and that is unfavourable.
    LowerWorse,
    /// Higher than the reference, and that is favourable.
    HigherBetter,
    /// Lower than the reference, and that is favourable.
    LowerBetter,
    /// Higher than the reference; the indicator has no good or bad side.
    HigherNeutral,
    /// Lower than the reference; the indicator has no good or bad side.
    LowerNeutral,
    /// The difference is small or uncertain.
    NotClear,
    /// No test was possible or allowed.
    NotTested,
}

impl Mark {
    /// Colour of the mark's shape and whisker.
    #[must_use]
    pub fn colour(self) -> RGBColor {
        match self {
            Self::HigherWorse | Self::LowerWorse => WORSE,
            Self::HigherBetter | Self::LowerBetter => BETTER,
            Self::HigherNeutral | Self::LowerNeutral => INK,
            Self::NotClear | Self::NotTested => GREY,
        }
    }

    /// The words beside the mark in a legend.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::HigherWorse => "hoger, ongunstiger",
            Self::LowerWorse => "lager, ongunstiger",
            Self::HigherBetter => "hoger, gunstiger",
            Self::LowerBetter => "lager, gunstiger",
            Self::HigherNeutral => "hoger",
            Self::LowerNeutral => "lager",
            Self::NotClear => "niet duidelijk anders",
            Self::NotTested => "geen oordeel",
        }
    }

    /// Whether a table has another sign for it, so that a chart beside one must say what it means.
    pub(crate) fn is_not_in_tables(self) -> bool {
        matches!(
            self,
            Self::HigherNeutral | Self::LowerNeutral | Self::NotTested
        )
    }

    /// Draws the mark with its middle at `at`.
    pub(crate) fn paint(self, canvas: &mut Canvas<'_>, at: Point) {
        let (x, y) = at;
        let colour = self.colour();
        match self {
            Self::HigherWorse | Self::HigherBetter => {
                let foot = y + 2.75;
                canvas.polygon(
                    &[(x, y - 3.75), (x + 3.5, foot), (x - 3.5, foot)],
                    colour,
                    None,
                );
            }
            Self::LowerWorse | Self::LowerBetter => {
                let top = y - 2.75;
                canvas.polygon(
                    &[(x, y + 3.75), (x + 3.5, top), (x - 3.5, top)],
                    colour,
                    None,
                );
            }
            Self::HigherNeutral | Self::LowerNeutral => {
                let shape = [(x, y - 3.5), (x + 3.5, y), (x, y + 3.5), (x - 3.5, y)];
                canvas.polygon(&shape, colour, None);
            }
            Self::NotClear => canvas.circle(at, 2.75, colour, None),
            Self::NotTested => {
                let border = Stroke { colour, width: 1.0 };
                canvas.circle(at, 2.5, PAPER, Some(border));
            }
        }
    }
}

/// Legend entries of the marks that occur, in the order of the type. Higher and lower without a
/// verdict look the same, so they share an entry.
pub(crate) fn entries(marks: impl IntoIterator<Item = Mark>) -> Vec<Entry> {
    let mut marks: Vec<Mark> = marks.into_iter().collect();
    marks.sort_unstable();
    marks.dedup();
    let both = marks.contains(&Mark::HigherNeutral) && marks.contains(&Mark::LowerNeutral);
    let word = |mark: Mark| {
        if both && mark == Mark::HigherNeutral {
            "hoger of lager"
        } else {
            mark.word()
        }
    };
    marks
        .into_iter()
        .filter(|mark| !(both && *mark == Mark::LowerNeutral))
        .map(|mark| Entry::new(Symbol::Mark(mark), word(mark)))
        .collect()
}
