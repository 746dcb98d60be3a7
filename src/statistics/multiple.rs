//! Correcting p-values for many comparisons.
//!
//! A family is one indicator × level × comparator over all areas of Nederland in the source (for
//! a local extract: all its areas), computed once and stored, so that an area has the same verdict
//! in every report.

use super::compare::SIGNIFICANCE;
use super::error::{StatisticsError, within};
use super::size::{count_of, size_of_list};

/// A p-value corrected for its family; comes from [`benjamini_hochberg`] or from storage.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct AdjustedP(f64);

impl AdjustedP {
    /// Returns an adjusted p-value that was computed before and stored.
    ///
    /// # Errors
    /// When it is not between 0 and 1.
    pub fn stored(value: f64) -> Result<Self, StatisticsError> {
        within("de gecorrigeerde p-waarde", value, 0.0, 1.0).map(Self)
    }

    /// Returns the adjusted p-value, from 0 to 1.
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// Returns the p-values corrected for the false discovery rate, in the order given.
///
/// adj_i = min over j ≥ i of m·p_j/j, with p sorted upwards (Benjamini & Hochberg 1995). Equal
/// p-values get equal answers. No p-values: no answers.
///
/// # Errors
/// When a p-value is not a number between 0 and 1.
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<AdjustedP>, StatisticsError> {
    let mut ranked = Vec::with_capacity(p_values.len());
    for (position, &p) in p_values.iter().enumerate() {
        ranked.push((within("een p-waarde", p, 0.0, 1.0)?, position));
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let tests = size_of_list(p_values);
    let mut adjusted = vec![AdjustedP(1.0); p_values.len()];
    let mut lowest = 1.0_f64;
    let mut rank = tests;
    for &(p, position) in ranked.iter().rev() {
        lowest = lowest.min(tests * p / rank);
        // Never below the raw value, not even by the last bit.
        adjusted[position] = AdjustedP(lowest.max(p));
        rank -= 1.0;
    }
    Ok(adjusted)
}

/// How many tests a family holds and how many of them raise a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilySummary {
    /// Number of tests.
    pub tests: u64,
    /// Tests with a raw p-value below 0.05.
    pub raw_flags: u64,
    /// Tests with an adjusted p-value below 0.05.
    pub adjusted_flags: u64,
}

/// Returns the counts that the method page prints.
///
/// # Errors
/// As [`benjamini_hochberg`].
pub fn summarise_family(p_values: &[f64]) -> Result<FamilySummary, StatisticsError> {
    let adjusted = benjamini_hochberg(p_values)?;
    let raw: Vec<&f64> = p_values.iter().filter(|p| **p < SIGNIFICANCE).collect();
    let flagged: Vec<&AdjustedP> = adjusted.iter().filter(|p| p.0 < SIGNIFICANCE).collect();
    Ok(FamilySummary {
        tests: count_of(p_values),
        raw_flags: count_of(&raw),
        adjusted_flags: count_of(&flagged),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::close;

    fn adjusted(p_values: &[f64]) -> Vec<f64> {
        let answers = benjamini_hochberg(p_values).unwrap();
        answers.into_iter().map(AdjustedP::value).collect()
    }

    #[test]
    fn gives_the_published_example() {
        let raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];
        let expected = [
            0.008,
            0.032,
            0.0672,
            0.0672,
            0.0672,
            0.08,
            0.084_571_428_571_428_57,
            0.205,
        ];
        for (actual, expected) in adjusted(&raw).into_iter().zip(expected) {
            close(actual, expected, 1e-14);
        }
        let summary = summarise_family(&raw).unwrap();
        assert_eq!(
            (summary.tests, summary.raw_flags, summary.adjusted_flags),
            (8, 5, 2)
        );
    }

    #[test]
    fn agrees_with_reference_implementations() {
        for (raw, expected) in REFERENCE {
            for (actual, expected) in adjusted(raw).into_iter().zip(expected.iter()) {
                close(actual, *expected, 1e-13);
            }
        }
    }

    #[test]
    fn ties_get_equal_answers() {
        let answers = adjusted(&[0.03, 0.01, 0.03, 0.03]);
        close(answers[1], 0.03, 1e-14);
        for index in [0, 2, 3] {
            assert_eq!(answers[index].to_bits(), answers[0].to_bits());
        }
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(benjamini_hochberg(&[]).unwrap(), []);
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for p in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
            assert!(benjamini_hochberg(&[0.5, p]).is_err());
            assert!(AdjustedP::stored(p).is_err());
        }
    }

    /// Computed with `scipy.stats.false_discovery_control`.
    const REFERENCE: [(&[f64], &[f64]); 4] = [
        (&[0.5], &[0.5]),
        (
            &[0.9, 0.02, 0.02, 0.3, 1.0, 0.0],
            &[1.0, 0.04, 0.04, 0.44999999999999996, 1.0, 0.0],
        ),
        (
            &[0.04, 0.01, 0.03, 0.02, 0.05],
            &[0.05, 0.05, 0.05, 0.05, 0.05],
        ),
        (
            &[
                0.2, 0.15, 0.15, 0.9, 0.0004, 0.07, 0.033, 0.61, 0.0021, 0.15,
            ],
            &[
                0.25,
                0.21428571428571427,
                0.21428571428571427,
                0.9,
                0.004,
                0.17500000000000002,
                0.11000000000000001,
                0.6777777777777778,
                0.010499999999999999,
                0.21428571428571427,
            ],
        ),
    ];
}
