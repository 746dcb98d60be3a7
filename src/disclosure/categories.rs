//! Finds out which indicators of an extract are answers to one question.
//!
//! «Niet eenzaam», «matig eenzaam» and «ernstig eenzaam» are 100 % together, and who knows two of
//! them knows the third. A mapping file seldom says so, hence the numbers are asked. A sum that is
//! found by chance hides a little more than needed; one that is missed lets a hidden cell out, so
//! the test is generous. Only numbers that will be printed are looked at: otherwise a hidden number
//! would show in what else is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::relations::Position;

/// How far a sum may be off for other reasons than rounding. Percentage points.
const TOLERANCE: f64 = 0.15;

/// The fewest areas in which a sum must be seen.
const MIN_AREAS: usize = 3;

/// The most indicators among which pairs are searched.
pub const MAX_PAIRS: usize = 400;

/// The most indicators among which triples are searched: about a million sums.
pub const MAX_TRIPLES: usize = 100;

/// In every area, year and age the indicator `whole` is the sum of the indicators `parts`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equation {
    /// Number of the indicator that is the sum; `None`: they are 100 % together.
    pub whole: Option<usize>,
    /// Numbers of the indicators that are added up.
    pub parts: Vec<usize>,
}

/// The sums that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equations {
    /// Each sum once.
    pub found: Vec<Equation>,
    /// `false`: there were more indicators than are searched ([`MAX_PAIRS`], [`MAX_TRIPLES`]), and
    /// those with the highest numbers were left out. The maker must then declare the sums.
    pub complete: bool,
}

/// The numbers of one indicator, by place in the list of all keys.
type Column = Vec<Option<f64>>;

/// Finds the sums of two or three percentages that hold wherever all of them are printed, and in
/// at least three areas: a + b = 100, a + b + c = 100, a + b = c, and a = b (one figure under two
/// names). Sums of more are not searched; declare them as an [`Equation`].
///
/// `printed` holds per position the percentage (0–100), or `None` when it is hidden, absent or no
/// percentage. `rounding` is how far each number may lie from the true one: half of its last
/// decimal, 0,05 for one decimal.
pub fn equations(positions: &[Position], printed: &[Option<f64>], rounding: f64) -> Equations {
    let (columns, areas) = columns(positions, printed);
    let holds = |plus: &[usize], minus: &[usize], total: f64| {
        let terms = f64::from(u32::try_from(plus.len() + minus.len()).unwrap_or(u32::MAX));
        let limit = TOLERANCE + terms * rounding + 1e-6;
        let all = |numbers: &[usize], place: usize| -> Option<f64> {
            numbers.iter().map(|n| columns[*n].1[place]).sum()
        };
        let mut seen = BTreeSet::new();
        for (place, area) in areas.iter().enumerate() {
            if let (Some(sum), Some(rest)) = (all(plus, place), all(minus, place)) {
                if (sum - rest - total).abs() > limit {
                    return false;
                }
                seen.insert(area);
            }
        }
        seen.len() >= MIN_AREAS
    };
    let mut found = Vec::new();
    let mut add = |whole: Option<usize>, parts: &[usize]| {
        found.push(Equation {
            whole: whole.map(|n| columns[n].0),
            parts: parts.iter().map(|n| columns[*n].0).collect(),
        });
    };
    for a in 0..columns.len().min(MAX_PAIRS) {
        for b in a + 1..columns.len().min(MAX_PAIRS) {
            if holds(&[a, b], &[], 100.0) {
                add(None, &[a, b]);
            }
            if holds(&[a], &[b], 0.0) {
                add(Some(a), &[b]);
            }
        }
    }
    let triples = columns.len().min(MAX_TRIPLES);
    for a in 0..triples {
        for b in a + 1..triples {
            for c in (0..triples).filter(|c| *c != a && *c != b) {
                if c > b && holds(&[a, b, c], &[], 100.0) {
                    add(None, &[a, b, c]);
                }
                if holds(&[a, b], &[c], 0.0) {
                    add(Some(c), &[a, b]);
                }
            }
        }
    }
    Equations {
        found,
        complete: columns.len() <= MAX_TRIPLES,
    }
}

