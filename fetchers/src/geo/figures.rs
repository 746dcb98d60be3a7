//! The few figures that PDOK gives with a boundary.

use std::collections::BTreeMap;

use serde_json::Value;

/// Figures that are kept, as PDOK names them.
///
/// They are percentages where StatLine has counts of the same groups, so their names stay as they
/// are: nothing can take one for the other.
pub(crate) const FIGURES: [&str; 6] = [
    "aantal_inwoners",
    "percentage_personen_0_tot_15_jaar",
    "percentage_personen_15_tot_25_jaar",
    "percentage_personen_25_tot_45_jaar",
    "percentage_personen_45_tot_65_jaar",
    "percentage_personen_65_jaar_en_ouder",
];
/// The figures of one area; absent ones are none.
pub(crate) type Figures = [Option<f64>; FIGURES.len()];

/// PDOK's numbers for "no number" (−99995 and below); real figures are never below zero.
const HIGHEST_MISSING: f64 = -99_990.0;

/// Reads the figures of a feature.
///
/// # Errors
/// The name and the text of a figure that is no number.
pub(crate) fn read(
    properties: &BTreeMap<String, Value>,
) -> Result<Figures, (&'static str, String)> {
    let mut figures = [None; FIGURES.len()];
    for (figure, key) in figures.iter_mut().zip(FIGURES) {
        *figure = number(properties.get(key)).map_err(|found| (key, found))?;
    }
    Ok(figures)
}

/// Reads a figure: absent, null or one of PDOK's missing numbers is none.
fn number(value: Option<&Value>) -> Result<Option<f64>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(number) if number <= HIGHEST_MISSING => Ok(None),
            Some(number) if number >= 0.0 => Ok(Some(number)),
            _ => Err(number.to_string()),
        },
        Some(other) => Err(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_no_number_are_none_and_zero_is_zero() {
        let of = |json: &str| number(Some(&serde_json::from_str(json).expect("json")));
        for missing in [
            "-99995",
            "-99997",
            "-99999",
            "-99995.0",
            "-99997.0",
            "-9.9999e4",
            "null",
        ] {
            assert_eq!(of(missing), Ok(None), "{missing}");
        }
        assert_eq!(number(None), Ok(None));
        assert_eq!(of("0"), Ok(Some(0.0)));
        assert_eq!(of("13.5"), Ok(Some(13.5)));
        for odd in ["\"14,3\"", "-1", "true", "[]"] {
            assert!(of(odd).is_err(), "{odd}");
        }
    }
}
