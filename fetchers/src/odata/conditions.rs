//! What a question asks besides the areas: fixed codes, years, and what stays open.

use crate::error::ShapeError;
use crate::meta::{Dimension, DimensionKind, TableMeta};
use crate::sources::TableSource;

use super::address::equals;

/// A dimension that is not fixed, with the codes of it that are asked.
pub(crate) struct Open<'a> {
    /// Its key.
    pub(crate) key: &'a str,
    /// Whether its codes are periods.
    pub(crate) is_time: bool,
    /// The codes, as the table itself writes them.
    pub(crate) raw: Vec<&'a str>,
}

/// What a question asks of a table besides the areas.
pub(crate) struct Conditions<'a> {
    /// Conditions of every question.
    pub(crate) fixed: Vec<String>,
    /// Condition for the years that are kept, when not all are.
    pub(crate) years: Option<String>,
    /// The dimensions that are not fixed.
    pub(crate) open: Vec<Open<'a>>,
}

/// Returns what a question asks of a table besides the areas.
///
/// # Errors
/// When a fixed code is gone, or the table has no whole years.
pub(crate) fn conditions<'a>(
    meta: &'a TableMeta,
    source: &TableSource,
    area_key: &str,
) -> Result<Conditions<'a>, ShapeError> {
    let mut fixed = Vec::new();
    for (key, code) in &source.filters {
        fixed.push(fixed_code(meta, key, code)?);
    }
    let mut open: Vec<Open<'a>> = meta
        .dimensions
        .iter()
        .filter(|of| of.key != area_key && !source.filters.contains_key(&of.key))
        .map(|of| Open {
            key: &of.key,
            is_time: of.kind == DimensionKind::Time,
            raw: of.items.iter().map(|item| item.raw.as_str()).collect(),
        })
        .collect();
    let years = match source.periode.newest() {
        None => None,
        Some(count) => {
            let time = open.iter_mut().find(|of| of.is_time);
            let time = time.ok_or_else(|| no_years(meta))?;
            time.raw = newest_years(&time.raw, count);
            let years: Vec<String> = time.raw.iter().map(|raw| equals(time.key, raw)).collect();
            Some(match years.as_slice() {
                [] => return Err(no_years(meta)),
                [one] => one.clone(),
                several => format!("({})", several.join(" or ")),
            })
        }
    };
    Ok(Conditions { fixed, years, open })
}

/// Returns the condition for a code that every question has, as the table itself writes it.
fn fixed_code(meta: &TableMeta, key: &str, code: &str) -> Result<String, ShapeError> {
    let of = dimension(meta, key)?;
    let item = of.items.iter().find(|item| item.code() == code);
    let known = || of.items.iter().map(|item| item.code().to_owned());
    match item {
        Some(item) => Ok(equals(key, &item.raw)),
        None => Err(ShapeError::Missing {
            tabel: meta.id.clone(),
            wat: format!("code {code} in de dimensie {key}"),
            wel: known().take(10).collect(),
        }),
    }
}

/// Returns the codes of the newest whole years, oldest first.
fn newest_years<'a>(raw: &[&'a str], count: usize) -> Vec<&'a str> {
    let mut years: Vec<&str> = raw.to_vec();
    years.retain(|code| code.trim().ends_with("JJ00"));
    years.sort_unstable();
    years.split_off(years.len().saturating_sub(count))
}

fn no_years(meta: &TableMeta) -> ShapeError {
    ShapeError::Missing {
        tabel: meta.id.clone(),
        wat: "hele jaren (JJ00) in een tijdsdimensie".into(),
        wel: Vec::new(),
    }
}

fn dimension<'a>(meta: &'a TableMeta, key: &str) -> Result<&'a Dimension, ShapeError> {
    meta.dimension(key).ok_or_else(|| ShapeError::Missing {
        tabel: meta.id.clone(),
        wat: format!("dimensie {key}"),
        wel: meta.dimensions.iter().map(|of| of.key.clone()).collect(),
    })
}
