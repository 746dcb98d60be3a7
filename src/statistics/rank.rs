//! Places in an order: fifths for models, rank intervals for surveys. Never a bare rank.

use std::collections::BTreeMap;

use super::error::{StatisticsError, finite};
use super::random::SplitMix64;
use super::survey::SurveyEstimate;

/// Which fifth of all areas a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fifth {
    /// Among the 20 % lowest.
    Bottom,
    /// In between.
    Middle,
    /// Among the 20 % highest.
    Top,
}

impl Fifth {
    /// Returns the Dutch sentence part for wijken, or nothing for the middle.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Top => Some("hoort bij de 20 % wijken met het hoogste percentage"),
            Self::Bottom => Some("hoort bij de 20 % wijken met het laagste percentage"),
            Self::Middle => None,
        }
    }
}

/// The values of all areas of Nederland, ready to be asked for fifths.
#[derive(Debug, Clone, PartialEq)]
pub struct Fifths {
    sorted: Vec<f64>,
}

impl Fifths {
    /// Returns the fifths of these values, given in any order.
    ///
    /// # Errors
    /// When a value is not finite.
    pub fn new(values: &[f64]) -> Result<Self, StatisticsError> {
        for &value in values {
            finite("een waarde", value)?;
        }
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self { sorted })
    }

    /// Returns the fifth of a value.
    ///
    /// A value belongs to the top fifth when at most 20 % of the areas have this value or a higher
    /// one, so equal values are always in the same fifth and no fifth is larger than it says.
    ///
    /// # Errors
    /// When the value is not finite.
    pub fn of(&self, value: f64) -> Result<Fifth, StatisticsError> {
        let value = finite("de waarde", value)?;
        let all = self.sorted.len();
        let below = self.sorted.partition_point(|other| *other < value);
        let up_to = self.sorted.partition_point(|other| *other <= value);
        Ok(if all > 0 && 5 * (all - below) <= all {
            Fifth::Top
        } else if all > 0 && 5 * up_to <= all {
            Fifth::Bottom
        } else {
            Fifth::Middle
        })
    }
}

/// Number of draws of a rank interval.
pub const DRAWS: usize = 10_000;
/// Draws that may lie beyond each end of a rank interval: 2.5 %.
const TAIL_DRAWS: usize = 250;
/// The seed of all rank intervals.
const SEED: u64 = 20_241_231;

/// The ranks between which an area lies with 95 % certainty; 1 is the highest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    /// The highest place that is plausible.
    pub first: usize,
    /// The lowest place that is plausible.
    pub last: usize,
}

/// Returns the rank interval of each survey figure, by code of its area.
///
/// 10 000 draws per area on the log odds scale with a fixed seed, 2.5–97.5 % of the ranks
/// (Goldstein & Spiegelhalter 1996). Areas are taken in the order of their codes, so the order of
/// the input has no influence.
///
/// # Errors
/// When a code occurs twice.
pub fn rank_intervals(
    areas: &[(&str, SurveyEstimate)],
) -> Result<BTreeMap<String, RankInterval>, StatisticsError> {
    let mut by_code: BTreeMap<&str, &SurveyEstimate> = BTreeMap::new();
    for (code, estimate) in areas {
        if by_code.insert(code, estimate).is_some() {
            return Err(StatisticsError::Duplicate {
                what: "gebied",
                key: (*code).to_owned(),
            });
        }
    }
    let estimates: Vec<&SurveyEstimate> = by_code.values().copied().collect();
    let counts = draw_ranks(&estimates);
    Ok(by_code
        .keys()
        .zip(&counts)
        .map(|(code, count)| ((*code).to_owned(), interval_of(count)))
        .collect())
}

/// Returns for each area how often it took each place.
fn draw_ranks(estimates: &[&SurveyEstimate]) -> Vec<Vec<usize>> {
    let centres: Vec<(f64, f64)> = estimates
        .iter()
        .map(|area| (area.log_odds(), area.log_odds_error()))
        .collect();
    let mut counts = vec![vec![0; estimates.len()]; estimates.len()];
    let mut random = SplitMix64::new(SEED);
    let mut order: Vec<(f64, usize)> = Vec::with_capacity(estimates.len());
    for _ in 0..DRAWS {
        order.clear();
        for (index, (centre, error)) in centres.iter().enumerate() {
            order.push((centre + error * random.normal(), index));
        }
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (place, (_, index)) in order.iter().enumerate() {
            counts[*index][place] += 1;
        }
    }
    counts
}

