//! Which observations to ask for a slice: one question per set of areas, of any size.

use crate::error::ShapeError;
use crate::meta::TableMeta;
use crate::odata::conditions::{Conditions, conditions};
use crate::odata::plan::{Group, Plan, all_of, area_sets, most_rows};
use crate::slice::Slice;
use crate::sources::TableSource;

use super::address::one_of;

/// Returns the questions for a slice, or none when the table does not know the gemeente.
///
/// There is no limit on the answer of one question, so none is split; each set of areas has a
/// question of its own, so that a set without a single figure is seen. Codes are sent as the
/// table itself has them. Measures are named only when the list of sources wants some of them;
/// `meta` then describes these alone.
///
/// # Errors
/// When the table lacks the dimension of areas, the country, or a dimension or code of a fixed filter.
pub(crate) fn plan(
    meta: &TableMeta,
    source: &TableSource,
    slice: &Slice,
) -> Result<Option<Plan>, ShapeError> {
    let geo = meta.area_dimension(source.gebied.as_deref())?;
    let sets = area_sets(geo, source, slice);
    if sets.is_empty() {
        return match slice {
            Slice::Gemeente(_) => Ok(None),
            Slice::Land => Err(ShapeError::Missing {
                tabel: meta.id.clone(),
                wat: format!("gebieden NL of GM in {}", geo.key),
                wel: Vec::new(),
            }),
        };
    }
    let Conditions {
        mut fixed,
        years,
        open,
    } = conditions(meta, source, &geo.key)?;
    fixed.extend(years);
    if !source.onderwerpen.is_empty() {
        let keys: Vec<String> = meta.topics.iter().map(|topic| topic.key.clone()).collect();
        fixed.push(one_of("Measure", &keys));
    }
    let groups = sets
        .iter()
        .map(|set| Group {
            filters: vec![all_of(std::iter::once(&set.condition).chain(&fixed))],
            most_rows: most_rows(set.codes.len(), &open).saturating_mul(meta.topics.len()),
        })
        .collect();
    let areas = sets.into_iter().flat_map(|set| set.codes).collect();
    Ok(Some(Plan { groups, areas }))
}
