//! The five age bands of the Kerncijfers for 2024.
//!
//! Recorded are the inhabitants, 0–15 and 65+. The three bands between them are made up: their
//! shares come from 2020 and, for the gemeenten of the region, are moved towards 2025.

use std::collections::BTreeMap;

use crate::areas::{gemeente_of, is_wijk};
use crate::numbers::share_out;
use crate::sources::Sources;

/// Shares of 15–25, 25–45 and 45–65 in 15–65.
type Middle = [f64; 3];

const MIDDLE_KEYS: [&str; 3] = ["k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11"];

/// Weight of 2025 for 1 January 2024, between 2020 and 2025.
const WEIGHT_2025: f64 = 0.8;

/// Gemeenten of 2024 that did not exist in 2020, with what they were made of.
const MERGERS: [(&str, &[&str]); 5] = [
    ("GM1979", &["GM0003", "GM0010", "GM0024"]),
    ("GM1980", &["GM0398", "GM0416"]),
    (
        "GM1982",
        &["GM0756", "GM1684", "GM0786", "GM0815", "GM1702"],
    ),
    ("GM1991", &["GM1685", "GM0856"]),
    ("GM1992", &["GM0501", "GM0530", "GM0614"]),
];

/// Inhabitants of one area by age band.
pub struct Bands {
    /// 0–15, 15–25, 25–45, 45–65 and 65+; they add up to the inhabitants.
    pub counts: [i64; 5],
}

/// Returns the bands of every area with inhabitants in 2024.
pub fn bands_2024(sources: &Sources) -> BTreeMap<String, Bands> {
    let codes = sources
        .gemeenten_2024
        .keys()
        .chain(sources.wijken_2024.keys());
    let codes = codes.map(String::as_str).chain(["NL00"]);
    codes
        .filter_map(|code| Some((code.to_string(), bands_of(sources, code)?)))
        .collect()
}

/// Returns the sum of some 2020 counts over an area, or over what it was made of.
pub fn counts_2020(sources: &Sources, code: &str, keys: &[&str]) -> Option<Vec<f64>> {
    let merged = MERGERS
        .iter()
        .find(|(new, _)| *new == code)
        .map(|(_, old)| *old);
    let parts: Vec<&str> = merged.map_or_else(|| vec![code], <[&str]>::to_vec);
    let mut sums = vec![0.0; keys.len()];
    for part in parts {
        let row = sources.kwb2020.get(part)?;
        for (sum, key) in sums.iter_mut().zip(keys) {
            *sum += row.count(key)? as f64;
        }
    }
    (sums.iter().sum::<f64>() > 0.0).then_some(sums)
}

fn bands_of(sources: &Sources, code: &str) -> Option<Bands> {
    let cells = &sources.kwb(code)?.cells;
    let total = cells.count("inwoners")?;
    // The source author turned 0 into empty; with known inhabitants an empty band is a zero.
    let young = cells.count("inwoners0tot15").unwrap_or(0);
    let old = cells.count("inwoners65plus").unwrap_or(0);
    let rest = (total - young - old).max(0);
    let unit = if is_wijk(code) { 5 } else { 1 };
    let middle = share_out(rest, &middle_2024(sources, code), unit);
    Some(Bands {
        counts: [young, middle[0], middle[1], middle[2], old],
    })
}

/// Returns the shares for 2024: those of 2020, moved as the gemeente moved.
fn middle_2024(sources: &Sources, code: &str) -> Middle {
    if !is_wijk(code) {
        return gemeente_middle(sources, code);
    }
    let gemeente = gemeente_of(code);
    let now = gemeente_middle(sources, &gemeente);
    let (Some(wijk), Some(then)) = (middle_2020(sources, code), middle_2020(sources, &gemeente))
    else {
        return now;
    };
    normalised([0, 1, 2].map(|band| wijk[band] * now[band] / then[band]))
}

fn gemeente_middle(sources: &Sources, code: &str) -> Middle {
    let then = middle_2020(sources, code).unwrap_or([0.2, 0.38, 0.42]);
    let counted = sources
        .kwb2025
        .get(code)
        .filter(|_| sources.in_region(code));
    let Some(later) = counted else { return then };
    let later = normalised(MIDDLE_KEYS.map(|key| later.number(key).unwrap_or_default()));
    [0, 1, 2].map(|band| (1.0 - WEIGHT_2025) * then[band] + WEIGHT_2025 * later[band])
}

fn middle_2020(sources: &Sources, code: &str) -> Option<Middle> {
    let counts = counts_2020(sources, code, &MIDDLE_KEYS)?;
    Some(normalised([counts[0], counts[1], counts[2]]))
}

fn normalised(parts: Middle) -> Middle {
    let sum: f64 = parts.iter().sum();
    parts.map(|part| part / sum)
}
