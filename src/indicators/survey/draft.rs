//! From a published cell of a survey to a figure, with what it may be tested with.

use std::borrow::Cow;
use std::sync::Arc;

use super::is_open;
use super::weights::Weighed;
use crate::frame::{Cell, CellKey};
use crate::indicators::derive::of_cell;
use crate::indicators::local::draft::Draft;
use crate::indicators::nearby::with_people;
use crate::indicators::row::Figure;
use crate::reading::Reading;
use crate::statistics::SurveyEstimate;
use crate::statistics::compare::NoTest;
use crate::themes::Indicator;

/// Returns the figure of a cell, with the people of its area and what it is tested with.
pub fn draft(indicator: &Arc<Indicator>, key: &CellKey, cell: &Cell, weighed: Weighed) -> Draft {
    let figure = with_people(figure(indicator, key, cell), weighed.people);
    Draft {
        survey: estimate(indicator, figure.reading),
        weight: weighed.weight,
        together: false,
        figure,
    }
}

/// Returns the figure of a cell by itself.
///
/// A survey for which people signed up themselves says nothing about others, so its margin is left
/// out (statistics.md 4.1a).
pub fn figure(indicator: &Arc<Indicator>, key: &CellKey, cell: &Cell) -> Figure {
    let mut own = of_cell(indicator, key, cell);
    if is_open(indicator)
        && let Reading::Known { value, .. } = own.reading
    {
        own.reading = Reading::Known {
            value,
            margin: None,
        };
        own.remark = Some(Cow::Borrowed("deelnemers meldden zich zelf aan"));
    }
    own
}

/// Returns what a reading is tested with.
///
/// # Errors
/// Why it is not tested.
pub fn estimate(indicator: &Indicator, reading: Reading) -> Result<SurveyEstimate, NoTest> {
    if is_open(indicator) {
        return Err(NoTest::SelfSelected);
    }
    let (Some(value), Some(margin)) = (reading.value(), reading.margin()) else {
        return Err(NoTest::NoMargin);
    };
    SurveyEstimate::published(indicator.soort, value, margin).map_err(|_| NoTest::NoMargin)
}
