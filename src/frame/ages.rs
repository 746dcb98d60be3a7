//! Inhabitants by single year of age.
//!
//! CBS publishes single ages next to classes that hold the same people again («95 jaar of
//! ouder», «105 jaar of ouder», «95 tot 100 jaar»): adding up every row counts them twice. So
//! the single ages are taken from 0 as far as they go, and the one open class that follows.

/// Inhabitants by single year of age, with an open class at the end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgeCounts {
    /// Inhabitants per age, from 0; the last one holds everyone of that age or older.
    counts: Vec<f64>,
    /// Whether any of them is made up.
    pub fictitious: bool,
}

/// What the title of an age class stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeClass {
    /// One year of age.
    Single(usize),
    /// This age or older.
    Open(usize),
}

impl AgeClass {
    /// Reads `0 jaar`, `95 jaar of ouder`; other classes (totals, five years) are `None`.
    pub fn from_title(title: &str) -> Option<Self> {
        let (number, words) = title.trim().split_once(' ')?;
        let age = number.parse().ok()?;
        match words.trim() {
            "jaar" => Some(Self::Single(age)),
            "jaar of ouder" => Some(Self::Open(age)),
            _ => None,
        }
    }
}

impl AgeCounts {
    /// Puts classes together, the last one of a class that comes twice; `None` when the ages from 0 do
    /// not end in an open class.
    pub fn from_classes(
        classes: impl IntoIterator<Item = (AgeClass, f64)>,
        fictitious: bool,
    ) -> Option<Self> {
        let mut classes: Vec<(AgeClass, f64)> = classes.into_iter().collect();
        // The last one of equal classes first, so that it is the one that stays.
        classes.reverse();
        classes.sort_by_key(|(class, _)| *class);
        classes.dedup_by_key(|(class, _)| *class);
        let mut counts: Vec<f64> = Vec::with_capacity(classes.len());
        for (class, count) in &classes {
            if *class == AgeClass::Single(counts.len()) {
                counts.push(*count);
            }
        }
        loop {
            let open = AgeClass::Open(counts.len());
            if let Ok(place) = classes.binary_search_by_key(&open, |(class, _)| *class) {
                counts.push(classes[place].1);
                return Some(Self { counts, fictitious });
            }
            // Single ages may go on inside an open class (95, 96 … beside «95 jaar of ouder»).
            counts.pop()?;
        }
    }

    /// Returns the inhabitants from `first` up to and including `last` years old; the open class
    /// never counts.
    pub fn between(&self, first: usize, last: usize) -> f64 {
        let open = self.counts.len().saturating_sub(1);
        let first = first.min(open);
        self.counts[first..(last + 1).clamp(first, open)]
            .iter()
            .sum()
    }

    /// Returns the inhabitants of `first` years or older; `None` when the open class starts
    /// before that.
    pub fn from_age(&self, first: usize) -> Option<f64> {
        (first < self.counts.len()).then(|| self.counts[first..].iter().sum())
    }

    /// Returns all inhabitants.
    pub fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// Returns the sum with the ages of another area; the shorter one decides the open class.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let length = self.counts.len().min(other.counts.len());
        let folded = |counts: &[f64]| -> Vec<f64> {
            let (front, back) = counts.split_at(length.saturating_sub(1).min(counts.len()));
            front
                .iter()
                .copied()
                .chain((length > 0).then(|| back.iter().sum()))
                .collect()
        };
        let counts = folded(&self.counts)
            .iter()
            .zip(folded(&other.counts))
            .map(|(a, b)| a + b)
            .collect();
        Self {
            counts,
            fictitious: self.fictitious || other.fictitious,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::statistics::dependency::grijze_druk;

    fn classes(titles: &[(&str, f64)]) -> BTreeMap<AgeClass, f64> {
        titles
            .iter()
            .filter_map(|(t, n)| AgeClass::from_title(t).map(|c| (c, *n)))
            .collect()
    }

    #[test]
    fn open_classes_are_not_counted_twice() {
        let found = AgeCounts::from_classes(
            classes(&[
                ("Totaal leeftijd", 1000.0),
                ("0 jaar", 10.0),
                ("1 jaar", 20.0),
                ("2 jaar", 5.0),
                ("3 jaar", 2.0),
                ("2 jaar of ouder", 8.0),
                ("2 tot 5 jaar", 7.0),
                ("5 jaar of ouder", 1.0),
            ]),
            false,
        )
        .unwrap();
        assert!((found.total() - 38.0).abs() < 1e-9, "{found:?}");
        assert!((found.between(0, 1) - 30.0).abs() < 1e-9);
        assert_eq!(found.from_age(2), Some(8.0));
        assert_eq!(found.from_age(3), None);
    }

    #[test]
    fn grijze_druk_is_exact_from_single_ages() {
        // Ages 65–105 are 41 years, 20–64 are 45 years.
        let ages = AgeCounts {
            counts: vec![10.0; 106],
            fictitious: false,
        };
        let found = grijze_druk(ages.from_age(65).unwrap(), ages.between(20, 64)).unwrap();
        assert!((found - 100.0 * 41.0 / 45.0).abs() < 1e-10, "{found}");
        assert!((ages.between(18, 24) - 70.0).abs() < 1e-10);
        assert!(ages.between(24, 18).abs() < 1e-10);
    }

    #[test]
    fn a_missing_age_gives_no_answer() {
        let mut found: BTreeMap<AgeClass, f64> =
            (0..105).map(|age| (AgeClass::Single(age), 10.0)).collect();
        found.insert(AgeClass::Open(105), 10.0);
        assert!(AgeCounts::from_classes(found.clone(), false).is_some());
        found.remove(&AgeClass::Single(37));
        assert_eq!(AgeCounts::from_classes(found, false), None);
    }

    #[test]
    fn of_a_class_that_comes_twice_the_last_one_counts_in_any_order() {
        let (single, open) = (AgeClass::Single, AgeClass::Open);
        for each in [
            [
                (single(0), 1.0),
                (single(0), 5.0),
                (single(1), 2.0),
                (open(2), 3.0),
            ],
            [
                (open(2), 3.0),
                (single(0), 1.0),
                (single(1), 2.0),
                (single(0), 5.0),
            ],
        ] {
            let found = AgeCounts::from_classes(each, false).unwrap();
            assert_eq!(found.counts, [5.0, 2.0, 3.0]);
        }
    }

    #[test]
    fn without_an_open_class_there_is_no_answer() {
        assert_eq!(
            AgeCounts::from_classes(classes(&[("0 jaar", 1.0)]), false),
            None
        );
        assert_eq!(AgeCounts::from_classes(classes(&[]), false), None);
    }

    #[test]
    fn areas_add_up_over_the_shorter_open_class() {
        let long = AgeCounts {
            counts: vec![1.0, 2.0, 3.0, 4.0],
            fictitious: false,
        };
        let short = AgeCounts {
            counts: vec![10.0, 20.0],
            fictitious: true,
        };
        let sum = long.plus(&short);
        assert_eq!(
            sum,
            AgeCounts {
                counts: vec![11.0, 29.0],
                fictitious: true
            }
        );
        assert_eq!(sum, short.plus(&long));
    }
}
