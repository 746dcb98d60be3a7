//! Age as an explanation: the two-band view of 18–64 and 65+ (gemeente and up only).
//!
//! The two bands hide the difference between 65–74 and 85+, so the words are "Als hier evenveel
//! 65-plussers woonden als in Nederland, was het naar schatting x %", never "gecorrigeerd".

use super::error::{StatisticsError, not_negative, percentage, within};
use super::margin::DECIMAL_NOISE;

/// The two bands may differ this much (percentage points) from the published 18+ figure.
pub const BAND_TOLERANCE: f64 = 0.3;

/// An indicator in the two age bands of one area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoBands {
    younger: f64,
    older: f64,
    older_share: f64,
}

impl TwoBands {
    /// Returns the bands: percentages of 18–64 and 65+, and 65+ as a fraction of 18+.
    ///
    /// # Errors
    /// When a percentage or the fraction is out of range.
    pub fn new(younger: f64, older: f64, older_share: f64) -> Result<Self, StatisticsError> {
        Ok(Self {
            younger: percentage("het percentage van 18 tot en met 64 jaar", younger)?,
            older: percentage("het percentage van 65 jaar en ouder", older)?,
            older_share: within("het aandeel 65-plussers", older_share, 0.0, 1.0)?,
        })
    }

    /// Returns the percentage for 18+ that follows from the bands.
    pub fn crude(&self) -> f64 {
        self.with_share(self.older_share)
    }

    fn with_share(&self, older_share: f64) -> f64 {
        (1.0 - older_share) * self.younger + older_share * self.older
    }

    /// Says whether the bands give the published 18+ percentage within 0.3 percentage point.
    ///
    /// When not, leave the view out: the figures do not belong together.
    pub fn agree_with(&self, published: f64) -> bool {
        (self.crude() - published).abs() <= BAND_TOLERANCE + DECIMAL_NOISE
    }

    /// Returns the percentage if the area had the reference's share of people of 65 and over.
    pub fn standardised(&self, reference: &Self) -> f64 {
        self.with_share(reference.older_share)
    }

    /// Returns the largest standard error of [`TwoBands::standardised`], ΣW·se, as the errors of
    /// the bands hang together; in percentage points.
    ///
    /// # Errors
    /// When a standard error is negative or not finite.
    pub fn standardised_error(
        reference: &Self,
        younger_error: f64,
        older_error: f64,
    ) -> Result<f64, StatisticsError> {
        let younger = not_negative("de standaardfout van 18 tot en met 64 jaar", younger_error)?;
        let older = not_negative("de standaardfout van 65 jaar en ouder", older_error)?;
        Ok((1.0 - reference.older_share) * younger + reference.older_share * older)
    }
}

/// A crude difference taken apart (Kitagawa 1955), in percentage points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decomposition {
    /// The part from the ages of the people: Σ(w − W)(p + P)/2.
    pub composition: f64,
    /// The part from the percentages within the ages: Σ(p − P)(w + W)/2.
    pub rate: f64,
}

impl Decomposition {
    /// Returns the crude difference, the sum of both parts.
    pub fn difference(&self) -> f64 {
        self.composition + self.rate
    }

    /// Says whether the parts work against each other.
    ///
    /// If so, never print "x van de y procentpunt".
    pub fn parts_oppose(&self) -> bool {
        self.composition * self.rate < 0.0
    }
}

/// Returns the difference between an area and its reference, taken apart.
pub fn decompose(area: &TwoBands, reference: &TwoBands) -> Decomposition {
    let share_gap = area.older_share - reference.older_share;
    let share_mean = f64::midpoint(area.older_share, reference.older_share);
    let younger_mean = f64::midpoint(area.younger, reference.younger);
    let older_mean = f64::midpoint(area.older, reference.older);
    Decomposition {
        composition: share_gap * (older_mean - younger_mean),
        rate: (area.younger - reference.younger) * (1.0 - share_mean)
            + (area.older - reference.older) * share_mean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{TEN_DIGITS, close};

    fn published() -> (TwoBands, TwoBands) {
        (
            TwoBands::new(30.0, 48.0, 0.30).unwrap(),
            TwoBands::new(31.0, 50.0, 0.2492).unwrap(),
        )
    }

    #[test]
    fn gives_the_published_decomposition() {
        let (area, reference) = published();
        close(area.crude(), 35.4, TEN_DIGITS);
        close(reference.crude(), 35.7348, TEN_DIGITS);
        close(area.standardised(&reference), 34.4856, TEN_DIGITS);
        let parts = decompose(&area, &reference);
        close(parts.composition, 0.9398, TEN_DIGITS);
        close(parts.rate, -1.2746, TEN_DIGITS);
        close(parts.difference(), -0.3348, TEN_DIGITS);
        assert!(parts.parts_oppose());
    }

    #[test]
    fn bands_that_contradict_the_total_are_noticed() {
        let (area, _) = published();
        assert!(area.agree_with(35.1) && area.agree_with(35.7));
        assert!(!area.agree_with(35.8) && !area.agree_with(35.0));
    }

    #[test]
    fn error_is_the_sum_not_the_root_of_squares() {
        let (_, reference) = published();
        let error = TwoBands::standardised_error(&reference, 1.0, 2.0).unwrap();
        close(error, 0.7508 + 0.4984, TEN_DIGITS);
        assert!(TwoBands::standardised_error(&reference, -1.0, 2.0).is_err());
        assert!(TwoBands::new(30.0, 101.0, 0.3).is_err());
        assert!(
            TwoBands::new(30.0, 48.0, 30.0).is_err(),
            "a share is a fraction"
        );
    }
}
