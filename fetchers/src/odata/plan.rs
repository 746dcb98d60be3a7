//! Which questions to ask for a slice: small enough for the API, with the table's own codes.

use crate::error::ShapeError;
use crate::meta::{Dimension, DimensionKind, TableMeta};
use crate::slice::Slice;
use crate::sources::{Level, Periods, Route, TableSource};

use super::address::{equals, starts_with};

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
    let geo = dimension(meta, &source.gebied)?;
    let sets = area_sets(geo, source, slice);
    if sets.is_empty() {
        return Ok(None);
    }
    let (fixed, open) = conditions(meta, source)?;
    let areas = sets
        .iter()
        .flat_map(|set| set.codes.iter().cloned())
        .collect();
    let groups = match source.route {
        Route::Api => sets
            .iter()
            .map(|set| api_group(set, &fixed, &open))
            .collect(),
        Route::Feed => vec![feed_group(&sets, &fixed, &open)],
    };
    Ok(Some(Plan { groups, areas }))
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
    let geo = dimension(meta, &source.gebied)?;
    let (fixed, open) = conditions(meta, source)?;
    if fixed.is_empty() {
        return Ok(None);
    }
    if source.has_level(Level::Wijk) {
        return Ok(Some(all_of(fixed.iter())));
    }
    let sets = area_sets(geo, source, &Slice::Land);
    Ok(feed_group(&sets, &fixed, &open).filters.into_iter().next())
}

/// Returns the sets of areas of a slice; empty when the table does not have the slice.
pub(crate) fn area_sets(geo: &Dimension, source: &TableSource, slice: &Slice) -> Vec<AreaSet> {
    let with_prefix = |prefix: &str| AreaSet {
        condition: starts_with(&geo.key, prefix),
        codes: codes(geo, |code| code.starts_with(prefix)),
    };
    let exactly = |raw: &str| AreaSet {
        condition: equals(&geo.key, raw),
        codes: vec![raw.trim().to_owned()],
    };
    let mut sets = Vec::new();
    match slice {
        Slice::Land => {
            let nation = geo.items.iter().find(|item| item.code().starts_with("NL"));
            sets.extend(nation.map(|item| exactly(&item.raw)));
            sets.push(with_prefix("GM"));
        }
        Slice::Gemeente(code) => {
            let Some(item) = geo.items.iter().find(|item| item.code() == code) else {
                return Vec::new();
            };
            sets.push(exactly(&item.raw));
            if source.has_level(Level::Wijk) {
                sets.push(with_prefix(&code.replace("GM", "WK")));
            }
        }
    }
    sets.retain(|set| !set.codes.is_empty());
    sets
}

/// Returns the fixed conditions and the dimensions that stay open.
pub(crate) fn conditions<'a>(
    meta: &'a TableMeta,
    source: &TableSource,
) -> Result<(Vec<String>, Vec<&'a Dimension>), ShapeError> {
    let mut fixed = Vec::new();
    for (key, code) in &source.filters {
        let of = dimension(meta, key)?;
        let item = of
            .items
            .iter()
            .find(|item| item.code() == code)
            .ok_or_else(|| ShapeError::Missing {
                tabel: meta.id.clone(),
                wat: format!("code {code} in de dimensie {key}"),
                wel: of
                    .items
                    .iter()
                    .take(10)
                    .map(|item| item.code().to_owned())
                    .collect(),
            })?;
        fixed.push(equals(key, &item.raw));
    }
    let newest_only = source.periode == Periods::Nieuwste;
    if newest_only {
        fixed.push(newest_period(meta)?);
    }
    let open = meta
        .dimensions
        .iter()
        .filter(|of| of.key != source.gebied && !source.filters.contains_key(&of.key))
        .filter(|of| !(newest_only && of.kind == DimensionKind::Time))
        .collect();
    Ok((fixed, open))
}

/// Returns the condition for the newest whole year.
fn newest_period(meta: &TableMeta) -> Result<String, ShapeError> {
    let time = meta
        .dimensions
        .iter()
        .find(|of| of.kind == DimensionKind::Time);
    let newest = time.and_then(|of| {
        let years = of.items.iter().filter(|item| item.code().ends_with("JJ00"));
        Some((of, years.max_by_key(|item| item.code())?))
    });
    match newest {
        Some((of, item)) => Ok(equals(&of.key, &item.raw)),
        None => Err(ShapeError::Missing {
            tabel: meta.id.clone(),
            wat: "hele jaren (JJ00) in een tijdsdimensie".into(),
            wel: Vec::new(),
        }),
    }
}

/// Returns questions of at most 10 000 records: split by period first, then by the longest list.
fn api_group(set: &AreaSet, fixed: &[String], open: &[&Dimension]) -> Group {
    let most_rows = most_rows(set.codes.len(), open);
    let mut order = open.to_vec();
    order.sort_by_key(|of| {
        (
            of.kind != DimensionKind::Time,
            std::cmp::Reverse(of.items.len()),
        )
    });
    let mut filters = vec![all_of(std::iter::once(&set.condition).chain(fixed))];
    let mut per_question = most_rows;
    for of in order {
        if per_question <= API_LIMIT {
            break;
        }
        filters = filters
            .iter()
            .flat_map(|filter| {
                of.items
                    .iter()
                    .map(move |item| format!("{filter} and {}", equals(&of.key, &item.raw)))
            })
            .collect();
        per_question = per_question.div_ceil(of.items.len().max(1));
    }
    Group { filters, most_rows }
}

fn feed_group(sets: &[AreaSet], fixed: &[String], open: &[&Dimension]) -> Group {
    let conditions: Vec<&str> = sets.iter().map(|set| set.condition.as_str()).collect();
    let area = match conditions.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("({})", several.join(" or ")),
    };
    let areas = sets.iter().map(|set| set.codes.len()).sum();
    let filters = vec![all_of(std::iter::once(&area).chain(fixed))];
    Group {
        filters,
        most_rows: most_rows(areas, open),
    }
}

pub(crate) fn most_rows(areas: usize, open: &[&Dimension]) -> usize {
    open.iter()
        .fold(areas, |rows, of| rows.saturating_mul(of.items.len()))
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

pub(crate) fn dimension<'a>(meta: &'a TableMeta, key: &str) -> Result<&'a Dimension, ShapeError> {
    meta.dimension(key).ok_or_else(|| ShapeError::Missing {
        tabel: meta.id.clone(),
        wat: format!("dimensie {key}"),
        wel: meta.dimensions.iter().map(|of| of.key.clone()).collect(),
    })
}

#[cfg(test)]
mod tests;
