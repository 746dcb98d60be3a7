//! How the values of all areas of Nederland lie: a few numbers that stand for thousands.

use super::error::{StatisticsError, finite};
use super::rank::Fifth;

/// The percentages of areas at which a spread has a quantile.
pub const POINTS: [u8; 9] = [0, 10, 20, 25, 50, 75, 80, 90, 100];

/// The spread of the values of many areas.
///
/// The quantile at `p` % is that of Hyndman & Fan (1996), type 7: on a line from the smallest value
/// (place 0) to the largest (place n − 1) the value at place `(n − 1) · p / 100`, between two areas
/// in proportion. Beside them stand the two values that decide on fifths, so that
/// [`Spread::fifth`] answers exactly what [`super::rank::Fifths`] answers on all values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Areas with a value; at least one.
    pub areas: u32,
    /// Quantiles at [`POINTS`], in the unit of the values.
    pub quantiles: [f64; POINTS.len()],
    /// A value above this one belongs to the top fifth.
    pub top_above: f64,
    /// A value below this one belongs to the bottom fifth.
    pub bottom_below: f64,
}

impl Spread {
    /// Returns the spread of values given in any order; `None` without values.
    ///
    /// # Errors
    /// When a value is not finite, or there are more than 2³² of them.
    pub fn of(values: &[f64]) -> Result<Option<Self>, StatisticsError> {
        for &value in values {
            finite("een waarde", value)?;
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let Some(last) = sorted.len().checked_sub(1) else {
            return Ok(None);
        };
        let areas = u32::try_from(sorted.len()).map_err(|_| StatisticsError::Undefined {
            what: "de spreiding",
            reason: "er zijn te veel waarden",
        })?;
        // At most a fifth of the areas has a value or a higher one exactly when it is above the
        // value of the area just before that fifth.
        let fifth = sorted.len() / 5;
        Ok(Some(Self {
            areas,
            quantiles: POINTS.map(|point| quantile(&sorted, point)),
            top_above: sorted[last - fifth],
            bottom_below: sorted[fifth],
        }))
    }

    /// Returns the fifth of a value, by the rule of [`super::rank::Fifths`]: an area is in the top
    /// fifth when at most 20 % of the areas have its value or a higher one.
    ///
    /// # Errors
    /// When the value is not finite.
    pub fn fifth(&self, value: f64) -> Result<Fifth, StatisticsError> {
        let value = finite("de waarde", value)?;
        Ok(if value > self.top_above {
            Fifth::Top
        } else if value < self.bottom_below {
            Fifth::Bottom
        } else {
            Fifth::Middle
        })
    }

    /// Returns the quantile at one of [`POINTS`].
    pub fn quantile(&self, percent: u8) -> Option<f64> {
        let place = POINTS.iter().position(|point| *point == percent)?;
        Some(self.quantiles[place])
    }

    /// Returns the values between which the middle half of the areas lies, 25 % and 75 %.
    pub const fn middle_half(&self) -> (f64, f64) {
        (self.quantiles[3], self.quantiles[5])
    }
}

/// The quantile of sorted values, of which there is at least one.
fn quantile(sorted: &[f64], percent: u8) -> f64 {
    // In whole hundredths, so that the place of an area is hit exactly.
    let hundredths = (sorted.len() - 1) * usize::from(percent);
    let (place, rest) = (hundredths / 100, hundredths % 100);
    let below = sorted[place];
    match sorted.get(place + 1) {
        Some(above) if rest > 0 => {
            let part = u32::try_from(rest).map_or(0.0, f64::from) / 100.0;
            // Rounding may never carry a quantile past its neighbour.
            (below + part * (above - below)).clamp(below, *above)
        }
        _ => below,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::check::close;
    use crate::statistics::rank::Fifths;

    #[test]
    fn quantiles_are_those_of_type_seven() {
        // R: quantile(c(15, 20, 35, 40, 50), c(0, .1, .2, .25, .5, .75, .8, .9, 1)).
        let found = Spread::of(&[40.0, 15.0, 50.0, 35.0, 20.0])
            .unwrap()
            .unwrap();
        let expected = [15.0, 17.0, 19.0, 20.0, 35.0, 40.0, 42.0, 46.0, 50.0];
        for (found, expected) in found.quantiles.iter().zip(expected) {
            close(*found, expected, 1e-14);
        }
        assert_eq!(found.areas, 5);
        assert_eq!(found.middle_half(), (20.0, 40.0));
        assert_eq!(found.quantile(50), Some(35.0));
        assert_eq!(found.quantile(33), None);
    }

    #[test]
    fn nothing_has_no_spread_and_one_area_is_all_of_it() {
        assert_eq!(Spread::of(&[]).unwrap(), None);
        assert!(Spread::of(&[1.0, f64::NAN]).is_err());
        let one = Spread::of(&[7.5]).unwrap().unwrap();
        assert!(one.quantiles.iter().all(|q| q.total_cmp(&7.5).is_eq()));
        assert_eq!(one.fifth(7.5).unwrap(), Fifth::Middle);
        assert!(one.fifth(f64::INFINITY).is_err());
    }

    /// Values with many ties, as percentages with one decimal have.
    fn values() -> impl Strategy<Value = Vec<f64>> {
        let tenths = (0_i32..80).prop_map(|tenth| f64::from(tenth) / 10.0);
        proptest::collection::vec(tenths, 1..60)
    }

    proptest! {
        #[test]
        fn a_fifth_from_the_spread_is_that_from_all_values(
            values in values(),
            asked in -10_i32..90,
        ) {
            let spread = Spread::of(&values).unwrap().unwrap();
            let fifths = Fifths::new(&values).unwrap();
            for value in values.iter().copied().chain([f64::from(asked) / 10.0]) {
                prop_assert_eq!(spread.fifth(value).unwrap(), fifths.of(value).unwrap());
            }
        }

        #[test]
        fn order_has_no_influence_and_quantiles_never_fall(
            (values, shuffled) in values().prop_flat_map(|values| {
                (Just(values.clone()), Just(values).prop_shuffle())
            }),
        ) {
            let spread = Spread::of(&values).unwrap().unwrap();
            prop_assert_eq!(spread, Spread::of(&shuffled).unwrap().unwrap());
            prop_assert!(spread.quantiles.is_sorted());
            let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| {
                (low.min(*value), high.max(*value))
            });
            prop_assert!(spread.quantile(0).unwrap().total_cmp(&low).is_eq());
            prop_assert!(spread.quantile(100).unwrap().total_cmp(&high).is_eq());
        }
    }
}
