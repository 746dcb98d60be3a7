//! Lengths of lists as numbers: for messages and for formulas.

/// Returns the count as `u64` for a message; no slice is longer than that.
pub(crate) fn count_of<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}

/// Returns the length as a number to compute with.
///
/// Exact up to 2³² items, far beyond any list of areas; a longer one counts as 2³² − 1.
pub(crate) fn size_of_list<T>(items: &[T]) -> f64 {
    f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX))
}
