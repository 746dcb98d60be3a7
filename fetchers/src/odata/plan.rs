//! Which questions to ask for a slice: small enough for the API, with the table's own codes.

use crate::error::ShapeError;
use crate::meta::{Dimension, TableMeta};
use crate::slice::Slice;
use crate::sources::{Level, Route, TableSource};

use super::address::{equals, starts_with};
use super::conditions::{Conditions, Open, conditions};

/// Most records that the API gives for one question.
pub(crate) const API_LIMIT: usize = 10_000;

/// Questions for one set of areas; together they must give at least one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Filters, one per question.
    pub(crate) filters: Vec<String>,
    /// Rows that the dimensions allow for all questions together.
    pub(crate) most_rows: usize,
}

/// The questions of a slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Groups in the order of asking.
    pub(crate) groups: Vec<Group>,
    /// Trimmed codes of the areas in the slice, as the table's own list has them.
    pub(crate) areas: Vec<String>,
}

/// A set of areas that one condition selects.
pub(crate) struct AreaSet {
    pub(crate) condition: String,
    pub(crate) codes: Vec<String>,
}

/// Returns the questions for a slice, or none when the table does not know the gemeente.
///
/// # Errors
/// When the table lacks the dimension of areas, or a dimension or code of a fixed filter.
pub(crate) fn plan(
    meta: &TableMeta,
    source: &TableSource,
    slice: &Slice,
) -> Result<Option<Plan>, ShapeError> {
    let geo = meta.area_dimension(source.gebied.as_deref())?;
    let sets = area_sets(geo, source, slice);
    if sets.is_empty() {
        return Ok(None);
    }
    questions(meta, source, geo, &sets).map(Some)
}

/// Returns the questions for some areas by their codes; `NL` is Nederland, however it is written.
///
/// # Errors
/// As [`plan`], or when the table does not know an area.
pub(crate) fn plan_areas(
    meta: &TableMeta,
    source: &TableSource,
    codes: &[&str],
) -> Result<Plan, ShapeError> {
    let geo = meta.area_dimension(source.gebied.as_deref())?;
    let mut sets = Vec::new();
    for wanted in codes {
        let is_wanted = |code: &str| code == *wanted || (*wanted == "NL" && code.starts_with("NL"));
        let item = geo.items.iter().find(|item| is_wanted(item.code()));
        let item = item.ok_or_else(|| ShapeError::Missing {
            tabel: meta.id.clone(),
            wat: format!("gebied {wanted}"),
            wel: Vec::new(),
        })?;
        sets.push(exactly(geo, &item.raw));
    }
    questions(meta, source, geo, &sets)
}

fn questions(
    meta: &TableMeta,
    source: &TableSource,
    geo: &Dimension,
    sets: &[AreaSet],
) -> Result<Plan, ShapeError> {
    let asked = conditions(meta, source, &geo.key)?;
    let areas = sets
        .iter()
        .flat_map(|set| set.codes.iter().cloned())
        .collect();
    let groups = match source.route {
        Route::Api => sets
            .iter()
            .map(|set| api_group(set, &asked, source.per_periode))
            .collect(),
        Route::Feed => vec![feed_group(sets, &asked)],
    };
    Ok(Plan { groups, areas })
}

/// Returns the filter that a whole table is asked with, or none when all of its rows are wanted.
///
/// A table with fixed codes or of one period is never asked whole; when it has no wijken either,
/// Nederland and the gemeenten are enough.
///
/// # Errors
/// As [`plan`].
pub(crate) fn whole_filter(
    meta: &TableMeta,
    source: &TableSource,
) -> Result<Option<String>, ShapeError> {
    let geo = meta.area_dimension(source.gebied.as_deref())?;
    let asked = conditions(meta, source, &geo.key)?;
    if asked.fixed.is_empty() && asked.years.is_none() {
        return Ok(None);
    }
    if source.has_level(Level::Wijk) {
        let conditions = asked.fixed.iter().chain(asked.years.as_ref());
        return Ok(Some(all_of(conditions)));
    }
    let sets = area_sets(geo, source, &Slice::Land);
    Ok(feed_group(&sets, &asked).filters.into_iter().next())
}

