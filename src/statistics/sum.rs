//! Sums that do not depend on the order of their terms.

/// Returns the sum of the terms, bit for bit the same for every order of them.
///
/// The terms are sorted first and then added with a running compensation (Neumaier 1974), so
/// that the answer is also more precise than plain addition.
pub(crate) fn stable_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = terms.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let mut sum = 0.0_f64;
    let mut compensation = 0.0_f64;
    for term in sorted {
        let next = sum + term;
        compensation += if sum.abs() >= term.abs() {
            (sum - next) + term
        } else {
            (term - next) + sum
        };
        sum = next;
    }
    sum + compensation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::close;

    #[test]
    fn order_does_not_matter() {
        // Without sorting these sums differ, compensation or not.
        let terms = [-1e+33, -7.0, 1e+33, 5e-05, -1e+16];
        let forward = stable_sum(terms);
        let backward = stable_sum(terms.into_iter().rev());
        assert_eq!(forward.to_bits(), backward.to_bits());
    }

    #[test]
    fn small_terms_survive() {
        close(stable_sum([1e16, 1.0, -1e16]), 1.0, 1e-15);
        close(stable_sum([]), 0.0, 1e-15);
    }
}
