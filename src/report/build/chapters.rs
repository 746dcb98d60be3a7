//! Which chapters the report has, and which topics belong to each.

use std::sync::Arc;

use super::view::View;
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Indicator, Theme};
use crate::unit::Unit;

/// A chapter with topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    /// Heading.
    pub title: &'static str,
    /// Small line above the heading.
    pub above: &'static str,
    /// Name in the names of drawings.
    pub name: &'static str,
    /// Theme of its topics.
    pub theme: Theme,
    /// Whether it holds the topics on the use and nearness of care, or the others of its theme.
    pub care: bool,
}

/// The chapters in their order: the four themes first.
pub const CHAPTERS: [Chapter; 6] = [
    theme(Theme::Leefstijl, "Thema 1"),
    theme(Theme::Mentaal, "Thema 2"),
    theme(Theme::GrijzeDruk, "Thema 3"),
    theme(Theme::Laaggeletterdheid, "Thema 4"),
    Chapter {
        title: "Wie wonen hier",
        above: "Achtergrond",
        name: "achtergrond",
        theme: Theme::Context,
        care: false,
    },
    Chapter {
        title: "Zorg nu en straks",
        above: "Achtergrond",
        name: "zorg",
        theme: Theme::Context,
        care: true,
    },
];

const fn theme(theme: Theme, above: &'static str) -> Chapter {
    Chapter {
        title: theme.title(),
        above,
        name: theme.as_str(),
        theme,
        care: false,
    }
}

/// A chapter without headline topics shows so many of its first ones in full.
const FIRST: usize = 2;

impl Chapter {
    /// Whether a topic belongs to the chapter.
    pub fn holds(self, indicator: &Indicator) -> bool {
        indicator.thema == self.theme && indicator.zorg == self.care
    }

    /// Returns the topics that the area is shown with in one table: the core set and what the user
    /// brought along, and of care everything.
    pub fn topics(self, view: &View<'_>) -> Vec<(Arc<Indicator>, AgeGroup)> {
        view.leading(|one| {
            self.holds(one)
                && one.enquete_van.is_none()
                && one.eenheid != Unit::Aantal
                && (view.in_full(one) || self.care)
        })
    }

    /// Returns the topics with a block of their own: the headline topics and those of local
    /// extracts; in a chapter without headlines its first topics.
    pub fn in_blocks(self, view: &View<'_>) -> Vec<(Arc<Indicator>, AgeGroup)> {
        // Public counts of people stand in the chapter with the map.
        let is_block = |one: &Indicator| {
            self.holds(one)
                && view.in_full(one)
                && (one.eenheid != Unit::Aantal || one.soort == FigureKind::Lokaal)
        };
        let shown = view.leading(|one| is_block(one) && (one.kop || view.is_local(one)));
        if shown.is_empty() {
            let mut first = view.leading(is_block);
            first.retain(|(one, _)| view.has_parts(one));
            first.truncate(FIRST);
            return first;
        }
        shown
    }

    /// Returns the core topics that have no block, in the order of the catalogue.
    pub fn others(self, view: &View<'_>) -> Vec<(Arc<Indicator>, AgeGroup)> {
        let in_blocks = self.in_blocks(view);
        let has_block = |one: &Indicator| in_blocks.iter().any(|(shown, _)| shown.id == one.id);
        let mut others = view.leading(|one| {
            self.holds(one)
                && view.in_full(one)
                && one.eenheid != Unit::Aantal
                && one.may_be_ranked()
                // With many parts a block shows a choice of them.
                && (view.is_long() || !has_block(one))
        });
        others.retain(|(one, _)| view.has_parts(one));
        others
    }
}
