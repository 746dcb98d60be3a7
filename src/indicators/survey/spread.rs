//! How the values of a survey lie over all gemeenten, and over all GGD regions.

use std::collections::BTreeMap;

use super::{SeriesKey, is_open};
use crate::area::{AreaLevel, Gemeenten};
use crate::frame::SpreadRow;
use crate::indicators::local::draft::Draft;
use crate::indicators::national::NationalSpread;
use crate::statistics::{Spread, StatisticsError};

/// A spread is of a level only when it has at least this part of its areas.
const NEARLY_ALL: (usize, usize) = (9, 10);

/// Returns the spread of every survey in the year of its figures, but for surveys that people
/// signed up for themselves.
///
/// # Errors
/// When a value is not finite.
pub fn of(
    drafts: &BTreeMap<SeriesKey, Vec<Draft>>,
    gemeenten: &Gemeenten,
) -> Result<NationalSpread, StatisticsError> {
    let mut ggd: Vec<_> = gemeenten.iter().map(|one| &one.ggd.0).collect();
    ggd.sort_unstable();
    ggd.dedup();
    let levels = [
        (AreaLevel::Gemeente, gemeenten.iter().count()),
        (AreaLevel::Ggd, ggd.len()),
    ];
    let mut rows = Vec::new();
    for ((id, age), of_series) in drafts {
        for (level, wanted) in levels {
            let known: Vec<(&Draft, f64)> = of_series
                .iter()
                .filter(|draft| draft.figure.area.level() == level)
                .filter(|draft| !is_open(&draft.figure.indicator))
                .filter_map(|draft| Some((draft, draft.figure.reading.value()?)))
                .collect();
            let (part, of) = NEARLY_ALL;
            let Some((first, _)) = known.first().filter(|_| known.len() * of >= wanted * part)
            else {
                continue;
            };
            let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
            let Some(spread) = Spread::of(&values)? else {
                continue;
            };
            rows.push(SpreadRow {
                indicator: id.clone(),
                definition: first.figure.indicator.definitie_id.clone(),
                table: first.figure.indicator.tabel.clone(),
                age: *age,
                level,
                year: first.figure.period,
                spread,
                fictitious: known.iter().any(|(draft, _)| draft.figure.fictitious),
            });
        }
    }
    Ok(NationalSpread::new(rows))
}