/// The columns of the indicators with something printed, by number, and the area of each place.
fn columns(positions: &[Position], printed: &[Option<f64>]) -> (Vec<(usize, Column)>, Vec<usize>) {
    let mut keys = BTreeMap::new();
    let mut areas = BTreeMap::new();
    let known = positions
        .iter()
        .zip(printed)
        .filter_map(|(position, value)| value.filter(|v| v.is_finite()).map(|v| (position, v)));
    for (position, _) in known.clone() {
        keys.insert((&position.area, position.period, position.age), 0);
        areas.insert(&position.area, 0);
    }
    for (place, number) in keys.values_mut().enumerate() {
        *number = place;
    }
    for (place, number) in areas.values_mut().enumerate() {
        *number = place;
    }
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    for (position, value) in known {
        let place = keys[&(&position.area, position.period, position.age)];
        let column = columns.entry(position.indicator);
        column.or_insert_with(|| vec![None; keys.len()])[place] = Some(value);
    }
    let areas = keys.keys().map(|(area, ..)| areas[area]).collect();
    (columns.into_iter().collect(), areas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::AreaCode;
    use crate::themes::AgeGroup;

    /// One row per area with one percentage per indicator.
    fn found(rows: &[&[Option<f64>]]) -> Vec<Equation> {
        let mut positions = Vec::new();
        let mut printed = Vec::new();
        for (area, row) in rows.iter().enumerate() {
            for (indicator, value) in row.iter().enumerate() {
                positions.push(Position {
                    indicator,
                    period: 2024,
                    age: AgeGroup::Adults,
                    area: AreaCode::parse(&format!("GM01{area:02}")).unwrap(),
                });
                printed.push(*value);
            }
        }
        let found = equations(&positions, &printed, 0.05);
        assert!(found.complete);
        found.found
    }

    fn equation(whole: Option<usize>, parts: &[usize]) -> Equation {
        Equation {
            whole,
            parts: parts.to_vec(),
        }
    }

    #[test]
    fn two_answers_that_are_a_hundred_percent_are_found() {
        let rows: [&[Option<f64>]; 3] = [
            &[Some(30.1), Some(69.9)],
            &[Some(25.0), Some(75.2)],
            &[Some(41.3), Some(58.6)],
        ];
        assert_eq!(found(&rows), [equation(None, &[0, 1])]);
        // Two areas prove nothing, and one exception refutes.
        assert_eq!(found(&rows[..2]), []);
        let exception: &[Option<f64>] = &[Some(30.0), Some(69.7)];
        assert_eq!(found(&[rows[0], rows[1], rows[2], exception]), []);
    }

    #[test]
    fn cells_that_are_not_printed_are_not_looked_at() {
        let rows: [&[Option<f64>]; 4] = [
            &[Some(30.1), Some(69.9)],
            &[Some(25.0), Some(75.0)],
            &[Some(41.3), Some(58.7)],
            &[None, Some(3.0)],
        ];
        assert_eq!(found(&rows), [equation(None, &[0, 1])]);
        assert_eq!(found(&[rows[0], rows[1], rows[3]]), []);
    }

    #[test]
    fn three_answers_and_a_sum_of_two_are_found() {
        // Not, moderately and severely lonely; and lonely, which is the last two together.
        let rows: [&[Option<f64>]; 3] = [
            &[Some(52.0), Some(36.3), Some(11.7), Some(48.0)],
            &[Some(60.4), Some(30.1), Some(9.5), Some(39.6)],
            &[Some(45.7), Some(39.2), Some(15.1), Some(54.3)],
        ];
        let expected = [
            equation(None, &[0, 3]),
            equation(None, &[0, 1, 2]),
            equation(Some(3), &[1, 2]),
        ];
        assert_eq!(found(&rows), expected);
    }

    #[test]
    fn one_figure_under_two_names_is_found() {
        let rows: [&[Option<f64>]; 3] = [
            &[Some(12.0), Some(12.0)],
            &[Some(20.4), Some(20.4)],
            &[Some(15.7), Some(15.7)],
        ];
        assert_eq!(found(&rows), [equation(Some(0), &[1])]);
    }

    #[test]
    fn more_indicators_than_are_searched_are_reported() {
        let position = |indicator| Position {
            indicator,
            period: 2024,
            age: AgeGroup::All,
            area: AreaCode::Land,
        };
        let positions: Vec<Position> = (0..=MAX_TRIPLES).map(position).collect();
        let printed = vec![Some(10.0); positions.len()];
        assert!(!equations(&positions, &printed, 0.05).complete);
        assert!(equations(&positions[1..], &printed[1..], 0.05).complete);
    }
}