/// Returns the set of one area, by its code as the table itself writes it.
fn exactly(geo: &Dimension, raw: &str) -> AreaSet {
    AreaSet {
        condition: equals(&geo.key, raw),
        codes: vec![raw.trim().to_owned()],
    }
}

/// Returns how the codes of the larger regions begin that a table publishes itself.
pub(crate) fn region_prefixes(source: &TableSource) -> impl Iterator<Item = &'static str> {
    let levels = [(Level::Provincie, "PV"), (Level::Ggd, "GG")];
    levels
        .into_iter()
        .filter(|(level, _)| source.has_level(*level))
        .map(|(_, prefix)| prefix)
}

/// Returns the sets of areas of a slice; empty when the table does not have the slice.
pub(crate) fn area_sets(geo: &Dimension, source: &TableSource, slice: &Slice) -> Vec<AreaSet> {
    let with_prefix = |prefix: &str| AreaSet {
        condition: starts_with(&geo.key, prefix),
        codes: codes(geo, |code| code.starts_with(prefix)),
    };
    let mut sets = Vec::new();
    match slice {
        Slice::Land => {
            let nation = geo.items.iter().find(|item| item.code().starts_with("NL"));
            sets.extend(nation.map(|item| exactly(geo, &item.raw)));
            // What a source publishes for a region itself goes before a sum over its gemeenten.
            sets.extend(region_prefixes(source).map(with_prefix));
            sets.push(with_prefix("GM"));
        }
        Slice::Gemeente(code) => {
            let Some(item) = geo.items.iter().find(|item| item.code() == code) else {
                return Vec::new();
            };
            sets.push(exactly(geo, &item.raw));
            if source.has_level(Level::Wijk) {
                sets.push(with_prefix(&code.replace("GM", "WK")));
            }
        }
    }
    sets.retain(|set| !set.codes.is_empty());
    sets
}

/// Returns questions of at most 10 000 records: split by period first, then by the longest list.
fn api_group(set: &AreaSet, asked: &Conditions<'_>, per_period: bool) -> Group {
    let most_rows = most_rows(set.codes.len(), &asked.open);
    let mut order: Vec<&Open<'_>> = asked.open.iter().collect();
    order.sort_by_key(|of| (!of.is_time, std::cmp::Reverse(of.raw.len())));
    let mut split = Vec::new();
    let mut per_question = most_rows;
    for of in order {
        if per_question > API_LIMIT || (per_period && of.is_time) {
            split.push(of);
            per_question = per_question.div_ceil(of.raw.len().max(1));
        }
    }
    // A question for one year needs no list of years.
    let years = (!split.iter().any(|of| of.is_time)).then_some(asked.years.as_ref());
    let common = std::iter::once(&set.condition).chain(&asked.fixed);
    let mut filters = vec![all_of(common.chain(years.flatten()))];
    for of in split {
        filters = filters
            .iter()
            .flat_map(|filter| {
                of.raw
                    .iter()
                    .map(move |raw| format!("{filter} and {}", equals(of.key, raw)))
            })
            .collect();
    }
    Group { filters, most_rows }
}

fn feed_group(sets: &[AreaSet], asked: &Conditions<'_>) -> Group {
    let conditions: Vec<&str> = sets.iter().map(|set| set.condition.as_str()).collect();
    let area = match conditions.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("({})", several.join(" or ")),
    };
    let areas = sets.iter().map(|set| set.codes.len()).sum();
    let common = std::iter::once(&area).chain(&asked.fixed);
    Group {
        filters: vec![all_of(common.chain(asked.years.as_ref()))],
        most_rows: most_rows(areas, &asked.open),
    }
}

pub(crate) fn most_rows(areas: usize, open: &[Open<'_>]) -> usize {
    open.iter()
        .fold(areas, |rows, of| rows.saturating_mul(of.raw.len()))
}

pub(crate) fn all_of<'a>(conditions: impl Iterator<Item = &'a String>) -> String {
    conditions
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" and ")
}

fn codes(geo: &Dimension, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    geo.items
        .iter()
        .map(|item| item.code())
        .filter(|code| wanted(code))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests;
