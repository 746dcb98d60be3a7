//! Sums that do not depend on the order of their terms.

/// Up to this many terms stand on the stack: a series of a survey has few waves, and the trends of
/// all areas take very many of these sums.
const FEW: usize = 16;

/// Returns the sum of the terms, bit for bit the same for every order of them.
///
/// The terms are sorted first and then added with a running compensation (Neumaier 1974), so
/// that the answer is also more precise than plain addition.
pub(crate) fn stable_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut terms = terms.into_iter();
    let mut few = [0.0_f64; FEW];
    let mut count = 0;
    for place in &mut few {
        let Some(term) = terms.next() else { break };
        *place = term;
        count += 1;
    }
    match terms.next() {
        None => sum_of(&mut few[..count]),
        Some(next) => {
            let mut many = few.to_vec();
            many.push(next);
            many.extend(terms);
            sum_of(&mut many)
        }
    }
}

fn sum_of(terms: &mut [f64]) -> f64 {
    // Terms that compare as equal have the same bits.
    terms.sort_unstable_by(f64::total_cmp);
    let mut sum = 0.0_f64;
    let mut compensation = 0.0_f64;
    for &term in &*terms {
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
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::check::close;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn few_terms_and_many_are_added_in_the_same_way(
            terms in prop::collection::vec(any::<f64>().prop_map(|term| term % 1e200), 0..3 * FEW),
        ) {
            let mut sorted = terms.clone();
            sorted.sort_by(f64::total_cmp);
            let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
            for term in sorted {
                let next = sum + term;
                lost += if sum.abs() >= term.abs() {
                    (sum - next) + term
                } else {
                    (term - next) + sum
                };
                sum = next;
            }
            let expected = sum + lost;
            prop_assert_eq!(stable_sum(terms.iter().copied()).to_bits(), expected.to_bits());
            let backward = stable_sum(terms.into_iter().rev());
            prop_assert_eq!(backward.to_bits(), expected.to_bits());
        }
    }

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
