//! Near matches for messages: which known name did the reader probably mean.

/// Most names that a message lists.
const MAX_SHOWN: usize = 8;
/// Names that share this many leading characters count as near, whatever follows.
const SHARED_PREFIX: usize = 6;

/// Returns the names that resemble `wanted`, nearest first, at most eight.
///
/// A name is near when its edit distance is at most a third of the length of `wanted`
/// or when both begin with the same six characters. Case is ignored.
#[must_use]
pub fn near_matches<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().collect();
    let mut scored: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let lower: Vec<char> = name.to_lowercase().chars().collect();
            let distance = edit_distance(&wanted, &lower);
            let shared = wanted
                .iter()
                .zip(&lower)
                .take_while(|(a, b)| a == b)
                .count();
            let near = distance <= (wanted.len() / 3).max(2) || shared >= SHARED_PREFIX;
            near.then_some((distance, name))
        })
        .collect();
    scored.sort_unstable();
    scored.dedup();
    scored
        .into_iter()
        .take(MAX_SHOWN)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Returns the number of insertions, deletions and replacements between two words
/// (Levenshtein 1966, row by row).
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> usize {
        edit_distance(
            &a.chars().collect::<Vec<_>>(),
            &b.chars().collect::<Vec<_>>(),
        )
    }

    #[test]
    fn edit_distance_of_known_pairs() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("zwolle", "zwolle"), 0);
    }

    #[test]
    fn nearest_comes_first_and_strangers_stay_out() {
        let known = ["RooktTabak", "RooktTabakDagelijks", "Roker", "Overgewicht"];
        assert_eq!(
            near_matches("rookttabaq", known),
            ["RooktTabak", "RooktTabakDagelijks"]
        );
    }
}