/// Cuts off places that, with everything beyond them, took fewer than 2.5 % of the draws.
fn interval_of(counts: &[usize]) -> RankInterval {
    let cut = |places: &mut dyn Iterator<Item = &usize>| {
        let mut seen = 0;
        places
            .take_while(|count| {
                seen += **count;
                seen < TAIL_DRAWS
            })
            .count()
    };
    let before = cut(&mut counts.iter());
    let after = cut(&mut counts.iter().rev());
    RankInterval {
        first: before + 1,
        last: counts.len() - after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::Interval;
    use crate::statistics::kind::FigureKind;

    fn survey(value: f64, half: f64) -> SurveyEstimate {
        let margin = Interval::new(value - half, value + half).unwrap();
        SurveyEstimate::published(FigureKind::Enquete, value, margin).unwrap()
    }

    #[test]
    fn a_fifth_is_never_larger_than_it_says() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let fifths = Fifths::new(&values).unwrap();
        let of = |value| fifths.of(value).unwrap();
        let top: Vec<f64> = values
            .iter()
            .copied()
            .filter(|v| of(*v) == Fifth::Top)
            .collect();
        let bottom: Vec<f64> = values
            .iter()
            .copied()
            .filter(|v| of(*v) == Fifth::Bottom)
            .collect();
        assert_eq!((top.len(), bottom.len()), (2, 2));
        assert!(of(10.0).words().unwrap().contains("hoogste"));
        assert!(of(1.0).words().unwrap().contains("laagste"));
        assert_eq!(of(5.0).words(), None);
    }

    #[test]
    fn equal_values_share_a_fifth() {
        let fifths = Fifths::new(&[1.0, 2.0, 3.0, 4.0, 9.0, 9.0, 9.0]).unwrap();
        assert_eq!(
            fifths.of(9.0).unwrap(),
            Fifth::Middle,
            "three of seven are no fifth"
        );
        assert_eq!(
            Fifths::new(&[1.0, 2.0]).unwrap().of(2.0).unwrap(),
            Fifth::Middle
        );
        assert_eq!(Fifths::new(&[]).unwrap().of(2.0).unwrap(), Fifth::Middle);
        assert!(Fifths::new(&[f64::NAN]).is_err());
        assert!(fifths.of(f64::NAN).is_err());
    }

    #[test]
    fn clear_values_have_one_place_and_equal_ones_have_all() {
        let clear = [
            ("a", survey(10.0, 0.5)),
            ("b", survey(20.0, 0.5)),
            ("c", survey(30.0, 0.5)),
        ];
        let places = rank_intervals(&clear).unwrap();
        assert_eq!(places["a"], RankInterval { first: 3, last: 3 });
        assert_eq!(places["c"], RankInterval { first: 1, last: 1 });
        let equal: Vec<(&str, SurveyEstimate)> = ["a", "b", "c", "d"]
            .map(|code| (code, survey(10.0, 2.0)))
            .to_vec();
        for place in rank_intervals(&equal).unwrap().values() {
            assert_eq!(*place, RankInterval { first: 1, last: 4 });
        }
    }

    #[test]
    fn two_areas_keep_their_order_only_when_it_is_sure() {
        // P(b above a) is about 0.96 for the first pair (both places plausible), 0.998 for the
        // second (one place each).
        let half = |error: f64| error * 1.959_963_984_540_054;
        let unsure = [
            ("a", survey(50.0, half(1.0))),
            ("b", survey(52.5, half(1.0))),
        ];
        assert_eq!(
            rank_intervals(&unsure).unwrap()["b"],
            RankInterval { first: 1, last: 2 }
        );
        let sure = [
            ("a", survey(50.0, half(1.0))),
            ("b", survey(54.1, half(1.0))),
        ];
        assert_eq!(
            rank_intervals(&sure).unwrap()["b"],
            RankInterval { first: 1, last: 1 }
        );
    }

    #[test]
    fn order_of_input_has_no_influence_and_codes_are_unique() {
        let areas: Vec<(&str, SurveyEstimate)> = ["e", "a", "d", "b", "c"]
            .into_iter()
            .zip([17.0, 15.0, 16.0, 18.0, 15.5])
            .map(|(code, value)| (code, survey(value, 1.5)))
            .collect();
        let reversed: Vec<(&str, SurveyEstimate)> = areas.iter().rev().copied().collect();
        assert_eq!(
            rank_intervals(&areas).unwrap(),
            rank_intervals(&reversed).unwrap()
        );
        assert!(rank_intervals(&[areas[0], areas[0]]).is_err());
        assert!(rank_intervals(&[]).unwrap().is_empty());
    }
}
