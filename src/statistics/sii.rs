//! Inequality over ordered groups: slope and relative index of inequality.

use super::error::{StatisticsError, finite, positive};
use super::size::count_of;
use super::sum::stable_sum;

/// One group, such as a fifth of the wijken by income; groups are ordered from low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedGroup {
    /// Number of people.
    pub population: f64,
    /// Value of the indicator.
    pub value: f64,
}

/// How much the value differs from the bottom to the top of the order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// Slope index: the fitted difference between top and bottom, in the unit of the value.
    pub slope_index: f64,
    /// Relative index: the fitted value at the top divided by that at the bottom; nothing when
    /// the fitted bottom is not above zero.
    pub relative_index: Option<f64>,
    /// The fitted value at the bottom of the order.
    pub bottom: f64,
}

/// Returns the slope and relative index of inequality over groups ordered from low to high.
///
/// Weighted least squares of the value on the relative rank midpoint, weights = population share
/// (Mackenbach & Kunst 1997; the form of PHEindicatormethods).
///
/// # Errors
/// When there are fewer than two groups, a population is not above zero or a value not finite.
pub fn inequality(groups: &[RankedGroup]) -> Result<Inequality, StatisticsError> {
    if groups.len() < 2 {
        return Err(StatisticsError::TooFew {
            what: "groepen voor een helling",
            needed: 2,
            found: count_of(groups),
        });
    }
    for group in groups {
        positive("de bevolking van een groep", group.population)?;
        finite("de waarde van een groep", group.value)?;
    }
    let everyone = stable_sum(groups.iter().map(|group| group.population));
    let mut below = 0.0;
    let mut points = Vec::with_capacity(groups.len());
    for group in groups {
        let share = group.population / everyone;
        points.push((share, below + share / 2.0, group.value));
        below += share;
    }
    let mean_rank = stable_sum(points.iter().map(|(share, rank, _)| share * rank));
    let mean_value = stable_sum(points.iter().map(|(share, _, value)| share * value));
    let spread = stable_sum(
        points
            .iter()
            .map(|(w, rank, _)| w * (rank - mean_rank).powi(2)),
    );
    let product = stable_sum(
        points
            .iter()
            .map(|(w, rank, value)| w * (rank - mean_rank) * (value - mean_value)),
    );
    let slope = product / spread;
    let bottom = mean_value - slope * mean_rank;
    let relative_index = (bottom > 0.0).then(|| (bottom + slope) / bottom);
    Ok(Inequality {
        slope_index: slope,
        relative_index,
        bottom,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{TEN_DIGITS, close};

    fn groups(values: &[(f64, f64)]) -> Vec<RankedGroup> {
        values
            .iter()
            .map(|&(population, value)| RankedGroup { population, value })
            .collect()
    }

    #[test]
    fn a_straight_line_is_found_exactly() {
        // Midpoints of four equal groups: 0.125, 0.375, 0.625, 0.875; values 20 + 8·rank.
        let line = groups(&[(5.0, 21.0), (5.0, 23.0), (5.0, 25.0), (5.0, 27.0)]);
        let answer = inequality(&line).unwrap();
        close(answer.slope_index, 8.0, TEN_DIGITS);
        close(answer.bottom, 20.0, TEN_DIGITS);
        close(answer.relative_index.unwrap(), 1.4, TEN_DIGITS);
    }

    #[test]
    fn unequal_groups_agree_with_an_independent_implementation() {
        let data = groups(&[
            (1200.0, 31.5),
            (800.0, 27.1),
            (1500.0, 24.9),
            (900.0, 20.2),
            (600.0, 18.8),
        ]);
        let answer = inequality(&data).unwrap();
        close(answer.slope_index, -15.611_702_127_659_575, TEN_DIGITS);
        close(answer.bottom, 33.063_851_063_829_79, TEN_DIGITS);
        close(
            answer.relative_index.unwrap(),
            0.527_831_706_672_003_4,
            TEN_DIGITS,
        );
    }

    #[test]
    fn what_has_no_slope_is_refused() {
        assert!(inequality(&groups(&[(5.0, 21.0)])).is_err());
        assert!(inequality(&groups(&[(5.0, 21.0), (0.0, 22.0)])).is_err());
        assert!(inequality(&groups(&[(5.0, 21.0), (5.0, f64::NAN)])).is_err());
        let steep = inequality(&groups(&[(5.0, 0.0), (5.0, 10.0)])).unwrap();
        assert_eq!(
            steep.relative_index, None,
            "the fitted bottom is below zero"
        );
    }
}
