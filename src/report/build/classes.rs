//! Classes of a map: fixed for the whole country, so that maps of different regions compare.

use crate::statistics::compare::RelevanceRule;
use crate::unit::{Unit, dutch_number};

/// The bounds between five classes, low to high.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    bounds: [f64; 4],
    decimals: usize,
}

/// Share of the national value that makes a step, for units without a relevance threshold.
const STEP_OF_VALUE: f64 = 0.10;

impl Classes {
    /// Returns the classes around the national value: the middle one holds what does not matter.
    ///
    /// The bounds lie half and one and a half relevance thresholds from the value of Nederland,
    /// rounded to halves (percentages) or wholes, so that they depend on nothing in the region.
    pub fn around(national: f64, unit: Unit) -> Self {
        let (step, grid, decimals) = match unit {
            Unit::Procent => {
                let rule = RelevanceRule::default().threshold(national.clamp(0.0, 100.0));
                (rule.unwrap_or(1.0).max(1.0), 2.0, 1)
            }
            Unit::Km | Unit::Score => (national.abs() * STEP_OF_VALUE, 10.0, 1),
            _ => ((national.abs() * STEP_OF_VALUE).max(1.0), 1.0, 0),
        };
        let mut bounds = [-1.5, -0.5, 0.5, 1.5]
            .map(|steps: f64| ((national + steps * step) * grid).round() / grid);
        // Small steps may fall on the same grid line; every class keeps some room.
        for index in 1..bounds.len() {
            let least = bounds[index - 1] + 1.0 / grid;
            bounds[index] = bounds[index].max(least);
        }
        Self { bounds, decimals }
    }

    /// Returns the class of a value, 1 (lowest) to 5.
    pub fn of(&self, value: f64) -> u8 {
        self.bounds.iter().fold(
            1,
            |class, bound| if value >= *bound { class + 1 } else { class },
        )
    }

    /// Returns the bounds of each class in words, low to high.
    pub fn labels(&self) -> Vec<(u8, String)> {
        let [a, b, c, d] = self.bounds.map(|bound| dutch_number(bound, self.decimals));
        vec![
            (1, format!("minder dan {a}")),
            (2, format!("{a} tot {b}")),
            (3, format!("{b} tot {c}")),
            (4, format!("{c} tot {d}")),
            (5, format!("{d} of meer")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_depend_on_the_national_value_only() {
        let classes = Classes::around(17.0, Unit::Procent);
        let labels: Vec<String> = classes.labels().into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            labels,
            [
                "minder dan 14,5",
                "14,5 tot 16,0",
                "16,0 tot 18,0",
                "18,0 tot 19,5",
                "19,5 of meer"
            ]
        );
        for (value, class) in [
            (14.4, 1),
            (14.5, 2),
            (17.0, 3),
            (18.0, 4),
            (19.5, 5),
            (90.0, 5),
        ] {
            assert_eq!(classes.of(value), class, "{value}");
        }
    }

    #[test]
    fn every_class_has_room() {
        for value in [0.0, 0.4, 1.0, 5.0, 50.0, 99.9, 100.0] {
            let Classes { bounds, .. } = Classes::around(value, Unit::Procent);
            assert!(
                bounds.windows(2).all(|pair| pair[0] < pair[1]),
                "{value}: {bounds:?}"
            );
        }
    }
}
