//! Fractions beside percentages: 0.157 where 15.7 is meant. Nobody can see which of both a small
//! number is, so a doubtful one is a fault until the mapping says what it is.

use std::collections::BTreeMap;

use super::fault::{Faults, Spot};
use super::forms::Taken;
use super::mapping::{FileUnit, Mapping};
use super::number::Said;
use crate::unit::Unit;

/// How far a hundredfold may lie outside the other percentages and still look like one of them.
const NEAR: f64 = 2.0;
/// How far a small number must lie below the lowest percentage to be in doubt.
const FAR: f64 = 5.0;

/// Checks the values that the mapping calls percentages. A cell with the format of a percentage
/// leaves no doubt.
pub fn check(mapping: &Mapping, taken: &[Taken], faults: &mut Faults) {
    for (index, local) in mapping.indicators.iter().enumerate() {
        if local.unit != FileUnit::As(Unit::Procent) || local.small_percentages {
            continue;
        }
        // One sheet of a workbook may have fractions and the others percentages.
        let mut sheets: BTreeMap<&str, Vec<(f64, &Spot)>> = BTreeMap::new();
        for row in taken.iter().filter(|row| row.indicator == index) {
            if let Some(Said::Number {
                value,
                percent: false,
            }) = row.value
            {
                let sheet = sheets.entry(row.spot.sheet.as_str()).or_default();
                sheet.push((value, &row.spot));
            }
        }
        let id = &local.indicator.id;
        let (small, others): (Vec<_>, Vec<_>) =
            sheets.into_values().partition(|values| all_small(values));
        for values in small {
            let spot = values.first().map(|(_, spot)| (*spot).clone());
            faults.push_todo(
                spot.unwrap_or_default(),
                format!("verwacht percentages voor «{id}»; alle waarden zijn 1 of lager"),
                "zijn het fracties? zet eenheid = \"fractie\"; zijn het zulke kleine percentages? \
                 zet kleine_percentages = true",
            );
        }
        among_percentages(id, &others.concat(), faults);
    }
}

fn is_part(value: f64) -> bool {
    value > 0.0 && value < 1.0
}

fn all_small(values: &[(f64, &Spot)]) -> bool {
    values.iter().all(|(value, _)| *value <= 1.0) && values.iter().any(|(v, _)| is_part(*v))
}

/// A fraction between percentages: a hundredfold it would look like them.
fn among_percentages(id: &str, values: &[(f64, &Spot)], faults: &mut Faults) {
    let whole = || values.iter().map(|(value, _)| *value).filter(|v| *v >= 1.0);
    let lowest = whole().fold(f64::INFINITY, f64::min);
    let highest = whole().fold(0.0, f64::max);
    for (value, spot) in values {
        let hundredfold = value * 100.0;
        let alike = (lowest / NEAR..=highest * NEAR).contains(&hundredfold);
        if is_part(*value) && *value * FAR < lowest && alike {
            faults.push_todo(
                (*spot).clone(),
                format!("verwacht een percentage voor «{id}»; dit lijkt een fractie"),
                "verbeter de cel; klopt het cijfer, zet dan kleine_percentages = true",
            );
        }
    }
}
