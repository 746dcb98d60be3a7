//! Repeatable draws: the same seed gives the same numbers on every run.

use super::quantile::normal_quantile;

/// Pseudo-random numbers by SplitMix64 (Steele, Lea & Flood 2014).
#[derive(Debug, Clone)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// Returns a generator that always gives the same numbers for the same seed.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next 64 bits.
    pub(crate) const fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Returns a number strictly between 0 and 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "52 bits fit in the fraction of a double"
    )]
    pub(crate) fn uniform(&mut self) -> f64 {
        const STEPS: f64 = 4_503_599_627_370_496.0;
        ((self.next_bits() >> 12) as f64 + 0.5) / STEPS
    }

    /// Returns a standard normal number, by inversion.
    pub(crate) fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform()).expect("a uniform draw is strictly between 0 and 1")
    }

    /// Returns a whole number from 0 up to but not including `limit`, for a limit above zero.
    pub(crate) const fn below(&mut self, limit: u64) -> u64 {
        // The bias is below limit / 2^64: no list of areas is long enough to show it.
        self.next_bits() % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::close;

    #[test]
    fn gives_the_published_sequence() {
        // The first outputs for seed 1234567 of the reference code by Vigna (2015).
        let mut random = SplitMix64::new(1_234_567);
        let expected = [
            6_457_827_717_110_365_317_u64,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        for bits in expected {
            assert_eq!(random.next_bits(), bits);
        }
    }

    #[test]
    fn normal_draws_have_mean_zero_and_variance_one() {
        let mut random = SplitMix64::new(2026);
        let draws: Vec<f64> = (0..100_000).map(|_| random.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 4.0 / 1e5_f64.sqrt(), "{mean}");
        close(variance, 1.0, 0.02);
    }

    #[test]
    fn whole_numbers_stay_below_the_limit() {
        let mut random = SplitMix64::new(1);
        let draws: Vec<u64> = (0..1000).map(|_| random.below(7)).collect();
        assert!((0..7).all(|number| draws.contains(&number)));
        assert!(draws.iter().all(|draw| *draw < 7));
    }
}
